//! Where the practice happens on systems without virtual displays: a practice window on the person's own desktop, which
//! only this same process is shown, over loopback. Not run on these systems yet.

use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::texts::said::Said;

#[derive(Debug, thiserror::Error)]
pub(super) enum PlaceError {
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Said for PlaceError {
    fn why(&self) -> String {
        let Self::Io(error) = self;
        error.why()
    }
}

/// The practice window. Dropping it closes the window and removes the directory.
pub(super) struct Place {
    directory: tempfile::TempDir,
    program: Mutex<Option<Child>>,
}

impl Place {
    pub(super) fn begin(_inside: Option<PathBuf>) -> Result<Self, PlaceError> {
        let directory = tempfile::Builder::new().prefix("lifeline-practice-").tempdir()?;
        let program = Command::new(std::env::current_exe()?)
            .arg("practice-window")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        Ok(Self {
            directory,
            program: Mutex::new(Some(program)),
        })
    }

    pub(super) fn state_dir(&self) -> PathBuf {
        self.directory.path().join("state")
    }

    pub(super) fn display(&self) -> Option<String> {
        None
    }

    /// What stands on the screen is known to the capture alone.
    pub(super) fn picture(&self) -> Result<Option<Vec<u8>>, PlaceError> {
        Ok(None)
    }

    pub(super) fn end(&self) {
        let program = self.program.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut program) = program
            && let Err(error) = program.kill().and_then(|()| program.wait())
        {
            tracing::warn!(%error, "the practice window stays behind");
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.end();
    }
}
