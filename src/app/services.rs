//! What the window needs from the rest of the program, handed in by who starts it: the window itself knows no socket,
//! no file format and no place on the disk. All of it is called on other threads than the window's
//! ([`super::Threads`]).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

pub use crate::session::Waker;

use crate::child;
use crate::desk::Desk;
use crate::session::expert::{OpenOptions, ReplyOptions};
use crate::session::novice::Problem;

use super::link::{ExpertLink, NoviceLink};

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
    fn listening(&self) -> Result<ReplyOptions, Problem>;
    /// Shows both sides on this one computer in a window of its own, and returns when that is closed.
    fn practise(&self) -> Result<(), Problem>;
    /// Opens a ticket in a second window, or has one chosen there.
    fn elsewhere(&self, ticket: Option<&TicketSource>) -> std::io::Result<()>;
}

/// Everything that is handed in.
pub struct Services {
    pub desk: Box<dyn Desk>,
    pub dialogs: Box<dyn Dialogs>,
    pub sessions: Box<dyn Sessions>,
}

/// An invitation that somebody was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketSource {
    File(PathBuf),
    /// Pasted, or read from elsewhere.
    Text(Vec<u8>),
}

impl TicketSource {
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

/// Starts this program once more, with the ticket as its argument or on its standard input, or without one.
pub fn open_in_new_process(ticket: Option<&TicketSource>) -> std::io::Result<()> {
    let mut command = child::command(std::env::current_exe()?);
    command.arg("open").stdin(std::process::Stdio::null());
    match ticket {
        None => {}
        Some(TicketSource::File(path)) => {
            command.arg(path);
        }
        Some(TicketSource::Text(_)) => {
            command.arg("-").stdin(std::process::Stdio::piped());
        }
    }
    let mut child = command.spawn()?;
    if let (Some(mut input), Some(TicketSource::Text(bytes))) = (child.stdin.take(), ticket) {
        input.write_all(bytes)?;
    }
    std::thread::spawn(move || child.wait());
    Ok(())
}
