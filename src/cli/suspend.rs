//! Ctrl+Z on the terminal: control is withdrawn and everything let go before the program stops. (For what cannot be
//! caught there is `input/x11/watchdog.rs`.)

use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process};
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use crate::desk;

/// How long letting go may take; whoever pressed Ctrl+Z waits for it.
const LET_GO: Duration = Duration::from_millis(500);

/// For the helper to be told that their control has ended.
const TELL: Duration = Duration::from_millis(200);

/// Heeds the signal for as long as the runtime lives.
pub(super) fn heed(runtime: &Runtime) {
    runtime.spawn(async {
        let mut stops = match signal(SignalKind::from_raw(Signal::TSTP.as_raw())) {
            Ok(stops) => stops,
            Err(error) => return tracing::warn!(%error, "Ctrl+Z is not heeded"),
        };
        while stops.recv().await.is_some() {
            let let_go = tokio::task::spawn_blocking(|| desk::let_go(LET_GO)).await;
            if let_go.unwrap_or(false) {
                tokio::time::sleep(TELL).await;
            }
            if let Err(error) = kill_process(getpid(), Signal::STOP) {
                tracing::warn!(%error, "the program does not stop");
            }
        }
    });
}
