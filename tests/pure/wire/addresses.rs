use std::net::IpAddr;

use lifeline::net::addresses::{Local, current, differs, for_ticket, ordered, with_name};

fn local(interface: &str, address: &str) -> Local {
    Local {
        interface: interface.into(),
        address: address.parse().unwrap(),
    }
}

fn addresses(list: &[&str]) -> Vec<IpAddr> {
    list.iter().map(|address| address.parse().unwrap()).collect()
}

#[test]
fn the_widest_reach_comes_first() {
    let locals = [
        local("lo", "127.0.0.1"),
        local("lo", "::1"),
        local("eth0", "fd12::7"),
        local("eth0", "192.168.1.20"),
        local("tailscale0", "100.101.102.103"),
        local("eth0", "fe80::1"),
        local("eth0", "2a02:810d:1::7"),
        local("ppp0", "93.184.216.34"),
        local("wlan0", "169.254.8.9"),
        local("wlan0", "10.0.0.5"),
    ];
    assert_eq!(
        ordered(&locals, &addresses(&["10.0.0.5"])),
        addresses(&[
            "93.184.216.34",
            "2a02:810d:1::7",
            "10.0.0.5",
            "192.168.1.20",
            "100.101.102.103",
            "fd12::7"
        ])
    );
}

#[test]
fn a_cable_without_a_router_comes_last_and_only_where_nothing_else_is_on_it() {
    let locals = [
        local("eth0", "169.254.8.9"),
        local("wlan0", "10.0.0.5"),
        local("wlan0", "169.254.1.1"),
        local("eth0", "fe80::1"),
    ];
    let ordered = ordered(&locals, &[]);
    assert_eq!(ordered, addresses(&["10.0.0.5", "169.254.8.9"]));
    let hosts = with_name(&ordered, Some("annas-pc".to_owned()));
    assert_eq!(hosts, ["10.0.0.5", "annas-pc", "169.254.8.9"]);
    assert_eq!(with_name(&addresses(&["169.254.8.9"]), None), ["169.254.8.9"]);
}

#[test]
fn what_no_one_else_can_reach_is_left_out() {
    for (interface, address) in [
        ("lo", "127.0.0.1"),
        ("lo", "127.9.9.9"),
        ("lo", "::1"),
        ("eth0", "0.0.0.0"),
        ("eth0", "224.0.0.1"),
        ("eth0", "255.255.255.255"),
        ("eth0", "fe80::7"),
        ("eth0", "fec0::7"),
        ("eth0", "ff02::1"),
        ("eth0", "::"),
        ("eth0", "::ffff:10.0.0.5"),
        ("teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
        ("sit0", "2002:c000:204::1"),
        ("docker0", "172.17.0.1"),
        ("br-0123456789ab", "172.18.0.1"),
        ("veth12ab", "10.1.1.1"),
        ("virbr0", "192.168.122.1"),
        ("vmnet8", "192.168.44.1"),
        ("vboxnet0", "192.168.56.1"),
        ("vEthernet (WSL)", "172.22.0.1"),
        ("VirtualBox Host-Only Network", "192.168.56.1"),
        ("VMware Network Adapter VMnet1", "192.168.33.1"),
    ] {
        assert_eq!(
            ordered(&[local(interface, address)], &[]),
            addresses(&[]),
            "{interface} {address}"
        );
    }
    for (interface, address) in [
        ("br0", "192.168.1.2"),
        ("br-lan", "192.168.1.2"),
        ("Ethernet", "10.0.0.5"),
        ("en0", "172.16.0.9"),
        ("eth0", "172.32.0.9"),
        ("eth0", "100.128.0.1"),
    ] {
        assert_eq!(
            ordered(&[local(interface, address)], &[]),
            addresses(&[address]),
            "{interface} {address}"
        );
    }
}

#[test]
fn each_address_once_and_not_too_many() {
    let twice = [local("eth0", "10.0.0.5"), local("eth0:1", "10.0.0.5")];
    assert_eq!(ordered(&twice, &[]).len(), 1);
    let many: Vec<Local> = (1..100).map(|i| local("eth0", &format!("10.0.0.{i}"))).collect();
    let kept = ordered(&many, &addresses(&["10.0.0.90"]));
    assert_eq!((kept.len(), kept[0]), (8, addresses(&["10.0.0.90"])[0]));
}

#[test]
fn a_change_is_a_change_of_the_set() {
    for (known, now, expected) in [
        (&["10.0.0.1"][..], &["10.0.0.1"][..], false),
        (&["10.0.0.1", "fd00::1"], &["fd00::1", "10.0.0.1"], false),
        (&["10.0.0.1"], &["10.0.0.2"], true),
        (&["10.0.0.1"], &[], true),
        (&[], &["10.0.0.1"], true),
        (&["10.0.0.1"], &["10.0.0.1", "fd00::1"], true),
        (&[], &[], false),
    ] {
        assert_eq!(
            differs(&addresses(known), &addresses(now)),
            expected,
            "{known:?} {now:?}"
        );
    }
}

#[test]
fn this_computers_own_addresses_can_be_asked_for() {
    let now = current().unwrap();
    assert!(now.iter().all(|address| !address.is_loopback()));
    let hosts = for_ticket().unwrap();
    assert!(hosts.len() >= now.len() && !hosts.contains(&"localhost".to_owned()));
}
