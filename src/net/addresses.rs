//! This computer's addresses as a ticket names them: those that a helper most likely reaches come first, because
//! FreeRDP tries one after the other and waits long for each; those that no one else can reach are left out.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// The most addresses that one ticket names: a helper's program may spend minutes on each that does not answer.
const MOST: usize = 8;

/// An address of one of this computer's interfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The system's name of the interface.
    pub interface: String,
    pub address: IpAddr,
}

/// The hosts of a ticket, best first: public addresses, private ones, this computer's name, and last those of a cable
/// without a router.
pub fn for_ticket() -> io::Result<Vec<String>> {
    Ok(with_name(&current()?, host_name()))
}

/// Puts the computer's name among its addresses, which are ordered already.
pub fn with_name(ordered: &[IpAddr], name: Option<String>) -> Vec<String> {
    let cable = ordered.partition_point(|address| class(*address) < Some(Class::LinkLocalV4));
    let (routed, cable) = ordered.split_at(cable);
    let hosts = routed.iter().map(IpAddr::to_string).chain(name);
    hosts.chain(cable.iter().map(IpAddr::to_string)).collect()
}

/// This computer's reachable addresses, best first.
pub fn current() -> io::Result<Vec<IpAddr>> {
    let dead = dead();
    let locals: Vec<Local> = if_addrs::get_if_addrs()?
        .into_iter()
        .filter(|interface| interface.is_oper_up() || may_be_up(&interface.oper_status))
        .filter(|interface| !dead.contains(&interface.ip()))
        .map(|interface| Local {
            address: interface.ip(),
            interface: interface.name,
        })
        .collect();
    Ok(ordered(&locals, &default_sources()))
}

/// Windows does not know of all that are up. Elsewhere unknown is what is unplugged.
fn may_be_up(status: &if_addrs::IfOperStatus) -> bool {
    cfg!(windows) && *status == if_addrs::IfOperStatus::Unknown
}

/// Whether only computers of the same private network, or this one itself, can have this address: RFC 1918, unique
/// local (RFC 4193), link-local and loopback. Shared addresses of carriers (RFC 6598) are not internal: strangers have
/// them too.
pub fn is_internal(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

/// The addresses that there are now, if they are not those that were known; their order does not matter.
pub fn changed_since(known: &[IpAddr]) -> io::Result<Option<Vec<IpAddr>>> {
    let now = current()?;
    Ok(differs(known, &now).then_some(now))
}

/// Whether two lists name different addresses, in whatever order.
pub fn differs(known: &[IpAddr], now: &[IpAddr]) -> bool {
    known.iter().any(|address| !now.contains(address)) || now.iter().any(|address| !known.contains(address))
}

/// What others can reach of these addresses, best first, each once. Within one class those in `preferred` come first,
/// then the order given stays.
pub fn ordered(locals: &[Local], preferred: &[IpAddr]) -> Vec<IpAddr> {
    let mut ranked: Vec<(Class, bool, IpAddr)> = Vec::new();
    for local in locals.iter().filter(|local| !is_virtual_bridge(&local.interface)) {
        let Some(class) = class(local.address) else { continue };
        if class == Class::LinkLocalV4 && has_routed_v4(locals, &local.interface) {
            continue;
        }
        if ranked.iter().all(|(_, _, address)| *address != local.address) {
            ranked.push((class, !preferred.contains(&local.address), local.address));
        }
    }
    ranked.sort_by_key(|(class, other, _)| (*class, *other));
    ranked.into_iter().map(|(_, _, address)| address).take(MOST).collect()
}

/// How far an address reaches, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    PublicV4,
    PublicV6,
    PrivateV4,
    PrivateV6,
    /// RFC 3927: given where nobody gives addresses, so the other end of the cable may have one too. Those of IPv6 need
    /// a zone, which is another on each computer.
    LinkLocalV4,
}

/// Who has such an address speaks from it, and not from a link-local one.
fn has_routed_v4(locals: &[Local], interface: &str) -> bool {
    let routed = |local: &&Local| matches!(class(local.address), Some(Class::PublicV4 | Class::PrivateV4));
    locals
        .iter()
        .filter(|local| local.interface == interface)
        .any(|local| routed(&local))
}

fn class(address: IpAddr) -> Option<Class> {
    match address {
        IpAddr::V4(address) => class_v4(address),
        IpAddr::V6(address) => class_v6(address),
    }
}

fn class_v4(address: Ipv4Addr) -> Option<Class> {
    let [first, second, ..] = address.octets();
    match first {
        // "This network", loopback, multicast and reserved.
        0 | 127 | 224.. => None,
        169 if second == 254 => Some(Class::LinkLocalV4),
        // A carrier's or an overlay network's shared addresses (RFC 6598).
        100 if second & 0xC0 == 64 => Some(Class::PrivateV4),
        _ if address.is_private() => Some(Class::PrivateV4),
        _ => Some(Class::PublicV4),
    }
}

fn class_v6(address: Ipv6Addr) -> Option<Class> {
    let [first, second, ..] = address.segments();
    // Teredo (RFC 4380) and 6to4 (RFC 3056) tunnels, which hardly ever carry a connection from outside.
    let tunnel = first == 0x2002 || (first, second) == (0x2001, 0);
    match first {
        _ if tunnel => None,
        0x2000..=0x3FFF => Some(Class::PublicV6),
        // Unique local (RFC 4193).
        0xFC00..=0xFDFF => Some(Class::PrivateV6),
        _ => None,
    }
}

/// Addresses that the system has and does not use: tentative, found to be somebody else's, or deprecated.
#[cfg(target_os = "linux")]
fn dead() -> Vec<IpAddr> {
    /// Of the calling thread's network namespace, as are the sockets that it opens.
    const TABLE: &str = "/proc/thread-self/net/if_inet6";
    /// Thousands of addresses.
    const MAX_TABLE_BYTES: u64 = 1024 * 1024;
    unused(&crate::regular_file::read_text(std::path::Path::new(TABLE), MAX_TABLE_BYTES).unwrap_or_default())
}

/// Elsewhere the system lists only what it uses.
#[cfg(not(target_os = "linux"))]
fn dead() -> Vec<IpAddr> {
    Vec::new()
}

/// Columns: address, interface's number, length of the prefix, scope, flags, interface; numbers are hexadecimal.
#[cfg(target_os = "linux")]
fn unused(table: &str) -> Vec<IpAddr> {
    /// IFA_F_DADFAILED, IFA_F_DEPRECATED and IFA_F_TENTATIVE of linux/if_addr.h.
    const UNUSED: u32 = 0x08 | 0x20 | 0x40;
    let rows = table.lines().filter_map(|line| {
        let mut columns = line.split_whitespace();
        let address = u128::from_str_radix(columns.next()?, 16).ok()?;
        let flags = u32::from_str_radix(columns.nth(3)?, 16).ok()?;
        (flags & UNUSED != 0).then(|| IpAddr::V6(Ipv6Addr::from_bits(address)))
    });
    rows.collect()
}

/// Interfaces between this computer and its own virtual machines and containers.
fn is_virtual_bridge(name: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "docker",
        "podman",
        "veth",
        "virbr",
        "vmnet",
        "vboxnet",
        "lxcbr",
        "lxdbr",
        "incusbr",
        "cni",
        "flannel",
        "cali",
        "vethernet (",
        "vmware network adapter",
    ];
    let name = name.to_lowercase();
    // Docker names the bridge of a network after the network's ID.
    let docker_network = name
        .strip_prefix("br-")
        .is_some_and(|id| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    docker_network || name.contains("virtualbox") || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// The addresses that this computer speaks from to the world, as the routing table says. Connecting a UDP socket sends
/// nothing; the targets are addresses of documentation (RFC 5737, RFC 3849).
fn default_sources() -> Vec<IpAddr> {
    let targets: [(IpAddr, IpAddr); 2] = [
        (Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into()),
        (
            Ipv6Addr::UNSPECIFIED.into(),
            Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1).into(),
        ),
    ];
    let source = |(any, target): (IpAddr, IpAddr)| {
        let socket = UdpSocket::bind(SocketAddr::new(any, 0)).ok()?;
        socket.connect(SocketAddr::new(target, 9)).ok()?;
        socket.local_addr().ok().map(|address| address.ip())
    };
    targets.into_iter().filter_map(source).collect()
}

/// This computer's name, if it has one that others might know it by.
fn host_name() -> Option<String> {
    let name = gethostname::gethostname().into_string().ok()?;
    let usable = !name.is_empty()
        && !name.to_lowercase().starts_with("localhost")
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    usable.then_some(name)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_not_used_are_dead() {
        let table = "00000000000000000000000000000001 01 80 10 80       lo\n\
            20010db8000000000000000000000007 02 40 00 80     eth0\n\
            20010db8000000000000000000000008 02 40 00 21     eth0\n\
            20010db8000000000000000000000009 02 40 00 c8     eth0\n\
            20010db800000000000000000000000a 02 40 00 01     eth0\nrubbish\n";
        let dead: Vec<IpAddr> = ["2001:db8::8", "2001:db8::9"].map(|ip| ip.parse().unwrap()).to_vec();
        assert_eq!(unused(table), dead);
        assert!(unused("").is_empty());
    }
}
