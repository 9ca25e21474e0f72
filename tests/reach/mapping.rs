//! What stands at the router, and when.

use std::time::{Duration, SystemTime};

use lifeline::net::mapping::{EXTERNAL_PORTS, MappingState, MappingWish, Protocol, Router, Times};
use rustix::process::Signal;

use super::display::{Display, eventually};
use super::lab::{Lab, NOVICE_ROUTER, Site, addresses, inside, mapped};

fn display() -> Display {
    Display::start(320, 240)
}

#[test]
fn a_port_is_mapped_while_the_invitation_is_in_force() {
    for site in [Site::Upnp, Site::Ics, Site::Pcp] {
        let Some(lab) = Lab::new(site, Site::Open) else { return };
        let display = display();
        let mut novice = lab.ask(&display, &[]);
        let at = mapped(&mut novice);
        assert_eq!(*at.ip(), NOVICE_ROUTER);
        assert!(EXTERNAL_PORTS.contains(&at.port()), "{at}");
        let there = [format!("{} > 192.168.51.10:3389", at.port())];
        // An answer that came late was asked for twice, and a router replaces what it has then.
        eventually("the router has it", || lab.mappings() == there);
        let addresses = addresses(&novice);
        assert_eq!(addresses[..2], [at.to_string(), "192.168.51.10:3389".to_owned()]);
        novice.program.say("stop");
        assert_eq!(novice.program.exit_code(), 0);
        assert!(lab.mappings().is_empty(), "{site:?}: {:?}", lab.mappings());
        assert!(no_notes(&novice.home.path(".local/state/lifeline/router")));
    }
}

#[test]
fn a_program_that_ends_takes_its_mapping_along_and_the_next_has_it_again() {
    let Some(lab) = Lab::new(Site::Upnp, Site::Open) else {
        return;
    };
    let display = display();
    let mut first = lab.ask(&display, &["--external-port", "33890"]);
    assert_eq!(mapped(&mut first).port(), 33890);
    first.program.signal(Signal::TERM);
    assert_eq!(first.program.exit_code(), 143);
    assert!(lab.mappings().is_empty(), "{:?}", lab.mappings());
    // The invitation that is out names that port.
    let mut again = lab.ask_from(first.home, &display, &["--port", "0", "--router", "never"]);
    if !again.program.has_said("mapped ") {
        again.program.expect("mapped ");
    }
    assert_eq!(mapped(&mut again).port(), 33890);
    assert_eq!(lab.mappings(), ["33890 > 192.168.51.10:3389"]);
}

#[test]
fn what_a_crash_left_is_removed_by_the_next_start() {
    for site in [Site::Upnp, Site::Pcp] {
        let Some(lab) = Lab::new(site, Site::Open) else {
            return;
        };
        let display = display();
        let mut first = lab.ask(&display, &[]);
        let left = mapped(&mut first);
        first.program.kill();
        let at_the_router = [format!("{} > 192.168.51.10:3389", left.port())];
        assert_eq!(lab.mappings(), at_the_router, "a crash removes nothing");
        // Not even its invitation is left, which would want the port again.
        std::fs::remove_dir_all(first.home.path(".local/state/lifeline/listeners")).unwrap();
        let _again = lab.ask_from(first.home, &display, &["--router", "never"]);
        eventually("the mapping is gone", || lab.mappings().is_empty());
    }
}

#[test]
fn a_second_router_outside_is_said_and_nothing_is_mapped() {
    let Some(lab) = Lab::new(Site::Double, Site::Open) else {
        return;
    };
    let display = display();
    let mut novice = lab.ask(&display, &[]);
    assert!(
        novice.program.has_said("not-mapped second-nat "),
        "{:?}",
        novice.program.seen()
    );
    assert_eq!(addresses(&novice)[0], "192.168.51.10:3389");
    assert!(lab.mappings().is_empty());
}

#[test]
fn on_a_network_that_the_system_calls_public_only_who_says_so_is_mapped() {
    let Some(lab) = Lab::new(Site::Upnp, Site::Open) else {
        return;
    };
    let display = display();
    let home = super::pair::Home::new();
    let program = home.file("firewall-cmd", "#!/bin/sh\necho public\n");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = super::surroundings::path_with(program.parent().unwrap());
    for (choice, said) in [("trusted", "not-mapped public-network"), ("always", "mapped ")] {
        let other = super::pair::Home::new();
        let mut command = lab.command("novice", env!("CARGO_BIN_EXE_lifeline"));
        other.dress(&mut command);
        command.env("PATH", &path).env("DISPLAY", display.name());
        command.args(["ask", "--terminal", "--port", "0", "--router", choice]);
        let mut novice = super::program::Program::start("novice", command);
        novice.expect(said);
    }
}

/// A mapping with short times, on the novice's computer.
pub fn wish() -> MappingWish {
    MappingWish {
        port: 3389,
        local: None,
        external: None,
        until: SystemTime::now() + Duration::from_secs(600),
        even_if_public: false,
        keeps_trying: false,
    }
}

pub const SHORT: Times = Times {
    lease: Duration::from_secs(4),
    pcp_lease: Duration::from_secs(10),
    look: Duration::from_millis(500),
};

#[test]
fn a_lease_is_renewed_before_it_ends() {
    let Some(lab) = Lab::new(Site::Upnp, Site::Open) else {
        return;
    };
    let state = tempfile::tempdir().unwrap();
    inside(&lab.novice(), async || {
        let router = Router::start(state.path(), SHORT);
        let mut mapping = router.map(wish(), |_| ());
        assert!(matches!(mapping.first().await, MappingState::Mapped(..)));
        let port = mapping.address().unwrap().port();
        let asked = format!("AddPortMapping: ext port {port}");
        until("it was renewed twice", || lab.daemon_log().matches(&asked).count() >= 3).await;
        assert_eq!(lab.mappings().len(), 1);
        drop(mapping);
        router.finish(Duration::from_secs(5)).await;
        assert!(lab.mappings().is_empty());
    });
}

#[test]
fn a_router_that_restarted_gets_the_same_mapping_again() {
    for site in [Site::Upnp, Site::Pcp] {
        let Some(mut lab) = Lab::new(site, Site::Open) else {
            return;
        };
        let state = tempfile::tempdir().unwrap();
        let times = Times {
            lease: Duration::from_secs(3600),
            ..SHORT
        };
        let novice = lab.novice();
        let lab = std::sync::Mutex::new(&mut lab);
        inside(&novice, async || {
            let router = Router::start(state.path(), times);
            let mut mapping = router.map(wish(), |_| ());
            assert!(matches!(mapping.first().await, MappingState::Mapped(..)));
            let protocol = if site == Site::Pcp {
                Protocol::Pcp
            } else {
                Protocol::Upnp
            };
            assert_eq!(mapping.protocol(), Some(protocol));
            let before = lab.lock().unwrap().mappings();
            assert_eq!(before.len(), 1);
            {
                let mut lab = lab.lock().unwrap();
                lab.stop_daemon();
                assert!(lab.mappings().is_empty());
                lab.start_daemon("novice-router");
            }
            until("it is mapped again", || lab.lock().unwrap().mappings() == before).await;
            drop(mapping);
            router.finish(Duration::from_secs(5)).await;
            assert!(lab.lock().unwrap().mappings().is_empty());
        });
    }
}

pub async fn until(what: &str, condition: impl Fn() -> bool) {
    let deadline = tokio::time::Instant::now() + super::display::TIMEOUT;
    while !condition() {
        assert!(tokio::time::Instant::now() < deadline, "{what}: not in time");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub fn no_notes(folder: &std::path::Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}
