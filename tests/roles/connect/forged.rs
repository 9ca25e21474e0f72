//! Messages of the graphics channel that no writer of ours makes: sealed with the keys of the connection, which these
//! tests know, since both randoms are theirs.

use lifeline::codec::zgfx::Compressor;
use lifeline::rdp::channels::{chunks, drdynvc};
use lifeline::rdp::expert::connect::Connected;
use lifeline::rdp::pdu::frame::{SendDataKind, send_data, write_send_data};
use lifeline::rdp::security::{Direction, Opener, SEC_LICENSE_PKT, Sealer, SecurityHeader, SessionKeys};
use lifeline::rdp::{FromNovice, RdpError, ToExpert, Transport};
use rsa::rand_core::OsRng;

use crate::connect::{CLIENT_RANDOM, Connect, SERVER_RANDOM, accept, frames, pinned, settings};

/// The number that the novice's end gives the graphics channel.
const GRAPHICS: u32 = 1;

/// An expert whose graphics channel is open, and what it takes to write to it as its novice.
pub struct Forger {
    pub expert: Connected,
    sealer: Sealer,
    compressor: Compressor,
    initiator: u16,
    drdynvc: u16,
}

impl Forger {
    pub fn new() -> Self {
        let keys = SessionKeys::derive(&CLIENT_RANDOM, &SERVER_RANDOM);
        let mut opener = Opener::rc4(&keys, Direction::ToClient);
        let mut sealer = Sealer::rc4(&keys, Direction::ToClient);
        let mut expert = Connect::new(settings(pinned(Transport::LifelineTls)));
        let mut novice = accept(Transport::LifelineTls);
        let (mut to_novice, mut connected, mut accepted) = (Vec::new(), None, None);
        expert.start(&mut to_novice).unwrap();
        while connected.is_none() || accepted.is_none() {
            let mut to_expert = Vec::new();
            for mut frame in frames(&std::mem::take(&mut to_novice)) {
                accepted = novice
                    .step(&mut frame, &mut OsRng, &mut to_expert)
                    .unwrap()
                    .or(accepted);
            }
            for mut frame in frames(&to_expert) {
                follow(&frame, &mut opener, &mut sealer);
                connected = expert.step(&mut frame, &mut to_novice).unwrap().or(connected);
            }
        }
        let (mut connected, mut accepted) = (connected.unwrap(), accepted.unwrap());
        let mut wire = Vec::new();
        accepted.writer.write(&ToExpert::OpenGraphics, &mut wire).unwrap();
        let (mut initiator, mut drdynvc) = (0, 0);
        for mut frame in frames(&wire) {
            (initiator, drdynvc) = follow(&frame, &mut opener, &mut sealer).unwrap();
            connected.reader.read(&mut frame, &mut Vec::new()).unwrap();
        }
        Self {
            expert: connected,
            sealer,
            compressor: Compressor::new(),
            initiator,
            drdynvc,
        }
    }

    /// Writes these PDUs as one message of the channel, and gives what the expert reads of it.
    pub fn tell(&mut self, pdus: &[u8]) -> Result<Vec<FromNovice>, RdpError> {
        let mut message = Vec::new();
        self.compressor.write(pdus, false, &mut message).unwrap();
        let mut wire = Vec::new();
        drdynvc::split(GRAPHICS, &message, chunks::CHUNK, |pdu| {
            let chunk = [&chunks::single_header(pdu.len()), pdu].concat();
            let sealer = &mut self.sealer;
            write_send_data(
                &mut wire,
                SendDataKind::Indication,
                self.initiator,
                self.drdynvc,
                |out| sealer.seal_slow(0, SecurityHeader::IfEncrypted, &chunk, out),
            )
        })
        .unwrap();
        let mut seen = Vec::new();
        for mut frame in frames(&wire) {
            self.expert.reader.read(&mut frame, &mut seen)?;
        }
        Ok(seen)
    }
}

/// Takes the sealer as far as that of the novice's end is; gives the frame's initiator and channel.
fn follow(frame: &[u8], opener: &mut Opener, sealer: &mut Sealer) -> Option<(u16, u16)> {
    let mut copy = frame.to_vec();
    let data = send_data(&mut copy, SendDataKind::Indication).unwrap()?;
    let (initiator, channel) = (data.initiator, data.channel);
    let sent = data.user_data.to_vec();
    // The licence goes in the clear.
    if u16::from_le_bytes([sent[0], sent[1]]) & SEC_LICENSE_PKT == 0 {
        let (_, payload) = opener.open_slow(data.user_data, false).unwrap();
        let mut again = Vec::new();
        sealer
            .seal_slow(0, SecurityHeader::IfEncrypted, payload, &mut again)
            .unwrap();
        assert_eq!(again, sent, "the keys are those of the connection");
    }
    Some((initiator, channel))
}
