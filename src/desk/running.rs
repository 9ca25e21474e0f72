//! One program on a desktop: whoever starts it while its window is open asks that window first.
//!
//! The window listens on a socket in the user's runtime folder, one for each display. What may be asked is closed
//! ([`Wanted`]): to come to the front, to show a form, to open a file that the person named. None of it allows anything
//! to anybody, and a window that has something more important to show says no; then the program that was started opens
//! a window of its own. So it does where nobody answers in time.
//!
//! Of all windows on a display one listens: the home. A window beside it (a second viewer) becomes the home when that
//! one is closed; the lock says so, which the kernel passes on also after a crash.
//!
//! Linux and other Unixes. Windows and macOS: macOS has the same sockets, but its desktop starts one program only by
//! itself, and this has not run there; on Windows nobody listens, and each start has a window of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[cfg(unix)]
use percent_encoding::percent_decode_str;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

/// What another start of the program, or the sign in the tray, asks of the window that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// That it comes to the front.
    Front,
    AskForm,
    HelpForm,
    OfferForm,
    /// That it opens this invitation: an absolute path.
    Open(PathBuf),
}

/// Such a question, to be answered by whether it is done.
#[derive(Debug)]
pub struct StartCall {
    pub wanted: Wanted,
    pub answer: oneshot::Sender<bool>,
}

/// What a window hears of other starts.
#[derive(Debug)]
pub struct Calls {
    heard: mpsc::Receiver<StartCall>,
    beside: Arc<AtomicBool>,
}

impl Calls {
    /// `beside`: another window on this display is the home.
    pub fn new(heard: mpsc::Receiver<StartCall>, beside: Arc<AtomicBool>) -> Self {
        Self { heard, beside }
    }

    /// The one that waits longest.
    pub fn take(&mut self) -> Option<StartCall> {
        self.heard.try_recv().ok()
    }

    /// Another window on this display is the home.
    pub fn is_beside(&self) -> bool {
        self.beside.load(Ordering::Relaxed)
    }
}

/// The window answers within this time, or the program that was started goes on by itself.
const TIMEOUT: Duration = Duration::from_secs(1);

/// How long one of them is heard and answered. Shorter, so that what nobody waits for any more is not done.
#[cfg(unix)]
const HEARD: Duration = Duration::from_millis(700);

/// The longest path of a system, each byte written as three, and a word before it.
#[cfg(unix)]
const LINE_MAX: u64 = 3 * 4096 + 16;

/// Calls that wait for the window; it takes them at its next frame.
const CALLS: usize = 4;

impl Wanted {
    fn line(&self) -> String {
        match self {
            Self::Front => "front\n".to_owned(),
            Self::AskForm => "ask\n".to_owned(),
            Self::HelpForm => "help\n".to_owned(),
            Self::OfferForm => "offer\n".to_owned(),
            Self::Open(path) => {
                let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
                format!("open {path}\n")
            }
        }
    }

    #[cfg(unix)]
    fn read(line: &[u8]) -> Option<Self> {
        match std::str::from_utf8(line).ok()?.strip_suffix('\n')? {
            "front" => Some(Self::Front),
            "ask" => Some(Self::AskForm),
            "help" => Some(Self::HelpForm),
            "offer" => Some(Self::OfferForm),
            line => {
                let path = line.strip_prefix("open ")?;
                if !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%') {
                    return None;
                }
                let path = path_of(percent_decode_str(path).collect())?;
                path.is_absolute().then_some(Self::Open(path))
            }
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    (!bytes.contains(&0)).then(|| std::ffi::OsString::from_vec(bytes).into())
}

/// Asks the window that is open on this display, if there is one; whether it has done what is wanted. Takes a second at
/// most.
pub async fn ask(wanted: &Wanted) -> bool {
    match tokio::time::timeout(TIMEOUT, system::ask(&wanted.line())).await {
        Ok(Ok(taken)) => taken,
        Ok(Err(error)) => {
            tracing::debug!(%error, "no other window");
            false
        }
        Err(_) => {
            tracing::warn!("a window is open that does not answer");
            false
        }
    }
}

/// Hears what other starts of the program want of this window, as soon as no other one of this display hears it;
/// `wake` is called after each call, and when it is known whether there is another one. Returns at once; files are
/// touched on a thread of their own.
pub fn listen(runtime: &Handle, wake: impl Fn() + Send + Sync + 'static) -> Calls {
    let (calls, heard) = mpsc::channel(CALLS);
    let beside = Arc::<AtomicBool>::default();
    let told = Arc::clone(&beside);
    runtime.spawn(async move {
        if let Err(error) = system::serve(calls, &told, wake).await {
            tracing::info!(%error, "other starts of the program open windows of their own");
        }
    });
    Calls::new(heard, beside)
}

#[cfg(unix)]
mod system {
    use std::fs::{File, OpenOptions, TryLockError};
    use std::io;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::{UnixListener, UnixStream};
    use tokio::sync::{mpsc, oneshot};

    use super::{HEARD, LINE_MAX, StartCall, Wanted};
    use crate::{asking, file_system, private_file, regular_file};

    const TAKEN: &str = "taken\n";
    const BUSY: &str = "busy\n";

    /// Without its ending. Windows of different displays are not seen by the same eyes.
    fn place() -> io::Result<PathBuf> {
        let display = ["WAYLAND_DISPLAY", "DISPLAY"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .unwrap_or_default();
        let display: String = display
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let state = crate::desk::state_dir().map_err(|problem| io::Error::other(problem.why))?;
        Ok(asking::default_directory(&state).join(format!("window-{display}")))
    }

    /// Whoever is at the other end is this user.
    fn check(stream: &UnixStream) -> io::Result<()> {
        if stream.peer_cred()?.uid() == rustix::process::geteuid().as_raw() {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is another user"))
        }
    }

    pub async fn ask(line: &str) -> io::Result<bool> {
        let stream = UnixStream::connect(place()?.with_extension("socket")).await?;
        check(&stream)?;
        let mut stream = BufReader::new(stream);
        stream.write_all(line.as_bytes()).await?;
        let mut answer = String::new();
        stream.take(LINE_MAX).read_line(&mut answer).await?;
        Ok(answer == TAKEN)
    }

    /// The lock is held as long as the socket is heard: it says whose the name is, also after a crash.
    fn open_lock() -> io::Result<File> {
        let place = place()?;
        if let Some(folder) = place.parent() {
            private_file::ensure_dir(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        regular_file::open_no_link(&mut options, &place.with_extension("lock"))
    }

    /// Returns when this window is the home. Another one may be so for hours: its thread holds up no end of the
    /// program, as one of the runtime's would.
    async fn become_home(beside: &AtomicBool, wake: &(impl Fn() + Sync)) -> io::Result<File> {
        let lock = tokio::task::spawn_blocking(open_lock).await??;
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        beside.store(true, Ordering::Relaxed);
        wake();
        let (ours, held) = oneshot::channel();
        thread::Builder::new().name("home".to_owned()).spawn(move || {
            // Nobody hears it: the window is closed.
            let _ = ours.send(lock.lock().map(|()| lock));
        })?;
        let lock = held.await.map_err(io::Error::other)??;
        beside.store(false, Ordering::Relaxed);
        wake();
        Ok(lock)
    }

    fn bind() -> io::Result<std::os::unix::net::UnixListener> {
        let socket = place()?.with_extension("socket");
        match file_system::remove_file(&socket) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = std::os::unix::net::UnixListener::bind(&socket)?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    }

    /// One caller after the other, each for a bounded time: whoever has to wait too long goes on by themselves.
    pub async fn serve(
        calls: mpsc::Sender<StartCall>,
        beside: &AtomicBool,
        wake: impl Fn() + Send + Sync,
    ) -> io::Result<()> {
        let _lock = tokio::select! {
            () = calls.closed() => return Ok(()),
            lock = become_home(beside, &wake) => lock?,
        };
        let listener = tokio::task::spawn_blocking(bind).await??;
        let listener = UnixListener::from_std(listener)?;
        loop {
            let stream = tokio::select! {
                () = calls.closed() => return Ok(()),
                accepted = listener.accept() => accepted?.0,
            };
            match tokio::time::timeout(HEARD, hear(stream, &calls, &wake)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::info!(%error, "another start of the program is not understood"),
                Err(_) => tracing::info!("another start of the program is not answered in time"),
            }
        }
    }

    async fn hear(stream: UnixStream, calls: &mpsc::Sender<StartCall>, wake: &(impl Fn() + Sync)) -> io::Result<()> {
        check(&stream)?;
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        (&mut stream).take(LINE_MAX).read_until(b'\n', &mut line).await?;
        let wanted = Wanted::read(&line).ok_or(io::ErrorKind::InvalidData)?;
        // Whoever waited in vain has gone on by themselves.
        match stream.get_ref().try_read(&mut [0]) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
            Ok(_) => return Err(io::ErrorKind::BrokenPipe.into()),
        }
        let (answer, answered) = oneshot::channel();
        calls.try_send(StartCall { wanted, answer }).map_err(io::Error::other)?;
        wake();
        let taken = answered.await.unwrap_or(false);
        stream.write_all(if taken { TAKEN } else { BUSY }.as_bytes()).await
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::sync::atomic::AtomicBool;

    use tokio::sync::mpsc;

    use super::StartCall;

    pub async fn ask(_line: &str) -> io::Result<bool> {
        Ok(false)
    }

    pub async fn serve(
        _calls: mpsc::Sender<StartCall>,
        _beside: &AtomicBool,
        _wake: impl Fn() + Send + Sync,
    ) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read_as_it_was_meant_and_nothing_else_is() {
        for wanted in [
            Wanted::Front,
            Wanted::AskForm,
            Wanted::HelpForm,
            Wanted::OfferForm,
            #[cfg(unix)]
            Wanted::Open(PathBuf::from("/home/Änne/a b\n%41\u{202e}.msrcIncident")),
        ] {
            let line = wanted.line();
            assert_eq!(line.matches('\n').count(), 1, "{line}");
            assert_eq!(Wanted::read(line.as_bytes()), Some(wanted));
        }
        for line in [
            "",
            "\n",
            "front",
            "front \n",
            "FRONT\n",
            "yes\n",
            "allow\n",
            "open\n",
            "open \n",
            "open relative\n",
            "open /a\n",
            "open %2Fa%00b\n",
            "open %2Fa\nfront\n",
        ] {
            assert_eq!(Wanted::read(line.as_bytes()), None, "{line:?}");
        }
        assert_eq!(Wanted::read(b"open /\xff\n"), None);
    }
}
