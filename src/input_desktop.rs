//! Windows: which desktop the person sees. A permission prompt, the lock screen and what Ctrl+Alt+Del brings are on one of
//! the system's own, which shows nothing to programs and takes nothing from them.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use windows::Win32::Foundation::HANDLE;
use windows::Win32::System::StationsAndDesktops::{
    DESKTOP_CONTROL_FLAGS, DESKTOP_READOBJECTS, GetThreadDesktop, GetUserObjectInformationW, OpenInputDesktop, UOI_NAME,
};
use windows::Win32::System::Threading::GetCurrentThreadId;
use windows::core::Owned;

/// No desktop of the system's has a longer name, in units of UTF-16.
const MOST_NAME: usize = 64;

/// Whether the desktop that is shown, and gets the input, is that of this thread.
pub(crate) fn is_ours() -> bool {
    // SAFETY: takes numbers; the handle is closed when it is dropped.
    let shown = unsafe {
        match OpenInputDesktop(DESKTOP_CONTROL_FLAGS(0), false, DESKTOP_READOBJECTS) {
            Ok(shown) => Owned::new(shown),
            // It may not be opened, or this session is not shown at all.
            Err(_) => return false,
        }
    };
    // SAFETY: takes a number; the handle is not to be closed.
    let Ok(own) = (unsafe { GetThreadDesktop(GetCurrentThreadId()) }) else {
        return true;
    };
    match (name(HANDLE(shown.0)), name(HANDLE(own.0))) {
        (Some(shown), Some(own)) => shown == own,
        // Whoever may open it and learns no name knows nothing against it.
        _ => true,
    }
}

fn name(desktop: HANDLE) -> Option<Vec<u16>> {
    let mut name = [0_u16; MOST_NAME];
    let length = u32::try_from(size_of_val(&name)).ok()?;
    // SAFETY: there is room for as many bytes as the call is told, and it ends with a zero.
    unsafe { GetUserObjectInformationW(desktop, UOI_NAME, Some(name.as_mut_ptr().cast()), length, None) }.ok()?;
    Some(name.into_iter().take_while(|unit| *unit != 0).collect())
}
