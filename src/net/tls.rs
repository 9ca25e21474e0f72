//! TLS around a connection: the listener's identity, accepting and connecting. The listener picks what it offers by the
//! ClientHello's ALPN; the expert compares the whole certificate with its pin **and** has the handshake's signature
//! verified, since whoever saw the certificate once can present it.
//!
//! No session tickets, no resumption, no early data, no server name. Time limits are the caller's.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{Resumption, WantsClientCert};
use tokio_rustls::rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::server::{Acceptor, ClientHello, NoServerSessionStorage, WebPkiClientVerifier};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    self, CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, ProtocolVersion, ServerConfig,
    SignatureScheme, SupportedProtocolVersion,
};
use tokio_rustls::{LazyConfigAcceptor, StartHandshake, TlsConnector, client, server};
use zeroize::Zeroizing;

use super::certificate::{provider, unusable, whole_days};
use super::error::{BadIdentity, TlsError};
use super::helper::HelperCertificates;
use crate::rdp::Transport;

/// What two Lifelines say to each other in ALPN.
const ALPN: &[u8] = b"lifeline/1";
/// What a helper says who comes unasked.
const OFFER_ALPN: &[u8] = b"lifeline-offer/1";
/// What the names of all of this program's protocols begin with.
const ALPN_FAMILY: &[u8] = b"lifeline";
/// The label of the value that binds a fresh password proof to the connection (RFC 8446, 7.5).
const EXPORTER_LABEL: &[u8] = b"EXPORTER-lifeline-assistance-1";
/// The same for an offer: what one protocol signs means nothing in the other.
const OFFER_EXPORTER_LABEL: &[u8] = b"EXPORTER-lifeline-offer-1";
/// The subject of every listener's certificate: it says nothing of the computer.
const COMMON_NAME: &str = "Lifeline";
/// A helper's clock may be behind by up to this.
const VALIDITY_BEFORE: Duration = Duration::from_secs(24 * 60 * 60);
/// Far longer than any ticket lasts: the pin decides, and an expired certificate would only trouble other programs.
const VALIDITY_AFTER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The listener's certificate and key: ECDSA P-256, self-signed, with no fact about this computer. The key's
/// DER is wiped on drop.
pub struct TlsIdentity {
    certificate: CertificateDer<'static>,
    private_key: Zeroizing<Vec<u8>>,
    lifeline: Arc<ServerConfig>,
    offer: Arc<ServerConfig>,
    other: Arc<ServerConfig>,
}

impl TlsIdentity {
    pub fn generate() -> Result<Self, TlsError> {
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let private_key = Zeroizing::new(key.serialize_der());
        let mut params = CertificateParams::default();
        let [from, until] = whole_days(SystemTime::now(), VALIDITY_BEFORE, VALIDITY_AFTER)?;
        params.not_before = from.into();
        params.not_after = until.into();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, COMMON_NAME);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.self_signed(&key)?;
        Self::from_der(certificate.der().to_vec(), private_key)
    }

    /// `private_key` is PKCS#8. An error if it is not the certificate's.
    pub fn from_der(certificate: Vec<u8>, private_key: Zeroizing<Vec<u8>>) -> Result<Self, TlsError> {
        let certificate = CertificateDer::from(certificate);
        let nobody = WebPkiClientVerifier::no_client_auth;
        let lifeline = server_config(&certificate, &private_key, &[&TLS13], &[ALPN], nobody())?;
        let other = server_config(&certificate, &private_key, &[&TLS13, &TLS12], &[], nobody())?;
        let helpers = Arc::new(AnyHelper {
            algorithms: provider().signature_verification_algorithms,
        });
        let offer = server_config(&certificate, &private_key, &[&TLS13], &[OFFER_ALPN], helpers)?;
        Ok(Self {
            lifeline,
            offer,
            other,
            certificate,
            private_key,
        })
    }

    /// DER, as it stands in a ticket's CE.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// PKCS#8 DER.
    pub fn private_key(&self) -> &[u8] {
        &self.private_key
    }

    fn config_for(&self, hello: &ClientHello<'_>) -> Arc<ServerConfig> {
        let asks = |wanted: &dyn Fn(&[u8]) -> bool| hello.alpn().is_some_and(|mut names| names.any(wanted));
        Arc::clone(if asks(&|name| name == OFFER_ALPN) {
            &self.offer
        } else if asks(&|name| name.starts_with(ALPN_FAMILY)) {
            // A version of our protocol that is not known here is declined by ALPN itself, not served as a stranger.
            &self.lifeline
        } else {
            &self.other
        })
    }
}

fn server_config(
    certificate: &CertificateDer<'static>,
    private_key: &[u8],
    versions: &[&'static SupportedProtocolVersion],
    alpn: &[&[u8]],
    clients: Arc<dyn ClientCertVerifier>,
) -> Result<Arc<ServerConfig>, TlsError> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(private_key.to_vec()));
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(versions)
        .map_err(unusable)?
        .with_client_cert_verifier(clients)
        .with_single_cert(vec![certificate.clone()], key)
        .map_err(unusable)?;
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}

/// A connection that the listener accepted.
pub struct TlsAccepted<S> {
    pub stream: server::TlsStream<S>,
    /// `LifelineTls` or `Tls`.
    pub transport: Transport,
    /// Who offers help: they have shown that they hold the first certificate's key, and nothing is known of it yet.
    /// `None`: this is no offer.
    pub helper: Option<HelperCertificates>,
}

impl<S> TlsAccepted<S> {
    /// 32 bytes that only the two ends of this connection share. Sessions give an empty context: the ticket's ID is not
    /// known yet, and is in the key of the proof instead. An error unless the transport is `LifelineTls`.
    pub fn exporter(&self, context: &[u8]) -> Result<Zeroizing<[u8; 32]>, TlsError> {
        only_between_lifelines(self.transport)?;
        let (_, session) = self.stream.get_ref();
        session
            .export_keying_material(Zeroizing::new([0; 32]), label(self.helper.is_some()), Some(context))
            .map_err(TlsError::Handshake)
    }
}

fn label(offer: bool) -> &'static [u8] {
    if offer { OFFER_EXPORTER_LABEL } else { EXPORTER_LABEL }
}

/// A connection whose ClientHello is there.
pub struct TlsGreeted<S>(StartHandshake<S>);

/// The listener's side of the handshake, up to the ClientHello.
pub async fn greeted<S>(stream: S) -> Result<TlsGreeted<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let start = LazyConfigAcceptor::new(Acceptor::default(), stream).await;
    start.map(TlsGreeted).map_err(failure)
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsGreeted<S> {
    /// The rest of the handshake.
    pub async fn accept(self, identity: &TlsIdentity) -> Result<TlsAccepted<S>, TlsError> {
        let config = identity.config_for(&self.0.client_hello());
        let stream = self.0.into_stream(config).await.map_err(failure)?;
        let (_, session) = stream.get_ref();
        let transport = transport(session.alpn_protocol(), session.protocol_version())?;
        let helper = if session.alpn_protocol() == Some(OFFER_ALPN) {
            let chain = session.peer_certificates().unwrap_or_default();
            let chain = chain.iter().map(|certificate| certificate.to_vec()).collect();
            Some(HelperCertificates::new(chain).map_err(BadIdentity::Helper)?)
        } else {
            None
        };
        Ok(TlsAccepted {
            stream,
            transport,
            helper,
        })
    }
}

/// The listener's side of the handshake.
pub async fn accept<S>(stream: S, identity: &TlsIdentity) -> Result<TlsAccepted<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    greeted(stream).await?.accept(identity).await
}

/// What the expert holds the listener's certificate against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin<'a> {
    /// This certificate, DER, whole: a ticket's CE.
    Certificate(&'a [u8]),
    /// Any certificate: nothing is proved about who answers. Only where the user was asked about exactly that.
    Unpinned,
}

/// A connection that the expert made.
pub struct TlsConnected<S> {
    pub stream: client::TlsStream<S>,
    /// `LifelineTls` or `Tls`.
    pub transport: Transport,
    offer: bool,
}

impl<S> TlsConnected<S> {
    /// As [`TlsAccepted::exporter`].
    pub fn exporter(&self, context: &[u8]) -> Result<Zeroizing<[u8; 32]>, TlsError> {
        only_between_lifelines(self.transport)?;
        let (_, session) = self.stream.get_ref();
        session
            .export_keying_material(Zeroizing::new([0; 32]), label(self.offer), Some(context))
            .map_err(TlsError::Handshake)
    }
}

/// The expert's side of the handshake. With a pinned certificate nothing of the application is sent or read unless the
/// other end presented it and signed with its key.
pub async fn connect<S>(stream: S, pin: Pin<'_>) -> Result<TlsConnected<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let builder = client_config(pin, &[&TLS13, &TLS12])?;
    let (stream, transport) = connect_with(stream, builder.with_no_client_auth(), ALPN).await?;
    Ok(TlsConnected {
        stream,
        transport,
        offer: false,
    })
}

/// The helper's side of an offer: shows its certificates, and holds who answers against nothing yet. Who that is, the
/// novice's host key says inside ([`super::offer`]), bound to this connection by its exporter.
///
/// `private_key`: PKCS#8, DER.
pub async fn offer<S>(stream: S, helper: &HelperCertificates, private_key: &[u8]) -> Result<TlsConnected<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(private_key.to_vec()));
    let config = client_config(Pin::Unpinned, &[&TLS13])?
        .with_client_auth_cert(helper.chain().to_vec(), key)
        .map_err(unusable)?;
    let (stream, transport) = connect_with(stream, config, OFFER_ALPN).await?;
    if transport != Transport::LifelineTls {
        return Err(TlsError::NoCommonProtocol);
    }
    Ok(TlsConnected {
        stream,
        transport,
        offer: true,
    })
}

fn client_config(
    pin: Pin<'_>,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, TlsError> {
    let provider = provider();
    let verifier = PinVerifier {
        pin: match pin {
            Pin::Certificate(certificate) => Some(certificate.to_vec()),
            Pin::Unpinned => None,
        },
        algorithms: provider.signature_verification_algorithms,
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .map_err(unusable)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    Ok(builder)
}

async fn connect_with<S>(
    stream: S,
    mut config: ClientConfig,
    alpn: &[u8],
) -> Result<(client::TlsStream<S>, Transport), TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    config.alpn_protocols = vec![alpn.to_vec()];
    config.resumption = Resumption::disabled();
    config.enable_sni = false;
    // Never sent; rustls wants a name or an address.
    let name = ServerName::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST).into());
    let stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .map_err(failure)?;
    let (_, session) = stream.get_ref();
    let transport = transport(session.alpn_protocol(), session.protocol_version())?;
    Ok((stream, transport))
}

/// What rustls asks of either end's verifier alike: that whoever shows a certificate holds its key.
macro_rules! signatures_are_verified {
    () => {
        fn verify_tls12_signature(
            &self,
            message: &[u8],
            certificate: &CertificateDer<'_>,
            signature: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, rustls::Error> {
            verify_tls12_signature(message, certificate, signature, &self.algorithms)
        }

        fn verify_tls13_signature(
            &self,
            message: &[u8],
            certificate: &CertificateDer<'_>,
            signature: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, rustls::Error> {
            verify_tls13_signature(message, certificate, signature, &self.algorithms)
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            self.algorithms.supported_schemes()
        }
    };
}

/// Compares with the pin; the signatures are verified as for any certificate.
#[derive(Debug)]
struct PinVerifier {
    pin: Option<Vec<u8>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for PinVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        match &self.pin {
            Some(pin) if pin.as_slice() != end_entity.as_ref() => Err(rustls::Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            )),
            _ => Ok(ServerCertVerified::assertion()),
        }
    }

    signatures_are_verified!();
}

/// Takes any certificate of a helper's, and has the handshake's signature verified as for any: whether its key is one
/// that may come in is decided afterwards, so that the listed and the unlisted are answered alike up to there.
#[derive(Debug)]
struct AnyHelper {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ClientCertVerifier for AnyHelper {
    fn root_hint_subjects(&self) -> &[rustls::DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    signatures_are_verified!();
}

fn transport(alpn: Option<&[u8]>, version: Option<ProtocolVersion>) -> Result<Transport, TlsError> {
    match alpn {
        Some(ALPN | OFFER_ALPN) if version == Some(ProtocolVersion::TLSv1_3) => Ok(Transport::LifelineTls),
        Some(ALPN | OFFER_ALPN) => Err(TlsError::OldTls),
        _ => Ok(Transport::Tls),
    }
}

fn only_between_lifelines(transport: Transport) -> Result<(), TlsError> {
    if transport == Transport::LifelineTls {
        Ok(())
    } else {
        Err(TlsError::NoExporter)
    }
}

fn failure(error: io::Error) -> TlsError {
    use rustls::Error;
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        None => TlsError::Broken(error),
        Some(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure)) => TlsError::WrongCertificate,
        Some(Error::InvalidCertificate(_)) => TlsError::NotItsKey,
        Some(Error::NoApplicationProtocol) => TlsError::NoCommonProtocol,
        Some(Error::AlertReceived(rustls::AlertDescription::NoApplicationProtocol)) => TlsError::NoCommonProtocol,
        Some(other) => TlsError::Handshake(other.clone()),
    }
}
