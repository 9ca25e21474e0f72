//! Keeps the canvas that the front end shows in step with what the connection decodes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::figures::Traffic;
use super::{Area, Canvas, Dirty, Event, Pointer, SharedCanvas};
use crate::net::link::ReadHalf;
use crate::rdp::channels::encomsp;
use crate::rdp::expert::ExpertReader;
use crate::rdp::{FromNovice, PointerUpdate, RdpError};
use crate::session::EventSink;

/// The reader of the wire, with the canvas behind it: pixels go from the decoder to the canvas in the reading task, which
/// wakes the front end too; the session hears only that something changed.
pub(super) struct CanvasReader {
    pub reader: ExpertReader,
    pub canvas: SharedCanvas,
    pub traffic: Arc<Mutex<Traffic>>,
    pub events: EventSink<Event>,
}

impl ReadHalf for CanvasReader {
    type Message = FromNovice;

    fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let first = out.len();
        let bytes = frame.len() as u64;
        let began = Instant::now();
        self.reader.read(frame, out)?;
        {
            let mut traffic = self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
            traffic.bytes += bytes;
            traffic.tally = self.reader.tally();
        }
        if out.len() == first {
            return Ok(());
        }
        let mut canvas = lock(&self.canvas);
        let version = canvas.version;
        let mut changed = false;
        let reader = &self.reader;
        let news = out.split_off(first);
        for message in news {
            match message {
                FromNovice::Changed {
                    left,
                    top,
                    right,
                    bottom,
                } => {
                    let area = Area {
                        left,
                        top,
                        right,
                        bottom,
                    };
                    canvas.take_pixels(reader, area);
                    canvas.arrived.get_or_insert(began);
                    // One word for all the pixels of a frame.
                    if !std::mem::replace(&mut changed, true) {
                        out.push(FromNovice::Changed {
                            left,
                            top,
                            right,
                            bottom,
                        });
                    }
                }
                FromNovice::Activated { width, height } => {
                    canvas.clear(width, height);
                    out.push(FromNovice::Activated { width, height });
                }
                FromNovice::Pointer(update) => {
                    canvas.point(&update);
                    out.push(FromNovice::Pointer(update));
                }
                // The view begins: what was there was the waiting picture.
                FromNovice::Encomsp(encomsp::Message::GraphicsResumed) => {
                    let (width, height) = (canvas.width, canvas.height);
                    canvas.clear(width, height);
                    out.push(message);
                }
                other => out.push(other),
            }
        }
        if canvas.version != version {
            let watcher = canvas.watcher.clone();
            drop(canvas);
            match watcher {
                Some(wake) => wake(),
                None => self.events.hint(Event::Picture),
            }
        }
        Ok(())
    }
}

impl Canvas {
    /// Whether every pixel has arrived.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let pixels = usize::from(self.width) * usize::from(self.height);
        pixels > 0 && self.bgra.len() == pixels * 4 && self.bgra.chunks_exact(4).all(|pixel| pixel.last() == Some(&255))
    }

    /// An empty canvas of this size: nothing has arrived.
    fn clear(&mut self, width: u16, height: u16) {
        let bytes = usize::from(width) * usize::from(height) * 4;
        self.bgra.clear();
        self.bgra.resize(bytes, 0);
        (self.width, self.height) = (width, height);
        self.dirty = Dirty::all(width, height);
        self.version += 1;
    }

    fn take_pixels(&mut self, reader: &ExpertReader, area: Area) {
        let area = Area {
            right: area.right.min(self.width),
            bottom: area.bottom.min(self.height),
            ..area
        };
        if area.pixels() == 0 {
            return;
        }
        let picture = reader.picture();
        if (picture.width, picture.height) == (self.width, self.height) {
            reader.copy(area.left, area.top, area.right, area.bottom, &mut self.bgra);
        }
        self.dirty.add(area);
        self.version += 1;
    }

    fn point(&mut self, update: &PointerUpdate) {
        let pointer = self.pointer.get_or_insert_default();
        match update {
            PointerUpdate::Shape {
                hot_x,
                hot_y,
                width,
                height,
                rgba,
            } => {
                *pointer = Pointer {
                    visible: true,
                    x: pointer.x,
                    y: pointer.y,
                    hot_x: *hot_x,
                    hot_y: *hot_y,
                    width: *width,
                    height: *height,
                    rgba: Arc::new(rgba.clone()),
                };
            }
            PointerUpdate::Hidden => pointer.visible = false,
            PointerUpdate::Default => {
                pointer.visible = true;
                (pointer.width, pointer.height) = (0, 0);
            }
            PointerUpdate::Position { x, y } => (pointer.x, pointer.y) = (*x, *y),
        }
        self.version += 1;
    }
}

/// An empty canvas for a new connection.
pub(super) fn start(canvas: &SharedCanvas, width: u16, height: u16) {
    let mut canvas = lock(canvas);
    canvas.pointer = None;
    canvas.clear(width, height);
}

pub(super) fn size(canvas: &SharedCanvas) -> (u16, u16) {
    let canvas = lock(canvas);
    (canvas.width, canvas.height)
}

fn lock(canvas: &SharedCanvas) -> MutexGuard<'_, Canvas> {
    canvas.lock().unwrap_or_else(PoisonError::into_inner)
}
