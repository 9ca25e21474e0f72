//! What a person at KWin does and sees: their mouse and keys by KWin's interface for programs that stand in for devices, the rest by
//! its D-Bus interface.

use std::os::unix::net::UnixStream;

use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols_plasma::fake_input::client::org_kde_kwin_fake_input::OrgKdeKwinFakeInput;

use super::desktop::Desktop;

/// Where graphics devices are. KWin (6.7) draws by OpenGL only on one, and shares only what it draws so.
const GRAPHICS: &str = "/dev/dri";

pub fn has_graphics() -> bool {
    std::fs::read_dir(GRAPHICS).is_ok_and(|devices| devices.count() > 0)
}

/// Whether KWin shows nothing but the desktop, by its own word.
pub fn shows_desktop(desktop: &Desktop) -> bool {
    let said = desktop.ask(
        "gdbus",
        &[
            "call",
            "--session",
            "--dest=org.kde.KWin",
            "--object-path=/KWin",
            "--method=org.freedesktop.DBus.Properties.Get",
            "org.kde.KWin",
            "showingDesktop",
        ],
    );
    said.is_some_and(|said| String::from_utf8_lossy(&said).contains("true"))
}

/// As evdev counts buttons.
const LEFT: u32 = 0x110;

/// The person's keyboard and mouse.
pub struct Hand {
    input: OrgKdeKwinFakeInput,
    queue: EventQueue<Client>,
    client: Client,
    _connection: Connection,
}

#[derive(Default)]
struct Client(Option<OrgKdeKwinFakeInput>);

impl Hand {
    pub fn plug_in(desktop: &Desktop) -> Self {
        let connection = Connection::from_socket(UnixStream::connect(desktop.socket()).unwrap()).unwrap();
        let mut queue = connection.new_event_queue();
        let mut client = Client::default();
        connection.display().get_registry(&queue.handle(), ());
        queue.roundtrip(&mut client).unwrap();
        let input = client.0.clone().expect("KWin takes input of programs");
        input.authenticate("a person".to_owned(), "a test".to_owned());
        queue.roundtrip(&mut client).unwrap();
        Self {
            input,
            queue,
            client,
            _connection: connection,
        }
    }

    /// Presses these together, by their evdev codes, and lets them go in the opposite order.
    pub fn press(&mut self, codes: &[u32]) {
        for code in codes {
            self.input.keyboard_key(*code, 1);
        }
        for code in codes.iter().rev() {
            self.input.keyboard_key(*code, 0);
        }
        self.done();
    }

    pub fn move_to(&mut self, (x, y): (u32, u32)) {
        self.input.pointer_motion_absolute(f64::from(x), f64::from(y));
        self.done();
    }

    pub fn click(&mut self, place: (u32, u32)) {
        self.move_to(place);
        for state in [1, 0] {
            self.input.button(LEFT, state);
        }
        self.done();
    }

    fn done(&mut self) {
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
            && interface == "org_kde_kwin_fake_input"
        {
            client.0 = Some(registry.bind(name, 4, queue, ()));
        }
    }
}

delegate_noop!(Client: OrgKdeKwinFakeInput);
