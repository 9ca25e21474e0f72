//! Licensing PDUs ([MS-RDPBCGR] 2.2.1.12): the one that the novice's end sends, and what the expert's end takes.

use super::reader::Reader;
use crate::rdp::error::{Incompatible, RdpError, Structure};

/// bMsgType, [MS-RDPELE] 2.2.2.
const LICENSE_REQUEST: u8 = 0x01;
const NEW_LICENSE: u8 = 0x03;
const UPGRADE_LICENSE: u8 = 0x04;
const ERROR_ALERT: u8 = 0xFF;
/// STATUS_VALID_CLIENT and ST_NO_TRANSITION, 2.2.1.12.1.3.
const VALID_CLIENT: u32 = 7;
const NO_TRANSITION: u32 = 2;

/// LICENSE_ERROR_MESSAGE with STATUS_VALID_CLIENT and ST_NO_TRANSITION ([MS-RDPBCGR] 2.2.1.12.1.3), from its preamble
/// on.
pub(crate) const STATUS_VALID_CLIENT: [u8; 16] = [ERROR_ALERT, 0x03, 16, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0];

/// Reads a licensing PDU ([MS-RDPBCGR] 2.2.1.12) without its security header. A novice asks for no licence: it says so
/// with an error message that reports no error.
pub(crate) fn read(body: &[u8]) -> Result<(), RdpError> {
    Reader::all(body, Structure::Licence, |reader| {
        let kind = reader.u8()?;
        reader.skip("flags, wMsgSize", 3)?;
        match kind {
            ERROR_ALERT => {
                let (code, transition) = (reader.u32()?, reader.u32()?);
                if (code, transition) != (VALID_CLIENT, NO_TRANSITION) {
                    return Err(Incompatible::LicensingFailed(code).into());
                }
                reader.skip("wBlobType", 2)?;
                let blob = reader.u16()?;
                reader.skip("bbErrorInfo", blob.into())
            }
            NEW_LICENSE | UPGRADE_LICENSE => {
                // An encrypted licence, which nobody here keeps.
                reader.rest();
                Ok(())
            }
            LICENSE_REQUEST => Err(Incompatible::LicenceRequired.into()),
            _ => Err(Structure::Licence.bad_value(kind).into()),
        }
    })
}
