//! The expert's half of the capabilities exchange and of connection finalization ([MS-RDPBCGR] 1.3.1.1, 2.2.1.13–22),
//! for the first activation as for each later one.

use ironrdp_core::encode_vec;
use ironrdp_pdu::gcc::KeyboardType;
use ironrdp_pdu::rdp::capability_sets::{
    BitmapCache, BitmapCodecs, Brush, CacheDefinition, CacheEntry, CapabilitySet, CaptureFlags, ClientConfirmActive,
    CmdFlags, Codec, CodecProperty, DemandActive as IronDemandActive, EntropyBits, FrameAcknowledge, GeneralExtraFlags,
    GlyphCache, GlyphSupportLevel, Input, LargePointer, LargePointerSupportFlags, MultifragmentUpdate,
    OffscreenBitmapCache, Pointer, RemoteFxContainer, RfxCaps, RfxCapset, RfxClientCapsContainer, RfxICap,
    RfxICapFlags, Sound, SoundFlags, SupportLevel, SurfaceCommands, VirtualChannel, VirtualChannelFlags,
};

use crate::rdp::error::{RdpError, Structure};
use crate::rdp::expert::framebuffer;
use crate::rdp::expert::pointers;
use crate::rdp::pdu::capabilities::{DemandActive, bitmap, general, input_flags, no_orders};
use crate::rdp::pdu::finalization::{self, action};
use crate::rdp::pdu::mcs::SERVER_CHANNEL;
use crate::rdp::pdu::share::{control_type, data_type, share_control, share_data};

/// The longest update that may come in fragments. A whole 4K picture in RemoteFX or planar stays below.
pub(super) const MAX_UPDATE: usize = 16 * 1024 * 1024;
/// Frames that the server may send ahead of our acknowledgement; more only adds delay.
const UNACKNOWLEDGED_FRAMES: u32 = 2;
/// US English; the real layout of this computer says where its user comes from. Keys travel as scancodes or Unicode.
pub(super) const KEYBOARD_LAYOUT: u32 = 0x0409;
pub(super) const FUNCTION_KEYS: u32 = 12;
/// The number under which surface commands name RemoteFX; the client chooses it in its Bitmap Codecs capability.
pub(super) const REMOTEFX_ID: u8 = 3;

/// Reads a Demand Active from its share id on; a desktop that nobody has is refused.
pub(super) fn demand_active(body: &[u8]) -> Result<DemandActive, RdpError> {
    let demand = DemandActive::read(body)?;
    framebuffer::check_size(demand.width, demand.height)?;
    Ok(demand)
}

/// Confirm Active, Synchronize, Control (Cooperate), Control (Request Control) and Font List, each as the user data of
/// one Send Data Request on the I/O channel.
pub(super) fn answers(demand: &DemandActive, user: u16) -> Result<Vec<Vec<u8>>, RdpError> {
    let confirm = encode_vec(&ClientConfirmActive {
        originator_id: SERVER_CHANNEL,
        pdu: IronDemandActive {
            source_descriptor: "RDP".to_owned(),
            capability_sets: capabilities(demand.width, demand.height),
        },
    })
    .map_err(Structure::ConfirmActive.unencodable())?;
    let data = |kind, body: &[u8]| share_data(kind, user, demand.share_id, body);
    let control = |action| data(data_type::CONTROL, &finalization::control(action, 0, 0));
    Ok(vec![
        share_control(control_type::CONFIRM_ACTIVE, user, demand.share_id, &confirm)?,
        data(data_type::SYNCHRONIZE, &finalization::synchronize(SERVER_CHANNEL))?,
        control(action::COOPERATE)?,
        control(action::REQUEST_CONTROL)?,
        data(data_type::FONT_LIST, &finalization::FONT_LIST)?,
    ])
}

/// What the decoder of this program reads, and nothing about the computer that it runs on: a table, one set after the other.
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
        general(GeneralExtraFlags::LONG_CREDENTIALS_SUPPORTED, false),
        bitmap(width, height, 32),
        no_orders(),
        CapabilitySet::BitmapCache(BitmapCache { caches: [no_entry; 3] }),
        CapabilitySet::Pointer(Pointer {
            color_pointer_cache_size: pointers::CACHE_SIZE,
            pointer_cache_size: pointers::CACHE_SIZE,
        }),
        CapabilitySet::Input(Input {
            input_flags: input_flags(),
            keyboard_layout: KEYBOARD_LAYOUT,
            keyboard_type: Some(KeyboardType::IBM_ENHANCED),
            keyboard_subtype: 0,
            keyboard_function_key: FUNCTION_KEYS,
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
