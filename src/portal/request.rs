//! A request to the portal (org.freedesktop.portal.Request): the call is answered at once, and what comes of it is told
//! by a signal. The signal is listened for before the call: it may come before the call's own answer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use zbus::MatchRule;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{DynamicType, OwnedValue, Value};

use super::error::PortalError;
use super::{NAME, PATH};

/// What a call is given beside what it is about.
pub(super) type Options<'a> = HashMap<&'a str, Value<'a>>;
pub(super) type Results = HashMap<String, OwnedValue>;

const REQUEST: &str = "org.freedesktop.portal.Request";
const REGISTRY: &str = "org.freedesktop.host.portal.Registry";
const APP_ID: &str = "org.lifeline.Lifeline";

/// Says who calls, before anything else is called. Without an app id there are no shortcuts, and the desktop's questions
/// name nobody.
pub(super) fn register(bus: &Connection) -> Result<(), PortalError> {
    bus.call_method(Some(NAME), PATH, Some(REGISTRY), "Register", &(APP_ID, Options::new()))?;
    Ok(())
}

/// A name for a new object of this process.
pub(super) fn token() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("lifeline{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The path of an object that this connection's calls make.
pub(super) fn path(bus: &Connection, kind: &str, token: &str) -> Result<String, PortalError> {
    let sender = bus.unique_name().ok_or(PortalError::Senseless)?;
    let sender = sender.trim_start_matches(':').replace('.', "_");
    Ok(format!("{PATH}/{kind}/{sender}/{token}"))
}

/// The signals of one object.
pub(super) fn signals(
    bus: &Connection,
    path: &str,
    interface: &'static str,
    member: &'static str,
) -> zbus::Result<MessageIterator> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender(NAME)?
        .path(path.to_owned())?
        .interface(interface)?
        .member(member)?
        .build();
    MessageIterator::for_match_rule(rule, bus, None)
}

/// Calls a method that makes a request, and waits for as long as the desktop, or the person, takes for it. The end of
/// the connection ends the wait.
pub(super) fn request<B>(
    bus: &Connection,
    interface: &'static str,
    method: &'static str,
    body: impl FnOnce(Options<'static>) -> B,
) -> Result<Results, PortalError>
where
    B: serde::Serialize + DynamicType,
{
    let (code, results) = answer(bus, interface, method, body)?;
    match code {
        DONE => Ok(results),
        CANCELLED => Err(PortalError::Refused),
        _ => Err(PortalError::Ended),
    }
}

/// What a request's answer begins with.
const DONE: u32 = 0;
pub(super) const CANCELLED: u32 = 1;

/// The same with whatever the answer is.
pub(super) fn answer<B>(
    bus: &Connection,
    interface: &'static str,
    method: &'static str,
    body: impl FnOnce(Options<'static>) -> B,
) -> Result<(u32, Results), PortalError>
where
    B: serde::Serialize + DynamicType,
{
    let token = token();
    let path = path(bus, "request", &token)?;
    let mut answers = signals(bus, &path, REQUEST, "Response")?;
    let options = HashMap::from([("handle_token", Value::from(token))]);
    bus.call_method(Some(NAME), PATH, Some(interface), method, &body(options))?;
    let answer = answers.next().ok_or(PortalError::Ended)??;
    Ok(answer.body().deserialize()?)
}
