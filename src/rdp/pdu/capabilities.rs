//! Demand Active and Confirm Active as they are read ([MS-RDPBCGR] 2.2.1.13.1, 2.2.1.13.2): their fields, and the
//! capability sets that either role uses (2.2.7). Unknown sets are passed over, and so are further bytes of known ones.
//! Also what both roles send alike of them.

use ironrdp_pdu::rdp::capability_sets::{
    self, BitmapDrawingFlags, CapabilitySet, GeneralExtraFlags, InputFlags, LargePointerSupportFlags,
    MajorPlatformType, MinorPlatformType, Order, OrderFlags, OrderSupportExFlags, PROTOCOL_VER,
};

use super::reader::Reader;
use crate::rdp::error::{Misbehaved, RdpError, Structure};

/// Nobody knows more kinds of capability sets than the specification, 30.
const MAX_CAPABILITY_SETS: u16 = 64;

/// capabilitySetType, 2.2.1.13.1.1.1.
mod set_type {
    pub(super) const GENERAL: u16 = 0x01;
    pub(super) const BITMAP: u16 = 0x02;
    pub(super) const POINTER: u16 = 0x08;
    pub(super) const MULTIFRAGMENT_UPDATE: u16 = 0x1A;
    pub(super) const LARGE_POINTER: u16 = 0x1B;
    pub(super) const SURFACE_COMMANDS: u16 = 0x1C;
}

/// What both roles can do, and what only one of them can (`more`); `on_wish`: pictures are sent again, or for a while
/// not, as the other end wishes. Nothing is said of this computer.
pub(crate) fn general(more: GeneralExtraFlags, on_wish: bool) -> CapabilitySet {
    CapabilitySet::General(capability_sets::General {
        major_platform_type: MajorPlatformType::UNSPECIFIED,
        minor_platform_type: MinorPlatformType::UNSPECIFIED,
        protocol_version: PROTOCOL_VER,
        extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED
            | GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR
            | GeneralExtraFlags::ENC_SALTED_CHECKSUM
            | more,
        refresh_rect_support: on_wish,
        suppress_output_support: on_wish,
    })
}

/// The kinds of input that are sent, and read.
pub(crate) fn input_flags() -> InputFlags {
    InputFlags::SCANCODES
        | InputFlags::MOUSEX
        | InputFlags::UNICODE
        | InputFlags::FASTPATH_INPUT
        | InputFlags::FASTPATH_INPUT_2
        | InputFlags::TS_MOUSE_HWHEEL
}

/// The size of the desktop, which may change later, and its colours.
pub(crate) fn bitmap(width: u16, height: u16, bits_per_pixel: u16) -> CapabilitySet {
    CapabilitySet::Bitmap(capability_sets::Bitmap {
        pref_bits_per_pix: bits_per_pixel,
        desktop_width: width,
        desktop_height: height,
        desktop_resize_flag: true,
        drawing_flags: BitmapDrawingFlags::ALLOW_SKIP_ALPHA,
    })
}

/// No drawing order is supported. The two flags are those that must be set all the same.
pub(crate) fn no_orders() -> CapabilitySet {
    let flags = OrderFlags::NEGOTIATE_ORDER_SUPPORT | OrderFlags::ZERO_BOUNDS_DELTAS_SUPPORT;
    CapabilitySet::Order(Order::new(flags, OrderSupportExFlags::empty(), 0, 0))
}

/// What a server's Demand Active says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DemandActive {
    pub(crate) share_id: u32,
    pub(crate) width: u16,
    pub(crate) height: u16,
    /// The server answers Refresh Rect PDUs.
    pub(crate) refreshes: bool,
}

impl DemandActive {
    /// Reads it from the share id on.
    pub(crate) fn read(body: &[u8]) -> Result<Self, RdpError> {
        Reader::all(body, Structure::DemandActive, |reader| {
            let share_id = reader.u32()?;
            let sets = Sets::read(reader)?;
            // Some servers leave it out.
            reader.optional(|reader| reader.skip("sessionId", 4))?;
            let bitmap = sets.bitmap.ok_or(Misbehaved::Missing(Structure::BitmapCapabilitySet))?;
            Ok(Self {
                share_id,
                width: bitmap.width,
                height: bitmap.height,
                refreshes: sets.general.is_some_and(|general| general.refresh_rect),
            })
        })
    }
}

/// What a client's Confirm Active says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConfirmActive {
    pub(crate) share_id: u32,
    pub(crate) fast_path_output: bool,
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

impl ConfirmActive {
    /// Reads it from the share id on.
    pub(crate) fn read(body: &[u8]) -> Result<Self, RdpError> {
        Reader::all(body, Structure::ConfirmActive, |reader| {
            let share_id = reader.u32()?;
            reader.skip("originatorId", 2)?;
            let sets = Sets::read(reader)?;
            let extra = sets.general.map_or(GeneralExtraFlags::empty(), |general| general.extra);
            Ok(Self {
                share_id,
                fast_path_output: extra.contains(GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED),
                multifragment: sets.multifragment,
                largest_pointer: if sets.large_pointers { 96 } else { 32 },
                new_pointers: sets.new_pointers,
                no_compression_header: extra.contains(GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR),
                skip_alpha: sets.bitmap.is_some_and(|bitmap| bitmap.skip_alpha),
                surface_commands: sets.surface_commands,
            })
        })
    }
}

/// TS_GENERAL_CAPABILITYSET, 2.2.7.1.1.
#[derive(Debug, Clone, Copy)]
struct General {
    extra: GeneralExtraFlags,
    refresh_rect: bool,
}

/// TS_BITMAP_CAPABILITYSET, 2.2.7.1.2.
#[derive(Debug, Clone, Copy)]
struct Bitmap {
    width: u16,
    height: u16,
    skip_alpha: bool,
}

/// The sets of one PDU, as far as either role goes by them.
#[derive(Debug, Default)]
struct Sets {
    general: Option<General>,
    bitmap: Option<Bitmap>,
    new_pointers: bool,
    large_pointers: bool,
    multifragment: u32,
    surface_commands: bool,
}

impl Sets {
    /// The source descriptor and the sets, which stand in both PDUs alike.
    fn read(reader: &mut Reader<'_>) -> Result<Self, RdpError> {
        let descriptor = reader.u16()?;
        reader.skip("lengthCombinedCapabilities", 2)?;
        reader.skip("sourceDescriptor", descriptor.into())?;
        let count = reader.u16()?;
        reader.skip("pad2Octets", 2)?;
        if count > MAX_CAPABILITY_SETS {
            return Err(Structure::CapabilitySet.too_many(MAX_CAPABILITY_SETS.into()).into());
        }
        let mut sets = Self::default();
        for _ in 0..count {
            let kind = reader.u16()?;
            let length = usize::from(reader.u16()?);
            let body = length
                .checked_sub(4)
                .ok_or(Structure::CapabilitySet.bad_length(length))?;
            reader.part(body, Structure::CapabilitySet, |set| {
                sets.set(kind, set)?;
                set.ignore_rest("[MS-RDPBCGR] 2.2.1.13.1.1.1");
                Ok(())
            })?;
        }
        Ok(sets)
    }

    fn set(&mut self, kind: u16, set: &mut Reader<'_>) -> Result<(), RdpError> {
        match kind {
            set_type::GENERAL => {
                set.skip("osMajorType, osMinorType, protocolVersion, pad2octetsA", 8)?;
                set.skip("generalCompressionTypes", 2)?;
                let extra = GeneralExtraFlags::from_bits_retain(set.u16()?);
                set.skip("updateCapabilityFlag, remoteUnshareFlag", 4)?;
                set.skip("generalCompressionLevel", 2)?;
                let refresh_rect = set.u8()? != 0;
                self.general = Some(General { extra, refresh_rect });
            }
            set_type::BITMAP => {
                set.skip("preferredBitsPerPixel", 2)?;
                set.skip("receive1BitPerPixel, receive4BitsPerPixel, receive8BitsPerPixel", 6)?;
                let (width, height) = (set.u16()?, set.u16()?);
                set.skip("pad2octets, desktopResizeFlag, bitmapCompressionFlag", 6)?;
                set.skip("highColorFlags", 1)?;
                let flags = BitmapDrawingFlags::from_bits_retain(set.u8()?);
                self.bitmap = Some(Bitmap {
                    width,
                    height,
                    skip_alpha: flags.contains(BitmapDrawingFlags::ALLOW_SKIP_ALPHA),
                });
            }
            set_type::POINTER => {
                set.skip("colorPointerFlag, colorPointerCacheSize", 4)?;
                // Absent in the oldest clients, which then take colour pointers only.
                self.new_pointers = set.optional(Reader::u16)?.is_some_and(|places| places > 0);
            }
            set_type::MULTIFRAGMENT_UPDATE => self.multifragment = set.u32()?,
            set_type::LARGE_POINTER => {
                let flags = LargePointerSupportFlags::from_bits_retain(set.u16()?);
                self.large_pointers = flags.contains(LargePointerSupportFlags::UP_TO_96X96_PIXELS);
            }
            set_type::SURFACE_COMMANDS => self.surface_commands = set.u32()? != 0,
            _ => {}
        }
        Ok(())
    }
}
