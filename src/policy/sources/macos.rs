//! Managed preferences: property lists that only the system's management writes, for the computer and for one user.

use std::path::{Path, PathBuf};

use crate::child;
use crate::policy::choices::Choices;
use crate::policy::file::{ForSome, Policy, Whom, Wrong};
use crate::policy::who::Who;
use crate::t;
use crate::texts::said::Said;
use crate::trusted_file::{self, Keeper};

/// The domain of the profile.
const FILE: &str = "org.lifeline.Lifeline.plist";
const MANAGED: &str = "/Library/Managed Preferences";
/// Part of the system.
const PLUTIL: &str = "/usr/bin/plutil";

/// The one for the user goes before the one for the computer.
pub(super) fn system_policy() -> Result<Policy, Wrong> {
    let computer = Path::new(MANAGED).join(FILE);
    let mut policy = Policy {
        settings: read(&computer)?.unwrap_or_default(),
        ..Policy::default()
    };
    let who = Who::of_this_process().map_err(|what| wrong(&computer, what))?;
    for name in who.names() {
        let theirs: PathBuf = [MANAGED, name, FILE].iter().collect();
        if let Some(settings) = read(&theirs)? {
            policy.entries.push(ForSome {
                whom: Whom::User(name.clone()),
                settings,
            });
        }
    }
    Ok(policy)
}

fn read(path: &Path) -> Result<Option<Choices>, Wrong> {
    // Only the system's management writes there, and only a name that does not exist says nothing.
    match trusted_file::open(path, Keeper::Administrator) {
        Ok(Some(_)) => {}
        Ok(None) => return Ok(None),
        Err(error) => return Err(Wrong::unread(path, &error)),
    }
    let said = child::command(PLUTIL)
        .args(["-convert", "json", "-o", "-"])
        .arg(path)
        .output();
    let said = said.map_err(|error| Wrong::unread(path, &error))?;
    if !said.status.success() {
        return Err(wrong(path, String::from_utf8_lossy(&said.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&said.stdout)
        .map(Some)
        .map_err(|error| wrong(path, error.to_string()))
}

fn wrong(path: &Path, what: String) -> Wrong {
    Wrong {
        worded: false,
        place: path.display().to_string(),
        line: None,
        what,
    }
}

pub(super) fn system_place() -> String {
    Path::new(MANAGED).join(FILE).display().to_string()
}

/// `defaults` writes a property list wherever its own rights let it.
pub(super) fn system_set_asking(allowed: bool) -> Result<(), String> {
    let domain = Path::new(MANAGED).join(FILE).with_extension("");
    let mut defaults = child::command("/usr/bin/defaults");
    if allowed {
        defaults.arg("delete").arg(&domain).arg("ask");
    } else {
        defaults.arg("write").arg(&domain).args(["ask", "-bool", "false"]);
    }
    let said = defaults.output().map_err(|error| error.why())?;
    if said.status.success() {
        return Ok(());
    }
    tracing::warn!(said = %String::from_utf8_lossy(&said.stderr).trim(), "the switch was not changed");
    Err(t!("file-why", error = t!("system-unnamed")))
}
