//! What a front end needs beside a session: what is remembered for the person at this computer, how an invitation
//! reaches the helper, who may help unasked, who reaches this computer, and words for people. It may use sessions; they
//! know nothing of it.
#![forbid(unsafe_code)]

pub mod autostart;
mod calling;
mod computers;
mod delivery;
pub mod doctor;
mod elevate;
pub mod helpers;
pub mod own_key;
pub mod policy;
mod remembered;
pub mod running;
mod sessions;
mod summary;
mod system;
pub mod words;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use crate::input::{
    OwnWindow, OwnWindowWatch, Silence, let_go, mark_window, watch_engine, watch_input, watch_with,
};
/// A larger file is no invitation, and is not read to its end.
pub use crate::invitation::MAX_TICKET_BYTES;
use crate::invitation::default_state_dir;
use crate::journal;
pub use crate::policy::{
    Bandwidth, Brightness, Change, Choices, Days, LONGEST_LIFE_MINUTES, MACHINE_POLICY, Minutes,
    Offers as OffersAllowed, Preferences, RuleSource, Rules, Setting, Sources, TextSize,
};
use crate::session::history::{Item, gather};
use crate::session::novice::{InvitationInForce, Problem};
use crate::t;
use crate::texts::said::Said;
use crate::vocabulary::Monitor;
#[cfg(target_os = "linux")]
pub use calling::NoticeKeeper;
pub use calling::{Call, Crier, Shared};
pub use computers::{
    Recent, Remembered, USUAL_PORT, computer, computer_and_port, forget, forget_computer, meet, recent,
};
pub use delivery::{Placed, check, draft, mail, save, show};
use helpers::Helpers;
pub use remembered::{
    TakeBack, WhatWorks, choices, choose, delete_place, helper_name, invitations_stored, kept_places, monitors, prefer,
    preferences, preferences_at_start, rules, set_asking, set_asking_here, set_helper_name, user_name, what_works,
};
pub use sessions::{expert_settings, novice_settings};
pub use summary::{keep_summary, print_summary};
pub use system::SystemDesk;
use words::Findings;

/// What there is beside a session: what is remembered for the person at this computer, how an invitation reaches the
/// helper, who may help unasked.
pub trait Desk: Send + Sync {
    /// Says whether these bytes are an invitation, before a password is asked for; returns what the person who made it calls
    /// themselves, cleaned for display, or nothing.
    fn check(&self, ticket: &[u8]) -> Result<String, Problem>;
    /// Invitations of an earlier run are in force.
    fn invitations_stored(&self) -> bool;
    /// The monitors that can be shared.
    fn monitors(&self) -> Vec<Monitor>;
    /// What a helper could do here; a few seconds may pass.
    fn what_works(&self) -> Result<WhatWorks, Problem>;
    /// Finds out who reaches the invitation that listens on this port and has this address at the router. Takes a few
    /// seconds.
    fn examine(&self, port: u16, mapped: Option<SocketAddr>) -> Findings;
    /// What is on record, the newest first.
    fn history(&self) -> Result<Vec<Item>, Problem>;

    /// Writes the ticket to this file, and returns its path: an ending may have been added.
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem>;
    /// Opens the person's mail program with the ticket attached, and with the helper's address where that is known.
    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem>;
    /// Writes a mail draft (`.eml`) with the ticket attached, and opens it where something does.
    fn draft(&self, invitation: &InvitationInForce) -> Result<Placed, Problem>;
    /// Puts a copy of the invitation where the person finds it, and shows the folder where there is a file manager.
    fn show(&self, invitation: &InvitationInForce) -> Result<Placed, Problem>;
    /// Writes what happened in a session where the person finds it, in place of nothing, and returns its path.
    fn keep_summary(&self, text: &str, began: u64) -> Result<PathBuf, Problem>;
    /// Prints it; where nothing prints, it is written, and opened where something does.
    fn print_summary(&self, text: &str, began: u64) -> Result<Option<Placed>, Problem>;

    fn helper_name(&self) -> String;
    fn set_helper_name(&self, name: &str);
    /// What holds here, and who decided it.
    fn rules(&self) -> Rules;
    /// What the person chose for themselves.
    fn choices(&self) -> Choices;
    fn choose(&self, choices: Choices) -> Result<(), Problem>;
    /// How the person wants the program to look and sound.
    fn preferences(&self) -> Preferences;
    fn prefer(&self, preferences: Preferences) -> Result<(), Problem>;
    /// Lets everybody on this computer ask for help, or nobody, once an administrator agreed.
    fn set_asking(&self, allowed: bool) -> Result<(), Problem>;

    /// Computers that help was offered to, or people who were helped, the newest first.
    fn recent(&self, which: Remembered) -> Vec<Recent>;
    /// The screen of somebody is seen who called themselves so, at this address.
    fn meet(&self, name: &str, host: &str);
    /// Forgets one of them, or all.
    fn forget(&self, which: Remembered, one: Option<&Recent>) -> Result<(), Problem>;
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

/// Where tickets in force, the journal and the log live.
pub fn state_dir() -> Result<PathBuf, Problem> {
    default_state_dir().map_err(|error| problem(t!("home-missing-what"), error.why(), t!("home-missing-remedy")))
}

/// A disk that does not answer must not keep the program from ending.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Waits until what this process recorded is written, if that is soon; false if it is not. For the end of the program.
#[must_use]
pub fn finish_records() -> bool {
    journal::finish(LAST_LINES)
}

/// What is on record of this user, the newest first.
pub fn history() -> Result<Vec<Item>, Problem> {
    let entries = journal::read(&state_dir()?).map_err(|error| words::no_history(&error))?;
    Ok(gather(entries.into_iter()))
}

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}
