//! The two kinds of document that a router sends: its description, and its answers. Read as a stream, since a document
//! nested deeply enough would exhaust the stack of whoever builds a tree of it.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::error::{SenselessReply, UpnpError};

/// A root device's connection service lies nine elements deep.
const DEPTH_MAX: usize = 32;
/// URLs and service types are some 60 characters long.
const TEXT_MAX: usize = 1024;
const ELEMENTS_MAX: usize = 64;
const ATTRIBUTES_MAX: usize = 32;
/// A router has one or two connection services, rarely four.
const SERVICES_MAX: usize = 8;

/// A service as the description names it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Described {
    pub kind: String,
    pub control_url: String,
}

/// The connection services of a device description (UPnP Device Architecture 1.1 section 2.3), and its URLBase.
pub(super) fn description(xml: &[u8]) -> Result<(Option<String>, Vec<Described>), UpnpError> {
    let mut base = None;
    let mut services = Vec::new();
    let mut service = Described::default();
    walk(xml, |name, text| match name {
        "URLBase" => base = Some(text.to_owned()),
        "serviceType" => service.kind = text.to_owned(),
        "controlURL" => service.control_url = text.to_owned(),
        "service" => {
            let service = std::mem::take(&mut service);
            let connects = ["WANIPConnection:", "WANPPPConnection:"];
            let kind = service.kind.strip_prefix("urn:schemas-upnp-org:service:");
            if services.len() < SERVICES_MAX && kind.is_some_and(|kind| connects.iter().any(|c| kind.starts_with(c))) {
                services.push(service);
            }
        }
        _ => {}
    })?;
    Ok((base, services))
}

/// Whether the tree that a reader builds of this text is small: the text has no declarations and no comments, and so
/// few tags and attributes that keeping every attribute with every tag costs some KB. Characters are counted, so that
/// the bound holds however another reader takes malformed XML. SOAP answers have some ten elements and three
/// attributes.
pub(super) fn is_plain(text: &str) -> bool {
    let few = |what: char, most: usize| text.matches(what).take(most + 1).count() <= most;
    // Without zero bytes the text is no UTF-16, whatever it claims to be.
    !text.contains("<!") && !text.contains('\0') && few('<', 2 * ELEMENTS_MAX) && few('=', ATTRIBUTES_MAX)
}

/// The values of an answer's elements, in the order of `names`; namespaces do not count.
pub(super) fn values<const N: usize>(xml: &[u8], names: [&str; N]) -> Result<[Option<String>; N], UpnpError> {
    let mut values = [const { None }; N];
    walk(xml, |name, text| {
        for (value, _) in values.iter_mut().zip(names).filter(|(_, wanted)| *wanted == name) {
            *value = (!text.is_empty()).then(|| text.to_owned());
        }
    })?;
    Ok(values)
}

/// Tells each element's name, without its namespace, and the text right before its end.
fn walk(xml: &[u8], mut tell: impl FnMut(&str, &str)) -> Result<(), UpnpError> {
    const BAD: UpnpError = UpnpError::Senseless(SenselessReply::BrokenXml);
    let xml = str::from_utf8(xml).map_err(|_| BAD)?;
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| BAD)? {
            Event::Start(_) => {
                depth += 1;
                text.clear();
            }
            Event::Text(more) => text.push_str(&more),
            Event::CData(more) => text.push_str(&more),
            Event::GeneralRef(name) => match resolve_predefined_entity(&name) {
                Some(character) => text.push_str(character),
                None => return Err(BAD),
            },
            Event::End(tag) => {
                depth = depth.checked_sub(1).ok_or(BAD)?;
                tell(tag.local_name().as_ref(), text.trim());
                text.clear();
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(UpnpError::Senseless(SenselessReply::Nested));
        }
        if text.len() > TEXT_MAX {
            return Err(UpnpError::Senseless(SenselessReply::ValueTooLong));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_connection_services_are_found_in_their_order() {
        let xml = b"<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><URLBase>http://10.0.0.1:80</URLBase>\
            <device><serviceList><service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>\
            <controlURL>/no</controlURL></service></serviceList><deviceList><device><serviceList>\
            <service><serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType><controlURL>/a?b=1&amp;c</controlURL></service>\
            <service><controlURL>/b</controlURL><serviceType>urn:schemas-upnp-org:service:WANIPConnection:2</serviceType></service>\
            </serviceList></device></deviceList></device></root>";
        let (base, services) = description(xml).unwrap();
        assert_eq!(base.as_deref(), Some("http://10.0.0.1:80"));
        let urls: Vec<_> = services.iter().map(|service| service.control_url.as_str()).collect();
        assert_eq!(urls, ["/a?b=1&c", "/b"]);
    }

    #[test]
    fn an_answer_is_read_whatever_its_prefixes() {
        let xml = b"<s:Envelope xmlns:s=\"x\"><s:Body><u:R xmlns:u=\"y\"><NewExternalIPAddress> 1.2.3.4 </NewExternalIPAddress>\
            </u:R></s:Body></s:Envelope>";
        assert_eq!(
            values(xml, ["errorCode", "NewExternalIPAddress"]).unwrap(),
            [None, Some("1.2.3.4".to_owned())]
        );
    }

    #[test]
    fn deep_nesting_and_long_values_are_refused() {
        assert!(values("<a>".repeat(300_000).as_bytes(), ["a"]).is_err());
        assert!(values(format!("<a>{}</a>", "b".repeat(2000)).as_bytes(), ["a"]).is_err());
        assert!(values(b"<a>\xFF</a>", ["a"]).is_err());
        assert!(values(b"</a>", ["a"]).is_err());
    }

    #[test]
    fn what_becomes_a_large_tree_is_not_plain() {
        let declared: String = (0..1000).map(|n| format!(" xmlns:a{n}='u'")).collect();
        assert!(!is_plain(&format!("<a{declared}>{}</a>", "<b/>".repeat(20))));
        assert!(!is_plain(&"<b/>".repeat(1000)));
        assert!(!is_plain("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>"));
        assert!(!is_plain("<\0a\0"));
        assert!(is_plain(
            "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"x\"><s:Body/></s:Envelope>"
        ));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[<>/a-z:&;!\\[\\]\"= -]{0,80}") {
            let _ = description(text.as_bytes());
            let _ = values(text.as_bytes(), ["a"]);
        }
    }
}
