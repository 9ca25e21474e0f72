//! The ticket: model, file formats, connection strings, password proof, the store of tickets in force, delivery.
//!
//! The formats are those of [MS-RAI] (the invitation) and [MS-RA] §2.2.1 (the expert's proof). A novice makes a
//! [`NewTicket`], keeps it in a [`Store`] and hands it over by [`delivery`]; an expert reads a [`Ticket`] and opens it
//! with the [`Password`], which gives an [`OpenedTicket`]. [`FreshKey`] is Lifeline's own proof on top: bound to one
//! connection, so that a recorded proof is worth nothing.
// On Windows one file calls the mail program's C interface; the crate's `deny` holds for all others there.
#![cfg_attr(not(windows), forbid(unsafe_code))]

mod address;
mod blob;
mod crypt;
mod damage;
pub mod delivery;
mod fresh;
mod name;
mod pins;
mod random;
mod read;
mod reply;
mod secret;
mod store;
mod string2;
mod text;
mod ticket_id;
mod wrapped;
mod write;

pub use address::Address;
pub use blob::{BlobError, ExpertBlob, expert_blob, unsolicited_blob, unsolicited_name};
pub use damage::Damage;
pub use fresh::{FreshError, FreshKey};
pub use name::clean_name;
pub use pins::Pins;
pub use random::NoRandomness;
pub use read::{MAX_TICKET_BYTES, OpenError, OpenedTicket, ReadError, Ticket, TicketKind};
pub use reply::{MAX_REPLY_CHARS, Reply, ReplyError, ReplyKey, Summons};
pub use secret::{EncryptedPassStub, PassStub, Password};
pub use store::{
    Adopted, DeadReason, DeadTicket, ListenerKeys, Store, StoreError, StoredTicket, TicketListener, default_state_dir,
};
pub use string2::MAX_ADDRESSES;
pub use ticket_id::TicketId;
pub use wrapped::Found;
pub use write::NewTicket;
