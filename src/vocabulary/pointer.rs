//! The novice's mouse pointer. The specification calls what is sent of it a pointer update ([MS-RDPBCGR] 2.2.9.1.1.4).

use std::sync::Arc;

/// What the mouse pointer looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointerShape {
    /// The pixel of the shape that points, within it.
    pub hot_x: u16,
    pub hot_y: u16,
    /// In pixels.
    pub width: u16,
    pub height: u16,
    /// Blue, green, red and alpha, which is not multiplied in; rows from the top, width × height × 4 bytes. Shared:
    /// five bytes of the wire recall a shape from the cache.
    pub bgra: Arc<Vec<u8>>,
}

/// A change of the mouse pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointerUpdate {
    Shape(PointerShape),
    Hidden,
    /// The default pointer of the viewer's own system: SYSPTR_DEFAULT ([MS-RDPBCGR] 2.2.9.1.1.4.3).
    Default,
    /// The pointer is now here, in pixels of the shared picture, without the expert having moved it.
    Position {
        x: u16,
        y: u16,
    },
}
