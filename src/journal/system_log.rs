//! The system's log, one message an entry: on Linux and other Unixes a datagram to the socket that syslog daemons and
//! journald listen on, on macOS the unified log, on Windows the event log.

mod line;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(target_os = "macos")))]
mod syslog;
#[cfg(windows)]
mod windows;

use std::path::PathBuf;

#[cfg(target_os = "macos")]
use macos::default_place;
#[cfg(target_os = "macos")]
pub(super) use macos::send;
#[cfg(all(unix, not(target_os = "macos")))]
use syslog::default_place;
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use syslog::send;
#[cfg(windows)]
use windows::default_place;
#[cfg(windows)]
pub(super) use windows::send;

/// Where the system's log takes entries.
#[derive(Debug, Clone)]
pub enum SystemLog {
    /// Where the system has it.
    Default,
    /// On Linux a socket.
    At(PathBuf),
    Off,
}

impl SystemLog {
    pub(super) fn place(&self) -> Option<PathBuf> {
        match self {
            Self::Default => default_place(),
            Self::At(place) => Some(place.clone()),
            Self::Off => None,
        }
    }
}
