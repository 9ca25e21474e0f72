//! Capabilities: the fixed list that the novice's end sends, and what matters of a client's list ([MS-RDPBCGR] 2.2.1.13, 2.2.7).
//!
//! The list bears no fact of this host: the desktop's size is the client's own wish, or one that the novice has allowed.

use crate::rdp::error::Structure;
use ironrdp_core::encode_vec;
use ironrdp_pdu::rdp::capability_sets::{
    Bitmap, BitmapDrawingFlags, CapabilitySet, DemandActive, General, GeneralExtraFlags, Input, InputFlags,
    LargePointer, LargePointerSupportFlags, MajorPlatformType, MinorPlatformType, MultifragmentUpdate, Order,
    OrderFlags, OrderSupportExFlags, PROTOCOL_VER, Pointer, ServerDemandActive, VirtualChannel, VirtualChannelFlags,
};

use super::wire::{SERVER_CHANNEL, share_control, share_type};
use crate::rdp::RdpError;
use crate::rdp::frame::Reader;

/// What is announced for reassembly of fragmented updates, bytes; clients answer with their own limit.
const ANNOUNCED_MULTIFRAGMENT: u32 = 8 * 1024 * 1024;
/// No update is made longer than this, whatever a client announces: it is sealed and queued as one, and a withdrawn view waits for it.
const MAX_MULTIFRAGMENT: u32 = 4 * 1024 * 1024;
/// Of the pointer cache only one place is used; clients want a number that is not 0.
const POINTER_CACHE: u16 = 25;

const GENERAL: u16 = 0x01;
const BITMAP: u16 = 0x02;
const POINTER: u16 = 0x08;
const MULTIFRAGMENT_UPDATE: u16 = 0x1A;
const LARGE_POINTER: u16 = 0x1B;
const SURFACE_COMMANDS: u16 = 0x1C;

/// What a client's Confirm Active says, as far as the novice's end goes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Confirmed {
    /// The longest reassembled update, bytes; 0 if it takes no fragments.
    pub(crate) multifragment: u32,
    /// Width and height that a pointer may have.
    pub(crate) largest_pointer: u16,
    /// It takes pointers of other depths than 24.
    pub(crate) new_pointers: bool,
    /// Compressed bitmaps go without their 8-byte header.
    pub(crate) no_compression_header: bool,
    /// RDP 6 planar bitmaps may come without alpha plane.
    pub(crate) skip_alpha: bool,
    pub(crate) surface_commands: bool,
}

/// Demand Active with this desktop size, 2.2.1.13.1.
pub(super) fn demand_active(
    share_id: u32,
    width: u16,
    height: u16,
    bits_per_pixel: u8,
    chunk: usize,
) -> Result<Vec<u8>, RdpError> {
    let sets = vec![
        CapabilitySet::Share(vec![
            SERVER_CHANNEL.to_le_bytes()[0],
            SERVER_CHANNEL.to_le_bytes()[1],
            0,
            0,
        ]),
        CapabilitySet::General(General {
            major_platform_type: MajorPlatformType::UNSPECIFIED,
            minor_platform_type: MinorPlatformType::UNSPECIFIED,
            protocol_version: PROTOCOL_VER,
            extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED
                | GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR
                | GeneralExtraFlags::ENC_SALTED_CHECKSUM,
            refresh_rect_support: true,
            suppress_output_support: true,
        }),
        CapabilitySet::VirtualChannel(VirtualChannel {
            flags: VirtualChannelFlags::NO_COMPRESSION,
            chunk_size: u32::try_from(chunk).ok(),
        }),
        CapabilitySet::Bitmap(Bitmap {
            pref_bits_per_pix: u16::from(bits_per_pixel),
            desktop_width: width,
            desktop_height: height,
            desktop_resize_flag: true,
            drawing_flags: BitmapDrawingFlags::ALLOW_SKIP_ALPHA,
        }),
        // No order is supported: the two flags are those that must be set.
        CapabilitySet::Order(Order::new(
            OrderFlags::NEGOTIATE_ORDER_SUPPORT | OrderFlags::ZERO_BOUNDS_DELTAS_SUPPORT,
            OrderSupportExFlags::empty(),
            0,
            0,
        )),
        CapabilitySet::Pointer(Pointer {
            color_pointer_cache_size: POINTER_CACHE,
            pointer_cache_size: POINTER_CACHE,
        }),
        CapabilitySet::Input(Input {
            input_flags: InputFlags::SCANCODES
                | InputFlags::MOUSEX
                | InputFlags::UNICODE
                | InputFlags::FASTPATH_INPUT
                | InputFlags::FASTPATH_INPUT_2
                | InputFlags::TS_MOUSE_HWHEEL,
            keyboard_layout: 0,
            keyboard_type: None,
            keyboard_subtype: 0,
            keyboard_function_key: 0,
            keyboard_ime_filename: String::new(),
        }),
        CapabilitySet::MultiFragmentUpdate(MultifragmentUpdate {
            max_request_size: ANNOUNCED_MULTIFRAGMENT,
        }),
        CapabilitySet::LargePointer(LargePointer {
            flags: LargePointerSupportFlags::UP_TO_96X96_PIXELS,
        }),
    ];
    let demand = ServerDemandActive {
        pdu: DemandActive {
            source_descriptor: "RDP".to_owned(),
            capability_sets: sets,
        },
    };
    let body = encode_vec(&demand).map_err(|error| RdpError::Unsendable(error.to_string()))?;
    share_control(share_type::DEMAND_ACTIVE, share_id, &body)
}

/// Confirm Active from behind its share control header, 2.2.1.13.2. Unknown capability sets are passed over.
pub(super) fn confirm_active(body: &[u8]) -> Result<Confirmed, RdpError> {
    let mut reader = Reader::new(body, Structure::ConfirmActive);
    reader.skip(6)?;
    let descriptor = usize::from(reader.u16()?);
    reader.skip(2)?;
    reader.skip(descriptor)?;
    let count = reader.u16()?;
    reader.skip(2)?;

    let mut fast_path_output = false;
    let mut confirmed = Confirmed {
        multifragment: 0,
        largest_pointer: 32,
        new_pointers: false,
        no_compression_header: false,
        skip_alpha: false,
        surface_commands: false,
    };
    for _ in 0..count {
        let kind = reader.u16()?;
        let length = usize::from(reader.u16()?);
        let length = length
            .checked_sub(4)
            .ok_or(Structure::CapabilitySet.bad_length(length))?;
        let mut set = reader.part(length)?;
        match kind {
            GENERAL => {
                set.skip(10)?;
                let extra = GeneralExtraFlags::from_bits_retain(set.u16()?);
                fast_path_output = extra.contains(GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED);
                confirmed.no_compression_header = extra.contains(GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR);
            }
            BITMAP => {
                set.skip(19)?;
                let flags = BitmapDrawingFlags::from_bits_retain(set.u8()?);
                confirmed.skip_alpha = flags.contains(BitmapDrawingFlags::ALLOW_SKIP_ALPHA);
            }
            POINTER => {
                set.skip(4)?;
                // Absent in the oldest clients, which then take colour pointers only.
                confirmed.new_pointers = set.u16().is_ok_and(|places| places > 0);
            }
            MULTIFRAGMENT_UPDATE => confirmed.multifragment = set.u32()?.min(MAX_MULTIFRAGMENT),
            LARGE_POINTER => {
                let flags = LargePointerSupportFlags::from_bits_retain(set.u16()?);
                if flags.contains(LargePointerSupportFlags::UP_TO_96X96_PIXELS) {
                    confirmed.largest_pointer = 96;
                }
            }
            SURFACE_COMMANDS => confirmed.surface_commands = set.u32()? != 0,
            _ => {}
        }
    }
    if !fast_path_output {
        return Err(RdpError::Incompatible("it does not take fast-path updates".into()));
    }
    Ok(confirmed)
}
