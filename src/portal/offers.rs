//! What the portal offers on this desktop.

use std::time::{Duration, Instant};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Value};

use super::error::{Missing, PortalError};
use super::request::{register, request, token};
use super::{GLOBAL_SHORTCUTS, NAME, PATH, REMOTE_DESKTOP, SCREEN_CAST};

/// A portal that has not answered by then says nothing. It may have to be started first.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

/// When the desktop's part of it has been started, the portal itself finds out by then; it is asked so often.
const AWAKE_WITHIN: Duration = Duration::from_secs(3);
const AWAKE_AGAIN: Duration = Duration::from_millis(50);

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
    ///
    /// Drawn into it first where `mutter_has_several` monitors, of which the person may choose more than one: whenever any
    /// of them is about to be drawn, GNOME 50 tells the pointer of each one that is shared, counts that as a picture of
    /// it, and finds that the real one, which follows, comes too early after it. Of several monitors it gives none then,
    /// for as long as one waits.
    pub(super) fn cursor_mode(self, mutter_has_several: bool) -> Option<u32> {
        let modes = match mutter_has_several {
            false => [METADATA, EMBEDDED],
            true => [EMBEDDED, METADATA],
        };
        modes.into_iter().find(|mode| self.cursors & mode != 0)
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

/// Whether it may listen for keys of this program's, which the person is asked about when control begins. Asks them
/// nothing.
#[must_use]
pub fn listens_for_keys() -> bool {
    let version = connect().and_then(|bus| {
        register(&bus)?;
        number(&bus, GLOBAL_SHORTCUTS, "version")
    });
    match version {
        Ok(version) => version.is_some(),
        Err(error) => {
            tracing::debug!(%error, "no keys by the portal");
            false
        }
    }
}

pub(super) fn connect() -> Result<Connection, PortalError> {
    let bus = Builder::session().and_then(|builder| builder.method_timeout(TIMEOUT).build());
    Ok(bus.map_err(|error| Missing::Bus(error.into()))?)
}

pub(super) fn offers_on(bus: &Connection) -> Result<PortalOffers, PortalError> {
    let mut sources = number(bus, SCREEN_CAST, "AvailableSourceTypes")?.ok_or(Missing::ScreenCast)?;
    if sources == 0 {
        sources = awakened(bus)?;
    }
    if sources & (MONITOR | WINDOW) == 0 {
        return Err(Missing::ScreenCast.into());
    }
    if draws_without_opengl(bus) {
        return Err(Missing::OpenGl.into());
    }
    let cursors = number(bus, SCREEN_CAST, "AvailableCursorModes")?.unwrap_or_default();
    Ok(PortalOffers { sources, cursors })
}

/// KWin (6.7) shares what it draws by OpenGL alone. Without a graphics card it draws by another way; its portal offers to
/// share the screen all the same, and never asks the person.
fn draws_without_opengl(bus: &Connection) -> bool {
    let asked = bus.call_method(
        Some("org.kde.KWin"),
        "/Compositor",
        Some(PROPERTIES),
        "Get",
        &("org.kde.kwin.Compositing", "compositingType"),
    );
    let way = asked.and_then(|answer| answer.body().deserialize::<OwnedValue>());
    way.is_ok_and(|way| way.downcast_ref::<&str>().is_ok_and(|way| way == "qpainter"))
}

/// The portal is there, and the desktop's part of it is not: xdg-desktop-portal-wlr 0.8 ends by a fault of its own when a
/// monitor is unplugged. The beginning of a session starts it once more, and asks nobody anything.
fn awakened(bus: &Connection) -> Result<u32, PortalError> {
    request(bus, SCREEN_CAST, "CreateSession", |mut options| {
        options.insert("session_handle_token", Value::from(token()));
        (options,)
    })?;
    let deadline = Instant::now() + AWAKE_WITHIN;
    loop {
        let sources = number(bus, SCREEN_CAST, "AvailableSourceTypes")?.unwrap_or_default();
        if sources != 0 || Instant::now() >= deadline {
            return Ok(sources);
        }
        std::thread::sleep(AWAKE_AGAIN);
    }
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
