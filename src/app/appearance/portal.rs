//! The desktop portal's settings (org.freedesktop.portal.Settings): read once, and again after each change.

use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{MatchRule, Message};

use super::source::AppearanceSource;

/// A portal that has not answered by then says nothing.
const TIMEOUT: Duration = Duration::from_secs(5);

const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";

const APPEARANCE: &str = "org.freedesktop.appearance";
const GNOME: &str = "org.gnome.desktop.interface";

/// Tells what the portal says, until the bus is gone.
pub(super) fn serve(tell: &dyn Fn(AppearanceSource)) {
    if let Err(error) = listen(tell) {
        tracing::debug!(%error, "no portal tells how programs shall look");
    }
}

fn listen(tell: &dyn Fn(AppearanceSource)) -> zbus::Result<()> {
    let bus = Builder::session()?.method_timeout(TIMEOUT).build()?;
    // Before the first look, so that no change is missed.
    let changes = MatchRule::builder()
        .msg_type(Type::Signal)
        .path(PATH)?
        .interface(SETTINGS)?
        .member("SettingChanged")?
        .build();
    let changes = MessageIterator::for_match_rule(changes, &bus, None)?;
    tell(look(&bus));
    for change in changes {
        if concerns(&change?) {
            tell(look(&bus));
        }
    }
    Ok(())
}

fn concerns(change: &Message) -> bool {
    let body = change.body();
    body.deserialize::<(String, String, OwnedValue)>()
        .is_ok_and(|(namespace, ..)| namespace == APPEARANCE || namespace == GNOME)
}

fn look(bus: &Connection) -> AppearanceSource {
    let scheme = read(bus, APPEARANCE, "color-scheme");
    let reduced = read(bus, APPEARANCE, "reduced-motion");
    let animated = read(bus, GNOME, "enable-animations");
    AppearanceSource {
        dark: match number(scheme.as_ref()) {
            Some(1) => Some(true),
            Some(2) => Some(false),
            // No preference.
            _ => None,
        },
        still: match (number(reduced.as_ref()), animated.as_deref()) {
            (Some(wish), _) => Some(wish == 1),
            (None, Some(Value::Bool(animated))) => Some(!animated),
            _ => None,
        },
    }
}

fn number(value: Option<&OwnedValue>) -> Option<u32> {
    match value.map(|value| &**value) {
        Some(Value::U32(number)) => Some(*number),
        _ => None,
    }
}

/// What the portal keeps under this name. Version 1 of the portal has another call, which wraps the value once more.
fn read(bus: &Connection, namespace: &str, key: &str) -> Option<OwnedValue> {
    let ask = |method: &str| -> zbus::Result<OwnedValue> {
        let answer = bus.call_method(Some(NAME), PATH, Some(SETTINGS), method, &(namespace, key))?;
        answer.body().deserialize()
    };
    let value = ask("ReadOne").or_else(|_| ask("Read")).ok()?;
    match &*value {
        Value::Value(inner) => inner.try_to_owned().ok(),
        _ => Some(value),
    }
}
