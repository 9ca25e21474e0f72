//! A type 2 ticket for FreeRDP 2.11, written independently of the invitation room.

use aes::Aes128;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};

pub(crate) const PASSWORD: &str = "48BJQ853X3B4";
pub(crate) const ID: &str = "+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL";

pub(crate) fn ticket(port: u16) -> String {
    let string2 = format!(
        r#"<E><A KH="BNRjdu97DyczQSRuMRrDWoue+HA=" ID="{ID}"/><C><T ID="1" SID="0"><L P="{port}" N="127.0.0.1"/></T></C></E>"#
    );
    let lhticket = encrypt(&format!("{string2}\r\n"));
    format!(
        r#"<?xml version="1.0"?><UPLOADINFO TYPE="Escalated"><UPLOADDATA USERNAME="novice" LHTICKET="{lhticket}" RCTICKET="65538,1,127.0.0.1:{port},*,{ID},*,*,BNRjdu97DyczQSRuMRrDWoue+HA=" PassStub="WB^6HsrIaFmEpi" RCTICKETENCRYPTED="1" DtStart="1403972263" DtLength="14400" L="0"/></UPLOADINFO>"#
    )
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn encrypt(text: &str) -> String {
    let hash = Sha1::digest(utf16(PASSWORD));
    let mut padded = [0x36u8; 64];
    padded.iter_mut().zip(hash).for_each(|(to, from)| *to ^= from);
    let derived = Sha1::digest(padded);
    let cipher = cbc::Encryptor::<Aes128>::new_from_slices(&derived[..16], &[0; 16]).unwrap();
    let encrypted = cipher.encrypt_padded_vec::<Pkcs7>(&utf16(text));
    encrypted.iter().map(|byte| format!("{byte:02X}")).collect()
}
