//! The system's file dialogs. Where the system has none that answers, they end without a choice and the typed path of
//! the screen is used.

use std::path::{Path, PathBuf};

use super::job::{self, Errands, Job};
use super::services::Dialogs;
use crate::asking::Asking;
use crate::{file_system, t};

const EXTENSION: &str = "msrcIncident";

/// Where a file goes: chosen in the system's dialog, or typed where that does not answer.
pub(super) struct Saving {
    pub path: String,
    /// Finds out what is typed there at first.
    suggesting: Option<Job<PathBuf>>,
    dialog: Option<Job<Option<PathBuf>>>,
}

impl Saving {
    pub(super) fn start(
        errands: &Errands,
        name: String,
        ask: impl FnOnce(&dyn Dialogs, &Path) -> Option<PathBuf> + Send + 'static,
    ) -> Self {
        let suggested = name.clone();
        Self {
            path: String::new(),
            suggesting: Some(errands.beside(move |services| services.dialogs.suggested(&suggested))),
            dialog: Some(errands.beside(move |services| {
                let path = services.dialogs.suggested(&name);
                ask(&*services.dialogs, &path)
            })),
        }
    }

    /// What was chosen in the dialog; the field to type in is filled meanwhile, unless the person was faster.
    pub(super) fn chosen(&mut self) -> Option<PathBuf> {
        if let Some(path) = job::take(&mut self.suggesting)
            && self.path.is_empty()
        {
            self.path = path.display().to_string();
        }
        job::take(&mut self.dialog).flatten()
    }
}

/// Those of the desktop: a portal's, or a small program's. While one is open nothing is injected by any Lifeline of
/// this user.
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn suggested(&self, name: &str) -> PathBuf {
        let folders = directories::UserDirs::new();
        let folder = folders.as_ref().map(|dirs| {
            let known = dirs
                .download_dir()
                .or(dirs.document_dir())
                .filter(|folder| file_system::is_dir(folder));
            known.unwrap_or(dirs.home_dir())
        });
        folder.unwrap_or(Path::new("")).join(name)
    }

    fn save_invitation(&self, suggested: &Path) -> Option<PathBuf> {
        let _asking = Asking::begin_and_settle();
        let folder = suggested.parent().unwrap_or(Path::new(""));
        let name = suggested.file_name().unwrap_or_default().to_string_lossy();
        of_invitations()
            .set_title(t!("dialog-save"))
            .set_directory(folder)
            .set_file_name(name)
            .save_file()
    }

    fn open_invitation(&self) -> Option<PathBuf> {
        let _asking = Asking::begin_and_settle();
        of_invitations().set_title(t!("dialog-open")).pick_file()
    }

    fn save_picture(&self, name: &str) -> Option<PathBuf> {
        let _asking = Asking::begin_and_settle();
        rfd::FileDialog::new()
            .add_filter(t!("dialog-pictures"), &["png"])
            .set_title(t!("dialog-save-picture"))
            .set_file_name(name)
            .save_file()
    }
}

fn of_invitations() -> rfd::FileDialog {
    rfd::FileDialog::new()
        .add_filter(t!("dialog-invitations"), &[EXTENSION])
        .add_filter(t!("dialog-all"), &["*"])
}
