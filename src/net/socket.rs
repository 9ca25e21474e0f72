//! What is set on every TCP socket: no delay, how little may wait in the system, and the times after which a dead peer
//! is noticed.

use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;

/// A peer whose computer no longer answers is noticed within this time: longer than a wireless network takes to come
/// back, and sooner than a person gives up.
pub const DEAD_AFTER: Duration = Duration::from_secs(15);
/// Two probes that nobody answers make [`DEAD_AFTER`].
const KEEP_ALIVE_IDLE: Duration = Duration::from_secs(5);
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(5);

/// Bytes that the system keeps beyond what is on its way: enough that the wire never waits for the program, and so
/// little that a picture is not old before it leaves. What is on its way TCP limits itself.
pub const UNSENT: u32 = 32 * 1024;

/// Sets up a socket for a session. Nothing here is worth ending a connection for, so failures are logged only.
pub fn prepare(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let keep_alive = TcpKeepalive::new()
        .with_time(KEEP_ALIVE_IDLE)
        .with_interval(KEEP_ALIVE_INTERVAL);
    #[cfg(not(target_os = "windows"))]
    let keep_alive = keep_alive.with_retries(2);
    if let Err(error) = SockRef::from(stream).set_tcp_keepalive(&keep_alive) {
        tracing::debug!(%error, "no TCP keep-alive");
    }
    give_up_after(&SockRef::from(stream), DEAD_AFTER);
    keep_little_unsent(&SockRef::from(stream));
}

fn keep_little_unsent(socket: &SockRef<'_>) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if let Err(error) = socket.set_tcp_notsent_lowat(UNSENT) {
        tracing::debug!(%error, "no TCP_NOTSENT_LOWAT");
    }
    // Elsewhere the buffer as a whole is kept small; it holds what is on its way, too.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    if let Err(error) = socket.set_send_buffer_size(8 * UNSENT as usize) {
        tracing::debug!(%error, "no small send buffer");
    }
}

/// Bytes that stay unacknowledged for this long end the connection (Linux; elsewhere the keep-alive alone decides).
pub fn give_up_after(socket: &SockRef<'_>, time: Duration) {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if let Err(error) = socket.set_tcp_user_timeout(Some(time)) {
        tracing::debug!(%error, "no TCP_USER_TIMEOUT");
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = (socket, time);
}
