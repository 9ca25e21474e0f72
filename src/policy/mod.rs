//! What an administrator forbids ([`Rules`]) and what the user chose ([`Settings`]).
//!
//! The rules are those of a computer without an administrator's; machine-wide sources of rules come to this door
//! later, and everyone who asks [`Rules`] today obeys them then.
#![forbid(unsafe_code)]

mod settings;

pub use settings::{DEFAULT_LIFE_MINUTES, DEFAULT_PORT, Settings, SettingsError, default_config_dir};

/// What is allowed on this computer. A person's choice never widens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// To ask for help.
    pub ask: bool,
    /// To give help.
    pub help: bool,
    /// To let a helper control this computer; otherwise every invitation is view only.
    pub control: bool,
    /// To accept helpers whose program knows only the weak RC4 protection, if the invitation does.
    pub older_windows: bool,
    /// Only tickets that show nothing without the password.
    pub encrypted_only: bool,
    /// The longest life of an invitation, in minutes.
    pub max_life_minutes: u32,
}

/// The longest life that Windows' policy can set (99 days).
const MAX_LIFE_MINUTES: u32 = 99 * 24 * 60;

impl Default for Rules {
    fn default() -> Self {
        Self {
            ask: true,
            help: true,
            control: true,
            older_windows: true,
            encrypted_only: false,
            max_life_minutes: MAX_LIFE_MINUTES,
        }
    }
}

impl Rules {
    /// The rules of this computer.
    pub fn load() -> Self {
        Self::default()
    }
}
