//! Finds the gateway's description: SSDP (UPnP Device Architecture 1.1 section 1.3) with the default route's gateway,
//! and with no one else. The gateway is asked directly; only if it does not answer that, the question goes to the local
//! network's multicast group, and again only the gateway's own answer counts.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

use super::error::UpnpError;
use super::url::Url;
use crate::net::route::DefaultRoute;

const GROUP: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(239, 255, 255, 250), 1900);
const TARGETS: [&str; 2] = [
    "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    "urn:schemas-upnp-org:service:WANIPConnection:1",
];
/// Questions at these times, since UDP may lose one.
const ASK_AT: [(Duration, SearchTarget); 4] = [
    (Duration::ZERO, SearchTarget::Gateway),
    (Duration::from_millis(200), SearchTarget::GatewayAsGroup),
    (Duration::from_millis(700), SearchTarget::Group),
    (Duration::from_millis(1000), SearchTarget::Group),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum SearchTarget {
    /// Without MX, as a question to one device is: the answer comes at once.
    Gateway,
    /// With MX, which some routers demand; the answer may take a second.
    GatewayAsGroup,
    Group,
}
/// Answers to the group are spread over a second (MX below).
const TIMEOUT: Duration = Duration::from_millis(2200);
/// Answers are a few hundred bytes.
const DATAGRAM_MAX: usize = 2048;

/// Where the gateway's description is.
pub(super) async fn find(route: &DefaultRoute) -> Result<Url, UpnpError> {
    let socket = socket(route.local)?;
    let begin = Instant::now();
    let mut buffer = [0; DATAGRAM_MAX];
    let mut questions = ASK_AT.iter().peekable();
    loop {
        if let Some((_, whom)) = questions.next_if(|(at, _)| begin.elapsed() >= *at) {
            let to = match whom {
                SearchTarget::Group => GROUP,
                SearchTarget::Gateway | SearchTarget::GatewayAsGroup => SocketAddrV4::new(route.gateway, GROUP.port()),
            };
            let wait = if *whom == SearchTarget::Gateway {
                ""
            } else {
                "MX: 1\r\n"
            };
            for target in TARGETS {
                let question = format!(
                    "M-SEARCH * HTTP/1.1\r\nHOST: {to}\r\nMAN: \"ssdp:discover\"\r\n{wait}ST: {target}\r\n\r\n"
                );
                if let Err(error) = socket.send_to(question.as_bytes(), to).await {
                    tracing::debug!(%error, %to, "a search was not sent");
                }
            }
            continue;
        }
        let until = begin + questions.peek().map_or(TIMEOUT, |(at, _)| *at);
        match timeout_at(until, socket.recv_from(&mut buffer)).await {
            Ok(Ok((length, SocketAddr::V4(from)))) if *from.ip() == route.gateway => {
                if let Some(url) = location(buffer.get(..length).unwrap_or_default(), route.gateway) {
                    return Ok(url);
                }
            }
            Ok(Ok(_)) => {}
            // A port that nobody listens on (ICMP); the group may still answer.
            Ok(Err(error)) => {
                tracing::debug!(%error, "an answer was not received");
                tokio::time::sleep_until(until).await;
            }
            Err(_) if begin.elapsed() >= TIMEOUT => return Err(UpnpError::Silent),
            Err(_) => {}
        }
    }
}

fn socket(local: Ipv4Addr) -> Result<UdpSocket, UpnpError> {
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_nonblocking(true)?;
    socket.set_multicast_if_v4(&local)?;
    // The gateway is one hop away.
    socket.set_multicast_ttl_v4(1)?;
    socket.set_multicast_loop_v4(false)?;
    socket.bind(&SocketAddrV4::new(local, 0).into())?;
    Ok(UdpSocket::from_std(socket.into())?)
}

/// The description's URL, if it lies on the gateway itself.
fn location(datagram: &[u8], gateway: Ipv4Addr) -> Option<Url> {
    let text = str::from_utf8(datagram).ok()?;
    if !text.starts_with("HTTP/1.1 200") {
        return None;
    }
    let location = text.lines().filter_map(|line| line.split_once(':'));
    let location = location
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("location"))
        .map(|(_, value)| value.trim());
    location.filter_map(|value| Url::parse(value, gateway)).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_description_on_the_gateway_counts() {
        let answer = |url: &str| format!("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLocation: {url}\r\n\r\n");
        let gateway = Ipv4Addr::new(192, 168, 1, 1);
        let url = location(answer("http://192.168.1.1:5000/rootDesc.xml").as_bytes(), gateway).unwrap();
        assert_eq!((url.to.port(), url.path.as_str()), (5000, "/rootDesc.xml"));
        for bad in [
            "http://192.168.1.2/a",
            "http://router/a",
            "https://192.168.1.1/a",
            "ftp://192.168.1.1/",
            "",
        ] {
            assert!(location(answer(bad).as_bytes(), gateway).is_none(), "{bad}");
        }
        assert!(location(b"NOTIFY * HTTP/1.1\r\nLocation: http://192.168.1.1/\r\n\r\n", gateway).is_none());
        assert!(location(b"\xFF", gateway).is_none());
    }
}
