//! The system's log: one datagram an entry, in the form of RFC 3164, to the socket that syslog daemons and journald
//! listen on.

use std::io;
use std::path::{Path, PathBuf};

use super::Entry;

/// Where there is such a socket. macOS has one of the same kind elsewhere, but shows nothing of it to its users.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn default_socket() -> Option<PathBuf> {
    let socket = PathBuf::from("/dev/log");
    socket.exists().then_some(socket)
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn default_socket() -> Option<PathBuf> {
    None
}

#[cfg(unix)]
pub(super) fn send(path: &Path, entry: &Entry) -> io::Result<()> {
    let socket = std::os::unix::net::UnixDatagram::unbound()?;
    // A daemon that does not read must not hold a session up.
    socket.set_nonblocking(true)?;
    socket.send_to(message(entry).as_bytes(), path).map(drop)
}

#[cfg(not(unix))]
pub(super) fn send(_: &Path, _: &Entry) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn message(entry: &Entry) -> String {
    use super::Kind;
    use super::clock;

    /// Security and authorisation messages (RFC 3164 §4.1.1), where an administrator looks for who was let in.
    const AUTHPRIV: u8 = 10;
    const WARNING: u8 = 4;
    const INFO: u8 = 6;

    let severity = match entry.kind {
        Kind::WrongPassword | Kind::ClosedAfterFailedTries | Kind::ListenerProblem => WARNING,
        _ => INFO,
    };
    // The daemons that are in use put their own time in its place, so that UTC here misleads nobody.
    let mut text = format!(
        "<{}>{} lifeline[{}]: {}",
        AUTHPRIV * 8 + severity,
        clock::rfc3164(entry.time),
        std::process::id(),
        serde_json::to_string(&entry.kind).unwrap_or_default().trim_matches('"'),
    );
    let fields = [
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
    text
}
