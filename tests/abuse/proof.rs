//! The fresh proof between two Lifelines is demanded, and is worth nothing on another connection.

use lifeline::invitation::expert_blob;
use lifeline::rdp::channels::remdesk;
use lifeline::rdp::{FromNovice, ToNovice};
use lifeline::session::expert::{self, End};
use lifeline::session::novice::{Event, TRIES};

use super::alone::is_alone;
use super::house::{House, street};
use super::novice_side::until;
use super::stranger::{Active, Stranger};

/// RESULT of a wrong proof ([MS-RA] 2.2.6).
const WRONG: u32 = 61;

#[test]
fn a_right_static_proof_with_a_wrong_fresh_one_is_refused() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let opened = house.opened();
        let come = || Stranger::active(house.invitation.port, opened.id.as_str());
        let password = house.invitation.password.clone();

        // Made for another connection: what somebody between the two could pass on.
        let mut replayed = come().await.unwrap();
        let other = come().await.unwrap();
        replayed.exporter = other.exporter;
        replayed.prove(&opened, &password, "Mallory").await.unwrap();
        // None at all: what FreeRDP sends, from someone who says they are a Lifeline.
        let mut missing = come().await.unwrap();
        let stub = opened.encrypted_pass_stub().unwrap();
        let expert_blob = expert_blob("Mallory", &stub, None);
        let proof = ToNovice::Remdesk(remdesk::Message::VerifyPassword { expert_blob });
        missing.send(&[proof]).await.unwrap();

        let mut left = Vec::new();
        for active in [&mut replayed, &mut missing] {
            assert_eq!(result(active).await, WRONG);
            let tries_left = until(&mut house.novice.events, |event| match event {
                Event::TryFailed { tries_left, .. } => Some(*tries_left),
                Event::Question(question) => panic!("{question:?}"),
                _ => None,
            });
            left.push(tries_left.await);
        }
        // Whoever was counted later may be told of first.
        left.sort_unstable();
        assert_eq!(left, [TRIES - 2, TRIES - 1]);
        house.serves_an_expert().await;
    });
    street.shutdown_background();
    house.is_as_before();
}

/// The plain picture for the largest desktop has more messages than orders may wait: none of what the handshake says is
/// lost over it.
#[test]
fn a_helper_with_the_largest_desktop_is_let_in() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let mut expert = house.expert_asking((8192, 8192));
        let question = house.question().await;
        house.refuse(&question).await;
        until(&mut expert.events, |event| match event {
            expert::Event::Ended(End::NoviceSaidNo) => Some(()),
            expert::Event::Ended(end) => panic!("{end:?}"),
            _ => None,
        })
        .await;
    });
    street.shutdown_background();
    house.is_as_before();
}

async fn result(active: &mut Active) -> u32 {
    loop {
        let frame = active.read.next().await.unwrap().expect("an answer comes");
        let mut messages = Vec::new();
        active.connected.reader.read(frame, &mut messages).unwrap();
        for message in messages {
            if let FromNovice::Remdesk(remdesk::Message::Result(code)) = message {
                return code;
            }
        }
    }
}
