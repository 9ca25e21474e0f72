//! Ports and addresses for programs that must be told one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the ports that systems give to outgoing connections (Linux from 32,768, others from 49,152): one of those may
/// be taken between the choice and its use.
const FIRST: u16 = 12_000;
const COUNT: u16 = 20_000;

/// A TCP port that nothing listens on at any address, another at each call; tests that run in other processes begin
/// elsewhere.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let begin = (std::process::id().wrapping_mul(97) % u32::from(COUNT)) as u16;
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::Relaxed) % COUNT;
        let port = FIRST + (begin + step) % COUNT;
        let alone = TcpListener::bind(SocketAddr::from(([0, 0, 0, 0], port))).is_ok();
        // Where the system has IPv6: a listener on all its addresses takes the IPv4 ones too.
        let taken = |error: std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
        let beside = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port))
            .err()
            .is_none_or(|error| !taken(error));
        if alone && beside {
            return port;
        }
    }
    panic!("no port is free");
}

/// freerdp-shadow does not encrypt for peers on the loopback interface, so another address of this computer is needed.
pub fn address_of_this_computer() -> Option<IpAddr> {
    // Connecting a datagram socket sends nothing; it only asks which address would be used.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}
