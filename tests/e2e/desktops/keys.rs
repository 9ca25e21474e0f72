//! The viewer on a real desktop: the keys that the desktop keeps for itself go to the other computer while the helper
//! wants it.

use super::super::all_keys::{ALL, OWN};
use super::super::control::Typewriter;
use super::super::display::{Display, eventually};
use super::super::own_keyboard::{ALT, CTRL, G, SUPER};
use super::super::pair::Novice;
use super::super::surroundings;
use super::super::window::Presser;
use super::desktop::{Desktop, Kind, Setup};
use super::gnome;
use super::kde::{self, Hand};

/// As evdev counts keys.
const A: u32 = 30;
const D: u32 = 32;

/// What the person at the desktop, the helper here, can do and see.
trait Keys {
    /// Pressed together.
    fn press(&mut self, codes: &[u32]);
    /// Keys that the desktop keeps for itself, with the letter among them.
    fn kept(&self) -> (&'static [u32], &'static str);
    /// Whether the desktop does what they mean.
    fn does_it(&mut self) -> bool;
    /// Has it do so no more.
    fn undo(&mut self);
    /// Says yes to the desktop's own question, where it asks.
    fn allow(&mut self, presser: &mut Presser);
}

struct Gnome<'a>(&'a Desktop);

impl Keys for Gnome<'_> {
    fn press(&mut self, codes: &[u32]) {
        gnome::press_keys(self.0, codes);
    }

    fn kept(&self) -> (&'static [u32], &'static str) {
        (&[SUPER, A], "a")
    }

    fn does_it(&mut self) -> bool {
        gnome::is_true(self.0, "Main.overview.visible")
    }

    fn undo(&mut self) {
        eventually("the viewer has the keyboard again", || {
            gnome::is_true(
                self.0,
                "Main.overview.hide(); !Main.overview.visible && global.display.focus_window !== null",
            )
        });
    }

    fn allow(&mut self, presser: &mut Presser) {
        let yes = presser.place("Allow");
        gnome::click_until(self.0, yes, "the desktop's question is answered", || {
            gnome::is_true(self.0, "Main.modalCount === 0")
        });
    }
}

struct Kde<'a>(&'a Desktop, Hand);

impl Keys for Kde<'_> {
    fn press(&mut self, codes: &[u32]) {
        self.1.press(codes);
    }

    fn kept(&self) -> (&'static [u32], &'static str) {
        (&[SUPER, D], "d")
    }

    fn does_it(&mut self) -> bool {
        kde::shows_desktop(self.0)
    }

    fn undo(&mut self) {
        self.1.press(&[SUPER, D]);
        eventually("the windows are back", || !kde::shows_desktop(self.0));
    }

    fn allow(&mut self, _: &mut Presser) {}
}

fn super_goes_to_the_other_computer(desktop: &Desktop, presser: &mut Presser, person: &mut impl Keys) {
    let display = Display::start(640, 480);
    let typewriter = Typewriter::start(&display);
    let home = desktop.home();
    let mut novice = surroundings::command("nsenter");
    home.dress(&mut novice);
    novice.args(["--target", desktop.number(), "--net", "--"]);
    novice
        .args(surroundings::without_policy())
        .arg(env!("CARGO_BIN_EXE_lifeline"));
    let mut novice = Novice::ask_with(home, novice, &display, &[]);
    let helper = desktop.home();
    let password = helper.file("password", &novice.password).display().to_string();
    let ticket = helper.file("ticket.msrcIncident", &std::fs::read_to_string(&novice.ticket).unwrap());
    let ticket = ticket.display().to_string();
    let words = ["open", "--name", "Sam", "--password-file", &password, &ticket];
    presser.launch_here(&helper, super::desktop::LIFELINE, &words);
    novice.allow("view");
    presser.wait("The screen of the person you help");
    let (kept, letter) = person.kept();

    presser.press("Request control");
    novice.allow("control");
    presser.wait(OWN);
    person.press(kept);
    eventually("the desktop does what its own keys mean", || person.does_it());
    person.undo();
    person.press(&[CTRL, ALT, G]);
    person.allow(presser);
    presser.wait(ALL);
    eventually("the other computer gets them", || {
        person.press(kept);
        typewriter.typed().ends_with(letter)
    });
    assert!(!person.does_it());
    // And the same keys lead back.
    person.press(&[CTRL, ALT, G]);
    presser.wait(OWN);
    let typed = typewriter.typed();
    person.press(kept);
    eventually("the desktop does what its own keys mean, again", || person.does_it());
    assert_eq!(typewriter.typed(), typed);
}

/// It asks the person before.
#[test]
fn super_goes_from_gnome_to_the_other_computer() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    super_goes_to_the_other_computer(&desktop, &mut presser, &mut Gnome(&desktop));
}

#[test]
fn super_goes_from_kde_to_the_other_computer() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Kde)) else {
        return;
    };
    let hand = Hand::plug_in(&desktop);
    let mut presser = desktop.presser();
    super_goes_to_the_other_computer(&desktop, &mut presser, &mut Kde(&desktop, hand));
}
