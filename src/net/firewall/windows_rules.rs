//! What Windows' firewall does with a caller of this program, by what it says of itself (`INetFwPolicy2`).
//!
//! Only what can be told for certain is told: a condition that is not understood leaves it open whether its rule
//! applies, and if that matters the verdict is unknown.

use super::nft::in_network;
use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};

/// The kind of a network, as Windows has them; their bits (`NET_FW_PROFILE_TYPE2`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Profile {
    Domain = 1,
    Private = 2,
    Public = 4,
}

impl Profile {
    pub const ALL: [Self; 3] = [Self::Domain, Self::Private, Self::Public];

    #[must_use]
    pub fn bit(self) -> i32 {
        self as i32
    }
}

/// What holds in one of the networks that this computer is in.
#[derive(Debug, Clone)]
pub struct ProfileState {
    pub profile: Profile,
    pub enabled: bool,
    /// Whatever rules allow ("shields up").
    pub blocks_all: bool,
    /// Where no rule fits.
    pub lets_in: bool,
}

/// A rule for what comes in that is switched on.
#[derive(Debug, Clone, Default)]
pub struct WindowsRule {
    pub name: String,
    pub allows: bool,
    /// Bits of [`Profile`].
    pub profiles: i32,
    /// Its path; empty for every program.
    pub program: String,
    /// Then it is for that service, or for all, and for no other program.
    pub service: String,
    /// As IP numbers them; 256 for all.
    pub protocol: i32,
    /// Numbers, ranges and words, with commas between them; `*` or nothing for all.
    pub ports: String,
    /// Addresses, networks, ranges and words, with commas between them; `*` or nothing for all.
    pub from: String,
    /// It has other conditions: on interfaces, users, or how the connection is secured.
    pub more: bool,
}

#[derive(Debug, Clone)]
pub struct WindowsFirewall {
    /// Of each network that this computer is in.
    pub profiles: Vec<ProfileState>,
    pub rules: Vec<WindowsRule>,
    /// Group Policy has a word in it: these rules may not count, and others may.
    pub overridden: bool,
    /// This computer's networks, `192.168.0.0/24` say.
    pub networks: Vec<String>,
}

/// What one network does with a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Decision {
    LetsIn,
    /// No rule fits.
    KeepsOut,
    /// This rule fits, or nothing is let in whatever rules say.
    Blocks(Option<String>),
    Unsure,
}

const TCP: i32 = 6;
const ANY_PROTOCOL: i32 = 256;

/// What it does with this caller of `program`. Which network they come by is not known: where networks differ, the verdict is unknown.
#[must_use]
pub fn verdict(firewall: &WindowsFirewall, program: &str, caller: &FirewallCaller) -> FirewallVerdict {
    let by = Firewall::Windows;
    if firewall.overridden {
        return FirewallVerdict::Unknown { by, remedy: None };
    }
    let decisions: Vec<_> = firewall
        .profiles
        .iter()
        .map(|state| decide(firewall, state, program, caller))
        .collect();
    let Some(first) = decisions.first() else {
        // In no network: nobody comes.
        return FirewallVerdict::Open;
    };
    let lets_in = |decision: &Decision| *decision == Decision::LetsIn;
    if decisions.iter().all(lets_in) {
        return FirewallVerdict::Open;
    }
    let trusted = firewall.profiles.iter().any(|state| state.profile != Profile::Public);
    let alike = decisions.iter().all(|decision| decision == first);
    match first {
        Decision::KeepsOut if alike => FirewallVerdict::Blocked {
            by,
            remedy: trusted.then(|| opening(program)),
        },
        Decision::Blocks(rule) if alike => {
            let rule = rule.as_deref().filter(|_| trusted);
            FirewallVerdict::Blocked {
                by,
                remedy: rule.and_then(|rule| reversing(rule, program)),
            }
        }
        _ => FirewallVerdict::Unknown {
            by,
            remedy: trusted.then(|| opening(program)),
        },
    }
}

/// Makes the rule that a helper comes in by; never in public networks.
#[must_use]
pub fn opening(program: &str) -> String {
    format!(
        "netsh advfirewall firewall add rule name=Lifeline dir=in action=allow protocol=TCP profile=private,domain program=\"{program}\""
    )
}

/// What forbids goes before what allows: the rule itself has to be another. Windows makes such a one for whoever cancels its question.
fn reversing(rule: &str, program: &str) -> Option<String> {
    (!rule.contains('"')).then(|| {
        format!(
            "netsh advfirewall firewall set rule name=\"{rule}\" dir=in program=\"{program}\" new action=allow profile=private,domain"
        )
    })
}

fn decide(firewall: &WindowsFirewall, state: &ProfileState, program: &str, caller: &FirewallCaller) -> Decision {
    if !state.enabled {
        return Decision::LetsIn;
    }
    if state.blocks_all {
        return Decision::Blocks(None);
    }
    let fitting = |allows: bool| {
        let of_kind = firewall.rules.iter().filter(move |rule| rule.allows == allows);
        of_kind
            .map(|rule| (rule, fits(rule, state.profile, program, caller, &firewall.networks)))
            .filter(|(_, fits)| *fits != Some(false))
    };
    let certain = |allows| fitting(allows).find(|(_, fits)| fits.is_some());
    if let Some((rule, _)) = certain(false) {
        return Decision::Blocks((!rule.program.is_empty()).then(|| rule.name.clone()));
    }
    let lets_in = state.lets_in || certain(true).is_some();
    match (lets_in, fitting(!lets_in).next()) {
        (_, Some(_)) => Decision::Unsure,
        (true, None) => Decision::LetsIn,
        (false, None) => Decision::KeepsOut,
    }
}

/// Whether a rule applies; `None` where that cannot be told.
fn fits(
    rule: &WindowsRule,
    profile: Profile,
    program: &str,
    caller: &FirewallCaller,
    networks: &[String],
) -> Option<bool> {
    let is_meant = rule.profiles & profile.bit() != 0
        && (rule.program.is_empty() || same_path(&rule.program, program))
        && rule.service.is_empty()
        && matches!(rule.protocol, TCP | ANY_PROTOCOL)
        && has_port(&rule.ports, caller.port);
    if !is_meant {
        return Some(false);
    }
    let from = comes_from(&rule.from, caller, networks);
    if rule.more && from != Some(false) { None } else { from }
}

/// Windows does not tell large letters in paths from small ones.
fn same_path(one: &str, other: &str) -> bool {
    let plain = |path: &str| path.trim_start_matches(r"\\?\").to_lowercase();
    plain(one) == plain(other)
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The words among ports (`RPC`, `IPHTTPS`) name other services.
fn has_port(ports: &str, port: u16) -> bool {
    let is_in = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        matches!((first.parse::<u16>(), last.parse::<u16>()), (Ok(first), Ok(last)) if (first..=last).contains(&port))
    };
    parts(ports).next().is_none() || parts(ports).any(|part| part == "*" || is_in(part))
}

fn comes_from(list: &str, caller: &FirewallCaller, networks: &[String]) -> Option<bool> {
    if parts(list).next().is_none() {
        return Some(true);
    }
    let answers: Vec<_> = parts(list).map(|part| is_of(part, caller, networks)).collect();
    if answers.contains(&Some(true)) {
        return Some(true);
    }
    (!answers.contains(&None)).then_some(false)
}

fn is_of(part: &str, caller: &FirewallCaller, networks: &[String]) -> Option<bool> {
    let from = caller.from;
    if part == "*" {
        return Some(true);
    }
    if part.eq_ignore_ascii_case("LocalSubnet") {
        return Some(networks.iter().any(|network| in_network(network, from) == Some(true)));
    }
    if let Some((first, last)) = part.split_once('-') {
        let (first, last): (std::net::IpAddr, std::net::IpAddr) = (first.parse().ok()?, last.parse().ok()?);
        return Some(first <= from && from <= last && first.is_ipv4() == from.is_ipv4());
    }
    // Windows writes 10.0.0.0/255.255.255.0.
    match part.split_once('/') {
        Some((base, mask)) if mask.contains('.') => {
            let mask: std::net::Ipv4Addr = mask.parse().ok()?;
            in_network(&format!("{base}/{}", mask.to_bits().leading_ones()), from)
        }
        _ => in_network(part, from),
    }
}

/// A path with the names of `%PLACES%` in it, as the system's own rules have them.
#[must_use]
pub fn expanded(path: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut pieces = path.split('%');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    while let Some(name) = pieces.next() {
        match (value(name), pieces.next()) {
            (Some(value), Some(after)) => whole.extend([value.as_str(), after]),
            (None, Some(after)) => whole.extend(["%", name, "%", after]),
            (_, None) => whole.extend(["%", name]),
        }
    }
    whole
}
