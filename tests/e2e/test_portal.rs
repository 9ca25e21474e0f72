//! A desktop's portal as a test wants it: on a bus of its own, with PipeWire beside it, a screen that the test paints
//! ([`TestScreen`]), and a question that is answered as the test says.

use std::collections::HashMap;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::message::Header;
use zbus::zvariant::{ObjectPath, OwnedFd, OwnedObjectPath, OwnedValue, Value};
use zbus::{fdo, interface};

use super::display::eventually;
use super::pair::Home;
use super::program::Program;
use super::surroundings;
use super::test_screen::TestScreen;
use super::window::BUS;

const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";

/// What comes of the desktop's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Nobody has answered yet.
    Open,
}

#[derive(Debug)]
struct Desktop {
    answer: Answer,
    /// The sessions that were begun, in order.
    sessions: Vec<String>,
    /// How often the question was asked.
    asked: usize,
    /// Where the monitor begins that is shared.
    place: (i32, i32),
}

pub struct TestPortal {
    home: Home,
    desktop: Arc<Mutex<Desktop>>,
    bus: Connection,
    pub screen: TestScreen,
    _programs: Vec<Program>,
}

impl TestPortal {
    /// `None`, after saying so, where PipeWire is not installed.
    pub fn start() -> Option<Self> {
        if !surroundings::are_installed(&["dbus-daemon", "pipewire", "wireplumber"]) {
            return None;
        }
        let home = Home::new();
        let socket = |name: &str| home.path("run").join(name);
        let config = BUS.replace("dir=RUN", &format!("path={}", socket("bus").display()));
        let config = home.file("bus.conf", &config).display().to_string();
        let mut programs = Vec::new();
        let mut run = |name: &str, arguments: &[&str]| {
            let mut command = surroundings::command(name);
            home.dress(&mut command);
            command
                .args(arguments)
                .env("DBUS_SESSION_BUS_ADDRESS", address(&socket("bus")));
            programs.push(Program::start(name, command));
        };
        run("dbus-daemon", &["--nofork", "--nopidfile", "--config-file", &config]);
        eventually("there is a bus", || socket("bus").exists());
        run("pipewire", &[]);
        eventually("there is PipeWire", || {
            UnixStream::connect(socket("pipewire-0")).is_ok()
        });
        run("wireplumber", &[]);
        let screen = TestScreen::start(socket("pipewire-0"));
        let desktop = Arc::new(Mutex::new(Desktop {
            answer: Answer::Yes,
            sessions: Vec::new(),
            asked: 0,
            place: (0, 0),
        }));
        let portal = ScreenCast {
            desktop: Arc::clone(&desktop),
            node: screen.node,
            pipewire: socket("pipewire-0"),
        };
        let bus = Builder::address(address(&socket("bus")).as_str())
            .and_then(|builder| builder.serve_at(PATH, portal))
            .and_then(|builder| builder.name(NAME))
            .and_then(Builder::build)
            .unwrap();
        Some(Self {
            desktop,
            bus,
            screen,
            _programs: programs,
            home,
        })
    }

    pub fn answer(&self, answer: Answer) {
        self.desktop.lock().unwrap().answer = answer;
    }

    pub fn place(&self, place: (i32, i32)) {
        self.desktop.lock().unwrap().place = place;
    }

    pub fn asked(&self) -> usize {
        self.desktop.lock().unwrap().asked
    }

    /// Lets a command run on this desktop.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("WAYLAND_DISPLAY", self.home.path("run/wayland-0"))
            .env("DBUS_SESSION_BUS_ADDRESS", address(&self.home.path("run/bus")));
    }

    /// The person ends the sharing by the desktop's own sign.
    pub fn end_sharing(&self) {
        let session = self.desktop.lock().unwrap().sessions.last().cloned().unwrap();
        let details = HashMap::<String, OwnedValue>::new();
        self.bus
            .emit_signal(
                None::<&str>,
                session,
                "org.freedesktop.portal.Session",
                "Closed",
                &details,
            )
            .unwrap();
    }

    /// Whether whoever began the last session is still there; the portal ends the sessions of those who left.
    pub fn is_session_there(&self) -> bool {
        let session = self.desktop.lock().unwrap().sessions.last().cloned().unwrap();
        let owner = session.rsplit('/').nth(1).unwrap().replace('_', ".");
        let bus = zbus::blocking::fdo::DBusProxy::new(&self.bus).unwrap();
        bus.name_has_owner(format!(":{owner}").as_str().try_into().unwrap())
            .unwrap()
    }
}

fn address(socket: &std::path::Path) -> String {
    format!("unix:path={}", socket.display())
}

struct ScreenCast {
    desktop: Arc<Mutex<Desktop>>,
    node: u32,
    pipewire: PathBuf,
}

type Options = HashMap<String, OwnedValue>;

/// What a call wants its object to be called.
fn token(options: &Options, name: &str) -> String {
    String::try_from(options[name].try_clone().unwrap()).unwrap()
}

fn path(header: &Header<'_>, kind: &str, token: &str) -> String {
    let sender = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
    format!("{PATH}/{kind}/{sender}/{token}")
}

/// Tells what comes of a request before the call itself is answered, as quick desktops do.
async fn respond(
    bus: &zbus::Connection,
    header: &Header<'_>,
    options: &Options,
    code: Option<u32>,
    results: HashMap<&str, Value<'_>>,
) -> OwnedObjectPath {
    let request = path(header, "request", &token(options, "handle_token"));
    if let Some(code) = code {
        let to = header.sender().map(|name| name.to_owned());
        let interface = "org.freedesktop.portal.Request";
        bus.emit_signal(to, request.as_str(), interface, "Response", &(code, results))
            .await
            .unwrap();
    }
    ObjectPath::try_from(request).unwrap().into()
}

#[interface(name = "org.freedesktop.portal.ScreenCast")]
impl ScreenCast {
    async fn create_session(
        &self,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        let session = path(&header, "session", &token(&options, "session_handle_token"));
        self.desktop.lock().unwrap().sessions.push(session.clone());
        let results = HashMap::from([("session_handle", Value::from(session))]);
        respond(bus, &header, &options, Some(0), results).await
    }

    async fn select_sources(
        &self,
        _session: ObjectPath<'_>,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        respond(bus, &header, &options, Some(0), HashMap::new()).await
    }

    async fn start(
        &self,
        _session: ObjectPath<'_>,
        _parent: String,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        let code = {
            let mut desktop = self.desktop.lock().unwrap();
            desktop.asked += 1;
            match desktop.answer {
                Answer::Yes => Some(0),
                Answer::No => Some(1),
                Answer::Open => None,
            }
        };
        let place = self.desktop.lock().unwrap().place;
        let facts = HashMap::from([("position", Value::from(place)), ("source_type", Value::from(1u32))]);
        let streams = vec![(self.node, facts)];
        let results = HashMap::from([("streams", Value::from(streams))]);
        respond(bus, &header, &options, code, results).await
    }

    fn open_pipe_wire_remote(&self, _session: ObjectPath<'_>, _options: Options) -> fdo::Result<OwnedFd> {
        let socket = UnixStream::connect(&self.pipewire).map_err(|error| fdo::Error::Failed(error.to_string()))?;
        Ok(std::os::fd::OwnedFd::from(socket).into())
    }

    #[zbus(property)]
    fn available_source_types(&self) -> u32 {
        3
    }

    #[zbus(property)]
    fn available_cursor_modes(&self) -> u32 {
        7
    }
}
