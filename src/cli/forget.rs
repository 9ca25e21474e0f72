//! `lifeline forget`: deletes what the program keeps of this user, after a question; and, without one, the entry that
//! starts it with their session, which packages have removed before they remove the program.

use std::io::{self, BufRead as _, Read as _};

use super::exits::failed;
use crate::desk::{self, autostart};
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::{Exit, Screen};

/// A longer answer counts as no answer.
const ANSWER_MAX: u64 = 64;

pub(super) fn run(only_autostart: bool) -> Exit {
    match forget(only_autostart) {
        Ok(()) => Exit::Done,
        Err(problem) => failed(&mut Screen::standard(), &problem.to_string(), Exit::Failed),
    }
}

fn forget(only_autostart: bool) -> Result<(), Problem> {
    if !only_autostart && !agreed()? {
        return Ok(());
    }
    let mut screen = Screen::standard();
    if autostart::is_on() == Some(true) {
        autostart::set(false)?;
        screen.line("forgotten autostart");
    }
    if !only_autostart {
        for place in desk::kept_places()? {
            desk::delete_place(&place)?;
            screen.line(&format!("forgotten {}", place.display()));
        }
    }
    Ok(())
}

/// Says what would be deleted, and whether the person wants that.
fn agreed() -> Result<bool, Problem> {
    let mut screen = Screen::standard();
    let places = desk::kept_places()?;
    if places.is_empty() && autostart::is_on() != Some(true) {
        screen.note(&t!("forget-nothing"));
        return Ok(false);
    }
    for place in &places {
        screen.line(&format!("kept {}", place.display()));
    }
    screen.note(&t!("forget-question"));
    let mut answer = String::new();
    // Whoever cannot be read did not agree.
    let _ = io::stdin().lock().take(ANSWER_MAX).read_line(&mut answer);
    let agreed = answer.trim_end_matches(['\r', '\n']) == "y";
    if !agreed {
        screen.note(&t!("forget-refused"));
    }
    Ok(agreed)
}
