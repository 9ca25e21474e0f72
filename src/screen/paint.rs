//! What the graphics pipeline is told to draw ([MS-RDPEGFX] 2.2.2), and what that may cost.

use std::time::Duration;

use crate::vocabulary::{Codec, Rect};

/// One step of drawing in the graphics pipeline, in pixels of the shared picture; steps are carried out in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paint {
    /// RDPGFX_SOLIDFILL_PDU ([MS-RDPEGFX] 2.2.2.4). At most 65 535 areas, none empty.
    Fill { bgr: [u8; 3], areas: Vec<Rect> },
    /// RDPGFX_SURFACE_TO_SURFACE_PDU within the one surface ([MS-RDPEGFX] 2.2.2.5); source and destination may overlap.
    /// `to` holds top left corners.
    Copy { from: Rect, to: Vec<(u16, u16)> },
    /// RDPGFX_WIRE_TO_SURFACE_PDU_1 ([MS-RDPEGFX] 2.2.2.1).
    Bits { area: Rect, codec: Codec, data: Vec<u8> },
}

impl Paint {
    /// Every area whose pixels this step changes.
    pub fn areas(&self) -> impl Iterator<Item = Rect> + '_ {
        let (listed, from, to): (&[Rect], _, &[(u16, u16)]) = match self {
            Self::Fill { areas, .. } => (areas, None, &[]),
            Self::Copy { from, to } => (&[], Some(*from), to),
            Self::Bits { area, .. } => (std::slice::from_ref(area), None, &[]),
        };
        let copied = to
            .iter()
            .filter_map(move |&(left, top)| from.map(|from| Rect { left, top, ..from }));
        listed.iter().copied().chain(copied)
    }

    /// About how many bytes it takes on the wire, before any compression behind it.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Fill { areas, .. } => 16 + 8 * areas.len(),
            Self::Copy { to, .. } => 22 + 4 * to.len(),
            Self::Bits { data, .. } => 25 + data.len(),
        }
    }
}

/// How much the next frames may cost. Set by the session from acknowledgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes that the next frame should not exceed; text stays lossless, pictures get coarser, what does not fit waits
    /// for the next frame.
    pub bytes: usize,
    /// Least time between two frames.
    pub gap: Duration,
}

impl Budget {
    /// About how long [`Budget::bytes`] take to go through the network: with the round-trip time and both ends' work
    /// that stays well below what people notice.
    pub const TIME: Duration = Duration::from_millis(50);
}

impl Default for Budget {
    /// A local network: more than any frame needs, 60 frames a second.
    fn default() -> Self {
        Self {
            bytes: 4 << 20,
            gap: Duration::from_millis(16),
        }
    }
}
