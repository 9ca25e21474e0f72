//! Whose windows the expert must not touch: the processes of Lifeline itself.

use std::collections::HashSet;

/// The processes whose windows get neither clicks nor keys from the expert.
#[derive(Debug, Clone)]
pub(super) struct Protected(HashSet<u32>);

impl Protected {
    pub(super) fn new(processes: impl IntoIterator<Item = u32>) -> Self {
        Self(processes.into_iter().collect())
    }

    pub(super) fn contains(&self, process: u32) -> bool {
        self.0.contains(&process)
    }

    #[cfg(target_os = "linux")]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Default for Protected {
    fn default() -> Self {
        Self::new([std::process::id()])
    }
}
