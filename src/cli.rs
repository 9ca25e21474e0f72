//! The command line: reads the arguments and starts one front end.

use std::process::ExitCode;

/// Runs the program with the arguments of this process and returns its exit code (docs/terminal.md has the table).
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
