//! What is made of a firewall's own words, without one. What nftables says is `nft -j list ruleset` of version 1.0.6.

use lifeline::net::firewall::nft::{in_network, verdict};
use lifeline::net::firewall::{Firewall, FirewallCaller, FirewallVerdict, firewalld_lets_in, ufw_lets_in};

fn caller(from: &str, port: u16) -> FirewallCaller {
    FirewallCaller {
        from: from.parse().unwrap(),
        interface: Some("eth0".to_owned()),
        port,
    }
}

fn rules(policy: &str, expressions: &[&str]) -> String {
    let chain = format!(
        r#"{{"chain": {{"family": "inet", "table": "filter", "name": "input", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "{policy}"}}}}"#
    );
    let rules = expressions.iter().map(|expression| {
        format!(r#"{{"rule": {{"family": "inet", "table": "filter", "chain": "input", "handle": 2, "expr": [{expression}]}}}}"#)
    });
    let entries: Vec<_> = std::iter::once(chain).chain(rules).collect();
    format!(r#"{{"nftables": [{}]}}"#, entries.join(", "))
}

const ESTABLISHED: &str = r#"{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}}, {"accept": null}"#;

#[test]
fn what_is_certain_is_told_and_what_is_not_is_not() {
    let blocked = FirewallVerdict::Blocked {
        by: Firewall::Nftables,
        remedy: Some("sudo nft insert rule inet filter input tcp dport 3389 accept".to_owned()),
    };
    let unknown = |verdict: &FirewallVerdict| matches!(verdict, FirewallVerdict::Unknown { .. });
    let port = |port: &str| {
        format!(
            r#"{{"match": {{"op": "==", "left": {{"payload": {{"protocol": "tcp", "field": "dport"}}}}, "right": {port}}}}}, {{"accept": null}}"#
        )
    };
    let here = caller("203.0.113.7", 3389);
    assert_eq!(verdict(&rules("accept", &[ESTABLISHED]), &here), FirewallVerdict::Open);
    assert_eq!(verdict(&rules("drop", &[ESTABLISHED]), &here), blocked);
    assert_eq!(verdict(&rules("drop", &[&port("3389")]), &here), FirewallVerdict::Open);
    assert_eq!(
        verdict(
            &rules("drop", &[&port(r#"{"set": [22, {"range": [3000, 4000]}]}"#)]),
            &here
        ),
        FirewallVerdict::Open
    );
    assert_eq!(
        verdict(&rules("drop", &[&port(r#"{"set": [22, 80]}"#)]), &here),
        blocked
    );
    // A condition that is not understood, or an extension of iptables.
    assert!(unknown(&verdict(
        &rules("drop", &[r#"{"xt": null}, {"accept": null}"#]),
        &here
    )));
    let mark = r#"{"match": {"op": "==", "left": {"meta": {"key": "mark"}}, "right": 7}}, {"drop": null}"#;
    assert!(unknown(&verdict(&rules("accept", &[mark]), &here)));
    // It does not matter where both ways lead to the same.
    assert_eq!(verdict(&rules("drop", &[mark]), &here), blocked);
    assert!(unknown(&verdict("not JSON", &here)));
    assert_eq!(verdict("{}", &here), FirewallVerdict::Open);
}

#[test]
fn neighbours_may_be_treated_otherwise() {
    let near = r#"{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": {"prefix": {"addr": "192.168.0.0", "len": 16}}}}, {"accept": null}"#;
    let rules = rules("drop", &[near]);
    assert_eq!(verdict(&rules, &caller("192.168.1.9", 3389)), FirewallVerdict::Open);
    assert!(matches!(
        verdict(&rules, &caller("203.0.113.7", 3389)),
        FirewallVerdict::Blocked { .. }
    ));
    assert!(matches!(
        verdict(&rules, &caller("2001:db8::7", 3389)),
        FirewallVerdict::Blocked { .. }
    ));
    assert_eq!(in_network("0.0.0.0/0", "203.0.113.7".parse().unwrap()), Some(true));
    assert_eq!(in_network("10.0.0.0/33", "10.0.0.1".parse().unwrap()), None);
}

#[test]
fn chains_that_call_each_other_for_ever_end() {
    let text = rules("accept", &[r#"{"jump": {"target": "input"}}"#]);
    assert!(matches!(
        verdict(&text, &caller("203.0.113.7", 3389)),
        FirewallVerdict::Unknown { .. }
    ));
}

#[test]
fn the_first_rule_of_ufw_that_fits_decides() {
    let status = "Status: active\nDefault: deny (incoming), allow (outgoing), deny (routed)\n\n\
        To                         Action      From\n--                         ------      ----\n\
        3389/tcp                   DENY IN     198.51.100.0/24\n3389/tcp                   ALLOW IN    Anywhere                   # help\n\
        5000:5010/tcp on eth0      ALLOW IN    192.168.0.0/16\n6000/udp                   ALLOW IN    Anywhere\n\
        7000 (v6)                  ALLOW IN    Anywhere (v6)\n";
    for (from, port, lets_in) in [
        ("203.0.113.7", 3389, true),
        ("198.51.100.9", 3389, false),
        ("2001:db8::7", 3389, false),
        ("192.168.1.4", 5005, true),
        ("203.0.113.7", 5005, false),
        ("203.0.113.7", 6000, false),
        ("2001:db8::7", 7000, true),
        ("203.0.113.7", 7000, false),
    ] {
        assert_eq!(ufw_lets_in(status, &caller(from, port)), lets_in, "{from} {port}");
    }
    assert!(ufw_lets_in(
        "Status: active\nDefault: allow (incoming)\n",
        &caller("203.0.113.7", 1)
    ));
}

#[test]
fn a_zone_of_firewalld_is_read() {
    let zone = "home (active)\n  target: default\n  services: rdp ssh\n  ports: 1025-2000/tcp 5000/udp\n";
    for (port, lets_in) in [(3389, true), (1500, true), (2001, false), (5000, false), (22, false)] {
        assert_eq!(firewalld_lets_in(zone, port), lets_in, "{port}");
    }
    assert!(firewalld_lets_in("trusted\n  target: ACCEPT\n", 9));
}
