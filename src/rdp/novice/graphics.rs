//! The novice's half: what it sends on the graphics channel, compressed at the moment of writing.

use crate::codec::zgfx::Compressor;
use crate::rdp::error::{RdpError, Unsendable};
use crate::rdp::graphics::{Capability, FromClient, GraphicsCommand, Piece, pdu};
use crate::vocabulary::{Codec, MonitorArea};

/// Steps that are no RemoteFX are worth compressing; where RemoteFX is most of a message, nothing is.
fn is_dense(steps: &[GraphicsCommand]) -> bool {
    let (mut dense, mut all) = (0usize, 0usize);
    for step in steps {
        let length = step.length();
        all = all.saturating_add(length);
        if let GraphicsCommand::Bits {
            codec: Codec::RemoteFx, ..
        } = step
        {
            dense = dense.saturating_add(length);
        }
    }
    dense > all / 2
}

/// The sending half of one opened channel.
#[derive(Default)]
pub struct GraphicsSender {
    compressor: Compressor,
    surface: bool,
    /// The frame that was begun and not ended.
    open: Option<u32>,
    pdus: Vec<u8>,
}

impl GraphicsSender {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the message of RDPGFX_CAPS_CONFIRM.
    pub fn confirm(&mut self, set: Capability, message: &mut Vec<u8>) -> Result<(), RdpError> {
        self.pdus.clear();
        pdu::append_confirm(set, &mut self.pdus);
        Ok(self.compressor.write(&self.pdus, false, message)?)
    }

    /// Appends the message that gives the desktop this size, these monitors and a new, empty surface.
    pub fn reset(
        &mut self,
        width: u16,
        height: u16,
        monitors: &[MonitorArea],
        message: &mut Vec<u8>,
    ) -> Result<(), RdpError> {
        self.pdus.clear();
        self.end_open();
        pdu::append_reset(width, height, monitors, self.surface, &mut self.pdus);
        self.surface = true;
        Ok(self.compressor.write(&self.pdus, false, message)?)
    }

    /// Appends the message of a piece. A frame that was left open (its view was withdrawn) is ended before another
    /// begins.
    pub fn piece(&mut self, piece: &Piece, message: &mut Vec<u8>) -> Result<(), RdpError> {
        if !self.surface {
            return Err(Unsendable::NoSurface.into());
        }
        self.pdus.clear();
        let open = self.open;
        if let Some(frame) = piece.begins {
            self.end_open();
            pdu::append_start(frame, &mut self.pdus);
            self.open = Some(frame);
        }
        for step in &piece.steps {
            if let Err(error) = step.append(&mut self.pdus) {
                self.open = open;
                return Err(error);
            }
        }
        if let Some(frame) = piece.ends {
            pdu::append_end(frame, &mut self.pdus);
            self.open = None;
        }
        Ok(self.compressor.write(&self.pdus, is_dense(&piece.steps), message)?)
    }

    fn end_open(&mut self) {
        if let Some(frame) = self.open.take() {
            pdu::append_end(frame, &mut self.pdus);
        }
    }
}

/// Reads one message of the client's.
pub fn read(message: &[u8], out: &mut Vec<FromClient>) -> Result<(), RdpError> {
    pdu::read_client(message, out)
}
