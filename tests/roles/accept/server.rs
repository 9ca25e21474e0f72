//! A listener of its own around the machine, for real clients: it serves one session and hands everything over.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use lifeline::rdp::novice::accept::{self, Accept, AcceptSettings, Accepted, AfterAnswer, Client};
use lifeline::rdp::pdu::frame;
use lifeline::rdp::{FromExpert, ToExpert, Transport};
use rsa::rand_core::OsRng;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ServerConfig, pki_types};

use crate::accept::recording::{self, FrameDirection};

#[derive(Debug)]
pub(crate) enum Event {
    Active(Box<Client>, Vec<(FrameDirection, Vec<u8>)>),
    Message(FromExpert),
    Ended(String),
}

/// A running listener. Dropping it ends the connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    events: Receiver<Event>,
    commands: UnboundedSender<ToExpert>,
}

impl Server {
    /// Serves the first client whose negotiation succeeds. `randoms` are the server's and the fall-back.
    pub(crate) fn start(allow_bare: bool) -> Self {
        let (address_sender, address) = mpsc::channel();
        let (events_sender, events) = mpsc::channel();
        let (commands, commands_receiver) = unbounded_channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
                address_sender.send(listener.local_addr().unwrap()).unwrap();
                let ended = serve(listener, allow_bare, &events_sender, commands_receiver).await;
                let _ = events_sender.send(Event::Ended(ended));
            });
        });
        Self {
            address: address.recv().unwrap(),
            events,
            commands,
        }
    }

    pub(crate) fn send(&self, message: ToExpert) {
        let _ = self.commands.send(message);
    }

    /// The next event, at most 20 s away.
    pub(crate) fn next(&self) -> Event {
        self.events
            .recv_timeout(Duration::from_secs(20))
            .expect("the client is silent")
    }

    /// What is known of the client, once it is active, and the handshake.
    pub(crate) fn active(&self) -> (Box<Client>, Vec<(FrameDirection, Vec<u8>)>) {
        match self.next() {
            Event::Active(client, frames) => (client, frames),
            other => panic!("{other:?} before activation"),
        }
    }

    /// Waits for a message that `wanted` knows; the ones before it are dropped.
    pub(crate) fn wait_for<T>(&self, wanted: impl Fn(&FromExpert) -> Option<T>) -> T {
        loop {
            match self.next() {
                Event::Message(message) => {
                    if let Some(found) = wanted(&message) {
                        return found;
                    }
                }
                other => panic!("{other:?} while waiting for a message"),
            }
        }
    }

    /// Whether nothing was heard of a client.
    pub(crate) fn is_silent(&self) -> bool {
        self.events.try_recv().is_err()
    }

    /// Waits for the end of the connection and says how it came.
    pub(crate) fn ended(&self) -> String {
        loop {
            if let Event::Ended(how) = self.next() {
                return how;
            }
        }
    }
}

async fn serve(
    listener: TcpListener,
    allow_bare: bool,
    events: &Sender<Event>,
    commands: UnboundedReceiver<ToExpert>,
) -> String {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut first = Vec::new();
        let whole = loop {
            match accept::first_length(&first) {
                Ok(Some(length)) if length <= first.len() => break length,
                Ok(_) => {}
                Err(error) => return error.to_string(),
            }
            let Ok(byte) = stream.read_u8().await else { break 0 };
            first.push(byte);
        };
        if whole == 0 {
            continue;
        }
        let negotiated = match accept::negotiate(&first, allow_bare) {
            Ok(negotiated) => negotiated,
            Err(error) => return error.to_string(),
        };
        stream.write_all(&negotiated.answer).await.unwrap();
        let settings = |transport| AcceptSettings {
            requested_protocols: negotiated.requested,
            ..recording::settings(transport)
        };
        match negotiated.next {
            AfterAnswer::Close => {}
            AfterAnswer::Bare => return run(stream, settings(Transport::Bare), events, commands).await,
            AfterAnswer::Tls => {
                let stream = tls()
                    .accept(stream)
                    .await
                    .expect("the client does not finish the TLS handshake");
                return run(stream, settings(Transport::Tls), events, commands).await;
            }
        }
    }
}

fn tls() -> TlsAcceptor {
    let key = rcgen::generate_simple_self_signed(["Lifeline".to_owned()]).unwrap();
    let private = pki_types::PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn run(
    stream: impl AsyncRead + AsyncWrite,
    settings: AcceptSettings,
    events: &Sender<Event>,
    mut commands: UnboundedReceiver<ToExpert>,
) -> String {
    let (mut reader, mut writer) = tokio::io::split(stream);
    let mut buffer = Vec::new();
    let mut recorded = Vec::new();
    let mut machine = Accept::new(settings);
    let Accepted {
        reader: mut decoder,
        writer: mut encoder,
        client,
    } = loop {
        let Some(mut bytes) = next_frame(&mut reader, &mut buffer).await else {
            return "closed before it was active".into();
        };
        recorded.push((FrameDirection::FromClient, bytes.clone()));
        let mut answer = Vec::new();
        let accepted = machine.step(&mut bytes, &mut OsRng, &mut answer);
        let mut rest = &answer[..];
        while !rest.is_empty() {
            let length = frame::frame_length(rest).unwrap().unwrap();
            recorded.push((FrameDirection::ToClient, rest[..length].to_vec()));
            rest = &rest[length..];
        }
        writer.write_all(&answer).await.unwrap();
        writer.flush().await.unwrap();
        match accepted {
            Ok(Some(accepted)) => break accepted,
            Ok(None) => {}
            Err(error) => return error.to_string(),
        }
    };
    let _ = events.send(Event::Active(Box::new(client), recorded));
    loop {
        tokio::select! {
            bytes = next_frame(&mut reader, &mut buffer) => {
                let Some(mut bytes) = bytes else { return "closed".into() };
                let mut messages = Vec::new();
                if let Err(error) = decoder.read(&mut bytes, &mut messages) {
                    return error.to_string();
                }
                let mut answer = Vec::new();
                for message in messages {
                    if let FromExpert::Reply(reply) = &message {
                        encoder.write(reply, &mut answer).unwrap();
                    }
                    let _ = events.send(Event::Message(message));
                }
                writer.write_all(&answer).await.unwrap();
                writer.flush().await.unwrap();
            }
            command = commands.recv() => {
                let Some(command) = command else { return "dropped".into() };
                let mut bytes = Vec::new();
                encoder.write(&command, &mut bytes).unwrap();
                if writer.write_all(&bytes).await.is_err() {
                    return "closed while it was written to".into();
                }
                writer.flush().await.unwrap();
            }
        }
    }
}

/// Cancel-safe: what was read stays in `buffer`.
async fn next_frame(reader: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(length) = frame::frame_length(buffer).unwrap()
            && buffer.len() >= length
        {
            let rest = buffer.split_off(length);
            return Some(std::mem::replace(buffer, rest));
        }
        match reader.read_buf(buffer).await {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}
