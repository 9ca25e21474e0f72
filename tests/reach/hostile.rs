//! Routers that mean harm, or only know half of it: an address of loopback plays the gateway. Needs no other program
//! and no root.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream, UdpSocket};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lifeline::net::pcp::{PcpError, Server};
use lifeline::net::route::DefaultRoute;
use lifeline::net::upnp::{Gateway, SenselessReply, UpnpError};

static ROUTERS: AtomicU8 = AtomicU8::new(1);

/// What a router does with a request that it has read.
type Serve = dyn Fn(&Request, &mut TcpStream) + Send + Sync;

struct Request {
    /// Method and path.
    line: String,
    body: String,
}

/// Speaks SSDP and HTTP at an address of its own until the test is over.
struct Router {
    address: Ipv4Addr,
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Router {
    /// `location`: what SSDP tells instead of the description that is served.
    fn start(location: Option<String>, serve: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let address = address();
        let web = TcpListener::bind((address, 0)).unwrap();
        let port = web.local_addr().unwrap().port();
        let ssdp = UdpSocket::bind((address, 1900)).unwrap();
        let location = location.unwrap_or(format!("http://{address}:{port}/desc.xml"));
        std::thread::spawn(move || {
            let mut question = [0; 2048];
            while let Ok((_, from)) = ssdp.recv_from(&mut question) {
                let answer = format!("HTTP/1.1 200 OK\r\nST: x\r\nLOCATION: {location}\r\n\r\n");
                let _ = ssdp.send_to(answer.as_bytes(), from);
            }
        });
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, serve): (_, Arc<Serve>) = (Arc::clone(&requests), Arc::new(serve));
        std::thread::spawn(move || {
            for stream in web.incoming() {
                let (mut stream, seen, serve) = (stream.unwrap(), Arc::clone(&seen), Arc::clone(&serve));
                std::thread::spawn(move || {
                    let request = read(&mut stream);
                    seen.lock().unwrap().push(format!("{} {}", request.line, request.body));
                    serve(&request, &mut stream);
                });
            }
        });
        Self {
            address,
            port,
            requests,
        }
    }

    fn route(&self) -> DefaultRoute {
        route(self.address)
    }

    async fn find(&self) -> Result<(Gateway, Ipv4Addr), UpnpError> {
        Gateway::find(&self.route()).await
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// One that this run has not used.
fn address() -> Ipv4Addr {
    let [.., second, third] = std::process::id().to_be_bytes();
    let number = ROUTERS.fetch_add(1, Ordering::Relaxed);
    Ipv4Addr::new(127, 64 | (second & 63), third, number)
}

fn route(gateway: Ipv4Addr) -> DefaultRoute {
    DefaultRoute {
        gateway,
        local: Ipv4Addr::LOCALHOST,
        interface: String::new(),
    }
}

fn read(stream: &mut TcpStream) -> Request {
    let (mut bytes, mut more) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                let line = head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
                return Request {
                    line,
                    body: body.to_owned(),
                };
            }
        }
        match stream.read(&mut more).unwrap() {
            0 => panic!("half a request: {text}"),
            length => bytes.extend_from_slice(&more[..length]),
        }
    }
}

/// The other end may have hung up.
fn say(stream: &mut TcpStream, status: &str, body: &str) {
    let length = body.len();
    let _ = stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes());
}

const SERVICE: &str = "urn:schemas-upnp-org:service:WANIPConnection:1";

fn description(control: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device><serviceList><service>\
         <serviceType>{SERVICE}</serviceType><controlURL>{control}</controlURL><SCPDURL>/scpd.xml</SCPDURL></service>\
         </serviceList></device></root>"
    )
}

fn response(action: &str, values: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <u:{action}Response xmlns:u=\"{SERVICE}\">{values}</u:{action}Response></s:Body></s:Envelope>"
    )
}

fn fault(code: u16) -> String {
    // Without the description that the standard wants, as some routers leave it out.
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><detail><UPnPError>\
         <errorCode>{code}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>"
    )
}

/// A router whose description is in order, and whose answers to SOAP are these.
fn with_answer(answer: impl Fn(&str) -> (String, String) + Send + Sync + 'static) -> Router {
    Router::start(None, move |request, stream| {
        if request.line.starts_with("GET ") {
            return say(stream, "200 OK", &description("/ctl"));
        }
        let (status, body) = answer(&request.body);
        say(stream, &status, &body);
    })
}

fn address_told() -> String {
    response(
        "GetExternalIPAddress",
        "<NewExternalIPAddress>45.10.9.9</NewExternalIPAddress>",
    )
}

fn ok(body: String) -> (String, String) {
    ("200 OK".to_owned(), body)
}

#[tokio::test]
async fn a_mapping_is_asked_for_looked_at_and_taken_back() {
    let router = with_answer(|body| {
        if body.contains("GetExternalIPAddress") {
            ok(address_told())
        } else if body.contains("GetSpecificPortMappingEntry") && body.contains("33890") {
            ok(response(
                "GetSpecificPortMappingEntry",
                "<NewInternalPort>3389</NewInternalPort><NewInternalClient>127.0.0.1</NewInternalClient>",
            ))
        } else if body.contains("GetSpecificPortMappingEntry") {
            ("500 Internal Server Error".to_owned(), fault(714))
        } else if body.contains("DeletePortMapping") {
            ok(response("DeletePortMapping", ""))
        } else if body.contains("33891") {
            ("500 Internal Server Error".to_owned(), fault(718))
        } else {
            ok(response("AddPortMapping", ""))
        }
    });
    let (gateway, outside) = router.find().await.unwrap();
    assert_eq!(outside, Ipv4Addr::new(45, 10, 9, 9));
    let here = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 3389);
    gateway.map(33890, here, Duration::from_secs(60)).await.unwrap();
    assert_eq!(gateway.mapped_to(33890).await.unwrap(), Some(here));
    assert_eq!(gateway.mapped_to(33892).await.unwrap(), None);
    gateway.unmap(33890).await.unwrap();
    let taken = gateway.map(33891, here, Duration::from_secs(60)).await.unwrap_err();
    assert!(taken.is_conflict(), "{taken}");
    let asked = router.requests();
    let add = asked.iter().find(|request| request.contains("AddPortMapping")).unwrap();
    let order = [
        "<NewRemoteHost></NewRemoteHost>",
        "<NewExternalPort>33890<",
        "<NewProtocol>TCP<",
        "<NewInternalPort>3389<",
        "<NewInternalClient>127.0.0.1<",
        "<NewEnabled>1<",
        "<NewPortMappingDescription>Lifeline<",
        "<NewLeaseDuration>60<",
    ];
    let places: Vec<_> = order.iter().map(|part| add.find(part).expect(part)).collect();
    assert!(places.is_sorted(), "{add}");
    assert!(asked.iter().all(|request| !request.contains("scpd")), "{asked:?}");
}

#[tokio::test]
async fn a_router_that_is_not_connected_has_no_address() {
    let empty = || response("GetExternalIPAddress", "<NewExternalIPAddress></NewExternalIPAddress>");
    let router = with_answer(move |_| ok(empty()));
    let (_, outside) = router.find().await.unwrap();
    assert_eq!(outside, Ipv4Addr::UNSPECIFIED);
}

/// Whoever keeps all namespaces with each element of these makes gigabytes of them.
#[tokio::test]
async fn an_answer_that_would_become_a_large_tree_goes_no_further() {
    let declared: String = (0..1500).map(|n| format!(" xmlns:a{n}='u'")).collect();
    let wide = format!("<a{declared}>{}</a>", "<b/>".repeat(8000));
    let deep = "<a>".repeat(20_000);
    let declaring = format!("<!DOCTYPE a [<!ENTITY e \"{}\">]>{}", "e".repeat(1000), address_told());
    for answer in [wide, deep, declaring, "\0<".to_owned()] {
        let router = with_answer(move |_| ok(answer.clone()));
        let error = router.find().await.unwrap_err();
        assert!(
            matches!(error, UpnpError::Senseless(SenselessReply::AnswerShape)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_description_that_is_nested_endless_or_garbage_is_refused() {
    let nested: Arc<Serve> = Arc::new(|_, stream| say(stream, "200 OK", &"<a>".repeat(20_000)));
    let garbage: Arc<Serve> = Arc::new(|_, stream| {
        let _ = stream.write_all(&[0xFF; 4000]);
    });
    let endless: Arc<Serve> = Arc::new(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<root>");
        while stream.write_all(&[b' '; 65536]).is_ok() {}
    });
    for serve in [nested, garbage, endless] {
        let router = Router::start(None, move |request, stream| serve(request, stream));
        let error = router.find().await.unwrap_err();
        assert!(matches!(error, UpnpError::Senseless(_) | UpnpError::Io(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_router_that_drips_is_left() {
    let router = Router::start(None, |_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    assert!(matches!(router.find().await, Err(UpnpError::Silent)));
}

/// The description elsewhere, a redirect, the control elsewhere in four ways of writing: nobody else is gone to.
#[tokio::test]
async fn only_the_router_is_gone_to_whatever_it_says() {
    let other = TcpListener::bind((address(), 0)).unwrap();
    other.set_nonblocking(true).unwrap();
    let there = other.local_addr().unwrap();
    let elsewhere = Router::start(Some(format!("http://{there}/desc.xml")), |_, _| ());
    assert!(matches!(elsewhere.find().await, Err(UpnpError::Silent)));
    let redirects = Router::start(None, move |_, stream| {
        say(stream, &format!("302 Found\r\nLocation: http://{there}/desc.xml"), "");
    });
    assert!(redirects.find().await.is_err());
    for control in [
        format!("http://{there}/ctl"),
        format!("//{there}/ctl"),
        format!("/\\{there}/ctl"),
        format!("http:\\\\{there}\\ctl"),
    ] {
        let router = Router::start(None, move |_, stream| say(stream, "200 OK", &description(&control)));
        let error = router.find().await.unwrap_err();
        assert!(matches!(error, UpnpError::Senseless(_)), "{error:?}");
        assert_eq!(
            router.requests().len(),
            1,
            "the description alone: {:?}",
            router.requests()
        );
        assert!(router.port != 0);
    }
    assert!(other.accept().is_err(), "nobody came");
}

// PCP and NAT-PMP

/// Answers each datagram with what `answer` makes of it.
fn udp_router(answer: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> Ipv4Addr {
    let address = address();
    let socket = UdpSocket::bind((address, 5351)).unwrap();
    std::thread::spawn(move || {
        let mut question = [0; 2048];
        while let Ok((length, from)) = socket.recv_from(&mut question) {
            if let Some(answer) = answer(&question[..length]) {
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    address
}

const PORT: NonZeroU16 = NonZeroU16::new(3389).unwrap();

/// A router of the time before PCP; it gives port 40000 whatever is wished, for half the time.
fn natpmp(question: &[u8]) -> Option<Vec<u8>> {
    match question {
        [2, ..] => Some(vec![0, 128, 0, 1, 0, 0, 0, 9]),
        [0, 0] => Some(vec![0, 128, 0, 0, 0, 0, 0, 9, 45, 10, 9, 9]),
        [0, 2, _, _, port @ .., _, _, a, b, c, d] => {
            let seconds = u32::from_be_bytes([*a, *b, *c, *d]) / 2;
            let external = if seconds == 0 { 0 } else { 40_000_u16 };
            let port = &port[..2];
            Some(
                [
                    &[0, 130, 0, 0, 0, 0, 0, 9],
                    port,
                    &external.to_be_bytes(),
                    &seconds.to_be_bytes(),
                ]
                .concat(),
            )
        }
        _ => None,
    }
}

#[tokio::test]
async fn a_router_of_natpmp_alone_maps() {
    let gateway = udp_router(natpmp);
    let (server, outside) = Server::find(&route(gateway), PORT).await.unwrap();
    assert!(server.is_natpmp());
    assert_eq!(outside, Some(Ipv4Addr::new(45, 10, 9, 9)));
    let granted = server.map(PORT, 33890, Duration::from_secs(60)).await.unwrap();
    assert_eq!((granted.external, granted.lease), (40_000, Duration::from_secs(30)));
    server.unmap(PORT).await.unwrap();
}

#[tokio::test]
async fn garbage_and_silence_are_errors() {
    let silent = udp_router(|_| None);
    assert!(matches!(
        Server::find(&route(silent), PORT).await,
        Err(PcpError::Silent)
    ));
    // Nobody listens there.
    assert!(matches!(
        Server::find(&route(address()), PORT).await,
        Err(PcpError::Silent)
    ));
    for length in [0, 1, 3, 4, 8, 12, 16, 23, 24, 60, 1100, 2000] {
        for first in [0, 2, 7] {
            let router = udp_router(move |_| {
                let mut answer = vec![0x81; length];
                if let Some(version) = answer.first_mut() {
                    *version = first;
                }
                Some(answer)
            });
            assert!(Server::find(&route(router), PORT).await.is_err(), "{length} bytes");
        }
    }
}
