//! Who reaches whom by the ticket alone: the cells of docs/reach.md.

use super::display::{Display, Picture};
use super::lab::{Lab, Site};

/// One cell: an expert outside opens the ticket, and sees the screen, or cannot.
fn cell(novice: Site, expert: Site, reached: bool) {
    let Some(lab) = Lab::new(novice, expert) else { return };
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 3));
    // Whatever the novice's computer sends to anyone but its router, the expert and itself is counted.
    lab.run("novice", "nft add table inet watch");
    lab.run(
        "novice",
        "nft \"add chain inet watch out { type filter hook output priority 0; }\"",
    );
    lab.run(
        "novice",
        "nft \"add rule inet watch out oifname != lo ip daddr != { 192.168.51.1, 45.10.1.1, 45.10.2.2, 192.168.53.10 } counter\"",
    );
    let mut helped = lab.ask(&display, &[]);
    let mut helper = lab.open(&helped);
    if reached {
        helped.allow("view");
        helped.program.expect("viewing");
        helper.program.expect("viewing ");
        helper.sees(&display);
        helper.program.say("end");
        helped.program.expect("ended helper-left");
    } else {
        helper.program.expect("ended unreachable");
    }
    let strangers = lab.run("novice", "nft list chain inet watch out");
    // A router without UPnP is asked by the local network's group too, since it does not answer.
    if novice != Site::Nat {
        assert!(strangers.contains("packets 0 "), "{novice:?}: {strangers}");
    }
}

macro_rules! cells {
    ($($name:ident: $novice:ident, $expert:ident, $reached:literal;)*) => {
        $(#[test]
        fn $name() {
            cell(Site::$novice, Site::$expert, $reached);
        })*
    };
}

cells! {
    novice_behind_upnp: Upnp, Open, true;
    novice_behind_connection_sharing: Ics, Open, true;
    novice_behind_plain_nat_needs_the_other_way_round: Nat, Open, false;
    novice_behind_two_routers_needs_the_other_way_round: Double, Open, false;
    expert_behind_upnp: Open, Upnp, true;
    expert_behind_connection_sharing: Open, Ics, true;
    expert_behind_plain_nat: Open, Nat, true;
    expert_behind_two_routers: Open, Double, true;
    both_behind_upnp: Upnp, Upnp, true;
    both_behind_connection_sharing: Ics, Ics, true;
    both_behind_plain_nat_need_a_relay: Nat, Nat, false;
    novice_behind_upnp_expert_behind_plain_nat: Upnp, Nat, true;
    novice_behind_plain_nat_expert_behind_upnp_needs_the_other_way_round: Nat, Upnp, false;
    both_in_one_network: Nat, Lan, true;
}
