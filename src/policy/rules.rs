//! What holds on this computer for this user: every setting with its value, and who decided it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::choices::{
    AuthorityFiles, Bandwidth, Choices, Days, Life, ListedHelper, MailMethod, MessageText, Minutes, Offers, Port, Unit,
    Within,
};
use super::file::Wrong;

/// Names one setting; its name in files is [`super::SettingRow::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    EverythingOff,
    Ask,
    OfficialHelpersOnly,
    Control,
    LongestLife,
    MailMethod,
    Offers,
    Helpers,
    Authority,
    ViewMessage,
    ControlMessage,
    SessionLog,
    KeepDays,
    Bandwidth,
    EncryptedOnly,
    Chat,
    OlderEncryption,
    PortMapping,
    InternalOnly,
    HelpOthers,
    Port,
    LongestSession,
    AskAgain,
}

/// Who decided a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSource {
    Default,
    User,
    /// The administrator of this computer. No user can change it.
    Machine,
}

/// What is allowed on this computer. A person's choice never widens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// To ask for help.
    pub ask: bool,
    /// To give help.
    pub help: bool,
    /// Only helpers whose key is listed, or whose name the authority signed.
    pub official_helpers_only: bool,
    /// To let a helper control this computer; otherwise every invitation is view only.
    pub control: bool,
    /// The longest life of an invitation, in minutes.
    pub max_life_minutes: u32,
    /// Without effect: the ticket is always attached.
    pub mail_method: MailMethod,
    pub offers: Offers,
    /// Who may offer help, and who is an official helper: the machine's list if it has one, otherwise the user's.
    pub helpers: Vec<ListedHelper>,
    /// Only a machine has one.
    pub authority: Option<AuthorityFiles>,
    /// Shown in addition before the view.
    pub view_message: Option<MessageText>,
    /// Shown in addition before control.
    pub control_message: Option<MessageText>,
    /// To write the readable session log. The journal is always written.
    pub session_log: bool,
    /// How long records are kept; 0 without an end.
    pub keep_days: u32,
    pub bandwidth: Bandwidth,
    /// Only tickets that show nothing without the password.
    pub encrypted_only: bool,
    pub chat: bool,
    /// To accept helpers whose program knows only the weak RC4 protection, if the invitation does.
    pub older_encryption: bool,
    /// To ask the router for a way in.
    pub port_mapping: bool,
    /// Only helpers in the same private network, and only its addresses in tickets.
    pub internal_only: bool,
    /// The port to listen on; `None`: 3389, or a free one.
    pub port: Option<u16>,
    /// A session's longest time, counted from the first yes to the view.
    pub longest_session: Option<Duration>,
    /// The view is asked for again this often.
    pub ask_again: Option<Duration>,
    /// A source that cannot be read. Everything that it might have forbidden is forbidden meanwhile.
    pub wrong: Option<Wrong>,
    sources: BTreeMap<Setting, RuleSource>,
}

/// 30 days: the longest that any Windows ever offered.
pub const LONGEST_LIFE_MINUTES: u32 = 30 * 24 * 60;

/// A year: long enough to look something up, and not for ever.
const KEEP_DAYS: u32 = 365;

impl Default for Rules {
    /// Those of a computer without an administrator's, for a user who has chosen nothing.
    fn default() -> Self {
        Self::resolve(&[], &Choices::default())
    }
}

impl Rules {
    /// `machine`: the administrator's, the most specific first.
    pub(super) fn resolve(machine: &[&Choices], user: &Choices) -> Self {
        let mut pick = Pick {
            machine,
            user,
            sources: BTreeMap::new(),
        };
        let off = pick.machine_only(Setting::EverythingOff, |c| c.everything_off) == Some(true);
        let ask = pick.one(Setting::Ask, |c| c.ask).unwrap_or(true);
        let help = pick
            .machine_only(Setting::HelpOthers, |c| c.help_others)
            .unwrap_or(true);
        let offers = pick.one(Setting::Offers, |c| c.offers).unwrap_or(Offers::Off);
        let life = pick.machine_only(Setting::LongestLife, |c| c.longest_life);
        let official = pick.one(Setting::OfficialHelpersOnly, |c| c.official_helpers_only);
        let minutes = |minutes: Option<Minutes>| {
            let minutes = minutes.map(Within::get).filter(|&minutes| minutes > 0)?;
            Some(Duration::from_secs(u64::from(minutes) * 60))
        };
        let port = pick.one(Setting::Port, |c| c.port).map(Port::get);
        Self {
            ask: ask && !off,
            help: help && !off,
            official_helpers_only: official.unwrap_or(false),
            control: pick.one(Setting::Control, |c| c.control).unwrap_or(true),
            max_life_minutes: life.map_or(LONGEST_LIFE_MINUTES, Life::minutes),
            mail_method: pick
                .machine_only(Setting::MailMethod, |c| c.mail_method)
                .unwrap_or(MailMethod::Attachment),
            offers: if off { Offers::Off } else { offers },
            helpers: pick.one(Setting::Helpers, |c| c.helpers.clone()).unwrap_or_default(),
            authority: pick.machine_only(Setting::Authority, |c| c.authority.clone()),
            view_message: pick.machine_only(Setting::ViewMessage, |c| c.view_message.clone()),
            control_message: pick.machine_only(Setting::ControlMessage, |c| c.control_message.clone()),
            session_log: pick.one(Setting::SessionLog, |c| c.session_log).unwrap_or(true),
            keep_days: pick
                .one(Setting::KeepDays, |c| c.keep_days)
                .map_or(KEEP_DAYS, Days::get),
            bandwidth: pick.one(Setting::Bandwidth, |c| c.bandwidth).unwrap_or(Bandwidth::None),
            encrypted_only: pick.one(Setting::EncryptedOnly, |c| c.encrypted_only).unwrap_or(false),
            chat: pick.one(Setting::Chat, |c| c.chat).unwrap_or(true),
            older_encryption: pick
                .one(Setting::OlderEncryption, |c| c.older_encryption)
                .unwrap_or(true),
            port_mapping: pick.one(Setting::PortMapping, |c| c.port_mapping).unwrap_or(true),
            internal_only: pick.one(Setting::InternalOnly, |c| c.internal_only).unwrap_or(false),
            port: port.and_then(|port| u16::try_from(port).ok()).filter(|&port| port > 0),
            longest_session: minutes(pick.one(Setting::LongestSession, |c| c.longest_session_minutes)),
            ask_again: minutes(pick.one(Setting::AskAgain, |c| c.ask_again_minutes)),
            wrong: None,
            sources: pick.sources,
        }
    }

    /// What holds while the administrator's policy cannot be read: nothing that it might have forbidden.
    #[must_use]
    pub fn closed(wrong: Wrong) -> Self {
        Self {
            wrong: Some(wrong),
            ..Self::resolve(&[&Choices::strictest()], &Choices::default())
        }
    }

    /// What holds while the user's own settings cannot be read: asking, which they do with their own hands, and nothing
    /// else that they might have forbidden. The administrator's policy stays as it is.
    pub(super) fn half_closed(machine: &[&Choices], wrong: Wrong) -> Self {
        let strict = Choices {
            ask: None,
            official_helpers_only: None,
            ..Choices::strictest()
        };
        Self {
            wrong: Some(wrong),
            ..Self::resolve(machine, &strict)
        }
    }

    /// Rules with these values, regardless of who decided them: the counterpart of [`Self::values`].
    #[must_use]
    pub fn of_values(values: &Choices) -> Self {
        Self::resolve(&[values], &Choices::default())
    }

    /// Nothing that could be forbidden is allowed.
    #[must_use]
    pub fn strictest() -> Self {
        Self::of_values(&Choices::strictest())
    }

    /// These, as far as they allow no more than others did, and keep no less. The lists of helpers stay as they are:
    /// whether somebody is on both is asked about each.
    #[must_use]
    pub fn no_wider_than(self, before: &Self) -> Self {
        let shorter = |now: Option<Duration>, before: Option<Duration>| match (now, before) {
            (Some(now), Some(before)) => Some(now.min(before)),
            (now, before) => now.or(before),
        };
        Self {
            ask: self.ask && before.ask,
            help: self.help && before.help,
            official_helpers_only: self.official_helpers_only || before.official_helpers_only,
            control: self.control && before.control,
            max_life_minutes: self.max_life_minutes.min(before.max_life_minutes),
            offers: self.offers.min(before.offers),
            session_log: self.session_log || before.session_log,
            // 0 is for ever.
            keep_days: match (self.keep_days, before.keep_days) {
                (0, _) | (_, 0) => 0,
                (now, before) => now.max(before),
            },
            encrypted_only: self.encrypted_only || before.encrypted_only,
            chat: self.chat && before.chat,
            older_encryption: self.older_encryption && before.older_encryption,
            port_mapping: self.port_mapping && before.port_mapping,
            internal_only: self.internal_only || before.internal_only,
            longest_session: shorter(self.longest_session, before.longest_session),
            ask_again: shorter(self.ask_again, before.ask_again),
            ..self
        }
    }

    /// Whether the router may be asked for a way in.
    #[must_use]
    pub fn may_map(&self) -> bool {
        self.port_mapping && !self.internal_only
    }

    /// Who decided a setting.
    #[must_use]
    pub fn source(&self, setting: Setting) -> RuleSource {
        self.sources.get(&setting).copied().unwrap_or(RuleSource::Default)
    }

    /// Whether the administrator decided it, so that no user can change it.
    #[must_use]
    pub fn is_fixed(&self, setting: Setting) -> bool {
        self.source(setting) == RuleSource::Machine
    }

    /// As one set of choices with every value there: what `lifeline policy show` prints.
    #[must_use]
    pub fn values(&self) -> Choices {
        let minutes = |time: Option<Duration>| {
            let minutes = time.map_or(0, |time| time.as_secs() / 60);
            u32::try_from(minutes).ok().and_then(Minutes::new)
        };
        Choices {
            everything_off: Some(!self.ask && !self.help && self.offers == Offers::Off),
            ask: Some(self.ask),
            official_helpers_only: Some(self.official_helpers_only),
            control: Some(self.control),
            longest_life: life(self.max_life_minutes),
            mail_method: Some(self.mail_method),
            offers: Some(self.offers),
            helpers: Some(self.helpers.clone()),
            authority: self.authority.clone(),
            view_message: self.view_message.clone(),
            control_message: self.control_message.clone(),
            session_log: Some(self.session_log),
            keep_days: Days::new(self.keep_days),
            bandwidth: Some(self.bandwidth),
            encrypted_only: Some(self.encrypted_only),
            chat: Some(self.chat),
            older_encryption: Some(self.older_encryption),
            port_mapping: Some(self.port_mapping),
            internal_only: Some(self.internal_only),
            help_others: Some(self.help),
            port: Port::new(self.port.unwrap_or(0).into()),
            longest_session_minutes: minutes(self.longest_session),
            ask_again_minutes: minutes(self.ask_again),
        }
    }
}

/// The largest unit that says it exactly.
fn life(minutes: u32) -> Option<Life> {
    [(24 * 60, Unit::Days), (60, Unit::Hours), (1, Unit::Minutes)]
        .into_iter()
        .filter(|(length, _)| minutes.is_multiple_of(*length))
        .find_map(|(length, unit)| Within::new(minutes / length).map(|number| Life { number, unit }))
}

impl Choices {
    /// Nothing that could be forbidden is allowed.
    fn strictest() -> Self {
        Self {
            everything_off: Some(true),
            ask: Some(false),
            official_helpers_only: Some(true),
            control: Some(false),
            longest_life: life(1),
            offers: Some(Offers::Off),
            helpers: Some(Vec::new()),
            encrypted_only: Some(true),
            chat: Some(false),
            older_encryption: Some(false),
            port_mapping: Some(false),
            internal_only: Some(true),
            help_others: Some(false),
            ..Self::default()
        }
    }
}

/// Looks values up, from the highest source to the lowest, and remembers where they were found.
struct Pick<'a> {
    machine: &'a [&'a Choices],
    user: &'a Choices,
    sources: BTreeMap<Setting, RuleSource>,
}

impl Pick<'_> {
    fn machine_only<T>(&mut self, setting: Setting, value: impl Fn(&Choices) -> Option<T>) -> Option<T> {
        let found = self.machine.iter().find_map(|choices| value(choices))?;
        self.sources.insert(setting, RuleSource::Machine);
        Some(found)
    }

    fn one<T>(&mut self, setting: Setting, value: impl Fn(&Choices) -> Option<T>) -> Option<T> {
        if let Some(found) = self.machine_only(setting, &value) {
            return Some(found);
        }
        let found = value(self.user)?;
        self.sources.insert(setting, RuleSource::User);
        Some(found)
    }
}
