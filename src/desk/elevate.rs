//! This program once more with an administrator's rights, by the system's own question: pkexec on Linux, the system's
//! dialogs on macOS and Windows. The question names the program, and the administrator decides whether to trust it.
//! That decision means something only where nobody else could have put another program in its place, which is checked
//! first.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::child;
use crate::t;
use crate::texts::said::{Said, system};
use crate::trusted_file::{self, Keeper};

/// Runs it and waits for its end; an error says why nothing was done.
pub(super) fn run(arguments: &[&str]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.why())?;
    administrators(&program)?;
    let _asking = crate::asking::Asking::begin_and_settle();
    let said = command(&program.to_string_lossy(), arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| t!("elevate-none", error = system(&error)))?;
    match said.status.code() {
        Some(0) => Ok(()),
        Some(DISMISSED | NOT_ALLOWED) => Err(t!("elevate-refused")),
        _ => Err(t!(
            "file-why",
            error = String::from_utf8_lossy(&said.stdout).trim().to_owned()
        )),
    }
}

/// Whether only an administrator can change or replace this program; otherwise whoever can would be made one.
fn administrators(program: &Path) -> Result<(), String> {
    let why = match trusted_file::open(program, Keeper::Administrator) {
        Ok(Some(_)) => return Ok(()),
        // It was replaced while it ran.
        Ok(None) => t!("trusted-dangling", path = program.display().to_string()),
        Err(error) => system(&error),
    };
    Err(t!("elevate-untrusted", why = why))
}

/// pkexec(1): the question was dismissed.
const DISMISSED: i32 = 126;
/// pkexec(1): no authorisation could be had.
const NOT_ALLOWED: i32 = 127;

#[cfg(not(any(windows, target_os = "macos")))]
fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = child::command("/usr/bin/pkexec");
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
    let mut command = child::command("/usr/bin/osascript");
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
    let mut command = child::command("powershell.exe");
    command.args(["-NoProfile", "-Command", &script]);
    command
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{create_dir, set_permissions};
    use std::os::unix::fs::{PermissionsExt, chown, symlink};

    use super::*;

    #[test]
    fn only_what_administrators_alone_can_change_is_run_as_one() {
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path, mode| set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        let folder = dir.path().join("bin");
        create_dir(&folder).unwrap();
        let program = folder.join("lifeline");
        crate::private_file::create(&program, b"").unwrap();
        mode(&program, 0o755);
        if !uzers::get_effective_uid().eq(&0) {
            assert!(administrators(&program).is_err(), "it belongs to a user");
            return;
        }
        administrators(&program).unwrap();
        for (place, wrong, right) in [(&program, 0o757, 0o755), (&folder, 0o777, 0o755)] {
            mode(place, wrong);
            let why = administrators(&program).unwrap_err();
            assert!(why.contains(&place.display().to_string()), "{why}");
            mode(place, right);
            chown(place, Some(65_534), None).unwrap();
            assert!(
                administrators(&program).is_err(),
                "{} belongs to a user",
                place.display()
            );
            chown(place, Some(0), None).unwrap();
        }
        administrators(&program).unwrap();
        let link = dir.path().join("link");
        symlink(&program, &link).unwrap();
        administrators(&link).unwrap();
        mode(&folder, 0o777);
        assert!(administrators(&link).is_err(), "behind a link");
        assert!(administrators(&dir.path().join("gone (deleted)")).is_err());
    }
}
