//! What the window needs from the rest of the program, handed in by who starts it: the window itself knows no socket, no
//! file format and no place on the disk.

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

/// Ways to bring an invitation to the helper; called on a thread of their own.
pub trait Delivery: Send + Sync {
    /// Writes the ticket to this file, and returns its path: an ending may have been added.
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem>;
    /// Opens the person's mail program with the ticket attached, and with the helper's address where that is known.
    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem>;
    /// Writes a mail draft (`.eml`) with the ticket attached and opens it where something does; returns its path.
    fn draft(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem>;
    /// Puts a copy of the invitation where the person finds it, shows it in the file manager, and returns its path.
    fn show(&self, invitation: &InvitationInForce) -> Result<PathBuf, Problem>;
}

/// Asks where a file is, or where it shall go; each dialog is called on a thread of its own. `None`: nothing was chosen, or there is
/// nothing that asks.
pub trait Dialogs: Send + Sync {
    /// Where a file of this name goes when nobody chose a place: the downloads, the documents, or home.
    fn suggested(&self, name: &str) -> PathBuf;
    fn save_invitation(&self, suggested: &Path) -> Option<PathBuf>;
    fn open_invitation(&self) -> Option<PathBuf>;
    fn save_picture(&self, name: &str) -> Option<PathBuf>;
}

/// What is remembered for the person at this computer.
pub trait Settings {
    fn helper_name(&self) -> String;
    fn set_helper_name(&mut self, name: &str);
    /// What holds here, and who decided it.
    fn rules(&self) -> Rules;
    /// What the person chose for themselves.
    fn choices(&self) -> Choices;
    fn choose(&mut self, choices: Choices) -> Result<(), Problem>;
}

/// Lets everybody on this computer ask for help, or nobody, once an administrator agreed; called on a thread of its own.
pub type MachineSwitch = dyn Fn(bool) -> Result<(), Problem> + Send + Sync;

/// Reads what is on record, the newest first; called on a thread of its own.
pub type ReadHistory = dyn Fn() -> Result<Vec<Item>, Problem> + Send + Sync;

/// Where help is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferTo {
    pub host: String,
    pub port: u16,
    /// What this helper calls themselves.
    pub name: String,
}

/// Help that is offered and not asked for, on either side.
pub trait Offers {
    fn offer(&mut self, to: &OfferTo, waker: Waker) -> Result<ExpertLink, Problem>;
    /// Computers that help was offered to, the newest first.
    fn recent(&self) -> Vec<(String, u16)>;
    fn forget(&mut self, host: &str, port: u16) -> Result<(), Problem>;
    /// The text that names this helper to others.
    fn own_key(&self) -> Result<String, Problem>;
    /// Who may offer help here.
    fn helpers(&self) -> Helpers;
    fn add(&mut self, key: &str, name: &str) -> Result<(), Problem>;
    fn remove(&mut self, key: &str) -> Result<(), Problem>;
    fn allow(&mut self, offers: OffersAllowed) -> Result<(), Problem>;
    /// Whether the program starts with the user's session; `None` where the system has no such thing.
    fn starts_by_itself(&self) -> Option<bool>;
    fn start_by_itself(&mut self, on: bool) -> Result<(), Problem>;
}

/// Starts a novice's session; [`super::AskOptions`](crate::session::novice::AskOptions) follow as a command.
pub type StartNovice = Box<dyn FnMut(Waker) -> Result<NoviceLink, Problem>>;
/// Opens a ticket; a problem with the ticket itself is returned at once.
pub type StartExpert = Box<dyn FnMut(OpenOptions, Waker) -> Result<ExpertLink, Problem>>;
/// Says whether these bytes are an invitation, before a password is asked for.
pub type CheckTicket = Box<dyn Fn(&[u8]) -> Result<(), Problem>>;

/// How to listen for a person who cannot be reached.
pub type Listening = Box<dyn Fn() -> Result<WaitOptions, Problem>>;
/// Finds out who reaches the invitation that listens on this port and has this address at the router. Takes a few seconds, on a
/// thread of its own.
pub type Examine = Arc<dyn Fn(u16, Option<SocketAddr>) -> Findings + Send + Sync>;

/// Opens a ticket in a second window.
pub type OpenElsewhere = Box<dyn FnMut(&Ticket) -> std::io::Result<()>>;

/// Everything that is handed in.
pub struct Services {
    pub start_novice: StartNovice,
    pub start_expert: StartExpert,
    pub check_ticket: CheckTicket,
    pub listening: Listening,
    pub examine: Examine,
    /// Invitations of an earlier run are in force: the novice's session starts with the window.
    pub invitations_stored: bool,
    pub delivery: Arc<dyn Delivery>,
    pub dialogs: Arc<dyn Dialogs>,
    pub settings: Box<dyn Settings>,
    pub machine_switch: Arc<MachineSwitch>,
    pub history: Arc<ReadHistory>,
    pub offers: Box<dyn Offers>,
    /// The monitors that can be shared; asked on a thread of its own.
    pub monitors: Arc<dyn Fn() -> Vec<Monitor> + Send + Sync>,
    /// Opens this ticket in a second window; [`open_in_new_process`] is the real one.
    pub open_elsewhere: OpenElsewhere,
    pub clock: Clock,
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
