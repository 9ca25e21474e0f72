//! Why there is no connection, or no longer.

use std::io;

use tokio_rustls::rustls;

use crate::rdp::RdpError;

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
    Identity(String),
    #[error("this connection is not one between two Lifelines")]
    NoExporter,
}
