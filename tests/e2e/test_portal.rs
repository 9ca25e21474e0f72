//! A desktop's portal as a test wants it: on a bus of its own, with PipeWire beside it, a screen that the test paints
//! ([`TestScreen`]), and a question that is answered as the test says. It may lend mouse and keyboard, too: then it writes
//! down what is done with them.

use std::collections::HashMap;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::message::Header;
use zbus::names::OwnedUniqueName;
use zbus::zvariant::{ObjectPath, OwnedFd, OwnedObjectPath, OwnedValue, Value};
use zbus::{fdo, interface};

use super::display::{Picture, eventually};
use super::pair::Home;
use super::program::Program;
use super::surroundings;
use super::test_eis::TestEis;
use super::test_eis_portal::{serve_backend, serve_eis};
use super::test_screen::TestScreen;
use super::window::BUS;

const NAME: &str = "org.freedesktop.portal.Desktop";
pub const PATH: &str = "/org/freedesktop/portal/desktop";

/// What comes of the desktop's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// The screen may be seen, and the switch for mouse and keyboard is left off.
    NoHands,
    /// Nobody has answered yet.
    Open,
}

/// What a program has done with mouse and keyboard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Done {
    Key(i32, bool),
    Symbol(i32, bool),
    /// On the first monitor.
    Move(f64, f64),
    /// On another one, the second being 1.
    MoveOn(usize, f64, f64),
    Button(i32, bool),
    /// Along this axis, by so many notches.
    Notches(u32, i32),
    Scroll(f64, f64),
    /// By EIS: so many parts of a notch, of which it has 120, to the right and down.
    Turned(i32, i32),
    /// By EIS: a device begins to do something, and does no more.
    Begun,
    Rested,
    /// By EIS: the desktop did what the test said.
    Obeyed,
    /// By EIS: the connection has ended, and the desktop has let go of what was held.
    Left,
}

/// How the desktop lends mouse and keyboard.
pub enum Lends {
    Nothing,
    /// The portal takes them.
    ByCalls,
    /// The portal has no such calls.
    ByEis(TestEis),
    /// It has, and the desktop's part of it has none: they are answered, and nothing comes of them.
    ByEisBehindCalls(TestEis),
}

/// What the desktop tells of something that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Where it begins, and how large it is, in the desktop's own units.
    pub place: Option<(i32, i32)>,
    pub units: Option<(i32, i32)>,
    /// 1 is a monitor, 2 a window.
    pub kind: u32,
}

#[derive(Debug, Clone, Copy)]
struct Shared {
    facts: Facts,
    /// What is seen by a session that is for seeing, and by one for mouse and keyboard.
    nodes: [u32; 2],
}

/// Another monitor, or a window, as [`TestPortal::screen`] and [`TestPortal::used_screen`] are the first.
pub struct Another {
    pub view: TestScreen,
    pub used: TestScreen,
}

/// A question of the desktop that is open.
#[derive(Debug)]
struct OpenQuestion {
    request: String,
    of: OwnedUniqueName,
    hands: bool,
}

#[derive(Debug)]
pub struct Desktop {
    answer: Answer,
    /// The sessions that were begun, in order.
    sessions: Vec<String>,
    /// How often the question was asked.
    asked: usize,
    open: Option<OpenQuestion>,
    shared: Vec<Shared>,
    /// What is shared is told so often.
    repeated: usize,
    /// What the regions of EIS are called that show what is shared.
    mappings: &'static [&'static str],
    done: Vec<Done>,
    /// The session that listens for keys.
    shortcuts: Option<String>,
    /// Whether it may, and how often that was asked.
    keys: bool,
    keys_asked: usize,
}

impl Desktop {
    /// What comes of a question.
    fn decide(&self, answer: Answer, hands: bool) -> (u32, HashMap<&'static str, Value<'static>>) {
        let code = if answer == Answer::No { 1 } else { 0 };
        // The last one first: nothing says in which order they come.
        let shared = self
            .shared
            .iter()
            .enumerate()
            .rev()
            .flat_map(|shared| std::iter::repeat_n(shared, self.repeated));
        let streams: Vec<_> = shared
            .map(|(number, Shared { facts, nodes })| {
                let mut told = HashMap::from([("source_type", Value::from(facts.kind))]);
                told.extend(facts.place.map(|place| ("position", Value::from(place))));
                told.extend(facts.units.map(|units| ("size", Value::from(units))));
                let mapping = self.mappings.get(number);
                told.extend(mapping.map(|mapping| ("mapping_id", Value::from(*mapping))));
                (nodes[usize::from(hands)], told)
            })
            .collect();
        let mut results = HashMap::from([("streams", Value::from(streams))]);
        if hands {
            let devices: u32 = if answer == Answer::NoHands { 0 } else { 3 };
            results.insert("devices", Value::from(devices));
        }
        (code, results)
    }
}

pub struct TestPortal {
    home: Home,
    desktop: Arc<Mutex<Desktop>>,
    bus: Connection,
    address: String,
    pub screen: TestScreen,
    /// What a session for mouse and keyboard sees.
    pub used_screen: TestScreen,
    _programs: Vec<Program>,
}

impl TestPortal {
    /// `None`, after saying so, where PipeWire is not installed.
    pub fn start() -> Option<Self> {
        Self::start_lending(&Lends::Nothing)
    }

    /// The same, where the desktop lends mouse and keyboard, too.
    pub fn start_with_hands() -> Option<Self> {
        Self::start_lending(&Lends::ByCalls)
    }

    pub fn start_lending(hands: &Lends) -> Option<Self> {
        if !surroundings::are_installed(&["dbus-daemon", "pipewire", "wireplumber"]) {
            return None;
        }
        let home = Home::new();
        let socket = home.path("run/bus");
        let config = BUS.replace("dir=RUN", &format!("path={}", socket.display()));
        let config = home.file("bus.conf", &config).display().to_string();
        let mut command = surroundings::command("dbus-daemon");
        home.dress(&mut command);
        command.args(["--nofork", "--nopidfile", "--config-file", &config]);
        let bus = Program::start("dbus-daemon", command);
        eventually("there is a bus", || socket.exists());
        let address = address(&socket);
        Some(Self::serve(home, address, vec![bus], hands))
    }

    /// The same on a session's bus.
    pub fn start_on(bus: String) -> Option<Self> {
        if !surroundings::are_installed(&["pipewire", "wireplumber"]) {
            return None;
        }
        Some(Self::serve(Home::new(), bus, Vec::new(), &Lends::Nothing))
    }

    fn serve(home: Home, address: String, mut programs: Vec<Program>, hands: &Lends) -> Self {
        let socket = |name: &str| home.path("run").join(name);
        let mut run = |name: &str| {
            let mut command = surroundings::command(name);
            home.dress(&mut command);
            command.env("DBUS_SESSION_BUS_ADDRESS", &address);
            programs.push(Program::start(name, command));
        };
        run("pipewire");
        eventually("there is PipeWire", || {
            UnixStream::connect(socket("pipewire-0")).is_ok()
        });
        run("wireplumber");
        let screens = [(); 2].map(|()| TestScreen::start(socket("pipewire-0")));
        let desktop = Arc::new(Mutex::new(Desktop {
            answer: Answer::Yes,
            sessions: Vec::new(),
            asked: 0,
            open: None,
            shared: vec![Shared {
                facts: Facts {
                    place: Some((0, 0)),
                    units: Some((640, 480)),
                    kind: 1,
                },
                nodes: [0, 1].map(|index: usize| screens[index].node),
            }],
            repeated: 1,
            mappings: &[],
            done: Vec::new(),
            shortcuts: None,
            keys: true,
            keys_asked: 0,
        }));
        let [screen, used_screen] = screens;
        let portal = ScreenCast {
            desktop: Arc::clone(&desktop),
            pipewire: socket("pipewire-0"),
        };
        let bus = Builder::address(address.as_str())
            .and_then(|builder| builder.serve_at(PATH, portal))
            .and_then(|builder| {
                let desktop = Arc::clone(&desktop);
                match hands {
                    Lends::Nothing => Ok(builder),
                    Lends::ByCalls => builder.serve_at(PATH, RemoteDesktop { desktop, eis: None }),
                    Lends::ByEis(eis) => serve_eis(builder, desktop, eis.clone()),
                    Lends::ByEisBehindCalls(eis) => {
                        let eis = Some(eis.clone());
                        serve_backend(builder.serve_at(PATH, RemoteDesktop { desktop, eis })?)
                    }
                }
            })
            .and_then(|builder| match hands {
                Lends::Nothing => Ok(builder),
                _ => builder.serve_at(PATH, Registry)?.serve_at(
                    PATH,
                    GlobalShortcuts {
                        desktop: Arc::clone(&desktop),
                    },
                ),
            })
            .and_then(|builder| builder.name(NAME))
            .and_then(Builder::build)
            .unwrap();
        Self {
            desktop,
            bus,
            address,
            screen,
            used_screen,
            _programs: programs,
            home,
        }
    }

    pub fn answer(&self, answer: Answer) {
        self.desktop.lock().unwrap().answer = answer;
    }

    /// The person answers the question that is open.
    pub fn decide(&self, answer: Answer) {
        let (open, decided) = {
            let mut desktop = self.desktop.lock().unwrap();
            let open = desktop.open.take().expect("a question is open");
            let decided = desktop.decide(answer, open.hands);
            (open, decided)
        };
        let interface = "org.freedesktop.portal.Request";
        self.bus
            .emit_signal(Some(open.of), open.request.as_str(), interface, "Response", &decided)
            .unwrap();
    }

    /// The person wants no keys that the desktop listens for.
    pub fn refuse_keys(&self) {
        self.desktop.lock().unwrap().keys = false;
    }

    pub fn keys_asked(&self) -> usize {
        self.desktop.lock().unwrap().keys_asked
    }

    /// The person presses the keys that the desktop listens for.
    pub fn press_shortcut(&self) {
        let session = self.desktop.lock().unwrap().shortcuts.clone().unwrap();
        let session = ObjectPath::try_from(session).unwrap();
        let none = HashMap::<String, OwnedValue>::new();
        let interface = "org.freedesktop.portal.GlobalShortcuts";
        self.bus
            .emit_signal(
                None::<&str>,
                PATH,
                interface,
                "Activated",
                &(session, "take-back", 1u64, none),
            )
            .unwrap();
    }

    /// What was done with mouse and keyboard since the last call.
    pub fn done(&self) -> Vec<Done> {
        std::mem::take(&mut self.desktop.lock().unwrap().done)
    }

    /// Another monitor is shared from the next session on, and the one before it is unplugged.
    pub fn exchange_monitor(&mut self, shows: &Picture) {
        let next = TestScreen::start(self.home.path("run/pipewire-0"));
        next.show(shows, &[]);
        self.desktop.lock().unwrap().shared[0].nodes[0] = next.node;
        let before = std::mem::replace(&mut self.screen, next);
        before.unplug();
    }

    /// How large the monitor is in the desktop's own units.
    pub fn units(&self, units: (i32, i32)) {
        self.desktop.lock().unwrap().shared[0].facts.units = Some(units);
    }

    /// What the regions of EIS are called that show what is shared, from the next session on.
    pub fn map(&self, mappings: &'static [&'static str]) {
        self.desktop.lock().unwrap().mappings = mappings;
    }

    pub fn place(&self, place: (i32, i32)) {
        self.desktop.lock().unwrap().shared[0].facts.place = Some(place);
    }

    /// From the next session on this is shared, too.
    pub fn share_another(&self, facts: Facts) -> Another {
        let [view, used] = [(); 2].map(|()| TestScreen::start(self.home.path("run/pipewire-0")));
        let nodes = [view.node, used.node];
        self.desktop.lock().unwrap().shared.push(Shared { facts, nodes });
        Another { view, used }
    }

    /// From the next session on the first monitor is shared alone.
    pub fn share_no_other(&self) {
        self.desktop.lock().unwrap().shared.truncate(1);
    }

    /// From the next session on what is shared is told so often.
    pub fn share_so_often(&self, times: usize) {
        self.desktop.lock().unwrap().repeated = times;
    }

    /// Counts questions and sessions anew.
    pub fn forget(&self) {
        let mut desktop = self.desktop.lock().unwrap();
        desktop.asked = 0;
        desktop.sessions.clear();
    }

    pub fn asked(&self) -> usize {
        self.desktop.lock().unwrap().asked
    }

    /// Lets a command run on this desktop.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("WAYLAND_DISPLAY", self.home.path("run/wayland-0"))
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }

    /// The person ends the sharing by the desktop's own sign.
    pub fn end_sharing(&self) {
        let last = self.desktop.lock().unwrap().sessions.len() - 1;
        self.end(last);
    }

    /// The same for the session that was begun as this one, from 0.
    pub fn end(&self, session: usize) {
        let session = self.desktop.lock().unwrap().sessions[session].clone();
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
        let last = self.desktop.lock().unwrap().sessions.len() - 1;
        self.is_there(last)
    }

    /// The same of the session that was begun as this one, from 0.
    pub fn is_there(&self, session: usize) -> bool {
        let session = self.desktop.lock().unwrap().sessions[session].clone();
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
    pipewire: PathBuf,
}

pub type Options = HashMap<String, OwnedValue>;

/// What a call wants its object to be called.
fn token(options: &Options, name: &str) -> String {
    String::try_from(options[name].try_clone().unwrap()).unwrap()
}

fn path(header: &Header<'_>, kind: &str, token: &str) -> String {
    let sender = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
    format!("{PATH}/{kind}/{sender}/{token}")
}

/// Tells what comes of a request before the call itself is answered, as quick desktops do.
pub async fn respond(
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

pub async fn create(
    desktop: &Mutex<Desktop>,
    bus: &zbus::Connection,
    header: &Header<'_>,
    options: &Options,
) -> OwnedObjectPath {
    let session = path(header, "session", &token(options, "session_handle_token"));
    desktop.lock().unwrap().sessions.push(session.clone());
    let results = HashMap::from([("session_handle", Value::from(session))]);
    respond(bus, header, options, Some(0), results).await
}

/// The desktop asks the person.
pub async fn start(
    desktop: &Mutex<Desktop>,
    bus: &zbus::Connection,
    header: &Header<'_>,
    options: &Options,
    hands: bool,
) -> OwnedObjectPath {
    let (code, results) = {
        let mut desktop = desktop.lock().unwrap();
        desktop.asked += 1;
        let (code, results) = desktop.decide(desktop.answer, hands);
        if desktop.answer == Answer::Open {
            desktop.open = Some(OpenQuestion {
                request: path(header, "request", &token(options, "handle_token")),
                of: header.sender().unwrap().to_owned().into(),
                hands,
            });
        }
        ((desktop.answer != Answer::Open).then_some(code), results)
    };
    respond(bus, header, options, code, results).await
}

#[interface(name = "org.freedesktop.portal.ScreenCast")]
impl ScreenCast {
    async fn create_session(
        &self,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        create(&self.desktop, bus, &header, &options).await
    }

    async fn select_sources(
        &self,
        _session: ObjectPath<'_>,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        assert!(bool::try_from(options["multiple"].try_clone().unwrap()).unwrap());
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
        start(&self.desktop, bus, &header, &options, false).await
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

struct RemoteDesktop {
    desktop: Arc<Mutex<Desktop>>,
    /// It answers calls without the desktop's part of it, which has none.
    eis: Option<TestEis>,
}

impl RemoteDesktop {
    fn do_it(&self, done: Done) {
        self.desktop.lock().unwrap().done.push(done);
    }
}

#[interface(name = "org.freedesktop.portal.RemoteDesktop")]
impl RemoteDesktop {
    async fn create_session(
        &self,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        create(&self.desktop, bus, &header, &options).await
    }

    async fn select_devices(
        &self,
        _session: ObjectPath<'_>,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        assert_eq!(u32::try_from(options["types"].try_clone().unwrap()).unwrap(), 3);
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
        start(&self.desktop, bus, &header, &options, true).await
    }

    fn notify_keyboard_keycode(&self, _session: ObjectPath<'_>, _options: Options, code: i32, state: u32) {
        self.do_it(Done::Key(code, state == 1));
    }

    fn notify_keyboard_keysym(&self, _session: ObjectPath<'_>, _options: Options, symbol: i32, state: u32) {
        self.do_it(Done::Symbol(symbol, state == 1));
    }

    fn notify_pointer_motion(&self, _session: ObjectPath<'_>, _options: Options, x: f64, y: f64) {
        assert_eq!((x, y), (0.0, 0.0), "nothing moves the pointer by chance");
    }

    fn notify_pointer_motion_absolute(&self, _session: ObjectPath<'_>, _options: Options, stream: u32, x: f64, y: f64) {
        let shared = self.desktop.lock().unwrap().shared.clone();
        let monitor = shared.iter().position(|shared| shared.nodes[1] == stream);
        self.do_it(match monitor.expect("a stream of a session for the mouse") {
            0 => Done::Move(x, y),
            other => Done::MoveOn(other, x, y),
        });
    }

    fn notify_pointer_button(&self, _session: ObjectPath<'_>, _options: Options, button: i32, state: u32) {
        self.do_it(Done::Button(button, state == 1));
    }

    #[zbus(name = "ConnectToEIS")]
    fn connect_to_eis(&self, _session: ObjectPath<'_>, _options: Options) -> fdo::Result<OwnedFd> {
        let eis = self
            .eis
            .as_ref()
            .ok_or_else(|| fdo::Error::Failed("no EIS".to_owned()))?;
        Ok(eis.connect().into())
    }

    fn notify_pointer_axis(&self, _session: ObjectPath<'_>, _options: Options, x: f64, y: f64) {
        self.do_it(Done::Scroll(x, y));
    }

    fn notify_pointer_axis_discrete(&self, _session: ObjectPath<'_>, _options: Options, axis: u32, steps: i32) {
        self.do_it(Done::Notches(axis, steps));
    }

    #[zbus(property)]
    fn available_device_types(&self) -> u32 {
        7
    }
}

/// Believes what a program calls itself.
struct Registry;

#[interface(name = "org.freedesktop.host.portal.Registry")]
impl Registry {
    fn register(&self, app_id: String, _options: Options) {
        assert_eq!(app_id, "org.lifeline.Lifeline");
    }
}

struct GlobalShortcuts {
    desktop: Arc<Mutex<Desktop>>,
}

#[interface(name = "org.freedesktop.portal.GlobalShortcuts")]
impl GlobalShortcuts {
    async fn create_session(
        &self,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        let session = path(&header, "session", &token(&options, "session_handle_token"));
        self.desktop.lock().unwrap().shortcuts = Some(session.clone());
        let results = HashMap::from([("session_handle", Value::from(session))]);
        respond(bus, &header, &options, Some(0), results).await
    }

    async fn bind_shortcuts(
        &self,
        _session: ObjectPath<'_>,
        shortcuts: Vec<(String, Options)>,
        _parent: String,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        let wanted = {
            let mut desktop = self.desktop.lock().unwrap();
            desktop.keys_asked += 1;
            desktop.keys
        };
        // As GNOME does.
        let code = if wanted { 0 } else { 2 };
        let facts = HashMap::from([("trigger_description", Value::from("Press <Shift><Control>Escape"))]);
        let bound = shortcuts.iter().filter(|_| wanted);
        let bound: Vec<_> = bound.map(|(id, _)| (id.as_str(), facts.clone())).collect();
        let results = HashMap::from([("shortcuts", Value::from(bound))]);
        respond(bus, &header, &options, Some(code), results).await
    }
}
