//! The monitors that are shared, as the compositor knows them.
//!
//! A desktop may end what it shares because a monitor changed its size or scale, or was unplugged. GNOME 50 tells that
//! in the same words as an end that the person brought about by its sign. So the compositor is asked whether the monitors
//! are still what they were: only then the end was meant.

use std::sync::mpsc::channel;
use std::time::Duration;

use wayland_client::protocol::wl_output::{self, WlOutput};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::{Connection, Dispatch, QueueHandle, delegate_noop};
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_manager_v1::ZxdgOutputManagerV1;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_v1::{self, ZxdgOutputV1};

use crate::portal::SharedStream;
use crate::vocabulary::Cause;

/// A compositor that does not answer by then tells nothing.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);

/// From here on outputs have names (`wl_output.name`).
const NAMED: u32 = 4;

/// The output that a stream shows, and its place and size in the desktop's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SharedMonitor {
    name: String,
    place: (i32, i32),
    size: (i32, i32),
}

impl SharedMonitor {
    /// Those of them that the compositor tells; windows are none. Waits for the compositor.
    pub fn of(streams: &[SharedStream]) -> Vec<Self> {
        let areas: Vec<_> = streams.iter().filter_map(SharedStream::area).collect();
        if areas.is_empty() {
            return Vec::new();
        }
        let monitors = monitors().into_iter().flatten();
        monitors
            .filter(|monitor| areas.contains(&(monitor.place, monitor.size)))
            .collect()
    }

    /// One of them has another place or size by now, or is gone. False where nobody can tell. Waits for the compositor.
    pub fn have_changed(shared: &[Self]) -> bool {
        !shared.is_empty() && monitors().is_some_and(|now| shared.iter().any(|monitor| !now.contains(monitor)))
    }
}

/// `None` if the compositor does not answer, or does not say.
fn monitors() -> Option<Vec<SharedMonitor>> {
    let (tell, told) = channel();
    let thread = std::thread::Builder::new().name("monitors".to_owned());
    let started = thread.spawn(move || {
        // Nobody waits any longer for what comes late.
        let _ = tell.send(read());
    });
    let read = match started {
        Ok(_) => told.recv_timeout(ANSWERS_WITHIN).map_err(Cause::from).flatten(),
        Err(error) => Err(error.into()),
    };
    read.inspect_err(|error| tracing::info!(%error, "the compositor does not tell its monitors"))
        .ok()
        .filter(|monitors| !monitors.is_empty())
}

fn read() -> Result<Vec<SharedMonitor>, Cause> {
    let connection = Connection::connect_to_env()?;
    let mut queue = connection.new_event_queue();
    let mut outputs = Outputs::default();
    connection.display().get_registry(&queue.handle(), ());
    queue.roundtrip(&mut outputs)?;
    let manager = outputs.manager.take().ok_or("the compositor has no xdg-output")?;
    for (number, output) in outputs.outputs.iter().enumerate() {
        manager.get_xdg_output(output, &queue.handle(), number);
    }
    queue.roundtrip(&mut outputs)?;
    Ok(outputs.monitors)
}

#[derive(Default)]
struct Outputs {
    manager: Option<ZxdgOutputManagerV1>,
    outputs: Vec<WlOutput>,
    /// In the same order.
    monitors: Vec<SharedMonitor>,
}

impl Dispatch<WlRegistry, ()> for Outputs {
    fn event(
        outputs: &mut Self,
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
            "zxdg_output_manager_v1" => outputs.manager = Some(registry.bind(name, version.min(3), queue, ())),
            "wl_output" => {
                let number = outputs.outputs.len();
                outputs
                    .outputs
                    .push(registry.bind(name, version.min(NAMED), queue, number));
                outputs.monitors.push(SharedMonitor {
                    // Where it has no name, the number that it has for as long as it is there.
                    name: name.to_string(),
                    place: (0, 0),
                    size: (0, 0),
                });
            }
            _ => {}
        }
    }
}

impl Dispatch<WlOutput, usize> for Outputs {
    fn event(
        outputs: &mut Self,
        _: &WlOutput,
        event: wl_output::Event,
        number: &usize,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let (wl_output::Event::Name { name }, Some(monitor)) = (event, outputs.monitors.get_mut(*number)) {
            monitor.name = name;
        }
    }
}

impl Dispatch<ZxdgOutputV1, usize> for Outputs {
    fn event(
        outputs: &mut Self,
        _: &ZxdgOutputV1,
        event: zxdg_output_v1::Event,
        number: &usize,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(monitor) = outputs.monitors.get_mut(*number) else {
            return;
        };
        match event {
            zxdg_output_v1::Event::LogicalPosition { x, y } => monitor.place = (x, y),
            zxdg_output_v1::Event::LogicalSize { width, height } => monitor.size = (width, height),
            _ => {}
        }
    }
}

delegate_noop!(Outputs: ZxdgOutputManagerV1);
