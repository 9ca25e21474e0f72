//! Other programs that this one starts.

use std::ffi::OsStr;
use std::process::Command;

/// What starts this program; `tokio`'s is made of it. All of them begin here (`tests/pure/house.rs`).
///
/// On Windows a program of the terminal would open a window for itself, since this one has none to share.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    #[cfg_attr(not(windows), expect(unused_mut, reason = "other systems open no window"))]
    let mut command = Command::new(program);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    command
}

/// Process Creation Flags, winbase.h.
#[cfg(windows)]
const CREATE_NO_WINDOW: u32 = 0x0800_0000;
