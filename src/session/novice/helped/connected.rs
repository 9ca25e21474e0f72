//! The connection to the helper: what is sent on it, and whether they are still there.

use std::time::Duration;

use tokio::sync::oneshot;

use super::{Helped, Probe, ended_with};
use crate::net::link::Order;
use crate::net::socket;
use crate::rdp::channels::remdesk;
use crate::rdp::{ToExpert, Transport};
use crate::session::novice::clock::instant;
use crate::session::novice::ends::SessionEnd;
use crate::session::novice::slot::PROBE;

/// A Lifeline at the other end that sent nothing for this long is gone: it gives a sign of life as often as we do.
const SILENCE: Duration = Duration::from_secs(15);

impl Helped {
    pub(super) fn send(&mut self, message: ToExpert) -> Result<(), SessionEnd> {
        self.order(Order::Send(message))
    }

    pub(super) fn order(&mut self, order: Order<ToExpert>) -> Result<(), SessionEnd> {
        self.helper
            .connection
            .orders
            .try_send(order)
            .map_err(|_| SessionEnd::Lost)
    }

    pub(super) fn give_sign_of_life(&mut self) -> Result<(), SessionEnd> {
        if self.helper.connection.transport == Transport::LifelineTls && instant().duration_since(self.heard) > SILENCE
        {
            return Err(SessionEnd::Lost);
        }
        if self.helper.connection.transport != Transport::LifelineTls {
            return self.send(ToExpert::KeepAlive);
        }
        // One at a time: the other end takes every second one as the echo of its answer.
        if std::mem::replace(&mut self.asked_for_life, true) {
            return Ok(());
        }
        self.send(ToExpert::Remdesk(remdesk::Message::IsConnected))
    }

    pub(super) fn start_probe(&mut self, answer: oneshot::Sender<bool>) -> Result<(), SessionEnd> {
        socket::give_up_after(&(&self.helper.connection.socket).into(), PROBE);
        self.probe = Some(Probe {
            answer,
            until: instant() + PROBE,
        });
        self.give_sign_of_life()
    }

    pub(super) async fn link_end(&mut self) -> SessionEnd {
        match (&mut self.helper.connection.reader).await {
            Ok(None) => SessionEnd::ExpertLeft,
            ended => ended_with(ended),
        }
    }
}
