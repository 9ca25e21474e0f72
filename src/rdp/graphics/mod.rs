//! The graphics pipeline ([MS-RDPEGFX]): one surface as large as the desktop, drawn in steps, frames acknowledged.
//!
//! [`novice::GraphicsSender`] writes what the novice's end sends and reads what comes back; `rdp/expert/graphics.rs` reads what it gets and
//! says what to answer. Both work on whole messages of the dynamic channel; the channel itself is `rdp/channels/drdynvc.rs`.

pub(super) mod pdu;

pub use pdu::{FromClient, Step};

/// A capability set of RDPGFX_CAPS_ADVERTISE and RDPGFX_CAPS_CONFIRM ([MS-RDPEGFX] 2.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    pub version: u32,
    pub flags: u32,
}

impl Capability {
    /// RDPGFX_CAPVERSION_8, _81 and _10.
    const VERSION_8: u32 = 0x0008_0004;
    const VERSION_8_1: u32 = 0x0008_0105;
    const VERSION_10: u32 = 0x000A_0002;
    /// RDPGFX_CAPS_FLAG_AVC_DISABLED.
    const AVC_DISABLED: u32 = 0x20;

    /// What the expert's end announces.
    pub(crate) const OFFERED: [Self; 2] = [
        Self {
            version: Self::VERSION_8_1,
            flags: 0,
        },
        Self {
            version: Self::VERSION_10,
            flags: Self::AVC_DISABLED,
        },
    ];

    /// The one of a client's sets that the novice's end goes by: no set brings anything that is used here beyond the first, so
    /// the one with the fewest surprises is taken, without H.264.
    #[must_use]
    pub fn choose(offered: &[Self]) -> Option<Self> {
        let offers = |version| offered.iter().any(|set| set.version == version);
        if offers(Self::VERSION_8_1) {
            return Some(Self {
                version: Self::VERSION_8_1,
                flags: 0,
            });
        }
        if offers(Self::VERSION_10) {
            return Some(Self {
                version: Self::VERSION_10,
                flags: Self::AVC_DISABLED,
            });
        }
        offers(Self::VERSION_8).then_some(Self {
            version: Self::VERSION_8,
            flags: 0,
        })
    }
}

/// The one surface.
const SURFACE: u16 = 1;
/// The dynamic channel's number; the server chooses it ([MS-RDPEDYC] 2.2.2.1).
pub(crate) const CHANNEL: u32 = 1;

/// A frame's worth of steps, or a part of one: what is sealed and sent as one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The frame of this number begins with it.
    pub begins: Option<u32>,
    pub steps: Vec<Step>,
    /// The frame of this number ends with it.
    pub ends: Option<u32>,
}

/// queueDepth of an acknowledgement by which a client says that no more will come (2.2.2.13).
pub const SUSPEND_ACKNOWLEDGEMENT: u32 = 0xFFFF_FFFF;
