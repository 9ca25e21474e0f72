//! What Windows tells of its screen: as little as the calls of the system, so that all that follows from it can be tried
//! without Windows.

use std::time::Duration;

use crate::screen::turn::Turn;
use crate::screen::{Capture, CaptureError};
use crate::vocabulary::{Cause, Monitor, Rect, Shared, Size};

/// Why there is no picture of a monitor.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    /// The mode changed, or another desktop is shown: it is to be opened again.
    #[error("the monitor's picture was broken off")]
    Access,
    /// The desktop that is shown is not this program's.
    #[error("the desktop that is shown may not be seen")]
    Denied,
    /// Another user is at this computer, or the session is shown elsewhere.
    #[error("the session is not shown on this computer's screen")]
    Disconnected,
    /// The graphics card's driver began anew.
    #[error("the graphics device began anew")]
    Device,
    /// Too many programs do the same.
    #[error("too many programs record this monitor")]
    Busy,
    /// There is no such thing here: over Remote Desktop, in some virtual machines, on Wine.
    #[error("the system does not duplicate its monitors here")]
    Unsupported,
    #[error(transparent)]
    System(#[from] Cause),
}

/// One monitor, as the system lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DesktopOutput {
    /// Its size is that which the person sees.
    pub monitor: Monitor,
    /// What makes that picture of the surface.
    pub turn: Turn,
}

impl DesktopOutput {
    /// The size of the surface, which is never turned.
    pub fn surface(&self) -> Size {
        self.turn.shown(self.monitor.size)
    }
}

/// What tells one arrangement of monitors from another: how many there are, and the rectangle around them.
pub(super) type Arrangement = [i32; 5];

/// The system. Its monitors are opened and read on one thread.
pub(super) trait DesktopSystem {
    type Monitor: DuplicatedMonitor;

    /// All monitors that are part of the desktop.
    fn outputs(&mut self) -> Result<Vec<DesktopOutput>, Lost>;

    /// Begins to duplicate a monitor, by its number in the last answer of [`DesktopSystem::outputs`].
    fn duplicate(&mut self, monitor: u32) -> Result<Self::Monitor, Lost>;

    fn arrangement(&self) -> Arrangement;

    /// Whether the desktop that is shown, and gets the input, is this program's.
    fn shows_ours(&self) -> bool;

    /// The capture that every Windows has, picture by picture.
    fn plain(&mut self, shared: Shared) -> Result<Box<dyn Capture>, CaptureError>;

    fn pause(&self, time: Duration);
}

/// A monitor whose picture the system hands out. The newest frame belongs to us until the next one is asked for.
pub(super) trait DuplicatedMonitor {
    /// Waits for the next frame; `None` if nothing changed meanwhile.
    fn next(&mut self, timeout: Duration) -> Result<Option<FrameNews>, Lost>;

    /// Hands out areas of the frame's surface, which holds no others.
    fn read(&mut self, areas: &[Rect], with: &mut dyn FnMut(Surface<'_>)) -> Result<(), Lost>;
}

/// Pixels in memory: blue, green, red and a byte that counts for nothing, rows from the top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surface<'a> {
    pub bytes: &'a [u8],
    /// Bytes from one row to the next.
    pub pitch: usize,
}

/// What a frame changed (DXGI_OUTDUPL_FRAME_INFO).
#[derive(Debug, Clone, Default)]
pub(super) struct FrameNews {
    /// The picture was drawn since the last frame; otherwise only the pointer moved.
    pub presented: bool,
    /// What was drawn, and where something was moved to, on the surface. What moves is found again by what encodes it.
    pub areas: Vec<Edges>,
    pub pointer: Option<PointerPlace>,
    pub shape: Option<RawShape>,
    /// Something in it is black that the person sees.
    pub protected: bool,
}

/// A rectangle as Windows counts (RECT): right and bottom lie outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edges {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Edges {
    /// What of it lies in a picture of this size.
    pub fn within(&self, size: Size) -> Option<Rect> {
        let side = |at: i32| u32::try_from(at.max(0)).unwrap_or_default();
        let [left, top] = [self.left, self.top].map(side);
        let right = side(self.right).min(size.width.into());
        Rect::between(left, top, right, side(self.bottom).min(size.height.into()))
    }
}

/// Where the upper left corner of the pointer is on the monitor as the person sees it (DXGI_OUTDUPL_POINTER_POSITION).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PointerPlace {
    /// False on every monitor but one, and where the pointer is part of the picture.
    pub visible: bool,
    pub left: i32,
    pub top: i32,
}

/// A pointer's shape as it comes (DXGI_OUTDUPL_POINTER_SHAPE_INFO).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawShape {
    pub kind: u32,
    pub width: u32,
    /// Of two masks, that of both together.
    pub height: u32,
    /// Bytes from one row to the next.
    pub pitch: u32,
    /// The pixel that points.
    pub hot: (i32, i32),
    pub bytes: Vec<u8>,
}
