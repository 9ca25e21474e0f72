//! A novice's session on the terminal that the program was started in.

use std::sync::Arc;

use tokio::runtime::Runtime;

use super::ending::interrupted_and;
use super::exits::failed;
use crate::desk;
use crate::session::novice;
use crate::terminal::{self, Called, Deliver, Exit, NoviceRun, Printer, Purpose, Screen};

/// Runs it to its end. `text`: the ticket is printed, too.
pub(super) fn on_terminal(
    runtime: &Runtime,
    screen: &mut Screen<Printer, Printer>,
    purpose: Purpose,
    deliver: Deliver,
    text: bool,
) -> Exit {
    let settings = match desk::novice_settings() {
        Ok(settings) => settings,
        Err(problem) => return failed(screen, &problem.to_string(), Exit::Failed),
    };
    runtime.block_on(async {
        let session = novice::start(settings, Arc::new(|| {}));
        let stop = session.commands.stop();
        let run = NoviceRun {
            purpose,
            commands: session.commands,
            events: session.events,
            typed: terminal::from_stdin(Some(stop.clone())),
            deliver,
            text,
            called: Called::here(desk::preferences_at_start().silent),
        };
        terminal::novice(run, screen, interrupted_and(stop)).await
    })
}
