//! How commands end that did not do what they were asked for.

use std::io;
use std::path::Path;

use super::{display, log};
use crate::desk::{self, Rules};
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::{Exit, Screen};

pub(super) fn failed<O: io::Write, E: io::Write>(screen: &mut Screen<O, E>, what: &str, exit: Exit) -> Exit {
    screen.error(what);
    exit
}

pub(super) fn unread(file: &Path, why: String) -> Problem {
    Problem {
        what: t!("terminal-file-what", path = file.display().to_string()),
        why,
        remedy: t!("terminal-file-remedy"),
    }
}

/// How a command ends that the rules of this computer do not allow.
pub(super) fn forbidden_by(rules: &Rules) -> Exit {
    if rules.wrong.is_some() {
        Exit::BadPolicy
    } else {
        Exit::Forbidden
    }
}

/// The same for the helper's side, whose session only knows that helping is forbidden.
pub(super) fn unless_wrong(exit: Exit) -> Exit {
    if exit != Exit::Forbidden {
        return exit;
    }
    let rules = desk::rules();
    if rules.help { exit } else { forbidden_by(&rules) }
}

/// The system's own words name files of whoever built the program: they go to the log.
pub(super) fn no_window(error: &dyn std::fmt::Display) -> Exit {
    tracing::error!(%error, "the window does not open");
    unopened(&if display::is_there() {
        t!("terminal-no-window", log = log::place())
    } else {
        t!("terminal-no-desktop")
    });
    Exit::NoScreen
}

/// Says why there is no window: on the terminal, or, where there is none on Windows, in a box of the system's.
pub(super) fn unopened(what: &str) {
    Screen::standard().error(what);
    #[cfg(windows)]
    crate::console::show_where_unread(what);
}
