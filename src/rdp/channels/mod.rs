//! The static virtual channels of Remote Assistance, one file each. Messages here are whole: chunking is done by the machines.

pub mod encomsp;
pub mod remdesk;
