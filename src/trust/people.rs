//! The people whom this helper has helped by their invitations: what they called themselves, and from where, newest
//! first. Their names are claims, and nothing here is a reason to trust anybody.
//!
//! Apart from the computers, whose keys are pinned: names that others choose must not push those out.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::TrustError;
use super::list::{ListEntry, NewestFirst};

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

impl ListEntry for Person {
    const FILE: &'static str = "people.json";
    const LOCK: &'static str = "people.lock";
    const MOST: usize = MAX_PEOPLE;

    fn times(&self) -> u32 {
        self.times
    }
}

/// The file of them.
#[derive(Debug, Clone)]
pub struct People(NewestFirst<Person>);

impl People {
    pub fn of(state_dir: &Path) -> Self {
        Self(NewestFirst::of(state_dir))
    }

    /// Newest first.
    pub fn list(&self) -> Result<Vec<Person>, TrustError> {
        self.0.list()
    }

    /// Their screen is seen now.
    pub fn meet(&self, name: &str, host: &str, now: u64) -> Result<(), TrustError> {
        let person = |times| Person {
            name: name.to_owned(),
            host: host.to_owned(),
            last: now,
            times,
        };
        self.0.meet(|one| one.is(name, host), person)
    }

    pub fn forget(&self, name: &str, host: &str) -> Result<(), TrustError> {
        self.0.forget(|one| one.is(name, host)).map(drop)
    }

    pub fn forget_all(&self) -> Result<(), TrustError> {
        self.0.forget_all()
    }
}

impl Person {
    fn is(&self, name: &str, host: &str) -> bool {
        self.name == name && self.host == host
    }
}
