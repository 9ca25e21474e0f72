//! Has a desktop draw its screen anew, though nothing on it changes.
//!
//! xdg-desktop-portal-wlr sends a picture when something has changed, the first one, too. A single pixel that nobody
//! can see is put above everything until the first picture is there. Compositors that let no program do so (GNOME)
//! send their first picture unasked, and once more where it was lost (`stream.rs`).

use std::fs::File;
use std::io::Write as _;
use std::os::fd::AsFd as _;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::protocol::wl_buffer::WlBuffer;
use wayland_client::protocol::wl_compositor::WlCompositor;
use wayland_client::protocol::wl_output::WlOutput;
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_shm::{Format, WlShm};
use wayland_client::protocol::wl_shm_pool::WlShmPool;
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, QueueHandle, delegate_noop};
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_shell_v1::{Layer, ZwlrLayerShellV1};
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_surface_v1::{self, Anchor, ZwlrLayerSurfaceV1};

use crate::vocabulary::Cause;

/// The pixel is drawn anew so often: the stream may not have been there yet.
const AGAIN: Duration = Duration::from_millis(250);

/// Every output is drawn anew for as long as this lives.
pub(super) struct Provoked {
    /// Its end is what the thread waits for.
    _stop: Sender<()>,
}

impl Provoked {
    /// Where it cannot be done, nothing happens.
    pub(super) fn begin() -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("provoke".to_owned());
        let started = thread.spawn(move || {
            if let Err(error) = run(&stopped) {
                tracing::debug!(%error, "no picture is provoked");
            }
        });
        if let Err(error) = started {
            tracing::debug!(%error, "no picture is provoked");
        }
        Self { _stop: stop }
    }
}

fn run(stopped: &Receiver<()>) -> Result<(), Cause> {
    let connection = Connection::connect_to_env()?;
    let mut queue = connection.new_event_queue();
    let mut pixels = Pixels::default();
    connection.display().get_registry(&queue.handle(), ());
    queue.roundtrip(&mut pixels)?;
    pixels.open(&queue.handle())?;
    loop {
        queue.roundtrip(&mut pixels)?;
        pixels.draw();
        connection.flush()?;
        // The pixels go with the connection.
        if stopped.recv_timeout(AGAIN) != Err(RecvTimeoutError::Timeout) {
            return Ok(());
        }
    }
}

#[derive(Default)]
struct Pixels {
    compositor: Option<WlCompositor>,
    shm: Option<WlShm>,
    layers: Option<ZwlrLayerShellV1>,
    outputs: Vec<WlOutput>,
    /// Transparent, and as large as one.
    buffer: Option<WlBuffer>,
    /// On each output one; the compositor wants those drawn that are named here.
    surfaces: Vec<WlSurface>,
    wanted: Vec<usize>,
}

impl Pixels {
    fn open(&mut self, queue: &QueueHandle<Self>) -> Result<(), Cause> {
        let (Some(compositor), Some(shm), Some(layers)) = (&self.compositor, &self.shm, &self.layers) else {
            return Err("the compositor has no layer-shell".into());
        };
        let mut memory = File::from(memfd_create("lifeline-pixel", MemfdFlags::CLOEXEC)?);
        memory.write_all(&[0; 4])?;
        let pool = shm.create_pool(memory.as_fd(), 4, queue, ());
        self.buffer = Some(pool.create_buffer(0, 1, 1, 4, Format::Argb8888, queue, ()));
        for (number, output) in self.outputs.iter().enumerate() {
            let surface = compositor.create_surface(queue, ());
            let name = "lifeline-pixel".to_owned();
            let layer = layers.get_layer_surface(&surface, Some(output), Layer::Overlay, name, queue, number);
            layer.set_anchor(Anchor::Top | Anchor::Left);
            layer.set_size(1, 1);
            // Presses go through it.
            let nothing = compositor.create_region(queue, ());
            surface.set_input_region(Some(&nothing));
            surface.commit();
            self.surfaces.push(surface);
        }
        Ok(())
    }

    fn draw(&self) {
        for surface in self.wanted.iter().filter_map(|number| self.surfaces.get(*number)) {
            surface.attach(self.buffer.as_ref(), 0, 0);
            surface.damage(0, 0, 1, 1);
            surface.commit();
        }
    }
}

impl Dispatch<WlRegistry, ()> for Pixels {
    fn event(
        pixels: &mut Self,
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
            "wl_compositor" => pixels.compositor = Some(registry.bind(name, 1, queue, ())),
            "wl_shm" => pixels.shm = Some(registry.bind(name, 1, queue, ())),
            "zwlr_layer_shell_v1" => pixels.layers = Some(registry.bind(name, 1, queue, ())),
            "wl_output" => pixels.outputs.push(registry.bind(name, 1, queue, ())),
            _ => {}
        }
    }
}

impl Dispatch<ZwlrLayerSurfaceV1, usize> for Pixels {
    fn event(
        pixels: &mut Self,
        layer: &ZwlrLayerSurfaceV1,
        event: zwlr_layer_surface_v1::Event,
        number: &usize,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            zwlr_layer_surface_v1::Event::Configure { serial, .. } => {
                layer.ack_configure(serial);
                if !pixels.wanted.contains(number) {
                    pixels.wanted.push(*number);
                }
            }
            zwlr_layer_surface_v1::Event::Closed => pixels.wanted.retain(|wanted| wanted != number),
            _ => {}
        }
    }
}

delegate_noop!(Pixels: WlCompositor);
delegate_noop!(Pixels: wayland_client::protocol::wl_region::WlRegion);
delegate_noop!(Pixels: ZwlrLayerShellV1);
delegate_noop!(Pixels: WlShmPool);
delegate_noop!(Pixels: ignore WlShm);
delegate_noop!(Pixels: ignore WlBuffer);
delegate_noop!(Pixels: ignore WlOutput);
delegate_noop!(Pixels: ignore WlSurface);
