//! An invitation on its way to the helper (a file, a mail, a copy for people), and one that was sent here, before it is
//! opened.

use std::path::{Path, PathBuf};

use super::problem;
use crate::invitation::delivery::{
    Draft, IfExists, Mail, MailError, MailPrograms, SaveError, mail as open_mail, save_draft,
};
use crate::invitation::{Found, MAX_TICKET_BYTES, ReadError, Ticket, clean_name, default_state_dir, delivery};
use crate::journal::{Entry, Journal, Kind, SystemLog};
use crate::session::novice::{InvitationInForce, Problem};
use crate::texts::said::Said;
use crate::{file_system, t};

/// Saves the ticket where the person said, in place of an older file of that name, and returns the path.
pub fn save(invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
    delivery::save(&invitation.ticket, path, IfExists::Replace).map_err(|error| not_saved(&error))
}

/// Opens the person's own mail program with the ticket attached. Where none opens, the error names the file to attach
/// by hand: `saved`, or a copy among the person's downloads.
pub fn mail(invitation: &InvitationInForce, to: Option<&str>, saved: Option<&Path>) -> Result<(), Problem> {
    let mail = Mail {
        to,
        subject: &t!("mail-subject"),
        body: &t!("mail-body"),
        attachment: &invitation.file,
    };
    open_mail(&mail, &MailPrograms::default()).map_err(|error| {
        record_not_mailed(invitation, &error);
        match saved.map_or_else(|| copy_for_people(invitation), |saved| Ok(saved.to_owned())) {
            Ok(file) => not_mailed(&error, &file),
            Err(not_saved) => not_saved,
        }
    })
}

/// Copies of one name that are kept before the person is asked to clear up.
const MAX_COPIES: u32 = 1000;

/// Puts a copy of the ticket, under a name for people, among the downloads, where mails and chats in a browser look for
/// files. Nothing else of Lifeline stands there: the private copy lies beside passwords and keys.
fn copy_for_people(invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
    let folder = folder_for_people();
    let name = t!("invitation-file-name");
    for file in copies(&folder, &name) {
        match delivery::save(&invitation.ticket, &file, IfExists::Refuse) {
            Err(SaveError::Exists(there)) if holds(&there, &invitation.ticket) => return Ok(there),
            Err(SaveError::Exists(_)) => {}
            other => return other.map_err(|error| not_saved(&error)),
        }
    }
    Err(not_saved(&SaveError::Exists(folder.join(name))))
}

/// Files of one name for people, one after the other: `Name.end`, `Name 2.end` and so on.
pub(super) fn copies(folder: &Path, name: &str) -> impl Iterator<Item = PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    (1..MAX_COPIES).map(move |number| match number {
        1 => folder.join(name),
        _ => folder.join(format!("{stem} {number}.{ending}")),
    })
}

fn holds(file: &Path, ticket: &str) -> bool {
    let read = crate::regular_file::read(file, MAX_TICKET_BYTES as u64);
    read.is_ok_and(|bytes| bytes == ticket.as_bytes())
}

/// The downloads, or where the system knows no such folder, the person's own.
pub(super) fn folder_for_people() -> PathBuf {
    let Some(user) = directories::UserDirs::new() else {
        return std::env::temp_dir();
    };
    let downloads = user.download_dir().filter(|folder| file_system::is_dir(folder));
    downloads.unwrap_or(user.home_dir()).to_owned()
}

/// Nobody is kept from anything for want of a record.
fn record_not_mailed(invitation: &InvitationInForce, error: &MailError) {
    if let Ok(dir) = default_state_dir() {
        let entry = Entry::now(Kind::MailFailed).ticket(&invitation.id.0);
        // The service, which writes the same journal, tells when it cannot.
        Journal::start(&dir, SystemLog::Default, |_| ()).record(entry.detail(error.why()));
    }
}

/// A file for people, among their downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub path: PathBuf,
    /// A program of the desktop shows it, or its folder; else its path is all that leads to it.
    pub opened: bool,
}

impl Placed {
    /// Opens what leads to the file: itself, or its folder.
    pub(super) fn opening(path: PathBuf, opened: &Path) -> Self {
        let opened = opener::open(opened)
            .inspect_err(|error| tracing::info!(%error, "no program of the desktop opens it"))
            .is_ok();
        Self { path, opened }
    }
}

/// Writes a mail draft with the ticket attached among the downloads, in place of nothing that is there, and opens it
/// where something does.
pub fn draft(invitation: &InvitationInForce) -> Result<Placed, Problem> {
    let draft = Draft {
        to: None,
        subject: &t!("mail-subject"),
        body: &t!("mail-body"),
        file_name: &t!("invitation-file-name"),
        ticket: &invitation.ticket,
    };
    let path = save_beside(&draft, &folder_for_people()).map_err(|error| not_saved(&error))?;
    Ok(Placed::opening(path.clone(), &path))
}

fn save_beside(draft: &Draft<'_>, folder: &Path) -> Result<PathBuf, SaveError> {
    let name = Path::new(draft.file_name).with_extension("eml");
    let name = name.display().to_string();
    for file in copies(folder, &name) {
        match save_draft(draft, &file, IfExists::Refuse) {
            Err(SaveError::Exists(_)) => {}
            other => return other,
        }
    }
    Err(SaveError::Exists(folder.join(name)))
}

/// Puts a copy of the ticket among the downloads, and shows that folder in the file manager where there is one.
pub fn show(invitation: &InvitationInForce) -> Result<Placed, Problem> {
    let file = copy_for_people(invitation)?;
    let folder = file.parent().unwrap_or(&file).to_owned();
    Ok(Placed::opening(file, &folder))
}

/// Says whether these bytes are an invitation, before a password is asked for; returns what the person who made it calls themselves,
/// cleaned for display, or nothing.
pub fn check(ticket: &[u8]) -> Result<String, Problem> {
    match Ticket::read(ticket) {
        Ok(ticket) => Ok(clean_name(&ticket.user_name)),
        Err(ReadError::NotAnInvitation(found)) => {
            let (why, remedy) = instead(found);
            Err(problem(t!("help-end-none-what"), why, remedy))
        }
        Err(ReadError::Damaged(part)) => {
            tracing::info!(%part, "a damaged invitation");
            Err(problem(
                t!("help-end-damaged-what"),
                t!("help-end-damaged-why"),
                t!("help-end-damaged-remedy"),
            ))
        }
    }
}

/// What was found instead of an invitation, and the remedy that fits it.
fn instead(found: Found) -> (String, String) {
    match found {
        Found::Empty => (t!("found-empty-why"), t!("found-again-remedy")),
        Found::Password => (t!("found-password-why"), t!("found-password-remedy")),
        Found::LockedArchive => (t!("found-locked-why"), t!("found-locked-remedy")),
        Found::Archive => (t!("found-archive-why"), t!("found-archive-remedy")),
        Found::Document => (t!("found-document-why"), t!("found-document-remedy")),
        Found::Picture => (t!("found-picture-why"), t!("found-picture-remedy")),
        Found::Mail => (t!("found-mail-why"), t!("found-mail-remedy")),
        Found::Page => (t!("found-page-why"), t!("found-page-remedy")),
        Found::Link => (t!("found-link-why"), t!("found-page-remedy")),
        Found::RemoteDesktop => (t!("found-rdp-why"), t!("found-rdp-remedy")),
        Found::TooLarge => (t!("found-large-why"), t!("help-end-none-remedy")),
        Found::Other => (t!("help-end-none-why"), t!("help-end-none-remedy")),
    }
}

pub(super) fn not_saved(error: &SaveError) -> Problem {
    let (SaveError::Exists(path) | SaveError::Write { path, .. }) = error;
    problem(
        t!("file-what", path = path.display().to_string()),
        error.why(),
        t!("file-remedy"),
    )
}

fn not_mailed(error: &MailError, file: &Path) -> Problem {
    tracing::info!(%error, "the invitation is not mailed");
    problem(
        t!("mail-what"),
        error.why(),
        t!("mail-remedy", path = file.display().to_string()),
    )
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_draft_bears_a_name_for_people_and_takes_nobody_else_s_place() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft {
            to: None,
            subject: "Help",
            body: "Please.",
            file_name: "Einladung.msrcIncident",
            ticket: "<UPLOADINFO/>",
        };
        let first = save_beside(&draft, folder.path()).unwrap();
        assert_eq!(first, folder.path().join("Einladung.eml"));
        let second = save_beside(&draft, folder.path()).unwrap();
        assert_eq!(second, folder.path().join("Einladung 2.eml"));
        assert!(first.exists());
    }
}
