//! What is typed on a real desktop.

use super::desktop::{Desktop, Kind, Setup};
use super::gnome;
use super::help::{control_on_gnome, viewing};

/// As evdev counts keys.
const A: u32 = 30;

/// A helper types this into a program on GNOME under a layout that has it, and something that it has not.
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
    expert.program.expect("input-refused");
    typewriter.got("12");
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
