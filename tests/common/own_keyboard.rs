//! The keyboard of a person at a Wayland desktop.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::WlSeat;
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_manager_v1::ZwpVirtualKeyboardManagerV1;
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_v1::ZwpVirtualKeyboardV1;
use xkbcommon::xkb;

/// The names of xkb_keymap's key codes begin so far beyond evdev's.
const EVDEV: u32 = 8;

/// evdev's codes.
pub const CTRL: u32 = 29;
pub const ALT: u32 = 56;
pub const SUPER: u32 = 125;
pub const G: u32 = 34;
pub const K: u32 = 37;
pub const R: u32 = 19;

pub struct OwnKeyboard {
    keyboard: ZwpVirtualKeyboardV1,
    state: xkb::State,
    queue: EventQueue<Client>,
    client: Client,
    _connection: Connection,
}

#[derive(Default)]
struct Client {
    keyboards: Option<ZwpVirtualKeyboardManagerV1>,
    seat: Option<WlSeat>,
}

impl OwnKeyboard {
    pub fn plug_in(socket: &Path, layout: &str) -> Self {
        let connection = Connection::from_socket(UnixStream::connect(socket).unwrap()).unwrap();
        let mut queue = connection.new_event_queue();
        let mut client = Client::default();
        connection.display().get_registry(&queue.handle(), ());
        queue.roundtrip(&mut client).unwrap();
        let keyboards = client
            .keyboards
            .as_ref()
            .expect("the compositor takes virtual keyboards");
        let seat = client.seat.as_ref().unwrap();
        let keyboard = keyboards.create_virtual_keyboard(seat, &queue.handle(), ());
        let context = xkb::Context::new(xkb::CONTEXT_NO_FLAGS);
        let flags = xkb::KEYMAP_COMPILE_NO_FLAGS;
        let keymap = xkb::Keymap::new_from_names(&context, "evdev", "pc105", layout, "", None, flags).unwrap();
        let text = keymap.get_as_string(xkb::KEYMAP_FORMAT_TEXT_V1);
        let mut file = std::fs::File::from(memfd_create("keymap", MemfdFlags::CLOEXEC).unwrap());
        file.write_all(text.as_bytes()).unwrap();
        file.write_all(&[0]).unwrap();
        keyboard.keymap(1, file.as_fd(), u32::try_from(text.len() + 1).unwrap());
        queue.roundtrip(&mut client).unwrap();
        Self {
            keyboard,
            state: xkb::State::new(&keymap),
            queue,
            client,
            _connection: connection,
        }
    }

    /// Presses these together, by their evdev codes, and lets them go in the opposite order.
    pub fn press(&mut self, codes: &[u32]) {
        for code in codes {
            self.key(*code, true);
        }
        for code in codes.iter().rev() {
            self.key(*code, false);
        }
    }

    fn key(&mut self, code: u32, down: bool) {
        let direction = if down {
            xkb::KeyDirection::Down
        } else {
            xkb::KeyDirection::Up
        };
        self.keyboard.key(0, code, u32::from(down));
        self.state.update_key(xkb::Keycode::new(code + EVDEV), direction);
        let held = self.state.serialize_mods(xkb::STATE_MODS_DEPRESSED);
        // A compositor does not reckon them from a virtual keyboard's keys.
        self.keyboard.modifiers(held, 0, 0, 0);
        self.queue.roundtrip(&mut self.client).unwrap();
    }
}

impl Dispatch<WlRegistry, ()> for Client {
    fn event(
        client: &mut Self,
        registry: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let wl_registry::Event::Global { name, interface, .. } = event else {
            return;
        };
        match interface.as_str() {
            "wl_seat" => client.seat = Some(registry.bind(name, 1, queue, ())),
            "zwp_virtual_keyboard_manager_v1" => client.keyboards = Some(registry.bind(name, 1, queue, ())),
            _ => {}
        }
    }
}

delegate_noop!(Client: ignore WlSeat);
delegate_noop!(Client: ZwpVirtualKeyboardManagerV1);
delegate_noop!(Client: ZwpVirtualKeyboardV1);
