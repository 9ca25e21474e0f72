//! Text arrives exactly, whatever the novice's layout.

use std::path::PathBuf;
use std::process::{Child, Stdio};

use lifeline::input::Injector;
use lifeline::vocabulary::InputEvent;
use x11rb::protocol::xkb::Group;

use super::display::{DEADLINE, Display, release_all, yes};
use crate::surroundings;

/// A program as users run it, whose input goes into a file.
struct Terminal {
    xterm: Child,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Terminal {
    fn start(display: &Display) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("typed");
        let script = format!(
            "stty raw -echo; printf ready > {0}.up; exec cat > {0}",
            file.to_str().unwrap()
        );
        let xterm = surroundings::command("xterm")
            .args(["-u8", "-geometry", "80x24+0+0", "-e", "sh", "-c", &script])
            .env("DISPLAY", &display.name)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let up = file.with_extension("up");
        super::display::eventually(|| std::fs::read(&up).is_ok_and(|text| text == b"ready"));
        // Without a window manager the window under the pointer gets the keys.
        display.run("xdotool", &["mousemove", "200", "150"]);
        Self {
            xterm,
            file,
            _folder: folder,
        }
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
        self.xterm.kill().unwrap();
        self.xterm.wait().unwrap();
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

const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LETTERS: &str = "äß€é@ñÄÖÜÉÑçÇàÀøØåÅłŁšŠžŽ„“”«»–—…²³µ°§½";
const SCRIPTS: &str = "Добрый день, Ελληνικά, שלום, 漢字かな, 한글, 😀🏳";

#[test]
fn text_arrives_exactly_in_every_layout() {
    let Some(display) = Display::start() else { return };
    for layout in ["us", "de", "fr"] {
        display.run("setxkbmap", &["-layout", layout]);
        let before = display.keymap();
        let terminal = Terminal::start(&display);
        let injector = display.injector();
        // What no layout has is the same work in each.
        let scripts = if layout == "us" { SCRIPTS } else { "" };
        let text = format!("{LETTERS}{ASCII}{LETTERS}\t{scripts}\u{8}\r");
        type_text(&injector, &text);
        terminal.wait_for(&text.replace('\u{8}', "\u{7f}"));
        release_all(&injector);
        assert_eq!(display.pressed(), (vec![], 0));
        drop(injector);
        assert!(display.keymap() == before, "the keymap of {layout} is not as before");
    }
}

#[test]
fn long_text_arrives_exactly_however_fast() {
    let Some(display) = Display::start() else { return };
    let terminal = Terminal::start(&display);
    let injector = display.injector();
    let mut expected = String::new();
    for round in 0..2 {
        // As much as fits into the queue, more different characters than there are spare keys.
        let text: String = (0..300u32)
            .map(|at| {
                char::from_u32(if at % 3 == 0 {
                    0x4E00 + (at + round * 7) % 50
                } else {
                    0x61 + at % 26
                })
                .unwrap()
            })
            .collect();
        type_text(&injector, &text);
        expected.push_str(&text);
        terminal.wait_for(&expected);
    }
}

#[test]
fn what_the_novice_holds_and_locks_does_not_change_the_text() {
    let Some(display) = Display::start() else { return };
    display.run("setxkbmap", &["-layout", "de"]);
    let terminal = Terminal::start(&display);
    let injector = display.injector();
    let text = "aAäÄñÑßжЖ1!€@";
    display.run("xdotool", &["key", "Caps_Lock"]);
    type_text(&injector, text);
    terminal.wait_for(text);
    display.run("xdotool", &["key", "Caps_Lock"]);
    display.run("xdotool", &["keydown", "Shift_L"]);
    type_text(&injector, text);
    terminal.wait_for(&text.repeat(2));
    release_all(&injector);
    // The novice's own key is still down.
    assert_eq!(display.pressed().0, [50]);
    display.run("xdotool", &["keyup", "Shift_L"]);
}

/// Letters that some layouts have on keys that Caps Lock does not touch, where programs make the capital; and letters
/// whose capital programs do not agree about.
#[test]
fn caps_lock_changes_no_letter_and_stays_on() {
    let Some(display) = Display::start() else { return };
    let text = "ěščřžýáíéèçàùµÿß€ĚŠÉÈŸ aA1!";
    for layout in ["us", "de", "fr", "cz"] {
        display.run("setxkbmap", &["-layout", layout]);
        let before = display.keymap();
        let terminal = Terminal::start(&display);
        let injector = display.injector();
        display.run("xdotool", &["key", "Caps_Lock"]);
        assert!(display.is_caps_locked(), "{layout}");
        type_text(&injector, text);
        terminal.wait_for(text);
        assert!(display.is_caps_locked(), "{layout}");
        display.run("xdotool", &["key", "Caps_Lock"]);
        assert!(!display.is_caps_locked(), "{layout}");
        type_text(&injector, text);
        terminal.wait_for(&text.repeat(2));
        drop(injector);
        assert!(display.keymap() == before, "the keymap of {layout} is not as before");
    }
}

#[test]
fn another_layout_chosen_meanwhile_is_followed() {
    let Some(display) = Display::start() else { return };
    display.run("setxkbmap", &["-layout", "us"]);
    let terminal = Terminal::start(&display);
    let injector = display.injector();
    let text = "yz@ñäÄ[]";
    type_text(&injector, text);
    terminal.wait_for(text);
    display.run("setxkbmap", &["-layout", "de"]);
    type_text(&injector, text);
    terminal.wait_for(&text.repeat(2));
}

/// Two layouts at once, and the other one chosen in the middle.
#[test]
fn another_of_two_layouts_chosen_meanwhile_is_followed() {
    let Some(display) = Display::start() else { return };
    display.run("setxkbmap", &["-layout", "us,ru"]);
    let terminal = Terminal::start(&display);
    let injector = display.injector();
    let text = "abЖж@Ñé€1!";
    for (times, group) in [(1, Group::M2), (2, Group::M1), (3, Group::M2)] {
        display.choose_group(group);
        type_text(&injector, text);
        terminal.wait_for(&text.repeat(times));
    }
}

#[test]
fn halves_of_characters_type_nothing() {
    let Some(display) = Display::start() else { return };
    let terminal = Terminal::start(&display);
    let injector = display.injector();
    let permit = yes();
    for unit in [0x61, 0xDE00, 0xD83D, 0x62, 0xD83D, 0xD83D, 0xDE00, 0x63] {
        injector
            .inject(InputEvent::Unicode { unit, down: true }, &permit)
            .unwrap();
    }
    terminal.wait_for("ab😀c");
}
