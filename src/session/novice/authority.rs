//! The policy's authority for helpers, parsed once and kept until one of its files changes. A stranger who offers help
//! thus costs one check of a signature, however long the revocation list is.

use std::fs::Metadata;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::net::helper;
use crate::policy::{AuthorityFiles, Sources};
use crate::regular_file;

/// An organisation's revocation list may be long; its authority's certificate is not.
const MAX_PEM_BYTES: u64 = 4 * 1024 * 1024;
/// The one that holds now, and the one that held before a helper got control.
const KEPT: usize = 2;
/// How long one thread waits for another that reads the same files. A disk that takes longer lets nobody in.
const WAIT: Duration = Duration::from_secs(5);

/// What tells a file from another one in its place, and from itself with other words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileStamp {
    length: u64,
    changed: Option<SystemTime>,
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

impl FileStamp {
    fn of(file: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            length: file.len(),
            changed: file.modified().ok(),
            #[cfg(unix)]
            inode: (file.dev(), file.ino(), file.ctime(), file.ctime_nsec()),
        }
    }
}

#[derive(Debug)]
struct ParsedAuthority {
    authority: AuthorityFiles,
    stamps: Vec<FileStamp>,
    /// `None`: its files cannot be used, which lets nobody in.
    read: Option<Arc<helper::Authority>>,
    looked: Instant,
}

#[derive(Debug, Default)]
struct AuthorityState {
    /// The one that was used last at the end.
    kept: Vec<ParsedAuthority>,
    /// Somebody reads files.
    reading: bool,
}

/// See the head of this file.
#[derive(Debug, Default)]
pub(super) struct Authorities {
    state: Mutex<AuthorityState>,
    done: Condvar,
}

impl Authorities {
    /// The authority as its files say now; `None` where they cannot be used. Looks at files, one thread at a time:
    /// those that waited for a look which began after they asked share its answer.
    pub fn get(&self, sources: &Sources, authority: &AuthorityFiles) -> Option<Arc<helper::Authority>> {
        let asked = Instant::now();
        let until = asked + WAIT;
        let mut state = self.lock();
        loop {
            if let Some(kept) = state.find(authority).filter(|kept| kept.looked >= asked) {
                return kept.read.clone();
            }
            if !state.reading {
                break;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                tracing::error!("the authority's files do not answer");
                return None;
            }
            let waited = self.done.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.reading = true;
        let before = state.take(authority);
        drop(state);
        let kept = look(sources, authority, before);
        let read = kept.read.clone();
        let mut state = self.lock();
        state.reading = false;
        state.keep(kept);
        self.done.notify_all();
        read
    }

    fn lock(&self) -> MutexGuard<'_, AuthorityState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AuthorityState {
    fn find(&self, authority: &AuthorityFiles) -> Option<&ParsedAuthority> {
        self.kept.iter().find(|kept| same_files(&kept.authority, authority))
    }

    fn take(&mut self, authority: &AuthorityFiles) -> Option<ParsedAuthority> {
        let at = self
            .kept
            .iter()
            .position(|kept| same_files(&kept.authority, authority))?;
        Some(self.kept.remove(at))
    }

    fn keep(&mut self, kept: ParsedAuthority) {
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push(kept);
    }
}

/// The names that may help are no part of what is read.
fn same_files(one: &AuthorityFiles, other: &AuthorityFiles) -> bool {
    one.certificate == other.certificate && one.revocation_list == other.revocation_list
}

/// What the files say; what they said `before`, where they are still the same ones.
fn look(sources: &Sources, authority: &AuthorityFiles, before: Option<ParsedAuthority>) -> ParsedAuthority {
    let looked = Instant::now();
    let (stamps, read) = match open(sources, authority) {
        Ok(opened) => {
            let stamps: Vec<FileStamp> = opened.iter().map(|(_, stamp)| stamp.clone()).collect();
            match before {
                Some(before) if before.stamps == stamps => (stamps, before.read),
                _ => (stamps, read(opened)),
            }
        }
        Err(error) => {
            if before.is_none_or(|before| before.read.is_some()) {
                tracing::error!(
                    error,
                    "the authority's files cannot be used: nobody comes in by its word"
                );
            }
            (Vec::new(), None)
        }
    };
    ParsedAuthority {
        authority: authority.clone(),
        stamps,
        read,
        looked,
    }
}

type OpenedFile = (std::fs::File, FileStamp);

/// The certificate and, if one is named, the revocation list. A list that is named and cannot be read lets nobody in.
fn open(sources: &Sources, authority: &AuthorityFiles) -> Result<Vec<OpenedFile>, String> {
    let files = std::iter::once(&authority.certificate).chain(&authority.revocation_list);
    let open = |path: &Path| {
        let file = sources.open_named(path)?;
        let about = file.metadata()?;
        Ok((file, FileStamp::of(&about)))
    };
    files
        .map(|path| open(path).map_err(|error: std::io::Error| format!("{}: {error}", path.display())))
        .collect()
}

fn read(opened: Vec<OpenedFile>) -> Option<Arc<helper::Authority>> {
    let mut texts = opened.into_iter().map(|(file, stamp)| {
        let mut text = Vec::new();
        if stamp.length > MAX_PEM_BYTES {
            return Err(regular_file::too_large());
        }
        file.take(MAX_PEM_BYTES).read_to_end(&mut text).map(|_| text)
    });
    let certificate = texts.next()?;
    let list = texts.next().transpose();
    let (certificate, list) = match (certificate, list) {
        (Ok(certificate), Ok(list)) => (certificate, list),
        (Err(error), _) | (_, Err(error)) => {
            tracing::error!(%error, "the authority's files cannot be read");
            return None;
        }
    };
    helper::Authority::read(&certificate, list.as_deref())
        .inspect_err(|error| tracing::error!(%error, "the authority's files make no sense"))
        .map(Arc::new)
        .ok()
}
