//! Keyboard and mouse events as a client sends them: fast-path ([MS-RDPBCGR] 2.2.8.1.2.2) and slow-path (2.2.8.1.1.3).

use crate::rdp::error::RdpError;
use crate::rdp::error::Structure;
use crate::rdp::messages::FromExpert;
use crate::rdp::pdu::reader::Reader;
use crate::vocabulary::{InputEvent, MouseButton};

/// TS_POINTER_EVENT, 2.2.8.1.1.3.1.1.3.
mod pointer {
    use crate::vocabulary::MouseButton;

    pub(super) const ROTATION: u16 = 0x00FF;
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

/// Events of a fast-path input PDU, from behind its length and MAC; `first` is its first byte.
pub(super) fn fast_path(first: u8, payload: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
    Reader::all(payload, Structure::FastPathInput, |reader| {
        let count = match (first >> 2) & 0x0F {
            0 => reader.u8()?,
            count => count,
        };
        for _ in 0..count {
            let header = reader.u8()?;
            let flags = header & 0x1F;
            match header >> 5 {
                0 => {
                    let scancode = reader.u8()?;
                    out.push(FromExpert::Input(InputEvent::Key {
                        scancode,
                        extended: flags & 2 != 0,
                        extended1: flags & 4 != 0,
                        down: flags & 1 == 0,
                    }));
                }
                1 => mouse(reader.u16()?, reader.u16()?, reader.u16()?, out),
                2 => extended_mouse(reader.u16()?, reader.u16()?, reader.u16()?, out),
                3 => out.push(FromExpert::Input(InputEvent::LockKeys(flags & 0x0F))),
                4 => {
                    let unit = reader.u16()?;
                    out.push(FromExpert::Input(InputEvent::Unicode {
                        unit,
                        down: flags & 1 == 0,
                    }));
                }
                5 => {
                    reader.skip("pointerFlags, xDelta, yDelta", 6)?;
                    out.push(FromExpert::Ignored("relative mouse event"));
                }
                6 => {
                    reader.skip("timestamp", 4)?;
                    out.push(FromExpert::Ignored("timestamp event"));
                }
                // Its length is not known, so neither is where the next event begins.
                _ => {
                    out.push(FromExpert::Ignored("unknown fast-path event"));
                    reader.ignore_rest("[MS-RDPBCGR] 2.2.8.1.2.2");
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

/// Events of TS_INPUT_PDU_DATA, 2.2.8.1.1.3.1.
pub(super) fn slow_path(body: &[u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
    Reader::all(body, Structure::InputPdu, |reader| {
        let count = reader.u16()?;
        reader.skip("pad2Octets", 2)?;
        for _ in 0..count {
            reader.skip("eventTime", 4)?;
            let kind = reader.u16()?;
            let [first, second, third] = [reader.u16()?, reader.u16()?, reader.u16()?];
            match kind {
                // pad2Octets comes first, then toggleFlags, of which four bits are used.
                0x0000 => out.push(FromExpert::Input(InputEvent::LockKeys((second & 0x0F) as u8))),
                0x0004 => out.push(FromExpert::Input(InputEvent::Key {
                    scancode: (second & 0xFF) as u8,
                    extended: first & 0x0100 != 0,
                    extended1: first & 0x0200 != 0,
                    down: first & 0x8000 == 0,
                })),
                0x0005 => out.push(FromExpert::Input(InputEvent::Unicode {
                    unit: second,
                    down: first & 0x8000 == 0,
                })),
                0x8001 => mouse(first, second, third, out),
                0x8002 => extended_mouse(first, second, third, out),
                _ => out.push(FromExpert::Ignored("unknown input event")),
            }
        }
        Ok(())
    })
}

fn mouse(flags: u16, x: u16, y: u16, out: &mut Vec<FromExpert>) {
    if flags & (pointer::WHEEL | pointer::HORIZONTAL_WHEEL) != 0 {
        // Two's complement of nine bits, WHEEL_NEGATIVE being the sign.
        let magnitude = i16::try_from(flags & pointer::ROTATION).unwrap_or(0);
        let rotation = if flags & pointer::WHEEL_NEGATIVE != 0 {
            magnitude - 0x100
        } else {
            magnitude
        };
        let horizontal = flags & pointer::HORIZONTAL_WHEEL != 0;
        out.push(FromExpert::Input(InputEvent::Wheel {
            horizontal,
            rotation,
            x,
            y,
        }));
    } else if flags & 0x7000 != 0 {
        buttons(&pointer::BUTTONS, flags, x, y, out);
    } else if flags & pointer::MOVE != 0 {
        out.push(FromExpert::Input(InputEvent::Move { x, y }));
    } else {
        out.push(FromExpert::Ignored("mouse event without effect"));
    }
}

fn extended_mouse(flags: u16, x: u16, y: u16, out: &mut Vec<FromExpert>) {
    buttons(&pointer::EXTENDED_BUTTONS, flags, x, y, out);
}

fn buttons(names: &[(u16, MouseButton)], flags: u16, x: u16, y: u16, out: &mut Vec<FromExpert>) {
    let down = flags & pointer::DOWN != 0;
    for (_, button) in names.iter().filter(|(bit, _)| flags & bit != 0) {
        out.push(FromExpert::Input(InputEvent::Button {
            button: *button,
            down,
            x,
            y,
        }));
    }
}
