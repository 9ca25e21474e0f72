//! The part of a compositor that takes input by EIS, as a test wants it: its devices come and go as the test says, and it
//! writes down what is done with them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reis::PendingRequestResult;
use reis::ei::connection::DisconnectReason;
use reis::eis;
use reis::eis::button::ButtonState;
use reis::eis::device::DeviceType;
use reis::eis::handshake::ContextType;
use reis::eis::keyboard::{KeyState, KeymapType};
use reis::handshake::EisHandshaker;
use reis::request::{Device, DeviceCapability, EisRequest, EisRequestConverter, Seat};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, memfd_create};
use xkbcommon::xkb;

use super::test_portal::Done;

/// How the desktop behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Usual,
    /// Lends its devices to nobody.
    KeepsDevices,
    /// Says nothing.
    Silent,
    /// Sends what is no message.
    Senseless,
    /// Begins devices without end, and does not read.
    Endless,
    /// Asks without end whether the other end is there, and does not read.
    Asking,
}

/// Of the devices that go to places.
#[derive(Debug, Clone, Copy)]
pub struct Region {
    pub mapping: Option<&'static str>,
    pub origin: (u32, u32),
    pub size: (u32, u32),
}

enum Order {
    Pause,
    Resume,
    /// All devices go, and new ones come.
    Exchange,
    /// The keyboard's keymap has this group in effect.
    Group(u32),
    End,
    /// Reads nothing any more.
    Freeze,
}

struct Compositor {
    manner: Manner,
    regions: Vec<Region>,
    keymap: Option<String>,
    orders: VecDeque<Order>,
    done: Vec<Done>,
    connections: usize,
}

#[derive(Clone)]
pub struct TestEis(Arc<Mutex<Compositor>>);

/// How often a connection looks for orders.
const LOOKS: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 5_000_000,
};

impl TestEis {
    /// With a keyboard of this layout, and one region.
    pub fn new(layout: &str, region: Region) -> Self {
        let context = xkb::Context::new(xkb::CONTEXT_NO_FLAGS);
        let flags = xkb::KEYMAP_COMPILE_NO_FLAGS;
        let keymap = xkb::Keymap::new_from_names(&context, "evdev", "pc105", layout, "", None, flags).unwrap();
        Self(Arc::new(Mutex::new(Compositor {
            manner: Manner::Usual,
            regions: vec![region],
            keymap: Some(keymap.get_as_string(xkb::KEYMAP_FORMAT_TEXT_V1)),
            orders: VecDeque::new(),
            done: Vec::new(),
            connections: 0,
        })))
    }

    /// From the next connection on.
    pub fn behave(&self, manner: Manner) {
        self.0.lock().unwrap().manner = manner;
    }

    /// From the next connection on, or the next devices.
    pub fn reach(&self, regions: &[Region]) {
        self.0.lock().unwrap().regions = regions.to_vec();
    }

    pub fn pause(&self) {
        self.order(Order::Pause);
    }

    pub fn resume(&self) {
        self.order(Order::Resume);
    }

    pub fn exchange(&self) {
        self.order(Order::Exchange);
    }

    pub fn group(&self, group: u32) {
        self.order(Order::Group(group));
    }

    pub fn end(&self) {
        self.order(Order::End);
    }

    pub fn freeze(&self) {
        self.order(Order::Freeze);
    }

    fn order(&self, order: Order) {
        self.0.lock().unwrap().orders.push_back(order);
    }

    /// What was done since the last call.
    pub fn done(&self) -> Vec<Done> {
        std::mem::take(&mut self.0.lock().unwrap().done)
    }

    pub fn connections(&self) -> usize {
        self.0.lock().unwrap().connections
    }

    /// A new connection, as a portal hands it on.
    pub fn connect(&self) -> OwnedFd {
        let (own, others) = UnixStream::pair().unwrap();
        let eis = self.clone();
        let manner = {
            let mut compositor = self.0.lock().unwrap();
            compositor.connections += 1;
            compositor.orders.clear();
            compositor.manner
        };
        std::thread::spawn(move || {
            match manner {
                Manner::Usual | Manner::KeepsDevices | Manner::Endless | Manner::Asking => eis.serve(own, manner),
                Manner::Silent => drain(own),
                Manner::Senseless => {
                    let _ = (&own).write_all(&[0x5A; 4096]);
                    drain(own);
                }
            }
            eis.note(Done::Left);
        });
        others.into()
    }

    fn note(&self, done: Done) {
        self.0.lock().unwrap().done.push(done);
    }

    /// Until the other end goes.
    fn serve(&self, socket: UnixStream, manner: Manner) {
        let context = eis::Context::new(socket).unwrap();
        let mut handshaker = EisHandshaker::new(&context, 1);
        let mut connection: Option<Serving> = None;
        loop {
            let mut waits = [PollFd::new(&context, PollFlags::IN)];
            poll(&mut waits, Some(&LOOKS)).unwrap();
            if context.read().is_err() {
                return;
            }
            while let Some(request) = context.pending_request() {
                let request = match request {
                    PendingRequestResult::Request(request) => request,
                    // It crossed with the end of a device.
                    PendingRequestResult::InvalidObject(_) => continue,
                    PendingRequestResult::ParseError(error) => panic!("no request: {error}"),
                };
                if let Some(connection) = &mut connection {
                    connection.converter.handle_request(request).unwrap();
                    while let Some(request) = connection.converter.next_request() {
                        connection.hear(request);
                    }
                } else if let Some(done) = handshaker.handle_request(request).unwrap() {
                    assert_eq!(done.context_type, ContextType::Sender);
                    connection = Some(Serving::new(self.clone(), manner, &context, done));
                }
            }
            let Some(connection) = &mut connection else { continue };
            let orders = std::mem::take(&mut self.0.lock().unwrap().orders);
            for order in orders {
                match order {
                    Order::Freeze => return freeze(&context),
                    Order::End => return connection.end(),
                    order => connection.obey(&order),
                }
            }
            if context.flush().is_err() {
                return;
            }
            match manner {
                Manner::Endless => return connection.flood(&context, |connection| drop(connection.device())),
                Manner::Asking => {
                    return connection.flood(&context, |connection| {
                        drop(connection.converter.handle().connection().ping(1));
                    });
                }
                _ => {}
            }
        }
    }
}

fn drain(mut socket: UnixStream) {
    let mut all = [0; 4096];
    while socket.read(&mut all).is_ok_and(|count| count > 0) {}
}

/// Until the other end goes.
fn freeze(context: &eis::Context) {
    loop {
        let mut waits = [PollFd::new(context, PollFlags::empty())];
        if poll(&mut waits, None).is_ok() && waits[0].revents().contains(PollFlags::HUP) {
            return;
        }
    }
}

/// One connection.
struct Serving {
    eis: TestEis,
    manner: Manner,
    converter: EisRequestConverter,
    seat: Seat,
    devices: Vec<Device>,
    emulating: HashMap<Device, u32>,
    resumed: HashSet<Device>,
}

impl Serving {
    fn new(eis: TestEis, manner: Manner, context: &eis::Context, done: reis::handshake::EisHandshakeResp) -> Self {
        let converter = EisRequestConverter::new(context, done, 1);
        let capabilities = DeviceCapability::Keyboard
            | DeviceCapability::Pointer
            | DeviceCapability::PointerAbsolute
            | DeviceCapability::Button
            | DeviceCapability::Scroll
            | DeviceCapability::Touch;
        let seat = converter.handle().add_seat(Some("default"), capabilities);
        Self {
            eis,
            manner,
            converter,
            seat,
            devices: Vec::new(),
            emulating: HashMap::new(),
            resumed: HashSet::new(),
        }
    }

    fn hear(&mut self, request: EisRequest) {
        if let Some(device) = request.device()
            && !matches!(request, EisRequest::Ready(_))
        {
            assert!(self.devices.contains(device), "{request:?}");
        }
        let is_input = !matches!(
            request,
            EisRequest::Bind(_)
                | EisRequest::Ready(_)
                | EisRequest::DeviceStartEmulating(_)
                | EisRequest::DeviceStopEmulating(_)
        );
        if is_input && let Some(device) = request.device() {
            // What crosses with a pause comes to nothing.
            if !self.resumed.contains(device) {
                return;
            }
            assert!(self.emulating.contains_key(device), "{request:?}");
        }
        match request {
            EisRequest::Bind(bind) => {
                assert!(!bind.capabilities.contains(DeviceCapability::Touch));
                self.add_devices();
            }
            EisRequest::Ready(ready) => {
                if self.manner == Manner::Usual {
                    self.resume(&ready.device);
                }
            }
            EisRequest::DeviceStartEmulating(start) => {
                self.emulating.insert(start.device, start.sequence);
                self.eis.note(Done::Begun);
            }
            EisRequest::DeviceStopEmulating(stop) => {
                self.emulating.remove(&stop.device).expect("it had begun");
                self.eis.note(Done::Rested);
            }
            EisRequest::KeyboardKey(key) => {
                let code = key.key.try_into().unwrap();
                self.eis.note(Done::Key(code, key.state == KeyState::Press));
            }
            EisRequest::PointerMotion(motion) => assert_eq!((motion.dx, motion.dy), (0.0, 0.0)),
            EisRequest::PointerMotionAbsolute(motion) => {
                self.eis
                    .note(Done::Move(motion.dx_absolute.into(), motion.dy_absolute.into()));
            }
            EisRequest::Button(button) => {
                let code = button.button.try_into().unwrap();
                self.eis.note(Done::Button(code, button.state == ButtonState::Press));
            }
            EisRequest::ScrollDelta(scroll) => {
                self.eis.note(Done::Scroll(scroll.dx.into(), scroll.dy.into()));
            }
            EisRequest::ScrollDiscrete(scroll) => {
                self.eis.note(Done::Turned(scroll.discrete_dx, scroll.discrete_dy));
            }
            EisRequest::Frame(_) => {}
            other => panic!("nobody does this: {other:?}"),
        }
    }

    fn resume(&mut self, device: &Device) {
        device.resumed();
        self.resumed.insert(device.clone());
    }

    fn add_devices(&mut self) {
        let (regions, keymap) = {
            let compositor = self.eis.0.lock().unwrap();
            (compositor.regions.clone(), compositor.keymap.clone())
        };
        self.add("keyboard", DeviceCapability::Keyboard.into(), |device| {
            if let Some(keymap) = keymap {
                let mut file = File::from(memfd_create("keymap", MemfdFlags::CLOEXEC).unwrap());
                file.write_all(keymap.as_bytes()).unwrap();
                let keyboard = device.interface::<eis::Keyboard>().unwrap();
                keyboard.keymap(KeymapType::Xkb, keymap.len().try_into().unwrap(), file.as_fd());
            }
        });
        let buttons = DeviceCapability::Button | DeviceCapability::Scroll;
        self.add("pointer", buttons | DeviceCapability::Pointer, |_| {});
        for region in regions {
            self.add("places", buttons | DeviceCapability::PointerAbsolute, |device| {
                let device = device.device();
                if let Some(mapping) = region.mapping {
                    device.region_mapping_id(mapping);
                }
                let (origin, size) = (region.origin, region.size);
                device.region(origin.0, origin.1, size.0, size.1, 1.0);
            });
        }
    }

    fn add(
        &mut self,
        name: &str,
        capabilities: reis::enumflags2::BitFlags<DeviceCapability>,
        describe: impl FnOnce(&Device),
    ) {
        let device = self
            .seat
            .add_device(Some(name), DeviceType::Virtual, capabilities, describe);
        self.devices.push(device);
    }

    fn obey(&mut self, order: &Order) {
        match order {
            Order::Pause => {
                for device in &self.devices {
                    device.paused();
                }
                self.emulating.clear();
                self.resumed.clear();
            }
            Order::Resume => {
                for device in self.devices.clone() {
                    self.resume(&device);
                }
            }
            Order::Exchange => {
                let before = std::mem::take(&mut self.devices);
                before.iter().for_each(Device::remove);
                self.emulating.clear();
                self.add_devices();
            }
            Order::Group(group) => {
                let keyboards = self.devices.iter().filter_map(Device::interface::<eis::Keyboard>);
                for keyboard in keyboards {
                    self.converter
                        .handle()
                        .with_next_serial(|serial| keyboard.modifiers(serial, 0, 0, 0, *group));
                }
            }
            Order::End | Order::Freeze => unreachable!("whoever serves does it"),
        }
        self.eis.note(Done::Obeyed);
    }

    fn end(&self) {
        self.converter
            .handle()
            .disconnected(DisconnectReason::Disconnected, None);
    }

    fn device(&self) -> eis::Device {
        self.seat.eis_seat().device(1)
    }

    /// Until the other end goes.
    fn flood(&mut self, context: &eis::Context, sends: impl Fn(&mut Self)) {
        loop {
            for _ in 0..64 {
                sends(self);
            }
            while let Err(error) = context.flush() {
                if error != rustix::io::Errno::WOULDBLOCK {
                    return;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}
