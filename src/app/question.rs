//! The two questions: may the helper see, may the helper use mouse and keyboard. The refusal is the default, and
//! nothing that is typed while the question appears can be a yes.

use std::cell::Cell;
use std::time::{Duration, Instant};

use egui::epaint::RectShape;
use egui::style::ScrollAnimation;
use egui::text::LayoutJob;
use egui::{Align, Frame, Id, Shape, StrokeKind, TextFormat, TextStyle, Ui, UiBuilder, Vec2, vec2};

use super::actions::{Action, Now};
use super::icons::{self, Icon};
use super::novice_side::{CallerState, DetailsShown, NoviceSide, ShownQuestion};
use super::parts::{self, Weight};
use super::{focus, reader, tokens, writing};
use crate::desk::words::{question_caution, question_names, question_who};
use crate::session::novice::{Caller, Command, Protection, Question, QuestionKind};
use crate::t;

/// What the person did.
enum QuestionAct {
    Allow,
    Refuse,
    End,
    Called(Caller),
    /// Back from "they called me".
    Back,
}

/// A part of such a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Words,
    /// What is answered, and with what: always in sight.
    Answers,
    /// What stands beneath.
    Rest,
    /// What is shown on request only.
    Details,
}

/// Shows the open question in a page of its own. `in_sight`: nothing hides it, as far as is known.
pub(super) fn show(ui: &mut Ui, side: &mut NoviceSide, now: Instant, in_sight: bool) {
    let Some(open) = side.phase.question_mut() else {
        return;
    };
    // Nothing gets the keyboard here but the refusal and what the person goes to.
    focus::forget(ui.ctx());
    let first = !std::mem::replace(&mut open.seen, true);
    if first {
        open.locked_since = now;
    }
    open.look(now, in_sight);
    // The countdowns move once a second.
    ui.ctx().request_repaint_after(Duration::from_millis(200));
    let mut act = None;
    if Action::QuestionRefuse.is_pressed(ui, Now::default()) {
        act = Some(QuestionAct::Refuse);
    }
    let called = open.caller == CallerState::Helper;
    let (dialog, heading) = (ui.unique_id(), Cell::new(None));
    let pressed = if called {
        page(ui, "they called", |ui, part, _| {
            they_called(ui, open, now, part, &heading)
        })
    } else {
        page(ui, "question", |ui, part, tight| {
            content(ui, open, now, part, tight, &heading)
        })
    };
    if let Some(heading) = heading.get() {
        reader::dialog(ui.ctx(), dialog, heading, true);
    }
    // What was pressed before the question was there was meant for something else.
    match pressed.or(act).filter(|_| !first) {
        Some(QuestionAct::Allow) => {
            side.allow(now);
        }
        Some(QuestionAct::Refuse) => side.refuse(now),
        Some(QuestionAct::End) => side.send(Command::EndEverything),
        Some(QuestionAct::Called(caller)) => side.say_caller(caller, now),
        Some(QuestionAct::Back) => side.ask_caller_again(),
        None => {}
    }
}

/// Where the words take all the room, the answers stay in sight under them: `part` is told that it is so.
fn page(
    ui: &mut Ui,
    id: &str,
    mut part: impl FnMut(&mut Ui, Part, bool) -> Option<QuestionAct>,
) -> Option<QuestionAct> {
    let mut act = None;
    let memory = Id::unique(("height of the question", id));
    let last: Fit = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
    // The two ways are not equally high: one that just fits must not make room for the other and back, frame by frame.
    let tight = last.height + last.saved > ui.available_height();
    // Where the answers would leave the words no room, all of it scrolls together, and the answers are scrolled to:
    // unless they would not be in sight together then, in the narrower room beside a scroll bar.
    let spare = ui.available_height() - last.beneath;
    let narrow = tight && last.beneath > 0.0 && (tokens::LEAST_WORDS / 3.0..tokens::LEAST_WORDS).contains(&spare);
    let room_for_answers = ui.available_size();
    let too_high = last
        .among
        .is_some_and(|(room, height)| room == room_for_answers && height > room.y);
    let scrolls = narrow && !too_high;
    let beneath_words = tight && !scrolls;
    let (mut room, mut below) = (ui.max_rect(), ui.max_rect());
    if beneath_words {
        room.max.y = (room.max.y - last.beneath).max(room.min.y);
        below.min.y = room.max.y;
    }
    // Whatever has the keyboard keeps it when its place changes.
    let keeping = |what: &str| UiBuilder::new().scope_id(Id::unique((what, id)));
    let (mut used, mut beneath, mut among) = (0.0, 0.0, last.among);
    // In the order in which it is read: so go the Tab key and a screen reader.
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        // Where the answers leave no room, nothing of the words lies over them; a screen reader reads them all the same.
        ui.set_clip_rect(ui.clip_rect().intersect(room));
        parts::column(ui, id, |ui| {
            let top = ui.cursor().top();
            act = part(ui, Part::Words, tight);
            ui.add_space(tokens::GAP_LARGE);
            if !beneath_words {
                let answers = ui.scope_builder(keeping("answers"), |ui| {
                    act = part(ui, Part::Answers, tight).or(act.take());
                });
                let place = answers.response.rect;
                if scrolls {
                    beneath = last.beneath;
                    among = Some((room_for_answers, place.height()));
                    // The bar beside them may have made them higher than they were.
                    if !last.scrolls || among != last.among {
                        ui.scroll_to_rect_animation(place, Some(Align::Center), ScrollAnimation::none());
                    }
                    if place.height() > room_for_answers.y {
                        ui.ctx().request_discard("answers too high");
                    }
                }
            }
            ui.add_space(tokens::GAP);
            ui.scope_builder(keeping("rest"), |ui| {
                act = part(ui, Part::Rest, tight).or(act.take());
            });
            used = ui.cursor().top() - top;
            // They are below all that must be in sight, so they take the answers nothing of their place.
            act = part(ui, Part::Details, tight).or(act.take());
        });
    });
    if beneath_words {
        let palette = parts::palette(ui);
        let frame = Frame::new().fill(palette.surface).inner_margin(tokens::GAP_SMALL);
        // A small window has no room to spare beside the answers.
        let margin = if below.width() < tokens::NARROW {
            0.0
        } else {
            parts::column_margin(below.width()) - tokens::GAP_SMALL
        };
        let shown = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                parts::inset(ui, margin, |ui| {
                    ui.scope_builder(keeping("answers"), |ui| {
                        act = part(ui, Part::Answers, tight).or(act.take());
                    });
                });
            })
        });
        ui.painter()
            .hline(below.x_range(), below.top(), tokens::edge(palette.line));
        beneath = shown.inner.response.rect.height();
        if (beneath - last.beneath).abs() > tokens::ROUNDING {
            // They are not seen in a wrong place.
            ui.ctx().request_discard("answers moved");
        }
    }
    let apart = if scrolls { 0.0 } else { beneath };
    let height = used + apart + 2.0 * tokens::PAGE_MARGIN;
    let saved = match (last.tight, tight) {
        (false, true) => last.height - height,
        (true, true) => last.saved,
        (_, false) => 0.0,
    };
    let fit = Fit {
        height,
        tight,
        saved,
        beneath,
        scrolls,
        among,
    };
    ui.data_mut(|data| data.insert_temp(memory, fit));
    act
}

/// How the question was laid out a frame ago.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// Of all that it shows, in points.
    height: f32,
    /// The answers stood beneath what scrolls.
    tight: bool,
    /// By how much it would be higher with the answers among the words, as it was when that did not fit.
    saved: f32,
    /// The height of the answers there.
    beneath: f32,
    /// They stood among the words all the same.
    scrolls: bool,
    /// How high they were there when that was tried last, and in which room.
    among: Option<(Vec2, f32)>,
}

/// The question itself; `heading` is told what its heading is.
fn content(
    ui: &mut Ui,
    open: &mut ShownQuestion,
    now: Instant,
    part: Part,
    tight: bool,
    heading: &Cell<Option<Id>>,
) -> Option<QuestionAct> {
    match part {
        Part::Words => {
            let palette = parts::palette(ui);
            let (icon, colour) = match open.question.kind {
                QuestionKind::View => (Icon::Eye, palette.seeing),
                QuestionKind::Control => (Icon::Hand, palette.controlling),
            };
            icons::show(ui, icon, tokens::ICON_LARGE, colour);
            ui.add_space(tokens::GAP_SMALL);
            heading.set(Some(words(ui, &open.question, tight)));
            None
        }
        Part::Answers => answers(ui, open, now, tight),
        Part::Rest => {
            if tight {
                ui.add_space(tokens::GAP_SMALL);
                silence(ui, open, now);
            } else {
                ui.skip_ahead_auto_ids(1);
            }
            rest(ui, open)
        }
        Part::Details => {
            if open.details != DetailsShown::No {
                let opened = std::mem::replace(&mut open.details, DetailsShown::Yes) == DetailsShown::Opening;
                details(ui, &open.question, opened);
            }
            None
        }
    }
}

fn rest(ui: &mut Ui, open: &mut ShownQuestion) -> Option<QuestionAct> {
    let mut act = None;
    parts::row(ui, |ui| {
        if parts::link(ui, Action::QuestionWrong).clicked() {
            act = Some(QuestionAct::End);
        }
        let hidden = open.details == DetailsShown::No;
        let (action, other) = if hidden {
            (Action::QuestionDetails, DetailsShown::Opening)
        } else {
            (Action::QuestionDetailsHide, DetailsShown::No)
        };
        if parts::link(ui, action).clicked() {
            open.details = other;
        }
        if hidden {
            icons::show(ui, Icon::More, tokens::ICON, parts::palette(ui).accent);
        }
    });
    act
}

fn answers(ui: &mut Ui, open: &ShownQuestion, now: Instant, tight: bool) -> Option<QuestionAct> {
    let mut act = None;
    let question = &open.question;
    let locked = open.locked_for(now);
    let possible = Now {
        ready: open.can_be_allowed(now),
        idle: locked == 0,
        ..Now::default()
    };
    if tight {
        // The words above are read whole by a screen reader, this too.
        parts::body(ui, before_answers(question).join(" "));
    } else {
        // What follows is the same in both layouts.
        ui.skip_ahead_auto_ids(1);
    }
    if question.caller_seconds.is_some() {
        let called = matches!(open.caller, CallerState::Novice { .. });
        parts::row(ui, |ui| {
            reader::group(ui, egui::Role::Group, t!("question-caller"));
            if parts::choice(ui, possible, called, tight, Action::CallerNovice).clicked() {
                act = Some(QuestionAct::Called(Caller::Novice));
            }
            if parts::choice(ui, possible, false, tight, Action::CallerHelper).clicked() {
                act = Some(QuestionAct::Called(Caller::Helper));
            }
        });
        ui.add_space(tokens::GAP_SMALL);
    }
    parts::row(ui, |ui| {
        let refuse = if tight {
            parts::bar_button(ui, Weight::Primary, Action::QuestionRefuse)
        } else {
            parts::button(ui, Weight::Primary, Action::QuestionRefuse)
        };
        focus_once(ui, (question.id.0, false), &refuse);
        if refuse.clicked() {
            act = Some(QuestionAct::Refuse);
        }
        let allow = match question.kind {
            QuestionKind::View => Action::QuestionViewAllow,
            QuestionKind::Control => Action::QuestionControlAllow,
        };
        let allow = if tight {
            parts::bar_button_now(ui, possible, Weight::Plain, allow)
        } else {
            parts::button_now(ui, possible, Weight::Plain, allow)
        };
        if allow.clicked() {
            act = Some(QuestionAct::Allow);
        }
        if locked > 0 {
            parts::quiet(ui, t!("question-locked", seconds = locked));
        } else if question.caller_seconds.is_some() {
            waits(ui, open, tight);
        }
    });
    if !tight {
        ui.add_space(tokens::GAP_SMALL);
        silence(ui, open, now);
    }
    act
}

fn silence(ui: &mut Ui, open: &ShownQuestion, now: Instant) {
    parts::ends_in(ui, open.seconds_left(now), |seconds| {
        t!("question-silence", seconds = seconds)
    });
}

/// Why the view cannot be allowed yet. A screen reader says the seconds when the wait begins, when five are left, and
/// when it is over.
fn waits(ui: &mut Ui, open: &ShownQuestion, tight: bool) {
    const HALFWAY: u32 = 5;
    match open.caller_waits() {
        None if tight => {}
        None => {
            parts::quiet_whole(ui, t!("question-caller-first"));
        }
        Some(0) => parts::countdown(ui, t!("question-caller-now"), t!("question-caller-over")),
        Some(left) => {
            let said = if left > HALFWAY {
                open.question.caller_seconds.unwrap_or(left)
            } else {
                HALFWAY
            };
            parts::countdown(
                ui,
                t!("question-locked", seconds = left),
                t!("question-caller-counts", seconds = said),
            );
        }
    }
}

/// "They called me": what that usually means, and one way out that ends everything. From here no way leads to a yes but
/// back to the question, which is then answered anew.
fn they_called(
    ui: &mut Ui,
    open: &ShownQuestion,
    now: Instant,
    part: Part,
    heading: &Cell<Option<Id>>,
) -> Option<QuestionAct> {
    match part {
        Part::Words => {
            let title = parts::quiet_title(ui, tokens::title(), t!("called-title"));
            heading.set(Some(title.id));
            parts::status(ui, t!("called-means"));
            ui.add_space(tokens::GAP_SMALL);
            parts::body(ui, t!("called-do"));
            None
        }
        Part::Answers => {
            let end = parts::large_button(ui, Weight::Stop, Action::CalledEnd);
            focus_once(ui, (open.question.id.0, true), &end);
            ui.add_space(tokens::GAP_SMALL);
            let back = parts::link(ui, Action::CalledBack);
            if end.clicked() {
                return Some(QuestionAct::End);
            }
            back.clicked().then_some(QuestionAct::Back)
        }
        Part::Rest => {
            silence(ui, open, now);
            None
        }
        Part::Details => None,
    }
}

/// What must be in sight together with the answers, in paragraphs: what to do before, and the cautions.
fn before_answers(question: &Question) -> Vec<String> {
    let private = (question.kind == QuestionKind::View).then(|| t!("question-private"));
    private.into_iter().chain([cautions(question).join(" ")]).collect()
}

/// What fraudsters do, and what the person is asked about it.
fn cautions(question: &Question) -> Vec<String> {
    match question.kind {
        QuestionKind::View => {
            let caller = question.caller_seconds.map(|_| t!("question-caller"));
            caller.into_iter().chain([question_caution(question)]).collect()
        }
        QuestionKind::Control => vec![t!("question-control-caution")],
    }
}

/// The heading, which is returned, and the whole question as one text, so that a screen reader reads it in one go; also
/// where its last words are painted elsewhere (`tight`).
fn words(ui: &mut Ui, question: &Question, tight: bool) -> Id {
    let address = question.address.ip().to_string();
    let title = match question.kind {
        QuestionKind::View => t!("question-view-title"),
        QuestionKind::Control => t!("question-control-title"),
    };
    let mut paragraphs = match question.kind {
        QuestionKind::View => vec![question_who(question, &address), t!("question-view-means")],
        QuestionKind::Control => vec![t!("question-control-means")],
    };
    if question.again {
        paragraphs.insert(0, t!("question-again"));
    }
    if question.protection == Protection::Rc4Only {
        paragraphs.push(t!("question-weak"));
    }
    if question.desktop_asks {
        paragraphs.push(t!("question-desktop-asks"));
    }
    if let Some(notice) = &question.notice {
        paragraphs.push(t!("question-notice", notice = notice.as_str()));
    }
    let last = before_answers(question);
    if !tight {
        paragraphs.extend(last.iter().cloned());
    }
    let heading = parts::quiet_title(ui, TextStyle::Heading, title);
    let palette = parts::palette(ui);
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(TextStyle::Body.resolve(ui.style()), palette.text);
    // Names stand in boxes of their own, painted behind the text: whoever listens to it hears one text. Their lines are
    // as high as the box and what is left free around it.
    let mut names = Vec::new();
    let name_format = TextFormat {
        line_height: Some(ui.text_style_height(&TextStyle::Body) + 2.0 * (tokens::NAME_MARGIN.y + tokens::NAME_GAP)),
        ..format.clone()
    };
    for apart in question_names(question) {
        let parted = if job.text.is_empty() { "" } else { "\n\n" };
        job.append(&format!("{parted}{}", apart.label), 0.0, format.clone());
        if !apart.name.is_empty() {
            job.append("\n", 0.0, format.clone());
            let start = job.text.len();
            job.append(&apart.name, tokens::NAME_MARGIN.x, name_format.clone());
            names.push(start..job.text.len());
        }
    }
    for paragraph in paragraphs {
        let parted = if job.text.is_empty() { "" } else { "\n\n" };
        job.append(&format!("{parted}{paragraph}"), 0.0, format.clone());
    }
    let written = writing::paragraphs(ui, job, ui.available_width());
    let boxes: Vec<_> = names.into_iter().filter_map(|name| written.rows(name)).collect();
    let behind: Vec<_> = boxes.iter().map(|_| ui.painter().add(Shape::Noop)).collect();
    let response = written.show(ui);
    let origin = if writing::mirrored() {
        response.rect.right_top()
    } else {
        response.rect.min
    };
    for (rect, place) in boxes.into_iter().zip(behind) {
        let mut rect = rect.translate(origin.to_vec2());
        rect = rect.shrink2(vec2(0.0, tokens::NAME_GAP));
        // A row begins with the margin.
        if writing::mirrored() {
            rect.min.x -= tokens::NAME_MARGIN.x;
        } else {
            rect.max.x += tokens::NAME_MARGIN.x;
        }
        let stroke = tokens::edge(palette.line);
        let shape = RectShape::new(rect, tokens::CORNER, palette.surface, stroke, StrokeKind::Inside);
        ui.painter().set(place, shape);
    }
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Assertive);
        if tight && let Some(text) = node.value() {
            let text = [text, &last.join("\n\n")].join("\n\n");
            node.set_value(text);
        }
    });
    heading.id
}

fn details(ui: &mut Ui, question: &Question, opened: bool) {
    ui.add_space(tokens::GAP_SMALL);
    parts::panel_in_sight(ui, opened, |ui| {
        parts::body(
            ui,
            t!("question-details-address", address = question.address.to_string()),
        );
        let protection = match question.protection {
            Protection::Rc4Only => t!("question-details-weak"),
            Protection::TlsAndRc4 | Protection::Tls => t!("question-details-strong"),
        };
        parts::body(ui, protection);
        let reached = match question.protection {
            Protection::TlsAndRc4 => t!("question-details-reached"),
            Protection::Tls | Protection::Rc4Only => t!("question-details-not-reached"),
        };
        parts::body(ui, reached);
    });
}

/// Gives the safe answer the keyboard when the question appears, or the page about its caller, and only then.
fn focus_once(ui: &Ui, shown: (u64, bool), safe: &egui::Response) {
    let slot = Id::unique("question with focus");
    let seen = ui.data_mut(|data| data.get_temp(slot).replace(shown) == Some(shown));
    if !seen {
        safe.request_focus();
        ui.data_mut(|data| data.insert_temp(slot, shown));
    }
}
