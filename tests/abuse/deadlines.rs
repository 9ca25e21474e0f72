//! How long a stranger may take for each step of the handshake. One at a time is there, so nobody is pushed out: who
//! goes has been timed out.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use lifeline::session::novice;
use tokio::io::AsyncWriteExt;

use super::alone::is_alone;
use super::house::ask;
use super::novice_side::{NO_DISPLAY, settings};
use super::still_time::{self, StillTime, assert_took};
use super::stranger::{Stop, Stranger};

/// The first message, docs/protocol.md "limits".
const FIRST_MESSAGE: Duration = Duration::from_secs(10);
const TLS: Duration = Duration::from_secs(20);
const ACTIVATION: Duration = Duration::from_secs(75);
const PROOF: Duration = Duration::from_secs(30);

/// Runs the test in a runtime of one thread, with a novice who has one invitation in force.
fn with_novice<F: Future<Output = ()>>(test: impl FnOnce(u16) -> F) {
    let runtime = still_time::runtime();
    let state = tempfile::tempdir().unwrap();
    let settings = settings(state.path(), NO_DISPLAY);
    runtime.block_on(async {
        let mut novice = novice::start(settings, Arc::new(|| ()));
        let port = ask(&mut novice).await.port;
        test(port).await;
        drop(novice);
    });
    runtime.shutdown_background();
}

#[test]
fn each_step_has_its_time_and_no_more() {
    if !is_alone() {
        return;
    }
    with_novice(|port| async move {
        let mut time = StillTime::begin().await;
        let steps = [
            (Stop::Silent, FIRST_MESSAGE),
            (Stop::HalfRequest, FIRST_MESSAGE),
            (Stop::Requested, TLS),
            (Stop::HalfHello, TLS),
            (Stop::Tls, ACTIVATION),
        ];
        // From the Connect Initial to the Client Info; the novice says the last words of the handshake unasked.
        let activation = (1..=8).map(|written| (Stop::Written(written), ACTIVATION));
        for (stop, limit) in steps.into_iter().chain(activation) {
            let stranger = Stranger::come(port, Ipv4Addr::LOCALHOST, stop).await.unwrap();
            let took = time.until(async || stranger.shown_out()).await;
            assert_took(took, limit, &format!("{stop:?}"));
        }
    });
}

#[test]
fn who_is_active_and_proves_nothing_is_shown_out() {
    if !is_alone() {
        return;
    }
    with_novice(|port| async move {
        let mut time = StillTime::begin().await;
        let mut active = Stranger::active(port, "no such invitation").await.unwrap();
        let gone = tokio::spawn(async move { active.drain().await });
        let took = time.until(async || gone.is_finished()).await;
        assert_took(took, PROOF, "the proof");
    });
}

/// The limit is for the step, not for the next byte.
#[test]
fn bytes_that_trickle_in_buy_no_time() {
    if !is_alone() {
        return;
    }
    with_novice(|port| async move {
        let mut time = StillTime::begin().await;
        for (stop, limit) in [(Stop::Silent, FIRST_MESSAGE), (Stop::HalfHello, TLS)] {
            let mut stranger = Stranger::come(port, Ipv4Addr::LOCALHOST, stop).await.unwrap();
            // A TPKT of 1024 bytes, and what a ClientHello may well go on with: neither is whole in time.
            let begin: &[u8] = if stop == Stop::Silent { &[3, 0, 4, 0] } else { &[] };
            let mut bytes = begin.iter().copied().chain(std::iter::repeat(0));
            let took = time.until(async || {
                let Stranger::Plain(stream) = &mut stranger else {
                    unreachable!("no TLS yet")
                };
                // To somebody who has hung up nothing can be said.
                let _ = stream.write_all(&[bytes.next().unwrap()]).await;
                stranger.shown_out()
            });
            assert_took(took.await, limit, &format!("{stop:?}"));
        }
    });
}
