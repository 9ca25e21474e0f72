//! The command line: reads the arguments and starts one front end.

pub mod args;
mod log;
mod practice;
mod practice_window;
mod secret;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Job};

/// Runs the program with the arguments of this process and returns its exit code (docs/terminal.md has the table).
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Job::PracticeWindow) => practice_window::run(),
        _ => ExitCode::FAILURE,
    }
}
