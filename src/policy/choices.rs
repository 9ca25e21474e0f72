//! The one model of everything that can be set: by an administrator for a computer, for users or groups on it, or by
//! users for themselves. What a source leaves out, it does not decide.

use super::helper_key::HelperKey;
use serde::{Deserialize, Deserializer, Serialize, de};

/// What one source decides; [`super::TABLE`] explains each value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choices {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub everything_off: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official_helpers_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_life: Option<Life>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_method: Option<MailMethod>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<Offers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helpers: Option<Vec<ListedHelper>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<AuthorityFiles>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_message: Option<MessageText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_message: Option<MessageText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_log: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<Days>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<Bandwidth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_encryption: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_mapping: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internal_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_others: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<Port>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_session_minutes: Option<Minutes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_again_minutes: Option<Minutes>,
}

impl Choices {
    /// These, and where they are silent those of `below`.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            everything_off: self.everything_off.or(below.everything_off),
            ask: self.ask.or(below.ask),
            official_helpers_only: self.official_helpers_only.or(below.official_helpers_only),
            control: self.control.or(below.control),
            longest_life: self.longest_life.or(below.longest_life),
            mail_method: self.mail_method.or(below.mail_method),
            offers: self.offers.or(below.offers),
            helpers: self.helpers.or(below.helpers),
            authority: self.authority.or(below.authority),
            view_message: self.view_message.or(below.view_message),
            control_message: self.control_message.or(below.control_message),
            session_log: self.session_log.or(below.session_log),
            keep_days: self.keep_days.or(below.keep_days),
            bandwidth: self.bandwidth.or(below.bandwidth),
            encrypted_only: self.encrypted_only.or(below.encrypted_only),
            chat: self.chat.or(below.chat),
            older_encryption: self.older_encryption.or(below.older_encryption),
            port_mapping: self.port_mapping.or(below.port_mapping),
            internal_only: self.internal_only.or(below.internal_only),
            help_others: self.help_others.or(below.help_others),
            port: self.port.or(below.port),
            longest_session_minutes: self.longest_session_minutes.or(below.longest_session_minutes),
            ask_again_minutes: self.ask_again_minutes.or(below.ask_again_minutes),
        }
    }
}

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Within<const LEAST: u32, const MOST: u32>(u32);

impl<const LEAST: u32, const MOST: u32> Within<LEAST, MOST> {
    /// `None` outside of the bounds.
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        (LEAST..=MOST).contains(&number).then_some(Self(number))
    }

    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<'de, const LEAST: u32, const MOST: u32> Deserialize<'de> for Within<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(from)?;
        u32::try_from(number).ok().and_then(Self::new).ok_or_else(|| {
            let expected = format!("a whole number from {LEAST} to {MOST}");
            de::Error::invalid_value(de::Unexpected::Signed(number), &expected.as_str())
        })
    }
}

/// TCP ports; 0 leaves it to the program (3389, or a free one).
pub type Port = Within<0, 65_535>;
/// Minutes of a session; 0 is no limit.
pub type Minutes = Within<0, 10_080>;
/// Days that a record is kept; 0 is without an end.
pub type Days = Within<0, 3_650>;

/// The longest life of an invitation: a number and its unit, as Windows has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    pub number: Within<1, 99>,
    pub unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Minutes,
    Hours,
    Days,
}

impl Life {
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.number.get()
            * match self.unit {
                Unit::Minutes => 1,
                Unit::Hours => 60,
                Unit::Days => 24 * 60,
            }
    }
}

/// How an invitation is mailed. Both are accepted, and the ticket is attached either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailMethod {
    Attachment,
    Mailto,
}

/// What a helper may get who offers help without having been asked, the least first. Both questions are asked all the
/// same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offers {
    Off,
    View,
    Control,
}

/// How much is left out to spare a slow network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bandwidth {
    None,
    NoWindowDrag,
    NoBackground,
    Full,
}

/// A helper who is known by a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedHelper {
    /// What the novice reads.
    pub name: Name,
    /// As `lifeline helper show-key` prints it.
    pub key: HelperKey,
}

/// A certificate authority whose word is taken for a helper's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityFiles {
    /// Its certificate, a PEM file.
    pub certificate: std::path::PathBuf,
    /// The certificates that it took back, a PEM file. A list that is named and cannot be read lets nobody in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_list: Option<std::path::PathBuf>,
    /// The names that may help. If empty: every name that the authority signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
}

/// A text of an administrator's that people read: plain, and at most so many characters long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlainText<const MOST: usize>(String);

/// A name.
pub type Name = PlainText<64>;
/// A warning before a question. Longer ones would push what the question says out of sight.
pub type MessageText = PlainText<400>;

impl<const MOST: usize> PlainText<MOST> {
    /// Without what a terminal or a line would obey; `None` if nothing is left or it is too long.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let clean: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|&c| !c.is_control() && !is_invisible(c))
            .collect();
        let clean = clean.trim();
        (!clean.is_empty() && clean.chars().count() <= MOST).then(|| Self(clean.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de, const MOST: usize> Deserialize<'de> for PlainText<MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::new(&text).ok_or_else(|| {
            let expected = format!("a text of 1 to {MOST} characters");
            // The beginning names it; the whole of a text that is too long would hide the rest of the message.
            let beginning: String = text.chars().take(40).collect();
            de::Error::invalid_value(de::Unexpected::Str(&beginning), &expected.as_str())
        })
    }
}

/// Direction controls, separators and format characters, which hide or reorder text.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
