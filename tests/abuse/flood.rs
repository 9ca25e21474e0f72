//! Bytes without end in one connection: it ends, or at least costs nothing that grows.

use std::net::{Ipv4Addr, SocketAddr};

use lifeline::rdp::ToNovice;
use lifeline::rdp::expert::connect::{ProtocolRequest, request};
use lifeline::vocabulary::InputEvent;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::alone::is_alone;
use super::house::{House, street};
use super::stranger::{Stop, Stranger};

fn flood() -> usize {
    let mib = std::env::var("LIFELINE_TEST_FLOOD_MIB").map_or(64, |mib| mib.parse().unwrap());
    mib * 1024 * 1024
}

/// Writes this over and over; returns whether the other end put an end to it.
async fn pour(stream: &mut (impl AsyncWrite + Unpin), drops: &[u8], amount: usize) -> bool {
    let bucket = drops.repeat(65_536usize.div_ceil(drops.len()));
    for _ in 0..amount.div_ceil(bucket.len()) {
        if stream.write_all(&bucket).await.is_err() || stream.flush().await.is_err() {
            return true;
        }
    }
    false
}

async fn connect(house: &House) -> TcpStream {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, house.port()));
    TcpStream::connect(address).await.unwrap()
}

/// One flood after another, with a look at the memory after each.
#[test]
fn before_the_proof_a_flood_ends_the_connection() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let frame = |length: u16| {
            let mut frame = vec![0; usize::from(length)];
            frame[..7].copy_from_slice(&[3, 0, (length >> 8) as u8, length as u8, 2, 0xF0, 0x80]);
            frame
        };
        // Before anything: no RDP, requests without end, a request of the greatest length.
        for drops in [vec![0; 1024], request(ProtocolRequest::Tls), frame(u16::MAX)] {
            assert!(pour(&mut connect(&house).await, &drops, flood()).await);
            house.has_not_grown();
        }
        // Where TLS is due: none, and records of the greatest length that never make a message.
        let mut record = vec![22, 3, 1, 0x40, 0, 1, 0xFF, 0xFF, 0xFF];
        record.resize(5 + 0x4000, 0);
        for drops in [vec![0x5A; 1024], record] {
            let mut stream = connect(&house).await;
            stream.write_all(&request(ProtocolRequest::Tls)).await.unwrap();
            stream.read_exact(&mut [0; 19]).await.unwrap();
            assert!(pour(&mut stream, &drops, flood()).await);
            house.has_not_grown();
        }
        // Inside TLS: frames that say nothing, and Erect Domain without end, which is a message.
        let erect = vec![3, 0, 0, 12, 2, 0xF0, 0x80, 4, 1, 0, 1, 0];
        for drops in [frame(u16::MAX), frame(64), erect] {
            let Stranger::Tls(mut stream) = Stranger::come(house.port(), Ipv4Addr::LOCALHOST, Stop::Tls)
                .await
                .unwrap()
            else {
                panic!("goes as far as TLS")
            };
            assert!(pour(&mut stream, &drops, flood()).await);
            house.has_not_grown();
        }
        house.serves_an_expert().await;
        house.heard_of_nobody();
    });
    street.shutdown_background();
    house.is_as_before();
}

/// Input, 64 events a frame: allowed at this place, and without effect.
async fn pour_input(active: &mut super::stranger::Active, amount: usize) -> bool {
    let moves = vec![InputEvent::Move { x: 1, y: 1 }; 64];
    let mut poured = 0;
    while poured < amount {
        let mut out = Vec::new();
        for _ in 0..64 {
            active
                .writer()
                .write(&ToNovice::Input(moves.clone()), &mut out)
                .unwrap();
        }
        poured += out.len();
        if active.write.write_all(&out).await.is_err() || active.write.flush().await.is_err() {
            return true;
        }
    }
    false
}

#[test]
fn instead_of_a_proof_a_flood_ends_the_connection() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let mut active = Stranger::active(house.port(), "no such invitation").await.unwrap();
        assert!(pour_input(&mut active, flood()).await);
        house.has_not_grown();
        house.serves_an_expert().await;
        house.heard_of_nobody();
    });
    street.shutdown_background();
    house.is_as_before();
}

/// Someone invited floods while the novice thinks: the novice's answer counts all the same.
#[test]
fn while_a_question_is_open_a_flood_changes_nothing() {
    if !is_alone() {
        return;
    }
    let street = street();
    let mut house = House::new(&street);
    street.block_on(async {
        let opened = house.opened();
        let mut active = Stranger::active(house.port(), opened.id.as_str()).await.unwrap();
        active
            .prove(&opened, &house.invitation.password, "Mallory")
            .await
            .unwrap();
        let question = house.question().await;
        let flooding = tokio::spawn(async move {
            pour_input(&mut active, usize::MAX).await;
            active.drain().await;
        });
        house.allow(&question).await;
        house.has_not_grown();
        flooding.await.unwrap();
        house.serves_an_expert().await;
    });
    street.shutdown_background();
    house.is_as_before();
}
