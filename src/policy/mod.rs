//! What an administrator forbids and what the user chose: [`Choices`] is the one model of every setting, [`TABLE`]
//! explains each, [`Sources`] knows where they are set, and [`Rules`] is what holds.
//!
//! Whoever acts asks [`Sources::rules`] at the moment of the act. A policy that cannot be read forbids everything that
//! it might have forbidden.
#![forbid(unsafe_code)]

mod answer_file;
mod changes;
mod choices;
mod file;
mod helper_key;
mod preferences;
pub mod publish;
mod registry;
mod rules;
mod settings;
mod sources;
mod table;
mod who;

pub use answer_file::{MAX_ANSWER_FILE_BYTES, read_answer_file};
pub use changes::Change;
pub use choices::{
    AuthorityFiles, Bandwidth, Choices, Days, Life, ListedHelper, MailMethod, MessageText, Minutes, Name, Offers,
    PlainText, Port, Unit, Within,
};
pub use file::{ForSome, MAX_POLICY_BYTES, Policy, Whom, Wrong};
pub use helper_key::{HelperKey, KeyTextError};
pub use preferences::{Brightness, Preferences, TextSize};
pub use registry::{RegistryReader, Value, read as read_registry};
pub use rules::{LONGEST_LIFE_MINUTES, RuleSource, Rules, Setting};
pub use settings::{DEFAULT_LIFE_MINUTES, Settings, SettingsError, default_config_dir};
pub use sources::{MACHINE_POLICY, Sources, read_policy, set_asking, set_asking_in, write_policy};
pub use table::{Key, RegistryPlace, SettingRow, Shape, TABLE, row};
pub use who::Who;
