//! Decoding of RDP 6.0 planar bitmaps ([MS-RDPEGDI] 2.2.2.5.1, 3.1.9.2) without loss of colour, as used for text and
//! flat areas. The pixels are the same as those of the decoder of `ironrdp-graphics`; they are written straight into
//! the picture, without a copy in another layout.

use ironrdp_graphics::rdp6::BitmapStreamDecoder;

use super::{CLL_MASK, LONG_RUN, LONG_RUN_BASE, LONGER_RUN, LONGER_RUN_BASE, NA, RLE};
use crate::codec::CodecError;
use crate::fence::fenced;

/// Decodes one bitmap after the other.
#[derive(Default)]
pub struct PlanarDecoder {
    /// Red, green and blue, each of the bitmap's size.
    planes: Vec<u8>,
    width: usize,
    height: usize,
}

/// Whether a bitmap is one for [`PlanarDecoder`]: those with loss of colour are not.
#[must_use]
pub fn is_exact(data: &[u8]) -> bool {
    data.first().is_some_and(|header| header & CLL_MASK == 0)
}

impl PlanarDecoder {
    /// Takes a bitmap of this size; its pixels can be had with [`Self::draw`] until the next one is taken.
    ///
    /// # Errors
    /// The data is not that of such a bitmap.
    pub fn decode(&mut self, data: &[u8], width: usize, height: usize) -> Result<(), CodecError> {
        self.take(data, width, height).ok_or(CodecError::Planar)
    }

    fn take(&mut self, data: &[u8], width: usize, height: usize) -> Option<()> {
        let (header, mut rest) = data.split_first().filter(|(header, _)| *header & CLL_MASK == 0)?;
        let size = width.checked_mul(height).filter(|size| *size > 0)?;
        (self.width, self.height) = (width, height);
        self.planes.resize(size.checked_mul(3)?, 0);
        let alpha = header & NA == 0;
        if header & RLE == 0 {
            // A byte of padding follows.
            rest = rest.split_last()?.1;
            let from = if alpha { size } else { 0 };
            self.planes.copy_from_slice(rest.get(from..from + size * 3)?);
            return Some(());
        }
        if alpha {
            // All of the picture is opaque: what alpha says is not looked at.
            rest = unpack(rest, self.planes.get_mut(..size)?, width)?;
        }
        for plane in self.planes.chunks_exact_mut(size) {
            rest = unpack(rest, plane, width)?;
        }
        Some(())
    }

    /// Writes a part of a row of the bitmap, counted from its first, as blue, green, red and 255, from column `left`
    /// on.
    pub fn draw(&self, row: usize, left: usize, out: &mut [u8]) {
        let size = self.width * self.height;
        let start = row * self.width;
        let of_plane = |plane: usize| {
            let start = plane * size + start;
            self.planes.get(start + left..start + self.width)
        };
        let (Some(red), Some(green), Some(blue)) = (of_plane(0), of_plane(1), of_plane(2)) else {
            return;
        };
        let (pixels, _) = out.as_chunks_mut::<4>();
        for (((pixel, red), green), blue) in pixels.iter_mut().zip(red).zip(green).zip(blue) {
            *pixel = [*blue, *green, *red, 255];
        }
    }
}

/// Decodes bitmaps with loss of colour, by the decoder of `ironrdp-graphics`, fenced. What it takes to do so is for the
/// caller to bound.
#[derive(Default)]
pub struct LossyPlanarDecoder(BitmapStreamDecoder);

impl LossyPlanarDecoder {
    /// The pixels of a bitmap of this size: red, green and blue, in the order of its rows.
    ///
    /// # Errors
    /// The data is not that of such a bitmap. Nothing more can be decoded then.
    pub fn decode(&mut self, data: &[u8], width: usize, height: usize) -> Result<Vec<u8>, CodecError> {
        let mut pixels = Vec::new();
        fenced(|| self.0.decode_bitmap_stream_to_rgb24(data, &mut pixels, width, height)).ok_or(CodecError::Planar)?;
        Ok(pixels)
    }
}

/// Unpacks one plane, and returns the data after it.
fn unpack<'a>(mut data: &'a [u8], plane: &mut [u8], width: usize) -> Option<&'a [u8]> {
    let mut above: Option<&[u8]> = None;
    for line in plane.chunks_exact_mut(width) {
        data = scan_line(data, line)?;
        if let Some(above) = above {
            for (value, above) in line.iter_mut().zip(above) {
                // The lowest bit is the sign.
                let delta = (*value >> 1) ^ (*value & 1).wrapping_neg();
                *value = above.wrapping_add(delta);
            }
        }
        above = Some(line);
    }
    Some(data)
}

/// RDP6_RLE_SEGMENTs up to the end of a line.
fn scan_line<'a>(mut data: &'a [u8], line: &mut [u8]) -> Option<&'a [u8]> {
    let mut last = 0;
    let mut line = line;
    while !line.is_empty() {
        let (control, rest) = data.split_first()?;
        let high = usize::from(control >> 4);
        let (raw, run) = match control & 0x0F {
            0 if high == 0 => return None,
            LONG_RUN => (0, LONG_RUN_BASE + high),
            LONGER_RUN => (0, LONGER_RUN_BASE + high),
            run => (high, usize::from(run)),
        };
        let (bytes, rest) = rest.split_at_checked(raw)?;
        let (copied, others) = line.split_at_mut_checked(raw)?;
        copied.copy_from_slice(bytes);
        last = bytes.last().copied().unwrap_or(last);
        let (repeated, others) = others.split_at_mut_checked(run)?;
        repeated.fill(last);
        (data, line) = (rest, others);
    }
    Some(data)
}
