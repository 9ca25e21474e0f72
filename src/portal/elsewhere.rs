//! Where no desktop has a portal.

/// There is nothing to share between view and control.
#[derive(Debug, Clone, Copy, Default)]
pub struct PortalSeat;
