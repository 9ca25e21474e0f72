//! Takes the window out of the window manager's hands, and gives it back.

use std::time::{Duration, Instant};

use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ConnectionExt as _, EventMask, UNMAP_NOTIFY_EVENT, UnmapNotifyEvent,
};

use super::{KeptWindow, SightFailure, there};
use crate::app::sight::place::WindowRect;

/// A window manager has let go of a window by then, or never will.
const LETS_GO_WITHIN: Duration = Duration::from_secs(1);
const LETTING_GO: Duration = Duration::from_millis(10);
/// Of WM_STATE ([ICCCM] 4.1.3.1).
const WITHDRAWN: u32 = 0;

impl KeptWindow<'_> {
    /// Takes it out of the window manager's hands, to this place, above all.
    pub(super) fn take(&mut self, wanted: WindowRect) -> Result<(), SightFailure> {
        self.withdraw()?;
        let unmanaged = ChangeWindowAttributesAux::new().override_redirect(1);
        self.conn.change_window_attributes(self.window, &unmanaged)?;
        self.unmark()?;
        self.conn.configure_window(self.window, &there(wanted))?;
        self.conn.map_window(self.window)?;
        (self.taken, self.put) = (true, Some(wanted));
        Ok(())
    }

    /// Gives it to the window manager as a new window: on the desktop in use, with the keyboard if it is asked for.
    pub(in super::super) fn give_back(&mut self) -> Result<(), SightFailure> {
        self.listen(false)?;
        if std::mem::take(&mut self.taken) {
            self.conn.unmap_window(self.window)?;
            let managed = ChangeWindowAttributesAux::new().override_redirect(0);
            self.conn.change_window_attributes(self.window, &managed)?;
            self.unmark()?;
            self.conn.map_window(self.window)?;
        }
        self.had_keyboard = None;
        Ok(())
    }

    /// [ICCCM] 4.1.4: also a window that is unmapped already is withdrawn by an event.
    fn withdraw(&self) -> Result<(), SightFailure> {
        let (conn, window) = (self.conn, self.window);
        conn.unmap_window(window)?;
        let event = UnmapNotifyEvent {
            response_type: UNMAP_NOTIFY_EVENT,
            sequence: 0,
            event: self.root,
            window,
            from_configure: false,
        };
        let mask = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        conn.send_event(false, self.root, mask, event)?;
        let until = Instant::now() + LETS_GO_WITHIN;
        loop {
            let state = conn.get_property(false, window, self.atoms.WM_STATE, AtomEnum::ANY, 0, 1)?;
            let parent = conn.query_tree(window)?.reply()?.parent;
            let state = state.reply()?.value32().and_then(|mut state| state.next());
            if parent == self.root && state.is_none_or(|state| state == WITHDRAWN) {
                return Ok(());
            }
            if Instant::now() >= until {
                break;
            }
            std::thread::sleep(LETTING_GO);
        }
        tracing::info!("the window manager does not let go of the window");
        conn.reparent_window(window, self.root, 0, 0)?;
        Ok(())
    }

    pub(super) fn unmark(&self) -> Result<(), SightFailure> {
        for property in [
            self.atoms._NET_WM_STATE,
            self.atoms._NET_WM_DESKTOP,
            self.atoms._NET_WM_WINDOW_OPACITY,
        ] {
            self.conn.delete_property(self.window, property)?;
        }
        Ok(())
    }
}
