//! Where and as whom the novice's side works.

use std::path::PathBuf;

use crate::policy::Sources;
use crate::vocabulary::{DisplayName, Shared};

/// Where and as whom the novice's side works.
#[derive(Debug, Clone)]
pub struct NoviceSettings {
    /// Tickets in force, keys and the journal live here, owner-only.
    pub state_dir: PathBuf,
    /// The display that is shared.
    pub display: DisplayName,
    pub shared: Shared,
    /// Stands in the ticket: the helper sees it before anything else.
    pub user_name: String,
    /// Tickets without the clear-text connection string that Windows XP needs, also where the rules do not ask for it.
    pub encrypted_only: bool,
    /// Where the rules of this computer are read.
    pub rules: Sources,
    /// The display is a practice screen, and the program on it is one of ours that the helper may use.
    pub practice: bool,
}
