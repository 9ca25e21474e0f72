//! The expert's mouse and keyboard over the picture, in pixels of the novice's screen.

use egui::{Event, EventFilter, MouseWheelUnit, PointerButton, Pos2, Rect, Response, Ui};

use super::keyboard::Keyboard;
use crate::session::expert::Command;
use crate::vocabulary::{self, InputEvent, MouseButton};

/// One notch of a wheel ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.3).
const NOTCH: f32 = 120.0;
/// How far a touch pad scrolls for one notch, in points.
const POINTS_A_NOTCH: f32 = 50.0;

#[derive(Default)]
pub(super) struct Hands {
    keyboard: Keyboard,
    /// Something of ours may be down at the other end.
    busy: bool,
    buttons: Vec<MouseButton>,
    last_move: Option<(u16, u16)>,
    /// Rotation not yet sent: less than a whole unit.
    rest: egui::Vec2,
}

impl Hands {
    pub(super) fn physical_keys(&mut self) -> &mut bool {
        &mut self.keyboard.physical
    }

    /// Lets go of everything.
    pub(super) fn let_go(&mut self) -> Option<Command> {
        self.keyboard.forget();
        self.buttons.clear();
        self.last_move = None;
        std::mem::take(&mut self.busy).then_some(Command::ReleaseAll)
    }

    /// What this frame's events over the picture mean to the novice's computer; it shows this `part` of their screen.
    pub(super) fn work(&mut self, ui: &Ui, picture: &Response, part: vocabulary::Rect, controls: bool) -> Vec<Command> {
        if !controls {
            return self.let_go().into_iter().collect();
        }
        let focused = self.keep_focus(ui, picture);
        let (events, window_focused) = ui.input(|input| (input.events.clone(), input.focused));
        if !window_focused {
            return self.let_go().into_iter().collect();
        }
        if focused {
            // Without this an input method would keep what is composed to itself.
            ui.output_mut(|output| {
                output.ime = Some(egui::output::IMEOutput {
                    rect: picture.rect,
                    cursor_rect: picture.rect,
                    should_interrupt_composition: false,
                    purpose: egui::IMEPurpose::default(),
                });
            });
        }
        let mut out = Vec::new();
        let mut moved = None;
        for event in &events {
            let at = |pos: &Pos2| pixel(picture.rect, part, *pos);
            match event {
                Event::PointerMoved(pos) if picture.hovered() || !self.buttons.is_empty() => moved = Some(at(pos)),
                Event::PointerButton {
                    pos, button, pressed, ..
                } => {
                    moved = None;
                    self.button(picture, *button, *pressed, *pos, at(pos), &mut out);
                }
                Event::MouseWheel { unit, delta, .. } if picture.hovered() => self.wheel(*unit, *delta, &mut out),
                event if focused => out.extend(self.keyboard.translate(event)),
                _ => {}
            }
        }
        if !focused && self.keyboard.holds_any() {
            return self.let_go().into_iter().collect();
        }
        // Of a frame's moves only the last one counts.
        if let Some((x, y)) = moved.filter(|at| self.last_move != Some(*at)) {
            self.last_move = Some((x, y));
            out.push(InputEvent::Move { x, y });
        }
        self.busy |= !out.is_empty();
        out.into_iter().map(Command::Input).collect()
    }

    /// While the picture has the keyboard, Tab, the arrows and Esc belong to the novice's computer.
    fn keep_focus(&self, ui: &Ui, picture: &Response) -> bool {
        let nothing_focused = ui.memory(|memory| memory.focused().is_none());
        if nothing_focused || (picture.hovered() && ui.input(|input| input.pointer.any_pressed())) {
            picture.request_focus();
        }
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(picture.id, filter));
        // What was pressed in the frame in which it got it was pressed elsewhere: Esc in a field, Tab on a button.
        picture.has_focus() && !picture.gained_focus()
    }

    fn button(
        &mut self,
        picture: &Response,
        button: PointerButton,
        down: bool,
        pos: Pos2,
        (x, y): (u16, u16),
        out: &mut Vec<InputEvent>,
    ) {
        let button = match button {
            PointerButton::Primary => MouseButton::Left,
            PointerButton::Secondary => MouseButton::Right,
            PointerButton::Middle => MouseButton::Middle,
            PointerButton::Extra1 => MouseButton::Back,
            PointerButton::Extra2 => MouseButton::Forward,
        };
        let held = self.buttons.contains(&button);
        // A press belongs to the picture where it began; its release also when the pointer has left.
        if down && !held && picture.rect.contains(pos) && picture.contains_pointer() {
            self.buttons.push(button);
            out.extend(self.keyboard.before_pointer());
        } else if !down && held {
            self.buttons.retain(|one| *one != button);
        } else {
            return;
        }
        self.last_move = Some((x, y));
        out.push(InputEvent::Button { button, down, x, y });
    }

    fn wheel(&mut self, unit: MouseWheelUnit, delta: egui::Vec2, out: &mut Vec<InputEvent>) {
        let notches = match unit {
            MouseWheelUnit::Line => delta,
            MouseWheelUnit::Point => delta / POINTS_A_NOTCH,
            MouseWheelUnit::Page => delta * 10.0,
        };
        self.rest += notches * NOTCH;
        out.extend(self.keyboard.before_pointer());
        // To the right is a negative delta here and a positive rotation on the wire.
        for (horizontal, rest, sign) in [(true, &mut self.rest.x, -1.0), (false, &mut self.rest.y, 1.0)] {
            let whole = rest.trunc().clamp(-NOTCH * 10.0, NOTCH * 10.0);
            if whole != 0.0 {
                *rest -= whole;
                out.push(InputEvent::Wheel {
                    horizontal,
                    rotation: (whole * sign) as i16,
                    // The session knows where the pointer is.
                    x: 0,
                    y: 0,
                });
            }
        }
    }
}

/// The pixel of the novice's screen under a place of the window, where `rect` shows this part of it; outside, the
/// nearest one.
fn pixel(rect: Rect, part: vocabulary::Rect, pos: Pos2) -> (u16, u16) {
    let share = (pos - rect.min) / rect.size();
    let along = |share: f32, length: u16| -> u16 {
        let last = f32::from(length.saturating_sub(1));
        (share * f32::from(length)).floor().clamp(0.0, last) as u16
    };
    (
        part.left.saturating_add(along(share.x, part.width)),
        part.top.saturating_add(along(share.y, part.height)),
    )
}
