//! The novice's screen as a texture: only what changed is taken out of the shared canvas and handed to the graphics card.

use egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};

use crate::session::expert::{Canvas, Pointer, SharedCanvas};

#[derive(Default)]
pub(super) struct Picture {
    texture: Option<TextureHandle>,
    size: (u16, u16),
    version: Option<u64>,
    pointer: Option<Pointer>,
    pointer_texture: Option<TextureHandle>,
}

impl Picture {
    /// Takes in what changed since the last frame.
    pub(super) fn update(&mut self, ctx: &Context, canvas: &SharedCanvas) {
        // A session that died while it drew leaves a picture that can still be shown.
        let mut canvas = canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if self.version == Some(canvas.version) || canvas.width == 0 || canvas.height == 0 {
            return;
        }
        self.version = Some(canvas.version);
        let dirty = canvas.dirty.take();
        let size = (canvas.width, canvas.height);
        match &mut self.texture {
            Some(texture) if self.size == size => {
                if let Some(area) = dirty
                    && let Some((at, image)) = cut(&canvas, area)
                {
                    texture.set_partial(at, image, TextureOptions::LINEAR);
                }
            }
            texture => {
                let Some((_, image)) = cut(&canvas, (0, 0, size.0, size.1)) else {
                    return;
                };
                *texture = Some(ctx.load_texture("picture", image, TextureOptions::LINEAR));
                self.size = size;
            }
        }
        self.update_pointer(ctx, canvas.pointer.as_ref());
    }

    /// In pixels.
    pub(super) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Draws the picture and the pointer over it into `rect`.
    pub(super) fn paint(&self, ui: &Ui, rect: Rect) {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
        if let Some(texture) = &self.texture {
            painter.image(texture.id(), rect, whole, Color32::WHITE);
        }
        let Some((pointer, texture)) = self.pointer.as_ref().zip(self.pointer_texture.as_ref()) else {
            return;
        };
        if pointer.visible {
            let scale = rect.size() / vec2(f32::from(self.size.0), f32::from(self.size.1));
            let at = vec2(
                f32::from(pointer.x) - f32::from(pointer.hot_x),
                f32::from(pointer.y) - f32::from(pointer.hot_y),
            );
            let size = vec2(f32::from(pointer.width), f32::from(pointer.height));
            painter.image(
                texture.id(),
                Rect::from_min_size(rect.min + at * scale, size * scale),
                whole,
                Color32::WHITE,
            );
        }
    }

    fn update_pointer(&mut self, ctx: &Context, pointer: Option<&Pointer>) {
        let same = match (&self.pointer, pointer) {
            (Some(old), Some(new)) => std::sync::Arc::ptr_eq(&old.rgba, &new.rgba),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.pointer_texture = pointer.and_then(|pointer| {
                let size = [usize::from(pointer.width), usize::from(pointer.height)];
                let fits = size[0] > 0 && size[1] > 0 && pointer.rgba.len() == size[0] * size[1] * 4;
                // A pointer is small, and the only picture here whose alpha is not multiplied in.
                fits.then(|| ColorImage::from_rgba_unmultiplied(size, &pointer.rgba))
                    .map(|image| ctx.load_texture("pointer", image, TextureOptions::LINEAR))
            });
        }
        self.pointer = pointer.cloned();
    }
}

/// The pixels of an area, with its place; nothing where the canvas does not hold what it says.
fn cut(canvas: &Canvas, (left, top, right, bottom): (u16, u16, u16, u16)) -> Option<([usize; 2], ColorImage)> {
    let (right, bottom) = (right.min(canvas.width), bottom.min(canvas.height));
    let (width, height) = (
        usize::from(right.checked_sub(left)?),
        usize::from(bottom.checked_sub(top)?),
    );
    if width == 0 || height == 0 {
        return None;
    }
    let stride = usize::from(canvas.width) * 4;
    let mut pixels = Vec::with_capacity(width * height);
    for row in canvas.rgba.chunks_exact(stride).skip(usize::from(top)).take(height) {
        let row = row.get(usize::from(left) * 4..usize::from(right) * 4)?;
        // Alpha is 255, or 0 on black: both are the same with it multiplied in.
        let (quads, _) = row.as_chunks::<4>();
        pixels.extend(
            quads
                .iter()
                .map(|[red, green, blue, alpha]| Color32::from_rgba_premultiplied(*red, *green, *blue, *alpha)),
        );
    }
    (pixels.len() == width * height).then(|| {
        (
            [usize::from(left), usize::from(top)],
            ColorImage::new([width, height], pixels),
        )
    })
}

/// The whole picture as a PNG file.
pub(super) fn save(canvas: &SharedCanvas, path: &std::path::Path) -> Result<(), image::ImageError> {
    let (width, height, rgba) = {
        let canvas = canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (u32::from(canvas.width), u32::from(canvas.height), canvas.rgba.clone())
    };
    image::save_buffer_with_format(
        path,
        &rgba,
        width,
        height,
        image::ColorType::Rgba8,
        image::ImageFormat::Png,
    )
}
