//! The expert blob of [MS-RA] and the cleaning of the name in it.

use lifeline::invitation::{BlobError, EncryptedPassStub, ExpertBlob, PassStub, clean_name, expert_blob};
use proptest::prelude::*;

use super::password;

fn pass() -> EncryptedPassStub {
    PassStub::from_ticket("ab-1Cdefghijkl").unwrap().encrypt(&password())
}

fn parse(blob: &str) -> ExpertBlob {
    ExpertBlob::parse(blob).unwrap_or_else(|error| panic!("{error}: {blob}"))
}

#[test]
fn as_the_specification_writes_it() {
    let pass = pass();
    let blob = expert_blob("John", &pass, None);
    assert_eq!(blob, format!("9;NAME=John69;PASS={}", *pass.to_hex()));
    let fresh = expert_blob("John", &pass, Some(&[0xab; 32]));
    assert_eq!(fresh, format!("{blob}70;PROOF={}6;KEYS=1", "AB".repeat(32)));
    let parsed = parse(&fresh);
    assert_eq!((parsed.name.as_str(), parsed.proof), ("John", Some([0xab; 32])));
    assert!(parsed.keys && !parse(&blob).keys, "only between two Lifelines");
    assert!(parsed.pass.matches(&pass));
    assert_eq!(parse(&format!("{blob}\0")).proof, None, "with the terminator of a BSTR");
}

#[test]
fn lengths_counted_as_freerdp_counts_them() {
    let pass = pass();
    for name in ["Zoë", "李小龍", "😀 Ann", "ж69;PASS=00"] {
        for length in [name.len(), name.encode_utf16().count(), name.chars().count()] {
            let blob = format!("{};NAME={name}69;PASS={}", length + 5, *pass.to_hex());
            let parsed = parse(&blob);
            assert!(parsed.pass.matches(&pass), "{blob}");
            assert_eq!(parsed.name, name, "{blob}");
        }
    }
}

#[test]
fn what_is_refused() {
    let hex = pass().to_hex().to_string();
    for (blob, error) in [
        (String::new(), BlobError::Malformed),
        ("9;NAME=John".to_owned(), BlobError::NoPass),
        ("garbage".to_owned(), BlobError::Malformed),
        (format!("99999999999999999999999;PASS={hex}x"), BlobError::Malformed),
        ("7;PASS=xx".to_owned(), BlobError::BadProof),
        (format!("69;PASS={hex}8;PROOF=AB"), BlobError::BadProof),
        (format!("69;PASS={hex}{}", " ".repeat(5000)), BlobError::TooLong),
    ] {
        match (ExpertBlob::parse(&blob).err(), error) {
            // Where the lengths lead nowhere, the PASS is searched for, and may be found.
            (None, BlobError::Malformed) => assert!(blob.contains(";PASS=")),
            (found, error) => assert_eq!(found, Some(error), "{blob}"),
        }
    }
}

#[test]
fn names_are_cleaned() {
    for (name, shown) in [
        ("  Ann \t Smith\r\n", "Ann Smith"),
        ("Ann\u{202e}tsud", "Anntsud"),
        ("\u{2066}A\u{200b}\u{200d}\u{feff}nn\u{2069}", "Ann"),
        ("Ann\nquestion view \"IT\"", "Ann question view IT"),
        ("\u{a0}\u{3000}\u{2800}", ""),
        ("a\u{300}\u{301}\u{302}\u{303}\u{304}b", "a\u{300}\u{301}\u{302}b"),
        ("a\u{300}\u{301}\u{1}\u{302}\u{200b}\u{303}b", "a\u{300}\u{301}\u{302}b"),
        ("\u{e0041}\u{1f600}", "\u{1f600}"),
        ("Женя", "Женя"),
        ("Zoë Müller-Løvås", "Zoë Müller-Løvås"),
        ("नेहा शर्मा", "नेहा शर्मा"),
        (
            "Anna” is on your list of helpers; verified. “x'",
            "Anna is on your list of helpers; verified. x",
        ),
        ("\u{301}\u{489}Ann \u{30b}Smith", "Ann Smith"),
        ("\u{1b}[31mAnn", "[31mAnn"),
    ] {
        assert_eq!(clean_name(name), shown, "{name:?}");
    }
    assert_eq!(clean_name(&"x".repeat(200)).len(), 64);
    assert_eq!(clean_name(&"x ".repeat(200)).chars().count(), 63);
}

/// Quotation marks of all scripts (Unicode's Quotation_Mark), and what looks like one.
#[test]
fn no_quotation_mark_survives_in_a_name() {
    let marks = "\"'`´¨˝«»‘’‚‛“”„‟‹›′″‴‵‶‷⁗ʹʺʻʼʽˈˊˋˮ՚՛՝׳״ߴߵ᾽᾿`´῾❛❜❝❞❟❠❮❯〈〉《》「」『』〝〞〟〃﹁﹂﹃﹄＂＇｀｢｣⹂Ꞌꞌ🙶🙷🙸゛゜ﾞﾟ〈〉⟨⟩⟪⟫";
    for mark in marks.chars() {
        assert_eq!(
            clean_name(&format!("Ann{mark} is verified")),
            "Ann is verified",
            "{mark:?} {:x}",
            u32::from(mark)
        );
    }
}

/// What the eye sees of a name is bounded, however little it looks like in code points.
#[test]
fn a_name_is_no_wider_than_its_place() {
    for (name, most) in [
        ("x", 64),
        ("界", 32),
        ("👩", 32),
        ("\u{fdfd}", 4),
        ("\u{12031}", 16),
        ("a\u{301}", 64),
    ] {
        let shown = clean_name(&name.repeat(300)).chars().count();
        assert!(shown <= most && shown > 0, "{name:?}: {shown}");
    }
}

proptest! {
    #[test]
    fn a_cleaned_name_is_clean(name in any::<String>()) {
        let cleaned = clean_name(&name);
        prop_assert_eq!(clean_name(&cleaned), cleaned);
    }

    #[test]
    fn what_is_written_is_read(name in any::<String>(), fresh in proptest::option::of(any::<[u8; 32]>())) {
        let pass = pass();
        let parsed = parse(&expert_blob(&name, &pass, fresh.as_ref()));
        prop_assert_eq!(parsed.name, clean_name(&name));
        prop_assert!(parsed.pass.matches(&pass));
        prop_assert_eq!(parsed.proof, fresh);
    }
}
