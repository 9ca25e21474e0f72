//! The screen of Windows: its Desktop Duplication tells what changed, monitor by monitor, and nothing is compared. Where
//! there is none (Remote Desktop, some virtual machines, Wine) a picture is taken ten times a second instead (GDI).
//!
//! Windows breaks a duplication off whenever it likes: then everything is opened again. While it shows a desktop of its
//! own, which no program sees or answers (a permission prompt, the lock screen), the picture is one colour.
//!
//! The calls of the system are in `dxgi.rs`, behind the trait in `system.rs`; all else is portable, and tried on Linux.
//! Desktop Duplication has not run: Wine has none.

mod duplicated;
#[cfg(windows)]
mod dxgi;
mod place;
mod shape;
mod system;
#[cfg(test)]
mod tests;

use std::time::Duration;

use self::duplicated::DuplicatedMonitors;
use self::place::SharedPlace;
use self::system::{Arrangement, DesktopSystem, Lost};
use super::{Capture, CaptureError, DisplayGone, ScreenChange};
use crate::vocabulary::{KeptBack, MonitorArea, PointerUpdate, Rect, Shared, Size};

/// What was broken off is opened again after this time.
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// After so many tries the monitors are taken for ones that cannot be duplicated; without a picture of any kind the
/// display is gone. A change of mode takes a second or two.
const MOST_TRIES: u32 = 60;

/// So long the first picture of a monitor is waited for.
const FIRST_PICTURE: Duration = Duration::from_millis(500);

/// Each byte of the picture while there is none: grey.
const NOTHING: u8 = 0x40;

/// Begins to capture; monitors are opened with the first picture.
#[cfg(windows)]
pub(super) fn open(shared: Shared) -> Result<Box<dyn Capture>, CaptureError> {
    Ok(Box::new(WindowsCapture::open(dxgi::Dxgi::default(), shared)?))
}

struct WindowsCapture<S: DesktopSystem> {
    system: S,
    shared: Shared,
    /// The name of the shared monitor: its number changes with the arrangement.
    name: Option<String>,
    source: WindowsSource<S::Monitor>,
    place: SharedPlace,
    picture: Vec<u8>,
    kept_back: KeptBack,
}

enum WindowsSource<M> {
    Duplicated(DuplicatedMonitors<M>, Arrangement),
    Plain(Box<dyn Capture>),
    /// To be opened; was tried so often.
    Lost(u32),
}

impl<S: DesktopSystem> WindowsCapture<S> {
    fn open(mut system: S, shared: Shared) -> Result<Self, CaptureError> {
        let outputs = system.outputs().unwrap_or_else(|error| {
            tracing::info!(%error, "the system does not tell its monitors");
            Vec::new()
        });
        let (place, source) = if outputs.is_empty() {
            let plain = system.plain(shared)?;
            (place_of(plain.as_ref()), WindowsSource::Plain(plain))
        } else {
            (SharedPlace::of(outputs, shared, None)?, WindowsSource::Lost(0))
        };
        let name = match shared {
            Shared::Monitor(_) => place.name(),
            Shared::AllMonitors => None,
        };
        Ok(Self {
            system,
            shared,
            name,
            source,
            picture: vec![NOTHING; place.bytes()],
            place,
            kept_back: KeptBack::default(),
        })
    }

    /// The system shows a desktop of its own. Nothing of the picture before is left of it.
    fn keep_back(&mut self, timeout: Duration) -> ScreenChange {
        if self.kept_back.everything {
            self.system.pause(timeout.min(BETWEEN_TRIES));
            return ScreenChange::default();
        }
        tracing::info!("the system keeps its picture back");
        let before = self.monitors();
        if let WindowsSource::Plain(plain) = &self.source {
            self.place = place_of(plain.as_ref());
        }
        self.source = WindowsSource::Lost(0);
        self.kept_back.everything = true;
        self.picture.clear();
        self.picture.resize(self.place.bytes(), NOTHING);
        ScreenChange {
            damage: vec![Rect::of(self.place.size)],
            pointer: vec![PointerUpdate::Hidden],
            resized: (before != self.monitors()).then_some(self.place.size),
            ..ScreenChange::default()
        }
    }

    /// Opens all monitors; what is there at once is in the picture.
    fn reopen(&mut self, timeout: Duration, tries: u32) -> Result<ScreenChange, CaptureError> {
        let opened = match self.duplicate() {
            Ok(change) => Ok(change),
            Err(NotOpened::Lost(Lost::Disconnected)) => return Ok(self.keep_back(timeout)),
            Err(NotOpened::Lost(why)) if matches!(why, Lost::Unsupported) || tries >= MOST_TRIES => {
                tracing::info!(%why, "the screen is taken picture by picture");
                self.take_plainly()
            }
            Err(NotOpened::Lost(why)) => Err(DisplayGone::System(why.into()).into()),
            Err(NotOpened::NotShared(error)) => Err(error),
        };
        match opened {
            Ok(change) => {
                self.kept_back.everything = false;
                Ok(change)
            }
            Err(error) if tries < MOST_TRIES => {
                tracing::debug!(%error, tries, "there is no picture yet");
                self.source = WindowsSource::Lost(tries + 1);
                self.system.pause(timeout.min(BETWEEN_TRIES));
                Ok(ScreenChange::default())
            }
            Err(error) => Err(error),
        }
    }

    fn duplicate(&mut self) -> Result<ScreenChange, NotOpened> {
        let arrangement = self.system.arrangement();
        let outputs = self.system.outputs()?;
        if outputs.is_empty() {
            return Err(Lost::Unsupported.into());
        }
        let place = SharedPlace::of(outputs, self.shared, self.name.as_deref()).map_err(NotOpened::NotShared)?;
        let mut monitors = DuplicatedMonitors::open(&mut self.system, &place)?;
        let mut picture = vec![0; place.bytes()];
        let mut change = monitors.begin(FIRST_PICTURE, &place, &mut picture)?;
        let is_other = place.size != self.place.size || place.areas() != self.place.areas();
        change.resized = is_other.then_some(place.size);
        (self.place, self.picture) = (place, picture);
        self.kept_back.protected |= monitors.protected;
        self.source = WindowsSource::Duplicated(monitors, arrangement);
        Ok(change)
    }

    /// From now on by the capture that every Windows has.
    fn take_plainly(&mut self) -> Result<ScreenChange, CaptureError> {
        let before = (self.size(), self.monitors());
        let mut plain = self.system.plain(self.shared)?;
        let mut change = plain.next(Duration::ZERO)?;
        if before != (plain.size(), plain.monitors()) {
            change.resized = Some(plain.size());
        }
        self.source = WindowsSource::Plain(plain);
        Ok(change)
    }
}

/// Why the monitors are not open.
#[derive(Debug, thiserror::Error)]
enum NotOpened {
    #[error(transparent)]
    Lost(#[from] Lost),
    /// They are not those that were shared.
    #[error(transparent)]
    NotShared(CaptureError),
}

fn place_of(plain: &dyn Capture) -> SharedPlace {
    SharedPlace {
        origin: plain.origin(),
        size: plain.size(),
        monitors: Vec::new(),
    }
}

impl<S: DesktopSystem> Capture for WindowsCapture<S> {
    fn size(&self) -> Size {
        match &self.source {
            WindowsSource::Plain(plain) => plain.size(),
            _ => self.place.size,
        }
    }

    fn origin(&self) -> (i32, i32) {
        match &self.source {
            WindowsSource::Plain(plain) => plain.origin(),
            _ => self.place.origin,
        }
    }

    fn monitors(&self) -> Vec<MonitorArea> {
        match &self.source {
            WindowsSource::Plain(plain) => plain.monitors(),
            _ => self.place.areas(),
        }
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        if !self.system.shows_ours() {
            return Ok(self.keep_back(timeout));
        }
        let is_arranged_otherwise = match &self.source {
            WindowsSource::Duplicated(_, arrangement) => *arrangement != self.system.arrangement(),
            _ => false,
        };
        if is_arranged_otherwise {
            self.source = WindowsSource::Lost(0);
        }
        match &mut self.source {
            // Why a picture was broken off shows in the next call: for a desktop of the system's own, say.
            WindowsSource::Duplicated(monitors, _) => match monitors.next(timeout, &self.place, &mut self.picture) {
                Ok(change) => {
                    self.kept_back.protected |= monitors.protected;
                    Ok(change)
                }
                Err(why) => {
                    tracing::debug!(%why, "the duplication was broken off");
                    self.source = WindowsSource::Lost(0);
                    Ok(ScreenChange::default())
                }
            },
            WindowsSource::Plain(plain) => match plain.next(timeout) {
                Ok(change) => Ok(change),
                Err(error) => {
                    tracing::debug!(%error, "no picture was taken");
                    self.source = WindowsSource::Lost(0);
                    Ok(ScreenChange::default())
                }
            },
            WindowsSource::Lost(tries) => {
                let tries = *tries;
                self.reopen(timeout, tries)
            }
        }
    }

    fn pixels(&self) -> &[u8] {
        match &self.source {
            WindowsSource::Plain(plain) => plain.pixels(),
            _ => &self.picture,
        }
    }

    fn kept_back(&self) -> KeptBack {
        self.kept_back
    }
}
