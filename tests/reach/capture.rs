//! Every packet that one computer of the lab sends or gets, while a whole session runs.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use super::display::Display;
use super::lab::{Lab, Site};

/// AF_PACKET and ETH_P_ALL of the kernel's headers.
const AF_PACKET: i32 = 17;
const ETH_P_ALL: u16 = 3;

/// Listens on all interfaces of a computer until it is asked what it heard.
struct Capture {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<BTreeSet<IpAddr>>,
}

impl Capture {
    fn start(lab: &Lab, who: &str, own: &str) -> Self {
        let own: IpAddr = own.parse().unwrap();
        let space = File::open(lab.space_path(who)).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let (ready, listens) = channel();
        let thread = std::thread::spawn(move || {
            let kind = Some(rustix::thread::LinkNameSpaceType::Network);
            rustix::thread::move_into_link_name_space(space.as_fd(), kind).unwrap();
            let all = Protocol::from(i32::from(ETH_P_ALL.to_be()));
            let mut socket = Socket::new(Domain::from(AF_PACKET), Type::RAW, Some(all)).unwrap();
            socket.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
            ready.send(()).unwrap();
            let mut seen = BTreeSet::new();
            let mut frame = vec![0; 64 * 1024];
            while !stopped.load(Ordering::Relaxed) {
                if let Ok(length) = socket.read(&mut frame) {
                    seen.extend(peer(&frame[..length], own));
                }
            }
            seen
        });
        listens.recv().unwrap();
        Self { stop, thread }
    }

    /// The addresses that its packets went to or came from.
    fn seen(self) -> BTreeSet<IpAddr> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap()
    }
}

/// Where a frame's packet of this computer goes or comes from. What others send to everybody is theirs, and what the
/// kernel asks its own cable (ARP, ICMPv6 with link-local and multicast addresses) is nobody's.
fn peer(frame: &[u8], own: IpAddr) -> Option<IpAddr> {
    let v4 = |at: usize| IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(&frame[at..at + 4]).unwrap()));
    let v6 = |at: usize| IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(&frame[at..at + 16]).unwrap()));
    let (from, to) = match frame {
        [_, _, _, _, _, _, _, _, _, _, _, _, 0x08, 0x00, rest @ ..] if rest.len() > 20 => {
            // A router on the way says that it cannot deliver something (ICMP, type 3 or 11): that was sent, and is
            // seen itself.
            let undelivered = rest[9] == 1 && matches!(rest[usize::from(rest[0] & 15) * 4], 3 | 11);
            let (from, to) = (v4(26), v4(30));
            (!undelivered && (from == own || to == own)).then_some((from, to))?
        }
        [_, _, _, _, _, _, _, _, _, _, _, _, 0x86, 0xDD, rest @ ..] if rest.len() >= 40 => {
            const ICMP: u8 = 58;
            const HOP_BY_HOP: u8 = 0;
            let housekeeping = matches!(rest[6], ICMP | HOP_BY_HOP);
            (!housekeeping).then_some((v6(22), v6(38)))?
        }
        _ => return None,
    };
    let other = if from == own { to } else { from };
    (!other.is_loopback()).then_some(other)
}

fn name_servers() -> Vec<IpAddr> {
    let settings = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let servers = settings.lines().filter_map(|line| line.strip_prefix("nameserver "));
    servers.filter_map(|server| server.trim().parse().ok()).collect()
}

fn allowed(list: &[&str]) -> BTreeSet<IpAddr> {
    let listed = list.iter().map(|address| address.parse().unwrap());
    listed.chain(name_servers()).collect()
}

/// What the two computers spoke to, from before the invitation to after the end.
fn captured(by_reply: bool) -> Option<[BTreeSet<IpAddr>; 2]> {
    let lab = Lab::new(Site::Upnp, Site::Upnp)?;
    let display = Display::start(320, 240);
    let captures = [("novice", NOVICE[0]), ("expert", EXPERT[0])].map(|(who, own)| Capture::start(&lab, who, own));
    let mut helped = lab.ask(&display, &[]);
    let mut helper = if by_reply {
        let (helper, reply) = lab.wait(&helped);
        helped.program.say(&format!("connect {reply}"));
        helper
    } else {
        lab.open(&helped)
    };
    helped.allow("view");
    helper.program.expect("viewing ");
    helper.sees(&display);
    super::pair::take_control(&mut helped, &mut helper);
    helper.program.say("type hello");
    helper.program.say("end");
    assert_eq!(helper.program.exit_code(), 0);
    helped.program.expect("ended helper-left");
    helped.program.say("stop");
    assert_eq!(helped.program.exit_code(), 0);
    Some(captures.map(Capture::seen))
}

const NOVICE: [&str; 2] = ["192.168.51.10", "192.168.51.1"];
const EXPERT: [&str; 2] = ["192.168.52.10", "192.168.52.1"];

/// `seen` has nobody but the router, the name server and the peer; and each of `must` is in it.
fn within(seen: &BTreeSet<IpAddr>, router: &str, peer: &[&str], must: &[&str]) {
    let allowed = allowed(&[&[router][..], peer].concat());
    let strangers: Vec<_> = seen.difference(&allowed).collect();
    assert!(strangers.is_empty(), "{strangers:?} of {seen:?}");
    for there in must {
        assert!(seen.contains(&there.parse().unwrap()), "{there} is not in {seen:?}");
    }
}

#[test]
fn a_whole_session_by_the_ticket_speaks_to_the_router_the_name_server_and_the_peer_only() {
    let Some([novice, expert]) = captured(false) else {
        return;
    };
    within(&novice, NOVICE[1], &["45.10.2.2"], &["45.10.2.2", NOVICE[1]]);
    // The ticket also names the novice's address at home; the router is not asked for anything.
    within(&expert, EXPERT[1], &["45.10.1.2", NOVICE[0]], &["45.10.1.2"]);
}

#[test]
fn a_whole_session_by_a_reply_speaks_to_the_router_the_name_server_and_the_peer_only() {
    let Some([novice, expert]) = captured(true) else { return };
    within(&novice, NOVICE[1], &["45.10.2.2", EXPERT[0]], &["45.10.2.2", NOVICE[1]]);
    within(&expert, EXPERT[1], &["45.10.1.2"], &["45.10.1.2", EXPERT[1]]);
}
