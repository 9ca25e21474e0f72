//! The graphics pipeline ([MS-RDPEGFX]): one surface as large as the desktop, drawn in steps, frames acknowledged.
//!
//! `rdp/novice/graphics.rs` writes what the novice's end sends and reads what comes back; `rdp/expert/graphics.rs`
//! reads what it gets and says what to answer. Both work on whole messages of the dynamic channel; the channel itself
//! is `rdp/channels/drdynvc.rs`.

pub(super) mod pdu;

pub use pdu::{Capability, FromClient, GraphicsCommand};

/// The dynamic channel's number; the server chooses it ([MS-RDPEDYC] 2.2.2.1).
pub(crate) const CHANNEL: u32 = 1;

/// A frame's worth of steps, or a part of one: what is sealed and sent as one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The frame of this number begins with it.
    pub begins: Option<u32>,
    pub steps: Vec<GraphicsCommand>,
    /// The frame of this number ends with it.
    pub ends: Option<u32>,
}

/// queueDepth of an acknowledgement by which a client says that no more will come (2.2.2.13).
pub const SUSPEND_ACKNOWLEDGEMENT: u32 = 0xFFFF_FFFF;
