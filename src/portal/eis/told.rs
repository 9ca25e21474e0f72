//! What the desktop tells on an EIS connection: its devices, which of them may be used at the moment, the regions of the
//! screen that they reach, and their keymap.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use reis::ei;
use reis::ei::keyboard::KeymapType;
use reis::{Interface, Object};

/// More than any desktop has: whoever tells of more is no desktop.
const MOST_SEATS: usize = 8;
const MOST_DEVICES: usize = 64;
const MOST_REGIONS: usize = 64;
const MOST_INTERFACES: usize = 16;

/// The longest name by which a region is found again.
const LONGEST_MAPPING: usize = 255;

/// What is asked for of what a seat has.
const WANTED: [&str; 5] = [
    ei::Keyboard::NAME,
    ei::Pointer::NAME,
    ei::PointerAbsolute::NAME,
    ei::Button::NAME,
    ei::Scroll::NAME,
];

/// A part of the desktop that a device reaches, in the device's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EisRegion {
    pub origin: (u32, u32),
    pub size: (u32, u32),
    /// What the stream of the portal that shows it is called, too.
    pub mapping: Option<Arc<str>>,
}

/// A keymap as the desktop gives it: a file of so many bytes.
#[derive(Debug)]
pub struct EisKeymap {
    pub file: OwnedFd,
    pub size: u32,
}

/// A device that the desktop lends.
#[derive(Debug, Clone)]
pub struct EisDevice {
    /// No other one of this connection has had it.
    pub number: u64,
    /// How often it was lent: what was pressed on it before it was taken back is held no longer.
    pub lent: u64,
    pub regions: Vec<EisRegion>,
    pub keymap: Option<Arc<EisKeymap>>,
    /// The group of its keymap that is in effect, once that was told.
    pub group: Option<u32>,
    pub(super) device: ei::Device,
    pub(super) keyboard: Option<ei::Keyboard>,
    pub(super) pointer: Option<ei::Pointer>,
    pub(super) absolute: Option<ei::PointerAbsolute>,
    pub(super) button: Option<ei::Button>,
    pub(super) scroll: Option<ei::Scroll>,
    pub(super) is_emulating: bool,
    is_told: bool,
    is_lent: bool,
    objects: Vec<Object>,
    next_mapping: Option<Arc<str>>,
}

impl EisDevice {
    fn new(number: u64, device: ei::Device) -> Self {
        Self {
            number,
            lent: 0,
            regions: Vec::new(),
            keymap: None,
            group: None,
            device,
            keyboard: None,
            pointer: None,
            absolute: None,
            button: None,
            scroll: None,
            is_emulating: false,
            is_told: false,
            is_lent: false,
            objects: Vec::new(),
            next_mapping: None,
        }
    }

    #[must_use]
    pub fn has_keys(&self) -> bool {
        self.keyboard.is_some()
    }

    /// It goes to places.
    #[must_use]
    pub fn has_places(&self) -> bool {
        self.absolute.is_some()
    }

    /// It moves the pointer from where it is.
    #[must_use]
    pub fn has_steps(&self) -> bool {
        self.pointer.is_some()
    }

    #[must_use]
    pub fn has_buttons(&self) -> bool {
        self.button.is_some()
    }

    #[must_use]
    pub fn has_wheel(&self) -> bool {
        self.scroll.is_some()
    }

    /// The desktop takes what it sends.
    pub(super) fn is_usable(&self) -> bool {
        self.is_told && self.is_lent
    }

    fn add(&mut self, object: Object) -> Option<()> {
        if self.objects.len() == MOST_INTERFACES {
            return None;
        }
        self.objects.push(object.clone());
        match object.interface() {
            ei::Keyboard::NAME => self.keyboard = object.downcast(),
            ei::Pointer::NAME => self.pointer = object.downcast(),
            ei::PointerAbsolute::NAME => self.absolute = object.downcast(),
            ei::Button::NAME => self.button = object.downcast(),
            ei::Scroll::NAME => self.scroll = object.downcast(),
            _ => {}
        }
        Some(())
    }

    fn lose(&mut self, object: &Object) {
        self.objects.retain(|own| own != object);
        self.keyboard.take_if(|own| own.as_object() == object);
        self.pointer.take_if(|own| own.as_object() == object);
        self.absolute.take_if(|own| own.as_object() == object);
        self.button.take_if(|own| own.as_object() == object);
        self.scroll.take_if(|own| own.as_object() == object);
    }
}

struct Seat {
    seat: ei::Seat,
    wanted: u64,
}

#[derive(Default)]
pub(super) struct Told {
    /// The connection, once it stands.
    pub(super) connection: Option<ei::Connection>,
    /// The newest number of what the desktop told.
    pub(super) serial: u32,
    pub(super) devices: Vec<EisDevice>,
    seats: Vec<Seat>,
    /// How many devices there have been.
    numbers: u64,
    /// Questions to which there is no answer yet, with their numbers.
    questions: Vec<(ei::Callback, u64)>,
    pub(super) asked: u64,
    pub(super) answered: u64,
    /// How often something was begun to be sent.
    pub(super) sequence: u32,
    /// Nothing will be told any more.
    pub(super) is_gone: bool,
}

/// What the desktop told makes no sense, or is too much, or it has ended the connection.
pub(super) struct Over;

/// The crate keeps what the desktop has ended.
fn forget(object: &Object) {
    if let Some(backend) = object.backend() {
        backend.remove_id(object.id());
    }
}

impl Told {
    /// A device of these that may be used, the newest first.
    pub(super) fn usable(&self, is_it: impl Fn(&EisDevice) -> bool) -> Option<&EisDevice> {
        self.devices
            .iter()
            .rev()
            .find(|device| device.is_usable() && is_it(device))
    }

    /// Has the desktop say when everything that was sent before is done.
    pub(super) fn ask(&mut self) {
        if let Some(connection) = &self.connection {
            self.asked += 1;
            self.questions.push((connection.sync(1), self.asked));
        }
    }

    /// `file_used` is called for each file that came with an event.
    pub(super) fn hear(&mut self, event: ei::Event, file_used: impl FnOnce()) -> Result<(), Over> {
        match event {
            ei::Event::Connection(_, event) => self.hear_connection(event),
            ei::Event::Callback(callback, _) => {
                if let Some(at) = self.questions.iter().position(|question| question.0 == callback) {
                    let (_, number) = self.questions.swap_remove(at);
                    self.answered = self.answered.max(number);
                }
                forget(callback.as_object());
                Ok(())
            }
            ei::Event::Seat(seat, event) => self.hear_seat(&seat, event),
            ei::Event::Device(device, event) => self.hear_device(&device, event),
            ei::Event::Keyboard(keyboard, event) => {
                self.hear_keyboard(&keyboard, event, file_used);
                Ok(())
            }
            ei::Event::Pointer(pointer, ei::pointer::Event::Destroyed { serial }) => {
                self.lose(pointer.as_object(), serial);
                Ok(())
            }
            ei::Event::PointerAbsolute(pointer, ei::pointer_absolute::Event::Destroyed { serial }) => {
                self.lose(pointer.as_object(), serial);
                Ok(())
            }
            ei::Event::Button(button, ei::button::Event::Destroyed { serial }) => {
                self.lose(button.as_object(), serial);
                Ok(())
            }
            ei::Event::Scroll(scroll, ei::scroll::Event::Destroyed { serial }) => {
                self.lose(scroll.as_object(), serial);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn lose(&mut self, object: &Object, serial: u32) {
        self.serial = serial;
        for device in &mut self.devices {
            device.lose(object);
        }
        forget(object);
    }

    fn hear_connection(&mut self, event: ei::connection::Event) -> Result<(), Over> {
        match event {
            ei::connection::Event::Disconnected {
                reason, explanation, ..
            } => {
                tracing::info!(?reason, explanation, "the desktop ends the EIS connection");
                Err(Over)
            }
            ei::connection::Event::Seat { seat } if self.seats.len() < MOST_SEATS => {
                self.seats.push(Seat { seat, wanted: 0 });
                Ok(())
            }
            ei::connection::Event::Seat { .. } => Err(Over),
            ei::connection::Event::Ping { ping } => {
                ping.done(0);
                Ok(())
            }
            // What was sent crossed with the end of a device.
            _ => Ok(()),
        }
    }

    fn hear_seat(&mut self, of: &ei::Seat, event: ei::seat::Event) -> Result<(), Over> {
        let Some(at) = self.seats.iter().position(|seat| seat.seat == *of) else {
            return Ok(());
        };
        let Some(seat) = self.seats.get_mut(at) else {
            return Ok(());
        };
        match event {
            ei::seat::Event::Capability { mask, interface } if WANTED.contains(&interface.as_str()) => {
                seat.wanted |= mask;
            }
            ei::seat::Event::Done => seat.seat.bind(seat.wanted),
            ei::seat::Event::Device { device } if self.devices.len() < MOST_DEVICES => {
                self.numbers += 1;
                self.devices.push(EisDevice::new(self.numbers, device));
            }
            ei::seat::Event::Device { .. } => return Err(Over),
            ei::seat::Event::Destroyed { serial } => {
                self.serial = serial;
                self.seats.swap_remove(at);
                forget(of.as_object());
            }
            _ => {}
        }
        Ok(())
    }

    fn hear_device(&mut self, of: &ei::Device, event: ei::device::Event) -> Result<(), Over> {
        let Some(at) = self.devices.iter().position(|device| device.device == *of) else {
            return Ok(());
        };
        let Some(device) = self.devices.get_mut(at) else {
            return Ok(());
        };
        match event {
            ei::device::Event::Interface { object } => device.add(object).ok_or(Over)?,
            ei::device::Event::RegionMappingId { mapping_id } => {
                device.next_mapping = Some(mapping_id.into()).filter(|name: &Arc<str>| name.len() <= LONGEST_MAPPING);
            }
            ei::device::Event::Region {
                offset_x,
                offset_y,
                width,
                hight,
                ..
            } if device.regions.len() < MOST_REGIONS => device.regions.push(EisRegion {
                origin: (offset_x, offset_y),
                size: (width, hight),
                mapping: device.next_mapping.take(),
            }),
            ei::device::Event::Region { .. } => return Err(Over),
            ei::device::Event::Done => {
                const TELLS_READY: u32 = 3;
                if !device.is_told && of.version() >= TELLS_READY {
                    of.ready();
                }
                device.is_told = true;
            }
            ei::device::Event::Resumed { serial } => {
                self.serial = serial;
                device.is_lent = true;
                device.lent += 1;
            }
            ei::device::Event::Paused { serial } => {
                self.serial = serial;
                (device.is_lent, device.is_emulating) = (false, false);
            }
            ei::device::Event::Destroyed { serial } => {
                self.serial = serial;
                let device = self.devices.remove(at);
                device.objects.iter().for_each(forget);
                forget(of.as_object());
            }
            _ => {}
        }
        Ok(())
    }

    fn hear_keyboard(&mut self, of: &ei::Keyboard, event: ei::keyboard::Event, file_used: impl FnOnce()) {
        let own = |device: &&mut EisDevice| device.keyboard.as_ref() == Some(of);
        let device = self.devices.iter_mut().find(own);
        match event {
            ei::keyboard::Event::Keymap {
                keymap_type,
                size,
                keymap,
            } => {
                file_used();
                if let Some(device) = device
                    && keymap_type == KeymapType::Xkb
                {
                    device.keymap = Some(Arc::new(EisKeymap { file: keymap, size }));
                }
            }
            ei::keyboard::Event::Modifiers { serial, group, .. } => {
                if let Some(device) = device {
                    device.group = Some(group);
                }
                self.serial = serial;
            }
            ei::keyboard::Event::Destroyed { serial } => self.lose(of.as_object(), serial),
            _ => {}
        }
    }
}
