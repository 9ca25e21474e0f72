//! `lifeline open`: opens an invitation.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use super::args::Open;
use super::ending::interrupted;
use super::exits::{failed, unless_wrong, unread};
use super::secret;
use super::services::WAITING_SIZE;
use super::window::{in_window, on_terminal, window_unless_open};
use crate::app::{OpenStart, Start, TicketSource};
use crate::desk;
use crate::desk::running::Wanted;
use crate::session::expert::{self, OpenOptions, ReplyOptions};
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::{self, Exit, ExpertRun, Screen};
use crate::texts::said::Said;

/// How long the session may take to put everything away.
const FAREWELL: Duration = Duration::from_secs(3);

pub(super) fn open(runtime: &Runtime, job: Open) -> Exit {
    let Some(file) = job.file.clone() else {
        return window_unless_open(runtime, &Wanted::HelpForm, Start::HelpForm);
    };
    let mut screen = Screen::of_session();
    let from_stdin = file == Path::new("-");
    let ticket = match read_ticket(&file, from_stdin) {
        Ok(ticket) => ticket,
        Err(error) => {
            let problem = unread(&file, error.why());
            return failed(&mut screen, &problem.to_string(), Exit::BadInvitation);
        }
    };
    if !on_terminal(job.terminal, &mut screen) {
        let ticket = if from_stdin {
            TicketSource::Text(ticket)
        } else {
            TicketSource::File(file)
        };
        return open_in_window(runtime, job, ticket, &mut screen);
    }
    if let Err(problem) = desk::check(&ticket) {
        return failed(&mut screen, &problem.to_string(), Exit::BadInvitation);
    }
    let wait = match waiting(&job) {
        Ok(wait) => wait,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let password = match &job.password_file {
        Some(file) => secret::from_file(file),
        None => secret::from_terminal(&format!("{}: ", t!("help-password"))),
    };
    let password = match password {
        Ok(password) => password.to_string(),
        Err(error) => return failed(&mut screen, &error.why(), Exit::Failed),
    };
    let options = OpenOptions {
        ticket,
        password,
        name: job.name.unwrap_or_else(desk::helper_name),
        address: job.address,
        size: WAITING_SIZE,
        wait,
    };
    unless_wrong(runtime.block_on(async {
        let session = expert::start(options, desk::expert_settings(), Arc::new(|| {}));
        let typed = if from_stdin {
            mpsc::channel(1).1
        } else {
            terminal::from_stdin(None)
        };
        let run = ExpertRun {
            commands: session.commands,
            events: session.events,
            canvas: session.canvas,
            typed,
            snapshot: job.snapshot,
        };
        let exit = terminal::expert(run, &mut screen, interrupted()).await;
        // The router takes its mapping back.
        if tokio::time::timeout(FAREWELL, session.done).await.is_err() {
            tracing::warn!("the session did not end in time");
        }
        exit
    }))
}

/// How to listen, where the person who is helped cannot be reached.
fn waiting(job: &Open) -> Result<Option<ReplyOptions>, Problem> {
    if !job.wait_for_novice {
        return Ok(None);
    }
    Ok(Some(ReplyOptions {
        port: job.port,
        listen: job.listen,
        router: job.router.choice(),
        state_dir: desk::state_dir()?,
    }))
}

/// The window with what the command line says filled in.
fn open_in_window<O: io::Write, E: io::Write>(
    runtime: &Runtime,
    job: Open,
    ticket: TicketSource,
    screen: &mut Screen<O, E>,
) -> Exit {
    let password = match job.password_file.as_deref().map(secret::from_file).transpose() {
        Ok(password) => password.map(|password| password.to_string()),
        Err(error) => return failed(screen, &error.why(), Exit::Failed),
    };
    let wait = match waiting(&job) {
        Ok(wait) => wait,
        Err(problem) => return failed(screen, &problem.to_string(), Exit::Failed),
    };
    in_window(runtime, job.snapshot, |at_end| {
        Start::Open(Box::new(OpenStart {
            ticket,
            name: job.name,
            password,
            address: job.address,
            wait,
            at_end,
        }))
    })
}

fn read_ticket(file: &Path, from_stdin: bool) -> io::Result<Vec<u8>> {
    // One byte more than an invitation may have, so that a larger file is seen to be one.
    let limit = desk::MAX_TICKET_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if from_stdin {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        #[expect(clippy::disallowed_methods, reason = "the person names it, and may well name a pipe")]
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
