//! The codes of [MS-RDPEGFX] 3.1.9.1.2, and tables that find them by their bits.

/// Bytes with a code of their own: bits, their number, byte.
const LITERAL_CODES: [(u8, u32, u8); 25] = [
    (0b11000, 5, 0x00),
    (0b11001, 5, 0x01),
    (0b11_0100, 6, 0x02),
    (0b11_0101, 6, 0x03),
    (0b11_0110, 6, 0xFF),
    (0b110_1110, 7, 0x04),
    (0b110_1111, 7, 0x05),
    (0b111_0000, 7, 0x06),
    (0b111_0001, 7, 0x07),
    (0b111_0010, 7, 0x08),
    (0b111_0011, 7, 0x09),
    (0b111_0100, 7, 0x0A),
    (0b111_0101, 7, 0x0B),
    (0b111_0110, 7, 0x3A),
    (0b111_0111, 7, 0x3B),
    (0b111_1000, 7, 0x3C),
    (0b111_1001, 7, 0x3D),
    (0b111_1010, 7, 0x3E),
    (0b111_1011, 7, 0x3F),
    (0b111_1100, 7, 0x40),
    (0b111_1101, 7, 0x80),
    (0b1111_1100, 8, 0x0C),
    (0b1111_1101, 8, 0x38),
    (0b1111_1110, 8, 0x39),
    (0b1111_1111, 8, 0x66),
];

/// A range of distances: its code, and how many bits are added to its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) code: u16,
    pub(super) length: u32,
    pub(super) extra: u32,
    pub(super) base: u32,
}

const fn a_match(code: u16, length: u32, extra: u32, base: u32) -> Match {
    Match {
        code,
        length,
        extra,
        base,
    }
}

/// By distance, the nearest first.
pub(super) const MATCH_CODES: [Match; 14] = [
    a_match(0b1_0001, 5, 5, 0),
    a_match(0b1_0010, 5, 7, 32),
    a_match(0b1_0011, 5, 9, 160),
    a_match(0b1_0100, 5, 10, 672),
    a_match(0b1_0101, 5, 12, 1_696),
    a_match(0b10_1100, 6, 14, 5_792),
    a_match(0b10_1101, 6, 15, 22_176),
    a_match(0b101_1100, 7, 18, 54_944),
    a_match(0b101_1101, 7, 20, 317_088),
    a_match(0b1011_1100, 8, 20, 1_365_664),
    a_match(0b1011_1101, 8, 21, 2_414_240),
    a_match(0b1_0111_1100, 9, 22, 4_511_392),
    a_match(0b1_0111_1101, 9, 23, 8_705_696),
    a_match(0b1_0111_1110, 9, 24, 17_094_304),
];

/// Indexed by the next 8 bits, which begin with 11: the byte, and how many of the bits are its code.
pub(super) const LITERALS: [Option<(u8, u32)>; 256] = literals();
/// Indexed by the next 9 bits, which begin with 10.
pub(super) const MATCHES: [Option<Match>; 512] = matches();
/// By byte: its code, and the number of its bits. A byte without one of its own is a 0 and the byte.
pub(super) const LITERAL_BITS: [(u16, u32); 256] = literal_bits();

#[expect(clippy::indexing_slicing, reason = "computed when compiled")]
const fn literals() -> [Option<(u8, u32)>; 256] {
    let mut table = [None; 256];
    let mut index = 0;
    while index < LITERAL_CODES.len() {
        let (code, length, byte) = LITERAL_CODES[index];
        let span = 8 - length;
        let first = (code as usize) << span;
        let mut at = first;
        while at < first + (1 << span) {
            table[at] = Some((byte, length));
            at += 1;
        }
        index += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "computed when compiled")]
const fn matches() -> [Option<Match>; 512] {
    let mut table = [None; 512];
    let mut index = 0;
    while index < MATCH_CODES.len() {
        let code = MATCH_CODES[index];
        let span = 9 - code.length;
        let first = (code.code as usize) << span;
        let mut at = first;
        while at < first + (1 << span) {
            table[at] = Some(code);
            at += 1;
        }
        index += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "computed when compiled")]
const fn literal_bits() -> [(u16, u32); 256] {
    let mut table = [(0, 9); 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u16, 9);
        byte += 1;
    }
    let mut index = 0;
    while index < LITERAL_CODES.len() {
        let (code, length, byte) = LITERAL_CODES[index];
        table[byte as usize] = (code as u16, length);
        index += 1;
    }
    table
}
