//! Windows: the pointer's shape and place, which no picture of the screen holds.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use windows::Win32::Graphics::Gdi::{
    BI_RGB, BITMAP, BITMAPINFO, BITMAPINFOHEADER, DIB_RGB_COLORS, DeleteObject, GetDC, GetDIBits, GetObjectW, HBITMAP,
    ReleaseDC,
};
use windows::Win32::UI::WindowsAndMessaging::{
    CURSOR_SHOWING, CURSORINFO, GetCursorInfo, GetIconInfo, HCURSOR, ICONINFO, IDC_ARROW, LoadCursorW,
};

use crate::screen::cursor::{PointerTold, of_mask, premultiplied};
use crate::vocabulary::{PointerShape, PointerUpdate, Size};

/// No pointer has a longer side; its mask may be twice as high.
const MOST_SIDE: i32 = 256;

#[derive(Default)]
pub(super) struct PointerWatch {
    told: PointerTold,
    cursor: HCURSOR,
}

impl PointerWatch {
    /// What changed since the last call, of a picture that begins at `origin` of the desktop.
    pub(super) fn changes(&mut self, origin: (i32, i32), size: Size) -> Vec<PointerUpdate> {
        let mut info = CURSORINFO {
            cbSize: u32::try_from(size_of::<CURSORINFO>()).unwrap_or_default(),
            ..CURSORINFO::default()
        };
        // SAFETY: the structure lives as long as the call, and says how large it is.
        if let Err(error) = unsafe { GetCursorInfo(&raw mut info) } {
            // On the lock screen, say; it comes back.
            tracing::trace!(%error, "nothing is known of the pointer");
            return Vec::new();
        }
        if info.flags != CURSOR_SHOWING {
            return self.told.changes(None);
        }
        if self.cursor != info.hCursor {
            self.cursor = info.hCursor;
            let seen = shape(info.hCursor).or_else(|Unreadable| {
                // SAFETY: a cursor of the system's own, which stays.
                let arrow = unsafe { LoadCursorW(None, IDC_ARROW) };
                arrow.map_err(|_| Unreadable).and_then(shape)
            });
            self.told.set_shape(seen.ok().flatten());
        }
        let within = |place: i32, start: i32, length: u16| {
            let place = u16::try_from(place.checked_sub(start)?).ok()?;
            (place < length).then_some(place)
        };
        let x = within(info.ptScreenPos.x, origin.0, size.width);
        let y = within(info.ptScreenPos.y, origin.1, size.height);
        self.told.changes(x.zip(y))
    }
}

/// A bitmap of the system, that goes with its value.
struct Bitmap(HBITMAP);

impl Drop for Bitmap {
    fn drop(&mut self) {
        if !self.0.is_invalid() {
            // SAFETY: it was made for us, and is deleted once.
            let _ = unsafe { DeleteObject(self.0.into()) };
        }
    }
}

impl Bitmap {
    /// Width, height and pixels (0xAARRGGBB), rows from the top.
    fn read(&self) -> Option<(i32, i32, Vec<u32>)> {
        let mut about = BITMAP::default();
        let length = i32::try_from(size_of::<BITMAP>()).ok()?;
        // SAFETY: the structure lives as long as the call, and is as large as is said.
        let told = unsafe { GetObjectW(self.0.into(), length, Some((&raw mut about).cast())) };
        let (width, height) = (about.bmWidth, about.bmHeight);
        if told != length || !(1..=MOST_SIDE).contains(&width) || !(1..=2 * MOST_SIDE).contains(&height) {
            return None;
        }
        let mut wanted = BITMAPINFO {
            bmiHeader: BITMAPINFOHEADER {
                biSize: u32::try_from(size_of::<BITMAPINFOHEADER>()).ok()?,
                biWidth: width,
                // Rows from the top.
                biHeight: -height,
                biPlanes: 1,
                biBitCount: 32,
                biCompression: BI_RGB.0,
                ..BITMAPINFOHEADER::default()
            },
            ..BITMAPINFO::default()
        };
        let (rows, row) = (u32::try_from(height).ok()?, usize::try_from(width).ok()?);
        let mut pixels = vec![0_u32; row * usize::try_from(height).ok()?];
        // SAFETY: there is room for all rows, of four bytes a pixel; the device context is given back.
        let read = unsafe {
            let screen = GetDC(None);
            let to = Some(pixels.as_mut_ptr().cast());
            let read = GetDIBits(screen, self.0, 0, rows, to, &raw mut wanted, DIB_RGB_COLORS);
            ReleaseDC(None, screen);
            read
        };
        (read == height).then_some((width, height, pixels))
    }
}

/// A cursor that went away meanwhile, or, on Wine, is of another process.
struct Unreadable;

/// `None` if nothing of it can be seen.
fn shape(cursor: HCURSOR) -> Result<Option<PointerShape>, Unreadable> {
    let mut icon = ICONINFO::default();
    // SAFETY: the structure lives as long as the call; a cursor that is gone is an error.
    unsafe { GetIconInfo(cursor.into(), &raw mut icon) }.map_err(|_| Unreadable)?;
    let (mask, colour) = (Bitmap(icon.hbmMask), Bitmap(icon.hbmColor));
    Ok(seen(&mask, &colour, (icon.xHotspot, icon.yHotspot)))
}

/// `colour` is missing where there are but two.
fn seen(mask: &Bitmap, colour: &Bitmap, hot: (u32, u32)) -> Option<PointerShape> {
    let (width, height, pixels) = if colour.0.is_invalid() {
        let (width, height, mask) = mask.read()?;
        (width, height / 2, of_two_masks(&mask))
    } else {
        let (width, height, pixels) = colour.read()?;
        let pixels = if pixels.iter().any(|pixel| pixel >> 24 != 0) {
            pixels.into_iter().map(premultiplied).collect()
        } else {
            let (_, _, mask) = mask.read()?;
            let masked = pixels.iter().zip(&mask);
            masked.map(|(pixel, mask)| of_mask(*mask, *pixel)).collect()
        };
        (width, height, pixels)
    };
    let hot = (u16::try_from(hot.0).ok()?, u16::try_from(hot.1).ok()?);
    PointerShape::from_premultiplied(u16::try_from(width).ok()?, u16::try_from(height).ok()?, hot, &pixels)
}

/// A pointer of two colours: the mask's upper half says where the screen shines through, its lower half where it is white.
fn of_two_masks(mask: &[u32]) -> Vec<u32> {
    let (through, white) = mask.split_at(mask.len() / 2);
    through
        .iter()
        .zip(white)
        .map(|(mask, pixel)| of_mask(*mask, *pixel))
        .collect()
}
