//! The practice as a process of its own, for a window that has something else to show.

use std::process::Stdio;

use crate::child;
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::Exit;
use crate::texts::said::Said;

/// `lifeline try` as a process of its own, for a window that has something else to show; returns when it has ended.
pub(super) fn in_new_process() -> Result<(), Problem> {
    let started = std::env::current_exe().and_then(|program| {
        let mut practice = child::command(program);
        practice.arg("try").stdin(Stdio::null()).stdout(Stdio::null()).status()
    });
    match started {
        Err(error) => Err(no_screen(&error)),
        Ok(status) if status.code() == Some(Exit::NoScreen.code().into()) => Err(likely()),
        // What it had to say, it said in its window.
        Ok(_) => Ok(()),
    }
}

/// There is no screen to practise on.
pub(super) fn no_screen(error: &dyn Said) -> Problem {
    if cfg!(not(target_os = "linux")) {
        return no_own_screen();
    }
    Problem {
        what: t!("practice-no-screen-what"),
        why: error.why(),
        remedy: t!("practice-no-screen-remedy"),
    }
}

/// There is none; the practice that said so has ended.
fn likely() -> Problem {
    if cfg!(not(target_os = "linux")) {
        return no_own_screen();
    }
    Problem {
        what: t!("practice-no-screen-what"),
        why: t!("practice-no-screen-why"),
        remedy: t!("practice-no-screen-remedy"),
    }
}

fn no_own_screen() -> Problem {
    Problem {
        what: t!("practice-no-screen-what"),
        why: t!("practice-own-screen-why"),
        remedy: t!("practice-own-screen-remedy"),
    }
}
