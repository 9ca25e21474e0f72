//! A clock that stands still until the test moves it: nothing is waited for, and a busy computer changes nothing.

use std::net::Ipv4Addr;
use std::sync::mpsc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

/// Time passes in steps of this length; nobody needs to be shown out earlier than at the next.
const STEP: Duration = Duration::from_secs(1);
/// Steps that the other end may be behind: less than two limits differ by.
const GRACE: Duration = Duration::from_secs(4);

/// A runtime of one thread, and one more for work that blocks: such work is over before [`StillTime`] lets time pass.
pub fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        // The other one is held, see [`StillTime::begin`].
        .max_blocking_threads(2)
        .build()
        .unwrap()
}

/// Of such a [`runtime`].
pub struct StillTime {
    near: TcpStream,
    far: TcpStream,
    _held: mpsc::Sender<()>,
}

impl StillTime {
    pub async fn begin() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (far, _) = listener.accept().await.unwrap();
        tokio::time::pause();
        // The runtime moves a paused clock whenever it has nothing to do, but not while a blocking task is out.
        let (held, released) = mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || released.recv());
        Self { near, far, _held: held }
    }

    /// Lets everybody do what is due: they share this thread, and a byte that goes round through the same network comes
    /// after theirs.
    async fn settle(&mut self) {
        for _ in 0..8 {
            // Behind whatever blocks, where there is one thread for that; see [`runtime`].
            tokio::task::spawn_blocking(|| ()).await.unwrap();
            self.near.write_all(b"?").await.unwrap();
            self.far.read_exact(&mut [0]).await.unwrap();
            tokio::task::yield_now().await;
        }
    }

    /// Moves the clock until it is so, and says by how much.
    pub async fn until(&mut self, mut is_so: impl AsyncFnMut() -> bool) -> Duration {
        let begin = Instant::now();
        loop {
            self.settle().await;
            if is_so().await {
                return begin.elapsed();
            }
            assert!(begin.elapsed() < Duration::from_secs(600), "never");
            tokio::time::advance(STEP).await;
        }
    }
}

pub fn assert_took(took: Duration, limit: Duration, step: &str) {
    assert!(
        took >= limit && took <= limit + GRACE,
        "{step}: took {took:?}, not {limit:?}"
    );
}
