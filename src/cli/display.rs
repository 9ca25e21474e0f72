//! Whether there is a desktop to open a window on.

/// Asks the X server itself: a `DISPLAY` that is left over from another login answers nothing.
#[cfg(target_os = "linux")]
pub(super) fn is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("WAYLAND_DISPLAY") || (set("DISPLAY") && x11rb::connect(None).is_ok())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_there() -> bool {
    true
}
