//! Mouse and keyboard through a session of the portal (org.freedesktop.portal.RemoteDesktop), by its calls or by EIS.
//!
//! The desktop holds down what is pressed for as long as the session lasts: whoever leaves the bus, killed or not, has
//! let go of everything.

use std::collections::HashMap;

use zbus::blocking::Connection;
use zbus::zvariant::{DynamicType, OwnedObjectPath};

use super::eis::PortalEis;
use super::error::PortalError;
use super::request::Options;
use super::stream::SharedStream;
use super::{NAME, PATH, REMOTE_DESKTOP};
use crate::vocabulary::Size;

/// What a session lets a program do with mouse and keyboard. It holds no session: when that has ended, every call is an
/// error.
#[derive(Debug, Clone)]
pub struct PortalHands {
    pub(super) bus: Connection,
    pub(super) session: OwnedObjectPath,
    /// In the order of [`super::StreamRemote::streams`].
    pub(super) streams: Vec<UsedStream>,
    /// Its places are pixels of the picture.
    pub(super) counts_pixels: bool,
    /// Its wheel is KDE's ([`super::kde`]).
    pub(super) turns_as_kde: bool,
    /// Where the desktop takes no calls. Then none is made.
    pub(super) eis: Option<PortalEis>,
    /// What the regions of EIS call the streams, by their nodes.
    pub(super) mappings: HashMap<u32, String>,
}

/// A stream on which places are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct UsedStream {
    stream: SharedStream,
    /// The size of its picture when it was told how large it is in the desktop's own units; not every portal says that. No
    /// place is taken beyond it.
    pixels: Option<Size>,
}

impl From<SharedStream> for UsedStream {
    fn from(stream: SharedStream) -> Self {
        Self { stream, pixels: None }
    }
}

/// The wheel's axes, as `NotifyPointerAxisDiscrete` numbers them.
const VERTICAL: u32 = 0;
const HORIZONTAL: u32 = 1;

impl PortalHands {
    /// How far a notch of a wheel scrolls, in the desktop's own units.
    pub const NOTCH_SCROLLS: f64 = 10.0;

    /// The pictures of the streams, in their order, have these sizes.
    pub(super) fn seen(&mut self, sizes: &[Size]) {
        for (stream, size) in self.streams.iter_mut().zip(sizes) {
            stream.pixels = Some(*size);
        }
    }

    /// Where the stream of this number begins in the desktop's own units, as the session was told; `Some(None)` for a
    /// window, `None` if there is no such stream.
    #[must_use]
    pub fn place(&self, stream: usize) -> Option<Option<(i32, i32)>> {
        self.streams.get(stream).map(|used| used.stream.place)
    }

    /// How large a stream whose picture has this size is in the unit in which places are told, as far as is known: the
    /// portal says it once, and pictures may change their size since. No place beyond that is taken.
    #[must_use]
    pub fn units(&self, stream: usize, picture: Size) -> Option<(f64, f64)> {
        let used = self.streams.get(stream)?;
        let (size, then) = (used.stream.size?, used.pixels.unwrap_or(picture));
        let along = |units: i32, then: u16, now: u16| f64::from(units) * f64::from(now) / f64::from(then.max(1));
        Some((
            along(size.0, then.width, picture.width),
            along(size.1, then.height, picture.height),
        ))
    }

    /// How the desktop takes input instead of the calls below.
    #[must_use]
    pub fn eis(&self) -> Option<&PortalEis> {
        self.eis.as_ref()
    }

    /// They take nothing any more, and new ones must be asked for.
    pub(super) fn are_gone(&self) -> bool {
        self.eis.as_ref().is_some_and(PortalEis::is_gone)
    }

    /// What the regions of EIS call the stream of this number, where the portal tells.
    #[must_use]
    pub fn mapping(&self, stream: usize) -> Option<&str> {
        let node = self.streams.get(stream)?.stream.node;
        self.mappings.get(&node).map(String::as_str)
    }

    /// The desktop takes places for pixels, although none is taken beyond [`Self::units`].
    #[must_use]
    pub fn counts_pixels(&self) -> bool {
        self.counts_pixels
    }

    /// A key by its evdev code.
    ///
    /// # Errors
    /// The session has ended, or the desktop refuses.
    pub fn keycode(&self, code: i32, down: bool) -> Result<(), PortalError> {
        self.notify("NotifyKeyboardKeycode", &(&self.session, none(), code, u32::from(down)))
    }

    /// What gives this keysym in the layout of the moment.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn keysym(&self, symbol: i32, down: bool) -> Result<(), PortalError> {
        self.notify(
            "NotifyKeyboardKeysym",
            &(&self.session, none(), symbol, u32::from(down)),
        )
    }

    /// Makes the pointer known to the desktop, and moves it nowhere.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn show_pointer(&self) -> Result<(), PortalError> {
        self.move_by(0.0, 0.0)
    }

    /// Moves the pointer from where it is, in the desktop's own units.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn move_by(&self, right: f64, down: f64) -> Result<(), PortalError> {
        self.notify("NotifyPointerMotion", &(&self.session, none(), right, down))
    }

    /// Moves the pointer to a place of the stream of this number.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`]; or there is no such place.
    pub fn move_to(&self, stream: usize, x: f64, y: f64) -> Result<(), PortalError> {
        let node = self.streams.get(stream).ok_or(PortalError::NoPlace)?.stream.node;
        self.notify("NotifyPointerMotionAbsolute", &(&self.session, none(), node, x, y))
    }

    /// A button by its evdev code.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn button(&self, code: i32, down: bool) -> Result<(), PortalError> {
        self.notify("NotifyPointerButton", &(&self.session, none(), code, u32::from(down)))
    }

    /// Whole notches of the wheel; positive is down, or right.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn notches(&self, horizontal: bool, notches: i32) -> Result<(), PortalError> {
        if self.turns_as_kde {
            let far = Self::NOTCH_SCROLLS * f64::from(notches);
            let (right, down) = if horizontal { (far, 0.0) } else { (0.0, far) };
            return self.scroll(right, down);
        }
        let axis = if horizontal { HORIZONTAL } else { VERTICAL };
        self.notify("NotifyPointerAxisDiscrete", &(&self.session, none(), axis, notches))
    }

    /// Scrolls this far, in the desktop's own units; positive is down, or right.
    ///
    /// # Errors
    /// As of [`PortalHands::keycode`].
    pub fn scroll(&self, right: f64, down: f64) -> Result<(), PortalError> {
        let down = if self.turns_as_kde { -down } else { down };
        self.notify("NotifyPointerAxis", &(&self.session, none(), right, down))
    }

    fn notify(&self, method: &'static str, body: &(impl serde::Serialize + DynamicType)) -> Result<(), PortalError> {
        self.bus
            .call_method(Some(NAME), PATH, Some(REMOTE_DESKTOP), method, body)?;
        Ok(())
    }
}

fn none() -> Options<'static> {
    Options::new()
}
