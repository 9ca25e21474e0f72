//! A mistyped command, which would otherwise be taken for the name of an invitation.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory;

use super::args::Arguments;
use crate::{file_system, t};

/// A word is like another one if at most half of its letters have to change.
const LIKE: usize = 2;

/// What to say where the first argument is neither a command, nor an option, nor a file, nor what a file would be
/// called.
pub(super) fn instead_of_a_command(first: Option<&OsStr>) -> Option<String> {
    let word = first?.to_str()?;
    let is_place = word.contains(['/', '\\', '.']) || file_system::is_there(Path::new(word));
    if word.is_empty() || word.starts_with('-') || is_place {
        return None;
    }
    let program = Arguments::command();
    let names: Vec<&str> = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(clap::Command::get_name)
        .collect();
    if word == "help" || program.find_subcommand(word).is_some() {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(name, &word.to_lowercase());
    let nearest = names.into_iter().map(|name| (distance(name), name)).min();
    Some(match nearest {
        Some((distance, nearest)) if distance * LIKE <= word.chars().count() => {
            t!("terminal-no-command", word = word, nearest = nearest)
        }
        _ => t!("terminal-no-command-like", word = word),
    })
}
