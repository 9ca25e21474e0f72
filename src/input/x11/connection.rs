//! One connection to an X server, with what every part of this room asks of it.

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::cookie::{Cookie, VoidCookie};
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::Event;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::res::{self, ConnectionExt as _};
use x11rb::protocol::xinput::{self, ConnectionExt as _};
use x11rb::protocol::xkb::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{Atom, ConnectionExt as _, MOTION_NOTIFY_EVENT, Window};
use x11rb::protocol::xtest::{self, ConnectionExt as _};
use x11rb::rust_connection::RustConnection;
use x11rb::x11_utils::TryParse;

use crate::input::error::{InputError, RefusedInput, Uncontrollable};

const XKB_VERSION: (u16, u16) = (1, 0);

/// Raw events come during grabs from 2.1 on, with their source from 2.2 on.
const XI_VERSION: (u16, u16) = (2, 2);

/// From 1.2 on it tells a client's process.
const RES_VERSION: (u8, u8) = (1, 2);

pub(super) struct XConnection {
    pub(super) x: RustConnection,
    pub(super) root: Window,
    /// `_NET_WM_PID`
    pub(super) pid_atom: Atom,
    /// `_LIFELINE_INPUT`, see [`super::spare`].
    pub(super) record_atom: Atom,
    /// `_LIFELINE_WINDOW`, see [`super::windows::mark`].
    pub(super) mark_atom: Atom,
    /// The server tells whose a window is.
    pub(super) tells_processes: bool,
}

/// The devices through which every injected event comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct TestDevices {
    pub(super) keyboard: Option<u16>,
    pub(super) pointer: Option<u16>,
}

pub(super) fn gone(_: ConnectionError) -> InputError {
    InputError::DisplayGone
}

/// The reply, or `None` if the server refused the request: what was asked about no longer exists.
pub(super) fn in_reply<C, R>(request: Result<Cookie<'_, C, R>, ConnectionError>) -> Result<Option<R>, InputError>
where
    C: x11rb::connection::RequestConnection + ?Sized,
    R: TryParse,
{
    match request.map_err(gone)?.reply() {
        Ok(reply) => Ok(Some(reply)),
        Err(ReplyError::X11Error(_)) => Ok(None),
        Err(ReplyError::ConnectionError(error)) => Err(gone(error)),
    }
}

/// As [`in_reply`], for what always exists.
pub(super) fn in_sure_reply<C, R>(request: Result<Cookie<'_, C, R>, ConnectionError>) -> Result<R, InputError>
where
    C: x11rb::connection::RequestConnection + ?Sized,
    R: TryParse,
{
    in_reply(request)?.ok_or_else(|| RefusedInput::NoReply.into())
}

/// Sends a request whose refusal is worth no more than a line in the log.
pub(super) fn sent<C>(request: Result<VoidCookie<'_, C>, ConnectionError>) -> Result<(), InputError>
where
    C: x11rb::connection::RequestConnection + ?Sized,
{
    match request.map_err(gone)?.check() {
        Ok(()) => Ok(()),
        Err(ReplyError::X11Error(error)) => Err(RefusedInput::Request(error.error_kind).into()),
        Err(ReplyError::ConnectionError(error)) => Err(gone(error)),
    }
}

impl XConnection {
    pub(super) fn open(display: Option<&str>) -> Result<Self, InputError> {
        let named = || display.map_or_else(|| std::env::var("DISPLAY").unwrap_or_default(), str::to_owned);
        let (x, screen) = RustConnection::connect(display).map_err(|error| InputError::NoDisplay {
            display: named(),
            source: error.into(),
        })?;
        let root = x
            .setup()
            .roots
            .get(screen)
            .map(|screen| screen.root)
            .ok_or_else(|| InputError::NoScreen { display: named() })?;
        let pid_atom = in_sure_reply(x.intern_atom(false, b"_NET_WM_PID"))?.atom;
        let record_atom = in_sure_reply(x.intern_atom(false, b"_LIFELINE_INPUT"))?.atom;
        let mark_atom = in_sure_reply(x.intern_atom(false, b"_LIFELINE_WINDOW"))?.atom;
        let mut connected = Self {
            x,
            root,
            pid_atom,
            record_atom,
            mark_atom,
            tells_processes: false,
        };
        if connected.has(res::X11_EXTENSION_NAME)? {
            let version = in_reply(connected.x.res_query_version(RES_VERSION.0, RES_VERSION.1))?;
            connected.tells_processes = version.is_some_and(|version| {
                (version.server_major, version.server_minor) >= (RES_VERSION.0.into(), RES_VERSION.1.into())
            });
        }
        Ok(connected)
    }

    /// Everything that injecting needs, and that this is not a window on somebody's Wayland desktop.
    pub(super) fn check_support(&self) -> Result<(), InputError> {
        if !self.has(xtest::X11_EXTENSION_NAME)? {
            return Err(Uncontrollable::NoXtest.into());
        }
        if !self.has(xkb::X11_EXTENSION_NAME)? {
            return Err(Uncontrollable::NoXkb.into());
        }
        let used = in_sure_reply(self.x.xkb_use_extension(XKB_VERSION.0, XKB_VERSION.1))?;
        if !used.supported {
            return Err(Uncontrollable::OldXkb.into());
        }
        if !self.has_raw_events()? {
            return Err(Uncontrollable::NoRawEvents.into());
        }
        if self.is_xwayland()? {
            return Err(Uncontrollable::Xwayland.into());
        }
        Ok(())
    }

    pub(super) fn has_raw_events(&self) -> Result<bool, InputError> {
        if !self.has(xinput::X11_EXTENSION_NAME)? {
            return Ok(false);
        }
        let version = in_reply(self.x.xinput_xi_query_version(XI_VERSION.0, XI_VERSION.1))?;
        Ok(version.is_some_and(|version| (version.major_version, version.minor_version) >= XI_VERSION))
    }

    /// Xwayland names its outputs after itself; newer ones have an extension of that name too.
    pub(super) fn is_xwayland(&self) -> Result<bool, InputError> {
        if self.has("XWAYLAND")? {
            return Ok(true);
        }
        if !self.has(x11rb::protocol::randr::X11_EXTENSION_NAME)? {
            return Ok(false);
        }
        let Some(resources) = in_reply(self.x.randr_get_screen_resources_current(self.root))? else {
            return Ok(false);
        };
        for output in resources.outputs {
            if let Some(info) = in_reply(self.x.randr_get_output_info(output, resources.config_timestamp))?
                && info.name.starts_with(b"XWAYLAND")
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn test_devices(&self) -> Result<TestDevices, InputError> {
        let devices = in_sure_reply(self.x.xinput_xi_query_device(xinput::Device::ALL))?;
        let called = |name: &str| {
            devices
                .infos
                .iter()
                .find(|device| device.name.ends_with(name.as_bytes()))
                .map(|device| device.deviceid)
        };
        Ok(TestDevices {
            keyboard: called("XTEST keyboard"),
            pointer: called("XTEST pointer"),
        })
    }

    /// Presses or releases a key or button (`kind` is the core event); returns when the server has done it.
    pub(super) fn fake(&self, kind: u8, detail: u8) -> Result<(), InputError> {
        sent(
            self.x
                .xtest_fake_input(kind, detail, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, 0),
        )
    }

    /// Whether a key is down as programs see it.
    pub(super) fn is_down(&self, keycode: u8) -> Result<bool, InputError> {
        let keys = in_sure_reply(self.x.query_keymap())?.keys;
        let bits = keys.get(usize::from(keycode / 8)).copied().unwrap_or_default();
        Ok(bits & (1 << (keycode % 8)) != 0)
    }

    /// Moves the pointer to a place of the whole desktop.
    pub(super) fn fake_move(&self, x: i16, y: i16) -> Result<(), InputError> {
        const ABSOLUTE: u8 = 0;
        sent(
            self.x
                .xtest_fake_input(MOTION_NOTIFY_EVENT, ABSOLUTE, x11rb::CURRENT_TIME, self.root, x, y, 0),
        )
    }

    /// Whether a program that holds the server for itself holds up this connection, too. What lets go must not wait for
    /// anybody.
    pub(super) fn waits_for_grabs(&self, waits: bool) -> Result<(), InputError> {
        sent(self.x.xtest_grab_control(!waits))
    }

    /// Returns when the server has carried out everything that was sent before.
    pub(super) fn sync(&self) -> Result<(), InputError> {
        in_reply(self.x.get_input_focus()).map(|_| ())
    }

    pub(super) fn next_event(&self) -> Result<Option<Event>, InputError> {
        self.x.poll_for_event().map_err(gone)
    }

    fn has(&self, extension: &'static str) -> Result<bool, InputError> {
        Ok(self.x.extension_information(extension).map_err(gone)?.is_some())
    }
}
