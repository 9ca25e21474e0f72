//! Text of all scripts arrives in a real program exactly, whatever the person's layout.

use std::path::PathBuf;
use std::process::{Child, Stdio};

use lifeline::input::Injector;
use lifeline::vocabulary::{InputEvent, ScanKey};

use super::super::display::{DEADLINE, eventually, release_all, yes};
use super::recorder::OwnDevices;
use super::{desktop, injector};
use crate::surroundings;
use crate::sway::Sway;

const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LETTERS: &str = "äß€é@ñÄÖÜÉÑçÇàÀøØåÅłŁšŠžŽ„“”«»–—…²³µ°§½";
const SCRIPTS: &str = "Добрый день, Ελληνικά, שלום, العربية, 漢字かな, 한글, 😀🏳";

const SCROLL_LOCK: u32 = 70;

/// A terminal as users run it, whose input goes into a file.
struct Terminal {
    foot: Child,
    file: PathBuf,
}

impl Terminal {
    fn start(sway: &Sway, name: &str) -> Self {
        let file = sway.folder().join(name);
        let script = format!(
            "stty raw -echo; printf ready > {0}.up; exec cat > {0}",
            file.to_str().unwrap()
        );
        let foot = sway
            .command("foot")
            .args([
                "--config=/dev/null",
                "--fullscreen",
                "--app-id",
                name,
                "sh",
                "-c",
                &script,
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let up = file.with_extension("up");
        eventually(|| std::fs::read(&up).is_ok_and(|text| text == b"ready"));
        eventually(|| sway.focused().as_deref() == Some(name));
        Self { foot, file }
    }

    fn typed(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.file).unwrap_or_default()).into_owned()
    }

    /// Waits for the text; what came instead is shown.
    #[track_caller]
    fn wait_for(&self, text: &str) {
        let start = std::time::Instant::now();
        while self.typed() != text {
            if start.elapsed() > DEADLINE || self.typed().len() > text.len() {
                assert_eq!(self.typed(), text);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.foot.kill().unwrap();
        self.foot.wait().unwrap();
    }
}

fn type_text(injector: &Injector, text: &str) {
    let permit = yes();
    for unit in text.encode_utf16() {
        for down in [true, false] {
            injector.inject(InputEvent::Unicode { unit, down }, &permit).unwrap();
        }
    }
}

#[test]
fn text_arrives_exactly_in_every_layout() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(sway) = Sway::start(1, "") else { return };
    let mut devices = OwnDevices::plug_in(&sway, "us");
    for layout in ["us", "de", "fr", "cz"] {
        devices.choose(layout);
        // The keyboard on which somebody typed last is the compositor's.
        devices.press(SCROLL_LOCK);
        let terminal = Terminal::start(&sway, layout);
        let injector = injector(&sway);
        let text = format!("{LETTERS}{ASCII}{LETTERS}\t{SCRIPTS}\u{8}\r");
        type_text(&injector, &text);
        terminal.wait_for(&text.replace('\u{8}', "\u{7f}"));
        release_all(&injector);
    }
}

/// Locks and modifiers that the helper holds change no letter of a text.
#[test]
fn text_arrives_exactly_under_shift_and_caps_lock() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(sway) = Sway::start(1, "") else { return };
    let _devices = OwnDevices::plug_in(&sway, "de");
    let terminal = Terminal::start(&sway, "typed");
    let injector = injector(&sway);
    let (shift, caps_lock) = (ScanKey::plain(0x2A), ScanKey::plain(0x3A));
    for event in [caps_lock.event(true), caps_lock.event(false), shift.event(true)] {
        injector.inject(event, &yes()).unwrap();
    }
    let text = "aBc 123 äÖß€ жЖ";
    type_text(&injector, text);
    terminal.wait_for(text);
}

/// Every keymap makes every program read it anew.
#[test]
fn what_was_typed_once_needs_no_keymap_again() {
    let Some((sway, _devices, mut window)) = desktop("de") else {
        return;
    };
    let injector = injector(&sway);
    type_text(&injector, "aж");
    window.wait_for(|seen| seen.len() >= 4);
    let before = window.keymaps();
    type_text(&injector, "äöü@ жжж");
    window.wait_for(|seen| seen.len() >= 20);
    assert_eq!(window.typed(), "aжäöü@ жжж");
    assert_eq!(window.keymaps(), before);
    type_text(&injector, "щ");
    window.wait_for(|seen| seen.len() >= 22);
    assert_eq!(window.keymaps(), before + 1);
}
