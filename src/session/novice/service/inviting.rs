//! How an invitation is made: what takes its time (keys, the router) happens beside the loop that obeys the front end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::Service;
use super::served::{Asked, Served, prepare};
use crate::invitation::{Address, NewTicket, PassStub, Password, Pins, StoredTicket, TicketId};
use crate::journal::{Entry, Kind};
use crate::net::addresses;
use crate::net::listener::{Listener, PortChoice};
use crate::net::mapping::{Mapping, MappingWish};
use crate::policy::{Rules, Setting};
use crate::session::novice::event::Event;
use crate::session::novice::invitation::AskOptions;
use crate::session::novice::problems;
use crate::session::novice::registry::{Registry, now};
use crate::session::problem::Problem;
use crate::session::router::in_time;
use crate::texts::said::Said;
use crate::vocabulary::Kh2;

/// How long an invitation lasts, and what the router has to do with it.
struct InvitationLife {
    minutes: u32,
    mapped: Option<SocketAddr>,
    asks_router: bool,
}

impl Service {
    /// Begins; what takes its time (keys, the router) happens beside the loop that obeys the front end.
    pub(super) fn ask(&mut self, options: AskOptions) {
        let rules = self.rules.read_now();
        if !rules.ask {
            self.around.note(Entry::now(Kind::InvitationForbidden));
            self.around.events.send(Event::Error(problems::rules(&rules)));
            return;
        }
        let options = AskOptions {
            port: choose_port(&rules, options.port),
            ..options
        };
        // One after the other, so that two invitations wanting the same share one listener.
        if !self.asking.is_empty() {
            self.waiting.push_back(options);
            return;
        }
        let there = self.fitting(&options);
        let socket = match &there {
            Some(_) => None,
            None => {
                let choice = options.port.map_or(PortChoice::Default, PortChoice::Exactly);
                match Listener::bind(choice, options.listen) {
                    Ok(socket) => Some(socket),
                    Err(error) => return self.failed(problems::port(options.port, &error)),
                }
            }
        };
        let mapping = match (&there, &socket) {
            (Some(served), _) if served.mapping.is_some() => None,
            (Some(served), _) => self.map(&options, served.registry.port),
            (None, Some(socket)) => self.map(&options, socket.port()),
            (None, None) => None,
        };
        if socket.is_none() && mapping.is_none() {
            // Nothing to wait for.
            return self.asked(Asked {
                options,
                fresh: None,
                mapping: None,
            });
        }
        let keys = socket.is_some().then(|| std::mem::replace(&mut self.keys, prepare()));
        let events = self.around.events.clone();
        self.asking.spawn(async move {
            let keys = async {
                let prepared = keys?.await;
                Some(prepared.unwrap_or_else(|error| Err(error.to_string())))
            };
            let (keys, mapping) = tokio::join!(keys, in_time(mapping, |why| events.send(Event::Unmapped(why))));
            Asked {
                options,
                fresh: socket.zip(keys),
                mapping,
            }
        });
    }

    pub(super) fn failed(&mut self, problem: Problem) {
        self.around
            .note(Entry::now(Kind::ListenerProblem).detail(problem.to_string()));
        self.around.events.send(Event::Error(problem));
    }

    /// What was begun is ready.
    pub(super) fn asked(&mut self, asked: Asked) {
        if let Err(problem) = self.invite(asked) {
            self.close_empty();
            self.failed(problem);
        }
        if let Some(options) = self.waiting.pop_front() {
            self.ask(options);
        }
    }

    fn invite(&mut self, asked: Asked) -> Result<(), Problem> {
        let Asked {
            options,
            fresh,
            mapping,
        } = asked;
        let rules = self.rules.read_now();
        if !rules.ask {
            return Err(problems::rules(&rules));
        }
        let minutes = u32::try_from(options.life.as_secs().div_ceil(60))
            .unwrap_or(u32::MAX)
            .clamp(1, rules.max_life_minutes);
        let served = match fresh {
            Some((socket, prepared)) => Some(self.listen(options.listen, socket, prepared)?),
            None => self.served.iter_mut().find(|served| served.fits(&options)),
        };
        let Some(served) = served else {
            // The last invitation of the listener that this one was to share has ended meanwhile.
            self.waiting.push_front(options);
            return Ok(());
        };
        if mapping.is_some() {
            served.mapping = mapping;
        }
        if let Some(mapping) = &served.mapping {
            mapping.extend(SystemTime::now() + minutes_long(minutes));
        }
        let mapped = served.mapping.as_ref().and_then(Mapping::address);
        let port = served.registry.port;
        let wish = options
            .router
            .wish(port, options.listen, SystemTime::now() + minutes_long(minutes));
        let wish = wish.filter(|_| rules.may_map());
        let registry = Arc::clone(&served.registry);
        let life = InvitationLife {
            minutes,
            mapped,
            asks_router: wish.is_some(),
        };
        let (stored, named) = self.new_ticket(&registry, &options, &rules, life)?;
        let short = stored.id.short().to_owned();
        let added = registry.add(stored);
        let shown = added.map_err(|error| problems::store(error.why()))?;
        registry.warm_up();
        let of_it = |kind, detail: String| Entry::now(kind).ticket(&short).detail(detail);
        self.around.note(of_it(Kind::Invited, format!("for {minutes} minutes")));
        self.around.note(of_it(Kind::Addresses, named));
        self.around.events.send(Event::Invitation(shown));
        if let Some(wish) = wish {
            self.open_at_router(&registry, wish);
        }
        Ok(())
    }

    /// A ticket of this listener, with what is kept of it; and the addresses that it names, in words.
    fn new_ticket(
        &self,
        registry: &Registry,
        options: &AskOptions,
        rules: &Rules,
        life: InvitationLife,
    ) -> Result<(StoredTicket, String), Problem> {
        let InvitationLife {
            minutes,
            mapped,
            asks_router,
        } = life;
        let unlucky = |error: &dyn std::fmt::Display| problems::keys(error);
        let password = match &options.password {
            Some(typed) => Password::from_typed(typed),
            None => Password::generate().map_err(|error| unlucky(&error))?,
        };
        let id = TicketId::generate().map_err(|error| unlucky(&error))?;
        let pass_stub = PassStub::of(&id);
        let start = now();
        let addresses = ticket_addresses(mapped, options.listen, registry.port, rules.internal_only);
        let named: Vec<_> = addresses.iter().map(ToString::to_string).collect();
        let ticket = NewTicket {
            user_name: self.settings.user_name.clone(),
            id: id.clone(),
            pass_stub: pass_stub.clone(),
            pins: Pins {
                kh: registry.key.kh(),
                kh2: Some(Kh2::Sha256(registry.key.kh2_sha256())),
                ce: Some(registry.identity.certificate().to_vec()),
            },
            addresses,
            start,
            minutes,
            encrypted_only: self.settings.encrypted_only || rules.encrypted_only,
        };
        let stored = StoredTicket {
            ticket: ticket.write(&password),
            id,
            password,
            pass_stub,
            start,
            minutes,
            port: registry.port,
            view_only: options.view_only || !rules.control,
            older_windows: options.older_windows && rules.older_encryption,
            spared: options.economy.step(),
            failed_tries: 0,
            mapped,
            asks_router,
        };
        Ok((stored, named.join(" ")))
    }

    /// Opens the port in the router's IPv6 firewall. Nobody waits for it: the ticket names this computer's addresses in
    /// any case.
    pub(super) fn open_at_router(&mut self, registry: &Arc<Registry>, wish: MappingWish) {
        let served = self
            .served
            .iter_mut()
            .find(|served| Arc::ptr_eq(&served.registry, registry));
        let Some(served) = served else { return };
        match &served.pinhole {
            Some(pinhole) => pinhole.extend(wish.until),
            None => served.pinhole = self.router.open(wish),
        }
    }

    /// A listener that is already there, if it is where this invitation wants it.
    fn fitting(&self, options: &AskOptions) -> Option<&Served> {
        self.served.iter().find(|served| served.fits(options))
    }

    /// Asks the router, where it may be asked.
    fn map(&self, options: &AskOptions, port: u16) -> Option<Mapping> {
        if !self.around.rules().may_map() {
            return None;
        }
        let until = SystemTime::now() + options.life;
        let wish = options.router.wish(port, options.listen, until)?;
        Some(self.router.map(wish, self.tell_of_mapping(None)))
    }
}

/// The administrator's port before the one of this invitation, and that before the user's usual one.
fn choose_port(rules: &Rules, wanted: Option<u16>) -> Option<u16> {
    if rules.is_fixed(Setting::Port) && rules.port.is_some() {
        return rules.port;
    }
    wanted.or(rules.port)
}

/// The addresses of a ticket, best first: the router's, which reaches from everywhere, then this computer's own.
fn ticket_addresses(
    mapped: Option<SocketAddr>,
    listen: Option<IpAddr>,
    port: u16,
    internal_only: bool,
) -> Vec<Address> {
    let mut hosts = match listen {
        Some(only) => vec![only.to_string()],
        None => addresses::for_ticket().unwrap_or_else(|error| {
            tracing::warn!(%error, "the addresses of this computer are not to be had");
            Vec::new()
        }),
    };
    if internal_only {
        // Names stay: who can resolve this computer's is inside.
        hosts.retain(|host| host.parse().map_or(true, addresses::is_internal));
    }
    let mut addresses: Vec<_> = mapped.map(Address::from).into_iter().collect();
    addresses.extend(hosts.iter().filter_map(|host| Address::new(host, port)));
    // A computer without any network can still be helped by somebody on it.
    if addresses.is_empty() {
        addresses.extend(Address::new(&Ipv4Addr::LOCALHOST.to_string(), port));
    }
    addresses
}

fn minutes_long(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}
