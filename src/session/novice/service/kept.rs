//! The invitations of an earlier run, which was killed or whose computer restarted.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::Service;
use crate::invitation::{DeadReason, Store};
use crate::net::listener::{Listener, PortChoice};
use crate::net::mapping::{Mapping, MappingWish};
use crate::net::tls::TlsIdentity;
use crate::rdp::keys::SecurityKey;
use crate::session::novice::event::Event;
use crate::session::novice::invitation::{InvitationId, InvitationInForce};
use crate::session::novice::problems;
use crate::session::novice::registry::{Registry, now};
use crate::t;
use crate::texts::said::{Said, system};

impl Service {
    /// Serves what a killed run left: the tickets that were mailed then open now, with the same keys on the same port,
    /// or are said to be dead.
    pub(super) fn take_up(&mut self) {
        let store = match Store::open(&self.settings.state_dir) {
            Ok(store) => store,
            Err(error) => {
                self.around.events.send(Event::Error(problems::store(error.why())));
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
                        reason: dead.reason.why(),
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

    fn take_up_one(&mut self, kept: crate::invitation::TicketListener) {
        let revived = kept.keys().ok_or_else(|| DeadReason::KeysLost.why()).and_then(|keys| {
            let identity = TlsIdentity::from_der(keys.tls_certificate.clone(), keys.tls_key.clone().into())
                .map_err(|error| damaged(&error))?;
            let key = SecurityKey::from_pkcs8_der(&keys.rdp_key).map_err(|error| damaged(&error))?;
            let socket = Listener::bind(PortChoice::Exactly(keys.port), keys.listen)
                .map_err(|error| t!("dead-listen", error = system(&error)))?;
            Ok((identity, key, socket, keys.listen))
        });
        match revived {
            Ok((identity, key, socket, listen)) => {
                let cancelled = Arc::clone(&self.around.reach.cancelled);
                let registry = Arc::new(Registry::new(kept, identity, Arc::new(key), socket.port(), cancelled));
                let wish = wish_again(&registry, listen).filter(|_| self.around.rules().may_map());
                let mapping = wish.and_then(|wish| self.map_again(&registry, wish));
                self.serve(Arc::clone(&registry), socket, listen, mapping);
                if let Some(wish) = wish {
                    self.open_at_router(&registry, wish);
                }
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

    /// Tickets that are out name a port at the router: that one, and no other, has to be had again.
    fn map_again(&self, registry: &Registry, wish: MappingWish) -> Option<Mapping> {
        let promised = registry.list().iter().find_map(|invitation| invitation.mapped)?;
        let external = Some(promised.port());
        let wish = MappingWish { external, ..wish };
        Some(self.router.map(wish, self.tell_of_mapping(Some(promised))))
    }
}

/// Keys that are there, and cannot be used.
fn damaged(error: &dyn std::fmt::Display) -> String {
    tracing::warn!(%error, "the keys of an earlier invitation cannot be used");
    DeadReason::Damaged.why()
}

/// What the router is asked for again; `None` where the person did not want it to be asked.
fn wish_again(registry: &Registry, listen: Option<IpAddr>) -> Option<MappingWish> {
    let until = registry.asks_router_until()?;
    Some(MappingWish {
        port: registry.port,
        local: match listen {
            Some(IpAddr::V4(only)) => Some(only),
            _ => None,
        },
        external: None,
        until: UNIX_EPOCH + Duration::from_secs(until),
        even_if_public: false,
        keeps_trying: true,
    })
}
