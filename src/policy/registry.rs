//! Group Policy's values as settings. The registry itself comes in as a [`RegistryReader`], so that this is tested
//! where there is none.

use super::choices::{
    AuthorityFiles, Bandwidth, Choices, Days, Life, ListedHelper, MailMethod, MessageText, Minutes, Name, Offers, Port,
    Unit, Within,
};
use super::file::Wrong;
use super::helper_key::KeyTextError;
use super::rules::Setting;
use super::table::{Key, LOCAL_SETTINGS, SettingRow, row};

/// One value of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Dword(u32),
    Text(String),
    /// Of a type that no policy has.
    Other,
}

/// Reads below `HKEY_LOCAL_MACHINE`. An error is one of the system; what is not there is `None`, or an empty list.
pub trait RegistryReader {
    fn value(&self, key: &str, name: &str) -> Result<Option<Value>, String>;
    /// All values of a key, by name.
    fn values(&self, key: &str) -> Result<Vec<(String, Value)>, String>;
}

/// What Group Policy decides, and, where it does not, what System Properties hold for the whole computer. A value of
/// another type, or outside of its bounds, is an error that names it.
pub fn read(reader: &dyn RegistryReader) -> Result<Choices, Wrong> {
    let at = At { reader };
    let policy = at.policy()?;
    Ok(Choices {
        ask: policy.ask.or(at.local("fAllowToGetHelp", false)?),
        control: policy.control.or(at.local("fAllowFullControl", false)?),
        encrypted_only: policy.encrypted_only.or(at.local("CreateEncryptedOnlyTickets", true)?),
        chat: policy.chat.or(at.local("fEnableChatControl", false)?),
        longest_life: match policy.longest_life {
            Some(life) => Some(life),
            None => at.local_life()?,
        },
        ..policy
    })
}

/// How long an invitation may be in force as Windows is installed.
const USUAL_LIFE: (u32, Unit) = (6, Unit::Hours);

struct At<'a> {
    reader: &'a dyn RegistryReader,
}

impl At<'_> {
    fn policy(&self) -> Result<Choices, Wrong> {
        let at = self;
        Ok(Choices {
            everything_off: at.switch(Setting::EverythingOff)?,
            ask: at.switch(Setting::Ask)?,
            official_helpers_only: at.switch(Setting::OfficialHelpersOnly)?,
            control: at.switch(Setting::Control)?,
            longest_life: at.life()?,
            mail_method: at.word(
                Setting::MailMethod,
                &[(0, MailMethod::Attachment), (1, MailMethod::Mailto)],
            )?,
            offers: at.offers()?,
            helpers: at.helpers()?,
            authority: at.authority()?,
            view_message: at.message(Setting::ViewMessage)?,
            control_message: at.message(Setting::ControlMessage)?,
            session_log: at.switch(Setting::SessionLog)?,
            keep_days: at.number(Setting::KeepDays, Days::new)?,
            bandwidth: at.bandwidth()?,
            encrypted_only: at.switch(Setting::EncryptedOnly)?,
            chat: at.switch(Setting::Chat)?,
            older_encryption: at.switch(Setting::OlderEncryption)?,
            port_mapping: at.switch(Setting::PortMapping)?,
            internal_only: at.switch(Setting::InternalOnly)?,
            help_others: at.switch(Setting::HelpOthers)?,
            port: at.number(Setting::Port, Port::new)?,
            longest_session_minutes: at.number(Setting::LongestSession, Minutes::new)?,
            ask_again_minutes: at.number(Setting::AskAgain, Minutes::new)?,
        })
    }

    /// What System Properties hold under this name, where that is `decides`: the other is what Windows writes by itself,
    /// and decides nothing.
    fn local(&self, name: &str, decides: bool) -> Result<Option<bool>, Wrong> {
        match self.local_dword(name)? {
            None => Ok(None),
            Some(number @ (0 | 1)) => Ok(Some(decides).filter(|decides| *decides == (number == 1))),
            Some(other) => Err(none_of_its_values(&local_place(name), other)),
        }
    }

    /// The same of how long an invitation may be in force.
    fn local_life(&self) -> Result<Option<Life>, Wrong> {
        let name = "MaxTicketExpiry";
        let unit = unit(
            "MaxTicketExpiryUnits",
            self.local_dword("MaxTicketExpiryUnits")?,
            local_place,
        )?;
        let Some(number) = self.local_dword(name)? else {
            return Ok(None);
        };
        let within = Within::new(number).ok_or_else(|| none_of_its_values(&local_place(name), number))?;
        Ok(Some(Life { number: within, unit }).filter(|_| (number, unit) != USUAL_LIFE))
    }

    fn local_dword(&self, name: &str) -> Result<Option<u32>, Wrong> {
        let value = self.reader.value(LOCAL_SETTINGS, name);
        number_of(
            value.map_err(|error| wrong(&local_place(name), &error))?,
            &local_place(name),
        )
    }

    fn row(setting: Setting) -> Result<&'static SettingRow, Wrong> {
        row(setting).ok_or_else(|| wrong("", "a setting without a row"))
    }

    fn value(&self, key: Key, name: &str) -> Result<Option<Value>, Wrong> {
        let value = self.reader.value(key.path(), name);
        value.map_err(|error| wrong(&place_of(key, name), &error))
    }

    fn dword(&self, key: Key, name: &str) -> Result<Option<u32>, Wrong> {
        number_of(self.value(key, name)?, &place_of(key, name))
    }

    fn text(&self, key: Key, name: &str) -> Result<Option<String>, Wrong> {
        match self.value(key, name)? {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(&place_of(key, name), &format!("{other:?} is not a text"))),
        }
    }

    /// The number of a setting, made into what it stands for.
    fn number<T>(&self, setting: Setting, make: impl Fn(u32) -> Option<T>) -> Result<Option<T>, Wrong> {
        let registry = Self::row(setting)?.registry;
        let Some(number) = self.dword(registry.key, registry.value)? else {
            return Ok(None);
        };
        make(number)
            .map(Some)
            .ok_or_else(|| none_of_its_values(&place_of(registry.key, registry.value), number))
    }

    fn switch(&self, setting: Setting) -> Result<Option<bool>, Wrong> {
        self.word(setting, &[(0, false), (1, true)])
    }

    fn word<T: Copy>(&self, setting: Setting, words: &[(u32, T)]) -> Result<Option<T>, Wrong> {
        let find = |number| words.iter().find(|(word, _)| *word == number).map(|(_, value)| *value);
        self.number(setting, find)
    }

    fn beside(&self, setting: Setting) -> Result<Option<u32>, Wrong> {
        let registry = Self::row(setting)?.registry;
        match registry.beside {
            Some(name) => self.dword(registry.key, name),
            None => Ok(None),
        }
    }

    fn life(&self) -> Result<Option<Life>, Wrong> {
        let beside = self.beside(Setting::LongestLife)?;
        let unit = unit("MaxTicketExpiryUnits", beside, |name| place_of(Key::Windows, name))?;
        let number = self.number(Setting::LongestLife, Within::new)?;
        Ok(number.map(|number| Life { number, unit }))
    }

    fn offers(&self) -> Result<Option<Offers>, Wrong> {
        Ok(match self.switch(Setting::Offers)? {
            None => None,
            Some(false) => Some(Offers::Off),
            Some(true) if self.beside(Setting::Offers)? == Some(1) => Some(Offers::Control),
            Some(true) => Some(Offers::View),
        })
    }

    fn bandwidth(&self) -> Result<Option<Bandwidth>, Wrong> {
        if self.beside(Setting::Bandwidth)? != Some(1) {
            return Ok(None);
        }
        let words = [
            (14, Bandwidth::None),
            (12, Bandwidth::NoWindowDrag),
            (8, Bandwidth::NoBackground),
            (0, Bandwidth::Full),
        ];
        self.word(Setting::Bandwidth, &words)
    }

    fn message(&self, setting: Setting) -> Result<Option<MessageText>, Wrong> {
        if self.beside(setting)? != Some(1) {
            return Ok(None);
        }
        let registry = Self::row(setting)?.registry;
        let place = place_of(registry.key, registry.value);
        match self.text(registry.key, registry.value)? {
            Some(text) if !text.trim().is_empty() => MessageText::new(&text)
                .map(Some)
                .ok_or_else(|| wrong(&place, "the text is too long")),
            _ => Ok(None),
        }
    }

    /// A list of Group Policy: the name of each value is the helper's, its text the key.
    fn helpers(&self) -> Result<Option<Vec<ListedHelper>>, Wrong> {
        let key = format!(r"{}\Helpers", Key::Own.path());
        let values = self.reader.values(&key).map_err(|error| wrong(&key, &error))?;
        let mut helpers = Vec::new();
        for (name, value) in values {
            let place = format!(r"{key}\{name}");
            let Value::Text(text) = value else {
                return Err(wrong(&place, &format!("{value:?} is not a text")));
            };
            let name = Name::new(&name).ok_or_else(|| wrong(&place, "this is no name"))?;
            let key = text
                .parse()
                .map_err(|error: KeyTextError| wrong(&place, &format!("{text:?}: {error}")))?;
            helpers.push(ListedHelper { name, key });
        }
        Ok((!helpers.is_empty()).then_some(helpers))
    }

    fn authority(&self) -> Result<Option<AuthorityFiles>, Wrong> {
        let Some(certificate) = self
            .text(Key::Own, "AuthorityCertificate")?
            .filter(|path| !path.is_empty())
        else {
            return Ok(None);
        };
        let list = self.text(Key::Own, "AuthorityRevocationList")?;
        let names_key = format!(r"{}\AuthorityNames", Key::Own.path());
        let values = self
            .reader
            .values(&names_key)
            .map_err(|error| wrong(&names_key, &error))?;
        let mut names = Vec::new();
        for (name, _) in values {
            let place = format!(r"{names_key}\{name}");
            names.push(Name::new(&name).ok_or_else(|| wrong(&place, "this is no name"))?);
        }
        Ok(Some(AuthorityFiles {
            certificate: certificate.into(),
            revocation_list: list.filter(|path| !path.is_empty()).map(Into::into),
            names,
        }))
    }
}

fn number_of(value: Option<Value>, place: &str) -> Result<Option<u32>, Wrong> {
    match value {
        None => Ok(None),
        Some(Value::Dword(number)) => Ok(Some(number)),
        Some(other) => Err(wrong(place, &format!("{other:?} is not a DWORD"))),
    }
}

fn unit(name: &str, number: Option<u32>, place: impl Fn(&str) -> String) -> Result<Unit, Wrong> {
    match number {
        Some(0) => Ok(Unit::Minutes),
        None | Some(1) => Ok(Unit::Hours),
        Some(2) => Ok(Unit::Days),
        Some(other) => Err(none_of_its_values(&place(name), other)),
    }
}

fn none_of_its_values(place: &str, number: u32) -> Wrong {
    wrong(place, &format!("{number} is none of its values"))
}

fn local_place(name: &str) -> String {
    format!(r"{LOCAL_SETTINGS}\{name}")
}

fn place_of(key: Key, name: &str) -> String {
    format!(r"{}\{name}", key.path())
}

fn wrong(place: &str, what: &str) -> Wrong {
    Wrong {
        worded: false,
        place: format!(r"HKEY_LOCAL_MACHINE\{place}"),
        line: None,
        what: what.to_owned(),
    }
}
