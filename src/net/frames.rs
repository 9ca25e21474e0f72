//! Cuts a stream of bytes into the frames of the wire.

use tokio::io::{AsyncRead, AsyncReadExt};

use super::error::LinkError;
use crate::rdp::pdu::frame::frame_length;

/// What is read from the system at once. A frame is at most 64 KiB, so the buffer settles at a few of these.
const READ_SIZE: usize = 16 * 1024;

/// Reads whole frames. Cancel safe: what was read stays in the buffer.
#[derive(Debug)]
pub struct Frames<S> {
    stream: S,
    buffer: Vec<u8>,
    /// Length of the frame handed out last: it is dropped at the next call.
    handed_out: usize,
}

impl<S: AsyncRead + Unpin> Frames<S> {
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            buffer: Vec::with_capacity(READ_SIZE),
            handed_out: 0,
        }
    }

    /// The next frame, to be changed in place; `None` at a clean end of the stream.
    pub async fn next(&mut self) -> Result<Option<&mut [u8]>, LinkError> {
        self.buffer.drain(..std::mem::take(&mut self.handed_out));
        loop {
            if let Some(length) = frame_length(&self.buffer)? {
                if length <= self.buffer.len() {
                    self.handed_out = length;
                    return Ok(self.buffer.get_mut(..length));
                }
                self.buffer.reserve(length - self.buffer.len());
            } else {
                self.buffer.reserve(READ_SIZE);
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return if self.buffer.is_empty() {
                    Ok(None)
                } else {
                    Err(LinkError::CutOff)
                };
            }
        }
    }

    /// The stream again, without the bytes that were read and not handed out: only between frames that a peer cannot
    /// have sent ahead (X.224, before TLS). Errors if there are such bytes.
    pub fn into_inner(mut self) -> Result<S, LinkError> {
        self.buffer.drain(..std::mem::take(&mut self.handed_out));
        if self.buffer.is_empty() {
            Ok(self.stream)
        } else {
            Err(LinkError::Early)
        }
    }
}
