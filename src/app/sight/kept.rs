//! What is kept in sight.

use std::sync::Arc;

/// What must be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum KeptInSight {
    Question,
    Bar,
}

/// Called when the bar cannot be shown; from any thread, and it waits for nothing.
pub(in crate::app) type Unseen = Arc<dyn Fn() + Send + Sync>;
