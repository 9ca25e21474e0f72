//! Calls the person to what they are asked while they look elsewhere: with the terminal's bell, and with the desktop's
//! notification where there is a desktop.

use std::io::{IsTerminal, Write};

use crate::desk::{Call, Crier};
use crate::terminal::Screen;

/// How the person is called.
#[derive(Debug, Default)]
pub struct Called {
    /// By the desktop's notification.
    pub desktop: Option<Crier>,
    /// By the terminal's bell, which somebody can hear.
    pub bell: bool,
    /// Without any sound, as the person wants it: no bell, and a notification that is seen only.
    pub silent: bool,
}

impl Called {
    /// By all that there is here.
    pub fn here(silent: bool) -> Self {
        Self {
            desktop: Some(Crier::start()),
            bell: std::io::stderr().is_terminal(),
            silent,
        }
    }

    pub(super) fn call<O: Write, E: Write>(&self, screen: &mut Screen<O, E>, call: Call) {
        if self.bell && !self.silent {
            screen.ring();
        }
        if let Some(desktop) = &self.desktop {
            desktop.call(call, self.silent);
        }
    }

    /// What they were called to is over.
    pub(super) fn hush(&self) {
        if let Some(desktop) = &self.desktop {
            desktop.hush();
        }
    }
}
