//! TPKT and the X.224 data unit around every slow-path PDU (RFC 1006, X.224 13.7).

use super::reader::Reader;
use crate::rdp::error::{Misbehaved, RdpError, Structure};

/// LI, DT, end of TSDU.
const X224_DATA: [u8; 3] = [0x02, 0xF0, 0x80];

/// The content of an X.224 data unit.
pub(crate) fn x224_data(frame: &[u8]) -> Result<&[u8], RdpError> {
    Reader::all(frame, Structure::X224Data, |reader| {
        let [version, _reserved] = reader.array()?;
        if version != 3 || usize::from(reader.u16_be()?) != frame.len() {
            return Err(Structure::Frame.bad_length(frame.len()).into());
        }
        if reader.array()? != X224_DATA {
            return Err(Misbehaved::Expected(Structure::X224Data).into());
        }
        Ok(reader.rest())
    })
}

/// Writes an X.224 data unit around what `content` appends. On an error `out` is as it was.
pub(crate) fn x224_unit(
    out: &mut Vec<u8>,
    content: impl FnOnce(&mut Vec<u8>) -> Result<(), RdpError>,
) -> Result<(), RdpError> {
    let start = out.len();
    out.extend_from_slice(&[3, 0, 0, 0]);
    out.extend_from_slice(&X224_DATA);
    if let Err(error) = content(out) {
        out.truncate(start);
        return Err(error);
    }
    let length = out.len() - start;
    match (u16::try_from(length), out.get_mut(start + 2..start + 4)) {
        (Ok(length), Some(field)) => {
            field.copy_from_slice(&length.to_be_bytes());
            Ok(())
        }
        _ => {
            out.truncate(start);
            Err(Structure::Frame.too_long(length).into())
        }
    }
}
