//! What happened in a session, for the person who was helped: a file that they keep, and a page on paper.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use super::delivery::{Placed, copies, folder_for_people, not_saved};
use crate::child;
use crate::invitation::delivery::SaveError;
use crate::private_file;
use crate::session::novice::Problem;
use crate::t;
use crate::texts::times;

/// Writes the text among the downloads, in place of nothing that is there, and returns its path. `began`: when the session did.
pub fn keep_summary(text: &str, began: u64) -> Result<PathBuf, Problem> {
    // A colon is no part of a name on Windows.
    let name = t!("summary-file-name", when = times::stamp(began).replace(':', "."));
    let folder = folder_for_people();
    for file in copies(&folder, &name) {
        match private_file::create(&file, text.as_bytes()) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(not_saved(&SaveError::Write { path: file, source })),
            Ok(()) => return Ok(file),
        }
    }
    Err(not_saved(&SaveError::Exists(folder.join(name))))
}

/// Sends the text to the printer. Where none takes it, it is written among the downloads and opened in the program for texts, which
/// prints.
pub fn print_summary(text: &str, began: u64) -> Result<Option<Placed>, Problem> {
    if send_to_printer(text) {
        return Ok(None);
    }
    let file = keep_summary(text, began)?;
    Ok(Some(Placed::opening(file.clone(), &file)))
}

/// By `lp`, which Unix systems with a printer have.
fn send_to_printer(text: &str) -> bool {
    let started = child::command("lp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut printing) = started else { return false };
    let handed = printing.stdin.take().map(|mut input| input.write_all(text.as_bytes()));
    let printed = printing.wait();
    matches!(handed, Some(Ok(()))) && printed.is_ok_and(|status| status.success())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_there_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let mut free = copies(folder.path(), "Help.txt");
        let first = free.next().unwrap();
        private_file::create(&first, b"old").unwrap();
        assert!(private_file::create(&first, b"new").is_err());
        assert_eq!(free.next().unwrap(), folder.path().join("Help 2.txt"));
        assert_eq!(crate::regular_file::read(&first, 16).unwrap(), b"old");
    }
}
