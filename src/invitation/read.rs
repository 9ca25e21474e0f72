//! Reads an invitation of type 1 or 2 or a bare connection string, and opens it with the password.

use super::address::Address;
use super::crypt;
use super::damage::Damage;
use super::pins::Pins;
use super::secret::{EncryptedPassStub, PassStub, Password, from_hex};
use super::string2::{self, MAX_ADDRESSES, String2, StringError};
use super::text::{self, Element};
use super::ticket_id::TicketId;
use super::wrapped::{self, Found};

/// Recorded tickets have up to 6 KiB, in UTF-16 12; this leaves room for chatter around a pasted one, and for a mail
/// around that.
pub const MAX_TICKET_BYTES: usize = 256 * 1024;

/// What is no usable invitation. Each message is for the person who opened it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("this is not an invitation: {0:?}")]
    NotAnInvitation(Found),
    #[error("this invitation is damaged: {0}")]
    Damaged(Damage),
}

/// Why an invitation does not open. Each message is for the person who opened it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("the password does not open this invitation")]
    WrongPassword,
    /// At this time, in seconds since 1970-01-01 UTC.
    #[error("this invitation has expired")]
    Expired(u64),
    #[error("this invitation names no address that can be used")]
    NoAddress,
    #[error("this invitation names more than {MAX_ADDRESSES} addresses")]
    TooManyAddresses,
    #[error("this invitation is damaged: {0}")]
    Damaged(Damage),
}

/// The three forms of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKind {
    /// Windows XP and 2003: everything in clear text.
    Type1,
    /// Since Windows Vista: the password encrypts addresses, ID and pins.
    Type2,
    /// Connection string 2 alone, in clear text.
    Bare,
}

/// An invitation that was read and not yet opened.
#[derive(Debug, Clone)]
pub struct Ticket {
    pub kind: TicketKind,
    /// The novice's name: a claim, not cleaned.
    pub user_name: String,
    /// A password is needed. (A bare string does not say so; its novice may ask for one all the same.)
    pub protected_by_password: bool,
    /// When it expires, in seconds since 1970-01-01 UTC, if it says so.
    pub expires: Option<u64>,
    pass_stub: Option<PassStub>,
    form: TicketContents,
}

#[derive(Debug, Clone)]
enum TicketContents {
    Type1(String1, String),
    Type2 { cipher: Vec<u8>, rcticket: Option<String> },
    Bare(String),
}

#[derive(Debug, Clone)]
struct String1 {
    id: TicketId,
    addresses: Vec<Address>,
}

/// An invitation that was opened: what the expert needs to connect.
#[derive(Clone)]
pub struct OpenedTicket {
    pub kind: TicketKind,
    /// The novice's name: a claim, not cleaned.
    pub user_name: String,
    pub id: TicketId,
    /// At least one, at most 64, none twice, in the order of the ticket.
    pub addresses: Vec<Address>,
    /// Only from a decrypted LHTICKET: nothing else proves that the novice wrote them.
    pub pins: Option<Pins>,
    pub pass_stub: Option<PassStub>,
    /// The password in the reading that opened the invitation; prove with this one.
    pub password: Password,
    /// What the expert sends back as its ticket: RCTICKET if there is one, otherwise connection string 2.
    pub connection_string: String,
    pub protected_by_password: bool,
    /// Seconds since 1970-01-01 UTC.
    pub expires: Option<u64>,
}

impl OpenedTicket {
    /// The static proof of the password; `None` for a bare string, which has no stub to prove it with.
    pub fn encrypted_pass_stub(&self) -> Option<EncryptedPassStub> {
        self.pass_stub.as_ref().map(|stub| stub.encrypt(&self.password))
    }
}

impl Ticket {
    /// Reads a file, the clipboard or a paste: UTF-8 or UTF-16, attributes in any order, other text around it, wrapped
    /// lines, typographic quotes; in a mail, an archive, a page, a quoted reply, or encoded for any of them.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > MAX_TICKET_BYTES {
            return Err(ReadError::NotAnInvitation(Found::TooLarge));
        }
        let mut error = match Self::read_text(bytes) {
            Err(error) => error,
            ticket => return ticket,
        };
        for inner in wrapped::inside(bytes) {
            match Self::read_text(&inner) {
                Ok(ticket) => return Ok(ticket),
                // A damaged one says more than none.
                Err(damaged @ ReadError::Damaged(_)) if matches!(error, ReadError::NotAnInvitation(_)) => {
                    error = damaged
                }
                Err(_) => {}
            }
        }
        Err(error)
    }

    fn read_text(bytes: &[u8]) -> Result<Self, ReadError> {
        let text = text::decode(bytes);
        // What is left of a type 2 ticket without its encrypted part must not pass for one of type 1.
        let whole = |ticket: &Self| ticket.kind != TicketKind::Type1 || !squeezed(&text).contains("LHTICKET");
        let strict = text::strict(&text).and_then(|elements| from_elements(&elements, &text));
        if let Some(Ok(ticket)) = strict
            && whole(&ticket)
        {
            return Ok(ticket);
        }
        // A line end may stand where a blank was, or in the middle of a word.
        let joined = text.replace(['\r', '\n'], "");
        let mut error = None;
        let mut best: Option<Self> = None;
        for text in [&text, &joined] {
            match from_elements(&text::tolerant(text), text) {
                Some(Ok(ticket))
                    if best
                        .as_ref()
                        .is_none_or(|best| ticket.completeness() > best.completeness()) =>
                {
                    best = Some(ticket);
                }
                Some(Err(wrong)) => error = Some(wrong),
                _ => {}
            }
        }
        match (best, error) {
            (Some(ticket), _) if whole(&ticket) => Ok(ticket),
            (None, Some(error)) => Err(error),
            (None, None) if !names_an_invitation(&text) => Err(ReadError::NotAnInvitation(wrapped::what(bytes))),
            _ => Err(ReadError::Damaged(Damage::PartMissing)),
        }
    }

    /// Which of two readings of a damaged text is the better one.
    fn completeness(&self) -> (bool, bool) {
        (self.kind == TicketKind::Type2, self.expires.is_some())
    }

    /// Opens it at the given time (seconds since 1970-01-01 UTC). A type 2 ticket is opened by its encrypted part or
    /// not at all: the clear one could be anyone's.
    pub fn open(&self, password: &Password, now: u64) -> Result<OpenedTicket, OpenError> {
        if let Some(expires) = self.expires.filter(|expires| now >= *expires) {
            return Err(OpenError::Expired(expires));
        }
        match &self.form {
            TicketContents::Type1(string1, rcticket) => {
                if string1.addresses.is_empty() {
                    return Err(OpenError::NoAddress);
                }
                let parts = String2 {
                    id: string1.id.clone(),
                    pins: None,
                    addresses: string1.addresses.clone(),
                };
                Ok(self.opened(parts, rcticket.clone(), password.clone()))
            }
            TicketContents::Type2 { cipher, rcticket } => {
                for password in password.readings() {
                    if let Some(string2) = crypt::decrypt(cipher, &password)
                        && let Some(parts) = parse_string2(&string2)
                    {
                        let ticket = rcticket.clone().unwrap_or_else(|| string2.trim().to_owned());
                        let parts = parts?;
                        let stub = self.mended_stub(&parts)?;
                        return Ok(OpenedTicket {
                            pass_stub: stub,
                            ..self.opened(parts, ticket, password)
                        });
                    }
                }
                // A wrong password is one thing, a ticket that a chat has damaged another: nobody need read it out
                // again.
                if password.readings().any(|password| crypt::fits(cipher, &password)) {
                    return Err(OpenError::Damaged(Damage::CipherAltered));
                }
                Err(OpenError::WrongPassword)
            }
            TicketContents::Bare(string2) => {
                let mut parts = parse_string2(string2).ok_or(OpenError::Damaged(Damage::PartMissing))??;
                parts.pins = None;
                Ok(self.opened(parts, string2.clone(), password.clone()))
            }
        }
    }

    /// The stub as it left. Ours are made of the ID, which the encrypted part has, too; so what a chat took for markup
    /// is put back, and a proof made of a damaged stub, which would count as a wrong password, is never given.
    fn mended_stub(&self, parts: &String2) -> Result<Option<PassStub>, OpenError> {
        let Some(stub) = &self.pass_stub else { return Ok(None) };
        let ours = PassStub::of(&parts.id);
        if stub.resembles(&ours) {
            return Ok(Some(ours));
        }
        if parts.pins.as_ref().is_some_and(|pins| pins.ce.is_some()) && !stub.is_whole() {
            return Err(OpenError::Damaged(Damage::PassStubAltered));
        }
        Ok(Some(stub.clone()))
    }

    fn opened(&self, parts: String2, connection_string: String, password: Password) -> OpenedTicket {
        OpenedTicket {
            kind: self.kind,
            user_name: self.user_name.clone(),
            id: parts.id,
            addresses: parts.addresses,
            pins: parts.pins,
            pass_stub: self.pass_stub.clone(),
            password,
            connection_string,
            protected_by_password: self.protected_by_password,
            expires: self.expires,
        }
    }
}

/// `None` if the text holds neither an UPLOADDATA nor an `<E>`.
fn from_elements(elements: &[Element], text: &str) -> Option<Result<Ticket, ReadError>> {
    if let Some(data) = elements.iter().find(|element| element.is("UPLOADDATA")) {
        return Some(from_upload_data(data));
    }
    // `<E>` with its closing tag, so that a stray <e> in a page of text is not taken for an invitation.
    let start = text.find("<E>")?;
    let end = text.rfind("</E>")?.checked_add("</E>".len())?;
    let bare = text.get(start..end)?;
    elements
        .iter()
        .find(|element| element.is("A") && element.get("ID").is_some())?;
    Some(Ok(Ticket {
        kind: TicketKind::Bare,
        user_name: String::new(),
        protected_by_password: false,
        expires: None,
        pass_stub: None,
        form: TicketContents::Bare(bare.to_owned()),
    }))
}

fn from_upload_data(data: &Element) -> Result<Ticket, ReadError> {
    let number = |name: &str| data.compact(name).and_then(|value| value.parse::<u64>().ok());
    let expires = number("DtStart")
        .zip(number("DtLength"))
        .map(|(start, minutes)| start.saturating_add(minutes.saturating_mul(60)));
    let pass_stub = data.compact("PassStub").and_then(|stub| PassStub::from_ticket(&stub));
    let pass_stub = Some(pass_stub.ok_or(ReadError::Damaged(Damage::PassStubMissing))?);
    let rcticket = data.compact("RCTICKET").map(|string1| mended_string1(&string1));
    let (kind, form) = match data.compact("LHTICKET") {
        Some(hex) => {
            let cipher = from_hex(&hex, MAX_TICKET_BYTES)
                .filter(|cipher| !cipher.is_empty() && cipher.len() % crypt::BLOCK == 0);
            let cipher = cipher.ok_or(ReadError::Damaged(Damage::CipherIncomplete))?;
            (TicketKind::Type2, TicketContents::Type2 { cipher, rcticket })
        }
        None => {
            let rcticket = rcticket.ok_or(ReadError::Damaged(Damage::PartMissing))?;
            let string1 = parse_string1(&rcticket).ok_or(ReadError::Damaged(Damage::StringIncomplete))?;
            (TicketKind::Type1, TicketContents::Type1(string1, rcticket))
        }
    };
    Ok(Ticket {
        kind,
        user_name: data.get("USERNAME").unwrap_or_default().trim().to_owned(),
        protected_by_password: kind == TicketKind::Type2 || data.compact("RCTICKETENCRYPTED").as_deref() == Some("1"),
        expires,
        pass_stub,
        form,
    })
}

/// Chats take the asterisks, which three of the eight fields are, for markup.
fn mended_string1(text: &str) -> String {
    let mut fields: Vec<&str> = text.split(',').collect();
    if let [_, _, _, one, _, two, three, _] = fields.as_mut_slice()
        && [&one, &two, &three].iter().all(|field| matches!(***field, "" | "*"))
    {
        (*one, *two, *three) = ("*", "*", "*");
    }
    fields.join(",")
}

/// [MS-RAI] §2.2.1: eight fields, five of them fixed. Listeners that are no address are passed over.
fn parse_string1(text: &str) -> Option<String1> {
    let fields: Vec<&str> = text.split(',').collect();
    let ["65538", "1", list, "*", id, "*", "*", _] = fields.as_slice() else {
        return None;
    };
    let mut addresses: Vec<Address> = Vec::new();
    for address in list.split(';').filter_map(Address::parse) {
        if !addresses.contains(&address) && addresses.len() < MAX_ADDRESSES {
            addresses.push(address);
        }
    }
    Some(String1 {
        id: TicketId::parse(id)?,
        addresses,
    })
}

/// `None` if the text has no `<E>`.
fn parse_string2(text: &str) -> Option<Result<String2, OpenError>> {
    let parts = text::strict(text)
        .and_then(|elements| string2::parse(&elements))
        .or_else(|| string2::parse(&text::tolerant(text)))?;
    Some(parts.map_err(|wrong| match wrong {
        StringError::Damaged(what) => OpenError::Damaged(what),
        StringError::NoAddress => OpenError::NoAddress,
        StringError::TooManyAddresses => OpenError::TooManyAddresses,
    }))
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn names_an_invitation(text: &str) -> bool {
    ["UPLOADINFO", "UPLOADDATA", "LHTICKET", "RCTICKET"]
        .iter()
        .any(|word| text.contains(word))
}
