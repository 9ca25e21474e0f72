//! Opens the user's own mail program with the ticket attached, ready to be looked over and sent.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use super::SaveError;
use crate::t;
use crate::texts::said::Said;

/// RFC 5321 §4.5.3.1.3, the longest path.
const MAX_ADDRESS: usize = 256;

/// Why no mail was opened. In each case the front end shows the file and how to attach it, and offers a draft.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("this is not a mail address")]
    BadAddress,
    #[error("there is no mail program on this computer")]
    NoProgram,
    /// The browser would open, and drop the attachment.
    #[error("mail is read in the browser here, which takes no attachment from other programs")]
    Webmail,
    /// The mail program ended with an error.
    #[error("the mail program could not be opened: {0}")]
    Failed(ExitStatus),
    /// Windows.
    #[error("the mail program could not be opened: MAPI error {0}")]
    Mapi(u32),
    /// Windows: there is no program for MAPI, and the draft for another one could not be written.
    #[error("the mail program could not be opened: {0}")]
    Draft(#[source] SaveError),
    #[error("the mail program could not be started: {0}")]
    Start(#[from] io::Error),
}

impl Said for MailError {
    fn why(&self) -> String {
        match self {
            Self::BadAddress => t!("mail-bad-address"),
            Self::NoProgram => t!("mail-no-program"),
            Self::Webmail => t!("mail-webmail"),
            Self::Failed(_) => t!("mail-failed"),
            Self::Mapi(number) => t!("file-why", error = t!("system-number", number = number.to_string())),
            Self::Draft(error) => error.why(),
            Self::Start(error) => error.why(),
        }
    }
}

/// A mail to open.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    pub to: Option<&'a str>,
    pub subject: &'a str,
    /// Tells the expert what to do; never the password.
    pub body: &'a str,
    /// The ticket's file. The mail program may read it later, so it must stay.
    pub attachment: &'a Path,
}

/// The programs that open a mail. `default()` are those of the system, looked for on `PATH`.
#[derive(Debug, Clone)]
#[cfg_attr(windows, derive(Default))]
pub struct MailPrograms {
    /// Linux: `xdg-email`; macOS: `osascript`.
    pub compose: PathBuf,
    /// Linux: `xdg-mime`, asked which program opens mail; `None` does not ask.
    pub query: Option<PathBuf>,
}

/// Opens the mail in the user's mail program. May take some seconds; the caller keeps it off the window's thread.
pub fn mail(mail: &Mail<'_>, programs: &MailPrograms) -> Result<(), MailError> {
    if !mail.to.is_none_or(is_address) {
        return Err(MailError::BadAddress);
    }
    system::open(mail, programs)
}

/// Strict enough that it can neither be taken for an option nor add headers to a `mailto:` address.
fn is_address(text: &str) -> bool {
    let allowed =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '?' | '&' | ',' | ';' | '"' | '<' | '>' | '\\');
    text.len() <= MAX_ADDRESS
        && !text.starts_with('-')
        && text.chars().all(allowed)
        && text
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
}

/// Runs the small programs that start a mail program.
#[cfg(not(windows))]
mod helper {
    use std::io;
    use std::process::{Child, Command, ExitStatus, Stdio};
    use std::time::{Duration, Instant};

    use super::MailError;

    /// A helper that still runs after this has started the mail program and waits for it.
    const TIMEOUT: Duration = Duration::from_secs(10);
    /// How often it is looked whether the helper has ended.
    const LOOK_AGAIN: Duration = Duration::from_millis(20);

    /// Waits for a helper; `None` if it still runs when the time is over.
    pub(super) fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
        let deadline = Instant::now().checked_add(TIMEOUT);
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if deadline.is_none_or(|deadline| Instant::now() >= deadline) {
                return Ok(None);
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Starts a helper with nothing connected to our own input and output.
    pub(super) fn start(command: &mut Command) -> Result<Child, MailError> {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => MailError::NoProgram,
                _ => MailError::Start(error),
            })
    }
}

#[cfg(not(any(windows, target_os = "macos")))]
mod system {
    use std::process::Stdio;

    use super::helper::{start, wait};
    use super::{Mail, MailError, MailPrograms, PathBuf};
    use crate::child;

    /// What the names of browsers' desktop files begin with or contain.
    const BROWSERS: [&str; 11] = [
        "firefox",
        "chrom",
        "brave",
        "opera",
        "vivaldi",
        "epiphany",
        "edge",
        "librewolf",
        "falkon",
        "konqueror",
        "browser",
    ];
    /// xdg-email: a needed program was not found.
    const NO_TOOL: i32 = 3;

    impl Default for MailPrograms {
        fn default() -> Self {
            Self {
                compose: PathBuf::from("xdg-email"),
                query: Some(PathBuf::from("xdg-mime")),
            }
        }
    }

    pub(super) fn open(mail: &Mail<'_>, programs: &MailPrograms) -> Result<(), MailError> {
        if let Some(query) = &programs.query {
            check_handler(query)?;
        }
        let mut command = child::command(&programs.compose);
        command.args(["--utf8", "--subject", mail.subject, "--body", mail.body, "--attach"]);
        command.arg(mail.attachment);
        command.args(mail.to);
        match wait(&mut start(&mut command)?)? {
            Some(status) if status.code() == Some(NO_TOOL) => Err(MailError::NoProgram),
            Some(status) if !status.success() => Err(MailError::Failed(status)),
            _ => Ok(()),
        }
    }

    /// Without a mail program xdg-email opens a browser and reports success, and the attachment is lost.
    fn check_handler(query: &std::path::Path) -> Result<(), MailError> {
        let answer = child::command(query)
            .args(["query", "default", "x-scheme-handler/mailto"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output();
        // Whoever cannot be asked is no reason not to try.
        let Ok(answer) = answer else { return Ok(()) };
        let handler = String::from_utf8_lossy(&answer.stdout).trim().to_ascii_lowercase();
        if handler.is_empty() {
            return Err(MailError::NoProgram);
        }
        if BROWSERS.iter().any(|browser| handler.contains(browser)) {
            return Err(MailError::Webmail);
        }
        Ok(())
    }
}

/// Mail by AppleScript. Not run here; checked against Mail's scripting dictionary only.
#[cfg(target_os = "macos")]
mod system {
    use super::helper::{start, wait};
    use super::{Mail, MailError, MailPrograms, PathBuf};
    use crate::child;

    /// The texts come as arguments, never inside the script, so nothing in them can be run.
    const SCRIPT: &str = r#"on run argv
tell application "Mail"
set draft to make new outgoing message with properties {subject:(item 1 of argv), content:(item 2 of argv), visible:true}
tell draft
if (item 4 of argv) is not "" then make new to recipient at end of to recipients with properties {address:(item 4 of argv)}
make new attachment with properties {file name:(POSIX file (item 3 of argv))} at after the last paragraph
end tell
activate
end tell
end run"#;

    impl Default for MailPrograms {
        fn default() -> Self {
            Self {
                compose: PathBuf::from("osascript"),
                query: None,
            }
        }
    }

    pub(super) fn open(mail: &Mail<'_>, programs: &MailPrograms) -> Result<(), MailError> {
        let mut command = child::command(&programs.compose);
        command.args(["-e", SCRIPT, mail.subject, mail.body]);
        command.arg(mail.attachment).arg(mail.to.unwrap_or_default());
        match wait(&mut start(&mut command)?)? {
            Some(status) if !status.success() => Err(MailError::Failed(status)),
            _ => Ok(()),
        }
    }
}

/// Mail by Simple MAPI; where no program offers it, a draft file is opened instead (`X-Unsent`). Run under Wine, which opens no draft.
#[cfg(windows)]
mod system {
    use super::super::simple_mapi::{self, Outcome};
    use super::super::{Draft, IfExists, save_draft};
    use super::{Mail, MailError, MailPrograms};

    pub(super) fn open(mail: &Mail<'_>, _: &MailPrograms) -> Result<(), MailError> {
        match simple_mapi::open(mail) {
            Outcome::Opened => Ok(()),
            Outcome::Failed(code) => Err(MailError::Mapi(code)),
            Outcome::NotThere => open_draft(mail),
        }
    }

    fn open_draft(mail: &Mail<'_>) -> Result<(), MailError> {
        let ticket = crate::regular_file::read_text(mail.attachment, crate::invitation::MAX_TICKET_BYTES as u64)?;
        let file_name = mail.attachment.file_name().unwrap_or_default().to_string_lossy();
        let draft = Draft {
            to: mail.to,
            subject: mail.subject,
            body: mail.body,
            file_name: &file_name,
            ticket: &ticket,
        };
        let path = save_draft(&draft, &mail.attachment.with_extension("eml"), IfExists::Replace);
        let path = path.map_err(MailError::Draft)?;
        opener::open(path).map_err(|_| MailError::NoProgram)
    }
}
