//! What the user chose, remembered from run to run in a JSON file that only they may read.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::choices::Choices;
use super::preferences::Preferences;
use crate::texts::said::{Said, system};
use crate::trusted_file::{self, Keeper};
use crate::{file_system, private_file, t};

const FILE: &str = "settings.json";
/// A handful of values; a larger file is not ours.
const MAX_FILE_BYTES: u64 = 64 * 1024;
/// 6 hours, as Windows has it.
pub const DEFAULT_LIFE_MINUTES: u32 = 360;

/// Why the settings could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("this user has no home directory to keep settings in")]
    NoHome,
    #[error("the settings in {path} cannot be read: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("the settings in {path} are damaged ({source}); the usual ones are used")]
    Damaged { path: PathBuf, source: serde_json::Error },
    #[error("the settings cannot be kept in {path}: {source}")]
    Write { path: PathBuf, source: io::Error },
}

impl Said for SettingsError {
    fn why(&self) -> String {
        let named = |path: &Path| path.display().to_string();
        match self {
            Self::NoHome => t!("kept-no-home"),
            Self::Read { path, source } => t!("kept-unread", path = named(path), error = system(source)),
            Self::Damaged { path, .. } => t!("kept-damaged", path = named(path)),
            Self::Write { path, source } => t!("kept-unwritten", path = named(path), error = system(source)),
        }
    }
}

/// `~/.config/lifeline` on Linux, the application data directory elsewhere.
pub fn default_config_dir() -> Result<PathBuf, SettingsError> {
    let dirs = directories::ProjectDirs::from("", "", "lifeline").ok_or(SettingsError::NoHome)?;
    Ok(dirs.config_dir().to_owned())
}

/// The user's choices. Values that a later version added are kept when this one saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What a novice is told as this user's name when they help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expert_name: Option<String>,
    pub life_minutes: u32,
    /// Where the last invitation was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save_folder: Option<PathBuf>,
    pub preferences: Preferences,
    /// Those of an administrator go before them.
    #[serde(flatten)]
    pub choices: Choices,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            expert_name: None,
            life_minutes: DEFAULT_LIFE_MINUTES,
            save_folder: None,
            preferences: Preferences::default(),
            choices: Choices::default(),
            unknown: Map::new(),
        }
    }
}

impl Settings {
    /// Reads the settings of a directory; without a file they are the defaults. After an error the caller goes on with
    /// `Settings::default()` and tells the user; the damaged file stays until settings are saved.
    pub fn load(dir: &Path) -> Result<Self, SettingsError> {
        let path = dir.join(FILE);
        // They may allow more than the usual ones, or less: neither is anybody else's to say, and a link to a file that
        // is gone does not say that nothing was chosen.
        let read = std::path::absolute(&path).and_then(|path| trusted_file::read(&path, Keeper::User, MAX_FILE_BYTES));
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Self::default()),
            Err(source) => return Err(SettingsError::Read { path, source }),
        };
        serde_json::from_slice(&bytes).map_err(|source| SettingsError::Damaged { path, source })
    }

    /// Keeps the settings, owner-only, in one step: after an error the old ones are whole.
    pub fn save(&self, dir: &Path) -> Result<(), SettingsError> {
        let path = dir.join(FILE);
        self.write(dir, &path)
            .map_err(|source| SettingsError::Write { path, source })
    }

    fn write(&self, dir: &Path, path: &Path) -> io::Result<()> {
        file_system::create_private_dir(dir)?;
        // tempfile creates with mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        private_file::put_in_place(file, path)
    }
}
