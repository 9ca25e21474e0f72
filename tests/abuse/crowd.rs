//! Thousands of strangers of each kind, and one proper expert who comes while they do.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::Arc;

use lifeline::net::listener::UNPROVED_MAX;
use tokio::sync::{Mutex, Semaphore};

use super::alone::is_alone;
use super::house::{House, street};
use super::stranger::{Stop, Stranger, WRITES};

/// Connections that the crowd opens at a time, and those that it holds on to: far more than the novice keeps.
const AT_ONCE: usize = 32;
const HELD: usize = 200;

fn strangers() -> usize {
    std::env::var("LIFELINE_TEST_STRANGERS").map_or(2000, |count| count.parse().unwrap())
}

fn own(_number: usize) -> Ipv4Addr {
    Ipv4Addr::LOCALHOST
}

fn many(number: usize) -> Ipv4Addr {
    let [_, _, high, low] = u32::try_from(number % 60_000 + 256).unwrap().to_be_bytes();
    Ipv4Addr::new(127, 9, high, low)
}

#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<VecDeque<Stranger>>>);

impl Crowd {
    async fn gather(self, port: u16, count: usize, from: fn(usize) -> Ipv4Addr, stop: Stop) {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        for number in 0..count {
            let place = Arc::clone(&places).acquire_owned().await.unwrap();
            let held = Arc::clone(&self.0);
            tokio::spawn(async move {
                if let Ok(stranger) = Stranger::come(port, from(number), stop).await {
                    let mut held = held.lock().await;
                    held.push_back(stranger);
                    if held.len() > HELD {
                        held.pop_front();
                    }
                }
                drop(place);
            });
        }
        let _all = places.acquire_many(AT_ONCE as u32).await.unwrap();
    }

    async fn still_in(&self) -> usize {
        self.0
            .lock()
            .await
            .iter()
            .filter(|stranger| !stranger.shown_out())
            .count()
    }
}

/// A crowd comes, and a proper expert among them; then it stays, and another comes; then it goes, and nothing is left
/// of it.
fn besiege(count: usize, from: fn(usize) -> Ipv4Addr, stop: Stop) {
    let street = street();
    let mut house = House::new(&street);
    let crowd = Crowd::default();
    street.block_on(async {
        let gathering = tokio::spawn(crowd.clone().gather(house.port(), count, from, stop));
        house.serves_an_expert().await;
        house.has_not_grown();
        gathering.await.unwrap();
        let deadline = tokio::time::Instant::now() + super::novice_side::TIMEOUT;
        if !matches!(stop, Stop::Activated) {
            loop {
                let still_in = crowd.still_in().await;
                if still_in <= UNPROVED_MAX {
                    break;
                }
                assert!(tokio::time::Instant::now() < deadline, "{still_in} strangers are in");
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
        house.serves_an_expert().await;
        house.heard_of_nobody();
        crowd.0.lock().await.clear();
    });
    street.shutdown_background();
    house.is_as_before();
}

macro_rules! crowds {
    ($($name:ident: $stop:expr,)*) => {
        mod from_many_addresses {
            use super::*;
            $(#[test] fn $name() { if is_alone() { besiege(strangers(), many, $stop); } })*
        }
        mod from_the_experts_own_address {
            use super::*;
            $(#[test] fn $name() { if is_alone() { besiege(strangers(), own, $stop); } })*
        }
    };
}

crowds! {
    port_scans: Stop::Leaves,
    silence: Stop::Silent,
    garbage: Stop::Garbage,
    half_a_request: Stop::HalfRequest,
    protection_that_is_not_there: Stop::Nla,
    a_request_and_no_more: Stop::Requested,
    half_a_hello: Stop::HalfHello,
    no_tls: Stop::NoTls,
}

/// Those that do cryptography take the computer's time, and cost the stranger as much.
fn costly() -> usize {
    strangers() / 10
}

#[test]
fn tls_and_no_more_from_many_addresses() {
    if !is_alone() {
        return;
    }
    besiege(costly(), many, Stop::Tls);
}

#[test]
fn tls_and_no_more_from_the_experts_own_address() {
    if !is_alone() {
        return;
    }
    besiege(costly(), own, Stop::Tls);
}

#[test]
fn the_handshake_and_no_proof_from_many_addresses() {
    if !is_alone() {
        return;
    }
    besiege(costly(), many, Stop::Activated);
}

#[test]
fn the_handshake_and_no_proof_from_the_experts_own_address() {
    if !is_alone() {
        return;
    }
    besiege(costly(), own, Stop::Activated);
}

/// At each write of the handshake some stop: after Connect Initial, Attach User, each join, Security Exchange and
/// Client Info, Confirm Active.
#[test]
fn every_step_of_the_handshake() {
    if !is_alone() {
        return;
    }
    for written in 1..=WRITES {
        besiege(costly() / WRITES, own, Stop::Written(written));
    }
}
