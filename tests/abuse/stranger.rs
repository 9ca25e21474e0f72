//! One stranger: how far they go before they fall silent, and whether they have been shown out.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use lifeline::invitation::{FreshKey, OpenedTicket, Password, expert_blob};
use lifeline::net::error::LinkError;
use lifeline::net::frames::Frames;
use lifeline::net::tls;
use lifeline::rdp::channels::remdesk;
use lifeline::rdp::expert::ExpertWriter;
use lifeline::rdp::expert::connect::{
    Connect, ConnectProtection, ConnectSettings, Connected, ProtocolRequest, ServerKey, confirmed, request,
};
use lifeline::rdp::{Random32, ToNovice};
use tokio::io::{AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::client::TlsStream;

/// Where a stranger stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Connects, says nothing and hangs up: a port scan.
    Leaves,
    Silent,
    /// What is no RDP at all.
    Garbage,
    /// In the middle of the first message.
    HalfRequest,
    /// Asks for protection that is not offered.
    Nla,
    /// After the Connection Confirm.
    Requested,
    /// In the middle of a ClientHello.
    HalfHello,
    /// Speaks no TLS where it is due.
    NoTls,
    /// After TLS.
    Tls,
    /// After this many writes of the RDP handshake: Connect Initial is the first.
    Written(usize),
    /// After the activation, before the proof.
    Activated,
}

/// The desktop that strangers ask for.
const SIZE: (u16, u16) = (800, 600);

/// More writes than the handshake has.
pub const WRITES: usize = 10;

/// A connection of a stranger who has fallen silent.
pub enum Stranger {
    Gone,
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// Active, with the connection alone kept: the client's own picture takes far more than a whole doorstep.
    Halves {
        _open: Box<Halves>,
    },
}

type Halves = (Frames<ReadHalf<TlsStream<TcpStream>>>, WriteHalf<TlsStream<TcpStream>>);

pub struct Active {
    pub read: Frames<ReadHalf<TlsStream<TcpStream>>>,
    pub write: WriteHalf<TlsStream<TcpStream>>,
    pub connected: Connected,
    pub exporter: [u8; 32],
}

impl Stranger {
    /// Goes as far as `stop` says, from `from`. An error where the novice hung up before that: that is a good answer
    /// too.
    pub async fn come(port: u16, from: Ipv4Addr, stop: Stop) -> Result<Self, LinkError> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        let mut stream = socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        match stop {
            Stop::Leaves => return Ok(Self::Gone),
            Stop::Silent => return Ok(Self::Plain(stream)),
            Stop::Garbage => stream.write_all(&[0xA5; 4096]).await?,
            Stop::HalfRequest => stream.write_all(&request(ProtocolRequest::Tls)[..9]).await?,
            Stop::Nla => {
                let mut asked = request(ProtocolRequest::Tls);
                // requestedProtocols is the last field: CredSSP alone.
                let at = asked.len() - 4;
                asked[at] = 2;
                stream.write_all(&asked).await?;
            }
            _ => {}
        }
        if matches!(stop, Stop::Garbage | Stop::HalfRequest | Stop::Nla) {
            return Ok(Self::Plain(stream));
        }
        stream.write_all(&request(ProtocolRequest::Tls)).await?;
        let mut frames = Frames::new(stream);
        let confirm = frames.next().await?.ok_or(LinkError::CutOff)?;
        confirmed(confirm, ProtocolRequest::Tls)?;
        let mut stream = frames.into_inner()?;
        match stop {
            Stop::Requested => return Ok(Self::Plain(stream)),
            // A record header that promises 512 bytes, and the beginning of a ClientHello.
            Stop::HalfHello => stream.write_all(&[22, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3]).await?,
            Stop::NoTls => stream.write_all(&[0x5A; 4096]).await?,
            _ => {}
        }
        if matches!(stop, Stop::HalfHello | Stop::NoTls) {
            return Ok(Self::Plain(stream));
        }
        let connected = tls::connect(stream, tls::Pin::Unpinned).await?;
        if stop == Stop::Tls {
            return Ok(Self::Tls(Box::new(connected.stream)));
        }
        let exporter = *connected.exporter(&[])?;
        let (read, write) = tokio::io::split(connected.stream);
        match activate(read, write, exporter, "no such invitation", stop, SIZE).await? {
            Activation::Stopped(stranger) => Ok(stranger),
            Activation::Active(active) => Ok(Self::Halves {
                _open: Box::new((active.read, active.write)),
            }),
        }
    }

    /// A whole client up to the activation, with all that it needs to go on.
    pub async fn active(port: u16, ticket_id: &str) -> Result<Box<Active>, LinkError> {
        Self::active_asking(port, ticket_id, SIZE).await
    }

    /// The same with a desktop of another size.
    pub async fn active_asking(port: u16, ticket_id: &str, size: (u16, u16)) -> Result<Box<Active>, LinkError> {
        let Self::Tls(stream) = Self::come(port, Ipv4Addr::LOCALHOST, Stop::Tls).await? else {
            unreachable!("goes as far as TLS")
        };
        let (_, session) = stream.get_ref();
        let label = b"EXPORTER-lifeline-assistance-1";
        let exporter = session.export_keying_material([0; 32], label, Some(&[])).unwrap();
        let (read, write) = tokio::io::split(*stream);
        match activate(read, write, exporter, ticket_id, Stop::Activated, size).await? {
            Activation::Active(active) => Ok(active),
            Activation::Stopped(_) => unreachable!("goes as far as the activation"),
        }
    }

    /// Whether the novice has closed the connection. Nothing is waited for.
    pub fn shown_out(&self) -> bool {
        let stream = match self {
            Self::Gone => return true,
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.get_ref().0,
            Self::Halves { .. } => panic!("not asked of those"),
        };
        let mut some = [0; 4096];
        loop {
            match stream.try_read(&mut some) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error.kind() != io::ErrorKind::WouldBlock,
            }
        }
    }
}

enum Activation {
    Stopped(Stranger),
    Active(Box<Active>),
}

async fn activate(
    read: ReadHalf<TlsStream<TcpStream>>,
    mut write: WriteHalf<TlsStream<TcpStream>>,
    exporter: [u8; 32],
    ticket_id: &str,
    stop: Stop,
    size: (u16, u16),
) -> Result<Activation, LinkError> {
    let mut read = Frames::new(read);
    let mut machine = Connect::new(ConnectSettings {
        protection: ConnectProtection::LifelineTls(ServerKey::Unpinned),
        ticket_id: ticket_id.to_owned(),
        alternate_shell: "*".to_owned(),
        width: size.0,
        height: size.1,
        client_random: Random32([7; 32]),
    });
    let mut out = Vec::new();
    machine.start(&mut out)?;
    for written in 1.. {
        write.write_all(&out).await?;
        write.flush().await?;
        out.clear();
        if stop == Stop::Written(written) {
            let stream = read.into_inner()?.unsplit(write);
            return Ok(Activation::Stopped(Stranger::Tls(Box::new(stream))));
        }
        let frame = read.next().await?.ok_or(LinkError::CutOff)?;
        if let Some(connected) = machine.step(frame, &mut out)? {
            write.write_all(&out).await?;
            write.flush().await?;
            return Ok(Activation::Active(Box::new(Active {
                read,
                write,
                connected,
                exporter,
            })));
        }
    }
    unreachable!("the handshake ends")
}

impl Active {
    pub async fn send(&mut self, messages: &[ToNovice]) -> Result<(), LinkError> {
        let mut out = Vec::new();
        for message in messages {
            self.connected.writer.write(message, &mut out)?;
        }
        self.write.write_all(&out).await?;
        self.write.flush().await?;
        Ok(())
    }

    /// The right proof, from someone who calls themselves so: no program of ours would send just any name.
    pub async fn prove(&mut self, opened: &OpenedTicket, password: &str, name: &str) -> Result<(), LinkError> {
        let fresh = FreshKey::derive(&Password::from_typed(password), &opened.id).unwrap();
        let stub = opened.encrypted_pass_stub().unwrap();
        let proofs = expert_blob("", &stub, Some(&fresh.prove(&self.exporter)));
        let name = format!("NAME={name}");
        let expert_blob = proofs.replacen("5;NAME=", &format!("{};{name}", name.encode_utf16().count()), 1);
        self.send(&[ToNovice::Remdesk(remdesk::Message::VerifyPassword { expert_blob })])
            .await
    }

    pub fn writer(&mut self) -> &mut ExpertWriter {
        &mut self.connected.writer
    }

    /// Reads to the end of the connection.
    pub async fn drain(&mut self) {
        while let Ok(Some(_)) = self.read.next().await {}
    }
}
