//! `lifeline history`: what happened on this computer, the newest last on a terminal, so that it stands above the
//! prompt.

use crate::desk;
use crate::session::record;
use crate::t;
use crate::terminal::{Exit, Screen};
use crate::texts::times;

pub(super) fn run(as_json: bool) -> Exit {
    let mut screen = Screen::standard();
    let items = match desk::history() {
        Ok(items) => items,
        Err(problem) => {
            screen.error(&problem.to_string());
            return Exit::Failed;
        }
    };
    for item in items.iter().rev() {
        if as_json {
            // Made of strings and numbers: it always has a text.
            screen.line(&serde_json::to_string(item).unwrap_or_default());
        } else {
            let told = record::item(item);
            let mut when = times::stamp(item.time());
            for line in told.lines() {
                screen.line(&format!("{when}  {line}"));
                when = " ".repeat(when.chars().count());
            }
        }
    }
    if items.is_empty() && !as_json {
        screen.note(&t!("history-empty"));
    }
    Exit::Done
}
