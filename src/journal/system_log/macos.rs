//! The unified log, by the system's own program for it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::line::line;
use crate::journal::entry::Entry;
use crate::{child, file_system};

/// Part of the system.
const LOGGER: &str = "/usr/bin/logger";

pub(in crate::journal) fn default_place() -> Option<PathBuf> {
    let logger = PathBuf::from(LOGGER);
    file_system::metadata(&logger).is_ok().then_some(logger)
}

pub(in crate::journal) fn send(path: &Path, entry: &Entry) -> io::Result<()> {
    let mut child = child::command(path)
        .args(["-t", "lifeline", "-p", "authpriv.notice", "--"])
        .arg(line(entry))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // A logger that hangs must not hold a session up.
    std::thread::spawn(move || child.wait());
    Ok(())
}
