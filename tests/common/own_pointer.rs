//! The mouse of a person at a Wayland desktop.
#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::os::unix::net::UnixStream;
use std::path::Path;

use wayland_client::protocol::wl_pointer::ButtonState;
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_manager_v1::ZwlrVirtualPointerManagerV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;

const BTN_LEFT: u32 = 0x110;

pub struct OwnPointer {
    pointer: ZwlrVirtualPointerV1,
    queue: EventQueue<Client>,
    client: Client,
    _connection: Connection,
    /// Of the whole layout.
    extent: (u32, u32),
}

#[derive(Default)]
struct Client(Option<ZwlrVirtualPointerManagerV1>);

impl OwnPointer {
    /// On a desktop whose outputs take up so much room together.
    pub fn plug_in(socket: &Path, extent: (u32, u32)) -> Self {
        let connection = Connection::from_socket(UnixStream::connect(socket).unwrap()).unwrap();
        let mut queue = connection.new_event_queue();
        let mut client = Client::default();
        connection.display().get_registry(&queue.handle(), ());
        queue.roundtrip(&mut client).unwrap();
        let pointers = client.0.as_ref().expect("the compositor takes virtual pointers");
        let pointer = pointers.create_virtual_pointer(None, &queue.handle(), ());
        let mut own = Self {
            pointer,
            queue,
            client,
            _connection: connection,
            extent,
        };
        // Sway tells of a pointer once it has moved; what is pressed before programs know of it is lost.
        own.move_to((0, extent.1 - 1));
        own
    }

    /// To a place in the layout.
    pub fn move_to(&mut self, (x, y): (u32, u32)) {
        self.pointer.motion_absolute(0, x, y, self.extent.0, self.extent.1);
        self.done();
    }

    pub fn press(&mut self, down: bool) {
        let state = if down {
            ButtonState::Pressed
        } else {
            ButtonState::Released
        };
        self.pointer.button(0, BTN_LEFT, state);
        self.done();
    }

    pub fn click(&mut self, at: (u32, u32)) {
        self.move_to(at);
        self.press(true);
        self.press(false);
    }

    fn done(&mut self) {
        self.pointer.frame();
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
        if let wl_registry::Event::Global { name, interface, .. } = event
            && interface == "zwlr_virtual_pointer_manager_v1"
        {
            client.0 = Some(registry.bind(name, 1, queue, ()));
        }
    }
}

delegate_noop!(Client: ZwlrVirtualPointerManagerV1);
delegate_noop!(Client: ZwlrVirtualPointerV1);
