//! `lifeline wait`: waits for those who may offer help.

use std::sync::Arc;

use tokio::runtime::Runtime;

use super::args::WaitArguments;
use super::background;
use super::ending::interrupted_and;
use super::exits::{failed, forbidden_by};
use super::window::{on_terminal, window};
use crate::app::Start;
use crate::desk::{self, helpers};
use crate::session::novice;
use crate::terminal::{self, Called, Delivered, Exit, NoviceRun, Purpose, Screen};

pub(super) fn wait(runtime: &Runtime, job: WaitArguments) -> Exit {
    let mut screen = Screen::of_session();
    let rules = desk::rules();
    if let Some(problem) = helpers::nobody_may_come(&rules) {
        return failed(&mut screen, &problem.to_string(), forbidden_by(&rules));
    }
    let options = novice::WaitOptions {
        port: job.port,
        listen: job.listen,
    };
    if !on_terminal(job.terminal, &mut screen) {
        return if job.background {
            background::run(runtime, options)
        } else {
            window(runtime, Start::Wait(options))
        };
    }
    if let Err(problem) = desk::screen_to_share() {
        return failed(&mut screen, &problem.to_string(), Exit::NoScreen);
    }
    let settings = match desk::novice_settings() {
        Ok(settings) => settings,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let exit = runtime.block_on(async {
        let session = novice::start(settings, Arc::new(|| {}));
        let stop = session.commands.stop();
        let run = NoviceRun {
            purpose: Purpose::Wait(options),
            commands: session.commands,
            events: session.events,
            typed: terminal::from_stdin(Some(stop.clone())),
            deliver: Box::new(|invitation| Ok(Delivered::as_kept(invitation))),
            text: false,
            called: Called::here(desk::preferences_at_start().silent),
        };
        terminal::novice(run, &mut screen, interrupted_and(stop)).await
    });
    let rules = desk::rules();
    match exit {
        // Offers were forbidden meanwhile.
        Exit::Unreachable if helpers::nobody_may_come(&rules).is_some() => forbidden_by(&rules),
        exit => exit,
    }
}
