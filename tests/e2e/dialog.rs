//! Saving and opening an invitation through the desktop's own file dialog, as people do. Here it is zenity's, which
//! Lifeline starts where no portal answers.

use std::time::{Duration, Instant};

use super::display::{Display, eventually};
use super::pair::Home;
use super::surroundings;
use super::window::Presser;

/// The dialog that is open, if one is.
fn dialog(screen: &Display) -> Option<String> {
    let search = ["search", "--onlyvisible", "--class", "zenity"];
    let found = screen.command("xdotool").args(search).output().unwrap();
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    found.lines().next().map(str::to_owned)
}

/// Chooses this path in the dialog that the button opens. Whatever a dialog reads meanwhile, it may take for the whole
/// path what was typed last: then it is opened and typed into again, as a person would.
fn choose(
    screen: &Display,
    presser: &mut Presser,
    button: &str,
    path: &str,
    mut is_chosen: impl FnMut(&mut Presser) -> bool,
) {
    for _ in 0..ATTEMPTS {
        presser.press(button);
        type_path(screen, path);
        let since = Instant::now();
        while since.elapsed() < ATTEMPT {
            if is_chosen(presser) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    panic!("{button} never led to {path}");
}

/// Types a path into the dialog, which has a field for it or opens one, and confirms it; again where the dialog was not
/// ready for keys.
fn type_path(screen: &Display, path: &str) {
    eventually("the dialog", || dialog(screen).is_some());
    let mut attempts = 0..ATTEMPTS;
    while let (Some(window), Some(_)) = (dialog(screen), attempts.next()) {
        let closed = |arguments: &[&str]| {
            let done = screen.command("xdotool").args(arguments).status().unwrap();
            !done.success()
        };
        // Without a window manager nobody gives a window the keyboard.
        if closed(&["windowfocus", "--sync", &window])
            || closed(&["key", "ctrl+a"])
            || closed(&["type", "--delay", "20", path])
            || closed(&["key", "Return"])
        {
            continue;
        }
        let since = Instant::now();
        while dialog(screen).is_some() && since.elapsed() < ATTEMPT {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    assert_eq!(dialog(screen), None, "the dialog has its answer");
}

/// How often it is tried, and how long the answer to what was typed may take before it is typed again.
const ATTEMPTS: usize = 3;
const ATTEMPT: Duration = Duration::from_secs(15);

#[test]
fn an_invitation_is_saved_and_opened_through_the_desktops_dialogs() {
    let (novice_home, helper_home) = (Home::new(), Home::new());
    let programs = novice_home.path("programs");
    if !surroundings::bring("zenity", &programs) {
        return surroundings::skipped("zenity is not installed (sh assets/setup.sh --test)");
    }
    let (screen, helper) = (Display::start(1280, 900), Display::start(1280, 900));
    let mut presser = Presser::start_with(&surroundings::path_with(&programs));
    presser.launch(&screen, &novice_home, &[]);
    presser.press("Ask for help");
    presser.press("Make the invitation");
    let password = presser.read("Password to tell your helper");
    let ticket = novice_home.path("chosen.msrcIncident");
    let path = ticket.display().to_string();
    choose(&screen, &mut presser, "Save invitation…", &path, |_| ticket.exists());
    presser.wait("Saved: ");

    presser.launch(&helper, &helper_home, &[]);
    presser.press("Help someone");
    choose(&helper, &mut presser, "Open invitation…", &path, |presser| {
        !presser.what("Your name").is_empty()
    });
    presser.write("Your name", "Sam");
    presser.write("Password", &password);
    presser.press("Connect");
    presser.wait("Someone wants to see your screen");
    std::thread::sleep(Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.wait("The screen of the person you help");
    presser.press("Stop sharing");
    presser.wait("The person you help stopped sharing.");
}
