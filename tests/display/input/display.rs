//! A display of the test's own, programs on it, and a window that records what it gets.
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use lifeline::input::Injector;
use lifeline::vocabulary::{InputEvent, Permit, PicturePlace, ScanKey, Size, ToControl};
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xinput::{self, ConnectionExt as _};
use x11rb::protocol::xkb::{AXOption, BoolCtrl, ConnectionExt as _, Control, Group, VMod};
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, InputFocus, MapState, ModMask, PropMode, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::surroundings;
use crate::xvfb::Xvfb;

/// Far longer than anything takes; only a failure waits so long.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// No system gives a process this number.
pub(crate) const OURS: u32 = u32::MAX;

/// A picture that ends nowhere on the display.
pub(crate) const EVERYWHERE: PicturePlace = PicturePlace {
    origin: (0, 0),
    size: Size {
        width: u16::MAX,
        height: u16::MAX,
    },
    parts: None,
};

const CORE_KEYBOARD: u16 = 0x100;

pub(crate) struct Display {
    pub(crate) name: String,
    pub(crate) x: RustConnection,
    pub(crate) root: Window,
    server: Xvfb,
}

impl Display {
    /// `None`, and a line saying why, where the programs for it are missing.
    pub(crate) fn start() -> Option<Self> {
        if !surroundings::are_installed(&["Xvfb", "xdotool", "setxkbmap", "xmodmap", "xterm"]) {
            return None;
        }
        let server = Xvfb::start("1024x768x24")?;
        let name = server.name.clone();
        let (x, screen) = RustConnection::connect(Some(&name)).unwrap();
        let root = x.setup().roots[screen].root;
        Some(Self { name, x, root, server })
    }

    pub(crate) fn run(&self, program: &str, arguments: &[&str]) {
        let status = surroundings::command(program)
            .args(arguments)
            .env("DISPLAY", &self.name)
            .stdin(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{program} {arguments:?}");
    }

    /// It keeps its hands off the windows that claim to be of [`OURS`], and not off those of this test, which are of
    /// this process.
    pub(crate) fn injector(&self) -> Injector {
        let injector = Injector::start(Some(self.name.clone()), EVERYWHERE).unwrap();
        injector.protect([OURS]);
        injector
    }

    /// Keycodes and core buttons that are down.
    pub(crate) fn pressed(&self) -> (Vec<u8>, u16) {
        let keys = self.x.query_keymap().unwrap().reply().unwrap().keys;
        let down = (0..=255u8).filter(|code| keys[usize::from(code / 8)] & (1 << (code % 8)) != 0);
        let mask = u16::from(self.x.query_pointer(self.root).unwrap().reply().unwrap().mask);
        (down.collect(), mask & 0x1F00)
    }

    pub(crate) fn keymap(&self) -> Vec<u32> {
        let setup = self.x.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.x.get_keyboard_mapping(first, last - first + 1).unwrap();
        let map = map.reply().unwrap();
        // The width of the rows grows with the first change and says nothing.
        map.keysyms
            .chunks(usize::from(map.keysyms_per_keycode))
            .flat_map(|row| row.iter().copied().chain(std::iter::repeat(0)).take(16))
            .collect()
    }

    /// The button map of the device through which everything is injected, as `xinput set-button-map` sets it.
    pub(crate) fn map_test_pointer(&self, map: &[u8]) {
        let devices = self
            .x
            .xinput_xi_query_device(xinput::Device::ALL)
            .unwrap()
            .reply()
            .unwrap();
        let pointer = devices
            .infos
            .iter()
            .find(|device| device.name.ends_with(b"XTEST pointer"));
        let device = u8::try_from(pointer.unwrap().deviceid).unwrap();
        let mapped = self
            .x
            .xinput_set_device_button_mapping(device, map)
            .unwrap()
            .reply()
            .unwrap();
        assert_eq!(u8::from(mapped.status), 0, "the map is taken");
    }

    /// The windows on the root.
    pub(crate) fn windows(&self) -> Vec<Window> {
        self.x.query_tree(self.root).unwrap().reply().unwrap().children
    }

    /// Slow keys and bounce keys with their delays in milliseconds; 0 is off.
    pub(crate) fn filter_keys(&self, slow: u16, bounce: u16) {
        let (slow_keys, bounce_keys) = (BoolCtrl::SLOW_KEYS, BoolCtrl::BOUNCE_KEYS);
        let mut enabled = BoolCtrl::from(0u32);
        for (delay, filter) in [(slow, slow_keys), (bounce, bounce_keys)] {
            if delay > 0 {
                enabled |= filter;
            }
        }
        self.set_controls(slow_keys | bounce_keys, enabled, slow, bounce);
    }

    pub(crate) fn make_keys_sticky(&self) {
        self.set_controls(BoolCtrl::STICKY_KEYS, BoolCtrl::STICKY_KEYS, 0, 0);
    }

    /// Modifiers that are latched or locked.
    pub(crate) fn kept_modifiers(&self) -> u16 {
        let state = self.x.xkb_get_state(CORE_KEYBOARD).unwrap().reply().unwrap();
        u16::from(state.latched_mods) | u16::from(state.locked_mods)
    }

    fn set_controls(&self, affected: BoolCtrl, enabled: BoolCtrl, slow: u16, bounce: u16) {
        let change = Control::CONTROLS_ENABLED | Control::from(u32::from(affected));
        let (mods, vmods) = (ModMask::from(0u16), VMod::from(0u16));
        let (none, options) = (BoolCtrl::from(0u32), AXOption::from(0u16));
        self.x.xkb_use_extension(1, 0).unwrap().reply().unwrap();
        self.x
            .xkb_set_controls(
                CORE_KEYBOARD,
                mods,
                mods,
                mods,
                mods,
                vmods,
                vmods,
                vmods,
                vmods,
                0,
                0,
                options,
                affected,
                enabled,
                change,
                0,
                0,
                slow.max(1),
                bounce.max(1),
                0,
                0,
                0,
                0,
                0,
                0,
                none,
                none,
                options,
                options,
                &[0; 32],
            )
            .unwrap()
            .check()
            .unwrap();
    }

    /// Chooses one of several layouts, as the novice's own key for it does.
    pub(crate) fn choose_group(&self, group: Group) {
        let none = ModMask::from(0u16);
        self.x.xkb_use_extension(1, 0).unwrap().reply().unwrap();
        self.x
            .xkb_latch_lock_state(CORE_KEYBOARD, none, none, true, group, none, false, 0)
            .unwrap()
            .check()
            .unwrap();
    }

    pub(crate) fn is_shown(&self, window: Window) -> bool {
        let attributes = self.x.get_window_attributes(window).unwrap().reply();
        attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    pub(crate) fn sync(&self) {
        self.x.sync().unwrap();
    }

    pub(crate) fn is_caps_locked(&self) -> bool {
        const LOCK: u16 = 2;
        u16::from(self.x.query_pointer(self.root).unwrap().reply().unwrap().mask) & LOCK != 0
    }

    pub(crate) fn pointer(&self) -> (i16, i16) {
        let pointer = self.x.query_pointer(self.root).unwrap().reply().unwrap();
        (pointer.root_x, pointer.root_y)
    }

    pub(crate) fn kill(&mut self) {
        self.server.kill();
    }

    /// A window that records; with the process it claims to belong to, if any.
    pub(crate) fn window(&self, at: (i16, i16), size: (u16, u16), process: Option<u32>) -> Recorder {
        Recorder::new(&self.name, None, at, size, process)
    }

    /// As [`Display::window`], with the focus.
    pub(crate) fn focused(&self) -> Recorder {
        let window = self.window((0, 0), (1024, 768), None);
        window.focus();
        window
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Key { code: u8, down: bool },
    Button { button: u8, down: bool, x: i16, y: i16 },
    Move { x: i16, y: i16 },
}

impl Seen {
    pub(crate) fn button(&self) -> Option<(u8, bool)> {
        match *self {
            Self::Button { button, down, .. } => Some((button, down)),
            Self::Key { .. } | Self::Move { .. } => None,
        }
    }
}

pub(crate) struct Recorder {
    x: RustConnection,
    pub(crate) window: Window,
    seen: Vec<Seen>,
}

impl Recorder {
    pub(crate) fn new(
        display: &str,
        parent: Option<Window>,
        at: (i16, i16),
        size: (u16, u16),
        process: Option<u32>,
    ) -> Self {
        let (x, screen) = RustConnection::connect(Some(display)).unwrap();
        let window = x.generate_id().unwrap();
        let events = EventMask::KEY_PRESS
            | EventMask::KEY_RELEASE
            | EventMask::BUTTON_PRESS
            | EventMask::BUTTON_RELEASE
            | EventMask::POINTER_MOTION;
        x.create_window(
            x11rb::COPY_DEPTH_FROM_PARENT,
            window,
            parent.unwrap_or(x.setup().roots[screen].root),
            at.0,
            at.1,
            size.0,
            size.1,
            0,
            WindowClass::INPUT_OUTPUT,
            x11rb::COPY_FROM_PARENT,
            &CreateWindowAux::new().override_redirect(1).event_mask(events),
        )
        .unwrap()
        .check()
        .unwrap();
        if let Some(process) = process {
            let atom = x.intern_atom(false, b"_NET_WM_PID").unwrap().reply().unwrap().atom;
            x.change_property32(PropMode::REPLACE, window, atom, AtomEnum::CARDINAL, &[process])
                .unwrap()
                .check()
                .unwrap();
        }
        x.map_window(window).unwrap().check().unwrap();
        Self {
            x,
            window,
            seen: Vec::new(),
        }
    }

    pub(crate) fn focus(&self) {
        self.x
            .set_input_focus(InputFocus::POINTER_ROOT, self.window, x11rb::CURRENT_TIME)
            .unwrap()
            .check()
            .unwrap();
    }

    /// Everything seen until now.
    pub(crate) fn seen(&mut self) -> &[Seen] {
        self.x.sync().unwrap();
        while let Some(event) = self.x.poll_for_event().unwrap() {
            self.seen.extend(match event {
                Event::KeyPress(key) => Some(Seen::Key {
                    code: key.detail,
                    down: true,
                }),
                Event::KeyRelease(key) => Some(Seen::Key {
                    code: key.detail,
                    down: false,
                }),
                Event::ButtonPress(press) => Some(Seen::Button {
                    button: press.detail,
                    down: true,
                    x: press.root_x,
                    y: press.root_y,
                }),
                Event::ButtonRelease(press) => Some(Seen::Button {
                    button: press.detail,
                    down: false,
                    x: press.root_x,
                    y: press.root_y,
                }),
                Event::MotionNotify(moved) => Some(Seen::Move {
                    x: moved.root_x,
                    y: moved.root_y,
                }),
                _ => None,
            });
        }
        &self.seen
    }

    /// Keys and buttons seen until now, without moves.
    pub(crate) fn pressed(&mut self) -> Vec<Seen> {
        let seen = self.seen().iter().copied();
        seen.filter(|seen| !matches!(seen, Seen::Move { .. })).collect()
    }

    /// Waits for as many presses and releases, and returns all there are.
    pub(crate) fn wait_for(&mut self, count: usize) -> Vec<Seen> {
        eventually(|| self.pressed().len() >= count);
        self.pressed()
    }

    pub(crate) fn forget(&mut self) {
        self.seen();
        self.seen.clear();
    }
}

/// Waits for the condition; fails at the deadline.
#[track_caller]
pub(crate) fn eventually(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "it did not happen");
        std::thread::sleep(Duration::from_millis(2));
    }
}

pub(crate) struct Consent(AtomicBool);

impl Consent {
    pub(crate) fn given() -> (Arc<Self>, Arc<dyn Permit<ToControl>>) {
        let consent = Arc::new(Self(AtomicBool::new(true)));
        (Arc::clone(&consent), consent)
    }

    pub(crate) fn withdraw(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Permit<ToControl> for Consent {
    fn holds(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

pub(crate) fn yes() -> Arc<dyn Permit<ToControl>> {
    Consent::given().1
}

/// A plain key.
pub(crate) fn plain(scancode: u8, down: bool) -> InputEvent {
    ScanKey::plain(scancode).event(down)
}

/// Waits until everything that was queued before has been injected or thrown away; the pointer is near the lower right
/// corner then.
pub(crate) fn drain(display: &Display, injector: &Injector) {
    let corner = (1023, 767);
    let (x, y) = if display.pointer() == corner {
        (1000, 700)
    } else {
        corner
    };
    let event = InputEvent::Move {
        x: x.unsigned_abs(),
        y: y.unsigned_abs(),
    };
    injector.inject(event, &yes()).unwrap();
    eventually(|| display.pointer() == (x, y));
}

/// Releases everything and waits until that is done.
pub(crate) fn release_all(injector: &Injector) {
    let (done, is_done) = mpsc::channel();
    injector.release_all(move |result| done.send(result.is_ok()).unwrap());
    assert!(is_done.recv_timeout(DEADLINE).unwrap());
}
