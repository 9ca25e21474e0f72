//! The bar of Lifeline's window, and the border around what is shared, on a real desktop.

use super::super::above::question::{is_page, page, refusal, way};
use super::super::above::{Area, CONTROLLING, SEEING, STOP, area_of, colour_at, is_surrounded};
use super::super::display::{Picture, eventually};
use super::super::own_pointer::OwnPointer;
use super::super::pair::{Expert, output_folder};
use super::super::sway::BACKGROUND;
use super::desktop::{Desktop, Kind, Setup};
use super::gnome;

/// How wide a border is in pixels, at 100 and at 150 percent.
const BORDER: usize = 4;
const BORDER_2: usize = 6;
/// How high the title of a window's own frame is.
const TITLE: usize = 30;

/// What a monitor shows, and where this colour is, once it is.
fn shows(desktop: &Desktop, monitor: usize, colour: [u8; 3], what: &str) -> (Picture, Area) {
    let mut seen = None;
    eventually(what, || {
        let shot = desktop.screenshot_of(monitor);
        shot.save(&output_folder().join(format!("desktops-{}.png", what.replace(' ', "-"))));
        seen = area_of(&shot, colour).map(|area| (shot, area));
        seen.is_some()
    });
    seen.unwrap()
}

/// By layer-shell: above a window that fills the screen, on both monitors, seen by the helper, and pressed by the person.
#[test]
fn sway_shows_the_bar_above_all_windows() {
    let setup = Setup {
        monitors: "1280x800 1920x1200*1.5",
        ..Setup::of(Kind::Sway)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut pointer = OwnPointer::plug_in(&desktop.socket(), (1280 + 1280, 800));
    let mut presser = desktop.presser();
    let (_home, ticket, password) = desktop.window(&mut presser);
    let mut expert = desktop.expert(&ticket, &password);
    presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    expert.program.expect("viewing 1280x800");
    shows(&desktop, 2, SEEING, "the bar on the second monitor");
    // Where it is in nobody's way.
    pointer.move_to((640, 600));
    eventually("a border says that they see", || {
        is_surrounded(&desktop.screenshot_of(1), BORDER, SEEING)
    });
    assert!(!is_surrounded(&desktop.screenshot_of(2), BORDER_2, SEEING));
    expert.program.say("request-control");
    presser.wait("May they use your mouse and keyboard");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Let them use my mouse and keyboard");
    expert.program.expect("controlling");
    desktop.tell("focus output HEADLESS-1");
    let _cover = desktop.terminal();
    eventually("a window fills the screen", || {
        colour_at(&desktop.screenshot_of(1), 1000, 700) != BACKGROUND
    });
    eventually("a border says that they control, above it", || {
        is_surrounded(&desktop.screenshot_of(1), BORDER, CONTROLLING)
    });
    let (_, stop) = shows(&desktop, 1, STOP, "Stop above a full screen");
    assert!(stop.bottom < 60, "{stop:?}");
    // The clock in it goes on meanwhile; what is below stands still.
    eventually("the helper sees the bar, and what is below it", || {
        let (seen, real) = (expert.snapshot(), desktop.screenshot_of(1));
        let below = stop.bottom * usize::from(real.width) * 3 * 2;
        area_of(&seen, STOP) == Some(stop) && seen.rgb[below..] == real.rgb[below..]
    });
    pointer.click(stop.middle());
    expert.program.expect("ended novice-stopped");
    eventually("neither bar nor border is left", || {
        [1, 2].iter().all(|monitor| {
            let shot = desktop.screenshot_of(*monitor);
            [STOP, CONTROLLING]
                .iter()
                .all(|colour| area_of(&shot, *colour).is_none())
        })
    });
}

/// That there is a question stands above a window that filled the screen before. There the person has it come, or refuses;
/// and the helper, who asks, can press nothing.
#[test]
fn sway_says_above_all_windows_that_there_is_a_question() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Sway)) else {
        return;
    };
    let mut pointer = OwnPointer::plug_in(&desktop.socket(), (1280, 720));
    let mut presser = desktop.presser();
    let (_home, ticket, password) = desktop.window(&mut presser);
    let _cover = desktop.terminal();
    eventually("a window fills the screen", || {
        colour_at(&desktop.screenshot_of(1), 1000, 650) != BACKGROUND
    });
    let mut expert = desktop.expert(&ticket, &password);
    let found = |what: &str, find: &dyn Fn(&Picture) -> Option<Area>| {
        let mut found = None;
        eventually(what, || {
            let shot = desktop.screenshot_of(1);
            shot.save(&output_folder().join(format!("desktops-{}.png", what.replace(' ', "-"))));
            found = find(&shot);
            found.is_some()
        });
        found.unwrap().middle()
    };
    assert!(!is_page(&desktop.screenshot_of(1)));
    pointer.click(found("the way to the question", &way));
    found("the window with the question", &|shot| {
        is_page(shot).then(|| Area::of(shot))
    });
    presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    expert.program.expect("viewing ");
    desktop.tell("[title=typewriter] fullscreen enable");
    expert.program.say("request-control");
    let no = found("the no to control", &refusal);
    expert.program.say(&format!("click {} {}", no.0, no.1));
    // What they sent before has been heard once a picture was asked for and came.
    let _ = expert.snapshot();
    assert!(refusal(&desktop.screenshot_of(1)).is_some(), "the question is answered");
    pointer.click(no);
    expert.program.expect("refused control");
}

/// GNOME draws no frame around a window: it has one of its own, with its title in it.
#[test]
fn gnome_shows_the_title_of_the_window() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let _home = desktop.window(&mut presser);
    eventually("letters stand above the middle of the page", || {
        let shot = desktop.screenshot();
        shot.save(&output_folder().join("desktops-gnome-title.png"));
        page(&shot).is_some_and(|page| {
            let middle = page.middle().0 as usize;
            let places = (page.top.saturating_sub(TITLE)..page.top)
                .flat_map(|y| (middle - 40..middle + 40).map(move |x| (x, y)));
            let dark = places.filter(|(x, y)| colour_at(&shot, *x, *y).iter().all(|part| *part < 100));
            dark.count() > 50
        })
    });
}

/// On GNOME a window that fills the screen covers the bar. A helper's keys and clicks go to that window at once; those for
/// the bar go nowhere.
#[test]
fn gnome_has_the_helper_work_over_a_covered_bar() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (_home, ticket, password) = desktop.window(&mut presser);
    let mut expert = desktop.expert(&ticket, &password);
    presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.press("Share");
    expert.program.expect("viewing 1280x720");
    expert.program.say("request-control");
    presser.wait("May they use your mouse and keyboard");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("Let them use my mouse and keyboard");
    presser.press("Allow Remote Interaction");
    presser.press("Share");
    presser.press("Add");
    expert.program.expect("controlling");
    let (x, y) = shows(&desktop, 1, STOP, "Stop on GNOME").1.middle();
    let goes_to = |expert: &mut Expert, (x, y): (u32, u32)| {
        eventually("the mouse goes where it is sent", || {
            expert.program.say(&format!("move {x} {y}"));
            gnome::pointer(&desktop) == (x as i32, y as i32)
        });
    };
    goes_to(&mut expert, (x, y));
    expert.program.say(&format!("click {x} {y}"));
    // What comes after it has come.
    goes_to(&mut expert, (640, 600));
    // Neither does text go into the window that has the bar, and nobody is told that a program took none.
    expert.program.say("type мир");
    goes_to(&mut expert, (641, 600));
    let typewriter = desktop.typewriter();
    for line in ["Hello", "12 + 3", "is typed over it", "мир"] {
        expert.program.say(&format!("type {line}"));
        typewriter.got(line);
    }
    assert!(!expert.program.has_said("input-refused"));
    expert.program.say(&format!("click {x} {y}"));
    typewriter.got_click(x, y);
    // Nor can the person see the bar: the desktop's notification says what goes on, and takes it back.
    notice_pressed(
        &desktop,
        "Your helper can use your mouse and keyboard",
        "Take back control",
    );
    expert.program.expect("control-ended by-novice");
    notice_pressed(&desktop, "Your helper can see your screen", "Stop sharing");
    expert.program.expect("ended novice-stopped");
    eventually("no notice is left", || {
        gnome::is_true(
            &desktop,
            &format!("!({NOTICES}).some(one => one.title.startsWith('Your helper'))"),
        )
    });
}

/// With the extension for it GNOME shows a sign in its top bar while the screen is shared, and its menu ends that.
#[test]
fn gnome_shows_a_sign_whose_menu_stops_it() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (_home, ticket, password) = desktop.window(&mut presser);
    let mut expert = desktop.expert(&ticket, &password);
    presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    presser.press("I called them");
    presser.press("Let them see my screen");
    presser.press("Share");
    expert.program.expect("viewing 1280x720");
    let stop = format!("{SIGNS}[0].menu._getMenuItems().filter(item => item.label?.text === 'Stop sharing')");
    eventually("a sign with its menu is in the top bar", || {
        gnome::is_true(&desktop, &format!("{SIGNS}.length === 1 && {stop}.length === 1"))
    });
    let sign = gnome::middle_of(&desktop, &format!("{SIGNS}[0]"));
    gnome::click_until(&desktop, sign, "its menu is open", || {
        gnome::is_true(&desktop, &format!("{SIGNS}[0].menu.isOpen"))
    });
    desktop
        .screenshot()
        .save(&output_folder().join("desktops-gnome-tray.png"));
    let stop = gnome::middle_of(&desktop, &format!("{stop}[0]"));
    gnome::click_until(&desktop, stop, "the menu is gone", || {
        gnome::is_true(&desktop, &format!("!{SIGNS}[0]?.menu.isOpen"))
    });
    expert.program.expect("ended novice-stopped");
    eventually("no sign is left", || {
        gnome::is_true(&desktop, &format!("{SIGNS}.length === 0"))
    });
}

/// What the extension shows in the top bar.
const SIGNS: &str = "Object.entries(Main.panel.statusArea).filter(([name, sign]) => sign && name.startsWith('appindicator')).map(([, sign]) => sign)";

/// What the shell keeps for the person to read.
const NOTICES: &str = "Main.messageTray.getSources().flatMap(source => source.notifications)";

/// The person presses this button of this notification.
fn notice_pressed(desktop: &Desktop, title: &str, button: &str) {
    let pressed = format!(
        "(({NOTICES}).filter(one => one.title === '{title}').flatMap(one => one.actions) \
         .filter(action => action.label === '{button}').map(action => action.activate()).length > 0)"
    );
    eventually(&format!("{button} stands in a notification"), || {
        gnome::is_true(desktop, &pressed)
    });
}
