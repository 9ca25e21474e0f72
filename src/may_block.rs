//! Files are touched on threads that may wait. The tasks of the runtime share two threads: a disk that does not answer
//! would hold up all of them, and Stop with them.

use std::path::Path;

use tokio::runtime::{Handle, RuntimeFlavor};

/// Called by everything here that opens, writes or locks a file. In debug builds it panics on a task of the runtime; on
/// the runtime's threads for blocking work, within [`aside`], and on threads of their own all is well.
///
/// A runtime with one thread is a test's, and is left alone.
#[inline]
pub(crate) fn here() {
    #[cfg(debug_assertions)]
    {
        // What `block_on` is given in the front end's own thread is no task: it holds up nobody else.
        if tokio::task::try_id().is_some()
            && let Ok(runtime) = Handle::try_current()
            && runtime.runtime_flavor() == RuntimeFlavor::MultiThread
        {
            // Tokio itself knows where its threads may be held up, and panics where they may not.
            runtime.block_on(std::future::ready(()));
        }
    }
}

/// The same for this file. The kernel's own tables wait for no disk.
#[inline]
pub(crate) fn for_file(path: &Path) {
    if !path.starts_with("/proc") {
        here();
    }
}

/// Does what the disk may keep waiting. The other tasks of the runtime go on meanwhile, on another thread.
pub(crate) fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        // A test's runtime, which has no other thread.
        Ok(_) | Err(_) => work(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::aside;
    use crate::{file_system, private_file, regular_file, trusted_file};

    /// Each way to a file that does not exist.
    fn touch(way: usize) {
        let path = Path::new("/nowhere/at/all");
        match way {
            0 => drop(regular_file::open(path)),
            1 => drop(private_file::ensure_dir(Path::new("/dev/null/nowhere"))),
            2 => drop(private_file::replace(path, b"")),
            3 => drop(private_file::create(path, b"")),
            4 => drop(private_file::open_lock(path)),
            5 => drop(trusted_file::open(path, trusted_file::Keeper::User)),
            6 => drop(file_system::metadata(path)),
            7 => drop(file_system::symlink_metadata(path)),
            8 => drop(file_system::read_link(path)),
            9 => drop(file_system::read_dir(path)),
            10 => drop(file_system::create_dir_all(Path::new("/dev/null/nowhere"))),
            11 => drop(file_system::create_private_dir(Path::new("/dev/null/nowhere"))),
            12 => drop(file_system::rename(path, path)),
            13 => drop(file_system::remove_file(path)),
            _ => drop(file_system::remove_dir_all(path)),
        }
    }

    const WAYS: usize = 15;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_task_touches_no_file() {
        for way in 0..WAYS {
            let task = tokio::spawn(async move { touch(way) }).await;
            assert_eq!(task.is_err(), cfg!(debug_assertions), "way {way}");
            tokio::spawn(async move { aside(|| touch(way)) }).await.unwrap();
            tokio::task::spawn_blocking(move || touch(way)).await.unwrap();
            std::thread::spawn(move || touch(way)).join().unwrap();
        }
    }
}
