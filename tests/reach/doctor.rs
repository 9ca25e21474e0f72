//! `lifeline doctor` in every arrangement of the lab, against a real attempt.

use std::ffi::{OsStr, OsString};

use lifeline::desk::doctor::{self, Audience, Reach, Remedy, RouterAnswer};
use lifeline::policy::{Sources, Who};
use lifeline::session::novice::{RouterChoice, Unmapped};
use serde_json::Value;

use super::display::Display;
use super::lab::{Lab, Site, inside};
use super::pair::Home;

fn examine(lab: &Lab, options: &[&str]) -> (Value, i32) {
    examine_with(lab, &Home::new(), options, None)
}

fn examine_with(lab: &Lab, home: &Home, options: &[&str], path: Option<&OsStr>) -> (Value, i32) {
    lab.until_answered("novice", |answers| {
        let (report, code) = examine_once(lab, home, options, path);
        let slow = answers && report["router"] == "no-upnp";
        (!slow).then_some((report, code))
    })
}

fn examine_once(lab: &Lab, home: &Home, options: &[&str], path: Option<&OsStr>) -> (Value, i32) {
    let mut command = lab.command("novice", env!("CARGO_BIN_EXE_lifeline"));
    home.dress(&mut command);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let output = command.args(["doctor", "--json"]).args(options).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let report = serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{error}: {text}{}", String::from_utf8_lossy(&output.stderr));
    });
    (report, output.status.code().unwrap())
}

fn remedies(report: &Value) -> Vec<&str> {
    let list = report["do"].as_array().unwrap();
    list.iter().map(|remedy| remedy["what"].as_str().unwrap()).collect()
}

/// Whether an expert there gets in by the ticket.
fn gets_in(lab: &Lab, options: &[&str]) -> bool {
    let display = Display::start(320, 240);
    let mut helped = lab.ask(&display, options);
    let mut helper = lab.open(&helped);
    let said = helper.program.expect_one_of(&["waiting", "ended unreachable"]);
    if said == "waiting" {
        helped.program.expect("question view ");
    }
    said == "waiting"
}

/// What the doctor says of this audience, and whether an expert there really gets in.
fn agrees(novice: Site, expert: Site, audience: &str, answers: &[&str], router: &str, remedy: &[&str]) {
    let Some(lab) = Lab::new(novice, expert) else { return };
    let (report, code) = examine(&lab, &[]);
    let answer = report["reach"][audience].as_str().unwrap();
    assert!(answers.contains(&answer), "{report:#}");
    assert_eq!(report["router"], router, "{report:#}");
    assert_eq!(remedies(&report), remedy, "{report:#}");
    let protocol = match novice {
        Site::Upnp | Site::Ics => "upnp",
        Site::Pcp | Site::SixPcp => "pcp",
        _ => "",
    };
    assert_eq!(report["protocol"].as_str().unwrap_or_default(), protocol, "{report:#}");
    if matches!(novice, Site::Upnp | Site::Ics | Site::Pcp | Site::SixPcp | Site::Double) {
        assert!(lab.mappings().is_empty(), "what was tried is taken back");
        assert!(lab.pinholes().is_empty(), "what was tried is closed again");
    }
    let reachable = ["internet", "internet-ipv6"]
        .iter()
        .any(|who| report["reach"][who] != "no");
    assert_eq!(code, if reachable { 0 } else { 8 });
    let came = gets_in(&lab, &[]);
    match answer {
        "yes" => assert!(came, "{report:#}"),
        "no" => assert!(!came, "{report:#}"),
        _ => {}
    }
}

#[test]
fn a_public_address() {
    agrees(Site::Open, Site::Open, "internet", &["yes"], "not-needed", &[]);
}

#[test]
fn a_router_with_upnp() {
    agrees(Site::Upnp, Site::Open, "internet", &["yes"], "mapped", &[]);
}

#[test]
fn a_router_with_pcp() {
    agrees(Site::Pcp, Site::Open, "internet", &["yes"], "mapped", &[]);
}

#[test]
fn a_router_that_opens_its_ipv6_firewall() {
    agrees(Site::SixPcp, Site::Six, "internet-ipv6", &["yes"], "mapped", &[]);
}

#[test]
fn connection_sharing() {
    agrees(Site::Ics, Site::Open, "internet", &["yes"], "mapped", &[]);
}

#[test]
fn a_plain_nat() {
    let remedies = ["forward", "other-way-round"];
    agrees(Site::Nat, Site::Open, "internet", &["no"], "no-upnp", &remedies);
}

#[test]
fn two_routers() {
    let remedies = ["provider", "other-way-round"];
    agrees(Site::Double, Site::Open, "internet", &["no"], "second-nat", &remedies);
}

#[test]
fn the_same_network() {
    let remedies = ["forward", "other-way-round"];
    agrees(Site::Nat, Site::Lan, "same-network", &["yes"], "no-upnp", &remedies);
}

#[test]
fn ipv6_depends_on_a_router_that_does_not_say() {
    let remedies = ["forward", "other-way-round"];
    for site in [Site::Six, Site::SixClosed] {
        agrees(site, Site::Six, "internet-ipv6", &["perhaps"], "no-upnp", &remedies);
    }
}

#[test]
fn a_public_network_is_not_asked_for_anything_until_the_person_says_so() {
    let Some(lab) = Lab::new(Site::Upnp, Site::Open) else {
        return;
    };
    let home = Home::new();
    let path = programs(&home, &[("firewall-cmd", "#!/bin/sh\necho public\n")]);
    let (report, code) = examine_with(&lab, &home, &[], Some(&path));
    assert_eq!(
        (&report["router"], &report["reach"]["internet"]),
        (&"public-network".into(), &"no".into())
    );
    assert_eq!(remedies(&report), ["router-anyway", "other-way-round"]);
    assert_eq!(code, 8);
    let (report, _) = examine_with(&lab, &home, &["--router", "always"], Some(&path));
    assert_eq!(report["reach"]["internet"], "yes");
}

/// Programs that come before those of the system.
fn programs(home: &Home, list: &[(&str, &str)]) -> OsString {
    for (name, text) in list {
        let program = home.file(name, text);
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    super::surroundings::path_with(&home.path(""))
}

/// The rules of nftables on the novice's computer keep helpers out, until the command that the doctor shows is run.
fn blocked(rules: &str, novice: Site, audience: &str) {
    let Some(lab) = Lab::new(novice, Site::Open) else {
        return;
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rules).unwrap();
    lab.run("novice", &format!("nft -f {}", file.path().display()));
    let (report, _) = examine(&lab, &[]);
    assert_eq!(report["reach"][audience], "no", "{report:#}");
    assert_eq!(report["firewall"][audience]["by"], "nftables", "{report:#}");
    assert!(!gets_in(&lab, &[]), "the rules do keep helpers out");
    let command = report["do"][0]["command"].as_str().unwrap();
    let command = command.strip_prefix("sudo ").unwrap();
    for one in command.split(" && ") {
        lab.run("novice", one.trim_start_matches("sudo "));
    }
    let (report, _) = examine(&lab, &[]);
    assert_eq!(report["reach"][audience], "yes", "{report:#}");
    assert!(gets_in(&lab, &[]), "{command}");
}

#[test]
fn a_firewall_that_drops_by_policy() {
    blocked(
        "table inet filter {\n chain input { type filter hook input priority 0; policy drop;\n ct state established,related accept\n\
         iif lo accept\n ip protocol icmp accept\n meta l4proto ipv6-icmp accept\n tcp dport { 22, 80 } accept\n }\n}\n",
        Site::Open,
        "internet",
    );
}

#[test]
fn a_firewall_that_rejects_in_a_chain_of_its_own_behind_a_router() {
    blocked(
        "table inet home {\n set near { type ipv4_addr; flags interval; elements = { 192.168.0.0/16, 10.0.0.0/8 } }\n\
         chain in { type filter hook input priority 10; policy accept;\n ct state vmap { established : accept, related : accept, invalid : drop }\n\
         iifname lo accept\n ip saddr @near accept\n jump strangers\n }\n\
         chain strangers {\n meta l4proto != tcp return\n tcp dport 1024-65535 reject with tcp reset\n }\n}\n",
        Site::Upnp,
        "internet",
    );
}

#[test]
fn a_firewall_that_lets_helpers_in_is_no_obstacle() {
    let Some(lab) = Lab::new(Site::Open, Site::Open) else {
        return;
    };
    let rules = "table ip filter {\n chain input { type filter hook input priority 0; policy drop;\n \
        ct state established accept\n tcp dport 3389 ct state new accept\n }\n}\n";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rules).unwrap();
    lab.run("novice", &format!("nft -f {}", file.path().display()));
    let (report, _) = examine(&lab, &[]);
    assert_eq!(report["reach"]["internet"], "yes", "{report:#}");
    assert!(gets_in(&lab, &[]));
    let (report, _) = examine(&lab, &["--port", "3390"]);
    assert_eq!(report["reach"]["internet"], "no", "{report:#}");
}

#[test]
fn ufw_and_firewalld_are_asked_themselves() {
    let Some(lab) = Lab::new(Site::Open, Site::Open) else {
        return;
    };
    let ufw = "#!/bin/sh\ncat <<END\nStatus: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing), disabled (routed)\n\
        New profiles: skip\n\nTo                         Action      From\n--                         ------      ----\n\
        22/tcp                     ALLOW IN    Anywhere\n22/tcp (v6)                ALLOW IN    Anywhere (v6)\nEND\n";
    let home = Home::new();
    let path = programs(&home, &[("ufw", ufw)]);
    let (report, _) = examine_with(&lab, &home, &[], Some(&path));
    assert_eq!(report["reach"]["internet"], "no");
    assert_eq!(report["do"][0]["command"], "sudo ufw allow 3389/tcp");
    let firewalld = "#!/bin/sh\ncase $1 in --state) echo running;; --get-zone-of-interface=*) echo home;; *) printf 'home (active)\\n  target: default\\n  \
        services: ssh\\n  ports: 8000-8080/tcp\\n';; esac\n";
    let home = Home::new();
    let path = programs(&home, &[("firewall-cmd", firewalld)]);
    let (report, _) = examine_with(&lab, &home, &[], Some(&path));
    assert_eq!(report["reach"]["internet"], "no");
    assert_eq!(
        report["do"][0]["command"],
        "sudo firewall-cmd --zone=home --add-port=3389/tcp"
    );
    let (report, _) = examine_with(&lab, &home, &["--port", "8010"], Some(&path));
    assert_eq!(report["reach"]["internet"], "yes");
}

#[test]
fn the_lines_say_the_same_as_the_document() {
    let Some(lab) = Lab::new(Site::Nat, Site::Open) else {
        return;
    };
    let home = Home::new();
    let mut command = lab.command("novice", env!("CARGO_BIN_EXE_lifeline"));
    home.dress(&mut command);
    let output = command.arg("doctor").output().unwrap();
    assert_eq!(output.status.code(), Some(8));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "screen none",
            "tried listen 3389",
            "tried addresses 192.168.51.10",
            "tried router no-upnp",
            "tried firewall same-network open",
            "tried firewall internet open",
            "reach same-network yes",
            "reach internet no",
            "reach internet-ipv6 no",
            "reach other-way-round perhaps",
            "do forward 3389 192.168.51.10",
            "do other-way-round",
        ]
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("A helper elsewhere on the internet cannot reach you."),
        "{said}"
    );
}

/// The doctor under these rules, with nothing of this computer's own.
fn under(lab: &Lab, settings: &str) -> doctor::Report {
    let home = Home::new();
    let policy = home.file("policy.json", &format!("{{\"settings\": {{{settings}}}}}"));
    let rules = Sources::in_files(policy, None, Who::named("anna", &["staff"])).rules();
    let options = doctor::Options {
        invitation: doctor::AssumedInvitation::Next(Some(0)),
        router: RouterChoice::default(),
        rules,
        state_dir: home.path("state"),
    };
    inside(&lab.novice(), async || doctor::examine(options).await)
}

#[test]
fn the_rules_of_a_computer_are_part_of_the_answer() {
    let Some(lab) = Lab::new(Site::Upnp, Site::Open) else {
        return;
    };
    let internet = |report: &doctor::Report| report.reach(Audience::Internet);
    let report = lab.until_answered("novice", |_| {
        let report = under(&lab, "");
        (report.router != RouterAnswer::Unmapped(Unmapped::Silent)).then_some(report)
    });
    assert_eq!(internet(&report), Reach::Yes, "{report:?}");
    let asked = lab.daemon_log();
    for settings in ["\"port_mapping\": false", "\"internal_only\": true"] {
        let report = under(&lab, settings);
        assert_eq!(report.router, RouterAnswer::Forbidden);
        assert_eq!(internet(&report), Reach::No);
        assert_eq!(report.reach(Audience::SameNetwork), Reach::Yes);
        assert_eq!(report.remedies[0], Remedy::AskWhoManages);
    }
    let report = under(&lab, "\"ask\": false");
    assert!(
        Audience::ALL
            .iter()
            .all(|audience| report.reach(*audience) == Reach::No)
    );
    assert_eq!(report.remedies, [Remedy::AskWhoManages]);
    // Only the first of all these asked the router, and took it back.
    assert!(lab.mappings().is_empty());
    let mappings = |log: &str| log.matches("AddPortMapping: ext port").count();
    assert_eq!(mappings(&lab.daemon_log()), mappings(&asked), "{}", lab.daemon_log());
}
