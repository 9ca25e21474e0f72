//! `lifeline ask`: asks for help, by an invitation.

use tokio::runtime::Runtime;

use super::args::AskArguments;
use super::exits::{failed, forbidden_by};
use super::novice;
use super::secret;
use super::window::{on_terminal, window, window_unless_open};
use crate::app::{AskStart, DeliveryWishes, Start};
use crate::desk;
use crate::desk::running::Wanted;
use crate::session::novice::{AskOptions, InvitationInForce, Problem};
use crate::terminal::{Delivered, Exit, Purpose, Screen};
use crate::texts::said::Said;

pub(super) fn ask(runtime: &Runtime, job: AskArguments) -> Exit {
    if job.choose {
        return window_unless_open(runtime, &Wanted::AskForm, Start::AskForm);
    }
    let mut screen = Screen::of_session();
    let password = match job.password_file.as_deref().map(secret::from_file).transpose() {
        Ok(password) => password.map(|password| password.to_string()),
        Err(error) => return failed(&mut screen, &error.why(), Exit::Failed),
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
        && let Err(problem) = desk::what_works()
    {
        return failed(&mut screen, &problem.to_string(), Exit::NoScreen);
    }
    let text = job.text;
    let delivered = Box::new(move |invitation: &InvitationInForce| deliver(&job, invitation));
    told(novice::on_terminal(
        runtime,
        &mut screen,
        Purpose::Ask(options),
        delivered,
        text,
    ))
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
