//! `lifeline policy`: what holds on this computer and why, whether a policy file is right, answer files, and the files
//! that administrators are given.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Format, PolicyCommand as Job, Switch};
use crate::desk::policy::{self, NotImported, TABLE, Wrong, publish};
use crate::desk::{self, Choices, MACHINE_POLICY, RuleSource, Rules, Sources};
use crate::t;
use crate::terminal::{Exit, Screen, print};
use crate::texts::said::system;

pub(super) fn run(job: Job) -> Exit {
    match job {
        Job::Show { json } => show(json),
        Job::Check { file, json } => check(&file, json),
        Job::Import { file, to, json } => import(&file, &to.unwrap_or_else(|| MACHINE_POLICY.into()), json),
        Job::Schema { format } => schema(format),
        Job::Asking { state } => asking(state),
    }
}

fn show(as_json: bool) -> Exit {
    let sources = Sources::system();
    let rules = sources.rules();
    let mut screen = Screen::standard();
    let settings = settings(&rules);
    if as_json {
        let shown = json!({
            "policy": sources.place(),
            "wrong": rules.wrong.as_ref().map(ToString::to_string),
            "settings": settings.iter().map(|(name, value, source)| (name.to_string(), json!({
                "value": value,
                "source": source,
            }))).collect::<serde_json::Map<_, _>>(),
        });
        screen.line(&shown.to_string());
    } else {
        for (name, value, source) in settings {
            screen.line(&format!("{name} {value} {source}"));
        }
        screen.note(&t!("policy-place", place = sources.place()));
    }
    match rules.wrong {
        Some(wrong) => wrong_policy(&mut screen, &wrong, as_json),
        None => Exit::Done,
    }
}

/// Each setting's name, value and source, in the order of the table.
fn settings(rules: &Rules) -> Vec<(&'static str, Value, &'static str)> {
    let values = serde_json::to_value(rules.values()).unwrap_or_default();
    TABLE
        .iter()
        .map(|row| {
            let source = match rules.source(row.setting) {
                RuleSource::Default => "default",
                RuleSource::User => "user",
                RuleSource::Machine => "machine",
            };
            (row.name, values.get(row.name).cloned().unwrap_or_default(), source)
        })
        .collect()
}

fn wrong_policy(screen: &mut Screen<io::Stdout, io::Stderr>, wrong: &Wrong, as_json: bool) -> Exit {
    if !as_json {
        screen.error(&wrong.to_string());
    }
    Exit::BadPolicy
}

fn check(file: &Path, as_json: bool) -> Exit {
    let mut screen = Screen::standard();
    match policy::check(file) {
        Ok(policy) if as_json => screen.line(&json!({ "right": true, "policy": policy }).to_string()),
        Ok(_) => screen.line("right"),
        Err(wrong) => {
            if as_json {
                let shown = json!({ "right": false, "place": wrong.place, "line": wrong.line, "what": wrong.what });
                screen.line(&shown.to_string());
            }
            return wrong_policy(&mut screen, &wrong, as_json);
        }
    }
    Exit::Done
}

fn import(file: &Path, to: &Path, as_json: bool) -> Exit {
    let mut screen = Screen::standard();
    let imported = match policy::import(file, to) {
        Ok(imported) => imported,
        Err(NotImported::Wrong(wrong)) => {
            screen.error(&wrong.to_string());
            return Exit::BadPolicy;
        }
        Err(NotImported::NotWritten(error)) => {
            screen.error(&t!(
                "policy-not-written",
                path = to.display().to_string(),
                error = system(&error)
            ));
            return Exit::NotWritten;
        }
    };
    if as_json {
        screen.line(&json!({ "written": to, "imported": imported }).to_string());
    } else {
        screen.line(&format!("written {}", to.display()));
        for (name, value) in named(&imported) {
            screen.line(&format!("imported {name} {value}"));
        }
    }
    Exit::Done
}

fn named(choices: &Choices) -> serde_json::Map<String, Value> {
    match serde_json::to_value(choices) {
        Ok(Value::Object(named)) => named,
        _ => serde_json::Map::new(),
    }
}

fn schema(format: Format) -> Exit {
    let text = match format {
        Format::Json => publish::schema(),
        Format::Admx => publish::admx(),
        Format::Adml => publish::adml(),
        Format::Macos => publish::profile(),
        Format::Markdown => publish::table(),
    };
    print(&text);
    Exit::Done
}

fn asking(state: Switch) -> Exit {
    let mut screen = Screen::standard();
    match desk::set_asking_here(state == Switch::On) {
        Ok(()) => {
            screen.line(match state {
                Switch::On => "asking on",
                Switch::Off => "asking off",
            });
            Exit::Done
        }
        Err(problem) => {
            screen.error(&problem.to_string());
            // A wrong one is left alone.
            match Sources::system().policy() {
                Ok(_) => Exit::NotWritten,
                Err(_) => Exit::BadPolicy,
            }
        }
    }
}
