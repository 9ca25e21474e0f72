//! The pictures of a session for README and docs/, taken from a real one on two displays. They hold a clock and an
//! address, so no two are alike and nothing compares them:
//! `LIFELINE_PICTURES=new cargo test --test e2e pictures` takes them anew.

use std::path::Path;

use super::display::{Display, eventually};
use super::manager::{Kind, Manager};
use super::pair::Home;
use super::program::Program;
use super::surroundings;
use super::window::{Presser, invitation_by_window};

const LETTER: &str = r#"printf '\n  Dear Ruth,\n\n  the holiday pictures are in the folder\n  "Summer". Which one shall we print?\n\n  Yours, Max\n\n'; exec sleep 600"#;

/// A desktop with a window manager and a letter on it.
fn desktop() -> Option<(Display, Manager, Program)> {
    let display = Display::start(1366, 768);
    let manager = Manager::start(Kind::Openbox, &display)?;
    display.run("xsetroot", &["-solid", "#4a6a8a"]);
    let mut letter = display.command("xterm");
    letter.args(["-fa", "DejaVu Sans Mono", "-fs", "13", "-geometry", "60x16+120+170"]);
    letter.args(["-title", "Letter", "-e", "sh", "-c", LETTER]);
    let letter = Program::start("the letter", letter);
    display.window("Letter");
    Some((display, manager, letter))
}

#[test]
fn a_session_for_the_readme() {
    if std::env::var_os("LIFELINE_PICTURES").is_none_or(|wish| wish != "new") {
        return surroundings::skipped("LIFELINE_PICTURES=new takes these pictures anew");
    }
    let (novice_home, helper_home) = (Home::new(), Home::new());
    let Some((screen, _manager, _letter)) = desktop() else {
        return;
    };
    let helper = Display::start(1366, 768);
    let _helpers_manager = Manager::start(Kind::Openbox, &helper);
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let keep = |display: &Display, name: &str| display.screenshot().save(&pictures.join(name));

    let mut presser = Presser::start();
    let (ticket, password) = invitation_by_window(&mut presser, &screen, &novice_home);
    presser.launch(&helper, &helper_home, &[&ticket.display().to_string()]);
    presser.write("Your name", "Sam");
    presser.write("Password", &password);
    presser.press("Connect");
    presser.wait("Someone wants to see your screen");
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");
    rests(&helper);
    keep(&screen, "real-seeing.png");
    keep(&helper, "real-viewer.png");
    presser.press("Request control");
    presser.wait("May they use your mouse and keyboard?");
    keep(&screen, "real-control-question.png");
    presser.press("Let them use my mouse and keyboard");
    presser.wait("You can use their mouse and keyboard");
    keep(&screen, "real-controlling.png");
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
}

/// Waits until the helper's display rests, apart from the clock: what came with loss at first is exact then.
fn rests(helper: &Display) {
    let mut last = helper.screenshot();
    let mut alike = 0;
    eventually("the helper's picture is sharp", || {
        let seen = helper.screenshot();
        alike = if seen.mean_error(&last) < 0.05 { alike + 1 } else { 0 };
        last = seen;
        alike > 20
    });
}
