//! The novice's side as a whole: makes invitations, keeps their listeners, lets helpers in one at a time, obeys the front end.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::arrival::{self, Hall, Slot};
use super::helped::ToHelped;
use super::registry::{Registry, now};
use super::{Around, AskOptions, Command, Event, InvitationId, InvitationInForce, NoviceSettings, Problem};
use crate::invitation::{Address, Keys, Kh2, NewTicket, PassStub, Password, Pins, Store, StoredTicket, TicketId};
use crate::journal::Kind;
use crate::net::addresses;
use crate::net::link::Running;
use crate::net::listener::{Doorstep, Listener, PortChoice};
use crate::net::tls::TlsIdentity;
use crate::policy::Rules;
use crate::rdp::keys::SecurityKey;
use crate::session::ends::Refusal;

/// Expiry and a changed address are looked for this often.
const LOOK_AROUND: Duration = Duration::from_secs(5);
/// After an error of `accept` (out of descriptors) the listener rests this long instead of spinning.
const ACCEPT_REST: Duration = Duration::from_millis(200);

/// Keys of a listener that is not there yet.
type Prepared = Result<(TlsIdentity, SecurityKey), String>;

struct Served {
    registry: Arc<Registry>,
    listen: Option<IpAddr>,
    _accepting: Running<()>,
}

pub(super) struct Service {
    settings: NoviceSettings,
    around: Around,
    store: Option<Store>,
    slot: Arc<Slot>,
    /// One for all listeners.
    doorstep: Doorstep,
    served: Vec<Served>,
    keys: JoinHandle<Prepared>,
    addresses: Vec<IpAddr>,
}

/// Makes the keys of the next listener in the background: the RSA key takes a moment.
fn prepare() -> JoinHandle<Prepared> {
    tokio::task::spawn_blocking(|| {
        let identity = TlsIdentity::generate().map_err(|error| error.to_string())?;
        let key = SecurityKey::generate(&mut rsa::rand_core::OsRng).map_err(|error| error.to_string())?;
        Ok((identity, key))
    })
}

impl Service {
    pub fn new(settings: NoviceSettings, around: Around) -> Self {
        Self {
            settings,
            around,
            store: None,
            slot: Arc::default(),
            doorstep: Doorstep::default(),
            served: Vec::new(),
            keys: prepare(),
            addresses: addresses::current().unwrap_or_default(),
        }
    }

    pub async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        self.take_up();
        let mut look = tokio::time::interval(LOOK_AROUND);
        loop {
            let changed = Arc::clone(&self.around.changed);
            tokio::select! {
                command = commands.recv() => match command {
                    Some(Command::Ask(options)) => {
                        if let Err(problem) = self.ask(options).await {
                            self.around.note(Kind::ListenerProblem, "", None, "", &problem.to_string());
                            self.around.events.send(Event::Error(problem));
                        }
                    }
                    Some(Command::Cancel(id)) => self.cancel(&id),
                    Some(Command::Quit) | None => break,
                    Some(command) => {
                        if let Command::Share(shared) = &command {
                            self.around.set_shared(*shared);
                        }
                        self.slot.send(ToHelped::Command(command)).await;
                    }
                },
                _ = look.tick() => self.look_around(),
                () = changed.notified() => self.close_empty(),
            }
        }
        self.slot.quit().await;
    }

    // Invitations of an earlier run

    /// Serves what a killed run left: the tickets that were mailed then open now, with the same keys on the same port, or are
    /// said to be dead.
    fn take_up(&mut self) {
        let store = match Store::open(&self.settings.state_dir) {
            Ok(store) => store,
            Err(error) => {
                self.around
                    .events
                    .send(Event::Error(problem_of_store(&error.to_string())));
                return;
            }
        };
        match store.adopt(now()) {
            Ok(adopted) => {
                for dead in adopted.dead {
                    let Some(id) = dead.id else { continue };
                    let id = InvitationId(id.as_str().to_owned());
                    self.around.events.send(Event::DeadInvitation {
                        id,
                        reason: dead.reason.to_string(),
                    });
                }
                for listener in adopted.listeners {
                    self.take_up_one(listener);
                }
            }
            Err(error) => tracing::warn!(%error, "invitations of an earlier run cannot be read"),
        }
        self.store = Some(store);
    }

    fn take_up_one(&mut self, kept: crate::invitation::Listener) {
        let revived = kept
            .keys()
            .ok_or_else(|| "its keys are gone".to_owned())
            .and_then(|keys| {
                let identity = TlsIdentity::from_der(keys.tls_certificate.clone(), keys.tls_key.clone().into())
                    .map_err(|e| e.to_string())?;
                let key = SecurityKey::from_pkcs8_der(&keys.rdp_key).map_err(|error| error.to_string())?;
                let socket = Listener::bind(PortChoice::Exactly(keys.port), keys.listen)
                    .map_err(|error| format!("its port {} cannot be opened again: {error}", keys.port))?;
                Ok((identity, key, socket, keys.listen))
            });
        match revived {
            Ok((identity, key, socket, listen)) => {
                let registry = Arc::new(Registry::new(kept, identity, Arc::new(key), socket.port()));
                self.serve(Arc::clone(&registry), socket, listen);
                registry.warm_up();
                for invitation in registry.list() {
                    self.around.events.send(Event::Invitation(InvitationInForce {
                        kept: true,
                        ..invitation
                    }));
                }
            }
            Err(reason) => {
                for stored in kept.list(now()) {
                    let id = InvitationId(stored.id.as_str().to_owned());
                    self.around.events.send(Event::DeadInvitation {
                        id,
                        reason: reason.clone(),
                    });
                    if let Err(error) = kept.remove(&stored.id) {
                        tracing::warn!(%error, "a dead invitation could not be removed");
                    }
                }
            }
        }
    }

    // New invitations

    async fn ask(&mut self, options: AskOptions) -> Result<(), Problem> {
        let rules = Rules::load();
        if !rules.ask {
            return Err(problem_of_rules());
        }
        let registry = match self.fitting(&options) {
            Some(registry) => registry,
            None => self.listen(&options).await?,
        };
        let unlucky = |error: &dyn std::fmt::Display| problem_of_keys(&error.to_string());
        let password = match &options.password {
            Some(typed) => Password::from_typed(typed),
            None => Password::generate().map_err(|error| unlucky(&error))?,
        };
        let id = TicketId::generate().map_err(|error| unlucky(&error))?;
        let pass_stub = PassStub::generate().map_err(|error| unlucky(&error))?;
        let minutes = u32::try_from(options.life.as_secs().div_ceil(60))
            .unwrap_or(u32::MAX)
            .clamp(1, rules.max_life_minutes);
        let start = now();
        let ticket = NewTicket {
            user_name: self.settings.user_name.clone(),
            id: id.clone(),
            pass_stub: pass_stub.clone(),
            pins: Pins {
                kh: registry.key.kh(),
                kh2: Some(Kh2::Sha256(registry.key.kh2_sha256())),
                ce: Some(registry.identity.certificate().to_vec()),
            },
            addresses: self.ticket_addresses(options.listen, registry.port),
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
            older_windows: options.older_windows && rules.older_windows,
            failed_tries: 0,
        };
        let short = stored.id.short().to_owned();
        let added = registry.add(stored);
        let shown = added.map_err(|error| {
            self.close_empty();
            problem_of_store(&error.to_string())
        })?;
        registry.warm_up();
        self.around
            .note(Kind::Invited, "", None, &short, &format!("for {minutes} minutes"));
        self.around.events.send(Event::Invitation(shown));
        Ok(())
    }

    /// A listener that is already there, if it is where this invitation wants it.
    fn fitting(&self, options: &AskOptions) -> Option<Arc<Registry>> {
        let fits = |served: &&Served| {
            served.listen == options.listen && options.port.is_none_or(|port| port == served.registry.port)
        };
        self.served.iter().find(fits).map(|served| Arc::clone(&served.registry))
    }

    async fn listen(&mut self, options: &AskOptions) -> Result<Arc<Registry>, Problem> {
        let choice = options.port.map_or(PortChoice::Default, PortChoice::Exactly);
        let socket = Listener::bind(choice, options.listen).map_err(|error| problem_of_port(options.port, &error))?;
        let prepared = std::mem::replace(&mut self.keys, prepare()).await;
        let prepared = prepared.unwrap_or_else(|error| Err(error.to_string()));
        let (identity, key) = prepared.map_err(|error| problem_of_keys(&error))?;
        if self.store.is_none() {
            self.store = Store::open(&self.settings.state_dir).ok();
        }
        let store = self
            .store
            .as_ref()
            .ok_or_else(|| problem_of_store("the directory cannot be used"))?;
        let kept = store
            .new_listener()
            .map_err(|error| problem_of_store(&error.to_string()))?;
        let rdp_key = key
            .to_pkcs8_der()
            .map_err(|error| problem_of_keys(&error.to_string()))?;
        let keys = Keys {
            tls_key: identity.private_key().to_vec(),
            tls_certificate: identity.certificate().to_vec(),
            rdp_key: rdp_key.to_vec(),
            port: socket.port(),
            listen: options.listen,
        };
        kept.set_keys(keys)
            .map_err(|error| problem_of_store(&error.to_string()))?;
        let registry = Arc::new(Registry::new(kept, identity, Arc::new(key), socket.port()));
        self.serve(Arc::clone(&registry), socket, options.listen);
        Ok(registry)
    }

    fn serve(&mut self, registry: Arc<Registry>, socket: Listener, listen: Option<IpAddr>) {
        for address in socket.local_addresses() {
            self.around.events.send(Event::Listening(address));
        }
        let hall = Arc::new(Hall {
            registry: Arc::clone(&registry),
            slot: Arc::clone(&self.slot),
            around: self.around.clone(),
        });
        let accepting = Running::spawn(accept(socket, hall, self.doorstep.clone()));
        self.served.push(Served {
            registry,
            listen,
            _accepting: accepting,
        });
    }

    fn ticket_addresses(&self, listen: Option<IpAddr>, port: u16) -> Vec<Address> {
        let hosts = match listen {
            Some(only) => vec![only.to_string()],
            None => addresses::for_ticket().unwrap_or_else(|error| {
                tracing::warn!(%error, "the addresses of this computer are not to be had");
                Vec::new()
            }),
        };
        let mut addresses: Vec<_> = hosts.iter().filter_map(|host| Address::new(host, port)).collect();
        // A computer without any network can still be helped by somebody on it.
        if addresses.is_empty() {
            addresses.extend(Address::new(&Ipv4Addr::LOCALHOST.to_string(), port));
        }
        addresses
    }

    // Their end

    fn cancel(&mut self, id: &InvitationId) {
        let Some(ticket) = TicketId::parse(&id.0) else { return };
        if self
            .served
            .iter()
            .any(|served| served.registry.end(&ticket, Refusal::Closed))
        {
            self.around.note(Kind::Cancelled, "", None, ticket.short(), "");
            self.around.events.send(Event::Cancelled(id.clone()));
        }
        self.close_empty();
    }

    fn look_around(&mut self) {
        for served in &self.served {
            for ticket in served.registry.expire() {
                self.around.note(Kind::Expired, "", None, ticket.short(), "");
                self.around
                    .events
                    .send(Event::Expired(InvitationId(ticket.as_str().to_owned())));
            }
        }
        self.close_empty();
        if let Ok(Some(addresses)) = addresses::changed_since(&self.addresses) {
            tracing::info!(?addresses, "the addresses of this computer have changed");
            if !self.served.is_empty() {
                self.around.events.send(Event::Error(problem_of_address()));
            }
            self.addresses = addresses;
        }
    }

    /// A listener without invitations goes, and its keys with it. A helper who is already there stays.
    fn close_empty(&mut self) {
        // Whoever is on the doorstep is still told why.
        self.served.retain(|served| !served.registry.is_empty());
    }
}

async fn accept(socket: Listener, hall: Arc<Hall>, doorstep: Doorstep) {
    loop {
        match socket.accept().await {
            Ok((stream, address)) => {
                let hall = Arc::clone(&hall);
                doorstep.admit(address.ip(), |place| arrival::serve(stream, address, hall, place));
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

fn problem_of_port(port: Option<u16>, error: &std::io::Error) -> Problem {
    Problem {
        what: match port {
            Some(port) => format!("Nobody could reach you at port {port}: it cannot be opened."),
            None => "Nobody could reach you: no port can be opened.".to_owned(),
        },
        why: match error.kind() {
            std::io::ErrorKind::AddrInUse => "Another program uses it.".to_owned(),
            std::io::ErrorKind::PermissionDenied => "This system does not allow it.".to_owned(),
            _ => format!("The system says: {error}."),
        },
        remedy: "Choose another port, or none: then a free one is taken.".to_owned(),
    }
}

fn problem_of_rules() -> Problem {
    Problem {
        what: "No invitation was made.".to_owned(),
        why: "Whoever manages this computer does not allow asking for help with Lifeline.".to_owned(),
        remedy: "Ask them.".to_owned(),
    }
}

fn problem_of_store(error: &str) -> Problem {
    Problem {
        what: "The invitation could not be kept, so none was made.".to_owned(),
        why: format!("Its file could not be written ({error}); the disk may be full."),
        remedy: "Make room on the disk, then ask again.".to_owned(),
    }
}

fn problem_of_keys(error: &str) -> Problem {
    Problem {
        what: "No invitation could be made.".to_owned(),
        why: format!("The keys for it could not be made ({error})."),
        remedy: "Try again.".to_owned(),
    }
}

fn problem_of_address() -> Problem {
    Problem {
        what: "This computer has a new address.".to_owned(),
        why: "It changed networks, or slept.".to_owned(),
        remedy: "Your helper may not reach you with the invitation they have. If so, send a new one.".to_owned(),
    }
}
