//! Who may offer help here, as front ends show and change it: the user's own choices, and with an administrator's
//! rights the machine's. What counts in the end is decided where an offer comes in (`novice/may_offer.rs`).

use std::io;
use std::path::{Path, PathBuf};

use crate::policy::{
    HelperKey, KeyTextError, ListedHelper, MACHINE_POLICY, Name, Offers, RuleSource, Rules, Setting, Settings, Sources,
    default_config_dir, read_policy, write_policy,
};
use crate::session::novice::{Problem, changes_wait};
use crate::t;
use crate::texts::said::{self, Said};

/// More people than ever help one person; an organisation signs its helpers' keys instead of listing them.
pub const MAX_HELPERS: usize = 256;

/// What holds now.
#[derive(Debug, Clone)]
pub struct Helpers {
    pub offers: Offers,
    /// Whoever manages this computer decided whether offers are allowed.
    pub offers_fixed: bool,
    pub listed: Vec<ListedHelper>,
    /// Whoever manages this computer keeps the list.
    pub list_fixed: bool,
    /// Helpers are also known by the word of an authority.
    pub authority: bool,
    /// A helper has control, or had it when this was changed: changes count only after the person has confirmed them.
    pub waits: bool,
}

/// Reads what holds.
pub fn current(sources: &Sources, state_dir: &Path) -> Helpers {
    let rules: Rules = sources.rules();
    Helpers {
        offers: rules.offers,
        offers_fixed: rules.source(Setting::Offers) == RuleSource::Machine,
        list_fixed: rules.source(Setting::Helpers) == RuleSource::Machine,
        listed: rules.helpers,
        authority: rules.authority.is_some(),
        waits: changes_wait(state_dir),
    }
}

/// Why nobody may come in unasked, if that is so.
pub fn nobody_may_come(rules: &Rules) -> Option<Problem> {
    (rules.offers == Offers::Off).then(|| Problem {
        what: t!("wait-off-what"),
        why: match (&rules.wrong, rules.source(Setting::Offers)) {
            (Some(wrong), _) => t!("rules-wrong-why", wrong = wrong.for_people()),
            (None, RuleSource::Machine) => t!("offers-fixed"),
            (None, _) => t!("wait-off-why"),
        },
        remedy: match (&rules.wrong, rules.source(Setting::Offers)) {
            (Some(_), _) => t!("rules-wrong-remedy"),
            (None, RuleSource::Machine) => t!("rules-ask-remedy"),
            (None, _) => t!("wait-off-remedy"),
        },
    })
}

/// Lets somebody offer help, or gives a listed key another name.
pub fn add(sources: &Sources, key: &str, name: &str) -> Result<ListedHelper, Problem> {
    let helper = helper(key, name)?;
    let added = helper.clone();
    change(sources, |listed| put(listed, helper))??;
    Ok(added)
}

/// The same for every user of this computer.
pub fn add_for_machine(key: &str, name: &str) -> Result<ListedHelper, Problem> {
    let helper = helper(key, name)?;
    let added = helper.clone();
    change_machine(Path::new(MACHINE_POLICY), |listed| put(listed, helper))??;
    Ok(added)
}

/// Takes somebody off the user's list, by key or name; how many went.
pub fn remove(sources: &Sources, key_or_name: &str) -> Result<usize, Problem> {
    change(sources, |listed| take(listed, key_or_name))
}

/// The same for every user of this computer.
pub fn remove_for_machine(key_or_name: &str) -> Result<usize, Problem> {
    change_machine(Path::new(MACHINE_POLICY), |listed| take(listed, key_or_name))
}

/// Allows offers, or no longer.
pub fn allow(sources: &Sources, offers: Offers) -> Result<(), Problem> {
    if sources.rules().is_fixed(Setting::Offers) {
        return Err(fixed());
    }
    let dir = config_dir()?;
    let mut settings = settings(&dir)?;
    settings.choices.offers = Some(offers);
    save(&settings, &dir)
}

/// A key as it is passed on: alone, or in the line that says what it is.
pub fn parse_key(text: &str) -> Result<HelperKey, KeyTextError> {
    let text = text.trim();
    let alone = text
        .get(..3)
        .filter(|word| word.eq_ignore_ascii_case("key"))
        .and_then(|_| text.get(3..))
        .filter(|rest| rest.starts_with([' ', '\t', ':']));
    alone.unwrap_or(text).trim_start_matches(':').parse()
}

fn helper(key: &str, name: &str) -> Result<ListedHelper, Problem> {
    let key = parse_key(key).map_err(|error: KeyTextError| Problem {
        what: t!("helper-bad-key-what"),
        why: match error {
            KeyTextError::Length(length) => t!(
                "helper-bad-key-length-why",
                length = length,
                right = HelperKey::TEXT_LENGTH
            ),
            KeyTextError::Symbol(sign) => t!("helper-bad-key-sign-why", sign = sign.to_string()),
            KeyTextError::Check => t!("helper-bad-key-why"),
        },
        remedy: t!("helper-bad-key-remedy"),
    })?;
    let name = Name::new(name).ok_or_else(|| Problem {
        what: t!("helper-bad-name-what"),
        why: t!("helper-bad-name-why"),
        remedy: t!("helper-bad-name-remedy"),
    })?;
    Ok(ListedHelper { name, key })
}

fn put(listed: &mut Vec<ListedHelper>, helper: ListedHelper) -> Result<(), Problem> {
    if let Some(known) = listed.iter_mut().find(|known| known.key == helper.key) {
        *known = helper;
        return Ok(());
    }
    if listed.len() >= MAX_HELPERS {
        return Err(Problem {
            what: t!("helper-list-what"),
            why: t!("helper-list-full", limit = MAX_HELPERS.to_string()),
            remedy: t!("helper-list-full-remedy"),
        });
    }
    listed.push(helper);
    Ok(())
}

fn take(listed: &mut Vec<ListedHelper>, key_or_name: &str) -> usize {
    let before = listed.len();
    let key: Option<HelperKey> = parse_key(key_or_name).ok();
    listed.retain(|helper| Some(helper.key) != key && helper.name.as_str() != key_or_name);
    before - listed.len()
}

fn change<T>(sources: &Sources, change: impl FnOnce(&mut Vec<ListedHelper>) -> T) -> Result<T, Problem> {
    if sources.rules().is_fixed(Setting::Helpers) {
        return Err(fixed());
    }
    let dir = config_dir()?;
    let mut settings = settings(&dir)?;
    let changed = change(settings.choices.helpers.get_or_insert_default());
    save(&settings, &dir)?;
    Ok(changed)
}

/// Changes nothing else of the policy.
fn change_machine<T>(path: &Path, change: impl FnOnce(&mut Vec<ListedHelper>) -> T) -> Result<T, Problem> {
    let mut policy = read_policy(path)
        .map_err(|wrong| not_kept_because(t!("rules-wrong-why", wrong = wrong.for_people())))?
        .unwrap_or_default();
    let changed = change(policy.settings.helpers.get_or_insert_default());
    write_policy(path, &policy).map_err(|error| not_kept(path, &error))?;
    Ok(changed)
}

fn config_dir() -> Result<PathBuf, Problem> {
    default_config_dir().map_err(|error| not_kept_because(error.why()))
}

fn settings(dir: &Path) -> Result<Settings, Problem> {
    Settings::load(dir).map_err(|error| not_kept_because(error.why()))
}

fn save(settings: &Settings, dir: &Path) -> Result<(), Problem> {
    settings.save(dir).map_err(|error| not_kept_because(error.why()))
}

fn fixed() -> Problem {
    Problem {
        what: t!("helper-list-what"),
        why: t!("helper-list-fixed"),
        remedy: t!("rules-ask-remedy"),
    }
}

fn not_kept(path: &Path, error: &io::Error) -> Problem {
    Problem {
        what: t!("helper-list-what"),
        why: t!(
            "helper-list-file",
            path = path.display().to_string(),
            error = said::system(error)
        ),
        remedy: match error.kind() {
            io::ErrorKind::PermissionDenied => t!("helper-list-administrator"),
            _ => t!("helper-list-mend"),
        },
    }
}

fn not_kept_because(why: String) -> Problem {
    Problem {
        what: t!("helper-list-what"),
        why,
        remedy: t!("helper-list-mend"),
    }
}
