//! [MS-RA] control messages on the static channel `remdesk` (2.2.1).

use super::chunks::MAX_MESSAGE;
use super::text;
use crate::rdp::error::RdpError;
use crate::rdp::error::{Misbehaved, Structure};
use crate::rdp::pdu::reader::Reader;

/// The name that control messages are sent under, and the other that is read (2.2.1.2).
const CONTROL: &str = "RC_CTL";
const CONTROL_STATIC: &str = "remdesk";
/// The name of what only two Lifelines say to each other; to other programs it is one to pass over.
const OWN: &str = "lifeline";
/// The longest ChannelName, its NUL included, in bytes (2.2.1.1).
const MAX_NAME: usize = 64;

const REMOTE_CONTROL_DESKTOP: u32 = 1;
const RESULT: u32 = 2;
const AUTHENTICATE: u32 = 3;
const SERVER_ANNOUNCE: u32 = 4;
const DISCONNECT: u32 = 5;
const VERSION_INFO: u32 = 6;
const IS_CONNECTED: u32 = 7;
const VERIFY_PASSWORD: u32 = 8;
const EXPERT_ON_VISTA: u32 = 9;
const NOVICE_NAME: u32 = 10;
const EXPERT_NAME: u32 = 11;
const TOKEN: u32 = 12;

/// Under [`OWN`].
const ASK_FOR_KEY: u32 = 1;
const KEY_PROOF: u32 = 2;
const PAUSED_UNSEEN: u32 = 3;
const INPUT_REFUSED: u32 = 5;
const COME_BACK: u32 = 4;
const DESKTOP_REFUSED: u32 = 6;
const CONTROL_REFUSED_BY_DESKTOP: u32 = 7;
const CONTROL_IMPOSSIBLE: u32 = 8;
const PAUSED_INTERRUPTED: u32 = 9;
const SYSTEM_ASKS: u32 = 10;
const SYSTEM_ASKED: u32 = 11;

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
    /// Lifeline's own, 1: only helpers whose key is known here come in, so this one is to be shown.
    AskForKey,
    /// Lifeline's own, 2: the key and its proof as `net/key_proof.rs` has them; empty where there is none.
    KeyProof(Vec<u8>),
    /// Lifeline's own, 3: the pause that follows is not the novice's wish; their bar cannot be shown.
    PausedUnseen,
    /// Lifeline's own, 4: nobody is asked about this helper for so many seconds. The end of the connection follows.
    ComeBack { seconds: u32 },
    /// Lifeline's own, 5: something that the helper typed or clicked had no effect, since this computer has no key or
    /// button for it.
    InputRefused,
    /// Lifeline's own, 6: the novice allowed the view, and refused it in the question of their desktop. The end of the
    /// connection follows.
    DesktopRefused,
    /// Lifeline's own, 7: control is not given. The novice allowed it, and refused it in the question of their desktop.
    /// What the helper may do follows.
    ControlRefusedByDesktop,
    /// Lifeline's own, 8: control is not given, and nobody was asked: this computer lets no program use its mouse and
    /// keyboard. What the helper may do follows.
    ControlImpossible,
    /// Lifeline's own, 9: the pause that follows is nobody's wish; the novice's desktop broke its picture off, and is
    /// asked for another one.
    PausedInterrupted,
    /// Lifeline's own, 10: the novice's system shows something that no program sees or answers, a question of its own or
    /// its lock screen. The picture is one colour, and what the helper does goes nowhere, until 11 says that it is over.
    SystemAsks,
    /// Lifeline's own, 11.
    SystemAsked,
    /// A packet of another name, or a message type that is not known: to be ignored.
    Unknown { name: String, kind: u32 },
}

impl Message {
    /// Bytes that it holds besides its own size.
    #[must_use]
    pub fn holds(&self) -> usize {
        match self {
            Self::RemoteControlDesktop { connection_string } => connection_string.len(),
            Self::Authenticate {
                connection_string,
                expert_blob,
            } => connection_string.len().saturating_add(expert_blob.len()),
            Self::VerifyPassword { expert_blob: text }
            | Self::NoviceName(text)
            | Self::ExpertName(text)
            | Self::Token(text)
            | Self::Unknown { name: text, .. } => text.len(),
            Self::ExpertOnVista(bytes) | Self::KeyProof(bytes) => bytes.len(),
            Self::Result(_)
            | Self::ServerAnnounce
            | Self::Disconnect
            | Self::VersionInfo { .. }
            | Self::IsConnected
            | Self::AskForKey
            | Self::PausedUnseen
            | Self::PausedInterrupted
            | Self::SystemAsks
            | Self::SystemAsked
            | Self::InputRefused
            | Self::DesktopRefused
            | Self::ControlRefusedByDesktop
            | Self::ControlImpossible
            | Self::ComeBack { .. } => 0,
        }
    }

    /// Reads one whole channel message. Texts may end with a NUL or not, and bear a BSTR's length before them or not:
    /// peers differ. Bytes after the last field of a control message, or after the length that the header gives, are
    /// ignored.
    pub fn parse(message: &[u8]) -> Result<Self, RdpError> {
        if message.len() > MAX_MESSAGE {
            return Err(Structure::Remdesk.too_large(message.len(), MAX_MESSAGE).into());
        }
        Reader::all(message, Structure::Remdesk, |reader| {
            let (name_length, data_length) = (reader.u32_length()?, reader.u32_length()?);
            if name_length > MAX_NAME {
                return Err(Structure::Remdesk.too_large(name_length, MAX_NAME).into());
            }
            let name = text_of(reader.bytes(name_length)?)?;
            // Its NUL belongs to it, also where a peer left it out.
            if name.encode_utf16().count() >= MAX_NAME / 2 {
                return Err(Misbehaved::NoEnd(Structure::Remdesk).into());
            }
            let message = reader.part(data_length, Structure::Remdesk, |data| Self::parse_data(name, data))?;
            reader.ignore_rest("[MS-RA] 2.2.1.1");
            Ok(message)
        })
    }

    fn parse_data(name: String, data: &mut Reader<'_>) -> Result<Self, RdpError> {
        if name == OWN {
            return Self::parse_own(name, data);
        }
        if name == CONTROL || name == CONTROL_STATIC {
            return Self::parse_control(name, data);
        }
        let kind = data.optional(Reader::u32)?.unwrap_or(0);
        data.ignore_rest("[MS-RA] 2.2.1.2");
        Ok(Self::Unknown { name, kind })
    }

    /// Nothing follows the fields of these: a newer Lifeline says something new under a new number.
    fn parse_own(name: String, data: &mut Reader<'_>) -> Result<Self, RdpError> {
        Ok(match data.u32()? {
            ASK_FOR_KEY => Self::AskForKey,
            KEY_PROOF => Self::KeyProof(data.rest().to_vec()),
            PAUSED_UNSEEN => Self::PausedUnseen,
            PAUSED_INTERRUPTED => Self::PausedInterrupted,
            SYSTEM_ASKS => Self::SystemAsks,
            SYSTEM_ASKED => Self::SystemAsked,
            INPUT_REFUSED => Self::InputRefused,
            DESKTOP_REFUSED => Self::DesktopRefused,
            CONTROL_REFUSED_BY_DESKTOP => Self::ControlRefusedByDesktop,
            CONTROL_IMPOSSIBLE => Self::ControlImpossible,
            COME_BACK => Self::ComeBack { seconds: data.u32()? },
            kind => {
                data.ignore_rest("docs/protocol.md");
                Self::Unknown { name, kind }
            }
        })
    }

    fn parse_control(name: String, data: &mut Reader<'_>) -> Result<Self, RdpError> {
        let kind = data.u32()?;
        let message = match kind {
            REMOTE_CONTROL_DESKTOP => Self::RemoteControlDesktop {
                connection_string: text_of(data.rest())?,
            },
            RESULT => Self::Result(data.u32()?),
            AUTHENTICATE => parse_authenticate(data.rest())?,
            SERVER_ANNOUNCE => Self::ServerAnnounce,
            DISCONNECT => Self::Disconnect,
            VERSION_INFO => Self::VersionInfo {
                major: data.u32()?,
                minor: data.u32()?,
            },
            IS_CONNECTED => Self::IsConnected,
            VERIFY_PASSWORD => Self::VerifyPassword {
                expert_blob: text_of(without_prefix(data.rest()))?,
            },
            EXPERT_ON_VISTA => Self::ExpertOnVista(without_prefix(data.rest()).to_vec()),
            NOVICE_NAME => Self::NoviceName(text_of(without_prefix(data.rest()))?),
            EXPERT_NAME => Self::ExpertName(text_of(without_prefix(data.rest()))?),
            TOKEN => Self::Token(text_of(without_prefix(data.rest()))?),
            kind => Self::Unknown { name, kind },
        };
        // No version of the specification gives the length of these messages, and no recording from Windows is known.
        data.ignore_rest("[MS-RA] 2.2.2");
        Ok(message)
    }

    /// The whole channel message: a table. Texts end with a NUL and bear no length.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let kind = match self {
            Self::RemoteControlDesktop { connection_string } => {
                append_text(connection_string, &mut body);
                REMOTE_CONTROL_DESKTOP
            }
            Self::Result(code) => {
                body.extend_from_slice(&code.to_le_bytes());
                RESULT
            }
            Self::Authenticate {
                connection_string,
                expert_blob,
            } => {
                append_text(connection_string, &mut body);
                append_text(expert_blob, &mut body);
                AUTHENTICATE
            }
            Self::ServerAnnounce => SERVER_ANNOUNCE,
            Self::Disconnect => DISCONNECT,
            Self::VersionInfo { major, minor } => {
                body.extend_from_slice(&major.to_le_bytes());
                body.extend_from_slice(&minor.to_le_bytes());
                VERSION_INFO
            }
            Self::IsConnected => IS_CONNECTED,
            Self::VerifyPassword { expert_blob } => {
                append_text(expert_blob, &mut body);
                VERIFY_PASSWORD
            }
            Self::ExpertOnVista(proof) => {
                body.extend_from_slice(proof);
                EXPERT_ON_VISTA
            }
            Self::NoviceName(name) => {
                append_text(name, &mut body);
                NOVICE_NAME
            }
            Self::ExpertName(name) => {
                append_text(name, &mut body);
                EXPERT_NAME
            }
            Self::Token(token) => {
                append_text(token, &mut body);
                TOKEN
            }
            Self::AskForKey => ASK_FOR_KEY,
            Self::KeyProof(proof) => {
                body.extend_from_slice(proof);
                KEY_PROOF
            }
            Self::PausedUnseen => PAUSED_UNSEEN,
            Self::PausedInterrupted => PAUSED_INTERRUPTED,
            Self::SystemAsks => SYSTEM_ASKS,
            Self::SystemAsked => SYSTEM_ASKED,
            Self::InputRefused => INPUT_REFUSED,
            Self::DesktopRefused => DESKTOP_REFUSED,
            Self::ControlRefusedByDesktop => CONTROL_REFUSED_BY_DESKTOP,
            Self::ControlImpossible => CONTROL_IMPOSSIBLE,
            Self::ComeBack { seconds } => {
                body.extend_from_slice(&seconds.to_le_bytes());
                COME_BACK
            }
            Self::Unknown { kind, .. } => *kind,
        };
        let name = match self {
            Self::AskForKey
            | Self::KeyProof(_)
            | Self::PausedUnseen
            | Self::PausedInterrupted
            | Self::SystemAsks
            | Self::SystemAsked
            | Self::InputRefused
            | Self::DesktopRefused
            | Self::ControlRefusedByDesktop
            | Self::ControlImpossible
            | Self::ComeBack { .. } => OWN,
            Self::Unknown { name, .. } => name,
            _ => CONTROL,
        };
        let mut name_bytes = Vec::new();
        append_text(name, &mut name_bytes);
        let mut message = Vec::new();
        message.extend_from_slice(&wire_length(name_bytes.len()));
        message.extend_from_slice(&wire_length(body.len().saturating_add(4)));
        message.extend_from_slice(&name_bytes);
        message.extend_from_slice(&kind.to_le_bytes());
        message.extend_from_slice(&body);
        message
    }
}

/// Connection string and expert blob, each with its NUL, or joined with nothing between, as FreeRDP 3 writes them.
fn parse_authenticate(bytes: &[u8]) -> Result<Message, RdpError> {
    let units = text::units(bytes)?;
    let mut texts = units.split(|unit| *unit == 0).map(String::from_utf16_lossy);
    let both = texts.next().unwrap_or_default();
    if let Some(expert_blob) = texts.next()
        && (!expert_blob.is_empty() || texts.next().is_some())
    {
        return Ok(Message::Authenticate {
            connection_string: both,
            expert_blob,
        });
    }
    let before_name = both.rfind(";NAME=").and_then(|at| both.get(..at)).unwrap_or(&both);
    let connection_string = before_name.trim_end_matches(|c: char| c.is_ascii_digit());
    let expert_blob = both.get(connection_string.len()..).unwrap_or_default();
    Ok(Message::Authenticate {
        connection_string: connection_string.to_owned(),
        expert_blob: expert_blob.to_owned(),
    })
}

/// What follows a BSTR's length, if these bytes begin with one: it counts all that follows, with or without the NUL.
fn without_prefix(bytes: &[u8]) -> &[u8] {
    let Some((prefix, text)) = bytes.split_first_chunk::<4>() else {
        return bytes;
    };
    let counted = length(u32::from_le_bytes(*prefix));
    if counted == text.len() {
        return text;
    }
    match text.strip_suffix(&[0, 0]) {
        Some(text) if counted == text.len() => text,
        _ => bytes,
    }
}

/// A text with or without its NUL; nothing after a NUL belongs to it.
fn text_of(bytes: &[u8]) -> Result<String, RdpError> {
    let units = text::units(bytes)?;
    let text = units.split(|unit| *unit == 0).next().unwrap_or_default();
    Ok(String::from_utf16_lossy(text))
}

fn append_text(text: &str, body: &mut Vec<u8>) {
    text::append(&text::to_utf16(text), body);
    body.extend_from_slice(&[0, 0]);
}

/// A length that no memory can hold fails at the first comparison.
fn length(wire: u32) -> usize {
    usize::try_from(wire).unwrap_or(usize::MAX)
}

/// Longer messages than a u32 counts are refused when they are split into chunks.
fn wire_length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
