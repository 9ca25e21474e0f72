//! The files that administrators are given, made from the one table: a JSON schema, a pair of Group Policy templates, a
//! macOS profile, and the table of docs/policy.md. They stand in `assets/policy/`, and a test compares them.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::table::{Key, SettingRow, Shape, TABLE};

/// The JSON schema of a policy file.
#[must_use]
pub fn schema() -> String {
    let settings: Map<String, Value> = TABLE.iter().map(|row| (row.name.to_owned(), property(row))).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lifeline's policy for a computer",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string" },
            "settings": { "$ref": "#/$defs/settings" },
            "for": {
                "description": "Settings for one user or one group, by name or number. A user's go before those of their groups, these before `settings`; of two groups, the one that stands first.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["settings"],
                    "oneOf": [{ "required": ["user"] }, { "required": ["group"] }],
                    "properties": {
                        "user": { "type": "string", "minLength": 1 },
                        "group": { "type": "string", "minLength": 1 },
                        "settings": { "$ref": "#/$defs/settings" }
                    }
                }
            }
        },
        "$defs": {
            "settings": {
                "description": "What is left out is left to the user, or to the default.",
                "type": "object",
                "additionalProperties": false,
                "properties": settings
            }
        }
    });
    // A value made of strings and numbers always has a text.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn property(row: &SettingRow) -> Value {
    let mut property = match row.shape {
        Shape::Switch => json!({ "type": "boolean" }),
        Shape::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Word(words) => json!({ "enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
        Shape::Text { most } => json!({ "type": "string", "minLength": 1, "maxLength": most }),
        Shape::Life => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["number", "unit"],
            "properties": {
                "number": { "type": "integer", "minimum": 1, "maximum": 99 },
                "unit": { "enum": ["minutes", "hours", "days"] }
            }
        }),
        Shape::Helpers => json!({
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["name", "key"],
                "properties": {
                    "name": { "type": "string", "minLength": 1, "maxLength": 64 },
                    "key": { "type": "string", "pattern": "^([A-HJ-NP-Za-hj-np-z2-9][ -]?){28}$" }
                }
            }
        }),
        Shape::Authority => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["certificate"],
            "properties": {
                "certificate": { "type": "string" },
                "revocation_list": { "type": "string" },
                "names": { "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 64 } }
            }
        }),
    };
    if let Some(property) = property.as_object_mut() {
        property.insert("title".to_owned(), row.title.into());
        property.insert("description".to_owned(), row.explained.into());
        if let Ok(default) = serde_json::from_str::<Value>(row.default) {
            property.insert("default".to_owned(), default);
        } else if row.default != "none" {
            property.insert("default".to_owned(), row.default.into());
        }
    }
    property
}

/// The Group Policy template (ADMX).
#[must_use]
pub fn admx() -> String {
    let mut policies = String::new();
    for row in TABLE {
        policy(&mut policies, row);
    }
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="lifeline" namespace="Lifeline.Policies" />
    <using prefix="windows" namespace="Microsoft.Policies.Windows" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <categories>
    <category name="Lifeline" displayName="$(string.Lifeline)" />
  </categories>
  <policies>
{policies}  </policies>
</policyDefinitions>
"#
    )
}

fn policy(out: &mut String, row: &SettingRow) {
    let id = identifier(row);
    let key = row.registry.key.path();
    let value = row.registry.value;
    let presentation = match row.shape {
        Shape::Switch => String::new(),
        _ => format!(r#" presentation="$(presentation.{id})""#),
    };
    let value_name = match row.shape {
        Shape::Switch => format!(r#" valueName="{value}""#),
        Shape::Text { .. } => format!(r#" valueName="{}""#, row.registry.beside.unwrap_or(value)),
        _ => String::new(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        r#"    <policy name="{id}" class="Machine" displayName="$(string.{id})" explainText="$(string.{id}_Explain)" key="{key}"{value_name}{presentation}>
      <parentCategory ref="Lifeline" />
      <supportedOn ref="windows:SUPPORTED_WindowsVista" />"#
    );
    let onoff = "      <enabledValue><decimal value=\"1\" /></enabledValue>\n      <disabledValue><decimal value=\"0\" /></disabledValue>\n";
    let elements = match row.shape {
        Shape::Switch => String::new(),
        Shape::Number { least, most } => {
            format!(
                r#"        <decimal id="{id}" valueName="{value}" minValue="{least}" maxValue="{most}" required="true" />"#
            )
        }
        Shape::Word(words) if row.name == "offers" => offers_element(row, words),
        Shape::Word(words) => words_element(row, words),
        Shape::Text { most } => {
            format!(r#"        <text id="{id}" valueName="{value}" maxLength="{most}" required="true" />"#)
        }
        Shape::Life => format!(
            r#"        <decimal id="{id}" valueName="{value}" minValue="1" maxValue="99" required="true" />
        <enum id="{id}_Unit" valueName="MaxTicketExpiryUnits" required="true">
          <item displayName="$(string.Minutes)"><value><decimal value="0" /></value></item>
          <item displayName="$(string.Hours)"><value><decimal value="1" /></value></item>
          <item displayName="$(string.Days)"><value><decimal value="2" /></value></item>
        </enum>"#
        ),
        Shape::Helpers => format!(r#"        <list id="{id}" key="{key}\Helpers" explicitValue="true" />"#),
        Shape::Authority => format!(
            r#"        <text id="{id}" valueName="AuthorityCertificate" required="true" />
        <text id="{id}_List" valueName="AuthorityRevocationList" />
        <list id="{id}_Names" key="{key}\AuthorityNames" />"#
        ),
    };
    if matches!(row.shape, Shape::Switch | Shape::Text { .. }) {
        out.push_str(onoff);
    }
    if !elements.is_empty() {
        let _ = writeln!(out, "      <elements>\n{elements}\n      </elements>");
    }
    out.push_str("    </policy>\n");
}

fn words_element(row: &SettingRow, words: &[(&str, u32)]) -> String {
    let beside = row.registry.beside.map_or_else(String::new, |name| {
        format!(
            r#"<valueList><item key="{}" valueName="{name}"><value><decimal value="1" /></value></item></valueList>"#,
            row.registry.key.path()
        )
    });
    enumeration(row, words, |number| {
        format!(r#"<value><decimal value="{number}" /></value>{beside}"#)
    })
}

/// Windows has two values for the three answers.
fn offers_element(row: &SettingRow, words: &[(&str, u32)]) -> String {
    enumeration(row, words, |number| {
        let (allowed, control) = (u32::from(number > 0), u32::from(number > 1));
        format!(
            r#"<value><decimal value="{allowed}" /></value><valueList><item key="{}" valueName="{}"><value><decimal value="{control}" /></value></item></valueList>"#,
            row.registry.key.path(),
            row.registry.beside.unwrap_or_default()
        )
    })
}

/// The choice among the words of a setting; `values` are what the number of each word sets in the registry.
fn enumeration(row: &SettingRow, words: &[(&str, u32)], values: impl Fn(u32) -> String) -> String {
    let id = identifier(row);
    let mut element = format!(
        r#"        <enum id="{id}" valueName="{}" required="true">
"#,
        row.registry.value
    );
    for (word, number) in words {
        let values = values(*number);
        let _ = writeln!(
            element,
            r#"          <item displayName="$(string.{id}_{word})">{values}</item>"#
        );
    }
    element + "        </enum>"
}

/// The English texts of the template (ADML).
#[must_use]
pub fn adml() -> String {
    let mut strings = String::from("      <string id=\"Lifeline\">Lifeline</string>\n");
    for (id, text) in [("Minutes", "minutes"), ("Hours", "hours"), ("Days", "days")] {
        let _ = writeln!(strings, r#"      <string id="{id}">{text}</string>"#);
    }
    let mut presentations = String::new();
    for row in TABLE {
        let (id, title, explained) = (identifier(row), escape(row.title), escape(row.explained));
        let _ = writeln!(strings, r#"      <string id="{id}">{title}</string>"#);
        let _ = writeln!(strings, r#"      <string id="{id}_Explain">{explained}</string>"#);
        let asked = match row.shape {
            Shape::Switch => continue,
            Shape::Number { .. } => format!(r#"<decimalTextBox refId="{id}">{title}</decimalTextBox>"#),
            Shape::Word(words) => {
                for (word, _) in words {
                    let _ = writeln!(
                        strings,
                        r#"      <string id="{id}_{word}">{}</string>"#,
                        word.replace('_', " ")
                    );
                }
                format!(r#"<dropdownList refId="{id}" noSort="true">{title}</dropdownList>"#)
            }
            Shape::Text { .. } => format!(r#"<textBox refId="{id}"><label>{title}</label></textBox>"#),
            Shape::Life => format!(
                r#"<decimalTextBox refId="{id}" defaultValue="6">{title}</decimalTextBox><dropdownList refId="{id}_Unit" noSort="true" defaultItem="1">Unit</dropdownList>"#
            ),
            Shape::Helpers => format!(r#"<listBox refId="{id}">{title}</listBox>"#),
            Shape::Authority => format!(
                r#"<textBox refId="{id}"><label>Certificate</label></textBox><textBox refId="{id}_List"><label>Revocation list</label></textBox><listBox refId="{id}_Names">Names</listBox>"#
            ),
        };
        let _ = writeln!(presentations, r#"      <presentation id="{id}">{asked}</presentation>"#);
    }
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Lifeline</displayName>
  <description>Rules for Lifeline on a computer</description>
  <resources>
    <stringTable>
{strings}    </stringTable>
    <presentationTable>
{presentations}    </presentationTable>
  </resources>
</policyDefinitionResources>
"#
    )
}

/// A macOS configuration profile that forces every setting which has a default to that default: a start for one's own.
#[must_use]
pub fn profile() -> String {
    let mut settings = String::new();
    for row in TABLE {
        let value = match row.shape {
            Shape::Switch => format!("<{}/>", row.default),
            Shape::Number { .. } => format!("<integer>{}</integer>", row.default),
            Shape::Word(_) => format!("<string>{}</string>", row.default),
            Shape::Life => {
                "<dict><key>number</key><integer>30</integer><key>unit</key><string>days</string></dict>".to_owned()
            }
            Shape::Helpers => "<array/>".to_owned(),
            // What has no default can only be added.
            Shape::Text { .. } | Shape::Authority => continue,
        };
        let _ = writeln!(
            settings,
            "      <!-- {}: {} -->\n      <key>{}</key>{value}",
            escape(row.title),
            escape(row.explained).replace("--", "-"),
            row.name
        );
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>org.lifeline.policy</string>
  <key>PayloadUUID</key><string>6C1E5F0A-51B7-4C0B-9C52-3B4D6E0F7A10</string>
  <key>PayloadDisplayName</key><string>Lifeline</string>
  <key>PayloadScope</key><string>System</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>org.lifeline.Lifeline</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>org.lifeline.policy.settings</string>
      <key>PayloadUUID</key><string>0B7F9D52-8E0B-4E64-A3C5-93F1D2A6B8C4</string>
{settings}    </dict>
  </array>
</dict>
</plist>
"#
    )
}

/// The table of docs/policy.md.
#[must_use]
pub fn table() -> String {
    let mut table = String::from(
        "| setting | values | default | users may choose | in Windows' registry |\n|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let values = match row.shape {
            Shape::Switch => "`true`, `false`".to_owned(),
            Shape::Number { least, most } => format!("{least} to {most}"),
            Shape::Word(words) => words
                .iter()
                .map(|(word, _)| format!("`\"{word}\"`"))
                .collect::<Vec<_>>()
                .join(", "),
            Shape::Text { most } => format!("a text of at most {most} characters"),
            Shape::Life => "`{\"number\": 1–99, \"unit\": \"minutes\"\\|\"hours\"\\|\"days\"}`".to_owned(),
            Shape::Helpers => "a list of `{\"name\": …, \"key\": …}`".to_owned(),
            Shape::Authority => "`{\"certificate\": …, \"revocation_list\": …, \"names\": […]}`".to_owned(),
        };
        let key = match row.registry.key {
            Key::Windows => "W",
            Key::Own => "L",
        };
        let beside = row
            .registry
            .beside
            .map_or_else(String::new, |name| format!(", `{name}`"));
        let _ = writeln!(
            table,
            "| `{}` | {values} | `{}` | {} | {key} `{}`{beside} |",
            row.name,
            row.default,
            if row.user { "yes" } else { "no" },
            row.registry.value
        );
    }
    table.push('\n');
    for row in TABLE {
        let _ = writeln!(table, "- **`{}` — {}.** {}", row.name, row.title, row.explained);
    }
    table
}

/// The setting's name as the template's identifiers are written.
fn identifier(row: &SettingRow) -> String {
    row.name
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + letters.as_str()
            })
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
