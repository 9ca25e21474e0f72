//! What is typed on a real desktop.

use super::super::display::eventually;
use super::desktop::{Desktop, Kind, Setup};
use super::gnome;
use super::help::{control_on_gnome, viewing};

/// As evdev counts keys.
const A: u32 = 30;

/// A helper types this into a program on GNOME under a layout that has most of it.
fn is_typed(layout: &str, text: &str, other: char) {
    let setup = Setup {
        layout,
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    expert.program.say(&format!("type {text}"));
    typewriter.got(text);
    expert.program.say(&format!("type 1{other}2"));
    typewriter.got(&format!("1{other}2"));
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// By the input method, and by dead keys in a program that has none.
#[test]
fn gnome_takes_letters_with_accents() {
    let setup = Setup {
        layout: "de",
        ..Setup::of(Kind::Gnome)
    };
    let Some(desktop) = Desktop::start(&setup) else { return };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let text = "Café, À bientôt";
    for typewriter in [Desktop::typewriter, Desktop::plain_typewriter] {
        let typewriter = typewriter(&desktop);
        expert.program.say(&format!("type {text}"));
        typewriter.got(text);
    }
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

#[test]
fn gnome_takes_german_text() {
    is_typed("de", "Zwölf Boxkämpfer, Öl & Süß: 3 × 4 = {12} @home [€] \\y <a>", 'č');
}

#[test]
fn gnome_takes_french_text() {
    is_typed("fr", "Où ça ? A l'été, 1 + 1 = 2 & {€} @home AZQWM <è>", 'À');
}

#[test]
fn gnome_takes_czech_text() {
    is_typed("cz", "Příliš žluoučký, 12 + ěščřžýáíéúů; zY (a/b) = % <a> {b}", 'Ť');
}

/// What Lifeline calls its own.
const OWN_ENGINE: &str = "lifeline";

/// So much that it takes a while.
fn a_lot() -> String {
    "Съешь же ещё этих мягких французских булок. ".repeat(20)
}

/// By the input method, in its order with keys; the engine that the person uses is in use again afterwards.
#[test]
fn gnome_takes_text_of_all_scripts() {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    const PERSONS: &str = "xkb:us:dvorak:eng";
    // It sets that, and may fail to tell an X server.
    let _ = desktop.ask("ibus", &["engine", PERSONS]);
    eventually("the person has chosen their engine", || desktop.engine() == PERSONS);
    let typewriter = desktop.typewriter();
    let text = "aGrüße, bмир, c世界, d🙂e العربية 1ж2ж3ж4ж5ж6";
    expert.program.say(&format!("type {text}"));
    typewriter.got(text);
    eventually("the person's engine is in use again", || desktop.engine() == PERSONS);
    // Nothing goes where nothing takes it, and nothing comes out of it later.
    drop(typewriter);
    let typewriter = desktop.plain_typewriter();
    expert.program.say("type 1ж2");
    expert.program.expect("input-refused");
    typewriter.got("12");
    eventually("the person's engine is in use again", || desktop.engine() == PERSONS);
    // What is on its way when control is taken back stops there.
    drop(typewriter);
    let typewriter = desktop.typewriter();
    let text = a_lot();
    expert.program.say(&format!("type {text}"));
    eventually("some of it has come", || !typewriter.typed().is_empty());
    novice.program.say("take-back");
    expert.program.expect("control-ended by-novice");
    eventually("the person's engine is in use again", || desktop.engine() == PERSONS);
    gnome::press_keys(&desktop, &[A]);
    eventually("the person types", || typewriter.typed().ends_with('a'));
    let typed = typewriter.typed();
    let typed = typed.trim_end_matches('a');
    assert!(text.starts_with(typed) && typed.len() < text.len(), "{typed}");
    novice.program.say("stop");
    novice.program.expect("ended stopped");
}

/// The person's engine is in use again after this signal, and takes their keys.
fn engine_returns_after(signal: &str) {
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (mut novice, mut expert) = viewing(&desktop, Some(&mut presser));
    control_on_gnome(&mut presser, &mut novice, &mut expert);
    let typewriter = desktop.typewriter();
    let persons = desktop.engine();
    assert_ne!(persons, "");
    expert.program.say(&format!("type {}", a_lot()));
    eventually("Lifeline types", || desktop.engine() == OWN_ENGINE);
    // The second process of Lifeline is called otherwise.
    let sent = desktop.ask("pkill", &[&format!("--signal={signal}"), "--exact", "lifeline"]);
    assert!(sent.is_some(), "no Lifeline runs there");
    eventually("the person's engine is in use again", || desktop.engine() == persons);
    gnome::press_keys(&desktop, &[A]);
    eventually("the person types", || typewriter.typed().ends_with('a'));
    novice.program.kill();
}

#[test]
fn gnome_has_its_engine_again_when_lifeline_is_killed() {
    engine_returns_after("KILL");
}

#[test]
fn gnome_has_its_engine_again_when_lifeline_is_stopped() {
    engine_returns_after("STOP");
}

/// The desktop says what a letter changes, and nothing else goes to the helper.
#[test]
fn a_letter_on_gnome_sends_little() {
    const LETTERS: usize = 9;
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Gnome)) else {
        return;
    };
    let mut presser = desktop.presser();
    let (_novice, mut expert) = viewing(&desktop, Some(&mut presser));
    let typewriter = desktop.echoing_typewriter();
    desktop.is_seen_by(&mut expert, "the helper sees the terminal");
    let mut sent = Vec::new();
    for _ in 0..LETTERS {
        let before = desktop.network_bytes();
        gnome::press_keys(&desktop, &[A]);
        typewriter.got("a");
        desktop.is_seen_by(&mut expert, "the helper sees the letter");
        sent.push(desktop.network_bytes() - before);
    }
    // What comes by itself in between, a sign of life or the clock of a minute, belongs to no letter.
    sent.sort_unstable();
    assert!(sent[LETTERS / 2] <= 1024, "{sent:?}");
}
