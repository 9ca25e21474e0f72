//! The system's log, one message an entry: on Linux and other Unixes a datagram to the socket that syslog daemons and
//! journald listen on, on macOS the unified log, on Windows the event log.

#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(target_os = "macos")))]
mod syslog;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "macos")]
pub(super) use macos::{default_place, send};
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use syslog::{default_place, send};
#[cfg(windows)]
pub(super) use windows::{default_place, send};

use super::Entry;

/// One line: what happened, and with whom.
fn line(entry: &Entry) -> String {
    let kind = serde_json::to_string(&entry.kind).unwrap_or_default();
    let mut text = kind.trim_matches('"').to_owned();
    let fields = [
        ("session", &entry.session),
        ("who", &entry.who),
        ("address", &entry.address),
        ("ticket", &entry.ticket),
        ("detail", &entry.detail),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            // Quoted and escaped as in Rust's own text, so that it stays one line of visible characters.
            text.push_str(&format!(" {name}={value:?}"));
        }
    }
    if entry.count > 1 {
        text.push_str(&format!(" count={}", entry.count));
    }
    text
}

/// Whether an administrator should look at it.
#[cfg(not(target_os = "macos"))]
fn is_warning(entry: &Entry) -> bool {
    use super::Kind;
    matches!(
        entry.kind,
        Kind::WrongPassword
            | Kind::ClosedAfterFailedTries
            | Kind::ListenerProblem
            | Kind::StrangerForbidden
            | Kind::NotRecorded
    )
}
