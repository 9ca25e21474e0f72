//! Keyboard and mouse events of a client: fast-path ([MS-RDPBCGR] 2.2.8.1.2.2), which the expert's end writes, and
//! slow-path (2.2.8.1.1.3), which other clients use.

use super::reader::Reader;
use crate::rdp::error::{RdpError, Structure};
use crate::vocabulary::{InputEvent, KeyPrefix, MouseButton, ScanKey};

/// eventCode, the three high bits of eventHeader, and eventFlags of keys, 2.2.8.1.2.2.
mod event {
    pub(super) const SCANCODE: u8 = 0;
    pub(super) const MOUSE: u8 = 1;
    pub(super) const MOUSE_EXTENDED: u8 = 2;
    pub(super) const SYNC: u8 = 3;
    pub(super) const UNICODE: u8 = 4;
    pub(super) const RELATIVE_MOUSE: u8 = 5;
    pub(super) const TIMESTAMP: u8 = 6;
    pub(super) const RELEASE: u8 = 1;
    pub(super) const EXTENDED: u8 = 2;
    pub(super) const EXTENDED_1: u8 = 4;
}

/// messageType, 2.2.8.1.1.3.1.1, and keyboardFlags.
mod slow {
    pub(super) const SYNC: u16 = 0x0000;
    pub(super) const SCANCODE: u16 = 0x0004;
    pub(super) const UNICODE: u16 = 0x0005;
    pub(super) const MOUSE: u16 = 0x8001;
    pub(super) const MOUSE_EXTENDED: u16 = 0x8002;
    pub(super) const EXTENDED: u16 = 0x0100;
    pub(super) const EXTENDED_1: u16 = 0x0200;
    pub(super) const RELEASE: u16 = 0x8000;
}

/// TS_POINTER_EVENT and TS_POINTERX_EVENT, 2.2.8.1.1.3.1.1.3 and 2.2.8.1.1.3.1.1.4.
mod pointer {
    use crate::vocabulary::MouseButton;

    /// Nine bits of two's complement, WHEEL_NEGATIVE being the sign.
    pub(super) const ROTATION: u16 = 0x01FF;
    pub(super) const WHEEL_NEGATIVE: u16 = 0x0100;
    pub(super) const WHEEL: u16 = 0x0200;
    pub(super) const HORIZONTAL_WHEEL: u16 = 0x0400;
    pub(super) const MOVE: u16 = 0x0800;
    pub(super) const BUTTONS: [(u16, MouseButton); 3] = [
        (0x1000, MouseButton::Left),
        (0x2000, MouseButton::Right),
        (0x4000, MouseButton::Middle),
    ];
    pub(super) const EXTENDED_BUTTONS: [(u16, MouseButton); 2] =
        [(0x0001, MouseButton::Back), (0x0002, MouseButton::Forward)];
    pub(super) const DOWN: u16 = 0x8000;
}

/// An event, or the name of one that has no effect here.
pub(crate) type InputOrName = Result<InputEvent, &'static str>;

/// Events of a fast-path input PDU, from behind its length and MAC; `first` is its first byte.
pub(crate) fn read_fast_path(first: u8, payload: &[u8], out: &mut impl FnMut(InputOrName)) -> Result<(), RdpError> {
    Reader::all(payload, Structure::FastPathInput, |reader| {
        let count = match (first >> 2) & 0x0F {
            0 => reader.u8()?,
            count => count,
        };
        for _ in 0..count {
            let header = reader.u8()?;
            let flags = header & 0x1F;
            match header >> 5 {
                event::SCANCODE => {
                    let prefix = prefix(flags & event::EXTENDED != 0, flags & event::EXTENDED_1 != 0);
                    out(key(reader.u8()?, prefix, flags & event::RELEASE == 0));
                }
                event::MOUSE => mouse(reader.u16()?, reader.u16()?, reader.u16()?, out),
                event::MOUSE_EXTENDED => extended_mouse(reader.u16()?, reader.u16()?, reader.u16()?, out),
                event::SYNC => out(Ok(InputEvent::LockKeys(flags & 0x0F))),
                event::UNICODE => {
                    let unit = reader.u16()?;
                    out(Ok(InputEvent::Unicode {
                        unit,
                        down: flags & event::RELEASE == 0,
                    }));
                }
                event::RELATIVE_MOUSE => {
                    reader.skip("pointerFlags, xDelta, yDelta", 6)?;
                    out(Err("relative mouse event"));
                }
                event::TIMESTAMP => {
                    reader.skip("timestamp", 4)?;
                    out(Err("timestamp event"));
                }
                // Its length is not known, so neither is where the next event begins.
                _ => {
                    out(Err("unknown fast-path event"));
                    reader.ignore_rest("[MS-RDPBCGR] 2.2.8.1.2.2");
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// Events of TS_INPUT_PDU_DATA, 2.2.8.1.1.3.1.
pub(crate) fn read_slow_path(body: &[u8], out: &mut impl FnMut(InputOrName)) -> Result<(), RdpError> {
    Reader::all(body, Structure::InputPdu, |reader| {
        let count = reader.u16()?;
        reader.skip("pad2Octets", 2)?;
        for _ in 0..count {
            reader.skip("eventTime", 4)?;
            let kind = reader.u16()?;
            let [first, second, third] = [reader.u16()?, reader.u16()?, reader.u16()?];
            match kind {
                // pad2Octets comes first, then toggleFlags, of which four bits are used.
                slow::SYNC => out(Ok(InputEvent::LockKeys((second & 0x0F) as u8))),
                slow::SCANCODE => {
                    let prefix = prefix(first & slow::EXTENDED != 0, first & slow::EXTENDED_1 != 0);
                    out(key((second & 0xFF) as u8, prefix, first & slow::RELEASE == 0));
                }
                slow::UNICODE => out(Ok(InputEvent::Unicode {
                    unit: second,
                    down: first & slow::RELEASE == 0,
                })),
                slow::MOUSE => mouse(first, second, third, out),
                slow::MOUSE_EXTENDED => extended_mouse(first, second, third, out),
                _ => out(Err("unknown input event")),
            }
        }
        Ok(())
    })
}

fn mouse(flags: u16, x: u16, y: u16, out: &mut impl FnMut(InputOrName)) {
    if flags & (pointer::WHEEL | pointer::HORIZONTAL_WHEEL) != 0 {
        let magnitude = i16::try_from(flags & pointer::ROTATION & !pointer::WHEEL_NEGATIVE).unwrap_or(0);
        let rotation = if flags & pointer::WHEEL_NEGATIVE != 0 {
            magnitude - 0x100
        } else {
            magnitude
        };
        let horizontal = flags & pointer::HORIZONTAL_WHEEL != 0;
        out(Ok(InputEvent::Wheel {
            horizontal,
            rotation,
            x,
            y,
        }));
    } else if flags & 0x7000 != 0 {
        buttons(&pointer::BUTTONS, flags, x, y, out);
    } else if flags & pointer::MOVE != 0 {
        out(Ok(InputEvent::Move { x, y }));
    } else {
        out(Err("mouse event without effect"));
    }
}

/// `None` where both flags stand: no key has two prefixes.
fn prefix(extended: bool, extended1: bool) -> Option<KeyPrefix> {
    match (extended, extended1) {
        (false, false) => Some(KeyPrefix::None),
        (true, false) => Some(KeyPrefix::Extended),
        (false, true) => Some(KeyPrefix::Extended1),
        (true, true) => None,
    }
}

fn key(scancode: u8, prefix: Option<KeyPrefix>, down: bool) -> InputOrName {
    let prefix = prefix.ok_or("a key with two prefixes")?;
    Ok(ScanKey { scancode, prefix }.event(down))
}

fn extended_mouse(flags: u16, x: u16, y: u16, out: &mut impl FnMut(InputOrName)) {
    buttons(&pointer::EXTENDED_BUTTONS, flags, x, y, out);
}

fn buttons(names: &[(u16, MouseButton)], flags: u16, x: u16, y: u16, out: &mut impl FnMut(InputOrName)) {
    let down = flags & pointer::DOWN != 0;
    for (_, button) in names.iter().filter(|(bit, _)| flags & bit != 0) {
        out(Ok(InputEvent::Button {
            button: *button,
            down,
            x,
            y,
        }));
    }
}

/// One fast-path input event ([MS-RDPBCGR] 2.2.8.1.2.2).
pub(crate) fn append_event(event: &InputEvent, out: &mut Vec<u8>) {
    use event::{EXTENDED, EXTENDED_1, MOUSE, MOUSE_EXTENDED, RELEASE, SCANCODE, SYNC, UNICODE};
    use pointer::{DOWN, HORIZONTAL_WHEEL, MOVE, ROTATION, WHEEL};
    const ROTATION_RANGE: std::ops::RangeInclusive<i16> = -256..=255;

    let mut mouse = |code: u8, flags: u16, x: u16, y: u16| {
        out.push(code << 5);
        for field in [flags, x, y] {
            out.extend_from_slice(&field.to_le_bytes());
        }
    };
    match *event {
        InputEvent::Key { key, down } => {
            let release = if down { 0 } else { RELEASE };
            let prefix = match key.prefix {
                KeyPrefix::None => 0,
                KeyPrefix::Extended => EXTENDED,
                KeyPrefix::Extended1 => EXTENDED_1,
            };
            out.extend_from_slice(&[SCANCODE << 5 | release | prefix, key.scancode]);
        }
        InputEvent::Unicode { unit, down } => {
            out.push(UNICODE << 5 | if down { 0 } else { RELEASE });
            out.extend_from_slice(&unit.to_le_bytes());
        }
        InputEvent::Move { x, y } => mouse(MOUSE, MOVE, x, y),
        InputEvent::Button { button, down, x, y } => {
            let names =
                |names: &[(u16, MouseButton)]| names.iter().find(|(_, name)| *name == button).map(|(flag, _)| *flag);
            let (code, flag) = match names(&pointer::BUTTONS) {
                Some(flag) => (MOUSE, flag),
                None => (MOUSE_EXTENDED, names(&pointer::EXTENDED_BUTTONS).unwrap_or(0)),
            };
            mouse(code, flag | if down { DOWN } else { 0 }, x, y);
        }
        InputEvent::Wheel {
            horizontal,
            rotation,
            x,
            y,
        } => {
            let rotation = rotation.clamp(*ROTATION_RANGE.start(), *ROTATION_RANGE.end());
            let wheel = if horizontal { HORIZONTAL_WHEEL } else { WHEEL };
            mouse(MOUSE, wheel | rotation.cast_unsigned() & ROTATION, x, y);
        }
        InputEvent::LockKeys(locks) => out.push(SYNC << 5 | (locks & 0x0F)),
    }
}
