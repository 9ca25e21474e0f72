//! The daemon of the session's IBus: which engine is in use, and which is to be.
//!
//! It puts no engine in the place of one that has gone. So the one that was there before is set again over a second
//! connection, once it has noticed that the first has ended.

use std::time::{Duration, Instant};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Value};

use super::address::address;
use super::wire::{self, ENGINE};
use crate::vocabulary::Cause;

const NAME: &str = "org.freedesktop.IBus";
const PATH: &str = "/org/freedesktop/IBus";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// A daemon that has not answered by then is given up.
const TIMEOUT: Duration = Duration::from_secs(2);
/// It has noticed by then that a connection has ended.
const NOTICED_WITHIN: Duration = Duration::from_secs(2);
const NOTICED_AGAIN: Duration = Duration::from_millis(5);

pub(super) fn connect(display: Option<&str>) -> Result<Connection, Cause> {
    let address = address(display).ok_or("no IBus daemon runs here")?;
    Ok(Builder::address(address.as_str())?.method_timeout(TIMEOUT).build()?)
}

/// The engine that is in use; `None` if none is.
pub(super) fn current(bus: &Connection) -> Option<String> {
    let answer = bus.call_method(Some(NAME), PATH, Some(PROPERTIES), "Get", &(NAME, "GlobalEngine"));
    let engine: OwnedValue = answer.ok()?.body().deserialize().ok()?;
    wire::name_of(&engine)
}

pub(super) fn set(bus: &Connection, engine: &str) -> zbus::Result<()> {
    bus.call_method(Some(NAME), PATH, Some(NAME), "SetGlobalEngine", &(engine,))?;
    Ok(())
}

/// Makes the engine known, for as long as the connection lasts.
pub(super) fn register(bus: &Connection) -> zbus::Result<()> {
    let component = Value::from(wire::component()?);
    bus.call_method(Some(NAME), PATH, Some(NAME), "RegisterComponent", &(component,))?;
    Ok(())
}

pub(super) fn close(bus: Connection) {
    if let Err(error) = bus.close() {
        tracing::debug!(%error, "the input method's bus was left already");
    }
}

/// Sets the person's engine again: at once where ours is still in use, and once more when the daemon has noticed that the
/// connection `gone` has ended. Another one that the person has chosen meanwhile stays.
pub(super) fn restore(bus: &Connection, gone: &str, engine: &str) -> zbus::Result<()> {
    if current(bus).as_deref() == Some(ENGINE) {
        set(bus, engine)?;
    }
    let deadline = Instant::now() + NOTICED_WITHIN;
    while Instant::now() < deadline && is_there(bus, gone)? {
        std::thread::sleep(NOTICED_AGAIN);
    }
    if current(bus).is_none_or(|current| current == ENGINE) {
        set(bus, engine)?;
    }
    Ok(())
}

fn is_there(bus: &Connection, name: &str) -> zbus::Result<bool> {
    const BUS: &str = "org.freedesktop.DBus";
    let answer = bus.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), "NameHasOwner", &(name,))?;
    answer.body().deserialize()
}

/// The same by another process.
pub(super) fn restore_after_death(gone: &str, engine: &str) -> Result<(), Cause> {
    restore(&connect(None)?, gone, engine)?;
    Ok(())
}

/// The same while the connection stays.
pub(super) fn replace(engine: &str) -> Result<(), Cause> {
    let bus = connect(None)?;
    if current(&bus).as_deref() == Some(ENGINE) {
        set(&bus, engine)?;
    }
    Ok(())
}
