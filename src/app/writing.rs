//! The order of what is written from right to left. The graphics library joins the letters of one word, but puts
//! whatever it is given from left to right and breaks lines in that order; so a text that holds Arabic or Hebrew is
//! broken into lines here, put into the order in which it is seen (UAX #9, by unicode-bidi), and given to it word by
//! word.
//!
//! A galley made so has its words in the order in which they are seen: whoever shows it tells screen readers the text
//! itself ([`Written::tell`]).

use std::ops::Range;
use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection};
use egui::{
    Align, Color32, FontSelection, Galley, Label, Rect, Response, RichText, TextFormat, TextStyle, Ui, WidgetText,
};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use crate::texts::{self, has_right_to_left};

/// Whether rows begin at the right.
pub(super) fn mirrored() -> bool {
    texts::right_to_left()
}

/// The side at which lines begin.
pub(super) fn begin() -> Align {
    if mirrored() { Align::Max } else { Align::Min }
}

/// A text as a widget shows it.
pub(super) struct Written {
    pub shown: WidgetText,
    /// Where what is shown is in another order.
    said: Option<String>,
}

impl Written {
    /// For the widget that shows it.
    pub(super) fn take(&mut self) -> WidgetText {
        std::mem::take(&mut self.shown)
    }

    /// Tells screen readers what is written.
    pub(super) fn tell(self, ui: &Ui, response: Response) -> Response {
        if let Some(said) = self.said {
            ui.ctx().accesskit_node_builder(response.id, |node| {
                if node.value().is_some() {
                    node.set_value(said);
                } else {
                    node.set_label(said);
                }
            });
        }
        response
    }
}

/// A text of this style, in lines of at most this width where its order makes that our business. Without a colour it
/// takes that of its widget.
pub(super) fn written(ui: &Ui, text: String, style: TextStyle, colour: Option<Color32>, width: f32) -> Written {
    laid_out(ui, text, style, colour, width, ui.layout().horizontal_placement())
}

/// The same for a button, which puts what it holds at its own left edge.
pub(super) fn written_inside(ui: &Ui, text: String, style: TextStyle, colour: Option<Color32>, width: f32) -> Written {
    laid_out(ui, text, style, colour, width, Align::Min)
}

fn laid_out(ui: &Ui, text: String, style: TextStyle, colour: Option<Color32>, width: f32, halign: Align) -> Written {
    if !mirrored() && !has_right_to_left(&text) {
        let mut shown = RichText::new(text).text_style(style);
        if let Some(colour) = colour {
            shown = shown.color(colour);
        }
        return Written {
            shown: shown.into(),
            said: None,
        };
    }
    // A row of one line makes the room that it needs.
    let one_line = ui.layout().is_horizontal() && !ui.layout().main_wrap();
    let width = if one_line { f32::INFINITY } else { width };
    let font = FontSelection::Style(style).resolve(ui.style());
    let format = TextFormat::simple(font, colour.unwrap_or(Color32::PLACEHOLDER));
    let mut job = LayoutJob::default();
    job.append(&text, 0.0, format);
    let mut job = arranged(ui, &job, width).job;
    job.halign = halign;
    Written {
        shown: ui.painter().layout_job(job).into(),
        said: Some(text),
    }
}

/// The same for one line at most: what does not fit is left out, which an ellipsis tells.
pub(super) fn in_one_line(ui: &Ui, text: &str, style: TextStyle, colour: Option<Color32>, width: f32) -> Written {
    let whole = || written(ui, text.to_owned(), style.clone(), colour, f32::INFINITY);
    let fits = |one: &Written| match &one.shown {
        WidgetText::Galley(galley) => galley.size().x <= width,
        // The graphics library does it.
        _ => true,
    };
    let mut left: Vec<char> = text.chars().collect();
    let mut one = whole();
    while !fits(&one) && left.pop().is_some() {
        let shorter: String = left.iter().chain(&['…']).collect();
        one = written(ui, shorter, style.clone(), colour, f32::INFINITY);
    }
    one.said = one.said.map(|_| text.to_owned());
    one
}

/// Paragraphs in more than one format, as they are laid out.
pub(super) struct Paragraphs {
    galley: Arc<Galley>,
    /// The bytes of the text in each row.
    rows: Vec<Range<usize>>,
    said: Option<String>,
}

/// Lays out paragraphs in rows of at most this width.
pub(super) fn paragraphs(ui: &Ui, mut job: LayoutJob, width: f32) -> Paragraphs {
    job.halign = begin();
    if mirrored() || has_right_to_left(&job.text) {
        let Arranged { job: mut seen, lines } = arranged(ui, &job, width);
        seen.halign = begin();
        return Paragraphs {
            galley: ui.painter().layout_job(seen),
            rows: lines,
            said: Some(job.text),
        };
    }
    job.wrap.max_width = width;
    let galley = ui.painter().layout_job(job);
    let mut start = 0;
    let rows = galley.rows.iter().map(|row| {
        let length: usize = row.glyphs.iter().map(|glyph| glyph.chr.len_utf8()).sum();
        let bytes = start..start + length;
        start = bytes.end + usize::from(row.ends_with_newline);
        bytes
    });
    let rows = rows.collect();
    Paragraphs {
        galley,
        rows,
        said: None,
    }
}

impl Paragraphs {
    /// The rows in which these bytes of the text stand, as one area.
    pub(super) fn rows(&self, bytes: Range<usize>) -> Option<Rect> {
        let rows = self.galley.rows.iter().zip(&self.rows);
        let among = rows.filter(|(_, row)| row.start < bytes.end && bytes.start < row.end);
        among.map(|(row, _)| row.rect()).reduce(Rect::union)
    }

    pub(super) fn show(self, ui: &mut Ui) -> Response {
        let response = ui.add(Label::new(self.galley));
        let written = Written {
            shown: WidgetText::default(),
            said: self.said,
        };
        written.tell(ui, response)
    }
}

/// A text in the order in which it is seen.
pub(super) struct Arranged {
    pub job: LayoutJob,
    /// The bytes of the text that each of its lines shows.
    pub lines: Vec<Range<usize>>,
}

/// Breaks a text into lines of at most this width, and puts each into the order in which it is seen.
pub(super) fn arranged(ui: &Ui, job: &LayoutJob, width: f32) -> Arranged {
    let mut out = Arranged {
        job: LayoutJob {
            break_on_newline: true,
            ..LayoutJob::default()
        },
        lines: Vec::new(),
    };
    out.job.wrap.max_width = f32::INFINITY;
    let source = JobSource { ui, job };
    let mut start = 0;
    for paragraph in job.text.split('\n') {
        // An address, a path or a foreign name by itself is read from left to right wherever it stands.
        let base = mirrored().then(|| match has_right_to_left(paragraph) {
            true => Level::rtl(),
            false => Level::ltr(),
        });
        let info = ParagraphBidiInfo::new(paragraph, base);
        for line in source.lines(start, paragraph, &info, width) {
            if !out.lines.is_empty() {
                let format = source.section(start + line.start.saturating_sub(1)).format.clone();
                out.job.append("\n", 0.0, format);
            }
            source.append_line(&mut out.job, start, paragraph, &info, &line);
            out.lines.push(start + line.start..start + line.end);
        }
        start += paragraph.len() + 1;
    }
    out
}

/// What is to be arranged.
struct JobSource<'a> {
    ui: &'a Ui,
    job: &'a LayoutJob,
}

impl JobSource<'_> {
    fn section(&self, byte: usize) -> &LayoutSection {
        let sections = &self.job.sections;
        let at = sections.partition_point(|section| section.byte_range.end.0 <= byte);
        &sections[at.min(sections.len().saturating_sub(1))]
    }

    /// The lines of a paragraph that begins at this byte of the text.
    fn lines(&self, start: usize, paragraph: &str, info: &ParagraphBidiInfo<'_>, width: f32) -> Vec<Range<usize>> {
        let measure = |range: &Range<usize>| {
            let mut job = LayoutJob::default();
            job.wrap.max_width = f32::INFINITY;
            self.append_line(&mut job, start, paragraph, info, range);
            self.ui.painter().layout_job(job).size().x
        };
        let (mut lines, mut begin, mut end, mut used) = (Vec::new(), 0, 0, 0.0);
        let mut at = 0;
        for word in paragraph.split_inclusive(' ') {
            let bare = at..at + word.trim_end_matches(' ').len();
            let whole = at..at + word.len();
            let needed = measure(&bare);
            if used > 0.0 && used + needed > width {
                lines.push(begin..end);
                (begin, used) = (at, 0.0);
            }
            if needed > width {
                // A word that no line can hold is broken wherever it must be.
                for (offset, letter) in word.char_indices() {
                    let letter = at + offset..at + offset + letter.len_utf8();
                    let needed = measure(&letter);
                    if used > 0.0 && used + needed > width {
                        lines.push(begin..letter.start);
                        (begin, used) = (letter.start, 0.0);
                    }
                    used += needed;
                }
            } else {
                used += measure(&whole).max(needed);
            }
            end = bare.end;
            at = whole.end;
        }
        lines.push(begin..end.max(begin));
        lines
    }

    /// Adds one line of a paragraph, piece by piece from the left.
    fn append_line(
        &self,
        job: &mut LayoutJob,
        start: usize,
        paragraph: &str,
        info: &ParagraphBidiInfo<'_>,
        line: &Range<usize>,
    ) {
        if line.is_empty() {
            return;
        }
        let first = self.section(start + line.start);
        let margin = match first.byte_range.start.0 == start + line.start {
            true => first.leading_space,
            false => 0.0,
        };
        let mut leading = if mirrored() { 0.0 } else { margin };
        let (levels, runs) = info.visual_runs(line.clone());
        for run in runs {
            let backward = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let mut pieces = self.pieces(start, paragraph, &run, backward);
            if backward {
                pieces.reverse();
            }
            for (piece, joined) in pieces {
                let text = paragraph.get(piece.clone()).unwrap_or_default();
                let format = self.section(start + piece.start).format.clone();
                let leading = std::mem::take(&mut leading);
                if backward && !joined {
                    let text: String = text.chars().map(mirror).collect();
                    add(job, &text, leading, format);
                } else {
                    add(job, text, leading, format);
                }
            }
        }
        if mirrored() && margin > 0.0 {
            // Lines begin at the right, and a galley knows a margin only before a letter: before one of no width.
            add(job, "\u{200B}", margin, first.format.clone());
        }
    }

    /// The parts of a run that go together in one format: words, whose letters the graphics library joins and turns
    /// round itself. What stands between words that run backward goes sign by sign: the library might turn round two of
    /// them.
    fn pieces(&self, start: usize, paragraph: &str, run: &Range<usize>, backward: bool) -> Vec<(Range<usize>, bool)> {
        let mut pieces: Vec<(Range<usize>, bool)> = Vec::new();
        let text = paragraph.get(run.clone()).unwrap_or_default();
        for (offset, letter) in text.char_indices() {
            let at = run.start + offset;
            let joined = backward && is_joined(letter);
            let begins = self.section(start + at).byte_range.start.0 == start + at;
            match pieces.last_mut() {
                Some((piece, kind)) if *kind == joined && !begins && (joined || !backward) => {
                    piece.end = at + letter.len_utf8();
                }
                _ => pieces.push((at..at + letter.len_utf8(), joined)),
            }
        }
        pieces
    }
}

/// Adds a piece that is shaped by itself; `LayoutJob::append` would join it to one before it.
fn add(job: &mut LayoutJob, text: &str, leading_space: f32, format: TextFormat) {
    let start = ByteIndex(job.text.len());
    job.text.push_str(text);
    job.sections.push(LayoutSection {
        leading_space,
        byte_range: start..ByteIndex(job.text.len()),
        format,
    });
}

/// Letters that are shaped together: with their marks, and with the joiners between them.
fn is_joined(letter: char) -> bool {
    matches!(
        bidi_class(letter),
        BidiClass::R | BidiClass::AL | BidiClass::NSM | BidiClass::BN
    )
}

/// What is seen in place of a bracket where reading goes the other way.
fn mirror(letter: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    let other = |(open, close): &(char, char)| match letter {
        _ if letter == *open => Some(*close),
        _ if letter == *close => Some(*open),
        _ => None,
    };
    PAIRS.iter().find_map(other).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::ByteRangeExt as _;
    use egui::text::LayoutJob;
    use egui::{Color32, TextFormat, Ui};

    use super::super::tokens;
    use super::{arranged, has_right_to_left};

    /// What is seen of a text in lines of this width, in a program that reads from left to right.
    fn seen(text: &str, width: f32) -> String {
        seen_in_pieces(text, width).concat()
    }

    fn seen_in_pieces(text: &str, width: f32) -> Vec<String> {
        let mut seen = Vec::new();
        let ctx = egui::Context::default();
        ctx.set_missing_glyph_policy(egui::epaint::text::MissingGlyphPolicy::default());
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui: &mut Ui| {
            let mut job = LayoutJob::default();
            job.append(text, 0.0, TextFormat::simple(tokens::code(), Color32::BLACK));
            let job = arranged(ui, &job, width).job;
            let pieces = job.sections.iter();
            seen = pieces
                .map(|piece| job.text[piece.byte_range.as_usize()].to_owned())
                .collect();
        });
        // Nobody draws.
        output.textures_delta.clear();
        seen
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        assert!(has_right_to_left("«سام»") && !has_right_to_left("“Sam” 12 …"));
        // Letters stay as they are: they are turned round when they are joined.
        assert_eq!(seen("اب جد هو", 1000.0), "هو جد اب");
        assert_eq!(seen("اب (جد) Sam 12 هو.", 1000.0), ".هو Sam 12 (جد) اب");
        assert_eq!(seen("He wrote “اب جد”.", 1000.0), "He wrote “جد اب”.");
    }

    /// Which the texts do with paths and the like: its first sign stays its first.
    #[test]
    fn what_is_set_apart_keeps_its_own_order() {
        let seen = seen("اب: \u{2066}/a/b/\u{2069}.", 1000.0);
        assert_eq!(seen.replace(['\u{2066}', '\u{2069}'], ""), "./a/b/ :اب");
    }

    /// Two pieces in one would be turned round with each other.
    #[test]
    fn each_word_and_each_sign_is_shaped_by_itself() {
        assert_eq!(seen_in_pieces("اب، جد", 1000.0), ["جد", " ", "،", "اب"]);
    }

    #[test]
    fn the_first_words_stand_on_the_first_line() {
        let seen = seen("اب جد هو زح طي كل", 40.0);
        let lines: Vec<_> = seen.lines().collect();
        assert!(lines.len() > 1, "{seen}");
        assert!(lines[0].ends_with("اب"), "{seen}");
        assert!(lines.last().unwrap().starts_with("كل"), "{seen}");
    }
}
