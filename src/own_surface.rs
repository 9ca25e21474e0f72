//! What a Wayland compositor does for this program's own window where it is asked: it passes all keys to it, its own
//! shortcuts too, for as long as that is wanted (zwp_keyboard_shortcuts_inhibit_manager_v1), brings it up
//! (xdg_activation_v1), and shows a picture over a part of it (wl_subsurface).
//!
//! The window belongs to the connection of the library that opened it, which hands out both by raw pointers alone. What
//! is unsafe is here, and in two places: taking over the connection, and taking over the window. On the
//! window's thread nothing reads from the connection or waits for it: the library reads, and gives each queue its own.

use std::mem::ManuallyDrop;

use raw_window_handle::{HasDisplayHandle, HasWindowHandle, RawDisplayHandle, RawWindowHandle};
use wayland_client::backend::{Backend, ObjectId};
use wayland_client::protocol::wl_compositor::WlCompositor;
use wayland_client::protocol::wl_region::WlRegion;
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::WlSeat;
use wayland_client::protocol::wl_shm::WlShm;
use wayland_client::protocol::wl_subcompositor::WlSubcompositor;
use wayland_client::protocol::wl_subsurface::WlSubsurface;
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, EventQueue, Proxy as _, QueueHandle, delegate_noop};
use wayland_protocols::wp::keyboard_shortcuts_inhibit::zv1::client::zwp_keyboard_shortcuts_inhibit_manager_v1::ZwpKeyboardShortcutsInhibitManagerV1;
use wayland_protocols::wp::keyboard_shortcuts_inhibit::zv1::client::zwp_keyboard_shortcuts_inhibitor_v1::{
    self, ZwpKeyboardShortcutsInhibitorV1,
};
use wayland_protocols::wp::viewporter::client::wp_viewport::WpViewport;
use wayland_protocols::wp::viewporter::client::wp_viewporter::WpViewporter;
use wayland_protocols::xdg::activation::v1::client::xdg_activation_v1::XdgActivationV1;

/// To be used on the thread of the window, and only while the window is there. Of what it hands out only a
/// [`PictureSurface`], and what [`OwnSurface::listen`] gives, may leave that thread, for as long as their maker waits for
/// that before the window goes.
pub struct OwnSurface {
    // Their end speaks to the library's connection, which may be gone by the program's end. There is one a window.
    taken: ManuallyDrop<TakenWindow>,
    told: Told,
    inhibitor: Option<ZwpKeyboardShortcutsInhibitorV1>,
}

struct TakenWindow {
    connection: Connection,
    queue: EventQueue<Told>,
    surface: WlSurface,
}

#[derive(Default)]
struct Told {
    manager: Option<ZwpKeyboardShortcutsInhibitManagerV1>,
    activation: Option<XdgActivationV1>,
    seat: Option<WlSeat>,
    compositor: Option<WlCompositor>,
    subcompositor: Option<WlSubcompositor>,
    shm: Option<WlShm>,
    viewports: Option<WpViewporter>,
    /// Of the inhibitor that there is now.
    gets_all_keys: bool,
}

/// A surface over a part of the window that takes no input, and what its pictures are made with.
pub struct PictureSurface {
    pub connection: Connection,
    pub shm: WlShm,
    pub surface: WlSurface,
    /// Where in the window it is: from the window's next commit on.
    pub placed: WlSubsurface,
    /// Which part of a picture is shown, and how large.
    pub viewport: WpViewport,
}

impl OwnSurface {
    /// For this window; nothing where it is on no Wayland desktop.
    pub fn of(window: &(impl HasWindowHandle + HasDisplayHandle)) -> Option<Self> {
        let (Ok(display), Ok(window)) = (window.display_handle(), window.window_handle()) else {
            return None;
        };
        let (RawDisplayHandle::Wayland(display), RawWindowHandle::Wayland(window)) =
            (display.as_raw(), window.as_raw())
        else {
            return None;
        };
        #[expect(
            unsafe_code,
            reason = "the window's library hands out its connection by a raw pointer alone"
        )]
        // SAFETY: the handle is that of an open connection of libwayland, which lives as long as the window's event
        // loop. What uses it here is used on that loop's thread alone (see the type), and never dropped. A thread that
        // a `PictureSurface` or the connection was handed to has ended before the loop does; libwayland may be read by
        // several at once.
        let backend = unsafe { Backend::from_foreign_display(display.display.as_ptr().cast()) };
        #[expect(
            unsafe_code,
            reason = "the window's library hands out its surface by a raw pointer alone"
        )]
        // SAFETY: the handle is that of a `wl_surface` of this connection, which is there while the window is; the
        // interface is checked by the call.
        let surface = unsafe { ObjectId::from_ptr(WlSurface::interface(), window.surface.as_ptr().cast()) };
        let connection = Connection::from_backend(backend);
        let surface = surface.ok().and_then(|id| WlSurface::from_id(&connection, id).ok())?;
        let queue = connection.new_event_queue();
        connection.display().get_registry(&queue.handle(), ());
        Some(Self {
            taken: ManuallyDrop::new(TakenWindow {
                connection,
                queue,
                surface,
            }),
            told: Told::default(),
            inhibitor: None,
        })
    }

    /// Whether the compositor passes all keys to programs, as far as it has said.
    pub fn has_all_keys(&mut self) -> bool {
        self.hear();
        self.told.manager.is_some() && self.told.seat.is_some()
    }

    /// Whether the window gets all keys now: the desktop may ask the person first, and the person may say no.
    pub fn gets_all_keys(&mut self) -> bool {
        self.hear();
        self.inhibitor.is_some() && self.told.gets_all_keys
    }

    /// From now on the window gets all keys while it has the keyboard, or only those that the desktop leaves it.
    pub fn take_all_keys(&mut self, all: bool) {
        if all == self.inhibitor.is_some() || (all && !self.has_all_keys()) {
            return;
        }
        self.told.gets_all_keys = false;
        match (self.inhibitor.take(), &self.told.manager, &self.told.seat) {
            (Some(inhibitor), ..) => inhibitor.destroy(),
            (None, Some(manager), Some(seat)) => {
                let queue = self.taken.queue.handle();
                let inhibitor = manager.inhibit_shortcuts(&self.taken.surface, seat, &queue, ());
                self.inhibitor = Some(inhibitor);
            }
            _ => return,
        }
        self.send();
    }

    /// Asks for the window to come up, by a token that the compositor gave for something that the person pressed.
    pub fn activate(&mut self, token: String) {
        self.hear();
        if let Some(activation) = &self.told.activation {
            activation.activate(token, &self.taken.surface);
            self.send();
        }
    }

    /// A surface over the window, whose news are told to this queue; nothing where the compositor lacks what it needs.
    pub fn over<D>(&mut self, queue: &QueueHandle<D>) -> Option<PictureSurface>
    where
        D: Dispatch<WlSurface, ()> + Dispatch<WlRegion, ()> + Dispatch<WlSubsurface, ()> + Dispatch<WpViewport, ()>,
        D: 'static,
    {
        self.hear();
        let told = &self.told;
        let (compositor, shm) = (told.compositor.as_ref()?, told.shm.clone()?);
        let (subcompositor, viewports) = (told.subcompositor.as_ref()?, told.viewports.as_ref()?);
        let surface = compositor.create_surface(queue, ());
        let nothing = compositor.create_region(queue, ());
        surface.set_input_region(Some(&nothing));
        nothing.destroy();
        let placed = subcompositor.get_subsurface(&surface, &self.taken.surface, queue, ());
        // Its pictures do not wait for the window's.
        placed.set_desync();
        let viewport = viewports.get_viewport(&surface, queue, ());
        Some(PictureSurface {
            connection: self.taken.connection.clone(),
            shm,
            surface,
            placed,
            viewport,
        })
    }

    /// A queue of its own for what a [`PictureSurface`] is told.
    pub fn queue<D>(&self) -> EventQueue<D> {
        self.taken.connection.new_event_queue()
    }

    /// For a thread that asks the compositor by itself, and reads what it says: it has ended before the window goes. The
    /// queue is never dropped, as the connection is not.
    pub fn listen<D>(&self) -> (Connection, ManuallyDrop<EventQueue<D>>) {
        (self.taken.connection.clone(), ManuallyDrop::new(self.queue()))
    }

    fn hear(&mut self) {
        if let Err(error) = self.taken.queue.dispatch_pending(&mut self.told) {
            tracing::debug!(%error, "the compositor tells nothing more");
        }
    }

    fn send(&self) {
        // What does not go out now goes with what the window's library sends next.
        let _ = self.taken.connection.flush();
    }
}

impl Dispatch<WlRegistry, ()> for Told {
    fn event(
        told: &mut Self,
        registry: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let wl_registry::Event::Global {
            name,
            interface,
            version,
        } = event
        else {
            return;
        };
        match interface.as_str() {
            "xdg_activation_v1" => told.activation = Some(registry.bind(name, 1, queue, ())),
            "wl_seat" if told.seat.is_none() => told.seat = Some(registry.bind(name, 1, queue, ())),
            // From version 4 on damage is told in pixels.
            "wl_compositor" if version >= 4 => told.compositor = Some(registry.bind(name, 4, queue, ())),
            "wl_subcompositor" => told.subcompositor = Some(registry.bind(name, 1, queue, ())),
            "wl_shm" => told.shm = Some(registry.bind(name, 1, queue, ())),
            "wp_viewporter" => told.viewports = Some(registry.bind(name, 1, queue, ())),
            "zwp_keyboard_shortcuts_inhibit_manager_v1" => told.manager = Some(registry.bind(name, 1, queue, ())),
            _ => {}
        }
    }
}

delegate_noop!(Told: ignore WlSeat);
delegate_noop!(Told: WlCompositor);
delegate_noop!(Told: WlSubcompositor);
delegate_noop!(Told: ignore WlShm);
delegate_noop!(Told: WpViewporter);
delegate_noop!(Told: XdgActivationV1);
delegate_noop!(Told: ZwpKeyboardShortcutsInhibitManagerV1);

impl Dispatch<ZwpKeyboardShortcutsInhibitorV1, ()> for Told {
    /// In force or not: the compositor suspends it while another window has the keyboard, or the person wants it so.
    fn event(
        told: &mut Self,
        inhibitor: &ZwpKeyboardShortcutsInhibitorV1,
        event: zwp_keyboard_shortcuts_inhibitor_v1::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        // One that was destroyed meanwhile counts no more.
        if !inhibitor.is_alive() {
            return;
        }
        match event {
            zwp_keyboard_shortcuts_inhibitor_v1::Event::Active => told.gets_all_keys = true,
            zwp_keyboard_shortcuts_inhibitor_v1::Event::Inactive => told.gets_all_keys = false,
            _ => {}
        }
    }
}
