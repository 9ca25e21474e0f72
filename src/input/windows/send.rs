//! Windows: keys and the mouse as `SendInput` takes them.

use enigo::{Button, Enigo, Keyboard as _, Mouse as _};
use windows::Win32::UI::Input::KeyboardAndMouse::{
    GetAsyncKeyState, GetKeyState, GetKeyboardLayout, HKL, INPUT, INPUT_0, INPUT_KEYBOARD, INPUT_MOUSE,
    KEYBD_EVENT_FLAGS, KEYBDINPUT, KEYEVENTF_EXTENDEDKEY, KEYEVENTF_KEYUP, KEYEVENTF_SCANCODE, MAPVK_VK_TO_VSC,
    MAPVK_VSC_TO_VK_EX, MOUSE_EVENT_FLAGS, MOUSEEVENTF_ABSOLUTE, MOUSEEVENTF_LEFTDOWN, MOUSEEVENTF_MIDDLEDOWN,
    MOUSEEVENTF_MOVE, MOUSEEVENTF_RIGHTDOWN, MOUSEEVENTF_VIRTUALDESK, MOUSEEVENTF_XDOWN, MOUSEINPUT, MapVirtualKeyExW,
    SendInput, ToUnicodeEx, VIRTUAL_KEY, VK_CAPITAL, VK_CONTROL, VK_LWIN, VK_MENU, VK_PAUSE, VK_RWIN, VK_SHIFT,
    VkKeyScanExW,
};
use windows::Win32::UI::WindowsAndMessaging::{
    GetForegroundWindow, GetSystemMetrics, GetWindowThreadProcessId, SM_CXVIRTUALSCREEN, SM_CYVIRTUALSCREEN,
    SM_XVIRTUALSCREEN, SM_YVIRTUALSCREEN, XBUTTON1, XBUTTON2,
};
use windows::core::Error;

use crate::input::error::{InputError, RefusedInput};
use crate::input::marked::{MARK, direction, refused};
use crate::vocabulary::ScanKey;

/// Scancodes of the modifiers that text is typed with; AltGr is the right Alt, and on some layouts Ctrl with it.
const LEFT_SHIFT: u16 = 0x2A;
const LEFT_CONTROL: u16 = 0x1D;
const RIGHT_ALT: u16 = 0xE038;

/// The modifiers of `VkKeyScanExW`, as bits of what it returns above the key.
const WITH_SHIFT: u8 = 1;
const WITH_ALTGR: u8 = 2 | 4;

/// `ToUnicodeEx`: leaves what the person has begun to type (a dead key) as it is.
const CHANGES_NOTHING: u32 = 1 << 2;

/// The languages (the lower ten bits of a layout) whose keys go through an input method first, which would compose them:
/// Chinese, Japanese, Korean, Vietnamese.
const COMPOSED: [usize; 4] = [0x04, 0x11, 0x12, 0x2A];

/// enigo knows a key by what it does, and so takes the keypad for the grey keys beside it; a scancode tells them apart.
/// Windows reads nothing else; Wine before 10 knows a key by its virtual key.
pub(in crate::input) fn key(_: &mut Enigo, key: ScanKey, down: bool) -> Result<bool, InputError> {
    let Some(code) = key.windows_scancode() else {
        return Ok(false);
    };
    send(&[stroke(code, down, layout())])?;
    Ok(true)
}

/// Types a character: by the keys that make it where the layout has them, since some programs read nothing but keys; else
/// as what it is.
pub(in crate::input) fn text(enigo: &mut Enigo, character: char) -> Result<(), InputError> {
    match keys_of(character) {
        Some(strokes) => send(&strokes),
        None => enigo.text(character.encode_utf8(&mut [0; 4])).map_err(refused),
    }
}

pub(in crate::input) fn move_to(_: &mut Enigo, x: i32, y: i32) -> Result<(), InputError> {
    send(&[mouse_at((x, y), MOUSE_EVENT_FLAGS(0), 0)])
}

/// Presses a button at that place, wherever the pointer was moved meanwhile: what was looked at there is what is pressed.
pub(in crate::input) fn press(enigo: &mut Enigo, button: Button, at: (i32, i32)) -> Result<(), InputError> {
    let (pressed, number) = match button {
        Button::Left => (MOUSEEVENTF_LEFTDOWN, 0),
        Button::Middle => (MOUSEEVENTF_MIDDLEDOWN, 0),
        Button::Right => (MOUSEEVENTF_RIGHTDOWN, 0),
        Button::Back => (MOUSEEVENTF_XDOWN, XBUTTON1),
        Button::Forward => (MOUSEEVENTF_XDOWN, XBUTTON2),
        wheel => return enigo.button(wheel, direction(true)).map_err(refused),
    };
    send(&[mouse_at(at, pressed, number.into())])
}

/// The pointer's place is said in parts of the whole desktop: without that it would be in parts of the first monitor.
fn mouse_at((x, y): (i32, i32), more: MOUSE_EVENT_FLAGS, data: u32) -> INPUT {
    // SAFETY: takes and gives numbers.
    let [left, top, width, height] = unsafe {
        [
            GetSystemMetrics(SM_XVIRTUALSCREEN),
            GetSystemMetrics(SM_YVIRTUALSCREEN),
            GetSystemMetrics(SM_CXVIRTUALSCREEN),
            GetSystemMetrics(SM_CYVIRTUALSCREEN),
        ]
    };
    INPUT {
        r#type: INPUT_MOUSE,
        Anonymous: INPUT_0 {
            mi: MOUSEINPUT {
                dx: part_of(x, left, width),
                dy: part_of(y, top, height),
                mouseData: data,
                dwFlags: MOUSEEVENTF_MOVE | MOUSEEVENTF_ABSOLUTE | MOUSEEVENTF_VIRTUALDESK | more,
                time: 0,
                dwExtraInfo: mark(),
            },
        },
    }
}

/// A place on a side of the desktop in parts of 65,536; the least that is not before its pixel, so that no way of
/// rounding leads to the one beside it.
fn part_of(place: i32, start: i32, length: i32) -> i32 {
    let length = i64::from(length.max(1));
    let place = (i64::from(place) - i64::from(start)).clamp(0, length - 1);
    let part = (place * 65_536 + length - 1) / length;
    i32::try_from(part.min(65_535)).unwrap_or_default()
}

fn mark() -> usize {
    usize::try_from(MARK).unwrap_or_default()
}

fn send(events: &[INPUT]) -> Result<(), InputError> {
    let size = i32::try_from(size_of::<INPUT>()).unwrap_or_default();
    // SAFETY: takes whole structures of the size that is said, and keeps none.
    let sent = unsafe { SendInput(events, size) };
    if usize::try_from(sent) == Ok(events.len()) {
        Ok(())
    } else {
        Err(RefusedInput::System(Error::from_win32().into()).into())
    }
}

/// A scancode with its prefix in the upper byte. Pause has none of its own: its prefix cannot be sent.
fn stroke(code: u16, down: bool, layout: HKL) -> INPUT {
    let (virtual_key, mut flags) = match code >> 8 {
        0xE1 => (VK_PAUSE, KEYBD_EVENT_FLAGS(0)),
        0xE0 => (virtual_key(code, layout), KEYEVENTF_SCANCODE | KEYEVENTF_EXTENDEDKEY),
        _ => (virtual_key(code, layout), KEYEVENTF_SCANCODE),
    };
    if !down {
        flags |= KEYEVENTF_KEYUP;
    }
    INPUT {
        r#type: INPUT_KEYBOARD,
        Anonymous: INPUT_0 {
            ki: KEYBDINPUT {
                wVk: virtual_key,
                wScan: code & 0xFF,
                dwFlags: flags,
                time: 0,
                dwExtraInfo: mark(),
            },
        },
    }
}

fn virtual_key(code: u16, layout: HKL) -> VIRTUAL_KEY {
    // SAFETY: takes and gives numbers; 0 where there is no such key.
    let key = unsafe { MapVirtualKeyExW(code.into(), MAPVK_VSC_TO_VK_EX, Some(layout)) };
    VIRTUAL_KEY(u16::try_from(key).unwrap_or_default())
}

/// Of the program that has the keyboard.
fn layout() -> HKL {
    // SAFETY: handles that may be null; of no thread, the layout is this one's own.
    unsafe {
        let thread = GetWindowThreadProcessId(GetForegroundWindow(), None);
        match GetKeyboardLayout(thread) {
            layout if layout.is_invalid() => GetKeyboardLayout(0),
            layout => layout,
        }
    }
}

/// What is pressed and let go, the modifiers around it, so that a character comes of it at once; `None` where it is on no
/// key, or a dead one, or where its key would now make another.
fn keys_of(character: char) -> Option<Vec<INPUT>> {
    let unit = u16::try_from(u32::from(character)).ok()?;
    let layout = layout();
    if COMPOSED.contains(&(layout.0.addr() & 0x3FF)) || is_anything_held() {
        return None;
    }
    // SAFETY: takes and gives numbers.
    let [key, state] = unsafe { VkKeyScanExW(unit, layout) }.to_le_bytes();
    let modifiers: &[u16] = match state {
        0 => &[],
        WITH_SHIFT => &[LEFT_SHIFT],
        WITH_ALTGR => &[LEFT_CONTROL, RIGHT_ALT],
        _ => return None,
    };
    // SAFETY: takes and gives numbers; 0 where there is no such key.
    let code = unsafe { MapVirtualKeyExW(key.into(), MAPVK_VK_TO_VSC, Some(layout)) };
    let code = u16::try_from(code).ok().filter(|code| *code != 0)?;
    if !makes(VIRTUAL_KEY(key.into()), code, state, unit, layout) {
        return None;
    }
    let pressed = modifiers.iter().chain([&code]).map(|code| (*code, true));
    let let_go = [&code]
        .into_iter()
        .chain(modifiers.iter().rev())
        .map(|code| (*code, false));
    let strokes = pressed.chain(let_go);
    Some(strokes.map(|(code, down)| stroke(code, down, layout)).collect())
}

/// Whether a key makes this character, and at once.
fn makes(key: VIRTUAL_KEY, code: u16, state: u8, unit: u16, layout: HKL) -> bool {
    let mut pressed = [0; 256];
    for (held, modifier) in [
        (state & WITH_SHIFT != 0, VK_SHIFT),
        (state & WITH_ALTGR != 0, VK_CONTROL),
        (state & WITH_ALTGR != 0, VK_MENU),
    ] {
        if held && let Some(pressed) = pressed.get_mut(usize::from(modifier.0)) {
            *pressed = 0x80;
        }
    }
    let mut made = [0; 8];
    // SAFETY: both arrays live as long as the call, and are as long as it is told.
    let count = unsafe {
        ToUnicodeEx(
            key.0.into(),
            code.into(),
            &pressed,
            &mut made,
            CHANGES_NOTHING,
            Some(layout),
        )
    };
    count == 1 && made.first() == Some(&unit)
}

/// Modifiers that the helper or the person holds, or that are locked, change what a key makes.
fn is_anything_held() -> bool {
    let held = [VK_SHIFT, VK_CONTROL, VK_MENU, VK_LWIN, VK_RWIN];
    // SAFETY: takes and gives numbers.
    let is_held = |key: &VIRTUAL_KEY| unsafe { GetAsyncKeyState(key.0.into()) } < 0;
    // SAFETY: as above; the lowest bit is the lamp's.
    held.iter().any(is_held) || unsafe { GetKeyState(VK_CAPITAL.0.into()) } & 1 != 0
}
