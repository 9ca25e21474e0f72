//! Port mappings at the default route's gateway (UPnP WANIPConnection:1 and :2, WANPPPConnection:1).
//!
//! A small client of our own: every answer is bounded in size, time and depth, only the gateway is spoken to, and no address
//! but its own is followed. The ready-made one builds a tree of what the router sends; a nested document of 1 MiB ends the
//! whole program there.

mod http;
mod ssdp;
mod url;
mod xml;

use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::route::DefaultRoute;
use http::Answer;
use url::Url;

/// What routers list the mapping as.
const DESCRIPTION: &str = "Lifeline";

/// Why the router did not do it.
#[derive(Debug, thiserror::Error)]
pub enum UpnpError {
    #[error("the router does not answer")]
    Silent,
    #[error("the router refused (error {0})")]
    Refused(u16),
    #[error("the router sent {0}")]
    Senseless(&'static str),
    #[error("the router cannot be spoken to: {0}")]
    Io(#[from] io::Error),
}

impl UpnpError {
    /// The port is taken by another computer's mapping (718 ConflictInMappingEntry), or not to be had for other reasons
    /// that another port may not have (729 ConflictWithOtherMechanisms).
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused(718 | 729))
    }

    /// There is no such mapping (713 SpecifiedArrayIndexInvalid, 714 NoSuchEntryInArray).
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Refused(713 | 714))
    }
}

/// The control point of one connection service on the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gateway {
    control: SocketAddrV4,
    path: String,
    service: String,
}

impl Gateway {
    /// Asks the default route's gateway, and nobody else, for its connection service and the address it has outside
    /// (0.0.0.0 where it says that it has none).
    pub async fn find(route: &DefaultRoute) -> Result<(Self, Ipv4Addr), UpnpError> {
        let at = ssdp::find(route).await?;
        let answer = http::get(at.to, &at.path).await?;
        if answer.status != 200 {
            return Err(UpnpError::Senseless("no description"));
        }
        let (base, services) = xml::description(&answer.body)?;
        let base = base.and_then(|base| Url::parse(&base, route.gateway)).unwrap_or(at);
        let mut first = None;
        let mut last = UpnpError::Senseless("a description without a connection");
        for service in services {
            let Some(control) = base.join(&service.control_url) else {
                continue;
            };
            // It goes into requests as it is.
            if !service
                .kind
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b":-.".contains(&byte))
            {
                continue;
            }
            let gateway = Self {
                control: control.to,
                path: control.path,
                service: service.kind,
            };
            // A router may describe connections that are not in use; the one that is has an address.
            match gateway.external_address().await {
                Ok(address) if !address.is_unspecified() => return Ok((gateway, address)),
                Ok(address) => first = first.or(Some((gateway, address))),
                Err(error) => last = error,
            }
        }
        first.ok_or(last)
    }

    /// The gateway's address in this network.
    #[must_use]
    pub fn address(&self) -> Ipv4Addr {
        *self.control.ip()
    }

    /// The address that the router has outside.
    pub async fn external_address(&self) -> Result<Ipv4Addr, UpnpError> {
        let body = self.act("GetExternalIPAddress", "").await?;
        let [address] = xml::values(&body, ["NewExternalIPAddress"])?;
        // An empty value is what routers without a connection send.
        address.map_or(Ok(Ipv4Addr::UNSPECIFIED), |address| {
            address
                .parse()
                .map_err(|_| UpnpError::Senseless("an address that is none"))
        })
    }

    /// Maps a TCP port outside to `to`, for `lease` (whole seconds, at least one), or renews that.
    pub async fn map(&self, external: u16, to: SocketAddrV4, lease: Duration) -> Result<(), UpnpError> {
        let (host, port, seconds) = (to.ip(), to.port(), lease.as_secs().max(1));
        let arguments = format!(
            "<NewRemoteHost></NewRemoteHost><NewExternalPort>{external}</NewExternalPort><NewProtocol>TCP</NewProtocol>\
             <NewInternalPort>{port}</NewInternalPort><NewInternalClient>{host}</NewInternalClient><NewEnabled>1</NewEnabled>\
             <NewPortMappingDescription>{DESCRIPTION}</NewPortMappingDescription>\
             <NewLeaseDuration>{seconds}</NewLeaseDuration>"
        );
        self.act("AddPortMapping", &arguments).await.map(drop)
    }

    /// Where the router sends what comes to this TCP port; `None` if nowhere.
    pub async fn mapped_to(&self, external: u16) -> Result<Option<SocketAddrV4>, UpnpError> {
        let body = match self.act("GetSpecificPortMappingEntry", &which(external)).await {
            Err(error) if error.is_unknown() => return Ok(None),
            answered => answered?,
        };
        let [client, port] = xml::values(&body, ["NewInternalClient", "NewInternalPort"])?;
        let to = client.zip(port);
        let to = to.and_then(|(client, port)| Some(SocketAddrV4::new(client.parse().ok()?, port.parse().ok()?)));
        to.map(Some).ok_or(UpnpError::Senseless("a mapping to nowhere"))
    }

    /// Takes a mapping away; none is fine.
    pub async fn unmap(&self, external: u16) -> Result<(), UpnpError> {
        match self.act("DeletePortMapping", &which(external)).await {
            Err(error) if !error.is_unknown() => Err(error),
            _ => Ok(()),
        }
    }

    async fn act(&self, action: &str, arguments: &str) -> Result<Vec<u8>, UpnpError> {
        let service = &self.service;
        // It may come from a file.
        let path = url::checked(&self.path).ok_or(UpnpError::Senseless("a control address that is none"))?;
        let body = format!(
            "<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:{action} xmlns:u=\"{service}\">\
             {arguments}</u:{action}></s:Body></s:Envelope>\r\n"
        );
        let Answer { status, body } = http::post(self.control, &path, &format!("{service}#{action}"), &body).await?;
        if status == 200 {
            return Ok(body);
        }
        let [code] = xml::values(&body, ["errorCode"])?;
        let code = code.and_then(|code| code.parse().ok()).unwrap_or(status);
        Err(UpnpError::Refused(code))
    }
}

/// Names a mapping.
fn which(external: u16) -> String {
    format!(
        "<NewRemoteHost></NewRemoteHost><NewExternalPort>{external}</NewExternalPort><NewProtocol>TCP</NewProtocol>"
    )
}
