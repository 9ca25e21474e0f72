//! A screen that a test paints, as a desktop gives it through PipeWire: whole pictures, and with each what changed.

use std::io::Cursor;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use lifeline::vocabulary::Rect;
use pipewire::channel;
use pipewire::context::ContextRc;
use pipewire::keys;
use pipewire::main_loop::MainLoopRc;
use pipewire::properties::properties;
use pipewire::spa::buffer::meta::{MetaVideoDamage, Metadata};
use pipewire::spa::param::ParamType;
use pipewire::spa::param::format::{FormatProperties, MediaSubtype, MediaType};
use pipewire::spa::param::video::{VideoFormat, VideoInfoRaw};
use pipewire::spa::pod::serialize::PodSerializer;
use pipewire::spa::pod::{Object, Pod, Property, Value, object, property};
use pipewire::spa::sys;
use pipewire::spa::utils::{Direction, Fraction, Id, Rectangle, SpaTypes};
use pipewire::stream::{Stream, StreamFlags, StreamRc, StreamState};

use super::display::{Picture, TIMEOUT, eventually};

/// Rows are padded by so many bytes.
const PADDING: usize = 64;
const MOST_REGIONS: usize = 16;

pub struct TestScreen {
    pub node: u32,
    /// How often somebody began to look.
    begun: Arc<AtomicU32>,
    orders: channel::Sender<Order>,
}

enum Order {
    Show(Painted),
    Lose,
    Withhold,
    LoseFirst,
    End,
}

struct Painted {
    /// Of buffers that were given, or lost.
    count: u64,
    picture: Picture,
    damage: Vec<Rect>,
    turn: u32,
    /// The size that the buffers are for.
    agreed: Option<(u16, u16)>,
    /// Nobody has got it yet.
    fresh: bool,
    /// Nobody gets it.
    withheld: bool,
    /// Nobody gets it before the stream has begun so often.
    begins: u32,
}

impl TestScreen {
    pub fn start(pipewire: PathBuf) -> Self {
        let (orders, told) = channel::channel();
        let (tell, node) = mpsc::channel();
        let begun = Arc::default();
        std::thread::spawn({
            let begun = Arc::clone(&begun);
            move || run(pipewire, told, tell, &begun)
        });
        let node = node.recv_timeout(TIMEOUT).expect("PipeWire has a node for the screen");
        Self { node, begun, orders }
    }

    /// Returns when somebody looks.
    pub fn waits_for_a_viewer(&self) {
        eventually("somebody looks", || self.begun.load(Ordering::SeqCst) > 0);
    }

    /// Shows a picture, and says that only these areas of it changed.
    pub fn show(&self, picture: &Picture, damage: &[Rect]) {
        self.show_turned(picture, damage, 0);
    }

    /// Counts a picture that nobody got.
    pub fn lose(&self) {
        assert!(self.orders.send(Order::Lose).is_ok(), "the screen is gone");
    }

    /// Gives no picture until the next one is shown.
    pub fn withhold(&self) {
        assert!(self.orders.send(Order::Withhold).is_ok(), "the screen is gone");
    }

    /// Whoever comes next gets no picture, and nothing says that there is one: they were not ready for it.
    pub fn lose_first(&self) {
        assert!(self.orders.send(Order::LoseFirst).is_ok(), "the screen is gone");
    }

    /// It is there no longer.
    pub fn unplug(&self) {
        assert!(self.orders.send(Order::End).is_ok(), "the screen is gone");
    }

    /// [`Self::show`] on a monitor that stands on its side: SPA_META_VideoTransform says how it was turned.
    pub fn show_turned(&self, picture: &Picture, damage: &[Rect], turn: u32) {
        let painted = Painted {
            count: 0,
            turn,
            agreed: None,
            picture: picture.clone(),
            damage: damage.to_vec(),
            fresh: true,
            withheld: false,
            begins: 0,
        };
        assert!(self.orders.send(Order::Show(painted)).is_ok(), "the screen is gone");
    }
}

impl Drop for TestScreen {
    fn drop(&mut self) {
        let _ = self.orders.send(Order::End);
    }
}

fn run(pipewire: PathBuf, told: channel::Receiver<Order>, tell: mpsc::Sender<u32>, begun: &Arc<AtomicU32>) {
    pipewire::init();
    let main = MainLoopRc::new(None).unwrap();
    let context = ContextRc::new(&main, None).unwrap();
    let socket = UnixStream::connect(pipewire).unwrap();
    let core = context.connect_fd_rc(socket.into(), None).unwrap();
    let properties = properties! {
        *keys::MEDIA_CLASS => "Video/Source",
        *keys::NODE_NAME => "test-screen",
    };
    let stream = StreamRc::new(core, "test screen", properties).unwrap();
    let painted = std::rc::Rc::new(std::cell::RefCell::new(None::<Painted>));
    let shown = std::rc::Rc::clone(&painted);
    let begun = Arc::clone(begun);
    let _listener = stream
        .add_local_listener_with_user_data(std::rc::Rc::clone(&painted))
        .state_changed(move |stream, _, _, now| match now {
            StreamState::Paused => drop(tell.send(stream.node_id())),
            // Whoever comes new gets what there is.
            StreamState::Streaming => {
                begun.fetch_add(1, Ordering::SeqCst);
                if let Some(painted) = &mut *shown.borrow_mut() {
                    painted.fresh = true;
                    painted.begins = painted.begins.saturating_sub(1);
                }
            }
            _ => {}
        })
        .param_changed(|stream, painted, id, param| {
            let Some(param) = param.filter(|_| id == ParamType::Format.as_raw()) else {
                return;
            };
            if let Some(painted) = &mut *painted.borrow_mut() {
                painted.agreed = agreed_size(param);
                // What was written for another size, and never taken, is written anew.
                painted.fresh = true;
            }
            if let Some(painted) = &*painted.borrow() {
                offer_buffers(stream, &painted.picture);
            }
        })
        .process(|stream, painted| {
            if let Some(painted) = &mut *painted.borrow_mut()
                && painted.fresh
                && !painted.withheld
                && painted.begins == 0
                && painted.agreed == Some((painted.picture.width, painted.picture.height))
            {
                painted.fresh = !write(stream, painted);
                painted.count += u64::from(!painted.fresh);
            }
        })
        .register()
        .unwrap();
    *painted.borrow_mut() = Some(Painted {
        count: 0,
        picture: Picture::known(640, 480, 0),
        damage: Vec::new(),
        turn: 0,
        agreed: None,
        fresh: false,
        withheld: false,
        begins: 0,
    });
    let first = written(format(640, 480));
    let mut formats = [Pod::from_bytes(&first).unwrap()];
    stream
        .connect(Direction::Output, None, StreamFlags::MAP_BUFFERS, &mut formats)
        .unwrap();
    let _told = told.attach(main.loop_(), {
        let main = main.clone();
        let stream = stream.clone();
        move |order| match order {
            Order::Show(new) => {
                let size = |painted: &Painted| (painted.picture.width, painted.picture.height);
                let (before, agreed) = painted.borrow().as_ref().map(|old| (size(old), old.agreed)).unzip();
                let now = size(&new);
                let agreed = agreed.flatten();
                let count = painted.borrow().as_ref().map_or(0, |old| old.count);
                *painted.borrow_mut() = Some(Painted { count, agreed, ..new });
                if before != Some(now) {
                    let other = written(format(now.0, now.1));
                    stream.update_params(&mut [Pod::from_bytes(&other).unwrap()]).unwrap();
                }
            }
            Order::Lose => {
                if let Some(painted) = &mut *painted.borrow_mut() {
                    painted.count += 1;
                }
            }
            Order::Withhold => {
                if let Some(painted) = &mut *painted.borrow_mut() {
                    painted.withheld = true;
                }
            }
            Order::LoseFirst => {
                if let Some(painted) = &mut *painted.borrow_mut() {
                    painted.begins = 2;
                }
            }
            Order::End => main.quit(),
        }
    });
    main.run();
}

fn format(width: u16, height: u16) -> Object {
    object!(
        SpaTypes::ObjectParamFormat,
        ParamType::EnumFormat,
        property!(FormatProperties::MediaType, Id, MediaType::Video),
        property!(FormatProperties::MediaSubtype, Id, MediaSubtype::Raw),
        property!(FormatProperties::VideoFormat, Id, VideoFormat::BGRx),
        property!(
            FormatProperties::VideoSize,
            Rectangle,
            Rectangle {
                width: width.into(),
                height: height.into()
            }
        ),
        property!(
            FormatProperties::VideoFramerate,
            Fraction,
            Fraction { num: 0, denom: 1 }
        ),
    )
}

fn agreed_size(format: &Pod) -> Option<(u16, u16)> {
    let mut info = VideoInfoRaw::new();
    info.parse(format).ok()?;
    Some((info.size().width.try_into().ok()?, info.size().height.try_into().ok()?))
}

fn stride(picture: &Picture) -> usize {
    usize::from(picture.width) * 4 + PADDING
}

fn offer_buffers(stream: &Stream, picture: &Picture) {
    let int = |value: usize| Value::Int(value.try_into().unwrap());
    let stride = stride(picture);
    let buffers = Object {
        type_: SpaTypes::ObjectParamBuffers.as_raw(),
        id: ParamType::Buffers.as_raw(),
        properties: vec![
            Property::new(sys::SPA_PARAM_BUFFERS_buffers, int(4)),
            Property::new(sys::SPA_PARAM_BUFFERS_blocks, int(1)),
            Property::new(sys::SPA_PARAM_BUFFERS_size, int(stride * usize::from(picture.height))),
            Property::new(sys::SPA_PARAM_BUFFERS_stride, int(stride)),
        ],
    };
    let meta = |kind, size| Object {
        type_: SpaTypes::ObjectParamMeta.as_raw(),
        id: ParamType::Meta.as_raw(),
        properties: vec![
            Property::new(sys::SPA_PARAM_META_type, Value::Id(Id(kind))),
            Property::new(sys::SPA_PARAM_META_size, int(size)),
        ],
    };
    let damage = meta(
        sys::SPA_META_VideoDamage,
        size_of::<sys::spa_meta_region>() * MOST_REGIONS,
    );
    let turn = meta(Turn::META_TYPE, size_of::<Turn>());
    let header = meta(sys::SPA_META_Header, size_of::<Header>());
    let params: Vec<_> = [buffers, damage, turn, header].into_iter().map(written).collect();
    let mut params: Vec<_> = params.iter().map(|bytes| Pod::from_bytes(bytes).unwrap()).collect();
    stream.update_params(&mut params).unwrap();
}

/// False: no buffer is there, or only one for a picture of another size.
fn write(stream: &Stream, painted: &Painted) -> bool {
    let Some(mut buffer) = stream.dequeue_buffer() else {
        return false;
    };
    let picture = &painted.picture;
    let stride = stride(picture);
    let size = stride * usize::from(picture.height);
    if buffer.datas_mut()[0].data().is_none_or(|data| data.len() < size) {
        return false;
    }
    if let Some(meta) = buffer.find_meta::<MetaVideoDamage>() {
        set_damage(meta, &painted.damage);
    }
    if let Some(turn) = buffer.find_meta::<Turn>() {
        turn.0.store(painted.turn, Ordering::Relaxed);
    }
    if let Some(header) = buffer.find_meta::<Header>() {
        header.number.store(painted.count, Ordering::Relaxed);
    }
    let data = &mut buffer.datas_mut()[0];
    if let Some(bytes) = data.data() {
        let rows = picture.rgb.chunks(usize::from(picture.width) * 3);
        for (to, row) in bytes.chunks_mut(stride).zip(rows) {
            for (to, rgb) in to.chunks_mut(4).zip(row.chunks(3)) {
                to.copy_from_slice(&[rgb[2], rgb[1], rgb[0], 7]);
            }
        }
    }
    let chunk = data.chunk_mut();
    *chunk.offset_mut() = 0;
    *chunk.stride_mut() = stride.try_into().unwrap();
    *chunk.size_mut() = size.try_into().unwrap();
    true
}

/// The list ends with the first region that is empty.
#[allow(unsafe_code, reason = "the crate lets nobody write what it can read")]
fn set_damage(meta: &MetaVideoDamage, damage: &[Rect]) {
    let region = |area: Option<&Rect>| {
        let area = area.map_or((0, 0, 0, 0), |area| (area.left, area.top, area.width, area.height));
        sys::spa_meta_region {
            region: sys::spa_region {
                position: sys::spa_point {
                    x: area.0.into(),
                    y: area.1.into(),
                },
                size: sys::spa_rectangle {
                    width: area.2.into(),
                    height: area.3.into(),
                },
            },
        }
    };
    assert!(damage.len() < MOST_REGIONS);
    let regions: *mut sys::spa_meta_region = meta.as_raw().data.cast();
    for (index, area) in damage.iter().map(Some).chain([None]).enumerate() {
        // SAFETY: the memory was asked for with room for so many regions, and this buffer is ours until it is queued.
        unsafe { regions.add(index).write(region(area)) };
    }
}

/// `struct spa_meta_videotransform`, which can be written.
#[repr(transparent)]
struct Turn(AtomicU32);

impl Metadata for Turn {
    /// SPA_META_VideoTransform.
    const META_TYPE: u32 = 8;
}

/// `struct spa_meta_header`, of which the number can be written.
#[repr(C)]
struct Header {
    flags_and_offset: [u32; 2],
    times: [i64; 2],
    number: AtomicU64,
}

impl Metadata for Header {
    /// SPA_META_Header.
    const META_TYPE: u32 = 1;
}

fn written(object: Object) -> Vec<u8> {
    PodSerializer::serialize(Cursor::new(Vec::new()), &Value::Object(object))
        .unwrap()
        .0
        .into_inner()
}
