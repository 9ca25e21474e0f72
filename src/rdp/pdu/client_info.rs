//! The Client Info PDU as it is read ([MS-RDPBCGR] 2.2.1.11). The expert's end writes its own by `ironrdp-pdu`.

use zeroize::Zeroizing;

use super::reader::Reader;
use crate::rdp::error::{RdpError, Structure};

/// TS_INFO_PACKET, [MS-RDPBCGR] 2.2.1.11.1.1, as far as it matters here. The password field is not looked at.
pub(crate) struct ClientInfo {
    pub(crate) user_name: String,
    pub(crate) alternate_shell: Zeroizing<String>,
    pub(crate) working_dir: Zeroizing<String>,
}

impl ClientInfo {
    pub(crate) fn read(payload: &[u8]) -> Result<Self, RdpError> {
        const UNICODE: u32 = 0x0010;
        Reader::all(payload, Structure::ClientInfo, |reader| {
            reader.skip("CodePage", 4)?;
            let unicode = reader.u32()? & UNICODE != 0;
            let end = if unicode { 2 } else { 1 };
            let mut lengths = [0; 5];
            for length in &mut lengths {
                *length = usize::from(reader.u16()?).saturating_add(end);
            }
            let [domain, user_name, password, alternate_shell, working_dir] = lengths;
            reader.skip("Domain", domain)?;
            let user_name = text(reader.bytes(user_name)?, unicode);
            reader.skip("Password", password)?;
            let alternate_shell = Zeroizing::new(text(reader.bytes(alternate_shell)?, unicode));
            let working_dir = Zeroizing::new(text(reader.bytes(working_dir)?, unicode));
            // TS_EXTENDED_INFO_PACKET, to which each version added fields.
            reader.ignore_rest("[MS-RDPBCGR] 2.2.1.11.1.1.1");
            Ok(Self {
                user_name,
                alternate_shell,
                working_dir,
            })
        })
    }
}

/// A text up to its NUL. Without the UNICODE flag the code page is not known, and anything but ASCII is replaced.
fn text(bytes: &[u8], unicode: bool) -> String {
    let until_nul = |text: &str| text.split('\0').next().unwrap_or_default().to_owned();
    if unicode {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok())
            .map(u16::from_le_bytes);
        let text: Zeroizing<String> = Zeroizing::new(
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        );
        until_nul(&text)
    } else {
        let text: Zeroizing<String> = Zeroizing::new(
            bytes
                .iter()
                .map(|byte| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        char::REPLACEMENT_CHARACTER
                    }
                })
                .collect(),
        );
        until_nul(&text)
    }
}
