//! `lifeline doctor`: the findings as lines, or as JSON. Both are part of the interface: docs/terminal.md.

use std::io::Write;

use serde_json::{Value, json};

use super::{Exit, Screen, unmapped_word};
use crate::desk::doctor::FirewallVerdict;
use crate::desk::doctor::{Audience, Listening, Protocol, Reach, Remedy, Report, RouterAnswer};
use crate::desk::{TakeBack, WhatWorks, words};
use crate::session::novice::Problem;

/// Grows when something that was there changes its meaning or goes; what is added changes nothing.
const JSON_VERSION: u32 = 1;

/// Prints the findings, with a sentence each for people.
pub fn findings<O: Write, E: Write>(
    report: &Report,
    works: &Result<WhatWorks, Problem>,
    screen: &mut Screen<O, E>,
) -> Exit {
    screen.line(&format!("screen {}", works_words(works).join(" ")));
    screen.line(&match &report.listening {
        Listening::Here => format!("tried listen {}", report.port),
        Listening::Not(_) => "tried listen failed".to_owned(),
    });
    let addresses: Vec<_> = report.addresses.iter().map(ToString::to_string).collect();
    screen.line(&match addresses.as_slice() {
        [] => "tried addresses none".to_owned(),
        some => format!("tried addresses {}", some.join(" ")),
    });
    screen.line(&format!("tried router {}", router_word(&report.router)));
    for (audience, verdict) in firewalls(report) {
        screen.line(&format!(
            "tried firewall {} {}",
            audience_word(audience),
            verdict_word(verdict)
        ));
    }
    for audience in Audience::ALL {
        screen.line(&format!(
            "reach {} {}",
            audience_word(audience),
            reach_word(report.reach(audience))
        ));
    }
    for remedy in &report.remedies {
        screen.line(&format!("do {}", remedy_line(remedy)));
    }
    for sentence in sentences(report, works) {
        screen.note(&sentence);
    }
    exit(report)
}

/// Prints the findings as one JSON document.
pub fn findings_as_json<O: Write, E: Write>(
    report: &Report,
    works: &Result<WhatWorks, Problem>,
    screen: &mut Screen<O, E>,
) -> Exit {
    let firewall: serde_json::Map<_, _> = firewalls(report)
        .map(|(audience, verdict)| (audience_word(audience).to_owned(), firewall_json(verdict)))
        .collect();
    let reach: serde_json::Map<_, _> = Audience::ALL
        .iter()
        .map(|audience| {
            let word = reach_word(report.reach(*audience));
            (audience_word(*audience).to_owned(), Value::from(word))
        })
        .collect();
    let remedies: Vec<_> = report.remedies.iter().map(remedy_json).collect();
    let (mapped, protocol) = match report.router {
        RouterAnswer::Mapped(address, protocol) => (Some(address.to_string()), protocol.map(protocol_word)),
        RouterAnswer::Unmapped(_) | RouterAnswer::NotAsked | RouterAnswer::Forbidden => (None, None),
    };
    let document = json!({
        "version": JSON_VERSION,
        "screen": works_words(works),
        "port": report.port,
        "listen": matches!(report.listening, Listening::Here),
        "addresses": report.addresses,
        "gateway": report.gateway,
        "router": router_word(&report.router).split(' ').next(),
        "mapped": mapped,
        "protocol": protocol,
        "firewall": firewall,
        "reach": reach,
        "do": remedies,
        "sentences": sentences(report, works),
    });
    screen.line(&document.to_string());
    exit(report)
}

/// What a helper could do with the screen here.
fn works_words(works: &Result<WhatWorks, Problem>) -> Vec<&'static str> {
    match works {
        Ok(works) => {
            let beside = [
                (works.control, "control"),
                (works.take_back == TakeBack::Escape, "escape"),
                (works.take_back == TakeBack::Shortcut, "shortcut"),
            ];
            let beside = beside.into_iter().filter_map(|(can, word)| can.then_some(word));
            std::iter::once("view").chain(beside).collect()
        }
        Err(_) => vec!["none"],
    }
}

fn sentences(report: &Report, works: &Result<WhatWorks, Problem>) -> Vec<String> {
    let findings = words::findings(report);
    let works = match works {
        Ok(works) => works.sentence(),
        Err(problem) => problem.to_string(),
    };
    [vec![works], findings.tried, findings.answers].concat()
}

fn exit(report: &Report) -> Exit {
    if report.is_reachable() {
        Exit::Done
    } else {
        Exit::Unreachable
    }
}

fn firewalls(report: &Report) -> impl Iterator<Item = (Audience, &FirewallVerdict)> {
    let firewalls = &report.firewalls;
    let all = [
        (Audience::SameNetwork, &firewalls.same_network),
        (Audience::Internet, &firewalls.internet),
        (Audience::InternetV6, &firewalls.internet_v6),
    ];
    all.into_iter()
        .filter_map(|(audience, verdict)| Some((audience, verdict.as_ref()?)))
}

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::SameNetwork => "same-network",
        Audience::Internet => "internet",
        Audience::InternetV6 => "internet-ipv6",
        Audience::OtherWayRound => "other-way-round",
    }
}

fn reach_word(reach: Reach) -> &'static str {
    match reach {
        Reach::Yes => "yes",
        Reach::No => "no",
        Reach::Perhaps => "perhaps",
    }
}

fn router_word(router: &RouterAnswer) -> String {
    match router {
        RouterAnswer::Mapped(address, _) => format!("mapped {address}"),
        RouterAnswer::Unmapped(why) => unmapped_word(why),
        RouterAnswer::NotAsked => "not-asked".to_owned(),
        RouterAnswer::Forbidden => "forbidden".to_owned(),
    }
}

fn protocol_word(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Upnp => "upnp",
        Protocol::Pcp => "pcp",
        Protocol::NatPmp => "nat-pmp",
    }
}

fn verdict_word(verdict: &FirewallVerdict) -> String {
    match verdict {
        FirewallVerdict::Open => "open".to_owned(),
        FirewallVerdict::Blocked { by, .. } => format!("blocked {}", by.name()),
        FirewallVerdict::Unknown { by, .. } => format!("unknown {}", by.name()),
    }
}

fn firewall_json(verdict: &FirewallVerdict) -> Value {
    match verdict {
        FirewallVerdict::Open => json!({ "verdict": "open" }),
        FirewallVerdict::Blocked { by, .. } => json!({ "verdict": "blocked", "by": by.name() }),
        FirewallVerdict::Unknown { by, .. } => json!({ "verdict": "unknown", "by": by.name() }),
    }
}

fn remedy_word(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::Firewall { .. } => "firewall",
        Remedy::LookAsAdministrator => "administrator",
        Remedy::AskRouterAnyway => "router-anyway",
        Remedy::Forward { .. } => "forward",
        Remedy::AskProvider => "provider",
        Remedy::OtherWayRound => "other-way-round",
        Remedy::Connect => "connect",
        Remedy::NewInvitation => "new-invitation",
        Remedy::AskWhoManages => "ask-who-manages",
    }
}

fn remedy_line(remedy: &Remedy) -> String {
    let word = remedy_word(remedy);
    match remedy {
        Remedy::Firewall { command, .. } => format!("{word} {command}"),
        Remedy::Forward { port, to } => format!("{word} {port} {to}"),
        _ => word.to_owned(),
    }
}

fn remedy_json(remedy: &Remedy) -> Value {
    let word = remedy_word(remedy);
    match remedy {
        Remedy::Firewall { command, .. } => json!({ "what": word, "command": command }),
        Remedy::Forward { port, to } => json!({ "what": word, "port": port, "to": to }),
        _ => json!({ "what": word }),
    }
}
