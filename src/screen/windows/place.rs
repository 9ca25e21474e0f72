//! Where the shared monitors lie in the picture.

use super::system::DesktopOutput;
use crate::codec::PIXEL;
use crate::screen::{CaptureError, NoDisplay, Uncapturable, bounds};
use crate::vocabulary::{MonitorArea, Rect, Shared, Size};

/// The shared picture, which is part of the virtual desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SharedPlace {
    /// Its upper left corner on the virtual desktop.
    pub origin: (i32, i32),
    pub size: Size,
    pub monitors: Vec<PlacedOutput>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlacedOutput {
    pub output: DesktopOutput,
    /// In the picture.
    pub area: Rect,
}

impl SharedPlace {
    /// `name` is that of the shared monitor, once it is known: its number changes with the arrangement.
    pub fn of(outputs: Vec<DesktopOutput>, shared: Shared, name: Option<&str>) -> Result<Self, CaptureError> {
        let mut outputs = outputs;
        if let Shared::Monitor(id) = shared {
            outputs.retain(|output| match name {
                Some(name) => output.monitor.name == name,
                None => output.monitor.id == id,
            });
        }
        let bounds = bounds(outputs.iter().map(|output| &output.monitor)).ok_or(NoDisplay::MonitorMissing)?;
        let side = |length: u32| u16::try_from(length).map_err(|_| Uncapturable::TooLarge);
        let size = Size {
            width: side(bounds.width)?,
            height: side(bounds.height)?,
        };
        let placed = outputs.into_iter().map(|output| {
            let monitor = &output.monitor;
            let (left, top) = (monitor.left.abs_diff(bounds.left), monitor.top.abs_diff(bounds.top));
            let (right, bottom) = (
                left + u32::from(monitor.size.width),
                top + u32::from(monitor.size.height),
            );
            let area = Rect::between(left, top, right, bottom).ok_or(Uncapturable::TooLarge)?;
            Ok(PlacedOutput { output, area })
        });
        Ok(Self {
            origin: (bounds.left, bounds.top),
            size,
            monitors: placed.collect::<Result<_, Uncapturable>>()?,
        })
    }

    /// The name of the one monitor that is shared.
    pub fn name(&self) -> Option<String> {
        match self.monitors.as_slice() {
            [one] => Some(one.output.monitor.name.clone()),
            _ => None,
        }
    }

    pub fn bytes(&self) -> usize {
        Rect::of(self.size).pixels() * PIXEL
    }

    /// None where there is but one.
    pub fn areas(&self) -> Vec<MonitorArea> {
        let area = |placed: &PlacedOutput| MonitorArea {
            area: placed.area,
            primary: placed.output.monitor.primary,
        };
        match self.monitors.as_slice() {
            [_] => Vec::new(),
            several => several.iter().map(area).collect(),
        }
    }
}
