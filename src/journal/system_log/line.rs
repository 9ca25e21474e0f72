//! How an entry stands in the system's log.

use crate::journal::entry::Entry;

/// One line: what happened, and with whom.
pub(super) fn line(entry: &Entry) -> String {
    let kind = serde_json::to_string(&entry.kind).unwrap_or_default();
    let mut text = kind.trim_matches('"').to_owned();
    let fields = [
        ("session", &entry.session),
        ("who", &entry.who),
        ("address", &entry.address),
        ("ticket", &entry.ticket),
        ("detail", &entry.detail),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            // Quoted and escaped as in Rust's own text, so that it stays one line of visible characters.
            text.push_str(&format!(" {name}={value:?}"));
        }
    }
    if entry.count > 1 {
        text.push_str(&format!(" count={}", entry.count));
    }
    text
}

/// Whether an administrator should look at it.
#[cfg(not(target_os = "macos"))]
pub(super) fn is_warning(entry: &Entry) -> bool {
    use crate::journal::entry::Kind;
    matches!(
        entry.kind,
        Kind::WrongPassword
            | Kind::ClosedAfterFailedTries
            | Kind::ListenerProblem
            | Kind::StrangerForbidden
            | Kind::NotRecorded
    )
}
