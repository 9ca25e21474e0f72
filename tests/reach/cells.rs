//! Who reaches whom: the cells of docs/reach.md, those of the guide's table and the pairs that it leaves open.
//!
//! The guide has two columns. An invitation by mail is our ticket alone: the expert opens it. "Messenger", which let
//! either side connect, is our reply: where the ticket does not do, the expert listens and the novice goes there.

use super::display::{Display, Picture};
use super::lab::{Lab, Site};
use super::pair::{Expert, Novice};

/// Up to the picture and a clean end.
fn helps(helped: &mut Novice, helper: &mut Expert, display: &Display) {
    helped.allow("view");
    helped.program.expect("viewing");
    helper.program.expect("viewing ");
    helper.sees(display);
    helper.program.say("end");
    helped.program.expect("ended helper-left");
}

/// By the ticket: the expert outside opens it, and sees the screen, or cannot.
fn by_ticket(novice: Site, expert: Site, reached: bool) {
    let Some(lab) = Lab::new(novice, expert) else { return };
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 3));
    let mut helped = lab.ask(&display, &[]);
    let mut helper = lab.open(&helped);
    if reached {
        helps(&mut helped, &mut helper, &display);
    } else {
        helper.program.expect("ended unreachable");
    }
}

/// By the reply: the expert listens, and the novice goes there, or cannot.
fn by_reply(novice: Site, expert: Site, reached: bool) {
    let Some(lab) = Lab::new(novice, expert) else { return };
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 3));
    // The novice's router is not needed for this, and is not asked.
    let mut helped = lab.ask(&display, &["--router", "never"]);
    let (mut helper, reply) = lab.wait(&helped);
    helped.program.say(&format!("connect {reply}"));
    if reached {
        helped.program.expect("connected ");
        helps(&mut helped, &mut helper, &display);
        if matches!(expert, Site::Upnp | Site::Ics | Site::Pcp) {
            assert_eq!(helper.program.exit_code(), 0);
            assert!(lab.mappings_of("expert-router").is_empty());
        }
    } else {
        helped
            .program
            .expect("error Your helper’s computer could not be reached.");
    }
}

macro_rules! cells {
    ($($name:ident: $novice:ident, $expert:ident, $ticket:literal, $reply:literal;)*) => {
        $(mod $name {
            use super::{Site, by_reply, by_ticket};

            #[test]
            fn ticket() {
                by_ticket(Site::$novice, Site::$expert, $ticket);
            }

            #[test]
            fn reply() {
                by_reply(Site::$novice, Site::$expert, $reply);
            }
        })*
    };
}

// Name: the novice's side, the expert's side, reached by the ticket ("E-mail"), by the reply.
// "Messenger" is yes where either is: in each of its cells but the last of the first nine.
cells! {
    // The guide's table: XP's connection sharing, a router without UPnP, one with it.
    novice_behind_connection_sharing: Ics, Open, true, true;
    novice_behind_plain_nat: Nat, Open, false, true;
    novice_behind_upnp: Upnp, Open, true, true;
    expert_behind_connection_sharing: Open, Ics, true, true;
    expert_behind_plain_nat: Open, Nat, true, false;
    expert_behind_upnp: Open, Upnp, true, true;
    both_behind_connection_sharing: Ics, Ics, true, true;
    both_behind_plain_nat_need_a_relay: Nat, Nat, false, false;
    both_behind_upnp: Upnp, Upnp, true, true;
    // What it leaves open.
    novice_behind_pcp: Pcp, Open, true, true;
    expert_behind_pcp: Open, Pcp, true, true;
    novice_behind_upnp_expert_behind_plain_nat: Upnp, Nat, true, false;
    novice_behind_plain_nat_expert_behind_upnp: Nat, Upnp, false, true;
    novice_behind_two_routers: Double, Open, false, true;
    expert_behind_two_routers: Open, Double, true, false;
    both_in_one_network: Nat, Lan, true, true;
    both_with_ipv6_behind_open_routers: Six, Six, true, true;
    novice_with_ipv6_behind_a_closed_router: SixClosed, Six, false, true;
    expert_with_ipv6_behind_a_closed_router: Six, SixClosed, true, false;
}
