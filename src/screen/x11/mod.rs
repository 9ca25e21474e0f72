//! The screen of an X server: what DAMAGE reports is read into a kept picture, what RandR and XFixes report follows at
//! once.
//!
//! The server itself gathers damage (report level "non-empty") until it is asked for, so nothing queues up here while
//! nobody wants a picture; nothing is polled, every wait is on the connection.

mod background;
mod error;
mod grab;
mod layout;
mod pixels;
mod pointer;

use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use x11rb::connection::{Connection, RequestConnection};
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{self, ConnectionExt as _, ReportLevel};
use x11rb::protocol::randr::{self, ConnectionExt as _};
use x11rb::protocol::xfixes::{self, ConnectionExt as _, CursorNotifyMask};
use x11rb::protocol::xinput::{self, ConnectionExt as _, XIEventMask};
use x11rb::protocol::xproto::{ChangeWindowAttributesAux, ConnectionExt as _, EventMask, Window};
use x11rb::rust_connection::RustConnection;

use self::background::Background;
use self::error::{gone, refused};
use self::grab::Grabber;
use self::layout::SharedRect;
use self::pointer::PointerWatch;
use super::damage::{MOST_AREAS, merge};
use super::{Capture, CaptureError, DisplayGone, NoDisplay, ScreenChange, Uncapturable, Wake};
use crate::vocabulary::{DisplayName, Monitor, MonitorArea, Rect, Shared, Size};

/// A display that changes its size again and again while it is read is given up after this many tries.
const MOST_TRIES: usize = 10;

/// Pause between them: a change of size comes as a burst of events.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// The monitors of an X display.
pub(super) fn monitors(display: &DisplayName) -> Result<Vec<Monitor>, CaptureError> {
    let (conn, root) = connect(display)?;
    let size = layout::root_size(&conn, root)?;
    layout::monitors(&conn, root, size)
}

pub(super) struct X11Capture {
    conn: RustConnection,
    root: Window,
    shared: Shared,
    place: SharedRect,
    monitors: Vec<MonitorArea>,
    damage: damage::Damage,
    region: xfixes::Region,
    grabber: Grabber,
    picture: Vec<u8>,
    /// Hides the desktop's background, where that is wanted.
    background: Option<Background>,
    pointer: PointerWatch,
    waker: Arc<CaptureWaker>,
    begun: bool,
}

/// What the server told since it was last asked.
#[derive(Default)]
struct ServerNews {
    damage: bool,
    layout: bool,
    cursor: bool,
    motion: bool,
}

impl ServerNews {
    fn any(&self) -> bool {
        self.damage || self.layout || self.cursor || self.motion
    }
}

enum Waited {
    News(ServerNews),
    /// The time is over, or someone called.
    Nothing,
}

impl X11Capture {
    pub(super) fn open(display: &DisplayName, shared: Shared) -> Result<Self, CaptureError> {
        let (conn, root) = connect(display)?;
        for (name, lacking) in [
            (damage::X11_EXTENSION_NAME, Uncapturable::NoDamage),
            (xfixes::X11_EXTENSION_NAME, Uncapturable::NoFixes),
        ] {
            if conn.extension_information(name).map_err(gone)?.is_none() {
                return Err(lacking.into());
            }
        }
        let (damage, region) = watch(&conn, root).map_err(refused)?;
        let (place, monitors) = layout::place(&conn, root, shared)?;
        let grabber = Grabber::new(&conn, root)?;
        let waker = Arc::new(CaptureWaker(
            eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).map_err(gone)?,
        ));
        let picture = vec![0; place.bytes()];
        Ok(Self {
            conn,
            root,
            shared,
            place,
            monitors,
            damage,
            region,
            grabber,
            picture,
            background: None,
            pointer: PointerWatch::default(),
            waker,
            begun: false,
        })
    }

    fn begin(&mut self) -> Result<ScreenChange, CaptureError> {
        self.damaged()?;
        let resized = self.read_whole()?;
        self.begun = true;
        let size = self.place.size;
        let pointer = self.pointer.changes(&self.conn, self.root, &self.place, true)?;
        Ok(ScreenChange {
            damage: vec![Rect::of(size)],
            pointer,
            resized: resized.then_some(size),
            seen: None,
        })
    }

    /// Waits for news until `deadline`; what is queued is taken together.
    fn wait(&mut self, deadline: Instant) -> Result<Waited, CaptureError> {
        loop {
            let news = self.queued()?;
            if news.any() {
                return Ok(Waited::News(news));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = Timespec {
                tv_sec: left.as_secs().try_into().unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            };
            let stream = self.conn.stream().as_fd();
            let mut ready = [
                PollFd::new(&stream, PollFlags::IN),
                PollFd::new(&self.waker.0, PollFlags::IN),
            ];
            match poll(&mut ready, Some(&timeout)) {
                Ok(0) => return Ok(Waited::Nothing),
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(gone(error)),
            }
            if !ready[1].revents().is_empty() {
                self.waker.clear();
                return Ok(Waited::Nothing);
            }
        }
    }

    fn queued(&self) -> Result<ServerNews, CaptureError> {
        self.conn.flush().map_err(gone)?;
        let mut news = ServerNews::default();
        while let Some(event) = self.conn.poll_for_event().map_err(gone)? {
            match event {
                Event::DamageNotify(_) => news.damage = true,
                Event::RandrNotify(_) | Event::RandrScreenChangeNotify(_) | Event::ConfigureNotify(_) => {
                    news.layout = true;
                }
                Event::XfixesCursorNotify(_) => news.cursor = true,
                Event::XinputRawMotion(_) => news.motion = true,
                Event::Error(error) => tracing::debug!(kind = ?error.error_kind, "the X server reported an error"),
                _ => {}
            }
        }
        Ok(news)
    }

    fn take(&mut self, news: &ServerNews) -> Result<ScreenChange, CaptureError> {
        let mut change = ScreenChange {
            seen: Some(Instant::now()),
            ..ScreenChange::default()
        };
        if news.layout {
            let (place, monitors) = layout::place(&self.conn, self.root, self.shared)?;
            if (&place, &monitors) != (&self.place, &self.monitors) {
                let resized = place.size != self.place.size || monitors != self.monitors;
                change.resized = resized.then_some(place.size);
                (self.place, self.monitors) = (place, monitors);
                self.damaged()?;
                if self.read_whole()? {
                    change.resized = Some(self.place.size);
                }
                change.damage.push(Rect::of(self.place.size));
                change.pointer = self.pointer.changes(&self.conn, self.root, &self.place, true)?;
                return Ok(change);
            }
        }
        if news.damage {
            change.damage = self.damaged()?;
            if !self.read(&change.damage)? {
                // The display changes its size right now: RandR's event follows, or has come already.
                if self.read_whole()? {
                    change.resized = Some(self.place.size);
                }
                change.damage = vec![Rect::of(self.place.size)];
            }
        }
        change.pointer = self.pointer.changes(&self.conn, self.root, &self.place, news.cursor)?;
        Ok(change)
    }

    /// Asks for the damage since the last time, and begins anew. What is painted from here on is reported again.
    fn damaged(&mut self) -> Result<Vec<Rect>, CaptureError> {
        self.conn
            .damage_subtract(self.damage, x11rb::NONE, self.region)
            .map_err(gone)?;
        let region = self
            .conn
            .xfixes_fetch_region(self.region)
            .map_err(gone)?
            .reply()
            .map_err(gone)?;
        let mut areas = region
            .rectangles
            .iter()
            .filter_map(|rectangle| self.place.clip(rectangle))
            .collect();
        merge(&mut areas, MOST_AREAS);
        Ok(areas)
    }

    /// False: the display is not as large as it was.
    fn read(&mut self, areas: &[Rect]) -> Result<bool, CaptureError> {
        let complete = self
            .grabber
            .read(&self.conn, self.root, &self.place, areas, &mut self.picture)?;
        if let Some(background) = &self.background {
            background.hide(&self.conn, self.root, &self.place, areas, &mut self.picture)?;
        }
        Ok(complete)
    }

    /// Reads the whole picture; true if its size had to be asked for again meanwhile.
    fn read_whole(&mut self) -> Result<bool, CaptureError> {
        let mut resized = false;
        for _ in 0..MOST_TRIES {
            self.picture.resize(self.place.bytes(), 0);
            if self.read(&[Rect::of(self.place.size)])? {
                return Ok(resized);
            }
            std::thread::sleep(BETWEEN_TRIES);
            let (place, monitors) = layout::place(&self.conn, self.root, self.shared)?;
            resized |= place.size != self.place.size || monitors != self.monitors;
            (self.place, self.monitors) = (place, monitors);
        }
        Err(DisplayGone::Unreadable.into())
    }
}

impl Capture for X11Capture {
    fn size(&self) -> Size {
        self.place.size
    }

    fn origin(&self) -> (i32, i32) {
        (self.place.left, self.place.top)
    }

    fn monitors(&self) -> Vec<MonitorArea> {
        self.monitors.clone()
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        if !self.begun {
            return self.begin();
        }
        let now = Instant::now();
        let deadline = now.checked_add(timeout).unwrap_or(now);
        loop {
            match self.wait(deadline)? {
                Waited::Nothing => return Ok(ScreenChange::default()),
                Waited::News(news) => {
                    let change = self.take(&news)?;
                    if change.resized.is_some() || !change.damage.is_empty() || !change.pointer.is_empty() {
                        return Ok(change);
                    }
                }
            }
        }
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }

    fn hide_background(&mut self, hide: bool) -> Result<(), CaptureError> {
        if self.background.is_some() != hide {
            self.background = if hide { Some(Background::new(&self.conn)?) } else { None };
            // The next picture is a whole one.
            self.begun = false;
        }
        Ok(())
    }

    fn waker(&self) -> Option<Arc<dyn Wake>> {
        Some(self.waker.clone())
    }
}

struct CaptureWaker(std::os::fd::OwnedFd);

impl CaptureWaker {
    fn clear(&self) {
        let mut count = [0; 8];
        // Nothing to read means that nobody called.
        let _ = rustix::io::read(&self.0, &mut count);
    }
}

impl Wake for CaptureWaker {
    fn wake(&self) {
        // It fails only if 2⁶⁴ calls wait already.
        let _ = rustix::io::write(&self.0, &1_u64.to_ne_bytes());
    }
}

fn connect(display: &DisplayName) -> Result<(RustConnection, Window), CaptureError> {
    let (conn, screen) =
        RustConnection::connect(display.0.as_deref()).map_err(|error| NoDisplay::Unreachable(error.into()))?;
    let root = conn.setup().roots.get(screen).map(|screen| screen.root);
    let root = root.ok_or(NoDisplay::NoScreen(screen))?;
    Ok((conn, root))
}

/// Asks for every event that [`X11Capture`] waits for.
fn watch(conn: &RustConnection, root: Window) -> Result<(damage::Damage, xfixes::Region), ReplyOrIdError> {
    conn.xfixes_query_version(5, 0)?.reply()?;
    conn.damage_query_version(1, 1)?.reply()?;
    if conn.extension_information(randr::X11_EXTENSION_NAME)?.is_some() {
        conn.randr_query_version(1, 5)?.reply()?;
        let changes = randr::NotifyMask::SCREEN_CHANGE
            | randr::NotifyMask::CRTC_CHANGE
            | randr::NotifyMask::OUTPUT_CHANGE
            | randr::NotifyMask::RESOURCE_CHANGE;
        conn.randr_select_input(root, changes)?.check()?;
    }
    // Monitors that are only described (`xrandr --setmonitor`) are told as a change of the root window alone.
    let changes = ChangeWindowAttributesAux::new().event_mask(EventMask::STRUCTURE_NOTIFY);
    conn.change_window_attributes(root, &changes)?.check()?;
    if conn.extension_information(xinput::X11_EXTENSION_NAME)?.is_some() {
        conn.xinput_xi_query_version(2, 2)?.reply()?;
        let motion = xinput::EventMask {
            deviceid: xinput::Device::ALL_MASTER.into(),
            mask: vec![XIEventMask::RAW_MOTION],
        };
        conn.xinput_xi_select_events(root, &[motion])?.check()?;
    }
    conn.xfixes_select_cursor_input(root, CursorNotifyMask::DISPLAY_CURSOR)?
        .check()?;
    let damage = conn.generate_id()?;
    conn.damage_create(damage, root, ReportLevel::NON_EMPTY)?.check()?;
    let region = conn.generate_id()?;
    conn.xfixes_create_region(region, &[])?.check()?;
    Ok((damage, region))
}
