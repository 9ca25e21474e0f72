//! The expert's copy of the novice's screen: bitmaps and RemoteFX, decoded into one picture of blue,
//! green, red and 255.
//!
//! Everything that decides how much is allocated or where it is written is checked here; the decoders of
//! [`crate::codec`] only turn bytes into pixels.

use crate::rdp::error::{Misbehaved, Structure};
use ironrdp_graphics::color_conversion::{rdp_15bit_to_rgb, rdp_16bit_to_rgb};
use ironrdp_graphics::rfx::TILE_SIZE;
use ironrdp_pdu::bitmap::{BitmapData, Compression};
use ironrdp_pdu::codecs::rfx::RfxRectangle;

use crate::rdp::expert::tally::{Drawn, Tally};

use crate::codec::interleaved;
use crate::codec::planar::{self, LossyPlanarDecoder, PlanarDecoder};
use crate::codec::remotefx::{MessageDecoder, Placed, Tiles};
use crate::rdp::error::RdpError;
use crate::vocabulary::Rect;

/// No desktop of today has a longer side, and a row's bytes stay far below any integer's end.
pub(super) const MAX_SIDE: u16 = 16_384;
/// 64 Mpixel are 256 MiB decoded: more than any wall of monitors shows, and still to be had.
pub(super) const MAX_PIXELS: u32 = 64 * 1024 * 1024;
/// Encoders pad a bitmap to whole tiles of 64 or to 4 pixels; nothing pads further.
const MAX_PADDING: u16 = 64;
/// From this many pixels on there is one copy of a picture alone, which the decoder draws on and the front end shows:
/// 64 MiB, twice what a screen of 3840 by 2160 pixels takes. Smaller ones have two, so that neither waits for the
/// other.
const LARGE_PICTURE: u32 = 16 * 1024 * 1024;
/// The most pixels of one compressed bitmap, a screen of 5120 by 2880 among them: unpacking takes up to twelve bytes a
/// pixel, for a few bytes of the wire.
const MAX_UNPACKED: usize = 16 * 1024 * 1024;
/// What unpacked more pixels than this does not keep its room.
const KEPT_UNPACKED: usize = 1024 * 1024;
/// How often one message may draw the whole picture, and how many pixels more. Real frames draw it once and scroll it
/// once; a few hostile compressed bytes could ask for it a million times.
const REDRAWS: usize = 16;
const DRAWN_BESIDES: usize = 4 * 1024 * 1024;
/// A RemoteFX region names the changed areas; encoders send a few dozen.
const MAX_REGION_RECTANGLES: usize = 4096;

/// Rows of pixels as they came or were decompressed.
struct PixelRows<'a> {
    bytes: &'a [u8],
    /// Bytes from one row to the next.
    stride: usize,
    bytes_per_pixel: usize,
    /// The first row in `bytes` is the lowest of the picture.
    bottom_up: bool,
    /// Where the top left pixel of the source lies in the picture.
    left: u16,
    top: u16,
    height: u16,
}

pub(super) struct Framebuffer {
    width: u16,
    height: u16,
    bgra: Vec<u8>,
    planar: PlanarDecoder,
    lossy_planar: LossyPlanarDecoder,
    remotefx: MessageDecoder,
    tiles: Tiles,
    palette: [[u8; 3]; 256],
    pub(super) tally: Tally,
    /// Pixels that the message at hand may still draw.
    budget: usize,
}

impl Framebuffer {
    /// A black picture, or an error for a size that nobody has. The pixels of a large one are 0 instead of 255 in the
    /// fourth byte until they are drawn, so that the system need not have memory for them.
    pub(super) fn new(width: u16, height: u16) -> Result<Self, RdpError> {
        check_size(width, height)?;
        let mut bgra = vec![0; usize::from(width) * usize::from(height) * 4];
        if !is_large(width, height) {
            for pixel in bgra.chunks_exact_mut(4) {
                if let Some(alpha) = pixel.last_mut() {
                    *alpha = 255;
                }
            }
        }
        Ok(Self {
            width,
            height,
            bgra,
            planar: PlanarDecoder::default(),
            lossy_planar: LossyPlanarDecoder::default(),
            remotefx: MessageDecoder::default(),
            tiles: Tiles::default(),
            palette: [[0; 3]; 256],
            tally: Tally::default(),
            budget: 0,
        })
    }

    /// Becomes black and of this size. The old pixels go before the new ones come: two of the largest pictures are half
    /// a gigabyte.
    pub(super) fn renew(&mut self, width: u16, height: u16) -> Result<(), RdpError> {
        check_size(width, height)?;
        let (tally, budget) = (self.tally, self.budget);
        *self = Self::new(1, 1)?;
        *self = Self::new(width, height)?;
        (self.tally, self.budget) = (tally, budget);
        Ok(())
    }

    /// To be called for each message: what follows may draw so much, and no more.
    pub(super) fn begin_message(&mut self) {
        let pixels = usize::from(self.width) * usize::from(self.height);
        self.budget = pixels * REDRAWS + DRAWN_BESIDES;
    }

    /// To be called before that many pixels are drawn or unpacked.
    pub(super) fn spend(&mut self, pixels: usize) -> Result<(), RdpError> {
        self.budget = self.budget.checked_sub(pixels).ok_or(Misbehaved::DrawsWithoutEnd)?;
        Ok(())
    }

    pub(super) fn width(&self) -> u16 {
        self.width
    }

    pub(super) fn height(&self) -> u16 {
        self.height
    }

    /// Blue, green, red and 255, rows from the top without padding.
    pub(super) fn bgra(&self) -> &[u8] {
        &self.bgra
    }

    /// Exchanges the pixels for others of the same size, or for an empty vector while the canvas keeps them.
    pub(super) fn swap_pixels(&mut self, other: &mut Vec<u8>) {
        std::mem::swap(&mut self.bgra, other);
    }

    /// TS_UPDATE_PALETTE_DATA ([MS-RDPBCGR] 2.2.9.1.1.3.1.1.1): type, padding and count, then red, green and blue of
    /// each.
    pub(super) fn set_palette(&mut self, data: &[u8]) {
        let entries = data.get(8..).unwrap_or_default();
        for (slot, entry) in self.palette.iter_mut().zip(entries.chunks_exact(3)) {
            slot.copy_from_slice(entry);
        }
    }

    /// Where a bitmap belongs, and what of that lies on the desktop; `None` where nothing does.
    fn place(&self, bitmap: &BitmapData<'_>) -> Result<Option<(Rect, Rect)>, RdpError> {
        let rectangle = &bitmap.rectangle;
        // The wire names the last column and row.
        let length = |first: u16, last: u16| last.saturating_add(1).checked_sub(first).filter(|length| *length > 0);
        let Some(named_width) = length(rectangle.left, rectangle.right) else {
            return Err(Misbehaved::Undecodable(Structure::Bitmap).into());
        };
        let Some(named_height) = length(rectangle.top, rectangle.bottom) else {
            return Err(Misbehaved::Undecodable(Structure::Bitmap).into());
        };
        let named = Rect::new(rectangle.left, rectangle.top, named_width, named_height);
        let whole = Rect::new(0, 0, self.width, self.height);
        // A server may still paint the old desktop while the new size is on its way.
        let Some(clipped) = named.intersection(&whole) else {
            return Ok(None);
        };
        let padding_fits = |size: u16, named: u16| size >= 1 && size <= named.saturating_add(MAX_PADDING);
        if !padding_fits(bitmap.width, named_width) || !padding_fits(bitmap.height, named_height) {
            return Err(Structure::Bitmap.bad_size(bitmap.width, bitmap.height).into());
        }
        // A few bytes stand for any number of pixels: what no desktop holds is not unpacked.
        if !padding_fits(bitmap.width, self.width) || !padding_fits(bitmap.height, self.height) {
            return Ok(None);
        }
        let area = clipped.intersection(&Rect::new(named.left, named.top, bitmap.width, bitmap.height));
        Ok(area.map(|area| (named, area)))
    }

    /// Draws one TS_BITMAP_DATA ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2); `None` if all of it lies outside.
    pub(super) fn draw_bitmap(&mut self, bitmap: &BitmapData<'_>) -> Result<Option<Rect>, RdpError> {
        let Some((named, area)) = self.place(bitmap)? else {
            return Ok(None);
        };
        let (width, height) = (usize::from(bitmap.width), usize::from(bitmap.height));
        self.spend(width * height)?;
        let depth = usize::from(bitmap.bits_per_pixel);
        let packed = bitmap.compression_flags.contains(Compression::BITMAP_COMPRESSION);
        if packed {
            check_unpacked(width * height)?;
        }
        if packed && depth == 32 && planar::is_exact(bitmap.bitmap_data) {
            self.planar.decode(bitmap.bitmap_data, width, height)?;
            self.tally.add(Drawn::Planar, bitmap.bitmap_data.len(), area.pixels());
            let planar = std::mem::take(&mut self.planar);
            let left = usize::from(area.left - named.left);
            for y in area.rows() {
                // The first row of the bitmap is the lowest.
                let row = usize::from(bitmap.height).checked_sub(usize::from(y - named.top) + 1);
                if let (Some(row), Some(out)) = (row, self.row(area, y)) {
                    planar.draw(row, left, out);
                }
            }
            self.keep(planar, width * height);
            return Ok(Some(area));
        }
        let unpacked;
        let (bytes, stride, bytes_per_pixel, planar) = if !packed {
            let bytes_per_pixel = depth.div_ceil(8);
            // Rows of uncompressed bitmaps are padded to four bytes.
            let stride = (width * bytes_per_pixel).next_multiple_of(4);
            (bitmap.bitmap_data, stride, bytes_per_pixel, false)
        } else if depth == 32 {
            unpacked = self.lossy_planar.decode(bitmap.bitmap_data, width, height)?;
            self.forget_unpacked(width * height);
            (unpacked.as_slice(), width * 3, 3, true)
        } else {
            unpacked = interleaved::decode(bitmap.bitmap_data, width, height, depth)?;
            let bytes_per_pixel = depth.div_ceil(8);
            (unpacked.as_slice(), width * bytes_per_pixel, bytes_per_pixel, false)
        };
        if bytes.len() < stride * height {
            return Err(Misbehaved::EndsEarly(Structure::Bitmap).into());
        }
        let source = PixelRows {
            bytes,
            stride,
            bytes_per_pixel,
            bottom_up: true,
            left: named.left,
            top: named.top,
            height: bitmap.height,
        };
        let way = match (planar, packed) {
            (true, _) => Drawn::Planar,
            (false, true) => Drawn::RunLength,
            (false, false) => Drawn::Uncompressed,
        };
        self.tally.add(way, bitmap.bitmap_data.len(), area.pixels());
        let palette = self.palette;
        match (planar, depth) {
            (true, _) => self.blit(area, &source, array3),
            (false, 32 | 24) => self.blit(area, &source, |pixel| {
                let [blue, green, red] = array3(pixel);
                [red, green, blue]
            }),
            (false, 16) => self.blit(area, &source, |pixel| rdp_16bit_to_rgb(word(pixel))),
            (false, 15) => self.blit(area, &source, |pixel| rdp_15bit_to_rgb(word(pixel))),
            (false, 8) => self.blit(area, &source, |pixel| {
                let index = pixel.first().copied().unwrap_or_default();
                palette.get(usize::from(index)).copied().unwrap_or_default()
            }),
            (false, _) => {
                return Err(Structure::Bitmap.bad_value(bitmap.bits_per_pixel).into());
            }
        }
        Ok(Some(area))
    }

    /// Draws one RemoteFX message ([MS-RDPRFX] 2.2.2) at the place where its surface command puts it.
    pub(super) fn draw_remotefx(&mut self, destination: Rect, data: &[u8]) -> Result<Option<Rect>, RdpError> {
        let message = self.remotefx.parse(data)?;
        let whole = Rect::new(0, 0, self.width, self.height);
        let Some(visible) = destination.intersection(&whole) else {
            return Ok(None);
        };
        let tiles_in_picture =
            usize::from(self.width.div_ceil(TILE_SIZE)) * usize::from(self.height.div_ceil(TILE_SIZE));
        self.tally.add(Drawn::RemoteFx, data.len(), 0);
        let mut changed: Option<Rect> = None;
        for frame in &message.frames {
            if frame.rectangles.len() > MAX_REGION_RECTANGLES || frame.tile_set.tiles.len() > tiles_in_picture {
                return Err(Structure::RemoteFx.too_many(tiles_in_picture).into());
            }
            let mut region: Vec<Rect> = Vec::with_capacity(frame.rectangles.len().max(1));
            region.extend(
                frame
                    .rectangles
                    .iter()
                    .filter_map(|rectangle| place(rectangle, destination, visible)),
            );
            // [MS-RDPRFX] 2.2.2.3.3: without rectangles all of the frame is valid.
            if frame.rectangles.is_empty() {
                region.push(visible);
            }
            let mut tiles = Vec::with_capacity(frame.tile_set.tiles.len());
            for tile in &frame.tile_set.tiles {
                let Some((left, top)) = tile_origin(tile.x, tile.y, destination) else {
                    continue;
                };
                let placed = Placed { tile, left, top };
                let mut in_sight = false;
                for part in region.iter().filter_map(|part| part.intersection(&placed.area())) {
                    in_sight = true;
                    self.spend(part.pixels())?;
                    self.tally.add(Drawn::RemoteFx, 0, part.pixels());
                    changed = Some(changed.map_or(part, |area| area.around(&part)));
                }
                if in_sight {
                    self.spend(usize::from(TILE_SIZE) * usize::from(TILE_SIZE))?;
                    tiles.push(placed);
                }
            }
            self.tiles.draw(frame, tiles, &region, &mut self.bgra, self.width)?;
        }
        Ok(changed)
    }

    /// One colour. `area` lies inside the picture.
    pub(super) fn fill(&mut self, area: Rect, [blue, green, red]: [u8; 3]) {
        for y in area.rows() {
            if let Some(row) = self.row(area, y) {
                row.as_chunks_mut::<4>().0.fill([blue, green, red, 255]);
            }
        }
    }

    /// Both areas have the same size and lie inside the picture; they may overlap.
    pub(super) fn copy(&mut self, from: Rect, to: Rect) {
        let stride = usize::from(self.width) * 4;
        let length = usize::from(from.width) * 4;
        let mut copy_row = |row: u16| {
            let start = |area: Rect| usize::from(area.top.saturating_add(row)) * stride + usize::from(area.left) * 4;
            let (source, target) = (start(from), start(to));
            if source + length <= self.bgra.len() && target + length <= self.bgra.len() {
                self.bgra.copy_within(source..source + length, target);
            }
        };
        // The row that would be overwritten goes first.
        if to.top > from.top {
            (0..from.height).rev().for_each(&mut copy_row);
        } else {
            (0..from.height).for_each(&mut copy_row);
        }
    }

    /// Plain pixels, 4 bytes each, rows from the top. `area` lies inside the picture.
    pub(super) fn draw_bgrx(&mut self, area: Rect, bytes: &[u8]) -> Result<(), RdpError> {
        let stride = usize::from(area.width) * 4;
        if bytes.len() != stride * usize::from(area.height) {
            return Err(Structure::Bitmap.bad_length(bytes.len()).into());
        }
        for (y, source) in area.rows().zip(bytes.chunks_exact(stride.max(1))) {
            if let Some(row) = self.row(area, y) {
                let (source, _) = source.as_chunks::<4>();
                for (target, [blue, green, red, _]) in row.as_chunks_mut::<4>().0.iter_mut().zip(source) {
                    *target = [*blue, *green, *red, 255];
                }
            }
        }
        Ok(())
    }

    /// RDP 6.0 planar as the graphics pipeline sends it, rows from the top. `area` lies inside the picture.
    pub(super) fn draw_planar(&mut self, area: Rect, data: &[u8]) -> Result<(), RdpError> {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        check_unpacked(width * height)?;
        if planar::is_exact(data) {
            self.planar.decode(data, width, height)?;
            // Taken out so that its pixels can be read while the picture is written; no error comes in between.
            let planar = std::mem::take(&mut self.planar);
            for (y, row) in area.rows().zip(0..) {
                if let Some(out) = self.row(area, y) {
                    planar.draw(row, 0, out);
                }
            }
            self.keep(planar, width * height);
            return Ok(());
        }
        let unpacked = self.lossy_planar.decode(data, width, height)?;
        self.forget_unpacked(width * height);
        let source = PixelRows {
            bytes: &unpacked,
            stride: width * 3,
            bytes_per_pixel: 3,
            bottom_up: false,
            left: area.left,
            top: area.top,
            height: area.height,
        };
        if unpacked.len() < source.stride * height {
            return Err(Misbehaved::EndsEarly(Structure::Bitmap).into());
        }
        self.blit(area, &source, array3);
        Ok(())
    }

    /// The decoder with its room, where that is worth keeping.
    fn keep(&mut self, planar: PlanarDecoder, pixels: usize) {
        if pixels <= KEPT_UNPACKED {
            self.planar = planar;
        }
    }

    fn forget_unpacked(&mut self, pixels: usize) {
        if pixels > KEPT_UNPACKED {
            self.lossy_planar = LossyPlanarDecoder::default();
        }
    }

    /// The pixels of a row of the picture that are in this area.
    fn row(&mut self, area: Rect, y: u16) -> Option<&mut [u8]> {
        let start = (usize::from(y) * usize::from(self.width) + usize::from(area.left)) * 4;
        self.bgra.get_mut(start..start + usize::from(area.width) * 4)
    }

    /// `area` lies inside the picture and inside the source.
    fn blit(&mut self, area: Rect, source: &PixelRows<'_>, to_rgb: impl Fn(&[u8]) -> [u8; 3]) {
        let picture_stride = usize::from(self.width) * 4;
        let from = usize::from(area.left.saturating_sub(source.left)) * source.bytes_per_pixel;
        let columns = usize::from(area.width);
        for y in area.rows() {
            let row = y.saturating_sub(source.top);
            let row = if source.bottom_up {
                source.height.saturating_sub(1).saturating_sub(row)
            } else {
                row
            };
            let start = usize::from(row) * source.stride + from;
            let pixels = source.bytes.get(start..start + columns * source.bytes_per_pixel);
            let start = usize::from(y) * picture_stride + usize::from(area.left) * 4;
            let target = self.bgra.get_mut(start..start + columns * 4);
            let (Some(pixels), Some(target)) = (pixels, target) else {
                return;
            };
            for (target, pixel) in target
                .chunks_exact_mut(4)
                .zip(pixels.chunks_exact(source.bytes_per_pixel))
            {
                let [red, green, blue] = to_rgb(pixel);
                target.copy_from_slice(&[blue, green, red, 255]);
            }
        }
    }
}

/// Whether a picture of this size is kept once only.
pub(super) fn is_large(width: u16, height: u16) -> bool {
    u32::from(width) * u32::from(height) > LARGE_PICTURE
}

/// Refuses a compressed bitmap before anything of its size is allocated.
pub(super) fn check_unpacked(pixels: usize) -> Result<(), RdpError> {
    if pixels > MAX_UNPACKED {
        return Err(Structure::Bitmap.too_large(pixels, MAX_UNPACKED).into());
    }
    Ok(())
}

/// Refuses a desktop before anything of its size is allocated.
pub(super) fn check_size(width: u16, height: u16) -> Result<(), RdpError> {
    let pixels = u32::from(width) * u32::from(height);
    if width == 0 || height == 0 || width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(Structure::Desktop.bad_size(width, height).into());
    }
    Ok(())
}

fn place(rectangle: &RfxRectangle, destination: Rect, visible: Rect) -> Option<Rect> {
    let left = destination.left.checked_add(rectangle.x)?;
    let top = destination.top.checked_add(rectangle.y)?;
    Rect::new(left, top, rectangle.width, rectangle.height).intersection(&visible)
}

fn tile_origin(column: u16, row: u16, destination: Rect) -> Option<(u16, u16)> {
    let left = column.checked_mul(TILE_SIZE)?.checked_add(destination.left)?;
    let top = row.checked_mul(TILE_SIZE)?.checked_add(destination.top)?;
    Some((left, top))
}

fn array3(pixel: &[u8]) -> [u8; 3] {
    pixel.first_chunk().copied().unwrap_or_default()
}

fn word(pixel: &[u8]) -> u16 {
    pixel.first_chunk().copied().map(u16::from_le_bytes).unwrap_or_default()
}
