//! The screen of macOS, by xcap's recorder, and what `windows/` falls back to: a picture at most ten times a second
//! (GDI). What changed is found by comparing tiles. Run under Wine; not on macOS.

#[cfg(windows)]
mod pointer;

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use ::xcap::{Frame, VideoRecorder};

use super::damage::{MOST_AREAS, merge};
use super::encoder::TILE;
use super::{Bounds, Capture, CaptureError, DisplayGone, NoDisplay, ScreenChange, Uncapturable, Wake, bounds};
use crate::codec::PIXEL;
use crate::vocabulary::{Monitor, MonitorArea, Rect, Shared, Size};

/// Single pictures are taken this far apart: each costs a whole copy of the screen.
const BETWEEN_PICTURES: Duration = Duration::from_millis(100);

/// Where the pointer is told beside the pictures (Windows), it is looked for at least so often.
const LONGEST_LOOK: Duration = if cfg!(windows) {
    Duration::from_millis(40)
} else {
    Duration::MAX
};

/// A recorder that gives no picture within this time after its start is taken for broken.
const FIRST_PICTURE: Duration = Duration::from_secs(10);

/// A recorder's reader looks this often whether anybody still wants its pictures.
const STILL_WANTED: Duration = Duration::from_secs(1);

/// On Linux this file serves Wayland alone: there the system's own question chooses the monitor, and its picture's size
/// counts.
const SYSTEM_CHOOSES: bool = cfg!(target_os = "linux");

/// The monitors of this computer, the primary one first.
pub(super) fn monitors() -> Result<Vec<Monitor>, CaptureError> {
    Ok(described()?.into_iter().map(|(_, monitor)| monitor).collect())
}

fn described() -> Result<Vec<(::xcap::Monitor, Monitor)>, CaptureError> {
    let all = ::xcap::Monitor::all().map_err(|error| NoDisplay::System(error.into()))?;
    let mut monitors: Vec<_> = all
        .into_iter()
        .filter_map(|monitor| describe(&monitor).map(|known| (monitor, known)))
        .collect();
    monitors.sort_by_key(|(_, known)| !known.primary);
    Ok(monitors)
}

/// `None` for a monitor that tells no place or size, and for one too large for the wire.
fn describe(monitor: &::xcap::Monitor) -> Option<Monitor> {
    let side = |length: u32| u16::try_from(length).ok().filter(|length| *length > 0);
    Some(Monitor {
        id: monitor.id().ok()?,
        name: monitor.friendly_name().or_else(|_| monitor.name()).unwrap_or_default(),
        left: monitor.x().ok()?,
        top: monitor.y().ok()?,
        size: Size {
            width: side(monitor.width().ok()?)?,
            height: side(monitor.height().ok()?)?,
        },
        primary: monitor.is_primary().unwrap_or(false),
    })
}

pub(super) struct PolledCapture {
    shared: Shared,
    sources: Vec<MonitorPictures>,
    newest: Arc<Newest>,
    origin: (i32, i32),
    size: Size,
    picture: Vec<u8>,
    begun: bool,
    #[cfg(windows)]
    pointer: pointer::PointerWatch,
}

/// One monitor's pictures.
struct MonitorPictures {
    monitor: ::xcap::Monitor,
    /// Where they go in the shared picture. They are fitted into it: some systems count places in points of several
    /// pixels.
    area: Rect,
    primary: bool,
    kind: GrabberKind,
    shown: bool,
    /// Width and height of the last picture, if it came in the way of `kind`.
    last: Option<(u32, u32)>,
}

enum GrabberKind {
    /// Dropping it ends the recording.
    Recorded(VideoRecorder),
    Single {
        next: Instant,
    },
}

impl Drop for MonitorPictures {
    fn drop(&mut self) {
        if let GrabberKind::Recorded(recorder) = &self.kind
            && let Err(error) = recorder.stop()
        {
            tracing::debug!(%error, "a recorder did not stop");
        }
    }
}

impl PolledCapture {
    pub(super) fn open(shared: Shared) -> Result<Self, CaptureError> {
        let newest = Arc::new(Newest::default());
        let OpenedMonitor { sources, origin, size } = open_sources(shared, &newest)?;
        Ok(Self {
            shared,
            sources,
            newest,
            origin,
            size,
            picture: Vec::new(),
            begun: false,
            #[cfg(windows)]
            pointer: pointer::PointerWatch::default(),
        })
    }

    /// Opens everything again, because a monitor changed its size.
    fn reopen(&mut self) -> Result<ScreenChange, CaptureError> {
        self.sources.clear();
        self.newest = Arc::new(Newest::default());
        let OpenedMonitor { sources, origin, size } = open_sources(self.shared, &self.newest)?;
        (self.sources, self.origin, self.size) = (sources, origin, size);
        self.begin()
    }

    fn begin(&mut self) -> Result<ScreenChange, CaptureError> {
        self.picture = vec![0; usize::from(self.size.width) * usize::from(self.size.height) * PIXEL];
        let deadline = Instant::now() + FIRST_PICTURE;
        let announced = self.size;
        self.show_singly();
        while self.sources.iter().any(|source| !source.shown) {
            if Instant::now() >= deadline {
                return Err(Uncapturable::NoPicture.into());
            }
            let pictures = self.pictures(deadline)?;
            self.apply(pictures);
        }
        self.begun = true;
        let resized = (self.size != announced).then_some(self.size);
        Ok(ScreenChange {
            damage: vec![Rect::of(self.size)],
            resized,
            ..ScreenChange::default()
        })
    }

    /// A recorder may give nothing until something changes; the first picture must not wait for that.
    fn show_singly(&mut self) {
        for source in self.sources.iter_mut().filter(|_| !SYSTEM_CHOOSES) {
            let image = match source.monitor.capture_image() {
                Ok(image) => image,
                Err(error) => {
                    tracing::info!(%error, "a single picture of the screen cannot be taken");
                    continue;
                }
            };
            let frame = Frame::new(image.width(), image.height(), image.into_raw());
            source.shown = compare(&frame, source.area, self.size, &mut self.picture, &mut Vec::new());
        }
    }

    /// The newest pictures, by source; waits for one until `deadline`.
    fn pictures(&mut self, deadline: Instant) -> Result<Vec<(usize, Frame)>, CaptureError> {
        loop {
            let mut pictures = self.newest.take()?;
            let mut wake_at = deadline;
            for (index, source) in self.sources.iter_mut().enumerate() {
                let GrabberKind::Single { next } = &mut source.kind else {
                    continue;
                };
                let now = Instant::now();
                if *next <= now {
                    *next = now + BETWEEN_PICTURES;
                    let image = source
                        .monitor
                        .capture_image()
                        .map_err(|error| DisplayGone::System(error.into()))?;
                    pictures.push((index, Frame::new(image.width(), image.height(), image.into_raw())));
                }
                wake_at = wake_at.min(*next);
            }
            let now = Instant::now();
            if !pictures.is_empty() || now >= deadline || self.newest.wait(wake_at.saturating_duration_since(now)) {
                return Ok(pictures);
            }
        }
    }

    /// Puts pictures where they belong; what they changed.
    fn apply(&mut self, pictures: Vec<(usize, Frame)>) -> Vec<Rect> {
        let mut damage = Vec::new();
        for (index, frame) in pictures {
            let Some(source) = self.sources.get_mut(index) else {
                continue;
            };
            if SYSTEM_CHOOSES
                && source.last.is_none()
                && let (Ok(width), Ok(height)) = (u16::try_from(frame.width), u16::try_from(frame.height))
            {
                self.size = Size {
                    width: width.max(1),
                    height: height.max(1),
                };
                source.area = Rect::of(self.size);
                self.picture = vec![0; usize::from(self.size.width) * usize::from(self.size.height) * PIXEL];
            }
            if compare(&frame, source.area, self.size, &mut self.picture, &mut damage) {
                source.shown = true;
                source.last = Some((frame.width, frame.height));
            }
        }
        merge(&mut damage, MOST_AREAS);
        damage
    }
}

struct OpenedMonitor {
    sources: Vec<MonitorPictures>,
    origin: (i32, i32),
    size: Size,
}

fn open_sources(shared: Shared, newest: &Arc<Newest>) -> Result<OpenedMonitor, CaptureError> {
    let mut monitors = described()?;
    match shared {
        _ if SYSTEM_CHOOSES => monitors.truncate(1),
        Shared::AllMonitors => {}
        Shared::Monitor(id) => monitors.retain(|(_, known)| known.id == id),
    }
    let around = bounds(monitors.iter().map(|(_, known)| known)).ok_or(NoDisplay::MonitorMissing)?;
    let Bounds {
        left,
        top,
        width,
        height,
    } = around;
    let size = Rect::between(0, 0, width, height).ok_or(Uncapturable::TooLarge)?;
    let size = Size {
        width: size.width,
        height: size.height,
    };
    let mut sources = Vec::new();
    for (index, (monitor, known)) in monitors.into_iter().enumerate() {
        let (x, y) = (known.left.abs_diff(left), known.top.abs_diff(top));
        let (right, bottom) = (x + u32::from(known.size.width), y + u32::from(known.size.height));
        let area = Rect::between(x, y, right, bottom).ok_or(Uncapturable::TooLarge)?;
        sources.push(MonitorPictures {
            area,
            primary: known.primary,
            kind: open_source(&monitor, index, newest)?,
            monitor,
            shown: false,
            last: None,
        });
    }
    Ok(OpenedMonitor {
        sources,
        origin: if SYSTEM_CHOOSES { (0, 0) } else { (left, top) },
        size,
    })
}

fn open_source(monitor: &::xcap::Monitor, index: usize, newest: &Arc<Newest>) -> Result<GrabberKind, CaptureError> {
    // Its recorder is Desktop Duplication, which `windows/` has tried by then.
    if cfg!(windows) {
        return Ok(GrabberKind::Single { next: Instant::now() });
    }
    let recorder = monitor
        .video_recorder()
        .and_then(|(recorder, frames)| recorder.start().map(|()| (recorder, frames)));
    match recorder {
        Ok((recorder, frames)) => {
            let newest = Arc::downgrade(newest);
            std::thread::Builder::new()
                .name("screen recorder".to_owned())
                .spawn(move || keep_newest(&frames, index, &newest))
                .map_err(Uncapturable::Thread)?;
            Ok(GrabberKind::Recorded(recorder))
        }
        // A single picture would be one question to the person each.
        Err(error) if SYSTEM_CHOOSES => Err(Uncapturable::System(error.into()).into()),
        Err(error) => {
            tracing::info!(%error, "the screen is not recorded but taken picture by picture");
            Ok(GrabberKind::Single { next: Instant::now() })
        }
    }
}

/// A recorder's channel has no bound: it is emptied at once, and only the newest picture is kept.
fn keep_newest(frames: &Receiver<Frame>, index: usize, newest: &Weak<Newest>) {
    loop {
        let frame = frames.recv_timeout(STILL_WANTED);
        let Some(newest) = newest.upgrade() else { return };
        match frame {
            Ok(frame) => newest.put(index, frame),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                newest.end();
                return;
            }
        }
    }
}

/// The newest picture of each recorder, and what wakes the one who waits for them.
#[derive(Default)]
struct Newest {
    state: Mutex<NewestState>,
    changed: Condvar,
}

#[derive(Default)]
struct NewestState {
    frames: Vec<(usize, Frame)>,
    woken: bool,
    ended: bool,
}

impl Newest {
    fn lock(&self) -> MutexGuard<'_, NewestState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, index: usize, frame: Frame) {
        let mut state = self.lock();
        state.frames.retain(|(of, _)| *of != index);
        state.frames.push((index, frame));
        self.changed.notify_all();
    }

    fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    fn take(&self) -> Result<Vec<(usize, Frame)>, CaptureError> {
        let mut state = self.lock();
        let frames = std::mem::take(&mut state.frames);
        if frames.is_empty() && state.ended {
            return Err(DisplayGone::RecordingEnded.into());
        }
        Ok(frames)
    }

    /// True if someone called.
    fn wait(&self, most: Duration) -> bool {
        let idle = |state: &mut NewestState| state.frames.is_empty() && !state.woken && !state.ended;
        let waited = self.changed.wait_timeout_while(self.lock(), most, idle);
        std::mem::take(&mut waited.unwrap_or_else(PoisonError::into_inner).0.woken)
    }
}

impl Wake for Newest {
    fn wake(&self) {
        self.lock().woken = true;
        self.changed.notify_all();
    }
}

impl Capture for PolledCapture {
    fn size(&self) -> Size {
        self.size
    }

    fn origin(&self) -> (i32, i32) {
        self.origin
    }

    fn monitors(&self) -> Vec<MonitorArea> {
        if self.sources.len() < 2 {
            return Vec::new();
        }
        let area = |source: &MonitorPictures| MonitorArea {
            area: source.area,
            primary: source.primary,
        };
        self.sources.iter().map(area).collect()
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        if !self.begun {
            return self.begin();
        }
        let timeout = timeout.min(LONGEST_LOOK);
        let now = Instant::now();
        let pictures = self.pictures(now.checked_add(timeout).unwrap_or(now))?;
        let resized = pictures.iter().any(|(index, frame)| {
            let last = self.sources.get(*index).and_then(|source| source.last);
            last.is_some_and(|last| last != (frame.width, frame.height))
        });
        if !resized {
            return Ok(ScreenChange {
                damage: self.apply(pictures),
                #[cfg(windows)]
                pointer: self.pointer.changes(self.origin, self.size),
                ..ScreenChange::default()
            });
        }
        if SYSTEM_CHOOSES {
            self.sources.iter_mut().for_each(|source| source.last = None);
            self.apply(pictures);
            return Ok(ScreenChange {
                damage: vec![Rect::of(self.size)],
                resized: Some(self.size),
                ..ScreenChange::default()
            });
        }
        let change = self.reopen()?;
        Ok(ScreenChange {
            resized: Some(self.size),
            ..change
        })
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }

    fn waker(&self) -> Option<Arc<dyn Wake>> {
        Some(self.newest.clone())
    }
}

/// Writes an RGBA picture into `area`, as BGRX, and adds the tiles that changed to `damage`. False if it is not whole.
fn compare(frame: &Frame, area: Rect, size: Size, picture: &mut [u8], damage: &mut Vec<Rect>) -> bool {
    let (Ok(width), Ok(height)) = (usize::try_from(frame.width), usize::try_from(frame.height)) else {
        return false;
    };
    let whole = width
        .checked_mul(height)
        .and_then(|pixels| frame.raw.as_chunks::<PIXEL>().0.get(..pixels));
    let Some(pixels) = whole.filter(|pixels| !pixels.is_empty()) else {
        return false;
    };
    let (area_width, area_height) = (usize::from(area.width), usize::from(area.height));
    let side = usize::from(TILE);
    let mut changed = vec![false; area_width.div_ceil(side)];
    let mut row = Vec::with_capacity(area_width * PIXEL);
    for y in 0..area_height {
        let from = pixels.chunks(width).nth(y * height / area_height).unwrap_or_default();
        row.clear();
        if width == area_width {
            row.extend(from.iter().flat_map(|[red, green, blue, _]| [*blue, *green, *red, 0]));
        } else {
            let fitted = (0..area_width).filter_map(|x| from.get(x * width / area_width));
            row.extend(fitted.flat_map(|[red, green, blue, _]| [*blue, *green, *red, 0]));
        }
        let start = ((usize::from(area.top) + y) * usize::from(size.width) + usize::from(area.left)) * PIXEL;
        let Some(kept) = picture.get_mut(start..start + row.len()) else {
            return false;
        };
        for ((changed, kept), new) in changed
            .iter_mut()
            .zip(kept.chunks_mut(side * PIXEL))
            .zip(row.chunks(side * PIXEL))
        {
            if kept != new {
                kept.copy_from_slice(new);
                *changed = true;
            }
        }
        if (y + 1).is_multiple_of(side) || y + 1 == area_height {
            let top = u32::from(area.top) + u32::try_from(y / side * side).unwrap_or(u32::MAX);
            for (column, changed) in changed.iter_mut().enumerate().filter(|(_, changed)| **changed) {
                *changed = false;
                let left = u32::from(area.left) + u32::try_from(column * side).unwrap_or(u32::MAX);
                let tile = Rect::between(
                    left,
                    top,
                    left.saturating_add(TILE.into()),
                    top.saturating_add(TILE.into()),
                );
                damage.extend(tile.and_then(|tile| tile.intersection(&area)));
            }
        }
    }
    true
}
