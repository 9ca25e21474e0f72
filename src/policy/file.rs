//! An administrator's policy as a file: settings for everybody on a computer, and others for users and groups.

use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::Choices;
use super::who::Who;
use crate::t;
use crate::texts::said;

/// A page of settings and some lists; a larger file is no policy.
pub const MAX_POLICY_BYTES: u64 = 256 * 1024;

/// What stands in a policy file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Editors look here for the explanations.
    #[serde(default, rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// For everybody.
    #[serde(default)]
    pub settings: Choices,
    /// For some.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<ForSome>,
}

/// Settings for one user or one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawEntry", into = "RawEntry")]
pub struct ForSome {
    pub whom: Whom,
    pub settings: Choices,
}

/// By name, or by the system's number for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    User(String),
    Group(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    settings: Choices,
}

impl TryFrom<RawEntry> for ForSome {
    type Error = &'static str;

    fn try_from(raw: RawEntry) -> Result<Self, Self::Error> {
        let whom = match (raw.user, raw.group) {
            (Some(user), None) if !user.is_empty() => Whom::User(user),
            (None, Some(group)) if !group.is_empty() => Whom::Group(group),
            _ => return Err("an entry is for one `user` or one `group`"),
        };
        Ok(Self {
            whom,
            settings: raw.settings,
        })
    }
}

impl From<ForSome> for RawEntry {
    fn from(entry: ForSome) -> Self {
        let (user, group) = match entry.whom {
            Whom::User(user) => (Some(user), None),
            Whom::Group(group) => (None, Some(group)),
        };
        Self {
            user,
            group,
            settings: entry.settings,
        }
    }
}

/// What is wrong with a source of settings, and where; for the person who has to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Wrong {
    /// The file, or the place in the registry.
    pub place: String,
    /// Counted from 1.
    pub line: Option<usize>,
    /// Names the value.
    pub what: String,
    /// It is in the person's language; otherwise it is for administrators, in English.
    pub worded: bool,
}

impl Wrong {
    /// The system does not let it be read.
    pub(super) fn unread(path: &Path, error: &io::Error) -> Self {
        Self {
            place: path.display().to_string(),
            line: None,
            what: said::system(error),
            worded: true,
        }
    }

    /// Where it is, and what it is as far as that is in the person's language.
    #[must_use]
    pub fn for_people(&self) -> String {
        match self.line {
            _ if self.worded => self.to_string(),
            Some(line) => t!(
                "policy-place-line",
                place = self.place.as_str(),
                line = line.to_string()
            ),
            None => self.place.clone(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => f.write_str(&t!(
                "policy-wrong-line",
                place = self.place.as_str(),
                line = line.to_string(),
                what = self.what.as_str()
            )),
            None => write!(f, "{}: {}", self.place, self.what),
        }
    }
}

impl Policy {
    /// Reads a policy; `place` is what an error names.
    pub fn parse(bytes: &[u8], place: &str) -> Result<Self, Wrong> {
        let policy = serde_json::from_slice(bytes).map_err(|error| {
            let whole = error.to_string();
            let position = format!(" at line {} column {}", error.line(), error.column());
            Wrong {
                place: place.to_owned(),
                line: (error.line() > 0).then(|| error.line()),
                what: whole.strip_suffix(&position).unwrap_or(&whole).to_owned(),
                worded: false,
            }
        })?;
        if !names_its_values(bytes) {
            return Err(Wrong {
                place: place.to_owned(),
                line: None,
                what: "a list stands where names and values belong".to_owned(),
                worded: false,
            });
        }
        Ok(policy)
    }

    /// What it decides for one user, the most specific first: the user's own entries, those of their groups,
    /// everybody's. Among entries of one kind the earlier one wins.
    pub(super) fn layers(&self, who: &Who) -> Vec<&Choices> {
        let users = self.entries.iter().filter(|entry| match &entry.whom {
            Whom::User(user) => who.is(user),
            Whom::Group(_) => false,
        });
        let groups = self.entries.iter().filter(|entry| match &entry.whom {
            Whom::User(_) => false,
            Whom::Group(group) => who.is_in(group),
        });
        let mut layers: Vec<&Choices> = users.chain(groups).map(|entry| &entry.settings).collect();
        layers.push(&self.settings);
        layers
    }
}

/// Whether what should be an object is one: serde would also take a list of values in the order of the fields, which
/// says something else as soon as there is one field more.
fn names_its_values(bytes: &[u8]) -> bool {
    let Ok(Value::Object(policy)) = serde_json::from_slice(bytes) else {
        return false;
    };
    let is_object = |value: Option<&Value>| value.is_none_or(Value::is_object);
    let entries = policy.get("for").and_then(Value::as_array);
    is_object(policy.get("settings"))
        && entries
            .into_iter()
            .flatten()
            .all(|entry| entry.is_object() && is_object(entry.get("settings")))
}
