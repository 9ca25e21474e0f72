use lifeline::rdp::security::{
    Direction, Opener, SEC_ENCRYPT, SEC_EXCHANGE_PKT, SEC_INFO_PKT, SEC_LICENSE_PKT, SEC_SECURE_CHECKSUM, Sealer,
    SecurityHeader, SessionKeys,
};
use lifeline::rdp::{Misbehaved, Random32, RdpError, Structure, Unsendable};
use proptest::prelude::*;
use rc4::{KeyInit, Rc4, StreamCipher};

use super::hex;

/// Vectors computed from [MS-RDPBCGR] 5.3.5 to 5.3.7 by a second implementation: client random 00…1F, server random
/// 20…3F.
const TO_CLIENT: &str = "1cb207f61b7cd10dca9ec78871d0a142";
const TO_SERVER: &str = "702783c08474414a33a259c6faed480c";
const TO_SERVER_UPDATED: &str = "69d6cd7791712b7442a720f2d41b3e24";
const TO_SERVER_UPDATED_TWICE: &str = "502cdfffecfca27d760c5598654b0032";
const DATA: &[u8] = b"FreeRDP remote assistance";
const DATA_MAC: &str = "bf82e66c3a7e2d94";
const DATA_MAC_SALT_0: &str = "dcdb91ca2f386727";
const DATA_MAC_SALT_1: &str = "62fda4a5ec43e98f";
const DATA_TO_SERVER: &str = "2b27ad78773731b9645ec441698f670a05563d8d5019de1e5b";

const MAC_KEY: &str = "815370c6e31347c463ed25f1af48bbdf";

const UPDATE_AFTER: usize = 4096;

fn keys() -> SessionKeys {
    SessionKeys::derive(
        &Random32(std::array::from_fn(|i| i as u8)),
        &Random32(std::array::from_fn(|i| i as u8 + 32)),
    )
}

fn rc4_of(key: &str, data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    Rc4::new_from_slice(&hex(key)).unwrap().apply_keystream(&mut data);
    data
}

/// The salted MAC of [MS-RDPBCGR] 5.3.6.1.1.
fn salted_mac(data: &[u8], count: u32) -> Vec<u8> {
    use sha1::Digest;
    let length = u32::try_from(data.len()).unwrap().to_le_bytes();
    let key = hex(MAC_KEY);
    let inner = sha1::Sha1::digest([&key, &[0x36; 40][..], &length, data, &count.to_le_bytes()].concat());
    md5::Md5::digest([&key, &[0x5C; 48][..], &inner].concat())[..8].to_vec()
}

fn slow(sealer: &mut Sealer, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    sealer
        .seal_slow(0, SecurityHeader::IfEncrypted, payload, &mut out)
        .unwrap();
    out
}

fn fast(sealer: &mut Sealer, first: u8, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    sealer.seal_fast(first, payload, &mut out).unwrap();
    out
}

fn sealer() -> Sealer {
    Sealer::rc4(&keys(), Direction::ToServer)
}

fn opener() -> Opener {
    Opener::rc4(&keys(), Direction::ToServer)
}

#[test]
fn the_first_packets_are_those_of_the_vectors() {
    let mut salted = sealer();
    let first = slow(&mut salted, DATA);
    assert_eq!(first[..4], [0x08, 0x08, 0, 0]);
    assert_eq!(first[4..12], hex(DATA_MAC_SALT_0));
    assert_eq!(first[12..], hex(DATA_TO_SERVER));
    assert_eq!(first[12..], rc4_of(TO_SERVER, DATA));
    assert_eq!(slow(&mut salted, DATA)[4..12], hex(DATA_MAC_SALT_1));

    let unsalted = slow(&mut sealer().unsalted(), DATA);
    assert_eq!(unsalted[..4], [0x08, 0, 0, 0]);
    assert_eq!(unsalted[4..12], hex(DATA_MAC));

    let to_client = slow(&mut Sealer::rc4(&keys(), Direction::ToClient), DATA);
    assert_eq!(to_client[12..], rc4_of(TO_CLIENT, DATA));
}

#[test]
fn keys_are_renewed_after_4096_packets_and_again() {
    let mut sealer = sealer();
    assert_eq!(salted_mac(DATA, 0), hex(DATA_MAC_SALT_0));
    let mut count = 0;
    for key in [TO_SERVER, TO_SERVER_UPDATED, TO_SERVER_UPDATED_TWICE] {
        let packet = slow(&mut sealer, DATA);
        assert_eq!(packet[12..], rc4_of(key, DATA));
        assert_eq!(packet[4..12], salted_mac(DATA, count), "the salt counts on");
        (1..UPDATE_AFTER).for_each(|_| drop(slow(&mut sealer, &[])));
        count += u32::try_from(UPDATE_AFTER).unwrap();
    }
}

#[test]
fn ten_thousand_packets_of_every_kind_pass() {
    for direction in [Direction::ToServer, Direction::ToClient] {
        let mut sealer = Sealer::rc4(&keys(), direction);
        let mut opener = Opener::rc4(&keys(), direction);
        for i in 0..10_000usize {
            let payload = vec![i as u8; i % 300];
            if i % 2 == 0 {
                let mut packet = slow(&mut sealer, &payload);
                let (flags, opened) = opener.open_slow(&mut packet, false).unwrap();
                assert_eq!(
                    (flags, &opened[..]),
                    (SEC_ENCRYPT | SEC_SECURE_CHECKSUM, &payload[..]),
                    "packet {i}"
                );
            } else {
                let mut frame = fast(&mut sealer, 0x04, &payload);
                let (first, opened) = opener.open_fast(&mut frame).unwrap();
                assert_eq!((first, &opened[..]), (0x04, &payload[..]), "packet {i}");
            }
        }
    }
}

#[test]
fn each_packets_flag_decides_about_the_salt() {
    let (mut salted, mut unsalted, mut opener) = (sealer(), sealer().unsalted(), opener());
    for i in 0..10 {
        let (mut with, mut without) = (slow(&mut salted, DATA), slow(&mut unsalted, DATA));
        let packet = if i % 3 == 0 { &mut without } else { &mut with };
        assert_eq!(opener.open_slow(packet, false).unwrap().1, DATA, "packet {i}");
    }
}

#[test]
fn a_changed_packet_is_refused() {
    let packet = slow(&mut sealer(), DATA);
    for at in 4..packet.len() {
        let mut changed = packet.clone();
        changed[at] ^= 0x10;
        assert_eq!(
            opener().open_slow(&mut changed, false),
            Err(RdpError::BadMac),
            "byte {at}"
        );
    }
    // Without the salt flag the MAC is another.
    let mut changed = packet.clone();
    changed[1] ^= 0x08;
    assert_eq!(opener().open_slow(&mut changed, false), Err(RdpError::BadMac));
    assert_eq!(
        opener().open_slow(&mut packet[..packet.len() - 1].to_vec(), false),
        Err(RdpError::BadMac)
    );

    let frame = fast(&mut sealer(), 0, DATA);
    for at in 2..frame.len() {
        let mut changed = frame.clone();
        changed[at] ^= 1;
        assert_eq!(opener().open_fast(&mut changed), Err(RdpError::BadMac), "byte {at}");
    }
}

#[test]
fn a_packet_opens_once_in_its_order_and_direction_only() {
    let mut sealer = sealer();
    let (first, second) = (slow(&mut sealer, DATA), slow(&mut sealer, DATA));
    let mut opener = opener();
    assert!(opener.open_slow(&mut first.clone(), false).is_ok());
    assert_eq!(opener.open_slow(&mut first.clone(), false), Err(RdpError::BadMac));
    assert_eq!(
        self::opener().open_slow(&mut second.clone(), false),
        Err(RdpError::BadMac)
    );
    let mut other_way = Opener::rc4(&keys(), Direction::ToClient);
    assert_eq!(other_way.open_slow(&mut first.clone(), false), Err(RdpError::BadMac));
}

#[test]
fn what_is_not_encrypted_is_refused_where_it_must_be() {
    let clear = |flags: u16| {
        let mut out = Vec::new();
        sealer()
            .seal_slow(flags, SecurityHeader::Clear, DATA, &mut out)
            .unwrap();
        assert_eq!(out[4..], *DATA);
        out
    };
    let mut to_client = Opener::rc4(&keys(), Direction::ToClient);
    let refused = |opener: &mut Opener, flags, basic| {
        assert_eq!(
            opener.open_slow(&mut clear(flags), basic),
            Err(Misbehaved::Unencrypted.into()),
            "flags {flags:04x}"
        );
    };
    for flags in [0, SEC_INFO_PKT, SEC_EXCHANGE_PKT, SEC_SECURE_CHECKSUM] {
        refused(&mut opener(), flags, true);
        refused(&mut opener(), flags, false);
        refused(&mut to_client, flags, true);
        refused(&mut to_client, flags, false);
    }
    refused(&mut opener(), SEC_LICENSE_PKT, true);
    refused(&mut to_client, SEC_LICENSE_PKT, false);
    let mut licence = clear(SEC_LICENSE_PKT);
    let (flags, opened) = to_client.open_slow(&mut licence, true).unwrap();
    assert_eq!((flags, &opened[..]), (SEC_LICENSE_PKT, DATA));

    let mut plain_frame = fast(&mut Sealer::plain(), 0, DATA);
    assert_eq!(
        opener().open_fast(&mut plain_frame),
        Err(Misbehaved::Unencrypted.into())
    );
    // And what is encrypted where no keys are.
    assert!(Opener::plain().open_fast(&mut fast(&mut sealer(), 0, DATA)).is_err());
    assert!(Opener::plain().open_slow(&mut slow(&mut sealer(), DATA), true).is_err());
}

#[test]
fn plain_packets_bear_a_header_only_where_it_is_expected() {
    let mut info = Vec::new();
    Sealer::plain()
        .seal_slow(SEC_INFO_PKT, SecurityHeader::Always, DATA, &mut info)
        .unwrap();
    assert_eq!(info[..4], [0x40, 0, 0, 0]);
    let (flags, opened) = Opener::plain().open_slow(&mut info, true).unwrap();
    assert_eq!((flags, &opened[..]), (SEC_INFO_PKT, DATA));
    let mut share = slow(&mut Sealer::plain(), DATA);
    assert_eq!(share, DATA);
    let (flags, opened) = Opener::plain().open_slow(&mut share, false).unwrap();
    assert_eq!((flags, &opened[..]), (0, DATA));
}

#[test]
fn fast_frames_end_at_the_longest_that_peers_take() {
    for mut sealer in [Sealer::plain(), sealer()] {
        let longest = vec![1; sealer.fast_capacity()];
        assert_eq!(fast(&mut sealer, 0, &longest).len(), 0x3FFF);
        let mut out = vec![9];
        let beyond = sealer.seal_fast(0, &vec![1; longest.len() + 1], &mut out);
        let too_long = Unsendable::TooLong {
            structure: Structure::Frame,
            length: longest.len() + 1,
        };
        assert_eq!(beyond, Err(too_long.into()));
        assert_eq!(out, [9]);
    }
    // The refused frame did not move the cipher on.
    let (mut sealer, mut opener) = (sealer(), opener());
    assert!(sealer.seal_fast(0, &[0; 0x4000], &mut Vec::new()).is_err());
    assert!(
        sealer
            .seal_slow(0, SecurityHeader::IfEncrypted, &[0; 0x3FF4], &mut Vec::new())
            .is_err()
    );
    assert!(opener.open_fast(&mut fast(&mut sealer, 0, DATA)).is_ok());
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..100), basic: bool) {
        for mut opener in [Opener::plain(), opener(), Opener::rc4(&keys(), Direction::ToClient)] {
            let _ = opener.open_slow(&mut bytes.clone(), basic);
            let _ = opener.open_fast(&mut bytes.clone());
        }
    }
}
