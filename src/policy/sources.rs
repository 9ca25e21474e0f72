//! Where settings come from, the highest first: the administrator's policy for this computer, the user's own choices,
//! the defaults.
//!
//! | system | the administrator's policy |
//! |---|---|
//! | Linux and other Unixes | `/etc/lifeline/policy.json` |
//! | macOS | managed preferences of the domain `org.lifeline.Lifeline` |
//! | Windows | the values of Group Policy under `SOFTWARE\Policies`; below them those of System Properties |
//!
//! Nothing that a user could set (an environment variable, an argument) moves the administrator's.

#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::choices::Choices;
use super::file::{MAX_POLICY_BYTES, Policy, Wrong};
use super::rules::Rules;
use super::settings::{Settings, SettingsError};
use super::who::Who;

use crate::file_system;
use crate::private_file;
use crate::regular_file;
use crate::t;
use crate::texts::said::{self, Said};
use crate::trusted_file::{self, Keeper};

/// Where an administrator's policy stands on Unixes other than macOS.
pub const MACHINE_POLICY: &str = "/etc/lifeline/policy.json";

/// Where the rules are read from. Reading them anew is cheap: a change holds from the next time on.
#[derive(Debug, Clone)]
pub struct Sources {
    machine: Machine,
    /// The directory of the user's settings.
    user: Option<PathBuf>,
    who: Result<Who, String>,
}

#[derive(Debug, Clone)]
enum Machine {
    System,
    File(PathBuf),
    None,
}

impl Sources {
    /// Those of this computer and the user of this process.
    #[must_use]
    pub fn system() -> Self {
        Self {
            machine: Machine::System,
            user: super::default_config_dir().ok(),
            who: Who::of_this_process(),
        }
    }

    /// A policy file elsewhere and a directory with settings, for tests; the program itself never takes them from
    /// outside.
    #[must_use]
    pub fn in_files(policy: PathBuf, settings: Option<PathBuf>, who: Who) -> Self {
        Self {
            machine: Machine::File(policy),
            user: settings,
            who: Ok(who),
        }
    }

    /// Nothing but the defaults: what a screen for practice is ruled by.
    #[must_use]
    pub fn none() -> Self {
        Self {
            machine: Machine::None,
            user: None,
            who: Ok(Who::default()),
        }
    }

    /// What holds now.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let policy = match self.policy() {
            Ok(policy) => policy,
            Err(wrong) => return Rules::closed(wrong),
        };
        let who = match &self.who {
            Ok(who) => who,
            // Without entries for some it does not matter who it is.
            Err(_) if policy.entries.is_empty() => &Who::default(),
            Err(why) => {
                return Rules::closed(Wrong {
                    place: self.place(),
                    line: None,
                    what: why.clone(),
                    worded: false,
                });
            }
        };
        let machine = policy.layers(who);
        match self.user() {
            Ok(user) => Rules::resolve(&machine, &user),
            Err(wrong) => Rules::half_closed(&machine, wrong),
        }
    }

    /// The administrator's policy; empty where there is none.
    pub fn policy(&self) -> Result<Policy, Wrong> {
        match &self.machine {
            Machine::None => Ok(Policy::default()),
            Machine::File(path) => read_by(path, Keeper::User).map(Option::unwrap_or_default),
            Machine::System => system_policy(),
        }
    }

    /// Opens a file that the policy names. Only those who may write the policy may be able to write it.
    ///
    /// # Errors
    /// The file is missing, is no policy, or is not to be trusted.
    pub fn open_named(&self, path: &Path) -> io::Result<File> {
        let keeper = match self.machine {
            Machine::System => Keeper::Administrator,
            Machine::File(_) | Machine::None => Keeper::User,
        };
        trusted_file::open(path, keeper)?.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Where the administrator's policy is looked for, in words for people.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.machine {
            Machine::None => "nowhere".to_owned(),
            Machine::File(path) => path.display().to_string(),
            Machine::System => system_place(),
        }
    }

    /// The user's own choices become these; their other settings stay.
    ///
    /// # Errors
    /// There is no place for settings, or they cannot be written; then nothing has changed.
    pub fn choose(&self, choices: Choices) -> Result<(), SettingsError> {
        let dir = self.user.as_deref().ok_or(SettingsError::NoHome)?;
        let mut settings = Settings::load(dir).unwrap_or_default();
        settings.choices = choices;
        settings.save(dir)
    }

    /// The user's own choices.
    ///
    /// # Errors
    /// Their file cannot be read, or is damaged.
    pub fn user(&self) -> Result<Choices, Wrong> {
        let Some(dir) = &self.user else {
            return Ok(Choices::default());
        };
        match Settings::load(dir) {
            Ok(settings) => Ok(settings.choices),
            Err(SettingsError::Damaged { path, source }) => Err(Wrong {
                place: path.display().to_string(),
                line: Some(source.line()).filter(|&line| line > 0),
                what: source.to_string(),
                worded: false,
            }),
            Err(SettingsError::Read { path, source } | SettingsError::Write { path, source }) => {
                Err(Wrong::unread(&path, &source))
            }
            Err(error @ SettingsError::NoHome) => Err(Wrong {
                place: dir.display().to_string(),
                line: None,
                what: error.why(),
                worded: true,
            }),
        }
    }
}

/// Reads a policy file; `None` if there is no such file. Whatever else keeps it from being read is an error: what it
/// might have forbidden is not known. The one that rules this computer must be the administrator's alone, any other is
/// read as it is.
pub fn read_policy(path: &Path) -> Result<Option<Policy>, Wrong> {
    if path == Path::new(MACHINE_POLICY) {
        return read_by(path, Keeper::Administrator);
    }
    parsed(
        path,
        regular_file::if_there(path, regular_file::read(path, MAX_POLICY_BYTES)),
    )
}

/// The same of one that rules, and that only its keeper may be able to write: others could allow anything, or hide what
/// was forbidden.
fn read_by(path: &Path, keeper: Keeper) -> Result<Option<Policy>, Wrong> {
    parsed(path, trusted_file::read(path, keeper, MAX_POLICY_BYTES))
}

fn parsed(path: &Path, read: io::Result<Option<Vec<u8>>>) -> Result<Option<Policy>, Wrong> {
    let place = path.display().to_string();
    match read {
        Ok(None) => Ok(None),
        Ok(Some(bytes)) => Policy::parse(&bytes, &place).map(Some),
        Err(error) => Err(Wrong::unread(path, &error)),
    }
}

/// Writes a policy file in one step, readable for everybody: after an error the old one is whole. Where it may be
/// written is the system's to say.
pub fn write_policy(path: &Path, policy: &Policy) -> io::Result<()> {
    let dir = private_file::dir_of(path)?;
    make_dir(dir)?;
    let mut text = serde_json::to_vec_pretty(policy)?;
    text.push(b'\n');
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(&text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    private_file::put_in_place(file, path)
}

/// A folder that everybody may enter and only its owner write, whatever the mask of new files.
fn make_dir(dir: &Path) -> io::Result<()> {
    if file_system::is_dir(dir) {
        return Ok(());
    }
    file_system::create_dir_all(dir)?;
    #[cfg(unix)]
    file_system::set_mode(dir, 0o755)?;
    Ok(())
}

/// The machine-wide switch: nobody on this computer may ask, or that is left to them. Needs an administrator's rights.
/// An error says in the person's language why nothing was changed.
pub fn set_asking(allowed: bool) -> Result<(), String> {
    system_set_asking(allowed)
}

/// The same in a policy file. Its other settings stay as they are, and a file that cannot be read is left alone.
pub fn set_asking_in(path: &Path, allowed: bool) -> Result<(), String> {
    let mut policy = read_policy(path)
        .map_err(|wrong| t!("rules-wrong-why", wrong = wrong.for_people()))?
        .unwrap_or_default();
    policy.settings.ask = (!allowed).then_some(false);
    // Entries for users and groups would win over this one.
    for entry in &mut policy.entries {
        entry.settings.ask = None;
    }
    write_policy(path, &policy).map_err(|error| {
        t!(
            "kept-unwritten",
            path = path.display().to_string(),
            error = said::system(&error)
        )
    })
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_set_asking(allowed: bool) -> Result<(), String> {
    set_asking_in(Path::new(MACHINE_POLICY), allowed)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_policy() -> Result<Policy, Wrong> {
    read_policy(Path::new(MACHINE_POLICY)).map(Option::unwrap_or_default)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_place() -> String {
    MACHINE_POLICY.to_owned()
}

#[cfg(target_os = "macos")]
use macos::{system_place, system_policy, system_set_asking};
#[cfg(windows)]
use windows::{system_place, system_policy, system_set_asking};
