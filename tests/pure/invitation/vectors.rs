//! The recorded Windows tickets in FreeRDP's test data, with the values that others computed from them.

use base64::prelude::{BASE64_STANDARD, Engine};
use lifeline::invitation::{EncryptedPassStub, OpenError, Password, Pins, ReadError, Ticket, TicketKind};
use lifeline::vocabulary::{KeyPin, Kh2};

use super::fixture;

/// A sample as it was recorded, and as Windows saves such files too: UTF-16 LE with BOM; and UTF-8 with BOM, as editors
/// do.
fn files(name: &str) -> [Vec<u8>; 3] {
    let recorded = fixture(name);
    let with_bom = format!("\u{feff}{}", std::str::from_utf8(&recorded).unwrap());
    let utf16: Vec<u8> = with_bom.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(utf16[..2], [0xFF, 0xFE]);
    [recorded, utf16, with_bom.into_bytes()]
}

fn encodings(name: &str) -> [Ticket; 3] {
    files(name).map(|file| Ticket::read(&file).unwrap())
}

fn hosts(addresses: &[lifeline::invitation::Address]) -> Vec<String> {
    addresses.iter().map(|address| address.to_string()).collect()
}

#[test]
fn type_1_of_windows_xp() {
    for ticket in encodings("freerdp-type1.msrcIncident") {
        assert_eq!(ticket.kind, TicketKind::Type1);
        assert_eq!(ticket.user_name, "Administrator");
        assert_eq!(ticket.expires, Some(1_314_905_741 + 180 * 60));
        assert!(ticket.protected_by_password);
        let opened = ticket.open(&Password::from_typed("Password1"), 1_314_905_741).unwrap();
        assert_eq!(
            hosts(&opened.addresses),
            ["10.0.3.105:3389", "winxpsp3.contoso3.com:3389"]
        );
        assert_eq!(opened.id.as_str(), "rb+v0oPmEISmi8N2zK/vuhgul/ABqlDt6wW0VxMyxK8=");
        assert_eq!(opened.pass_stub.as_ref().unwrap().as_str(), "RT=0PvIndan52*");
        assert_eq!(opened.pins, None);
        assert!(opened.connection_string.starts_with("65538,1,10.0.3.105:3389;"));
        let proof = opened.encrypted_pass_stub().unwrap();
        assert_eq!(
            *proof.to_hex(),
            "3C9CAE0BCE7AB15C8AAC01D676045EDF3FFAF092E2DE368A2017E68A0DED7C90"
        );
    }
}

#[test]
fn type_2_of_2014() {
    for ticket in encodings("freerdp-type2.msrcIncident") {
        assert_eq!(ticket.kind, TicketKind::Type2);
        let opened = ticket
            .open(&Password::from_typed("48BJQ853X3B4"), 1_403_972_263)
            .unwrap();
        assert_eq!(opened.user_name, "awake");
        assert_eq!(opened.expires, Some(1_403_972_263 + 14_400 * 60));
        assert_eq!(
            opened.id.as_str(),
            "+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL"
        );
        assert_eq!(
            hosts(&opened.addresses),
            [
                "[fe80::1032:53d9:5a01:909b%3]:49228",
                "[fe80::3d8f:9b2d:6b4e:6aa%6]:49229",
                "192.168.1.200:49230",
                "169.254.6.170:49231"
            ]
        );
        let pins = opened.pins.as_ref().unwrap();
        assert_eq!(BASE64_STANDARD.encode(pins.kh), "BNRjdu97DyczQSRuMRrDWoue+HA=");
        assert_eq!((&pins.kh2, &pins.ce), (&None, &None));
        let proof = opened.encrypted_pass_stub().unwrap();
        assert_eq!(
            *proof.to_hex(),
            "777DFAAE9028124DD02EDE8014221B4AD1F4EC138539D733AC767895B2D857D9"
        );
        assert!(proof.matches(&EncryptedPassStub::from_hex(&proof.to_hex().to_lowercase()).unwrap()));
    }
}

#[test]
fn type_2_of_2024_with_all_pins() {
    for ticket in encodings("freerdp-type2-2024.msrcIncident") {
        let opened = ticket
            .open(&Password::from_typed("4x63 8ptv ztkz"), 1_704_288_424)
            .unwrap();
        let pins = opened.pins.as_ref().unwrap();
        assert!(matches!(pins.kh2, Some(Kh2::Sha256(_))));
        let certificate = pins.ce.as_ref().unwrap();
        assert_eq!(certificate.len(), 742);
        assert_eq!(opened.addresses.len(), 4);
        assert_eq!(opened.addresses[3].to_string(), "10.0.1.174:64733");
        // Without RCTICKET, the decrypted string is what the expert sends back.
        assert!(opened.connection_string.starts_with("<E>") && opened.connection_string.ends_with("</E>"));
        let proof = opened.encrypted_pass_stub().unwrap();
        assert_eq!(
            *proof.to_hex(),
            "15200496AF33C6E01BBF4A15C9C1B871443F2E93A882352B24080655164E9D3B"
        );
    }
}

#[test]
fn bare_connection_string() {
    for ticket in encodings("freerdp-bare-string2.xml") {
        assert_eq!((ticket.kind, ticket.expires), (TicketKind::Bare, None));
        let opened = ticket.open(&Password::from_typed("anything"), 0).unwrap();
        assert!(opened.encrypted_pass_stub().is_none());
        assert_eq!(
            opened.id.as_str(),
            "8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5"
        );
        assert_eq!(
            hosts(&opened.addresses),
            ["[2001:4898:1a:5:79e2:3356:9b22:3470]:49749", "172.31.250.64:49751"]
        );
        // It has KH and KH2, but in clear text: anyone could have written them.
        assert_eq!(opened.pins, None);
    }
}

#[test]
fn what_freerdp_refuses_is_refused() {
    for name in ["freerdp-fail1.xml", "freerdp-fail2.xml"] {
        for file in files(name) {
            assert!(matches!(Ticket::read(&file), Err(ReadError::Damaged(_))), "{name}");
        }
    }
}

#[test]
fn another_password_opens_no_type_2_ticket() {
    for ticket in encodings("freerdp-type2.msrcIncident") {
        for wrong in ["48BJQ853X3B5", "", "Password1"] {
            let opened = ticket.open(&Password::from_typed(wrong), 1_403_972_263);
            assert_eq!(opened.err(), Some(OpenError::WrongPassword), "{wrong}");
        }
    }
}

#[test]
fn kh2_decides_where_the_ticket_has_it() {
    let pins = Pins {
        kh: [1; 20],
        kh2: Some(Kh2::Sha384([2; 48])),
        ce: None,
    };
    assert_eq!(pins.key(), KeyPin::Kh2(Kh2::Sha384([2; 48])));
    assert_eq!(Pins { kh2: None, ..pins }.key(), KeyPin::Kh([1; 20]));
}
