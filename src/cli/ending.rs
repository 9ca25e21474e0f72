//! The end of the process. Who is told to end is gone within [`LONGEST`], whatever hangs: a disk, a bus, a display, the
//! reader of the output.
//!
//! Signals are heard on a thread with a runtime of its own, since the workers of the other one may all stand still.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, Once, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::session::novice::Stop;
use crate::terminal::Exit;

/// From the wish that the program ends to its end.
const LONGEST: Duration = Duration::from_secs(2);

/// Of it, what the farewell may take before the process ends without it; the rest is for libraries that put things away
/// themselves.
const FAREWELL: Duration = Duration::from_millis(1500);

/// How the process was told to end, if it was.
static TOLD: LazyLock<watch::Sender<Option<Exit>>> = LazyLock::new(|| watch::Sender::new(None));

/// What a helper was granted by this process, to be withdrawn before anything else.
static GRANTED: Mutex<Vec<Stop>> = Mutex::new(Vec::new());

/// What a helper is granted by the session that this belongs to is withdrawn before anything else, too.
pub(super) fn granted_by(stop: Stop) {
    GRANTED.lock().unwrap_or_else(PoisonError::into_inner).push(stop);
}

/// Something else closed the window.
pub(super) fn window_gone() {
    for stop in &*GRANTED.lock().unwrap_or_else(PoisonError::into_inner) {
        stop.window_gone();
    }
}

/// The program ends, because it was told to or because its desktop is gone.
pub(super) fn close_all() {
    for stop in &*GRANTED.lock().unwrap_or_else(PoisonError::into_inner) {
        stop.close();
    }
}

/// The same as [`interrupted`] for a session in which a helper may be granted something: it is withdrawn on the thread
/// that hears the signal.
pub(super) fn interrupted_and(stop: Stop) -> impl Future<Output = Exit> + Send + 'static {
    granted_by(stop);
    interrupted()
}

/// Hears Ctrl+C and the system's wish that the program ends from now on; the future says which exit that is.
pub(super) fn interrupted() -> impl Future<Output = Exit> + Send + 'static {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        if let Err(error) = std::thread::Builder::new().name("signals".to_owned()).spawn(listen) {
            tracing::error!(%error, "Ctrl+C is not heard");
        }
        #[cfg(windows)]
        crate::logoff::listen(|| {
            close_all();
            told_to_end(Exit::Terminated);
            std::thread::sleep(LONGEST);
        });
    });
    let mut told = TOLD.subscribe();
    async move {
        loop {
            if let Some(exit) = *told.borrow_and_update() {
                return exit;
            }
            if told.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

fn listen() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    match runtime {
        Ok(runtime) => runtime.block_on(async {
            if let Some(exit) = signal().await {
                close_all();
                told_to_end(exit);
            }
            // Whoever presses Ctrl+C again does not want to wait.
            while let Some(exit) = signal().await {
                if exit == Exit::Interrupted {
                    leave(exit);
                }
            }
        }),
        Err(error) => tracing::error!(%error, "Ctrl+C is not heard"),
    }
}

fn told_to_end(exit: Exit) {
    within(exit);
    TOLD.send_replace(Some(exit));
}

/// The next signal; `None` where none can be heard.
async fn signal() -> Option<Exit> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let all = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
            signal(SignalKind::hangup()),
        );
        if let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)) = all {
            return tokio::select! {
                _ = interrupt.recv() => Some(Exit::Interrupted),
                _ = terminate.recv() => Some(Exit::Terminated),
                _ = hangup.recv() => Some(Exit::Terminated),
            };
        }
    }
    // Windows gives a program five seconds when its console is closed, and asks no second time. Of a logoff the console
    // tells only programs without windows; `logoff` hears it.
    #[cfg(windows)]
    {
        use tokio::signal::windows::{ctrl_close, ctrl_logoff, ctrl_shutdown};
        if let (Ok(mut close), Ok(mut logoff), Ok(mut shutdown)) = (ctrl_close(), ctrl_logoff(), ctrl_shutdown()) {
            return tokio::select! {
                interrupted = tokio::signal::ctrl_c() => interrupted.is_ok().then_some(Exit::Interrupted),
                _ = close.recv() => Some(Exit::Terminated),
                _ = logoff.recv() => Some(Exit::Terminated),
                _ = shutdown.recv() => Some(Exit::Terminated),
            };
        }
    }
    match tokio::signal::ctrl_c().await {
        Ok(()) => Some(Exit::Interrupted),
        Err(error) => {
            tracing::warn!(%error, "Ctrl+C is not heard");
            None
        }
    }
}

/// Ends the process with this exit unless it has ended by itself in time.
pub(super) fn within(exit: Exit) {
    static BEGUN: AtomicBool = AtomicBool::new(false);
    if BEGUN.swap(true, Ordering::Relaxed) {
        return;
    }
    let thread = std::thread::Builder::new().name("end".to_owned()).spawn(move || {
        std::thread::sleep(FAREWELL);
        leave(exit);
    });
    if let Err(error) = thread {
        tracing::error!(%error, "the end is not watched");
    }
}

/// Ends the process without a farewell; by the system, where a library that puts things away at the end hangs.
pub(super) fn leave(exit: Exit) {
    drop(std::thread::Builder::new().name("last end".to_owned()).spawn(|| {
        std::thread::sleep(LONGEST.saturating_sub(FAREWELL));
        #[cfg(unix)]
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        // Windows calls the libraries of a process that ends in order, and none of one that aborts.
        #[cfg(not(unix))]
        std::process::abort();
    }));
    std::process::exit(exit.code().into());
}
