//! The bar while the screen is shared: who can do what, for how long, and the ways to end it. Always in sight.
//!
//! Above all windows it also says that the program's window asks something, which may be hidden. There the no can be said,
//! and nothing that gives anything.

use std::time::{Duration, Instant};

use egui::{Color32, Frame, Sense, Ui, Vec2, vec2};

use super::actions::{Action, Now};
use super::bar_state::{BarAct, BarNote, BarQuestion, BarReach, BarState};
use super::icons::{self, Icon};
use super::parts::{self, Weight};
use super::tokens::Palette;
use super::{focus, tokens, words};
use crate::session::novice::{ControlEnd, ControlRefusal, PauseReason};
use crate::t;

/// How the bar, which takes the keyboard from nobody by itself, is used by keys.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BarKeys {
    /// The person has just called the keyboard here.
    pub arrived: bool,
    /// They can call it.
    pub callable: bool,
}

/// Shows the bar in a room as wide as `widest`, or as it is. Returns the size it needs, in points, and what was pressed.
/// It takes one line where that allows it; else the way to stop still ends the first line, and what has no room before
/// it stands beneath. `on_drag` is called when it is taken hold of.
pub(super) fn show(
    ui: &mut Ui,
    bar: &BarState,
    now: Instant,
    widest: Option<f32>,
    keys: BarKeys,
    on_drag: impl FnOnce(),
) -> (Vec2, Option<BarAct>) {
    ui.ctx().request_repaint_after(Duration::from_millis(250));
    focus::no_page(ui.ctx());
    let palette = parts::palette(ui);
    let colour = colour(palette, bar.reach);
    let area = ui.available_rect_before_wrap();
    // No stop on the way of the Tab key.
    let drag = ui.interact(area, egui::Id::unique("bar"), Sense::DRAG);
    if drag.drag_started() {
        on_drag();
    }
    let frame = Frame::new()
        .fill(palette.surface)
        .inner_margin(tokens::BAR_MARGIN)
        .stroke(tokens::rim(colour));
    let mut content = Content::of(ui, bar, now, keys);
    let whole = widest.unwrap_or(area.width()) - frame.total_margin().sum().x;
    let arranged = Arranged::of(content.widths(ui), whole);
    let mut act = None;
    let inner = frame.show(ui, |ui| {
        // Also in the first frame of a window that has another size yet.
        ui.set_width(arranged.width);
        act = content.show(ui, colour, arranged, keys);
    });
    (inner.response.rect.size(), act)
}

/// What the bar says and offers; Stop is always there while something is shared.
struct Content {
    icon: Icon,
    /// As the helper calls themselves; may be empty.
    name: String,
    sentence: String,
    note: Option<String>,
    /// For whoever uses the keyboard.
    hint: Option<String>,
    escape: Option<String>,
    possible: Now,
    buttons: Vec<BarButton>,
    /// What ends it.
    end: BarButton,
}

type BarButton = (Weight, Action<'static>, BarAct);

fn refuse(question: BarQuestion) -> BarButton {
    (Weight::Primary, Action::BarRefuse, BarAct::Refuse(question.id))
}

/// What can be pressed while this holds, before what ends it.
fn buttons(bar: &BarState) -> Vec<BarButton> {
    let pause = (Weight::Plain, Action::BarPause, BarAct::Pause);
    let take_back = (Weight::Primary, Action::BarTakeBack, BarAct::TakeBack);
    let show_question = (Weight::Plain, Action::BarShowQuestion, BarAct::ShowQuestion);
    match bar.reach {
        BarReach::ViewAsked(_) => vec![show_question],
        BarReach::Opening => Vec::new(),
        BarReach::Seeing(_) if bar.view_only => vec![pause],
        BarReach::Seeing(_) => vec![pause, (Weight::Plain, Action::BarAllowControl, BarAct::AllowControl)],
        BarReach::ControlAsked(question) => vec![show_question, refuse(question), pause],
        BarReach::DesktopAsksControl => vec![pause, take_back],
        BarReach::Controlling => vec![take_back],
        BarReach::Paused(_) => vec![(Weight::Primary, Action::BarResume, BarAct::Resume)],
    }
}

impl Content {
    fn of(ui: &Ui, bar: &BarState, now: Instant, keys: BarKeys) -> Self {
        let time = words::timer(now.saturating_duration_since(bar.since));
        let (icon, sentence, note) = match bar.reach {
            BarReach::ViewAsked(_) => (Icon::Eye, t!("bar-view-asked"), None),
            BarReach::Opening => (Icon::Eye, t!("bar-desktop-asks"), None),
            BarReach::Seeing(note) => (Icon::Eye, t!("bar-seeing", time = time), note.and_then(changed)),
            BarReach::ControlAsked(_) => (Icon::Hand, t!("bar-control-asked"), None),
            BarReach::DesktopAsksControl => (Icon::Eye, t!("bar-desktop-asks-control"), None),
            BarReach::Controlling => (Icon::Hand, t!("bar-controlling", time = time), None),
            BarReach::Paused(why) => (Icon::Pause, t!("bar-paused", time = time), paused(why)),
        };
        // What is asked there hides everything else.
        let note = if bar.system_asks {
            Some(t!("bar-note-system-asks"))
        } else {
            note
        };
        let controlled = bar.reach == BarReach::Controlling;
        let locked = match bar.reach {
            BarReach::ViewAsked(question) | BarReach::ControlAsked(question) => now < question.locked_until,
            _ => false,
        };
        // Whoever uses the mouse needs no words about the keyboard.
        let by_keys = keys.callable && !controlled && focus::is_by_keys(ui.ctx());
        Self {
            icon,
            name: bar.name.clone(),
            sentence,
            note,
            hint: by_keys.then(|| t!("bar-keyboard")),
            possible: Now {
                ready: bar.controllable,
                idle: !locked,
                ..Now::default()
            },
            escape: match &bar.shortcut {
                _ if !controlled => None,
                _ if bar.escape_works => Some(t!("bar-escape")),
                Some(keys) => Some(t!("bar-shortcut", keys = keys.as_str())),
                None => None,
            },
            buttons: buttons(bar),
            end: match bar.reach {
                BarReach::ViewAsked(question) => refuse(question),
                _ => (Weight::Stop, Action::BarStop, BarAct::Stop),
            },
        }
    }

    fn widths(&self, ui: &Ui) -> Widths {
        let text = |text: &Option<String>| {
            text.as_deref()
                .map_or(0.0, |text| parts::line_width(ui, text) + tokens::GAP)
        };
        let buttons = self.buttons.iter();
        Widths {
            icon: tokens::BAR_BUTTON_HEIGHT + tokens::GAP,
            name: match self.name.as_str() {
                "" => 0.0,
                name => parts::name_box_width(ui, name) + tokens::GAP,
            },
            sentence: parts::line_width(ui, &self.sentence) + tokens::GAP,
            hint: text(&self.hint),
            others: text(&self.note)
                + text(&self.escape)
                + buttons
                    .map(|(_, action, _)| parts::bar_button_width(ui, *action) + tokens::GAP)
                    .sum::<f32>(),
            stop: parts::bar_button_width(ui, self.end.1),
        }
    }

    fn show(&mut self, ui: &mut Ui, colour: Color32, arranged: Arranged, keys: BarKeys) -> Option<BarAct> {
        let mut act = None;
        let gap = vec2(tokens::GAP, tokens::GAP_SMALL);
        let one_line = arranged.lines == Lines::One;
        let height = match arranged.lines {
            Lines::SentenceFirst { sentence } => parts::height_within(ui, &self.sentence, sentence),
            Lines::One | Lines::SentenceBelow => 0.0,
        };
        parts::along_in(ui, height.max(tokens::BAR_BUTTON_HEIGHT), false, gap, |ui| {
            icons::show(ui, self.icon, tokens::BAR_BUTTON_HEIGHT, colour);
            if !self.name.is_empty() {
                parts::name_box_within(ui, &self.name, arranged.name);
            }
            match arranged.lines {
                Lines::One => {
                    parts::body(ui, self.sentence.as_str());
                    act = self.others(ui, arranged.hint);
                }
                Lines::SentenceFirst { sentence } => {
                    ui.scope(|ui| {
                        ui.set_max_width(sentence);
                        parts::body(ui, self.sentence.as_str());
                    });
                }
                Lines::SentenceBelow => {}
            }
            let (weight, action, does) = self.end;
            let end = |ui: &mut Ui| parts::bar_button_now(ui, self.possible, weight, action);
            let end = if one_line { end(ui) } else { parts::at_end(ui, end) };
            if end.clicked() {
                act = Some(does);
            }
            // Whatever is pressed here by mistake takes something away and gives nothing.
            if keys.arrived {
                end.request_focus();
            }
        });
        if !one_line {
            if arranged.lines == Lines::SentenceBelow {
                parts::flow(ui, |ui| parts::body(ui, self.sentence.as_str()));
            }
            parts::along_in(ui, tokens::BAR_BUTTON_HEIGHT, true, gap, |ui| {
                act = self.others(ui, arranged.hint).or(act.take());
            });
        }
        act
    }

    /// What stands between the sentence and what ends it.
    fn others(&mut self, ui: &mut Ui, hint: bool) -> Option<BarAct> {
        if let Some(note) = &self.note {
            parts::status_whole(ui, note.as_str());
        }
        for quiet in [self.hint.as_ref().filter(|_| hint), self.escape.as_ref()]
            .into_iter()
            .flatten()
        {
            parts::quiet_whole(ui, quiet.as_str());
        }
        let mut act = None;
        for (weight, action, does) in self.buttons.drain(..) {
            if parts::bar_button_now(ui, self.possible, weight, action).clicked() {
                act = Some(does);
            }
        }
        act
    }
}

/// How wide the parts of the bar are, in points, each with the gap after it.
#[derive(Debug, Clone, Copy)]
struct Widths {
    icon: f32,
    name: f32,
    sentence: f32,
    hint: f32,
    /// The note, and the buttons before Stop.
    others: f32,
    stop: f32,
}

/// Where the parts of the bar stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arranged {
    lines: Lines,
    /// The words for whoever uses the keyboard have room.
    hint: bool,
    /// The widest that the box of the name may be.
    name: f32,
    /// Of the whole bar, within its frame.
    width: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Lines {
    One,
    /// The sentence stands before Stop, no wider than this; the rest beneath.
    SentenceFirst {
        sentence: f32,
    },
    /// The sentence stands alone between them.
    SentenceBelow,
}

impl Arranged {
    /// The words about the keyboard leave first; then the name is shortened; then there are more lines.
    fn of(widths: Widths, whole: f32) -> Self {
        let Widths {
            icon,
            name,
            sentence,
            hint,
            others,
            stop,
        } = widths;
        let least_name = name.min(tokens::LEAST_NAME);
        let fixed = icon + sentence + others + stop;
        for (with_hint, name) in [(true, name), (false, name), (false, (whole - fixed).min(name))] {
            let needed = fixed + name + if with_hint { hint } else { 0.0 };
            if name >= least_name && needed <= whole {
                return Self {
                    lines: Lines::One,
                    hint: with_hint,
                    name: (name - tokens::GAP).max(0.0),
                    width: needed,
                };
            }
        }
        let beside = whole - icon - stop;
        let most_name = (beside - sentence).max(least_name).min(name);
        let room = beside - most_name;
        let (lines, name) = if room >= sentence.min(tokens::LEAST_SENTENCE) {
            let sentence = room - tokens::GAP;
            (Lines::SentenceFirst { sentence }, most_name)
        } else {
            (Lines::SentenceBelow, name.min(beside))
        };
        Self {
            lines,
            hint: hint + others <= whole,
            name: (name - tokens::GAP).max(0.0),
            width: whole,
        }
    }
}

/// The colour of what the helper can do.
pub(super) fn colour(palette: &Palette, reach: BarReach) -> Color32 {
    match reach {
        BarReach::ViewAsked(_) => palette.accent,
        BarReach::Opening => palette.quiet,
        BarReach::Seeing(_) | BarReach::ControlAsked(_) | BarReach::DesktopAsksControl => palette.seeing,
        BarReach::Controlling => palette.controlling,
        BarReach::Paused(_) => palette.paused,
    }
}

/// The last thing that changed.
fn changed(note: BarNote) -> Option<String> {
    match note {
        BarNote::ControlEnded(ControlEnd::Escape) => Some(t!("bar-note-escape")),
        BarNote::ControlEnded(ControlEnd::TakenBack) => Some(t!("bar-note-taken-back")),
        BarNote::ControlEnded(ControlEnd::GivenBack) => Some(t!("bar-note-given-back")),
        BarNote::ControlEnded(ControlEnd::Forbidden) => Some(t!("bar-note-forbidden")),
        BarNote::ControlEnded(ControlEnd::InputLost) => Some(t!("bar-note-input-lost")),
        BarNote::ControlEnded(ControlEnd::Paused | ControlEnd::AskedAgain | ControlEnd::SessionEnded) => None,
        BarNote::ControlRefused(ControlRefusal::Novice) => Some(t!("bar-note-refused")),
        BarNote::ControlRefused(ControlRefusal::Desktop) => Some(t!("bar-note-desktop-refused")),
        BarNote::Protected => Some(t!("bar-note-protected")),
        // Why stands beside it.
        BarNote::ControlRefused(ControlRefusal::Impossible) => None,
    }
}

/// Why it is paused, where the person did not pause it.
fn paused(why: PauseReason) -> Option<String> {
    match why {
        // The desktop is asked for another picture already, which the bar says next.
        PauseReason::Novice | PauseReason::Interrupted => None,
        PauseReason::BarHidden => Some(t!("bar-note-hidden")),
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;
    use crate::app::rights::takes_rights_away;
    use crate::session::novice::QuestionId;

    const WIDTHS: Widths = Widths {
        icon: 44.0,
        name: 212.0,
        sentence: 300.0,
        hint: 150.0,
        others: 200.0,
        stop: 140.0,
    };

    /// From the widest bar to the narrowest.
    #[test]
    fn the_hint_leaves_first_then_the_name_is_shortened_then_there_are_more_lines() {
        let at = |whole| Arranged::of(WIDTHS, whole);
        let wide = at(2000.0);
        assert_eq!(
            (wide.lines, wide.hint, wide.name, wide.width),
            (Lines::One, true, 200.0, 1046.0)
        );
        let no_hint = at(1045.0);
        assert_eq!(
            (no_hint.lines, no_hint.hint, no_hint.name, no_hint.width),
            (Lines::One, false, 200.0, 896.0)
        );
        let short = at(800.0);
        assert_eq!(
            (short.lines, short.hint, short.name, short.width),
            (Lines::One, false, 104.0, 800.0)
        );
        let two = at(640.0);
        assert_eq!((two.lines, two.name), (Lines::SentenceFirst { sentence: 288.0 }, 144.0));
        let narrow = at(320.0);
        assert_eq!(
            (narrow.lines, narrow.name, narrow.hint),
            (Lines::SentenceBelow, 124.0, false)
        );
    }

    #[test]
    fn a_question_is_refused_here_once_it_takes_answers_and_nothing_gives_anything() {
        let now = Instant::now();
        let question = BarQuestion {
            id: QuestionId(7),
            locked_until: now + Duration::from_secs(1),
        };
        for reach in [BarReach::ViewAsked(question), BarReach::ControlAsked(question)] {
            let bar = BarState {
                name: String::new(),
                view_only: false,
                controllable: true,
                since: now,
                reach,
                system_asks: false,
                escape_works: false,
                shortcut: None,
            };
            let look = |ui: &mut Ui| {
                for (now, taken) in [(now, false), (question.locked_until, true)] {
                    let content = Content::of(ui, &bar, now, BarKeys::default());
                    let all: Vec<_> = content.buttons.iter().chain([&content.end]).collect();
                    let refusals = all.iter().filter(|(_, _, act)| *act == BarAct::Refuse(question.id));
                    let enabled: Vec<_> = refusals
                        .map(|(_, action, _)| action.is_enabled(content.possible))
                        .collect();
                    assert_eq!(enabled, [taken], "{reach:?}");
                    let mut commands = all.iter().filter_map(|(_, _, act)| act.command());
                    assert!(commands.all(|command| takes_rights_away(&command)), "{reach:?}");
                }
            };
            Context::default()
                .run_ui(RawInput::default(), look)
                .textures_delta
                .clear();
        }
    }

    #[test]
    fn nobody_is_named_where_no_name_was_given() {
        let arranged = Arranged::of(Widths { name: 0.0, ..WIDTHS }, 700.0);
        assert_eq!(
            (arranged.lines, arranged.name, arranged.width),
            (Lines::One, 0.0, 684.0)
        );
    }
}
