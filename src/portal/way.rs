//! How a desktop takes what a session does with mouse and keyboard: by calls of the portal, or by EIS. One way a session:
//! once EIS is connected the portal takes no calls.
//!
//! The portal that programs call answers each of those calls before the desktop's part of it has got it, which may have no
//! such call (xdg-desktop-portal 1.20 waits for no answer). So the desktop's part is asked what it has. Where none of it
//! is known, a call is made that does nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zbus::blocking::Connection;
use zbus::zvariant::ObjectPath;

use super::error::PortalError;
use super::request::Options;
use super::{NAME, PATH, REMOTE_DESKTOP};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HandsWay {
    /// `ConnectToEIS` alone.
    Eis,
    /// The portal's own calls, Notify*.
    Calls,
}

/// What the names of the desktops' parts of the portal begin with.
const BACKENDS: &str = "org.freedesktop.impl.portal.desktop.";
const BACKEND: &str = "org.freedesktop.impl.portal.RemoteDesktop";

/// A desktop has two or three.
const MOST_BACKENDS: usize = 8;

/// Longer than what any of them says of itself.
const LONGEST: usize = 1 << 18;

/// Asked once the session has started: then the desktop's part runs.
pub(super) fn way_of(bus: &Connection, session: &ObjectPath<'_>) -> Result<HandsWay, PortalError> {
    // Which of several the portal calls nobody tells: where one takes calls it is called.
    let known = backends(bus).iter().filter_map(|name| introspect(bus, name)).max();
    known.map_or_else(|| tried(bus, session), Ok)
}

/// Those that run.
fn backends(bus: &Connection) -> Vec<String> {
    const BUS: &str = "org.freedesktop.DBus";
    let answer = bus.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), "ListNames", &());
    let names = answer.and_then(|answer| answer.body().deserialize::<Vec<String>>());
    let names = names.inspect_err(|error| tracing::debug!(%error, "the bus does not tell who is on it"));
    let backends = names
        .unwrap_or_default()
        .into_iter()
        .filter(|name| name.starts_with(BACKENDS));
    backends.take(MOST_BACKENDS).collect()
}

fn introspect(bus: &Connection, name: &str) -> Option<HandsWay> {
    const INTROSPECTABLE: &str = "org.freedesktop.DBus.Introspectable";
    let answer = bus.call_method(Some(name), PATH, Some(INTROSPECTABLE), "Introspect", &());
    let said = answer.and_then(|answer| answer.body().deserialize::<String>());
    let said = said.inspect_err(|error| tracing::debug!(name, %error, "it does not say what it has"));
    takes(&said.ok()?)
}

/// What something takes that describes itself so.
fn takes(description: &str) -> Option<HandsWay> {
    let mut reader = Reader::from_str(description.get(..LONGEST).unwrap_or(description));
    let (mut is_inside, mut way) = (false, None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "interface" => is_inside = is_named(&element, |name| name == BACKEND),
                "method" if is_inside => {
                    if is_named(&element, |name| name.starts_with("Notify")) {
                        way = Some(HandsWay::Calls);
                    } else if is_named(&element, |name| name == "ConnectToEIS") {
                        way = way.max(Some(HandsWay::Eis));
                    }
                }
                _ => {}
            },
            Event::Eof => return way,
            _ => {}
        }
    }
}

fn is_named(element: &BytesStart<'_>, is_it: impl Fn(&str) -> bool) -> bool {
    let name = element.try_get_attribute("name");
    name.is_ok_and(|name| name.is_some_and(|name| is_it(&name.value)))
}

/// The pointer is moved nowhere. A session that has ended, or a refusal, is no lack of calls.
fn tried(bus: &Connection, session: &ObjectPath<'_>) -> Result<HandsWay, PortalError> {
    const LACKING: [&str; 3] = [
        "org.freedesktop.DBus.Error.UnknownMethod",
        "org.freedesktop.DBus.Error.NotSupported",
        "org.freedesktop.portal.Error.NotSupported",
    ];
    let nowhere = (session, Options::new(), 0.0, 0.0);
    let answer = bus.call_method(Some(NAME), PATH, Some(REMOTE_DESKTOP), "NotifyPointerMotion", &nowhere);
    match answer {
        Ok(_) => Ok(HandsWay::Calls),
        Err(zbus::Error::MethodError(name, ..)) if LACKING.contains(&name.as_str()) => Ok(HandsWay::Eis),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(interface: &str, methods: &[&str]) -> Option<HandsWay> {
        let methods: String = methods
            .iter()
            .map(|name| format!("<method name=\"{name}\"><arg type=\"o\" name=\"NotifyNobody\"/></method>"))
            .collect();
        let other = "<interface name=\"org.example\"><method name=\"NotifyKeyboardKeycode\"/></interface>";
        takes(&format!(
            "<!DOCTYPE node><node>{other}<interface name=\"{interface}\">{methods}</interface>{other}</node>"
        ))
    }

    #[test]
    fn a_desktop_that_takes_no_calls_is_known_by_what_it_says_of_itself() {
        let calls = "NotifyPointerMotion";
        assert_eq!(described(BACKEND, &["Start", "ConnectToEIS"]), Some(HandsWay::Eis));
        assert_eq!(described(BACKEND, &["ConnectToEIS", calls]), Some(HandsWay::Calls));
        assert_eq!(described(BACKEND, &[calls, "ConnectToEIS"]), Some(HandsWay::Calls));
        assert_eq!(described(BACKEND, &["Start"]), None);
        assert_eq!(
            described("org.freedesktop.impl.portal.ScreenCast", &["ConnectToEIS"]),
            None
        );
        assert_eq!(takes("<node"), None);
        assert_eq!(takes(""), None);
    }
}
