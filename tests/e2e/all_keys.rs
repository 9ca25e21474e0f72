//! The helper on a Wayland desktop: the keys that it keeps for itself go to the other computer while the helper wants it.

use super::control::Typewriter;
use super::display::{Display, eventually};
use super::own_keyboard::{ALT, CTRL, G, K, OwnKeyboard, R, SUPER};
use super::pair::{Home, Novice};
use super::sway::{Output, Sway};
use super::window::Presser;

pub const OWN: &str = "You can use their mouse and keyboard";
pub const ALL: &str = "All keys go to their computer, also Super and Alt+Tab. Ctrl+Alt+G keeps yours here again.";

#[test]
fn super_goes_to_the_other_computer_while_the_helper_wants_it() {
    let Some(sway) = Sway::start(&[Output(1280, 900, 1.0)]) else {
        return;
    };
    let display = Display::start(640, 480);
    let typewriter = Typewriter::start(&display);
    let mut novice = Novice::ask(&display, &[]);
    let home = Home::new();
    let taken = home.path("taken");
    sway.tell(&format!("bindsym Mod4+k exec touch {}", taken.display()));
    let password = home.file("password", &novice.password).display().to_string();
    let ticket = novice.ticket.display().to_string();
    let words = ["open", "--name", "Sam", "--password-file", &password, &ticket];
    // Before the window, which hears of a keyboard that comes later only after a while.
    let mut keyboard = OwnKeyboard::plug_in(&sway.socket(), "us");
    let mut presser = Presser::start();
    presser.launch_on_wayland(&sway, None, &home, &words);
    novice.allow("view");
    presser.wait("The screen of the person you help");
    let desktop_takes_it = |keyboard: &mut OwnKeyboard| {
        keyboard.press(&[SUPER, K]);
        eventually("the desktop does what its own key means", || taken.exists());
        std::fs::remove_file(&taken).unwrap();
    };

    keyboard.press(&[CTRL, ALT, R]);
    novice.allow("control");
    presser.wait(OWN);
    desktop_takes_it(&mut keyboard);
    keyboard.press(&[CTRL, ALT, G]);
    presser.wait(ALL);
    keyboard.press(&[SUPER, K]);
    typewriter.shows("k");
    assert!(!taken.exists());
    // And the same keys lead back.
    keyboard.press(&[CTRL, ALT, G]);
    presser.wait(OWN);
    desktop_takes_it(&mut keyboard);

    // What has no control any more has no keys, either.
    keyboard.press(&[CTRL, ALT, G]);
    presser.wait(ALL);
    novice.program.say("take-back");
    presser.wait("Request control");
    desktop_takes_it(&mut keyboard);
    typewriter.shows("k");
}
