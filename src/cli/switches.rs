//! The switches of Windows' own Remote Assistance (msra.exe): consoles and scripts that know them start this program by
//! them, too.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::{file_system, t};

/// The arguments of the process in the words of this program's own commands, where they are such switches; otherwise as
/// they are.
///
/// # Errors
/// What to say where a password follows: those of Windows take it from the command line, where everyone on the computer
/// can read it.
pub(super) fn as_commands(arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let [program, switch, rest @ ..] = arguments.as_slice() else {
        return Ok(arguments);
    };
    let Some(switch) = name(switch, rest.is_empty()) else {
        return Ok(arguments);
    };
    let commands: &[&str] = match switch.as_str() {
        "novice" => &["ask", "--choose"],
        "expert" => &["open"],
        "openfile" => &["open"],
        "saveasfile" => &["ask", "--save"],
        "email" => &["ask", "--mail"],
        "offerra" => &["offer"],
        "?" => &["--help"],
        _ => return Ok(arguments),
    };
    let password = match switch.as_str() {
        "saveasfile" => rest.get(1),
        "email" => rest.first().filter(|word| !word.to_string_lossy().contains('@')),
        _ => None,
    };
    if password.is_some_and(|word| !word.as_encoded_bytes().starts_with(b"-")) {
        return Err(t!("terminal-switch-password", switch = switch));
    }
    let commands = commands.iter().map(OsString::from);
    Ok(std::iter::once(program.clone())
        .chain(commands)
        .chain(rest.iter().cloned())
        .collect())
}

/// What follows the stroke, in small letters. A path that is there and stands alone is an invitation to open.
fn name(word: &OsStr, alone: bool) -> Option<String> {
    let text = word.to_str()?;
    let name = text.strip_prefix(['/', '-'])?;
    let is_file = alone && file_system::is_there(Path::new(text));
    (!is_file && !name.starts_with('-')).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(words: &[&str]) -> Result<Vec<String>, String> {
        let arguments = std::iter::once("lifeline")
            .chain(words.iter().copied())
            .map(OsString::from)
            .collect();
        let words = as_commands(arguments)?;
        Ok(words
            .iter()
            .skip(1)
            .map(|word| word.to_str().unwrap().to_owned())
            .collect())
    }

    #[test]
    fn what_consoles_start_windows_own_program_by_starts_this_one() {
        for (typed, meant) in [
            (&["/novice"][..], &["ask", "--choose"][..]),
            (&["-novice"], &["ask", "--choose"]),
            (&["/EXPERT"], &["open"]),
            (
                &["/openfile", "C:\\a b.msrcIncident"],
                &["open", "C:\\a b.msrcIncident"],
            ),
            (
                &["/saveasfile", "help", "--terminal"],
                &["ask", "--save", "help", "--terminal"],
            ),
            (&["/email"], &["ask", "--mail"]),
            (&["/Email", "anna@example.org"], &["ask", "--mail", "anna@example.org"]),
            (&["/offerRA"], &["offer"]),
            (&["/offerra", "desk7", "--terminal"], &["offer", "desk7", "--terminal"]),
            (&["/?"], &["--help"]),
            // Every other word stays what it is.
            (&[], &[]),
            (&["/"], &["/"]),
            (&["--version"], &["--version"]),
            (&["-h"], &["-h"]),
            (&["/home/anna/novice"], &["/home/anna/novice"]),
            (&["ask", "/novice"], &["ask", "/novice"]),
        ] {
            assert_eq!(understood(typed).unwrap(), meant, "{typed:?}");
        }
        for words in [&["/saveasfile", "help", "secret"][..], &["/email", "secret"]] {
            let said = understood(words).unwrap_err();
            assert!(!said.contains("secret") && said.contains("--password-file"), "{said}");
        }
    }

    #[test]
    fn a_file_is_a_file_whatever_it_is_called() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().as_os_str();
        assert_eq!(name(path, true), None);
        // With more behind it, it cannot be the one invitation to open.
        assert!(name(path, false).is_some());
        assert_eq!(name(OsStr::new("/novice"), true).as_deref(), Some("novice"));
    }
}
