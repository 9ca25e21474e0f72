//! How long a helper with the right invitation waits at the door while strangers stand there: a figure for
//! docs/performance.md, not a test.
//!
//! `cargo bench --bench doorstep`: a novice and an expert on loopback. It prints, as median and slowest of several
//! helpers, the time from opening the invitation to the novice's question: with nobody else there, with 64 who connect
//! and say nothing, and with 64 who send garbage. Whoever is shown out comes again at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark may stop at the first surprise"
)]

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lifeline::net::listener::UNPROVED_MAX;
use lifeline::policy::Sources;
use lifeline::session::expert::{self, ExpertSettings, OpenOptions};
use lifeline::session::novice::{self, AskOptions, Command, Event, InvitationInForce, Novice};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

#[path = "../tests/common/measured.rs"]
mod measured;
#[path = "../tests/common/novice_side.rs"]
mod novice_side;

use measured::measured;
use novice_side::{NO_DISPLAY, options, settings};

#[derive(Clone, Copy)]
enum Stranger {
    Silent,
    Garbage,
}

fn main() {
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
    };
    // The strangers' own work is not the novice's, but it shares the computer's cores.
    let (house, street) = (runtime().unwrap(), runtime().unwrap());
    let state = tempfile::tempdir().unwrap();
    house.block_on(async {
        let mut novice = novice::start(settings(state.path(), NO_DISPLAY), Arc::new(|| ()));
        let helpers = measured(30, 1);
        let port = ask(&mut novice, 0).await.port;
        helper(&mut novice, port).await;
        for (what, stranger) in [
            ("nobody else", None),
            ("64 who say nothing", Some(Stranger::Silent)),
            ("64 who send garbage", Some(Stranger::Garbage)),
        ] {
            let mut crowd = JoinSet::new();
            if let Some(stranger) = stranger {
                for _ in 0..UNPROVED_MAX {
                    crowd.spawn_on(besiege(port, stranger), street.handle());
                }
                // They are to be there first.
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            let mut times = Vec::new();
            for _ in 0..helpers {
                times.push(helper(&mut novice, port).await);
            }
            times.sort_unstable();
            let millis = |time: Duration| time.as_secs_f64() * 1000.0;
            println!(
                "from opening the invitation to the novice's question, {what}: median {:.1} ms, slowest {:.1} ms of {helpers}",
                millis(times[times.len() / 2]),
                millis(times[times.len() - 1]),
            );
            crowd.shutdown().await;
        }
    });
}

async fn ask(novice: &mut Novice, port: u16) -> InvitationInForce {
    let options = AskOptions {
        port: Some(port),
        ..options()
    };
    novice.commands.send(Command::Ask(options)).await.unwrap();
    loop {
        if let Event::Invitation(invitation) = novice.events.recv().await.unwrap() {
            return invitation;
        }
    }
}

/// A helper comes, is asked about, and leaves. One who is pushed out tries again, and that counts. Each has an
/// invitation of their own, on the port where the strangers stand: who leaves without a yes may come again by the same
/// one only after a pause, which doubles.
async fn helper(novice: &mut Novice, port: u16) -> Duration {
    let invitation = ask(novice, port).await;
    let began = Instant::now();
    let mut expert = 'in_: loop {
        let options = OpenOptions {
            ticket: invitation.ticket.clone().into_bytes(),
            password: invitation.password.clone(),
            name: "Sam".to_owned(),
            address: None,
            size: (800, 600),
            wait: None,
        };
        let settings = ExpertSettings {
            state_dir: None,
            rules: Sources::none(),
        };
        let mut expert = expert::start(options, settings, Arc::new(|| ()));
        loop {
            match expert.events.recv().await.unwrap() {
                expert::Event::Waiting { .. } => break 'in_ expert,
                expert::Event::Ended(end) => {
                    println!("a helper was sent away: {end:?}");
                    continue 'in_;
                }
                _ => {}
            }
        }
    };
    while !matches!(novice.events.recv().await.unwrap(), Event::Question(_)) {}
    let took = began.elapsed();
    expert.commands.send(expert::Command::End).await.unwrap();
    while !matches!(novice.events.recv().await.unwrap(), Event::Ended(_)) {}
    while !matches!(expert.events.recv().await, None | Some(expert::Event::Ended(_))) {}
    novice.commands.send(Command::Cancel(invitation.id)).await.unwrap();
    took
}

async fn besiege(port: u16, stranger: Stranger) {
    loop {
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        if let Stranger::Garbage = stranger {
            let _ = stream.write_all(&[0xA5; 4096]).await;
        }
        // Until the novice hangs up.
        let mut some = [0; 64];
        while stream.read(&mut some).await.is_ok_and(|length| length > 0) {}
    }
}
