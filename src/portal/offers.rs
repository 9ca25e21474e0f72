//! What the portal offers on this desktop.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use super::error::{Missing, PortalError};
use super::{NAME, PATH, REMOTE_DESKTOP, SCREEN_CAST};

/// A portal that has not answered by then says nothing. It may have to be started first.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// Bits of ScreenCast's `AvailableSourceTypes`.
pub(super) const MONITOR: u32 = 1;
pub(super) const WINDOW: u32 = 2;
/// Bits of ScreenCast's `AvailableCursorModes`.
const EMBEDDED: u32 = 2;
const METADATA: u32 = 4;

/// Bits of RemoteDesktop's `AvailableDeviceTypes`: keyboard and pointer.
pub(super) const HANDS: u32 = 1 | 2;

/// How the screen can be shared here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortalOffers {
    /// What can be shared, as bits of `AvailableSourceTypes`.
    pub(super) sources: u32,
    /// How the pointer comes, as bits of `AvailableCursorModes`; 0 where the portal is too old to say.
    cursors: u32,
}

impl PortalOffers {
    /// The pointer's shape and place beside the picture where they are to be had, else drawn into it.
    pub(super) fn cursor_mode(self) -> Option<u32> {
        [METADATA, EMBEDDED].into_iter().find(|mode| self.cursors & mode != 0)
    }
}

/// What this desktop offers. Asks the person nothing.
///
/// # Errors
/// There is no portal, or it cannot share the screen.
pub fn offers() -> Result<PortalOffers, PortalError> {
    offers_on(&connect()?)
}

/// Whether it lends mouse and keyboard. Asks the person nothing.
#[must_use]
pub fn lends_hands() -> bool {
    let devices = connect().and_then(|bus| number(&bus, REMOTE_DESKTOP, "AvailableDeviceTypes"));
    match devices {
        Ok(devices) => devices.unwrap_or_default() & HANDS == HANDS,
        Err(error) => {
            tracing::debug!(%error, "the portal was not asked");
            false
        }
    }
}

pub(super) fn connect() -> Result<Connection, PortalError> {
    let bus = Builder::session().and_then(|builder| builder.method_timeout(TIMEOUT).build());
    Ok(bus.map_err(|error| Missing::Bus(error.into()))?)
}

pub(super) fn offers_on(bus: &Connection) -> Result<PortalOffers, PortalError> {
    let sources = number(bus, SCREEN_CAST, "AvailableSourceTypes")?.ok_or(Missing::ScreenCast)?;
    if sources & (MONITOR | WINDOW) == 0 {
        return Err(Missing::ScreenCast.into());
    }
    let cursors = number(bus, SCREEN_CAST, "AvailableCursorModes")?.unwrap_or_default();
    Ok(PortalOffers { sources, cursors })
}

/// A property of the portal; `None` where the portal has no such.
fn number(bus: &Connection, interface: &str, property: &str) -> Result<Option<u32>, PortalError> {
    let asked = bus.call_method(Some(NAME), PATH, Some(PROPERTIES), "Get", &(interface, property));
    match asked {
        Ok(answer) => {
            let value: OwnedValue = answer.body().deserialize()?;
            Ok(u32::try_from(value).ok())
        }
        Err(zbus::Error::MethodError(name, ..)) => match name.as_str() {
            "org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner" => {
                Err(Missing::Portal.into())
            }
            _ => Ok(None),
        },
        Err(error) => Err(error.into()),
    }
}
