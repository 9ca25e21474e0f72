//! The novice's side as a whole: keeps listeners and their invitations, lets helpers in one at a time, obeys the rules
//! and the front end.

mod inviting;
mod kept;
mod served;

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

use self::served::{Asked, Prepared, Served, prepare};
use super::around::Around;
use super::arrival;
use super::arrival::ConnectedBy;
use super::command::{Command, WaitOptions};
use super::dial;
use super::event::Event;
use super::hall::Hall;
use super::invitation::{AskOptions, InvitationId};
use super::problems;
use super::registry::Registry;
use super::rules_thread::RulesThread;
use super::settings::NoviceSettings;
use crate::invitation::{ListenerKeys, Store, TicketId};
use crate::journal::{Entry, Kind};
use crate::net::addresses;
use crate::net::link::Running;
use crate::net::listener::{Doorstep, Listener, OFFER_PORTS, PortChoice};
use crate::net::mapping::{Mapping, MappingState, Router, Times};
use crate::session::ends::Refusal;
use crate::session::novice::offer_arrivals::OfferArrivals;
use crate::session::problem::Problem;
use crate::session::router;
use crate::texts::said::Said;

/// Expiry and a changed address are looked for this often.
const LOOK_AROUND: Duration = Duration::from_secs(5);
/// Old records are taken out at the start, and then this often.
const FORGET: Duration = Duration::from_secs(24 * 60 * 60);
/// After an error of `accept` (out of descriptors) the listener rests this long instead of spinning.
const ACCEPT_REST: Duration = Duration::from_millis(200);

pub(super) struct Service {
    settings: NoviceSettings,
    around: Around,
    rules: RulesThread,
    /// When old records were taken out last.
    forgotten: Instant,
    store: Option<Store>,
    offers: Arc<OfferArrivals>,
    /// One for all listeners.
    doorstep: Doorstep,
    served: Vec<Served>,
    keys: JoinHandle<Prepared>,
    router: Router,
    /// At most one, so that those after it may share its listener.
    asking: JoinSet<Asked>,
    waiting: VecDeque<AskOptions>,
    /// Listeners for offers, whose keys are being made.
    opening: JoinSet<(WaitOptions, Listener, Prepared)>,
    addresses: Vec<IpAddr>,
    /// At most one: the way to a helper who cannot come.
    dialling: Option<Running<()>>,
}

impl Service {
    pub fn new(settings: NoviceSettings, around: Around, rules: RulesThread) -> Self {
        Self {
            router: Router::start(&settings.state_dir, Times::default()),
            asking: JoinSet::new(),
            waiting: VecDeque::new(),
            opening: JoinSet::new(),
            settings,
            around,
            rules,
            forgotten: Instant::now(),
            store: None,
            offers: Arc::default(),
            doorstep: Doorstep::default(),
            served: Vec::new(),
            keys: prepare(),
            addresses: addresses::current().unwrap_or_default(),
            dialling: None,
        }
    }

    pub async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        self.around.note(Entry::now(Kind::Started));
        self.forget();
        self.take_up();
        self.obey_rules();
        let mut ruled = self.around.rules.clone();
        self.around.look_for_changes();
        let mut look = tokio::time::interval(LOOK_AROUND);
        loop {
            let changed = Arc::clone(&self.around.changed);
            tokio::select! {
                command = commands.recv() => match command {
                    Some(Command::Ask(options)) => self.ask(options),
                    Some(Command::Cancel(id)) => self.cancel(&id),
                    Some(Command::EndEverything) => self.end_everything(),
                    Some(Command::ConnectTo(reply)) => self.connect_to(&reply),
                    Some(Command::Wait(options)) => self.wait(options),
                    Some(Command::Decline(id)) => self.offers.decline(id),
                    Some(Command::KeepOffers) => {
                        if self.around.may_offer.confirm() {
                            self.around.note(Entry::now(Kind::OffersConfirmed));
                            self.rules.look();
                        } else {
                            // A helper has control, elsewhere perhaps: it stays to be confirmed.
                            self.around.look_for_changes();
                        }
                    }
                    Some(Command::PutBackOffers) => self.put_back_offers(),
                    Some(Command::Quit) | None => break,
                    // They go straight to the session.
                    Some(
                        Command::Answer(..)
                        | Command::Called(..)
                        | Command::Pause
                        | Command::BarHidden
                        | Command::Resume
                        | Command::AllowControl
                        | Command::TakeBack
                        | Command::Stop
                        | Command::Share(_),
                    ) => {}
                },
                Some(asked) = self.asking.join_next() => match asked {
                    Ok(asked) => self.asked(asked),
                    Err(error) => self.failed(problems::keys(&error)),
                },
                Some(opening) = self.opening.join_next() => match opening {
                    Ok((options, socket, prepared)) => self.opened(&options, socket, prepared),
                    Err(error) => self.not_waiting(problems::keys(&error)),
                },
                _ = look.tick() => self.look_around(),
                Ok(()) = ruled.changed() => {
                    ruled.mark_unchanged();
                    self.obey_rules();
                }
                () = changed.notified() => self.close_empty(),
            }
        }
        let Self {
            dialling,
            mut asking,
            served,
            router,
            around,
            ..
        } = self;
        drop(dialling);
        asking.shutdown().await;
        // The router need not wait for a helper's farewell.
        drop(served);
        tokio::join!(around.reach.slot.quit(), router.finish(router::FAREWELL));
        around.note(Entry::now(Kind::Stopped));
    }

    /// Takes out of the records what has become too old.
    fn forget(&mut self) {
        self.forgotten = Instant::now();
        let days = self.around.rules().keep_days;
        if let Some(journal) = &self.around.journal {
            journal.forget(days);
        }
    }

    // The rules of this computer

    fn put_back_offers(&mut self) {
        match self.around.may_offer.put_back() {
            Ok(false) => {}
            Ok(true) => {
                self.around.note(Entry::now(Kind::OffersPutBack));
                self.rules.look();
            }
            Err(error) => self.around.events.send(Event::Error(problems::not_put_back(&error))),
        }
    }

    /// Ends what the rules no longer allow; the session looks after itself.
    fn obey_rules(&mut self) {
        let rules = self.around.rules();
        if !rules.ask {
            let ended: Vec<_> = self
                .served
                .iter()
                .flat_map(|served| served.registry.end_all(Refusal::Forbidden))
                .collect();
            for ticket in &ended {
                self.around
                    .note(Entry::now(Kind::InvitationForbidden).ticket(ticket.short()));
                let id = InvitationId(ticket.as_str().to_owned());
                self.around.events.send(Event::Withdrawn(id));
            }
            if !ended.is_empty() {
                self.around.events.send(Event::Error(problems::rules(&rules)));
            }
            self.close_empty();
        }
        if !rules.may_map() {
            for served in &mut self.served {
                served.leave_router();
            }
        }
        self.expire();
    }

    // Invitations of an earlier run

    /// What the front end is told of a mapping; `promised` is the address that tickets name already.
    fn tell_of_mapping(&self, mut promised: Option<SocketAddr>) -> impl FnMut(&MappingState) + Send + 'static {
        let events = self.around.events.clone();
        move |state| match state {
            MappingState::Trying => {}
            MappingState::Unmapped(why) => events.send(Event::Unmapped(why.clone())),
            MappingState::Mapped(address, _) => {
                events.send(Event::Mapped(*address));
                if promised.is_some_and(|promised| promised != *address) {
                    events.send(Event::Error(problems::address()));
                }
                promised = Some(*address);
            }
        }
    }

    fn listen(&mut self, listen: Option<IpAddr>, socket: Listener, prepared: Prepared) -> Result<&mut Served, Problem> {
        let (identity, key) = prepared.map_err(|error| problems::keys(&error))?;
        let store = match &mut self.store {
            Some(store) => store,
            none => none.insert(Store::open(&self.settings.state_dir).map_err(|error| problems::store(error.why()))?),
        };
        let kept = store.new_listener().map_err(|error| problems::store(error.why()))?;
        let rdp_key = key.to_pkcs8_der().map_err(|error| problems::keys(&error))?;
        let keys = ListenerKeys {
            tls_key: identity.private_key().to_vec(),
            tls_certificate: identity.certificate().to_vec(),
            rdp_key: rdp_key.to_vec(),
            port: socket.port(),
            listen,
        };
        kept.set_keys(keys).map_err(|error| problems::store(error.why()))?;
        let cancelled = Arc::clone(&self.around.reach.cancelled);
        let registry = Arc::new(Registry::new(kept, identity, Arc::new(key), socket.port(), cancelled));
        Ok(self.serve(registry, socket, listen, None))
    }

    fn serve(
        &mut self,
        registry: Arc<Registry>,
        socket: Listener,
        listen: Option<IpAddr>,
        mapping: Option<Mapping>,
    ) -> &mut Served {
        for address in socket.local_addresses() {
            self.around.events.send(Event::Listening(address));
        }
        let hall = Arc::new(Hall {
            registry: Arc::clone(&registry),
            slot: Arc::clone(&self.around.reach.slot),
            offers: Arc::clone(&self.offers),
            around: self.around.clone(),
        });
        let accepting = Running::spawn(accept(socket, Arc::clone(&hall), self.doorstep.clone()));
        self.served.push_mut(Served {
            registry,
            hall,
            listen,
            mapping,
            pinhole: None,
            waits: false,
            _accepting: accepting,
        })
    }

    // Offers

    /// Opens the port that helpers come to unasked, or lets them come to one that is open already. Whether any may come
    /// in is looked at when one comes.
    fn wait(&mut self, options: WaitOptions) {
        let choice = match options.port.or(self.around.rules().port) {
            Some(port) => PortChoice::Exactly(port),
            None => PortChoice::Offers,
        };
        let fits = |port: u16| match choice {
            PortChoice::Exactly(wanted) => wanted == 0 || wanted == port,
            PortChoice::Offers => OFFER_PORTS.contains(&port),
            PortChoice::Default => true,
        };
        let there = |served: &&mut Served| served.listen == options.listen && fits(served.registry.port);
        if let Some(served) = self.served.iter_mut().find(there) {
            served.waits = true;
            let port = served.registry.port;
            return self.around.events.send(Event::Waiting { port });
        }
        let socket = match Listener::bind(choice, options.listen) {
            Ok(socket) => socket,
            Err(error) => return self.not_waiting(problems::waiting(choice, &error)),
        };
        let keys = std::mem::replace(&mut self.keys, prepare());
        self.opening.spawn(async move {
            let prepared = keys.await.unwrap_or_else(|error| Err(error.to_string()));
            (options, socket, prepared)
        });
    }

    fn opened(&mut self, options: &WaitOptions, socket: Listener, prepared: Prepared) {
        match self.listen(options.listen, socket, prepared) {
            Ok(served) => {
                served.waits = true;
                let port = served.registry.port;
                self.around.events.send(Event::Waiting { port });
            }
            Err(problem) => self.not_waiting(problem),
        }
    }

    fn not_waiting(&self, problem: Problem) {
        self.around
            .note(Entry::now(Kind::ListenerProblem).detail(problem.to_string()));
        self.around.events.send(Event::NotWaiting(problem));
    }

    // The other way round

    /// Goes to a helper who cannot come, as their reply says; another attempt that still goes on is given up.
    fn connect_to(&mut self, reply: &str) {
        let halls = self.served.iter().map(|served| &served.hall);
        match dial::begin(reply, halls, &self.doorstep) {
            Ok(dialling) => self.dialling = Some(dialling),
            Err(problem) => self.around.events.send(Event::NotConnected(problem)),
        }
    }

    // Their end

    fn cancel(&mut self, id: &InvitationId) {
        let Some(ticket) = TicketId::parse(&id.0) else { return };
        if self
            .served
            .iter()
            .any(|served| served.registry.end(&ticket, Refusal::Closed))
        {
            self.around.note(Entry::now(Kind::Cancelled).ticket(ticket.short()));
            self.around.events.send(Event::Cancelled(id.clone()));
        }
        self.around.reach.cancelled.done(id);
        self.close_empty();
    }

    /// Ends the session and lets nobody in any more, however they came: not even those who have proved themselves
    /// already.
    fn end_everything(&mut self) {
        // The session ended when the command was given.
        self.dialling = None;
        self.waiting.clear();
        // Dropping them ends what they do.
        self.asking = JoinSet::new();
        self.opening = JoinSet::new();
        // The listeners go with what they serve.
        for served in std::mem::take(&mut self.served) {
            for ticket in served.registry.end_all(Refusal::Closed) {
                self.around.note(Entry::now(Kind::Cancelled).ticket(ticket.short()));
                let id = InvitationId(ticket.as_str().to_owned());
                self.around.events.send(Event::Cancelled(id));
            }
        }
        // Closes connections that have not proved anything yet, and a session that began in the meantime.
        self.doorstep.clear();
        self.around.reach.slot.refuse_claimants();
        self.around.reach.stop.end();
        self.around.note(Entry::now(Kind::AllClosed));
        self.around.events.send(Event::AllClosed);
    }

    fn expire(&mut self) {
        let longest = self.around.rules().max_life_minutes;
        for served in &self.served {
            for ticket in served.registry.expire(longest) {
                self.around.note(Entry::now(Kind::Expired).ticket(ticket.short()));
                self.around
                    .events
                    .send(Event::Expired(InvitationId(ticket.as_str().to_owned())));
            }
        }
        self.close_empty();
    }

    fn look_around(&mut self) {
        self.expire();
        if self.forgotten.elapsed() > FORGET {
            self.forget();
        }
        if let Ok(Some(addresses)) = addresses::changed_since(&self.addresses) {
            tracing::info!(?addresses, "the addresses of this computer have changed");
            if !self.served.is_empty() {
                self.around.events.send(Event::Error(problems::address()));
            }
            self.addresses = addresses;
        }
    }

    /// A listener without invitations goes, and its keys with it. A helper who is already there stays.
    fn close_empty(&mut self) {
        // Connections on the doorstep are still told why. An invitation that is being made may be about to use this
        // listener, too.
        if self.asking.is_empty() {
            self.served.retain(|served| served.waits || !served.registry.is_empty());
            // Helpers who may come unasked come from the same network.
            for served in self.served.iter_mut().filter(|served| served.registry.is_empty()) {
                served.leave_router();
            }
        }
    }
}

async fn accept(socket: Listener, hall: Arc<Hall>, doorstep: Doorstep) {
    loop {
        match socket.accept().await {
            Ok((stream, address)) => {
                let hall = Arc::clone(&hall);
                doorstep.admit(address.ip(), |place| {
                    arrival::serve(stream, address, hall, ConnectedBy::In, place)
                });
                // Whoever came before gets on first: a crowd must not push them out before they were ever looked at.
                tokio::task::yield_now().await;
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_REST).await;
            }
        }
    }
}
