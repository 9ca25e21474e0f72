//! Whether Lifeline starts with this user's session and waits in the background for helpers who offer their help: an
//! entry that the user can see and remove with their system's own means.
//!
//! Linux and other Unixes: an entry of the XDG autostart specification. macOS: a launch agent. Windows: a value of the
//! user's Run key. The last two have not run.

use std::path::Path;

use crate::session::novice::Problem;
use crate::t;
use crate::texts::said::{Said, system};
use crate::trusted_file::{self, Keeper};

/// What starts.
const ARGUMENTS: [&str; 2] = ["wait", "--background"];

/// `None` where this system or this user has no place for it.
pub fn is_on() -> Option<bool> {
    system::is_on()
}

pub fn set(on: bool) -> Result<(), Problem> {
    let done = std::env::current_exe()
        .map_err(|error| error.why())
        .and_then(|program| {
            if on {
                users(&program)?;
            }
            system::set(on, &program)
        });
    done.map_err(|why| Problem {
        what: t!("autostart-what"),
        why,
        remedy: t!("autostart-remedy"),
    })
}

/// Whether nobody else can change or replace what would be started each time.
fn users(program: &Path) -> Result<(), String> {
    match trusted_file::open(program, Keeper::User) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(t!("trusted-dangling", path = program.display().to_string())),
        Err(error) => Err(t!("autostart-untrusted", why = system(&error))),
    }
}

#[cfg(not(windows))]
mod system {
    use std::io;
    use std::path::{Path, PathBuf};

    use super::ARGUMENTS;
    use crate::texts::said::Said;
    use crate::{file_system, private_file, t};

    #[cfg(not(target_os = "macos"))]
    fn file() -> Option<PathBuf> {
        let dirs = directories::BaseDirs::new()?;
        Some(dirs.config_dir().join("autostart/lifeline-offers.desktop"))
    }

    #[cfg(target_os = "macos")]
    fn file() -> Option<PathBuf> {
        let dirs = directories::BaseDirs::new()?;
        Some(dirs.home_dir().join("Library/LaunchAgents/org.lifeline.offers.plist"))
    }

    pub fn is_on() -> Option<bool> {
        // A link that leads nowhere is an entry, too, which can be taken away.
        file().map(|file| file_system::is_there(&file))
    }

    pub fn set(on: bool, program: &Path) -> Result<(), String> {
        let file = file().ok_or_else(|| t!("kept-no-home"))?;
        let done = if on {
            let text = entry(program).ok_or_else(|| t!("autostart-path"))?;
            let dir = file.parent().unwrap_or(&file);
            file_system::create_dir_all(dir).and_then(|()| private_file::replace(&file, text.as_bytes()))
        } else {
            file_system::remove_file(&file)
        };
        match done {
            Err(error) if on || error.kind() != io::ErrorKind::NotFound => Err(error.why()),
            _ => Ok(()),
        }
    }

    /// Desktop Entry Specification, "The Exec key": in quotation marks, with its own escapes and those of strings.
    #[cfg(not(target_os = "macos"))]
    pub(super) fn entry(program: &Path) -> Option<String> {
        let program = program.to_str().filter(|path| !path.contains(['\n', '\r']))?;
        let mut quoted = String::new();
        for c in program.chars() {
            match c {
                '"' | '`' | '$' | '\\' => {
                    quoted.push_str("\\\\");
                    quoted.push(c);
                    if c == '\\' {
                        quoted.push('\\');
                    }
                }
                '%' => quoted.push_str("%%"),
                c => quoted.push(c),
            }
        }
        Some(format!(
            "[Desktop Entry]\nType=Application\nName=Lifeline\nComment={}\n\
             Exec=\"{quoted}\" {}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            t!("tray-title"),
            ARGUMENTS.join(" ")
        ))
    }

    #[cfg(target_os = "macos")]
    pub(super) fn entry(program: &Path) -> Option<String> {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let words = std::iter::once(program.to_str()?).chain(ARGUMENTS);
        let words: String = words.map(|word| format!("<string>{}</string>", escape(word))).collect();
        Some(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict><key>Label</key>\
             <string>org.lifeline.offers</string><key>ProgramArguments</key><array>{words}</array>\
             <key>RunAtLoad</key><true/></dict></plist>\n"
        ))
    }

    #[cfg(all(test, not(target_os = "macos")))]
    mod tests {
        use super::*;

        #[test]
        fn an_entry_quotes_what_a_desktop_would_read_otherwise() {
            let entry = entry(Path::new("/opt/a b/100%/$x\"y")).unwrap();
            assert!(
                entry.contains("Exec=\"/opt/a b/100%%/\\\\$x\\\\\"y\" wait --background\n"),
                "{entry}"
            );
            assert!(super::entry(Path::new("/a\nExec=evil")).is_none());
        }
    }
}

#[cfg(windows)]
mod system {
    use std::path::Path;

    use super::ARGUMENTS;
    use crate::t;

    const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
    const NAME: &str = "Lifeline";

    pub fn is_on() -> Option<bool> {
        let key = windows_registry::CURRENT_USER.open(RUN).ok()?;
        Some(key.get_string(NAME).is_ok())
    }

    pub fn set(on: bool, program: &Path) -> Result<(), String> {
        let key = windows_registry::CURRENT_USER
            .create(RUN)
            .map_err(|error| refused(error.code().0))?;
        let done = if on {
            key.set_string(NAME, format!("\"{}\" {}", program.display(), ARGUMENTS.join(" ")))
        } else {
            key.remove_value(NAME)
        };
        done.map_err(|error| refused(error.code().0))
    }

    fn refused(code: i32) -> String {
        t!("file-why", error = t!("system-number", number = format!("{code:#x}")))
    }
}
