//! Writes a type 2 ticket ([MS-RAI] §6 notes 16, 19 and 20) as plain UTF-8 without BOM, in the layout of recorded
//! Windows tickets, which FreeRDP 2.11 and 3.x read too.

use base64::prelude::{BASE64_STANDARD, Engine};

use super::address::Address;
use super::name::clean_name;
use super::pins::Pins;
use super::secret::{PassStub, Password, to_hex};
use super::ticket_id::TicketId;
use super::{crypt, string2, text};

/// The older half of a ticket is read by XP, which knows a few addresses at most.
const MAX_ADDRESSES_STRING1: usize = 16;

/// What goes into a new ticket.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// What the expert is told as the novice's name, without what a chat takes for markup.
    pub user_name: String,
    pub id: TicketId,
    pub pass_stub: PassStub,
    pub pins: Pins,
    /// The likeliest to be reached first: FreeRDP tries one after the other. At most 64 are written; with none, no
    /// program can use the ticket.
    pub addresses: Vec<Address>,
    /// Seconds since 1970-01-01 UTC.
    pub start: u64,
    pub minutes: u32,
    /// Leaves out RCTICKET, which shows addresses, ID and KH to anyone who finds the ticket; Windows XP needs it.
    pub encrypted_only: bool,
}

/// A name without what chats, mail programs and shells change: FreeRDP 2.11 does not undo escapes, either.
fn plain_name(name: &str) -> String {
    let harmless = |c: char| if "*_~|<>&#@$\\^{}[]!=%".contains(c) { ' ' } else { c };
    clean_name(&name.chars().map(harmless).collect::<String>())
}

impl NewTicket {
    /// The ticket as it is saved or mailed. The password encrypts LHTICKET and is not in it.
    pub fn write(&self, password: &Password) -> String {
        let string2 = string2::write(&self.id, &self.pins, &self.addresses);
        let lhticket = to_hex(&crypt::encrypt(&string2, password));
        let rcticket = match self.string1() {
            Some(string1) => format!(" RCTICKET=\"{}\"", text::escape(&string1)),
            None => String::new(),
        };
        format!(
            "<?xml version=\"1.0\"?><UPLOADINFO TYPE=\"Escalated\"><UPLOADDATA USERNAME=\"{}\" LHTICKET=\"{lhticket}\"\
             {rcticket} PassStub=\"{}\" RCTICKETENCRYPTED=\"1\" DtStart=\"{}\" DtLength=\"{}\" L=\"0\"/></UPLOADINFO>",
            text::escape(&plain_name(&self.user_name)),
            text::escape(self.pass_stub.as_str()),
            self.start,
            self.minutes,
        )
    }

    /// Connection string 1 ([MS-RAI] §2.2.1): IPv4 addresses and names only, since its items are split at `:`.
    fn string1(&self) -> Option<String> {
        let addresses: Vec<String> = self
            .addresses
            .iter()
            .filter(|address| !address.host.contains(':'))
            .take(MAX_ADDRESSES_STRING1)
            .map(Address::to_string)
            .collect();
        if self.encrypted_only || addresses.is_empty() {
            return None;
        }
        let kh = BASE64_STANDARD.encode(self.pins.kh);
        Some(format!(
            "65538,1,{},*,{},*,*,{kh}",
            addresses.join(";"),
            self.id.as_str()
        ))
    }
}
