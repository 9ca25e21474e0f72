//! Port mappings at the default route's gateway (UPnP WANIPConnection:1 and :2, WANPPPConnection:1).
//!
//! What is asked of the router is written, and what it answers to that is read, by igd-next. It does not speak to the
//! router itself: every answer is bounded in size, time and shape before it gets there ([`Bounded`]), since igd-next
//! builds a tree of what it gets and keeps all namespaces with each element: 60 KB from a router became 1.8 GB and 14 s
//! there (0.18.0), and 200 KB the end of the program. Its search is not used for the same reason, and because it
//! fetches a description from whoever answers. Here only the gateway is asked, and only URLs of the gateway's own
//! address are followed.

mod error;
mod http;
mod ssdp;
mod url;
mod xml;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use igd_next::{AddPortError, GetExternalIpError, PortMappingProtocol, RemovePortError, RequestError, aio};
use serde::{Deserialize, Serialize};

use super::route::DefaultRoute;
use http::HttpAnswer;
use url::Url;

pub use error::{SenselessReply, UpnpError};

/// What routers list the mapping as.
const DESCRIPTION: &str = "Lifeline";

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
            return Err(UpnpError::Senseless(SenselessReply::NoDescription));
        }
        let (base, services) = xml::description(&answer.body)?;
        let base = base.and_then(|base| Url::parse(&base, route.gateway)).unwrap_or(at);
        let mut first = None;
        let mut last = UpnpError::Senseless(SenselessReply::NoConnection);
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
        match self.client()?.get_external_ip().await {
            Ok(IpAddr::V4(address)) => Ok(address),
            Ok(IpAddr::V6(_)) => Err(UpnpError::Senseless(SenselessReply::AddressKind)),
            // An empty value is what routers without a connection send.
            Err(GetExternalIpError::RequestError(RequestError::InvalidResponse(text))) => {
                let [address] = xml::values(text.as_bytes(), ["NewExternalIPAddress"])?;
                match address {
                    None => Ok(Ipv4Addr::UNSPECIFIED),
                    Some(_) => Err(UpnpError::Senseless(SenselessReply::NoAddress)),
                }
            }
            Err(GetExternalIpError::RequestError(error)) => Err(error.into()),
            Err(GetExternalIpError::ActionNotAuthorized) => Err(UpnpError::Refused(606)),
        }
    }

    /// Maps a TCP port outside to `to`, for `lease` (whole seconds, at least one), or renews that.
    pub async fn map(&self, external: u16, to: SocketAddrV4, lease: Duration) -> Result<(), UpnpError> {
        let seconds = u32::try_from(lease.as_secs().max(1)).unwrap_or(u32::MAX);
        let client = self.client()?;
        let mapped = client.add_port(PortMappingProtocol::TCP, external, to.into(), seconds, DESCRIPTION);
        mapped.await.map_err(|error| match error {
            AddPortError::RequestError(error) => error.into(),
            AddPortError::DescriptionTooLong => UpnpError::Refused(605),
            AddPortError::ActionNotAuthorized => UpnpError::Refused(606),
            AddPortError::ExternalPortZeroInvalid => UpnpError::Refused(716),
            AddPortError::PortInUse => UpnpError::Refused(718),
            AddPortError::SamePortValuesRequired => UpnpError::Refused(724),
            AddPortError::OnlyPermanentLeasesSupported => UpnpError::Refused(725),
            AddPortError::InternalPortZeroInvalid => UpnpError::Refused(732),
        })
    }

    /// Where the router sends what comes to this TCP port; `None` if nowhere. igd-next knows no such question.
    pub async fn mapped_to(&self, external: u16) -> Result<Option<SocketAddrV4>, UpnpError> {
        const ACTION: &str = "GetSpecificPortMappingEntry";
        let service = &self.service;
        // It may come from a file.
        let path = url::checked(&self.path).ok_or(UpnpError::Senseless(SenselessReply::NoControl))?;
        let body = format!(
            "<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:{ACTION} xmlns:u=\"{service}\">\
             <NewRemoteHost></NewRemoteHost><NewExternalPort>{external}</NewExternalPort><NewProtocol>TCP</NewProtocol>\
             </u:{ACTION}></s:Body></s:Envelope>\r\n"
        );
        let asked = Bounded::ask(self.control, &path, &format!("\"{service}#{ACTION}\""), &body).await;
        let answer = match asked.map_err(UpnpError::from) {
            Err(error) if error.is_unknown() => return Ok(None),
            asked => asked?,
        };
        let [client, port] = xml::values(answer.as_bytes(), ["NewInternalClient", "NewInternalPort"])?;
        let to = client.zip(port);
        let to = to.and_then(|(client, port)| Some(SocketAddrV4::new(client.parse().ok()?, port.parse().ok()?)));
        to.map(Some).ok_or(UpnpError::Senseless(SenselessReply::MappedNowhere))
    }

    /// Takes a mapping away. There being none is no error.
    pub async fn unmap(&self, external: u16) -> Result<(), UpnpError> {
        match self.client()?.remove_port(PortMappingProtocol::TCP, external).await {
            Ok(()) | Err(RemovePortError::NoSuchPortMapping) => Ok(()),
            Err(RemovePortError::ActionNotAuthorized) => Err(UpnpError::Refused(606)),
            Err(RemovePortError::RequestError(error)) => match error.into() {
                error if UpnpError::is_unknown(&error) => Ok(()),
                error => Err(error),
            },
        }
    }

    /// igd-next's view of it. What it would learn from the service's description is what the standard says.
    fn client(&self) -> Result<aio::Gateway<Bounded>, UpnpError> {
        let arguments = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let schema = [
            ("AddPortMapping".to_owned(), arguments(&ADD_PORT_MAPPING)),
            ("DeletePortMapping".to_owned(), arguments(&DELETE_PORT_MAPPING)),
        ];
        let client = aio::Gateway {
            addr: self.control.into(),
            root_url: "/".to_owned(),
            control_url: self.path.clone(),
            control_schema_url: "/".to_owned(),
            control_schema: schema.into(),
            service_type: self.service.clone(),
            ipv6_firewall_control_url: None,
            provider: Bounded,
        };
        // What it makes of the path is where it goes: the gateway, and nowhere else.
        let is_there = client.to_string() == format!("http://{}{}", self.control, self.path);
        is_there
            .then_some(client)
            .ok_or(UpnpError::Senseless(SenselessReply::NoControl))
    }
}

/// The arguments of these actions in the order of WANIPConnection:1, which some routers insist on.
const ADD_PORT_MAPPING: [&str; 8] = [
    "NewRemoteHost",
    "NewExternalPort",
    "NewProtocol",
    "NewInternalPort",
    "NewInternalClient",
    "NewEnabled",
    "NewPortMappingDescription",
    "NewLeaseDuration",
];
const DELETE_PORT_MAPPING: [&str; 3] = ["NewRemoteHost", "NewExternalPort", "NewProtocol"];

/// The way to the router and back. What comes out of it is small, and says little more than it seems to.
struct Bounded;

impl Bounded {
    async fn ask(to: SocketAddrV4, path: &str, action: &str, body: &str) -> Result<String, RequestError> {
        let carried = |error: UpnpError| match error {
            UpnpError::Io(error) => RequestError::IoError(error),
            UpnpError::Silent => RequestError::IoError(io::ErrorKind::TimedOut.into()),
            error => RequestError::IoError(io::Error::new(io::ErrorKind::InvalidData, error)),
        };
        let HttpAnswer { status, body } = http::post(to, path, action, body).await.map_err(carried)?;
        if status == 200 {
            let text =
                String::from_utf8(body).map_err(|_| carried(UpnpError::Senseless(SenselessReply::AnswerNoText)))?;
            return match xml::is_plain(&text) {
                true => Ok(text),
                false => Err(carried(UpnpError::Senseless(SenselessReply::AnswerShape))),
            };
        }
        let [code] = xml::values(&body, ["errorCode"]).map_err(carried)?;
        let code = code.and_then(|code| code.parse().ok()).unwrap_or(status);
        Err(RequestError::ErrorCode(code, String::new()))
    }
}

impl aio::Provider for Bounded {
    async fn send_async(url: &str, action: &str, body: &str) -> Result<String, RequestError> {
        let target = url.strip_prefix("http://").and_then(|rest| {
            let (to, path) = rest.split_at(rest.find('/')?);
            Some((to.parse().ok()?, url::checked(path)?))
        });
        let nowhere = || RequestError::IoError(io::Error::new(io::ErrorKind::InvalidInput, SenselessReply::NoControl));
        let (to, path): (SocketAddrV4, _) = target.ok_or_else(nowhere)?;
        Self::ask(to, &path, action, body).await
    }
}
