//! A whole session through the accessibility tree alone, as a screen reader finds and presses it: two windows on two
//! displays, every page of both walked for what has no name.

use x11rb::CURRENT_TIME;
use x11rb::protocol::xproto::{ConnectionExt as _, InputFocus};

use super::display::{Display, Picture, eventually};
use super::pair::Home;
use super::window::{Presser, make_and_save};

/// Without a window manager nobody gives the keyboard to a window.
fn focus(display: &Display) {
    let window = display.window("Lifeline");
    let given = display
        .connection
        .set_input_focus(InputFocus::POINTER_ROOT, window, CURRENT_TIME);
    given.unwrap().check().unwrap();
}

/// How often something is announced that has this in it.
fn times(announced: &[String], text: &str) -> usize {
    announced.iter().filter(|one| one.contains(text)).count()
}

#[test]
fn a_whole_session_goes_by_the_accessibility_tree_alone() {
    let (screen, helper) = (Display::start(1280, 900), Display::start(1280, 900));
    screen.paint(&Picture::known(1280, 900, 8));
    let (novice_home, helper_home) = (Home::new(), Home::new());
    let mut presser = Presser::start();
    let mut found = Vec::new();

    // Ask, and save.
    presser.launch_unhurried(&screen, &novice_home);
    let home = "What would you like to do?";
    presser.wait(home);
    focus(&screen);
    presser.keyboard_at(home);
    assert!(
        presser.what("Lifeline").starts_with("frame"),
        "{}",
        presser.what("Lifeline")
    );
    found.push(presser.walk());
    presser.press("Ask for help");
    presser.keyboard_at("Ask for help");
    let heading = presser.what("Ask for help");
    assert!(heading.starts_with("heading focused"), "{heading}");
    let choice = presser.what("6 h");
    assert!(
        choice.contains("checked") && choice.contains("posinset=4 setsize=7"),
        "{choice}"
    );
    found.push(presser.walk());
    let (ticket, password) = make_and_save(&mut presser, &novice_home);
    let shown = presser.what("Password to tell your helper");
    assert!(shown.contains("read-only") && !shown.contains("editable"), "{shown}");
    found.push(presser.walk());

    // Open, and the password.
    presser.launch(&helper, &helper_home, &[&ticket.display().to_string()]);
    presser.write("Your name", "Sam");
    found.push(presser.walk());
    presser.write("Password", &password);
    presser.press("Connect");

    // The question: who called whom, and the ten seconds.
    let asks = "Someone wants to see your screen";
    presser.wait(asks);
    presser.keyboard_at("Do not allow");
    presser.said("Did you call them, or did they call you?");
    let named = presser.what(asks);
    assert!(named.contains("/ alert ") && named.contains("/ heading "), "{named}");
    found.push(presser.walk());
    eventually("the first second is over", || {
        presser.what("I called them").contains("sensitive")
    });
    presser.press("I called them");
    presser.said("You can let them see your screen now.");
    let announced = presser.announced();
    for said in ["in 10 s.", "in 5 s.", "screen now."] {
        assert_eq!(times(&announced, said), 1, "{said}: {announced:?}");
    }
    assert_eq!(
        times(&announced, "Take your time"),
        2,
        "not every second: {announced:?}"
    );
    presser.press("Let them see my screen");

    // See; the question of control, control, and back.
    presser.wait("The screen of the person you help");
    presser.wait("Stop sharing");
    found.push(presser.walk());
    presser.press("Request control");
    presser.keyboard_at("Do not allow");
    let asks = "May they use your mouse and keyboard?";
    let named = presser.what(asks);
    assert!(named.contains("/ alert ") && named.contains("/ heading "), "{named}");
    found.push(presser.walk());
    let allow = "Let them use my mouse and keyboard";
    eventually("the first second is over", || presser.what(allow).contains("sensitive"));
    presser.press(allow);
    presser.wait("Take back control");
    presser.wait("Give back control");
    found.push(presser.walk());
    presser.press("Take back control");
    presser.wait("Request control");

    // Stop, and what happened.
    presser.press("Stop sharing");
    presser.said("The person you help stopped sharing.");
    presser.wait("Save what happened");
    found.push(presser.walk());
    presser.press("Back to the start");
    presser.wait(home);
    assert!(found.iter().all(|count| *count > 10), "{found:?}");
}
