//! File dialogs, each on a thread of its own. Where the system has none that answers, they end without a choice and the
//! typed path of the screen is used. While one is open nothing is injected by any Lifeline of this user.

use std::path::{Path, PathBuf};

use super::job::Job;
use crate::asking::Asking;
use crate::t;

const EXTENSION: &str = "msrcIncident";

/// Where a file of this name is saved when nobody chose a place: the downloads, the documents, or home.
pub(super) fn suggested(name: &str) -> PathBuf {
    let folders = directories::UserDirs::new();
    let folder = folders.as_ref().map(|dirs| {
        let known = dirs
            .download_dir()
            .or(dirs.document_dir())
            .filter(|folder| folder.is_dir());
        known.unwrap_or(dirs.home_dir())
    });
    folder.unwrap_or(Path::new("")).join(name)
}

pub(super) fn save_dialog(ctx: &egui::Context, suggested: &Path) -> Job<Option<PathBuf>> {
    let folder = suggested.parent().map(Path::to_path_buf).unwrap_or_default();
    let name = suggested
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    ask(ctx, move || {
        dialog()
            .set_title(t!("dialog-save"))
            .set_directory(folder)
            .set_file_name(name)
            .save_file()
    })
}

pub(super) fn open_dialog(ctx: &egui::Context) -> Job<Option<PathBuf>> {
    ask(ctx, || dialog().set_title(t!("dialog-open")).pick_file())
}

pub(super) fn save_picture_dialog(ctx: &egui::Context, name: String) -> Job<Option<PathBuf>> {
    ask(ctx, move || {
        rfd::FileDialog::new()
            .add_filter(t!("dialog-pictures"), &["png"])
            .set_title(t!("dialog-save-picture"))
            .set_file_name(name)
            .save_file()
    })
}

fn ask(ctx: &egui::Context, dialog: impl FnOnce() -> Option<PathBuf> + Send + 'static) -> Job<Option<PathBuf>> {
    Job::start(ctx, move || {
        let _asking = Asking::begin_and_settle();
        dialog()
    })
}

fn dialog() -> rfd::FileDialog {
    rfd::FileDialog::new()
        .add_filter(t!("dialog-invitations"), &[EXTENSION])
        .add_filter(t!("dialog-all"), &["*"])
}
