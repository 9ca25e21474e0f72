//! The socket of an EIS connection. The protocol's crate reads for as long as something comes, however much that is, and
//! keeps what it could not send, so it gets a socket of its own: what comes from the desktop is handed on in small parts,
//! and what goes to it is waited for, for a limited time.

use std::io::{self, ErrorKind, IoSlice, IoSliceMut, Read as _};
use std::mem::MaybeUninit;
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reis::ei;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, send, sendmsg,
};

/// What the desktop has been asked is done by then, or it is taken for gone.
pub(super) const ANSWERS_WITHIN: Duration = Duration::from_secs(3);

/// So many bytes are looked at together.
const PART: usize = 4096;

/// So many files may come with one part, and wait for what they belong to: each keyboard has one.
const MOST_FILES: usize = 32;

#[derive(Debug)]
pub(super) struct EisChannel {
    pub(super) context: ei::Context,
    desktop: UnixStream,
    /// The other end of what the context has.
    inner: UnixStream,
    sending: Mutex<()>,
    /// Files that came and were not used yet.
    files: AtomicUsize,
}

impl EisChannel {
    pub(super) fn new(desktop: UnixStream) -> io::Result<Self> {
        let (inner, context) = UnixStream::pair()?;
        for socket in [&desktop, &inner] {
            socket.set_nonblocking(true)?;
        }
        Ok(Self {
            context: ei::Context::new(context)?,
            desktop,
            inner,
            sending: Mutex::new(()),
            files: AtomicUsize::new(0),
        })
    }

    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.desktop.as_fd()
    }

    /// Takes one part of what has come; an error of [`ErrorKind::WouldBlock`] where nothing has.
    pub(super) fn take(&self) -> io::Result<()> {
        let mut bytes = [0; PART];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_FILES))];
        let mut beside = RecvAncillaryBuffer::new(&mut space);
        let into = &mut [IoSliceMut::new(&mut bytes)];
        let taken = recvmsg(&self.desktop, into, &mut beside, RecvFlags::CMSG_CLOEXEC)?;
        if taken.bytes == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let files: Vec<OwnedFd> = beside
            .drain()
            .filter_map(|message| match message {
                RecvAncillaryMessage::ScmRights(files) => Some(files),
                _ => None,
            })
            .flatten()
            .collect();
        let waiting = self.files.fetch_add(files.len(), Ordering::Relaxed) + files.len();
        if taken.flags.contains(ReturnFlags::CTRUNC) || waiting > MOST_FILES {
            return Err(ErrorKind::InvalidData.into());
        }
        let bytes = bytes.get(..taken.bytes).ok_or(ErrorKind::InvalidData)?;
        self.hand_on(bytes, &files)?;
        self.context.read().map(drop)
    }

    /// What was handed on before has been read: there is room.
    fn hand_on(&self, bytes: &[u8], files: &[OwnedFd]) -> io::Result<()> {
        let files: Vec<_> = files.iter().map(AsFd::as_fd).collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_FILES))];
        let mut beside = SendAncillaryBuffer::new(&mut space);
        if !files.is_empty() && !beside.push(SendAncillaryMessage::ScmRights(&files)) {
            return Err(ErrorKind::InvalidData.into());
        }
        let sent = sendmsg(&self.inner, &[IoSlice::new(bytes)], &mut beside, SendFlags::NOSIGNAL)?;
        if sent < bytes.len() {
            return Err(ErrorKind::InvalidData.into());
        }
        Ok(())
    }

    /// Nothing comes or goes any more.
    pub(super) fn close(&self) {
        if let Err(error) = self.desktop.shutdown(Shutdown::Both) {
            tracing::debug!(%error, "the EIS connection was closed already");
        }
    }

    /// One of the files that came is used now.
    pub(super) fn file_used(&self) {
        self.files.fetch_sub(1, Ordering::Relaxed);
    }

    /// Sends what the context was asked for, and waits for a desktop that does not read, for a limited time.
    pub(super) fn send(&self) -> io::Result<()> {
        let _one = self.sending.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + ANSWERS_WITHIN;
        loop {
            let is_all = match self.context.flush() {
                Ok(()) => true,
                Err(rustix::io::Errno::WOULDBLOCK) => false,
                Err(error) => return Err(error.into()),
            };
            self.pass_on(until)?;
            if is_all {
                return Ok(());
            }
        }
    }

    fn pass_on(&self, until: Instant) -> io::Result<()> {
        let mut bytes = [0; PART];
        loop {
            let count = match (&self.inner).read(&mut bytes) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            let mut rest = bytes.get(..count).unwrap_or_default();
            while !rest.is_empty() {
                match send(&self.desktop, rest, SendFlags::NOSIGNAL) {
                    Ok(sent) => rest = rest.get(sent..).unwrap_or_default(),
                    Err(rustix::io::Errno::WOULDBLOCK) => self.wait_for_room(until)?,
                    Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }

    fn wait_for_room(&self, until: Instant) -> io::Result<()> {
        let left = until.saturating_duration_since(Instant::now());
        let mut waits = [PollFd::new(&self.desktop, PollFlags::OUT)];
        match poll(&mut waits, Timespec::try_from(left).ok().as_ref()) {
            Ok(0) => Err(ErrorKind::TimedOut.into()),
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
