//! "Can my helper reach me?": what was tried, what answered, what will work for whom, and what to do.
//!
//! The router is asked to map a port, as an invitation asks it, and to forget it again; the firewall is only looked at.
//! Nothing is sent to anybody but the router.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tokio::time::timeout;

use crate::net::addresses;
pub use crate::net::firewall::FirewallVerdict;
use crate::net::firewall::{self, Firewall, FirewallCaller};
use crate::net::listener::{DEFAULT_PORT, Listener, PortChoice};
pub use crate::net::mapping::Protocol;
use crate::net::mapping::{Mapping, PinholeState, Router, Times, Unmapped};
use crate::net::route::{DefaultRoute, default_route, is_inside};
use crate::policy::Rules;
use crate::session::router::{self, MapWhen, RouterChoice, in_time};
use crate::vocabulary::SharedError;

/// A mapping that is only tried; what a crash leaves of it is gone soon.
const TRIAL: Duration = Duration::from_secs(120);
/// Somebody elsewhere (RFC 5737, RFC 3849): rules of a firewall that name neighbours do not mean them.
const ELSEWHERE_V4: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);
const ELSEWHERE_V6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 7);

/// What is to be looked at.
#[derive(Debug, Clone)]
pub struct Options {
    pub invitation: AssumedInvitation,
    pub router: RouterChoice,
    /// What is allowed on this computer.
    pub rules: Rules,
    /// What is mapped at the router is noted here, owner-only.
    pub state_dir: PathBuf,
}

/// The invitation that a helper would come by.
#[derive(Debug, Clone, Copy)]
pub enum AssumedInvitation {
    /// One that would be made now, to listen on this port (`None`: 3389, or another free one).
    Next(Option<u16>),
    /// One in force, which listens on this port and has this address at the router.
    InForce { port: u16, mapped: Option<SocketAddr> },
}

/// Whether somebody can listen on the port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listening {
    Here,
    /// For this reason nobody can.
    Not(SharedError<io::Error>),
}

/// What the router does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouterAnswer {
    /// The protocol, where it was asked just now.
    Mapped(SocketAddr, Option<Protocol>),
    Unmapped(Unmapped),
    /// It was not to be asked.
    NotAsked,
    /// The rules of this computer do not allow it.
    Forbidden,
}

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    SameNetwork,
    Internet,
    InternetV6,
    /// The helper listens, and this computer goes to them.
    OtherWayRound,
}

impl Audience {
    pub const ALL: [Self; 4] = [Self::SameNetwork, Self::Internet, Self::InternetV6, Self::OtherWayRound];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Yes,
    No,
    /// It depends on what cannot be seen from here.
    Perhaps,
}

/// Something that would help, the most useful first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// This command makes the firewall let helpers in.
    Firewall { by: Firewall, command: String },
    /// As an administrator more could be seen.
    LookAsAdministrator,
    /// The system calls the network public: say that the router may be asked all the same.
    AskRouterAnyway,
    /// Switch UPnP on at the router, or let it forward this port to this address.
    Forward { port: u16, to: Ipv4Addr },
    /// The provider gives this household no address of its own.
    AskProvider,
    /// Let the helper listen, and go to them.
    OtherWayRound,
    /// Connect this computer to a network.
    Connect,
    /// The rules of this computer are in the way: ask whoever manages it.
    AskWhoManages,
    /// The router lets helpers in now, but the invitation does not say where.
    NewInvitation,
}

/// What the firewall does with callers from each side; `None` where nobody comes from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firewalls {
    pub same_network: Option<FirewallVerdict>,
    pub internet: Option<FirewallVerdict>,
    pub internet_v6: Option<FirewallVerdict>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where helpers would come: where somebody can listen, or else the port that an invitation would want.
    pub port: u16,
    pub listening: Listening,
    /// As an invitation names them, best first.
    pub addresses: Vec<IpAddr>,
    pub gateway: Option<Ipv4Addr>,
    pub router: RouterAnswer,
    pub firewalls: Firewalls,
    reach: [Reach; 4],
    pub remedies: Vec<Remedy>,
}

impl Report {
    #[must_use]
    pub fn reach(&self, audience: Audience) -> Reach {
        let found = Audience::ALL.iter().zip(self.reach).find(|(one, _)| **one == audience);
        found.map_or(Reach::No, |(_, reach)| reach)
    }

    /// Somebody on the internet reaches this computer, or may.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        [Audience::Internet, Audience::InternetV6]
            .iter()
            .any(|audience| self.reach(*audience) != Reach::No)
    }
}

/// Looks at everything; takes a few seconds at most. Must be called inside a tokio runtime.
pub async fn examine(options: Options) -> Report {
    let mut addresses = addresses::current().unwrap_or_else(|error| {
        tracing::warn!(%error, "the addresses of this computer are not to be had");
        Vec::new()
    });
    if options.rules.internal_only {
        addresses.retain(|address| addresses::is_internal(*address));
    }
    let route = default_route();
    let (port, listening, _held) = listen(options.invitation);
    let callers = Callers::new(&addresses, route.as_ref(), port);
    let ((router, opens_v6), firewalls) = tokio::join!(ask_router(&options, port), callers.meet_firewall());
    let named = !matches!(options.invitation, AssumedInvitation::InForce { mapped: None, .. });
    let found = Examined {
        port,
        listening,
        addresses,
        route,
        router,
        opens_v6,
        named,
        firewalls,
    };
    found.report(&options.rules)
}

fn listen(invitation: AssumedInvitation) -> (u16, Listening, Option<Listener>) {
    let wanted = match invitation {
        AssumedInvitation::InForce { port, .. } => return (port, Listening::Here, None),
        AssumedInvitation::Next(wanted) => wanted,
    };
    match Listener::bind(wanted.map_or(PortChoice::Default, PortChoice::Exactly), None) {
        Ok(listener) => (listener.port(), Listening::Here, Some(listener)),
        Err(error) => (wanted.unwrap_or(DEFAULT_PORT), Listening::Not(error.into()), None),
    }
}

/// What it answers about IPv4, and whether it opens its IPv6 firewall. For an invitation in force that is not tried: it
/// has an opening of its own, which another one for the same port could take away.
async fn ask_router(options: &Options, port: u16) -> (RouterAnswer, bool) {
    if !options.rules.ask || !options.rules.may_map() {
        return (RouterAnswer::Forbidden, false);
    }
    if let AssumedInvitation::InForce {
        mapped: Some(mapped), ..
    } = options.invitation
    {
        return (RouterAnswer::Mapped(mapped, None), false);
    }
    let Some(wish) = options.router.wish(port, None, SystemTime::now() + TRIAL) else {
        return (RouterAnswer::NotAsked, false);
    };
    let router = Router::start(&options.state_dir, Times::default());
    let pinhole = match options.invitation {
        AssumedInvitation::Next(_) => router.open(wish),
        AssumedInvitation::InForce { .. } => None,
    };
    let (tell, mut told) = tokio::sync::watch::channel(Unmapped::Silent);
    let mapping = router.map(wish, move |state| {
        if let crate::net::mapping::MappingState::Unmapped(why) = state {
            tell.send_replace(why.clone());
        }
    });
    let opens = async {
        let mut pinhole = pinhole?;
        timeout(router::TIMEOUT, pinhole.first()).await.ok()
    };
    let (mapping, opens) = tokio::join!(in_time(Some(mapping), |_| ()), opens);
    let answer = match mapping.as_ref().and_then(Mapping::address) {
        Some(address) => RouterAnswer::Mapped(address, mapping.as_ref().and_then(Mapping::protocol)),
        None => RouterAnswer::Unmapped(told.borrow_and_update().clone()),
    };
    drop(mapping);
    router.finish(router::FAREWELL).await;
    (answer, matches!(opens, Some(PinholeState::Open(_))))
}

/// Those who would come, where somebody can.
struct Callers {
    same_network: Option<FirewallCaller>,
    internet: Option<FirewallCaller>,
    internet_v6: Option<FirewallCaller>,
}

impl Callers {
    fn new(addresses: &[IpAddr], route: Option<&DefaultRoute>, port: u16) -> Self {
        let interface = route.map(|route| route.interface.clone());
        let interface = interface.filter(|name| !name.is_empty());
        let caller = |from: IpAddr| FirewallCaller {
            from,
            interface: interface.clone(),
            port,
        };
        let has_v4 = addresses.iter().any(IpAddr::is_ipv4);
        // A neighbour has an address like ours, or like the router's.
        let neighbour = addresses.iter().find(|address| address.is_ipv4()).or(addresses.first());
        let neighbour = route.map(|route| IpAddr::V4(route.gateway)).or(neighbour.copied());
        Self {
            same_network: neighbour.map(caller),
            internet: has_v4.then(|| caller(ELSEWHERE_V4.into())),
            internet_v6: public_v6(addresses).then(|| caller(ELSEWHERE_V6.into())),
        }
    }

    async fn meet_firewall(self) -> Firewalls {
        let callers = [self.same_network, self.internet, self.internet_v6];
        let present: Vec<_> = callers.iter().flatten().cloned().collect();
        let mut verdicts = firewall::verdicts(&present).await.into_iter();
        let [same_network, internet, internet_v6] = callers.map(|caller| caller.and_then(|_| verdicts.next()));
        Firewalls {
            same_network,
            internet,
            internet_v6,
        }
    }
}

fn public_v6(addresses: &[IpAddr]) -> bool {
    let public = |address: &IpAddr| matches!(address, IpAddr::V6(ip) if ip.segments()[0] & 0xE000 == 0x2000);
    addresses.iter().any(public)
}

fn public_v4(addresses: &[IpAddr]) -> bool {
    let public = |address: &IpAddr| matches!(address, IpAddr::V4(ip) if !is_inside(*ip));
    addresses.iter().any(public)
}

/// All that was found.
struct Examined {
    port: u16,
    listening: Listening,
    addresses: Vec<IpAddr>,
    route: Option<DefaultRoute>,
    router: RouterAnswer,
    /// The router opens its IPv6 firewall when it is asked.
    opens_v6: bool,
    /// An invitation names what is mapped.
    named: bool,
    firewalls: Firewalls,
}

impl Examined {
    /// What follows from it.
    fn report(self, rules: &Rules) -> Report {
        let way_in = self.way_in();
        let online = self.is_online();
        let internet = if way_in { Reach::Yes } else { Reach::No };
        let same_network = if self.addresses.is_empty() {
            Reach::No
        } else {
            Reach::Yes
        };
        // Most routers let nobody in by IPv6, and that cannot be seen from here. Only a router that opens the port on
        // request is known to let a helper in.
        let internet_v6 = match (public_v6(&self.addresses), self.opens_v6) {
            (true, true) => Reach::Yes,
            (true, false) => Reach::Perhaps,
            (false, _) => Reach::No,
        };
        let reach = if rules.ask {
            [
                self.through(same_network, &self.firewalls.same_network),
                self.through(internet, &self.firewalls.internet),
                self.through(internet_v6, &self.firewalls.internet_v6),
                if online { Reach::Perhaps } else { Reach::No },
            ]
        } else {
            [Reach::No; 4]
        };
        let remedies = if rules.ask {
            self.remedies(rules)
        } else {
            vec![Remedy::AskWhoManages]
        };
        Report {
            port: self.port,
            listening: self.listening,
            addresses: self.addresses,
            gateway: self.route.map(|route| route.gateway),
            router: self.router,
            firewalls: self.firewalls,
            reach,
            remedies,
        }
    }

    fn way_in(&self) -> bool {
        let mapped = matches!(self.router, RouterAnswer::Mapped(..));
        (mapped && self.named) || public_v4(&self.addresses)
    }

    fn is_online(&self) -> bool {
        self.route.is_some() || public_v6(&self.addresses)
    }

    /// What the firewall leaves of a way.
    fn through(&self, open: Reach, firewall: &Option<FirewallVerdict>) -> Reach {
        match (&self.listening, firewall) {
            (Listening::Not(_), _) | (_, None | Some(FirewallVerdict::Blocked { .. })) => Reach::No,
            (_, Some(FirewallVerdict::Unknown { .. })) if open == Reach::Yes => Reach::Perhaps,
            _ => open,
        }
    }

    fn remedies(&self, rules: &Rules) -> Vec<Remedy> {
        let mut remedies = Vec::new();
        let firewalls = &self.firewalls;
        let verdicts = [&firewalls.internet, &firewalls.internet_v6, &firewalls.same_network];
        for remedy in verdicts.into_iter().flatten().filter_map(against) {
            let may = remedy != Remedy::OtherWayRound || !rules.internal_only;
            if may && !remedies.contains(&remedy) {
                remedies.push(remedy);
            }
        }
        if !self.is_online() {
            remedies.push(Remedy::Connect);
        } else if !self.way_in() {
            remedies.extend(at_the_router(&self.router, self.route.as_ref(), self.port));
            if !rules.internal_only && !remedies.contains(&Remedy::OtherWayRound) {
                remedies.push(Remedy::OtherWayRound);
            }
        }
        remedies
    }
}

/// What helps against a firewall.
fn against(verdict: &FirewallVerdict) -> Option<Remedy> {
    match verdict {
        FirewallVerdict::Open => None,
        FirewallVerdict::Blocked {
            by,
            remedy: Some(remedy),
        }
        | FirewallVerdict::Unknown {
            by,
            remedy: Some(remedy),
        } => Some(Remedy::Firewall {
            by: *by,
            command: remedy.clone(),
        }),
        // It is not to be opened: in a public network, or against a rule of whoever manages this computer.
        FirewallVerdict::Blocked { remedy: None, .. } => Some(Remedy::OtherWayRound),
        FirewallVerdict::Unknown { remedy: None, .. } => Some(Remedy::LookAsAdministrator),
    }
}

fn at_the_router(router: &RouterAnswer, route: Option<&DefaultRoute>, port: u16) -> Option<Remedy> {
    let forward = route.map(|route| Remedy::Forward { port, to: route.local });
    match router {
        RouterAnswer::Mapped(..) => Some(Remedy::NewInvitation),
        RouterAnswer::Forbidden => Some(Remedy::AskWhoManages),
        RouterAnswer::NotAsked | RouterAnswer::Unmapped(Unmapped::PublicNetwork) => Some(Remedy::AskRouterAnyway),
        RouterAnswer::Unmapped(Unmapped::Inside(_)) => Some(Remedy::AskProvider),
        RouterAnswer::Unmapped(Unmapped::NoRouter | Unmapped::NotNeeded) => None,
        RouterAnswer::Unmapped(Unmapped::Silent | Unmapped::Taken | Unmapped::Refused(_) | Unmapped::Failed(_)) => {
            forward
        }
    }
}

/// What the window asks when somebody wonders about an invitation in force.
impl Options {
    #[must_use]
    pub fn of_invitation(port: u16, mapped: Option<SocketAddr>, rules: Rules, state_dir: PathBuf) -> Self {
        Self {
            invitation: AssumedInvitation::InForce { port, mapped },
            router: RouterChoice {
                when: MapWhen::Trusted,
                external_port: None,
            },
            rules,
            state_dir,
        }
    }
}
