//! The input room on real Wayland desktops (sway): what is injected arrives as the person's own keyboard and mouse
//! would bring it, and nothing stays.

mod control;
mod keys;
mod own_windows;
mod pointer;
mod recorder;
mod text;
mod turns;

use lifeline::input::Injector;

use lifeline::vocabulary::{PicturePlace, Size};

use super::display::OURS;
use crate::sway::Sway;
use recorder::{OwnDevices, Recorder};

/// The picture of the one output.
const OUTPUT: PicturePlace = picture((0, 0), (1280, 720));

const fn picture(origin: (i32, i32), (width, height): (u16, u16)) -> PicturePlace {
    PicturePlace {
        origin,
        size: Size { width, height },
        parts: None,
    }
}

/// It keeps its hands off the windows that claim to be of [`OURS`].
fn injector(sway: &Sway) -> Injector {
    let injector = Injector::start(Some(sway.socket_name()), OUTPUT).unwrap();
    injector.protect([OURS]);
    injector
}

/// A desktop with one output, the person's devices, and a window that has the focus. `None`, with the reason printed,
/// where there is no sway.
fn desktop(layout: &str) -> Option<(Sway, OwnDevices, Recorder)> {
    let sway = Sway::start(1, "")?;
    let devices = OwnDevices::plug_in(&sway, layout);
    let mut window = Recorder::open(&sway, "test");
    window.wait_for_focus();
    Some((sway, devices, window))
}
