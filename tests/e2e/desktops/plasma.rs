//! KDE Plasma: KWin with its portal. It shares its screen only where there is a graphics device; elsewhere Lifeline says
//! so. There control is tried with another picture ([`Between`]), and everything else of KDE's own: its questions, its
//! keys, its sign.

use std::time::{Duration, Instant};

use super::super::above::question::refusal;
use super::super::above::{Area, CONTROLLING, SEEING, STOP, area_in, area_of, is_surrounded};
use super::super::display::{Picture, eventually};
use super::super::pair::{Expert, Novice, output_folder};
use super::super::portal::sees;
use super::super::surroundings;
use super::super::window::Presser;
use super::between::Between;
use super::desktop::{BUS, Desktop, Kind, Setup, Typewriter};
use super::help::mouse_arrives;
use super::kde::{self, Hand};

/// As evdev counts keys.
const ESC: u32 = 1;
const CTRL: u32 = 29;
const A: u32 = 30;
const SHIFT: u32 = 42;

#[test]
fn kde_without_a_graphics_device_is_known_before_the_invitation() {
    if kde::has_graphics() {
        return surroundings::skipped("there is a graphics device");
    }
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Kde)) else {
        return;
    };
    let home = desktop.home();
    let ticket = home.path("help.msrcIncident").display().to_string();
    for words in [&["doctor"][..], &["ask", "--terminal", "--save", &ticket]] {
        let said = desktop.lifeline(&home).args(words).output().unwrap();
        let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
        assert!(said.contains("KWin draws without a graphics card here"), "{said}");
    }
    assert!(!home.path("help.msrcIncident").exists());
}

/// A person at KDE, with their mouse and keyboard.
struct Plasma {
    hand: Hand,
    presser: Presser,
    between: Between,
    desktop: Desktop,
}

impl Plasma {
    /// `None`, after saying so, where there can be none.
    fn start(layout: &str) -> Option<Self> {
        Self::start_as(&Setup {
            layout,
            ..Setup::of(Kind::Kde)
        })
    }

    fn start_as(setup: &Setup<'_>) -> Option<Self> {
        let desktop = Desktop::start(setup)?;
        if desktop.version("xdg-desktop-portal-kde") < (6, 7) {
            surroundings::skipped("the questions of KDE's portal before 6.7 have not been seen");
            return None;
        }
        Some(Self {
            hand: Hand::plug_in(&desktop),
            presser: desktop.presser_with_tray(),
            between: Between::start(&desktop),
            desktop,
        })
    }

    /// A helper who sees what stands in for the screen.
    fn viewing(&mut self) -> (Novice, Expert) {
        let picture = Between::picture(1);
        self.between.view.show(&picture, &[]);
        let mut novice = self.between.novice(&self.desktop);
        let mut expert = self.desktop.expert(&novice.ticket, &novice.password);
        novice.allow("view");
        novice.program.expect("viewing");
        expert.program.expect("viewing 1280x720");
        sees(&mut expert, &picture, "the helper sees what stands in for the screen");
        (novice, expert)
    }

    /// The person allows control in Lifeline's own question, and KDE asks them once more, naming Lifeline.
    fn asked(&mut self, novice: &mut Novice, expert: &mut Expert) {
        self.between.control.show(&Between::picture(2), &[]);
        expert.program.say("request-control");
        novice.allow("control");
        self.presser.wait("Lifeline is asking for special privileges:");
        self.presser.wait("Control input devices");
    }

    /// KDE asks about mouse and keyboard, and the first time about the keys that take them back, and the person allows both.
    fn control(&mut self, novice: &mut Novice, expert: &mut Expert, first: bool) {
        self.asked(novice, expert);
        self.presser.press("Approve");
        if first {
            self.presser.wait("Lifeline wants to register the following shortcut:");
            self.presser.press("OK");
        }
        novice.program.expect("controlling");
        expert.program.expect("controlling");
    }
}

impl Plasma {
    /// The person's own key types this: with what the helper holds, or without.
    fn person_types(&mut self, typewriter: &Typewriter, letter: &str) {
        eventually("the person's own key types this", || {
            self.hand.press(&[A]);
            typewriter.typed().ends_with(letter)
        });
    }
}

/// The desktop's own questions are answered by their buttons; its own keys and its own sign end what they should.
#[test]
fn kde_asks_once_more_and_lends() {
    let Some(mut kde) = Plasma::start("us") else { return };
    let (mut novice, mut expert) = kde.viewing();
    kde.control(&mut novice, &mut expert, true);
    sees(
        &mut expert,
        &Between::picture(2),
        "the picture of the session of control",
    );
    let typewriter = kde.desktop.typewriter();
    expert.program.say("type Hello, World! (1 + 1 = 2)");
    typewriter.got("Hello, World! (1 + 1 = 2)");
    expert.program.say("key ctrl+a");
    typewriter.got("\u{1}");
    expert.program.say("click 301 202");
    typewriter.got_click(301, 202);
    mouse_arrives(&mut expert, &typewriter, (40, 50));
    // What a helper's Esc is for, programs know. The keys that take control back are the person's alone: the helper's go
    // nowhere, and end nothing.
    expert.program.say("key esc");
    typewriter.got("\u{1b}");
    assert!(novice.program.notes().contains("Ctrl+Shift+Esc takes it back"));
    expert.program.say("key ctrl+shift+esc");
    expert.program.expect("input-refused");
    expert.program.say("type on");
    typewriter.got("on");
    kde.hand.press(&[CTRL, SHIFT, ESC]);
    novice.program.expect("control-ended escape");
    expert.program.expect("control-ended by-novice");
    assert_eq!(novice.program.times_said("control-ended"), 1);
    sees(&mut expert, &Between::picture(1), "the picture of the view is back");

    kde.control(&mut novice, &mut expert, false);
    expert.program.say("type again");
    typewriter.got("again");
    kde.presser.choose("End");
    novice.program.expect("ended stopped");
    expert.program.expect("ended novice-stopped");
}

/// What a helper holds is let go when their control ends, and when the program ends without a word.
#[test]
fn kde_lets_go_of_what_was_held() {
    let Some(mut kde) = Plasma::start("us") else { return };
    let (mut novice, mut expert) = kde.viewing();
    kde.control(&mut novice, &mut expert, true);
    let typewriter = kde.desktop.typewriter();
    for end in ["take-back", "kill"] {
        expert.program.say("key-down shift");
        kde.person_types(&typewriter, "A");
        if end == "kill" {
            kde.desktop.ask("pkill", &["-KILL", "-x", "lifeline"]);
        } else {
            novice.program.say("take-back");
            expert.program.expect("control-ended by-novice");
        }
        kde.person_types(&typewriter, "a");
        if end != "kill" {
            kde.control(&mut novice, &mut expert, false);
        }
    }
}

#[test]
fn a_no_in_kde_is_told_to_both_and_the_view_stays() {
    let Some(mut kde) = Plasma::start("us") else { return };
    let (mut novice, mut expert) = kde.viewing();
    kde.asked(&mut novice, &mut expert);
    kde.presser.press("Deny");
    novice.program.expect("control-ended desktop-refused");
    expert.program.expect("refused control desktop");
    assert!(!novice.program.has_said("controlling"));
    let next = Between::picture(3);
    kde.between.view.show(&next, &[]);
    sees(&mut expert, &next, "the view stays");
    // Who allows control and wants no keys for it is promised none.
    kde.asked(&mut novice, &mut expert);
    kde.presser.press("Approve");
    kde.presser.wait("Lifeline wants to register the following shortcut:");
    kde.presser.press("Cancel");
    novice.program.expect("controlling");
    expert.program.expect("controlling");
    assert!(!novice.program.notes().contains("Esc takes it back"));
    let typewriter = kde.desktop.typewriter();
    expert.program.say("type Hello");
    typewriter.got("Hello");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// A helper types this into a program on KDE under a layout that has it, and something that it has not.
fn is_typed(layout: &str, text: &str, other: char) {
    let Some(mut kde) = Plasma::start(layout) else { return };
    let (mut novice, mut expert) = kde.viewing();
    kde.control(&mut novice, &mut expert, true);
    let typewriter = kde.desktop.typewriter();
    expert.program.say(&format!("type {text}"));
    typewriter.got(text);
    expert.program.say(&format!("type 1{other}2"));
    expert.program.expect("input-refused");
    typewriter.got("12");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn kde_takes_german_text() {
    is_typed(
        "de",
        "Zwölf Boxkämpfer, Öl & Süß: 3 × 4 = {12} @home [€] \\y <a> Café À",
        'ж',
    );
}

#[test]
fn kde_takes_french_text() {
    is_typed("fr", "Où ça ? A l'été, 1 + 1 = 2 & {€} @home AZQWM <è> À", 'ж');
}

#[test]
fn kde_takes_czech_text() {
    is_typed("cz", "Příliš žluoučký, 12 + ěščřžýáíéúů; zY (a/b) = % <a> {b} Ť", 'ж');
}

/// How wide a border is in pixels.
const BORDER: usize = 4;

/// What KWin shows, once this is found in it.
fn found(desktop: &Desktop, what: &str, find: impl Fn(&Picture) -> Option<Area>) -> Area {
    let mut found = None;
    eventually(what, || {
        let shot = desktop.screenshot();
        shot.save(&output_folder().join(format!("kde-{}.png", what.replace(' ', "-"))));
        found = find(&shot);
        found.is_some()
    });
    found.unwrap()
}

/// Does it, and after a while once more, until it is so.
fn again_until(what: &str, mut is_so: impl FnMut() -> bool, mut do_it: impl FnMut()) {
    let mut done: Option<Instant> = None;
    eventually(what, || {
        if done.is_none_or(|done| done.elapsed() > Duration::from_secs(3)) {
            do_it();
            done = Some(Instant::now());
        }
        is_so()
    });
}

fn surrounds(desktop: &Desktop, colour: [u8; 3], what: &str) {
    found(desktop, what, |shot| {
        is_surrounded(shot, BORDER, colour).then(|| Area::of(shot))
    });
}

/// By layer-shell, above a window that fills the screen: a question, which the person refuses there; the border, in the
/// colour of the right that holds; and Stop. The helper can press neither.
#[test]
fn kde_shows_question_border_and_stop_above_all_windows() {
    let setup = Setup {
        seen: true,
        ..Setup::of(Kind::Kde)
    };
    let Some(mut kde) = Plasma::start_as(&setup) else {
        return;
    };
    kde.between.view.show(&Between::picture(1), &[]);
    kde.between.control.show(&Between::picture(2), &[]);
    let bus = format!("{BUS}={}", kde.between.address());
    let (_home, ticket, password) = kde.desktop.window_told(&mut kde.presser, &[&bus]);
    let mut expert = kde.desktop.expert(&ticket, &password);
    kde.presser.wait("wants to see your screen");
    // No answer counts in the first second.
    std::thread::sleep(Duration::from_millis(1200));
    kde.presser.press("I called them");
    kde.presser.press("Let them see my screen");
    expert.program.expect("viewing 1280x720");
    // Where it is in nobody's way.
    kde.hand.move_to((640, 600));
    let _cover = kde.desktop.typewriter();
    surrounds(&kde.desktop, SEEING, "a border above a full screen says that they see");

    expert.program.say("request-control");
    let no = found(&kde.desktop, "the no to control above a full screen", refusal).middle();
    kde.hand.click(no);
    expert.program.expect("refused control");

    expert.program.say("request-control");
    kde.presser.wait("May they use your mouse and keyboard");
    // No answer counts in the first second.
    std::thread::sleep(Duration::from_millis(1200));
    kde.presser.press("Let them use my mouse and keyboard");
    kde.presser.press("Approve");
    kde.presser.press("OK");
    expert.program.expect("controlling");
    let typewriter = kde.desktop.typewriter();
    surrounds(
        &kde.desktop,
        CONTROLLING,
        "a border above a full screen says that they control",
    );
    let stop = found(&kde.desktop, "Stop above a full screen", |shot| area_of(shot, STOP));
    assert!(stop.bottom < 60, "{stop:?}");
    // What the person pressed on it has not moved it.
    let inside = Area {
        left: 10,
        top: 10,
        right: 1270,
        bottom: 50,
    };
    let rim = found(&kde.desktop, "the bar's rim", |shot| area_in(shot, inside, CONTROLLING));
    assert!(rim.middle().0.abs_diff(1280 / 2) <= 2, "{rim:?}");
    let (x, y) = stop.middle();
    expert.program.say(&format!("click {x} {y}"));
    // What they do after it goes on: nothing was stopped. As long as it is not known what is under their mouse, nothing of
    // theirs arrives.
    again_until(
        "their next click arrives",
        || typewriter.typed().ends_with('m'),
        || {
            expert.program.say("click 640 600");
        },
    );
    again_until(
        "the person stops",
        || expert.program.has_said("ended novice-stopped"),
        || kde.hand.click((x, y)),
    );
    eventually("neither bar nor border is left", || {
        let shot = kde.desktop.screenshot();
        [STOP, CONTROLLING]
            .iter()
            .all(|colour| area_of(&shot, *colour).is_none())
    });
}
