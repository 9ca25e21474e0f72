//! `lifeline wait`: waits for those who may offer help.

use tokio::runtime::Runtime;

use super::args::WaitArguments;
use super::background;
use super::exits::{failed, forbidden_by};
use super::novice;
use super::window::{on_terminal, window};
use crate::app::Start;
use crate::desk::{self, helpers};
use crate::session::novice::{InvitationInForce, WaitOptions};
use crate::terminal::{Delivered, Exit, Purpose, Screen};

pub(super) fn wait(runtime: &Runtime, job: WaitArguments) -> Exit {
    let mut screen = Screen::of_session();
    let rules = desk::rules();
    if let Some(problem) = helpers::nobody_may_come(&rules) {
        return failed(&mut screen, &problem.to_string(), forbidden_by(&rules));
    }
    let options = WaitOptions {
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
    if let Err(problem) = desk::what_works() {
        return failed(&mut screen, &problem.to_string(), Exit::NoScreen);
    }
    let kept = Box::new(|invitation: &InvitationInForce| Ok(Delivered::as_kept(invitation)));
    let exit = novice::on_terminal(runtime, &mut screen, Purpose::Wait(options), kept, false);
    let rules = desk::rules();
    match exit {
        // Offers were forbidden meanwhile.
        Exit::Unreachable if helpers::nobody_may_come(&rules).is_some() => forbidden_by(&rules),
        exit => exit,
    }
}
