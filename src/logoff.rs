//! Windows: that the person logs off or shuts the computer down. A program with windows is told so by a message to them
//! and no longer by its console's handler ("SetConsoleCtrlHandler", Remarks), and is over when it has answered. So a
//! window that nobody sees hears it, and answers when everything is put away.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use std::sync::OnceLock;

use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, RegisterClassW, WINDOW_EX_STYLE,
    WM_ENDSESSION, WNDCLASSW, WS_OVERLAPPED,
};
use windows::core::{PCWSTR, w};

/// What puts everything away.
static AT_END: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

const CLASS: PCWSTR = w!("LifelineLogoff");

/// Hears it from now on, on a thread of its own. `at_end` puts everything away and returns when the process may be ended.
pub fn listen(at_end: impl Fn() + Send + Sync + 'static) {
    if AT_END.set(Box::new(at_end)).is_err() {
        return;
    }
    if let Err(error) = std::thread::Builder::new().name("logoff".to_owned()).spawn(serve) {
        tracing::error!(%error, "a logoff is not heard");
    }
}

fn serve() {
    let class = WNDCLASSW {
        lpfnWndProc: Some(window),
        lpszClassName: CLASS,
        ..WNDCLASSW::default()
    };
    // SAFETY: the class lives for the call, and its name for ever. The window is hidden; one for messages alone would not
    // be told.
    let made = unsafe {
        RegisterClassW(&raw const class);
        CreateWindowExW(
            WINDOW_EX_STYLE(0),
            CLASS,
            PCWSTR::null(),
            WS_OVERLAPPED,
            0,
            0,
            0,
            0,
            None,
            None,
            None,
            None,
        )
    };
    if let Err(error) = made {
        tracing::warn!(%error, "a logoff is not heard");
        return;
    }
    let mut message = MSG::default();
    // SAFETY: the message lives here; 0 is the end, -1 an error.
    while unsafe { GetMessageW(&raw mut message, None, 0, 0) }.0 > 0 {
        // SAFETY: as above.
        unsafe { DispatchMessageW(&raw const message) };
    }
}

/// The system calls it on the thread that made the window.
unsafe extern "system" fn window(window: HWND, kind: u32, first: WPARAM, second: LPARAM) -> LRESULT {
    if kind == WM_ENDSESSION && first.0 != 0 {
        if let Some(at_end) = AT_END.get() {
            at_end();
        }
        return LRESULT(0);
    }
    // SAFETY: these are what the system called with.
    unsafe { DefWindowProcW(window, kind, first, second) }
}
