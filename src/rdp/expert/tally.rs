//! How the picture came: bytes and pixels of each kind of drawing.

/// What pixels are drawn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    Uncompressed,
    /// Interleaved run-length encoding ([MS-RDPBCGR] 3.1.9).
    RunLength,
    /// RDP 6.0 planar ([MS-RDPEGDI] 3.1.9).
    Planar,
    /// [MS-RDPEGFX] 2.2.4.1.
    ClearCodec,
    /// [MS-RDPRFX].
    RemoteFx,
    /// RDPGFX_SOLIDFILL_PDU ([MS-RDPEGFX] 2.2.2.4).
    Fill,
    /// RDPGFX_SURFACE_TO_SURFACE_PDU ([MS-RDPEGFX] 2.2.2.5) and copies out of the cache.
    Copy,
}

impl Drawn {
    pub const ALL: [Self; 7] = [
        Self::Uncompressed,
        Self::RunLength,
        Self::Planar,
        Self::ClearCodec,
        Self::RemoteFx,
        Self::Fill,
        Self::Copy,
    ];

    /// Its name in the specifications and for people who read figures.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Uncompressed => "uncompressed",
            Self::RunLength => "run length",
            Self::Planar => "planar",
            Self::ClearCodec => "ClearCodec",
            Self::RemoteFx => "RemoteFX",
            Self::Fill => "fill",
            Self::Copy => "copy",
        }
    }
}

/// What has come by one kind of drawing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    pub bytes: u64,
    pub pixels: u64,
}

/// What has come since the connection began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Frames whose end was marked.
    pub frames: u64,
    amounts: [Amount; Drawn::ALL.len()],
}

impl Tally {
    pub fn add(&mut self, way: Drawn, bytes: usize, pixels: usize) {
        if let Some(amount) = self.amounts.get_mut(way as usize) {
            amount.bytes = amount.bytes.saturating_add(bytes as u64);
            amount.pixels = amount.pixels.saturating_add(pixels as u64);
        }
    }

    #[must_use]
    pub fn of(&self, way: Drawn) -> Amount {
        self.amounts.get(way as usize).copied().unwrap_or_default()
    }
}
