//! What the window needs from the rest of the program, handed in by who starts it: the window itself knows no socket, no
//! file format and no place on the disk. All of it is called on other threads than the window's ([`super::Threads`]).

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::screen::Monitor;
use crate::session::desk::OffersAllowed;
use crate::session::desk::{Choices, Rules};
use crate::session::expert::{OpenOptions, WaitOptions};
use crate::session::helpers::Helpers;
use crate::session::history::Item;
use crate::session::novice::{InvitationInForce, Problem};
use crate::session::words::Findings;

use super::link::{ExpertLink, NoviceLink};

/// Wakes the window: a session calls it after each event and each change of the picture, from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// The steady time that countdowns go by.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Asks where a file is, or where it shall go. `None`: nothing was chosen, or there is nothing that asks.
pub trait Dialogs: Send + Sync {
    /// Where a file of this name goes when nobody chose a place: the downloads, the documents, or home.
    fn suggested(&self, name: &str) -> PathBuf;
    fn save_invitation(&self, suggested: &Path) -> Option<PathBuf>;
    fn open_invitation(&self) -> Option<PathBuf>;
    fn save_picture(&self, name: &str) -> Option<PathBuf>;
}

/// What there is beside a session: what is remembered for the person at this computer, how an invitation reaches the helper, who
/// may help unasked.
pub trait Desk: Send + Sync {
    /// Says whether these bytes are an invitation, before a password is asked for.
    fn check(&self, ticket: &[u8]) -> Result<(), Problem>;
    /// Invitations of an earlier run are in force.
    fn invitations_stored(&self) -> bool;
    /// The monitors that can be shared.
    fn monitors(&self) -> Vec<Monitor>;
    /// Finds out who reaches the invitation that listens on this port and has this address at the router. Takes a few seconds.
    fn examine(&self, port: u16, mapped: Option<SocketAddr>) -> Findings;
    /// What is on record, the newest first.
    fn history(&self) -> Result<Vec<Item>, Problem>;

    /// Writes the ticket to this file, and returns its path: an ending may have been added.
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem>;
    /// Opens the person's mail program with the ticket attached, and with the helper's address where that is known.
    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem>;
    /// Writes a mail draft (`.eml`) with the ticket attached and opens it where something does; returns its path.
    fn draft(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem>;
    /// Puts a copy of the invitation where the person finds it, shows it in the file manager, and returns its path.
    fn show(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem>;

    fn helper_name(&self) -> String;
    fn set_helper_name(&self, name: &str);
    /// What holds here, and who decided it.
    fn rules(&self) -> Rules;
    /// What the person chose for themselves.
    fn choices(&self) -> Choices;
    fn choose(&self, choices: Choices) -> Result<(), Problem>;
    /// Lets everybody on this computer ask for help, or nobody, once an administrator agreed.
    fn set_asking(&self, allowed: bool) -> Result<(), Problem>;

    /// Computers that help was offered to, the newest first.
    fn recent(&self) -> Vec<(String, u16)>;
    fn forget(&self, host: &str, port: u16) -> Result<(), Problem>;
    /// The text that names this helper to others.
    fn own_key(&self) -> Result<String, Problem>;
    /// Who may offer help here.
    fn helpers(&self) -> Helpers;
    fn add(&self, key: &str, name: &str) -> Result<(), Problem>;
    fn remove(&self, key: &str) -> Result<(), Problem>;
    fn allow(&self, offers: OffersAllowed) -> Result<(), Problem>;
    /// Whether the program starts with the user's session; `None` where the system has no such thing.
    fn starts_by_itself(&self) -> Option<bool>;
    fn start_by_itself(&self, on: bool) -> Result<(), Problem>;
}

/// Where help is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferTo {
    pub host: String,
    pub port: u16,
    /// What this helper calls themselves.
    pub name: String,
}

/// Starts sessions.
pub trait Sessions: Send + Sync {
    /// A novice's; what it shall do follows as commands.
    fn novice(&self, waker: Waker) -> Result<NoviceLink, Problem>;
    /// Opens a ticket; a problem with the ticket itself is returned at once.
    fn expert(&self, options: OpenOptions, waker: Waker) -> Result<ExpertLink, Problem>;
    fn offer(&self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem>;
    /// How to listen for a person who cannot be reached.
    fn listening(&self) -> Result<WaitOptions, Problem>;
    /// Opens a ticket in a second window.
    fn elsewhere(&self, ticket: &Ticket) -> std::io::Result<()>;
}

/// Everything that is handed in.
pub struct Services {
    pub desk: Box<dyn Desk>,
    pub dialogs: Box<dyn Dialogs>,
    pub sessions: Box<dyn Sessions>,
}

/// An invitation that somebody was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticket {
    File(PathBuf),
    /// Pasted, or read from elsewhere.
    Text(Vec<u8>),
}

impl Ticket {
    /// The bytes of the ticket; a file far larger than a ticket is refused unread.
    pub(super) fn read(&self) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Text(bytes) => Ok(bytes.clone()),
            Self::File(path) => crate::regular_file::read(path, TICKET_MAX),
        }
    }
}

/// A ticket has a few thousand bytes; ten times the largest one seen, in UTF-16 and wrapped, stays below this.
const TICKET_MAX: u64 = 256 * 1024;

/// Starts this program once more, with the ticket as its argument or on its standard input.
pub fn open_in_new_process(ticket: &Ticket) -> std::io::Result<()> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    match ticket {
        Ticket::File(path) => {
            command.arg("open").arg(path).stdin(std::process::Stdio::null());
        }
        Ticket::Text(_) => {
            command.arg("open").arg("-").stdin(std::process::Stdio::piped());
        }
    }
    let mut child = command.spawn()?;
    if let (Some(mut input), Ticket::Text(bytes)) = (child.stdin.take(), ticket) {
        input.write_all(bytes)?;
    }
    std::thread::spawn(move || child.wait());
    Ok(())
}
