//! The `lifeline` program: hands its arguments to [`lifeline::cli`].
// No terminal is opened for it where there is none (src/console.rs).
#![windows_subsystem = "windows"]

fn main() -> std::process::ExitCode {
    lifeline::cli::run()
}
