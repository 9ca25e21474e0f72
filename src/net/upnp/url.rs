//! The URLs of a router's documents: plain HTTP on the gateway itself, or nothing.

use std::net::{Ipv4Addr, SocketAddrV4};

/// The longest path that is followed: those of real routers are some 30 characters.
const PATH_MAX: usize = 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url {
    pub to: SocketAddrV4,
    /// Begins with `/`; printable ASCII without blanks, so that it cannot become a second line of a request.
    pub path: String,
}

impl Url {
    /// An absolute URL; `None` if it does not lie on this gateway.
    pub fn parse(text: &str, gateway: Ipv4Addr) -> Option<Self> {
        let rest = text.strip_prefix("http://")?;
        let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, port.parse().ok().filter(|port| *port != 0)?),
            None => (authority, 80),
        };
        if host.parse::<Ipv4Addr>().ok()? != gateway {
            return None;
        }
        Some(Self {
            to: SocketAddrV4::new(gateway, port),
            path: checked(path)?,
        })
    }

    /// A reference in a document that lies here.
    pub fn join(&self, reference: &str) -> Option<Self> {
        if reference.contains("://") {
            return Self::parse(reference, *self.to.ip());
        }
        let path = if reference.starts_with('/') {
            checked(reference)?
        } else {
            let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            checked(&format!("{folder}/{reference}"))?
        };
        Some(Self { to: self.to, path })
    }
}

/// A path that may stand in a request; also of one that was kept on disk.
pub(super) fn checked(path: &str) -> Option<String> {
    // Readers of URLs take what follows two strokes, of either kind, for another host.
    let stroke = |byte: &u8| matches!(byte, b'/' | b'\\');
    let fine = path.starts_with('/')
        && !path.as_bytes().get(1).is_some_and(stroke)
        && path.len() <= PATH_MAX
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    fine.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_on_the_gateway() {
        let gateway = Ipv4Addr::new(10, 0, 0, 1);
        let base = Url::parse("http://10.0.0.1:5000/upnp/desc.xml", gateway).unwrap();
        assert_eq!(base.join("/ctl").unwrap().path, "/ctl");
        assert_eq!(base.join("ctl").unwrap().path, "/upnp/ctl");
        assert_eq!(base.join("http://10.0.0.1/x").unwrap().to.port(), 80);
        for bad in [
            "http://10.0.0.2/x",
            "//10.0.0.2/x",
            "/\\10.0.0.2/x",
            "/a b",
            "/a\r\nX: y",
            "/é",
        ] {
            assert!(base.join(bad).is_none(), "{bad}");
        }
        assert!(Url::parse("http://10.0.0.1:0/", gateway).is_none());
    }
}
