//! The way out of the local network: the default route's gateway, and this computer's own address towards it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, UdpSocket};

/// The IPv4 default route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultRoute {
    pub gateway: Ipv4Addr,
    /// This computer's address, as the gateway knows it.
    pub local: Ipv4Addr,
    /// The system's name of the interface; empty where it is not told.
    pub interface: String,
}

/// The default route with the smallest metric; `None` without a network, or where the system does not tell.
#[must_use]
pub fn default_route() -> Option<DefaultRoute> {
    let (gateway, interface) = system::gateway()?;
    // Connecting a UDP socket sends nothing.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((gateway, 9)).ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V4(local) if *local.ip() != gateway => Some(DefaultRoute {
            gateway,
            local: *local.ip(),
            interface,
        }),
        _ => None,
    }
}

/// The IPv6 default route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultRouteV6 {
    pub gateway: Ipv6Addr,
    /// The interface's number, which a link-local gateway needs.
    pub scope: u32,
    pub interface: String,
    /// The address that this computer speaks from to the world.
    pub local: Ipv6Addr,
}

impl DefaultRouteV6 {
    /// Whether the world could reach this computer's address (2000::/3), if the router let it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.local.segments()[0] & 0xE000 == 0x2000
    }
}

/// The IPv6 default route with the smallest metric; `None` without one, or where the system does not tell.
#[must_use]
pub fn default_route_v6() -> Option<DefaultRouteV6> {
    let (gateway, interface) = system::gateway_v6()?;
    let interfaces = if_addrs::get_if_addrs().ok()?;
    let scope = interfaces.iter().find(|one| one.name == interface)?.index?;
    // Connecting a UDP socket sends nothing; the address is one of documentation (RFC 3849).
    let socket = UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)).ok()?;
    let anywhere = Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1);
    socket.connect(SocketAddrV6::new(anywhere, 9, 0, 0)).ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V6(local) if *local.ip() != gateway => Some(DefaultRouteV6 {
            gateway,
            scope,
            interface,
            local: *local.ip(),
        }),
        _ => None,
    }
}

/// An address that the internet does not route, so that a router which has it outside is itself behind another: private
/// (RFC 1918), a carrier's shared space (RFC 6598), link-local, none at all.
#[must_use]
pub fn is_inside(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_link_local()
        || address.is_loopback()
        || address.is_multicast()
        || address.is_broadcast()
        || first == 0
        || first >= 240
        || (first == 100 && second & 0xC0 == 64)
}

#[cfg(target_os = "linux")]
mod system {
    use std::net::{Ipv4Addr, Ipv6Addr};
    use std::path::Path;

    use crate::regular_file;

    /// Of the calling thread's network namespace, as are the sockets that it opens.
    const TABLE: &str = "/proc/thread-self/net/route";
    const TABLE_V6: &str = "/proc/thread-self/net/ipv6_route";
    /// Thousands of routes.
    const MAX_TABLE_BYTES: u64 = 1024 * 1024;
    /// RTF_UP and RTF_GATEWAY of linux/route.h.
    const UP_AND_GATEWAY: u32 = 3;

    pub(super) fn gateway() -> Option<(Ipv4Addr, String)> {
        best(&regular_file::read_text(Path::new(TABLE), MAX_TABLE_BYTES).ok()?)
    }

    /// Columns: interface, destination, gateway, flags, reference count, use, metric, mask; numbers are hexadecimal,
    /// and addresses lie in memory as on the wire.
    fn best(table: &str) -> Option<(Ipv4Addr, String)> {
        let routes = table.lines().skip(1).filter_map(|line| {
            let mut columns = line.split_whitespace();
            let interface = columns.next()?;
            let mut hex = || u32::from_str_radix(columns.next()?, 16).ok();
            let (destination, gateway, flags) = (hex()?, hex()?, hex()?);
            let metric: u32 = columns.nth(2)?.parse().ok()?;
            let mask = u32::from_str_radix(columns.next()?, 16).ok()?;
            let is_default = destination == 0 && mask == 0 && flags & UP_AND_GATEWAY == UP_AND_GATEWAY;
            is_default.then(|| (metric, Ipv4Addr::from(gateway.to_ne_bytes()), interface.to_owned()))
        });
        let (_, gateway, interface) = routes.min_by_key(|(metric, ..)| *metric)?;
        Some((gateway, interface))
    }

    pub(super) fn gateway_v6() -> Option<(Ipv6Addr, String)> {
        best_v6(&regular_file::read_text(Path::new(TABLE_V6), MAX_TABLE_BYTES).ok()?)
    }

    /// Columns: destination, its length, source, its length, gateway, metric, reference count, use, flags, interface.
    fn best_v6(table: &str) -> Option<(Ipv6Addr, String)> {
        let routes = table.lines().filter_map(|line| {
            let columns: Vec<_> = line.split_whitespace().collect();
            let [destination, length, _, _, gateway, metric, _, _, flags, interface] = columns.as_slice() else {
                return None;
            };
            let hex = |column: &str| u32::from_str_radix(column, 16).ok();
            let address = |column: &str| Some(Ipv6Addr::from(u128::from_str_radix(column, 16).ok()?));
            let is_default = address(destination)?.is_unspecified()
                && hex(length)? == 0
                && hex(flags)? & UP_AND_GATEWAY == UP_AND_GATEWAY;
            is_default.then_some((hex(metric)?, address(gateway)?, (*interface).to_owned()))
        });
        let (_, gateway, interface) = routes.min_by_key(|(metric, ..)| *metric)?;
        Some((gateway, interface))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_ipv6_default_route_with_the_smallest_metric_counts() {
            let none = "0".repeat(32);
            let line = |gateway: &str, metric: &str, flags: &str, name: &str| {
                format!("{none} 00 {none} 00 {gateway} {metric} 00000001 00000000 {flags} {name}\n")
            };
            let near = "fe80000000000000000000000000000b";
            let table = [
                line("fe80000000000000000000000000000a", "00000400", "00000003", "wlan0"),
                line(near, "00000100", "00450003", "eth0"),
                line(&none, "ffffffff", "00200200", "lo"),
                "rubbish\n".to_owned(),
            ];
            let gateway = "fe80::b".parse().unwrap();
            assert_eq!(best_v6(&table.concat()), Some((gateway, "eth0".to_owned())));
            assert_eq!(best_v6(""), None);
        }

        #[test]
        fn the_default_route_with_the_smallest_metric_counts() {
            let table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
                wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n\
                eth0\t00000000\t014DA8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
                eth0\t004DA8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n\
                tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\nrubbish\n";
            if cfg!(target_endian = "little") {
                assert_eq!(best(table), Some((Ipv4Addr::new(192, 168, 77, 1), "eth0".to_owned())));
            }
            assert_eq!(best(""), None);
        }
    }
}

/// Has not run there. `route -n get default` of macOS and the BSDs prints `gateway: ADDRESS` and `interface: NAME`.
#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use crate::child;

    pub(super) fn gateway() -> Option<(Ipv4Addr, String)> {
        let (gateway, interface) = default("-inet")?;
        Some((gateway.parse().ok()?, interface))
    }

    pub(super) fn gateway_v6() -> Option<(Ipv6Addr, String)> {
        let (gateway, interface) = default("-inet6")?;
        // A link-local one bears its interface: fe80::1%en0.
        let (address, _) = gateway.split_once('%').unwrap_or((&gateway, ""));
        Some((address.parse().ok()?, interface))
    }

    fn default(family: &str) -> Option<(String, String)> {
        let output = child::command("/sbin/route")
            .args(["-n", "get", family, "default"])
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let value = |key: &str| text.lines().find_map(|line| line.trim().strip_prefix(key));
        let gateway = value("gateway: ")?.to_owned();
        Some((gateway, value("interface: ").unwrap_or_default().to_owned()))
    }
}

/// Has not run there. A line of `route print -4` reads: destination, mask, gateway, interface's address, metric; one of
/// `route print -6`: interface's number, metric, destination, gateway.
#[cfg(windows)]
mod system {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use crate::child;

    pub(super) fn gateway_v6() -> Option<(Ipv6Addr, String)> {
        let output = child::command("route.exe")
            .args(["print", "-6", "::/0"])
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let routes = text.lines().filter_map(|line| {
            let columns: Vec<_> = line.split_whitespace().collect();
            match columns.as_slice() {
                [index, metric, "::/0", gateway] => {
                    let gateway = gateway.parse::<Ipv6Addr>().ok()?;
                    Some((metric.parse::<u32>().ok()?, index.parse::<u32>().ok()?, gateway))
                }
                _ => None,
            }
        });
        let (_, index, gateway) = routes.min()?;
        let interfaces = if_addrs::get_if_addrs().ok()?;
        let interface = interfaces.into_iter().find(|one| one.index == Some(index))?;
        Some((gateway, interface.name))
    }

    pub(super) fn gateway() -> Option<(Ipv4Addr, String)> {
        let output = child::command("route.exe")
            .args(["print", "-4", "0.0.0.0"])
            .output()
            .ok()?;
        // Headings are in the user's language and code page; the lines that count are digits.
        let text = String::from_utf8_lossy(&output.stdout);
        let routes = text.lines().filter_map(|line| {
            let columns: Vec<_> = line.split_whitespace().collect();
            match columns.as_slice() {
                ["0.0.0.0", "0.0.0.0", gateway, _, metric] => {
                    Some((metric.parse::<u32>().ok()?, gateway.parse::<Ipv4Addr>().ok()?))
                }
                _ => None,
            }
        });
        routes.min().map(|(_, gateway)| (gateway, String::new()))
    }
}
