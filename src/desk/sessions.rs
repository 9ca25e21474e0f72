//! Where and as whom sessions work for this user.

use super::{state_dir, user_name};
use crate::policy::Sources;
use crate::session::expert::ExpertSettings;
use crate::session::novice::{NoviceSettings, Problem};
use crate::vocabulary::{DisplayName, Shared};

/// This user's own screen, with their own state.
pub fn novice_settings() -> Result<NoviceSettings, Problem> {
    Ok(NoviceSettings {
        state_dir: state_dir()?,
        display: DisplayName::default(),
        shared: Shared::AllMonitors,
        user_name: user_name(),
        encrypted_only: false,
        rules: Sources::system(),
        practice: false,
    })
}

/// The helper's side of this user.
pub fn expert_settings() -> ExpertSettings {
    ExpertSettings {
        state_dir: state_dir().ok(),
        rules: Sources::system(),
    }
}
