//! [MS-RDPEMC] messages on the static channel `encomsp` (2.2).

/// One message. `MAY_VIEW` 1, `MAY_INTERACT` 2, `IS_PARTICIPANT` 4; `REQUEST_VIEW` 1, `REQUEST_INTERACT` 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// 7
    ParticipantRemoved { participant: u32, kind: u32, code: u32 },
    /// 8
    ParticipantCreated {
        participant: u32,
        group: u32,
        flags: u16,
        name: String,
    },
    /// 9
    ChangeControl { flags: u16, participant: u32 },
    /// 0x0A
    GraphicsPaused,
    /// 0x0B
    GraphicsResumed,
    /// 0x0D; never to be sent to FreeRDP
    ChangeControlResponse { flags: u16, participant: u32, reason: u32 },
    /// Known and without meaning here, or not known: to be ignored.
    Unknown { kind: u16 },
}
