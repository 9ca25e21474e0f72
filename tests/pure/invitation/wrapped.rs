//! Invitations as mails, archives, pages and chats leave them: opened where that is possible without doubt, else named.

use std::io::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use lifeline::invitation::delivery::{Draft, draft_eml};
use lifeline::invitation::{Found, NewTicket, OpenError, Password, ReadError, Ticket};
use proptest::prelude::*;

use super::freerdp_2_11::attribute;
use super::{START, new_ticket, password};

fn opens(what: &str, ticket: &NewTicket, bytes: &[u8]) {
    let read =
        Ticket::read(bytes).unwrap_or_else(|error| panic!("{what}: {error}\n{}", String::from_utf8_lossy(bytes)));
    let opened = read
        .open(&password(), START)
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(opened.id, ticket.id, "{what}");
    assert_eq!(opened.addresses, ticket.addresses, "{what}");
    assert_eq!(opened.pass_stub.as_ref(), Some(&ticket.pass_stub), "{what}");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn in_lines(text: &str, width: usize, between: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines: Vec<String> = chars.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(between)
}

fn quoted_printable(text: &str) -> String {
    in_lines(text, 70, "\n")
        .lines()
        .map(|line| format!("{}=\r\n", line.replace('=', "=3D")))
        .collect()
}

fn percent(text: &str) -> String {
    let one = |b: u8| match b {
        b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(one).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_can_be_opened_without_doubt_is_opened() {
    let ticket = new_ticket(&["192.168.1.200", "2001:db8::77"]);
    let file = ticket.write(&password());
    let draft = Draft {
        to: Some("sam@example.org"),
        subject: "Help",
        body: "Please help me.",
        file_name: "Invitation.msrcIncident",
        ticket: &file,
    };
    let eml = String::from_utf8(draft_eml(&draft).unwrap()).unwrap();
    let base64 = BASE64_STANDARD.encode(&file);
    let page = format!(
        "<!DOCTYPE html><html><body><p>Hi</p><div>{}</div></body></html>",
        escaped(&file)
    );
    let quoted = format!("Sure!\n\nAm Montag schrieb Ann:\n> {}", in_lines(&file, 72, "\n> "));
    for (what, bytes) in [
        ("a mail", eml.clone().into_bytes()),
        (
            "a mail with headers of its way",
            format!("Received: from a\r\n\tby b\r\nFrom: ann@example.org\r\n{eml}").into_bytes(),
        ),
        ("quoted-printable", quoted_printable(&file).into_bytes()),
        ("base64", in_lines(&base64, 76, "\r\n").into_bytes()),
        (
            "base64 in a mail that lost its head",
            format!("--x\n\n{}\n\n--x--", in_lines(&base64, 76, "\n")).into_bytes(),
        ),
        ("a quoted reply", quoted.clone().into_bytes()),
        (
            "a reply to a reply",
            format!("> {}", quoted.replace('\n', "\n> ")).into_bytes(),
        ),
        ("a page", page.clone().into_bytes()),
        (
            "a page with breaks in the words",
            page.replace("LHTICKET", "LHTI<wbr>CKET")
                .replace("6553", "65<br>53")
                .into_bytes(),
        ),
        ("escaped twice", escaped(&escaped(&file)).into_bytes()),
        ("a page, escaped twice", escaped(&page).into_bytes()),
        ("percent-encoded", percent(&file).into_bytes()),
        ("padded with NUL", [file.as_bytes(), &[0u8; 6000]].concat()),
        ("gzip", gzip(file.as_bytes())),
        (
            "zip",
            zip(&[("readme.txt", b"hello"), ("Invitation.msrcIncident", file.as_bytes())]),
        ),
        ("a mail in an archive", zip(&[("mail.eml", eml.as_bytes())])),
        (
            "an archive in base64",
            BASE64_STANDARD.encode(gzip(file.as_bytes())).into_bytes(),
        ),
    ] {
        opens(what, &ticket, &bytes);
    }
}

#[test]
fn what_holds_none_is_named() {
    let locked = {
        let mut archive = zip(&[("a.txt", b"hello")]);
        archive[6] |= 1;
        archive
    };
    for (found, bytes) in [
        (Found::Empty, b" \r\n".to_vec()),
        (Found::Password, b"abcd efgh jklm\n".to_vec()),
        (Found::LockedArchive, locked),
        (Found::Archive, zip(&[("a.txt", b"hello")])),
        (Found::Archive, gzip(b"hello")),
        (Found::Archive, b"7z\xbc\xaf\x27\x1c\0\x04".to_vec()),
        (Found::Document, zip(&[("[Content_Types].xml", b"<Types/>")])),
        (Found::Document, b"%PDF-1.7\n".to_vec()),
        (Found::Picture, b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        (Found::Picture, b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()),
        (
            Found::Mail,
            b"From: a@example.org\nSubject: Help\nContent-Type: text/plain\n\nSee attached.\n".to_vec(),
        ),
        (
            Found::Page,
            b"<!doctype html><html><body>Sign in</body></html>".to_vec(),
        ),
        (Found::Link, b"https://example.org/share/1".to_vec()),
        (
            Found::RemoteDesktop,
            b"screen mode id:i:2\r\nfull address:s:pc\r\n".to_vec(),
        ),
        (Found::Other, b"Hello".to_vec()),
    ] {
        let read = Ticket::read(&bytes).err();
        assert_eq!(
            read,
            Some(ReadError::NotAnInvitation(found)),
            "{}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

/// A few kilobytes that would become gigabytes become nothing.
#[test]
fn an_archive_that_is_made_to_burst_is_not_unpacked() {
    let many = vec![b' '; 200 << 20];
    let bomb = gzip(&many);
    assert!(bomb.len() <= 256 * 1024);
    assert_eq!(
        Ticket::read(&bomb).err(),
        Some(ReadError::NotAnInvitation(Found::Archive))
    );
    let bomb = zip(&[("Invitation.msrcIncident", &many)]);
    assert_eq!(
        Ticket::read(&bomb).err(),
        Some(ReadError::NotAnInvitation(Found::Archive))
    );
}

/// Markup of chats eats `*` and `_`: nothing in a new ticket but three fixed fields has any, and those are put back.
#[test]
fn a_chat_that_takes_characters_for_markup_leaves_a_ticket_that_opens() {
    for _ in 0..100 {
        let mut ticket = new_ticket(&["192.168.1.200"]);
        ticket.user_name = "max_muster*mann".to_owned();
        let file = ticket.write(&password());
        let left: String = file.chars().filter(|c| !"*_~`|".contains(*c)).collect();
        let eaten = file.len() - left.len();
        assert_eq!(eaten, 3, "only the fixed fields of the clear part: {file}");
        opens("markup", &ticket, left.as_bytes());
        let opened = Ticket::read(left.as_bytes()).unwrap().open(&password(), START).unwrap();
        assert!(opened.connection_string.contains(",*,") && opened.connection_string.contains(",*,*,"));
    }
}

/// What is left of an older ticket's stub is told from the whole one, and one of ours is put back.
#[test]
fn a_damaged_stub_is_mended_or_said_to_be_damaged_and_never_proved_with() {
    let ticket = new_ticket(&["192.168.1.200"]);
    let file = ticket.write(&password());
    let stub = attribute(&file, "PassStub").unwrap();
    opens(
        "without its dash",
        &ticket,
        file.replace(&stub, &stub.replace('-', "")).as_bytes(),
    );
    opens(
        "with something put in",
        &ticket,
        file.replace(&stub, &format!("{}*_{}", &stub[..5], &stub[5..]))
            .as_bytes(),
    );
    let foreign = Ticket::read(file.replace(&stub, "ab*1C_def").as_bytes()).unwrap();
    assert!(matches!(foreign.open(&password(), START), Err(OpenError::Damaged(_))));
    let older = Ticket::read(file.replace(&stub, "a_*1Cd_fghi*k_").as_bytes()).unwrap();
    assert_eq!(
        older.open(&password(), START).unwrap().pass_stub.unwrap().as_str(),
        "a_*1Cd_fghi*k_"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A wrong digit in the encrypted part is not a wrong password, wherever it is.
    #[test]
    fn damage_on_the_way_is_told_from_a_wrong_password(at in any::<prop::sample::Index>(), digit in 0u32..16) {
        let file = new_ticket(&["192.168.1.200"]).write(&password());
        let cipher = attribute(&file, "LHTICKET").unwrap();
        let at = at.index(cipher.len());
        let digit = char::from_digit(digit, 16).unwrap().to_ascii_uppercase();
        prop_assume!(!cipher[at..].starts_with(digit));
        let changed = format!("{}{digit}{}", &cipher[..at], &cipher[at + 1..]);
        let damaged = Ticket::read(file.replace(&cipher, &changed).as_bytes()).unwrap();
        prop_assert_ne!(damaged.open(&password(), START).err(), Some(OpenError::WrongPassword));
        let wrong = damaged.open(&Password::from_typed("ABCD EFGH JKLN"), START).err();
        prop_assert_eq!(wrong, Some(OpenError::WrongPassword));
    }

    #[test]
    fn any_bytes_in_any_wrapping_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..600), way in 0usize..5) {
        let wrapped = match way {
            0 => gzip(&bytes),
            1 => zip(&[("a", &bytes)]),
            2 => BASE64_STANDARD.encode(&bytes).into_bytes(),
            3 => [b"PK\x03\x04".as_slice(), &bytes].concat(),
            _ => [b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n".as_slice(), &bytes].concat(),
        };
        let _ = Ticket::read(&wrapped);
    }
}
