//! What passes between the wire and a session, for either role, and what a machine is given at its beginning.

use std::fmt;

use crate::rdp::channels;

use crate::rdp::graphics;
use crate::vocabulary::{InputEvent, MonitorArea, PointerUpdate, Rect};

/// What protects the bytes below the RDP layer, and so what is done inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// TLS 1.3 between two Lifelines (ALPN `lifeline/1`): RC4-128 inside, nothing else is accepted.
    LifelineTls,
    /// TLS with FreeRDP or Windows: encryption method NONE inside.
    Tls,
    /// No TLS: Standard RDP Security with RC4-128 alone.
    Bare,
}

/// The 32 bytes that a machine needs of the system's generator, handed in so that a test can fix them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Random32(pub [u8; 32]);

impl fmt::Debug for Random32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random32")
    }
}

/// One bitmap of a bitmap update ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2), in pixels of the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BitmapPart {
    pub area: Rect,
    pub bits_per_pixel: u8,
    pub compressed: bool,
    pub data: Vec<u8>,
}

/// What the novice's end receives while a session is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromExpert {
    Input(InputEvent),
    Remdesk(channels::remdesk::Message),
    Encomsp(channels::encomsp::Message),
    /// On the channel of dynamic channels, `drdynvc`.
    Dynamic(Dynamic),
    /// On the graphics channel.
    Graphics(graphics::FromClient),
    /// Confirm Active, Synchronize, Control or Font List came: the writer must be given this answer, in this order.
    Reply(ToExpert),
    /// A (re)activation is complete: updates and channel messages may flow again.
    Activated,
    /// TS_SUPPRESS_OUTPUT_PDU: false while the client's window is hidden.
    ShowPictures(bool),
    /// TS_REFRESH_RECT_PDU: these areas are wanted again.
    Refresh(Vec<Rect>),
    /// The expert asks to end, or its MCS domain is gone.
    Left,
    /// A message that is allowed and without effect, by name, for the log.
    Ignored(&'static str),
}

/// What a client says of the dynamic channels ([MS-RDPEDYC] 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dynamic {
    /// It takes dynamic channels.
    Ready,
    /// Its answer to the opening of the graphics channel.
    Opened(bool),
    /// It has closed the graphics channel.
    Closed,
    /// A message about another channel, or one without meaning here.
    Other,
}

/// What the novice's end sends while a session is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToExpert {
    Remdesk(channels::remdesk::Message),
    Encomsp(channels::encomsp::Message),
    /// Deactivate All and Demand Active with this size, back to back; nothing else may follow until `Activated`.
    Resize {
        width: u16,
        height: u16,
    },
    Synchronize,
    Cooperate,
    GrantControl,
    FontMap,
    Bitmaps(Vec<BitmapPart>),
    Pointer(PointerUpdate),
    /// Announces dynamic channels and opens the one for graphics.
    OpenGraphics,
    /// RDPGFX_CAPS_CONFIRM: from here on there may be drawn.
    ConfirmGraphics(graphics::Capability),
    /// RDPGFX_RESET_GRAPHICS: the desktop gets this size, these monitors, and an empty surface. Without monitors it is
    /// one.
    ResetGraphics {
        width: u16,
        height: u16,
        monitors: Vec<MonitorArea>,
    },
    Draw(graphics::Piece),
    /// Set Error Info ([MS-RDPBCGR] 2.2.5.1.1): always before `Disconnect`.
    ErrorInfo(u32),
    /// MCS Disconnect Provider Ultimatum; nothing follows.
    Disconnect,
    /// A message without effect that a live client answers or ignores: keeps routers' tables and shows a dead peer.
    KeepAlive,
}

/// What the expert's end receives while a session is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromNovice {
    Remdesk(channels::remdesk::Message),
    Encomsp(channels::encomsp::Message),
    /// The writer must be given these bytes-to-be, in this order.
    Reply(ToNovice),
    /// Activated, with this desktop size; the picture is black until updates come.
    Activated {
        width: u16,
        height: u16,
    },
    /// The desktop that was activated just now has these monitors, several of them.
    Monitors(Vec<MonitorArea>),
    /// The pixels of this part of the picture changed.
    Changed(Rect),
    Pointer(PointerUpdate),
    /// Set Error Info.
    ErrorInfo(u32),
    /// MCS Disconnect Provider Ultimatum.
    Left,
    Ignored(&'static str),
}

/// What the expert's end sends while a session is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToNovice {
    Input(Vec<InputEvent>),
    Remdesk(channels::remdesk::Message),
    Encomsp(channels::encomsp::Message),
    /// A PDU for the channel of dynamic channels, `drdynvc`.
    Dynamic(Vec<u8>),
    /// Whole plain frames that the decoder wants sent (acknowledgements, activation).
    Plain(Vec<u8>),
    Refresh {
        width: u16,
        height: u16,
    },
    /// MCS Disconnect Provider Ultimatum; nothing follows.
    Disconnect,
}
