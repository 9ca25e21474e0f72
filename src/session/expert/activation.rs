//! From the connection that was reached to the end of RDP's activation.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::canvas::SharedCanvas;
use super::canvas_reader::CanvasReader;
use super::ends::{End, OwnFailure};
use super::event::Event;
use super::live::{Unproved, Wire};
use crate::net::error::LinkError;
use crate::net::frames::Frames;
use crate::net::link::{self, Running};
use crate::net::race::Reached;
use crate::rdp::Random32;
use crate::rdp::expert::connect::{Connect, ConnectProtection, ConnectSettings, Connected, ServerKey};
use crate::session::EventSink;
use crate::vocabulary::KeyPin;

/// From MCS to Font Map: a few round trips and one key operation.
const ACTIVATION_TIMEOUT: Duration = Duration::from_secs(20);

/// What the RDP handshake needs to know.
pub(super) struct ActivationSettings {
    pub ticket_id: String,
    pub pin: KeyPin,
    /// The size of the waiting picture, in pixels.
    pub size: (u16, u16),
}

/// From MCS to the end of the activation.
pub(super) async fn begin(
    reached: Reached,
    settings: ActivationSettings,
    events: &EventSink<Event>,
    canvas: &SharedCanvas,
) -> Result<Unproved, End> {
    let Reached {
        stream,
        address,
        transport,
        ..
    } = reached;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| End::Unable(OwnFailure::Random(error)))?;
    let machine = Connect::new(ConnectSettings {
        protection: ConnectProtection::over(transport, ServerKey::Pinned(settings.pin)),
        ticket_id: settings.ticket_id,
        alternate_shell: "*".to_owned(),
        width: settings.size.0,
        height: settings.size.1,
        client_random: Random32(random),
    });
    let (read, mut write) = tokio::io::split(stream);
    let mut frames = Frames::new(read);
    let connected = tokio::time::timeout(ACTIVATION_TIMEOUT, activate(machine, &mut frames, &mut write))
        .await
        .map_err(|_| End::Lost)?
        .map_err(|error| End::of_link(&error))?;
    let Connected {
        reader, writer, early, ..
    } = connected;
    let (order, orders) = mpsc::channel(link::ORDER_QUEUE);
    let (message, messages) = mpsc::channel(link::READ_QUEUE);
    let traffic = Arc::default();
    let reader = CanvasReader::new(reader, canvas, &traffic, events);
    let wire = Wire {
        address,
        transport,
        messages,
        orders: order,
        reader: Running::spawn(link::read_loop(frames, reader, message)),
        writer: Running::spawn(link::write_loop(write, writer, orders)),
    };
    Ok(Unproved::over(wire, Arc::clone(canvas), traffic, early))
}

async fn activate<R, W>(mut machine: Connect, frames: &mut Frames<R>, write: &mut W) -> Result<Connected, LinkError>
where
    R: tokio::io::AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut out = Vec::new();
    machine.start(&mut out)?;
    loop {
        write.write_all(&out).await?;
        write.flush().await?;
        out.clear();
        let frame = frames.next().await?.ok_or(LinkError::CutOff)?;
        if let Some(connected) = machine.step(frame, &mut out)? {
            write.write_all(&out).await?;
            write.flush().await?;
            return Ok(connected);
        }
    }
}
