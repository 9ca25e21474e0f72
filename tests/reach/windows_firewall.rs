//! What is made of what Windows' firewall says of itself, without one.

use lifeline::net::firewall::windows_rules::{Profile, ProfileState, WindowsFirewall, WindowsRule, expanded, verdict};
use lifeline::net::firewall::{Firewall, FirewallCaller, FirewallVerdict};

const PROGRAM: &str = r"C:\Program Files\Lifeline\lifeline.exe";
const OPENS: &str = r#"netsh advfirewall firewall add rule name=Lifeline dir=in action=allow protocol=TCP profile=private,domain program="C:\Program Files\Lifeline\lifeline.exe""#;
const NEIGHBOUR: &str = "192.168.1.20";
const ELSEWHERE: &str = "203.0.113.7";

/// As a new Windows has it in a network of this kind, with these rules.
fn firewall(profile: Profile, rules: &[WindowsRule]) -> WindowsFirewall {
    WindowsFirewall {
        profiles: vec![state(profile)],
        rules: rules.to_vec(),
        overridden: false,
        networks: vec!["192.168.1.5/24".to_owned(), "fe80::5/64".to_owned()],
    }
}

fn state(profile: Profile) -> ProfileState {
    ProfileState {
        profile,
        enabled: true,
        blocks_all: false,
        lets_in: false,
    }
}

/// As the installation makes it.
fn own_rule() -> WindowsRule {
    WindowsRule {
        name: "Lifeline".to_owned(),
        allows: true,
        profiles: Profile::Private.bit() | Profile::Domain.bit(),
        program: PROGRAM.to_uppercase(),
        protocol: 6,
        ports: "*".to_owned(),
        from: "*".to_owned(),
        ..WindowsRule::default()
    }
}

fn met(firewall: &WindowsFirewall, from: &str) -> FirewallVerdict {
    let caller = FirewallCaller {
        from: from.parse().unwrap(),
        interface: None,
        port: 3389,
    };
    verdict(firewall, PROGRAM, &caller)
}

fn private(rules: &[WindowsRule]) -> FirewallVerdict {
    met(&firewall(Profile::Private, rules), ELSEWHERE)
}

fn blocked(remedy: Option<&str>) -> FirewallVerdict {
    FirewallVerdict::Blocked {
        by: Firewall::Windows,
        remedy: remedy.map(str::to_owned),
    }
}

fn unknown(remedy: Option<&str>) -> FirewallVerdict {
    FirewallVerdict::Unknown {
        by: Firewall::Windows,
        remedy: remedy.map(str::to_owned),
    }
}

#[test]
fn a_rule_for_the_program_lets_in_where_it_holds() {
    assert_eq!(private(&[]), blocked(Some(OPENS)));
    assert_eq!(private(&[own_rule()]), FirewallVerdict::Open);
    // Nothing opens this computer in a public network, and no command is named that would not help.
    assert_eq!(met(&firewall(Profile::Public, &[own_rule()]), ELSEWHERE), blocked(None));
}

#[test]
fn rules_for_something_else_do_not_count() {
    for other in [
        WindowsRule {
            program: r"C:\other.exe".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            program: String::new(),
            service: "*".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            protocol: 17,
            ..own_rule()
        },
        WindowsRule {
            ports: "80, 5000-6000, RPC".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            from: "10.0.0.0/255.0.0.0,LocalSubnet".to_owned(),
            ..own_rule()
        },
    ] {
        assert_eq!(private(std::slice::from_ref(&other)), blocked(Some(OPENS)), "{other:?}");
    }
}

#[test]
fn ports_and_places_are_read_as_windows_writes_them() {
    for fitting in [
        WindowsRule {
            ports: "80,3000-4000".to_owned(),
            protocol: 256,
            ..own_rule()
        },
        WindowsRule {
            program: String::new(),
            ports: "3389".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            from: "203.0.113.0/255.255.255.0".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            from: "203.0.113.0/24".to_owned(),
            ..own_rule()
        },
        WindowsRule {
            from: "203.0.113.1-203.0.113.9".to_owned(),
            ..own_rule()
        },
    ] {
        assert_eq!(
            private(std::slice::from_ref(&fitting)),
            FirewallVerdict::Open,
            "{fitting:?}"
        );
    }
    let neighbours = [WindowsRule {
        from: "LocalSubnet".to_owned(),
        ..own_rule()
    }];
    assert_eq!(
        met(&firewall(Profile::Private, &neighbours), NEIGHBOUR),
        FirewallVerdict::Open
    );
    let places = |name: &str| (name == "ProgramFiles").then(|| r"C:\Program Files".to_owned());
    assert_eq!(expanded(r"%ProgramFiles%\Lifeline\lifeline.exe", places), PROGRAM);
    assert_eq!(expanded(r"%Nowhere%\a%", places), r"%Nowhere%\a%");
}

/// Windows makes such a rule for whoever cancels its question; it goes before all that allow.
#[test]
fn what_forbids_goes_before_what_allows() {
    let cancelled = WindowsRule {
        allows: false,
        name: "lifeline.exe".to_owned(),
        ..own_rule()
    };
    let turns = r#"netsh advfirewall firewall set rule name="lifeline.exe" dir=in program="C:\Program Files\Lifeline\lifeline.exe" new action=allow profile=private,domain"#;
    assert_eq!(private(&[own_rule(), cancelled.clone()]), blocked(Some(turns)));
    // Of an administrator, for every program: theirs to decide.
    let all = WindowsRule {
        program: String::new(),
        ..cancelled
    };
    assert_eq!(private(&[own_rule(), all]), blocked(None));
    let mut shielded = firewall(Profile::Private, &[own_rule()]);
    shielded.profiles[0].blocks_all = true;
    assert_eq!(met(&shielded, ELSEWHERE), blocked(None));
}

#[test]
fn switched_off_or_open_it_lets_everybody_in() {
    let mut off = firewall(Profile::Public, &[]);
    off.profiles[0].enabled = false;
    off.profiles[0].blocks_all = true;
    assert_eq!(met(&off, ELSEWHERE), FirewallVerdict::Open);
    let mut open = firewall(Profile::Public, &[]);
    open.profiles[0].lets_in = true;
    assert_eq!(met(&open, ELSEWHERE), FirewallVerdict::Open);
    let mut nowhere = firewall(Profile::Public, &[]);
    nowhere.profiles.clear();
    assert_eq!(met(&nowhere, ELSEWHERE), FirewallVerdict::Open);
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let more = WindowsRule {
        more: true,
        ..own_rule()
    };
    assert_eq!(private(std::slice::from_ref(&more)), unknown(Some(OPENS)));
    // It matters only where it would change something.
    assert_eq!(private(&[more, own_rule()]), FirewallVerdict::Open);
    let word = WindowsRule {
        from: "DefaultGateway".to_owned(),
        allows: false,
        ..own_rule()
    };
    assert_eq!(private(&[word, own_rule()]), unknown(Some(OPENS)));
    let mut two = firewall(Profile::Private, &[own_rule()]);
    two.profiles.push(state(Profile::Public));
    assert_eq!(met(&two, ELSEWHERE), unknown(Some(OPENS)));
    let mut overridden = firewall(Profile::Private, &[own_rule()]);
    overridden.overridden = true;
    assert_eq!(met(&overridden, ELSEWHERE), unknown(None));
}
