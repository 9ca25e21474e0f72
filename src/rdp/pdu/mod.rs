//! The PDUs of the connection and of the share, read and written once for both roles. Nothing here knows a state: what
//! may come when is for the machines of `novice/` and `expert/` to say. `reader.rs` comes first, then `frame.rs` and
//! `tpkt.rs`.

pub(crate) mod capabilities;
pub(crate) mod client_info;
pub(crate) mod finalization;
pub mod frame;
pub(crate) mod gcc;
pub(crate) mod input;
pub(crate) mod licence;
pub(crate) mod mcs;
pub(crate) mod negotiation;
pub mod reader;
pub(crate) mod share;
pub(crate) mod tpkt;
