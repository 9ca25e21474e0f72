//! One datagram an entry, in the form of RFC 3164.

use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

use super::line::{is_warning, line};
use crate::file_system;
use crate::journal::clock;
use crate::journal::entry::Entry;

/// Security and authorisation messages (RFC 3164 §4.1.1), where an administrator looks for who was let in.
const AUTHPRIV: u8 = 10;
const WARNING: u8 = 4;
const INFO: u8 = 6;

/// Where there is such a socket.
pub(in crate::journal) fn default_place() -> Option<PathBuf> {
    let socket = PathBuf::from("/dev/log");
    file_system::metadata(&socket).is_ok().then_some(socket)
}

pub(in crate::journal) fn send(path: &Path, entry: &Entry) -> io::Result<()> {
    let socket = UnixDatagram::unbound()?;
    // A daemon that does not read must not hold a session up.
    socket.set_nonblocking(true)?;
    let severity = if is_warning(entry) { WARNING } else { INFO };
    // The daemons that are in use put their own time in its place, so that UTC here misleads nobody.
    let message = format!(
        "<{}>{} lifeline[{}]: {}",
        AUTHPRIV * 8 + severity,
        clock::rfc3164(entry.time),
        std::process::id(),
        line(entry)
    );
    socket.send_to(message.as_bytes(), path).map(drop)
}
