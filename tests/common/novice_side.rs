//! What the novice's side is started with, and asked for, wherever there is nothing more to say of it.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;

use lifeline::policy::Sources;
use lifeline::session::novice::{AskOptions, NoviceSettings, RouterChoice};
use lifeline::vocabulary::{DisplayName, Economy, Shared};
use tokio::sync::mpsc;

/// There is no such display: for what never comes to a picture.
pub const NO_DISPLAY: &str = ":no-display";

/// More than anything here takes on a busy machine; reaching it is a failure.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// No rules, and all of the display is shared.
pub fn settings(state: &Path, display: &str) -> NoviceSettings {
    NoviceSettings {
        state_dir: state.to_owned(),
        display: DisplayName(Some(display.to_owned())),
        shared: Shared::AllMonitors,
        user_name: "Novice".to_owned(),
        encrypted_only: false,
        rules: Sources::none(),
        practice: false,
    }
}

/// An invitation for an hour, on a port of the system's choice that only this computer reaches.
pub fn options() -> AskOptions {
    AskOptions {
        life: Duration::from_secs(3600),
        view_only: false,
        older_windows: false,
        economy: Economy::default(),
        port: Some(0),
        password: None,
        listen: Some(Ipv4Addr::LOCALHOST.into()),
        router: RouterChoice::default(),
    }
}

pub async fn until<E: std::fmt::Debug, T>(events: &mut mpsc::Receiver<E>, wanted: impl Fn(&E) -> Option<T>) -> T {
    let mut seen = Vec::new();
    let found = tokio::time::timeout(TIMEOUT, async {
        loop {
            let event = events.recv().await.expect("the session is there");
            if let Some(found) = wanted(&event) {
                return found;
            }
            seen.push(event);
        }
    });
    let found = found.await;
    found.unwrap_or_else(|_| panic!("waited in vain; what came: {seen:#?}"))
}
