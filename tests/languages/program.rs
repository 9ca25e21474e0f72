//! The program itself, in the language that the system's locale names.

use std::path::Path;

use super::surroundings;

/// What the program says of a command that there is not.
fn said(locale: &[(&str, &str)]) -> String {
    said_at(tempfile::tempdir().unwrap().path(), locale)
}

fn said_at(home: &Path, locale: &[(&str, &str)]) -> String {
    let mut program = surroundings::command_at(env!("CARGO_BIN_EXE_lifeline"));
    for name in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        program.env_remove(name);
    }
    program.arg("stpo").env("HOME", home).env("XDG_CONFIG_HOME", home);
    let done = program.envs(locale.iter().copied()).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_plain_locale_is_english_and_so_is_one_that_nobody_translated() {
    let english = said(&[]);
    assert!(english.starts_with("error There is no command stpo"), "{english}");
    assert_eq!(said(&[("LC_ALL", "C.UTF-8"), ("LANGUAGE", "de:fr")]), english);
    assert_eq!(said(&[("LANG", "tlh_001.UTF-8")]), english);
}

#[test]
fn the_first_known_language_of_the_system_is_spoken() {
    let german = said(&[("LANG", "de_AT.UTF-8")]);
    assert!(german.starts_with("error Es gibt keinen Befehl stpo"), "{german}");
    assert_eq!(said(&[("LANG", "en_GB.UTF-8"), ("LANGUAGE", "tlh:de_DE:fr")]), german);
    assert_eq!(said(&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "de_DE.UTF-8")]), german);
}

/// What is no file that could be read, as an administrator's check of their rules finds it.
#[cfg(unix)]
#[test]
fn what_is_wrong_with_a_file_of_rules_is_said_in_the_language_of_the_system() {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("rules.json");
    std::fs::write(&settings, "{\n  \"settings\": 1\n}").unwrap();
    let large = home.path().join("large.json");
    std::fs::File::create(&large).unwrap().set_len(1 << 30).unwrap();
    for (file, said) in [
        (home.path(), "sie ist keine gewöhnliche Datei"),
        (&large, "sie ist größer, als eine solche Datei sein kann"),
        (&settings, "rules.json, Zeile 2: "),
        (&home.path().join("none.json"), "diese Datei gibt es nicht"),
    ] {
        let mut check = surroundings::command_at(env!("CARGO_BIN_EXE_lifeline"));
        check
            .env_remove("LANGUAGE")
            .env("LC_ALL", "de_DE.UTF-8")
            .env("HOME", home.path());
        check
            .env("XDG_CONFIG_HOME", home.path())
            .args(["policy", "check"])
            .arg(file);
        let done = check.output().unwrap();
        let told = String::from_utf8(done.stdout).unwrap();
        assert!(told.contains(said), "{}: {told}", file.display());
    }
}

/// A choice in the settings goes before the system.
#[test]
fn the_chosen_language_is_spoken_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("lifeline/settings.json");
    std::fs::create_dir(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, r#"{"preferences": {"language": "de"}}"#).unwrap();
    let german = said_at(home.path(), &[("LANG", "fr_FR.UTF-8")]);
    assert!(german.starts_with("error Es gibt"), "{german}");
}
