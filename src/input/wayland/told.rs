//! What a compositor tells of itself: what it lets programs do, its outputs, the keymap of its keyboard, its windows.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use wayland_client::backend::ObjectId;
use wayland_client::protocol::wl_callback::{self, WlCallback};
use wayland_client::protocol::wl_keyboard::{self, KeymapFormat, WlKeyboard};
use wayland_client::protocol::wl_output::{self, Transform, WlOutput};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::{self, Capability, WlSeat};
use wayland_client::{Connection, Dispatch, Proxy as _, QueueHandle, WEnum, delegate_noop, event_created_child};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notification_v1::{self, ExtIdleNotificationV1};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notifier_v1::ExtIdleNotifierV1;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_manager_v1::ZxdgOutputManagerV1;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_v1::{self, ZxdgOutputV1};
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_manager_v1::ZwpVirtualKeyboardManagerV1;
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_v1::ZwpVirtualKeyboardV1;
use wayland_protocols_plasma::idle::client::org_kde_kwin_idle::OrgKdeKwinIdle;
use wayland_protocols_plasma::idle::client::org_kde_kwin_idle_timeout::{self, OrgKdeKwinIdleTimeout};
use wayland_protocols_wlr::foreign_toplevel::v1::client::zwlr_foreign_toplevel_handle_v1::{
    self, State as WindowState, ZwlrForeignToplevelHandleV1,
};
use wayland_protocols_wlr::foreign_toplevel::v1::client::zwlr_foreign_toplevel_manager_v1::{
    self, ZwlrForeignToplevelManagerV1,
};
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_manager_v1::ZwlrVirtualPointerManagerV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;

use crate::input::record::UseSigns;
use crate::vocabulary::LaidOutMonitor;

/// Keymaps have some ten thousand characters.
const LONGEST_KEYMAP: usize = 1 << 20;

/// The newest version of each that is made use of. wl_keyboard tells its repeat rate from 4 on.
const SEAT: u32 = 5;
const OUTPUT: u32 = 2;
const XDG_OUTPUT: u32 = 3;
const WINDOWS: u32 = 2;
const POINTERS: u32 = 1;
/// From 2 on it can be asked past programs that keep the screen lit.
const ACTIVITY: u32 = 2;

/// A timer of this many milliseconds is the shortest that the older protocol knows.
const SOONEST: u32 = 1;

#[derive(Default)]
pub(super) struct Told {
    /// Nothing will be told any more.
    pub(super) gone: bool,
    /// The number of the newest question that was answered.
    pub(super) answered: u32,
    pub(super) answered_at: Option<Instant>,
    pub(super) seat: Option<WlSeat>,
    pub(super) keyboards: Option<ZwpVirtualKeyboardManagerV1>,
    pub(super) pointers: Option<ZwlrVirtualPointerManagerV1>,
    /// The newest keymap of the seat, and how many there were.
    pub(super) keymap: Option<Arc<str>>,
    pub(super) keymaps: u64,
    /// Keys a second while one is held; programs do it themselves.
    pub(super) repeat_rate: Option<i32>,
    /// Which windows there are, and which has the focus.
    pub(super) tells_windows: bool,
    /// When somebody else used mouse or keyboard last, where that is told ([`Told::watch_activity`]).
    pub(super) person_seen: Option<Instant>,
    activity: Option<ExtIdleNotifierV1>,
    older_activity: Option<OrgKdeKwinIdle>,
    signs: UseSigns,
    keyboard: Option<WlKeyboard>,
    xdg_outputs: Option<ZxdgOutputManagerV1>,
    outputs: Vec<ToldOutput>,
    windows: Vec<ToldWindow>,
}

struct ToldOutput {
    global: u32,
    output: WlOutput,
    details: Option<ZxdgOutputV1>,
    mode: Option<(i32, i32)>,
    /// By a quarter: its columns are its rows.
    turned: bool,
    place: Option<(i32, i32)>,
    size: Option<(i32, i32)>,
}

struct ToldWindow {
    id: ObjectId,
    program: String,
    is_active: bool,
}

impl Told {
    /// The outputs of which everything is known.
    pub(super) fn outputs(&self) -> Vec<LaidOutMonitor> {
        let known = self.outputs.iter().filter_map(|output| {
            let (left, top) = output.place?;
            let (width, height) = output.size?;
            let (across, down) = output.mode?;
            let pixels = if output.turned { (down, across) } else { (across, down) };
            Some(LaidOutMonitor {
                left,
                top,
                width,
                height,
                pixels,
            })
        });
        known.collect()
    }

    /// The programs (as their windows call them) of the windows that have the focus, where this is told.
    pub(super) fn active_programs(&self) -> impl Iterator<Item = &str> {
        let active = self.windows.iter().filter(|window| window.is_active);
        active.map(|window| window.program.as_str())
    }

    /// Has the compositor tell from now on whenever mouse or keyboard are used.
    pub(super) fn watch_activity(&self, queue: &QueueHandle<Reader>) {
        let Some(seat) = &self.seat else { return };
        match (&self.activity, &self.older_activity) {
            (Some(activity), _) if activity.version() >= ACTIVITY => {
                activity.get_input_idle_notification(0, seat, queue, ());
            }
            (Some(activity), _) => {
                activity.get_idle_notification(0, seat, queue, ());
            }
            (None, Some(activity)) => {
                activity.get_idle_timeout(seat, SOONEST, queue, ());
            }
            (None, None) => tracing::info!("the compositor does not tell when the person uses mouse or keyboard"),
        }
    }

    fn output(&mut self, global: u32) -> Option<&mut ToldOutput> {
        self.outputs.iter_mut().find(|output| output.global == global)
    }

    fn window(&mut self, id: &ObjectId) -> Option<&mut ToldWindow> {
        self.windows.iter_mut().find(|window| window.id == *id)
    }

    fn ask_for_details(&mut self, queue: &QueueHandle<Reader>) {
        let Some(manager) = &self.xdg_outputs else { return };
        for output in self.outputs.iter_mut().filter(|output| output.details.is_none()) {
            output.details = Some(manager.get_xdg_output(&output.output, queue, output.global));
        }
    }
}

/// What the thread that reads has been told.
#[derive(Default)]
pub(super) struct Shared {
    told: Mutex<Told>,
    pub(super) changed: Condvar,
    /// The number of the newest question, or of what is being injected now.
    pub(super) asked: AtomicU32,
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Mouse or keyboard were used: by the person, unless what is injected here is still on its way.
    fn used(&self) {
        let mut told = self.lock();
        if told.answered < self.asked.load(Ordering::SeqCst) {
            return;
        }
        let now = Instant::now();
        if told.signs.add(now) {
            told.person_seen = Some(now);
        }
    }
}

/// Writes down what is told; lives on the thread that reads.
pub(super) struct Reader(pub(super) Arc<Shared>);

impl Dispatch<WlRegistry, ()> for Reader {
    fn event(
        reader: &mut Self,
        registry: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let mut told = reader.0.lock();
        match event {
            wl_registry::Event::Global {
                name,
                interface,
                version,
            } => match interface.as_str() {
                "wl_seat" if told.seat.is_none() => {
                    told.seat = Some(registry.bind(name, version.min(SEAT), queue, ()));
                }
                "wl_output" => {
                    let output = registry.bind(name, version.min(OUTPUT), queue, name);
                    told.outputs.push(ToldOutput {
                        global: name,
                        output,
                        details: None,
                        mode: None,
                        turned: false,
                        place: None,
                        size: None,
                    });
                    told.ask_for_details(queue);
                }
                "zxdg_output_manager_v1" => {
                    told.xdg_outputs = Some(registry.bind(name, version.min(XDG_OUTPUT), queue, ()));
                    told.ask_for_details(queue);
                }
                "zwp_virtual_keyboard_manager_v1" => told.keyboards = Some(registry.bind(name, 1, queue, ())),
                "zwlr_virtual_pointer_manager_v1" => {
                    told.pointers = Some(registry.bind(name, version.min(POINTERS), queue, ()));
                }
                "ext_idle_notifier_v1" => {
                    told.activity = Some(registry.bind(name, version.min(ACTIVITY), queue, ()));
                }
                "org_kde_kwin_idle" => told.older_activity = Some(registry.bind(name, 1, queue, ())),
                "zwlr_foreign_toplevel_manager_v1" => {
                    // What it makes tells of itself; it is needed for nothing more.
                    let _: ZwlrForeignToplevelManagerV1 = registry.bind(name, version.min(WINDOWS), queue, ());
                    told.tells_windows = true;
                }
                _ => {}
            },
            wl_registry::Event::GlobalRemove { name } => {
                let gone = told.outputs.extract_if(.., |output| output.global == name);
                for details in gone.filter_map(|output| output.details) {
                    details.destroy();
                }
            }
            _ => {}
        }
    }
}

/// The question's number.
pub(super) struct Answer(pub(super) u32);

impl Dispatch<WlCallback, Answer> for Reader {
    fn event(
        reader: &mut Self,
        _: &WlCallback,
        _: wl_callback::Event,
        Answer(number): &Answer,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        reader.0.tell(|told| {
            told.answered = told.answered.max(*number);
            told.answered_at = Some(Instant::now());
        });
    }
}

impl Dispatch<WlSeat, ()> for Reader {
    fn event(
        reader: &mut Self,
        seat: &WlSeat,
        event: wl_seat::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        if let wl_seat::Event::Capabilities {
            capabilities: WEnum::Value(capabilities),
        } = event
        {
            let mut told = reader.0.lock();
            // It may only be asked for where there is one; and then it tells its keymap.
            if capabilities.contains(Capability::Keyboard) && told.keyboard.is_none() {
                told.keyboard = Some(seat.get_keyboard(queue, ()));
            }
        }
    }
}

impl Dispatch<WlKeyboard, ()> for Reader {
    fn event(
        reader: &mut Self,
        _: &WlKeyboard,
        event: wl_keyboard::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            wl_keyboard::Event::Keymap {
                format: WEnum::Value(KeymapFormat::XkbV1),
                fd,
                size,
            } => match read_keymap(fd, size) {
                Some(keymap) => reader.0.tell(|told| {
                    told.keymap = Some(keymap.into());
                    told.keymaps += 1;
                }),
                None => tracing::warn!("the keymap of this desktop could not be read"),
            },
            wl_keyboard::Event::RepeatInfo { rate, .. } => reader.0.tell(|told| told.repeat_rate = Some(rate)),
            _ => {}
        }
    }
}

/// Up to the zero that ends it.
pub(super) fn read_keymap(fd: OwnedFd, size: u32) -> Option<String> {
    let size = usize::try_from(size).ok().filter(|size| *size <= LONGEST_KEYMAP)?;
    let mut bytes = vec![0; size];
    // Its position is shared with whoever was given the same file.
    File::from(fd).read_exact_at(&mut bytes, 0).ok()?;
    bytes.truncate(bytes.iter().position(|byte| *byte == 0).unwrap_or(size));
    String::from_utf8(bytes).ok()
}

impl Dispatch<WlOutput, u32> for Reader {
    fn event(
        reader: &mut Self,
        _: &WlOutput,
        event: wl_output::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let mut told = reader.0.lock();
        let Some(output) = told.output(*global) else { return };
        match event {
            wl_output::Event::Geometry {
                transform: WEnum::Value(transform),
                ..
            } => {
                let quarters = [
                    Transform::_90,
                    Transform::_270,
                    Transform::Flipped90,
                    Transform::Flipped270,
                ];
                output.turned = quarters.contains(&transform);
            }
            wl_output::Event::Mode {
                flags: WEnum::Value(flags),
                width,
                height,
                ..
            } if flags.contains(wl_output::Mode::Current) => output.mode = Some((width, height)),
            _ => {}
        }
    }
}

impl Dispatch<ZxdgOutputV1, u32> for Reader {
    fn event(
        reader: &mut Self,
        _: &ZxdgOutputV1,
        event: zxdg_output_v1::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let mut told = reader.0.lock();
        let Some(output) = told.output(*global) else { return };
        match event {
            zxdg_output_v1::Event::LogicalPosition { x, y } => output.place = Some((x, y)),
            zxdg_output_v1::Event::LogicalSize { width, height } => output.size = Some((width, height)),
            _ => {}
        }
    }
}

impl Dispatch<ZwlrForeignToplevelManagerV1, ()> for Reader {
    fn event(
        reader: &mut Self,
        _: &ZwlrForeignToplevelManagerV1,
        event: zwlr_foreign_toplevel_manager_v1::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let zwlr_foreign_toplevel_manager_v1::Event::Toplevel { toplevel } = event {
            reader.0.lock().windows.push(ToldWindow {
                id: toplevel.id(),
                program: String::new(),
                is_active: false,
            });
        }
    }

    event_created_child!(Self, ZwlrForeignToplevelManagerV1, [
        zwlr_foreign_toplevel_manager_v1::EVT_TOPLEVEL_OPCODE => (ZwlrForeignToplevelHandleV1, ()),
    ]);
}

impl Dispatch<ZwlrForeignToplevelHandleV1, ()> for Reader {
    fn event(
        reader: &mut Self,
        window: &ZwlrForeignToplevelHandleV1,
        event: zwlr_foreign_toplevel_handle_v1::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let (mut told, id) = (reader.0.lock(), window.id());
        match event {
            zwlr_foreign_toplevel_handle_v1::Event::AppId { app_id } => {
                if let Some(window) = told.window(&id) {
                    window.program = app_id;
                }
            }
            zwlr_foreign_toplevel_handle_v1::Event::State { state } => {
                let states = state.chunks_exact(4).filter_map(|state| state.try_into().ok());
                let mut states = states.map(u32::from_ne_bytes);
                if let Some(window) = told.window(&id) {
                    window.is_active = states.any(|state| state == u32::from(WindowState::Activated));
                }
            }
            zwlr_foreign_toplevel_handle_v1::Event::Closed => {
                told.windows.retain(|window| window.id != id);
                window.destroy();
            }
            _ => {}
        }
    }
}

impl Dispatch<ExtIdleNotificationV1, ()> for Reader {
    fn event(
        reader: &mut Self,
        _: &ExtIdleNotificationV1,
        event: ext_idle_notification_v1::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let ext_idle_notification_v1::Event::Resumed = event {
            reader.0.used();
        }
    }
}

impl Dispatch<OrgKdeKwinIdleTimeout, ()> for Reader {
    fn event(
        reader: &mut Self,
        _: &OrgKdeKwinIdleTimeout,
        event: org_kde_kwin_idle_timeout::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let org_kde_kwin_idle_timeout::Event::Resumed = event {
            reader.0.used();
        }
    }
}

delegate_noop!(Reader: ExtIdleNotifierV1);
delegate_noop!(Reader: OrgKdeKwinIdle);
delegate_noop!(Reader: ZxdgOutputManagerV1);
delegate_noop!(Reader: ZwpVirtualKeyboardManagerV1);
delegate_noop!(Reader: ZwpVirtualKeyboardV1);
delegate_noop!(Reader: ZwlrVirtualPointerManagerV1);
delegate_noop!(Reader: ZwlrVirtualPointerV1);
