//! Offers on the wire: the helper's certificate and key, the host key, and the few messages between TLS and RDP.

use lifeline::net::helper::{HelperCertificates, new_helper};
use lifeline::net::offer::{HostKey, OfferMessage, receive, send};
use lifeline::net::tls::{self, TlsIdentity};
use lifeline::policy::{HelperKey, KeyTextError};
use lifeline::rdp::Transport;
use lifeline::trust::words;
use proptest::prelude::*;
use tokio::io::duplex;

/// More than a TLS handshake takes in each direction before it waits.
const ROOM: usize = 64 * 1024;

fn public_key(certificates: &HelperCertificates) -> Vec<u8> {
    certificates.public_key().unwrap()
}

#[tokio::test]
async fn the_helpers_certificate_is_demanded_and_its_key_proved() {
    let identity = TlsIdentity::generate().unwrap();
    let (key, certificates) = new_helper().unwrap();
    let (ours, theirs) = duplex(ROOM);
    let (offered, accepted) = tokio::join!(tls::offer(ours, &certificates, &key), tls::accept(theirs, &identity));
    let (offered, accepted) = (offered.unwrap(), accepted.unwrap());
    assert_eq!(accepted.transport, Transport::LifelineTls);
    let helper = accepted.helper.as_ref().unwrap();
    assert_eq!(public_key(helper), public_key(&certificates));
    assert_eq!(accepted.exporter(&[]).unwrap(), offered.exporter(&[]).unwrap());
}

/// Whoever connects reads the listener's certificate before anything is proved, and whoever is offered help the
/// helper's.
#[test]
fn no_certificate_tells_the_second_in_which_it_was_made() {
    use x509_cert::der::Decode;
    const DAY: u64 = 24 * 60 * 60;
    let identity = TlsIdentity::generate().unwrap();
    let (_, helper) = new_helper().unwrap();
    for der in helper.to_der().into_iter().chain([identity.certificate().to_vec()]) {
        let certificate = x509_cert::Certificate::from_der(&der).unwrap();
        let validity = certificate.tbs_certificate().validity();
        for time in [&validity.not_before, &validity.not_after] {
            assert_eq!(time.to_unix_duration().as_secs() % DAY, 0, "{time}");
        }
        assert!(validity.not_before.to_system_time() <= std::time::SystemTime::now());
    }
}

#[tokio::test]
async fn the_right_certificate_with_a_wrong_key_is_refused() {
    let identity = TlsIdentity::generate().unwrap();
    let (_, listed) = new_helper().unwrap();
    let (wrong, _) = new_helper().unwrap();
    let (ours, theirs) = duplex(ROOM);
    let (_, accepted) = tokio::join!(
        async {
            // rustls itself refuses a pair that does not belong together, so this helper signs with another key by
            // force.
            let forger = Forger::new(&listed, &wrong);
            forger.connect(ours).await
        },
        tls::accept(theirs, &identity)
    );
    assert!(accepted.is_err(), "whoever saw the certificate once could present it");
}

/// Presents a certificate that it does not hold the key of.
struct Forger(std::sync::Arc<tokio_rustls::rustls::ClientConfig>);

#[derive(Debug)]
struct AnyServer;

impl tokio_rustls::rustls::client::danger::ServerCertVerifier for AnyServer {
    fn verify_server_cert(
        &self,
        _: &tokio_rustls::rustls::pki_types::CertificateDer<'_>,
        _: &[tokio_rustls::rustls::pki_types::CertificateDer<'_>],
        _: &tokio_rustls::rustls::pki_types::ServerName<'_>,
        _: &[u8],
        _: tokio_rustls::rustls::pki_types::UnixTime,
    ) -> Result<tokio_rustls::rustls::client::danger::ServerCertVerified, tokio_rustls::rustls::Error> {
        Ok(tokio_rustls::rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &tokio_rustls::rustls::pki_types::CertificateDer<'_>,
        _: &tokio_rustls::rustls::DigitallySignedStruct,
    ) -> Result<tokio_rustls::rustls::client::danger::HandshakeSignatureValid, tokio_rustls::rustls::Error> {
        Ok(tokio_rustls::rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &tokio_rustls::rustls::pki_types::CertificateDer<'_>,
        _: &tokio_rustls::rustls::DigitallySignedStruct,
    ) -> Result<tokio_rustls::rustls::client::danger::HandshakeSignatureValid, tokio_rustls::rustls::Error> {
        Ok(tokio_rustls::rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<tokio_rustls::rustls::SignatureScheme> {
        vec![tokio_rustls::rustls::SignatureScheme::ECDSA_NISTP256_SHA256]
    }
}

impl Forger {
    fn new(certificates: &HelperCertificates, key: &[u8]) -> Self {
        use tokio_rustls::rustls::client::ResolvesClientCert;
        use tokio_rustls::rustls::crypto::ring;
        use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
        use tokio_rustls::rustls::sign::CertifiedKey;

        #[derive(Debug)]
        struct This(std::sync::Arc<CertifiedKey>);
        impl ResolvesClientCert for This {
            fn resolve(
                &self,
                _: &[&[u8]],
                _: &[tokio_rustls::rustls::SignatureScheme],
            ) -> Option<std::sync::Arc<CertifiedKey>> {
                Some(std::sync::Arc::clone(&self.0))
            }

            fn has_certs(&self) -> bool {
                true
            }
        }
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.to_vec()));
        let signer = ring::sign::any_ecdsa_type(&key).unwrap();
        let chain = certificates.to_der().into_iter().map(Into::into).collect();
        let mut config =
            tokio_rustls::rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(ring::default_provider()))
                .with_protocol_versions(&[&tokio_rustls::rustls::version::TLS13])
                .unwrap()
                .dangerous()
                .with_custom_certificate_verifier(std::sync::Arc::new(AnyServer))
                .with_client_cert_resolver(std::sync::Arc::new(This(std::sync::Arc::new(CertifiedKey::new(
                    chain, signer,
                )))));
        config.alpn_protocols = vec![b"lifeline-offer/1".to_vec()];
        config.enable_sni = false;
        Self(std::sync::Arc::new(config))
    }

    async fn connect(self, stream: tokio::io::DuplexStream) {
        use tokio::io::AsyncReadExt;
        let name = "lifeline".try_into().unwrap();
        if let Ok(mut stream) = tokio_rustls::TlsConnector::from(self.0).connect(name, stream).await {
            // In TLS 1.3 the refusal comes with the first bytes.
            let _ = stream.read_u8().await;
        }
    }
}

#[tokio::test]
async fn without_a_certificate_there_is_no_offer() {
    let identity = TlsIdentity::generate().unwrap();
    let (ours, theirs) = duplex(ROOM);
    let config = {
        use tokio_rustls::rustls::crypto::ring;
        let mut config =
            tokio_rustls::rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(ring::default_provider()))
                .with_protocol_versions(&[&tokio_rustls::rustls::version::TLS13])
                .unwrap()
                .dangerous()
                .with_custom_certificate_verifier(std::sync::Arc::new(AnyServer))
                .with_no_client_auth();
        config.alpn_protocols = vec![b"lifeline-offer/1".to_vec()];
        std::sync::Arc::new(config)
    };
    let (_, accepted) = tokio::join!(Forger(config).connect(ours), tls::accept(theirs, &identity));
    assert!(accepted.is_err());
}

#[test]
fn a_host_key_signs_for_one_connection_and_one_helper() {
    let host = HostKey::from_pkcs8(&HostKey::generate().unwrap()).unwrap();
    let other = HostKey::from_pkcs8(&HostKey::generate().unwrap()).unwrap();
    let (_, helper) = new_helper().unwrap();
    let (_, stranger) = new_helper().unwrap();
    let (helper, stranger) = (public_key(&helper), public_key(&stranger));
    let (exporter, elsewhere) = ([1; 32], [2; 32]);
    let welcome = host.welcome(&exporter, &helper, [3; 32]).unwrap();
    assert!(welcome.holds(&exporter, &helper));
    assert!(!welcome.holds(&elsewhere, &helper), "taken to another connection");
    assert!(!welcome.holds(&exporter, &stranger), "for another helper");
    let mut forged = welcome.clone();
    forged.kh2[0] ^= 1;
    assert!(!forged.holds(&exporter, &helper), "with another RDP key");
    // The right host key, and the signature of somebody who does not hold it.
    let mut forged = other.welcome(&exporter, &helper, [3; 32]).unwrap();
    forged.host_key = welcome.host_key;
    assert!(!forged.holds(&exporter, &helper));
}

#[tokio::test]
async fn messages_come_out_as_they_went_in_and_nothing_behind_them_is_read() {
    let host = HostKey::from_pkcs8(&HostKey::generate().unwrap()).unwrap();
    let welcome = OfferMessage::Welcome(host.welcome(&[1; 32], b"key", [3; 32]).unwrap());
    let messages = [
        OfferMessage::Refused,
        OfferMessage::Busy,
        OfferMessage::Later(300),
        OfferMessage::Declined,
        welcome,
        OfferMessage::GoOn,
        OfferMessage::Compare,
        OfferMessage::Compared,
    ];
    let (mut ours, mut theirs) = duplex(ROOM);
    for message in &messages {
        send(&mut ours, message).await.unwrap();
    }
    for message in &messages {
        assert_eq!(receive(&mut theirs).await.unwrap(), *message);
    }
}

#[test]
fn words_depend_on_both_keys_and_on_the_connection() {
    let same = words(&[1; 32], b"host", b"helper");
    assert_eq!(same, words(&[1; 32], b"host", b"helper"));
    for other in [
        words(&[2; 32], b"host", b"helper"),
        words(&[1; 32], b"other", b"helper"),
        words(&[1; 32], b"host", b"other"),
        words(&[1; 32], b"hosth", b"elper"),
    ] {
        assert_ne!(same, other);
    }
}

fn key_text(bytes: &[u8]) -> String {
    HelperKey::of_public_key(bytes).to_string()
}

proptest! {
    #[test]
    fn key_texts_come_back_however_they_were_written(bytes: Vec<u8>, lower: bool, blanks: bool) {
        let key = HelperKey::of_public_key(&bytes);
        let mut text = key.to_string();
        prop_assert_eq!(text.len(), 34);
        if lower { text = text.to_lowercase(); }
        if blanks { text = text.replace('-', " "); }
        prop_assert_eq!(text.parse(), Ok(key));
        prop_assert_eq!(text.replace([' ', '-'], "").parse(), Ok(key));
    }

    #[test]
    fn one_or_two_wrong_symbols_are_noticed(bytes: Vec<u8>, places in (0usize..28, 0usize..28), others in (1usize..32, 0usize..32)) {
        const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let mut text: Vec<u8> = key_text(&bytes).bytes().filter(|c| *c != b'-').collect();
        let right = text.clone();
        for (place, shift) in [(places.0, others.0), (places.1, others.1)] {
            let index = ALPHABET.iter().position(|c| *c == text[place]).unwrap();
            text[place] = ALPHABET[(index + shift) % 32];
        }
        prop_assume!(text != right);
        let text = String::from_utf8(text).unwrap();
        prop_assert_eq!(text.parse::<HelperKey>(), Err(KeyTextError::Check));
    }

    #[test]
    fn two_symbols_that_changed_places_are_noticed(bytes: Vec<u8>, one in 0usize..28, two in 0usize..28) {
        let mut text: Vec<u8> = key_text(&bytes).bytes().filter(|c| *c != b'-').collect();
        prop_assume!(text[one] != text[two]);
        text.swap(one, two);
        prop_assert!(String::from_utf8(text).unwrap().parse::<HelperKey>().is_err());
    }

    #[test]
    fn any_text_is_answered(text: String) {
        let _ = text.parse::<HelperKey>();
    }

    #[test]
    fn any_message_and_any_certificate_is_answered(bytes: Vec<u8>) {
        let _ = OfferMessage::parse(&bytes);
        if let Ok(certificates) = HelperCertificates::new(vec![bytes]) {
            prop_assert!(certificates.public_key().is_err());
        }
    }
}
