//! Asks the system's own programs.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::child;
use crate::{
    may_block,
    trusted_file::{self, Keeper},
};

/// More than any answer that is read here has.
const ANSWER_MAX: usize = 4 * 1024 * 1024;

/// What a program says on standard output, if it ends well and in time.
pub(super) async fn answer(program: &str, arguments: &[&str], limit: Duration) -> Option<String> {
    let mut command = Command::from(child::command(found(program)?));
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(limit, command.output()).await.ok()?.ok()?;
    if !output.status.success() || output.stdout.len() > ANSWER_MAX {
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Finds a program by its name. For an administrator only programs count that nobody else can have put there, whatever
/// folders are in `PATH`.
fn found(program: &str) -> Option<PathBuf> {
    if program.contains('/') || uzers::get_effective_uid() != 0 {
        return Some(program.into());
    }
    let folders = std::env::var_os("PATH")?;
    let mut paths = std::env::split_paths(&folders).map(|folder| folder.join(program));
    may_block::aside(|| paths.find(|path| matches!(trusted_file::open(path, Keeper::Administrator), Ok(Some(_)))))
}

/// The only line that a program says; not an empty one.
#[cfg(target_os = "linux")]
pub(super) async fn line(program: &str, arguments: &[&str], limit: Duration) -> Option<String> {
    let text = answer(program, arguments, limit).await?;
    let line = text.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
