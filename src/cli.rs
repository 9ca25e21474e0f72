//! The command line: reads the arguments and starts one front end.
#![forbid(unsafe_code)]

pub mod args;
mod background;
mod display;
mod ending;
mod forget;
mod helper;
mod log;
mod manual;
mod policy;
mod practice;
mod secret;
mod services;
#[cfg(unix)]
mod suspend;
mod switches;
mod typo;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use clap::Parser;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::app::{AskStart, AtEnd, DeliveryWishes, OfferStart, OfferTo, OpenStart, Start, TicketSource};
use crate::asking;
use crate::desk::running::{self, Wanted};
use crate::desk::{self, doctor, helpers};
use crate::input;
use crate::policy::{Offers, Rules, Sources};
use crate::session::expert::{OfferOptions, OpenOptions, WaitOptions};
use crate::session::novice::{AskOptions, InvitationInForce, Problem};
use crate::session::{expert, novice};
use crate::t;
use crate::terminal::{self, Delivered, Exit, ExpertRun, NoviceRun, Purpose, Screen, words};
use crate::texts::{self, country};
use args::{Arguments, AskArguments, Doctor, Offer, Open, Verb, WaitArguments};
use ending::{interrupted, interrupted_and};

/// How long the novice's session may take to put everything away once the window is closed.
const FAREWELL: Duration = Duration::from_secs(3);

/// How long what was printed may take to be written at the end.
const PRINTING: Duration = Duration::from_millis(500);

/// How long tasks may go on after the front end has ended (a farewell on a slow network).
const SHUTDOWN: Duration = Duration::from_secs(2);

/// The waiting picture that the novice's side is asked for, in pixels.
const WAITING_SIZE: (u16, u16) = (1024, 768);

/// Runs the program with the arguments of this process and returns its exit code (docs/terminal.md has the table).
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(panicked));
    let exit = std::panic::catch_unwind(started).unwrap_or(Exit::Failed);
    terminal::finish_printing(PRINTING);
    terminal::ended(exit).into()
}

/// The person is told in plain words that the program has a fault. What it was and where it happened goes to the log
/// alone: the message can name files of the computer that the program was built on.
fn panicked(about: &std::panic::PanicHookInfo<'_>) {
    let trace = std::backtrace::Backtrace::capture();
    tracing::error!(%about, %trace, "a fault of the program");
    Screen::of_session().note(&t!("terminal-panic", log = log::place()));
}

/// What needs neither a log nor a runtime; nothing where the command is another one.
fn alone(command: Option<&Verb>) -> Option<Exit> {
    Some(match command? {
        Verb::PracticeWindow => practice::window(),
        Verb::Completions { shell } => manual::completions(*shell),
        Verb::Forget { autostart } => forget::run(*autostart),
        Verb::Man { folder } => manual::manual(folder.as_deref()),
        Verb::WatchInput {
            owner,
            process,
            display,
        } => match input::watch_input(display.as_deref(), *owner, *process) {
            Ok(()) => Exit::Done,
            Err(_) => Exit::Failed,
        },
        _ => return None,
    })
}

fn started() -> Exit {
    country::ask_the_system();
    texts::choose(desk::preferences_at_start().language.as_deref());
    let words = match switches::as_commands(std::env::args_os().collect()) {
        Ok(words) => words,
        Err(said) => return failed(&mut Screen::standard(), &said, Exit::Usage),
    };
    if let Some(said) = typo::instead_of_a_command(words.get(1).map(AsRef::as_ref)) {
        return failed(&mut Screen::standard(), &said, Exit::Usage);
    }
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            Screen::standard().note(&error.render().to_string());
            return Exit::Usage;
        }
        Err(asked) => {
            terminal::print(&asked.render().to_string());
            return Exit::Done;
        }
    };
    if let Some(exit) = alone(arguments.command.as_ref()) {
        return exit;
    }
    // The file that runs here, also where another stands in its place by now.
    #[cfg(target_os = "linux")]
    input::watch_with(PathBuf::from("/proc/self/exe"));
    let state = desk::state_dir().ok();
    let log = log::start(state.as_deref());
    if let Some(state) = &state {
        asking::keep_in(asking::default_directory(state));
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            Screen::standard().error(&error.to_string());
            return Exit::Failed;
        }
    };
    #[cfg(unix)]
    suspend::heed(&runtime);
    let exit = match arguments.command {
        None => plain(&runtime, arguments.file),
        Some(Verb::Ask(job)) => ask(&runtime, job),
        Some(Verb::Open(job)) => open(&runtime, job),
        Some(Verb::Doctor(job)) => examine(&runtime, &job),
        Some(Verb::Offer(job)) => offer(&runtime, job),
        Some(Verb::Wait(job)) => wait(&runtime, job),
        Some(Verb::Helper(job)) => helper::run(job),
        Some(Verb::Try(job)) => practice::run(&runtime, &job),
        Some(Verb::History { json }) => policy::history(json),
        Some(Verb::Policy(job)) => policy::run(job),
        Some(
            Verb::PracticeWindow
            | Verb::WatchInput { .. }
            | Verb::Completions { .. }
            | Verb::Man { .. }
            | Verb::Forget { .. },
        ) => Exit::Usage,
    };
    terminal::finish_printing(PRINTING);
    ending::within(terminal::ended(exit));
    runtime.shutdown_timeout(SHUTDOWN);
    if !desk::finish_records() {
        tracing::error!("the last lines of the journal are not written");
    }
    drop(log);
    exit
}

/// The window, with an invitation in it where one is named. A name that is wrong is said where it was typed.
fn plain(runtime: &Runtime, file: Option<PathBuf>) -> Exit {
    let Some(file) = file else {
        return window_unless_open(runtime, &Wanted::Front, Start::Home);
    };
    if let Err(error) = file.metadata()
        && error.kind() == io::ErrorKind::NotFound
    {
        let problem = unread(&file, t!("terminal-no-such-file"));
        return failed(&mut Screen::standard(), &problem.to_string(), Exit::BadInvitation);
    }
    let wanted = std::path::absolute(&file).map(Wanted::Open);
    let start = Start::open(TicketSource::File(file));
    match wanted {
        Ok(wanted) => window_unless_open(runtime, &wanted, start),
        Err(_) => window(runtime, start),
    }
}

/// The window, unless one that is open on this display shows what is wanted.
fn window_unless_open(runtime: &Runtime, wanted: &Wanted, start: Start) -> Exit {
    if runtime.block_on(running::ask(wanted)) {
        return Exit::Done;
    }
    window(runtime, start)
}

fn unread(file: &Path, why: String) -> Problem {
    Problem {
        what: t!("terminal-file-what", path = file.display().to_string()),
        why: t!("file-why", error = why),
        remedy: t!("terminal-file-remedy"),
    }
}

/// How a command ends that the rules of this computer do not allow.
fn forbidden_by(rules: &Rules) -> Exit {
    if rules.wrong.is_some() {
        Exit::BadPolicy
    } else {
        Exit::Forbidden
    }
}

/// The same for the helper's side, whose session only knows that helping is forbidden.
fn unless_wrong(exit: Exit) -> Exit {
    if exit != Exit::Forbidden {
        return exit;
    }
    let rules = Sources::system().rules();
    if rules.help { exit } else { forbidden_by(&rules) }
}

/// The system's own words name files of whoever built the program: they go to the log.
fn no_window(error: &dyn std::fmt::Display) -> Exit {
    tracing::error!(%error, "the window does not open");
    Screen::standard().error(&if display::is_there() {
        t!("terminal-no-window", log = log::place())
    } else {
        t!("terminal-no-desktop")
    });
    Exit::NoScreen
}

fn window(runtime: &Runtime, start: Start) -> Exit {
    if !display::is_there() {
        return no_window(&"there is no desktop");
    }
    let started = services::StartedSessions::default();
    let services = services::services(runtime.handle(), started.clone());
    let handle = runtime.handle().clone();
    let shown = crate::app::run(start, services, desk::preferences_at_start(), move |wake| {
        Some(running::listen(&handle, move || wake()))
    });
    // The helper hears a farewell, and the router takes its mapping back.
    runtime.block_on(started.finish(FAREWELL));
    match shown {
        Ok(()) => Exit::Done,
        Err(error) => no_window(&error),
    }
}

/// Whether to work on the terminal: as asked for, or for want of a desktop, which is said.
fn on_terminal<O: io::Write, E: io::Write>(asked: bool, screen: &mut Screen<O, E>) -> bool {
    if asked {
        return true;
    }
    let missing = !display::is_there();
    if missing {
        screen.note(&t!("terminal-no-display"));
    }
    missing
}

fn ask(runtime: &Runtime, job: AskArguments) -> Exit {
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
    let rules = Sources::system().rules();
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
    let settings = match services::novice_settings() {
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

fn open(runtime: &Runtime, job: Open) -> Exit {
    let Some(file) = job.file.clone() else {
        return window_unless_open(runtime, &Wanted::HelpForm, Start::HelpForm);
    };
    let mut screen = Screen::of_session();
    let from_stdin = file == Path::new("-");
    let ticket = match read_ticket(&file, from_stdin) {
        Ok(ticket) => ticket,
        Err(error) => {
            let problem = unread(&file, error.to_string());
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
        Err(error) => return failed(&mut screen, &error.to_string(), Exit::Failed),
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
        let session = expert::start(options, services::expert_settings(), Arc::new(|| {}));
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
fn waiting(job: &Open) -> Result<Option<WaitOptions>, Problem> {
    if !job.wait_for_novice {
        return Ok(None);
    }
    Ok(Some(WaitOptions {
        port: job.port,
        listen: job.listen,
        router: job.router.choice(),
        state_dir: desk::state_dir()?,
    }))
}

fn offer(runtime: &Runtime, job: Offer) -> Exit {
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
        let session = expert::start_offer(options, services::expert_settings(), Arc::new(|| {}));
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

fn wait(runtime: &Runtime, job: WaitArguments) -> Exit {
    let mut screen = Screen::of_session();
    let rules = Sources::system().rules();
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
    let settings = match services::novice_settings() {
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
        };
        terminal::novice(run, &mut screen, interrupted_and(stop)).await
    });
    let rules = Sources::system().rules();
    match exit {
        // Offers were forbidden meanwhile.
        Exit::Unreachable if helpers::nobody_may_come(&rules).is_some() => forbidden_by(&rules),
        exit => exit,
    }
}

/// The window, which leaves what was last seen in a file where that is asked for.
fn in_window(runtime: &Runtime, snapshot: Option<PathBuf>, start: impl FnOnce(Option<AtEnd>) -> Start) -> Exit {
    let missing = Arc::new(AtomicBool::new(false));
    let at_end = snapshot.map(|file| keep(file, Arc::clone(&missing)));
    let exit = window(runtime, start(at_end));
    if exit == Exit::Done && missing.load(Ordering::Relaxed) {
        return Exit::NotWritten;
    }
    exit
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
        Err(error) => return failed(screen, &error.to_string(), Exit::Failed),
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

/// Writes what was last seen into this file, as the terminal does; `missing` tells whether it could not.
fn keep(file: PathBuf, missing: Arc<AtomicBool>) -> AtEnd {
    Arc::new(move |canvas| {
        let written = {
            let canvas = canvas.lock().unwrap_or_else(PoisonError::into_inner);
            terminal::write_snapshot(&canvas, &file)
        };
        missing.store(written.is_err(), Ordering::Relaxed);
        let mut screen = Screen::standard();
        match written {
            Ok(()) => {
                screen.note(&words::saved(&file));
                Ok(file.clone())
            }
            Err(error) => {
                screen.error(&words::not_saved(&file, &error));
                Err(Problem {
                    what: t!("file-what", path = file.display().to_string()),
                    why: t!("file-why", error = error.to_string()),
                    remedy: t!("file-remedy"),
                })
            }
        }
    })
}

fn examine(runtime: &Runtime, job: &Doctor) -> Exit {
    let mut screen = Screen::standard();
    let state_dir = match desk::state_dir() {
        Ok(state_dir) => state_dir,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let report = runtime.block_on(doctor::examine(doctor::Options {
        invitation: doctor::AssumedInvitation::Next(job.port),
        router: job.router.choice(),
        rules: desk::rules(),
        state_dir,
    }));
    let found = if job.json {
        terminal::findings_as_json(&report, &mut screen)
    } else {
        terminal::findings(&report, &mut screen)
    };
    // If the rules let nobody in, no helper gets through, whatever the network allows.
    let rules = desk::rules();
    if let Some(wrong) = &rules.wrong {
        screen.note(&t!("rules-wrong-why", wrong = wrong.to_string()));
    }
    if terminal::ended(Exit::Done) == Exit::OutputLost {
        Exit::OutputLost
    } else if !rules.ask && rules.offers == Offers::Off {
        forbidden_by(&rules)
    } else {
        found
    }
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

fn failed<O: io::Write, E: io::Write>(screen: &mut Screen<O, E>, what: &str, exit: Exit) -> Exit {
    screen.error(what);
    exit
}
