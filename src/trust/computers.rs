//! The computers that this helper has offered help to: their host keys, and how they were called, newest first.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{TrustError, change, read};

const FILE: &str = "computers.json";
const LOCK: &str = "computers.lock";
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

/// The file of them.
#[derive(Debug, Clone)]
pub struct Computers(PathBuf);

impl Computers {
    pub fn of(state_dir: &Path) -> Self {
        Self(state_dir.to_owned())
    }

    /// Newest first.
    pub fn list(&self) -> Result<Vec<Computer>, TrustError> {
        Ok(read(&self.0.join(FILE))?.unwrap_or_default())
    }

    pub fn find(&self, host: &str, port: u16) -> Result<Option<Computer>, TrustError> {
        let mut listed = self.list()?.into_iter();
        Ok(listed.find(|one| is(one, host, port)))
    }

    /// Keeps this key as the computer's, and makes it the newest.
    pub fn keep(&self, host: &str, port: u16, key: &[u8], now: u64) -> Result<(), TrustError> {
        self.change(|listed| {
            let before = listed.iter().find(|one| is(one, host, port)).map_or(0, |one| one.times);
            listed.retain(|one| !is(one, host, port));
            let host = host.to_lowercase();
            let key = key.iter().map(|byte| format!("{byte:02x}")).collect();
            listed.insert(
                0,
                Computer {
                    host,
                    port,
                    key,
                    last: now,
                    times: before.saturating_add(1),
                },
            );
            listed.truncate(MAX_COMPUTERS);
        })
    }

    /// False if it was not known.
    pub fn forget(&self, host: &str, port: u16) -> Result<bool, TrustError> {
        let mut known = false;
        self.change(|listed| {
            known = listed.iter().any(|one| is(one, host, port));
            listed.retain(|one| !is(one, host, port));
        })?;
        Ok(known)
    }

    /// None is known any more.
    pub fn forget_all(&self) -> Result<(), TrustError> {
        self.change(Vec::clear)
    }

    fn change(&self, how: impl FnOnce(&mut Vec<Computer>)) -> Result<(), TrustError> {
        change(&self.0, (FILE, LOCK), how)
    }
}

impl Computer {
    /// Whether this is its key.
    pub fn has_key(&self, key: &[u8]) -> bool {
        self.key == key.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    }
}

fn is(one: &Computer, host: &str, port: u16) -> bool {
    one.port == port && one.host == host.to_lowercase()
}
