//! Computers that help is offered to, as they are typed; and those that are remembered, with the people who were helped
//! by their invitations.

use std::net::{IpAddr, Ipv6Addr};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{problem, state_dir};
use crate::invitation::default_state_dir;
use crate::session::novice::Problem;
use crate::t;
use crate::texts::said::Said;
use crate::trust::{Computers, People, TrustError};

/// The longest name of DNS.
const MAX_HOST_BYTES: usize = 253;

/// The port that helpers try where no other is named.
pub const USUAL_PORT: u16 = crate::net::listener::DEFAULT_PORT;

/// A computer as it is typed: a name or an address, with a port where it is not the usual one.
pub fn computer(text: &str) -> Result<(String, u16), Problem> {
    place(text).map(|(host, port)| (host, port.unwrap_or(USUAL_PORT)))
}

/// The same for where a port must be named: tunnels have no usual port.
pub fn computer_and_port(text: &str) -> Result<(String, u16), Problem> {
    let (host, port) = place(text)?;
    let port = port.ok_or_else(|| {
        problem(
            t!("offer-bad-computer-what"),
            t!("offer-no-port-why"),
            t!("offer-no-port-remedy"),
        )
    })?;
    Ok((host, port))
}

/// An address, with its zone if it has one.
fn is_address(text: &str) -> bool {
    let (address, zone) = text.split_once('%').unwrap_or((text, "0"));
    let is_zone =
        !zone.is_empty() && !zone.contains(|c: char| c.is_whitespace() || c.is_control() || "[]%/:".contains(c));
    let of_zone = address.len() == text.len() || address.parse::<Ipv6Addr>().is_ok();
    address.parse::<IpAddr>().is_ok() && is_zone && of_zone
}

fn is_name(text: &str) -> bool {
    let stands = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    !text.is_empty() && text.chars().all(stands)
}

/// A host and, where one is named, its port: `name`, `name:port`, `1.2.3.4:port`, `[v6]:port`, with a zone after `%`
/// where an address has one; an address of version 6 without a port needs no brackets.
fn place(text: &str) -> Result<(String, Option<u16>), Problem> {
    let parsed = || {
        if is_address(text) {
            return Some((text.to_owned(), None));
        }
        let (host, port) = match text.rsplit_once(':') {
            // The end of an address in brackets.
            Some((_, rest)) if rest.ends_with(']') => (text, None),
            Some((host, port)) => (host, Some(port.parse().ok().filter(|&port| port != 0)?)),
            None => (text, None),
        };
        let host = match host.strip_prefix('[') {
            Some(inside) => Some(inside.strip_suffix(']')?).filter(|inside| is_address(inside))?,
            None => host,
        };
        // An address with colons and a port stands in brackets: without them nobody knows where it ends.
        let right = if host.contains(':') {
            text.starts_with('[')
        } else {
            is_name(host)
        };
        (right && host.len() <= MAX_HOST_BYTES).then(|| (host.to_owned(), port))
    };
    // An address has one spelling: known computers are looked up by it.
    let spelled = |(host, port): (String, _)| (host.parse().map_or(host, |address: IpAddr| address.to_string()), port);
    parsed().map(spelled).ok_or_else(|| {
        problem(
            t!("offer-bad-computer-what"),
            t!("offer-bad-computer-why"),
            t!("offer-bad-computer-remedy"),
        )
    })
}

/// Somebody or something that was helped or offered help, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// What the person called themselves, where it is a person and they said.
    pub name: Option<String>,
    pub host: String,
    pub port: u16,
    /// Seconds since 1970-01-01 UTC.
    pub last: u64,
    pub times: u32,
}

/// What can be remembered, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remembered {
    /// Computers that help was offered to.
    Computers,
    /// People who were helped by their invitations.
    People,
}

/// Those that are remembered, the newest first; none where they cannot be read.
pub fn recent(which: Remembered) -> Vec<Recent> {
    let Ok(dir) = default_state_dir() else {
        return Vec::new();
    };
    let computers = || {
        let listed = Computers::of(&dir).list()?.into_iter();
        Ok(listed
            .map(|one| Recent {
                name: None,
                host: one.host,
                port: one.port,
                last: one.last,
                times: one.times,
            })
            .collect())
    };
    let people = || {
        let listed = People::of(&dir).list()?.into_iter();
        Ok(listed
            .map(|one| Recent {
                name: Some(one.name).filter(|name| !name.is_empty()),
                host: one.host,
                port: USUAL_PORT,
                last: one.last,
                times: one.times,
            })
            .collect())
    };
    let listed: Result<_, TrustError> = match which {
        Remembered::Computers => computers(),
        Remembered::People => people(),
    };
    listed.unwrap_or_else(|error| {
        tracing::warn!(%error, "nobody is remembered");
        Vec::new()
    })
}

/// The screen of somebody who sent an invitation is seen now. Nothing depends on its being remembered.
pub fn meet(name: &str, host: &str) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |since| since.as_secs());
    let Ok(dir) = default_state_dir() else { return };
    if let Err(error) = People::of(&dir).meet(name, host, now) {
        tracing::warn!(%error, "a person is not remembered");
    }
}

/// Forgets one of them, or all.
pub fn forget(which: Remembered, one: Option<&Recent>) -> Result<(), Problem> {
    let dir = state_dir()?;
    let forgotten = match (which, one) {
        (Remembered::Computers, Some(one)) => return forget_computer(&one.host, one.port).map(|_| ()),
        (Remembered::Computers, None) => Computers::of(&dir).forget_all(),
        (Remembered::People, Some(one)) => {
            // Whoever did not say stands in the file without a name.
            People::of(&dir).forget(one.name.as_deref().unwrap_or_default(), &one.host)
        }
        (Remembered::People, None) => People::of(&dir).forget_all(),
    };
    forgotten.map_err(|error| problem(t!("recent-forget-what"), error.why(), t!("kept-file-remedy")))
}

/// Forgets a computer that help was offered to: its words are compared again. False if it was not known.
pub fn forget_computer(host: &str, port: u16) -> Result<bool, Problem> {
    Computers::of(&state_dir()?).forget(host, port).map_err(|error| {
        problem(
            t!("helper-forget-what", computer = format!("{host}:{port}")),
            error.why(),
            t!("kept-file-remedy"),
        )
    })
}
