use std::sync::Arc;

use lifeline::net::error::{BadIdentity, TlsError};
use lifeline::net::tls::{Pin, TlsIdentity, accept, connect};
use lifeline::rdp::Transport;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, HandshakeKind, ProtocolVersion, ServerConfig, SupportedProtocolVersion};
use tokio_rustls::{TlsAcceptor, TlsConnector, client};
use zeroize::Zeroizing;

use crate::any_certificate::client_config;

fn pipe() -> (DuplexStream, DuplexStream) {
    duplex(64 * 1024)
}

fn identity() -> TlsIdentity {
    TlsIdentity::generate().unwrap()
}

#[tokio::test]
async fn two_lifelines_meet_under_tls_1_3_and_share_a_secret() {
    let identity = identity();
    let (ours, theirs) = pipe();
    let (accepted, connected) = tokio::join!(
        accept(ours, &identity),
        connect(theirs, Pin::Certificate(identity.certificate()))
    );
    let (mut accepted, mut connected) = (accepted.unwrap(), connected.unwrap());
    assert_eq!(
        (accepted.transport, connected.transport),
        (Transport::LifelineTls, Transport::LifelineTls)
    );
    assert_eq!(
        accepted.stream.get_ref().1.protocol_version(),
        Some(ProtocolVersion::TLSv1_3)
    );
    let secret = accepted.exporter(b"ticket").unwrap();
    assert_eq!(secret, connected.exporter(b"ticket").unwrap());
    assert_ne!(secret, connected.exporter(b"another").unwrap());
    accepted.stream.write_all(b"hello").await.unwrap();
    accepted.stream.flush().await.unwrap();
    let mut greeting = [0; 5];
    connected.stream.read_exact(&mut greeting).await.unwrap();
    assert_eq!(&greeting, b"hello");
    // No ticket came: the next connection is a full handshake again, and shares another secret.
    let (ours, theirs) = pipe();
    let (_, again) = tokio::join!(
        accept(ours, &identity),
        connect(theirs, Pin::Certificate(identity.certificate()))
    );
    let again = again.unwrap();
    assert_eq!(again.stream.get_ref().1.handshake_kind(), Some(HandshakeKind::Full));
    assert_ne!(secret, again.exporter(b"ticket").unwrap());
}

#[tokio::test]
async fn an_identity_survives_its_files_and_a_strange_key_is_noticed() {
    let (first, second) = (identity(), identity());
    let key = || Zeroizing::new(first.private_key().to_vec());
    let again = TlsIdentity::from_der(first.certificate().to_vec(), key()).unwrap();
    assert_eq!(again.certificate(), first.certificate());
    assert_ne!(second.certificate(), first.certificate());
    let mixed = TlsIdentity::from_der(second.certificate().to_vec(), key());
    assert!(matches!(mixed, Err(TlsError::Identity(BadIdentity::Tls(_)))));
    assert!(TlsIdentity::from_der(Vec::new(), key()).is_err());
    assert!(TlsIdentity::from_der(first.certificate().to_vec(), Zeroizing::new(Vec::new())).is_err());
}

#[test]
fn the_certificate_names_nothing_but_the_program() {
    let der = identity().certificate().to_vec();
    let count = |needle: &[u8]| der.windows(needle.len()).filter(|window| *window == needle).count();
    // Common name (2.5.4.3) as UTF8String, once as issuer and once as subject; no alternative names (2.5.29.17).
    assert_eq!(count(b"\x06\x03\x55\x04\x03\x0c\x08Lifeline"), 2);
    assert_eq!(count(b"\x06\x03\x55\x04"), 2);
    assert_eq!(count(b"\x06\x03\x55\x1d\x11"), 0);
}

/// A server's answer to everyone: a certificate, and whatever key it has.
#[derive(Debug)]
struct Presents(Arc<CertifiedKey>);

impl ResolvesServerCert for Presents {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// A server of our own making, which presents `certificate` and signs with `signer`'s key.
fn crafted(
    certificate: &TlsIdentity,
    signer: &TlsIdentity,
    version: &'static SupportedProtocolVersion,
    alpn: &[&[u8]],
) -> TlsAcceptor {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signer.private_key().to_vec()));
    let key = ring::sign::any_supported_type(&key).unwrap();
    let certificate = CertificateDer::from(certificate.certificate().to_vec());
    let resolver = Presents(Arc::new(CertifiedKey::new(vec![certificate], key)));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(resolver));
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test]
async fn the_right_certificate_with_a_wrong_key_is_refused() {
    let (novice, impostor) = (identity(), identity());
    for version in [&TLS12, &TLS13] {
        for alpn in [&[][..], &[&b"lifeline/1"[..]]] {
            for pin in [Pin::Certificate(novice.certificate()), Pin::Unpinned] {
                let (ours, theirs) = pipe();
                let server = crafted(&novice, &impostor, version, alpn);
                let (served, connected) = tokio::join!(server.accept(ours), connect(theirs, pin));
                assert!(matches!(connected, Err(TlsError::NotItsKey)), "{version:?}");
                assert!(served.is_err());
            }
            // The same server with the right key is served: it is the key that made the difference.
            let (ours, theirs) = pipe();
            let server = crafted(&novice, &novice, version, alpn);
            let (_, connected) = tokio::join!(
                server.accept(ours),
                connect(theirs, Pin::Certificate(novice.certificate()))
            );
            match (version.version, alpn) {
                (ProtocolVersion::TLSv1_2, [_]) => assert!(matches!(connected, Err(TlsError::OldTls))),
                (_, [_]) => assert_eq!(connected.unwrap().transport, Transport::LifelineTls),
                (_, _) => assert_eq!(connected.unwrap().transport, Transport::Tls),
            }
        }
    }
}

#[tokio::test]
async fn another_certificate_is_refused_before_any_byte_of_the_application() {
    let (pinned, other) = (identity(), identity());
    for version in [&TLS12, &TLS13] {
        let (ours, theirs) = pipe();
        let server = crafted(&other, &other, version, &[]);
        let (served, connected) = tokio::join!(
            server.accept(ours),
            connect(theirs, Pin::Certificate(pinned.certificate()))
        );
        assert!(matches!(connected, Err(TlsError::WrongCertificate)));
        assert!(served.is_err(), "the handshake did not complete");
    }
    let whole = pinned.certificate();
    for near in [&whole[..whole.len() - 1], &[whole, &[0]].concat(), &[]] {
        let (ours, theirs) = pipe();
        let (_, connected) = tokio::join!(accept(ours, &pinned), connect(theirs, Pin::Certificate(near)));
        assert!(matches!(connected, Err(TlsError::WrongCertificate)));
    }
}

fn foreign_config(version: &'static SupportedProtocolVersion, alpn: &[&str]) -> Arc<ClientConfig> {
    let mut config = client_config(&[version]);
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    Arc::new(config)
}

async fn foreign_client(
    stream: DuplexStream,
    config: &Arc<ClientConfig>,
) -> std::io::Result<client::TlsStream<DuplexStream>> {
    TlsConnector::from(Arc::clone(config))
        .connect(ServerName::try_from("10.0.0.5").unwrap(), stream)
        .await
}

#[tokio::test]
async fn no_session_is_ever_resumed() {
    let identity = identity();
    for (version, alpn) in [(&TLS12, &[][..]), (&TLS13, &[]), (&TLS13, &["lifeline/1"])] {
        // One configuration remembers the tickets and session IDs that it was given.
        let config = foreign_config(version, alpn);
        for _ in 0..2 {
            let (ours, theirs) = pipe();
            let (accepted, client) = tokio::join!(accept(ours, &identity), foreign_client(theirs, &config));
            let (mut accepted, mut client) = (accepted.unwrap(), client.unwrap());
            // Tickets of TLS 1.3 come with the first bytes.
            accepted.stream.write_all(b"x").await.unwrap();
            accepted.stream.flush().await.unwrap();
            assert_eq!(client.read_u8().await.unwrap(), b'x');
            assert_eq!(client.get_ref().1.handshake_kind(), Some(HandshakeKind::Full));
            assert_eq!(client.get_ref().1.tls13_tickets_received(), 0);
        }
    }
}

#[tokio::test]
async fn the_listener_chooses_by_alpn() {
    let identity = identity();
    for (version, alpn, expected) in [
        (&TLS12, &[][..], Some(Transport::Tls)),
        (&TLS13, &[], Some(Transport::Tls)),
        (&TLS12, &["h2", "http/1.1"], Some(Transport::Tls)),
        (&TLS13, &["lifeline/1"], Some(Transport::LifelineTls)),
        (&TLS13, &["lifeline/2", "lifeline/1"], Some(Transport::LifelineTls)),
        (&TLS13, &["h2", "lifeline/1"], Some(Transport::LifelineTls)),
        (&TLS12, &["lifeline/1"], None),
        (&TLS12, &["lifeline/2", "lifeline/1"], None),
        (&TLS13, &["lifeline/2"], None),
        (&TLS12, &["lifeline/2"], None),
        (&TLS13, &["lifeline-offer/1"], None),
    ] {
        let config = foreign_config(version, alpn);
        let (ours, theirs) = pipe();
        let (accepted, client) = tokio::join!(accept(ours, &identity), foreign_client(theirs, &config));
        match expected {
            Some(transport) => {
                let accepted = accepted.unwrap();
                assert_eq!(accepted.transport, transport, "{alpn:?}");
                let selected = client.unwrap().get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
                assert_eq!(selected.is_some(), transport == Transport::LifelineTls, "{alpn:?}");
                if transport == Transport::Tls {
                    assert!(matches!(accepted.exporter(b"ticket"), Err(TlsError::NoExporter)));
                }
            }
            None => {
                let error = accepted.err().expect("declined");
                // An offer is declined for want of the helper's certificate, which TLS 1.3 tells the client later.
                let offer = version == &TLS13 && format!("{alpn:?}").contains("lifeline-offer/1");
                let no_such_protocol = matches!(error, TlsError::NoCommonProtocol);
                assert_eq!(no_such_protocol, version == &TLS13 && !offer, "{alpn:?} {error:?}");
                assert!(client.is_err() || offer);
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_tls_is_an_error_on_either_side() {
    let identity = identity();
    let (ours, mut theirs) = pipe();
    theirs.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    assert!(matches!(accept(ours, &identity).await, Err(TlsError::Handshake(_))));
    let (ours, theirs) = pipe();
    drop(theirs);
    assert!(matches!(accept(ours, &identity).await, Err(TlsError::Broken(_))));
    let (ours, mut theirs) = pipe();
    theirs.write_all(&[0; 100]).await.unwrap();
    assert!(matches!(
        connect(ours, Pin::Unpinned).await,
        Err(TlsError::Handshake(_))
    ));
}

#[tokio::test]
async fn the_client_hello_names_no_server() {
    let (ours, mut theirs) = pipe();
    let watch = async {
        let mut hello = vec![0; 4096];
        let read = theirs.read(&mut hello).await.unwrap();
        drop(theirs);
        hello.truncate(read);
        hello
    };
    let (connected, hello) = tokio::join!(connect(ours, Pin::Unpinned), watch);
    assert!(connected.is_err());
    assert!(hello.windows(10).any(|window| window == b"lifeline/1"));
    // As a name "lifeline" would stand before something other than the version.
    let count = hello.windows(8).filter(|window| window == b"lifeline").count();
    assert_eq!(count, 1);
}
