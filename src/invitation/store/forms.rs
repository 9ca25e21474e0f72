//! How tickets and keys stand in their JSON files.

use std::net::IpAddr;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::stored::{ListenerKeys, StoredTicket};
use crate::invitation::secret::{PassStub, Password};
use crate::invitation::ticket_id::TicketId;

/// A ticket with 64 addresses is some 30 KiB; anything much larger is not ours.
pub(super) const MAX_FILE_BYTES: u64 = 256 * 1024;

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct TicketForm {
    id: String,
    password: String,
    pass_stub: String,
    ticket: String,
    start: u64,
    minutes: u32,
    port: u16,
    view_only: bool,
    older_windows: bool,
    /// Tickets of earlier versions have none.
    #[serde(default)]
    spared: u8,
    failed_tries: u32,
    /// Empty: none. Tickets of earlier versions have none.
    #[serde(default)]
    mapped: String,
    /// Tickets of earlier versions have none.
    #[serde(default)]
    asks_router: Option<bool>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct KeysForm {
    tls_key: String,
    tls_certificate: String,
    rdp_key: String,
    port: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[zeroize(skip)]
    listen: Option<IpAddr>,
}

pub(super) fn write_ticket(ticket: &StoredTicket) -> Zeroizing<Vec<u8>> {
    json(&TicketForm {
        id: ticket.id.as_str().to_owned(),
        password: ticket.password.expose().to_owned(),
        pass_stub: ticket.pass_stub.as_str().to_owned(),
        ticket: ticket.ticket.clone(),
        start: ticket.start,
        minutes: ticket.minutes,
        port: ticket.port,
        view_only: ticket.view_only,
        older_windows: ticket.older_windows,
        spared: ticket.spared,
        failed_tries: ticket.failed_tries,
        mapped: ticket.mapped.map(|address| address.to_string()).unwrap_or_default(),
        asks_router: Some(ticket.asks_router),
    })
}

pub(super) fn read_ticket(bytes: &[u8]) -> Option<StoredTicket> {
    let form: TicketForm = serde_json::from_slice(bytes).ok()?;
    Some(StoredTicket {
        id: TicketId::parse(&form.id)?,
        password: Password::exact(&form.password),
        pass_stub: PassStub::from_ticket(&form.pass_stub)?,
        ticket: form.ticket.clone(),
        start: form.start,
        minutes: form.minutes,
        port: form.port,
        view_only: form.view_only,
        older_windows: form.older_windows,
        spared: form.spared,
        failed_tries: form.failed_tries,
        mapped: form.mapped.parse().ok(),
        asks_router: form.asks_router.unwrap_or(!form.mapped.is_empty()),
    })
}

pub(super) fn write_keys(keys: &ListenerKeys) -> Zeroizing<Vec<u8>> {
    json(&KeysForm {
        tls_key: BASE64_STANDARD.encode(&keys.tls_key),
        tls_certificate: BASE64_STANDARD.encode(&keys.tls_certificate),
        rdp_key: BASE64_STANDARD.encode(&keys.rdp_key),
        port: keys.port,
        listen: keys.listen,
    })
}

pub(super) fn read_keys(bytes: &[u8]) -> Option<ListenerKeys> {
    let form: KeysForm = serde_json::from_slice(bytes).ok()?;
    Some(ListenerKeys {
        tls_key: BASE64_STANDARD.decode(&form.tls_key).ok()?,
        tls_certificate: BASE64_STANDARD.decode(&form.tls_certificate).ok()?,
        rdp_key: BASE64_STANDARD.decode(&form.rdp_key).ok()?,
        port: form.port,
        listen: form.listen,
    })
}

fn json(form: &impl Serialize) -> Zeroizing<Vec<u8>> {
    // Serialising strings, numbers and booleans into memory has no way to fail.
    Zeroizing::new(serde_json::to_vec(form).unwrap_or_default())
}
