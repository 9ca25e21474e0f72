//! Whether the program's window was destroyed from outside, as by `xkill`: then there is no bar, nothing is shared any
//! more, and the program ends. That is no fault of it.

/// The window whose end would be that of the program.
#[cfg(target_os = "linux")]
static WINDOW: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

#[cfg(target_os = "linux")]
pub(super) fn watch(window: u32) {
    WINDOW.store(window, std::sync::atomic::Ordering::Relaxed);
}

/// The display is there, and the window is not. For a program that has just broken down.
#[must_use]
pub fn window_is_gone() -> bool {
    #[cfg(target_os = "linux")]
    {
        use x11rb::errors::ReplyError;
        use x11rb::protocol::xproto::ConnectionExt as _;

        let window = WINDOW.load(std::sync::atomic::Ordering::Relaxed);
        let Ok((conn, _)) = x11rb::connect(None) else {
            return false;
        };
        let asked = conn.get_window_attributes(window).map(|asked| asked.reply());
        window != 0 && matches!(asked, Ok(Err(ReplyError::X11Error(_))))
    }
    #[cfg(not(target_os = "linux"))]
    false
}
