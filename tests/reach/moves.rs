//! A computer that moves to another network while its invitation waits (it slept, or its cable was pulled).

use super::display::{Display, Picture};
use super::lab::{Lab, Site};

#[test]
fn a_changed_address_is_said_and_who_can_still_come_may() {
    let Some(lab) = Lab::new(Site::Open, Site::Open) else {
        return;
    };
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 5));
    let mut helped = lab.ask(&display, &[]);
    lab.run("novice", "ip link add moved type veth peer name moved-far");
    lab.run("novice", "ip addr add 45.10.9.9/24 dev moved");
    lab.run("novice", "ip link set moved-far up");
    lab.run("novice", "ip link set moved up");
    helped.program.expect("error This computer has a new address.");
    let mut helper = lab.open(&helped);
    helped.allow("view");
    helper.program.expect("viewing ");
    helper.sees(&display);
}
