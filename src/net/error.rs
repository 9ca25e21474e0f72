//! Why there is no connection, or no longer.

use std::io;

use tokio_rustls::rustls;
use tokio_rustls::rustls::pki_types::pem;
use tokio_rustls::rustls::server::VerifierBuilderError;
use x509_cert::der;

use crate::rdp::RdpError;
use crate::t;
use crate::texts::said::Said;

/// Why a connection ended below the session.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("the connection broke: {0}")]
    Io(#[from] io::Error),
    #[error("the connection ended in the middle of a message")]
    CutOff,
    #[error("the other end sent bytes before they were due")]
    Early,
    #[error("the other end took too long")]
    TooSlow,
    #[error("the other end takes nothing any more")]
    TakesNothing,
    #[error(transparent)]
    Protocol(#[from] RdpError),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// Why there is no TLS connection.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("the other end presented another certificate than the invitation names")]
    WrongCertificate,
    #[error("the other end presented a certificate whose key it did not prove to hold")]
    NotItsKey,
    #[error("the other end speaks no version of Lifeline's protocol that this program knows")]
    NoCommonProtocol,
    #[error("the other end speaks Lifeline's protocol below TLS 1.3")]
    OldTls,
    #[error("the connection broke during the TLS handshake")]
    Broken(#[source] io::Error),
    #[error("the TLS handshake failed")]
    Handshake(#[source] rustls::Error),
    #[error("the TLS identity is not usable: {0}")]
    Identity(#[from] BadIdentity),
    #[error("this connection is not one between two Lifelines")]
    NoExporter,
}

/// What is wrong with the key or the certificate that an end shows.
#[derive(Debug, thiserror::Error)]
pub enum BadIdentity {
    /// A certificate or a request for one could not be made.
    #[error(transparent)]
    Certificate(#[from] rcgen::Error),
    /// The key is not the certificate's, say.
    #[error(transparent)]
    Tls(#[from] rustls::Error),
    #[error("{0}")]
    Key(ring::error::KeyRejected),
    #[error("the clock is out of range")]
    Clock,
    #[error("no key could be made")]
    NoKey,
    #[error("the host key does not sign")]
    HostKey,
    #[error("the helper's key does not sign")]
    HelperKey,
    #[error("the helper's certificates are too long")]
    TooLong,
    /// What a helper showed.
    #[error(transparent)]
    Helper(#[from] HelperError),
}

/// Why a certificate is not taken for a helper's.
#[derive(Debug, thiserror::Error)]
pub enum HelperError {
    #[error("the certificate cannot be read: {0}")]
    Unreadable(#[from] der::Error),
    #[error("the certificate cannot be read: {0}")]
    NotPem(#[source] pem::Error),
    #[error("the certificate cannot be read: {0} certificates")]
    ChainLength(usize),
    /// A key is named by a hash over all of it: with bits left out at its end the same key would have other names.
    #[error("the certificate cannot be read: its key is no whole number of bytes")]
    OddKey,
    #[error("the authority does not stand for this certificate: {0}")]
    NotSigned(#[source] rustls::Error),
    #[error("the certificate bears no name")]
    Nameless,
    #[error("the certificate is for another key")]
    OtherKey,
    #[error("the key is of another kind than those of helpers")]
    OtherKind,
}

impl Said for HelperError {
    fn why(&self) -> String {
        match self {
            Self::Unreadable(_) | Self::NotPem(_) | Self::ChainLength(_) | Self::OddKey => t!("certificate-unread"),
            Self::NotSigned(_) => t!("certificate-not-signed"),
            Self::Nameless => t!("certificate-nameless"),
            Self::OtherKey => t!("certificate-other-key"),
            Self::OtherKind => t!("certificate-other-kind"),
        }
    }
}

/// What is wrong with an authority's files.
#[derive(Debug, thiserror::Error)]
pub enum BadAuthority {
    #[error(transparent)]
    NotPem(#[from] pem::Error),
    #[error(transparent)]
    Certificate(#[from] rustls::Error),
    #[error("there is no revocation list in its file")]
    NoRevocationList,
    #[error(transparent)]
    Verifier(#[from] VerifierBuilderError),
}

impl From<rcgen::Error> for TlsError {
    fn from(error: rcgen::Error) -> Self {
        BadIdentity::from(error).into()
    }
}

impl From<ring::error::KeyRejected> for TlsError {
    fn from(error: ring::error::KeyRejected) -> Self {
        BadIdentity::Key(error).into()
    }
}
