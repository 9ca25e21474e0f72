//! The bar on one output: a surface above all windows, and what egui draws on it.

use std::io;
use std::iter::once;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::epaint::ClippedShape;
use egui::{
    Context, Event, FontProvider, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, ViewportId, ViewportInfo,
};
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_protocols::wp::viewporter::client::wp_viewport::WpViewport;
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_shell_v1::Layer;
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_surface_v1::{
    Anchor, KeyboardInteractivity, ZwlrLayerSurfaceV1,
};

use super::client::Around;
use super::look::{BarLook, ShownBar};
use super::news::{BTN_LEFT, SurfaceNews, SurfaceNumber};
use super::output::{OutputGeometry, ToldOutput};
use super::paint::{PaintSize, Painter};
use super::{border, buffer};
use crate::app::bar::{self, BarKeys};
use crate::app::bar_state::BarAct;

/// What the compositor knows the surface by.
const NAMESPACE: &str = "lifeline-bar";
/// Nothing is drawn more often, but what somebody pressed.
const BREATH: Duration = Duration::from_millis(15);
/// It is asked whether the bar is shown so often.
const BEAT: Duration = Duration::from_secs(1);
/// So far, in the compositor's units, a pointer or a finger moves while a button on the bar is pressed: that has the bar
/// stand nowhere else.
const CLICK_MOVES: f32 = 6.0;
/// A compositor that shows the bar says so soon, and on a busy computer within this time.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// What egui made of one look.
struct Drawn {
    needed: Vec2,
    pressed: Option<BarAct>,
    shapes: Vec<ClippedShape>,
    pixels_per_point: f32,
}

pub(super) struct BarSurface {
    pub number: SurfaceNumber,
    /// The output's number.
    pub output: u32,
    /// The compositor will not show it any more.
    pub is_closed: bool,
    surface: WlSurface,
    layer: ZwlrLayerSurfaceV1,
    viewport: WpViewport,
    ctx: Context,
    painter: Painter,
    look: BarLook,
    geometry: OutputGeometry,
    /// In the compositor's units: the size that was asked for, and the one that it has, as soon as that is known.
    wanted: (u32, u32),
    size: Option<(u32, u32)>,
    /// Where the person put it.
    dragged: Option<(i32, i32)>,
    /// A button of the pointer is down; and how far it moved while one was.
    is_down: bool,
    moved: Vec2,
    /// Where the bar was when it was taken hold of.
    held_from: Option<(i32, i32)>,
    /// It was moved far enough since for more than a press.
    is_carried: bool,
    /// Where the pointer or the finger is on it.
    at: (f32, f32),
    events: Vec<Event>,
    painted: Option<(Vec<ClippedShape>, PaintSize)>,
    begun: Instant,
    due: Instant,
    beat: Instant,
    /// When the compositor was asked whether it shows the bar, and has not answered.
    asked: Option<Instant>,
    shown_once: bool,
}

impl BarSurface {
    /// Nothing where the compositor, or the output, is not what is needed.
    pub(super) fn open(
        number: SurfaceNumber,
        output: &ToldOutput,
        shown: &ShownBar,
        fonts: &Arc<dyn FontProvider>,
        around: &Around<'_>,
    ) -> Option<Self> {
        let (client, queue) = (around.client, around.queue);
        let geometry = output.geometry()?;
        let surface = client.compositor.as_ref()?.create_surface(queue, number);
        let viewport = client.viewports.as_ref()?.get_viewport(&surface, queue, ());
        let layers = client.layers.as_ref()?;
        let name = NAMESPACE.to_owned();
        let layer = layers.get_layer_surface(&surface, Some(&output.output), Layer::Overlay, name, queue, number);
        layer.set_anchor(Anchor::Top | Anchor::Left);
        layer.set_exclusive_zone(0);
        // It takes the keyboard from nobody; whoever uses keys has the program's window.
        layer.set_keyboard_interactivity(KeyboardInteractivity::None);
        let now = Instant::now();
        let mut bar = Self {
            number,
            output: output.global,
            is_closed: false,
            surface,
            layer,
            viewport,
            ctx: shown.look.context(fonts),
            painter: Painter::default(),
            look: shown.look,
            geometry,
            wanted: (0, 0),
            size: None,
            dragged: None,
            is_down: false,
            moved: Vec2::ZERO,
            held_from: None,
            is_carried: false,
            at: (0.0, 0.0),
            events: Vec::new(),
            painted: None,
            begun: now,
            due: now,
            beat: now,
            asked: None,
            shown_once: false,
        };
        let needed = bar.draw(shown, now).needed;
        bar.fit(needed);
        Some(bar)
    }

    /// Takes in what the compositor tells of it.
    pub(super) fn heed(&mut self, news: SurfaceNews) {
        let point = |(x, y): (f32, f32), zoom: f32| Pos2::new(x / zoom, y / zoom);
        match news {
            SurfaceNews::Configured { serial, width, height } => {
                self.layer.ack_configure(serial);
                let given = |given: u32, wanted: u32| if given == 0 { wanted } else { given };
                self.size = Some((given(width, self.wanted.0), given(height, self.wanted.1)));
                self.painted = None;
                self.due = Instant::now();
            }
            SurfaceNews::Closed => self.is_closed = true,
            SurfaceNews::Shown => {
                self.asked = None;
                self.shown_once = true;
            }
            SurfaceNews::At(x, y) => {
                self.at = (x, y);
                self.events.push(Event::PointerMoved(point(self.at, self.look.zoom)));
            }
            SurfaceNews::MovedBy(x, y) => {
                if self.is_down {
                    self.moved += Vec2::new(x, y);
                    self.drag();
                }
            }
            SurfaceNews::Button { button, down } => {
                self.is_down = down;
                if down {
                    (self.moved, self.is_carried) = (Vec2::ZERO, false);
                } else {
                    self.held_from = None;
                }
                self.events.push(Event::PointerButton {
                    pos: point(self.at, self.look.zoom),
                    button: match button {
                        BTN_LEFT => PointerButton::Primary,
                        _ => PointerButton::Secondary,
                    },
                    pressed: down,
                    modifiers: Modifiers::NONE,
                });
            }
            SurfaceNews::Left => self.events.push(Event::PointerGone),
        }
    }

    /// Draws what is due, and returns what was pressed.
    ///
    /// # Errors
    /// There is no memory for a picture.
    pub(super) fn turn(
        &mut self,
        shown: &ShownBar,
        geometry: OutputGeometry,
        around: &Around<'_>,
        now: Instant,
    ) -> io::Result<Option<BarAct>> {
        if self.look != shown.look || self.geometry != geometry {
            (self.look, self.geometry) = (shown.look, geometry);
            self.look.apply(&self.ctx);
            self.painted = None;
            self.due = now;
        }
        let mut pressed = None;
        if now >= self.due || !self.events.is_empty() {
            let drawn = self.draw(shown, now);
            self.fit(drawn.needed);
            self.show(&drawn, around, now)?;
            pressed = drawn.pressed;
        }
        if self.painted.is_some() && self.asked.is_none() && now >= self.beat {
            self.ask(around, now);
            self.surface.commit();
        }
        Ok(pressed)
    }

    /// What is said has changed.
    pub(super) fn wake(&mut self) {
        self.due = Instant::now();
    }

    /// When to turn again.
    pub(super) fn next(&self) -> Instant {
        match self.asked {
            Some(asked) => self.due.min(asked + ANSWERS_WITHIN),
            None => self.due.min(self.beat.max(self.begun + BREATH)),
        }
    }

    /// The compositor shows it, as far as is known.
    pub(super) fn is_in_sight(&self, now: Instant) -> bool {
        let since = self.asked.or((!self.shown_once).then_some(self.begun));
        !self.is_closed && since.is_none_or(|since| now.saturating_duration_since(since) < ANSWERS_WITHIN)
    }

    fn draw(&mut self, shown: &ShownBar, now: Instant) -> Drawn {
        let (width, height) = self.size.unwrap_or((self.geometry.width, self.geometry.height));
        let viewport = ViewportInfo {
            native_pixels_per_point: Some(self.geometry.scale()),
            ..ViewportInfo::default()
        };
        // Where a button goes down or up is where the pointer is then.
        let is_button = |event: &Event| matches!(event, Event::PointerButton { .. });
        let until = self
            .events
            .iter()
            .position(is_button)
            .map_or(self.events.len(), |at| at + 1);
        let events = self.events.drain(..until).collect();
        let input = RawInput {
            viewports: once((ViewportId::ROOT, viewport)).collect(),
            screen_rect: Some(Rect::from_min_size(
                Pos2::ZERO,
                Vec2::new(width as f32, height as f32) / self.look.zoom,
            )),
            time: Some(now.saturating_duration_since(self.begun).as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let borders = 2 * border::width(self.geometry, self.look.zoom);
        let widest = self.geometry.width.saturating_sub(borders) as f32 / self.look.zoom;
        let (mut needed, mut pressed, mut taken) = (Vec2::ZERO, None, false);
        let mut output = self.ctx.run_ui(input, |ui| {
            let (size, act) = bar::show(ui, &shown.state, now, Some(widest), BarKeys::default(), || taken = true);
            needed = size;
            pressed = act.or(pressed.take());
        });
        if taken {
            self.held_from = Some(self.stands_at());
            self.drag();
            self.held_from.take_if(|_| !self.is_down);
        }
        self.painter.heed(std::mem::take(&mut output.textures_delta));
        let root = output.viewport_output.get(&ViewportId::ROOT);
        let again = root.map_or(BEAT, |root| root.repaint_delay.clamp(BREATH, BEAT));
        self.due = if self.events.is_empty() { now + again } else { now };
        Drawn {
            needed,
            pressed,
            shapes: output.shapes,
            pixels_per_point: output.pixels_per_point,
        }
    }

    /// Asks for the size that is needed, in points.
    fn fit(&mut self, needed: Vec2) {
        let step = self.geometry.step();
        let units = |points: f32, most: u32| {
            let units = (points * self.look.zoom).ceil().max(1.0) as u32;
            units.next_multiple_of(step).min(most)
        };
        let wanted = (
            units(needed.x, self.geometry.width),
            units(needed.y, self.geometry.height),
        );
        if wanted != self.wanted {
            self.wanted = wanted;
            self.size = None;
            self.layer.set_size(wanted.0, wanted.1);
            self.place();
        }
    }

    /// Where it stands: in the middle of the upper edge, or where it was dragged to, whole on its output and beside the
    /// border.
    fn stands_at(&self) -> (i32, i32) {
        let step = self.geometry.step();
        let border = border::width(self.geometry, self.look.zoom);
        let within = |at: i32, whole: u32, length: u32| {
            let most = whole.saturating_sub(length);
            let at = u32::try_from(at).unwrap_or(0);
            let at = at.min(most.saturating_sub(border)).max(border.min(most));
            i32::try_from(at - at % step).unwrap_or(0)
        };
        let (width, height) = self.wanted;
        let middle = i32::try_from(self.geometry.width.saturating_sub(width) / 2).unwrap_or(0);
        let (left, top) = self.dragged.unwrap_or((middle, 0));
        (
            within(left, self.geometry.width, width),
            within(top, self.geometry.height, height),
        )
    }

    fn place(&self) {
        let (left, top) = self.stands_at();
        self.layer.set_margin(top, 0, 0, left);
        self.surface.commit();
    }

    /// By how far the pointer moved: where on the bar it is means nothing while the bar moves, as compositors differ in
    /// what they say of it.
    fn drag(&mut self) {
        self.is_carried |= self.moved.length() > CLICK_MOVES;
        if let Some((left, top)) = self.held_from.filter(|_| self.is_carried) {
            let (x, y) = (self.moved.x.round() as i32, self.moved.y.round() as i32);
            self.dragged = Some((left.saturating_add(x), top.saturating_add(y)));
            self.place();
        }
    }

    /// Hands a picture to the compositor, where it is another one than before.
    fn show(&mut self, drawn: &Drawn, around: &Around<'_>, now: Instant) -> io::Result<()> {
        let (Some((width, height)), Some(shm)) = (self.size, &around.client.shm) else {
            return Ok(());
        };
        let size = PaintSize {
            width: self.geometry.pixels(width),
            height: self.geometry.pixels(height),
        };
        let is_known = |(shapes, before): &(Vec<ClippedShape>, PaintSize)| *before == size && *shapes == drawn.shapes;
        if self.painted.as_ref().is_some_and(is_known) {
            return Ok(());
        }
        let primitives = self.ctx.tessellate(drawn.shapes.clone(), drawn.pixels_per_point);
        let pixels = self.painter.paint(&primitives, drawn.pixels_per_point, size);
        let buffer = buffer::hand_over(shm, around.queue, &pixels, size)?;
        self.surface.attach(Some(&buffer), 0, 0);
        self.surface.damage_buffer(0, 0, i32::MAX, i32::MAX);
        let units = |units: u32| i32::try_from(units).unwrap_or(i32::MAX);
        self.viewport.set_destination(units(width), units(height));
        if self.asked.is_none() {
            self.ask(around, now);
        }
        self.surface.commit();
        self.painted = Some((drawn.shapes.clone(), size));
        Ok(())
    }

    /// Whether what is committed next is shown.
    fn ask(&mut self, around: &Around<'_>, now: Instant) {
        self.surface.frame(around.queue, self.number);
        self.asked = Some(now);
        self.beat = now + BEAT;
    }
}

impl Drop for BarSurface {
    fn drop(&mut self) {
        self.viewport.destroy();
        self.layer.destroy();
        self.surface.destroy();
    }
}
