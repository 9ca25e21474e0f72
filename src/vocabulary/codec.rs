//! The kinds of codec.

/// How the pixels of an area are written in the graphics pipeline (RDPGFX_CODECID, [MS-RDPEGFX] 2.2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Codec {
    /// 4 bytes a pixel (blue, green, red, nothing), rows from the top.
    Uncompressed,
    /// RDP 6.0 planar ([MS-RDPEGDI] 2.2.2.5.1), rows from the top.
    Planar,
    /// [MS-RDPEGFX] 2.2.4.1; every such area must reach the other end, in order: both ends keep caches.
    ClearCodec,
    /// RemoteFX in image mode, one whole message with its headers ([MS-RDPRFX] 2.2.2); the wire calls it CAVIDEO.
    /// Lossy.
    RemoteFx,
}
