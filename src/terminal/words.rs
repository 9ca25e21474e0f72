//! What the terminal says to a person, beside the fixed lines.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::one_line;
use super::snapshot::SnapshotError;
use crate::desk;
use crate::desk::Change;
use crate::desk::words::{self, change, question_caution, question_names, question_who};
use crate::session::expert::{End, Protection};
use crate::session::novice::{Compare, PauseReason, Question, QuestionKind, ReplyProblem, SessionEnd, Unmapped};
use crate::session::told::Apart;
use crate::t;
use crate::texts::times;

pub(super) fn session_gone() -> String {
    words::session_gone().to_string()
}

pub fn no_display() -> String {
    t!("terminal-no-display")
}

pub(super) fn input_refused() -> String {
    t!("viewer-input-refused")
}

pub(super) fn invitation() -> String {
    [t!("terminal-invitation"), t!("terminal-stop-cancels")].join("\n")
}

pub(super) fn unmapped(why: &Unmapped) -> String {
    words::unmapped(why)
}

/// The same for who listens for the person they help.
pub(super) fn unmapped_here(why: &Unmapped) -> String {
    words::unmapped_here(why)
}

pub(super) fn reply(expires: SystemTime) -> String {
    t!("terminal-reply", until = times::until(expires))
}

pub(super) fn not_connected(problem: ReplyProblem) -> String {
    words::not_connected(problem).to_string()
}

pub(super) fn dead_invitation(reason: &str) -> String {
    t!("in-force-dead", reason = reason)
}

pub(super) fn question(question: &Question) -> String {
    let address = question.address.ip().to_canonical().to_string();
    let mut lines = match question.kind {
        QuestionKind::View => vec![
            t!("question-view-title"),
            question_who(question, &address),
            t!("question-view-means"),
        ],
        QuestionKind::Control => vec![
            t!("question-control-title"),
            t!("question-details-address", address = address),
            t!("question-control-means"),
            t!("question-control-caution"),
        ],
    };
    let names = question_names(question);
    let again = question.again.then(|| t!("question-again"));
    // After the first line, each on one of its own.
    lines.splice(1..1, names.iter().map(|name| one_line(&name.line())).chain(again));
    if let Some(notice) = &question.notice {
        lines.push(t!("question-notice", notice = one_line(notice)));
    }
    if question.protection != Protection::TlsAndRc4 {
        lines.push(t!("question-details-not-reached"));
    }
    if question.protection == Protection::Rc4Only {
        lines.push(t!("question-weak"));
    }
    if question.desktop_asks {
        lines.push(match question.kind {
            QuestionKind::View => t!("question-desktop-asks"),
            QuestionKind::Control => t!("question-desktop-asks-control"),
        });
    }
    if question.kind == QuestionKind::View {
        lines.push(t!("question-private"));
        lines.extend(question.caller_seconds.map(|_| t!("question-caller")));
        lines.push(question_caution(question));
    }
    lines.push(match question.caller_seconds {
        Some(wait) => t!("terminal-answer-caller", wait = wait, seconds = question.seconds),
        None => t!("terminal-answer", seconds = question.seconds),
    });
    lines.insert(0, String::new());
    lines.join("\n")
}

pub(super) fn waiting_for_offers(port: u16) -> String {
    match port {
        desk::USUAL_PORT => t!("terminal-waiting-offers", port = port.to_string()),
        _ => t!("terminal-waiting-offers-elsewhere", port = port.to_string()),
    }
}

pub(super) fn compare(compare: &Compare) -> String {
    let address = compare.address.ip().to_canonical().to_string();
    let name = Apart::known(&one_line(&compare.name)).map(|name| name.line());
    let lines = name
        .into_iter()
        .chain([t!("terminal-compare-novice", address = address)]);
    lines.collect::<Vec<_>>().join("\n")
}

pub(super) fn compare_with(address: SocketAddr) -> String {
    t!("terminal-compare", address = address.ip().to_canonical().to_string())
}

pub(super) fn no_words() -> String {
    t!("terminal-no-words")
}

pub(super) fn offers_changed(changes: &[Change]) -> String {
    let changes: Vec<_> = changes
        .iter()
        .flat_map(|one| change(one).lines().collect::<Vec<_>>())
        .collect();
    t!("terminal-offers-changed", changes = changes.join("\n"))
}

pub(super) fn too_early() -> String {
    t!("terminal-too-early")
}

pub(super) fn caller_first() -> String {
    t!("terminal-caller-first")
}

pub(super) fn i_called(seconds: u32) -> String {
    t!("terminal-i-called", seconds = seconds)
}

pub(super) fn allow_now() -> String {
    t!("terminal-allow-now")
}

/// A yes that was typed counts only when this time is over.
pub(super) fn yes_waits(left: Duration) -> String {
    t!("terminal-yes-waits", seconds = left.as_secs_f64().ceil())
}

pub(super) fn they_called() -> String {
    [
        t!("called-title"),
        t!("called-means"),
        t!("called-do"),
        t!("terminal-they-called"),
    ]
    .join("\n")
}

pub(super) fn no_question() -> String {
    t!("terminal-no-question")
}

pub(super) fn shortcut(keys: &str) -> String {
    t!("bar-shortcut", keys = keys)
}

pub(super) fn desktop_asks_control() -> String {
    t!("terminal-desktop-asks-control")
}

pub(super) fn desktop_asks() -> String {
    t!("terminal-desktop-asks")
}

pub(super) fn viewing() -> String {
    t!("terminal-viewing")
}

pub(super) fn controlling(escape_watched: bool) -> String {
    let mut says = vec![t!("terminal-controlling")];
    if escape_watched {
        says.push(t!("bar-escape"));
    }
    says.join(" ")
}

pub(super) fn try_failed(tries_left: u32) -> String {
    t!("terminal-try-failed", count = tries_left)
}

/// `in_force`: the invitation is, and can be cancelled.
pub(super) fn session_ended(end: &SessionEnd, in_force: bool) -> String {
    let mut lines = vec![words::novice_end(end, in_force).to_string()];
    if in_force {
        lines.push(t!("terminal-stop-cancels"));
    }
    lines.join("\n")
}

/// `offers`: helpers may offer their help here.
pub(super) fn all_closed(offers: bool) -> String {
    words::all_closed(offers).to_string()
}

pub(super) fn end_of_input() -> String {
    t!("terminal-end-of-input")
}

pub(super) fn not_now() -> String {
    t!("terminal-not-now")
}

pub(super) fn novice_commands() -> String {
    t!(
        "terminal-not-understood",
        commands = "y, y-prompts, n, i-called, they-called, pause, resume, allow-control, take-back, decline, keep-offers, put-back-offers, stop, end-everything, connect REPLY"
    )
}

/// The line of a system that shows something to its person alone, and of its end.
pub(super) fn system_asks(asks: bool) -> &'static str {
    if asks { "system-asks" } else { "system-asked" }
}

pub(super) fn system_asks_them() -> String {
    t!("viewer-system-asks")
}

pub(super) fn is_protected() -> String {
    t!("bar-note-protected")
}

/// The line of a pause, and why, where that needs a word.
pub(super) fn paused(why: PauseReason) -> String {
    match why.journal_word() {
        Some(word) => format!("paused {word}"),
        None => "paused".to_owned(),
    }
}

pub(super) fn waiting(address: SocketAddr, protection: Protection) -> String {
    t!(
        "terminal-waiting",
        address = address.to_string(),
        protection = words::protection(protection)
    )
}

pub(super) fn postponed(seconds: u32) -> String {
    t!("terminal-postponed", seconds = seconds)
}

pub(super) fn control_asked() -> String {
    t!("terminal-control-asked")
}

pub(super) fn done(command: &str) -> String {
    t!("terminal-done", command = command)
}

pub(super) fn expert_commands() -> String {
    let commands = "words-match, words-differ, request-control, release-control, move X Y, click X Y [BUTTON], button-down X Y [BUTTON], \
         button-up X Y [BUTTON], type TEXT, key NAME, key-down NAME, key-up NAME, snapshot FILE, end";
    t!("terminal-not-understood", commands = commands)
}

pub(super) fn already_controlling() -> String {
    t!("terminal-already-controlling")
}

pub(super) fn not_viewing() -> String {
    t!("terminal-not-viewing")
}

pub(super) fn not_controlling() -> String {
    t!("terminal-not-controlling")
}

pub(super) fn bad_place() -> String {
    t!("terminal-bad-place")
}

pub(super) fn outside(size: (u16, u16)) -> String {
    t!("terminal-outside", width = size.0, height = size.1)
}

pub(super) fn bad_button() -> String {
    let buttons = "left, right, middle, back, forward, wheel-up, wheel-down, wheel-left, wheel-right";
    t!("terminal-bad-button", buttons = buttons)
}

pub(super) fn bad_key() -> String {
    t!(
        "terminal-bad-key",
        examples = "enter, esc, f5, a, ctrl+alt+del",
        document = "docs/terminal.md"
    )
}

pub(super) fn no_file() -> String {
    t!("terminal-no-file", command = "snapshot FILE")
}

pub fn saved(file: &Path) -> String {
    t!("viewer-saved", path = file.display().to_string())
}

pub fn not_saved(file: &Path, error: &SnapshotError) -> String {
    t!(
        "terminal-not-saved",
        path = file.display().to_string(),
        error = error.clause()
    )
}

pub(super) fn expert_ended(end: &End) -> String {
    words::expert_end(end).to_string()
}
