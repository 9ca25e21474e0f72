//! The terminal that this program was started in, on Windows. There it is a program of windows, for which the system
//! opens no terminal; where it was started in one it is connected to that, as programs of other systems are.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use windows::Win32::System::Console::{
    ATTACH_PARENT_PROCESS, AttachConsole, GetStdHandle, STD_ERROR_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE,
    SetStdHandle,
};
use windows::Win32::UI::WindowsAndMessaging::{MB_ICONERROR, MB_OK, MB_SETFOREGROUND, MessageBoxW};
use windows::core::{HSTRING, w};

/// Takes the console of whoever started this, if there is one: for Ctrl+C, and for those of the three streams that were
/// not redirected.
pub(crate) fn attach() {
    let streams = [STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE];
    // SAFETY: this only reads what stands in the process's own table.
    let redirected = streams.map(|stream| unsafe { GetStdHandle(stream) }.ok());
    // SAFETY: no console belongs to this process yet, and nothing has been read or written by its streams. Without a
    // parent's console the call fails and leaves everything as it is.
    if unsafe { AttachConsole(ATTACH_PARENT_PROCESS) }.is_err() {
        return;
    }
    // The system may have put the console in the place of all three.
    for (stream, redirected) in streams.into_iter().zip(redirected) {
        if let Some(handle) = redirected {
            // SAFETY: the handle stood there before, and nobody has closed it.
            let _ = unsafe { SetStdHandle(stream, handle) };
        }
    }
}

/// Shows in a box of the system's, and waits until it is closed, what nobody can read on standard error because there
/// is none: who pressed an icon would see nothing happen.
pub(crate) fn show_where_unread(what: &str) {
    // SAFETY: this only reads what stands in the process's own table.
    if unsafe { GetStdHandle(STD_ERROR_HANDLE) }.is_ok() {
        return;
    }
    // SAFETY: both texts end with a zero and outlive the call.
    unsafe {
        MessageBoxW(
            None,
            &HSTRING::from(what),
            w!("Lifeline"),
            MB_OK | MB_ICONERROR | MB_SETFOREGROUND,
        )
    };
}
