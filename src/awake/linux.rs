//! Linux: the login manager (systemd's, or elogind) keeps the computer from sleeping as long as a file that it hands out
//! is open, and the desktop (`org.freedesktop.ScreenSaver`) the screen from growing dark. Where there is neither, nothing
//! happens.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedFd;

use super::{Awake, Inhibit};
use crate::t;

/// A bus that has not answered by then does not.
const TIMEOUT: Duration = Duration::from_secs(5);

const LOGIN: &str = "org.freedesktop.login1";
const LOGIN_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SAVER: &str = "org.freedesktop.ScreenSaver";
const SAVER_PATH: &str = "/org/freedesktop/ScreenSaver";

#[derive(Default)]
pub(super) struct Held {
    sleep: Option<OwnedFd>,
    screen: Option<LitScreen>,
}

impl Inhibit for Held {
    fn set(&mut self, awake: Option<Awake>) {
        // The new one before the old one goes: nothing happens in between.
        self.sleep = awake.and_then(|awake| {
            let taken = inhibit_sleep(awake);
            taken
                .inspect_err(|error| tracing::info!(%error, "nothing keeps the computer from sleeping"))
                .ok()
        });
        let lit = awake == Some(Awake::Seen);
        if lit != self.screen.is_some() {
            self.screen = lit.then(LitScreen::ask).flatten();
        }
    }
}

fn inhibit_sleep(awake: Awake) -> zbus::Result<OwnedFd> {
    let bus = Builder::system()?.method_timeout(TIMEOUT).build()?;
    let what = match awake {
        Awake::Reachable => "sleep",
        Awake::Seen => "sleep:idle",
    };
    let body = (what, t!("window-title"), t!("awake-reason"), "block");
    let answer = bus.call_method(Some(LOGIN), LOGIN_PATH, Some(MANAGER), "Inhibit", &body)?;
    answer.body().deserialize()
}

/// The desktop forgets what it was asked when the connection ends.
struct LitScreen {
    bus: Connection,
    number: u32,
}

impl LitScreen {
    fn ask() -> Option<Self> {
        let asked = Self::try_to_ask();
        asked
            .inspect_err(|error| tracing::info!(%error, "nothing keeps the screen from growing dark"))
            .ok()
    }

    fn try_to_ask() -> zbus::Result<Self> {
        let bus = Builder::session()?.method_timeout(TIMEOUT).build()?;
        let body = (t!("window-title"), t!("awake-reason"));
        let answer = bus.call_method(Some(SAVER), SAVER_PATH, Some(SAVER), "Inhibit", &body)?;
        let number = answer.body().deserialize()?;
        Ok(Self { bus, number })
    }
}

impl Drop for LitScreen {
    fn drop(&mut self) {
        let told = self
            .bus
            .call_method(Some(SAVER), SAVER_PATH, Some(SAVER), "UnInhibit", &self.number);
        if let Err(error) = told {
            tracing::info!(%error, "the desktop was not told that the screen may grow dark");
        }
    }
}
