//! The PDUs of the connection and of the share, read and written once for both roles. Nothing here knows a state: what may come
//! when is for `accept`, `connect` and the two readers of an active session to say.

pub(crate) mod capabilities;
pub(crate) mod finalization;
pub mod frame;
pub(crate) mod mcs;
pub mod reader;
pub(crate) mod share;
pub(crate) mod tpkt;
