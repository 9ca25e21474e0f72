//! This program once more with an administrator's rights, by the system's own question: pkexec on Linux, the system's
//! dialogs on macOS and Windows. The question names the program; whether to trust it is the administrator's to say.

use std::process::{Command, Stdio};

use crate::t;

/// Runs it and waits for its end; an error says why nothing was done.
pub(super) fn run(arguments: &[&str]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| t!("file-why", error = error.to_string()))?;
    let said = command(&program.to_string_lossy(), arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| t!("elevate-none", error = error.to_string()))?;
    match said.status.code() {
        Some(0) => Ok(()),
        Some(DISMISSED | NOT_ALLOWED) => Err(t!("elevate-refused")),
        _ => Err(t!(
            "file-why",
            error = String::from_utf8_lossy(&said.stdout).trim().to_owned()
        )),
    }
}

/// pkexec(1): the question was dismissed.
const DISMISSED: i32 = 126;
/// pkexec(1): no authorisation could be had.
const NOT_ALLOWED: i32 = 127;

#[cfg(not(any(windows, target_os = "macos")))]
fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("/usr/bin/pkexec");
    command.arg("--disable-internal-agent").arg(program).args(arguments);
    command
}

#[cfg(target_os = "macos")]
fn command(program: &str, arguments: &[&str]) -> Command {
    let quoted = format!("'{}'", program.replace('\'', "'\\''"));
    let shell = [&[quoted.as_str()], arguments].concat().join(" ");
    let script = format!(
        "do shell script \"{}\" with administrator privileges",
        shell.replace('\\', "\\\\").replace('"', "\\\"")
    );
    let mut command = Command::new("/usr/bin/osascript");
    command.arg("-e").arg(script);
    command
}

#[cfg(windows)]
fn command(program: &str, arguments: &[&str]) -> Command {
    let script = format!(
        "exit (Start-Process -Verb RunAs -Wait -PassThru -FilePath '{}' -ArgumentList '{}').ExitCode",
        program.replace('\'', "''"),
        arguments.join(" ")
    );
    let mut command = Command::new("powershell.exe");
    command.args(["-NoProfile", "-Command", &script]);
    command
}
