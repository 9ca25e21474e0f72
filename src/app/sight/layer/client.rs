//! What the compositor tells the connection of bar and border, written down in order.

use wayland_client::protocol::wl_buffer::{self, WlBuffer};
use wayland_client::protocol::wl_callback::{self, WlCallback};
use wayland_client::protocol::wl_compositor::WlCompositor;
use wayland_client::protocol::wl_output::{self, Transform, WlOutput};
use wayland_client::protocol::wl_region::WlRegion;
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::{self, Capability, WlSeat};
use wayland_client::protocol::wl_shm::WlShm;
use wayland_client::protocol::wl_shm_pool::WlShmPool;
use wayland_client::protocol::wl_surface::{self, WlSurface};
use wayland_client::{Connection, Dispatch, QueueHandle, WEnum, delegate_noop};
use wayland_protocols::wp::cursor_shape::v1::client::wp_cursor_shape_device_v1::WpCursorShapeDeviceV1;
use wayland_protocols::wp::cursor_shape::v1::client::wp_cursor_shape_manager_v1::WpCursorShapeManagerV1;
use wayland_protocols::wp::relative_pointer::zv1::client::zwp_relative_pointer_manager_v1::ZwpRelativePointerManagerV1;
use wayland_protocols::wp::viewporter::client::wp_viewport::WpViewport;
use wayland_protocols::wp::viewporter::client::wp_viewporter::WpViewporter;
use wayland_protocols::xdg::activation::v1::client::xdg_activation_token_v1::{self, XdgActivationTokenV1};
use wayland_protocols::xdg::activation::v1::client::xdg_activation_v1::XdgActivationV1;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_manager_v1::ZxdgOutputManagerV1;
use wayland_protocols::xdg::xdg_output::zv1::client::zxdg_output_v1::{self, ZxdgOutputV1};
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_shell_v1::ZwlrLayerShellV1;
use wayland_protocols_wlr::layer_shell::v1::client::zwlr_layer_surface_v1::{self, ZwlrLayerSurfaceV1};

use super::hand::Hand;
use super::news::{SurfaceNews, SurfaceNumber};
use super::output::ToldOutput;

/// The newest version of each that is made use of. A surface takes damage in pixels from 4 on, a layer's surface no
/// keyboard from 1 on.
const COMPOSITOR: u32 = 4;
const OUTPUT: u32 = 2;
const SEAT: u32 = 5;
const XDG_OUTPUT: u32 = 3;
const LAYERS: u32 = 4;

#[derive(Default)]
pub(super) struct Client {
    pub compositor: Option<WlCompositor>,
    pub shm: Option<WlShm>,
    pub layers: Option<ZwlrLayerShellV1>,
    pub viewports: Option<WpViewporter>,
    pub cursors: Option<WpCursorShapeManagerV1>,
    pub outputs: Vec<ToldOutput>,
    pub hands: Vec<Hand>,
    pub news: Vec<(SurfaceNumber, SurfaceNews)>,
    /// The newest question whether everything was told that has been answered.
    pub answered: u64,
    /// Lets another window of ours come up.
    pub token: Option<String>,
    activation: Option<XdgActivationV1>,
    moves: Option<ZwpRelativePointerManagerV1>,
    xdg_outputs: Option<ZxdgOutputManagerV1>,
}

/// The connection that bar and border are drawn by.
pub(super) struct Around<'c> {
    pub client: &'c Client,
    pub queue: &'c QueueHandle<Client>,
}

impl Client {
    /// A pointer is over the bar, or a finger on it.
    pub(super) fn is_touched(&self) -> bool {
        self.hands.iter().any(Hand::is_here)
    }

    /// Asks for [`Self::token`] with what was pressed last; false where the compositor has no such thing.
    pub(super) fn ask_for_token(&self, queue: &QueueHandle<Self>) -> bool {
        let Some(activation) = &self.activation else {
            return false;
        };
        let token = activation.get_activation_token(queue, ());
        let pressed = self.hands.iter().find_map(|hand| Some((hand.pressed?, &hand.seat)));
        if let Some((serial, seat)) = pressed {
            token.set_serial(serial, seat);
        }
        token.commit();
        true
    }

    fn output(&mut self, global: u32) -> Option<&mut ToldOutput> {
        self.outputs.iter_mut().find(|output| output.global == global)
    }

    fn ask_for_details(&mut self, queue: &QueueHandle<Self>) {
        let Some(manager) = &self.xdg_outputs else { return };
        for output in self.outputs.iter_mut().filter(|output| output.details.is_none()) {
            output.details = Some(manager.get_xdg_output(&output.output, queue, output.global));
        }
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
        match event {
            wl_registry::Event::Global {
                name,
                interface,
                version,
            } => match interface.as_str() {
                "wl_compositor" => {
                    client.compositor = Some(registry.bind(name, version.min(COMPOSITOR), queue, ()));
                }
                "wl_shm" => client.shm = Some(registry.bind(name, 1, queue, ())),
                "zwlr_layer_shell_v1" => client.layers = Some(registry.bind(name, version.min(LAYERS), queue, ())),
                "wp_viewporter" => client.viewports = Some(registry.bind(name, 1, queue, ())),
                "wp_cursor_shape_manager_v1" => client.cursors = Some(registry.bind(name, 1, queue, ())),
                "xdg_activation_v1" => client.activation = Some(registry.bind(name, 1, queue, ())),
                "zwp_relative_pointer_manager_v1" => client.moves = Some(registry.bind(name, 1, queue, ())),
                "zxdg_output_manager_v1" => {
                    client.xdg_outputs = Some(registry.bind(name, version.min(XDG_OUTPUT), queue, ()));
                    client.ask_for_details(queue);
                }
                "wl_output" => {
                    let output = registry.bind(name, version.min(OUTPUT), queue, name);
                    client.outputs.push(ToldOutput::new(name, output));
                    client.ask_for_details(queue);
                }
                "wl_seat" => {
                    let seat = registry.bind(name, version.min(SEAT), queue, name);
                    client.hands.push(Hand::new(name, seat));
                }
                _ => {}
            },
            wl_registry::Event::GlobalRemove { name } => {
                for output in client.outputs.extract_if(.., |output| output.global == name) {
                    if let Some(details) = output.details {
                        details.destroy();
                    }
                }
                client.hands.retain(|hand| hand.global != name);
            }
            _ => {}
        }
    }
}

impl Dispatch<WlOutput, u32> for Client {
    fn event(
        client: &mut Self,
        _: &WlOutput,
        event: wl_output::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(output) = client.output(*global) else { return };
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
            wl_output::Event::Scale { factor } => output.whole_scale = factor,
            _ => {}
        }
    }
}

impl Dispatch<ZxdgOutputV1, u32> for Client {
    fn event(
        client: &mut Self,
        _: &ZxdgOutputV1,
        event: zxdg_output_v1::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(output) = client.output(*global) else { return };
        match event {
            zxdg_output_v1::Event::LogicalSize { width, height } => output.size = Some((width, height)),
            zxdg_output_v1::Event::LogicalPosition { x, y } => output.place = (x, y),
            _ => {}
        }
    }
}

impl Dispatch<WlSeat, u32> for Client {
    fn event(
        client: &mut Self,
        _: &WlSeat,
        event: wl_seat::Event,
        global: &u32,
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        if let wl_seat::Event::Capabilities {
            capabilities: WEnum::Value(capabilities),
        } = event
            && let Some(hand) = client.hands.iter_mut().find(|hand| hand.global == *global)
        {
            let (pointer, touch) = (Capability::Pointer, Capability::Touch);
            hand.has(capabilities.contains(pointer), capabilities.contains(touch), queue);
            if let Some(cursors) = &client.cursors {
                hand.choose_cursor_from(cursors, queue);
            }
            if let Some(moves) = &client.moves {
                hand.hear_moves_from(moves, queue);
            }
        }
    }
}

impl Dispatch<ZwlrLayerSurfaceV1, SurfaceNumber> for Client {
    fn event(
        client: &mut Self,
        _: &ZwlrLayerSurfaceV1,
        event: zwlr_layer_surface_v1::Event,
        number: &SurfaceNumber,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let news = match event {
            zwlr_layer_surface_v1::Event::Configure { serial, width, height } => {
                SurfaceNews::Configured { serial, width, height }
            }
            zwlr_layer_surface_v1::Event::Closed => SurfaceNews::Closed,
            _ => return,
        };
        client.news.push((*number, news));
    }
}

/// What was drawn for this surface is shown.
impl Dispatch<WlCallback, SurfaceNumber> for Client {
    fn event(
        client: &mut Self,
        _: &WlCallback,
        _: wl_callback::Event,
        number: &SurfaceNumber,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        client.news.push((*number, SurfaceNews::Shown));
    }
}

impl Dispatch<XdgActivationTokenV1, ()> for Client {
    fn event(
        client: &mut Self,
        proxy: &XdgActivationTokenV1,
        event: xdg_activation_token_v1::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let xdg_activation_token_v1::Event::Done { token } = event {
            client.token = Some(token);
            proxy.destroy();
        }
    }
}

/// The number of a question whether everything was told.
pub(super) struct Question(pub u64);

impl Dispatch<WlCallback, Question> for Client {
    fn event(
        client: &mut Self,
        _: &WlCallback,
        _: wl_callback::Event,
        Question(number): &Question,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        client.answered = client.answered.max(*number);
    }
}

impl Dispatch<WlBuffer, ()> for Client {
    fn event(_: &mut Self, buffer: &WlBuffer, event: wl_buffer::Event, (): &(), _: &Connection, _: &QueueHandle<Self>) {
        if let wl_buffer::Event::Release = event {
            buffer.destroy();
        }
    }
}

delegate_noop!(Client: WlCompositor);
delegate_noop!(Client: WlRegion);
delegate_noop!(Client: XdgActivationV1);
delegate_noop!(Client: ignore WlShm);
delegate_noop!(Client: WlShmPool);
delegate_noop!(Client: ZxdgOutputManagerV1);
delegate_noop!(Client: ZwlrLayerShellV1);
delegate_noop!(Client: WpViewporter);
delegate_noop!(Client: WpViewport);
delegate_noop!(Client: WpCursorShapeManagerV1);
delegate_noop!(Client: WpCursorShapeDeviceV1);
delegate_noop!(Client: ZwpRelativePointerManagerV1);

impl Dispatch<WlSurface, SurfaceNumber> for Client {
    /// On which outputs it is, which is known already.
    fn event(
        _: &mut Self,
        _: &WlSurface,
        _: wl_surface::Event,
        _: &SurfaceNumber,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
    }
}
