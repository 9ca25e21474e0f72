//! The one reader that every parser of this room uses. It is strict: [`Reader::all`] refuses what follows the last
//! field. Where the specification lets a structure grow, its parser says so with [`Reader::ignore_rest`] and the
//! section.

use crate::rdp::error::{Misbehaved, RdpError, Structure};

/// Reads fields off the front of a structure; integers are little-endian unless the name says otherwise.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// What is being read, for the error.
    structure: Structure,
}

impl<'a> Reader<'a> {
    /// Reads a whole structure: bytes after what `read` takes are refused.
    pub fn all<T>(
        bytes: &'a [u8],
        structure: Structure,
        read: impl FnOnce(&mut Self) -> Result<T, RdpError>,
    ) -> Result<T, RdpError> {
        let mut reader = Self { rest: bytes, structure };
        let value = read(&mut reader)?;
        match reader.rest.len() {
            0 => Ok(value),
            count => Err(Misbehaved::Trailing { structure, count }.into()),
        }
    }

    /// Reads the next `count` bytes as a whole structure of its own.
    pub fn part<T>(
        &mut self,
        count: usize,
        structure: Structure,
        read: impl FnOnce(&mut Self) -> Result<T, RdpError>,
    ) -> Result<T, RdpError> {
        Self::all(self.bytes(count)?, structure, read)
    }

    /// A field that may be missing together with everything after it; half of it may not.
    pub fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, RdpError>) -> Result<Option<T>, RdpError> {
        if self.is_empty() {
            return Ok(None);
        }
        read(self).map(Some)
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], RdpError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(self.ends_early())?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], RdpError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(self.ends_early())?;
        self.rest = rest;
        Ok(*taken)
    }

    pub fn u8(&mut self) -> Result<u8, RdpError> {
        self.array::<1>().map(u8::from_le_bytes)
    }

    pub fn u16(&mut self) -> Result<u16, RdpError> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u16_be(&mut self) -> Result<u16, RdpError> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, RdpError> {
        self.array().map(u32::from_le_bytes)
    }

    /// A length in 32 bits. One that no memory can hold fails at the first comparison.
    pub fn u32_length(&mut self) -> Result<usize, RdpError> {
        self.u32().map(|length| usize::try_from(length).unwrap_or(usize::MAX))
    }

    /// Passes over fields that have no meaning here. They are named as in the specification, for whoever reads the
    /// parser.
    pub fn skip(&mut self, _fields: &str, count: usize) -> Result<(), RdpError> {
        self.bytes(count).map(drop)
    }

    /// Everything that is left, as the structure's last field.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// Passes over what a newer version of the structure may have added, or whatever else `section` allows to follow.
    pub fn ignore_rest(&mut self, section: &'static str) {
        let rest = self.rest();
        if !rest.is_empty() {
            tracing::trace!(structure = %self.structure, section, bytes = rest.len(), "the rest is ignored");
        }
    }

    fn ends_early(&self) -> Misbehaved {
        Misbehaved::EndsEarly(self.structure)
    }
}
