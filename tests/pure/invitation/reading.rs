//! Invitations as they arrive: every encoding, through chats and mails, and each way in which one can be wrong.

use lifeline::invitation::{
    Damage, Found, MAX_TICKET_BYTES, OpenError, OpenedTicket, Password, ReadError, Ticket, TicketKind,
};
use proptest::prelude::*;

use super::freerdp_2_11::{attribute, encrypt};
use super::{MINUTES, START, new_ticket, password};

fn open(bytes: &[u8]) -> OpenedTicket {
    let ticket = Ticket::read(bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)));
    assert_eq!(ticket.kind, TicketKind::Type2);
    ticket
        .open(&password(), START)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding() {
    let mut ticket = new_ticket(&["192.168.1.200"]);
    ticket.user_name = "Zoë 李".to_owned();
    let file = ticket.write(&password());
    let declared = file.replace(
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.0\" encoding=\"Unicode\" ?>",
    );
    for text in [&file, &declared] {
        let with_bom = format!("\u{feff}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            with_bom.as_bytes().to_vec(),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            utf16(&with_bom, u16::to_le_bytes),
            utf16(&with_bom, u16::to_be_bytes),
        ] {
            let opened = open(&bytes);
            assert_eq!(opened.user_name, "Zoë 李");
            assert_eq!(opened.id, ticket.id);
        }
    }
}

#[test]
fn a_name_in_an_unknown_code_page_hinders_nothing() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let at = file.find("Ann").unwrap();
    let mut bytes = file.into_bytes();
    bytes[at] = 0xe4;
    assert_eq!(open(&bytes).user_name, "\u{fffd}nn");
}

/// What chats, mail programs and people do to a text.
fn damages(file: &str) -> Vec<(&'static str, String)> {
    let wrapped: String = file
        .chars()
        .enumerate()
        .flat_map(|(index, c)| (index % 76 == 75).then_some('\n').into_iter().chain([c]))
        .collect();
    let broken_words: String = file
        .chars()
        .enumerate()
        .flat_map(|(index, c)| (index % 100 == 99).then_some('\u{200b}').into_iter().chain([c]))
        .collect();
    vec![
        (
            "chatter",
            format!("Hi <3, here it is:\n> \"please\" a<b\n{file}\nSee you & thanks, Ann <ann@example.org>"),
        ),
        ("lines wrapped where blanks were", file.replace(' ', "\r\n")),
        ("curly quotes", curly(file, '\u{201c}', '\u{201d}')),
        ("low quotes", curly(file, '\u{201e}', '\u{201c}')),
        ("angle quotes", curly(file, '«', '»')),
        ("no-break spaces", file.replace(' ', "\u{a0}")),
        ("no blanks between attributes", file.replace("\" ", "\"")),
        ("single quotes", file.replace('"', "'")),
        (
            "escaped for HTML",
            file.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;"),
        ),
        ("end cut off", file.strip_suffix("</UPLOADINFO>").unwrap().to_owned()),
        ("wrapped hard at 76", wrapped),
        ("long words broken invisibly", broken_words),
        ("tabs and blanks around =", file.replace("=\"", " \t= \"")),
        ("in a code block", format!("```xml\n{file}\n```")),
    ]
}

fn curly(file: &str, opening: char, closing: char) -> String {
    let mut open = false;
    file.chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { opening } else { closing }
            }
            c => c,
        })
        .collect()
}

#[test]
fn pasted_through_a_chat() {
    let ticket = new_ticket(&["192.168.1.200", "2001:db8::77"]);
    for (what, text) in damages(&ticket.write(&password())) {
        let read = Ticket::read(text.as_bytes());
        let opened = read
            .unwrap_or_else(|error| panic!("{what}: {error}"))
            .open(&password(), START);
        let opened = opened.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(opened.addresses, ticket.addresses, "{what}");
        assert_eq!(opened.pass_stub.as_ref(), Some(&ticket.pass_stub), "{what}");
        assert_eq!(opened.id, ticket.id, "{what}");
        assert_eq!(opened.expires, Some(START + 60 * u64::from(MINUTES)), "{what}");
    }
}

#[test]
fn a_type_1_ticket_pasted_through_a_chat() {
    let file = String::from_utf8(super::fixture("freerdp-type1.msrcIncident")).unwrap();
    for text in [
        curly(&file, '\u{201c}', '\u{201d}'),
        file.replace(',', ",\n"),
        format!("Hi!\n{file}"),
    ] {
        let opened = Ticket::read(text.as_bytes())
            .unwrap()
            .open(&Password::from_typed("Password1"), 0)
            .unwrap();
        assert_eq!(opened.addresses.len(), 2);
    }
}

#[test]
fn attributes_in_any_order_and_case() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let start = file.find("USERNAME").unwrap();
    let end = file.find("/></UPLOADINFO>").unwrap();
    let mut attributes: Vec<String> = file[start..end]
        .split("\" ")
        .map(|a| format!("{}\"", a.trim_end_matches('"')))
        .collect();
    attributes.reverse();
    let turned = format!("{}{}{}", &file[..start], attributes.join(" "), &file[end..]);
    assert_ne!(turned, file);
    open(turned.as_bytes());
    open(
        turned
            .replace("PassStub", "passstub")
            .replace("UPLOADDATA", "UploadData")
            .as_bytes(),
    );
}

#[test]
fn what_is_no_invitation() {
    for (text, found) in [
        ("", Found::Empty),
        ("Hello", Found::Other),
        ("<html><body><a id='x'>hi</a></body></html>", Found::Page),
        ("<E>mc²</E>", Found::Other),
        ("\0\0\0\0", Found::Empty),
        ("<UPLOAD/>", Found::Other),
        ("{\"a\":1}", Found::Other),
    ] {
        assert_eq!(
            Ticket::read(text.as_bytes()).err(),
            Some(ReadError::NotAnInvitation(found)),
            "{text}"
        );
    }
    assert_eq!(
        Ticket::read(&vec![b' '; MAX_TICKET_BYTES + 1]).err(),
        Some(ReadError::NotAnInvitation(Found::TooLarge))
    );
    assert_eq!(
        Ticket::read(&vec![b' '; MAX_TICKET_BYTES]).err(),
        Some(ReadError::NotAnInvitation(Found::Empty))
    );
}

#[test]
fn what_is_damaged() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let lhticket = attribute(&file, "LHTICKET").unwrap();
    let stub = attribute(&file, "PassStub").unwrap();
    for damaged in [
        file.replace(&lhticket, &lhticket[..lhticket.len() - 2]),
        file.replace(&lhticket, &lhticket.replace('A', "G")),
        file.replace(&lhticket, ""),
        file.replace(&stub, ""),
        file[..file.len() / 2].to_owned(),
        file.replace("UPLOADDATA", "UPLOADDUST"),
        "<UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA PassStub=\"x\" RCTICKET=\"65538,2,a:1,*,id,*,*,kh\"/></UPLOADINFO>"
            .to_owned(),
    ] {
        let read = Ticket::read(damaged.as_bytes());
        assert!(matches!(read, Err(ReadError::Damaged(_))), "{:?} {damaged}", read.err());
    }
}

/// A ticket whose encrypted part is this.
fn with_string2(string2: &str) -> Ticket {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let lhticket = attribute(&file, "LHTICKET").unwrap();
    Ticket::read(
        file.replace(&lhticket, &encrypt(string2, password().expose()))
            .as_bytes(),
    )
    .unwrap()
}

#[test]
fn what_does_not_open() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let ticket = Ticket::read(file.as_bytes()).unwrap();
    let end = START + 60 * u64::from(MINUTES);
    assert!(ticket.open(&password(), end - 1).is_ok());
    assert_eq!(ticket.open(&password(), end).err(), Some(OpenError::Expired(end)));
    // Told before the password is looked at: no password helps.
    assert_eq!(
        ticket.open(&Password::from_typed("x"), end).err(),
        Some(OpenError::Expired(end))
    );

    let kh = "YiKwWUY8Ioq5NB3wAQHSbs5kwrM=";
    let a = format!("<A KH=\"{kh}\" ID=\"id\"/>");
    let l = "<L P=\"1\" N=\"192.168.1.200\"/>";
    let string2 = |a: &str, l: &str| format!("<E>{a}<C><T ID=\"1\" SID=\"0\">{l}</T></C></E>");
    let many: String = (0..65).map(|n| format!("<L P=\"1\" N=\"192.168.1.{n}\"/>")).collect();
    for (string2, expected) in [
        (string2(&a, ""), OpenError::NoAddress),
        (
            string2(
                &a,
                "<L P=\"0\" N=\"host\"/><L P=\"1\" N=\"\"/><L P=\"70000\" N=\"host\"/><L U=\"wss://host\"/>",
            ),
            OpenError::NoAddress,
        ),
        (string2(&a, &many), OpenError::TooManyAddresses),
        (string2("", l), OpenError::Damaged(Damage::KeysMissing)),
        (string2(&format!("{a}{a}"), l), OpenError::Damaged(Damage::KeysMissing)),
        (
            string2(&format!("<A KH=\"{kh}\"/>"), l),
            OpenError::Damaged(Damage::IdMissing),
        ),
        (
            string2("<A KH=\"AAAA\" ID=\"id\"/>", l),
            OpenError::Damaged(Damage::KeysUnreadable),
        ),
        (
            string2(&format!("<A KH=\"{kh}\" KH2=\"md5:AAAA\" ID=\"id\"/>"), l),
            OpenError::Damaged(Damage::KeysUnreadable),
        ),
        (
            string2(&format!("<A KH=\"{kh}\" CE=\"%\" ID=\"id\"/>"), l),
            OpenError::Damaged(Damage::KeysUnreadable),
        ),
        (
            "nothing of the kind".to_owned(),
            OpenError::Damaged(Damage::CipherAltered),
        ),
    ] {
        assert_eq!(
            with_string2(&string2).open(&password(), START).err(),
            Some(expected),
            "{string2}"
        );
    }
    assert!(with_string2(&string2(&a, l)).open(&password(), START).is_ok());
    // Without KH there is nothing to pin; the caller sees that.
    assert_eq!(
        with_string2(&string2("<A ID=\"id\"/>", l))
            .open(&password(), START)
            .unwrap()
            .pins,
        None
    );
}

#[test]
fn a_type_2_ticket_that_lost_its_encrypted_part_is_no_type_1_ticket() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    for damaged in [
        file.replace(" LHTICKET=", " LHTI \nCKET="),
        file.replace(" LHTICKET=", " lhticket:"),
        file.replace(" LHTICKET=", " XLHTICKET="),
    ] {
        assert!(
            matches!(Ticket::read(damaged.as_bytes()), Err(ReadError::Damaged(_))),
            "{damaged}"
        );
    }
}

#[test]
fn a_type_2_ticket_is_never_opened_by_its_clear_part() {
    let file = new_ticket(&["192.168.1.200"]).write(&password());
    let rcticket = attribute(&file, " RCTICKET").unwrap();
    let forged = file.replace(&rcticket, "65538,1,203.0.113.9:3389,*,id,*,*,kh");
    let ticket = Ticket::read(forged.as_bytes()).unwrap();
    assert_eq!(
        ticket.open(&Password::from_typed("wrong"), START).err(),
        Some(OpenError::WrongPassword)
    );
    let opened = ticket.open(&password(), START).unwrap();
    assert_eq!(opened.addresses[0].host, "192.168.1.200");
    assert_ne!(opened.id.as_str(), "id");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn wrapped_anywhere(width in 20usize..200, newline in prop_oneof![Just("\n"), Just("\r\n")]) {
        let ticket = new_ticket(&["192.168.1.200"]);
        let file: Vec<char> = ticket.write(&password()).chars().collect();
        let lines: Vec<String> = file.chunks(width).map(|line| line.iter().collect()).collect();
        let opened = open(lines.join(newline).as_bytes());
        prop_assert_eq!(opened.id, ticket.id);
        prop_assert_eq!(opened.expires, Some(START + 60 * u64::from(MINUTES)));
    }
}
