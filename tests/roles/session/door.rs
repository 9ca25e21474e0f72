//! The whole table of messages and rights.

use lifeline::rdp::channels::{encomsp, remdesk};
use lifeline::rdp::graphics::{Capability, FromClient};
use lifeline::rdp::{Dynamic, FromExpert, ToExpert};
use lifeline::session::door::Rights::{self, Control, Paused, Proved, Unproved, View};
use lifeline::session::door::Verdict::{self, Act, End, Ignore};
use lifeline::session::door::admit;
use lifeline::vocabulary::{InputEvent, MouseButton, Rect, ScanKey};

const RIGHTS: [Rights; 5] = [Unproved, Proved, View, Paused, Control];

/// Every kind of message, with the verdict for each of [`RIGHTS`] in order.
fn table() -> Vec<(FromExpert, [Verdict; 5])> {
    let text = || "x".to_owned();
    let always = |verdict| [verdict; 5];
    let proving = [Act, Ignore, Ignore, Ignore, Ignore];
    let controlling = [Ignore, Ignore, Ignore, Ignore, Act];
    let seeing = [Ignore, Ignore, Act, Ignore, Act];
    let viewing = [Ignore, Ignore, Act, Act, Act];
    let remdesk = |message| FromExpert::Remdesk(message);
    let encomsp = |message| FromExpert::Encomsp(message);
    vec![
        (FromExpert::Input(ScanKey::plain(1).event(true)), controlling),
        (
            FromExpert::Input(InputEvent::Unicode { unit: 65, down: true }),
            controlling,
        ),
        (FromExpert::Input(InputEvent::Move { x: 1, y: 1 }), controlling),
        (
            FromExpert::Input(InputEvent::Button {
                button: MouseButton::Left,
                down: true,
                x: 1,
                y: 1,
            }),
            controlling,
        ),
        (
            FromExpert::Input(InputEvent::Wheel {
                horizontal: false,
                rotation: 120,
                x: 1,
                y: 1,
            }),
            controlling,
        ),
        (FromExpert::Input(InputEvent::LockKeys(7)), controlling),
        (
            remdesk(remdesk::Message::RemoteControlDesktop {
                connection_string: text(),
            }),
            always(Ignore),
        ),
        (remdesk(remdesk::Message::Result(0)), always(Ignore)),
        (remdesk(remdesk::Message::PausedUnseen), always(Ignore)),
        (remdesk(remdesk::Message::PausedInterrupted), always(Ignore)),
        (remdesk(remdesk::Message::SystemAsks), always(Ignore)),
        (remdesk(remdesk::Message::SystemAsked), always(Ignore)),
        (remdesk(remdesk::Message::InputRefused), always(Ignore)),
        (remdesk(remdesk::Message::DesktopRefused), always(Ignore)),
        (remdesk(remdesk::Message::ControlRefusedByDesktop), always(Ignore)),
        (remdesk(remdesk::Message::ControlImpossible), always(Ignore)),
        (
            remdesk(remdesk::Message::Authenticate {
                connection_string: text(),
                expert_blob: text(),
            }),
            proving,
        ),
        (remdesk(remdesk::Message::ServerAnnounce), always(Ignore)),
        (remdesk(remdesk::Message::Disconnect), always(End)),
        (
            remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
            always(Ignore),
        ),
        (remdesk(remdesk::Message::IsConnected), always(Act)),
        (
            remdesk(remdesk::Message::VerifyPassword { expert_blob: text() }),
            proving,
        ),
        (remdesk(remdesk::Message::ExpertOnVista(vec![0; 32])), proving),
        (remdesk(remdesk::Message::KeyProof(vec![0])), proving),
        (remdesk(remdesk::Message::AskForKey), always(Ignore)),
        (remdesk(remdesk::Message::ComeBack { seconds: 1 }), always(Ignore)),
        (remdesk(remdesk::Message::NoviceName(text())), always(Ignore)),
        (remdesk(remdesk::Message::ExpertName(text())), always(Ignore)),
        (remdesk(remdesk::Message::Token(text())), always(Ignore)),
        (
            remdesk(remdesk::Message::Unknown { name: text(), kind: 99 }),
            always(Ignore),
        ),
        (
            encomsp(encomsp::Message::ParticipantRemoved {
                participant: 0,
                kind: 0,
                code: 0,
            }),
            always(Ignore),
        ),
        (
            encomsp(encomsp::Message::ParticipantCreated {
                participant: 0,
                group: 0,
                flags: 7,
                name: text(),
            }),
            always(Ignore),
        ),
        (
            encomsp(encomsp::Message::ChangeControl {
                flags: 3,
                participant: 0,
            }),
            seeing,
        ),
        (encomsp(encomsp::Message::GraphicsPaused), always(Ignore)),
        (encomsp(encomsp::Message::GraphicsResumed), always(Ignore)),
        (
            encomsp(encomsp::Message::ChangeControlResponse {
                flags: 3,
                participant: 0,
                reason: 0,
            }),
            always(Ignore),
        ),
        (encomsp(encomsp::Message::Unknown { kind: 99 }), always(Ignore)),
        (FromExpert::Dynamic(Dynamic::Ready), viewing),
        (FromExpert::Dynamic(Dynamic::Opened(true)), viewing),
        (FromExpert::Dynamic(Dynamic::Opened(false)), viewing),
        (FromExpert::Dynamic(Dynamic::Closed), viewing),
        (FromExpert::Dynamic(Dynamic::Other), viewing),
        (
            FromExpert::Graphics(FromClient::Advertised(vec![Capability {
                version: 0x0008_0105,
                flags: 0,
            }])),
            viewing,
        ),
        (
            FromExpert::Graphics(FromClient::Acknowledged {
                queue_depth: 0,
                frame: 1,
            }),
            viewing,
        ),
        (FromExpert::Graphics(FromClient::CacheOffered), always(Ignore)),
        (FromExpert::Graphics(FromClient::Timing), always(Ignore)),
        (FromExpert::Graphics(FromClient::Other), always(Ignore)),
        (FromExpert::Reply(ToExpert::Synchronize), always(Act)),
        (FromExpert::Activated, always(Act)),
        (FromExpert::ShowPictures(true), seeing),
        (FromExpert::Refresh(vec![Rect::new(0, 0, 9, 9)]), seeing),
        (FromExpert::Left, always(End)),
        (FromExpert::Ignored("anything"), always(Ignore)),
    ]
}

#[test]
fn every_message_meets_its_verdict_under_every_right() {
    for (message, verdicts) in table() {
        for (rights, verdict) in RIGHTS.into_iter().zip(verdicts) {
            assert_eq!(admit(&message, rights), verdict, "{message:?} under {rights:?}");
        }
    }
}

/// Fails to compile when a message is added: then it wants a row above.
#[test]
fn the_table_has_a_row_for_every_kind() {
    let row = |message: &FromExpert| match message {
        FromExpert::Input(_) => 0,
        FromExpert::Remdesk(_) => 1,
        FromExpert::Encomsp(_) => 2,
        FromExpert::Reply(_) => 3,
        FromExpert::Activated => 4,
        FromExpert::ShowPictures(_) => 5,
        FromExpert::Refresh(_) => 6,
        FromExpert::Left => 7,
        FromExpert::Ignored(_) => 8,
        FromExpert::Dynamic(_) => 9,
        FromExpert::Graphics(_) => 10,
    };
    let mut rows: Vec<_> = table().iter().map(|(message, _)| row(message)).collect();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows, (0..=10).collect::<Vec<_>>());
}
