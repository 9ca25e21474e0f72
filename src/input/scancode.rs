//! Scancodes of set 1 with the prefixes E0 and E1, and the same keys as each system numbers them.
//!
//! Sources: [MS-RDPBCGR] 2.2.8.1.1.3.1.1.1; "Keyboard Scan Code Specification" (Microsoft, 2000), appendix C; Linux
//! input-event-codes.h (an X keycode is the evdev code + 8); Carbon HIToolbox/Events.h (kVK codes).

use crate::vocabulary::{KeyPrefix, ScanKey};

const NONE: u8 = 0xFF;

/// A row: scancode, evdev code, macOS virtual keycode or `NONE`.
type ScancodeRow = (u8, u8, u8);

const PLAIN: &[ScancodeRow] = &[
    (0x01, 1, 0x35),
    (0x02, 2, 0x12),
    (0x03, 3, 0x13),
    (0x04, 4, 0x14),
    (0x05, 5, 0x15),
    (0x06, 6, 0x17),
    (0x07, 7, 0x16),
    (0x08, 8, 0x1A),
    (0x09, 9, 0x1C),
    (0x0A, 10, 0x19),
    (0x0B, 11, 0x1D),
    (0x0C, 12, 0x1B),
    (0x0D, 13, 0x18),
    (0x0E, 14, 0x33),
    (0x0F, 15, 0x30),
    (0x10, 16, 0x0C),
    (0x11, 17, 0x0D),
    (0x12, 18, 0x0E),
    (0x13, 19, 0x0F),
    (0x14, 20, 0x11),
    (0x15, 21, 0x10),
    (0x16, 22, 0x20),
    (0x17, 23, 0x22),
    (0x18, 24, 0x1F),
    (0x19, 25, 0x23),
    (0x1A, 26, 0x21),
    (0x1B, 27, 0x1E),
    (0x1C, 28, 0x24),
    (0x1D, 29, 0x3B),
    (0x1E, 30, 0x00),
    (0x1F, 31, 0x01),
    (0x20, 32, 0x02),
    (0x21, 33, 0x03),
    (0x22, 34, 0x05),
    (0x23, 35, 0x04),
    (0x24, 36, 0x26),
    (0x25, 37, 0x28),
    (0x26, 38, 0x25),
    (0x27, 39, 0x29),
    (0x28, 40, 0x27),
    (0x29, 41, 0x32),
    (0x2A, 42, 0x38),
    (0x2B, 43, 0x2A),
    (0x2C, 44, 0x06),
    (0x2D, 45, 0x07),
    (0x2E, 46, 0x08),
    (0x2F, 47, 0x09),
    (0x30, 48, 0x0B),
    (0x31, 49, 0x2D),
    (0x32, 50, 0x2E),
    (0x33, 51, 0x2B),
    (0x34, 52, 0x2F),
    (0x35, 53, 0x2C),
    (0x36, 54, 0x3C),
    (0x37, 55, 0x43),
    (0x38, 56, 0x3A),
    (0x39, 57, 0x31),
    (0x3A, 58, 0x39),
    (0x3B, 59, 0x7A),
    (0x3C, 60, 0x78),
    (0x3D, 61, 0x63),
    (0x3E, 62, 0x76),
    (0x3F, 63, 0x60),
    (0x40, 64, 0x61),
    (0x41, 65, 0x62),
    (0x42, 66, 0x64),
    (0x43, 67, 0x65),
    (0x44, 68, 0x6D),
    (0x45, 69, 0x47),
    (0x46, 70, NONE),
    (0x47, 71, 0x59),
    (0x48, 72, 0x5B),
    (0x49, 73, 0x5C),
    (0x4A, 74, 0x4E),
    (0x4B, 75, 0x56),
    (0x4C, 76, 0x57),
    (0x4D, 77, 0x58),
    (0x4E, 78, 0x45),
    (0x4F, 79, 0x53),
    (0x50, 80, 0x54),
    (0x51, 81, 0x55),
    (0x52, 82, 0x52),
    (0x53, 83, 0x41),
    // Print Screen while Alt is held.
    (0x54, 99, NONE),
    (0x56, 86, 0x0A),
    (0x57, 87, 0x67),
    (0x58, 88, 0x6F),
    (0x59, 117, 0x51),
    // F13 to F24.
    (0x64, 183, 0x69),
    (0x65, 184, 0x6B),
    (0x66, 185, 0x71),
    (0x67, 186, 0x6A),
    (0x68, 187, 0x40),
    (0x69, 188, 0x4F),
    (0x6A, 189, 0x50),
    (0x6B, 190, 0x5A),
    (0x6C, 191, NONE),
    (0x6D, 192, NONE),
    (0x6E, 193, NONE),
    (0x76, 194, NONE),
    // Japanese, Korean and Brazilian keys.
    (0x70, 93, 0x68),
    (0x71, 123, NONE),
    (0x72, 122, NONE),
    (0x73, 89, 0x5E),
    (0x77, 91, NONE),
    (0x78, 90, NONE),
    (0x79, 92, 0x68),
    (0x7B, 94, 0x66),
    (0x7D, 124, 0x5D),
    (0x7E, 121, 0x5F),
];

const EXTENDED: &[ScancodeRow] = &[
    (0x10, 165, NONE),
    (0x19, 163, NONE),
    (0x1C, 96, 0x4C),
    (0x1D, 97, 0x3E),
    (0x20, 113, 0x4A),
    (0x21, 140, NONE),
    (0x22, 164, NONE),
    (0x24, 166, NONE),
    (0x2E, 114, 0x49),
    (0x30, 115, 0x48),
    (0x32, 172, NONE),
    (0x35, 98, 0x4B),
    (0x37, 99, NONE),
    (0x38, 100, 0x3D),
    // Pause while Ctrl is held.
    (0x46, 119, NONE),
    (0x47, 102, 0x73),
    (0x48, 103, 0x7E),
    (0x49, 104, 0x74),
    (0x4B, 105, 0x7B),
    (0x4D, 106, 0x7C),
    (0x4F, 107, 0x77),
    (0x50, 108, 0x7D),
    (0x51, 109, 0x79),
    (0x52, 110, 0x72),
    (0x53, 111, 0x75),
    (0x5B, 125, 0x37),
    (0x5C, 126, 0x36),
    (0x5D, 127, 0x6E),
    (0x5E, 116, NONE),
    (0x5F, 142, NONE),
    (0x63, 143, NONE),
    (0x65, 217, NONE),
    (0x66, 156, NONE),
    (0x67, 173, NONE),
    (0x68, 128, NONE),
    (0x69, 159, NONE),
    (0x6A, 158, NONE),
    (0x6B, 157, NONE),
    (0x6C, 155, NONE),
    (0x6D, 226, NONE),
];

const PAUSE_ROW: ScancodeRow = (0x1D, 119, NONE);

const NUM_LOCK: ScanKey = ScanKey::plain(0x45);

impl ScanKey {
    fn row(self) -> Option<ScancodeRow> {
        let rows = match self.prefix {
            KeyPrefix::None => PLAIN,
            KeyPrefix::Extended => EXTENDED,
            KeyPrefix::Extended1 => &[PAUSE_ROW],
        };
        rows.iter().find(|row| row.0 == self.scancode).copied()
    }

    /// The keycode of X servers that number keys as evdev does, which all of today's do.
    pub fn x_keycode(self) -> Option<u8> {
        self.row().map(|(_, evdev, _)| evdev.saturating_add(8))
    }

    /// The scancode as Windows writes it in 16 bits, with its prefix in the upper byte.
    pub fn windows_scancode(self) -> Option<u16> {
        self.row()?;
        let prefix: u16 = match self.prefix {
            KeyPrefix::None => 0,
            KeyPrefix::Extended => 0xE000,
            KeyPrefix::Extended1 => 0xE100,
        };
        Some(prefix | u16::from(self.scancode))
    }

    /// The virtual keycode of macOS, where the key exists there.
    pub fn mac_keycode(self) -> Option<u16> {
        self.row()
            .and_then(|(_, _, mac)| (mac != NONE).then_some(u16::from(mac)))
    }

    /// Every key that is known.
    pub fn all() -> impl Iterator<Item = Self> {
        let plain = PLAIN.iter().map(|row| Self::plain(row.0));
        let extended = EXTENDED.iter().map(|row| Self::extended(row.0));
        plain.chain(extended).chain([Self::PAUSE])
    }
}

/// Joins what is one key in more than one event: Pause is E1 1D and then a 45 that is not Num Lock.
#[derive(Default)]
pub(super) struct KeyAssembler {
    in_pause: bool,
}

impl KeyAssembler {
    /// The key that the event means, if it means one.
    pub(super) fn next(&mut self, key: ScanKey) -> Option<ScanKey> {
        let tail = std::mem::replace(&mut self.in_pause, key == ScanKey::PAUSE);
        (!(tail && key == NUM_LOCK)).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_key_stands_once_and_fits_every_system() {
        let keys: Vec<_> = ScanKey::all().collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        for key in keys {
            assert!(key.x_keycode().is_some_and(|code| code > 8), "{key:?}");
            assert!(key.windows_scancode().is_some());
        }
    }

    #[test]
    fn pause_is_one_key_and_no_num_lock() {
        let mut keys = KeyAssembler::default();
        assert_eq!(keys.next(ScanKey::PAUSE), Some(ScanKey::PAUSE));
        assert_eq!(keys.next(NUM_LOCK), None);
        assert_eq!(keys.next(NUM_LOCK), Some(NUM_LOCK));
    }

    #[test]
    fn keys_that_are_not_known_are_nothing() {
        for scancode in [0x00, 0x55, 0xFF] {
            let key = ScanKey::plain(scancode);
            assert_eq!(
                (key.x_keycode(), key.mac_keycode(), key.windows_scancode()),
                (None, None, None)
            );
        }
        // The shifts that old keyboards put around the grey keys.
        assert_eq!(ScanKey::extended(0x2A).x_keycode(), None);
    }
}
