//! The computers that this helper has offered help to: their host keys, and how they were called, newest first.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::TrustError;
use super::list::{ListEntry, NewestFirst};

/// Those longest not offered to are forgotten first. An organisation's helper sees some computers a day.
pub const MAX_COMPUTERS: usize = 1024;

/// A computer that was offered help to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computer {
    /// As it was typed, in small letters.
    pub host: String,
    pub port: u16,
    /// Its host key, once the words were compared: an uncompressed point of P-256, in hexadecimal digits.
    pub key: String,
    /// Seconds since 1970-01-01 UTC of the newest offer.
    pub last: u64,
    /// How often it was reached by an offer.
    #[serde(default = "once")]
    pub times: u32,
}

/// Of a computer that is known from before that was counted.
fn once() -> u32 {
    1
}

impl ListEntry for Computer {
    const FILE: &'static str = "computers.json";
    const LOCK: &'static str = "computers.lock";
    const MOST: usize = MAX_COMPUTERS;

    fn times(&self) -> u32 {
        self.times
    }
}

/// The file of them.
#[derive(Debug, Clone)]
pub struct Computers(NewestFirst<Computer>);

impl Computers {
    pub fn of(state_dir: &Path) -> Self {
        Self(NewestFirst::of(state_dir))
    }

    /// Newest first.
    pub fn list(&self) -> Result<Vec<Computer>, TrustError> {
        self.0.list()
    }

    pub fn find(&self, host: &str, port: u16) -> Result<Option<Computer>, TrustError> {
        let mut listed = self.list()?.into_iter();
        Ok(listed.find(|one| one.is(host, port)))
    }

    /// Keeps this key as the computer's, and makes it the newest.
    pub fn keep(&self, host: &str, port: u16, key: &[u8], now: u64) -> Result<(), TrustError> {
        let computer = |times| Computer {
            host: host.to_lowercase(),
            port,
            key: digits(key),
            last: now,
            times,
        };
        self.0.meet(|one| one.is(host, port), computer)
    }

    /// False if it was not known.
    pub fn forget(&self, host: &str, port: u16) -> Result<bool, TrustError> {
        self.0.forget(|one| one.is(host, port))
    }

    /// None is known any more.
    pub fn forget_all(&self) -> Result<(), TrustError> {
        self.0.forget_all()
    }
}

impl Computer {
    /// Whether this is its key.
    pub fn has_key(&self, key: &[u8]) -> bool {
        self.key == digits(key)
    }

    fn is(&self, host: &str, port: u16) -> bool {
        self.port == port && self.host == host.to_lowercase()
    }
}

fn digits(key: &[u8]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}
