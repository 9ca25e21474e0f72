//! The user's settings at their door: remembered, owner-only, never in the way when they are damaged.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;

use lifeline::policy::{Rules, Settings, SettingsError};

#[test]
fn without_a_file_they_are_the_usual_ones() {
    let dir = tempfile::tempdir().unwrap();
    let settings = Settings::load(&dir.path().join("none")).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(
        (settings.life_minutes, settings.port, settings.encrypted_only),
        (360, 3389, false)
    );
}

#[test]
fn what_is_chosen_is_remembered_with_what_a_later_version_added() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("settings.json"),
        r#"{"port": 4000, "colour": {"later": [1]}}"#,
    )
    .unwrap();
    let mut settings = Settings::load(dir.path()).unwrap();
    assert_eq!((settings.port, settings.life_minutes), (4000, 360));
    settings.expert_name = Some("Bób \"the\" helper".to_owned());
    settings.save_folder = Some("/home/bob/Desktop".into());
    settings.encrypted_only = true;
    settings.save(dir.path()).unwrap();
    assert_eq!(Settings::load(dir.path()).unwrap(), settings);
    assert!(
        fs::read_to_string(dir.path().join("settings.json"))
            .unwrap()
            .contains("later")
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_file_is_told() {
    let dir = tempfile::tempdir().unwrap();
    for damaged in [
        "",
        "{",
        "[]",
        r#"{"port": 70000}"#,
        r#"{"life_minutes": "long"}"#,
        "\u{0}",
    ] {
        fs::write(dir.path().join("settings.json"), damaged).unwrap();
        let error = Settings::load(dir.path()).unwrap_err();
        assert!(matches!(error, SettingsError::Damaged { .. }), "{damaged}: {error}");
        assert!(error.to_string().contains("settings.json"));
    }
    Settings::default().save(dir.path()).unwrap();
    assert_eq!(Settings::load(dir.path()).unwrap(), Settings::default());
}

#[test]
fn what_cannot_be_kept_is_told_and_leaves_the_old() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let error = Settings::default().save(&dir.path().join("file")).unwrap_err();
    assert!(matches!(error, SettingsError::Write { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn only_their_owner_reads_them() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("config");
    Settings::default().save(&dir).unwrap();
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
    let file = dir.join("settings.json");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_usual_rules_allow_the_main_job() {
    let rules = Rules::load();
    assert!(rules.ask && rules.help && rules.control && rules.older_windows);
    assert!(!rules.encrypted_only);
    assert!(rules.max_life_minutes >= Settings::default().life_minutes);
}
