//! The people whom this helper has helped by their invitations: what they called themselves, and from where, newest
//! first. Their names are claims, and nothing here is a reason to trust anybody.
//!
//! Apart from the computers, whose keys are pinned: names that others choose must not push those out.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{TrustError, change, read};

const FILE: &str = "people.json";
const LOCK: &str = "people.lock";
/// Those longest not helped are forgotten first.
pub const MAX_PEOPLE: usize = 64;

/// Somebody who was helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As they typed it; empty where they did not.
    pub name: String,
    /// The address at which their computer was reached.
    pub host: String,
    /// Seconds since 1970-01-01 UTC.
    pub last: u64,
    /// How often their screen was seen.
    pub times: u32,
}

/// The file of them.
#[derive(Debug, Clone)]
pub struct People(PathBuf);

impl People {
    pub fn of(state_dir: &Path) -> Self {
        Self(state_dir.to_owned())
    }

    /// Newest first.
    pub fn list(&self) -> Result<Vec<Person>, TrustError> {
        Ok(read(&self.0.join(FILE))?.unwrap_or_default())
    }

    /// Their screen is seen now.
    pub fn meet(&self, name: &str, host: &str, now: u64) -> Result<(), TrustError> {
        self.change(|listed| {
            let before = listed.iter().find(|one| is(one, name, host)).map_or(0, |one| one.times);
            listed.retain(|one| !is(one, name, host));
            listed.insert(
                0,
                Person {
                    name: name.to_owned(),
                    host: host.to_owned(),
                    last: now,
                    times: before.saturating_add(1),
                },
            );
            listed.truncate(MAX_PEOPLE);
        })
    }

    pub fn forget(&self, name: &str, host: &str) -> Result<(), TrustError> {
        self.change(|listed| listed.retain(|one| !is(one, name, host)))
    }

    pub fn forget_all(&self) -> Result<(), TrustError> {
        self.change(Vec::clear)
    }

    fn change(&self, how: impl FnOnce(&mut Vec<Person>)) -> Result<(), TrustError> {
        change(&self.0, (FILE, LOCK), how)
    }
}

fn is(one: &Person, name: &str, host: &str) -> bool {
    one.name == name && one.host == host
}
