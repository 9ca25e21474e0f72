//! Mouse and keyboard of a real desktop by EIS, on a bus where its portal takes none itself.

use super::super::display::eventually;
use super::super::pair::{Expert, Novice};
use super::super::program::Program;
use super::super::window::Presser;
use super::desktop::{BUS, Desktop, Kind, Setup};
use super::gnome;
use super::help::{control_on_gnome, mouse_arrives};
use super::screens::{choose_both, mouse_goes_to_places, two_scales};

/// GNOME takes calls as well: `no_calls.py` stands between its bus and Lifeline.
struct NoCalls {
    _bus: Program,
    address: String,
}

impl NoCalls {
    fn start(desktop: &Desktop) -> Self {
        let socket = desktop.path("no-calls").display().to_string();
        let mut command = desktop.command("/usr/bin/python3");
        command.arg(desktop.path("no_calls.py")).arg(&socket);
        let mut bus = Program::start("the bus without calls", command);
        bus.expect("ready");
        let address = format!("unix:path={socket}");
        Self { _bus: bus, address }
    }

    fn novice(&self, desktop: &Desktop) -> Novice {
        let home = desktop.home();
        let command = desktop.lifeline_with(&home, &[(BUS.into(), (&self.address).into())]);
        Novice::ask_by(home, command, &[])
    }

    /// A helper has control.
    fn controls(&self, desktop: &Desktop, presser: &mut Presser) -> (Novice, Expert) {
        let mut novice = self.novice(desktop);
        let mut expert = desktop.expert(&novice.ticket, &novice.password);
        novice.allow("view");
        presser.press("Share");
        novice.program.expect("viewing");
        expert.program.expect("viewing 1280x720");
        control_on_gnome(presser, &mut novice, &mut expert);
        (novice, expert)
    }
}

#[test]
fn gnome_takes_mouse_and_keyboard_by_eis() {
    let setup = Setup {
        layout: "de",
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut presser = desktop.presser();
    let no_calls = NoCalls::start(&desktop);
    let (mut novice, mut expert) = no_calls.controls(&desktop, &mut presser);
    let typewriter = desktop.typewriter();
    let text = "Zwölf Boxkämpfer, Öl & Süß: 3 × 4 = {12} @home [€] \\y <a>";
    expert.program.say(&format!("type {text}"));
    typewriter.got(text);
    expert.program.say("type 1č2, мир");
    typewriter.got("1č2, мир");
    expert.program.say("key esc");
    typewriter.got("\u{1b}");
    mouse_arrives(&mut expert, &typewriter, (301, 202));
    desktop.is_seen_by(&mut expert, "the helper sees the desktop");

    // What is held is let go when control ends.
    expert.program.say("key-down shift");
    eventually("Shift is held", || gnome::is_true(&desktop, SHIFT_IS_HELD));
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    eventually("Shift is let go", || !gnome::is_true(&desktop, SHIFT_IS_HELD));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn gnome_lets_go_of_what_a_killed_process_held_by_eis() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let no_calls = NoCalls::start(&desktop);
    let (mut novice, mut expert) = no_calls.controls(&desktop, &mut presser);
    expert.program.say("key-down shift");
    eventually("Shift is held", || gnome::is_true(&desktop, SHIFT_IS_HELD));
    novice.program.kill();
    eventually("Shift is let go", || !gnome::is_true(&desktop, SHIFT_IS_HELD));
}

/// Each monitor has a region, in units of which the first one's pixels are none.
#[test]
fn gnome_takes_the_mouse_by_eis_on_two_monitors_of_two_scales() {
    let setup = Setup {
        monitors: "1280x720 1000x800",
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    two_scales(&desktop, "1");
    let mut presser = desktop.presser();
    let no_calls = NoCalls::start(&desktop);
    let mut novice = no_calls.novice(&desktop);
    let mut expert = desktop.expert(&novice.ticket, &novice.password);
    novice.allow("view");
    choose_both(&mut presser);
    presser.press("Share");
    novice.program.expect("viewing");
    expert.program.expect("viewing 2280x800");
    expert.program.say("request-control");
    novice.allow("control");
    choose_both(&mut presser);
    presser.press("Allow Remote Interaction");
    presser.press("Share");
    presser.press("Add");
    novice.program.expect("controlling");
    expert.program.expect("controlling");
    mouse_goes_to_places(&desktop, &mut expert);
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

const SHIFT_IS_HELD: &str = "(global.get_pointer()[2] & 1) === 1";
