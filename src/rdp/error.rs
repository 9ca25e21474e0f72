//! What this end made of the other end's bytes, or could not: for the log and for tests, in words of the specification.

use crate::codec::CodecError;

/// Why a connection cannot go on, or a message cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RdpError {
    /// The other end broke the protocol.
    #[error("the other end misbehaved: {0}")]
    Misbehaved(#[from] Misbehaved),
    /// The other end speaks the protocol, but nothing that both ends accept.
    #[error("the other end is incompatible: {0}")]
    Incompatible(#[from] Incompatible),
    /// A key or certificate is not the one that the ticket names.
    #[error("the other end is not the one that the invitation names")]
    PinMismatch,
    /// A MAC was wrong.
    #[error("a message was changed on its way")]
    BadMac,
    /// The other end closed the connection before it was complete; the code of its Set Error Info, 0 if it gave none.
    #[error("the other end closed the connection (error info {0:#x})")]
    Ended(u32),
    /// This end asked for something that cannot be written.
    #[error("cannot be sent: {0}")]
    Unsendable(#[from] Unsendable),
    /// This end's own RSA key could not be made, read or written.
    #[error("the security key is not usable: {0}")]
    BadKey(#[from] BadKey),
}

impl From<CodecError> for RdpError {
    fn from(error: CodecError) -> Self {
        let structure = match error {
            CodecError::TooLongToCompress(length) => return Structure::GraphicsSegment.too_long(length).into(),
            CodecError::RemoteFxMessage | CodecError::RemoteFxTile => Structure::RemoteFx,
            CodecError::Planar => Structure::PlanarBitmap,
            CodecError::Interleaved => Structure::RunLengthBitmap,
            CodecError::ClearCodec => Structure::ClearCodecBitmap,
            CodecError::Zgfx(_) => Structure::GraphicsSegment,
        };
        tracing::debug!(%structure, %error, "a decoder refuses it");
        Misbehaved::Undecodable(structure).into()
    }
}

/// What one end asks for and the other does not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Incompatible {
    /// RDP_NEG_FAILURE, SSL_REQUIRED_BY_SERVER ([MS-RDPBCGR] 2.2.1.2.2), as the next ones.
    #[error("it takes TLS only")]
    TlsRequired,
    /// SSL_NOT_ALLOWED_BY_SERVER.
    #[error("it does not take TLS")]
    NoTls,
    /// SSL_CERT_NOT_ON_SERVER.
    #[error("it has no certificate for TLS")]
    NoCertificate,
    /// INCONSISTENT_FLAGS.
    #[error("it found the request inconsistent")]
    InconsistentRequest,
    /// HYBRID_REQUIRED_BY_SERVER.
    #[error("it takes only users who sign in over the network")]
    NetworkSignInRequired,
    /// SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER.
    #[error("it wants a client certificate")]
    ClientCertificateRequired,
    /// Another code of RDP_NEG_FAILURE.
    #[error("it refused the connection")]
    RefusedNegotiation(u32),
    /// RDP_NEG_RSP names a protocol that the request did not.
    #[error("it chose the security protocol {0}, which was not offered")]
    UnofferedProtocol(u32),
    /// Between TLS and the session nothing is encrypted once more.
    #[error("it wants RDP's own encryption below TLS")]
    EncryptionBelowTls,
    #[error("it does not encrypt")]
    NoEncryption,
    /// The server chose a shorter key.
    #[error("it does not encrypt with 128 bits")]
    ShortKey,
    /// The client takes only shorter keys.
    #[error("it does not offer 128-bit encryption")]
    OffersShortKeys,
    #[error("the server's certificate is not a proprietary one")]
    CertificateFormat,
    #[error("the server's certificate is not for RSA")]
    CertificateAlgorithm,
    #[error("it does not have the channels of Remote Assistance")]
    NoAssistanceChannels,
    #[error("no Remote Assistance client: it did not join remdesk")]
    NoAssistanceClient,
    #[error("it asks for a licence")]
    LicenceRequired,
    /// By dwErrorCode of the licensing error message ([MS-RDPBCGR] 2.2.1.12.1.3).
    #[error("its licensing failed with code {0}")]
    LicensingFailed(u32),
    #[error("it does not take fast-path updates")]
    NoFastPath,
}

/// Why this end cannot write what it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// Longer than its length field counts, or than the other end takes.
    #[error("{structure} of {length} bytes is too long")]
    TooLong { structure: Structure, length: usize },
    /// More of them than their message may have.
    #[error("{count} times {structure} is too many")]
    TooMany { structure: Structure, count: usize },
    /// A width and height that it cannot have, or that the other end does not take.
    #[error("{structure} of {width} by {height}")]
    BadSize {
        structure: Structure,
        width: u16,
        height: u16,
    },
    /// Not the session's bits a pixel, or no depth at all.
    #[error("a bitmap of {0} bits a pixel")]
    Depth(u8),
    #[error("{0} whose data is not as long as its size says")]
    DataLength(Structure),
    /// An encoder of another crate refused it. What it said is in the log.
    #[error("{0} cannot be encoded")]
    Unencodable(Structure),
    /// Something else was to be written in its place.
    #[error("something that is not {0}")]
    Not(Structure),
    #[error("{0} is no MCS user")]
    NoUser(u16),
    #[error("the client did not join this channel")]
    ChannelNotJoined,
    #[error("the graphics channel is not open")]
    GraphicsNotOpen,
    #[error("there is no surface to draw on")]
    NoSurface,
    #[error("the connection sequence is over")]
    SequenceOver,
    #[error("the connection was ended")]
    Ended,
}

/// What is wrong with this end's own RSA key. What the library says of it is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    #[error("it cannot be made")]
    NotMade,
    #[error("it cannot be read")]
    Unreadable,
    #[error("it cannot be written")]
    Unwritable,
    #[error("an RSA key of {0} bits is needed")]
    BadLength(usize),
}

/// How the other end broke the protocol. Each is the end of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misbehaved {
    /// Fewer bytes came than the structure's fields take.
    #[error("{0} ends early")]
    EndsEarly(Structure),
    /// Bytes follow the last field of a structure that does not grow.
    #[error("{count} bytes follow the end of {structure}")]
    Trailing { structure: Structure, count: usize },
    /// A length contradicts another one, or what is there.
    #[error("{structure} cannot have a length of {length}")]
    BadLength { structure: Structure, length: usize },
    /// A field holds a value that the specification does not give it, or that names nothing.
    #[error("{structure} cannot hold {value:#x}")]
    BadValue { structure: Structure, value: u32 },
    /// A width and height that cannot be.
    #[error("{structure} cannot be {width} by {height} pixels")]
    BadSize {
        structure: Structure,
        width: u32,
        height: u32,
    },
    /// A text is not in the encoding that the specification asks for.
    #[error("{0} holds bytes that are no text")]
    NotText(Structure),
    /// One number stands for two things.
    #[error("{0} gives one number to two things")]
    Duplicate(Structure),
    /// A decoder refused it. What the decoder said of it is in the log.
    #[error("{0} cannot be decoded")]
    Undecodable(Structure),
    /// A part that must be there is missing.
    #[error("{0} is missing")]
    Missing(Structure),
    /// Something else came where only this may stand.
    #[error("something else came in place of {0}")]
    Expected(Structure),
    /// It may come, but not in this state of the connection.
    #[error("{0} came out of order")]
    OutOfOrder(Structure),
    /// A later fragment came without the first one.
    #[error("{0} has no beginning")]
    NoBeginning(Structure),
    /// A text or message goes on where it had to end.
    #[error("{0} has no end")]
    NoEnd(Structure),
    /// It holds more than this end keeps: bytes, or pixels where it unpacks to a picture.
    #[error("{structure} is too large: {size}, and {limit} are taken")]
    TooLarge {
        structure: Structure,
        size: usize,
        limit: usize,
    },
    /// More of them came than this end takes at once.
    #[error("more than {limit} times {structure}")]
    TooMany { structure: Structure, limit: usize },
    /// One message draws the whole picture again and again.
    #[error("a message that draws without end")]
    DrawsWithoutEnd,
    /// It lies outside of the desktop or the surface.
    #[error("{0} lies outside of the picture")]
    Outside(Structure),
    /// A necessary step of the connection sequence was refused.
    #[error("it refused {0}")]
    Refused(Structure),
    /// It uses what this end did not announce.
    #[error("it uses {0}, which was not offered")]
    NotOffered(Feature),
    /// It bears the flag of encryption where no keys are agreed ([MS-RDPBCGR] 5.3).
    #[error("an encrypted packet where no keys are agreed")]
    EncryptedWithoutKeys,
    /// It is not encrypted although keys are agreed ([MS-RDPBCGR] 5.3).
    #[error("an unencrypted packet where encryption was agreed")]
    Unencrypted,
}

/// What is used only after both ends have said that they know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Bulk compression of share PDUs, channels or updates ([MS-RDPBCGR] 3.1.8).
    Compression,
    /// A codec of surface bits or of the graphics pipeline, by its number.
    Codec(u16),
}

impl std::fmt::Display for Feature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Compression => f.write_str("compression"),
            Self::Codec(id) => write!(f, "codec {id:#x}"),
        }
    }
}

/// Makes an enum of structures, with the section that defines each and what the log calls it.
macro_rules! structures {
    ($($name:ident $section:literal $text:literal,)*) => {
        /// A structure of the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Structure {
            $(#[doc = $section] $name,)*
        }

        impl std::fmt::Display for Structure {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$name => $text,)*
                })
            }
        }
    };
}

impl Structure {
    pub(crate) fn bad_length(self, length: usize) -> Misbehaved {
        Misbehaved::BadLength {
            structure: self,
            length,
        }
    }

    pub(crate) fn bad_value(self, value: impl Into<u32>) -> Misbehaved {
        Misbehaved::BadValue {
            structure: self,
            value: value.into(),
        }
    }

    pub(crate) fn bad_size(self, width: impl Into<u32>, height: impl Into<u32>) -> Misbehaved {
        Misbehaved::BadSize {
            structure: self,
            width: width.into(),
            height: height.into(),
        }
    }

    pub(crate) fn too_large(self, size: usize, limit: usize) -> Misbehaved {
        Misbehaved::TooLarge {
            structure: self,
            size,
            limit,
        }
    }

    pub(crate) fn too_long(self, length: usize) -> Unsendable {
        Unsendable::TooLong {
            structure: self,
            length,
        }
    }

    /// For `map_err`: what an encoder says goes to the log.
    pub(crate) fn unencodable<E: std::fmt::Display>(self) -> impl Fn(E) -> RdpError {
        move |error| {
            tracing::debug!(structure = %self, %error, "an encoder refuses it");
            Unsendable::Unencodable(self).into()
        }
    }

    pub(crate) fn too_many(self, limit: usize) -> Misbehaved {
        Misbehaved::TooMany { structure: self, limit }
    }
}

structures! {
    Preconnection "[MS-RDPEPS] 2.2.1" "a pre-connection PDU",
    Frame "RFC 1006 6, [MS-RDPBCGR] 2.2.8.1.2 and 2.2.9.1.2: TPKT or fast-path" "a frame",
    ConnectionRequest "[MS-RDPBCGR] 2.2.1.1" "a Connection Request",
    NegotiationRequest "[MS-RDPBCGR] 2.2.1.1.1" "a negotiation request",
    ConnectionConfirm "[MS-RDPBCGR] 2.2.1.2" "a Connection Confirm",
    X224Data "X.224 13.7" "an X.224 data unit",
    Mcs "T.125 7" "an MCS PDU",
    ConnectInitial "[MS-RDPBCGR] 2.2.1.3" "a Connect Initial",
    ConferenceCreateRequest "T.124 8.7" "a Conference Create Request",
    GccBlock "[MS-RDPBCGR] 2.2.1.3.1" "a GCC block",
    ClientCoreData "[MS-RDPBCGR] 2.2.1.3.2" "the client core data",
    ClientSecurityData "[MS-RDPBCGR] 2.2.1.3.3" "the client security data",
    ClientNetworkData "[MS-RDPBCGR] 2.2.1.3.4" "the client network data",
    ConnectResponse "[MS-RDPBCGR] 2.2.1.4" "a Connect Response",
    ServerNetworkData "[MS-RDPBCGR] 2.2.1.4.4" "the server network data",
    ServerCertificate "[MS-RDPBCGR] 2.2.1.4.3.1.1" "the server's certificate",
    ServerPublicKey "[MS-RDPBCGR] 2.2.1.4.3.1.1.1" "the server's public key",
    AttachUser "[MS-RDPBCGR] 2.2.1.7" "an attachment of a user",
    ChannelJoin "[MS-RDPBCGR] 2.2.1.8" "a join of a channel",
    SendData "T.125 7, [MS-RDPBCGR] 2.2.8.1" "a Send Data PDU",
    DisconnectUltimatum "[MS-RDPBCGR] 2.2.2.3" "a Disconnect Provider Ultimatum",
    SecurityHeader "[MS-RDPBCGR] 2.2.8.1.1.2.1" "a security header",
    EncryptedPacket "[MS-RDPBCGR] 2.2.8.1.1.2.2" "an encrypted packet",
    SecurityExchange "[MS-RDPBCGR] 2.2.1.10" "a Security Exchange PDU",
    ClientInfo "[MS-RDPBCGR] 2.2.1.11" "a Client Info PDU",
    Licence "[MS-RDPBCGR] 2.2.1.12" "a licensing PDU",
    ShareControl "[MS-RDPBCGR] 2.2.8.1.1.1.1" "a share control PDU",
    ShareData "[MS-RDPBCGR] 2.2.8.1.1.1.2" "a share data PDU",
    DemandActive "[MS-RDPBCGR] 2.2.1.13.1" "a Demand Active PDU",
    ConfirmActive "[MS-RDPBCGR] 2.2.1.13.2" "a Confirm Active PDU",
    CapabilitySet "[MS-RDPBCGR] 2.2.1.13.1.1.1" "a capability set",
    BitmapCapabilitySet "[MS-RDPBCGR] 2.2.7.1.2" "the Bitmap capability set",
    Synchronize "[MS-RDPBCGR] 2.2.1.14.1" "a Synchronize PDU",
    Control "[MS-RDPBCGR] 2.2.1.15.1" "a Control PDU",
    Fonts "[MS-RDPBCGR] 2.2.1.18.1 and 2.2.1.22.1" "a Font List or Font Map PDU",
    RefreshRect "[MS-RDPBCGR] 2.2.11.2.1" "a Refresh Rect PDU",
    SuppressOutput "[MS-RDPBCGR] 2.2.11.3.1" "a Suppress Output PDU",
    FrameAcknowledge "[MS-RDPRFX] 2.2.3.1" "a frame acknowledgement",
    ErrorInfo "[MS-RDPBCGR] 2.2.5.1" "a Set Error Info PDU",
    InputPdu "[MS-RDPBCGR] 2.2.8.1.1.3" "an input PDU",
    FastPathInput "[MS-RDPBCGR] 2.2.8.1.2" "a fast-path input PDU",
    Update "[MS-RDPBCGR] 2.2.9.1.1.3" "an update",
    FastPathUpdate "[MS-RDPBCGR] 2.2.9.1.2" "a fast-path update",
    Monitor "[MS-RDPBCGR] 2.2.1.3.6.1" "a monitor",
    Desktop "[MS-RDPBCGR] 2.2.7.1.2, [MS-RDPEGFX] 2.2.2.14" "a desktop",
    BitmapUpdate "[MS-RDPBCGR] 2.2.9.1.1.3.1.2" "a bitmap update",
    Bitmap "[MS-RDPBCGR] 2.2.9.1.1.3.1.2.2" "a bitmap",
    RunLengthBitmap "[MS-RDPBCGR] 3.1.9" "a run-length bitmap",
    PlanarBitmap "[MS-RDPEGDI] 2.2.2.5.1" "a planar bitmap",
    ClearCodecBitmap "[MS-RDPEGFX] 2.2.4.1" "a ClearCodec bitmap",
    RemoteFx "[MS-RDPRFX] 2.2.2" "a RemoteFX message",
    Pointer "[MS-RDPBCGR] 2.2.9.1.1.4" "a pointer",
    SurfaceCommand "[MS-RDPBCGR] 2.2.9.2" "a surface command",
    FrameMarker "[MS-RDPBCGR] 2.2.9.2.3" "a frame marker",
    ChannelPdu "[MS-RDPBCGR] 2.2.6.1" "a channel PDU",
    ChannelMessage "[MS-RDPBCGR] 3.1.5.2: what chunks are put together to" "a channel message",
    DynamicChannelPdu "[MS-RDPEDYC] 2.2" "a dynamic channel PDU",
    Remdesk "[MS-RA] 2.2.1" "a remdesk message",
    Encomsp "[MS-RDPEMC] 2.2" "an encomsp message",
    Utf16Text "[MS-RA] 2.2.2, [MS-RDPEMC] 2.2.2" "a UTF-16 text",
    GraphicsPdu "[MS-RDPEGFX] 2.2.2" "a graphics PDU",
    GraphicsCapabilitySet "[MS-RDPEGFX] 2.2.3" "a graphics capability set",
    GraphicsRectangle "[MS-RDPEGFX] 2.2.1.2" "a graphics rectangle",
    GraphicsPlace "[MS-RDPEGFX] 2.2.2.4 and 2.2.2.5: a rectangle or point of a list" "a place of a graphics command",
    GraphicsSegment "[MS-RDPEGFX] 2.2.5.1" "a graphics segment",
    Surface "[MS-RDPEGFX] 2.2.2.9" "a surface",
    Offer "docs/protocol.md, offers of help" "a message about an offer",
    HelperCertificate "docs/protocol.md, offers of help" "a helper's certificate",
}
