//! The thread that paints the picture on a surface over the window of a Wayland desktop.
//!
//! The compositor reads the pixels in memory that both have, and scales them. A surface has no holes: while something lies
//! over the picture, or where its edges are no whole units of the desktop, the graphics library draws it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use wayland_client::protocol::wl_buffer::{self, WlBuffer};
use wayland_client::protocol::wl_region::WlRegion;
use wayland_client::protocol::wl_shm_pool::WlShmPool;
use wayland_client::protocol::wl_subsurface::WlSubsurface;
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols::wp::viewporter::client::wp_viewport::WpViewport;

use super::super::bell::{Bell, lock};
use super::super::own_surface::{self, OneSurface};
use super::changes::{blend, pointer_area};
use super::placement::Placement;
use super::shared::{Image, SharedPicture};
use crate::own_surface::PictureSurface;
use crate::session::expert::{Canvas, Pointer, SharedCanvas};
use crate::vocabulary::Rect;

/// One that the compositor reads, one that is painted, and one more for a compositor that holds two.
const MOST_BUFFERS: usize = 3;
/// So soon it is looked again whether the compositor has given a buffer back: the window's library reads what it says.
const LOOKED_AGAIN: Duration = Duration::from_millis(4);

/// What is seen is of none of the turns.
const NO_TURN: u32 = u32::MAX;

/// Where the picture is shown, in the desktop's own units, and what of it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    /// Left, top, width and height in the window.
    units: (i32, i32, i32, i32),
    /// The part that is in sight, as shares of the whole picture: left, top, right, bottom.
    part: [f64; 4],
    /// All is painted anew in another one.
    turn: u32,
}

impl Shown {
    /// `None` where nothing is in sight, something lies over it, or an edge is no whole unit.
    fn of(placement: &Placement, scale: f32, turn: u32) -> Option<Self> {
        let picture = placement.picture;
        let sight = picture.intersection(&placement.room)?;
        if placement
            .covers
            .iter()
            .any(|cover| cover.intersection(&sight).is_some())
        {
            return None;
        }
        let unit = |pixels: i32| {
            let units = f64::from(pixels) / f64::from(scale);
            ((units - units.round()).abs() < 1e-3).then_some(units.round() as i32)
        };
        let (left, top) = (unit(sight.left)?, unit(sight.top)?);
        let (width, height) = (unit(sight.right)? - left, unit(sight.bottom)? - top);
        let share = |at: i32, from: i32, to: i32| f64::from(at - from) / f64::from((to - from).max(1));
        let across = |at| share(at, picture.left, picture.right);
        let down = |at| share(at, picture.top, picture.bottom);
        Some(Self {
            units: (left, top, width, height),
            part: [
                across(sight.left),
                down(sight.top),
                across(sight.right),
                down(sight.bottom),
            ],
            turn,
        })
    }

    /// Left, top, width and height of the part in a picture of this size. The compositor ends the program where that
    /// reaches beyond the picture, by a 256th of a pixel even.
    fn source(&self, (width, height): (u16, u16)) -> Option<(f64, f64, f64, f64)> {
        let at = |share: f64, side: u16| {
            let steps = (share.clamp(0.0, 1.0) * f64::from(side) * 256.0).round();
            steps.min(f64::from(side) * 256.0) / 256.0
        };
        let [left, top, right, bottom] = self.part;
        let (left, right) = (at(left, width), at(right, width));
        let (top, bottom) = (at(top, height), at(bottom, height));
        (left < right && top < bottom).then_some((left, top, right - left, bottom - top))
    }
}

/// Whether the picture can be shown there by a surface of its own, of `scale` pixels for each of the desktop's units.
pub(super) fn fits(placement: &Placement, scale: f32) -> bool {
    Shown::of(placement, scale, 0).is_some()
}

/// What the window tells the thread.
#[derive(Default)]
struct Wishes {
    shown: Option<Shown>,
    leave: bool,
}

/// The window's end of the thread; dropping it takes the surface away.
pub(super) struct Handle {
    wishes: Arc<Mutex<Wishes>>,
    bell: Arc<Bell>,
    canvas: SharedCanvas,
    placed: WlSubsurface,
    shown: Option<Shown>,
    seen: Arc<AtomicU32>,
    thread: Option<JoinHandle<()>>,
}

impl Handle {
    /// `repaint` is called when there is something new to see while the picture is hidden, `fail` when the thread gives
    /// up.
    pub(super) fn start(
        own: &OneSurface,
        canvas: &SharedCanvas,
        repaint: impl Fn() + Send + 'static,
        fail: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (queue, over) = {
            let mut own = own_surface::lock(own);
            let queue = own.queue::<Told>();
            let over = own.over(&queue.handle());
            (queue, over)
        };
        let over = over.ok_or(std::io::ErrorKind::Unsupported)?;
        let bell = Arc::new(Bell::new()?);
        let ring = Arc::clone(&bell);
        let mut handle = Self {
            wishes: Arc::default(),
            bell: Arc::clone(&bell),
            canvas: Arc::clone(canvas),
            placed: over.placed.clone(),
            shown: None,
            seen: Arc::new(AtomicU32::new(NO_TURN)),
            thread: None,
        };
        // Before the thread, which takes the watcher away where it gives up.
        lock(canvas).watcher = Some(Arc::new(move || ring.ring()));
        let (wishes, canvas) = (Arc::clone(&handle.wishes), Arc::clone(canvas));
        let seen = Arc::clone(&handle.seen);
        let thread = std::thread::Builder::new().name("picture".to_owned());
        let thread = thread.spawn(move || {
            let mut painter = Painter::new(over, queue, seen);
            let painted = painter.run(&wishes, &bell, &canvas, &repaint);
            painter.leave();
            if let Err(reason) = painted {
                tracing::info!(%reason, "the picture is drawn with the rest of the window");
                lock(&canvas).watcher = None;
                fail();
            }
        })?;
        handle.thread = Some(thread);
        Ok(handle)
    }

    /// To be called on the window's thread, before the window is drawn.
    pub(super) fn place(&mut self, placement: &Placement, scale: f32, turn: u32) {
        self.show(Shown::of(placement, scale, turn));
    }

    pub(super) fn hide(&mut self) {
        self.show(None);
    }

    /// The picture of this turn is there.
    pub(super) fn is_seen(&self, turn: u32) -> bool {
        self.seen.load(Ordering::Acquire) == turn
    }

    fn show(&mut self, shown: Option<Shown>) {
        if self.shown == shown {
            return;
        }
        if let Some(shown) = shown {
            let (left, top, ..) = shown.units;
            self.placed.set_position(left, top);
        }
        self.shown = shown;
        lock(&self.wishes).shown = shown;
        self.bell.ring();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        lock(&self.canvas).watcher = None;
        lock(&self.wishes).leave = true;
        self.bell.ring();
        // What it speaks to is gone with the window. It waits for nobody.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::warn!("the thread of the picture panicked");
        }
    }
}

/// What the compositor says.
#[derive(Default)]
struct Told {
    /// The numbers of the buffers that it has given back.
    free: Vec<u64>,
}

struct Painter {
    over: PictureSurface,
    queue: EventQueue<Told>,
    told: Told,
    buffers: Vec<PaneBuffer>,
    /// How many there have been.
    numbers: u64,
    size: (u16, u16),
    /// What the compositor was told of it.
    committed: Option<Shown>,
    /// What was changed since the last commit.
    damage: Vec<Rect>,
    /// There was no buffer for it.
    waits: bool,
    pointer: Option<Pointer>,
    /// The turn whose picture is there.
    seen: Arc<AtomicU32>,
}

struct PaneBuffer {
    number: u64,
    picture: SharedPicture,
    buffer: WlBuffer,
    held: bool,
    /// What it does not show yet.
    stale: Vec<Rect>,
}

impl Painter {
    fn new(over: PictureSurface, queue: EventQueue<Told>, seen: Arc<AtomicU32>) -> Self {
        Self {
            over,
            queue,
            told: Told::default(),
            buffers: Vec::new(),
            numbers: 0,
            size: (0, 0),
            committed: None,
            damage: Vec::new(),
            waits: false,
            pointer: None,
            seen,
        }
    }

    /// Paints until it is told to leave.
    fn run(
        &mut self,
        wishes: &Mutex<Wishes>,
        bell: &Bell,
        canvas: &SharedCanvas,
        repaint: &impl Fn(),
    ) -> Result<(), Box<dyn std::error::Error>> {
        loop {
            let shown = {
                let wishes = lock(wishes);
                if wishes.leave {
                    return Ok(());
                }
                wishes.shown
            };
            self.hear()?;
            match shown {
                Some(shown) => {
                    self.paint(shown, canvas)?;
                    let now = self.committed.map_or(NO_TURN, |committed| committed.turn);
                    if self.seen.swap(now, Ordering::AcqRel) != now {
                        repaint();
                    }
                }
                None => {
                    self.hide();
                    self.seen.store(NO_TURN, Ordering::Release);
                    repaint();
                }
            }
            self.send()?;
            wait(bell, self.waits)?;
        }
    }

    fn hear(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        self.queue.dispatch_pending(&mut self.told)?;
        for number in self.told.free.drain(..) {
            for buffer in self.buffers.iter_mut().filter(|buffer| buffer.number == number) {
                buffer.held = false;
            }
        }
        Ok(())
    }

    fn send(&self) -> Result<(), Box<dyn std::error::Error>> {
        match self.over.connection.flush() {
            // What does not go out now goes with what the window's library sends next.
            Err(wayland_client::backend::WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {
                Ok(())
            }
            sent => Ok(sent?),
        }
    }

    fn hide(&mut self) {
        self.waits = false;
        if self.committed.take().is_some() {
            self.over.surface.attach(None, 0, 0);
            self.over.surface.commit();
        }
    }

    /// Brings what changed to the screen.
    fn paint(&mut self, shown: Shown, canvas: &SharedCanvas) -> Result<(), Box<dyn std::error::Error>> {
        let span = tracing::trace_span!("paint", bytes = tracing::field::Empty);
        let _entered = span.enter();
        let mut canvas = lock(canvas);
        let size = (canvas.width, canvas.height);
        if canvas.bgra.len() != usize::from(size.0) * usize::from(size.1) * 4 || size.0 == 0 || size.1 == 0 {
            return Ok(());
        }
        self.take_changes(&mut canvas, size, shown.turn);
        let moved = self.committed != Some(shown);
        if self.damage.is_empty() && !moved {
            return Ok(());
        }
        self.waits = false;
        let Some(source) = shown.source(size) else {
            return Ok(());
        };
        let Some(index) = self.free_buffer(size)? else {
            self.waits = true;
            return Ok(());
        };
        let Some(buffer) = self.buffers.get_mut(index) else {
            return Ok(());
        };
        let arrived = canvas.arrived.take();
        let bytes = write(buffer, &canvas, self.pointer.as_ref())?;
        drop(canvas);
        span.record("bytes", bytes);
        buffer.held = true;
        let (surface, viewport) = (&self.over.surface, &self.over.viewport);
        surface.attach(Some(&buffer.buffer), 0, 0);
        viewport.set_source(source.0, source.1, source.2, source.3);
        viewport.set_destination(shown.units.2, shown.units.3);
        for area in self.damage.drain(..) {
            surface.damage_buffer(area.left.into(), area.top.into(), area.width.into(), area.height.into());
        }
        surface.commit();
        self.committed = Some(shown);
        if let Some(arrived) = arrived {
            tracing::trace!(micros = arrived.elapsed().as_micros(), "from the wire to the display");
        }
        Ok(())
    }

    /// Notes what is to be painted, in each buffer and in sight.
    fn take_changes(&mut self, canvas: &mut Canvas, size: (u16, u16), turn: u32) {
        let whole = Rect::new(0, 0, size.0, size.1);
        let mut areas = canvas.dirty.take();
        if self.pointer != canvas.pointer {
            let places = [self.pointer.as_ref(), canvas.pointer.as_ref()].into_iter().flatten();
            areas.extend(places.filter_map(|pointer| pointer_area(pointer, whole)));
            self.pointer.clone_from(&canvas.pointer);
        }
        if self.size != size {
            self.forget_buffers();
            self.size = size;
        }
        // The graphics library took what changed before.
        if self.committed.is_none_or(|committed| committed.turn != turn) {
            areas = vec![whole];
        }
        for stale in self
            .buffers
            .iter_mut()
            .map(|buffer| &mut buffer.stale)
            .chain([&mut self.damage])
        {
            stale.extend(areas.iter().filter_map(|area| area.intersection(&whole)));
            if stale.len() > MOST_AREAS {
                *stale = vec![whole];
            }
        }
    }

    /// One that the compositor does not read, and that shows most already; a new one where there is none.
    fn free_buffer(&mut self, size: (u16, u16)) -> std::io::Result<Option<usize>> {
        let stale = |buffer: &PaneBuffer| buffer.stale.iter().map(Rect::pixels).sum::<usize>();
        let free = self.buffers.iter().enumerate().filter(|(_, buffer)| !buffer.held);
        let free = free.min_by_key(|(_, buffer)| stale(buffer)).map(|(index, _)| index);
        if free.is_some() || self.buffers.len() >= MOST_BUFFERS {
            return Ok(free);
        }
        self.numbers += 1;
        let buffer = PaneBuffer::new(&self.over, &self.queue.handle(), self.numbers, size)?;
        self.buffers.push(buffer);
        Ok(Some(self.buffers.len() - 1))
    }

    fn forget_buffers(&mut self) {
        for buffer in self.buffers.drain(..) {
            buffer.buffer.destroy();
        }
        self.damage.clear();
        self.committed = None;
    }

    /// Nothing of it is left in the window.
    fn leave(&mut self) {
        self.hide();
        self.forget_buffers();
        self.over.viewport.destroy();
        self.over.placed.destroy();
        self.over.surface.destroy();
        if let Err(reason) = self.send() {
            tracing::debug!(%reason, "the compositor is gone");
        }
    }
}

/// More than this are painted as one.
const MOST_AREAS: usize = 32;

impl PaneBuffer {
    fn new(
        over: &PictureSurface,
        queue: &QueueHandle<Told>,
        number: u64,
        (width, height): (u16, u16),
    ) -> std::io::Result<Self> {
        let picture = SharedPicture::new(width, height)?;
        let pool = over.shm.create_pool(picture.file(), picture.bytes(), queue, ());
        let stride = i32::from(width) * 4;
        let format = wayland_client::protocol::wl_shm::Format::Xrgb8888;
        let buffer = pool.create_buffer(0, width.into(), height.into(), stride, format, queue, number);
        pool.destroy();
        Ok(Self {
            number,
            picture,
            buffer,
            held: false,
            stale: vec![Rect::new(0, 0, width, height)],
        })
    }
}

/// Brings a buffer up to date; returns how many bytes that took.
fn write(buffer: &mut PaneBuffer, canvas: &Canvas, pointer: Option<&Pointer>) -> std::io::Result<usize> {
    let areas = std::mem::take(&mut buffer.stale);
    let image = Image {
        pixels: &canvas.bgra,
        width: canvas.width,
    };
    for area in &areas {
        buffer.picture.write(image, *area, (area.left, area.top))?;
    }
    let whole = Rect::new(0, 0, canvas.width, canvas.height);
    let pointer = pointer.and_then(|pointer| Some((pointer, pointer_area(pointer, whole)?)));
    if let Some((pointer, place)) = pointer
        && areas.iter().any(|area| area.intersection(&place).is_some())
    {
        let blended = blend(canvas, pointer, place);
        let image = Image {
            pixels: &blended,
            width: place.width,
        };
        let all = Rect::new(0, 0, place.width, place.height);
        buffer.picture.write(image, all, (place.left, place.top))?;
    }
    Ok(areas.iter().map(|area| area.pixels() * 4).sum())
}

/// Sleeps until the bell rings, and not long where a buffer is missing.
fn wait(bell: &Bell, not_long: bool) -> std::io::Result<()> {
    let most = not_long
        .then_some(LOOKED_AGAIN)
        .and_then(|most| Timespec::try_from(most).ok());
    let mut ready = [PollFd::new(&bell.0, PollFlags::IN)];
    match poll(&mut ready, most.as_ref()) {
        Ok(0) => {}
        Ok(_) => bell.clear(),
        Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

impl Dispatch<WlBuffer, u64> for Told {
    fn event(
        told: &mut Self,
        _: &WlBuffer,
        event: wl_buffer::Event,
        number: &u64,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let wl_buffer::Event::Release = event {
            told.free.push(*number);
        }
    }
}

delegate_noop!(Told: ignore WlSurface);
delegate_noop!(Told: WlRegion);
delegate_noop!(Told: WlSubsurface);
delegate_noop!(Told: WlShmPool);
delegate_noop!(Told: WpViewport);

#[cfg(test)]
mod tests {
    use super::super::placement::Pixels;
    use super::*;

    fn pixels(left: i32, top: i32, right: i32, bottom: i32) -> Pixels {
        Pixels {
            left,
            top,
            right,
            bottom,
        }
    }

    fn placement(picture: Pixels, room: Pixels, covers: Vec<Pixels>) -> Placement {
        Placement { picture, room, covers }
    }

    #[test]
    fn a_part_in_sight_is_told_in_units_and_shares() {
        let room = pixels(10, 20, 110, 70);
        let shown = Shown::of(&placement(pixels(-90, 20, 110, 120), room, vec![]), 2.0, 7).unwrap();
        assert_eq!(shown.units, (5, 10, 50, 25));
        assert_eq!((shown.part, shown.turn), ([0.5, 0.0, 1.0, 0.5], 7));
        assert_eq!(shown.source((400, 100)), Some((200.0, 0.0, 200.0, 50.0)));
        // However it is rounded, nothing reaches beyond the picture.
        let third = Shown::of(&placement(pixels(0, 0, 3, 3), pixels(1, 1, 3, 3), vec![]), 1.0, 0).unwrap();
        for side in 1..2000 {
            if let Some((left, top, width, height)) = third.source((side, side)) {
                assert!(
                    left + width <= f64::from(side) && top + height <= f64::from(side),
                    "{side}"
                );
            }
        }
        // A picture of one pixel at a scale at which nothing of it is left.
        let nothing = Shown {
            part: [0.5, 0.0, 0.5001, 1.0],
            ..third
        };
        assert_eq!(nothing.source((1, 1)), None);
    }

    #[test]
    fn what_lies_over_it_and_half_units_do_not_fit() {
        let (picture, room) = (pixels(0, 0, 100, 100), pixels(0, 0, 100, 100));
        assert!(fits(&placement(picture, room, vec![]), 1.0));
        assert!(fits(&placement(picture, room, vec![pixels(100, 0, 120, 20)]), 1.0));
        assert!(!fits(&placement(picture, room, vec![pixels(99, 0, 120, 20)]), 1.0));
        assert!(!fits(
            &placement(pixels(1, 0, 101, 100), pixels(0, 0, 200, 200), vec![]),
            2.0
        ));
        assert!(!fits(&placement(picture, pixels(100, 0, 200, 100), vec![]), 1.0));
        assert!(!fits(&placement(picture, room, vec![]), 0.0));
    }
}
