//! The streams of pictures from PipeWire, on a thread of their own.

use std::cell::Cell;
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::{Duration, Instant};

use pipewire::buffer::Buffer;
use pipewire::channel;
use pipewire::context::ContextRc;
use pipewire::core::CoreRc;
use pipewire::keys;
use pipewire::loop_::Timeout;
use pipewire::main_loop::MainLoopRc;
use pipewire::properties::properties;
use pipewire::spa::buffer::ChunkFlags;
use pipewire::spa::buffer::meta::{
    MetaCursor, MetaHeader, MetaHeaderFlags, MetaRegion, MetaVideoCrop, MetaVideoDamage,
};
use pipewire::spa::param::ParamType;
use pipewire::spa::param::video::{VideoFormat, VideoInfoRaw};
use pipewire::spa::pod::Pod;
use pipewire::spa::utils::Direction;
use pipewire::stream::{Stream, StreamFlags, StreamListener, StreamRc, StreamState};

use super::frames::FrameSink;
use super::pointer::PointerWatch;
use super::turn::MetaTurn;
use super::wishes;
use crate::codec::PIXEL;
use crate::portal::StreamRemote;
use crate::screen::pixels::{PixelOrder, Source};
use crate::screen::turn::Turn;
use crate::screen::{CaptureError, DisplayGone, Uncapturable};
use crate::vocabulary::{Rect, Size};

/// Ends the streams of a session when it is dropped.
pub(super) struct ScreenStreams(channel::Sender<()>);

impl ScreenStreams {
    pub fn start(remote: StreamRemote, frames: &FrameSink) -> Result<Self, CaptureError> {
        let (quit, told) = channel::channel();
        let frames = frames.clone();
        let nodes: Vec<_> = remote.streams.iter().map(|stream| stream.node).collect();
        std::thread::Builder::new()
            .name("pipewire".to_owned())
            .spawn(move || {
                if let Err(error) = run(remote.remote, &nodes, &frames, told) {
                    frames.broke(DisplayGone::System(error.into()));
                }
            })
            .map_err(Uncapturable::Thread)?;
        Ok(Self(quit))
    }
}

impl Drop for ScreenStreams {
    fn drop(&mut self) {
        if self.0.send(()).is_err() {
            tracing::debug!("the streams of the screen have ended already");
        }
    }
}

/// A desktop whose first picture has not come by then is asked for it once more; twice as long after that, and so on: a
/// slow one must not be interrupted again and again.
const ASKED_AGAIN: Duration = Duration::from_millis(500);

/// Where a program names itself and what it wants a stream for.
const NAME: &str = "Lifeline";

/// Returns once the streams are no longer wanted, or with why there are none.
fn run(remote: OwnedFd, nodes: &[u32], frames: &FrameSink, told: channel::Receiver<()>) -> Result<(), pipewire::Error> {
    pipewire::init();
    let main = MainLoopRc::new(None)?;
    let over = Rc::new(Cell::new(false));
    let _told = told.attach(main.loop_(), {
        let over = Rc::clone(&over);
        move |()| over.set(true)
    });
    let context = ContextRc::new(&main, None)?;
    let core = context.connect_fd_rc(remote, None)?;
    let _lost = core.add_listener_local().error({
        let frames = frames.clone();
        move |id, _, _, message| {
            tracing::info!(id, message, "PipeWire reports an error");
            if id == pipewire::core::PW_ID_CORE {
                frames.broke(DisplayGone::RecordingEnded);
            }
        }
    });
    let _lost = _lost.register();
    let mut streams = Vec::with_capacity(nodes.len());
    let formats = wishes::formats();
    for (number, node) in nodes.iter().enumerate() {
        streams.push(OpenStream::connect(&core, *node, &formats, frames.of(number))?);
    }
    while !over.get() {
        let waits = streams.iter().any(|stream| stream.frames.waits());
        let most = if waits {
            Timeout::Finite(ASKED_AGAIN)
        } else {
            Timeout::Infinite
        };
        main.loop_().iterate(most);
        for stream in streams.iter_mut().filter(|stream| stream.frames.waits()) {
            stream.first.ask_again(&stream.stream)?;
        }
    }
    Ok(())
}

struct OpenStream {
    // Dropped in this order: what listens before what it listens to.
    _listener: StreamListener<Receiver>,
    stream: StreamRc,
    frames: FrameSink,
    first: FirstPicture,
}

impl OpenStream {
    fn connect(core: &CoreRc, node: u32, formats: &[Vec<u8>], frames: FrameSink) -> Result<Self, pipewire::Error> {
        let stream = StreamRc::new(
            core.clone(),
            NAME,
            properties! {
                *keys::MEDIA_TYPE => "Video",
                *keys::MEDIA_CATEGORY => "Capture",
                *keys::MEDIA_ROLE => "Screen",
                // The person allowed this stream: where it ends, none is taken in its place.
                *keys::NODE_DONT_RECONNECT => "true",
            },
        )?;
        let receiver = Receiver {
            frames: frames.clone(),
            format: None,
            shown: None,
            number: None,
            missed: false,
            pointer: PointerWatch::default(),
        };
        let listener = stream
            .add_local_listener_with_user_data(receiver)
            .state_changed(|_, receiver, before, now| receiver.state(&before, now))
            .param_changed(|stream, receiver, id, param| receiver.param(stream, id, param))
            .process(|stream, receiver| receiver.take(stream))
            .register()?;
        stream.connect(
            Direction::Input,
            Some(node),
            StreamFlags::AUTOCONNECT | StreamFlags::MAP_BUFFERS,
            &mut formats
                .iter()
                .filter_map(|bytes| Pod::from_bytes(bytes))
                .collect::<Vec<_>>(),
        )?;
        Ok(Self {
            _listener: listener,
            stream,
            frames,
            first: FirstPicture::new(),
        })
    }
}

/// GNOME draws a picture when a stream begins, and further ones when something changes. The first one is lost where this
/// end was not ready at that moment (a busy computer), and where nothing moves no other comes. So the stream is halted,
/// and begins once more.
struct FirstPicture {
    /// Since the stream began, or was halted.
    since: Instant,
    state: StreamState,
    halted: bool,
    timeout: Duration,
}

impl FirstPicture {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            state: StreamState::Unconnected,
            halted: false,
            timeout: ASKED_AGAIN,
        }
    }

    fn ask_again(&mut self, stream: &Stream) -> Result<(), pipewire::Error> {
        let now = stream.state();
        if now != self.state {
            self.since = Instant::now();
        }
        self.state = now;
        let is_over = self.since.elapsed() >= self.timeout;
        let halt = match (&self.state, self.halted) {
            (StreamState::Streaming, false) if is_over => true,
            (StreamState::Paused, true) => false,
            (StreamState::Streaming, true) if is_over => false,
            _ => return Ok(()),
        };
        tracing::info!(halt, "the screen's first picture is asked for again");
        (self.since, self.halted) = (Instant::now(), halt);
        if halt {
            self.timeout *= 2;
        }
        stream.set_active(!halt)
    }
}

/// What the streams' thread keeps of each.
struct Receiver {
    frames: FrameSink,
    format: Option<Format>,
    /// The part of the buffer that was shown last, and how it was turned.
    shown: Option<(Rect, Turn)>,
    /// Of the last buffer, where the desktop counts them.
    number: Option<u64>,
    /// Buffers were lost since the last picture.
    missed: bool,
    pointer: PointerWatch,
}

/// How the pictures are written until the desktop says otherwise.
#[derive(Debug, Clone, Copy)]
struct Format {
    size: Size,
    order: PixelOrder,
}

impl Receiver {
    fn state(&self, before: &StreamState, now: StreamState) {
        tracing::debug!(?before, ?now, "the stream of the screen");
        match now {
            StreamState::Error(why) => self.frames.broke(DisplayGone::System(why.into())),
            StreamState::Unconnected => self.frames.broke(DisplayGone::RecordingEnded),
            StreamState::Connecting | StreamState::Paused | StreamState::Streaming => {}
        }
    }

    fn param(&mut self, stream: &Stream, id: u32, param: Option<&Pod>) {
        let Some(param) = param.filter(|_| id == ParamType::Format.as_raw()) else {
            return;
        };
        let mut info = VideoInfoRaw::new();
        if info.parse(param).is_err() {
            return self.frames.broke(DisplayGone::Unreadable);
        }
        (self.format, self.shown) = (format(info), None);
        tracing::debug!(format = ?self.format, "the screen's pictures");
        if self.format.is_none() {
            return self.frames.broke(DisplayGone::Unreadable);
        }
        let wishes = wishes::buffers();
        let mut wishes: Vec<_> = wishes.iter().filter_map(|bytes| Pod::from_bytes(bytes)).collect();
        if let Err(error) = stream.update_params(&mut wishes) {
            self.frames.broke(DisplayGone::System(error.into()));
        }
    }

    /// Takes what has come. Each buffer holds a whole picture: the pixels of the newest count, and the damage of all.
    /// PipeWire overwrites a buffer that was not fetched in time (a busy computer), and nobody tells what had changed in
    /// it: all of the next picture counts as changed then.
    fn take(&mut self, stream: &Stream) {
        let Some(format) = self.format else { return };
        let mut damage = Vec::new();
        let mut newest = None;
        while let Some(mut buffer) = stream.dequeue_buffer() {
            self.count(&buffer);
            if let Some(cursor) = buffer.find_meta::<MetaCursor>() {
                let (shape, place) = self.pointer.changes(cursor, format.size);
                self.frames.point(shape, place);
            }
            if has_picture(&mut buffer) {
                damage.extend(damaged(&buffer, format.size));
                newest = Some(buffer);
            }
        }
        if let Some(mut buffer) = newest {
            if std::mem::take(&mut self.missed) {
                tracing::debug!("pictures of the screen were lost on the way");
                damage = vec![Rect::of(format.size)];
            }
            self.show(&mut buffer, format, &damage);
        }
    }

    /// Desktops count their buffers by one (GNOME 50, xdg-desktop-portal-wlr 0.8), or not at all.
    fn count(&mut self, buffer: &Buffer<'_>) {
        let number = buffer.find_meta::<MetaHeader>().map(MetaHeader::seq);
        let before = std::mem::replace(&mut self.number, number);
        if let (Some(before), Some(number)) = (before, number)
            && number != before
            && number != before.wrapping_add(1)
        {
            self.missed = true;
        }
    }

    fn show(&mut self, buffer: &mut Buffer<'_>, format: Format, damage: &[Rect]) {
        let part = crop(buffer, format.size);
        let turn = buffer
            .find_meta::<MetaTurn>()
            .and_then(MetaTurn::turn)
            .unwrap_or_default();
        let moved = self.shown.replace((part, turn)) != Some((part, turn));
        let Some(data) = buffer.datas_mut().first_mut() else {
            return;
        };
        let offset = usize::try_from(data.chunk().offset()).unwrap_or(usize::MAX);
        let told = usize::try_from(data.chunk().stride()).unwrap_or_default();
        let bytes = data.data().and_then(|bytes| bytes.get(offset..)).unwrap_or_default();
        let Some(stride) = stride(told, bytes.len(), format.size) else {
            tracing::info!(
                told,
                offset,
                length = bytes.len(),
                "the desktop's buffer holds no picture"
            );
            return self.frames.broke(DisplayGone::Unreadable);
        };
        let part_size = Size {
            width: part.width,
            height: part.height,
        };
        let size = turn.shown(part_size);
        let source = Source {
            bytes,
            stride,
            part,
            turn,
            order: format.order,
        };
        let damage: Vec<_> = if moved {
            vec![Rect::of(size)]
        } else {
            let seen = damage.iter().filter_map(|area| seen_from(&part, area));
            seen.map(|area| turn.in_picture(&area, part_size)).collect()
        };
        self.frames.put(size, &source, &damage);
    }
}

fn format(info: VideoInfoRaw) -> Option<Format> {
    let order = match info.format() {
        VideoFormat::BGRx | VideoFormat::BGRA => PixelOrder::Bgr,
        VideoFormat::RGBx | VideoFormat::RGBA => PixelOrder::Rgb,
        _ => return None,
    };
    let side = |length: u32| u16::try_from(length).ok().filter(|length| *length > 0);
    Some(Format {
        size: Size {
            width: side(info.size().width)?,
            height: side(info.size().height)?,
        },
        order,
    })
}

/// Bytes from one row to the next. GNOME 48 tells a quarter of it in some buffers: what is too short for a row is taken for
/// rows without a gap, where the buffer holds all of them.
fn stride(told: usize, length: usize, size: Size) -> Option<usize> {
    let row = usize::from(size.width) * PIXEL;
    if told >= row {
        return (length >= told).then_some(told);
    }
    (length >= row * usize::from(size.height)).then_some(row)
}

/// Some buffers bring nothing but the pointer.
fn has_picture(buffer: &mut Buffer<'_>) -> bool {
    let header = buffer.find_meta::<MetaHeader>();
    if header.is_some_and(|header| header.flags().contains(MetaHeaderFlags::CORRUPTED)) {
        return false;
    }
    buffer.datas_mut().first().is_some_and(|data| {
        let chunk = data.chunk();
        chunk.size() > 0 && !chunk.flags().contains(ChunkFlags::CORRUPTED)
    })
}

/// What changed since the buffer before; all of it where the desktop does not say.
fn damaged(buffer: &Buffer<'_>, size: Size) -> Vec<Rect> {
    let told = buffer.find_meta::<MetaVideoDamage>();
    let areas: Vec<_> = told
        .into_iter()
        .flat_map(MetaVideoDamage::iter)
        .filter_map(|region| area(region, size))
        .collect();
    if areas.is_empty() {
        return vec![Rect::of(size)];
    }
    areas
}

/// The part of the buffer that is the picture: of a window's, only a part is.
fn crop(buffer: &Buffer<'_>, size: Size) -> Rect {
    let told = buffer.find_meta::<MetaVideoCrop>().map(MetaVideoCrop::meta_region);
    let told = told.filter(|region| region.is_valid());
    told.and_then(|region| area(region, size)).unwrap_or(Rect::of(size))
}

/// What of a region lies in a picture.
fn area(region: &MetaRegion, size: Size) -> Option<Rect> {
    let (at, wide) = (region.position(), region.size());
    let end = |at: i32, length: u32| i64::from(at) + i64::from(length);
    let side = |at: i64, most: u16| u32::try_from(at.clamp(0, most.into())).unwrap_or_default();
    Rect::between(
        side(at.x.into(), size.width),
        side(at.y.into(), size.height),
        side(end(at.x, wide.width), size.width),
        side(end(at.y, wide.height), size.height),
    )
}

/// An area of the buffer, from the corner of the part that is shown.
fn seen_from(crop: &Rect, area: &Rect) -> Option<Rect> {
    let seen = area.intersection(crop)?;
    Some(Rect {
        left: seen.left - crop.left,
        top: seen.top - crop.top,
        ..seen
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stride_too_short_for_a_row_is_none() {
        let size = Size { width: 100, height: 50 };
        assert_eq!(stride(400, 20_000, size), Some(400));
        assert_eq!(stride(512, 25_600, size), Some(512));
        assert_eq!(stride(100, 20_000, size), Some(400));
        assert_eq!(stride(0, 20_000, size), Some(400));
        assert_eq!(stride(100, 19_999, size), None);
        assert_eq!(stride(512, 0, size), None);
    }
}
