//! What goes wrong is told in the person's language, whole: no error's own English words stand in it.

use std::fmt::Display;
use std::fs;
use std::io;
use std::path::Path;

use lifeline::desk::words::{expert_end, novice_end};
use lifeline::invitation::StoreError;
use lifeline::net::error::HelperError;
use lifeline::policy::{Settings, Sources, Who};
use lifeline::rdp::{Misbehaved, RdpError};
use lifeline::screen::{CaptureError, NoDisplay};
use lifeline::session::expert::{End, OwnFailure, ProtocolFailure};
use lifeline::session::novice::SessionEnd;
use lifeline::texts::LANGUAGES;
use lifeline::texts::said::Said;
use lifeline::trust::{Computers, TrustError};

use super::{before_english, speaking};

/// An error's own words, and how a person is told of it.
type Told = (String, Box<dyn Fn() -> String>);

fn said<E: Said + Display + 'static>(error: E) -> Told {
    (error.to_string(), Box::new(move || error.why()))
}

/// Files that are no good, and what is found in them.
fn kept(folder: &Path) -> Vec<Told> {
    let dir = folder.join("kept");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("computers.json"), "{").unwrap();
    fs::write(dir.join("settings.json"), "{").unwrap();
    let damaged = Computers::of(&dir).list().unwrap_err();
    assert!(matches!(damaged, TrustError::Damaged { .. }), "{damaged}");
    let settings = Settings::load(&dir).unwrap_err();
    // A file stands where the folder belongs.
    let unreadable = Computers::of(&dir.join("settings.json")).list().unwrap_err();
    assert!(matches!(unreadable, TrustError::Read { .. }), "{unreadable}");
    let unwritten = Settings::default().save(&dir.join("settings.json")).unwrap_err();
    let rules = Sources::in_files(dir.join("no-policy.json"), Some(dir), Who::default()).rules();
    let wrong = rules.wrong.unwrap();
    let trusted = wrong.what.clone();
    vec![
        said(damaged),
        said(settings),
        said(unreadable),
        said(unwritten),
        said(TrustError::Silent),
        said(StoreError::TooMany),
        said(io::Error::from(io::ErrorKind::PermissionDenied)),
        said(io::Error::other("nothing of the kind")),
        (
            trusted,
            Box::new(move || format!("{} {}", LANGUAGES.len(), wrong.for_people())),
        ),
    ]
}

fn ends() -> Vec<Told> {
    let theirs = RdpError::from(Misbehaved::DrawsWithoutEnd);
    let screen = CaptureError::from(NoDisplay::MonitorMissing);
    let helpers: [(String, End); 3] = [
        (theirs.to_string(), End::Protocol(ProtocolFailure::Rdp(theirs.clone()))),
        (
            TrustError::Silent.to_string(),
            End::Unable(OwnFailure::Trust(TrustError::Silent.into())),
        ),
        (
            HelperError::Nameless.to_string(),
            End::Unable(OwnFailure::Certificate(HelperError::Nameless.into())),
        ),
    ];
    let novices: [(String, SessionEnd); 2] = [
        (theirs.to_string(), SessionEnd::Protocol(theirs)),
        (screen.to_string(), SessionEnd::ScreenGone(screen.into())),
    ];
    let mut told: Vec<Told> = Vec::new();
    for (own, end) in helpers {
        told.push((own, Box::new(move || expert_end(&end).to_string())));
    }
    for (own, end) in novices {
        told.push((own, Box::new(move || novice_end(&end, true).to_string())));
    }
    told
}

#[test]
fn what_goes_wrong_is_said_in_each_language_and_never_in_an_error_s_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = kept(folder.path());
    told.extend(ends());
    let in_english: Vec<_> = {
        let _turn = speaking(&LANGUAGES[..1]);
        told.iter().map(|(_, say)| say()).collect()
    };
    for language in &LANGUAGES[1..] {
        let _turn = speaking(&before_english(*language));
        for ((own, say), english) in told.iter().zip(&in_english) {
            let said = say();
            assert!(!said.contains(own.as_str()), "{}: {said}", language.tag);
            // The rules name a place alone, where what is wrong there is an administrator's to read.
            if own != &told[8].0 {
                assert_ne!(&said, english, "{}: {own}", language.tag);
            }
        }
    }
}

/// Whatever ended a session is a sentence in the history, and not the journal's word.
#[test]
fn every_end_is_a_sentence_in_the_history() {
    use lifeline::journal::{Entry, Kind, Role};
    use lifeline::session::record;
    let _turn = speaking(&LANGUAGES[..1]);
    for word in END_WORDS {
        let entry = Entry {
            session: Some("1".to_owned()),
            role: Role::Expert,
            ..Entry::at(Kind::Ended, 0).detail(word)
        };
        let said = record::entry(&entry);
        assert!(said.ends_with('.'), "{word}: {said}");
        assert!(!word.contains('-') || !said.contains(word), "{word}: {said}");
        assert_ne!(said, lifeline::t!("history-no-end"), "{word}");
    }
}

/// Those of `End::journal_word` and `SessionEnd::journal_word`, with what may follow them.
const END_WORDS: [&str; 38] = [
    "by-you",
    "novice-stopped",
    "novice-closed",
    "novice-screen-gone",
    "misunderstood",
    "novice-left",
    "refused",
    "desktop-refused",
    "unanswered",
    "too-soon",
    "wrong-password",
    "unknown-invitation",
    "expired",
    "already-helped",
    "closed",
    "forbidden",
    "key-not-known",
    "time-up",
    "replaced",
    "other-version",
    "forbidden-here",
    "lost",
    "unreachable",
    "cannot-listen",
    "nobody-came",
    "someone-else",
    "not-allowed",
    "changed-key",
    "words-differ",
    "too-weak",
    "protocol something",
    "unable something",
    "not-an-invitation",
    "damaged",
    "no-address",
    "other 99",
    "stopped",
    "fault",
];
