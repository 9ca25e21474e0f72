//! Keeps the canvas that the front end shows in step with what the connection decodes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::canvas::{Canvas, SharedCanvas, lock};
use super::event::Event;
use super::figures::Traffic;
use crate::net::link::ReadHalf;
use crate::rdp::channels::encomsp;
use crate::rdp::expert::ExpertReader;
use crate::rdp::{FromNovice, RdpError, ToNovice};
use crate::session::EventSink;

/// The reader of the wire, with the canvas behind it: pixels go from the decoder to the canvas in the reading task,
/// which wakes the front end too; the session hears only that something changed.
///
/// A large picture is there once, in the canvas, and lent to the decoder for each frame that is read; the front end
/// waits that long.
pub(super) struct CanvasReader {
    reader: ExpertReader,
    canvas: SharedCanvas,
    traffic: Arc<Mutex<Traffic>>,
    events: EventSink<Event>,
    /// The decoder's pixels are those of the canvas.
    lent: bool,
}

impl CanvasReader {
    /// Empties the canvas for a new connection.
    pub(super) fn new(
        reader: ExpertReader,
        canvas: &SharedCanvas,
        traffic: &Arc<Mutex<Traffic>>,
        events: &EventSink<Event>,
    ) -> Self {
        let mut reader = Self {
            reader,
            canvas: Arc::clone(canvas),
            traffic: Arc::clone(traffic),
            events: events.clone(),
            lent: false,
        };
        let mut fresh = lock(canvas);
        fresh.pointer = None;
        reader.resize(&mut fresh);
        drop(fresh);
        reader
    }

    /// The picture has another size now, and is empty.
    fn resize(&mut self, canvas: &mut Canvas) {
        let large = self.reader.is_large();
        if large && !self.lent {
            canvas.bgra = Vec::new();
        }
        if large != self.lent {
            self.reader.swap_pixels(&mut canvas.bgra);
            self.lent = large;
        }
        let picture = self.reader.picture();
        if large {
            canvas.renew(picture.width, picture.height);
        } else {
            canvas.clear(picture.width, picture.height);
        }
    }

    fn decode(&mut self, frame: &mut [u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        if !self.lent {
            return self.reader.read(frame, out);
        }
        let mut canvas = lock(&self.canvas);
        self.reader.swap_pixels(&mut canvas.bgra);
        let read = self.reader.read(frame, out);
        self.reader.swap_pixels(&mut canvas.bgra);
        read
    }
}

impl ReadHalf for CanvasReader {
    type Message = FromNovice;

    fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromNovice>) -> Result<(), RdpError> {
        let first = out.len();
        let bytes = frame.len() as u64;
        let began = Instant::now();
        self.decode(frame, out)?;
        {
            let mut traffic = self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
            traffic.bytes += bytes;
            traffic.tally = self.reader.tally();
        }
        if out.len() == first {
            return Ok(());
        }
        let shared = Arc::clone(&self.canvas);
        let mut canvas = lock(&shared);
        let version = canvas.version;
        let mut changed = false;
        let news = out.split_off(first);
        for message in news {
            match message {
                FromNovice::Changed(area) => {
                    canvas.take_pixels((!self.lent).then_some(&self.reader), area);
                    canvas.arrived.get_or_insert(began);
                    // One word for all the pixels of a frame.
                    if !std::mem::replace(&mut changed, true) {
                        out.push(message);
                    }
                }
                FromNovice::Activated { width, height } => {
                    self.resize(&mut canvas);
                    out.push(FromNovice::Activated { width, height });
                }
                // Its pixels would only wait for the session, which has no use for them.
                FromNovice::Pointer(update) => {
                    canvas.point(&update);
                    out.push(FromNovice::Ignored("a pointer"));
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

    fn holds(message: &FromNovice) -> usize {
        match message {
            FromNovice::Remdesk(message) => message.holds(),
            FromNovice::Encomsp(encomsp::Message::ParticipantCreated { name, .. }) => name.len(),
            FromNovice::Reply(ToNovice::Plain(bytes) | ToNovice::Dynamic(bytes)) => bytes.len(),
            FromNovice::Monitors(monitors) => size_of_val(monitors.as_slice()),
            FromNovice::Encomsp(_)
            | FromNovice::Reply(_)
            | FromNovice::Activated { .. }
            | FromNovice::Changed(_)
            | FromNovice::Pointer(_)
            | FromNovice::ErrorInfo(_)
            | FromNovice::Left
            | FromNovice::Ignored(_) => 0,
        }
    }
}
