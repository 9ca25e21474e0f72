//! What a shell and `man` want to know of the command line, made of the description of it that the program reads itself
//! (`args.rs`).

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::args::Arguments;
use super::exits::failed;
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::{self, Exit, Screen};
use crate::texts::said::Said;

const PROGRAM: &str = "lifeline";

/// Prints what makes this shell complete the command line.
pub(super) fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut described(), PROGRAM, &mut script);
    terminal::print(&String::from_utf8_lossy(&script));
    Exit::Done
}

/// Writes the pages of the manual into a folder, one for each command; without a folder the first one is printed.
pub(super) fn manual(folder: Option<&Path>) -> Exit {
    // The command that shows help has no page: all of it is that.
    let described = described().disable_help_subcommand(true);
    let done = match folder {
        Some(folder) => clap_mangen::generate_to(described, folder),
        None => page(described).map(|page| terminal::print(&page)),
    };
    match done {
        Ok(()) => Exit::Done,
        Err(error) => {
            let problem = Problem {
                what: t!(
                    "file-what",
                    path = folder.unwrap_or(Path::new("")).display().to_string()
                ),
                why: error.why(),
                remedy: t!("file-remedy"),
            };
            failed(&mut Screen::standard(), &problem.to_string(), Exit::NotWritten)
        }
    }
}

fn page(described: Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(described).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn described() -> Command {
    let all = Arguments::command();
    visible(&all)
        .version(env!("CARGO_PKG_VERSION"))
        .args_conflicts_with_subcommands(true)
}

/// Without what the program only starts itself with: shells would offer that, too.
fn visible(command: &Command) -> Command {
    let mut shown = Command::new(command.get_name().to_owned())
        .args(
            command
                .get_arguments()
                .filter(|argument| !argument.is_hide_set())
                .cloned(),
        )
        .subcommands(command.get_subcommands().filter(|one| !one.is_hide_set()).map(visible));
    if let Some(about) = command.get_about() {
        shown = shown.about(about.clone());
    }
    if let Some(about) = command.get_long_about() {
        shown = shown.long_about(about.clone());
    }
    shown
}
