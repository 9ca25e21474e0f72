//! What the terminal says to a person, beside the fixed lines.

use std::net::SocketAddr;
use std::path::Path;

use super::snapshot::SnapshotError;
use super::{one_line, quoted};
use crate::session::expert::{End, Protection};
use crate::session::novice::{Question, QuestionKind, SessionEnd};

pub fn session_gone() -> String {
    "The session ended unexpectedly. This is a fault of the program. Look into its log and start it again.".to_owned()
}

pub fn no_display() -> String {
    "There is no display here, so everything happens on this terminal.".to_owned()
}

pub(super) fn invitation() -> String {
    "Send the file to your helper. Tell them the password by another way, best by telephone.\n\
     Waiting for your helper. Type stop and Enter to cancel the invitation."
        .to_owned()
}

pub(super) fn dead_invitation(reason: &str) -> String {
    format!("An earlier invitation no longer works. {reason}")
}

pub(super) fn question(question: &Question) -> String {
    let name = quoted(&question.name);
    let address = question.address.ip().to_canonical();
    let mut lines = vec![String::new()];
    match question.kind {
        QuestionKind::View => {
            lines.push(format!("{name} wants to see your screen."));
            lines.push(format!("They gave the right password. They connect from {address}."));
            lines.push("Their name is what they typed; it is not verified.".to_owned());
            if !question.reached_proved {
                lines.push("Their program cannot check that it reached you.".to_owned());
            }
            if question.weak {
                lines.push("This connection is weakly protected.".to_owned());
            }
            lines.push("They will see everything on this screen until you stop. They cannot click or type unless you allow that later.".to_owned());
        }
        QuestionKind::Control => {
            lines.push(format!(
                "{name} wants to use your mouse and keyboard. They connect from {address}."
            ));
            lines.push(
                "They will be able to do what you can do. Type take-back and Enter to end that at any time.".to_owned(),
            );
        }
    }
    lines.push("Did you call them, or did they call you? No bank and no company calls to see your screen.".to_owned());
    lines.push(format!(
        "Type y and Enter to allow it, n and Enter to refuse. Without an answer in {} seconds it is refused.",
        question.seconds
    ));
    lines.join("\n")
}

pub(super) fn too_early() -> String {
    "That was typed before the question could be read, and does not count.".to_owned()
}

pub(super) fn no_question() -> String {
    "No question is open.".to_owned()
}

pub(super) fn viewing() -> String {
    "Your helper can see your screen. Type pause, allow-control or stop and Enter.".to_owned()
}

pub(super) fn controlling(escape_watched: bool) -> String {
    let escape = if escape_watched { " Esc takes it back." } else { "" };
    format!("Your helper can use your mouse and keyboard.{escape} Type take-back or stop and Enter.")
}

pub(super) fn try_failed(tries_left: u32) -> String {
    format!("Someone gave a wrong password. {tries_left} more wrong tries and the invitation is closed.")
}

pub(super) fn session_ended(end: &SessionEnd) -> String {
    let happened = match end {
        SessionEnd::NoviceStopped => "You stopped sharing.".to_owned(),
        SessionEnd::ExpertLeft => "Your helper left.".to_owned(),
        SessionEnd::Lost => "The connection to your helper broke.".to_owned(),
        SessionEnd::ViewRefused => "You did not allow it.".to_owned(),
        SessionEnd::ViewUnanswered => "The question was not answered, so it was refused.".to_owned(),
        SessionEnd::ScreenGone(why) => format!("Your screen can no longer be shown. {}", one_line(why)),
        SessionEnd::Replaced => "Your helper connected again.".to_owned(),
        SessionEnd::Expired => "The invitation has expired.".to_owned(),
        SessionEnd::Protocol(_) => {
            "Your helper's program sent something that makes no sense, and was shown out.".to_owned()
        }
    };
    format!("{happened} Nobody can see your screen now. Type stop and Enter to cancel the invitation too.")
}

pub(super) fn end_of_input() -> String {
    "Nothing more can be typed here, so every question will be refused.".to_owned()
}

pub(super) fn not_now() -> String {
    "That cannot be done now.".to_owned()
}

pub(super) fn novice_commands() -> String {
    "Not understood. The commands are: y, n, pause, resume, allow-control, take-back, stop.".to_owned()
}

pub(super) fn waiting(address: SocketAddr, protection: Protection) -> String {
    let protection = match protection {
        Protection::TlsAndRc4 | Protection::Tls => "The connection is protected.",
        Protection::Rc4Only => "The connection is weakly protected: the other computer's program knows nothing better.",
    };
    format!("Connected to {address}. {protection} Waiting until the person you help lets you see their screen.")
}

pub(super) fn control_asked() -> String {
    "The person you help is asked whether you may use their mouse and keyboard.".to_owned()
}

pub(super) fn done(command: &str) -> String {
    format!("{command}: done")
}

pub(super) fn expert_commands() -> String {
    "Not understood. The commands are: request-control, release-control, click X Y [BUTTON], move X Y, button-down X Y [BUTTON], \
     button-up X Y [BUTTON], type TEXT, key NAME, key-down NAME, key-up NAME, snapshot FILE, end."
        .to_owned()
}

pub(super) fn already_controlling() -> String {
    "You already have control, or have asked for it.".to_owned()
}

pub(super) fn not_viewing() -> String {
    "You do not see the screen now.".to_owned()
}

pub(super) fn not_controlling() -> String {
    "You do not have control. Ask for it with request-control.".to_owned()
}

pub(super) fn bad_place() -> String {
    "A place is two whole numbers, X and Y, counted in pixels from the top left corner.".to_owned()
}

pub(super) fn outside(size: (u16, u16)) -> String {
    format!(
        "That place is outside the picture, which is {} wide and {} high.",
        size.0, size.1
    )
}

pub(super) fn bad_button() -> String {
    "The buttons are: left, right, middle, back, forward, wheel-up, wheel-down, wheel-left, wheel-right. A wheel cannot be held down."
        .to_owned()
}

pub(super) fn bad_key() -> String {
    "There is no key of that name. Examples: enter, esc, f5, a, ctrl+alt+del. docs/terminal.md has them all.".to_owned()
}

pub(super) fn no_file() -> String {
    "Say which file to write: snapshot FILE.".to_owned()
}

pub(super) fn saved(file: &Path) -> String {
    format!("The picture is in {}.", file.display())
}

pub(super) fn not_saved(file: &Path, error: &SnapshotError) -> String {
    format!("No picture was saved in {}: {error}.", file.display())
}

pub(super) fn expert_ended(end: &End) -> String {
    match end {
        End::ByExpert => "You ended the session.",
        End::NoviceStopped => "The person you help stopped sharing.",
        End::NoviceSaidNo => "The person you help did not allow it.",
        End::NeverAnswered => "Nobody answered the question. Call the person you help, and try again when they sit at the computer.",
        End::WrongPassword => "The password does not fit this invitation. Ask for it again, and take care to type it as it was told.",
        End::UnknownInvitation => "The other computer does not know this invitation. It was probably cancelled. Ask for a new one.",
        End::Expired => "This invitation has expired. Ask for a new one.",
        End::AlreadyHelped => "Someone is helping this person already. Try again later.",
        End::Closed => "The invitation was closed after too many wrong passwords. Ask for a new one.",
        End::Lost => "The connection broke. The network or the other computer may be gone. Open the invitation again.",
        End::Unreachable => {
            "The other computer could not be reached. The invitation may have expired, or the computer is behind a router that lets \
             nobody in. Ask whether the program still waits there."
        }
        End::PinMismatch => {
            "Who answered is not the computer that made this invitation, so nothing was sent to it. The address may belong to \
             another computer by now, or someone stands in between. Ask for a new invitation."
        }
        End::TooWeak => "The other computer's program protects the connection too little. It may be out of date.",
        End::Protocol(_) => "The other computer's program sent something that makes no sense. It may be of another kind or broken.",
        End::NotAnInvitation => "That is not an invitation. Look for the file that the person you help sent you; its name ends in .msrcIncident.",
        End::DamagedInvitation => "This invitation is damaged; a part of it is missing or was changed on the way. Ask for it again, best as a file.",
        End::NoAddress => "This invitation names no computer to connect to. Ask for a new one.",
        End::Other(_) => "The other computer ended the session and gave only a number as its reason.",
    }
    .to_owned()
}
