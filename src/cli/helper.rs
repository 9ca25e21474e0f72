//! `lifeline helper`: this user's key as a helper, and who may offer help here.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{HelperCommand as Job, OffersAllowed as AllowedOffers};
use super::exits::forbidden_by;
use crate::desk::{self, MACHINE_POLICY, OffersAllowed, Setting, Sources, helpers, own_key};
use crate::private_file as private;
use crate::session::novice::Problem;
use crate::t;
use crate::terminal::{Exit, Screen};
use crate::texts::said::Said as _;

/// A certificate and some that lead to an authority.
const MAX_PEM_BYTES: u64 = 256 * 1024;

/// What is told: the lines of the interface, or the same as JSON; and what a person reads beside the lines.
#[derive(Default)]
struct Said {
    lines: Vec<String>,
    json: Value,
    notes: Vec<String>,
}

type StandardScreen = Screen<io::Stdout, io::Stderr>;

pub(super) fn run(job: Job) -> Exit {
    let mut screen = Screen::standard();
    let as_json = match &job {
        Job::ShowKey { json }
        | Job::List { json }
        | Job::Add { json, .. }
        | Job::Remove { json, .. }
        | Job::Offers { json, .. }
        | Job::Forget { json, .. } => *json,
        Job::RequestCertificate { .. } | Job::UseCertificate { .. } => false,
    };
    let why = failure(&job);
    match work(job) {
        Ok(said) => tell(&mut screen, &said, as_json),
        Err(problem) => {
            if as_json {
                screen.line(&json!({ "error": problem.to_string() }).to_string());
            } else {
                screen.error(&problem.to_string());
            }
            return why;
        }
    }
    Exit::Done
}

/// What an error of this command would be for: the rules of this computer, where they decide what it would change.
fn failure(job: &Job) -> Exit {
    let setting = match job {
        Job::Add { machine: false, .. } | Job::Remove { machine: false, .. } => Setting::Helpers,
        Job::Offers { allowed: Some(_), .. } => Setting::Offers,
        Job::Add { machine: true, .. } | Job::Remove { machine: true, .. } => {
            return Sources::system().policy().map_or(Exit::BadPolicy, |_| Exit::Failed);
        }
        _ => return Exit::Failed,
    };
    let rules = desk::rules();
    if rules.wrong.is_some() || rules.is_fixed(setting) {
        return forbidden_by(&rules);
    }
    Exit::Failed
}

/// Where the key ends and the name begins: the key may stand there with blanks in it, and with the word before it that
/// it is printed with.
fn parted(words: &[String]) -> (String, String) {
    let (first, rest) = words
        .split_first()
        .map_or(("", words), |(first, rest)| (first.as_str(), rest));
    let words = if first.trim_end_matches(':').eq_ignore_ascii_case("key") && rest.len() > 1 {
        rest
    } else {
        words
    };
    let joined = |words: &[String]| words.join(" ");
    let ends = (1..words.len()).find(|&end| {
        words
            .get(..end)
            .is_some_and(|key| helpers::parse_key(&joined(key)).is_ok())
    });
    // Which is no key: the first word is named in the error.
    let (key, name) = words.split_at_checked(ends.unwrap_or(1)).unwrap_or((words, &[]));
    (joined(key), joined(name))
}

fn tell(screen: &mut StandardScreen, said: &Said, as_json: bool) {
    if as_json {
        screen.line(&said.json.to_string());
        return;
    }
    for line in &said.lines {
        screen.line(line);
    }
    for note in &said.notes {
        screen.note(note);
    }
}

fn work(job: Job) -> Result<Said, Problem> {
    let sources = Sources::system();
    let state_dir = desk::state_dir()?;
    match job {
        Job::ShowKey { .. } => {
            let key = own_key::text(&state_dir)?.to_string();
            Ok(Said {
                lines: vec![format!("key {key}")],
                json: json!({ "key": key }),
                notes: vec![t!("offer-key-explained")],
            })
        }
        Job::List { .. } => Ok(list(&helpers::current(&sources, &state_dir))),
        Job::Add {
            key_and_name, machine, ..
        } => add(&sources, &state_dir, &key_and_name, machine),
        Job::Remove {
            key_or_name, machine, ..
        } => remove(&sources, &state_dir, &key_or_name, machine),
        Job::Offers { allowed, .. } => offers(&sources, &state_dir, allowed),
        Job::Forget {
            computer: (host, port), ..
        } => forget(&host, port),
        Job::RequestCertificate { name } => Ok(Said {
            lines: own_key::certificate_request(&state_dir, &name)?
                .lines()
                .map(str::to_owned)
                .collect(),
            notes: vec![t!("helper-request-next")],
            ..Said::default()
        }),
        Job::UseCertificate { file } => {
            own_key::use_certificate(&state_dir, &read(&file)?)?;
            Ok(Said {
                notes: vec![t!("helper-used")],
                ..Said::default()
            })
        }
    }
}

fn add(sources: &Sources, state_dir: &Path, key_and_name: &[String], machine: bool) -> Result<Said, Problem> {
    let (key, name) = parted(key_and_name);
    let added = if machine {
        helpers::add_for_machine(&key, &name)?
    } else {
        helpers::add(sources, &key, &name)?
    };
    let (key, name) = (added.key.to_string(), added.name.as_str().to_owned());
    let mut notes = vec![t!("helper-added", name = name.as_str(), key = key.as_str())];
    notes.extend(in_the_way(&helpers::current(sources, state_dir)));
    Ok(Said {
        lines: vec![format!("added {key} {name}")],
        json: json!({ "added": added }),
        notes,
    })
}

fn remove(sources: &Sources, state_dir: &Path, key_or_name: &str, machine: bool) -> Result<Said, Problem> {
    let count = if machine {
        helpers::remove_for_machine(key_or_name)?
    } else {
        helpers::remove(sources, key_or_name)?
    };
    if count == 0 {
        return Err(Problem {
            what: t!("helper-list-what"),
            why: t!("helper-not-listed"),
            remedy: t!("helper-list-look"),
        });
    }
    let mut notes = vec![t!("helper-removed", count = count)];
    if machine && helpers::current(sources, state_dir).listed.is_empty() {
        notes.push(t!("helper-machine-list-empty", path = MACHINE_POLICY));
    }
    Ok(Said {
        lines: vec![format!("removed {count}")],
        json: json!({ "removed": count }),
        notes,
    })
}

/// Says what may be offered, once it is what was asked for.
fn offers(sources: &Sources, state_dir: &Path, allowed: Option<AllowedOffers>) -> Result<Said, Problem> {
    if let Some(allowed) = allowed {
        let allowed = match allowed {
            AllowedOffers::Off => OffersAllowed::Off,
            AllowedOffers::View => OffersAllowed::View,
            AllowedOffers::Control => OffersAllowed::Control,
        };
        helpers::allow(sources, allowed)?;
    }
    let now = helpers::current(sources, state_dir);
    Ok(Said {
        lines: vec![offers_line(&now)],
        json: json!({ "offers": now.offers, "fixed": now.offers_fixed }),
        notes: in_the_way(&now),
    })
}

fn forget(host: &str, port: u16) -> Result<Said, Problem> {
    let computer = format!("{host}:{port}");
    let known = desk::forget_computer(host, port)?;
    let (line, note) = if known {
        ("forgotten", t!("helper-forgotten", computer = computer.as_str()))
    } else {
        ("unknown", t!("helper-not-known", computer = computer.as_str()))
    };
    Ok(Said {
        lines: vec![format!("{line} {computer}")],
        json: json!({ "computer": computer, "known": known }),
        notes: vec![note],
    })
}

fn offers_line(now: &helpers::Helpers) -> String {
    let word = match now.offers {
        OffersAllowed::Off => "off",
        OffersAllowed::View => "view",
        OffersAllowed::Control => "control",
    };
    let fixed = if now.offers_fixed { " fixed" } else { "" };
    format!("offers {word}{fixed}")
}

fn list(now: &helpers::Helpers) -> Said {
    let mut lines = vec![offers_line(now)];
    for helper in &now.listed {
        lines.push(format!("helper {} {}", helper.key, helper.name.as_str()));
    }
    if now.authority {
        lines.push("authority".to_owned());
    }
    let mut notes = in_the_way(now);
    if now.list_fixed {
        notes.push(t!("helper-list-fixed"));
    }
    Said {
        lines,
        json: json!({
            "offers": now.offers,
            "offers_fixed": now.offers_fixed,
            "helpers": now.listed,
            "list_fixed": now.list_fixed,
            "authority": now.authority,
            "waits": now.waits,
        }),
        notes,
    }
}

/// What keeps a listed helper from coming in.
fn in_the_way(now: &helpers::Helpers) -> Vec<String> {
    let mut notes = Vec::new();
    if now.offers == OffersAllowed::Off {
        notes.push(t!("helper-offers-off"));
    }
    if now.waits {
        notes.push(t!("offers-waits"));
    }
    notes
}

fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    private::read(file, MAX_PEM_BYTES).map_err(|error| Problem {
        what: t!("file-what", path = file.display().to_string()),
        why: error.why(),
        remedy: t!("file-remedy"),
    })
}
