//! Settings and policies at their door: where they come from, who wins, what is wrong with a file, what is published.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use lifeline::policy::{
    Bandwidth, Change, Choices, HelperKey, Offers, Policy, RegistryReader, RuleSource, Rules, Setting, Settings,
    SettingsError, Sources, TABLE, Value, Who, Within, publish, read_answer_file, read_policy, read_registry,
    set_asking_in, write_policy,
};

#[test]
fn without_a_file_they_are_the_usual_ones() {
    let dir = tempfile::tempdir().unwrap();
    let settings = Settings::load(&dir.path().join("none")).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!((settings.life_minutes, settings.choices), (360, Choices::default()));
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
    assert_eq!(
        (settings.choices.port.map(Within::get), settings.life_minutes),
        (Some(4000), 360)
    );
    settings.expert_name = Some("Bób \"the\" helper".to_owned());
    settings.save_folder = Some("/home/bob/Desktop".into());
    settings.choices.encrypted_only = Some(true);
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

/// The rules of a user under a policy with these words in it, and with these settings of their own.
fn rules(policy: &str, settings: &str, who: Who) -> Rules {
    #[cfg(unix)]
    crate::surroundings::usual_umask();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("policy.json");
    if !policy.is_empty() {
        fs::write(&file, policy).unwrap();
    }
    fs::write(dir.path().join("settings.json"), settings).unwrap();
    Sources::in_files(file, Some(dir.path().to_owned()), who).rules()
}

fn anna() -> Who {
    Who::named("anna", &["staff", "night"])
}

#[test]
fn the_usual_rules_allow_the_main_job() {
    for rules in [Rules::default(), rules("", "{}", anna()), Sources::none().rules()] {
        assert!(rules.ask && rules.help && rules.control && rules.older_encryption && rules.port_mapping && rules.chat);
        assert!(!rules.official_helpers_only && !rules.encrypted_only && !rules.internal_only);
        assert_eq!((rules.offers, rules.port), (Offers::Off, None));
        assert_eq!((rules.longest_session, rules.ask_again), (None, None));
        assert_eq!(rules.max_life_minutes, 30 * 24 * 60);
        assert!(rules.session_log && rules.wrong.is_none());
    }
}

#[test]
fn the_machine_goes_before_the_user_and_the_user_before_the_default() {
    let own = r#"{"control": false, "encrypted_only": true, "ask_again_minutes": 5, "everything_off": true}"#;
    let rules = rules(r#"{"settings": {"control": true, "port": 4000}}"#, own, anna());
    assert!(rules.control, "fixed by the machine");
    assert!(rules.encrypted_only, "left to the user");
    assert_eq!(rules.port, Some(4000));
    assert_eq!(rules.ask_again, Some(Duration::from_secs(300)));
    assert!(rules.ask, "some settings are no user's");
    let sources = [Setting::Control, Setting::EncryptedOnly, Setting::Chat].map(|setting| rules.source(setting));
    assert_eq!(sources, [RuleSource::Machine, RuleSource::User, RuleSource::Default]);
    assert!(rules.is_fixed(Setting::Port) && !rules.is_fixed(Setting::EncryptedOnly));
}

#[test]
fn the_most_specific_entry_wins_setting_by_setting() {
    let policy = r#"{
        "settings": {"ask": false, "control": false, "chat": false, "port": 1},
        "for": [
            {"group": "night", "settings": {"chat": true, "port": 2}},
            {"group": "staff", "settings": {"port": 3, "ask": true}},
            {"user": "bob", "settings": {"control": true}},
            {"user": "anna", "settings": {"port": 4}}
        ]
    }"#;
    let hers = rules(policy, "{}", anna());
    assert_eq!(
        (hers.ask, hers.control, hers.chat, hers.port),
        (true, false, true, Some(4))
    );
    let his = rules(policy, "{}", Who::named("bob", &[]));
    assert_eq!(
        (his.ask, his.control, his.chat, his.port),
        (false, true, false, Some(1))
    );
    let theirs = rules(policy, "{}", Who::named("carl", &["staff", "night"]));
    assert_eq!(theirs.port, Some(2), "of two groups the one that stands first");
}

#[test]
fn everything_off_is_everything() {
    let rules = rules(
        r#"{"settings": {"everything_off": true, "ask": true, "help_others": true, "offers": "control"}}"#,
        "{}",
        anna(),
    );
    assert!(!rules.ask && !rules.help && rules.offers == Offers::Off);
}

#[test]
fn a_wrong_policy_names_the_line_and_the_value_and_allows_nothing() {
    for (policy, line, named) in [
        ("{\n \"settings\": {\n  \"control\": \"no\"\n }\n}", 3, "\"no\""),
        ("{\n \"settings\": {\n  \"contrl\": false\n }\n}", 3, "contrl"),
        (
            "{\n \"settings\": {\n\n  \"offers\": \"sometimes\"\n }\n}",
            4,
            "sometimes",
        ),
        ("{\n \"settings\": {\"port\": 70000}}", 2, "70000"),
        ("{\n \"settings\": {\"port\": -1}}", 2, "-1"),
        (
            "{\"settings\": {\n\"longest_life\": {\"number\": 100, \"unit\": \"days\"}}}",
            2,
            "100",
        ),
        (
            "{\"settings\": {\n\"longest_life\": {\"number\": 9, \"unit\": \"weeks\"}}}",
            2,
            "weeks",
        ),
        ("{\"settings\": {\n\"view_message\": \"  \"}}", 2, "\"  \""),
        (
            "{\"settings\": {\n\"helpers\": [{\"name\": \"A\", \"key\": \"AB\"}]}}",
            2,
            "key",
        ),
        (
            "{\"for\": [\n{\"user\": \"a\", \"group\": \"b\", \"settings\": {}}]}",
            2,
            "`user`",
        ),
        (
            "{\"for\": [\n{\"user\": \"nobody\", \"settings\": {\"ask\": 1}}]}",
            2,
            "`1`",
        ),
        ("{\"settings\": {}\n, \"settings\": {}}", 2, "settings"),
        ("{\n\"settings\": {", 2, "EOF"),
    ] {
        let rules = rules(policy, "{}", anna());
        let wrong = rules.wrong.clone().unwrap_or_else(|| panic!("{policy} is taken"));
        assert_eq!(wrong.line, Some(line), "{policy}: {wrong}");
        assert!(wrong.what.contains(named), "{policy}: {wrong}");
        assert!(
            wrong.to_string().contains(&format!("policy.json, line {line}: ")),
            "{wrong}"
        );
        assert!(
            !rules.ask && !rules.help && !rules.control && rules.offers == Offers::Off,
            "{policy}"
        );
        assert!(!rules.older_encryption && !rules.port_mapping && rules.official_helpers_only && rules.internal_only);
    }
    for policy in [
        "[]",
        "3",
        r#"{"settings": []}"#,
        r#"{"for": [["anna", null, {"ask": false}]]}"#,
        r#"{"for": [{"user": "anna", "settings": [null, false]}]}"#,
        "",
    ] {
        assert!(
            !rules(policy, "{}", anna()).ask || policy.is_empty(),
            "{policy} is taken"
        );
    }
    let dir = tempfile::tempdir().unwrap();
    let sources = |path: &Path| Sources::in_files(path.to_owned(), None, anna());
    assert!(sources(dir.path()).rules().wrong.is_some(), "a directory is no policy");
    let long = dir.path().join("long");
    fs::write(&long, " ".repeat(300 * 1024)).unwrap();
    assert!(!sources(&long).rules().ask);
    assert!(sources(&dir.path().join("none")).rules().ask);
}

#[test]
fn damaged_settings_of_the_user_forbid_what_they_might_have_forbidden() {
    let rules = rules(
        r#"{"settings": {"port_mapping": true}}"#,
        "{\n\"control\": fals}",
        anna(),
    );
    assert!(rules.wrong.is_some());
    assert!(rules.ask && rules.help, "asking is done with their own hands");
    assert!(!rules.control && !rules.older_encryption);
    assert!(rules.port_mapping, "what the machine fixed stays");
}

#[test]
fn messages_are_plain_and_capped() {
    let policy = |text: &str| serde_json::json!({"settings": {"view_message": text}}).to_string();
    let shown = rules(&policy("  Call 100\n\u{202e}first. "), "{}", anna());
    assert_eq!(shown.view_message.unwrap().as_str(), "Call 100 first.");
    assert!(rules(&policy(&"x".repeat(401)), "{}", anna()).wrong.is_some());
    assert!(rules(&policy(&"x".repeat(400)), "{}", anna()).wrong.is_none());
}

#[test]
fn what_is_shown_is_a_policy_that_says_the_same() {
    let policy = r#"{"settings": {"longest_life": {"number": 90, "unit": "minutes"}, "bandwidth": "full", "offers": "view",
        "control_message": "Mind the till.", "keep_days": 7, "longest_session_minutes": 45, "everything_off": false}}"#;
    let first = rules(policy, "{}", anna());
    assert_eq!(
        (first.max_life_minutes, first.bandwidth, first.keep_days),
        (90, Bandwidth::Full, 7)
    );
    let shown = serde_json::json!({ "settings": first.values() }).to_string();
    let second = rules(&shown, "{}", anna());
    assert_eq!(second.values(), first.values());
}

#[test]
fn the_switch_changes_nothing_else_and_leaves_a_wrong_file_alone() {
    #[cfg(unix)]
    crate::surroundings::usual_umask();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lifeline/policy.json");
    set_asking_in(&file, false).unwrap();
    let policy = r#"{"settings": {"control": false}, "for": [{"user": "anna", "settings": {"ask": true, "port": 9}}]}"#;
    let sources = Sources::in_files(file.clone(), None, anna());
    assert!(!sources.rules().ask);
    fs::write(&file, policy).unwrap();
    set_asking_in(&file, false).unwrap();
    let rules = sources.rules();
    assert_eq!((rules.ask, rules.control, rules.port), (false, false, Some(9)));
    set_asking_in(&file, true).unwrap();
    assert!(sources.rules().ask && !sources.rules().is_fixed(Setting::Ask));
    fs::write(&file, "{").unwrap();
    assert!(set_asking_in(&file, true).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "{");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        write_policy(&file, &Policy::default()).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
    }
}

const ANSWERS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend">
  <settings pass="specialize">
    <component name="Microsoft-Windows-Shell-Setup"><ComputerName>X</ComputerName></component>
    <component name="Microsoft-Windows-RemoteAssistance-Exe" processorArchitecture="amd64" language="neutral">
      <CreateEncryptedOnlyTickets>true</CreateEncryptedOnlyTickets>
      <fAllowToGetHelp>true</fAllowToGetHelp>
      <fAllowFullControl>false</fAllowFullControl>
      <MaxTicketExpiry>3</MaxTicketExpiry>
      <MaxTicketExpiryUnits>2</MaxTicketExpiryUnits>
      <fEnableChatControl>false</fEnableChatControl>
    </component>
  </settings>
</unattend>"#;

#[test]
fn an_answer_file_becomes_settings() {
    let choices = read_answer_file(ANSWERS.as_bytes(), "unattend.xml").unwrap();
    let named = serde_json::to_value(&choices).unwrap();
    assert_eq!(
        named,
        serde_json::json!({"ask": true, "control": false, "encrypted_only": true, "chat": false,
            "longest_life": {"number": 3, "unit": "days"}})
    );
    for (from, to, line, named) in [
        ("<fAllowToGetHelp>true", "<fAllowToGetHelp>maybe", 7, "maybe"),
        ("<MaxTicketExpiry>3", "<MaxTicketExpiry>100", 9, "100"),
        ("<MaxTicketExpiryUnits>2", "<MaxTicketExpiryUnits>3", 10, "3"),
        ("fEnableChatControl", "fEnableVoice", 11, "fEnableVoice"),
    ] {
        let wrong = read_answer_file(ANSWERS.replace(from, to).as_bytes(), "unattend.xml").unwrap_err();
        assert_eq!(wrong.line, Some(line), "{wrong}");
        assert!(wrong.what.contains(named), "{wrong}");
    }
    let other = ANSWERS.replace("RemoteAssistance", "Other");
    assert!(read_answer_file(other.as_bytes(), "x").is_err(), "nothing for us in it");
    assert!(read_answer_file(b"<unattend><component", "x").is_err());
}

#[derive(Default)]
struct Fake(BTreeMap<(String, String), Value>);

impl RegistryReader for Fake {
    fn value(&self, key: &str, name: &str) -> Result<Option<Value>, String> {
        Ok(self.0.get(&(key.to_owned(), name.to_owned())).cloned())
    }

    fn values(&self, key: &str) -> Result<Vec<(String, Value)>, String> {
        let of_key = self.0.iter().filter(|((of, _), _)| of == key);
        Ok(of_key.map(|((_, name), value)| (name.clone(), value.clone())).collect())
    }
}

const WINDOWS: &str = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services";
const OWN: &str = r"SOFTWARE\Policies\Lifeline";

fn registry(values: &[(&str, &str, Value)]) -> Fake {
    let entry = |(key, name, value): &(&str, &str, Value)| (((*key).to_owned(), (*name).to_owned()), value.clone());
    Fake(values.iter().map(entry).collect())
}

#[test]
fn group_policy_s_values_are_windows_own() {
    let dword = Value::Dword;
    let found = read_registry(&registry(&[
        (WINDOWS, "fAllowToGetHelp", dword(1)),
        (WINDOWS, "fAllowFullControl", dword(0)),
        (WINDOWS, "MaxTicketExpiry", dword(8)),
        (WINDOWS, "MaxTicketExpiryUnits", dword(0)),
        (WINDOWS, "fUseMailto", dword(1)),
        (WINDOWS, "fAllowUnsolicited", dword(1)),
        (WINDOWS, "fAllowUnsolicitedFullControl", dword(0)),
        (WINDOWS, "UseCustomMessages", dword(1)),
        (WINDOWS, "ViewMessage", Value::Text("Look out.".to_owned())),
        (WINDOWS, "LoggingEnabled", dword(0)),
        (WINDOWS, "UseBandwidthOptimization", dword(1)),
        (WINDOWS, "OptimizeBandwidth", dword(8)),
        (WINDOWS, "CreateEncryptedOnlyTickets", dword(1)),
        (OWN, "OlderEncryption", dword(0)),
        (OWN, "Port", dword(4000)),
        (OWN, "AuthorityCertificate", Value::Text(r"C:\ca.pem".to_owned())),
    ]))
    .unwrap();
    assert_eq!(
        serde_json::to_value(&found).unwrap(),
        serde_json::json!({"ask": true, "control": false, "longest_life": {"number": 8, "unit": "minutes"},
            "mail_method": "mailto", "offers": "view", "view_message": "Look out.", "session_log": false,
            "bandwidth": "no_background", "encrypted_only": true, "older_encryption": false, "port": 4000,
            "authority": {"certificate": r"C:\ca.pem"}})
    );
    assert_eq!(read_registry(&Fake::default()).unwrap(), Choices::default());
    let unused = registry(&[
        (WINDOWS, "ViewMessage", Value::Text("x".to_owned())),
        (WINDOWS, "OptimizeBandwidth", dword(0)),
    ]);
    assert_eq!(
        read_registry(&unused).unwrap(),
        Choices::default(),
        "what their switch leaves off is off"
    );
    for (key, name, value) in [
        (WINDOWS, "fAllowToGetHelp", dword(2)),
        (WINDOWS, "MaxTicketExpiry", dword(0)),
        (WINDOWS, "fAllowFullControl", Value::Text("1".to_owned())),
        (OWN, "Port", dword(70_000)),
        (OWN, r"EverythingOff", Value::Other),
    ] {
        let wrong = read_registry(&registry(&[(key, name, value)])).unwrap_err();
        assert!(wrong.to_string().contains(name), "{wrong}");
    }
}

/// What System Properties hold counts below the policy, and only where it is not as Windows is installed.
#[test]
fn what_system_properties_forbid_is_forbidden_where_no_policy_decides() {
    const LOCAL: &str = r"SYSTEM\CurrentControlSet\Control\Remote Assistance";
    let dword = Value::Dword;
    let installed = [
        (LOCAL, "fAllowToGetHelp", dword(1)),
        (LOCAL, "fAllowFullControl", dword(1)),
        (LOCAL, "MaxTicketExpiry", dword(6)),
        (LOCAL, "MaxTicketExpiryUnits", dword(1)),
        (LOCAL, "CreateEncryptedOnlyTickets", dword(0)),
        (LOCAL, "fEnableChatControl", dword(1)),
    ];
    assert_eq!(read_registry(&registry(&installed)).unwrap(), Choices::default());
    let forbidding = [
        (LOCAL, "fAllowToGetHelp", dword(0)),
        (LOCAL, "fAllowFullControl", dword(0)),
        (LOCAL, "MaxTicketExpiry", dword(6)),
        (LOCAL, "MaxTicketExpiryUnits", dword(0)),
        (LOCAL, "CreateEncryptedOnlyTickets", dword(1)),
        (LOCAL, "fEnableChatControl", dword(0)),
    ];
    assert_eq!(
        serde_json::to_value(read_registry(&registry(&forbidding)).unwrap()).unwrap(),
        serde_json::json!({"ask": false, "control": false, "longest_life": {"number": 6, "unit": "minutes"},
            "encrypted_only": true, "chat": false})
    );
    let mut decided = forbidding.to_vec();
    decided.extend([
        (WINDOWS, "fAllowToGetHelp", dword(1)),
        (WINDOWS, "fAllowFullControl", dword(1)),
        (WINDOWS, "MaxTicketExpiry", dword(2)),
        (WINDOWS, "MaxTicketExpiryUnits", dword(2)),
        (WINDOWS, "CreateEncryptedOnlyTickets", dword(0)),
        (OWN, "fEnableChatControl", dword(1)),
    ]);
    assert_eq!(
        serde_json::to_value(read_registry(&registry(&decided)).unwrap()).unwrap(),
        serde_json::json!({"ask": true, "control": true, "longest_life": {"number": 2, "unit": "days"},
            "encrypted_only": false, "chat": true})
    );
    for (name, value) in [
        ("fAllowToGetHelp", dword(2)),
        ("MaxTicketExpiry", dword(100)),
        ("MaxTicketExpiryUnits", dword(3)),
        ("fAllowFullControl", Value::Text("1".to_owned())),
    ] {
        let wrong = read_registry(&registry(&[(LOCAL, name, value)])).unwrap_err();
        assert!(wrong.to_string().contains(&format!(r"{LOCAL}\{name}")), "{wrong}");
    }
}

/// The file of this name is what the table makes; with `LIFELINE_WRITE_PUBLISHED` set, it is made so.
fn published(path: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("LIFELINE_WRITE_PUBLISHED").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap();
    assert!(
        there == made,
        "{} is not what the table makes: run this test with LIFELINE_WRITE_PUBLISHED=1",
        path.display()
    );
}

#[test]
fn what_is_published_comes_from_the_table() {
    published("assets/policy/policy.schema.json", &publish::schema());
    published("assets/policy/Lifeline.admx", &publish::admx());
    published("assets/policy/en-US/Lifeline.adml", &publish::adml());
    published("assets/policy/Lifeline.mobileconfig", &publish::profile());
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policy.md");
    let text = fs::read_to_string(page).unwrap();
    let (begin, end) = (
        "<!-- made from the table: begin -->\n",
        "<!-- made from the table: end -->",
    );
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    published(
        "docs/policy.md",
        &format!("{before}{begin}{}{end}{after}", publish::table()),
    );
}

#[test]
fn every_setting_has_one_row_and_every_row_a_setting() {
    let values = serde_json::to_value(Rules::default().values()).unwrap();
    let known: Vec<&str> = values.as_object().unwrap().keys().map(String::as_str).collect();
    for row in TABLE {
        let optional = matches!(row.name, "authority" | "view_message" | "control_message");
        assert!(optional || known.contains(&row.name), "{}", row.name);
        assert!(
            row.explained.ends_with('.') && !row.title.ends_with('.'),
            "{}",
            row.name
        );
        assert_eq!(
            TABLE
                .iter()
                .filter(|other| other.name == row.name || other.setting == row.setting)
                .count(),
            1
        );
    }
    assert!(
        known.iter().all(|name| TABLE.iter().any(|row| row.name == *name)),
        "{known:?}"
    );
    let schema: serde_json::Value = serde_json::from_str(&publish::schema()).unwrap();
    let properties = schema["$defs"]["settings"]["properties"].as_object().unwrap();
    assert_eq!(properties.len(), TABLE.len());
    for xml in [publish::admx(), publish::adml(), publish::profile()] {
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}

#[test]
fn a_policy_file_that_is_not_there_is_none() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read_policy(&dir.path().join("policy.json")).unwrap(), None);
}

/// What may stand where a file is looked for, below a folder of its own; each is made of nothing but names, links and
/// modes.
#[cfg(unix)]
mod stands_there {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use crate::surroundings;

    pub fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn folder(path: &Path, of: u32) {
        fs::create_dir_all(path).unwrap();
        mode(path, of);
    }

    /// Each: what it is, and what makes it below `dir` for the name `file` with these words in it.
    type Made = fn(dir: &Path, file: &Path, words: &str);

    pub const WRONG: &[(&str, Made)] = &[
        ("a dangling link", |dir, file, _| {
            symlink(dir.join("gone"), file).unwrap()
        }),
        ("a link to itself", |_, file, _| symlink(file, file).unwrap()),
        ("a link to a link in a circle", |dir, file, _| {
            symlink(dir.join("one"), file).unwrap();
            symlink(file, dir.join("one")).unwrap();
        }),
        ("a missing folder behind a link", |dir, file, _| {
            symlink(dir.join("gone/policy"), file).unwrap();
        }),
        ("a directory", |_, file, _| folder(file, 0o755)),
        ("a device", |_, file, _| symlink("/dev/null", file).unwrap()),
        ("a FIFO", |_, file, _| {
            assert!(surroundings::command("mkfifo").arg(file).status().unwrap().success());
        }),
        ("a FIFO behind a link", |dir, file, _| {
            let fifo = dir.join("fifo");
            assert!(surroundings::command("mkfifo").arg(&fifo).status().unwrap().success());
            symlink(fifo, file).unwrap();
        }),
        ("a file that everybody may write", |_, file, words| {
            fs::write(file, words).unwrap();
            mode(file, 0o646);
        }),
        ("a link into a folder that everybody may write", |dir, file, words| {
            folder(&dir.join("shared"), 0o777);
            fs::write(dir.join("shared/words"), words).unwrap();
            symlink("shared/words", file).unwrap();
        }),
        ("a link past a folder that everybody may write", |dir, file, words| {
            folder(&dir.join("shared/own"), 0o755);
            mode(&dir.join("shared"), 0o777);
            fs::write(dir.join("shared/own/words"), words).unwrap();
            symlink(dir.join("shared/own/words"), file).unwrap();
        }),
        ("a link that passes such a folder and comes back", |dir, file, words| {
            folder(&dir.join("shared/own"), 0o755);
            mode(&dir.join("shared"), 0o777);
            symlink(dir, dir.join("shared/back")).unwrap();
            fs::write(dir.join("words"), words).unwrap();
            symlink("shared/back/words", file).unwrap();
        }),
        (
            "a name that is missing where everybody may take one away",
            |_, file, _| {
                mode(file.parent().unwrap(), 0o777);
            },
        ),
        ("a name that is missing where everybody may add one", |_, file, _| {
            mode(file.parent().unwrap(), 0o1777);
        }),
    ];

    pub const RIGHT: &[(&str, Made)] = &[
        ("a file", |_, file, words| fs::write(file, words).unwrap()),
        ("a link", |dir, file, words| {
            fs::write(dir.join("words"), words).unwrap();
            symlink("../dir/words", file).unwrap();
        }),
        ("a link to a link to a folder", |dir, file, words| {
            folder(&dir.join("own"), 0o711);
            fs::write(dir.join("own/words"), words).unwrap();
            symlink("own", dir.join("link")).unwrap();
            symlink(dir.join("link/words"), file).unwrap();
        }),
        ("its own file where nobody takes away another's", |dir, file, words| {
            folder(&dir.join("sticky"), 0o1777);
            fs::write(dir.join("sticky/words"), words).unwrap();
            symlink("sticky/words", file).unwrap();
        }),
    ];

    /// The file's place in a new folder `dir`, after it was made.
    pub fn make(root: &Path, name: &str, made: Made, words: &str) -> std::path::PathBuf {
        let dir = root.join("dir");
        folder(&dir, 0o755);
        let file = dir.join(name);
        made(&dir, &file, words);
        file
    }
}

#[cfg(unix)]
#[test]
fn only_a_name_that_does_not_exist_is_no_policy() {
    let words = r#"{"settings": {"control": false}}"#;
    for (what, made) in stands_there::WRONG {
        let root = tempfile::tempdir().unwrap();
        let file = stands_there::make(root.path(), "policy.json", *made, words);
        let rules = Sources::in_files(file, None, anna()).rules();
        let wrong = rules.wrong.as_ref().unwrap_or_else(|| panic!("{what} is no policy"));
        assert!(
            wrong.place.ends_with("policy.json") && !wrong.what.is_empty(),
            "{what}: {wrong}"
        );
        assert!(!rules.ask && !rules.help && rules.offers == Offers::Off, "{what}");
    }
    for (what, made) in stands_there::RIGHT {
        let root = tempfile::tempdir().unwrap();
        let file = stands_there::make(root.path(), "policy.json", *made, words);
        let rules = Sources::in_files(file, None, anna()).rules();
        assert!(
            rules.wrong.is_none() && rules.ask && !rules.control,
            "{what}: {:?}",
            rules.wrong
        );
    }
    let root = tempfile::tempdir().unwrap();
    for missing in ["policy.json", "no/folder/policy.json"] {
        let rules = Sources::in_files(root.path().join(missing), None, anna()).rules();
        assert!(
            rules.wrong.is_none() && rules.ask && rules.control,
            "{missing}: {:?}",
            rules.wrong
        );
    }
}

/// A link to a home that is gone is no choice of the usual settings, and neighbours choose nothing.
#[cfg(unix)]
#[test]
fn only_settings_that_do_not_exist_are_the_usual_ones() {
    let words = r#"{"control": false, "older_encryption": false, "offers": "view"}"#;
    for (what, made) in stands_there::WRONG {
        let root = tempfile::tempdir().unwrap();
        let file = stands_there::make(root.path(), "settings.json", *made, words);
        let sources = Sources::in_files(root.path().join("none"), file.parent().map(Into::into), anna());
        let rules = sources.rules();
        assert!(rules.wrong.is_some(), "{what} is a choice");
        assert!(rules.ask && !rules.control && rules.offers == Offers::Off, "{what}");
    }
    for (what, made) in stands_there::RIGHT {
        let root = tempfile::tempdir().unwrap();
        let file = stands_there::make(root.path(), "settings.json", *made, words);
        let sources = Sources::in_files(root.path().join("none"), file.parent().map(Into::into), anna());
        let rules = sources.rules();
        assert!(
            rules.wrong.is_none() && !rules.control && rules.offers == Offers::View,
            "{what}: {:?}",
            rules.wrong
        );
    }
}

/// Whom an access list names may write, whatever owner and group the file has.
#[cfg(target_os = "linux")]
#[test]
fn an_access_list_lets_others_write() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("policy.json");
    fs::write(&file, "{}").unwrap();
    let listed = crate::surroundings::command("setfacl")
        .args(["-m", "u:65534:rw"])
        .arg(&file)
        .status();
    if !listed.is_ok_and(|status| status.success()) {
        println!("skipped: no setfacl, or no access lists on this file system");
        return;
    }
    let rules = Sources::in_files(file, None, anna()).rules();
    assert!(rules.wrong.is_some_and(|wrong| wrong.what.contains("others can write")));
}

#[test]
fn of_two_sets_of_rules_the_stricter_values_hold() {
    let (wide, strict) = (Rules::default(), Rules::strictest());
    assert_eq!(wide.clone().no_wider_than(&strict).values(), strict.values());
    assert_eq!(strict.clone().no_wider_than(&wide).values(), strict.values());
    let values = |text: &str| Rules::of_values(&serde_json::from_str(text).unwrap());
    let before =
        values(r#"{"longest_session_minutes": 60, "keep_days": 0, "session_log": true, "ask_again_minutes": 0}"#);
    let now = values(r#"{"longest_session_minutes": 0, "keep_days": 1, "session_log": false, "ask_again_minutes": 5}"#);
    let held = now.no_wider_than(&before).values();
    assert_eq!(
        serde_json::to_value((
            held.longest_session_minutes,
            held.keep_days,
            held.session_log,
            held.ask_again_minutes
        ))
        .unwrap(),
        serde_json::json!([60, 0, true, 5]),
        "the shorter session, the longer record, the more frequent question"
    );
}

/// Whatever a stricter set of rules holds back is told as a change, each setting by itself.
#[test]
fn each_thing_that_is_held_back_is_told() {
    let values = |rules: &Rules| serde_json::to_value(rules.values()).unwrap();
    let mut strict = values(&Rules::strictest());
    for (name, value) in [
        ("longest_session_minutes", 10),
        ("ask_again_minutes", 5),
        ("keep_days", 0),
    ] {
        strict[name] = value.into();
    }
    strict["everything_off"] = false.into();
    strict["session_log"] = true.into();
    let mut wide = values(&Rules::default());
    wide["offers"] = "control".into();
    wide["session_log"] = false.into();
    wide["helpers"] = serde_json::json!([{ "name": "Anna", "key": HelperKey::of_public_key(b"Anna").to_string() }]);
    let rules = |values: &serde_json::Value| Rules::of_values(&serde_json::from_value(values.clone()).unwrap());
    let before = rules(&strict);
    assert_eq!(before.changes_since(&before), []);
    assert_eq!(
        before.changes_since(&rules(&wide)).len(),
        2,
        "stricter: but the list and the offers"
    );
    let mut told = Vec::new();
    for row in TABLE.iter().filter(|row| row.name != "everything_off") {
        let mut one = strict.clone();
        match wide.get(row.name) {
            Some(value) => one[row.name] = value.clone(),
            None => continue,
        }
        let now = rules(&one);
        let held = now.clone().no_wider_than(&before);
        let changes = now.changes_since(&before);
        assert_eq!(
            changes.is_empty(),
            held.values() == now.values() && now.helpers == before.helpers,
            "{}",
            row.name
        );
        assert!(changes.len() <= 1, "{changes:?}");
        told.extend(changes);
    }
    assert_eq!(told.len(), 16, "{told:?}");
    assert!(told.contains(&Change::Listed("Anna".to_owned())) && told.contains(&Change::Offers(Offers::Control)));
}
