//! An invitation, as a front end asks for it and shows it; and why nothing came of a reply to one.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::session::router::RouterChoice;
use crate::vocabulary::Economy;

/// The novice's choices for one invitation.
#[derive(Debug, Clone)]
pub struct AskOptions {
    /// How long the invitation is valid; whole minutes. Default 6 hours.
    pub life: Duration,
    /// The helper may never ask for control.
    pub view_only: bool,
    /// Also accept helpers whose program knows only the weak RC4 protection, without TLS.
    pub older_windows: bool,
    /// What is given up to spare the network.
    pub economy: Economy,
    /// `None`: 3389, or another free port if it is taken. `Some(0)` any free port.
    pub port: Option<u16>,
    /// `None`: a new password is made.
    pub password: Option<String>,
    /// Listen on this address only (`try` uses loopback); `None`: all.
    pub listen: Option<std::net::IpAddr>,
    pub router: RouterChoice,
}

/// Names one invitation: the ticket's ID.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvitationId(pub String);

/// One invitation in force, as a front end shows it.
#[derive(Debug, Clone)]
pub struct InvitationInForce {
    pub id: InvitationId,
    /// In groups of four, to be told to the helper by another way than the ticket.
    pub password: String,
    /// The ticket as it is saved or mailed.
    pub ticket: String,
    /// The private copy of the ticket, kept in the state directory.
    pub file: PathBuf,
    pub expires: SystemTime,
    pub port: u16,
    pub view_only: bool,
    pub older_windows: bool,
    pub failed_tries: u32,
    /// The router's address and port that the ticket names.
    pub mapped: Option<SocketAddr>,
    /// Made by an earlier run, and taken up again by this one.
    pub kept: bool,
}

/// Why nothing came of a reply. Only after the last two was anything dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyProblem {
    NotAReply,
    Damaged,
    Newer,
    /// It answers no invitation that is in force here.
    Foreign,
    /// Whoever made it does not know the password.
    Forged,
    Expired,
    /// The reply names an address that the rules of this computer do not allow.
    Forbidden,
    /// Nobody answered where it says.
    Unreachable,
    /// Somebody answered, but not the helper who made it.
    SomebodyElse,
}
