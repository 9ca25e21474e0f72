//! A peer of a later version: what it adds is declined or passed over, and the session goes on.
//!
//! The client is the expert's machine under TLS without encryption inside, its frames changed on their way. (That ALPN
//! declines `lifeline/2` and takes `lifeline/1` where both are offered is in tests/pure/wire/tls.rs.)

use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::pdu::frame::{SendDataKind, send_data, write_send_data};
use lifeline::rdp::{FromNovice, ToNovice};
use lifeline::session::novice::{Answer, Command, Event, QuestionKind, SessionEnd};

use super::before_view::Client;
use super::pair::{Asked, Display, answer, ask, question, until};

const IO: u16 = 1003;

/// Frames of messages that no version of today has.
fn unheard_of() -> Vec<ToNovice> {
    let share_data = |kind: u8| {
        let mut pdu = vec![22, 0, 0x17, 0, 0xEB, 3, 0, 0, 1, 0, 0, 1, 0, 0, kind, 0, 0, 0];
        pdu.extend_from_slice(&[1, 2, 3, 4]);
        pdu
    };
    let frame = |channel: u16, data: &[u8]| {
        let mut frame = Vec::new();
        write_send_data(&mut frame, SendDataKind::Request, 1035, channel, |out| {
            out.extend_from_slice(data);
            Ok(())
        })
        .unwrap();
        ToNovice::Plain(frame)
    };
    vec![
        ToNovice::Remdesk(remdesk::Message::Unknown {
            name: "RC_CTL".to_owned(),
            kind: 99,
        }),
        ToNovice::Remdesk(remdesk::Message::Unknown {
            name: "lifeline".to_owned(),
            kind: 99,
        }),
        ToNovice::Encomsp(encomsp::Message::Unknown { kind: 0x77 }),
        // A share data PDU, a share control PDU, and data on a channel that was never joined.
        frame(IO, &share_data(0x99)),
        frame(IO, &[10, 0, 0x1C, 0, 0xEB, 3, 1, 2, 3, 4]),
        frame(1020, &[8, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ]
}

/// Appends a capability set that nobody knows to a Confirm Active PDU.
fn with_another_capability(frame: &mut Vec<u8>) {
    let mut copy = frame.clone();
    let Ok(Some(data)) = send_data(&mut copy, SendDataKind::Request) else {
        return;
    };
    let mut pdu = data.user_data.to_vec();
    if pdu.get(2) != Some(&0x13) {
        return;
    }
    let capability = [0x77, 0x77, 8, 0, 1, 2, 3, 4];
    let add = |pdu: &mut Vec<u8>, at: usize, more: u16| {
        let value = u16::from_le_bytes([pdu[at], pdu[at + 1]]) + more;
        pdu[at..at + 2].copy_from_slice(&value.to_le_bytes());
    };
    // totalLength; lengthCombinedCapabilities behind shareId, originatorId and lengthSourceDescriptor;
    // numberCapabilities behind the source descriptor ([MS-RDPBCGR] 2.2.1.13.2.1).
    add(&mut pdu, 0, 8);
    add(&mut pdu, 14, 8);
    let descriptor = usize::from(u16::from_le_bytes([pdu[12], pdu[13]]));
    add(&mut pdu, 16 + descriptor, 1);
    pdu.extend_from_slice(&capability);
    frame.clear();
    write_send_data(frame, SendDataKind::Request, data.initiator, data.channel, |out| {
        out.extend_from_slice(&pdu);
        Ok(())
    })
    .unwrap();
}

/// Up to the view.
async fn viewing(asked: &mut Asked, change: impl Fn(&mut Vec<u8>)) -> Client {
    let mut client = Client::connect_changed(asked, change).await;
    client
        .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::VersionInfo { .. })))
        .await;
    for message in unheard_of() {
        client.send(&message).await;
    }
    client.prove(asked).await;
    client
        .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::Result(0))))
        .await;
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    // The screen has another size than the client: it is told, and takes it.
    client
        .until(|message| matches!(message, FromNovice::Activated { width: 640, .. }))
        .await;
    client
}

async fn stop(asked: &mut Asked, client: &mut Client) {
    asked.novice.commands.send(Command::Stop).await.unwrap();
    let end = until(&mut asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::NoviceStopped);
    client.until(|message| matches!(message, FromNovice::Left)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_later_version_adds_is_passed_over() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut client = viewing(&mut asked, with_another_capability).await;
    for message in unheard_of() {
        client.send(&message).await;
    }
    // It is still heard, and still asks for what it wants.
    let request = encomsp::Message::ChangeControl {
        flags: encomsp::REQUEST_VIEW | encomsp::REQUEST_INTERACT,
        participant: 0,
    };
    client.send(&ToNovice::Encomsp(request)).await;
    let asks = question(&mut asked.novice, QuestionKind::Control).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    client
        .until(|message| {
            matches!(
                message,
                FromNovice::Encomsp(encomsp::Message::ParticipantCreated { flags, .. })
                    if flags & encomsp::MAY_INTERACT != 0
            )
        })
        .await;
    stop(&mut asked, &mut client).await;
}

/// A client that asks for a channel nobody knows in place of `encomsp` is told nothing there, and sees all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_nobody_knows_is_given_a_number_and_no_more() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let mut asked = ask(&display.name, |_| ()).await;
    let mut client = viewing(&mut asked, |frame| {
        if let Some(at) = frame.windows(8).position(|name| name == b"encomsp\0") {
            frame[at..at + 8].copy_from_slice(b"newchan\0");
        }
    })
    .await;
    client.until(|message| matches!(message, FromNovice::Changed(_))).await;
    stop(&mut asked, &mut client).await;
}
