//! How much of a picture RemoteFX keeps ([MS-RDPRFX] 2.2.2.1.5).

/// Quantisation values are 6 to 15: this many bits less one are shifted away.
const LEAST: u8 = 6;

/// TS_RFX_CODEC_QUANT ([MS-RDPRFX] 2.2.2.1.5): 6 (finest) to 15 for each sub-band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantisation {
    ll3: u8,
    /// HL, LH, HH of the third, second and first level (the first is the finest detail).
    bands: [[u8; 3]; 3],
}

impl Quantisation {
    pub const fn new(ll3: u8, third: [u8; 3], second: [u8; 3], first: [u8; 3]) -> Self {
        Self {
            ll3,
            bands: [third, second, first],
        }
    }

    fn bits(values: [u8; 3]) -> [u32; 3] {
        values.map(|value| u32::from(value.max(LEAST) - 1))
    }

    pub(super) fn first(&self) -> [u32; 3] {
        Self::bits(self.bands[2])
    }

    pub(super) fn second(&self) -> [u32; 3] {
        Self::bits(self.bands[1])
    }

    pub(super) fn third(&self) -> [u32; 3] {
        Self::bits(self.bands[0])
    }

    pub(super) fn last(&self) -> u32 {
        u32::from(self.ll3.max(LEAST) - 1)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let [third, second, first] = self.bands;
        let [hl3, lh3, hh3] = third;
        let [hl2, lh2, hh2] = second;
        let [hl1, lh1, hh1] = first;
        for (low, high) in [(self.ll3, lh3), (hl3, hh3), (lh2, hl2), (hh2, lh1), (hl1, hh1)] {
            out.push(low & 15 | high << 4);
        }
    }
}

/// How much of a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    pub luma: Quantisation,
    /// The first level's is not used: colour is told at half the resolution.
    pub chroma: Quantisation,
}
