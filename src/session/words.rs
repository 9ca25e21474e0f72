//! Sentences that both front ends use: why something ended (what happened, why most likely, what to do now), and what is on
//! record.

use std::time::{Duration, SystemTime};

use super::doctor::{Audience, Listening, Reach, Remedy, Report, RouterAnswer};
use super::expert::{End, Protection};
use super::history::{Item, Past};
use super::novice::{Problem, Question, ReplyProblem, SessionEnd, Unmapped};
use crate::invitation::clean_name;
use crate::journal::{Entry, KEY_KNOWN, Kind, OFFERED, Role};
use crate::net::firewall::Verdict;
use crate::policy::{Change, Offers, Setting};
use crate::t;

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

pub(crate) fn session_gone() -> Problem {
    problem(t!("gone-what"), t!("gone-why"), t!("gone-remedy"))
}

/// What happens is not written down.
pub(crate) fn not_recorded(why: &str) -> Problem {
    problem(
        t!("not-recorded-what"),
        t!("not-recorded-why", why = why),
        t!("not-recorded-remedy"),
    )
}

/// What is allowed here that was not, in one sentence.
pub(crate) fn change(change: &Change) -> String {
    match change {
        Change::Listed(name) => t!("change-listed", name = clean_name(name)),
        Change::Unlisted(name) => t!("change-unlisted", name = clean_name(name)),
        Change::Offers(Offers::Off) => t!("change-offers-off"),
        Change::Offers(Offers::View) => t!("change-offers-view"),
        Change::Offers(Offers::Control) => t!("change-offers-control"),
        Change::Wider(setting) => match setting {
            Setting::Ask => t!("change-ask"),
            Setting::HelpOthers => t!("change-help-others"),
            Setting::OfficialHelpersOnly => t!("change-official"),
            Setting::Control => t!("change-control"),
            Setting::LongestLife => t!("change-longest-life"),
            Setting::SessionLog => t!("change-session-log"),
            Setting::KeepDays => t!("change-keep-days"),
            Setting::EncryptedOnly => t!("change-encrypted-only"),
            Setting::OlderEncryption => t!("change-older-encryption"),
            Setting::PortMapping => t!("change-port-mapping"),
            Setting::InternalOnly => t!("change-internal-only"),
            Setting::LongestSession => t!("change-longest-session"),
            Setting::AskAgain => t!("change-ask-again"),
            Setting::Authority => t!("change-authority"),
            Setting::Chat
            | Setting::EverythingOff
            | Setting::MailMethod
            | Setting::Offers
            | Setting::Helpers
            | Setting::ViewMessage
            | Setting::ControlMessage
            | Setting::Bandwidth
            | Setting::Port => t!("change-other"),
        },
    }
}

/// Who asks for the view, and how far that is proved.
pub(crate) fn question_who(question: &Question, address: &str) -> String {
    if question.offered {
        t!("question-offered", name = question.name.as_str(), address = address)
    } else if question.key_known {
        t!("question-key-known", name = question.name.as_str(), address = address)
    } else {
        t!("question-view-who", address = address)
    }
}

/// What fraudsters do.
pub(crate) fn question_caution(question: &Question) -> String {
    if question.offered {
        t!("question-offered-caution")
    } else {
        t!("question-view-caution")
    }
}

/// Why nobody gets in through the router, and what that means; one sentence or two.
pub(crate) fn unmapped(why: &Unmapped) -> String {
    match why {
        Unmapped::NoRouter => t!("router-none"),
        Unmapped::NotNeeded => t!("router-not-needed"),
        Unmapped::PublicNetwork => t!("router-public-network"),
        Unmapped::Silent => t!("router-silent"),
        Unmapped::Inside(address) => t!("router-second", address = address.to_string()),
        Unmapped::Taken => t!("router-taken"),
        Unmapped::Refused(code) => t!("router-refused", code = code.to_string()),
        Unmapped::Failed(why) => t!("router-failed", why = why.as_str()),
    }
}

/// The local time of day, with the date where it is not today.
pub(crate) fn clock(time: SystemTime) -> String {
    let Ok(stamp) = jiff::Timestamp::try_from(time) else {
        return String::new();
    };
    let now = jiff::Zoned::now();
    let local = stamp.to_zoned(now.time_zone().clone());
    let format = if local.date() == now.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    local.strftime(format).to_string()
}

/// Why the router lets nobody in to who listens for the person they help.
pub(crate) fn unmapped_here(why: &Unmapped) -> String {
    match why {
        Unmapped::NotNeeded => t!("router-not-needed"),
        Unmapped::NoRouter => t!("router-here-none"),
        Unmapped::PublicNetwork => t!("router-here-public-network"),
        Unmapped::Inside(address) => t!("router-here-second", address = address.to_string()),
        Unmapped::Silent | Unmapped::Taken | Unmapped::Refused(_) | Unmapped::Failed(_) => t!("router-here-closed"),
    }
}

/// What was found out about who reaches this computer, a sentence each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// What was tried, and what answered.
    pub tried: Vec<String>,
    /// What will work for whom, and what to do.
    pub answers: Vec<String>,
}

#[must_use]
pub fn findings(report: &Report) -> Findings {
    let mut tried = vec![match &report.listening {
        Listening::Here => t!("doctor-listen", port = report.port.to_string()),
        Listening::Not(why) => t!("doctor-listen-not", why = why.as_str()),
    }];
    let addresses: Vec<_> = report.addresses.iter().map(ToString::to_string).collect();
    tried.push(match addresses.as_slice() {
        [] => t!("doctor-addresses-none"),
        some => t!("doctor-addresses", addresses = some.join(", ")),
    });
    tried.push(match &report.router {
        RouterAnswer::Mapped(address) => t!("doctor-router", address = address.to_string()),
        RouterAnswer::Unmapped(why) => unmapped(why),
        RouterAnswer::NotAsked => t!("doctor-router-not-asked"),
        RouterAnswer::Forbidden => t!("doctor-router-forbidden"),
    });
    let firewalls = &report.firewalls;
    let verdicts = [&firewalls.internet, &firewalls.internet_v6, &firewalls.same_network];
    tried.extend(firewall(verdicts.into_iter().flatten()));
    let reach = Audience::ALL.map(|audience| reach(audience, report.reach(audience)));
    Findings {
        tried,
        answers: reach.into_iter().chain(report.remedies.iter().map(remedy)).collect(),
    }
}

fn firewall<'a>(verdicts: impl Iterator<Item = &'a Verdict> + Clone) -> Option<String> {
    let blocked = verdicts.clone().find_map(|verdict| match verdict {
        Verdict::Blocked { by, .. } => Some(t!("doctor-firewall-blocked", name = by.name())),
        _ => None,
    });
    let unknown = verdicts.clone().find_map(|verdict| match verdict {
        Verdict::Unknown { by, .. } => Some(t!("doctor-firewall-unknown", name = by.name())),
        _ => None,
    });
    let open = verdicts.last().map(|_| t!("doctor-firewall-open"));
    blocked.or(unknown).or(open)
}

fn reach(audience: Audience, reach: Reach) -> String {
    match (audience, reach) {
        (Audience::SameNetwork, Reach::Yes) => t!("doctor-same-network-yes"),
        (Audience::SameNetwork, Reach::No) => t!("doctor-same-network-no"),
        (Audience::SameNetwork, Reach::Perhaps) => t!("doctor-same-network-perhaps"),
        (Audience::Internet, Reach::Yes) => t!("doctor-internet-yes"),
        (Audience::Internet, Reach::No) => t!("doctor-internet-no"),
        (Audience::Internet, Reach::Perhaps) => t!("doctor-internet-perhaps"),
        (Audience::InternetV6, Reach::Yes) => t!("doctor-ipv6-yes"),
        (Audience::InternetV6, Reach::No) => t!("doctor-ipv6-no"),
        (Audience::InternetV6, Reach::Perhaps) => t!("doctor-ipv6-perhaps"),
        (Audience::OtherWayRound, Reach::No) => t!("doctor-other-no"),
        (Audience::OtherWayRound, Reach::Yes | Reach::Perhaps) => t!("doctor-other-perhaps"),
    }
}

fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::Firewall { command, .. } => t!("doctor-do-firewall", command = command.as_str()),
        Remedy::LookAsAdministrator => t!("doctor-do-administrator"),
        Remedy::AskRouterAnyway => t!("doctor-do-router-anyway"),
        Remedy::Forward { port, to } => {
            t!("doctor-do-forward", port = port.to_string(), address = to.to_string())
        }
        Remedy::AskProvider => t!("doctor-do-provider"),
        Remedy::OtherWayRound => t!("doctor-do-other-way-round"),
        Remedy::Connect => t!("doctor-do-connect"),
        Remedy::NewInvitation => t!("doctor-do-new-invitation"),
        Remedy::AskWhoManages => t!("doctor-do-ask-who-manages"),
    }
}

/// Why nothing came of a reply.
#[must_use]
pub fn not_connected(why: ReplyProblem) -> Problem {
    match why {
        ReplyProblem::NotAReply => problem(t!("reply-none-what"), t!("reply-none-why"), t!("reply-none-remedy")),
        ReplyProblem::Damaged => problem(
            t!("reply-damaged-what"),
            t!("reply-damaged-why"),
            t!("reply-damaged-remedy"),
        ),
        ReplyProblem::Newer => problem(t!("reply-newer-what"), t!("reply-newer-why"), t!("reply-newer-remedy")),
        ReplyProblem::Foreign => problem(
            t!("reply-foreign-what"),
            t!("reply-foreign-why"),
            t!("reply-foreign-remedy"),
        ),
        ReplyProblem::Forged => problem(
            t!("reply-forged-what"),
            t!("reply-forged-why"),
            t!("reply-forged-remedy"),
        ),
        ReplyProblem::Expired => problem(
            t!("reply-expired-what"),
            t!("reply-expired-why"),
            t!("reply-expired-remedy"),
        ),
        ReplyProblem::Forbidden => problem(
            t!("reply-forbidden-what"),
            t!("reply-forbidden-why"),
            t!("reply-forbidden-remedy"),
        ),
        ReplyProblem::Unreachable => problem(
            t!("reply-unreachable-what"),
            t!("reply-unreachable-why"),
            t!("reply-unreachable-remedy"),
        ),
        ReplyProblem::SomebodyElse => problem(
            t!("reply-somebody-what"),
            t!("reply-somebody-why"),
            t!("reply-somebody-remedy"),
        ),
    }
}

/// Why the novice's session ended.
#[must_use]
pub fn novice_end(end: &SessionEnd) -> Problem {
    match end {
        SessionEnd::NoviceStopped => problem(t!("end-stopped-what"), t!("end-stopped-why"), t!("end-stopped-remedy")),
        SessionEnd::ExpertLeft => problem(t!("end-left-what"), t!("end-left-why"), t!("end-left-remedy")),
        SessionEnd::Lost => problem(t!("end-lost-what"), t!("end-lost-why"), t!("end-lost-remedy")),
        SessionEnd::ViewRefused => problem(t!("end-refused-what"), t!("end-refused-why"), t!("end-refused-remedy")),
        SessionEnd::ViewUnanswered => problem(
            t!("end-unanswered-what"),
            t!("end-unanswered-why"),
            t!("end-unanswered-remedy"),
        ),
        SessionEnd::ScreenGone(why) => problem(
            t!("end-screen-what"),
            t!("end-screen-why", why = why.as_str()),
            t!("end-screen-remedy"),
        ),
        SessionEnd::Replaced => problem(
            t!("end-replaced-what"),
            t!("end-replaced-why"),
            t!("end-replaced-remedy"),
        ),
        SessionEnd::Forbidden => problem(
            t!("end-forbidden-what"),
            t!("end-forbidden-why"),
            t!("end-forbidden-remedy"),
        ),
        SessionEnd::TimeUp => problem(t!("end-time-what"), t!("end-time-why"), t!("end-time-remedy")),
        SessionEnd::Protocol(why) => problem(
            t!("end-protocol-what"),
            t!("end-protocol-why", why = why.as_str()),
            t!("end-protocol-remedy"),
        ),
    }
}

/// Why the expert's session ended or never began.
#[must_use]
pub fn expert_end(end: &End) -> Problem {
    match end {
        End::ByExpert => problem(
            t!("help-end-own-what"),
            t!("help-end-own-why"),
            t!("help-end-own-remedy"),
        ),
        End::NotAnInvitation => problem(
            t!("help-end-none-what"),
            t!("help-end-none-why"),
            t!("help-end-none-remedy"),
        ),
        End::DamagedInvitation => problem(
            t!("help-end-damaged-what"),
            t!("help-end-damaged-why"),
            t!("help-end-damaged-remedy"),
        ),
        End::NoAddress => problem(
            t!("help-end-address-what"),
            t!("help-end-address-why"),
            t!("help-end-address-remedy"),
        ),
        End::NoviceStopped => problem(
            t!("help-end-stopped-what"),
            t!("help-end-stopped-why"),
            t!("help-end-stopped-remedy"),
        ),
        End::NoviceSaidNo => problem(t!("help-end-no-what"), t!("help-end-no-why"), t!("help-end-no-remedy")),
        End::NeverAnswered => problem(
            t!("help-end-silent-what"),
            t!("help-end-silent-why"),
            t!("help-end-silent-remedy"),
        ),
        End::WrongPassword => problem(
            t!("help-end-password-what"),
            t!("help-end-password-why"),
            t!("help-end-password-remedy"),
        ),
        End::UnknownInvitation => problem(
            t!("help-end-unknown-what"),
            t!("help-end-unknown-why"),
            t!("help-end-unknown-remedy"),
        ),
        End::Expired => problem(
            t!("help-end-expired-what"),
            t!("help-end-expired-why"),
            t!("help-end-expired-remedy"),
        ),
        End::AlreadyHelped => problem(
            t!("help-end-busy-what"),
            t!("help-end-busy-why"),
            t!("help-end-busy-remedy"),
        ),
        End::Closed => problem(
            t!("help-end-closed-what"),
            t!("help-end-closed-why"),
            t!("help-end-closed-remedy"),
        ),
        End::Forbidden => problem(
            t!("help-end-forbidden-what"),
            t!("help-end-forbidden-why"),
            t!("help-end-forbidden-remedy"),
        ),
        End::KeyNotKnown => problem(
            t!("help-end-forbidden-what"),
            t!("help-end-key-why"),
            t!("help-end-key-remedy"),
        ),
        End::TimeUp => problem(
            t!("help-end-time-what"),
            t!("help-end-time-why"),
            t!("help-end-time-remedy"),
        ),
        End::Replaced => problem(
            t!("help-end-replaced-what"),
            t!("help-end-replaced-why"),
            t!("help-end-replaced-remedy"),
        ),
        End::OtherVersion => problem(
            t!("help-end-version-what"),
            t!("help-end-version-why"),
            t!("help-end-version-remedy"),
        ),
        End::ForbiddenHere => problem(
            t!("help-end-forbidden-here-what"),
            t!("help-end-forbidden-here-why"),
            t!("help-end-forbidden-here-remedy"),
        ),
        End::Lost => problem(
            t!("help-end-lost-what"),
            t!("help-end-lost-why"),
            t!("help-end-lost-remedy"),
        ),
        End::Unreachable => problem(
            t!("help-end-unreachable-what"),
            t!("help-end-unreachable-why"),
            t!("help-end-unreachable-remedy"),
        ),
        End::CannotListen(why) => problem(
            t!("help-end-listen-what"),
            t!("file-why", error = why.as_str()),
            t!("help-end-listen-remedy"),
        ),
        End::NobodyCame => problem(
            t!("help-end-nobody-what"),
            t!("help-end-nobody-why"),
            t!("help-end-nobody-remedy"),
        ),
        End::ComputerUnreachable => problem(
            t!("help-end-computer-what"),
            t!("help-end-computer-why"),
            t!("help-end-computer-remedy"),
        ),
        End::NotAllowed => problem(
            t!("help-end-not-allowed-what"),
            t!("help-end-not-allowed-why"),
            t!("help-end-not-allowed-remedy"),
        ),
        End::HostKeyChanged => problem(
            t!("help-end-changed-what"),
            t!("help-end-changed-why"),
            t!("help-end-changed-remedy"),
        ),
        End::WordsDiffered => problem(
            t!("help-end-words-what"),
            t!("help-end-words-why"),
            t!("help-end-words-remedy"),
        ),
        End::PinMismatch => problem(
            t!("help-end-pin-what"),
            t!("help-end-pin-why"),
            t!("help-end-pin-remedy"),
        ),
        End::TooWeak => problem(
            t!("help-end-weak-what"),
            t!("help-end-weak-why"),
            t!("help-end-weak-remedy"),
        ),
        End::Protocol(why) => problem(
            t!("help-end-protocol-what"),
            t!("help-end-protocol-why", why = why.as_str()),
            t!("help-end-protocol-remedy"),
        ),
        End::Other(code) => problem(
            t!("help-end-other-what"),
            t!("help-end-other-why", code = *code),
            t!("help-end-other-remedy"),
        ),
    }
}

/// For people who know the names of what protects.
pub(crate) fn protection_in_full(protection: Protection) -> String {
    match protection {
        Protection::TlsAndRc4 => t!("protection-both-in-full"),
        Protection::Tls => t!("protection-tls-in-full"),
        Protection::Rc4Only => t!("protection-weak-in-full"),
    }
}

pub(crate) fn protection(protection: Protection) -> String {
    match protection {
        Protection::TlsAndRc4 => t!("protection-both"),
        Protection::Tls => t!("protection-tls"),
        Protection::Rc4Only => t!("protection-weak"),
    }
}

pub(crate) fn no_history(error: &str) -> Problem {
    problem(
        t!("history-none-what"),
        t!("file-why", error = error),
        t!("history-none-remedy"),
    )
}

/// Local date and time, to the second.
#[must_use]
pub fn when(time: u64) -> String {
    let stamp = i64::try_from(time)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    stamp.map_or_else(String::new, |stamp| {
        stamp
            .to_zoned(jiff::tz::TimeZone::system())
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string()
    })
}

/// A length of time in words, rounded up to whole minutes.
pub(crate) fn duration(duration: Duration) -> String {
    let minutes = duration.as_secs().div_ceil(60);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, rest) => t!("duration-minutes", minutes = rest),
        (0, hours, 0) => t!("duration-hours", hours = hours),
        (0, hours, rest) => t!("duration-hours-minutes", hours = hours, minutes = rest),
        (days, 0, 0) => t!("duration-days", days = days),
        (days, hours, _) => t!("duration-days-hours", days = days, hours = hours),
    }
}

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

/// One line of the journal as a sentence without who and when.
#[must_use]
pub fn entry(entry: &Entry) -> String {
    let detail = entry.detail.as_deref().unwrap_or_default();
    let expert = entry.role == Role::Expert;
    match entry.kind {
        Kind::Started => t!("record-started"),
        Kind::Stopped => t!("record-stopped"),
        Kind::Invited => invited(detail),
        Kind::Addresses => t!("record-addresses", detail = detail),
        Kind::Cancelled => t!("record-cancelled"),
        Kind::Expired => t!("record-expired"),
        Kind::ClosedAfterFailedTries => t!("record-closed"),
        Kind::Reached => t!("record-reached"),
        Kind::Connected if expert => t!("record-accepted"),
        Kind::Connected if detail == OFFERED => t!("record-offered"),
        Kind::Connected if detail == KEY_KNOWN => t!("record-key-known"),
        Kind::Connected => t!("record-connected"),
        Kind::Dialled => t!("record-dialled"),
        Kind::OfferRefused => t!("record-offer-refused", detail = detail),
        Kind::OffersConfirmed => t!("record-offers-confirmed"),
        Kind::OffersPutBack => t!("record-offers-put-back"),
        Kind::WrongPassword => t!("record-wrong-password"),
        Kind::ViewAllowed if expert => t!("record-saw"),
        Kind::ViewAllowed => t!("record-view-allowed"),
        Kind::ViewRefused => t!("record-view-refused"),
        Kind::ViewUnanswered => t!("record-view-unanswered"),
        Kind::ControlAsked if expert => t!("record-asked-control"),
        Kind::ControlAsked => t!("record-control-asked"),
        Kind::ControlAllowed if expert => t!("record-controlled"),
        Kind::ControlAllowed => t!("record-control-allowed"),
        Kind::ControlRefused => t!("record-control-refused"),
        Kind::ControlUnanswered => t!("record-control-unanswered"),
        Kind::ControlEnded => t!("record-control-ended"),
        Kind::ControlForbidden => t!("record-control-forbidden"),
        Kind::Paused => t!("record-paused"),
        Kind::Resumed => t!("record-resumed"),
        Kind::AskedAgain => t!("record-asked-again"),
        Kind::TimeUp => t!("record-time-up"),
        Kind::SessionForbidden => t!("record-session-forbidden"),
        Kind::InvitationForbidden => t!("record-invitation-forbidden"),
        Kind::StrangerForbidden => t!("record-stranger", detail = detail),
        Kind::Ended => ended(detail),
        Kind::ListenerProblem => t!("record-problem", detail = detail),
        Kind::MailFailed => t!("record-mail-failed", detail = detail),
    }
}

/// Who ended a session, out of the journal's word for it.
fn ended(word: &str) -> String {
    match word.split(' ').next().unwrap_or_default() {
        "stopped" | "by-you" => t!("record-ended-you"),
        "helper-left" => t!("record-ended-helper"),
        "novice-stopped" => t!("record-ended-novice"),
        "lost" | "replaced" => t!("record-ended-lost"),
        "refused" | "unanswered" => t!("record-ended-refused"),
        "forbidden" | "forbidden-here" => t!("record-ended-rules"),
        "time-up" => t!("record-ended-time"),
        _ => t!("record-ended", why = word),
    }
}

/// One item of the history in one line: who, from where, what was allowed, by whom it ended.
#[must_use]
pub fn item(item: &Item) -> String {
    match item {
        Item::Event(one) => {
            let from = one
                .address
                .as_deref()
                .map(|address| t!("record-from", address = address));
            let who = one.who.as_deref().map(|who| t!("record-who", who = who));
            let parts = [Some(entry(one)), who, from];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Item::Session(past) => past_session(past),
    }
}

fn past_session(past: &Past) -> String {
    let who = past.who.as_deref().unwrap_or("?");
    let address = past.address.as_deref().unwrap_or("?");
    let began = match past.role {
        Role::Novice => t!("history-helped-by", who = who, address = address),
        Role::Expert => t!("history-helped", who = who, address = address),
    };
    let allowed = match (past.viewed, past.controlled) {
        (_, true) => t!("history-controlled"),
        (true, false) => t!("history-viewed"),
        (false, false) => t!("history-nothing"),
    };
    let end = match &past.why {
        Some(word) => ended(word),
        None => t!("history-no-end"),
    };
    [began, allowed, end].join(" ")
}

/// The readable log of one session.
#[must_use]
pub fn session_log(entries: &[Entry]) -> String {
    let mut lines = vec![t!("log-title")];
    let whole = super::history::gather(entries.iter().cloned());
    lines.extend(whole.iter().map(item));
    if let Some(Item::Session(past)) = whole.first() {
        lines.push(t!("log-number", number = past.session.as_str()));
    }
    lines.push(String::new());
    lines.extend(entries.iter().map(|one| format!("{}  {}", when(one.time), entry(one))));
    lines.push(String::new());
    lines.join("\n")
}
