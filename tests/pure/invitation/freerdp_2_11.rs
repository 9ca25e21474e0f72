//! The rules by which FreeRDP 2.11 finds things in a ticket (`libfreerdp/common/assistance.c` of 2.11.7), restated, and
//! each of its traps tried on the tickets that we write.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use lifeline::invitation::{Address, PassStub, Password, TicketId};
use sha1::{Digest, Sha1};

use super::{new_ticket, password};

/// What 2.11 takes from a ticket.
#[derive(Debug)]
struct Found {
    user_name: String,
    id: String,
    kh: String,
    pass_stub: String,
    addresses: Vec<(String, u16)>,
}

/// The value of the first `NAME="…"` after the beginning; no entity is decoded.
pub(crate) fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("{name}=\""))?;
    Some(after.split_once('"')?.0.to_owned())
}

/// Opens a file as 2.11 does; `None` where it refuses it.
fn open(file: &str, password: &Password) -> Option<Found> {
    let (_, info) = file.split_once("UPLOADINFO")?;
    info.contains("TYPE=\"").then_some(())?;
    file.contains("UPLOADDATA").then_some(())?;
    let string2 = decrypt(&attribute(file, "LHTICKET")?, password.expose())?;
    let (id, kh, addresses) = string2_rules(&string2)?;
    Some(Found {
        user_name: attribute(file, "USERNAME")?,
        id,
        kh,
        pass_stub: attribute(file, "PassStub")?,
        addresses,
    })
}

/// ID, KH and the listeners.
type String2 = (String, String, Vec<(String, u16)>);

fn string2_rules(string2: &str) -> Option<String2> {
    string2.contains("<E>").then_some(())?;
    string2.contains("<C>").then_some(())?;
    let (_, tag) = string2.split_once("<A")?;
    let (tag, _) = tag.split_once("/>")?;
    let mut addresses = Vec::new();
    let mut rest = string2;
    while let Some((_, after)) = rest.split_once("<L P=\"") {
        let (port, after) = after.split_once('"')?;
        let (_, after) = after.split_once(" N=\"")?;
        let (host, after) = after.split_once('"')?;
        if host.len() > 8 {
            addresses.push((host.to_owned(), port.parse().ok().filter(|port| *port != 0)?));
        }
        rest = after;
    }
    (!addresses.is_empty()).then_some(())?;
    Some((attribute(tag, "ID")?, attribute(tag, "KH")?, addresses))
}

pub(crate) fn decrypt(hex: &str, password: &str) -> Option<String> {
    let cipher: Vec<u8> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let plain = cbc::Decryptor::<aes::Aes128>::new((&key(password)).into(), (&[0u8; 16]).into())
        .decrypt_padded_vec::<Pkcs7>(&cipher)
        .ok()?;
    let units: Vec<u16> = plain
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).ok()
}

pub(crate) fn encrypt(string2: &str, password: &str) -> String {
    let cipher = cbc::Encryptor::<aes::Aes128>::new((&key(password)).into(), (&[0u8; 16]).into())
        .encrypt_padded_vec::<Pkcs7>(&utf16(string2));
    cipher.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn key(password: &str) -> [u8; 16] {
    let mut pad = [0x36u8; 64];
    for (to, from) in pad.iter_mut().zip(Sha1::digest(utf16(password))) {
        *to ^= from;
    }
    Sha1::digest(pad)[..16].try_into().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn string2(hosts: &[&str]) -> String {
    let file = new_ticket(hosts).write(&password());
    decrypt(&attribute(&file, "LHTICKET").unwrap(), password().expose()).unwrap()
}

#[test]
fn it_finds_everything_in_our_tickets() {
    let ticket = new_ticket(&["192.168.1.200", "2001:db8::77", "novice.example.org"]);
    let found = open(&ticket.write(&password()), &password()).unwrap();
    assert_eq!(found.user_name, "Ann");
    assert_eq!(found.id, ticket.id.as_str());
    assert_eq!(found.pass_stub, ticket.pass_stub.as_str());
    let hosts: Vec<&str> = found.addresses.iter().map(|(host, _)| host.as_str()).collect();
    assert_eq!(hosts, ["192.168.1.200", "2001:db8::77", "novice.example.org"]);
    assert!(found.addresses.iter().all(|(_, port)| *port == 3389));
}

#[test]
fn trap_1_literal_tags_and_a_self_closed_a() {
    let string2 = string2(&["192.168.1.200"]);
    assert!(string2.starts_with("<E><A KH=\""));
    assert!(string2.contains("\"/><C><T ID=\"1\" SID=\"0\"><L "));
    assert!(string2.ends_with("</T></C></E>\r\n"));
    // Blanks or attributes in these tags would hide them.
    assert!(string2_rules(&string2.replace("<C>", "<C >")).is_none());
}

#[test]
fn trap_2_a_listener_is_port_one_blank_host() {
    assert!(string2(&["192.168.1.200"]).contains("<L P=\"3389\" N=\"192.168.1.200\"/>"));
}

#[test]
fn trap_3_short_hosts_are_found_all_the_same() {
    for (short, found_as) in [
        ("10.0.0.5", "::ffff:10.0.0.5"),
        ("1.2.3.4", "::ffff:1.2.3.4"),
        ("::1", "0:0:0:0:0:0:0:1"),
        ("fd00::5", "fd00:0:0:0:0:0:0:5"),
        ("fe80::1%3", "fe80::1%3"),
        ("fe80::1%", "fe80:0:0:0:0:0:0:1"),
        ("127.0.0.1", "127.0.0.1"),
    ] {
        let found = open(&new_ticket(&[short]).write(&password()), &password());
        assert_eq!(found.unwrap().addresses, [(found_as.to_owned(), 3389)], "{short}");
    }
    // The plain spelling comes first, for everyone else; our own reader makes one address of the two.
    let string2 = string2(&["10.0.0.5", "192.168.1.200"]);
    let position = |host: &str| string2.find(&format!("N=\"{host}\"")).unwrap();
    assert!(position("10.0.0.5") < position("::ffff:10.0.0.5"));
    assert!(position("::ffff:10.0.0.5") < position("192.168.1.200"));
    let ours = lifeline::invitation::Ticket::read(new_ticket(&["10.0.0.5"]).write(&password()).as_bytes()).unwrap();
    let ours = ours.open(&password(), super::START).unwrap();
    assert_eq!(ours.addresses, [Address::new("10.0.0.5", 3389).unwrap()]);
}

#[test]
fn trap_3_leading_zeros_would_reach_another_computer() {
    // Why a short IPv4 address is not simply written longer: some read 010 as 8, others refuse it.
    assert!("010.000.000.005".parse::<std::net::Ipv4Addr>().is_err());
    assert!(!string2(&["10.0.0.5"]).contains("N=\"0"));
}

#[test]
fn trap_4_a_short_name_alone_is_refused_by_it() {
    let file = new_ticket(&["novice"]).write(&password());
    assert!(open(&file, &password()).is_none());
    // Beside another address, only the name is lost.
    let file = new_ticket(&["novice", "192.168.1.200"]).write(&password());
    assert_eq!(open(&file, &password()).unwrap().addresses.len(), 1);
}

#[test]
fn trap_5_id_and_kh_are_the_first_of_their_names() {
    let ticket = new_ticket(&["192.168.1.200"]);
    let file = ticket.write(&password());
    let string2 = decrypt(&attribute(&file, "LHTICKET").unwrap(), password().expose()).unwrap();
    let before_id = string2.split_once("ID=\"").unwrap().0;
    assert!(before_id.contains("<A") && !before_id.contains("<T"));
    let found = open(&file, &password()).unwrap();
    assert_eq!(found.id, ticket.id.as_str());
    assert_eq!(found.kh.len(), 28, "SHA-1 in base64, not KH2");
    // As in recorded tickets: the certificate between KH2 and ID, wrapped by character references.
    let order = ["KH=\"", "KH2=\"sha256:", "CE=\"", "&#xA;", " ID=\""];
    let places: Vec<usize> = order.iter().map(|part| string2.find(part).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn trap_6_nothing_that_it_needs_is_escaped() {
    for _ in 0..500 {
        let stub = PassStub::of(&TicketId::generate().unwrap());
        let text = stub.as_str();
        assert_eq!(text.len(), 14);
        assert!(!text.contains(['&', '<', '>', '"', '\'']), "{text}");
        let class =
            |index: usize, test: fn(&char) -> bool| assert!(text.chars().nth(index).filter(test).is_some(), "{text}");
        class(2, |c| "!@#$^*()-+=".contains(*c));
        // Nor anything that a chat takes for markup.
        assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{text}");
        class(3, char::is_ascii_digit);
        class(4, char::is_ascii_uppercase);
        class(5, char::is_ascii_lowercase);
    }
}

#[test]
fn trap_7_it_reads_no_type_1_ticket_so_ours_are_type_2() {
    let mut ticket = new_ticket(&["192.168.1.200"]);
    for encrypted_only in [false, true] {
        ticket.encrypted_only = encrypted_only;
        let file = ticket.write(&password());
        assert!(file.contains(" LHTICKET=\""));
        assert!(open(&file, &password()).is_some());
    }
}

#[test]
fn a_name_cannot_pose_as_an_attribute() {
    let mut ticket = new_ticket(&["192.168.1.200"]);
    ticket.user_name = "x\" PassStub=\"forged\" L=\"1\n<E>".to_owned();
    let file = ticket.write(&password());
    assert_eq!(open(&file, &password()).unwrap().pass_stub, ticket.pass_stub.as_str());
}
