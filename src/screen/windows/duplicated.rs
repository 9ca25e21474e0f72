//! The shared monitors, each duplicated by the system: what it says of each frame is read into the one picture.

use std::time::{Duration, Instant};

use super::place::{PlacedOutput, SharedPlace};
use super::shape::shape;
use super::system::{DesktopSystem, DuplicatedMonitor, FrameNews, Lost};
use crate::screen::ScreenChange;
use crate::screen::cursor::PointerTold;
use crate::screen::damage::{MOST_AREAS, merge};
use crate::screen::pixels::{PixelOrder, Source, copy};
use crate::vocabulary::{PointerUpdate, Rect};

/// Of several monitors each is waited for so long in turn.
const SLICE: Duration = Duration::from_millis(8);

pub(super) struct DuplicatedMonitors<M> {
    monitors: Vec<MonitorFrames<M>>,
    /// Which of them is waited for next.
    next: usize,
    pub pointer: DuplicatedPointer,
    pub protected: bool,
}

struct MonitorFrames<M> {
    monitor: M,
    placed: PlacedOutput,
    /// Its picture has been read once.
    shown: bool,
}

impl<M: DuplicatedMonitor> DuplicatedMonitors<M> {
    pub fn open<S>(system: &mut S, place: &SharedPlace) -> Result<Self, Lost>
    where
        S: DesktopSystem<Monitor = M>,
    {
        let open = |placed: &PlacedOutput| {
            Ok(MonitorFrames {
                monitor: system.duplicate(placed.output.monitor.id)?,
                placed: placed.clone(),
                shown: false,
            })
        };
        Ok(Self {
            monitors: place.monitors.iter().map(open).collect::<Result<_, Lost>>()?,
            next: 0,
            pointer: DuplicatedPointer::default(),
            protected: false,
        })
    }

    /// The first pictures of all monitors, as far as they come within this time each: the system gives one at once, also
    /// where nothing moves.
    pub fn begin(&mut self, timeout: Duration, place: &SharedPlace, picture: &mut [u8]) -> Result<ScreenChange, Lost> {
        let mut change = ScreenChange::default();
        for index in 0..self.monitors.len() {
            let mut left = timeout;
            while self.monitors.get(index).is_some_and(|monitor| !monitor.shown) && !left.is_zero() {
                self.take(index, left.min(SLICE), place, picture, &mut change)?;
                left = left.saturating_sub(SLICE);
            }
        }
        change.damage = vec![Rect::of(place.size)];
        change.pointer = self.pointer.changes(place);
        Ok(change)
    }

    /// Waits at most so long for one of them to change.
    pub fn next(&mut self, timeout: Duration, place: &SharedPlace, picture: &mut [u8]) -> Result<ScreenChange, Lost> {
        let mut change = ScreenChange::default();
        let several = self.monitors.len() > 1;
        for index in 0..self.monitors.len() {
            if several || timeout.is_zero() {
                self.take(index, Duration::ZERO, place, picture, &mut change)?;
            }
        }
        let mut left = timeout;
        while change.seen.is_none() && !left.is_zero() && !self.monitors.is_empty() {
            let slice = if several { left.min(SLICE) } else { left };
            self.next = (self.next + 1) % self.monitors.len();
            self.take(self.next, slice, place, picture, &mut change)?;
            left = left.saturating_sub(slice);
        }
        merge(&mut change.damage, MOST_AREAS);
        change.pointer = self.pointer.changes(place);
        Ok(change)
    }

    fn take(
        &mut self,
        index: usize,
        timeout: Duration,
        place: &SharedPlace,
        picture: &mut [u8],
        change: &mut ScreenChange,
    ) -> Result<(), Lost> {
        let Some(frames) = self.monitors.get_mut(index) else {
            return Ok(());
        };
        let Some(news) = frames.monitor.next(timeout)? else {
            return Ok(());
        };
        change.seen.get_or_insert_with(Instant::now);
        self.protected |= news.protected;
        if news.presented {
            change.damage.extend(frames.read(&news, place, picture)?);
        }
        self.pointer.told_by(index, &frames.placed, &news);
        Ok(())
    }
}

impl<M: DuplicatedMonitor> MonitorFrames<M> {
    /// Reads what changed; where that is in the picture.
    fn read(&mut self, news: &FrameNews, place: &SharedPlace, picture: &mut [u8]) -> Result<Vec<Rect>, Lost> {
        let PlacedOutput { output, area: whole } = &self.placed;
        let surface = output.surface();
        let mut areas: Vec<Rect> = if self.shown {
            news.areas.iter().filter_map(|area| area.within(surface)).collect()
        } else {
            vec![Rect::of(surface)]
        };
        merge(&mut areas, MOST_AREAS);
        let seen: Vec<Rect> = areas.iter().map(|area| output.turn.in_picture(area, surface)).collect();
        if !areas.is_empty() {
            self.monitor.read(&areas, &mut |pixels| {
                let source = Source {
                    bytes: pixels.bytes,
                    stride: pixels.pitch,
                    part: Rect::of(surface),
                    turn: output.turn,
                    order: PixelOrder::Bgr,
                };
                for area in &seen {
                    copy(&source, area, picture, place.size, (whole.left, whole.top));
                }
            })?;
        }
        self.shown = true;
        let placed = seen.into_iter().filter_map(|area| {
            let (left, top) = (u32::from(area.left), u32::from(area.top));
            let (from_left, from_top) = (u32::from(whole.left), u32::from(whole.top));
            let (right, bottom) = (area.right() + from_left, area.bottom() + from_top);
            Rect::between(left + from_left, top + from_top, right, bottom)
        });
        Ok(placed.collect())
    }
}

/// The pointer, of which each monitor tells for itself.
#[derive(Default)]
pub(super) struct DuplicatedPointer {
    told: PointerTold,
    /// The monitor that it is on, and where its corner is on the virtual desktop.
    on: Option<(usize, (i32, i32))>,
    hot: (i32, i32),
}

impl DuplicatedPointer {
    /// A monitor that it is not on tells nothing of where it is.
    fn told_by(&mut self, index: usize, placed: &PlacedOutput, news: &FrameNews) {
        if let Some(raw) = &news.shape {
            self.hot = raw.hot;
            self.told.set_shape(shape(raw));
        }
        match &news.pointer {
            Some(place) if place.visible => {
                let monitor = &placed.output.monitor;
                let corner = (
                    monitor.left.saturating_add(place.left),
                    monitor.top.saturating_add(place.top),
                );
                self.on = Some((index, corner));
            }
            Some(_) if self.on.is_some_and(|(on, _)| on == index) => self.on = None,
            _ => {}
        }
    }

    fn changes(&mut self, place: &SharedPlace) -> Vec<PointerUpdate> {
        let along = |corner: i32, hot: i32, from: i32, length: u16| {
            let at = corner.saturating_add(hot).checked_sub(from)?;
            u16::try_from(at).ok().filter(|at| *at < length)
        };
        let at = self.on.and_then(|(_, corner)| {
            let x = along(corner.0, self.hot.0, place.origin.0, place.size.width)?;
            Some((x, along(corner.1, self.hot.1, place.origin.1, place.size.height)?))
        });
        self.told.changes(at)
    }
}
