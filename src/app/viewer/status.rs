//! The viewer's status line, and the sign over a picture that stands still.

use std::time::{Duration, Instant};

use egui::{Align2, Area, Frame, Id, Order, Rect, Ui};

use super::super::actions::Action;
use super::super::expert_side::{ControlShown, ExpertSide, Paused, Viewing};
use super::super::icons::{self, Icon};
use super::super::{figures, parts, reader, tokens, words};
use crate::session::expert::Protection;
use crate::session::novice::{ControlRefusal, PauseReason};
use crate::t;

/// How long it is said that something did not arrive.
const REFUSAL_SHOWN: Duration = Duration::from_secs(5);

/// What a picture that stands still means, over it.
pub(super) fn paused_sign(ui: &Ui, paused: Paused, room: Rect, now: Instant) {
    let palette = parts::palette(ui);
    let since = words::timer(now.saturating_duration_since(paused.since));
    ui.ctx().request_repaint_after(Duration::from_secs(1));
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
                    parts::body(ui, paused_words(paused.why));
                    parts::quiet(ui, t!("viewer-paused-old", since = since));
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

pub(super) fn status(ui: &mut Ui, side: &ExpertSide, viewing: &Viewing, all_keys: bool, name: &str, now: Instant) {
    let palette = parts::palette(ui);
    let refused = side.input_refused.map(|refused| now.saturating_duration_since(refused));
    let refused = refused.filter(|since| *since < REFUSAL_SHOWN && viewing.control == ControlShown::Held);
    if refused.is_some() {
        ui.ctx().request_repaint_after(REFUSAL_SHOWN);
    }
    let mut said = None;
    let (icon, colour, text) = match viewing.control {
        _ if let Some(paused) = viewing.paused => (Icon::Pause, palette.paused, paused_words(paused.why)),
        ControlShown::Held if refused.is_some() => (Icon::Hand, palette.controlling, t!("viewer-input-refused")),
        // The way back stands where it is needed.
        ControlShown::Held if all_keys => {
            let keys = Action::ViewerOwnKeys.keys().unwrap_or_default();
            (
                Icon::Keyboard,
                palette.controlling,
                t!("viewer-has-all-keys", keys = keys),
            )
        }
        ControlShown::Held => (Icon::Hand, palette.controlling, t!("viewer-controlling")),
        ControlShown::Requested(since) => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            let asked = now.saturating_duration_since(since);
            let words = |asked: Duration| t!("viewer-requested", asked = words::timer(asked));
            said = Some(words(Duration::from_secs(reader::passed(asked.as_secs()))));
            (Icon::Eye, palette.seeing, words(asked))
        }
        ControlShown::Refused(why) => (Icon::Eye, palette.seeing, refusal_words(why)),
        ControlShown::Ended => (Icon::Eye, palette.seeing, t!("viewer-control-ended")),
        ControlShown::None => (Icon::Eye, palette.seeing, t!("viewer-seeing")),
    };
    icons::show(ui, icon, tokens::ICON, colour);
    let said = said.unwrap_or_else(|| text.clone());
    parts::timed_status(ui, text, said);
    if let Some(protection) = side.protection {
        let weak = protection == Protection::Rc4Only;
        let (lock, colour) = if weak {
            (Icon::OpenLock, palette.stop)
        } else {
            (Icon::Lock, palette.quiet)
        };
        icons::show(ui, lock, tokens::ICON, colour);
        let shown = parts::quiet(ui, format!("{} ·", words::protection(protection)));
        parts::hint(shown, words::protection_in_full(protection));
    }
    figures::status(ui, &side.figures);
    let (width, height) = (viewing.width.to_string(), viewing.height.to_string());
    let address = side.address.map(|address| address.ip().to_string()).unwrap_or_default();
    parts::quiet(
        ui,
        t!(
            "viewer-who",
            name = name,
            address = address,
            width = width,
            height = height
        ),
    );
}
