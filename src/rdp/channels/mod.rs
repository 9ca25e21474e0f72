//! The static virtual channels, one file each, and the chunks in which their messages travel.

pub mod chunks;
pub mod drdynvc;
pub mod encomsp;
pub mod remdesk;
mod text;
