//! What the person's pointers and fingers do on the bar.

use wayland_client::protocol::wl_pointer::{self, ButtonState, WlPointer};
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::protocol::wl_touch::{self, WlTouch};
use wayland_client::{Connection, Dispatch, Proxy as _, QueueHandle, WEnum};
use wayland_protocols::wp::cursor_shape::v1::client::wp_cursor_shape_device_v1::Shape;
use wayland_protocols::wp::relative_pointer::zv1::client::zwp_relative_pointer_v1::{self, ZwpRelativePointerV1};

use super::client::Client;
use super::news::{BTN_LEFT, SurfaceNews, SurfaceNumber};

fn number_of(surface: &WlSurface) -> Option<SurfaceNumber> {
    surface.data::<SurfaceNumber>().copied()
}

impl Dispatch<WlPointer, u32> for Client {
    fn event(
        client: &mut Self,
        _: &WlPointer,
        event: wl_pointer::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(hand) = client.hands.iter_mut().find(|hand| hand.global == *global) else {
            return;
        };
        match event {
            wl_pointer::Event::Enter {
                serial,
                surface,
                surface_x,
                surface_y,
            } => {
                hand.over = number_of(&surface);
                if let Some(cursor) = &hand.cursor {
                    cursor.set_shape(serial, Shape::Default);
                }
                let at = SurfaceNews::At(surface_x as f32, surface_y as f32);
                client.news.extend(hand.over.map(|number| (number, at)));
            }
            wl_pointer::Event::Motion {
                surface_x, surface_y, ..
            } => {
                let at = SurfaceNews::At(surface_x as f32, surface_y as f32);
                client.news.extend(hand.over.map(|number| (number, at)));
            }
            wl_pointer::Event::Button {
                serial, button, state, ..
            } => {
                hand.pressed = Some(serial);
                let down = state == WEnum::Value(ButtonState::Pressed);
                let news = SurfaceNews::Button { button, down };
                client.news.extend(hand.over.map(|number| (number, news)));
            }
            wl_pointer::Event::Leave { .. } => {
                let over = hand.over.take();
                client.news.extend(over.map(|number| (number, SurfaceNews::Left)));
            }
            _ => {}
        }
    }
}

impl Dispatch<ZwpRelativePointerV1, u32> for Client {
    fn event(
        client: &mut Self,
        _: &ZwpRelativePointerV1,
        event: zwp_relative_pointer_v1::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let zwp_relative_pointer_v1::Event::RelativeMotion { dx, dy, .. } = event {
            let hand = client.hands.iter().find(|hand| hand.global == *global);
            let over = hand.and_then(|hand| hand.over);
            let by = SurfaceNews::MovedBy(dx as f32, dy as f32);
            client.news.extend(over.map(|number| (number, by)));
        }
    }
}

/// The first finger is the pointer; others do nothing.
impl Dispatch<WlTouch, u32> for Client {
    fn event(
        client: &mut Self,
        _: &WlTouch,
        event: wl_touch::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(hand) = client.hands.iter_mut().find(|hand| hand.global == *global) else {
            return;
        };
        let pressed = |down| SurfaceNews::Button { button: BTN_LEFT, down };
        match event {
            wl_touch::Event::Down {
                serial,
                surface,
                id,
                x,
                y,
                ..
            } if hand.finger.is_none() => {
                hand.pressed = Some(serial);
                let Some(number) = number_of(&surface) else { return };
                hand.finger = Some((id, number));
                let at = SurfaceNews::At(x as f32, y as f32);
                client.news.extend([(number, at), (number, pressed(true))]);
            }
            wl_touch::Event::Motion { id, x, y, .. } => {
                if let Some((_, number)) = hand.finger.filter(|(finger, _)| *finger == id) {
                    client.news.push((number, SurfaceNews::At(x as f32, y as f32)));
                }
            }
            wl_touch::Event::Up { id, .. } => {
                if let Some((_, number)) = hand.finger.take_if(|(finger, _)| *finger == id) {
                    client
                        .news
                        .extend([(number, pressed(false)), (number, SurfaceNews::Left)]);
                }
            }
            wl_touch::Event::Cancel => {
                if let Some((_, number)) = hand.finger.take() {
                    client.news.push((number, SurfaceNews::Left));
                }
            }
            _ => {}
        }
    }
}
