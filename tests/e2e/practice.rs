//! `lifeline try`, as the README tells people to run it.

use std::os::unix::fs::PermissionsExt;

use rustix::process::Signal;

use super::display::{Display, Picture, eventually};
use super::manager::{Kind, Manager, is_on_screen};
use super::pair::{Home, output_folder};
use super::program::Program;
use super::surroundings;
use super::window::Presser;

#[test]
fn practice_works_without_a_desktop_and_leaves_nothing_running() {
    let home = Home::new();
    let mut command = home.lifeline();
    command.args(["try", "--yes"]).env("TMPDIR", home.path("run"));
    let mut practice = Program::start("practice", command);
    practice.expect("question view \"Practice helper\" (127.0.0.1)");
    practice.expect("question control ");
    let picture = practice.expect("picture ");
    assert_eq!(practice.exit_code(), 0);
    let seen = Picture::read(picture.trim_start_matches("picture ").as_ref());
    assert_eq!((seen.width, seen.height), (1024, 640));
    assert_gone(&home);
}

/// On a desktop both roles are played in one window, here by the names that a screen reader reads.
#[test]
fn practice_in_its_window_leads_through_both_questions() {
    let screen = Display::start(1280, 900);
    let mut presser = Presser::start();
    let home = Home::new();
    presser.launch(&screen, &home, &["try"]);
    presser.wait("Someone wants to see your screen");
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");
    presser.press("Request control");
    presser.wait("May they use your mouse and keyboard?");
    presser.press("Let them use my mouse and keyboard");
    presser.wait("You can use their mouse and keyboard");
    screen.screenshot().save(&output_folder().join("practice.png"));
    presser.press("Take back control");
    presser.wait("You took control back.");
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
    presser.press("End the practice");
}

/// With its title, and with larger letters, too.
#[test]
fn the_practice_fits_the_screens_of_small_and_old_computers() {
    for (size, percent) in [((800, 600), 100), ((1366, 768), 100), ((1366, 768), 200)] {
        for kind in [Kind::None, Kind::Openbox] {
            let screen = Display::start(size.0, size.1);
            let Some(_manager) = Manager::start(kind, &screen) else {
                continue;
            };
            let mut presser = Presser::start();
            let home = Home::new();
            if percent != 100 {
                std::fs::create_dir_all(home.path(".config/lifeline")).unwrap();
                let preferences = format!(r#"{{"preferences": {{"text_size": {percent}}}}}"#);
                let settings = home.file(".config/lifeline/settings.json", &preferences);
                std::fs::set_permissions(&settings, std::fs::Permissions::from_mode(0o600)).unwrap();
            }
            presser.launch(&screen, &home, &["try"]);
            presser.wait("Someone wants to see your screen");
            let window = screen.window("Lifeline: practice");
            eventually("the practice is on the screen", || is_on_screen(&screen, window));
            for half in ["The person who is helped", "The helper"] {
                presser.wait(half);
            }
            let name = format!("practice-{}-{percent}-{kind:?}.png", size.0);
            screen.screenshot().save(&output_folder().join(name));
        }
    }
}

#[test]
fn the_window_leads_to_the_practice() {
    let screen = Display::start(1280, 900);
    let mut presser = Presser::start();
    let home = Home::new();
    presser.launch(&screen, &home, &[]);
    presser.press("Practise");
    presser.wait("Someone wants to see your screen");
    // A window that another one hides draws nothing, and there is no window manager to bring it forth.
    screen.run("xdotool", &["search", "--name", "^Lifeline$", "windowraise"]);
    presser.press("How it works");
    presser.wait("The practice is open in a window of its own.");
}

#[test]
fn practice_asks_the_person_and_ends_with_ctrl_c() {
    let home = Home::new();
    let mut command = home.lifeline();
    command.arg("try").env("TMPDIR", home.path("run"));
    let mut practice = Program::start("practice", command);
    practice.expect("question view ");
    practice.signal(Signal::INT);
    assert_eq!(practice.exit_code(), 130);
    assert!(!practice.has_said("viewing"));
    assert_gone(&home);
}

#[test]
fn a_no_in_practice_is_a_no() {
    let home = Home::new();
    let mut command = home.lifeline();
    command.arg("try").env("TMPDIR", home.path("run"));
    let mut practice = Program::start("practice", command);
    practice.expect("question view ");
    // The first second of a question takes no answer.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    practice.say("n");
    practice.expect("helper refused view");
    assert_eq!(practice.exit_code(), 5);
    assert_gone(&home);
}

/// Even when the program is killed, its display and its window go.
#[test]
fn a_killed_practice_leaves_no_program_behind() {
    let home = Home::new();
    let mut command = home.lifeline();
    command.arg("try").env("TMPDIR", home.path("run"));
    let mut practice = Program::start("practice", command);
    practice.expect("question view ");
    practice.signal(Signal::KILL);
    practice.end();
    eventually("the practice's programs have gone", || !runs(&home));
}

/// Its directory and its programs: both of these name the directory on their command lines or in their surroundings.
fn assert_gone(home: &Home) {
    // Whoever ends in a hurry leaves the end of its display to what watches over it.
    eventually("the practice's programs have gone", || !runs(home));
    let left: Vec<_> = std::fs::read_dir(home.path("run"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().starts_with("lifeline-practice")),
        "{left:?}"
    );
}

fn runs(home: &Home) -> bool {
    let listed = surroundings::command("ps")
        .args(["axeww", "-o", "args"])
        .output()
        .unwrap();
    let place = home.path("run").join("lifeline-practice-").display().to_string();
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .any(|line| line.contains(&place) && !line.contains("<defunct>"))
}
