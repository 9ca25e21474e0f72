//! What a session begins with.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::policy::Sources;
use crate::session::router::RouterChoice;

/// How to open a ticket.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// The ticket's bytes as read from a file, standard input or the clipboard.
    pub ticket: Vec<u8>,
    /// As typed.
    pub password: String,
    /// What the novice is told as the helper's name.
    pub name: String,
    /// Tried before the addresses of the ticket; its pins hold there too.
    pub address: Option<(String, u16)>,
    /// The size of the waiting picture, in pixels.
    pub size: (u16, u16),
    /// Listens for the novice, who cannot be reached, instead of connecting.
    pub wait: Option<ReplyOptions>,
}

/// How to listen for a novice.
#[derive(Debug, Clone)]
pub struct ReplyOptions {
    /// `None`: any free one.
    pub port: Option<u16>,
    /// Listen on this address only; `None`: all.
    pub listen: Option<IpAddr>,
    pub router: RouterChoice,
    /// What is mapped at the router is noted here, owner-only.
    pub state_dir: PathBuf,
}

/// Where and under which rules the expert's side works.
#[derive(Debug, Clone)]
pub struct ExpertSettings {
    /// The journal lives here, owner-only; `None`: nothing is recorded (a test, or practice).
    pub state_dir: Option<PathBuf>,
    /// Where the rules of this computer are read.
    pub rules: Sources,
}
