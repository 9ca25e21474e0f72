//! Names of keys, as `key NAME` takes them, and their scancodes.
//!
//! Scancodes are those of set 1 as [MS-RDPBCGR] 2.2.8.1.1.3.1.1.1 sends them: they name a place on the keyboard, by
//! what a US keyboard bears there; what the place types is up to the layout of the other computer.

use crate::vocabulary::ScanKey;

/// The keys of a combination such as `ctrl+alt+del`, in the order in which they go down. `None`: a name is unknown.
pub fn strokes(combination: &str) -> Option<Vec<ScanKey>> {
    let combination = combination.trim().to_ascii_lowercase();
    if combination == "+" {
        return None;
    }
    combination.split('+').map(stroke).collect()
}

fn stroke(name: &str) -> Option<ScanKey> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(scancode) = character(letter)
    {
        return Some(ScanKey::plain(scancode));
    }
    if let Some(number) = name.strip_prefix("kp-") {
        return keypad(number);
    }
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()) {
        return function(number).map(ScanKey::plain);
    }
    let stroke = match name {
        "esc" | "escape" => ScanKey::plain(0x01),
        "backspace" => ScanKey::plain(0x0e),
        "tab" => ScanKey::plain(0x0f),
        "enter" | "return" => ScanKey::plain(0x1c),
        "ctrl" | "ctrl-left" => ScanKey::plain(0x1d),
        "shift" | "shift-left" => ScanKey::plain(0x2a),
        "shift-right" => ScanKey::plain(0x36),
        "alt" | "alt-left" => ScanKey::plain(0x38),
        "space" => ScanKey::plain(0x39),
        "capslock" => ScanKey::plain(0x3a),
        "numlock" => ScanKey::plain(0x45),
        "scrolllock" => ScanKey::plain(0x46),
        "less" => ScanKey::plain(0x56),
        "minus" => ScanKey::plain(0x0c),
        "plus" | "equal" => ScanKey::plain(0x0d),
        "ctrl-right" => ScanKey::extended(0x1d),
        "print" => ScanKey::extended(0x37),
        "altgr" | "alt-right" => ScanKey::extended(0x38),
        "home" => ScanKey::extended(0x47),
        "up" => ScanKey::extended(0x48),
        "pageup" => ScanKey::extended(0x49),
        "left" => ScanKey::extended(0x4b),
        "right" => ScanKey::extended(0x4d),
        "end" => ScanKey::extended(0x4f),
        "down" => ScanKey::extended(0x50),
        "pagedown" => ScanKey::extended(0x51),
        "insert" => ScanKey::extended(0x52),
        "delete" | "del" => ScanKey::extended(0x53),
        "win" | "super" => ScanKey::extended(0x5b),
        "win-right" | "super-right" => ScanKey::extended(0x5c),
        "menu" => ScanKey::extended(0x5d),
        "pause" => ScanKey::PAUSE,
        _ => return None,
    };
    Some(stroke)
}

/// The scancode of the place that bears this character on a US keyboard.
fn character(letter: char) -> Option<u8> {
    const ROWS: [(&str, u8); 4] = [
        ("1234567890-=", 0x02),
        ("qwertyuiop[]", 0x10),
        ("asdfghjkl;'`", 0x1e),
        ("\\zxcvbnm,./", 0x2b),
    ];
    ROWS.iter().find_map(|(row, first)| {
        let place = row.chars().position(|c| c == letter)?;
        u8::try_from(place).ok().and_then(|place| first.checked_add(place))
    })
}

fn function(number: u8) -> Option<u8> {
    match number {
        1..=10 => Some(0x3a + number),
        11..=12 => Some(0x57 - 11 + number),
        13..=23 => Some(0x64 - 13 + number),
        24 => Some(0x76),
        _ => None,
    }
}

fn keypad(name: &str) -> Option<ScanKey> {
    let scancode = match name {
        "7" => 0x47,
        "8" => 0x48,
        "9" => 0x49,
        "minus" => 0x4a,
        "4" => 0x4b,
        "5" => 0x4c,
        "6" => 0x4d,
        "plus" => 0x4e,
        "1" => 0x4f,
        "2" => 0x50,
        "3" => 0x51,
        "0" => 0x52,
        "point" => 0x53,
        "times" => 0x37,
        "divide" => return Some(ScanKey::extended(0x35)),
        "enter" => return Some(ScanKey::extended(0x1c)),
        _ => return None,
    };
    Some(ScanKey::plain(scancode))
}
