//! The person's own mouse comes first: it takes the pointer from a helper who holds a button or moves it about.

use lifeline::input::{EscapeWatch, Injector};
use lifeline::vocabulary::{InputEvent, MouseButton};
use x11rb::connection::RequestConnection as _;
use x11rb::protocol::xinput::{self, ConnectionExt as _};
use x11rb::protocol::xtest::ConnectionExt as _;

use super::display::{Display, Recorder, Seen, eventually, plain, yes};

/// The left button, in the state of the pointer.
const LEFT: u16 = 0x100;
/// The right button of the person's mouse.
const RIGHT: u8 = 3;
const A: u8 = 0x1E;
const A_CODE: u8 = 38;

/// The mouse of the virtual display: a device as any on a desk, and not XTEST's.
struct OwnMouse<'a> {
    display: &'a Display,
    device: u8,
    /// The number of this extension's first event.
    first_event: u8,
}

impl<'a> OwnMouse<'a> {
    fn of(display: &'a Display) -> Self {
        let devices = display
            .x
            .xinput_xi_query_device(xinput::Device::ALL)
            .unwrap()
            .reply()
            .unwrap();
        let mouse = devices
            .infos
            .iter()
            .find(|device| device.name == b"Xvfb mouse")
            .unwrap();
        let device = u8::try_from(mouse.deviceid).unwrap();
        display.x.xinput_open_device(device).unwrap().reply().unwrap();
        let about = display
            .x
            .extension_information(xinput::X11_EXTENSION_NAME)
            .unwrap()
            .unwrap();
        Self {
            display,
            device,
            first_event: about.first_event,
        }
    }

    /// One step of a device event of the first XInput, as XTEST takes it (xtestproto, FakeInput).
    fn does(&self, event: u8, detail: u8) {
        let kind = self.first_event + event;
        let x = &self.display.x;
        x.xtest_fake_input(kind, detail, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, self.device)
            .unwrap()
            .check()
            .unwrap();
    }

    fn presses(&self, button: u8) {
        self.does(xinput::DEVICE_BUTTON_PRESS_EVENT, button);
        self.does(xinput::DEVICE_BUTTON_RELEASE_EVENT, button);
    }
}

fn left(down: bool, x: u16) -> InputEvent {
    InputEvent::Button {
        button: MouseButton::Left,
        down,
        x,
        y: 50,
    }
}

/// The helper does this, and types a letter behind it; returns when that has come.
fn helper_does(events: &[InputEvent], injector: &Injector, window: &mut Recorder) {
    let permit = yes();
    let letter = [plain(A, true), plain(A, false)];
    for event in events.iter().chain(&letter) {
        injector.inject(*event, &permit).unwrap();
    }
    let last = Seen::Key {
        code: A_CODE,
        down: false,
    };
    eventually(|| window.seen().contains(&last));
    window.forget();
}

#[test]
fn the_persons_own_mouse_lets_go_of_what_the_helper_holds_and_is_not_pulled_away() {
    let Some(display) = Display::start() else { return };
    let mut window = display.focused();
    let mouse = OwnMouse::of(&display);
    let injector = display.injector();
    let _watch = EscapeWatch::start(Some(display.name.clone()), injector.record(), || {})
        .unwrap()
        .unwrap();
    helper_does(&[left(true, 50)], &injector, &mut window);
    assert_eq!(display.pressed().1, LEFT);

    // They drag on, so that no limit of time lets go before these rounds are over.
    let is_let_go = (100..200).any(|x| {
        mouse.presses(RIGHT);
        helper_does(&[InputEvent::Move { x, y: 50 }], &injector, &mut window);
        display.pressed().1 == 0
    });
    assert!(is_let_go);

    // While the person uses it, what the helper does with the pointer has no effect: in one round of many, at least. (The
    // person's turn ends a second after their last use, and this computer may stand still for so long.)
    let has_no_effect = (200..300).any(|x| {
        mouse.presses(RIGHT);
        let before = display.pointer();
        helper_does(&[InputEvent::Move { x, y: 300 }, left(true, x)], &injector, &mut window);
        let is_pressed = display.pressed().1 == LEFT;
        helper_does(&[left(false, x)], &injector, &mut window);
        display.pointer() == before && !is_pressed
    });
    assert!(has_no_effect);

    // They leave it, and the helper goes on.
    eventually(|| {
        helper_does(&[InputEvent::Move { x: 500, y: 500 }], &injector, &mut window);
        display.pointer() == (500, 500)
    });
}
