//! What a person at GNOME Shell does and sees: the shell's own mouse, keys and pictures, by its D-Bus interface.

use std::time::{Duration, Instant};

use super::super::display::{Picture, eventually};
use super::desktop::Desktop;

/// Where the shell keeps the person's devices, between one script and the next.
const DEVICES: &str = "
    if (!global.person) {
        const {Clutter} = imports.gi, seat = global.stage.context.get_backend().get_default_seat();
        global.person = {
            keys: seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE),
            mouse: seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE),
        };
    }";

/// Runs a script in the shell, and returns its value as JSON.
fn script(desktop: &Desktop, script: &str) -> Option<String> {
    let said = desktop.ask(
        "gdbus",
        &[
            "call",
            "--session",
            "--timeout=30",
            "--dest=org.gnome.Shell",
            "--object-path=/org/gnome/Shell",
            "--method=org.gnome.Shell.Eval",
            script,
        ],
    )?;
    let said = String::from_utf8(said).unwrap();
    let value = said.trim().strip_prefix("(true, ")?.strip_suffix(')')?;
    Some(value.trim_matches(['\'', '"']).to_owned())
}

/// Whether this is so in the shell.
pub fn is_true(desktop: &Desktop, what: &str) -> bool {
    script(desktop, what).as_deref() == Some("true")
}

/// Waits until the shell has started and shows its windows: it begins in the overview, where they take no keys.
pub fn begin(desktop: &Desktop) {
    let leave = "if (Main.layoutManager._startingUp) 'starting';
        else if (Main.overview.visible || Main.overview.animationInProgress) { Main.overview.hide(); 'overview'; }
        else 'ready'";
    // It comes once more when the start is over.
    let mut ready = 0;
    eventually("the shell is ready", || {
        let now = script(desktop, leave).is_some_and(|said| said.contains("ready"));
        ready = if now { ready + 1 } else { 0 };
        ready == 5
    });
    eventually("the person has a mouse and keys", || {
        script(desktop, &format!("{DEVICES} 1")).is_some()
    });
}

pub fn screenshot(desktop: &Desktop, file: &str) {
    let taken = desktop.ask(
        "gdbus",
        &[
            "call",
            "--session",
            "--timeout=30",
            "--dest=org.gnome.Shell.Screenshot",
            "--object-path=/org/gnome/Shell/Screenshot",
            "--method=org.gnome.Shell.Screenshot.Screenshot",
            "false",
            "false",
            file,
        ],
    );
    let said = String::from_utf8(taken.expect("the shell takes a picture")).unwrap();
    assert!(said.starts_with("(true,"), "{said}");
}

/// The same of an area in the desktop's own units, with the pixels of the monitor that it lies on.
pub fn screenshot_of(desktop: &Desktop, (left, top): (i32, i32), (width, height): (i32, i32)) -> Picture {
    let path = desktop.path("area.png");
    let file = path.display().to_string();
    let _ = std::fs::remove_file(&path);
    let area = [left, top, width, height].map(|side| side.to_string());
    let mut words = vec!["call", "--session", "--timeout=30", "--dest=org.gnome.Shell.Screenshot"];
    words.push("--object-path=/org/gnome/Shell/Screenshot");
    words.push("--method=org.gnome.Shell.Screenshot.ScreenshotArea");
    words.extend(area.iter().map(String::as_str));
    words.extend(["false", &file]);
    let said = String::from_utf8(desktop.ask("gdbus", &words).expect("the shell takes a picture")).unwrap();
    assert!(said.starts_with("(true,"), "{said}");
    Picture::read(&path)
}

/// Where the mouse is, in the desktop's own units.
pub fn pointer(desktop: &Desktop) -> (i32, i32) {
    let said = script(desktop, "global.get_pointer().slice(0, 2).join(' ')").expect("the shell tells its mouse");
    let (x, y) = said.trim_matches(['"', '\\']).split_once(' ').unwrap();
    (x.parse().unwrap(), y.parse().unwrap())
}

/// The person turns to the window with this title, as soon as there is one, until it has the keyboard.
pub fn turn_to(desktop: &Desktop, title: &str) {
    let window = format!("global.display.list_all_windows().find(one => one.title === '{title}')");
    let turned = "!!one && (Main.activateWindow(one), global.display.focus_window === one)";
    eventually(&format!("{title} has the keyboard"), || {
        is_true(desktop, &format!("(one => {turned})({window})"))
    });
}

/// The middle of what the shell itself shows, in the desktop's own units.
pub fn middle_of(desktop: &Desktop, actor: &str) -> (i32, i32) {
    let middle =
        "actor.get_transformed_position().map((side, at) => Math.round(side + actor.get_transformed_size()[at] / 2))";
    let said =
        script(desktop, &format!("(actor => {middle}.join(' '))({actor})")).expect("the shell tells where it is");
    let (x, y) = said.trim_matches(['"', '\\']).split_once(' ').unwrap();
    (x.parse().unwrap(), y.parse().unwrap())
}

/// The person presses keys together, by their evdev codes, and lets them go.
pub fn press_keys(desktop: &Desktop, codes: &[u32]) {
    let stroke = |code: &u32, down: bool| format!("global.person.keys.notify_key(0, {code}, {});", u8::from(down));
    let downs: String = codes.iter().map(|code| stroke(code, true)).collect();
    let ups: String = codes.iter().rev().map(|code| stroke(code, false)).collect();
    for strokes in [downs, ups] {
        script(desktop, &format!("{strokes} 1")).expect("the shell takes keys");
    }
}

/// Has the desktop lay its monitors out like this, as its settings would: an array of logical monitors as
/// org.gnome.Mutter.DisplayConfig writes them.
pub fn arrange(desktop: &Desktop, monitors: &str) {
    let call = |method: &str, words: &[&str]| {
        let method = format!("--method=org.gnome.Mutter.DisplayConfig.{method}");
        let mut all = vec![
            "call",
            "--session",
            "--timeout=30",
            "--dest=org.gnome.Mutter.DisplayConfig",
        ];
        all.extend(["--object-path=/org/gnome/Mutter/DisplayConfig", &method]);
        all.extend(words);
        let said = desktop.ask("gdbus", &all).expect("the shell arranges its monitors");
        String::from_utf8(said).unwrap()
    };
    let state = call("GetCurrentState", &[]);
    let serial = state.trim_start_matches("(uint32 ").split(',').next().unwrap();
    const FOR_NOW: &str = "1";
    call("ApplyMonitorsConfig", &[serial, FOR_NOW, monitors, "{}"]);
}

/// Whether the shell shows all windows and its search.
pub fn is_searching(desktop: &Desktop) -> bool {
    script(desktop, "Main.overview.visible").expect("the shell tells what it shows") == "true"
}

/// The shell finds out with its next picture what is under the mouse: a click may do nothing.
fn click(desktop: &Desktop, (x, y): (i32, i32)) {
    let mouse = "global.person.mouse";
    for strokes in [
        format!("{mouse}.notify_absolute_motion(0, {x}, {y});"),
        format!("{mouse}.notify_button(0, 1, 1);"),
        format!("{mouse}.notify_button(0, 1, 0);"),
    ] {
        script(desktop, &format!("{strokes} 1")).expect("the shell takes clicks");
    }
}

/// The person clicks there, and after a while once more, until it is so.
pub fn click_until(desktop: &Desktop, place: (i32, i32), what: &str, mut is_so: impl FnMut() -> bool) {
    let mut clicked: Option<Instant> = None;
    eventually(what, || {
        if clicked.is_none_or(|clicked| clicked.elapsed() > Duration::from_secs(3)) {
            click(desktop, place);
            clicked = Some(Instant::now());
        }
        is_so()
    });
}
