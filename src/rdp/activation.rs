//! The expert's half of the capabilities exchange and of connection finalization ([MS-RDPBCGR] 1.3.1.1, 2.2.1.13–22), for the
//! first activation as for each later one.

use crate::rdp::error::{Feature, Misbehaved, Structure};
use ironrdp_core::{Encode, encode_vec};
use ironrdp_pdu::gcc::KeyboardType;
use ironrdp_pdu::rdp::capability_sets::{
    Bitmap, BitmapCache, BitmapCodecs, BitmapDrawingFlags, Brush, CacheDefinition, CacheEntry, CapabilitySet,
    CaptureFlags, ClientConfirmActive, CmdFlags, Codec, CodecProperty, DemandActive, EntropyBits, FrameAcknowledge,
    General, GeneralExtraFlags, GlyphCache, GlyphSupportLevel, Input, InputFlags, LargePointer,
    LargePointerSupportFlags, MajorPlatformType, MinorPlatformType, MultifragmentUpdate, OffscreenBitmapCache, Order,
    OrderFlags, OrderSupportExFlags, PROTOCOL_VER, Pointer, RemoteFxContainer, RfxCaps, RfxCapset,
    RfxClientCapsContainer, RfxICap, RfxICapFlags, SERVER_CHANNEL_ID, Sound, SoundFlags, SupportLevel, SurfaceCommands,
    VirtualChannel, VirtualChannelFlags,
};
use ironrdp_pdu::rdp::client_info::CompressionType;
use ironrdp_pdu::rdp::finalization_messages::{ControlAction, ControlPdu, FontPdu, SequenceFlags, SynchronizePdu};
use ironrdp_pdu::rdp::headers::{
    CompressionFlags, ShareControlHeader, ShareControlPdu, ShareDataHeader, ShareDataPdu, StreamPriority,
};

use super::frame::Reader;
use super::{RdpError, connect, picture, pointers};

/// The longest update that may come in fragments. A whole 4K picture in RemoteFX or planar stays below.
pub(super) const MAX_UPDATE: usize = 16 * 1024 * 1024;
/// Frames that the server may send ahead of our acknowledgement; more only adds delay.
const UNACKNOWLEDGED_FRAMES: u32 = 2;
/// No server knows more kinds of capability sets than the specification, 30.
const MAX_CAPABILITY_SETS: u16 = 64;
/// The number under which surface commands name RemoteFX; the client chooses it in its Bitmap Codecs capability.
pub(super) const REMOTEFX_ID: u8 = 3;
const CAPABILITY_GENERAL: u16 = 1;
const CAPABILITY_BITMAP: u16 = 2;

/// What is taken from a Demand Active PDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Demand {
    pub(super) share_id: u32,
    pub(super) width: u16,
    pub(super) height: u16,
    /// The server answers Refresh Rect PDUs.
    pub(super) refreshes: bool,
}

impl Demand {
    /// Reads TS_DEMAND_ACTIVE_PDU after its share control header. Unknown and oddly sized capability sets are passed over.
    pub(super) fn parse(body: &[u8]) -> Result<Self, RdpError> {
        let mut reader = Reader::new(body, Structure::DemandActive);
        let share_id = reader.u32()?;
        let source_descriptor = reader.u16()?;
        reader.skip(2)?;
        reader.skip(source_descriptor.into())?;
        let count = reader.u16()?;
        reader.skip(2)?;
        if count > MAX_CAPABILITY_SETS {
            return Err(Structure::CapabilitySet.too_many(MAX_CAPABILITY_SETS.into()).into());
        }
        let mut size = None;
        let mut refreshes = false;
        for _ in 0..count {
            let kind = reader.u16()?;
            let set = reader.u16()?.saturating_sub(4);
            let set = reader.bytes(set.into())?;
            match kind {
                CAPABILITY_GENERAL => refreshes = set.get(18).is_some_and(|flag| *flag != 0),
                CAPABILITY_BITMAP => {
                    let side = |at: usize| {
                        let bytes = set.get(at..)?.first_chunk()?;
                        Some(u16::from_le_bytes(*bytes))
                    };
                    size = side(8).zip(side(10));
                }
                _ => {}
            }
        }
        let Some((width, height)) = size else {
            return Err(Misbehaved::Missing(Structure::BitmapCapabilitySet).into());
        };
        picture::check_size(width, height)?;
        Ok(Self {
            share_id,
            width,
            height,
            refreshes,
        })
    }

    /// Confirm Active, Synchronize, Control (Cooperate), Control (Request Control) and Font List, each as the user data of one
    /// Send Data Request on the I/O channel.
    pub(super) fn answers(&self, user_channel: u16) -> Result<Vec<Vec<u8>>, RdpError> {
        let control = |action| {
            ShareDataPdu::Control(ControlPdu {
                action,
                grant_id: 0,
                control_id: 0,
            })
        };
        let confirm = ShareControlPdu::ClientConfirmActive(ClientConfirmActive {
            originator_id: SERVER_CHANNEL_ID,
            pdu: DemandActive {
                source_descriptor: "RDP".to_owned(),
                capability_sets: capabilities(self.width, self.height),
            },
        });
        Ok(vec![
            share_control(self.share_id, user_channel, confirm)?,
            share_data(
                self.share_id,
                user_channel,
                ShareDataPdu::Synchronize(SynchronizePdu {
                    target_user_id: SERVER_CHANNEL_ID,
                }),
            )?,
            share_data(self.share_id, user_channel, control(ControlAction::Cooperate))?,
            share_data(self.share_id, user_channel, control(ControlAction::RequestControl))?,
            share_data(
                self.share_id,
                user_channel,
                ShareDataPdu::FontList(FontPdu {
                    number: 0,
                    total_number: 0,
                    flags: SequenceFlags::FIRST | SequenceFlags::LAST,
                    entry_size: 50,
                }),
            )?,
        ])
    }
}

/// One PDU with share control and share data header ([MS-RDPBCGR] 2.2.8.1.1.1).
pub(super) fn share_data(share_id: u32, user_channel: u16, pdu: ShareDataPdu) -> Result<Vec<u8>, RdpError> {
    let header = ShareDataHeader {
        share_data_pdu: pdu,
        stream_priority: StreamPriority::Medium,
        compression_flags: CompressionFlags::empty(),
        compression_type: CompressionType::K8,
    };
    share_control(share_id, user_channel, ShareControlPdu::Data(header))
}

fn share_control(share_id: u32, user_channel: u16, pdu: ShareControlPdu) -> Result<Vec<u8>, RdpError> {
    encoded(&ShareControlHeader {
        share_control_pdu: pdu,
        pdu_source: user_channel,
        share_id,
    })
}

pub(super) fn encoded(pdu: &impl Encode) -> Result<Vec<u8>, RdpError> {
    encode_vec(pdu).map_err(|error| RdpError::Unsendable(error.to_string()))
}

/// One PDU on the I/O channel of an active or activating session.
pub(super) enum SharePdu<'a> {
    /// The body after the share control header.
    DemandActive(&'a [u8]),
    DeactivateAll,
    /// pduType2 and the body after the share data header.
    Data(u8, &'a [u8]),
    /// Something else, by name.
    Other(&'static str),
}

const TYPE_DEMAND_ACTIVE: u16 = 1;
const TYPE_DEACTIVATE_ALL: u16 = 6;
const TYPE_DATA: u16 = 7;
/// In totalLength: a flow PDU of T.128, of which nothing follows that matters.
const FLOW_MARKER: u16 = 0x8000;
const PACKET_COMPRESSED: u8 = 0x20;

/// Takes the first PDU off `rest`; several may stand in one MCS PDU. `None` at the end.
pub(super) fn next_share_pdu<'a>(rest: &mut &'a [u8]) -> Result<Option<SharePdu<'a>>, RdpError> {
    if rest.is_empty() {
        return Ok(None);
    }
    let mut reader = Reader::new(rest, Structure::ShareControl);
    let total = reader.u16()?;
    if total == FLOW_MARKER {
        *rest = &[];
        return Ok(Some(SharePdu::Other("flow control")));
    }
    // Some servers give no length for an empty update, or one that forgets a part: then it is the last PDU.
    let total = usize::from(total);
    let (pdu, after) = rest
        .split_at_checked(total)
        .filter(|_| total > 0)
        .unwrap_or((rest, &[]));
    *rest = after;
    let mut reader = Reader::new(pdu, Structure::ShareControl);
    reader.skip(2)?;
    let kind = reader.u16()? & 0x0F;
    if kind == TYPE_DEACTIVATE_ALL {
        return Ok(Some(SharePdu::DeactivateAll));
    }
    reader.skip(2)?;
    Ok(Some(match kind {
        TYPE_DEMAND_ACTIVE => SharePdu::DemandActive(reader.rest()),
        TYPE_DATA => {
            reader.skip(8)?;
            let kind = reader.u8()?;
            let compression = reader.u8()?;
            reader.skip(2)?;
            if compression & PACKET_COMPRESSED != 0 {
                return Err(Misbehaved::NotOffered(Feature::Compression).into());
            }
            SharePdu::Data(kind, reader.rest())
        }
        _ => SharePdu::Other("an unknown share control PDU"),
    }))
}

/// What the decoder of this program reads, and nothing about the computer that it runs on.
fn capabilities(width: u16, height: u16) -> Vec<CapabilitySet> {
    let no_cell = CacheDefinition {
        entries: 0,
        max_cell_size: 0,
    };
    let no_entry = CacheEntry {
        entries: 0,
        max_cell_size: 0,
    };
    vec![
        CapabilitySet::General(General {
            major_platform_type: MajorPlatformType::UNSPECIFIED,
            minor_platform_type: MinorPlatformType::UNSPECIFIED,
            protocol_version: PROTOCOL_VER,
            extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED
                | GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR
                | GeneralExtraFlags::LONG_CREDENTIALS_SUPPORTED
                | GeneralExtraFlags::ENC_SALTED_CHECKSUM,
            refresh_rect_support: false,
            suppress_output_support: false,
        }),
        CapabilitySet::Bitmap(Bitmap {
            pref_bits_per_pix: 32,
            desktop_width: width,
            desktop_height: height,
            desktop_resize_flag: true,
            drawing_flags: BitmapDrawingFlags::ALLOW_SKIP_ALPHA,
        }),
        CapabilitySet::Order(Order::new(
            OrderFlags::NEGOTIATE_ORDER_SUPPORT | OrderFlags::ZERO_BOUNDS_DELTAS_SUPPORT,
            OrderSupportExFlags::empty(),
            0,
            0,
        )),
        CapabilitySet::BitmapCache(BitmapCache { caches: [no_entry; 3] }),
        CapabilitySet::Pointer(Pointer {
            color_pointer_cache_size: pointers::CACHE_SIZE,
            pointer_cache_size: pointers::CACHE_SIZE,
        }),
        CapabilitySet::Input(Input {
            input_flags: InputFlags::SCANCODES
                | InputFlags::MOUSEX
                | InputFlags::FASTPATH_INPUT
                | InputFlags::UNICODE
                | InputFlags::FASTPATH_INPUT_2
                | InputFlags::TS_MOUSE_HWHEEL,
            keyboard_layout: connect::KEYBOARD_LAYOUT,
            keyboard_type: Some(KeyboardType::IBM_ENHANCED),
            keyboard_subtype: 0,
            keyboard_function_key: connect::FUNCTION_KEYS,
            keyboard_ime_filename: String::new(),
        }),
        CapabilitySet::Brush(Brush {
            support_level: SupportLevel::Default,
        }),
        CapabilitySet::GlyphCache(GlyphCache {
            glyph_cache: [no_cell; 10],
            frag_cache: no_cell,
            glyph_support_level: GlyphSupportLevel::None,
        }),
        CapabilitySet::OffscreenBitmapCache(OffscreenBitmapCache {
            is_supported: false,
            cache_size: 0,
            cache_entries: 0,
        }),
        CapabilitySet::VirtualChannel(VirtualChannel {
            flags: VirtualChannelFlags::NO_COMPRESSION,
            chunk_size: None,
        }),
        CapabilitySet::Sound(Sound {
            flags: SoundFlags::empty(),
        }),
        CapabilitySet::MultiFragmentUpdate(MultifragmentUpdate {
            max_request_size: u32::try_from(MAX_UPDATE).unwrap_or(u32::MAX),
        }),
        CapabilitySet::LargePointer(LargePointer {
            flags: LargePointerSupportFlags::UP_TO_96X96_PIXELS | LargePointerSupportFlags::UP_TO_384X384_PIXELS,
        }),
        CapabilitySet::SurfaceCommands(SurfaceCommands {
            flags: CmdFlags::SET_SURFACE_BITS | CmdFlags::STREAM_SURFACE_BITS | CmdFlags::FRAME_MARKER,
        }),
        CapabilitySet::BitmapCodecs(BitmapCodecs(vec![Codec {
            id: REMOTEFX_ID,
            property: CodecProperty::RemoteFx(RemoteFxContainer::ClientContainer(RfxClientCapsContainer {
                capture_flags: CaptureFlags::empty(),
                caps_data: RfxCaps(RfxCapset(vec![RfxICap {
                    flags: RfxICapFlags::empty(),
                    entropy_bits: EntropyBits::Rlgr3,
                }])),
            })),
        }])),
        CapabilitySet::FrameAcknowledge(FrameAcknowledge {
            max_unacknowledged_frame_count: UNACKNOWLEDGED_FRAMES,
        }),
    ]
}
