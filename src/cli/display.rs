//! Whether there is a desktop to open a window on.

/// Keeps the X server, if there is one, as it is: one that nobody else uses starts over when its last program leaves,
/// and cuts off whoever comes at that moment. To be dropped when something else holds it; nobody reads what the server
/// sends here.
#[cfg(target_os = "linux")]
pub(super) struct HeldDisplay(
    #[expect(dead_code, reason = "it is held, not used")] Option<x11rb::rust_connection::RustConnection>,
);

#[cfg(not(target_os = "linux"))]
pub(super) struct HeldDisplay;

/// How often a server that starts over is asked once more, and after how long.
#[cfg(target_os = "linux")]
const ASKED_AGAIN: (u32, std::time::Duration) = (20, std::time::Duration::from_millis(50));

pub(super) fn is_there() -> bool {
    hold().is_some()
}

/// `None` where there is no desktop. Asks the X server itself: a `DISPLAY` that is left over from another login answers
/// nothing.
#[cfg(target_os = "linux")]
pub(super) fn hold() -> Option<HeldDisplay> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("WAYLAND_DISPLAY") {
        return Some(HeldDisplay(None));
    }
    if !set("DISPLAY") {
        return None;
    }
    let (times, pause) = ASKED_AGAIN;
    for _ in 0..times {
        match x11rb::connect(None) {
            Ok((connection, _)) => return Some(HeldDisplay(Some(connection))),
            Err(error) if starts_over(&error) => std::thread::sleep(pause),
            Err(_) => return None,
        }
    }
    None
}

#[cfg(not(target_os = "linux"))]
pub(super) fn hold() -> Option<HeldDisplay> {
    Some(HeldDisplay)
}

/// Whether the server took the connection, and cut it.
#[cfg(target_os = "linux")]
fn starts_over(error: &x11rb::errors::ConnectError) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    use x11rb::errors::ConnectError;

    match error {
        ConnectError::IoError(error) => matches!(
            error.kind(),
            BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
        ),
        _ => false,
    }
}
