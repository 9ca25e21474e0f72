//! The thread that paints the picture into its own X window, and what it is told.

mod geometry;

use std::os::fd::AsFd;
use std::sync::{Arc, Mutex};

use rustix::event::{PollFd, PollFlags, poll};
use x11rb::connection::{Connection, RequestConnection};
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::Event;
use x11rb::protocol::render::{self, ConnectionExt as _, PictOp, Pictformat};
use x11rb::protocol::shape::SK;
use x11rb::protocol::xfixes::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{
    ConfigureWindowAux, ConnectionExt as _, CreateGCAux, CreateWindowAux, EventMask, Gcontext, ImageOrder, Pixmap,
    Rectangle, VisualClass, Visualid, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;

use self::geometry::{at, shrinking, stretched};
use super::super::bell::{Bell, lock};
use super::changes::{blend, pointer_area, shifted};
use super::placement::{Pixels, Placement};
use super::shared::{Courier, DrawTarget, Image};
use crate::session::expert::{Pointer, SharedCanvas};
use crate::vocabulary::Rect;

/// What the window tells the thread.
#[derive(Default)]
struct PaneWishes {
    placement: Option<Placement>,
    leave: bool,
}

/// The window's end of the thread; dropping it takes the picture's window away.
pub(super) struct Handle {
    wishes: Arc<Mutex<PaneWishes>>,
    bell: Arc<Bell>,
    canvas: SharedCanvas,
    placed: Option<Placement>,
}

impl Handle {
    /// `fail` is called by the thread when it gives up.
    pub(super) fn start(
        parent: Window,
        canvas: &SharedCanvas,
        fail: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let bell = Arc::new(Bell::new()?);
        let handle = Self {
            wishes: Arc::default(),
            bell: Arc::clone(&bell),
            canvas: Arc::clone(canvas),
            placed: None,
        };
        // Before the thread, which takes the watcher away where it gives up.
        let ring = Arc::clone(&bell);
        lock(canvas).watcher = Some(Arc::new(move || ring.ring()));
        let (wishes, shown) = (Arc::clone(&handle.wishes), Arc::clone(canvas));
        let thread = std::thread::Builder::new().name("picture".to_owned());
        thread.spawn(move || {
            if let Err(reason) = run(parent, &wishes, &bell, &shown) {
                tracing::info!(%reason, "the picture is drawn with the rest of the window");
                lock(&shown).watcher = None;
                fail();
            }
        })?;
        Ok(handle)
    }

    pub(super) fn place(&mut self, placement: Option<Placement>) {
        if self.placed != placement {
            self.placed.clone_from(&placement);
            lock(&self.wishes).placement = placement;
            self.bell.ring();
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        lock(&self.canvas).watcher = None;
        lock(&self.wishes).leave = true;
        self.bell.ring();
    }
}

/// Paints until it is told to leave.
fn run(
    parent: Window,
    wishes: &Mutex<PaneWishes>,
    bell: &Bell,
    canvas: &SharedCanvas,
) -> Result<(), Box<dyn std::error::Error>> {
    let (conn, _) = RustConnection::connect(None)?;
    let mut painter = Painter::open(&conn, parent)?;
    loop {
        let placement = {
            let wishes = lock(wishes);
            if wishes.leave {
                return Ok(());
            }
            wishes.placement.clone()
        };
        painter.place(placement)?;
        painter.paint(canvas)?;
        painter.wait(bell)?;
    }
}

struct Painter<'c> {
    conn: &'c RustConnection,
    window: Window,
    gc: Gcontext,
    depth: u8,
    format: Pictformat,
    courier: Courier<'c>,
    placement: Option<Placement>,
    /// What of the picture is in sight, in pixels of the window that hosts it.
    sight: Option<Pixels>,
    mapped: bool,
    /// All of it has to be painted again.
    afresh: bool,
    /// What the server lost of the picture's window.
    exposed: Vec<Rect>,
    store: Option<ScaledStore>,
    pointer: Option<Pointer>,
}

/// The picture as the server keeps it for scaling.
struct ScaledStore {
    pixmap: Pixmap,
    gc: Gcontext,
    from: render::Picture,
    to: render::Picture,
    /// Of the pixmap, and of what it is scaled to.
    size: (u16, u16),
    scaled: (u16, u16),
}

impl<'c> Painter<'c> {
    /// A child of `parent` that gets no input: mouse and keys stay the parent's.
    fn open(conn: &'c RustConnection, parent: Window) -> Result<Self, Box<dyn std::error::Error>> {
        for name in [xfixes::X11_EXTENSION_NAME, render::X11_EXTENSION_NAME] {
            if conn.extension_information(name)?.is_none() {
                return Err(format!("the X server lacks {name}").into());
            }
        }
        // Input shapes came with version 2, and each client has to say what it knows.
        conn.xfixes_query_version(5, 0)?.reply()?;
        conn.render_query_version(0, 11)?.reply()?;
        let visual = conn.get_window_attributes(parent)?.reply()?.visual;
        let depth = conn.get_geometry(parent)?.reply()?.depth;
        if !is_bgrx(conn, visual, depth) {
            return Err("the X server's pixels are of another kind".into());
        }
        let format = pict_format(conn, visual)?.ok_or("the X server cannot scale pictures")?;
        let window = conn.generate_id()?;
        let attributes = CreateWindowAux::new().event_mask(EventMask::EXPOSURE);
        let class = WindowClass::INPUT_OUTPUT;
        conn.create_window(depth, window, parent, 0, 0, 1, 1, 0, class, visual, &attributes)?
            .check()?;
        let nothing = conn.generate_id()?;
        conn.xfixes_create_region(nothing, &[])?;
        conn.xfixes_set_window_shape_region(window, SK::INPUT, 0, 0, nothing)?;
        conn.xfixes_destroy_region(nothing)?;
        let gc = conn.generate_id()?;
        conn.create_gc(gc, window, &CreateGCAux::new().graphics_exposures(0))?
            .check()?;
        Ok(Self {
            conn,
            window,
            gc,
            depth,
            format,
            courier: Courier::default(),
            placement: None,
            sight: None,
            mapped: false,
            afresh: true,
            exposed: Vec::new(),
            store: None,
            pointer: None,
        })
    }

    /// Sleeps until the bell rings or the server has something to say.
    fn wait(&mut self, bell: &Bell) -> Result<(), Box<dyn std::error::Error>> {
        self.conn.flush()?;
        loop {
            let mut told = false;
            while let Some(event) = self.conn.poll_for_event()? {
                match event {
                    Event::Expose(expose) => {
                        told = true;
                        self.exposed
                            .push(Rect::new(expose.x, expose.y, expose.width, expose.height));
                    }
                    Event::Error(error) => return Err(format!("the X server refused: {:?}", error.error_kind).into()),
                    _ => {}
                }
            }
            if told {
                return Ok(());
            }
            let stream = self.conn.stream().as_fd();
            let mut ready = [PollFd::new(&stream, PollFlags::IN), PollFd::new(&bell.0, PollFlags::IN)];
            match poll(&mut ready, None) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let [_, rings] = ready;
            if !rings.revents().is_empty() {
                bell.clear();
                return Ok(());
            }
        }
    }

    /// Moves, shapes, shows or hides the window.
    fn place(&mut self, placement: Option<Placement>) -> Result<(), ReplyOrIdError> {
        if placement == self.placement {
            return Ok(());
        }
        let sight = placement
            .as_ref()
            .and_then(|placement| placement.picture.intersection(&placement.room));
        if let (Some(sight), Some(placement)) = (sight, &placement) {
            if self.sight != Some(sight) {
                let place = ConfigureWindowAux::new()
                    .x(sight.left)
                    .y(sight.top)
                    .width(u32::from(sight.width()))
                    .height(u32::from(sight.height()));
                self.conn.configure_window(self.window, &place)?;
            }
            self.shape(sight, &placement.covers)?;
            if !self.mapped {
                self.conn.map_window(self.window)?;
                self.mapped = true;
            }
            self.afresh |= self.sight != Some(sight)
                || self.placement.as_ref().map(|before| before.picture) != Some(placement.picture);
        } else if self.mapped {
            self.conn.unmap_window(self.window)?;
            self.mapped = false;
        }
        self.sight = sight;
        self.placement = placement;
        Ok(())
    }

    /// Cuts out what covers the picture.
    fn shape(&mut self, sight: Pixels, covers: &[Pixels]) -> Result<(), ReplyOrIdError> {
        let before = self
            .placement
            .as_ref()
            .map_or(&[][..], |before| before.covers.as_slice());
        if before == covers && self.sight == Some(sight) {
            return Ok(());
        }
        let rectangle = |pixels: Pixels| Rectangle {
            x: i16::try_from(pixels.left - sight.left).unwrap_or(0),
            y: i16::try_from(pixels.top - sight.top).unwrap_or(0),
            width: pixels.width(),
            height: pixels.height(),
        };
        let holes: Vec<Rectangle> = covers
            .iter()
            .filter_map(|cover| cover.intersection(&sight))
            .map(rectangle)
            .collect();
        let (shape, cut) = (self.conn.generate_id()?, self.conn.generate_id()?);
        self.conn.xfixes_create_region(shape, &[rectangle(sight)])?;
        self.conn.xfixes_create_region(cut, &holes)?;
        self.conn.xfixes_subtract_region(shape, cut, shape)?;
        self.conn
            .xfixes_set_window_shape_region(self.window, SK::BOUNDING, 0, 0, shape)?;
        self.conn.xfixes_destroy_region(cut)?;
        self.conn.xfixes_destroy_region(shape)?;
        Ok(())
    }

    /// Brings what changed to the screen.
    ///
    /// In one piece: all of it happens with the canvas taken, from which the session waits to draw on.
    fn paint(&mut self, canvas: &SharedCanvas) -> Result<(), ReplyOrIdError> {
        let (Some(sight), Some(placement)) = (self.sight, &self.placement) else {
            return Ok(());
        };
        let picture = placement.picture;
        let scaled = (picture.width(), picture.height());
        let span = tracing::trace_span!("paint", bytes = tracing::field::Empty);
        let _entered = span.enter();
        // Waits for the server here and not with the canvas taken.
        let bytes = {
            let canvas = lock(canvas);
            canvas.bgra.len()
        };
        self.courier.begin(self.conn, bytes)?;
        let mut canvas = lock(canvas);
        let size = (canvas.width, canvas.height);
        if canvas.bgra.len() != usize::from(size.0) * usize::from(size.1) * 4 || size.0 == 0 || size.1 == 0 {
            return Ok(());
        }
        let one_to_one = size == scaled;
        let whole = Rect::new(0, 0, size.0, size.1);
        let mut areas = canvas.dirty.take();
        let arrived = canvas.arrived.take();
        let pointer_moved = self.pointer != canvas.pointer;
        if pointer_moved {
            areas.extend(self.pointer.as_ref().and_then(|pointer| pointer_area(pointer, whole)));
            self.pointer = canvas.pointer.clone();
        }
        if one_to_one {
            if self.store.is_some() {
                self.drop_store()?;
            }
        } else if self.store.as_ref().is_none_or(|store| store.size != size) {
            self.make_store(size)?;
            areas = vec![whole];
        }
        let afresh = std::mem::take(&mut self.afresh);
        let exposed = std::mem::take(&mut self.exposed);
        // From the picture's window to the picture.
        let (left, top) = (sight.left - picture.left, sight.top - picture.top);
        let target = match &self.store {
            None => {
                let moved = |area: &Rect| shifted(area, left, top, whole);
                areas.extend(exposed.iter().filter_map(moved));
                let in_sight = shifted(&Rect::new(0, 0, sight.width(), sight.height()), left, top, whole);
                let Some(in_sight) = in_sight else { return Ok(()) };
                if afresh {
                    areas = vec![in_sight];
                }
                areas = areas.iter().filter_map(|area| area.intersection(&in_sight)).collect();
                DrawTarget {
                    drawable: self.window,
                    gc: self.gc,
                    depth: self.depth,
                }
            }
            Some(store) => DrawTarget {
                drawable: store.pixmap,
                gc: store.gc,
                depth: self.depth,
            },
        };
        let origin = if one_to_one { (left, top) } else { (0, 0) };
        let image = Image {
            pixels: &canvas.bgra,
            width: size.0,
        };
        for area in &areas {
            self.courier.put(self.conn, target, image, *area, at(area, origin))?;
        }
        let pointer = self
            .pointer
            .as_ref()
            .and_then(|pointer| pointer_area(pointer, whole).zip(Some(pointer)));
        if let Some((area, pointer)) = pointer
            && (pointer_moved || areas.iter().any(|painted| painted.intersection(&area).is_some()))
        {
            let blended = blend(&canvas, pointer, area);
            let image = Image {
                pixels: &blended,
                width: area.width,
            };
            let whole = Rect::new(0, 0, area.width, area.height);
            self.courier.put(self.conn, target, image, whole, at(&area, origin))?;
            areas.push(area);
        }
        drop(canvas);
        span.record("bytes", areas.iter().map(|area| area.pixels() * 4).sum::<usize>());
        if !one_to_one {
            self.scale(&areas, &exposed, afresh, scaled, (left, top), sight)?;
        }
        self.courier.end(self.conn)?;
        if let Some(arrived) = arrived {
            tracing::trace!(micros = arrived.elapsed().as_micros(), "from the wire to the display");
        }
        Ok(())
    }

    fn make_store(&mut self, size: (u16, u16)) -> Result<(), ReplyOrIdError> {
        self.drop_store()?;
        let conn = self.conn;
        let pixmap = conn.generate_id()?;
        conn.create_pixmap(self.depth, pixmap, self.window, size.0, size.1)?;
        let gc = conn.generate_id()?;
        conn.create_gc(gc, pixmap, &CreateGCAux::new().graphics_exposures(0))?;
        let (from, to) = (conn.generate_id()?, conn.generate_id()?);
        // Beyond the edge the edge goes on: else the border would fade.
        let edges = render::CreatePictureAux::new().repeat(render::Repeat::PAD);
        conn.render_create_picture(from, pixmap, self.format, &edges)?;
        conn.render_create_picture(to, self.window, self.format, &render::CreatePictureAux::new())?;
        self.store = Some(ScaledStore {
            pixmap,
            gc,
            from,
            to,
            size,
            scaled: (0, 0),
        });
        Ok(())
    }

    fn drop_store(&mut self) -> Result<(), ReplyOrIdError> {
        if let Some(store) = self.store.take() {
            self.conn.render_free_picture(store.from)?;
            self.conn.render_free_picture(store.to)?;
            self.conn.free_gc(store.gc)?;
            self.conn.free_pixmap(store.pixmap)?;
            self.afresh = true;
        }
        Ok(())
    }

    /// Has the server scale the changed areas of its copy into the window.
    fn scale(
        &mut self,
        areas: &[Rect],
        exposed: &[Rect],
        afresh: bool,
        scaled: (u16, u16),
        (left, top): (i32, i32),
        sight: Pixels,
    ) -> Result<(), ReplyOrIdError> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let fresh = store.scaled != scaled;
        if fresh {
            self.conn
                .render_set_picture_transform(store.from, shrinking(store.size, scaled))?;
            self.conn.render_set_picture_filter(store.from, b"bilinear", &[])?;
            store.scaled = scaled;
        }
        let all = Rect::new(0, 0, sight.width(), sight.height());
        let mut parts: Vec<Rect> = Vec::new();
        if fresh || afresh {
            parts.push(all);
        } else {
            parts.extend(areas.iter().filter_map(|area| {
                let area = stretched(area, store.size, scaled);
                shifted(&area, -left, -top, all)
            }));
            parts.extend(exposed);
        }
        for part in parts {
            let along = |offset: i32, at: u16| i16::try_from(offset + i32::from(at)).unwrap_or(i16::MAX);
            let at = |at: u16| i16::try_from(at).unwrap_or(i16::MAX);
            self.conn.render_composite(
                PictOp::SRC,
                store.from,
                x11rb::NONE,
                store.to,
                along(left, part.left),
                along(top, part.top),
                0,
                0,
                at(part.left),
                at(part.top),
                part.width,
                part.height,
            )?;
        }
        Ok(())
    }
}

/// Whether the server's pixels are blue, green, red and a byte more, in this order.
fn is_bgrx(conn: &RustConnection, visual: Visualid, depth: u8) -> bool {
    let setup = conn.setup();
    let format = setup.pixmap_formats.iter().find(|format| format.depth == depth);
    let mut visuals = setup
        .roots
        .iter()
        .flat_map(|screen| &screen.allowed_depths)
        .flat_map(|depth| &depth.visuals);
    setup.image_byte_order == ImageOrder::LSB_FIRST
        && format.is_some_and(|format| format.bits_per_pixel == 32)
        && visuals.any(|known| {
            known.visual_id == visual
                && known.class == VisualClass::TRUE_COLOR
                && [known.red_mask, known.green_mask, known.blue_mask] == [0xff_0000, 0xff00, 0xff]
        })
}

fn pict_format(conn: &RustConnection, visual: Visualid) -> Result<Option<Pictformat>, ReplyOrIdError> {
    let formats = conn.render_query_pict_formats()?.reply()?;
    let mut visuals = formats
        .screens
        .iter()
        .flat_map(|screen| &screen.depths)
        .flat_map(|depth| &depth.visuals);
    Ok(visuals.find(|known| known.visual == visual).map(|known| known.format))
}
