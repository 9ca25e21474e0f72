//! Where the words and the answers of a question go: where the words take all the room, the answers stay in sight under
//! them.

use egui::style::ScrollAnimation;
use egui::{Align, Frame, Id, Rect, Ui, UiBuilder, Vec2};

use super::super::{parts, tokens};

/// A part of such a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Words,
    /// What is answered, and with what: always in sight.
    Answers,
    /// What stands beneath.
    Rest,
    /// What is shown on request only.
    Details,
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

/// What a frame has shown until now.
struct Shown<A> {
    act: Option<A>,
    /// The height of what scrolls.
    used: f32,
    beneath: f32,
    among: Option<(Vec2, f32)>,
}

/// Where everything goes in this frame.
struct Layout<'a> {
    id: &'a str,
    last: Fit,
    tight: bool,
    scrolls: bool,
    /// All there is.
    size: Vec2,
    /// Of what scrolls.
    room: Rect,
    /// Of the answers where they stand beneath it.
    below: Option<Rect>,
}

/// Shows a page in parts; each is told whether the words take all the room.
pub(super) fn page<A>(ui: &mut Ui, id: &str, mut part: impl FnMut(&mut Ui, Part, bool) -> Option<A>) -> Option<A> {
    let memory = Id::unique(("height of the question", id));
    let last: Fit = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
    let layout = Layout::new(ui, id, last);
    let mut shown = Shown {
        act: None,
        used: 0.0,
        beneath: 0.0,
        among: last.among,
    };
    // In the order in which it is read: so go the Tab key and a screen reader.
    ui.scope_builder(UiBuilder::new().max_rect(layout.room), |ui| {
        // Where the answers leave no room, nothing of the words lies over them; a screen reader reads them all the same.
        ui.set_clip_rect(ui.clip_rect().intersect(layout.room));
        parts::column(ui, id, |ui| layout.scrolled(ui, &mut shown, &mut part));
    });
    if let Some(below) = layout.below {
        layout.answers_beneath(ui, below, &mut shown, &mut part);
    }
    ui.data_mut(|data| data.insert_temp(memory, layout.fit(&shown)));
    shown.act
}

impl<'a> Layout<'a> {
    fn new(ui: &Ui, id: &'a str, last: Fit) -> Self {
        let size = ui.available_size();
        // The two ways are not equally high: one that just fits must not make room for the other and back, frame by
        // frame.
        let tight = last.height + last.saved > size.y;
        // Where the answers would leave the words no room, all of it scrolls together, and the answers are scrolled to:
        // unless they would not be in sight together then.
        let spare = size.y - last.beneath;
        let narrow = tight && last.beneath > 0.0 && (tokens::LEAST_WORDS / 3.0..tokens::LEAST_WORDS).contains(&spare);
        let too_high = last.among.is_some_and(|(room, height)| room == size && height > room.y);
        let scrolls = narrow && !too_high;
        let (mut room, mut below) = (ui.max_rect(), None);
        if tight && !scrolls {
            room.max.y = (room.max.y - last.beneath).max(room.min.y);
            below = Some(ui.max_rect().with_min_y(room.max.y));
        }
        Self {
            id,
            last,
            tight,
            scrolls,
            size,
            room,
            below,
        }
    }

    /// Whatever has the keyboard keeps it when its place changes.
    fn keeping(&self, what: &str) -> UiBuilder {
        UiBuilder::new().scope_id(Id::unique((what, self.id)))
    }

    /// All but the answers, where these stand beneath.
    fn scrolled<A>(&self, ui: &mut Ui, shown: &mut Shown<A>, part: &mut impl FnMut(&mut Ui, Part, bool) -> Option<A>) {
        let top = ui.cursor().top();
        shown.act = part(ui, Part::Words, self.tight);
        ui.add_space(tokens::GAP_LARGE);
        if self.below.is_none() {
            let answers = ui.scope_builder(self.keeping("answers"), |ui| {
                shown.act = part(ui, Part::Answers, self.tight).or(shown.act.take());
            });
            if self.scrolls {
                self.scroll_to(ui, answers.response.rect, shown);
            }
        }
        ui.add_space(tokens::GAP);
        ui.scope_builder(self.keeping("rest"), |ui| {
            shown.act = part(ui, Part::Rest, self.tight).or(shown.act.take());
        });
        shown.used = ui.cursor().top() - top;
        // They are below all that must be in sight, so they take the answers nothing of their place.
        shown.act = part(ui, Part::Details, self.tight).or(shown.act.take());
    }

    fn scroll_to<A>(&self, ui: &Ui, answers: Rect, shown: &mut Shown<A>) {
        shown.beneath = self.last.beneath;
        shown.among = Some((self.size, answers.height()));
        // Not again while they stay as they are: the person scrolls to the rest.
        if !self.last.scrolls || shown.among != self.last.among {
            ui.scroll_to_rect_animation(answers, Some(Align::Center), ScrollAnimation::none());
        }
        if answers.height() > self.size.y {
            ui.ctx().request_discard("answers too high");
        }
    }

    fn answers_beneath<A>(
        &self,
        ui: &mut Ui,
        below: Rect,
        shown: &mut Shown<A>,
        part: &mut impl FnMut(&mut Ui, Part, bool) -> Option<A>,
    ) {
        let palette = parts::palette(ui);
        let frame = Frame::new().fill(palette.surface).inner_margin(tokens::GAP_SMALL);
        // A small window has no room to spare beside the answers.
        let margin = if below.width() < tokens::NARROW {
            0.0
        } else {
            parts::column_margin(below.width()) - tokens::GAP_SMALL
        };
        let answers = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                parts::inset(ui, margin, |ui| {
                    ui.scope_builder(self.keeping("answers"), |ui| {
                        shown.act = part(ui, Part::Answers, self.tight).or(shown.act.take());
                    });
                });
            })
        });
        ui.painter()
            .hline(below.x_range(), below.top(), tokens::edge(palette.line));
        shown.beneath = answers.inner.response.rect.height();
        if (shown.beneath - self.last.beneath).abs() > tokens::ROUNDING {
            // They are not seen in a wrong place.
            ui.ctx().request_discard("answers moved");
        }
    }

    /// What the next frame is to know of this one.
    fn fit<A>(&self, shown: &Shown<A>) -> Fit {
        let apart = if self.scrolls { 0.0 } else { shown.beneath };
        let height = shown.used + apart + 2.0 * tokens::PAGE_MARGIN;
        let saved = match (self.last.tight, self.tight) {
            (false, true) => self.last.height - height,
            (true, true) => self.last.saved,
            (_, false) => 0.0,
        };
        Fit {
            height,
            tight: self.tight,
            saved,
            beneath: shown.beneath,
            scrolls: self.scrolls,
            among: shown.among,
        }
    }
}
