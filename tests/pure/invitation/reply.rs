//! The reply of an expert who listens: made, read, checked, refused.

use std::net::SocketAddr;
use std::sync::OnceLock;

use lifeline::invitation::{MAX_REPLY_CHARS, Password, Reply, ReplyError, ReplyKey, TicketId};
use proptest::prelude::*;

use super::{START, password};

const ID: &str = "8rYm30RBW8/4dAWoUsWbFCF5jno/7jr5tNpHQc2goLbw4uuBBJvLsU02YYLlBMg5";

fn id() -> TicketId {
    TicketId::parse(ID).unwrap()
}

/// A slow hash, made once.
fn key() -> &'static ReplyKey {
    static KEY: OnceLock<ReplyKey> = OnceLock::new();
    KEY.get_or_init(|| ReplyKey::derive(&password(), &id()).unwrap())
}

fn addresses(list: &[&str]) -> Vec<SocketAddr> {
    list.iter().map(|address| address.parse().unwrap()).collect()
}

fn reply() -> String {
    let addresses = addresses(&["203.0.113.7:41000", "192.168.1.20:3390", "[2001:db8::7]:3390"]);
    key().reply(&id(), &addresses, 3390, START + 600).unwrap().0
}

#[test]
fn the_novice_reads_what_the_expert_wrote() {
    let named = addresses(&["203.0.113.7:41000", "192.168.1.20:3390", "[2001:db8::7]:3390"]);
    let (text, knock) = key().reply(&id(), &named, 3390, START + 600).unwrap();
    assert!(text.starts_with("LIFELINE-REPLY-"), "{text}");
    let read = Reply::read(&text).unwrap();
    assert!(read.is_for(&id()));
    let summons = read.check(key(), START).unwrap();
    assert_eq!(summons.addresses, named);
    assert_eq!(
        summons.knock, knock,
        "both ends know the knock, and it is not in the text"
    );
}

#[test]
fn the_reply_is_the_same_in_every_version() {
    // The layout is that of docs/protocol.md; keys and hashes were computed with Python's hashlib, hmac and
    // argon2-cffi.
    assert_eq!(reply(), include_str!("../../fixtures/reply-v1.txt").trim());
}

#[test]
fn blanks_line_ends_dashes_and_small_letters_do_no_harm() {
    let text = reply();
    let mut mangled = String::from("\n ");
    for (index, symbol) in text.to_lowercase().chars().enumerate() {
        mangled.push(symbol);
        mangled.push_str(["", " ", "\r\n", "-", "\u{200b}"][index % 5]);
    }
    assert_eq!(
        Reply::read(&mangled).unwrap().check(key(), START),
        Reply::read(&text).unwrap().check(key(), START)
    );
}

#[test]
fn another_password_another_invitation_or_a_later_hour_is_refused() {
    let read = Reply::read(&reply()).unwrap();
    let other = ReplyKey::derive(&Password::from_typed("ABCDEFGHJKLN"), &id()).unwrap();
    assert_eq!(read.check(&other, START).unwrap_err(), ReplyError::Forged);
    let foreign = TicketId::generate().unwrap();
    assert!(!read.is_for(&foreign));
    let other = ReplyKey::derive(&password(), &foreign).unwrap();
    assert_eq!(read.check(&other, START).unwrap_err(), ReplyError::Forged);
    assert!(read.check(key(), START + 599).is_ok());
    assert_eq!(read.check(key(), START + 600).unwrap_err(), ReplyError::Expired);
}

#[test]
fn what_is_no_reply_is_told_from_a_damaged_one() {
    for text in ["", "hello", "LIFELINE", &"A".repeat(10_000), "http://example.com/"] {
        assert_eq!(Reply::read(text).unwrap_err(), ReplyError::NotAReply, "{text}");
    }
    let text = reply();
    for text in [
        &text[..text.len() - 1],
        &format!("{text}A"),
        "LIFELINE-REPLY-",
        "LIFELINE-REPLY-0!",
    ] {
        assert_eq!(Reply::read(text).unwrap_err(), ReplyError::Damaged, "{text}");
    }
    // The first byte is the version.
    assert_eq!(
        Reply::read("LIFELINE-REPLY-ALLLLLLLLLLLLLLL").unwrap_err(),
        ReplyError::Newer
    );
}

#[test]
fn there_is_no_reply_without_an_address_or_after_2106() {
    let here = addresses(&["10.0.0.5:3390"]);
    assert!(key().reply(&id(), &[], 3390, START).is_none());
    assert!(key().reply(&id(), &here, 3390, 1 << 32).is_none());
}

fn any_address() -> impl Strategy<Value = SocketAddr> {
    (any::<std::net::IpAddr>(), 1u16..).prop_map(|(ip, port)| SocketAddr::new(ip.to_canonical(), port))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the addresses, a reply is short, and names the best of them.
    #[test]
    fn a_reply_fits_and_names_the_best(all in proptest::collection::vec(any_address(), 1..20), port in 1u16.., expires in START..START + 1_000_000) {
        let (text, _) = key().reply(&id(), &all, port, expires).unwrap();
        prop_assert!(text.len() <= MAX_REPLY_CHARS, "{}", text.len());
        let summons = Reply::read(&text).unwrap().check(key(), START - 1).unwrap();
        prop_assert_eq!(summons.addresses[0], all[0]);
        prop_assert!(summons.addresses.iter().all(|address| all.contains(address)));
        prop_assert!(summons.addresses.len() >= 4.min(all.len()));
    }

    /// One changed symbol anywhere gives no other reply that holds.
    #[test]
    fn a_changed_reply_never_holds(at in 15usize..200, to in "[A-HJ-NP-Z2-9]") {
        let text = reply();
        let at = 15 + (at - 15) % (text.len() - 15);
        prop_assume!(text[at..=at] != to);
        let changed = format!("{}{to}{}", &text[..at], &text[at + 1..]);
        prop_assert!(Reply::read(&changed).is_err() || Reply::read(&changed).unwrap().check(key(), START).is_err());
    }

    #[test]
    fn nothing_that_is_pasted_makes_it_panic(text in "\\PC{0,300}", symbols in "[A-HJ-NP-Z2-9]{0,220}") {
        let _ = Reply::read(&text);
        let _ = Reply::read(&format!("LIFELINE-REPLY-{symbols}"));
    }
}
