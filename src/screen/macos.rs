//! macOS: whether this program may record the screen, which the person allows once in the system's settings. Has not run
//! there.

use core_graphics::access::ScreenCaptureAccess;

pub(super) fn may_record() -> bool {
    ScreenCaptureAccess.preflight()
}

/// Has the system ask the person, and list this program in its settings; once, it asks no second time.
pub fn ask_to_record() {
    ScreenCaptureAccess.request();
}
