//! `lifeline ask`: asks for help, by an invitation.

use std::sync::Arc;

use tokio::runtime::Runtime;

use super::args::AskArguments;
use super::ending::interrupted_and;
use super::exits::{failed, forbidden_by};
use super::secret;
use super::window::{on_terminal, window, window_unless_open};
use crate::app::{AskStart, DeliveryWishes, Start};
use crate::desk;
use crate::desk::running::Wanted;
use crate::session::novice::{self, AskOptions, InvitationInForce, Problem};
use crate::terminal::{self, Called, Delivered, Exit, NoviceRun, Purpose, Screen};

pub(super) fn ask(runtime: &Runtime, job: AskArguments) -> Exit {
    if job.choose {
        return window_unless_open(runtime, &Wanted::AskForm, Start::AskForm);
    }
    let mut screen = Screen::of_session();
    let password = match job.password_file.as_deref().map(secret::from_file).transpose() {
        Ok(password) => password.map(|password| password.to_string()),
        Err(error) => return failed(&mut screen, &error.to_string(), Exit::Failed),
    };
    let options = AskOptions {
        life: job.life(),
        view_only: job.view_only,
        older_windows: job.older_windows,
        economy: job.bandwidth.economy(),
        port: job.port,
        password,
        listen: job.listen,
        router: job.router.choice(),
    };
    let rules = desk::rules();
    // What stands in the way is said, and recorded, by the session; this is how the program ends then.
    let told = |exit: Exit| match exit {
        Exit::Failed | Exit::Done if !rules.ask => forbidden_by(&rules),
        exit => exit,
    };
    if !on_terminal(job.terminal, &mut screen) {
        let wishes = DeliveryWishes {
            save: job.save,
            mail: job.mail,
            text: job.text,
        };
        return told(window(runtime, Start::Ask(Box::new(AskStart { options, wishes }))));
    }
    // If asking is forbidden, that is said and recorded, and not some later failure.
    if rules.ask
        && let Err(problem) = desk::screen_to_share()
    {
        return failed(&mut screen, &problem.to_string(), Exit::NoScreen);
    }
    let settings = match desk::novice_settings() {
        Ok(settings) => settings,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let text = job.text;
    let exit = runtime.block_on(async {
        let session = novice::start(settings, Arc::new(|| {}));
        let stop = session.commands.stop();
        let run = NoviceRun {
            purpose: Purpose::Ask(options),
            commands: session.commands,
            events: session.events,
            typed: terminal::from_stdin(Some(stop.clone())),
            deliver: Box::new(move |invitation| deliver(&job, invitation)),
            text,
            called: Called::here(desk::preferences_at_start().silent),
        };
        terminal::novice(run, &mut screen, interrupted_and(stop)).await
    });
    told(exit)
}

/// Saves and mails the invitation as the command line asked. Where no mail program opens, the invitation is there all
/// the same.
fn deliver(job: &AskArguments, invitation: &InvitationInForce) -> Result<Delivered, Problem> {
    let saved = job.save.as_ref().map(|file| desk::save(invitation, file)).transpose()?;
    let mailed = match &job.mail {
        Some(address) => desk::mail(invitation, address.as_deref(), saved.as_deref()),
        None => Ok(()),
    };
    Ok(Delivered {
        path: saved.unwrap_or_else(|| invitation.file.clone()),
        problem: mailed.err(),
    })
}
