//! firewalld and ufw are asked where one of them runs; otherwise the rules of nftables are read.

use std::path::Path;
use std::time::Duration;

use super::nft;
use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};
use crate::net::system;
use crate::{file_system, may_block, regular_file};

/// firewall-cmd and ufw are programs in Python.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Where systemd notes that rules are loaded when the computer starts.
const LOADED_AT_START: [&str; 5] = [
    "/etc/systemd/system/sysinit.target.wants/nftables.service",
    "/etc/systemd/system/multi-user.target.wants/nftables.service",
    "/etc/systemd/system/multi-user.target.wants/netfilter-persistent.service",
    "/etc/systemd/system/multi-user.target.wants/iptables.service",
    "/etc/systemd/system/basic.target.wants/iptables.service",
];
/// ufw's own file has some 20 lines.
const MAX_SETTINGS_BYTES: u64 = 64 * 1024;
const UFW_SETTINGS: &str = "/etc/ufw/ufw.conf";

pub(super) async fn verdicts(callers: &[FirewallCaller]) -> Vec<FirewallVerdict> {
    let running = system::line("firewall-cmd", &["--state"], TIMEOUT).await;
    if running.as_deref() == Some("running") {
        let mut verdicts = Vec::new();
        for caller in callers {
            verdicts.push(firewalld(caller).await);
        }
        return verdicts;
    }
    let ufw = system::answer("ufw", &["status", "verbose"], TIMEOUT).await;
    match &ufw {
        Some(status) if status.starts_with("Status: active") => {
            return callers.iter().map(|caller| ufw_verdict(status, caller)).collect();
        }
        None if switched_on(UFW_SETTINGS) => {
            return callers
                .iter()
                .map(|caller| unknown(Firewall::Ufw, Some(ufw_remedy(caller))))
                .collect();
        }
        _ => {}
    }
    match system::answer("nft", &["-j", "list", "ruleset"], TIMEOUT).await {
        Some(rules) => callers.iter().map(|caller| nft::verdict(&rules, caller)).collect(),
        None if loaded_at_start() => {
            vec![unknown(Firewall::Nftables, None); callers.len()]
        }
        None => vec![FirewallVerdict::Open; callers.len()],
    }
}

/// Rules of nftables' own are set when this computer starts.
fn loaded_at_start() -> bool {
    may_block::aside(|| {
        LOADED_AT_START
            .iter()
            .any(|path| file_system::metadata(Path::new(path)).is_ok())
    })
}

fn unknown(by: Firewall, remedy: Option<String>) -> FirewallVerdict {
    FirewallVerdict::Unknown { by, remedy }
}

/// ufw's own file, which everybody may read; what is let in only root may.
fn switched_on(path: &str) -> bool {
    let settings = may_block::aside(|| regular_file::read_text(Path::new(path), MAX_SETTINGS_BYTES));
    let settings = settings.unwrap_or_default();
    settings.lines().any(|line| line.trim() == "ENABLED=yes")
}

async fn firewalld(caller: &FirewallCaller) -> FirewallVerdict {
    let zone_of = match &caller.interface {
        Some(interface) => {
            let of_interface = format!("--get-zone-of-interface={interface}");
            system::line("firewall-cmd", &[&of_interface], TIMEOUT).await
        }
        None => None,
    };
    let zone = match zone_of {
        Some(zone) => Some(zone),
        None => system::line("firewall-cmd", &["--get-default-zone"], TIMEOUT).await,
    };
    let Some(zone) = zone else {
        return unknown(Firewall::Firewalld, None);
    };
    let remedy = format!("sudo firewall-cmd --zone={zone} --add-port={}/tcp", caller.port);
    match system::answer("firewall-cmd", &[&format!("--zone={zone}"), "--list-all"], TIMEOUT).await {
        Some(listed) if firewalld_lets_in(&listed, caller.port) => FirewallVerdict::Open,
        Some(_) => FirewallVerdict::Blocked {
            by: Firewall::Firewalld,
            remedy: Some(remedy),
        },
        None => unknown(Firewall::Firewalld, Some(remedy)),
    }
}

/// Whether a zone as `firewall-cmd --list-all` lists it lets a TCP port in.
#[must_use]
pub fn firewalld_lets_in(listed: &str, port: u16) -> bool {
    let value = |key: &str| {
        let of_key = listed.lines().find_map(|line| line.trim().strip_prefix(key));
        of_key.unwrap_or_default().trim()
    };
    if value("target:") == "ACCEPT" {
        return true;
    }
    let ports = value("ports:")
        .split_whitespace()
        .filter_map(|one| one.strip_suffix("/tcp"));
    let in_ports = ports.into_iter().any(|range| within(range, '-', port));
    // firewalld's name of Remote Desktop, which is port 3389.
    let services = value("services:").split_whitespace();
    in_ports || (port == 3389 && services.into_iter().any(|service| matches!(service, "rdp" | "ms-wbt")))
}

fn ufw_remedy(caller: &FirewallCaller) -> String {
    format!("sudo ufw allow {}/tcp", caller.port)
}

fn ufw_verdict(status: &str, caller: &FirewallCaller) -> FirewallVerdict {
    if ufw_lets_in(status, caller) {
        FirewallVerdict::Open
    } else {
        FirewallVerdict::Blocked {
            by: Firewall::Ufw,
            remedy: Some(ufw_remedy(caller)),
        }
    }
}

/// Whether ufw, as `ufw status verbose` describes it, lets this caller in: the first rule that fits decides, then the
/// default.
#[must_use]
pub fn ufw_lets_in(status: &str, caller: &FirewallCaller) -> bool {
    let rules = status.lines().skip_while(|line| !line.starts_with("--")).skip(1);
    for rule in rules {
        for (action, lets_in) in [
            (" ALLOW IN ", true),
            (" LIMIT IN ", true),
            (" DENY IN ", false),
            (" REJECT IN ", false),
        ] {
            let Some((to, from)) = rule.split_once(action) else {
                continue;
            };
            if ufw_means(to, caller) && ufw_from(from, caller) {
                return lets_in;
            }
        }
    }
    status.lines().any(|line| line.starts_with("Default: allow (incoming)"))
}

/// The rule's left side: `3389/tcp`, `3389`, `1000:2000/tcp`, `80,443/tcp`, `Anywhere`, `… on eth0`, `… (v6)`.
fn ufw_means(to: &str, caller: &FirewallCaller) -> bool {
    let of_v6 = to.contains("(v6)");
    let to = to.replace("(v6)", "");
    let (to, interface) = match to.split_once(" on ") {
        Some((to, interface)) => (to.trim(), Some(interface.trim())),
        None => (to.trim(), None),
    };
    if of_v6 != caller.from.is_ipv6() || interface.is_some_and(|name| Some(name) != caller.interface.as_deref()) {
        return false;
    }
    if to == "Anywhere" {
        return true;
    }
    let ports = match to.split_once('/') {
        Some((ports, "tcp")) => ports,
        Some(_) => return false,
        None => to,
    };
    ports.split(',').any(|range| within(range, ':', caller.port))
}

fn ufw_from(from: &str, caller: &FirewallCaller) -> bool {
    let from = from.split('#').next().unwrap_or_default().replace("(v6)", "");
    let from = from.trim();
    from == "Anywhere" || nft::in_network(from, caller.from) == Some(true)
}

/// `3389`, or a range.
fn within(range: &str, between: char, port: u16) -> bool {
    let (first, last) = range.split_once(between).unwrap_or((range, range));
    match (first.trim().parse::<u16>(), last.trim().parse::<u16>()) {
        (Ok(first), Ok(last)) => (first..=last).contains(&port),
        _ => false,
    }
}
