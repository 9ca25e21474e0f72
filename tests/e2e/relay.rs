//! A TCP relay in front of the novice that counts and keeps what passes, and can hold it, change it, cut it off, or let
//! it through slowly.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::display::TIMEOUT;

#[derive(Default)]
struct Passing {
    from_novice: AtomicU64,
    to_novice: AtomicU64,
    held: AtomicBool,
    changed: AtomicBool,
    cut: AtomicBool,
    /// Bytes a second in each direction; 0 as many as come.
    rate: u64,
    /// The first bytes that the expert sent, over all connections.
    said: Mutex<Vec<u8>>,
}

/// More than an expert says before it has checked a pin.
const KEPT: usize = 64 * 1024;

pub struct Relay {
    port: u16,
    passing: Arc<Passing>,
}

impl Relay {
    pub fn start(novice_port: u16) -> Self {
        Self::start_slow(novice_port, 0)
    }

    pub fn to(novice: SocketAddr) -> Self {
        Self::between(novice, 0)
    }

    /// A network of this many bytes a second, in which little can wait: what does not fit waits at the sender.
    pub fn start_slow(novice_port: u16, rate: u64) -> Self {
        Self::between(SocketAddr::from((Ipv4Addr::LOCALHOST, novice_port)), rate)
    }

    fn between(novice: SocketAddr, rate: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let passing = Arc::new(Passing {
            rate,
            ..Passing::default()
        });
        let all = Arc::clone(&passing);
        std::thread::spawn(move || {
            for expert in listener.incoming().map_while(Result::ok) {
                let Ok(novice) = TcpStream::connect(novice) else {
                    continue;
                };
                let (expert_back, novice_back) = (expert.try_clone().unwrap(), novice.try_clone().unwrap());
                let (out, back) = (Arc::clone(&all), Arc::clone(&all));
                std::thread::spawn(move || {
                    pass(expert, novice, &out, &out.to_novice, |bytes| {
                        let mut said = out.said.lock().unwrap();
                        let room = KEPT.saturating_sub(said.len());
                        said.extend_from_slice(&bytes[..bytes.len().min(room)]);
                    });
                });
                std::thread::spawn(move || {
                    pass(novice_back, expert_back, &back, &back.from_novice, |bytes| {
                        if back.changed.swap(false, Ordering::SeqCst) {
                            bytes[bytes.len() - 1] ^= 1;
                        }
                    });
                });
            }
        });
        Self { port, passing }
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The first bytes that the expert has sent.
    pub fn said_by_expert(&self) -> Vec<u8> {
        self.passing.said.lock().unwrap().clone()
    }

    /// Turns one bit of what the novice sends next.
    pub fn change(&self) {
        self.passing.changed.store(true, Ordering::SeqCst);
    }

    pub fn sent_by_novice(&self) -> u64 {
        self.passing.from_novice.load(Ordering::SeqCst)
    }

    /// Lets nothing pass any more, while the connections stay open.
    pub fn hold(&self, held: bool) {
        self.passing.held.store(held, Ordering::SeqCst);
    }

    /// Breaks the connections.
    pub fn cut(&self) {
        self.passing.cut.store(true, Ordering::SeqCst);
    }

    /// Waits until the novice has sent nothing for a while.
    pub fn wait_for_quiet(&self) {
        let deadline = Instant::now() + TIMEOUT;
        let mut before = self.sent_by_novice();
        let mut quiet_since = Instant::now();
        while quiet_since.elapsed() < Duration::from_millis(500) {
            assert!(Instant::now() < deadline, "the novice's side never falls quiet");
            std::thread::sleep(Duration::from_millis(50));
            let now = self.sent_by_novice();
            if now != before {
                (before, quiet_since) = (now, Instant::now());
            }
        }
    }
}

fn pass(
    mut from: TcpStream,
    mut to: TcpStream,
    passing: &Passing,
    count: &AtomicU64,
    mut on_the_way: impl FnMut(&mut [u8]),
) {
    let mut buffer = vec![0; if passing.rate > 0 { 2 * 1024 } else { 16 * 1024 }];
    from.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    while !passing.cut.load(Ordering::SeqCst) {
        if passing.held.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        }
        match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => {
                count.fetch_add(length as u64, Ordering::SeqCst);
                on_the_way(&mut buffer[..length]);
                if let Some(micros) = (length as u64 * 1_000_000).checked_div(passing.rate) {
                    std::thread::sleep(Duration::from_micros(micros));
                }
                if to.write_all(&buffer[..length]).is_err() {
                    break;
                }
            }
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) => {}
            Err(_) => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
