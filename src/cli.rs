//! The command line: reads the arguments and starts one front end.
#![forbid(unsafe_code)]

pub mod args;
mod ask;
mod background;
mod display;
mod doctor;
mod ending;
mod exits;
mod forget;
mod helper;
mod history;
mod log;
mod manual;
mod novice;
mod offer;
mod open;
mod policy;
mod practice;
mod practise;
mod secret;
mod services;
#[cfg(unix)]
mod suspend;
mod switches;
mod typo;
mod wait;
mod window;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::desk;
use crate::session::novice::SessionEnd;
use crate::t;
use crate::terminal::{self, Exit, Screen};
use crate::texts::said::Said;
use crate::texts::{self, country};
use crate::{asking, awake};
use args::{Arguments, Verb};
use exits::failed;

/// How long what was printed may take to be written at the end.
const PRINTING: Duration = Duration::from_millis(500);

/// How long tasks may go on after the front end has ended (a farewell on a slow network).
const SHUTDOWN: Duration = Duration::from_secs(2);

/// Runs the program with the arguments of this process and returns its exit code (docs/terminal.md has the table).
pub fn run() -> ExitCode {
    #[cfg(windows)]
    crate::console::attach();
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
    Screen::of_session().note(&if crate::app::window_is_gone() {
        ending::window_gone();
        desk::words::novice_end(&SessionEnd::WindowGone, false).to_string()
    } else {
        t!("terminal-panic", log = log::place())
    });
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
        } => match desk::watch_input(display.as_deref(), *owner, *process) {
            Ok(()) => Exit::Done,
            Err(_) => Exit::Failed,
        },
        Verb::WatchEngine {
            process,
            connection,
            engine,
        } => match desk::watch_engine(*process, connection, engine) {
            true => Exit::Done,
            false => Exit::Failed,
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
    desk::watch_with(std::path::PathBuf::from("/proc/self/exe"));
    let state = desk::state_dir().ok();
    let log = log::start(state.as_deref());
    if let Some(state) = &state {
        asking::keep_in(asking::default_directory(state));
    }
    awake::switch_on();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            Screen::standard().error(&error.why());
            return Exit::Failed;
        }
    };
    #[cfg(unix)]
    suspend::heed(&runtime);
    let exit = match arguments.command {
        None => window::plain(&runtime, arguments.file),
        Some(Verb::Ask(job)) => ask::ask(&runtime, job),
        Some(Verb::Open(job)) => open::open(&runtime, job),
        Some(Verb::Doctor(job)) => doctor::run(&runtime, &job),
        Some(Verb::Offer(job)) => offer::offer(&runtime, job),
        Some(Verb::WindowGone) => window::gone(&runtime),
        Some(Verb::Wait(job)) => wait::wait(&runtime, job),
        Some(Verb::Helper(job)) => helper::run(job),
        Some(Verb::Try(job)) => practice::run(&runtime, &job),
        Some(Verb::History { json }) => history::run(json),
        Some(Verb::Policy(job)) => policy::run(job),
        Some(
            Verb::PracticeWindow
            | Verb::WatchInput { .. }
            | Verb::WatchEngine { .. }
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
