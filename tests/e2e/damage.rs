//! Hears when a compositor has drawn an output anew, as xdg-desktop-portal-wlr does before it sends a picture.

use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use rustix::fs::{MemfdFlags, memfd_create};
use wayland_client::protocol::wl_buffer::WlBuffer;
use wayland_client::protocol::wl_output::WlOutput;
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_shm::{Format, WlShm};
use wayland_client::protocol::wl_shm_pool::WlShmPool;
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, WEnum, delegate_noop};
use wayland_protocols_wlr::screencopy::v1::client::zwlr_screencopy_frame_v1::{self, ZwlrScreencopyFrameV1};
use wayland_protocols_wlr::screencopy::v1::client::zwlr_screencopy_manager_v1::ZwlrScreencopyManagerV1;

#[derive(Default)]
struct Client {
    shm: Option<WlShm>,
    output: Option<WlOutput>,
    manager: Option<ZwlrScreencopyManagerV1>,
    asked: bool,
    drawn: bool,
}

/// Something comes out of this once the only output was drawn anew after this call.
pub fn next_damage(socket: &Path) -> Receiver<()> {
    let connection = Connection::from_socket(UnixStream::connect(socket).unwrap()).unwrap();
    let mut queue = connection.new_event_queue();
    let mut client = Client::default();
    connection.display().get_registry(&queue.handle(), ());
    queue.roundtrip(&mut client).unwrap();
    let manager = client
        .manager
        .clone()
        .expect("the compositor lets its outputs be copied");
    let output = client.output.clone().unwrap();
    let ask = |queue: &EventQueue<Client>| manager.capture_output(0, &output, &queue.handle(), ());
    // The first copy has everything in it; the next one waits for something that changes after it.
    ask(&queue);
    while !client.drawn {
        queue.blocking_dispatch(&mut client).unwrap();
    }
    client.drawn = false;
    client.asked = false;
    ask(&queue);
    while !client.asked {
        queue.blocking_dispatch(&mut client).unwrap();
    }
    queue.roundtrip(&mut client).unwrap();
    let (tell, drawn) = channel();
    std::thread::spawn(move || {
        while !client.drawn && queue.blocking_dispatch(&mut client).is_ok() {}
        if client.drawn {
            let _ = tell.send(());
        }
    });
    drawn
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
        let wl_registry::Event::Global { name, interface, .. } = event else {
            return;
        };
        match interface.as_str() {
            "wl_shm" => client.shm = Some(registry.bind(name, 1, queue, ())),
            "wl_output" => client.output = Some(registry.bind(name, 1, queue, ())),
            "zwlr_screencopy_manager_v1" => client.manager = Some(registry.bind(name, 2, queue, ())),
            _ => {}
        }
    }
}

impl Dispatch<ZwlrScreencopyFrameV1, ()> for Client {
    fn event(
        client: &mut Self,
        frame: &ZwlrScreencopyFrameV1,
        event: zwlr_screencopy_frame_v1::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        match event {
            zwlr_screencopy_frame_v1::Event::Buffer {
                format: WEnum::Value(format),
                width,
                height,
                stride,
            } => {
                let buffer = client.buffer(
                    queue,
                    format,
                    [width, height, stride].map(|size| size.try_into().unwrap()),
                );
                frame.copy_with_damage(&buffer);
                client.asked = true;
            }
            zwlr_screencopy_frame_v1::Event::Ready { .. } => client.drawn = true,
            _ => {}
        }
    }
}

impl Client {
    fn buffer(&self, queue: &QueueHandle<Self>, format: Format, [width, height, stride]: [i32; 3]) -> WlBuffer {
        let memory = std::fs::File::from(memfd_create("copy", MemfdFlags::CLOEXEC).unwrap());
        memory.set_len(u64::try_from(stride * height).unwrap()).unwrap();
        let shm = self.shm.as_ref().unwrap();
        let pool = shm.create_pool(memory.as_fd(), stride * height, queue, ());
        pool.create_buffer(0, width, height, stride, format, queue, ())
    }
}

delegate_noop!(Client: ignore WlShm);
delegate_noop!(Client: ignore WlBuffer);
delegate_noop!(Client: ignore WlOutput);
delegate_noop!(Client: WlShmPool);
delegate_noop!(Client: ZwlrScreencopyManagerV1);
