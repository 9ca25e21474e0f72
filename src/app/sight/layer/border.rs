//! A border around what is shared, in the colour of the right that holds: four thin surfaces along the inner edges of an
//! output, above all windows as the bar is. Pointers and fingers pass through them: who clicks at the edge of the screen
//! clicks on what is there.

use std::io;
use std::time::{Duration, Instant};

use egui::Color32;
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_protocols::wp::viewporter::client::wp_viewport::WpViewport;
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_shell_v1::Layer;
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_surface_v1::{
    Anchor, KeyboardInteractivity, ZwlrLayerSurfaceV1,
};

use super::buffer;
use super::client::Around;
use super::look::ShownBorder;
use super::news::{SurfaceNews, SurfaceNumber};
use super::output::{OutputGeometry, ToldOutput};
use super::paint::PaintSize;
use crate::app::tokens;
use crate::vocabulary::PicturePlace;

/// What the compositor knows the surfaces by.
const NAMESPACE: &str = "lifeline-border";
/// It stands beside what panels take for themselves, and is not moved by them.
const WHOLE_OUTPUT: i32 = -1;
/// What the compositor closes on an output that stays is opened again no sooner.
const OPENED_AGAIN: Duration = Duration::from_secs(1);

/// How wide a border is, in the compositor's units: whole pixels. Here the bar begins.
pub(super) fn width(geometry: OutputGeometry, zoom: f32) -> u32 {
    let units = (tokens::BORDER * zoom).round().max(1.0) as u32;
    units.next_multiple_of(geometry.step())
}

/// The borders on all outputs.
#[derive(Default)]
pub(super) struct Borders {
    shown: Vec<Border>,
}

impl Borders {
    pub(super) fn clear(&mut self) {
        self.shown.clear();
    }

    pub(super) fn heed(&mut self, number: SurfaceNumber, news: SurfaceNews) {
        let edges = self.shown.iter_mut().flat_map(|border| &mut border.edges);
        if let Some(edge) = edges.into_iter().find(|edge| edge.number == number) {
            edge.heed(news);
        }
    }

    /// Shows this border where it belongs, or none. `number` counts the surfaces.
    ///
    /// # Errors
    /// There is no memory for a picture.
    pub(super) fn show(
        &mut self,
        wanted: Option<&ShownBorder>,
        zoom: f32,
        around: &Around<'_>,
        number: &mut u64,
        now: Instant,
    ) -> io::Result<()> {
        let Some(wanted) = wanted else {
            self.clear();
            return Ok(());
        };
        let told = &around.client.outputs;
        let shared = shared(told.iter().filter_map(PlacedOutput::of).collect(), &wanted.place);
        self.shown.retain(|border| {
            let is_shared =
                |output: &PlacedOutput| (output.global, output.geometry) == (border.output, border.geometry);
            let is_lasting = !border.is_closed() || now.saturating_duration_since(border.opened) < OPENED_AGAIN;
            shared.iter().any(is_shared) && border.width == width(border.geometry, zoom) && is_lasting
        });
        for PlacedOutput { global, geometry, .. } in shared {
            if self.shown.iter().all(|border| border.output != global)
                && let Some(output) = told.iter().find(|output| output.global == global)
            {
                let width = width(geometry, zoom);
                self.shown
                    .extend(Border::open(output, geometry, width, around, number, now));
            }
        }
        let mut shown = self.shown.iter_mut();
        shown.try_for_each(|border| border.paint(wanted.colour, around))
    }
}

/// The outputs that are shared: those of the picture's parts, each once.
fn shared(outputs: Vec<PlacedOutput>, place: &PicturePlace) -> Vec<PlacedOutput> {
    let mut shared = outputs.clone();
    let parts: Vec<_> = place.each_part().collect();
    shared.retain(|output| parts.iter().any(|part| shared_of(&outputs, part).contains(output)));
    shared
}

/// The outputs of a part: one, or all where it shows more than the one where it begins. What is at no place, as a window,
/// has no border: nobody tells where it is.
fn shared_of(outputs: &[PlacedOutput], PicturePlace { origin, size, .. }: &PicturePlace) -> Vec<PlacedOutput> {
    let (origin, size) = (*origin, *size);
    if origin == PicturePlace::NOWHERE {
        return Vec::new();
    }
    let shows_all = |output: &&PlacedOutput| {
        let PlacedOutput { place, geometry, .. } = **output;
        let has_room = geometry.pixels(geometry.width) >= size.width.into()
            && geometry.pixels(geometry.height) >= size.height.into();
        place == origin && has_room
    };
    match outputs.iter().find(shows_all) {
        Some(one) => vec![*one],
        None => outputs.to_vec(),
    }
}

/// An output of which enough is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PlacedOutput {
    global: u32,
    /// Where it begins in the layout.
    place: (i32, i32),
    geometry: OutputGeometry,
}

impl PlacedOutput {
    fn of(output: &ToldOutput) -> Option<Self> {
        Some(Self {
            global: output.global,
            place: output.place,
            geometry: output.geometry()?,
        })
    }
}

struct Border {
    /// The output's number.
    output: u32,
    geometry: OutputGeometry,
    /// In the compositor's units.
    width: u32,
    edges: Vec<Edge>,
    opened: Instant,
}

impl Border {
    /// Nothing where the compositor is not what is needed.
    fn open(
        output: &ToldOutput,
        geometry: OutputGeometry,
        width: u32,
        around: &Around<'_>,
        number: &mut u64,
        now: Instant,
    ) -> Option<Self> {
        let lying = Anchor::Left | Anchor::Right;
        let standing = Anchor::Top | Anchor::Bottom;
        let edges = [
            (lying | Anchor::Top, (0, width)),
            (lying | Anchor::Bottom, (0, width)),
            (standing | Anchor::Left, (width, 0)),
            (standing | Anchor::Right, (width, 0)),
        ];
        let edges = edges.into_iter().map(|(anchor, size)| {
            *number += 1;
            Edge::open(SurfaceNumber(*number), output, anchor, size, around)
        });
        Some(Self {
            output: output.global,
            geometry,
            width,
            edges: edges.collect::<Option<_>>()?,
            opened: now,
        })
    }

    fn is_closed(&self) -> bool {
        self.edges.iter().any(|edge| edge.is_closed)
    }

    fn paint(&mut self, colour: Color32, around: &Around<'_>) -> io::Result<()> {
        let geometry = self.geometry;
        let mut edges = self.edges.iter_mut();
        edges.try_for_each(|edge| edge.paint(colour, geometry, around))
    }
}

struct Edge {
    number: SurfaceNumber,
    surface: WlSurface,
    layer: ZwlrLayerSurfaceV1,
    viewport: WpViewport,
    /// In the compositor's units, once it is known.
    size: Option<(u32, u32)>,
    painted: Option<((u32, u32), Color32)>,
    is_closed: bool,
}

impl Edge {
    fn open(
        number: SurfaceNumber,
        output: &ToldOutput,
        anchor: Anchor,
        (width, height): (u32, u32),
        around: &Around<'_>,
    ) -> Option<Self> {
        let (client, queue) = (around.client, around.queue);
        let compositor = client.compositor.as_ref()?;
        let layers = client.layers.as_ref()?;
        let viewports = client.viewports.as_ref()?;
        let surface = compositor.create_surface(queue, number);
        let viewport = viewports.get_viewport(&surface, queue, ());
        let name = NAMESPACE.to_owned();
        let layer = layers.get_layer_surface(&surface, Some(&output.output), Layer::Overlay, name, queue, number);
        layer.set_anchor(anchor);
        layer.set_size(width, height);
        layer.set_exclusive_zone(WHOLE_OUTPUT);
        layer.set_keyboard_interactivity(KeyboardInteractivity::None);
        let nothing = compositor.create_region(queue, ());
        surface.set_input_region(Some(&nothing));
        nothing.destroy();
        surface.commit();
        Some(Self {
            number,
            surface,
            layer,
            viewport,
            size: None,
            painted: None,
            is_closed: false,
        })
    }

    fn heed(&mut self, news: SurfaceNews) {
        match news {
            SurfaceNews::Configured { serial, width, height } => {
                self.layer.ack_configure(serial);
                self.size = Some((width, height)).filter(|(width, height)| *width > 0 && *height > 0);
                self.painted = None;
            }
            SurfaceNews::Closed => self.is_closed = true,
            SurfaceNews::Shown
            | SurfaceNews::At(..)
            | SurfaceNews::MovedBy(..)
            | SurfaceNews::Button { .. }
            | SurfaceNews::Left => {}
        }
    }

    /// Hands its colour to the compositor, where it is another one than before.
    fn paint(&mut self, colour: Color32, geometry: OutputGeometry, around: &Around<'_>) -> io::Result<()> {
        let (Some((width, height)), Some(shm)) = (self.size, &around.client.shm) else {
            return Ok(());
        };
        let painted = ((width, height), colour);
        if self.is_closed || self.painted == Some(painted) {
            return Ok(());
        }
        let size = PaintSize {
            width: geometry.pixels(width).max(1),
            height: geometry.pixels(height).max(1),
        };
        let pixel = [colour.b(), colour.g(), colour.r(), u8::MAX];
        let pixels = pixel.repeat(size.width as usize * size.height as usize);
        let buffer = buffer::hand_over(shm, around.queue, &pixels, size)?;
        self.surface.attach(Some(&buffer), 0, 0);
        self.surface.damage_buffer(0, 0, i32::MAX, i32::MAX);
        let units = |units: u32| i32::try_from(units).unwrap_or(i32::MAX);
        self.viewport.set_destination(units(width), units(height));
        self.surface.commit();
        self.painted = Some(painted);
        Ok(())
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        self.viewport.destroy();
        self.layer.destroy();
        self.surface.destroy();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{PicturePart, Rect, Size};

    /// Where borders are when this is shared, of two outputs beside each other: the second has three pixels for two units.
    fn around(origin: (i32, i32), (width, height): (u16, u16)) -> Vec<u32> {
        around_all(&PicturePlace {
            origin,
            size: Size { width, height },
            parts: None,
        })
    }

    fn around_all(place: &PicturePlace) -> Vec<u32> {
        let output = |global, place, pixels, units| PlacedOutput {
            global,
            place,
            geometry: OutputGeometry::of(pixels, units).unwrap(),
        };
        let outputs = vec![
            output(1, (0, 0), (1280, 800), (1280, 800)),
            output(2, (1280, 0), (1920, 1200), (1280, 800)),
        ];
        let shared = shared(outputs, place);
        shared.iter().map(|output| output.global).collect()
    }

    #[test]
    fn a_border_is_around_what_is_shared_and_nothing_else() {
        assert_eq!(around((0, 0), (1280, 800)), [1]);
        assert_eq!(around((1280, 0), (1920, 1200)), [2]);
        // Both, from the first one's corner on; or from a corner where none begins.
        assert_eq!(around((0, 0), (3200, 1200)), [1, 2]);
        assert_eq!(around((-10, 0), (1280, 800)), [1, 2]);
        // A window.
        assert!(around(PicturePlace::NOWHERE, (640, 480)).is_empty());
    }

    #[test]
    fn a_border_is_around_each_monitor_of_several() {
        let parts = |second| {
            let [first, second] = [(0, 1280, (0, 0)), second].map(|(left, width, origin)| PicturePart {
                area: Rect::new(left, 0, width, 700),
                origin,
            });
            around_all(&PicturePlace {
                origin: (0, 0),
                size: Size {
                    width: 3200,
                    height: 1200,
                },
                parts: Some([first, second].into()),
            })
        };
        assert_eq!(parts((1280, 1920, (1280, 0))), [1, 2]);
        // One of them, and a window.
        assert_eq!(parts((1280, 640, PicturePlace::NOWHERE)), [1]);
    }
}
