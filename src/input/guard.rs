//! Whose windows the expert must not touch: those of Lifeline itself.

use std::collections::HashSet;

/// The processes whose windows get neither clicks nor keys from the expert.
#[derive(Debug, Clone)]
pub(super) struct Protected {
    processes: HashSet<u32>,
    /// Every process of this very program, too, where the system tells.
    program: bool,
}

impl Protected {
    pub(super) fn new(processes: impl IntoIterator<Item = u32>) -> Self {
        Self {
            processes: processes.into_iter().collect(),
            program: false,
        }
    }

    /// This process, and every other one of this program: a second window of Lifeline can make invitations, too.
    pub(super) fn program() -> Self {
        Self {
            program: true,
            ..Self::default()
        }
    }

    pub(super) fn contains(&self, process: u32) -> bool {
        self.processes.contains(&process) || (self.program && runs_this_program(process))
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

/// Of other users' processes nothing is told, and so nothing is protected.
#[cfg(target_os = "linux")]
fn runs_this_program(process: u32) -> bool {
    let program = |process: &str| std::fs::read_link(format!("/proc/{process}/exe")).ok();
    program("self").is_some_and(|own| program(&process.to_string()) == Some(own))
}

#[cfg(not(target_os = "linux"))]
fn runs_this_program(_process: u32) -> bool {
    false
}
