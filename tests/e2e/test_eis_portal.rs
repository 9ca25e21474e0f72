//! Portals of desktops that take mouse and keyboard by EIS alone.

use std::sync::{Arc, Mutex};

use zbus::blocking::connection::Builder;
use zbus::message::Header;
use zbus::zvariant::{ObjectPath, OwnedFd, OwnedObjectPath};
use zbus::{fdo, interface};

use super::test_eis::TestEis;
use super::test_portal::{Desktop, Options, PATH, create, respond, start};

/// A portal without any of the calls.
pub fn serve_eis(
    builder: Builder<'static>,
    desktop: Arc<Mutex<Desktop>>,
    eis: TestEis,
) -> zbus::Result<Builder<'static>> {
    builder.serve_at(PATH, RemoteDesktop { desktop, eis })
}

/// The desktop's part of a portal, which says what it has.
pub fn serve_backend(builder: Builder<'static>) -> zbus::Result<Builder<'static>> {
    builder
        .serve_at(PATH, Backend)?
        .name("org.freedesktop.impl.portal.desktop.test")
}

struct RemoteDesktop {
    desktop: Arc<Mutex<Desktop>>,
    eis: TestEis,
}

#[interface(name = "org.freedesktop.portal.RemoteDesktop")]
impl RemoteDesktop {
    async fn create_session(
        &self,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        create(&self.desktop, bus, &header, &options).await
    }

    async fn select_devices(
        &self,
        _session: ObjectPath<'_>,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        respond(bus, &header, &options, Some(0), Default::default()).await
    }

    async fn start(
        &self,
        _session: ObjectPath<'_>,
        _parent: String,
        options: Options,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        start(&self.desktop, bus, &header, &options, true).await
    }

    #[zbus(name = "ConnectToEIS")]
    fn connect_to_eis(&self, _session: ObjectPath<'_>, _options: Options) -> OwnedFd {
        self.eis.connect().into()
    }

    #[zbus(property)]
    fn available_device_types(&self) -> u32 {
        7
    }
}

struct Backend;

#[interface(name = "org.freedesktop.impl.portal.RemoteDesktop")]
impl Backend {
    #[zbus(name = "ConnectToEIS")]
    fn connect_to_eis(&self, _session: ObjectPath<'_>, _app: String, _options: Options) -> fdo::Result<OwnedFd> {
        Err(fdo::Error::Failed("nobody calls it here".to_owned()))
    }
}
