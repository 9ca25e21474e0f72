//! A pointer and a touch screen of the person's, and where on the bar they are.

use wayland_client::protocol::wl_pointer::WlPointer;
use wayland_client::protocol::wl_seat::WlSeat;
use wayland_client::protocol::wl_touch::WlTouch;
use wayland_client::{Dispatch, QueueHandle};
use wayland_protocols::wp::cursor_shape::v1::client::wp_cursor_shape_device_v1::WpCursorShapeDeviceV1;
use wayland_protocols::wp::cursor_shape::v1::client::wp_cursor_shape_manager_v1::WpCursorShapeManagerV1;
use wayland_protocols::wp::relative_pointer::zv1::client::zwp_relative_pointer_manager_v1::ZwpRelativePointerManagerV1;
use wayland_protocols::wp::relative_pointer::zv1::client::zwp_relative_pointer_v1::ZwpRelativePointerV1;

use super::news::SurfaceNumber;

pub(super) struct Hand {
    /// The number of the seat.
    pub global: u32,
    pub seat: WlSeat,
    pointer: Option<WlPointer>,
    touch: Option<WlTouch>,
    /// To choose the look of the pointer, where that is as simple as that; else it stays as it was.
    pub cursor: Option<WpCursorShapeDeviceV1>,
    /// Tells how far the pointer moves, also while the bar moves with it.
    moves: Option<ZwpRelativePointerV1>,
    /// What is under the pointer.
    pub over: Option<SurfaceNumber>,
    /// The number of the last press.
    pub pressed: Option<u32>,
    /// The first finger, and what it is on.
    pub finger: Option<(i32, SurfaceNumber)>,
}

impl Hand {
    pub(super) fn new(global: u32, seat: WlSeat) -> Self {
        Self {
            global,
            seat,
            pointer: None,
            touch: None,
            cursor: None,
            moves: None,
            over: None,
            pressed: None,
            finger: None,
        }
    }

    pub(super) fn is_here(&self) -> bool {
        self.over.is_some() || self.finger.is_some()
    }

    /// What the seat has by now. What it no longer has touches nothing.
    pub(super) fn has<C>(&mut self, pointer: bool, touch: bool, queue: &QueueHandle<C>)
    where
        C: Dispatch<WlPointer, u32> + Dispatch<WlTouch, u32> + 'static,
    {
        if !pointer {
            (self.pointer, self.cursor, self.moves, self.over) = (None, None, None, None);
        } else if self.pointer.is_none() {
            self.pointer = Some(self.seat.get_pointer(queue, self.global));
        }
        if !touch {
            (self.touch, self.finger) = (None, None);
        } else if self.touch.is_none() {
            self.touch = Some(self.seat.get_touch(queue, self.global));
        }
    }

    pub(super) fn choose_cursor_from<C>(&mut self, cursors: &WpCursorShapeManagerV1, queue: &QueueHandle<C>)
    where
        C: Dispatch<WpCursorShapeDeviceV1, ()> + 'static,
    {
        if self.cursor.is_none() {
            self.cursor = self
                .pointer
                .as_ref()
                .map(|pointer| cursors.get_pointer(pointer, queue, ()));
        }
    }
    pub(super) fn hear_moves_from<C>(&mut self, moves: &ZwpRelativePointerManagerV1, queue: &QueueHandle<C>)
    where
        C: Dispatch<ZwpRelativePointerV1, u32> + 'static,
    {
        if self.moves.is_none() {
            let pointer = self.pointer.as_ref();
            self.moves = pointer.map(|pointer| moves.get_relative_pointer(pointer, queue, self.global));
        }
    }
}
