//! A window that records what it gets, read as every program reads it: keys by the keymap that the compositor tells.
//! And a keyboard of the person's own.

use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::protocol::wl_buffer::WlBuffer;
use wayland_client::protocol::wl_compositor::WlCompositor;
use wayland_client::protocol::wl_keyboard::{self, KeyState, WlKeyboard};
use wayland_client::protocol::wl_pointer::{self, Axis, ButtonState, WlPointer};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::{self, Capability, WlSeat};
use wayland_client::protocol::wl_shm::{Format, WlShm};
use wayland_client::protocol::wl_shm_pool::WlShmPool;
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, WEnum, delegate_noop};
use wayland_protocols::xdg::shell::client::xdg_surface::{self, XdgSurface};
use wayland_protocols::xdg::shell::client::xdg_toplevel::{self, XdgToplevel};
use wayland_protocols::xdg::shell::client::xdg_wm_base::{self, XdgWmBase};
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_manager_v1::ZwpVirtualKeyboardManagerV1;
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_v1::ZwpVirtualKeyboardV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_manager_v1::ZwlrVirtualPointerManagerV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;
use xkbcommon::xkb;

use super::super::display::eventually;
use crate::sway::Sway;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    /// By its evdev code, with what it types.
    Key { code: u32, down: bool, text: String },
    /// By its evdev code.
    Button { code: u32, down: bool },
    /// Where in the window.
    Move { x: f64, y: f64 },
    /// How far, and in how many steps.
    Wheel { horizontal: bool, length: f64, steps: i32 },
}

pub(super) struct Recorder {
    queue: EventQueue<Client>,
    client: Client,
    connection: Connection,
}

#[derive(Default)]
struct Client {
    seat: Option<WlSeat>,
    compositor: Option<WlCompositor>,
    shm: Option<WlShm>,
    shell: Option<XdgWmBase>,
    keyboards: Option<ZwpVirtualKeyboardManagerV1>,
    pointers: Option<ZwlrVirtualPointerManagerV1>,
    keyboard: Option<WlKeyboard>,
    pointer: Option<WlPointer>,
    surface: Option<WlSurface>,
    buffer: Option<WlBuffer>,
    size: (i32, i32),
    state: Option<xkb::State>,
    keymaps: usize,
    focused: bool,
    under_pointer: bool,
    steps: i32,
    modifiers: u32,
    seen: Vec<Seen>,
    down: Vec<u32>,
    buttons: Vec<u32>,
}

impl Recorder {
    /// A window that fills its output.
    pub(super) fn open(sway: &Sway, program: &str) -> Self {
        Self::new(sway, program, true)
    }

    /// A window beside the others, to their right.
    pub(super) fn open_beside(sway: &Sway, program: &str) -> Self {
        Self::new(sway, program, false)
    }

    fn new(sway: &Sway, program: &str, full: bool) -> Self {
        let (connection, mut queue, mut client) = connect(sway);
        let handle = queue.handle();
        let surface = client.compositor.as_ref().unwrap().create_surface(&handle, ());
        let shell = client.shell.as_ref().unwrap().get_xdg_surface(&surface, &handle, ());
        let window = shell.get_toplevel(&handle, ());
        window.set_app_id(program.to_owned());
        window.set_title(program.to_owned());
        if full {
            window.set_fullscreen(None);
        }
        surface.commit();
        client.surface = Some(surface);
        queue.roundtrip(&mut client).unwrap();
        let mut recorder = Self {
            queue,
            client,
            connection,
        };
        recorder.until(|client| client.buffer.is_some());
        recorder
    }

    /// Until it has the keyboard, and stands where the compositor wants it: the focus comes first.
    pub(super) fn wait_for_focus(&mut self) {
        self.until(|client| client.focused && client.pointer.is_some() && client.size.0 > 0);
        self.settle();
    }

    /// Until it is as wide as is meant, and stands there: neighbours move only once all of them have painted.
    pub(super) fn wait_for_width(&mut self, width: i32) {
        self.until(|client| client.size.0 == width);
        self.settle();
    }

    /// What it has painted has reached the compositor.
    fn settle(&mut self) {
        self.queue.roundtrip(&mut self.client).unwrap();
    }

    /// Everything seen until now.
    pub(super) fn seen(&mut self) -> &[Seen] {
        self.queue.roundtrip(&mut self.client).unwrap();
        &self.client.seen
    }

    /// Waits until something was seen that is meant.
    #[track_caller]
    pub(super) fn wait_for(&mut self, mut meant: impl FnMut(&[Seen]) -> bool) -> Vec<Seen> {
        eventually(|| meant(self.seen()));
        self.client.seen.clone()
    }

    /// What the keys that went down typed.
    pub(super) fn typed(&mut self) -> String {
        let seen = self.seen().iter();
        let down = seen.filter_map(|seen| match seen {
            Seen::Key { down: true, text, .. } => Some(text.as_str()),
            _ => None,
        });
        down.collect()
    }

    /// Keys and buttons that are down, and the modifiers in effect.
    pub(super) fn held(&mut self) -> (Vec<u32>, Vec<u32>, u32) {
        self.seen();
        let client = &self.client;
        (client.down.clone(), client.buttons.clone(), client.modifiers)
    }

    pub(super) fn is_under_pointer(&mut self) -> bool {
        self.seen();
        self.client.under_pointer
    }

    /// How many keymaps were told.
    pub(super) fn keymaps(&mut self) -> usize {
        self.seen();
        self.client.keymaps
    }

    pub(super) fn forget(&mut self) {
        self.seen();
        self.client.seen.clear();
    }

    #[track_caller]
    fn until(&mut self, mut condition: impl FnMut(&Client) -> bool) {
        eventually(|| {
            self.queue.roundtrip(&mut self.client).unwrap();
            condition(&self.client)
        });
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.connection.flush();
    }
}

/// The person's mouse, and their keyboard with a layout of their choice.
pub(super) struct OwnDevices {
    keyboard: ZwpVirtualKeyboardV1,
    _pointer: ZwlrVirtualPointerV1,
    queue: EventQueue<Client>,
    client: Client,
    _connection: Connection,
}

impl OwnDevices {
    pub(super) fn plug_in(sway: &Sway, layout: &str) -> Self {
        let (connection, queue, client) = connect(sway);
        let seat = client.seat.clone().unwrap();
        let keyboards = client.keyboards.clone().unwrap();
        let keyboard = keyboards.create_virtual_keyboard(&seat, &queue.handle(), ());
        let pointers = client.pointers.clone().unwrap();
        let pointer = pointers.create_virtual_pointer(Some(&seat), &queue.handle(), ());
        let mut own = Self {
            keyboard,
            _pointer: pointer,
            queue,
            client,
            _connection: connection,
        };
        own.choose(layout);
        own
    }

    pub(super) fn choose(&mut self, layout: &str) {
        let keymap = keymap(layout).get_as_string(xkb::KEYMAP_FORMAT_TEXT_V1);
        let mut file = std::fs::File::from(memfd_create("keymap", MemfdFlags::CLOEXEC).unwrap());
        file.write_all(keymap.as_bytes()).unwrap();
        file.write_all(&[0]).unwrap();
        let size = u32::try_from(keymap.len() + 1).unwrap();
        self.keyboard.keymap(1, file.as_fd(), size);
        self.settle();
    }

    /// By its evdev code.
    pub(super) fn press(&mut self, code: u32) {
        self.keyboard.key(0, code, 1);
        self.keyboard.key(0, code, 0);
        self.settle();
    }

    fn settle(&mut self) {
        self.queue.roundtrip(&mut self.client).unwrap();
    }
}

fn keymap(layout: &str) -> xkb::Keymap {
    let context = xkb::Context::new(xkb::CONTEXT_NO_FLAGS);
    let flags = xkb::KEYMAP_COMPILE_NO_FLAGS;
    xkb::Keymap::new_from_names(&context, "evdev", "pc105", layout, "", None, flags).unwrap()
}

fn connect(sway: &Sway) -> (Connection, EventQueue<Client>, Client) {
    let connection = Connection::from_socket(UnixStream::connect(&sway.socket).unwrap()).unwrap();
    let mut queue = connection.new_event_queue();
    let mut client = Client::default();
    connection.display().get_registry(&queue.handle(), ());
    for _ in 0..2 {
        queue.roundtrip(&mut client).unwrap();
    }
    (connection, queue, client)
}

impl Client {
    /// Shows a picture of the size that is wanted.
    fn paint(&mut self, queue: &QueueHandle<Self>) {
        let (width, height) = if self.size.0 > 0 { self.size } else { (640, 480) };
        let bytes = width * height * 4;
        let file = std::fs::File::from(memfd_create("picture", MemfdFlags::CLOEXEC).unwrap());
        file.set_len(u64::try_from(bytes).unwrap()).unwrap();
        let pool = self.shm.as_ref().unwrap().create_pool(file.as_fd(), bytes, queue, ());
        let buffer = pool.create_buffer(0, width, height, width * 4, Format::Xrgb8888, queue, ());
        let surface = self.surface.as_ref().unwrap();
        surface.attach(Some(&buffer), 0, 0);
        surface.damage(0, 0, width, height);
        surface.commit();
        self.buffer = Some(buffer);
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
            "wl_seat" => client.seat = Some(registry.bind(name, 5, queue, ())),
            "wl_compositor" => client.compositor = Some(registry.bind(name, 4, queue, ())),
            "wl_shm" => client.shm = Some(registry.bind(name, 1, queue, ())),
            "xdg_wm_base" => client.shell = Some(registry.bind(name, 1, queue, ())),
            "zwp_virtual_keyboard_manager_v1" => client.keyboards = Some(registry.bind(name, 1, queue, ())),
            "zwlr_virtual_pointer_manager_v1" => client.pointers = Some(registry.bind(name, 1, queue, ())),
            _ => {}
        }
    }
}

impl Dispatch<XdgWmBase, ()> for Client {
    fn event(
        _: &mut Self,
        shell: &XdgWmBase,
        event: xdg_wm_base::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let xdg_wm_base::Event::Ping { serial } = event {
            shell.pong(serial);
        }
    }
}

impl Dispatch<XdgSurface, ()> for Client {
    fn event(
        client: &mut Self,
        surface: &XdgSurface,
        event: xdg_surface::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        if let xdg_surface::Event::Configure { serial } = event {
            surface.ack_configure(serial);
            client.paint(queue);
        }
    }
}

impl Dispatch<XdgToplevel, ()> for Client {
    fn event(
        client: &mut Self,
        _: &XdgToplevel,
        event: xdg_toplevel::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let xdg_toplevel::Event::Configure { width, height, .. } = event {
            client.size = (width, height);
        }
    }
}

impl Dispatch<WlSeat, ()> for Client {
    fn event(
        client: &mut Self,
        seat: &WlSeat,
        event: wl_seat::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let wl_seat::Event::Capabilities {
            capabilities: WEnum::Value(capabilities),
        } = event
        else {
            return;
        };
        if capabilities.contains(Capability::Keyboard) && client.keyboard.is_none() {
            client.keyboard = Some(seat.get_keyboard(queue, ()));
        }
        if capabilities.contains(Capability::Pointer) && client.pointer.is_none() {
            client.pointer = Some(seat.get_pointer(queue, ()));
        }
    }
}

impl Dispatch<WlKeyboard, ()> for Client {
    fn event(
        client: &mut Self,
        _: &WlKeyboard,
        event: wl_keyboard::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            wl_keyboard::Event::Keymap { fd, size, .. } => {
                use std::os::unix::fs::FileExt as _;
                let mut bytes = vec![0; usize::try_from(size).unwrap() - 1];
                std::fs::File::from(fd).read_exact_at(&mut bytes, 0).unwrap();
                let keymap = xkb::Keymap::new_from_string(
                    &xkb::Context::new(xkb::CONTEXT_NO_FLAGS),
                    String::from_utf8(bytes).unwrap(),
                    xkb::KEYMAP_FORMAT_TEXT_V1,
                    xkb::KEYMAP_COMPILE_NO_FLAGS,
                );
                client.state = Some(xkb::State::new(&keymap.unwrap()));
                client.keymaps += 1;
            }
            wl_keyboard::Event::Enter { .. } => client.focused = true,
            wl_keyboard::Event::Leave { .. } => {
                client.focused = false;
                client.down.clear();
            }
            wl_keyboard::Event::Key { key, state, .. } => {
                let down = state == WEnum::Value(KeyState::Pressed);
                client.down.retain(|held| *held != key);
                if down {
                    client.down.push(key);
                }
                let state = client.state.as_ref();
                let text = state.map(|state| state.key_get_utf8(xkb::Keycode::new(key + 8)));
                client.seen.push(Seen::Key {
                    code: key,
                    down,
                    text: text.unwrap_or_default(),
                });
            }
            wl_keyboard::Event::Modifiers {
                mods_depressed,
                mods_latched,
                mods_locked,
                group,
                ..
            } => {
                client.modifiers = mods_depressed | mods_latched | mods_locked;
                if let Some(state) = &mut client.state {
                    state.update_mask(mods_depressed, mods_latched, mods_locked, 0, 0, group);
                }
            }
            _ => {}
        }
    }
}

impl Dispatch<WlPointer, ()> for Client {
    fn event(
        client: &mut Self,
        _: &WlPointer,
        event: wl_pointer::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            wl_pointer::Event::Enter {
                surface_x: x,
                surface_y: y,
                ..
            } => {
                client.under_pointer = true;
                client.seen.push(Seen::Move { x, y });
            }
            wl_pointer::Event::Leave { .. } => {
                client.under_pointer = false;
                client.buttons.clear();
            }
            wl_pointer::Event::Motion {
                surface_x: x,
                surface_y: y,
                ..
            } => client.seen.push(Seen::Move { x, y }),
            wl_pointer::Event::Button { button, state, .. } => {
                let down = state == WEnum::Value(ButtonState::Pressed);
                client.buttons.retain(|held| *held != button);
                if down {
                    client.buttons.push(button);
                }
                client.seen.push(Seen::Button { code: button, down });
            }
            // It comes before the length.
            wl_pointer::Event::AxisDiscrete { discrete, .. } => client.steps = discrete,
            wl_pointer::Event::Axis { axis, value, .. } => client.seen.push(Seen::Wheel {
                horizontal: axis == WEnum::Value(Axis::HorizontalScroll),
                length: value,
                steps: std::mem::take(&mut client.steps),
            }),
            _ => {}
        }
    }
}

delegate_noop!(Client: ignore WlCompositor);
delegate_noop!(Client: ignore WlShm);
delegate_noop!(Client: ignore WlShmPool);
delegate_noop!(Client: ignore WlBuffer);
delegate_noop!(Client: ignore WlSurface);
delegate_noop!(Client: ignore ZwpVirtualKeyboardManagerV1);
delegate_noop!(Client: ignore ZwpVirtualKeyboardV1);
delegate_noop!(Client: ignore ZwlrVirtualPointerManagerV1);
delegate_noop!(Client: ignore ZwlrVirtualPointerV1);
