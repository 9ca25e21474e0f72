//! The bell, and the keyboard: a question takes it, and who had it before gets it back.

use x11rb::protocol::xproto::{ConnectionExt as _, InputFocus, Window};

use super::{KeptWindow, SightFailure};

impl KeptWindow<'_> {
    pub(in super::super) fn ring(&self) -> Result<(), SightFailure> {
        /// As loud as the person has it.
        const AS_SET: i8 = 0;
        self.conn.bell(AS_SET)?;
        Ok(())
    }

    /// A question is there: it takes the keyboard, and who had it gets it back.
    pub(in super::super) fn take_keyboard(&mut self) -> Result<(), SightFailure> {
        let had = self.conn.get_input_focus()?.reply()?.focus;
        if had != self.window {
            self.had_keyboard = Some(had);
        }
        self.focus()
    }

    pub(in super::super) fn focus(&self) -> Result<(), SightFailure> {
        self.give_keyboard(self.window)
    }

    pub(in super::super) fn return_keyboard(&mut self) -> Result<(), SightFailure> {
        let had = self.had_keyboard.take();
        if self.conn.get_input_focus()?.reply()?.focus == self.window {
            // The keyboard goes back to the window that had it, since what is typed now is not meant for a button of
            // the bar. If none had it, the window under the pointer gets it.
            self.give_keyboard(had.unwrap_or(InputFocus::POINTER_ROOT.into()))?;
        }
        Ok(())
    }

    fn give_keyboard(&self, to: Window) -> Result<(), SightFailure> {
        self.conn
            .set_input_focus(InputFocus::POINTER_ROOT, to, x11rb::CURRENT_TIME)?;
        Ok(())
    }
}
