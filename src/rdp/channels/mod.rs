//! The static virtual channels of Remote Assistance, one file each, and the chunks in which their messages travel.

pub mod chunks;
pub mod encomsp;
pub mod remdesk;
mod text;
