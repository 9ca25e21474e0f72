//! Tickets, connection strings, and the encrypted part of a ticket.

use std::collections::HashSet;
use std::sync::OnceLock;

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use lifeline::invitation::{
    Address, ExpertBlob, MAX_ADDRESSES, NewTicket, OpenedTicket, PassStub, Password, Ticket, TicketKind, clean_name,
    expert_blob,
};
use sha1::{Digest, Sha1};

const NOW: u64 = 1_700_000_000;

fn password() -> &'static Password {
    static PASSWORD: OnceLock<Password> = OnceLock::new();
    PASSWORD.get_or_init(|| Password::from_typed("ABCD EFGH JKLM"))
}

/// A file as somebody may send it.
pub fn ticket(input: &[u8]) {
    let Ok(ticket) = Ticket::read(input) else { return };
    if let Ok(opened) = ticket.open(password(), NOW) {
        check(&ticket, &opened);
        assert!(ticket.expires.is_none_or(|expires| expires > NOW));
    }
    if let Some(expires) = ticket.expires {
        assert!(
            ticket.open(password(), expires).is_err(),
            "it opens when it has expired"
        );
    }
}

fn check(ticket: &Ticket, opened: &OpenedTicket) {
    assert_eq!(ticket.kind, opened.kind);
    assert!((1..=MAX_ADDRESSES).contains(&opened.addresses.len()));
    let different: HashSet<_> = opened.addresses.iter().collect();
    assert_eq!(different.len(), opened.addresses.len(), "an address stands twice");
    for address in &opened.addresses {
        assert_eq!(Address::new(&address.host, address.port).as_ref(), Some(address));
    }
    assert!(
        opened.pins.is_none() || opened.kind == TicketKind::Type2,
        "pins that nobody encrypted"
    );
    if let Some(pins) = &opened.pins {
        // What was read is written, and read again as it was.
        let again = NewTicket {
            user_name: opened.user_name.clone(),
            id: opened.id.clone(),
            pass_stub: PassStub::from_ticket("0123456789abcd").unwrap(),
            pins: pins.clone(),
            addresses: opened.addresses.clone(),
            start: NOW,
            minutes: 1,
            encrypted_only: true,
        };
        let again = Ticket::read(again.write(password()).as_bytes()).unwrap();
        let again = again.open(password(), NOW).unwrap();
        assert_eq!(again.id.as_str(), opened.id.as_str());
        assert_eq!(again.pins, opened.pins);
        assert_eq!(again.addresses, opened.addresses);
    }
    let Some(proof) = opened.encrypted_pass_stub() else {
        return;
    };
    let blob = ExpertBlob::parse(&expert_blob(&opened.user_name, &proof, Some(&[7; 32]))).unwrap();
    assert_eq!(blob.name, clean_name(&opened.user_name));
    assert_eq!(*blob.pass.to_hex(), *proof.to_hex());
    assert_eq!(blob.proof, Some([7; 32]));
}

/// The text is tried as connection string 1 of a type 1 ticket, as a bare connection string 2, as the decrypted text of
/// a ticket, and as an expert's blob.
pub fn connection_strings(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    ticket(format!("<UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA USERNAME=\"Ann\" RCTICKET=\"{escaped}\" RCTICKETENCRYPTED=\"1\" PassStub=\"0123456789abcd\"/></UPLOADINFO>").as_bytes());
    ticket(format!("<E>{text}</E>").as_bytes());
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    open_encrypted(&encrypt(&units));
    if let Ok(blob) = ExpertBlob::parse(&text) {
        assert_eq!(blob.name, clean_name(&blob.name));
        let again = ExpertBlob::parse(&expert_blob(&blob.name, &blob.pass, blob.proof.as_ref())).unwrap();
        assert_eq!((&again.name, again.proof), (&blob.name, blob.proof));
    }
    let name = clean_name(&text);
    assert!(name.chars().count() <= 64 && !name.chars().any(char::is_control));
    assert_eq!(clean_name(&name), name);
}

/// The first byte chooses: LHTICKET as it stands (0), or its text before it is encrypted, which need be no text.
pub fn lhticket(input: &[u8]) {
    match input.split_first() {
        Some((0, cipher)) => open_encrypted(cipher),
        Some((_, plain)) => open_encrypted(&encrypt(plain)),
        None => {}
    }
}

fn open_encrypted(cipher: &[u8]) {
    let hex: String = cipher.iter().map(|byte| format!("{byte:02X}")).collect();
    ticket(format!("<UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA USERNAME=\"Ann\" LHTICKET=\"{hex}\" PassStub=\"0123456789abcd\" RCTICKETENCRYPTED=\"1\"/></UPLOADINFO>").as_bytes());
}

/// LHTICKET of a text under the password of all oracles ([MS-RAI] 6, note 20).
fn encrypt(plain: &[u8]) -> Vec<u8> {
    let utf16: Vec<u8> = "ABCDEFGHJKLM".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hash = Sha1::digest(utf16);
    let mut inner = [0x36u8; 64];
    inner.iter_mut().zip(hash).for_each(|(pad, byte)| *pad ^= byte);
    let key: [u8; 16] = Sha1::digest(inner)[..16].try_into().unwrap();
    cbc::Encryptor::<Aes128>::new((&key).into(), (&[0u8; 16]).into()).encrypt_padded_vec::<Pkcs7>(plain)
}
