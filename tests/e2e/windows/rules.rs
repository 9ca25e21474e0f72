//! Group Policy's values in the registry, set as an administrator sets them.

use std::process::Output;

use lifeline::policy::{HelperKey, Setting, SettingRow, Shape, TABLE};
use serde_json::{Value, json};

use super::computer::Computer;

const LOCAL_MACHINE: &str = r"HKLM\";

/// A value of a setting that is not the usual one: as `reg add` takes its type and data, and as it is shown.
fn another(row: &SettingRow) -> (&'static str, String, Value) {
    match row.shape {
        Shape::Switch if row.default == "true" => ("REG_DWORD", "0".to_owned(), json!(false)),
        Shape::Switch => ("REG_DWORD", "1".to_owned(), json!(true)),
        Shape::Number { most, .. } => ("REG_DWORD", most.to_string(), json!(most)),
        // A switch and a second value, whatever number the word has.
        Shape::Word(_) if row.name == "offers" => ("REG_DWORD", "1".to_owned(), json!("control")),
        Shape::Word(words) => {
            let (word, number) = words.iter().rfind(|(word, _)| *word != row.default).unwrap();
            ("REG_DWORD", number.to_string(), json!(word))
        }
        Shape::Text { .. } => {
            let text = "Zeigen Sie, was Sie möchten: 日本";
            ("REG_SZ", text.to_owned(), json!(text))
        }
        Shape::Life => ("REG_DWORD", "8".to_owned(), json!({"number": 8, "unit": "days"})),
        Shape::Helpers | Shape::Authority => unreachable!("they are lists"),
    }
}

/// What the second value of a setting holds.
fn beside(row: &SettingRow) -> &'static str {
    match row.shape {
        Shape::Life => "2",
        _ => "1",
    }
}

fn shown(computer: &Computer) -> Value {
    let shown = computer.run_lifeline(&["policy", "show", "--json"]);
    assert!(shown.status.success(), "{shown:?}");
    serde_json::from_slice(&shown.stdout).unwrap()
}

#[test]
fn every_value_of_group_policy_is_obeyed() {
    let Some(computer) = Computer::start() else { return };
    let mut wanted = Vec::new();
    // Apart: it goes before all the others.
    for row in TABLE.iter().filter(|row| row.setting != Setting::EverythingOff) {
        let key = format!("{LOCAL_MACHINE}{}", row.registry.key.path());
        let value = match row.shape {
            Shape::Helpers => {
                let anna = HelperKey::of_public_key(b"Anna").to_string();
                computer.set(&format!(r"{key}\Helpers"), "Anna", "REG_SZ", &anna);
                json!([{"name": "Anna", "key": anna}])
            }
            Shape::Authority => {
                computer.set(&key, "AuthorityCertificate", "REG_SZ", r"C:\ca.pem");
                computer.set(&format!(r"{key}\AuthorityNames"), "Anna", "REG_SZ", "");
                json!({"certificate": r"C:\ca.pem", "names": ["Anna"]})
            }
            _ => {
                let (kind, data, value) = another(row);
                computer.set(&key, row.registry.value, kind, &data);
                if let Some(second) = row.registry.beside {
                    computer.set(&key, second, "REG_DWORD", beside(row));
                }
                value
            }
        };
        wanted.push((row.name, value));
    }
    let all = shown(&computer);
    for (name, value) in wanted {
        let is_shown = json!({"value": value, "source": "machine"});
        assert_eq!(all["settings"][name], is_shown, "{name}");
    }
    computer.set(r"HKLM\SOFTWARE\Policies\Lifeline", "EverythingOff", "REG_DWORD", "1");
    let none = shown(&computer);
    assert_eq!(
        none["settings"]["everything_off"],
        json!({"value": true, "source": "machine"})
    );
    assert_eq!(none["settings"]["offers"]["value"], json!("off"));
}

#[test]
fn asking_is_off_where_group_policy_says_so() {
    let Some(computer) = Computer::start() else { return };
    let key = r"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services";
    computer.set(key, "fAllowToGetHelp", "REG_DWORD", "0");
    let ended = computer.run_lifeline(&["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0"]);
    is_refused(&ended);
}

/// By the box in System Properties.
#[test]
fn asking_is_off_where_the_computer_s_own_settings_say_so() {
    let Some(computer) = Computer::start() else { return };
    let key = r"HKLM\SYSTEM\CurrentControlSet\Control\Remote Assistance";
    computer.set(key, "fAllowToGetHelp", "REG_DWORD", "0");
    let all = shown(&computer);
    assert_eq!(all["settings"]["ask"], json!({"value": false, "source": "machine"}));
}

/// Nobody knows what was meant: then nothing is allowed.
#[test]
fn a_value_of_another_type_allows_nothing() {
    let Some(computer) = Computer::start() else { return };
    computer.set(r"HKLM\SOFTWARE\Policies\Lifeline", "Port", "REG_SZ", "4000");
    let ended = computer.run_lifeline(&["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0"]);
    is_refused(&ended);
    let shown = computer.run_lifeline(&["policy", "show", "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert!(shown["wrong"].to_string().contains("Port"), "{shown:#}");
}

/// By what is said. The number comes as 0 at times under Wine, on a busy computer; why is not known, Wine's fault or
/// ours.
fn is_refused(ended: &Output) {
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(said.starts_with("error You cannot ask for help"), "{ended:?}");
    assert!(!said.contains("password"), "{ended:?}");
}
