//! The bar while the screen is shared: who can do what, for how long, and the ways to end it. Always in sight.

use std::time::{Duration, Instant};

use egui::{Color32, Frame, Sense, Ui, Vec2, vec2};

use super::actions::Action;
use super::icons::{self, Icon};
use super::novice_side::{BarNote, NoviceSide, Sharing, SharingReach};
use super::parts::{self, Weight};
use super::tokens::Palette;
use super::{focus, tokens, words};
use crate::session::novice::{Command, ControlEnd, PauseReason};
use crate::t;

/// How the bar, which takes the keyboard from nobody by itself, is used by keys.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BarKeys {
    /// The person has just called the keyboard here.
    pub arrived: bool,
    /// They can call it.
    pub callable: bool,
}

/// Shows the bar and returns the size it needs, in points. It takes one line where `widest` allows it; without
/// `widest`, and where that is too narrow, as many as it needs in the room there is. `on_drag` is called when it is
/// taken hold of.
pub(super) fn show(
    ui: &mut Ui,
    side: &mut NoviceSide,
    now: Instant,
    widest: Option<f32>,
    keys: BarKeys,
    on_drag: impl FnOnce(),
) -> Vec2 {
    let Some(sharing) = side.sharing() else {
        return tokens::BAR_SIZE;
    };
    ui.ctx().request_repaint_after(Duration::from_millis(250));
    focus::no_page(ui.ctx());
    let palette = parts::palette(ui);
    let colour = colour(palette, &sharing.reach);
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
    let memory = egui::Id::unique("width of the bar in one line");
    let one_line: f32 = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
    let fits = widest.is_some_and(|widest| one_line <= widest);
    let around = frame.total_margin().sum().x;
    let mut command = None;
    let inner = frame.show(ui, |ui| {
        if let Some(widest) = widest.filter(|_| !fits) {
            ui.set_max_width(widest - around);
        }
        let gap = vec2(tokens::GAP, tokens::GAP_SMALL);
        let row = parts::along(ui, !fits, gap, |ui| content(ui, sharing, now, colour, keys));
        command = row.inner;
        row.response.rect.width()
    });
    let mut size = inner.response.rect.size();
    if fits {
        // What begins at the right reaches over all the room.
        size.x = inner.inner + around;
        ui.data_mut(|data| data.insert_temp(memory, size.x));
    }
    if let Some(command) = command {
        side.send(command);
    }
    size
}

/// The colour of what the helper can do.
pub(super) fn colour(palette: &Palette, reach: &SharingReach) -> Color32 {
    match reach {
        SharingReach::Seeing(_) | SharingReach::Asked(_) => palette.seeing,
        SharingReach::Controlling => palette.controlling,
        SharingReach::Paused(_) => palette.paused,
        SharingReach::Opening => palette.quiet,
    }
}

fn content(ui: &mut Ui, sharing: &Sharing, now: Instant, colour: Color32, keys: BarKeys) -> Option<Command> {
    let mut command = None;
    let time = words::timer(now.saturating_duration_since(sharing.since));
    let (icon, sentence, note) = match &sharing.reach {
        SharingReach::Opening => (Icon::Eye, t!("bar-desktop-asks"), None),
        SharingReach::Seeing(note) => (Icon::Eye, t!("bar-seeing", time = time), note.and_then(changed)),
        SharingReach::Asked(_) => (Icon::Eye, t!("bar-seeing", time = time), None),
        SharingReach::Controlling => (Icon::Hand, t!("bar-controlling", time = time), None),
        SharingReach::Paused(why) => (Icon::Pause, t!("bar-paused", time = time), paused(*why)),
    };
    icons::show(ui, icon, tokens::BAR_BUTTON_HEIGHT, colour);
    if !sharing.helper.name.is_empty() {
        parts::name_box(ui, &sharing.helper.name);
    }
    parts::body(ui, sentence);
    if let Some(note) = note {
        parts::status(ui, note);
    }
    // Whoever uses the mouse needs no such words.
    if keys.callable && !matches!(sharing.reach, SharingReach::Controlling) && focus::is_by_keys(ui.ctx()) {
        parts::quiet(ui, t!("bar-keyboard"));
    }
    match sharing.reach {
        SharingReach::Opening => {}
        SharingReach::Seeing(_) | SharingReach::Asked(_) => {
            if parts::bar_button(ui, Weight::Plain, Action::BarPause).clicked() {
                command = Some(Command::Pause);
            }
            if !sharing.helper.view_only && parts::bar_button(ui, Weight::Plain, Action::BarAllowControl).clicked() {
                command = Some(Command::AllowControl);
            }
        }
        SharingReach::Controlling => {
            if sharing.escape_works {
                parts::quiet(ui, t!("bar-escape"));
            }
            if parts::bar_button(ui, Weight::Primary, Action::BarTakeBack).clicked() {
                command = Some(Command::TakeBack);
            }
        }
        SharingReach::Paused(_) => {
            if parts::bar_button(ui, Weight::Primary, Action::BarResume).clicked() {
                command = Some(Command::Resume);
            }
        }
    }
    let stop = parts::bar_button(ui, Weight::Stop, Action::BarStop);
    if stop.clicked() {
        command = Some(Command::Stop);
    }
    // Whatever is pressed here by mistake takes something away and gives nothing.
    if keys.arrived {
        stop.request_focus();
    }
    command
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
        BarNote::ControlRefused => Some(t!("bar-note-refused")),
    }
}

/// Why it is paused, where the person did not pause it.
fn paused(why: PauseReason) -> Option<String> {
    match why {
        PauseReason::Novice => None,
        PauseReason::BarHidden => Some(t!("bar-note-hidden")),
    }
}
