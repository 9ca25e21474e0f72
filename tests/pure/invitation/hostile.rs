//! Whatever comes from outside, the readers answer and do not panic.

use lifeline::invitation::{Address, EncryptedPassStub, ExpertBlob, Password, Ticket, TicketId, clean_name};
use proptest::prelude::*;

use super::{START, fixture, new_ticket, password};

fn read_and_open(bytes: &[u8]) {
    if let Ok(ticket) = Ticket::read(bytes)
        && let Ok(opened) = ticket.open(&password(), START)
    {
        assert!((1..=64).contains(&opened.addresses.len()));
    }
}

/// Pieces of invitations, so that a mix of them gets past the first checks.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<UPLOADINFO TYPE=\"Escalated\">"),
        Just("<UPLOADDATA "),
        Just("RCTICKET=\"65538,1,"),
        Just("a:1;b:2"),
        Just(",*,"),
        Just("LHTICKET=\""),
        Just("00112233445566778899aabbccddeeff"),
        Just("PassStub=\"x\""),
        Just("DtStart=\"18446744073709551615\" DtLength=\"18446744073709551615\""),
        Just("<E>"),
        Just("<A KH=\"\" ID=\"i\"/>"),
        Just("<L P=\"1\" N=\"::1\"/>"),
        Just("</E>"),
        Just("\""),
        Just("“"),
        Just("<"),
        Just(">"),
        Just("/"),
        Just("="),
        Just("&"),
        Just("&#x0;"),
        Just("&#xFFFFFFFFFF;"),
        Just(";"),
        Just("\u{0}"),
        Just("]]>"),
        Just("<![CDATA["),
        Just("<!DOCTYPE x [<!ENTITY a \"b\">]>"),
        Just("ä"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        read_and_open(&bytes);
    }

    #[test]
    fn any_mix_of_pieces(text in pieces()) {
        read_and_open(text.as_bytes());
        let _ = ExpertBlob::parse(&text);
    }

    #[test]
    fn any_change_of_a_ticket(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>()) {
        let mut bytes = new_ticket(&["192.168.1.200"]).write(&password()).into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_and_open(&bytes);
        read_and_open(&bytes[..cut.index(bytes.len())]);
        read_and_open(&bytes[cut.index(bytes.len())..]);
    }

    #[test]
    fn any_text_as_name_blob_id_address_or_password(text in any::<String>()) {
        let name = clean_name(&text);
        prop_assert!(name.chars().count() <= 64);
        prop_assert_eq!(name.trim(), &name);
        prop_assert!(!name.chars().any(char::is_control));
        prop_assert_eq!(&clean_name(&name), &name);
        let _ = ExpertBlob::parse(&text);
        let _ = TicketId::parse(&text);
        let _ = Address::parse(&text);
        let _ = EncryptedPassStub::from_hex(&text);
        let password = Password::from_typed(&text);
        let _ = password.grouped();
    }
}

/// Else a ticket that was read could not be written and read again as it was.
#[test]
fn one_address_has_one_spelling() {
    let host = |host| Address::new(host, 3389).map(|address| address.host);
    for (one, other) in [
        ("fe80:0:0:0:0:0:0:1%", "fe80::1"),
        ("fe80:0:0:0:0:0:0:1%3", "fe80::1%3"),
        ("::ffff:10.0.0.5", "10.0.0.5"),
        ("::ffff:10.0.0.5%", "10.0.0.5"),
    ] {
        assert_eq!(host(one), host(other));
        assert_eq!(host(one).as_deref(), Some(other));
    }
}

#[test]
fn floods_end_soon() {
    for flood in [
        "<",
        "<E>",
        "<A>",
        "&amp;",
        "\"",
        "<a b=\"",
        "<UPLOADDATA ",
        "=\u{feff}",
        "\u{201c}",
        "1;",
    ] {
        let text = flood.repeat(60_000 / flood.len());
        read_and_open(text.as_bytes());
        read_and_open(format!("<UPLOADINFO>{text}").as_bytes());
        let _ = ExpertBlob::parse(&text[..text.floor_char_boundary(4000)]);
    }
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><UPLOADDATA USERNAME=\"&b;&b;\" PassStub=\"&b;\" LHTICKET=\"00\"/>";
    read_and_open(entities.as_bytes());
}

#[test]
fn a_recorded_ticket_cut_at_every_place() {
    let bytes = fixture("freerdp-type2.msrcIncident");
    for end in 0..bytes.len() {
        read_and_open(&bytes[..end]);
    }
}
