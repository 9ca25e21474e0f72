//! Why something cannot be decoded or encoded.

/// What is wrong with coded data, or with what should be coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    #[error("a RemoteFX message cannot be decoded")]
    RemoteFxMessage,
    #[error("a RemoteFX tile cannot be decoded")]
    RemoteFxTile,
    #[error("a planar bitmap cannot be decoded")]
    Planar,
    #[error("a run-length bitmap cannot be decoded")]
    Interleaved,
    #[error("a ClearCodec bitmap cannot be decoded")]
    ClearCodec,
    #[error("compressed data: {0}")]
    Zgfx(#[from] ZgfxError),
    /// More bytes than one message may have were to be compressed.
    #[error("{0} bytes are too many to be compressed as one message")]
    TooLongToCompress(usize),
}

/// What is wrong with an RDP_SEGMENTED_DATA ([MS-RDPEGFX] 2.2.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ZgfxError {
    #[error("it ends early")]
    EndsEarly,
    /// Neither of the two descriptors of RDP_SEGMENTED_DATA ([MS-RDPEGFX] 2.2.5.1).
    #[error("it is not in segments")]
    NoSegments,
    /// A segment is of another type than PACKET_COMPR_TYPE_RDP8.
    #[error("a segment of another compression")]
    ForeignType,
    #[error("a segment that becomes too long")]
    SegmentTooLong,
    #[error("it becomes too long")]
    MessageTooLong,
    /// uncompressedSize is not what the segments come to, or more follows them.
    #[error("it is of another length than it says")]
    Length,
    #[error("it has an unknown code")]
    UnknownCode,
    #[error("a match from before the beginning")]
    MatchTooFar,
    #[error("a match without end")]
    MatchTooLong,
}
