//! `lifeline offer`: offers help to a computer, unasked.

use std::sync::Arc;

use tokio::runtime::Runtime;

use super::args::Offer;
use super::ending::interrupted;
use super::exits::{failed, unless_wrong};
use super::services::WAITING_SIZE;
use super::window::{in_window, on_terminal, window_unless_open};
use crate::app::{OfferStart, OfferTo, Start};
use crate::desk;
use crate::desk::running::Wanted;
use crate::session::expert::{self, OfferOptions};
use crate::terminal::{self, Exit, ExpertRun, Screen};

pub(super) fn offer(runtime: &Runtime, job: Offer) -> Exit {
    let Some((host, port)) = job.computer else {
        return window_unless_open(runtime, &Wanted::OfferForm, Start::OfferForm);
    };
    let mut screen = Screen::of_session();
    let state_dir = match desk::state_dir() {
        Ok(dir) => dir,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let name = job.name.unwrap_or_else(desk::helper_name);
    if !on_terminal(job.terminal, &mut screen) {
        return in_window(runtime, job.snapshot, |at_end| {
            Start::Offer(Box::new(OfferStart {
                to: OfferTo { host, port, name },
                at_end,
            }))
        });
    }
    let options = OfferOptions {
        host,
        port,
        name,
        size: WAITING_SIZE,
        state_dir,
    };
    unless_wrong(runtime.block_on(async {
        let session = expert::start_offer(options, desk::expert_settings(), Arc::new(|| {}));
        let run = ExpertRun {
            commands: session.commands,
            events: session.events,
            canvas: session.canvas,
            typed: terminal::from_stdin(None),
            snapshot: job.snapshot,
        };
        terminal::expert(run, &mut screen, interrupted()).await
    }))
}
