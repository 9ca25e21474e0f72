//! Sentences that both front ends use: about questions, ways in and protection; in [`ends`] why something ended (what
//! happened, why most likely, what to do now); in [`record`] what is on record.

mod ends;

pub use self::ends::{all_closed, expert_end, novice_end};

use super::doctor::{Audience, Listening, Reach, Remedy, Report, RouterAnswer};
use crate::invitation::clean_name;
use crate::journal::JournalError;
use crate::net::firewall::FirewallVerdict;
use crate::policy::{Change, Offers, Setting};
use crate::session::expert::Protection;
use crate::session::novice::{Problem, ProvedBy, Question, ReplyProblem, Unmapped};
use crate::session::told::{Apart, Told};
use crate::t;
use crate::texts::said::{Said, system};

fn problem(what: String, why: String, remedy: String) -> Problem {
    Problem { what, why, remedy }
}

pub(crate) fn session_gone() -> Problem {
    problem(t!("gone-what"), t!("gone-why"), t!("gone-remedy"))
}

/// What is allowed here that was not, in one sentence.
pub(crate) fn change(change: &Change) -> Told {
    let sentence = change_sentence(change);
    match change {
        Change::Listed(name) | Change::Unlisted(name) => Told::of(sentence, Apart::known(&clean_name(name))),
        Change::Offers(_) | Change::Wider(_) => Told::of(sentence, None),
    }
}

fn change_sentence(change: &Change) -> String {
    match change {
        Change::Listed(_) => t!("change-listed"),
        Change::Unlisted(_) => t!("change-unlisted"),
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
    match question.proved_by {
        ProvedBy::Key { .. } => t!("question-offered", address = address),
        ProvedBy::InvitationAndKey { .. } => t!("question-key-known", address = address),
        ProvedBy::Invitation => t!("question-view-who", address = address),
    }
}

/// The names that belong to a question, each to be shown apart from its sentences.
pub(crate) fn question_names(question: &Question) -> Vec<Apart> {
    let first = match question.proved_by {
        ProvedBy::Invitation => Some(Apart::claimed(&question.name).unwrap_or_else(Apart::none)),
        ProvedBy::InvitationAndKey { .. } | ProvedBy::Key { .. } => Apart::known(&question.name),
    };
    let claimed = question.proved_by.claimed().and_then(Apart::claimed);
    first.into_iter().chain(claimed).collect()
}

/// What fraudsters do.
pub(crate) fn question_caution(question: &Question) -> String {
    if question.proved_by.offered() {
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
        Unmapped::Failed(why) => t!("router-failed", why = why.clause()),
    }
}

/// Why the router lets nobody in, for a helper who listens for the person they help.
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
        Listening::Not(why) => t!("doctor-listen-not", why = system(why)),
    }];
    let addresses: Vec<_> = report.addresses.iter().map(ToString::to_string).collect();
    tried.push(match addresses.as_slice() {
        [] => t!("doctor-addresses-none"),
        some => t!("doctor-addresses", addresses = some.join(", ")),
    });
    tried.push(match &report.router {
        RouterAnswer::Mapped(address, None) => t!("doctor-router", address = address.to_string()),
        RouterAnswer::Mapped(address, Some(protocol)) => t!(
            "doctor-router-by",
            address = address.to_string(),
            protocol = protocol.to_string()
        ),
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

fn firewall<'a>(verdicts: impl Iterator<Item = &'a FirewallVerdict> + Clone) -> Option<String> {
    let blocked = verdicts.clone().find_map(|verdict| match verdict {
        FirewallVerdict::Blocked { by, .. } => Some(t!("doctor-firewall-blocked", name = by.name())),
        _ => None,
    });
    let unknown = verdicts.clone().find_map(|verdict| match verdict {
        FirewallVerdict::Unknown { by, .. } => Some(t!("doctor-firewall-unknown", name = by.name())),
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

pub(crate) fn no_history(error: &JournalError) -> Problem {
    problem(t!("history-none-what"), error.why(), t!("history-none-remedy"))
}
