//! What a person at KWin does and sees: their mouse and keys by KWin's interface for programs that stand in for devices,
//! pictures by its D-Bus interface.

use std::os::unix::net::UnixStream;

use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols_plasma::fake_input::client::org_kde_kwin_fake_input::OrgKdeKwinFakeInput;

use super::super::display::Picture;
use super::super::surroundings;
use super::super::window::Presser;
use super::desktop::{Desktop, Kind, Setup};

/// Where graphics devices are. KWin (6.7) draws by OpenGL only on one, and shares only what it draws so.
const GRAPHICS: &str = "/dev/dri";

const BTN_LEFT: u32 = 0x110;

pub fn has_graphics() -> bool {
    std::fs::read_dir(GRAPHICS).is_ok_and(|devices| devices.count() > 0)
}

/// With the person's devices; `None`, after saying so, where KWin can share nothing.
pub fn start(layout: &str) -> Option<(Desktop, Hand, Presser)> {
    if !has_graphics() {
        surroundings::skipped("KWin shares its screen only with a graphics device (`modprobe vgem` makes one)");
        return None;
    }
    let setup = Setup {
        layout,
        ..Setup::of(Kind::Kde)
    };
    let desktop = Desktop::start(&setup)?;
    // The seat has neither before.
    let hand = Hand::plug_in(&desktop);
    let presser = desktop.presser();
    Some((desktop, hand, presser))
}

/// Takes a picture without the pointer, writes its pixels into a file, and says how they lie there.
const SHOT: &str = "
import os, sys, threading
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
read, write = os.pipe()
fds = Gio.UnixFDList.new()
fds.append(write)
options = {'native-resolution': GLib.Variant('b', True)}
arguments = GLib.Variant('(a{sv}h)', (options, 0))
name, path = 'org.kde.KWin', '/org/kde/KWin/ScreenShot2'
def keep():
    with os.fdopen(read, 'rb') as pipe, open(sys.argv[1], 'wb') as file:
        file.write(pipe.read())
keeper = threading.Thread(target=keep)
keeper.start()
answer, _ = bus.call_with_unix_fd_list_sync(
    name, path, 'org.kde.KWin.ScreenShot2', 'CaptureWorkspace', arguments, None, Gio.DBusCallFlags.NONE, 30000, fds)
os.close(write)
del fds
keeper.join()
told = answer.unpack()[0]
print(told['width'], told['height'], told['stride'])
";

/// What the screen shows, without the pointer.
pub fn screenshot(desktop: &Desktop, file: &str) -> Picture {
    let said = desktop.ask("/usr/bin/python3", &["-c", SHOT, file]);
    let said = String::from_utf8(said.expect("KWin takes a picture")).unwrap();
    let told: Vec<usize> = said.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [width, height, stride] = told[..] else {
        panic!("{said}");
    };
    let pixels = std::fs::read(file).unwrap();
    let rows = pixels.chunks(stride).take(height);
    let rgb = rows.flat_map(|row| row[..width * 4].as_chunks::<4>().0);
    Picture {
        width: u16::try_from(width).unwrap(),
        height: u16::try_from(height).unwrap(),
        rgb: rgb.flat_map(|[blue, green, red, _]| [*red, *green, *blue]).collect(),
    }
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

    pub fn click(&mut self, (x, y): (u32, u32)) {
        self.input.pointer_motion_absolute(f64::from(x), f64::from(y));
        self.done();
        for state in [1, 0] {
            self.input.button(BTN_LEFT, state);
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
