//! Hears that the connection on which the window stands was cut by the X server, as `xkill` has it do.
//!
//! The window's library speaks to the server by libX11, which ends the process on the spot when it finds the connection
//! broken, in whatever call that is, with a line on the terminal and nothing else. Before, it calls a function that the
//! process may name: naming it is what is unsafe, and all that is so here. (libX11 1.7 has another one besides, with
//! which it goes on, deaf; the window's library does not know that, and waits for answers for ever.)

use std::ffi::c_int;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use x11_dl::xlib::{Display, Xlib};

/// How long what is done then may take: after that the process ends as it would have without it.
const LONGEST: Duration = Duration::from_secs(10);

static LOST: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// From now on `lost` is called, once and on a thread of its own, when the connection is cut. It ends the process; the
/// thread that found it cut stands still meanwhile. Only the first call counts.
pub fn heed(lost: impl Fn() + Send + Sync + 'static) {
    if LOST.set(Box::new(lost)).is_err() {
        return;
    }
    match Xlib::open() {
        Ok(xlib) => {
            #[expect(unsafe_code, reason = "libX11 has a C interface only")]
            // SAFETY: the function is there as long as the process, has the type that libX11 asks for, touches neither
            // the display that it is given nor any other, and unwinds into nothing: a panic in it would end the process.
            // The library stays open.
            unsafe {
                (xlib.XSetIOErrorHandler)(Some(cut));
            }
        }
        // Then no window is on X11, either.
        Err(error) => tracing::debug!(%error, "no libX11"),
    }
}

/// libX11 ends the process when this returns.
extern "C" fn cut(_display: *mut Display) -> c_int {
    static BEGUN: AtomicBool = AtomicBool::new(false);
    let first = !BEGUN.swap(true, Ordering::Relaxed);
    let work = || {
        if let Some(lost) = LOST.get() {
            lost();
        }
    };
    let thread = std::thread::Builder::new().name("display lost".to_owned());
    if !first || thread.spawn(work).is_ok() {
        std::thread::sleep(LONGEST);
    }
    0
}
