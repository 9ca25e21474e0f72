//! The desk of the program itself.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tokio::runtime::Handle;

use super::helpers::{self, Helpers};
use super::words::{self, Findings};
use super::{
    Choices, Desk, OffersAllowed, Placed, Preferences, Recent, Remembered, Rules, WhatWorks, autostart, doctor, own_key,
};
use crate::policy::Sources;
use crate::session::history::Item;
use crate::session::novice::{InvitationInForce, Problem};
use crate::vocabulary::Monitor;

/// Of this user, on this computer.
pub struct SystemDesk(Handle);

impl SystemDesk {
    /// `runtime` carries what is sent over the network.
    #[must_use]
    pub fn new(runtime: &Handle) -> Self {
        Self(runtime.clone())
    }
}

impl Desk for SystemDesk {
    fn check(&self, ticket: &[u8]) -> Result<String, Problem> {
        super::check(ticket)
    }

    fn invitations_stored(&self) -> bool {
        super::invitations_stored()
    }

    fn monitors(&self) -> Vec<Monitor> {
        super::monitors()
    }

    fn what_works(&self) -> Result<WhatWorks, Problem> {
        super::what_works()
    }

    fn examine(&self, port: u16, mapped: Option<SocketAddr>) -> Findings {
        match super::state_dir() {
            Ok(state_dir) => {
                let options = doctor::Options::of_invitation(port, mapped, super::rules(), state_dir);
                words::findings(&self.0.block_on(doctor::examine(options)))
            }
            Err(problem) => Findings {
                answers: vec![problem.to_string()],
                ..Findings::default()
            },
        }
    }

    fn history(&self) -> Result<Vec<Item>, Problem> {
        super::history()
    }

    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
        super::save(invitation, path)
    }

    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem> {
        super::mail(invitation, to, None)
    }

    fn draft(&self, invitation: &InvitationInForce) -> Result<Placed, Problem> {
        super::draft(invitation)
    }

    fn show(&self, invitation: &InvitationInForce) -> Result<Placed, Problem> {
        super::show(invitation)
    }

    fn keep_summary(&self, text: &str, began: u64) -> Result<PathBuf, Problem> {
        super::keep_summary(text, began)
    }

    fn print_summary(&self, text: &str, began: u64) -> Result<Option<Placed>, Problem> {
        super::print_summary(text, began)
    }

    fn helper_name(&self) -> String {
        super::helper_name()
    }

    fn set_helper_name(&self, name: &str) {
        super::set_helper_name(name);
    }

    fn rules(&self) -> Rules {
        super::rules()
    }

    fn choices(&self) -> Choices {
        super::choices()
    }

    fn preferences(&self) -> Preferences {
        super::preferences()
    }

    fn prefer(&self, preferences: Preferences) -> Result<(), Problem> {
        super::prefer(preferences)
    }

    fn choose(&self, choices: Choices) -> Result<(), Problem> {
        super::choose(choices)
    }

    fn set_asking(&self, allowed: bool) -> Result<(), Problem> {
        super::set_asking(allowed)
    }

    fn recent(&self, which: Remembered) -> Vec<Recent> {
        super::recent(which)
    }

    fn meet(&self, name: &str, host: &str) {
        super::meet(name, host);
    }

    fn forget(&self, which: Remembered, one: Option<&Recent>) -> Result<(), Problem> {
        super::forget(which, one)
    }

    fn own_key(&self) -> Result<String, Problem> {
        own_key::text(&super::state_dir()?).map(|key| key.to_string())
    }

    fn helpers(&self) -> Helpers {
        let state_dir = super::state_dir().unwrap_or_default();
        helpers::current(&Sources::system(), &state_dir)
    }

    fn add(&self, key: &str, name: &str) -> Result<(), Problem> {
        helpers::add(&Sources::system(), key, name).map(|_| ())
    }

    fn remove(&self, key: &str) -> Result<(), Problem> {
        helpers::remove(&Sources::system(), key).map(|_| ())
    }

    fn allow(&self, offers: OffersAllowed) -> Result<(), Problem> {
        helpers::allow(&Sources::system(), offers)
    }

    fn starts_by_itself(&self) -> Option<bool> {
        autostart::is_on()
    }

    fn start_by_itself(&self, on: bool) -> Result<(), Problem> {
        autostart::set(on)
    }
}
