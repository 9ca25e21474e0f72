//! Answer files of an unattended Windows set-up, as far as Remote Assistance goes: the component
//! `Microsoft-Windows-RemoteAssistance-Exe`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::choices::{Choices, Life, Unit, Within};
use super::file::Wrong;

const COMPONENT: &str = "Microsoft-Windows-RemoteAssistance-Exe";
/// Answer files describe a whole set-up, and still are some kilobytes.
pub const MAX_ANSWER_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// The number and the unit where an answer file names only one of the two.
const USUAL: (u32, Unit) = (6, Unit::Hours);

/// Reads the settings out of an answer file. It may have the component several times, for several architectures: of
/// each setting the last value counts.
pub fn read_answer_file(bytes: &[u8], place: &str) -> Result<Choices, Wrong> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
        .map_err(|_| wrong(place, None, "the file is not UTF-8 text"))?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().trim_text(true);
    let mut found = AnswersFound::default();
    // Where the reader is: whether inside the component, and in which of its elements.
    let (mut inside, mut element) = (false, None::<String>);
    loop {
        let before = reader.buffer_position();
        let line = || line_of(text, before);
        let event = reader
            .read_event()
            .map_err(|error| wrong(place, Some(line()), &error.to_string()))?;
        match event {
            Event::Eof => break,
            Event::Start(start) if start.local_name().as_ref() == "component" => inside = is_ours(&start),
            Event::End(end) if end.local_name().as_ref() == "component" => inside = false,
            Event::Start(start) if inside => {
                element = Some(start.local_name().as_ref().to_owned());
            }
            Event::End(_) => element = None,
            Event::Text(value) => {
                if let Some(name) = &element {
                    found
                        .take(name, value.trim())
                        .map_err(|what| wrong(place, Some(line_of(text, reader.buffer_position())), &what))?;
                }
            }
            _ => {}
        }
    }
    if !found.any {
        return Err(wrong(
            place,
            None,
            &format!("there is no component {COMPONENT} with settings in it"),
        ));
    }
    Ok(found.choices())
}

fn is_ours(start: &BytesStart<'_>) -> bool {
    start
        .attributes()
        .flatten()
        .any(|attribute| attribute.key.local_name().as_ref() == "name" && attribute.value.as_ref() == COMPONENT)
}

#[derive(Default)]
struct AnswersFound {
    any: bool,
    choices: Choices,
    number: Option<Within<1, 99>>,
    unit: Option<Unit>,
}

impl AnswersFound {
    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "fAllowToGetHelp" => self.choices.ask = Some(switch(name, value)?),
            "fAllowFullControl" => self.choices.control = Some(switch(name, value)?),
            "CreateEncryptedOnlyTickets" => self.choices.encrypted_only = Some(switch(name, value)?),
            "fEnableChatControl" => self.choices.chat = Some(switch(name, value)?),
            "MaxTicketExpiry" => {
                let number = value.parse().ok().and_then(Within::new);
                self.number = Some(number.ok_or_else(|| format!("{name} is {value:?}, and must be 1 to 99"))?);
            }
            "MaxTicketExpiryUnits" => {
                self.unit = Some(match value {
                    "0" => Unit::Minutes,
                    "1" => Unit::Hours,
                    "2" => Unit::Days,
                    _ => return Err(format!("{name} is {value:?}, and must be 0, 1 or 2")),
                });
            }
            // A name that is not known may forbid something: it is not passed over.
            _ => return Err(format!("{name} is no setting of {COMPONENT}")),
        }
        self.any = true;
        Ok(())
    }

    fn choices(self) -> Choices {
        let usual = Within::new(USUAL.0);
        let longest_life = match (self.number, self.unit) {
            (None, None) => None,
            (number, unit) => number.or(usual).map(|number| Life {
                number,
                unit: unit.unwrap_or(USUAL.1),
            }),
        };
        Choices {
            longest_life,
            ..self.choices
        }
    }
}

fn switch(name: &str, value: &str) -> Result<bool, String> {
    match value {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("{name} is {value:?}, and must be true or false")),
    }
}

/// Counted from 1.
fn line_of(text: &str, position: u64) -> usize {
    let before = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    text.as_bytes()
        .iter()
        .take(before)
        .filter(|&&byte| byte == b'\n')
        .count()
        + 1
}

fn wrong(place: &str, line: Option<usize>, what: &str) -> Wrong {
    Wrong {
        worded: false,
        place: place.to_owned(),
        line,
        what: what.to_owned(),
    }
}
