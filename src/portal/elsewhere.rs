//! Where no desktop has a portal.

/// There is nothing to share between view and control.
#[derive(Debug, Clone, Default)]
pub struct PortalSeat {}

impl PortalSeat {
    /// Nobody is asked by a portal that is not there.
    #[must_use]
    pub fn would_ask(&self) -> bool {
        false
    }
}
