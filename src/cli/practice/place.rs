//! Where the practice happens: a private directory, a virtual display that only this practice can open, and a program
//! on it.
//!
//! The display wants a cookie, which stands in a file of the private directory. The novice's half opens the display by
//! name in this same process, so the process must have been started with `XAUTHORITY` naming that file:
//! [`begin_inside`] sees to it.

use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::errors::{ConnectError, ConnectionError, ReplyError};
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, InputFocus, MapState, Window};
use x11rb::rust_connection::RustConnection;

use super::window::SIZE;

use crate::texts::said::{Said, system};
use crate::{child, file_system, regular_file, t};

/// A display and a window on it take a second; on a loaded computer some more.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How often it is looked whether the window stands.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The window's picture counts as drawn once it has stayed the same for this many looks.
const STILL_LOOKS: usize = 4;

/// Xauthority's address family for every address, and the method that Xvfb reads from a file (Xau(3)).
const FAMILY_WILD: u16 = 65535;
const METHOD: &[u8] = b"MIT-MAGIC-COOKIE-1";

/// Files of the private directory: the cookies that this process uses, and those that the display accepts.
const AUTHORITY: &str = "authority";
const DISPLAY_AUTHORITY: &str = "display-authority";

const PREFIX: &str = "lifeline-practice-";

#[derive(Debug, thiserror::Error)]
pub(super) enum PlaceError {
    #[error("{0} was not made for a practice")]
    Directory(PathBuf),
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("Xvfb cannot be started: {0}")]
    NoServer(io::Error),
    #[error("Xvfb did not start in time")]
    Slow,
    #[error("the practice display cannot be opened: {0}")]
    Connect(#[from] ConnectError),
    #[error("the practice display cannot be opened: {0}")]
    Reply(#[from] ReplyError),
    #[error("the practice display cannot be opened: {0}")]
    Connection(#[from] ConnectionError),
    #[error("the practice window did not open")]
    NoWindow,
    #[error(transparent)]
    Random(#[from] getrandom::Error),
}

impl Said for PlaceError {
    fn why(&self) -> String {
        match self {
            Self::Directory(path) => t!("practice-place-foreign", path = path.display().to_string()),
            Self::Io(error) => error.why(),
            Self::NoServer(error) => t!("practice-place-server", program = "Xvfb", error = system(error)),
            Self::Slow | Self::Connect(_) | Self::Reply(_) | Self::Connection(_) | Self::NoWindow => {
                t!("practice-place-silent")
            }
            Self::Random(_) => t!("kept-no-random"),
        }
    }
}

/// Makes the private directory and starts this program anew inside it. Comes back only with what went wrong.
fn begin_inside() -> PlaceError {
    let begin = || -> io::Result<io::Error> {
        let directory = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
        let authority = directory.path().join(AUTHORITY);
        private_file(&authority, &own_cookies())?;
        let program = std::env::current_exe()?;
        let mut again = child::command(program);
        again
            .args(std::env::args_os().skip(1))
            .arg("--inside")
            .arg(directory.path())
            .env("XAUTHORITY", authority);
        // The new program removes the directory; on an error it goes away here.
        Ok(again.exec())
    };
    PlaceError::Io(begin().unwrap_or_else(|error| error))
}

/// A desktop has a few cookies of some 50 bytes.
const MAX_AUTHORITY_BYTES: u64 = 1024 * 1024;

/// The cookies with which this user's own desktop is opened.
fn own_cookies() -> Vec<u8> {
    let file = std::env::var_os("XAUTHORITY").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".Xauthority"))
    });
    file.and_then(|file| regular_file::read(&file, MAX_AUTHORITY_BYTES).ok())
        .unwrap_or_default()
}

fn private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600);
    regular_file::open_with(&mut options, path)?.write_all(bytes)
}

/// One entry of an Xauthority file: every part of it is preceded by its length, in big-endian order (Xau(3)).
fn cookie_entry(display: &str, cookie: &[u8; 16]) -> Vec<u8> {
    let mut entry = FAMILY_WILD.to_be_bytes().to_vec();
    for part in [b"".as_slice(), display.as_bytes(), METHOD, cookie] {
        entry.extend_from_slice(&u16::try_from(part.len()).unwrap_or_default().to_be_bytes());
        entry.extend_from_slice(part);
    }
    entry
}

/// The private directory, removed on drop.
struct Directory(PathBuf);

impl Directory {
    /// Takes only what [`begin_inside`] made, since it will be removed.
    fn take(path: PathBuf) -> Result<Self, PlaceError> {
        let named = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(PREFIX.as_bytes()));
        if named && file_system::is_file(&path.join(AUTHORITY)) {
            Ok(Self(path))
        } else {
            Err(PlaceError::Directory(path))
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        if let Err(error) = file_system::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the practice's directory stays behind");
        }
    }
}

/// A child process that ends with this value.
struct KilledOnDrop(Child);

impl Drop for KilledOnDrop {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            tracing::warn!(%error, "a program of the practice stays behind");
        }
    }
}

/// The practice display with the program on it. [`Place::end`] or dropping it ends both and removes the directory.
pub(super) struct Place {
    display: String,
    connection: RustConnection,
    root: Window,
    state_dir: PathBuf,
    /// In the order in which they end.
    running: Mutex<Option<(KilledOnDrop, KilledOnDrop, Directory)>>,
}

impl Place {
    /// Starts the display and the program, and waits until its window is drawn. Without a directory this program is
    /// first started anew with one.
    pub(super) fn begin(inside: Option<PathBuf>) -> Result<Self, PlaceError> {
        match inside {
            Some(directory) => Self::start(directory),
            None => Err(begin_inside()),
        }
    }

    fn start(directory: PathBuf) -> Result<Self, PlaceError> {
        let directory = Directory::take(directory)?;
        let mut cookie = [0; 16];
        getrandom::fill(&mut cookie)?;
        let accepted = directory.0.join(DISPLAY_AUTHORITY);
        private_file(&accepted, &cookie_entry("", &cookie))?;
        let (server, number) = start_server(&accepted)?;
        private_file(&directory.0.join(AUTHORITY), &cookie_entry(&number, &cookie))?;
        let display = format!(":{number}");
        let (connection, screen) = RustConnection::connect(Some(&display))?;
        let root = connection.setup().roots.get(screen).ok_or(PlaceError::NoWindow)?.root;
        let program = start_program(&display)?;
        let state_dir = directory.0.join("state");
        let running = Mutex::new(Some((program, server, directory)));
        let place = Self {
            display,
            connection,
            root,
            state_dir,
            running,
        };
        place.wait_for_window()?;
        Ok(place)
    }

    /// Where the practice's invitation lives.
    pub(super) fn state_dir(&self) -> PathBuf {
        self.state_dir.clone()
    }

    pub(super) fn display(&self) -> Option<String> {
        Some(self.display.clone())
    }

    /// Ends both programs and removes the directory.
    pub(super) fn end(&self) {
        drop(self.running.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// What stands on the display: BGRX, 4 bytes a pixel.
    pub(super) fn picture(&self) -> Result<Vec<u8>, PlaceError> {
        let (width, height) = SIZE;
        Ok(self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, u32::MAX)?
            .reply()?
            .data)
    }

    /// Waits for the window, gives it the keyboard (there is no window manager to do so), and waits until it is drawn.
    fn wait_for_window(&self) -> Result<(), PlaceError> {
        let deadline = Instant::now() + TIMEOUT;
        let mut focused = false;
        let mut before = Vec::new();
        let mut still = 0;
        while Instant::now() < deadline {
            std::thread::sleep(LOOK_AGAIN);
            if !focused {
                let Some(window) = self.visible_window()? else { continue };
                self.connection
                    .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?;
                self.connection.flush()?;
                focused = true;
            }
            let now = self.picture()?;
            let drawn = now.chunks_exact(4).any(|pixel| now.get(..4) != Some(pixel));
            still = if drawn && now == before { still + 1 } else { 0 };
            if still == STILL_LOOKS {
                return Ok(());
            }
            before = now;
        }
        Err(PlaceError::NoWindow)
    }

    fn visible_window(&self) -> Result<Option<Window>, PlaceError> {
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            // A window may go between the list and the look.
            let Ok(about) = self.connection.get_window_attributes(window)?.reply() else {
                continue;
            };
            let Ok(size) = self.connection.get_geometry(window)?.reply() else {
                continue;
            };
            if about.map_state == MapState::VIEWABLE && size.width > 1 {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }
}

/// Starts Xvfb on the first free number, which it tells.
///
/// It is in a process group of its own, so that Ctrl+C reaches it only through us; should this process be killed, the
/// program on the display ends with its standard input, and the display with its last client.
fn start_server(accepted: &Path) -> Result<(KilledOnDrop, String), PlaceError> {
    let (width, height) = SIZE;
    let mut server = child::command("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-terminate",
            "-screen",
            "0",
            &format!("{width}x{height}x24"),
            "-auth",
        ])
        .arg(accepted)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(PlaceError::NoServer)?;
    let told = server.stdout.take();
    let server = KilledOnDrop(server);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        if let Some(told) = told
            && BufReader::new(told).read_line(&mut line).is_ok()
        {
            let _ = sender.send(line.trim().to_owned());
        }
    });
    match receiver.recv_timeout(TIMEOUT) {
        Ok(number) if !number.is_empty() => Ok((server, number)),
        _ => Err(PlaceError::Slow),
    }
}

fn start_program(display: &str) -> Result<KilledOnDrop, PlaceError> {
    let program = child::command(std::env::current_exe()?)
        .arg("practice-window")
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .process_group(0)
        .spawn()?;
    Ok(KilledOnDrop(program))
}
