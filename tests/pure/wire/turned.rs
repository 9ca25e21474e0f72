//! The other way round: who gets past the expert's listener, and what the others learn.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use lifeline::net::listener::{Listener, PortChoice};
use lifeline::net::tls::{self, TlsIdentity};
use lifeline::net::turned;
use lifeline::rdp::Transport;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

const KNOCK: turned::Knock = [7; 32];
const TIMEOUT: Duration = Duration::from_secs(60);

fn listener() -> (Listener, SocketAddr) {
    let listener = Listener::bind(PortChoice::Exactly(0), Some(IpAddr::V4(Ipv4Addr::LOCALHOST))).unwrap();
    let address = listener.local_addresses().next().unwrap();
    (listener, address)
}

async fn knocked(address: SocketAddr, knock: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(knock).await.unwrap();
    stream
}

/// The novice's side up to TLS.
async fn request(stream: &mut TcpStream) {
    let mut request = [0; 19];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(request[..4], [3, 0, 0, 19], "an X.224 Connection Request");
    // Connection Confirm that chooses TLS.
    let confirm = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 1, 0, 0, 0];
    stream.write_all(&confirm).await.unwrap();
}

#[tokio::test]
async fn the_novice_gets_in_past_strangers_who_learn_nothing() {
    let (listener, address) = listener();
    let (novice, stranger) = (TlsIdentity::generate().unwrap(), TlsIdentity::generate().unwrap());
    let others = async {
        // A scanner that waits, one that asks for Remote Desktop, one that knocks wrong.
        let mut silent = TcpStream::connect(address).await.unwrap();
        let asks = [&[3, 0, 0, 19, 14, 0xE0][..], &[0; 26]].concat();
        for said in [asks.as_slice(), &[8; 32]] {
            let mut stream = knocked(address, said).await;
            let mut heard = Vec::new();
            // A reset says no more than an end.
            let _ = stream.read_to_end(&mut heard).await;
            assert_eq!(heard, b"", "not a byte");
        }
        // One that saw the knock on the way, and has another key.
        let mut thief = knocked(address, &KNOCK).await;
        request(&mut thief).await;
        assert!(tls::accept(thief, &stranger).await.is_err());
        // The novice's own key, but not in Lifeline's protocol: none of ours answers replies so.
        let mut other = knocked(address, &KNOCK).await;
        request(&mut other).await;
        let foreign = TlsAcceptor::from(foreign_server(&novice)).accept(other).await;
        if let Ok(mut foreign) = foreign {
            let mut heard = Vec::new();
            let _ = foreign.read_to_end(&mut heard).await;
            assert_eq!(heard, b"", "nothing of RDP");
        }
        let mut stream = knocked(address, &KNOCK).await;
        request(&mut stream).await;
        let accepted = tls::accept(stream, &novice).await.unwrap();
        assert_eq!(accepted.transport, Transport::LifelineTls);
        // The listener is gone to whoever still waits.
        let mut heard = Vec::new();
        let _ = silent.read_to_end(&mut heard).await;
        assert_eq!(heard, b"");
        accepted
    };
    let wait = async {
        let reached = turned::wait(&listener, novice.certificate(), KNOCK).await;
        drop(listener);
        reached
    };
    let both = tokio::time::timeout(TIMEOUT, async { tokio::join!(wait, others) });
    let (reached, accepted) = both.await.unwrap();
    assert_eq!(reached.transport, Transport::LifelineTls);
    assert_eq!(reached.exporter.unwrap(), accepted.exporter(&[]).unwrap());
}

/// TLS with this identity, without the name of our protocol.
fn foreign_server(identity: &TlsIdentity) -> std::sync::Arc<ServerConfig> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(identity.private_key().to_vec()));
    let chain = vec![CertificateDer::from(identity.certificate().to_vec())];
    let config = ServerConfig::builder_with_provider(std::sync::Arc::new(ring::default_provider()))
        .with_protocol_versions(rustls::ALL_VERSIONS)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    std::sync::Arc::new(config)
}

#[tokio::test]
async fn each_address_is_dialled_once_and_gets_the_knock() {
    let (first, second) = (listener(), listener());
    let dead = {
        let (_, address) = listener();
        address
    };
    let mut tried = Vec::new();
    let mut connected = Vec::new();
    let addresses = vec![dead, first.1, second.1];
    let dialled = turned::dial(
        addresses.clone(),
        KNOCK,
        |one| tried.push(one),
        |stream, address| {
            connected.push((stream, address));
        },
    );
    tokio::time::timeout(TIMEOUT, dialled).await.unwrap();
    assert_eq!(tried, addresses);
    assert_eq!(
        connected.iter().map(|(_, address)| *address).collect::<Vec<_>>(),
        [first.1, second.1]
    );
    for (listener, _) in [first, second] {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut knock = [0; 32];
        stream.read_exact(&mut knock).await.unwrap();
        assert_eq!(knock, KNOCK);
    }
}
