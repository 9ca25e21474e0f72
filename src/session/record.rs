//! What is on record, a line each.

use std::time::Duration;

use super::history::{self, Item, PastSession};
use super::told::{Apart, Told};
use crate::invitation::clean_name;
use crate::journal::{
    BAR_HIDDEN, BUSY, Entry, I_CALLED, INTERRUPTED, KEY_KNOWN, Kind, NOT_INTERNAL, NOT_OFFICIAL, OFFERED, Role,
    THEY_CALLED,
};
use crate::t;
use crate::texts::times::{duration, stamp, when};

/// "for 360 minutes", as the journal has it, in hours and days.
fn invited(detail: &str) -> String {
    let minutes = detail
        .strip_prefix("for ")
        .and_then(|rest| rest.strip_suffix(" minutes"));
    match minutes.and_then(|minutes| minutes.parse::<u32>().ok()) {
        Some(minutes) => t!(
            "record-invited-for",
            time = duration(Duration::from_secs(u64::from(minutes) * 60))
        ),
        None => t!("record-invited", detail = detail),
    }
}

/// One line of the journal as a sentence without who and when; with how often, where that is more than once.
#[must_use]
pub fn entry(entry: &Entry) -> String {
    let said = once(entry);
    // It says its number itself.
    if entry.count == 1 || entry.kind == Kind::NotRecorded {
        return said;
    }
    let times = t!(
        "record-times",
        count = entry.count,
        first = when(entry.began()),
        last = when(entry.time)
    );
    format!("{said} {times}")
}

fn once(entry: &Entry) -> String {
    let detail = entry.detail.as_deref().unwrap_or_default();
    let expert = entry.role == Role::Expert;
    match entry.kind {
        Kind::Started => t!("record-started"),
        Kind::Stopped => t!("record-stopped"),
        Kind::Invited => invited(detail),
        Kind::Addresses => t!("record-addresses", detail = detail),
        Kind::Cancelled => t!("record-cancelled"),
        Kind::AllClosed => t!("record-all-closed"),
        Kind::Expired => t!("record-expired"),
        Kind::ClosedAfterFailedTries => t!("record-closed"),
        Kind::Reached => t!("record-reached"),
        Kind::Connected if is_own_offer(entry) => t!("record-offer-accepted"),
        Kind::Connected if expert => t!("record-accepted"),
        Kind::Connected if detail == OFFERED => t!("record-offered"),
        Kind::Connected if detail == KEY_KNOWN => t!("record-key-known"),
        Kind::Connected => t!("record-connected"),
        Kind::Dialled => t!("record-dialled"),
        Kind::OfferRefused if detail == BUSY => t!("record-offer-busy"),
        Kind::OfferRefused => t!("record-offer-refused", detail = detail),
        Kind::OffersConfirmed => t!("record-offers-confirmed"),
        Kind::OffersPutBack => t!("record-offers-put-back"),
        Kind::WrongPassword => t!("record-wrong-password"),
        Kind::TooSoon => t!("record-too-soon"),
        Kind::ViewAllowed if expert => t!("record-saw"),
        Kind::ViewAllowed => with_caller(detail, t!("record-view-allowed")),
        Kind::ViewRefused => with_caller(detail, t!("record-view-refused")),
        Kind::ViewUnanswered => with_caller(detail, t!("record-view-unanswered")),
        Kind::ControlAsked if expert => t!("record-asked-control"),
        Kind::ControlAsked => t!("record-control-asked"),
        Kind::ControlAllowed if expert => t!("record-controlled"),
        Kind::ControlAllowed => t!("record-control-allowed"),
        Kind::ControlRefused => t!("record-control-refused"),
        Kind::ControlUnanswered => t!("record-control-unanswered"),
        Kind::ControlEnded => t!("record-control-ended"),
        Kind::ControlForbidden => t!("record-control-forbidden"),
        Kind::Paused if detail == BAR_HIDDEN => t!("record-paused-hidden"),
        Kind::Paused if detail == INTERRUPTED => t!("record-paused-interrupted"),
        Kind::Paused => t!("record-paused"),
        Kind::Resumed => t!("record-resumed"),
        Kind::AskedAgain => t!("record-asked-again"),
        Kind::TimeUp => t!("record-time-up"),
        Kind::SessionForbidden => t!("record-session-forbidden"),
        Kind::InvitationForbidden => t!("record-invitation-forbidden"),
        Kind::StrangerForbidden if detail == NOT_OFFICIAL => t!("record-stranger-key"),
        Kind::StrangerForbidden if detail == NOT_INTERNAL => t!("record-stranger-outside"),
        Kind::StrangerForbidden => t!("record-stranger"),
        // Several visits that had nothing but this in common. A helper visits nobody: they try, and read why it failed.
        Kind::Ended if entry.session.is_none() && !expert => t!("record-visits"),
        Kind::Ended => ended(detail, entry.role),
        Kind::ListenerProblem => t!("record-problem", detail = detail),
        Kind::NotRecorded => t!("record-not-recorded", count = entry.count),
        Kind::MailFailed => t!("record-mail-failed", detail = detail),
    }
}

/// What the novice said about who called whom, and then what they answered.
fn with_caller(word: &str, answered: String) -> String {
    match who_called(word) {
        Some(said) => format!("{said} {answered}"),
        None => answered,
    }
}

fn who_called(word: &str) -> Option<String> {
    match word {
        I_CALLED => Some(t!("record-i-called")),
        THEY_CALLED => Some(t!("record-they-called")),
        _ => None,
    }
}

/// Who ended a session, out of the journal's word for it.
fn ended(word: &str, role: Role) -> String {
    let novice = role == Role::Novice;
    match word.split(' ').next().unwrap_or_default() {
        "stopped" | "by-you" => t!("record-ended-you"),
        "closed" if novice => t!("record-ended-closed"),
        "window-gone" => t!("record-ended-window"),
        "novice-closed" => t!("record-ended-novice-closed"),
        "screen-gone" | "novice-screen-gone" => t!("record-ended-screen"),
        "protocol" | "misunderstood" => t!("record-ended-protocol"),
        "helper-left" => t!("record-ended-helper"),
        "novice-stopped" => t!("record-ended-novice"),
        "lost" => t!("record-ended-lost"),
        "desktop-refused" => t!("record-ended-desktop"),
        "replaced" => t!("record-ended-replaced"),
        "refused" => t!("record-ended-refused"),
        "unanswered" => t!("record-ended-unanswered"),
        "wrong-password" => t!("record-ended-password"),
        "expired" | "unknown-invitation" | "closed" => t!("record-ended-no-invitation"),
        "already-helped" => t!("record-ended-busy"),
        "forbidden" | "forbidden-here" | "key-not-known" => t!("record-ended-rules"),
        "time-up" => t!("record-ended-time"),
        "novice-left" => t!("help-end-left-what"),
        "too-soon" => t!("help-end-no-what"),
        "other-version" => t!("help-end-version-what"),
        "unreachable" => t!("help-end-unreachable-what"),
        "cannot-listen" => t!("help-end-listen-what"),
        "nobody-came" => t!("help-end-nobody-what"),
        "someone-else" => t!("help-end-pin-what"),
        "not-allowed" => t!("help-end-not-allowed-what"),
        "changed-key" => t!("help-end-changed-what"),
        "words-differ" => t!("help-end-words-what"),
        "too-weak" => t!("help-end-weak-what"),
        "unable" => t!("help-end-unable-what"),
        "not-an-invitation" => t!("help-end-none-what"),
        "damaged" => t!("help-end-damaged-what"),
        "no-address" => t!("help-end-address-what"),
        "other" => t!("help-end-other-what"),
        "fault" => t!("fault-what"),
        // A later version's word.
        _ => t!("history-no-end"),
    }
}

/// One item of the history in one line: who, from where, what was allowed, by whom it ended.
#[must_use]
pub fn item(item: &Item) -> Told {
    match item {
        Item::Event(one) => {
            let from = one
                .address
                .as_deref()
                .map(|address| t!("record-from", address = address));
            let sentence = [Some(entry(one)), from]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ");
            Told::of(sentence, called(one.who.as_deref(), is_own_offer(one)))
        }
        Item::Session(past) => past_session(past),
    }
}

/// Help was offered from here: then there is no ticket, and the name is the computer's that was typed.
fn is_own_offer(entry: &Entry) -> bool {
    entry.role == Role::Expert && entry.ticket.is_none()
}

/// The name in a record, which may be older than the rules by which names are cleaned.
fn called(who: Option<&str>, own_offer: bool) -> Option<Apart> {
    let name = clean_name(who?);
    if own_offer {
        Apart::offered_to(&name)
    } else {
        Apart::claimed(&name)
    }
}

fn past_session(past: &PastSession) -> Told {
    let address = past.address.as_deref().unwrap_or("?");
    // Whoever was never allowed to see anything has not helped.
    let began = match (past.role, past.viewed) {
        (Role::Novice, true) => t!("history-helped-by", address = address),
        (Role::Novice, false) => t!("history-not-let-in", address = address),
        (Role::Expert, true) => t!("history-helped", address = address),
        (Role::Expert, false) => t!("history-not-helped", address = address),
    };
    let allowed = match (past.viewed, past.controlled) {
        (_, true) => t!("history-controlled"),
        (true, false) => t!("history-viewed"),
        (false, false) => t!("history-nothing"),
    };
    let end = match &past.why {
        Some(word) => ended(word, past.role),
        None => t!("history-no-end"),
    };
    let caller = past.caller.as_deref().and_then(who_called);
    let sentences: Vec<_> = [Some(began), caller, Some(allowed), Some(end)]
        .into_iter()
        .flatten()
        .collect();
    let own_offer = past.entries.iter().all(is_own_offer);
    Told::of(sentences.join(" "), called(past.who.as_deref(), own_offer))
}

/// The readable log of one session.
#[must_use]
pub fn session_log(entries: &[Entry]) -> String {
    let mut lines = vec![t!("log-title")];
    let whole = history::gather(entries.iter().cloned());
    lines.extend(whole.iter().flat_map(|one| item(one).lines().collect::<Vec<_>>()));
    if let Some(Item::Session(past)) = whole.first() {
        lines.push(t!("log-number", number = past.session.as_str()));
    }
    lines.push(String::new());
    lines.extend(entries.iter().map(|one| format!("{}  {}", stamp(one.time), entry(one))));
    lines.push(String::new());
    lines.join("\n")
}
