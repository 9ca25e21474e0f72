//! What a session shares, as the portal tells it.

/// One monitor or window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedStream {
    /// Its node in PipeWire.
    pub node: u32,
    /// Where a monitor begins in the desktop's layout, in the desktop's own units; a window has no place.
    pub place: Option<(i32, i32)>,
    /// How large it is in those units.
    pub size: Option<(i32, i32)>,
}

impl SharedStream {
    /// Place and size of a monitor in the desktop's own units, as far as both are told.
    #[must_use]
    pub fn area(&self) -> Option<((i32, i32), (i32, i32))> {
        Some((self.place?, self.size?))
    }

    fn shows_same(&self, other: &Self) -> bool {
        self.place.is_some() && (self.place, self.size) == (other.place, other.size)
    }
}

/// Whether two sessions share the same monitors, as far as is told, and nothing else.
#[must_use]
pub fn share_same(streams: &[SharedStream], others: &[SharedStream]) -> bool {
    let pairs = || streams.iter().zip(others);
    streams.len() == others.len() && pairs().all(|(stream, other)| stream.shows_same(other))
}
