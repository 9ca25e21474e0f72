//! [MS-RA] control messages on the static channel `remdesk` (2.2.1).

/// One message. Names, texts and blobs are UTF-16 on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// 1
    RemoteControlDesktop { connection_string: String },
    /// 2, a code of [MS-RA] 2.2.6
    Result(u32),
    /// 3
    Authenticate {
        connection_string: String,
        expert_blob: String,
    },
    /// 4
    ServerAnnounce,
    /// 5
    Disconnect,
    /// 6
    VersionInfo { major: u32, minor: u32 },
    /// 7
    IsConnected,
    /// 8
    VerifyPassword { expert_blob: String },
    /// 9: the encrypted PassStub, as the bytes stand
    ExpertOnVista(Vec<u8>),
    /// 10
    NoviceName(String),
    /// 11
    ExpertName(String),
    /// 12
    Token(String),
    /// A packet of another name, or a message type that is not known: to be ignored.
    Unknown { name: String, kind: u32 },
}
