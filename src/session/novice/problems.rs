//! What a person is told where the novice's side cannot do what it was asked for.

use crate::journal::Trouble;
use crate::net::listener::{OFFER_PORTS, PortChoice};
use crate::policy::{RuleSource, Rules, Setting, SettingsError, Wrong};
use crate::session::problem::Problem;
use crate::t;
use crate::texts::said::{Said, system};

pub(super) fn port(port: Option<u16>, error: &std::io::Error) -> Problem {
    Problem {
        what: match port {
            Some(port) => t!("ask-port-what", port = port.to_string()),
            None => t!("ask-no-port-what"),
        },
        why: match error.kind() {
            std::io::ErrorKind::AddrInUse => t!("wait-port-in-use"),
            std::io::ErrorKind::PermissionDenied => t!("wait-port-denied"),
            _ => error.why(),
        },
        remedy: t!("ask-port-remedy"),
    }
}

pub(super) fn waiting(choice: PortChoice, error: &std::io::Error) -> Problem {
    Problem {
        what: match choice {
            PortChoice::Exactly(port) => t!("wait-port-what", port = port.to_string()),
            PortChoice::Offers | PortChoice::Default => t!(
                "wait-ports-what",
                first = OFFER_PORTS.start().to_string(),
                last = OFFER_PORTS.end().to_string()
            ),
        },
        why: match error.kind() {
            std::io::ErrorKind::AddrInUse => t!("wait-port-in-use"),
            std::io::ErrorKind::PermissionDenied => t!("wait-port-denied"),
            _ => error.why(),
        },
        remedy: t!("wait-port-remedy"),
    }
}

pub(super) fn rules(rules: &Rules) -> Problem {
    let why = match (&rules.wrong, rules.source(Setting::Ask)) {
        (Some(wrong), _) => t!("rules-wrong-why", wrong = wrong.for_people()),
        (None, RuleSource::User) => t!("rules-own-why"),
        (None, _) => t!("rules-ask-why"),
    };
    let remedy = match (&rules.wrong, rules.source(Setting::Ask)) {
        (Some(_), _) => t!("rules-wrong-remedy"),
        (None, RuleSource::User) => t!("rules-own-remedy"),
        (None, _) => t!("rules-ask-remedy"),
    };
    Problem {
        what: t!("rules-ask-what"),
        why,
        remedy,
    }
}

/// A session ends because the rules cannot be read.
pub(super) fn rules_unread(rules: &Rules) -> Problem {
    let wrong = rules.wrong.as_ref().map(Wrong::for_people).unwrap_or_default();
    Problem {
        what: t!("rules-unread-what"),
        why: t!("rules-wrong-why", wrong = wrong),
        remedy: t!("rules-wrong-remedy"),
    }
}

/// A part of the program broke down.
pub(crate) fn fault() -> Problem {
    Problem {
        what: t!("fault-what"),
        why: t!("fault-why"),
        remedy: t!("fault-remedy"),
    }
}

/// An invitation could not be kept, for this reason.
pub(super) fn store(why: String) -> Problem {
    Problem {
        what: t!("ask-store-what"),
        why,
        remedy: t!("ask-store-remedy"),
    }
}

/// The person's own choices stay changed.
pub(super) fn not_put_back(error: &SettingsError) -> Problem {
    Problem {
        what: t!("not-put-back-what"),
        why: error.why(),
        remedy: t!("not-put-back-remedy"),
    }
}

pub(super) fn keys(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "no keys can be made");
    Problem {
        what: t!("ask-keys-what"),
        why: t!("ask-keys-why"),
        remedy: t!("ask-keys-remedy"),
    }
}

pub(super) fn address() -> Problem {
    Problem {
        what: t!("new-address-what"),
        why: t!("new-address-why"),
        remedy: t!("new-address-remedy"),
    }
}

/// What happens is not written down.
pub(in crate::session) fn not_recorded(trouble: &Trouble) -> Problem {
    let why = match trouble {
        Trouble::Locked => t!("not-recorded-locked"),
        Trouble::Silent => t!("not-recorded-silent"),
        Trouble::Io(error) => t!("not-recorded-why", why = system(error)),
    };
    Problem {
        what: t!("not-recorded-what"),
        why,
        remedy: t!("not-recorded-remedy"),
    }
}
