//! The numbers of the first message of a connection and of its answer ([MS-RDPBCGR] 2.2.1.1, 2.2.1.2).

/// X.224 13.3 and 13.4, without the credit in the low four bits.
pub(crate) const CONNECTION_REQUEST: u8 = 0xE0;
pub(crate) const CONNECTION_CONFIRM: u8 = 0xD0;

/// type of RDP_NEG_REQ, RDP_NEG_RSP and RDP_NEG_FAILURE.
pub(crate) const NEG_REQUEST: u8 = 1;
pub(crate) const NEG_RESPONSE: u8 = 2;
pub(crate) const NEG_FAILURE: u8 = 3;
/// length of each of them.
pub(crate) const NEG_LENGTH: u16 = 8;
/// In the flags of RDP_NEG_REQ: RDP_NEG_CORRELATION_INFO follows it.
pub(crate) const CORRELATION_INFO_PRESENT: u8 = 0x08;

/// requestedProtocols and selectedProtocol.
pub(crate) const PROTOCOL_RDP: u32 = 0;
pub(crate) const PROTOCOL_SSL: u32 = 1;
