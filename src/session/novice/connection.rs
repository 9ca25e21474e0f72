//! A connection that is active: both halves of the wire, and what the client says of itself. It proves nothing.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use super::graphics::GraphicsChannel;
use super::pictures::{ClientDesktop, PlainPicture};
use crate::net::error::LinkError;
use crate::net::link::{Order, Running};
use crate::rdp::channels::remdesk;
use crate::rdp::novice::accept::Client;
use crate::rdp::{FromExpert, ToExpert, Transport};
use crate::session::door::{self, Rights, Verdict};
use crate::session::ends::{Farewell, Refusal};

/// Messages before the proof: a few dozen of the activation, and as much as a mouse over a window does until the proof
/// is due.
pub(super) const UNPROVED_MESSAGES: usize = 8192;
/// Until the connection is cut: a helper's program reads why, and leaves by itself, within a round trip or two.
pub(super) const FAREWELL: Duration = Duration::from_secs(2);

pub(super) struct Connection {
    pub address: SocketAddr,
    pub transport: Transport,
    pub client: Client,
    pub desktop: ClientDesktop,
    pub graphics: GraphicsChannel,
    pub orders: mpsc::Sender<Order<ToExpert>>,
    pub messages: mpsc::Receiver<FromExpert>,
    pub reader: Running<Option<LinkError>>,
    pub writer: Running<Result<(), LinkError>>,
    /// The same socket, to ask the system whether the other computer answers.
    pub socket: socket2::Socket,
}

impl Connection {
    /// From here on a picture that shows nothing is what the client sees.
    pub fn show_nothing(&self) -> Result<(), LinkError> {
        let plain = PlainPicture::new(&self.client, &self.desktop, &self.graphics);
        self.order(Order::Pictures(Some(Box::new(plain))))
    }

    pub fn send(&self, message: ToExpert) -> Result<(), LinkError> {
        self.order(Order::Send(message))
    }

    /// Fails if the queue of orders is full: a peer that reads nothing is disconnected.
    pub fn order(&self, order: Order<ToExpert>) -> Result<(), LinkError> {
        self.orders.try_send(order).map_err(|_| LinkError::TakesNothing)
    }

    /// RESULT, DISCONNECT, Set Error Info, MCS Disconnect Provider Ultimatum. A peer that reads nothing any more is not
    /// told why; the caller then closes the connection.
    pub fn say(&self, farewell: Farewell) {
        if let Err(error) = self.say_all(farewell) {
            tracing::debug!(%error, "not said");
        }
    }

    fn say_all(&self, farewell: Farewell) -> Result<(), LinkError> {
        if let Some(code) = farewell.result {
            self.send(ToExpert::Remdesk(remdesk::Message::Result(code)))?;
        }
        self.send(ToExpert::Remdesk(remdesk::Message::Disconnect))?;
        self.send(ToExpert::ErrorInfo(farewell.error_info))?;
        self.send(ToExpert::Disconnect)?;
        self.order(Order::Close)
    }

    /// Says why, and closes.
    pub async fn turn_away(self, refusal: Refusal) {
        tracing::info!(address = %self.address, ?refusal, "turned away");
        if let Refusal::TooSoon(seconds) = refusal
            && self.transport == Transport::LifelineTls
            && let Err(error) = self.send(ToExpert::Remdesk(remdesk::Message::ComeBack { seconds }))
        {
            tracing::debug!(%error, "not said");
        }
        self.say(refusal.farewell());
        let Self { writer, socket, .. } = self;
        if timeout(FAREWELL, writer).await.is_err() {
            let _ = socket.shutdown(std::net::Shutdown::Both);
        }
    }

    /// The next message that may act before the proof, other than those of the activation; `None` if there are too
    /// many.
    pub async fn next_unproved(&mut self) -> Result<Option<FromExpert>, LinkError> {
        for _ in 0..UNPROVED_MESSAGES {
            let Some(message) = self.messages.recv().await else {
                return Err(LinkError::CutOff);
            };
            match door::admit(&message, Rights::Unproved) {
                Verdict::End => return Err(LinkError::CutOff),
                Verdict::Ignore => continue,
                Verdict::Act => {}
            }
            match message {
                FromExpert::Reply(answer) => self.send(answer)?,
                FromExpert::Activated => self.order(Order::Activated)?,
                message => return Ok(Some(message)),
            }
        }
        Ok(None)
    }
}
