//! Windows: the state of the thread that asks, which ends with it. Neither compiled nor run there yet.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use windows::Win32::System::Power::{ES_CONTINUOUS, ES_DISPLAY_REQUIRED, ES_SYSTEM_REQUIRED, SetThreadExecutionState};

use super::{Awake, Inhibit};

/// Belongs to its thread.
#[derive(Default)]
pub(super) struct Held {}

impl Inhibit for Held {
    fn set(&mut self, awake: Option<Awake>) {
        let state = match awake {
            None => ES_CONTINUOUS,
            Some(Awake::Reachable) => ES_CONTINUOUS | ES_SYSTEM_REQUIRED,
            Some(Awake::Seen) => ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED,
        };
        // SAFETY: it takes a number, and changes nothing but the calling thread's state.
        if unsafe { SetThreadExecutionState(state) }.0 == 0 {
            tracing::info!("nothing keeps the computer from sleeping");
        }
    }
}
