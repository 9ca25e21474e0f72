//! The bodies of the share data PDUs that finalize an activation ([MS-RDPBCGR] 2.2.1.14 to 2.2.1.22), and of the small
//! ones that come later.

use super::reader::Reader;
use crate::rdp::error::{RdpError, Structure};
use crate::vocabulary::Rect;

/// action, [MS-RDPBCGR] 2.2.1.15.1.
pub(crate) mod action {
    pub(crate) const REQUEST_CONTROL: u16 = 1;
    pub(crate) const GRANTED_CONTROL: u16 = 2;
    pub(crate) const COOPERATE: u16 = 4;
}

/// TS_SYNCHRONIZE_PDU, 2.2.1.14.1.
pub(crate) fn synchronize(target_user: u16) -> [u8; 4] {
    let [low, high] = target_user.to_le_bytes();
    [1, 0, low, high]
}

/// Reads TS_SYNCHRONIZE_PDU, which says nothing that matters.
pub(crate) fn read_synchronize(body: &[u8]) -> Result<(), RdpError> {
    Reader::all(body, Structure::Synchronize, |reader| {
        reader.skip("messageType, targetUser", 4)
    })
}

/// TS_CONTROL_PDU, 2.2.1.15.1.
pub(crate) fn control(action: u16, grant: u16, control: u32) -> Vec<u8> {
    [&action.to_le_bytes()[..], &grant.to_le_bytes(), &control.to_le_bytes()].concat()
}

/// The action of a TS_CONTROL_PDU.
pub(crate) fn read_control(body: &[u8]) -> Result<u16, RdpError> {
    Reader::all(body, Structure::Control, |reader| {
        let action = reader.u16()?;
        reader.skip("grantId, controlId", 6)?;
        Ok(action)
    })
}

/// TS_FONT_LIST_PDU, 2.2.1.18.1: no fonts, first and last of its sequence, entries of 50 bytes.
pub(crate) const FONT_LIST: [u8; 8] = [0, 0, 0, 0, 3, 0, 50, 0];

/// TS_FONT_MAP_PDU, 2.2.1.22.1: no entries, first and last of its sequence, entries of 4 bytes.
pub(crate) const FONT_MAP: [u8; 8] = [0, 0, 0, 0, 3, 0, 4, 0];

/// Reads TS_FONT_LIST_PDU or TS_FONT_MAP_PDU. Only that it came matters; its fields are not used.
pub(crate) fn read_fonts(body: &[u8]) -> Result<(), RdpError> {
    Reader::all(body, Structure::Fonts, |reader| {
        reader.skip("numberFonts, totalNumFonts, listFlags, entrySize", 8)
    })
}

/// TS_SET_ERROR_INFO_PDU, 2.2.5.1.1: its code.
pub(crate) fn read_error_info(body: &[u8]) -> Result<u32, RdpError> {
    Reader::all(body, Structure::ErrorInfo, Reader::u32)
}

/// TS_SUPPRESS_OUTPUT_PDU, 2.2.11.3.1: whether updates are wanted. The rectangle stands there only if they are.
pub(crate) fn read_suppress_output(body: &[u8]) -> Result<bool, RdpError> {
    Reader::all(body, Structure::SuppressOutput, |reader| {
        let wanted = reader.u8()? != 0;
        reader.skip("pad3Octets", 3)?;
        reader.optional(|reader| reader.skip("desktopRect", 8))?;
        Ok(wanted)
    })
}

/// TS_REFRESH_RECT_PDU, 2.2.11.2: at most 255 areas; empty ones are left out.
pub(crate) fn read_refresh_rect(body: &[u8]) -> Result<Vec<Rect>, RdpError> {
    Reader::all(body, Structure::RefreshRect, |reader| {
        let count = reader.u8()?;
        reader.skip("pad3Octets", 3)?;
        let mut areas = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            // The wire names the last column and row.
            let [left, top, right, bottom] = [reader.u16()?, reader.u16()?, reader.u16()?, reader.u16()?];
            if let (Some(width), Some(height)) = (right.checked_sub(left), bottom.checked_sub(top)) {
                areas.push(Rect::new(left, top, width.saturating_add(1), height.saturating_add(1)));
            }
        }
        Ok(areas)
    })
}

/// TS_REFRESH_RECT_PDU with one area, the whole of a desktop, whose sides are not 0.
pub(crate) fn refresh_rect(width: u16, height: u16) -> Vec<u8> {
    let corners = [0, 0, width.saturating_sub(1), height.saturating_sub(1)].map(u16::to_le_bytes);
    [&[1, 0, 0, 0][..], corners.as_flattened()].concat()
}

/// TS_FRAME_ACKNOWLEDGE_PDU, [MS-RDPRFX] 2.2.3.1: the frame.
pub(crate) fn read_frame_acknowledge(body: &[u8]) -> Result<u32, RdpError> {
    Reader::all(body, Structure::FrameAcknowledge, Reader::u32)
}
