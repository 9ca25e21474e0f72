//! What is mapped stands in a file, locked by the process that keeps it: a file without a living owner is what a crash
//! left.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::net::SocketAddrV4;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::way::Way;
use crate::net::pinhole::Opening;
use crate::net::route::{default_route, default_route_v6};
use crate::{file_system, may_block, regular_file};

const FOLDER: &str = "router";
/// A note is some 200 bytes.
const NOTE_MAX: u64 = 8192;
/// A process keeps one or two mappings; more files than this are not ours.
const NOTES_MAX: usize = 64;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Noted {
    /// Notes of versions that spoke UPnP alone have the same form.
    #[serde(rename = "gateway")]
    pub way: Way,
    pub external: u16,
    pub internal: SocketAddrV4,
    /// When the router forgets it by itself; seconds since 1970-01-01 UTC.
    pub ends: u64,
}

/// A port that is open in the router's IPv6 firewall.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NotedOpening {
    pub opening: Opening,
    pub port: NonZeroU16,
    /// When the router closes it by itself; seconds since 1970-01-01 UTC.
    pub ends: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NoteContent {
    Mapping(Noted),
    Opening(NotedOpening),
}

#[derive(Debug, Clone)]
pub(super) struct Notes {
    folder: PathBuf,
}

/// The note of one mapping. It stays on disk until [`MappingNote::remove`].
pub(super) struct MappingNote {
    file: File,
    path: PathBuf,
}

impl Notes {
    pub fn new(state_dir: &Path) -> Self {
        Self {
            folder: state_dir.join(FOLDER),
        }
    }

    /// On disk, readable by its owner only, when this returns.
    pub fn write(&self, noted: &impl Serialize, port: u16) -> io::Result<MappingNote> {
        let mut own = [0; 4];
        getrandom::fill(&mut own).map_err(io::Error::other)?;
        let name = format!(
            "{}-{port}-{}-{:08x}.json",
            std::process::id(),
            now(),
            u32::from_ne_bytes(own)
        );
        let path = self.folder.join(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = may_block::aside(|| {
            file_system::create_private_dir(&self.folder)?;
            regular_file::open_with(&mut options, &path)
        })?;
        file.try_lock()?;
        let mut note = MappingNote { file, path };
        note.update(noted)?;
        Ok(note)
    }

    /// Removes at the router what processes that are dead had mapped there.
    pub async fn clean_up(&self) {
        let left: Vec<_> = may_block::aside(|| {
            let entries = file_system::read_dir(&self.folder).into_iter().flatten();
            entries.take(NOTES_MAX).flatten().map(|entry| entry.path()).collect()
        });
        for path in left {
            if let Err(error) = clean_one(&path).await {
                tracing::warn!(%error, "a mapping of an earlier run is still at the router, until its lease ends");
            }
        }
    }
}

impl MappingNote {
    pub fn update(&mut self, noted: &impl Serialize) -> io::Result<()> {
        let noted = serde_json::to_vec(noted)?;
        may_block::aside(|| {
            self.file.rewind()?;
            self.file.set_len(0)?;
            self.file.write_all(&noted)?;
            self.file.sync_all()
        })
    }

    pub fn remove(self) {
        let Self { file, path } = self;
        // Windows removes no file that is locked.
        drop(file);
        if let Err(error) = may_block::aside(|| file_system::remove_file(&path)) {
            tracing::warn!(%error, "the note of a mapping stays");
        }
    }
}

async fn clean_one(path: &Path) -> io::Result<()> {
    let mut file = may_block::aside(|| regular_file::open_with(OpenOptions::new().read(true).write(true), path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(()),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut bytes = Vec::new();
    may_block::aside(|| (&mut file).take(NOTE_MAX).read_to_end(&mut bytes))?;
    let note = MappingNote {
        file,
        path: path.to_owned(),
    };
    // One that was not written to its end is of a mapping that was not asked for.
    let noted = match serde_json::from_slice(&bytes) {
        Ok(NoteContent::Mapping(noted)) => noted,
        Ok(NoteContent::Opening(noted)) => return close(noted, note).await,
        Err(_) => {
            note.remove();
            return Ok(());
        }
    };
    if noted.ends <= now() {
        note.remove();
        return Ok(());
    }
    // This computer is in another network now, and only the present gateway is spoken to. The note waits.
    if default_route().is_none_or(|route| route.gateway != noted.way.address()) {
        return Ok(());
    }
    let (external, internal) = (noted.external, noted.internal);
    let ours = noted.way.is_ours(external, internal).await;
    if ours.map_err(io::Error::other)? {
        noted.way.unmap(external, internal).await.map_err(io::Error::other)?;
        tracing::info!(external = noted.external, "removed a mapping that an earlier run left");
    }
    note.remove();
    Ok(())
}

async fn close(noted: NotedOpening, note: MappingNote) -> io::Result<()> {
    if noted.ends > now() {
        if default_route_v6().is_none_or(|route| !noted.opening.is_behind(&route)) {
            return Ok(());
        }
        noted.opening.close(noted.port).await.map_err(io::Error::other)?;
        tracing::info!(port = %noted.port, "closed a port that an earlier run left open in the router's IPv6 firewall");
    }
    note.remove();
    Ok(())
}

/// Seconds since 1970-01-01 UTC.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// When a lease that is given now ends.
pub(super) fn end_of(lease: Duration) -> u64 {
    now().saturating_add(lease.as_secs())
}
