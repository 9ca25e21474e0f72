//! The addresses of a ticket, on computers that have many.

use super::display::Display;
use super::lab::{Lab, Site, addresses};

#[test]
fn public_ipv6_comes_before_private_addresses_and_dead_ones_are_left_out() {
    let Some(lab) = Lab::new(Site::Six, Site::Open) else {
        return;
    };
    let inside = "to-n-router";
    // Deprecated, a tunnel's, of an interface that is down, of a bridge to containers, and beside a routed one.
    lab.run(
        "novice",
        &format!("ip addr add 2a0e:10:1::dead/64 dev {inside} nodad preferred_lft 0"),
    );
    lab.run("novice", &format!("ip addr add 169.254.4.4/16 dev {inside}"));
    lab.run("novice", "ip link add unplugged type veth peer name far");
    lab.run("novice", "ip addr add 45.10.77.7/24 dev unplugged");
    lab.run("novice", "ip link add docker0 type bridge");
    lab.run("novice", "ip addr add 172.17.0.1/16 dev docker0");
    lab.run("novice", "ip link set docker0 up");
    // A cable to another computer, on which nobody gives addresses.
    lab.run("novice", "ip link add cable type veth peer name cable-far");
    lab.run("novice", "ip addr add 169.254.7.7/16 dev cable");
    lab.run("novice", "ip link set cable-far up");
    lab.run("novice", "ip link set cable up");
    let display = Display::start(320, 240);
    let novice = lab.ask(&display, &[]);
    let named = addresses(&novice);
    assert_eq!(named[..2], ["[2a0e:10:1::10]:3389", "192.168.51.10:3389"], "{named:?}");
    assert_eq!(named.last().unwrap(), "169.254.7.7:3389", "{named:?}");
    for dead in ["dead", "169.254.4.4", "45.10.77.7", "172.17.0.1", "fe80"] {
        assert!(!named.iter().any(|one| one.contains(dead)), "{dead}: {named:?}");
    }
}
