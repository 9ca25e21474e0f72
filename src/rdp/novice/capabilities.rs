//! Capabilities: the fixed list that the novice's end sends, and the bounds of a client's list ([MS-RDPBCGR] 2.2.1.13,
//! 2.2.7).
//!
//! The list bears no fact of this host: the desktop's size is the client's own wish, or one that the novice has
//! allowed.

use ironrdp_core::encode_vec;
use ironrdp_pdu::rdp::capability_sets::{
    CapabilitySet, DemandActive, GeneralExtraFlags, Input, LargePointer, LargePointerSupportFlags, MultifragmentUpdate,
    Pointer, ServerDemandActive, VirtualChannel, VirtualChannelFlags,
};

use crate::rdp::error::{Incompatible, RdpError, Structure};
use crate::rdp::pdu::capabilities::{ConfirmActive, bitmap, general, input_flags, no_orders};
use crate::rdp::pdu::mcs::SERVER_CHANNEL;
use crate::rdp::pdu::share::{control_type, share_control};

/// What is announced for reassembly of fragmented updates, bytes; clients answer with their own limit.
const ANNOUNCED_MULTIFRAGMENT: u32 = 8 * 1024 * 1024;
/// No update is made longer than this, whatever a client announces: it is sealed and queued as one, and a withdrawn
/// view waits for it.
const MAX_MULTIFRAGMENT: u32 = 4 * 1024 * 1024;
/// Of the pointer cache only one place is used; clients want a number that is not 0.
const POINTER_CACHE: u16 = 25;

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
        general(GeneralExtraFlags::empty(), true),
        CapabilitySet::VirtualChannel(VirtualChannel {
            flags: VirtualChannelFlags::NO_COMPRESSION,
            chunk_size: u32::try_from(chunk).ok(),
        }),
        bitmap(width, height, u16::from(bits_per_pixel)),
        no_orders(),
        CapabilitySet::Pointer(Pointer {
            color_pointer_cache_size: POINTER_CACHE,
            pointer_cache_size: POINTER_CACHE,
        }),
        CapabilitySet::Input(Input {
            input_flags: input_flags(),
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
    let body = encode_vec(&demand).map_err(Structure::DemandActive.unencodable())?;
    share_control(control_type::DEMAND_ACTIVE, SERVER_CHANNEL, share_id, &body)
}

/// Confirm Active from behind its share control header, 2.2.1.13.2: refused without fast-path updates, and within our
/// own bounds.
pub(super) fn confirm_active(body: &[u8]) -> Result<ConfirmActive, RdpError> {
    let confirmed = ConfirmActive::read(body)?;
    if !confirmed.fast_path_output {
        return Err(Incompatible::NoFastPath.into());
    }
    Ok(ConfirmActive {
        multifragment: confirmed.multifragment.min(MAX_MULTIFRAGMENT),
        ..confirmed
    })
}
