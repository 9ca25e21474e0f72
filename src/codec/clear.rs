//! ClearCodec ([MS-RDPEGFX] 2.2.4.1): the decoder of `ironrdp-graphics`, fenced. Lifeline sends none.

use ironrdp_graphics::clearcodec::ClearCodecDecoder;

use super::CodecError;
use crate::fence::fenced;

/// Decodes one bitmap after the other; each may build on those before it, since both ends keep caches.
pub struct ClearDecoder(ClearCodecDecoder);

impl Default for ClearDecoder {
    fn default() -> Self {
        Self(ClearCodecDecoder::new())
    }
}

impl ClearDecoder {
    /// The pixels of a bitmap of this size: blue, green, red and a byte without meaning, rows from the top. What it
    /// takes to hold them is for the caller to bound.
    ///
    /// # Errors
    /// The data is not that of such a bitmap. Nothing more can be decoded then.
    pub fn decode(&mut self, data: &[u8], width: u16, height: u16) -> Result<Vec<u8>, CodecError> {
        fenced(|| self.0.decode(data, width, height)).ok_or(CodecError::ClearCodec)
    }
}
