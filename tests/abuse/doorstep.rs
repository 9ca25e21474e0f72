//! Who must go when one more comes.

use std::net::Ipv4Addr;
use std::time::Duration;

use lifeline::net::listener::UNPROVED_MAX;
use tokio::time::Instant;

use super::alone::is_alone;
use super::house::{House, street};
use super::novice_side::{TIMEOUT, until};
use super::stranger::{Stop, Stranger};

const MANY: Ipv4Addr = Ipv4Addr::new(127, 0, 1, 1);
const FEW: Ipv4Addr = Ipv4Addr::new(127, 0, 1, 2);
const NEW: Ipv4Addr = Ipv4Addr::new(127, 0, 1, 3);

/// Waits until so many are in, and says which have gone.
async fn gone(strangers: &[Stranger], in_all: usize) -> Vec<usize> {
    let deadline = Instant::now() + TIMEOUT;
    loop {
        let gone: Vec<_> = (0..strangers.len())
            .filter(|&index| strangers[index].shown_out())
            .collect();
        if strangers.len() - gone.len() <= in_all {
            return gone;
        }
        assert!(Instant::now() < deadline, "{} have gone", gone.len());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[test]
fn the_address_that_holds_most_loses_its_oldest() {
    if !is_alone() {
        return;
    }
    let street = street();
    let house = House::new(&street);
    street.block_on(async {
        let mut strangers = Vec::new();
        // The few come first: older ones of an address that holds less stay.
        for (from, count) in [(FEW, 20), (MANY, UNPROVED_MAX - 20), (NEW, 3)] {
            for _ in 0..count {
                strangers.push(Stranger::come(house.port(), from, Stop::Silent).await.unwrap());
            }
        }
        assert_eq!(gone(&strangers, UNPROVED_MAX).await, [20, 21, 22]);
    });
    street.shutdown_background();
    house.is_as_before();
}

#[test]
fn an_expert_who_is_asked_about_is_not_shown_out_by_a_crowd() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let mut expert = house.expert();
        let question = house.question().await;
        let mut strangers = Vec::new();
        for _ in 0..UNPROVED_MAX * 3 {
            strangers.push(
                Stranger::come(house.port(), Ipv4Addr::LOCALHOST, Stop::Silent)
                    .await
                    .unwrap(),
            );
        }
        gone(&strangers, UNPROVED_MAX).await;
        house.refuse(&question).await;
        until(&mut expert.events, |event| match event {
            lifeline::session::expert::Event::Ended(lifeline::session::expert::End::NoviceSaidNo) => Some(()),
            lifeline::session::expert::Event::Ended(end) => panic!("{end:?}"),
            _ => None,
        })
        .await;
    });
    street.shutdown_background();
    house.is_as_before();
}

/// The slot is held by a helper who answers nothing any more. Whoever proves to be invited meanwhile waits for it, and
/// is no stranger while they wait.
#[test]
fn an_expert_who_waits_for_the_slot_is_not_shown_out_by_a_crowd() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let opened = house.opened();
        let mut dead = Stranger::active(house.port(), opened.id.as_str()).await.unwrap();
        dead.prove(&opened, &house.invitation.password, "Mallory")
            .await
            .unwrap();
        let asked = house.question().await;
        assert_eq!(asked.name, "Mallory");
        let expert = tokio::spawn({
            let mut expert = house.expert();
            async move {
                until(&mut expert.events, |event| match event {
                    lifeline::session::expert::Event::Waiting { .. } => Some(Ok(())),
                    lifeline::session::expert::Event::Ended(end) => Some(Err(end.clone())),
                    _ => None,
                })
                .await
                .map(|()| expert)
            }
        });
        let mut strangers = Vec::new();
        while !expert.is_finished() {
            strangers.push(
                Stranger::come(house.port(), Ipv4Addr::LOCALHOST, Stop::Silent)
                    .await
                    .unwrap(),
            );
            if strangers.len() > 256 {
                strangers.remove(0);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let expert = expert.await.unwrap();
        assert!(expert.is_ok(), "{expert:?}");
        let question = house.question().await;
        assert_eq!(question.name, "Sam");
        drop(dead);
    });
    street.shutdown_background();
    house.is_as_before();
}
