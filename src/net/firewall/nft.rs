//! What the rules of nftables (`nft -j list ruleset`, libnftables-json(5)) do with a caller's first packet.
//!
//! Only what can be told for certain is told: a condition that is not understood leaves it open whether its rule
//! applies, and if that matters the verdict is unknown.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};

/// Chains that call each other deeper than this are not followed; the kernel stops at 16.
const DEPTH_MAX: usize = 16;

/// What the input chains do with this caller, and the command that lets them in.
#[must_use]
pub fn verdict(rules: &str, caller: &FirewallCaller) -> FirewallVerdict {
    let unknown = |remedy| FirewallVerdict::Unknown {
        by: Firewall::Nftables,
        remedy,
    };
    let Ok(ruleset) = serde_json::from_str::<Value>(rules) else {
        return unknown(None);
    };
    let rules = Ruleset::new(&ruleset);
    let mut blocked = Vec::new();
    let mut open_question = Vec::new();
    for chain in rules.entrances(caller) {
        match rules.walk(chain, caller, DEPTH_MAX) {
            Walked::Drop => blocked.push(remedy(chain, caller)),
            Walked::Unknown => open_question.push(remedy(chain, caller)),
            Walked::Accept | Walked::Through => {}
        }
    }
    if open_question.is_empty() && blocked.is_empty() {
        return FirewallVerdict::Open;
    }
    let certain = !blocked.is_empty();
    let remedy = [blocked, open_question].concat().join(" && ");
    if certain {
        FirewallVerdict::Blocked {
            by: Firewall::Nftables,
            remedy: Some(remedy),
        }
    } else {
        unknown(Some(remedy))
    }
}

fn remedy(chain: &Map<String, Value>, caller: &FirewallCaller) -> String {
    let [family, table, name] = ["family", "table", "name"].map(|key| text(chain, key));
    format!(
        "sudo nft insert rule {family} {table} {name} tcp dport {} accept",
        caller.port
    )
}

/// Whether an address lies in `192.168.0.0/16`, or is that address; `None` if that cannot be read.
#[must_use]
pub fn in_network(network: &str, address: IpAddr) -> Option<bool> {
    let (base, length) = match network.split_once('/') {
        Some((base, length)) => (base, Some(length.parse::<u32>().ok()?)),
        None => (network, None),
    };
    let base: IpAddr = base.trim().parse().ok()?;
    Some(match (base, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            let differs = 32_u32.checked_sub(length.unwrap_or(32))?;
            (base.to_bits() ^ address.to_bits()).checked_shr(differs).unwrap_or(0) == 0
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            let differs = 128_u32.checked_sub(length.unwrap_or(128))?;
            (base.to_bits() ^ address.to_bits()).checked_shr(differs).unwrap_or(0) == 0
        }
        _ => false,
    })
}

/// The end of a way through a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walked {
    Accept,
    Drop,
    /// To the end of a chain that has no policy: back to the one that called it.
    Through,
    Unknown,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    Unsure,
}

impl From<Option<bool>> for Holds {
    fn from(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unsure,
        }
    }
}

struct Ruleset<'a> {
    chains: Vec<&'a Map<String, Value>>,
    rules: Vec<&'a Map<String, Value>>,
    sets: Vec<&'a Map<String, Value>>,
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// In the same table.
fn beside(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    ["family", "table"].iter().all(|key| text(one, key) == text(other, key))
}

impl<'a> Ruleset<'a> {
    fn new(ruleset: &'a Value) -> Self {
        let entries = ruleset.get("nftables").and_then(Value::as_array);
        let of = |kind: &str| {
            let entries = entries.into_iter().flatten();
            entries.filter_map(|entry| entry.get(kind)?.as_object()).collect()
        };
        let mut sets: Vec<_> = of("set");
        sets.extend::<Vec<_>>(of("map"));
        Self {
            chains: of("chain"),
            rules: of("rule"),
            sets,
        }
    }

    /// The chains that a packet to this computer passes.
    fn entrances(&self, caller: &FirewallCaller) -> impl Iterator<Item = &'a Map<String, Value>> {
        let family = if caller.from.is_ipv4() { "ip" } else { "ip6" };
        self.chains.iter().copied().filter(move |chain| {
            text(chain, "type") == "filter"
                && matches!(text(chain, "hook"), "input" | "prerouting")
                && (text(chain, "family") == "inet" || text(chain, "family") == family)
        })
    }

    fn walk(&self, chain: &Map<String, Value>, caller: &FirewallCaller, depth: usize) -> Walked {
        // Outcomes of rules that may or may not match this caller: the result is certain only if all of them agree with
        // it.
        let mut perhaps = Vec::new();
        let policy = match chain.get("policy").and_then(Value::as_str) {
            Some("drop") => Walked::Drop,
            Some(_) => Walked::Accept,
            None => Walked::Through,
        };
        let mut end = policy;
        let name = text(chain, "name");
        for rule in self
            .rules
            .iter()
            .filter(|rule| beside(rule, chain) && text(rule, "chain") == name)
        {
            match self.rule(rule, caller, depth) {
                (Holds::No, _) | (_, None) => {}
                (Holds::Unsure, Some(Walked::Through)) => perhaps.push(policy),
                (Holds::Unsure, Some(walked)) => perhaps.push(walked),
                (Holds::Yes, Some(Walked::Through)) => break,
                (Holds::Yes, Some(walked)) => {
                    end = walked;
                    break;
                }
            }
        }
        if perhaps.iter().all(|one| *one == end) {
            end
        } else {
            Walked::Unknown
        }
    }

    /// Whether all conditions of a rule hold, and what it does then; `None`: it goes on to the next.
    fn rule(&self, rule: &Map<String, Value>, caller: &FirewallCaller, depth: usize) -> (Holds, Option<Walked>) {
        let mut holds = Holds::Yes;
        let statements = rule.get("expr").and_then(Value::as_array);
        for statement in statements.into_iter().flatten().filter_map(Value::as_object) {
            let Some((kind, value)) = statement.iter().next() else {
                continue;
            };
            let does = match kind.as_str() {
                "match" => {
                    match self.condition(value, rule, caller) {
                        Holds::Yes => {}
                        Holds::Unsure => holds = Holds::Unsure,
                        Holds::No => return (Holds::No, None),
                    }
                    continue;
                }
                "vmap" => {
                    let (found, does) = self.looked_up(value, rule, caller, depth);
                    match found {
                        Holds::Yes => {}
                        Holds::Unsure => holds = Holds::Unsure,
                        Holds::No => continue,
                    }
                    does
                }
                // Those that change nothing here.
                "counter" | "log" | "comment" | "mangle" | "meter" | "notrack" | "ct helper" => continue,
                // A first packet is within any sensible limit; but who knows.
                "limit" | "xt" | "quota" | "ct count" | "socket" => {
                    holds = Holds::Unsure;
                    continue;
                }
                _ => self.action(kind, value, rule, caller, depth),
            };
            if does.is_some() {
                return (holds, does);
            }
        }
        (holds, None)
    }

    fn action(
        &self,
        kind: &str,
        value: &Value,
        rule: &Map<String, Value>,
        caller: &FirewallCaller,
        depth: usize,
    ) -> Option<Walked> {
        match kind {
            "accept" => Some(Walked::Accept),
            "drop" | "reject" => Some(Walked::Drop),
            "return" => Some(Walked::Through),
            "jump" | "goto" => {
                let target = value.get("target").and_then(Value::as_str)?;
                let Some(depth) = depth.checked_sub(1) else {
                    return Some(Walked::Unknown);
                };
                let chain = self
                    .chains
                    .iter()
                    .find(|chain| beside(chain, rule) && text(chain, "name") == target)?;
                match self.walk(chain, caller, depth) {
                    Walked::Through if kind == "jump" => None,
                    walked => Some(walked),
                }
            }
            "continue" => None,
            _ => Some(Walked::Unknown),
        }
    }

    fn condition(&self, value: &Value, rule: &Map<String, Value>, caller: &FirewallCaller) -> Holds {
        let (Some(left), Some(right)) = (value.get("left"), value.get("right")) else {
            return Holds::Unsure;
        };
        let equal = self.means(left, right, rule, caller);
        match value.get("op").and_then(Value::as_str) {
            Some("==" | "in") | None => equal.into(),
            Some("!=") => equal.map(|equal| !equal).into(),
            _ => Holds::Unsure,
        }
    }

    /// Whether this field of the packet is, or is among, these values; `None` where that is not known.
    fn means(&self, left: &Value, right: &Value, rule: &Map<String, Value>, caller: &FirewallCaller) -> Option<bool> {
        if let Some(list) = right
            .as_array()
            .or_else(|| right.get("set").or(right.get("|"))?.as_array())
        {
            let mut sure = true;
            for one in list {
                match self.means(left, element(one), rule, caller) {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => sure = false,
                }
            }
            return sure.then_some(false);
        }
        if let Some(name) = right.as_str().and_then(|name| name.strip_prefix('@')) {
            let set = self
                .sets
                .iter()
                .find(|set| beside(set, rule) && text(set, "name") == name)?;
            return match set.get("elem") {
                Some(elements) => self.means(left, elements, rule, caller),
                None => Some(false),
            };
        }
        compare(left, right, caller)
    }

    /// A verdict map: what it does for this packet, if that is among its keys.
    fn looked_up(
        &self,
        value: &Value,
        rule: &Map<String, Value>,
        caller: &FirewallCaller,
        depth: usize,
    ) -> (Holds, Option<Walked>) {
        let (Some(key), Some(data)) = (value.get("key"), value.get("data")) else {
            return (Holds::Unsure, Some(Walked::Unknown));
        };
        let named = data.as_str().and_then(|name| name.strip_prefix('@'));
        let pairs = match named {
            Some(name) => {
                let map = self
                    .sets
                    .iter()
                    .find(|set| beside(set, rule) && text(set, "name") == name);
                map.and_then(|map| map.get("elem"))
            }
            None => data.get("set"),
        };
        let mut sure = true;
        for pair in pairs.and_then(Value::as_array).into_iter().flatten() {
            let Some([one, does]) = pair.as_array().map(Vec::as_slice) else {
                continue;
            };
            match self.means(key, element(one), rule, caller) {
                Some(true) => {
                    let action = does.as_object().and_then(|does| does.iter().next());
                    let does = action.and_then(|(kind, value)| self.action(kind, value, rule, caller, depth));
                    return (Holds::Yes, does);
                }
                Some(false) => {}
                None => sure = false,
            }
        }
        if sure {
            (Holds::No, None)
        } else {
            (Holds::Unsure, Some(Walked::Unknown))
        }
    }
}

/// An element of a set may bear a timeout or a counter around its value.
fn element(value: &Value) -> &Value {
    value.get("elem").and_then(|elem| elem.get("val")).unwrap_or(value)
}

/// One field against one value.
fn compare(left: &Value, right: &Value, caller: &FirewallCaller) -> Option<bool> {
    if let Some(key) = left
        .get("meta")
        .and_then(|meta| meta.get("key"))
        .and_then(Value::as_str)
    {
        let value = right.as_str();
        return match key {
            "iifname" => Some(named(value?, caller.interface.as_deref()?)),
            "iif" => Some(value? == caller.interface.as_deref()?),
            "l4proto" => Some(value == Some("tcp") || right.as_u64() == Some(6)),
            "nfproto" => Some(value == Some(if caller.from.is_ipv4() { "ipv4" } else { "ipv6" })),
            "protocol" => Some(value == Some(if caller.from.is_ipv4() { "ip" } else { "ip6" })),
            "pkttype" => Some(matches!(value, Some("host" | "unicast"))),
            _ => None,
        };
    }
    if let Some(key) = left.get("ct").and_then(|ct| ct.get("key")).and_then(Value::as_str) {
        return match key {
            "state" => right.as_str().map(|state| state == "new"),
            "status" => right.as_str().map(|_| false),
            _ => None,
        };
    }
    let payload = left.get("payload")?;
    let field = |key| payload.get(key).and_then(Value::as_str);
    match (field("protocol")?, field("field")?) {
        ("tcp" | "th", "dport") => port(right, caller.port),
        // The connection is TCP, so a rule for another transport protocol does not match it.
        ("udp" | "icmp" | "icmpv6" | "sctp" | "dccp" | "udplite" | "igmp" | "esp" | "ah", _) => Some(false),
        ("ip", "protocol") | ("ip6", "nexthdr") => Some(right.as_str() == Some("tcp") || right.as_u64() == Some(6)),
        ("ip", "saddr" | "daddr") if caller.from.is_ipv6() => Some(false),
        ("ip6", "saddr" | "daddr") if caller.from.is_ipv4() => Some(false),
        ("ip" | "ip6", "saddr") => from(right, caller.from),
        _ => None,
    }
}

/// nftables' patterns end with a star.
fn named(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}

fn port(value: &Value, port: u16) -> Option<bool> {
    if let Some([first, last]) = value.get("range").and_then(Value::as_array).map(Vec::as_slice) {
        return Some((first.as_u64()?..=last.as_u64()?).contains(&u64::from(port)));
    }
    value.as_u64().map(|one| one == u64::from(port))
}

fn from(value: &Value, from: IpAddr) -> Option<bool> {
    if let Some(prefix) = value.get("prefix") {
        let (base, length) = (prefix.get("addr")?.as_str()?, prefix.get("len")?.as_u64()?);
        return in_network(&format!("{base}/{length}"), from);
    }
    if let Some([first, last]) = value.get("range").and_then(Value::as_array).map(Vec::as_slice) {
        let first: IpAddr = first.as_str()?.parse().ok()?;
        let last: IpAddr = last.as_str()?.parse().ok()?;
        return Some((first..=last).contains(&from));
    }
    in_network(value.as_str()?, from)
}
