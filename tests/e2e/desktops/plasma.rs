//! KDE Plasma: KWin with its portal. It shares its screen only where there is a graphics device; elsewhere Lifeline says
//! so. There control is tried with another picture ([`Between`]), and everything else of KDE's own: its questions, its
//! keys, its sign.

use super::super::display::eventually;
use super::super::pair::{Expert, Novice};
use super::super::portal::sees;
use super::super::surroundings;
use super::super::window::Presser;
use super::between::Between;
use super::desktop::{Desktop, Kind, Setup, Typewriter};
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
        let setup = Setup {
            layout,
            ..Setup::of(Kind::Kde)
        };
        let desktop = Desktop::start(&setup)?;
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
    // As terminals number them: the other buttons, and the wheel.
    for (button, number) in [("middle", 1), ("right", 2), ("back", 128), ("forward", 129)] {
        expert.program.say(&format!("click 40 50 {button}"));
        typewriter.got_button(number, (40, 50));
    }
    for (turn, number) in [("up", 64), ("down", 65), ("left", 66), ("right", 67)] {
        expert.program.say(&format!("click 40 50 wheel-{turn}"));
        expert.program.say("click 40 50");
        typewriter.got_turn(number, (40, 50));
    }
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
    is_typed("de", "Zwölf Boxkämpfer, Öl & Süß: 3 × 4 = {12} @home [€] \\y <a>", 'č');
}

#[test]
fn kde_takes_french_text() {
    is_typed("fr", "Où ça ? A l'été, 1 + 1 = 2 & {€} @home AZQWM <è>", 'À');
}

#[test]
fn kde_takes_czech_text() {
    is_typed("cz", "Příliš žluoučký, 12 + ěščřžýáíéúů; zY (a/b) = % <a> {b}", 'Ť');
}
