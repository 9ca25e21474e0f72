//! Passwords, IDs and the layout of the tickets that we write.

use std::collections::HashSet;

use lifeline::invitation::{FreshKey, Password, Ticket, TicketId};
use proptest::prelude::*;

use super::freerdp_2_11::{attribute, decrypt, encrypt};
use super::{START, addresses, new_ticket, password};

#[test]
fn layout_of_a_ticket() {
    let mut ticket = new_ticket(&["192.168.1.200", "2001:db8::77", "novice.example.org"]);
    let file = ticket.write(&password());
    assert!(
        file.starts_with(
            "<?xml version=\"1.0\"?><UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA USERNAME=\"Ann\" LHTICKET=\""
        )
    );
    let order = [
        " USERNAME=\"",
        " LHTICKET=\"",
        " RCTICKET=\"65538,1,192.168.1.200:3389;novice.example.org:3389,*,",
        " PassStub=\"",
        " RCTICKETENCRYPTED=\"1\" DtStart=\"1700000000\" DtLength=\"360\" L=\"0\"/></UPLOADINFO>",
    ];
    let places: Vec<usize> = order.iter().map(|part| file.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(file.is_ascii() && !file.contains(password().expose()));

    ticket.encrypted_only = true;
    let file = ticket.write(&password());
    for shown in ["RCTICKET=", "192.168.1.200", ticket.id.as_str()] {
        assert!(!file.contains(shown), "{shown}");
    }
}

#[test]
fn without_an_address_that_string_1_can_hold_there_is_none() {
    let file = new_ticket(&["2001:db8::77"]).write(&password());
    assert!(!file.contains("RCTICKET="));
    assert!(file.contains("RCTICKETENCRYPTED="));
}

#[test]
fn new_passwords() {
    let mut seen = HashSet::new();
    let mut symbols = HashSet::new();
    for _ in 0..500 {
        let password = Password::generate().unwrap();
        let text = password.expose().to_owned();
        assert_eq!(text.len(), 12);
        assert!(!text.contains(['I', 'O', '0', '1']));
        symbols.extend(text.chars());
        let grouped = password.grouped();
        assert_eq!(grouped.len(), 14);
        // Told over the telephone, it may come back in any of these forms.
        for typed in [
            grouped.to_lowercase(),
            grouped.replace(' ', "-"),
            format!(" {} \n", grouped.replace(' ', "\u{a0}")),
            format!("{}.", grouped.replace(' ', " . ")),
            format!("{}。", grouped.replace(' ', "・")),
            full_width(&grouped.to_lowercase()),
        ] {
            assert_eq!(Password::from_typed(&typed).expose(), text);
        }
        assert!(seen.insert(text));
    }
    assert_eq!(symbols.len(), 32);
}

/// As East Asian keyboards type.
fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        c => char::from_u32(u32::from(c) - 0x21 + 0xff01).unwrap(),
    };
    text.chars().map(wide).collect()
}

#[test]
fn foreign_passwords_stay_as_they_are() {
    for foreign in [
        "Password1",
        "mein Passwort",
        "äöü",
        "pass-word",
        "abcdefghijk0",
        "Ｐassword.1",
    ] {
        assert_eq!(Password::from_typed(&format!(" {foreign} ")).expose(), foreign);
        assert_eq!(*Password::from_typed(foreign).grouped(), foreign);
    }
    // One that happens to have our shape opens its ticket all the same, and is the one to prove with.
    let chosen = "sweetheartsq";
    let ours = new_ticket(&["192.168.1.200"]).write(&Password::from_typed(chosen));
    let lhticket = attribute(&ours, "LHTICKET").unwrap();
    let string2 = decrypt(&lhticket, "SWEETHEARTSQ").unwrap();
    let foreign = ours.replace(&lhticket, &encrypt(&string2, chosen));
    for (file, reading) in [(ours, "SWEETHEARTSQ"), (foreign, chosen)] {
        let ticket = Ticket::read(file.as_bytes()).unwrap();
        let opened = ticket.open(&Password::from_typed(chosen), START).unwrap();
        assert_eq!(opened.password.expose(), reading);
    }
}

#[test]
fn ids_are_64_characters_and_shown_in_part() {
    let (id, other) = (TicketId::generate().unwrap(), TicketId::generate().unwrap());
    assert_eq!(id.as_str().len(), 64);
    assert_ne!(id, other);
    assert_eq!(TicketId::parse(id.as_str()).unwrap(), id);
    assert_eq!(id.short(), &id.as_str()[..8]);
    assert!(!format!("{id:?}").contains(&id.as_str()[..9]));
    for bad in ["", "a b", "a\"b", "a,b", "<E>", "ä", &"x".repeat(256)] {
        assert!(TicketId::parse(bad).is_none(), "{bad}");
    }
}

#[test]
fn fresh_proofs_hold_for_one_password_id_and_connection() {
    let id = TicketId::generate().unwrap();
    let key = FreshKey::derive(&password(), &id).unwrap();
    let proof = key.prove(&[7; 32]);
    assert!(FreshKey::derive(&password(), &id).unwrap().verify(&[7; 32], &proof));
    assert!(!key.verify(&[8; 32], &proof), "another connection");
    let mut changed = proof;
    changed[31] ^= 1;
    assert!(!key.verify(&[7; 32], &changed));
    let other = FreshKey::derive(&password(), &TicketId::generate().unwrap()).unwrap();
    assert!(!other.verify(&[7; 32], &proof), "another invitation");
    let other = FreshKey::derive(&Password::from_typed("ABCDEFGHJKLN"), &id).unwrap();
    assert!(!other.verify(&[7; 32], &proof), "another password");
}

#[test]
fn the_fresh_proof_is_the_same_in_every_version() {
    // Computed once with this program and with Python's hashlib, hmac and argon2-cffi.
    let id = TicketId::parse("8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5").unwrap();
    let proof = FreshKey::derive(&password(), &id).unwrap().prove(&[0x5a; 32]);
    let hex: String = proof.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "3639e84ae9833e526b223e0ec3dca9c3767443d34e46c4d4d4b0eec95ba5a0d8");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read(
        name in "\\PC{0,40}",
        hosts in proptest::collection::vec(prop_oneof![
            any::<std::net::Ipv4Addr>().prop_map(|ip| ip.to_string()),
            any::<std::net::Ipv6Addr>().prop_map(|ip| ip.to_string()),
            "[a-z][a-z0-9-]{0,20}(\\.[a-z]{2,8}){0,2}",
        ], 1..8),
        typed in "[A-Za-z0-9 ä€-]{1,20}",
        minutes in 1u32..200_000,
        encrypted_only: bool,
    ) {
        let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
        let mut ticket = new_ticket(&[]);
        ticket.addresses = addresses(&hosts);
        ticket.user_name = name;
        ticket.minutes = minutes;
        ticket.encrypted_only = encrypted_only;
        let password = Password::from_typed(&typed);
        let read = Ticket::read(ticket.write(&password).as_bytes()).unwrap();
        let opened = read.open(&password, START).unwrap();
        let mut expected = ticket.addresses.clone();
        let mut seen = HashSet::new();
        expected.retain(|address| seen.insert(address.clone()));
        prop_assert_eq!(opened.addresses, expected);
        prop_assert_eq!(opened.id, ticket.id);
        prop_assert_eq!(opened.pins, Some(ticket.pins));
        prop_assert_eq!(opened.pass_stub, Some(ticket.pass_stub));
        let plain = |c: char| !"*_~`|<>&#@$\\'\"".contains(c);
        prop_assert!(opened.user_name.chars().all(plain), "{}", opened.user_name);
        prop_assert_eq!(opened.expires, Some(START + 60 * u64::from(minutes)));
        prop_assert_eq!(opened.password.expose(), password.expose());
    }
}
