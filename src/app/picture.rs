//! The novice's screen in the window: in a pane of its own where the desktop has that, else as a texture, also for as
//! long as the pane cannot show it. Only what changed is taken out of the shared canvas.

#![expect(clippy::disallowed_methods, reason = "the colours are those of the novice's screen")]

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageError};

use super::pane::{Pane, Placement};
use crate::session::expert::{Canvas, Pointer, SharedCanvas};
use crate::vocabulary;
use crate::{file_system, regular_file};

#[derive(Default)]
pub(super) struct ShownPicture {
    way: PictureOutput,
    /// Another one each time that the pane comes.
    turn: u32,
    texture: Option<TextureHandle>,
    options: TextureOptions,
    size: (u16, u16),
    version: Option<u64>,
    pointer: Option<Pointer>,
    pointer_texture: Option<TextureHandle>,
}

/// So many differ from one to the next.
const TURNS: u32 = 1 << 16;

/// How the picture comes to the screen.
#[derive(Default)]
enum PictureOutput {
    #[default]
    Undecided,
    /// With who draws the picture while it is there.
    Pane(Pane, Drawn),
    Texture,
}

/// Neither of the two leaves before the other one is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    ByPane,
    /// The pane is to go once the texture has been drawn.
    PaneLeaves,
    ByTexture,
    /// The texture, as it was drawn last, stays until the pane shows the picture.
    PaneComes,
}

impl Drawn {
    fn next(self, pane_fits: bool, pane_is_seen: bool) -> Self {
        match (self, pane_fits) {
            (Self::ByPane, true) => Self::ByPane,
            (Self::PaneComes, true) if pane_is_seen => Self::ByPane,
            (Self::PaneLeaves | Self::ByTexture | Self::PaneComes, true) => Self::PaneComes,
            (Self::ByPane | Self::PaneComes, false) => Self::PaneLeaves,
            (Self::PaneLeaves | Self::ByTexture, false) => Self::ByTexture,
        }
    }
}

impl ShownPicture {
    /// Takes in what changed since the last frame.
    pub(super) fn update(&mut self, ctx: &Context, canvas: &SharedCanvas) {
        match &self.way {
            PictureOutput::Undecided => {
                let pane = Pane::open(ctx, canvas);
                self.way = pane.map_or(PictureOutput::Texture, |pane| PictureOutput::Pane(pane, Drawn::ByPane));
            }
            PictureOutput::Pane(pane, _) if pane.is_broken() => {
                self.way = PictureOutput::Texture;
                (self.version, self.size) = (None, (0, 0));
            }
            PictureOutput::Pane(..) | PictureOutput::Texture => {}
        }
        // A session that died while it drew leaves a picture that can still be shown.
        let mut canvas = canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if canvas.width == 0 || canvas.height == 0 {
            return;
        }
        let size = (canvas.width, canvas.height);
        if let PictureOutput::Pane(_, Drawn::ByPane | Drawn::PaneComes) = self.way {
            self.size = size;
            return;
        }
        if self.version == Some(canvas.version) {
            return;
        }
        let _span = tracing::trace_span!("upload").entered();
        self.version = Some(canvas.version);
        let step = step(ctx, size);
        let dirty = canvas.dirty.take();
        match &mut self.texture {
            Some(texture) if self.size == size => {
                for area in dirty {
                    if let Some((at, image)) = cut(&canvas, area, step) {
                        texture.set_partial(at, image, self.options);
                    }
                }
            }
            texture => {
                let whole = vocabulary::Rect::new(0, 0, size.0, size.1);
                let Some((_, image)) = cut(&canvas, whole, step) else {
                    return;
                };
                *texture = Some(ctx.load_texture("picture", image, self.options));
                self.size = size;
            }
        }
        self.update_pointer(ctx, canvas.pointer.as_ref());
    }

    /// In pixels.
    pub(super) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The picture is not in sight.
    pub(super) fn hide(&mut self) {
        if let PictureOutput::Pane(pane, _) = &mut self.way {
            pane.hide();
        }
    }

    /// The whole picture fills `rect`; the part of it inside `room` is visible. To be called after everything that may
    /// cover it.
    pub(super) fn place(&mut self, ctx: &Context, rect: Rect, room: Rect) {
        let PictureOutput::Pane(pane, drawn) = &mut self.way else {
            return;
        };
        let placement = Placement::new(ctx, rect, room);
        let before = *drawn;
        *drawn = before.next(pane.fits(ctx, &placement), pane.is_seen(self.turn));
        match (before, *drawn) {
            (Drawn::PaneLeaves | Drawn::ByTexture, Drawn::PaneComes) => {
                self.turn = self.turn.wrapping_add(1) % TURNS;
                pane.place(ctx, placement, self.turn);
            }
            (_, Drawn::ByPane) => {
                self.texture = None;
                pane.place(ctx, placement, self.turn);
            }
            (_, Drawn::PaneComes) => pane.place(ctx, placement, self.turn),
            // The pane took what had changed until now: the texture begins anew.
            (_, Drawn::PaneLeaves) => (self.version, self.texture, self.size) = (None, None, (0, 0)),
            (_, Drawn::ByTexture) => pane.hide(),
        }
        if *drawn != before {
            ctx.request_repaint();
        }
    }

    /// Draws the whole picture and the pointer over it into `rect`, of which `room` is visible, where no pane does.
    pub(super) fn paint(&mut self, ui: &Ui, rect: Rect, room: Rect) {
        if let PictureOutput::Pane(_, Drawn::ByPane) = self.way {
            return;
        }
        self.choose_filter(ui.ctx(), rect);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let painter = ui.painter_at(room.intersect(ui.clip_rect()));
        if let Some(texture) = &self.texture {
            painter.image(texture.id(), rect, whole, Color32::WHITE);
        }
        let Some((pointer, texture)) = self.pointer.as_ref().zip(self.pointer_texture.as_ref()) else {
            return;
        };
        if let Some(shape) = pointer.shape.as_ref().filter(|_| pointer.visible) {
            let scale = rect.size() / vec2(f32::from(self.size.0), f32::from(self.size.1));
            let at = vec2(
                f32::from(pointer.x) - f32::from(shape.hot_x),
                f32::from(pointer.y) - f32::from(shape.hot_y),
            );
            let size = vec2(f32::from(shape.width), f32::from(shape.height));
            painter.image(
                texture.id(),
                Rect::from_min_size(rect.min + at * scale, size * scale),
                whole,
                Color32::WHITE,
            );
        }
    }

    /// Pixel for pixel nothing is blended, else everything is.
    fn choose_filter(&mut self, ctx: &Context, rect: Rect) {
        let shown = rect.size() * ctx.pixels_per_point();
        let own = vec2(f32::from(self.size.0), f32::from(self.size.1));
        let options = if (shown - own).abs().max_elem() < 0.5 {
            TextureOptions::NEAREST
        } else {
            TextureOptions::LINEAR
        };
        if self.options != options {
            // The next frame brings the picture again with the other filter.
            self.options = options;
            self.version = None;
            self.size = (0, 0);
            ctx.request_repaint();
        }
    }

    fn update_pointer(&mut self, ctx: &Context, pointer: Option<&Pointer>) {
        let shape = pointer.and_then(|pointer| pointer.shape.as_ref());
        if self.pointer.as_ref().and_then(|pointer| pointer.shape.as_ref()) != shape {
            self.pointer_texture = shape.and_then(|shape| {
                let size = [usize::from(shape.width), usize::from(shape.height)];
                let fits = size[0] > 0 && size[1] > 0 && shape.bgra.len() == size[0] * size[1] * 4;
                // A pointer is small, and the only picture here whose alpha is not multiplied in.
                let pixels = shape.bgra.as_chunks::<4>().0.iter();
                let pixels = pixels
                    .map(|[blue, green, red, alpha]| Color32::from_rgba_unmultiplied(*red, *green, *blue, *alpha));
                fits.then(|| ColorImage::new(size, pixels.collect()))
                    .map(|image| ctx.load_texture("pointer", image, TextureOptions::LINEAR))
            });
        }
        self.pointer = pointer.cloned();
    }
}

/// The most pixels of a texture, 64 MiB: a larger picture is reduced.
const MOST_TEXELS: usize = 16 * 1024 * 1024;

/// Of a picture of this size one pixel in so many of each row and column goes into the texture: as many as the graphics
/// card takes.
fn step(ctx: &Context, (width, height): (u16, u16)) -> u16 {
    let side = ctx.input(|input| input.max_texture_side);
    let fits = |step: &u16| {
        let (width, height) = (usize::from(width.div_ceil(*step)), usize::from(height.div_ceil(*step)));
        width <= side && height <= side && width * height <= MOST_TEXELS
    };
    (1..u16::MAX).find(fits).unwrap_or(u16::MAX)
}

/// The pixels of an area, one in `step` of each row and column, with its place in the texture; nothing where the canvas
/// does not hold what it says.
fn cut(canvas: &Canvas, area: vocabulary::Rect, step: u16) -> Option<([usize; 2], ColorImage)> {
    let whole = vocabulary::Rect::new(0, 0, canvas.width, canvas.height);
    let area = area.intersection(&whole)?;
    let (left, top) = (area.left - area.left % step, area.top - area.top % step);
    let area = vocabulary::Rect::between(left.into(), top.into(), area.right(), area.bottom())?;
    let width = usize::from(area.width.div_ceil(step));
    let height = usize::from(area.height.div_ceil(step));
    let stride = usize::from(canvas.width) * 4;
    let mut pixels = Vec::with_capacity(width * height);
    let rows = canvas.bgra.chunks_exact(stride).skip(top.into()).step_by(step.into());
    for row in rows.take(height) {
        let row = row.get(usize::from(left) * 4..area.right() as usize * 4)?;
        // Alpha is 255, or 0 on black: both are the same with it multiplied in.
        let (quads, _) = row.as_chunks::<4>();
        pixels.extend(
            quads
                .iter()
                .step_by(step.into())
                .map(|[blue, green, red, alpha]| Color32::from_rgba_premultiplied(*red, *green, *blue, *alpha)),
        );
    }
    (pixels.len() == width * height).then(|| {
        (
            [usize::from(left / step), usize::from(top / step)],
            ColorImage::new([width, height], pixels),
        )
    })
}

/// How long saving waits for a picture that has not arrived in full, on a slow network for example. Then it is saved as
/// it is.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// This part of the picture, or all of it: its size, and its pixels as red, green, blue and alpha. Blocks until it has
/// arrived.
fn arrived(canvas: &SharedCanvas, part: Option<vocabulary::Rect>) -> (u32, u32, Vec<u8>) {
    let begun = Instant::now();
    loop {
        {
            let canvas = canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if canvas.is_whole() || begun.elapsed() > WHOLE_TIMEOUT {
                let whole = vocabulary::Rect::new(0, 0, canvas.width, canvas.height);
                let part = part.and_then(|part| part.intersection(&whole)).unwrap_or(whole);
                let rgba = canvas.to_rgba();
                let stride = usize::from(canvas.width.max(1)) * 4;
                let columns = usize::from(part.left) * 4..part.right() as usize * 4;
                let rows = rgba.chunks_exact(stride).skip(part.top.into());
                let rows = rows.take(part.height.into()).filter_map(|row| row.get(columns.clone()));
                return (part.width.into(), part.height.into(), rows.flatten().copied().collect());
            }
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

/// The picture, or a part of it, to be put on the clipboard. Blocks until it has arrived.
pub(super) fn copied(canvas: &SharedCanvas, part: Option<vocabulary::Rect>) -> ColorImage {
    let (width, height, rgba) = arrived(canvas, part);
    ColorImage::from_rgba_unmultiplied([width as usize, height as usize], &rgba)
}

/// Saves the picture, or a part of it, as a PNG file and returns where: what has the name already stays, and a number
/// is added to ours. Blocks until the picture has arrived.
///
/// # Errors
/// Those of the file system, and of a picture of no size.
pub(super) fn save(canvas: &SharedCanvas, part: Option<vocabulary::Rect>, path: &Path) -> Result<PathBuf, ImageError> {
    let (width, height, rgba) = arrived(canvas, part);
    let (file, path) = create_new(path)?;
    let written = PngEncoder::new(BufWriter::new(file)).write_image(&rgba, width, height, ExtendedColorType::Rgba8);
    match written {
        Ok(()) => Ok(path),
        Err(error) => {
            // A part of a picture helps nobody.
            if let Err(error) = file_system::remove_file(&path) {
                tracing::warn!(%error, "a part of a picture stays");
            }
            Err(error)
        }
    }
}

/// How many pictures of one name there are in a folder, at most.
const MOST_OF_A_NAME: u32 = 10_000;

/// A file that was not there before: of this name, or of the first with a number that is free.
fn create_new(path: &Path) -> std::io::Result<(File, PathBuf)> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
    for number in 1..MOST_OF_A_NAME {
        let path = match (number, &ending) {
            (1, _) => path.to_path_buf(),
            (_, Some(ending)) => path.with_file_name(format!("{stem} ({number}).{ending}")),
            (_, None) => path.with_file_name(format!("{stem} ({number})")),
        };
        match regular_file::open_no_link(OpenOptions::new().write(true).create_new(true), &path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::Drawn;

    #[test]
    fn neither_goes_before_the_other_one_is_seen() {
        let walk = |steps: &[(bool, bool)]| {
            let mut drawn = Drawn::ByPane;
            for (fits, seen) in steps {
                drawn = drawn.next(*fits, *seen);
            }
            drawn
        };
        assert_eq!(walk(&[(true, false)]), Drawn::ByPane);
        assert_eq!(walk(&[(false, true)]), Drawn::PaneLeaves);
        assert_eq!(walk(&[(false, true), (false, true)]), Drawn::ByTexture);
        assert_eq!(walk(&[(false, true), (false, false), (true, false)]), Drawn::PaneComes);
        assert_eq!(walk(&[(false, true), (true, true)]), Drawn::PaneComes);
        assert_eq!(walk(&[(false, true), (true, true), (true, false)]), Drawn::PaneComes);
        assert_eq!(walk(&[(false, true), (true, true), (true, true)]), Drawn::ByPane);
        assert_eq!(walk(&[(false, true), (true, false), (false, false)]), Drawn::PaneLeaves);
    }
}
