//! A ticket handed over: saved, mailed by the user's own program, as a draft.

use std::fs;

use lifeline::invitation::delivery::{Draft, IfExists, SaveError, draft_eml, save, save_draft};
use mail_parser::{MessageParser, MimeHeaders as _};

use super::{new_ticket, password};

#[test]
fn saved_under_its_ending_and_never_over_another_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let path = save("one", &dir.path().join("Help.me"), IfExists::Refuse).unwrap();
    assert_eq!(path, dir.path().join("Help.me.msrcIncident"));
    let again = save("two", &dir.path().join("Help.me.msrcIncident"), IfExists::Refuse);
    assert!(matches!(again, Err(SaveError::Exists(found)) if found == path));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    save("two", &path, IfExists::Replace).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    let kept = save("x", &dir.path().join("other.MSRCINCIDENT"), IfExists::Refuse).unwrap();
    assert_eq!(kept, dir.path().join("other.MSRCINCIDENT"));

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for path in [&path, &kept] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn what_cannot_be_saved_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("missing/x.msrcIncident");
    fs::create_dir(dir.path().join("dir.msrcIncident")).unwrap();
    for if_exists in [IfExists::Refuse, IfExists::Replace] {
        let error = save("x", &nowhere, if_exists).unwrap_err();
        assert!(matches!(&error, SaveError::Write { .. }), "{error}");
        assert!(error.to_string().contains("missing"));
    }
    let error = save("x", &dir.path().join("dir.msrcIncident"), IfExists::Replace).unwrap_err();
    assert!(matches!(error, SaveError::Write { .. }), "{error}");
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        1,
        "no temporary file is left"
    );
}

#[test]
fn a_draft_holds_the_ticket_as_an_attachment() {
    let ticket = new_ticket(&["192.168.1.200"]).write(&password());
    let draft = Draft {
        to: Some("bob@example.org"),
        subject: "Bitte hilf mir – schau auf meinen Bildschirm, sobald du Zeit dafür hast, ja?",
        body: "Öffne die Datei.\nDanke!\n",
        file_name: "Invitation from \"Ann\"",
        ticket: &ticket,
    };
    let eml = draft_eml(&draft).unwrap();
    assert!(eml.is_ascii());
    let text = str::from_utf8(&eml).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.lines().all(|line| line.len() <= 78), "{text}");
    let mail = MessageParser::default().parse(&eml).unwrap();
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some("bob@example.org"));
    assert_eq!(mail.subject(), Some(draft.subject));
    assert_eq!(mail.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert_eq!(mail.header_raw("MIME-Version").map(str::trim), Some("1.0"));
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), draft.body);
    assert_eq!(mail.attachment_count(), 1);
    let attachment = mail.attachment(0).unwrap();
    assert_eq!(attachment.attachment_name(), Some("Invitation from _Ann_.msrcIncident"));
    assert_eq!(attachment.contents(), ticket.as_bytes());
    // The mail program says when it is sent.
    assert!(mail.date().is_none() && mail.message_id().is_none());

    let dir = tempfile::tempdir().unwrap();
    let path = save_draft(&draft, &dir.path().join("mail"), IfExists::Refuse).unwrap();
    assert_eq!(path, dir.path().join("mail.eml"));
    let saved = fs::read(path).unwrap();
    let saved = MessageParser::default().parse(&saved).unwrap();
    assert_eq!(saved.attachment(0).unwrap().contents(), ticket.as_bytes());
}

#[test]
fn no_line_of_ours_becomes_a_header_of_theirs() {
    let eml = draft_eml(&Draft {
        to: Some("bob@example.org\r\nBcc: eve@example.org"),
        subject: "Help\nX-Evil: 1",
        body: "",
        file_name: "../a\r\nb\".exe",
        ticket: "x",
    })
    .unwrap();
    let mail = MessageParser::default().parse(&eml).unwrap();
    for header in ["Bcc", "X-Evil"] {
        assert!(mail.header_raw(header).is_none(), "{}", String::from_utf8_lossy(&eml));
    }
    assert_eq!(
        mail.attachment(0).unwrap().attachment_name(),
        Some("_a__b_.exe.msrcIncident")
    );
}

#[cfg(all(unix, not(target_os = "macos")))]
mod by_xdg_email {
    use std::path::{Path, PathBuf};

    use lifeline::invitation::delivery::{Mail, MailError, MailPrograms, mail};

    use super::fs;
    use crate::surroundings;

    /// A program that runs these lines of shell. Another process writes it: what a test beside this one starts just
    /// then would inherit a file that is open for writing, and such a file cannot be run.
    fn program(dir: &Path, name: &str, lines: &str) -> PathBuf {
        let path = dir.join(name);
        let written = surroundings::command("sh")
            .args(["-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$0\" && chmod 700 \"$0\""])
            .arg(&path)
            .arg(lines)
            .status();
        assert!(written.unwrap().success());
        path
    }

    fn send(dir: &Path, to: Option<&str>, compose: PathBuf, query: Option<PathBuf>) -> Result<(), MailError> {
        let attachment = dir.join("Invitation ä.msrcIncident");
        fs::write(&attachment, "ticket").unwrap();
        let letter = Mail {
            to,
            subject: "Help; $(touch evil)",
            body: "Open it.\n\"Thanks\"",
            attachment: &attachment,
        };
        mail(&letter, &MailPrograms { compose, query })
    }

    #[test]
    fn the_ticket_is_attached() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log");
        let compose = program(
            dir.path(),
            "xdg-email",
            &format!("printf '%s\\0' \"$@\" > '{}'", log.display()),
        );
        let query = program(
            dir.path(),
            "xdg-mime",
            "[ \"$*\" = 'query default x-scheme-handler/mailto' ] && echo thunderbird.desktop",
        );
        send(dir.path(), Some("bob@example.org"), compose, Some(query)).unwrap();
        let arguments = fs::read_to_string(log).unwrap();
        let arguments: Vec<&str> = arguments.trim_end_matches('\0').split('\0').collect();
        let attached = dir.path().join("Invitation ä.msrcIncident");
        assert_eq!(
            arguments,
            [
                "--utf8",
                "--subject",
                "Help; $(touch evil)",
                "--body",
                "Open it.\n\"Thanks\"",
                "--attach",
                attached.to_str().unwrap(),
                "bob@example.org"
            ]
        );
    }

    #[test]
    fn each_failure_is_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let missing = dir.path().join("not-there");
        assert!(matches!(
            send(dir.path(), None, missing.clone(), None),
            Err(MailError::NoProgram)
        ));
        let fails = |code: u8| program(dir.path(), &format!("exit{code}"), &format!("exit {code}"));
        assert!(matches!(
            send(dir.path(), None, fails(3), None),
            Err(MailError::NoProgram)
        ));
        assert!(matches!(
            send(dir.path(), None, fails(4), None),
            Err(MailError::Failed(_))
        ));
        assert!(send(dir.path(), None, fails(0), None).is_ok());
        let handler = |name: &str| Some(program(dir.path(), &format!("mime-{name}"), &format!("echo {name}")));
        assert!(matches!(
            send(dir.path(), None, fails(0), handler("firefox-esr.desktop")),
            Err(MailError::Webmail)
        ));
        assert!(matches!(
            send(dir.path(), None, fails(0), handler("")),
            Err(MailError::NoProgram)
        ));
        assert!(
            send(dir.path(), None, fails(0), Some(missing)).is_ok(),
            "who cannot be asked is no obstacle"
        );
    }

    #[test]
    fn an_address_is_no_option_and_adds_no_header() {
        let dir = tempfile::tempdir().unwrap();
        let never = program(dir.path(), "never", "touch \"$0.ran\"");
        for bad in [
            "--attach=/etc/passwd",
            "-x@y",
            "bob",
            "a@b@c",
            "a@b?bcc=e@f",
            "a@b&cc=e@f",
            "a@b,c@d",
            "a b@c",
            "@",
            "a@b\n",
        ] {
            let sent = send(dir.path(), Some(bad), never.clone(), None);
            assert!(matches!(sent, Err(MailError::BadAddress)), "{bad}");
        }
        assert!(!dir.path().join("never.ran").exists());
    }
}
