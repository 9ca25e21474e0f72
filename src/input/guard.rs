//! Whose windows the expert must not touch: those of Lifeline itself, and the system's own permission prompts, unless the
//! novice allowed that, too.

use std::collections::HashSet;

/// What the desktop calls the program by its windows, now and before.
#[cfg(target_os = "linux")]
const NAMES: [&str; 2] = ["org.lifeline.Lifeline", "lifeline"];

/// Whether a window's class (X11) or app id (Wayland) is the program's.
#[cfg(target_os = "linux")]
pub(super) fn is_the_programs(name: &[u8]) -> bool {
    NAMES.iter().any(|own| name.eq_ignore_ascii_case(own.as_bytes()))
}

/// The processes whose windows get neither clicks nor keys from the expert.
#[derive(Debug, Clone)]
pub(super) struct Protected {
    processes: HashSet<u32>,
    /// Every window that bears Lifeline's mark and every process of any Lifeline, too, where the system tells.
    program: bool,
    /// The programs that ask for permissions in the system's name, too.
    prompts: bool,
}

impl Protected {
    pub(super) fn new(processes: impl IntoIterator<Item = u32>) -> Self {
        Self {
            processes: processes.into_iter().collect(),
            program: false,
            prompts: true,
        }
    }

    /// This process, and every other Lifeline: a second window can make invitations, too.
    pub(super) fn program() -> Self {
        Self {
            program: true,
            ..Self::default()
        }
    }

    /// The system's permission prompts are the helper's, too.
    pub(super) fn without_prompts(self) -> Self {
        Self { prompts: false, ..self }
    }

    pub(super) fn contains(&self, process: u32) -> bool {
        self.processes.contains(&process)
            || (self.program && runs_a_lifeline(process))
            || self.contains_prompt(process, name_of)
    }

    /// Whether a process asks for permissions in the system's name; `name_of` tells the name of its program's file.
    fn contains_prompt(&self, process: u32, name_of: impl FnOnce(u32) -> Option<String>) -> bool {
        self.prompts && name_of(process).is_some_and(|name| is_prompt(&name))
    }

    /// Whether the window of this process is among them.
    #[cfg(target_os = "linux")]
    pub(super) fn contains_this_process(&self) -> bool {
        self.program || self.processes.contains(&std::process::id())
    }

    /// Whether a window that says of itself that it is Lifeline's is believed. Whoever lies protects themselves alone.
    #[cfg(target_os = "linux")]
    pub(super) fn heeds_marks(&self) -> bool {
        self.program
    }

    #[cfg(target_os = "linux")]
    pub(super) fn is_empty(&self) -> bool {
        self.processes.is_empty() && !self.program
    }
}

impl Default for Protected {
    fn default() -> Self {
        Self::new([std::process::id()])
    }
}

/// The programs that show Windows' permission prompts and its questions for a password, by their files: User Account
/// Control, the broker of credentials, and the sign-in.
const PROMPTS: [&str; 3] = ["consent.exe", "credentialuibroker.exe", "logonui.exe"];

fn is_prompt(name: &str) -> bool {
    PROMPTS.iter().any(|prompt| name.eq_ignore_ascii_case(prompt))
}

/// The name of the file of a process's program, whoever's it is.
#[cfg(windows)]
fn name_of(process: u32) -> Option<String> {
    super::windows::name_of(process)
}

/// Elsewhere no such prompts are windows on the desktop.
#[cfg(not(windows))]
fn name_of(_process: u32) -> Option<String> {
    None
}

/// How the files of the program are called, at least in the beginning.
#[cfg(any(target_os = "linux", windows))]
const NAME: &str = "lifeline";

/// Whether a process runs this program or one of its name: also one whose file was replaced or removed since, a copy of
/// it elsewhere, an older one, and (by its name alone) one of another user.
#[cfg(target_os = "linux")]
fn runs_a_lifeline(process: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};

    use crate::file_system;

    let entry = |process: &str, what: &str| Path::new("/proc").join(process).join(what);
    let program = |process: &str| {
        let path = file_system::read_link(&entry(process, "exe")).ok()?.into_os_string();
        let path = path.to_string_lossy().into_owned();
        Some(PathBuf::from(path.strip_suffix(" (deleted)").unwrap_or(&path)))
    };
    // The file itself, whatever its name is by now.
    let file = |process: &str| {
        let file = file_system::metadata(&entry(process, "exe")).ok()?;
        Some((file.dev(), file.ino()))
    };
    let (theirs, own) = (process.to_string(), "self");
    let is_ours = |name: &str, own: Option<&str>| name.to_lowercase().starts_with(NAME) || Some(name) == own;
    let own_program = program(own);
    let own_name = own_program.as_ref().and_then(|path| path.file_name()?.to_str());
    if let Some(program) = program(&theirs) {
        let name = program.file_name().map(|name| name.to_string_lossy());
        return name.is_some_and(|name| is_ours(&name, own_name))
            || (file(&theirs).is_some() && file(&theirs) == file(own));
    }
    // Anybody may read this name, which is cut short.
    let name = |process: &str| crate::regular_file::read_text(&entry(process, "comm"), 64).ok();
    let own_name = name(own);
    name(&theirs).is_some_and(|name| is_ours(&name, own_name.as_deref()))
}

/// Whether a process runs this program's file or one of its name; of programs of other users and administrators Windows
/// may tell nothing.
#[cfg(windows)]
fn runs_a_lifeline(process: u32) -> bool {
    let own = super::windows::program_of(std::process::id());
    super::windows::program_of(process).is_some_and(|theirs| {
        let name = theirs.file_name().map(|name| name.to_string_lossy().to_lowercase());
        Some(&theirs) == own.as_ref() || name.is_some_and(|name| name.starts_with(NAME))
    })
}

#[cfg(not(any(target_os = "linux", windows)))]
fn runs_a_lifeline(_process: u32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::Protected;

    #[test]
    fn prompts_of_the_system_are_guarded_unless_that_was_allowed() {
        let name = |name: &str| {
            let name = name.to_owned();
            move |_| Some(name)
        };
        for guard in [Protected::default(), Protected::program(), Protected::new([])] {
            for prompt in ["consent.exe", "CONSENT.EXE", "CredentialUIBroker.exe", "LogonUI.exe"] {
                assert!(guard.contains_prompt(7, name(prompt)), "{prompt}");
            }
            assert!(!guard.contains_prompt(7, name("notepad.exe")));
            assert!(!guard.contains_prompt(7, name("myconsent.exe")));
            assert!(!guard.contains_prompt(7, |_| None));
            let allowed = guard.without_prompts();
            assert!(!allowed.contains_prompt(7, name("consent.exe")));
        }
        // All else stays guarded.
        let own = std::process::id();
        assert!(Protected::default().without_prompts().contains(own));
    }
}
