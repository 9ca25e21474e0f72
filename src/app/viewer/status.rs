//! The viewer's status line, and the sign over a picture that stands still.

use std::time::{Duration, Instant};

use egui::{Align2, Area, Color32, Frame, Id, Order, Rect, Ui, vec2};

use super::super::actions::Action;
use super::super::expert_side::{ControlShown, ExpertSide, Paused, Viewing};
use super::super::icons::{self, Icon};
use super::super::{figures, parts, reader, tokens, words};
use crate::session::expert::Protection;
use crate::session::novice::{ControlRefusal, PauseReason};
use crate::t;
use crate::texts::times;

/// How long it is said that something did not arrive.
const REFUSAL_SHOWN: Duration = Duration::from_secs(5);

/// What a picture that stands still means, over it.
pub(super) fn paused_sign(ui: &Ui, paused: Paused, room: Rect, now: Instant) {
    let since = times::passed(now.saturating_duration_since(paused.since));
    ui.ctx().request_repaint_after(Duration::from_secs(1));
    sign(
        ui,
        room,
        paused_words(paused.why),
        Some(t!("viewer-paused-old", since = since)),
    );
}

/// Why the picture is one colour.
pub(super) fn system_sign(ui: &Ui, room: Rect) {
    sign(ui, room, t!("viewer-system-asks"), None);
}

fn sign(ui: &Ui, room: Rect, words: String, quiet: Option<String>) {
    let palette = parts::palette(ui);
    Area::new(Id::unique("paused"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(room.center())
        .constrain_to(room)
        .interactable(false)
        .show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(palette.surface)
                .stroke(tokens::rim(palette.paused))
                .inner_margin(tokens::CARD_MARGIN);
            frame.show(ui, |ui| {
                ui.set_max_width(tokens::NARROW.min(room.width()));
                parts::flow(ui, |ui| {
                    icons::show(ui, Icon::Pause, tokens::ICON_LARGE, palette.paused);
                    parts::body(ui, words);
                    if let Some(quiet) = quiet {
                        parts::quiet(ui, quiet);
                    }
                });
            });
        });
}

fn paused_words(why: PauseReason) -> String {
    match why {
        PauseReason::BarHidden => t!("viewer-paused-hidden"),
        PauseReason::Interrupted => t!("viewer-paused-interrupted"),
        PauseReason::Novice => t!("viewer-paused"),
    }
}

fn refusal_words(why: ControlRefusal) -> String {
    match why {
        ControlRefusal::Novice => t!("viewer-refused"),
        ControlRefusal::Desktop => t!("viewer-refused-desktop"),
        ControlRefusal::Impossible => t!("viewer-refused-impossible"),
    }
}

/// What holds, and since when something is waited for.
struct State {
    icon: Icon,
    colour: Color32,
    shown: String,
    /// What a screen reader says, where that changes more seldom.
    said: String,
    /// As long as what is shown ever becomes: a time that passes moves nothing.
    longest: String,
}

impl State {
    fn of(icon: Icon, colour: Color32, text: String) -> Self {
        let (said, longest) = (text.clone(), text.clone());
        Self {
            icon,
            colour,
            shown: text,
            said,
            longest,
        }
    }
}

/// What is so beside that: in a room of its own, so that a figure which gets longer or is not known moves nothing.
struct Fact {
    text: String,
    width: f32,
    /// What there is more to read of it.
    about: Option<String>,
}

impl Fact {
    fn new(ui: &Ui, text: String) -> Self {
        let width = parts::line_width(ui, &text);
        Self {
            text,
            width,
            about: None,
        }
    }
}

/// The status line: one row, as high as any other, whatever it says. What has no room is left out, the last first; it
/// is read where the pointer rests, and told by screen readers.
pub(super) fn status(ui: &mut Ui, side: &ExpertSide, viewing: &Viewing, all_keys: bool, name: &str, now: Instant) {
    let palette = parts::palette(ui);
    let state = state(ui, side, viewing, all_keys, now);
    let facts = facts(ui, side, viewing, name);
    parts::along(ui, false, vec2(tokens::GAP, 0.0), |ui| {
        let sign = if side.protection.is_some() {
            tokens::ICON + tokens::GAP
        } else {
            0.0
        };
        let whole = ui.available_width();
        let mut left = whole - sign - tokens::ICON - tokens::GAP_SMALL - parts::line_width(ui, &state.longest);
        let fitting = facts.iter().take_while(|fact| {
            left -= fact.width + tokens::GAP;
            left >= 0.0
        });
        let (kept, left_out) = facts.split_at(fitting.count());
        let taken: f32 = kept.iter().map(|fact| fact.width + tokens::GAP).sum();
        parts::cell(ui, (whole - sign - taken).max(0.0), |ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
            icons::show(ui, state.icon, tokens::ICON, state.colour);
            let known = left_out.iter().filter(|fact| !fact.text.is_empty());
            parts::short_status(ui, &state.shown, state.said, known.map(|fact| fact.text.as_str()));
        });
        if let Some(protection) = side.protection {
            let (lock, colour) = match protection {
                Protection::Rc4Only => (Icon::OpenLock, palette.stop),
                _ => (Icon::Lock, palette.quiet),
            };
            icons::show(ui, lock, tokens::ICON, colour);
        }
        for fact in kept {
            parts::cell(ui, fact.width, |ui| {
                if !fact.text.is_empty() {
                    parts::short(ui, &fact.text, Some(palette.quiet), fact.about.as_deref());
                }
            });
        }
    });
}

fn state(ui: &Ui, side: &ExpertSide, viewing: &Viewing, all_keys: bool, now: Instant) -> State {
    let palette = parts::palette(ui);
    let refused = side.input_refused.map(|refused| now.saturating_duration_since(refused));
    let refused = refused.filter(|since| *since < REFUSAL_SHOWN && viewing.control == ControlShown::Held);
    if refused.is_some() {
        ui.ctx().request_repaint_after(REFUSAL_SHOWN);
    }
    match viewing.control {
        _ if let Some(paused) = viewing.paused => State::of(Icon::Pause, palette.paused, paused_words(paused.why)),
        _ if viewing.system_asks => State::of(Icon::Pause, palette.paused, t!("viewer-system-asks")),
        ControlShown::Held if refused.is_some() => {
            State::of(Icon::Hand, palette.controlling, t!("viewer-input-refused"))
        }
        // The way back stands where it is needed.
        ControlShown::Held if all_keys => {
            let keys = Action::ViewerOwnKeys.keys().unwrap_or_default();
            let text = t!("viewer-has-all-keys", keys = keys);
            State::of(Icon::Keyboard, palette.controlling, text)
        }
        ControlShown::Held => State::of(Icon::Hand, palette.controlling, t!("viewer-controlling")),
        ControlShown::Requested(since) => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            let asked = now.saturating_duration_since(since);
            let words = |asked: Duration| t!("viewer-requested", asked = times::passed(asked));
            State {
                longest: words(Duration::from_secs(59)),
                said: words(Duration::from_secs(reader::passed(asked.as_secs()))),
                ..State::of(Icon::Eye, palette.seeing, words(asked))
            }
        }
        ControlShown::Refused(why) => State::of(Icon::Eye, palette.seeing, refusal_words(why)),
        ControlShown::Ended => State::of(Icon::Eye, palette.seeing, t!("viewer-control-ended")),
        ControlShown::None => State::of(Icon::Eye, palette.seeing, t!("viewer-seeing")),
    }
}

/// In the order in which they stand: what matters least is the last.
fn facts(ui: &Ui, side: &ExpertSide, viewing: &Viewing, name: &str) -> Vec<Fact> {
    let protection = side.protection.map(|protection| Fact {
        about: Some(words::protection_in_full(protection)),
        ..Fact::new(ui, words::protection(protection))
    });
    let figures = figures::status(&side.figures).map(|figure| {
        let widths = figure.longest.iter().map(|text| parts::line_width(ui, text));
        Fact {
            width: widths.fold(0.0, f32::max),
            text: figure.text,
            about: Some(figure.explained),
        }
    });
    let address = side.address.map(|address| address.ip().to_string());
    let (width, height) = (viewing.width.to_string(), viewing.height.to_string());
    let size = t!("viewer-screen-size", width = width, height = height);
    let named = t!("viewer-named", name = name);
    let rest = address.into_iter().chain([size, named]);
    let rest = rest.map(|text| Fact::new(ui, text));
    protection.into_iter().chain(figures).chain(rest).collect()
}
