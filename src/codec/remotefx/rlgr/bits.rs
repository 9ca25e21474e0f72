//! Bits out of bytes.

/// Bits from the highest of the first byte on.
pub(super) struct BitReader<'a> {
    rest: &'a [u8],
    /// The next bit is the highest; below the `count` bits are zeros.
    pub(super) bits: u64,
    pub(super) count: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self {
            rest: data,
            bits: 0,
            count: 0,
        }
    }

    /// At least 56 bits, if there are so many left.
    #[inline(always)]
    pub(super) fn fill(&mut self) {
        if self.count > 56 {
            return;
        }
        if let Some(eight) = self.rest.first_chunk::<8>() {
            let bytes = (63 - self.count) / 8;
            // Of the last byte only a part may fit; those bits come again and are the same.
            self.bits |= u64::from_be_bytes(*eight) >> self.count;
            self.count += bytes * 8;
            self.rest = self.rest.get(bytes as usize..).unwrap_or_default();
            self.bits &= u64::MAX << (64 - self.count);
            return;
        }
        while self.count <= 56
            && let Some((byte, rest)) = self.rest.split_first()
        {
            self.bits |= u64::from(*byte) << (56 - self.count);
            self.count += 8;
            self.rest = rest;
        }
    }

    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0 && self.rest.is_empty()
    }

    /// `count` is at most the bits that are there, and below 64.
    #[inline(always)]
    pub(super) fn drop(&mut self, count: u32) {
        self.bits <<= count;
        self.count -= count;
    }

    /// Up to 32 bits; `None` if there are not so many.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) -> Option<u32> {
        if self.count < count {
            self.fill();
            if self.count < count {
                return None;
            }
        }
        // In two steps, since all 64 bits cannot be shifted out at once.
        let value = (self.bits >> 1) >> (63 - count);
        self.drop(count);
        u32::try_from(value).ok()
    }

    /// How many bits like `value` come before the first other one, which is dropped too; `None` if there is no other
    /// one.
    #[inline(always)]
    pub(super) fn run(&mut self, value: bool) -> Option<u32> {
        let mut total = 0_u32;
        loop {
            self.fill();
            if self.count == 0 {
                return None;
            }
            let word = if value { !self.bits } else { self.bits };
            let run = word.leading_zeros().min(self.count);
            total = total.saturating_add(run);
            if run < self.count {
                // Two steps: 63 and 1 are 64.
                self.drop(run);
                self.drop(1);
                return Some(total);
            }
            (self.bits, self.count) = (0, 0);
        }
    }
}
