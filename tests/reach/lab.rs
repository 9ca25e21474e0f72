//! A small internet on one machine, gone with its value: a novice and an expert, each with a public address or behind a
//! router.
//!
//! Addresses: the internet is 45.10.0.0/16 (the router's daemon refuses those of documentation) and 2a0e:10::/32, a
//! carrier's network 100.70.0.0/16, the homes 192.168.51.0/24 (novice) and 192.168.52.0/24 (expert).

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use lifeline::invitation::{Password, Ticket};

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice};
use super::program::Program;
use super::surroundings;

/// How someone is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// A public address of one's own.
    Open,
    /// A router with UPnP (IGD 2).
    Upnp,
    /// A router that speaks IGD 1, as Windows XP's connection sharing did.
    Ics,
    /// A router that speaks PCP and NAT-PMP, and no UPnP.
    Pcp,
    /// A router that speaks none of them.
    Nat,
    /// A router with UPnP, behind a carrier's NAT.
    Double,
    /// In the novice's own network.
    Lan,
    /// A router without UPnP, and public IPv6 addresses behind it that everybody reaches.
    Six,
    /// The same, and the router lets nothing in by IPv6.
    SixClosed,
    /// The same, and the router speaks PCP, about IPv6 as well.
    SixPcp,
}

/// What the router's daemon has let in by IPv6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Protocol, address and port.
    pub what: String,
    /// When its lease ends; seconds since 1970-01-01 UTC.
    pub ends: u64,
    /// Whose it is: PCP's nonce.
    pub owner: String,
}

impl Opened {
    /// What is left of its lease.
    pub fn seconds_left(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        self.ends.saturating_sub(now.as_secs())
    }
}

pub struct Lab {
    name: String,
    folder: tempfile::TempDir,
    spaces: Vec<String>,
    daemons: Vec<(String, Child)>,
    _place: Place,
}

static LABS: AtomicU32 = AtomicU32::new(0);

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// As many labs as there are processors are there at a time, however many tests run: the program gives up a router that
/// does not answer within a second or two, and beside many others every router is slow.
struct Place;

impl Place {
    fn take() -> Self {
        let places = std::thread::available_parallelism().map_or(1, usize::from);
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let free = FREED.wait_while(taken, |taken| *taken >= places);
        *free.unwrap_or_else(PoisonError::into_inner) += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

/// What is missing for a lab, if anything.
fn missing() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return Some("root");
    }
    let tools = ["ip", "nft", "miniupnpd", "Xvfb"];
    tools.into_iter().find(|name| !surroundings::is_installed(name))
}

impl Lab {
    /// `None`, after saying why, where there can be none.
    pub fn new(novice: Site, expert: Site) -> Option<Self> {
        if let Some(missing) = missing() {
            surroundings::skipped(&format!("it needs {missing}"));
            return None;
        }
        let mut lab = Self {
            name: format!("reach{}-{}", std::process::id(), LABS.fetch_add(1, Ordering::Relaxed)),
            folder: tempfile::tempdir().unwrap(),
            spaces: Vec::new(),
            daemons: Vec::new(),
            _place: Place::take(),
        };
        lab.space("internet");
        lab.forward("internet");
        lab.home("novice", novice, 1);
        if expert == Site::Lan {
            lab.space("expert");
            lab.cable("expert", "192.168.53.10", "novice-router", "192.168.53.1");
            lab.run("expert", "ip route add default via 192.168.53.1");
            lab.run(
                "novice-router",
                "nft insert rule inet router forward iifname to-expert accept",
            );
        } else {
            lab.home("expert", expert, 2);
        }
        Some(lab)
    }

    fn space_name(&self, who: &str) -> String {
        format!("{}-{who}", self.name)
    }

    fn space(&mut self, who: &str) {
        let name = self.space_name(who);
        sh(&format!("ip netns add {name} && ip -n {name} link set lo up"));
        self.spaces.push(name);
    }

    /// A shell command on this computer or router.
    pub fn run(&self, who: &str, command: &str) -> String {
        sh(&format!("ip netns exec {} {command}", self.space_name(who)))
    }

    /// A program on this computer.
    pub fn command(&self, who: &str, program: &str) -> Command {
        let mut command = surroundings::command("ip");
        command
            .args(["netns", "exec", &self.space_name(who)])
            .args(surroundings::without_policy())
            .arg(program);
        command
    }

    /// The novice's computer, for [`inside`].
    pub fn novice(&self) -> PathBuf {
        self.space_path("novice")
    }

    pub fn space_path(&self, who: &str) -> PathBuf {
        PathBuf::from(format!("/run/netns/{}", self.space_name(who)))
    }

    fn cable(&self, a: &str, address_a: &str, b: &str, address_b: &str) {
        let (space_a, space_b) = (self.space_name(a), self.space_name(b));
        // A name of an interface has at most 15 characters.
        let (to_a, to_b) = (interface(a), interface(b));
        sh(&format!(
            "ip link add {to_b} netns {space_a} type veth peer name {to_a} netns {space_b} \
             && ip -n {space_a} addr add {address_a}/24 dev {to_b} && ip -n {space_a} link set {to_b} up \
             && ip -n {space_b} addr add {address_b}/24 dev {to_a} && ip -n {space_b} link set {to_a} up"
        ));
    }

    fn forward(&self, who: &str) {
        self.run(who, "sysctl -qw net.ipv4.ip_forward=1");
    }

    fn home(&mut self, who: &str, site: Site, leg: u8) {
        self.space(who);
        let (public, gateway) = (format!("45.10.{leg}.2"), format!("45.10.{leg}.1"));
        if site == Site::Open {
            self.cable(who, &public, "internet", &gateway);
            self.run(who, &format!("ip route add default via {gateway}"));
            return;
        }
        let router = format!("{who}-router");
        self.space(&router);
        let six = matches!(site, Site::Six | Site::SixClosed | Site::SixPcp);
        let outside = if site == Site::Double {
            let carrier = format!("{who}-carrier");
            self.space(&carrier);
            self.cable(&carrier, &public, "internet", &gateway);
            self.run(&carrier, &format!("ip route add default via {gateway}"));
            self.nat(&carrier, "to-internet");
            self.cable(
                &router,
                &format!("100.70.{leg}.2"),
                &carrier,
                &format!("100.70.{leg}.1"),
            );
            self.run(&router, &format!("ip route add default via 100.70.{leg}.1"));
            interface(&carrier)
        } else {
            self.cable(&router, &public, "internet", &gateway);
            self.run(&router, &format!("ip route add default via {gateway}"));
            "to-internet".to_owned()
        };
        let lan = format!("192.168.5{leg}");
        self.cable(who, &format!("{lan}.10"), &router, &format!("{lan}.1"));
        self.run(who, &format!("ip route add default via {lan}.1"));
        self.nat(&router, &outside);
        if six {
            self.six(who, &router, leg, site == Site::Six);
        }
        if matches!(site, Site::Upnp | Site::Ics | Site::Pcp | Site::SixPcp | Site::Double) {
            let inside = interface(who);
            self.run(&router, &format!("ip route add 239.0.0.0/8 dev {inside}"));
            let igd1 = if site == Site::Ics { "yes" } else { "no" };
            let (natpmp, upnp) = if matches!(site, Site::Pcp | Site::SixPcp) {
                ("yes", "no")
            } else {
                ("no", "yes")
            };
            let leases = match site {
                Site::SixPcp => format!("lease_file6={}\n", self.file(&format!("{router}.leases")).display()),
                _ => String::new(),
            };
            // Shorter leases than a router need give, for tests that wait for their end.
            let configuration = format!(
                "{leases}min_lifetime=4\next_ifname={outside}\nlistening_ip={inside}\nhttp_port=5000\n\
                 enable_natpmp={natpmp}\nenable_upnp={upnp}\n\
                 secure_mode=yes\nforce_igd_desc_v1={igd1}\nuuid=00000000-0000-0000-0000-00000000000{leg}\n\
                 allow 1024-65535 0.0.0.0/0 1024-65535\nupnp_table_name=router\nupnp_nat_table_name=router\n\
                 upnp_forward_chain=upnp\nupnp_nat_chain=upnp_in\nupnp_nat_postrouting_chain=upnp_out\n"
            );
            std::fs::write(self.file(&format!("{router}.conf")), configuration).unwrap();
            self.start_daemon(&router);
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn nat(&self, router: &str, outside: &str) {
        self.forward(router);
        let rules = format!(
            "table inet router {{\n chain upnp {{ }}\n chain upnp_in {{ }}\n chain upnp_out {{ }}\n\
             chain forward {{ type filter hook forward priority 0; policy drop;\n\
             ct state established,related accept\n iifname != \"{outside}\" accept\n jump upnp\n }}\n\
             chain prerouting {{ type nat hook prerouting priority -100;\n jump upnp_in\n }}\n\
             chain postrouting {{ type nat hook postrouting priority 100;\n jump upnp_out\n \
             oifname \"{outside}\" masquerade\n }}\n}}\n"
        );
        let file = self.file(&format!("{router}.nft"));
        std::fs::write(&file, rules).unwrap();
        self.run(router, &format!("nft -f {}", file.display()));
    }

    /// Public IPv6 addresses behind a router, which lets everybody in or nobody. It is known by a link-local address,
    /// as router advertisements have it.
    fn six(&self, who: &str, router: &str, leg: u8, open: bool) {
        let (inside, outside) = (interface(who), "to-internet");
        self.run(router, "sysctl -qw net.ipv6.conf.all.forwarding=1");
        self.run("internet", "sysctl -qw net.ipv6.conf.all.forwarding=1");
        let back = interface(router);
        for (space, command) in [
            (router, format!("ip addr add 2a0e:10:{leg}::1/64 dev {inside} nodad")),
            (
                who,
                format!("ip addr add 2a0e:10:{leg}::10/64 dev {} nodad", interface(router)),
            ),
            (router, format!("ip addr add fe80::1/64 dev {inside} nodad")),
            (
                who,
                format!("ip route add default via fe80::1 dev {}", interface(router)),
            ),
            (router, format!("ip addr add 2a0e:10:f{leg}::2/64 dev {outside} nodad")),
            ("internet", format!("ip addr add 2a0e:10:f{leg}::1/64 dev {back} nodad")),
            (router, format!("ip route add default via 2a0e:10:f{leg}::1")),
            (
                "internet",
                format!("ip route add 2a0e:10:{leg}::/64 via 2a0e:10:f{leg}::2"),
            ),
        ] {
            self.run(space, &command);
        }
        if open {
            self.run(router, "nft insert rule inet router forward meta nfproto ipv6 accept");
        }
    }

    /// A router starts (again); it waits until it listens.
    pub fn start_daemon(&mut self, router: &str) {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.file(&format!("{router}.log")))
            .unwrap();
        let mut command = self.command(router, "miniupnpd");
        command.arg("-d").arg("-P").arg(self.file(&format!("{router}.pid")));
        command.arg("-f").arg(self.file(&format!("{router}.conf")));
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        self.daemons.push((router.to_owned(), command.spawn().unwrap()));
        eventually("the router's daemon listens", || {
            let open = self.run(router, "ss -Hltun");
            open.contains(":5000") && open.contains(":1900") || open.contains(":5351")
        });
    }

    /// The novice's router loses its power: nobody answers, and what was mapped is forgotten.
    pub fn stop_daemon(&mut self) {
        for (_, daemon) in self.daemons.iter_mut().filter(|(router, _)| router == "novice-router") {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
        }
        for chain in ["upnp", "upnp_in", "upnp_out"] {
            self.run("novice-router", &format!("nft flush chain inet router {chain}"));
        }
    }

    /// What the novice's router's daemon said.
    pub fn daemon_log(&self) -> String {
        std::fs::read_to_string(self.file("novice-router.log")).unwrap_or_default()
    }

    /// The external ports that the novice's router maps, with where they lead.
    pub fn mappings(&self) -> Vec<String> {
        self.mappings_of("novice-router")
    }

    pub fn mappings_of(&self, router: &str) -> Vec<String> {
        let chain = self.run(router, "nft list chain inet router upnp_in");
        let rules = chain.lines().filter(|line| line.contains("dnat"));
        rules
            .map(|line| line.rsplit_once("dport ").unwrap().1.replace(" dnat ip to ", " > "))
            .collect()
    }

    /// What the novice's router lets in by IPv6, as its rules and its daemon's own notes have it.
    pub fn pinholes(&self) -> Vec<Opened> {
        let chain = self.run("novice-router", "nft list chain inet router upnp");
        // The daemon compares the bytes of the header where IPv6's destination (192 bits in) stands.
        let rules = chain.lines().filter(|line| line.contains("@nh,192,128 "));
        let leases = std::fs::read_to_string(self.file("novice-router.leases")).unwrap_or_default();
        let opened = rules.zip(leases.lines()).map(|(_, lease)| {
            // The fourth and fifth are the address and port on the other side; the sixth is a number.
            let columns: Vec<_> = lease.split(';').collect();
            Opened {
                what: columns[..3].join(" "),
                ends: columns[6].parse().unwrap(),
                owner: columns[7].to_owned(),
            }
        });
        opened.collect()
    }

    /// The novice asks for help, from this home.
    pub fn ask_from(&self, home: Home, display: &Display, options: &[&str]) -> Novice {
        let mut command = self.command("novice", env!("CARGO_BIN_EXE_lifeline"));
        home.dress(&mut command);
        let ticket = home.path("help.msrcIncident");
        command
            .args(["ask", "--terminal"])
            .args(options)
            .arg("--save")
            .arg(&ticket);
        command.env("DISPLAY", display.name());
        let mut program = Program::start("novice", command);
        let file = format!("invitation {}", ticket.display());
        program.expect(&file);
        let password = program.expect("password ").trim_start_matches("password ").to_owned();
        Novice {
            home,
            program,
            ticket,
            password,
            port: 3389,
        }
    }

    pub fn ask(&self, display: &Display, options: &[&str]) -> Novice {
        self.until_answered("novice", |answers| {
            let mut novice = self.ask_from(Home::new(), display, options);
            let slow = answers && novice.program.has_said(SLOW);
            (!slow).then_some(novice)
        })
    }

    /// A router that is slower than 1.5 s is not used, as on a machine that does much else at a time: then it is asked
    /// again. The attempt is told whether there is a router that answers at all.
    pub fn until_answered<T>(&self, who: &str, mut attempt: impl FnMut(bool) -> Option<T>) -> T {
        let router = format!("{who}-router");
        let answers = self.daemons.iter().any(|(name, _)| *name == router);
        let done = (0..9).find_map(|_| attempt(answers));
        done.unwrap_or_else(|| panic!("the router of {who} is never in time"))
    }

    /// The expert opens the ticket and nothing else.
    pub fn open(&self, novice: &Novice) -> Expert {
        self.open_with(novice, &[])
    }

    /// The expert listens for the novice; the reply that it gives.
    pub fn wait(&self, novice: &Novice) -> (Expert, String) {
        self.until_answered("expert", |answers| {
            let mut expert = self.open_with(novice, &["--wait-for-novice"]);
            let line = expert.program.expect("reply ");
            let slow = answers && expert.program.has_said(SLOW);
            (!slow).then(|| (expert, line.trim_start_matches("reply ").to_owned()))
        })
    }

    pub fn open_with(&self, novice: &Novice, options: &[&str]) -> Expert {
        let home = Home::new();
        let password = home.file("password", &novice.password);
        let mut command = self.command("expert", env!("CARGO_BIN_EXE_lifeline"));
        home.dress(&mut command);
        command
            .args(["open", "--terminal", "--name", "Sam"])
            .arg(&novice.ticket);
        command.arg("--password-file").arg(password).args(options);
        Expert {
            program: Program::start("expert", command),
            home,
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        for (_, daemon) in &mut self.daemons {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
        for space in &self.spaces {
            let _ = surroundings::command("ip").args(["netns", "del", space]).status();
        }
    }
}

/// The name of an interface that leads there: at most 15 characters.
fn interface(to: &str) -> String {
    match to.split_once('-') {
        Some((who, what)) => format!("to-{}-{what}", &who[..1]),
        None => format!("to-{to}"),
    }
}

/// Runs this on a thread that lives on that computer, inside a runtime.
pub fn inside<T: Send>(space: &Path, job: impl AsyncFnOnce() -> T + Send) -> T {
    let space = File::open(space).unwrap();
    std::thread::scope(|scope| {
        let thread = scope.spawn(move || {
            let kind = Some(rustix::thread::LinkNameSpaceType::Network);
            rustix::thread::move_into_link_name_space(space.as_fd(), kind).unwrap();
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            runtime.enable_all().build().unwrap().block_on(job())
        });
        thread.join().unwrap()
    })
}

fn sh(command: &str) -> String {
    let output = surroundings::command("sh").args(["-c", command]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// What a program says whose router was not in time.
pub const SLOW: &str = "not-mapped no-upnp";

/// `mapped ADDRESS:PORT`, as the novice's program said it.
pub fn mapped(novice: &mut Novice) -> SocketAddrV4 {
    let seen = novice.program.seen();
    let line = seen.iter().rev().find_map(|line| line.strip_prefix("mapped "));
    line.unwrap_or_else(|| panic!("{seen:?}")).parse().unwrap()
}

/// The addresses of a ticket, in their order.
pub fn addresses(novice: &Novice) -> Vec<String> {
    let ticket = Ticket::read(&std::fs::read(&novice.ticket).unwrap()).unwrap();
    let opened = ticket.open(&Password::from_typed(&novice.password), 0).unwrap();
    opened.addresses.iter().map(ToString::to_string).collect()
}

pub const NOVICE_ROUTER: Ipv4Addr = Ipv4Addr::new(45, 10, 1, 2);
