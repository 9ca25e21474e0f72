//! What a front end needs beside a running session: handing an invitation over, looking at one before it is opened, and what is
//! remembered from run to run. Front ends come here instead of going to the rooms below themselves.

use std::net::{IpAddr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::novice::{InvitationInForce, Problem};
use crate::invitation::delivery::{
    Draft, IfExists, Mail, MailError, MailPrograms, SaveError, mail as open_mail, save_draft,
};
use crate::invitation::{Found, ReadError, Store, Ticket, default_state_dir, delivery};
use crate::journal::{self, Entry, Journal, Kind, SystemLog};
pub use crate::policy::{
    Bandwidth, Choices, Days, LONGEST_LIFE_MINUTES, Minutes, Offers as OffersAllowed, Rules, Setting, Source,
};
use crate::policy::{Settings, Sources, default_config_dir};
use crate::screen::{DisplayName, Monitor};
use crate::t;
use crate::trust::Computers;

/// The longest name of DNS.
const MAX_HOST_BYTES: usize = 253;

/// A larger file is no invitation, and is not read to its end.
pub use crate::invitation::MAX_TICKET_BYTES;

/// Where tickets in force, the journal and the log live.
pub fn state_dir() -> Result<PathBuf, Problem> {
    default_state_dir().map_err(|error| problem(t!("home-missing-what"), error.to_string(), t!("home-missing-remedy")))
}

/// Saves the ticket where the person said, in place of an older file of that name, and returns the path.
pub fn save(invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
    delivery::save(&invitation.ticket, path, IfExists::Replace).map_err(|error| not_saved(&error))
}

/// Opens the person's own mail program with the ticket attached. Where none opens, the error names the file to attach by hand: `saved`,
/// or a copy among the person's downloads.
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

/// A disk that does not answer must not keep the program from ending.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Waits until what this process recorded is written, if that is soon; false if it is not. For the end of the program.
#[must_use]
pub fn finish_records() -> bool {
    journal::finish(LAST_LINES)
}

/// Copies of one name that are kept before the person is asked to clear up.
const MAX_COPIES: u32 = 1000;

/// Puts a copy of the ticket, under a name for people, among the downloads, where mails and chats in a browser look for files.
/// Nothing else of Lifeline stands there: the private copy lies beside passwords and keys.
fn copy_for_people(invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
    let folder = folder_for_people();
    let name = t!("invitation-file-name");
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, delivery::EXTENSION));
    for number in 1..MAX_COPIES {
        let file = match number {
            1 => folder.join(&name),
            _ => folder.join(format!("{stem} {number}.{ending}")),
        };
        match delivery::save(&invitation.ticket, &file, IfExists::Refuse) {
            Err(SaveError::Exists(there)) if holds(&there, &invitation.ticket) => return Ok(there),
            Err(SaveError::Exists(_)) => {}
            other => return other.map_err(|error| not_saved(&error)),
        }
    }
    Err(not_saved(&SaveError::Exists(folder.join(name))))
}

fn holds(file: &Path, ticket: &str) -> bool {
    let read = crate::regular_file::read(file, MAX_TICKET_BYTES as u64);
    read.is_ok_and(|bytes| bytes == ticket.as_bytes())
}

/// The downloads, or where the system knows no such folder, the person's own.
fn folder_for_people() -> PathBuf {
    let Some(user) = directories::UserDirs::new() else {
        return std::env::temp_dir();
    };
    let downloads = user.download_dir().filter(|folder| folder.is_dir());
    downloads.unwrap_or(user.home_dir()).to_owned()
}

/// Nobody is kept from anything for want of a record.
fn record_not_mailed(invitation: &InvitationInForce, error: &MailError) {
    if let Ok(dir) = default_state_dir() {
        let entry = Entry::now(Kind::MailFailed).ticket(&invitation.id.0);
        // The service, which writes the same journal, tells when it cannot.
        Journal::start(&dir, SystemLog::Default, |_| ()).record(entry.detail(error.to_string()));
    }
}

/// Writes a mail draft with the ticket attached among the downloads, opens it where something does, and returns its path.
pub fn draft(invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
    let draft = Draft {
        to: None,
        subject: &t!("mail-subject"),
        body: &t!("mail-body"),
        file_name: &t!("invitation-file-name"),
        ticket: &invitation.ticket,
    };
    let path = save_draft(&draft, &folder_for_people().join("Invitation.eml"), IfExists::Replace)
        .map_err(|error| not_saved(&error))?;
    if let Err(error) = opener::open(&path) {
        tracing::info!(%error, "no program opens mail drafts");
    }
    Ok(path)
}

/// Puts a copy of the ticket among the downloads, shows that folder in the file manager where there is one, and returns the path.
pub fn show(invitation: &InvitationInForce) -> Result<PathBuf, Problem> {
    let file = copy_for_people(invitation)?;
    if let Some(folder) = file.parent()
        && let Err(error) = opener::open(folder)
    {
        // The file is there, and its path is said.
        tracing::info!(%error, "no file manager opens the folder");
    }
    Ok(file)
}

/// Says whether these bytes are an invitation, before a password is asked for.
pub fn check(ticket: &[u8]) -> Result<(), Problem> {
    match Ticket::read(ticket) {
        Ok(_) => Ok(()),
        Err(ReadError::NotAnInvitation(found)) => {
            let (why, remedy) = instead(found);
            Err(problem(t!("help-end-none-what"), why, remedy))
        }
        Err(ReadError::Damaged(part)) => {
            tracing::info!(part, "a damaged invitation");
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

/// The port that helpers try where no other is named.
pub const USUAL_PORT: u16 = crate::net::listener::DEFAULT_PORT;

/// A computer as it is typed: a name or an address, with a port where it is not the usual one.
pub fn computer(text: &str) -> Result<(String, u16), Problem> {
    place(text).map(|(host, port)| (host, port.unwrap_or(USUAL_PORT)))
}

/// The same where a port must be named: the way through a tunnel has none that is usual.
pub fn computer_and_port(text: &str) -> Result<(String, u16), Problem> {
    let (host, port) = place(text)?;
    let port = port.ok_or_else(|| {
        problem(
            t!("offer-bad-computer-what"),
            t!("offer-no-port-why"),
            t!("offer-no-port-remedy"),
        )
    })?;
    Ok((host, port))
}

/// An address, with its zone if it has one.
fn is_address(text: &str) -> bool {
    let (address, zone) = text.split_once('%').unwrap_or((text, "0"));
    let is_zone =
        !zone.is_empty() && !zone.contains(|c: char| c.is_whitespace() || c.is_control() || "[]%/:".contains(c));
    let of_zone = address.len() == text.len() || address.parse::<Ipv6Addr>().is_ok();
    address.parse::<IpAddr>().is_ok() && is_zone && of_zone
}

fn is_name(text: &str) -> bool {
    let stands = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    !text.is_empty() && text.chars().all(stands)
}

/// A host and, where one is named, its port: `name`, `name:port`, `1.2.3.4:port`, `[v6]:port`, with a zone after `%` where an
/// address has one; an address of version 6 without a port needs no brackets.
fn place(text: &str) -> Result<(String, Option<u16>), Problem> {
    let parsed = || {
        if is_address(text) {
            return Some((text.to_owned(), None));
        }
        let (host, port) = match text.rsplit_once(':') {
            // The end of an address in brackets.
            Some((_, rest)) if rest.ends_with(']') => (text, None),
            Some((host, port)) => (host, Some(port.parse().ok().filter(|&port| port != 0)?)),
            None => (text, None),
        };
        let host = match host.strip_prefix('[') {
            Some(inside) => Some(inside.strip_suffix(']')?).filter(|inside| is_address(inside))?,
            None => host,
        };
        // An address with colons and a port stands in brackets: without them nobody knows where it ends.
        let right = if host.contains(':') {
            text.starts_with('[')
        } else {
            is_name(host)
        };
        (right && host.len() <= MAX_HOST_BYTES).then(|| (host.to_owned(), port))
    };
    // An address has one spelling: known computers are looked up by it.
    let spelled = |(host, port): (String, _)| (host.parse().map_or(host, |address: IpAddr| address.to_string()), port);
    parsed().map(spelled).ok_or_else(|| {
        problem(
            t!("offer-bad-computer-what"),
            t!("offer-bad-computer-why"),
            t!("offer-bad-computer-remedy"),
        )
    })
}

/// Computers that help was offered to, the newest first.
pub fn recent_computers() -> Vec<(String, u16)> {
    let listed = default_state_dir().map(|dir| Computers::of(&dir).list());
    match listed {
        Ok(Ok(computers)) => computers.into_iter().map(|one| (one.host, one.port)).collect(),
        _ => Vec::new(),
    }
}

/// Forgets a computer that help was offered to: its words are compared again. False if it was not known.
pub fn forget_computer(host: &str, port: u16) -> Result<bool, Problem> {
    Computers::of(&state_dir()?).forget(host, port).map_err(|error| {
        problem(
            t!("helper-forget-what", computer = format!("{host}:{port}")),
            t!("file-why", error = error.to_string()),
            t!("helper-key-remedy"),
        )
    })
}

/// Whether invitations of an earlier run are in force.
pub fn invitations_stored() -> bool {
    default_state_dir().is_ok_and(|dir| Store::holds_any(&dir))
}

/// What the person who helps is called when they have not said.
pub fn helper_name() -> String {
    settings().expert_name.unwrap_or_else(user_name)
}

/// Remembers it.
pub fn set_helper_name(name: &str) {
    let saved = default_config_dir().and_then(|dir| {
        let mut settings = settings();
        settings.expert_name = Some(name.to_owned());
        settings.save(&dir)
    });
    if let Err(error) = saved {
        tracing::warn!(%error, "the name is not remembered");
    }
}

/// What holds on this computer for this user.
pub fn rules() -> Rules {
    Sources::system().rules()
}

/// What the user chose for themselves.
pub fn choices() -> Choices {
    settings().choices
}

/// Keeps what the user chose for themselves. Settings that could not be read are replaced.
pub fn choose(choices: Choices) -> Result<(), Problem> {
    let dir = default_config_dir().map_err(|error| not_kept(&error.to_string()))?;
    let mut settings = settings();
    settings.choices = choices;
    settings.save(&dir).map_err(|error| not_kept(&error.to_string()))
}

/// Lets the users of this computer ask for help, or none of them: with the rights of this process, which must be an
/// administrator's.
pub fn set_asking_here(allowed: bool) -> Result<(), Problem> {
    crate::policy::set_asking(allowed)
        .map_err(|error| problem(t!("switch-what"), t!("file-why", error = error), t!("switch-remedy")))
}

/// The same by the system's own question for an administrator, which is waited for.
pub fn set_asking(allowed: bool) -> Result<(), Problem> {
    let asked = super::elevate::run(&["policy", "asking", if allowed { "on" } else { "off" }]);
    asked.map_err(|why| problem(t!("switch-what"), why, t!("switch-remedy")))
}

/// The monitors that can be shared; none where the system does not say.
pub fn monitors() -> Vec<Monitor> {
    crate::screen::monitors(&DisplayName::default()).unwrap_or_else(|error| {
        tracing::info!(%error, "the monitors are unknown");
        Vec::new()
    })
}

/// Whether there is a screen to share; the error is for the person who would share it.
pub fn screen_to_share() -> Result<(), Problem> {
    match crate::screen::support().problem {
        None => Ok(()),
        Some(why) => Err(problem(
            t!("no-screen-what"),
            t!("file-why", error = why),
            t!("no-screen-remedy"),
        )),
    }
}

/// The login name of this user, which stands in tickets; empty where the system knows none.
pub fn user_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

fn settings() -> Settings {
    default_config_dir()
        .and_then(|dir| Settings::load(&dir))
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the usual settings are taken");
            Settings::default()
        })
}

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

fn not_kept(error: &str) -> Problem {
    problem(t!("settings-what"), t!("file-why", error = error), t!("file-remedy"))
}

fn not_saved(error: &SaveError) -> Problem {
    let (path, why) = match error {
        SaveError::Exists(path) => (path, error.to_string()),
        SaveError::Write { path, source } => (path, source.to_string()),
    };
    problem(
        t!("file-what", path = path.display().to_string()),
        t!("file-why", error = why),
        t!("file-remedy"),
    )
}

fn not_mailed(error: &MailError, file: &Path) -> Problem {
    let why = match error {
        MailError::BadAddress => t!("mail-bad-address"),
        MailError::NoProgram => t!("mail-no-program"),
        MailError::Webmail => t!("mail-webmail"),
        MailError::Failed(_) | MailError::Start(_) => t!("file-why", error = error.to_string()),
    };
    problem(
        t!("mail-what"),
        why,
        t!("mail-remedy", path = file.display().to_string()),
    )
}
