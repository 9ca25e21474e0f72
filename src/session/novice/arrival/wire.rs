//! Both halves of the wire, with what the session has to know of what was really written.

use crate::net::link::{ReadHalf, WriteHalf};
use crate::rdp::channels::encomsp;
use crate::rdp::graphics::FromClient;
use crate::rdp::novice::{NoviceReader, NoviceWriter};
use crate::rdp::{FromExpert, RdpError, ToExpert};
use crate::session::novice::graphics::GraphicsChannel;
use crate::session::novice::pictures::ClientDesktop;
use crate::vocabulary::{PointerUpdate, Size};

impl ReadHalf for NoviceReader {
    type Message = FromExpert;

    fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        Self::read(self, frame, out)
    }

    fn holds(message: &FromExpert) -> usize {
        match message {
            FromExpert::Remdesk(message) => message.holds(),
            FromExpert::Encomsp(encomsp::Message::ParticipantCreated { name, .. }) => name.len(),
            FromExpert::Graphics(FromClient::Advertised(sets)) => size_of_val(sets.as_slice()),
            FromExpert::Refresh(areas) => size_of_val(areas.as_slice()),
            FromExpert::Input(_)
            | FromExpert::Encomsp(_)
            | FromExpert::Dynamic(_)
            | FromExpert::Graphics(_)
            | FromExpert::Reply(_)
            | FromExpert::Activated
            | FromExpert::ShowPictures(_)
            | FromExpert::Left
            | FromExpert::Ignored(_) => 0,
        }
    }
}

/// The writer of the wire, which remembers the size that the client's desktop was given and how much was drawn. Only
/// the writer can know: what is dropped before it is written must not count.
pub(super) struct SizedWriter {
    pub writer: NoviceWriter,
    pub desktop: ClientDesktop,
    pub graphics: GraphicsChannel,
}

impl WriteHalf for SizedWriter {
    type Message = ToExpert;

    fn write(&mut self, message: &ToExpert, out: &mut Vec<u8>) -> Result<(), RdpError> {
        if let ToExpert::Resize { width, height } | ToExpert::ResetGraphics { width, height, .. } = *message {
            self.desktop.set(Size { width, height });
        }
        let before = out.len();
        match (self.writer.write(message, out), message) {
            (Ok(()), ToExpert::ResetGraphics { .. } | ToExpert::Draw(_)) => {
                self.graphics.written(message, out.len().saturating_sub(before));
                Ok(())
            }
            // The client takes no shape of this size: any pointer is better than the last one.
            (Err(RdpError::Unsendable(_)), ToExpert::Pointer(PointerUpdate::Shape(_))) => {
                self.writer.write(&ToExpert::Pointer(PointerUpdate::Default), out)
            }
            // A client without the channel is told by other means, or not; nothing was written, and the session goes
            // on.
            (Err(RdpError::Unsendable(why)), ToExpert::Encomsp(_)) => {
                tracing::debug!(%why, "not said to this client");
                Ok(())
            }
            (written, _) => written,
        }
    }

    fn holds_after(message: &ToExpert) -> bool {
        matches!(message, ToExpert::Resize { .. })
    }

    /// Between Deactivate All and the client's Font List any channel message would disconnect FreeRDP.
    fn passes_hold(message: &ToExpert) -> bool {
        matches!(
            message,
            ToExpert::Synchronize
                | ToExpert::Cooperate
                | ToExpert::GrantControl
                | ToExpert::FontMap
                | ToExpert::ErrorInfo(_)
                | ToExpert::Disconnect
        )
    }
}
