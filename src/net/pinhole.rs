//! An opening in the router's IPv6 firewall for one TCP port of this computer, by PCP's MAP (RFC 6887 section 11).
//!
//! By hand, since a router compares the address that a request names with the address that the request comes from. So
//! it must be sent from this computer's public address. crab_nat leaves the choice to the system, which takes the
//! link-local address wherever the gateway is known by one.

use std::io;
use std::net::{Ipv6Addr, SocketAddrV6};
use std::num::NonZeroU16;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

use super::pcp::{PcpError, SenselessAnswer, nonce};
use super::route::DefaultRouteV6;

const PCP_PORT: u16 = 5351;
/// The question goes out at these intervals, in milliseconds: UDP may lose one, and a router may be busy. Nobody waits
/// for it.
const ASK_FOR: [u64; 4] = [250, 500, 1000, 2000];
const VERSION: u8 = 2;
const MAP: u8 = 1;
/// The R bit of an answer.
const ANSWER: u8 = 0x80;
const TCP: u8 = 6;
/// Header and MAP, in both directions; options may follow in answers.
const MIN_LENGTH: usize = 60;
/// Section 7: no PCP message is longer.
const MAX_LENGTH: usize = 1100;

/// The gateway, and the address behind it that is to be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    gateway: Ipv6Addr,
    /// The interface that the gateway's link-local address belongs to.
    scope: u32,
    client: Ipv6Addr,
    /// Whoever knows it may close it again.
    nonce: [u32; 3],
}

impl Opening {
    /// Asks the gateway whether it speaks PCP, without changing anything there.
    pub async fn find(route: &DefaultRouteV6, port: NonZeroU16) -> Result<Self, PcpError> {
        let with = |nonce| Self {
            gateway: route.gateway,
            scope: route.scope,
            client: route.local,
            nonce,
        };
        // Asks to close an opening that does not exist, which changes nothing and shows whether the gateway answers.
        // The nonce is used for this alone: a copy of the question that arrives late cannot close the real opening.
        match with(nonce()?).ask(port, 0).await {
            Ok(_) | Err(PcpError::Refused(_) | PcpError::Taken) => Ok(with(nonce()?)),
            Err(error) => Err(error),
        }
    }

    /// Whether it is one of the network that this computer is in now.
    #[must_use]
    pub fn is_behind(&self, route: &DefaultRouteV6) -> bool {
        (self.gateway, self.scope, self.client) == (route.gateway, route.scope, route.local)
    }

    /// What is reached through it.
    #[must_use]
    pub fn address(&self, port: NonZeroU16) -> SocketAddrV6 {
        SocketAddrV6::new(self.client, port.get(), 0, 0)
    }

    /// Opens the port, or renews that: the same question does both. How long the router keeps it open, which may be
    /// less than was asked for, and more.
    pub async fn open(&self, port: NonZeroU16, lease: Duration) -> Result<Duration, PcpError> {
        let seconds = u32::try_from(lease.as_secs().max(1)).unwrap_or(u32::MAX);
        let answer = self.ask(port, seconds).await?;
        if answer.external != (self.client, port.get()) {
            // A router that translates IPv6 addresses: the ticket names the one that there is here.
            return Err(SenselessAnswer::OtherAddress.into());
        }
        if answer.seconds == 0 {
            return Err(SenselessAnswer::OpenForNoTime.into());
        }
        Ok(Duration::from_secs(answer.seconds.into()))
    }

    /// Closes it. There being none is no error.
    pub async fn close(&self, port: NonZeroU16) -> Result<(), PcpError> {
        match self.ask(port, 0).await?.seconds {
            0 => Ok(()),
            seconds => Err(SenselessAnswer::ClosedAndOpen(seconds).into()),
        }
    }

    async fn ask(&self, port: NonZeroU16, seconds: u32) -> Result<MapAnswer, PcpError> {
        let socket = UdpSocket::bind(SocketAddrV6::new(self.client, 0, 0, 0)).await?;
        let to = SocketAddrV6::new(self.gateway, PCP_PORT, 0, self.scope);
        // From here on only datagrams from the gateway's own address and port come in.
        socket.connect(to).await?;
        let question = self.question(port, seconds);
        let mut buffer = [0; MAX_LENGTH + 1];
        for wait in ASK_FOR {
            let until = Instant::now() + Duration::from_millis(wait);
            socket.send(&question).await?;
            // What is no answer to this question is passed over: anybody on the way could send it.
            while let Ok(received) = timeout_at(until, socket.recv(&mut buffer)).await {
                if let Some(answer) = self.answer(buffer.get(..received?).unwrap_or_default(), port) {
                    return answer;
                }
            }
        }
        Err(PcpError::Silent)
    }

    fn question(&self, port: NonZeroU16, seconds: u32) -> Vec<u8> {
        // No address and port of its own is suggested where it is closed (section 15).
        let (address, external) = match seconds {
            0 => (Ipv6Addr::UNSPECIFIED, 0),
            _ => (self.client, port.get()),
        };
        let mut question = vec![VERSION, MAP, 0, 0];
        question.extend_from_slice(&seconds.to_be_bytes());
        question.extend_from_slice(&self.client.octets());
        question.extend(self.nonce.iter().flat_map(|word| word.to_be_bytes()));
        question.extend_from_slice(&[TCP, 0, 0, 0]);
        question.extend_from_slice(&port.get().to_be_bytes());
        question.extend_from_slice(&external.to_be_bytes());
        question.extend_from_slice(&address.octets());
        question
    }

    /// `None` if this is no answer to a question about this port, with this nonce. Refusals repeat those as well
    /// (section 8.3).
    fn answer(&self, bytes: &[u8], port: NonZeroU16) -> Option<Result<MapAnswer, PcpError>> {
        if bytes.len() > MAX_LENGTH || !bytes.len().is_multiple_of(4) {
            return None;
        }
        let (header, _options) = bytes.split_first_chunk::<MIN_LENGTH>()?;
        let [VERSION, op, _, result, a, b, c, d, _epoch @ .., high, low] = *header.first_chunk::<44>()? else {
            return None;
        };
        let question = self.question(port, 0);
        let ours = |range: std::ops::Range<usize>| header.get(range.clone()) == question.get(range);
        // The nonce and the protocol; this computer's port.
        if op != MAP | ANSWER || !ours(24..37) || !ours(40..42) {
            return None;
        }
        let address = Ipv6Addr::from(*header.last_chunk::<16>()?);
        Some(match result {
            0 => Ok(MapAnswer {
                seconds: u32::from_be_bytes([a, b, c, d]),
                external: (address, u16::from_be_bytes([high, low])),
            }),
            11 => Err(PcpError::Taken),
            code => Err(PcpError::Refused(code.into())),
        })
    }
}

struct MapAnswer {
    seconds: u32,
    external: (Ipv6Addr, u16),
}

impl From<io::Error> for PcpError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A port that nobody listens on says so (ICMP).
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => Self::Silent,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: NonZeroU16 = NonZeroU16::new(3389).unwrap();

    fn opening() -> Opening {
        Opening {
            gateway: Ipv6Addr::LOCALHOST,
            scope: 0,
            client: Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 7),
            nonce: [1, 2, 3],
        }
    }

    /// What a router answers that does what it was asked for.
    fn granted() -> Vec<u8> {
        let mut answer = opening().question(PORT, 60);
        answer[1] |= ANSWER;
        answer[8..24].fill(0);
        answer
    }

    #[test]
    fn what_was_granted_is_read_and_what_answers_something_else_is_none() {
        let read = |bytes: &[u8]| opening().answer(bytes, PORT);
        let answer = read(&granted()).unwrap().unwrap();
        assert_eq!((answer.seconds, answer.external), (60, (opening().client, 3389)));
        let changed = |at: usize, to: u8| {
            let mut answer = granted();
            answer[at] = to;
            read(&answer).map(|read| read.map(drop))
        };
        assert!(matches!(changed(3, 2), Some(Err(PcpError::Refused(2)))));
        assert!(matches!(changed(3, 11), Some(Err(PcpError::Taken))));
        // The version, the operation, the nonce, the protocol, this computer's port; a refusal is no exception.
        for at in [0, 1, 24, 35, 36, 40, 41] {
            assert!(changed(at, 0xEE).is_none(), "byte {at}");
            let mut refused = granted();
            (refused[3], refused[at]) = (2, 0xEE);
            assert!(read(&refused).is_none(), "byte {at} of a refusal");
        }
        for length in 0..MIN_LENGTH {
            assert!(read(&granted()[..length]).is_none(), "{length} bytes");
        }
        for length in [61, 1101, 1104] {
            assert!(
                read(&[granted(), vec![0; length - MIN_LENGTH]].concat()).is_none(),
                "{length} bytes"
            );
        }
        assert!(read(&[granted(), vec![0; 8]].concat()).is_some(), "with an option");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..100)) {
            let _ = opening().answer(&bytes, PORT);
        }
    }
}
