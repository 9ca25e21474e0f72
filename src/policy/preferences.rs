//! How the program looks and sounds to its user. It is nobody else's to decide: no policy has a say in it, and nothing
//! that a helper may do hangs on it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// What a value that makes no sense is worth: the usual one. Rules stand in the same file, and are not lost by it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The tag of a language; without one, that of the system.
    #[serde(deserialize_with = "or_usual", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(deserialize_with = "or_usual")]
    pub text_size: TextSize,
    #[serde(deserialize_with = "or_usual")]
    pub brightness: Brightness,
    /// No sound calls the person.
    #[serde(deserialize_with = "or_usual")]
    pub silent: bool,
}

/// In percent of the usual size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct TextSize(u16);

impl TextSize {
    pub const SMALLEST: u16 = 80;
    pub const LARGEST: u16 = 200;

    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl From<u16> for TextSize {
    fn from(percent: u16) -> Self {
        Self(percent.clamp(Self::SMALLEST, Self::LARGEST))
    }
}

impl From<TextSize> for u16 {
    fn from(size: TextSize) -> Self {
        size.0
    }
}

/// Dark letters on light pages, or light ones on dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Brightness {
    #[default]
    AsSystem,
    Light,
    Dark,
}

fn or_usual<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}
