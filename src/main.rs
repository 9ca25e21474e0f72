//! The `lifeline` program: hands its arguments to [`lifeline::cli`].

fn main() -> std::process::ExitCode {
    lifeline::cli::run()
}
