//! The connection sequence and the active session, against the scripted client.

use ironrdp_pdu::gcc::{ClientEarlyCapabilityFlags, EncryptionLevel, EncryptionMethod, HighColorDepth};
use ironrdp_pdu::rdp::capability_sets::{CapabilitySet, GeneralExtraFlags, InputFlags};
use ironrdp_pdu::rdp::finalization_messages::ControlAction;
use ironrdp_pdu::rdp::headers::{ShareControlPdu, ShareDataPdu};
use lifeline::rdp::channels::remdesk;
use lifeline::rdp::novice::accept::{AfterAnswer, first_length, negotiate};
use lifeline::rdp::{Incompatible, Misbehaved, RdpError, Structure, ToExpert, Transport, Unsendable};

use crate::accept::client::{Client, Wishes, active, disconnect};

const TRANSPORTS: [Transport; 3] = [Transport::LifelineTls, Transport::Tls, Transport::Bare];

fn client(transport: Transport) -> Client {
    Client::new(transport, Wishes::default())
}

/// A Connection Request with this variable part.
fn request(variable: &[u8]) -> Vec<u8> {
    let length = u8::try_from(variable.len()).unwrap();
    [&[3, 0, 0, length + 11, length + 6, 0xE0, 0, 0, 0, 0, 0], variable].concat()
}

#[test]
fn each_kind_of_client_gets_its_answer() {
    let tls = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 1, 0, 0, 0].to_vec();
    let bare = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 0, 0, 0, 0].to_vec();
    let old = [3, 0, 0, 11, 6, 0xD0, 0, 0, 0, 0, 0].to_vec();
    let refusal = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 3, 0, 8, 0, 1, 0, 0, 0].to_vec();
    let cookie = b"Cookie: mstshash=novice\r\n";
    let asks = |protocols: u8| [1, 0, 8, 0, protocols, 0, 0, 0];
    let correlated = [&[1, 8, 8, 0, 1, 0, 0, 0, 6, 0, 36, 0][..], &[7; 32]].concat();
    for (variable, allow_bare, answer, next, requested) in [
        (asks(1).to_vec(), false, &tls, AfterAnswer::Tls, 1),
        (asks(1).to_vec(), true, &tls, AfterAnswer::Tls, 1),
        (asks(11).to_vec(), false, &tls, AfterAnswer::Tls, 11),
        ([&cookie[..], &asks(3)].concat(), true, &tls, AfterAnswer::Tls, 3),
        (correlated, false, &tls, AfterAnswer::Tls, 1),
        (asks(0).to_vec(), true, &bare, AfterAnswer::Bare, 0),
        (asks(0).to_vec(), false, &refusal, AfterAnswer::Close, 0),
        (Vec::new(), true, &old, AfterAnswer::Bare, 0),
        (cookie.to_vec(), true, &old, AfterAnswer::Bare, 0),
        (cookie.to_vec(), false, &refusal, AfterAnswer::Close, 0),
        (asks(2).to_vec(), true, &refusal, AfterAnswer::Close, 2),
        (asks(10).to_vec(), false, &refusal, AfterAnswer::Close, 10),
    ] {
        let request = request(&variable);
        let preconnection = [&[18, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 9, 9, 9, 0, 0][..], &request].concat();
        for first in [request, preconnection] {
            for length in 0..first.len() {
                assert!(
                    first_length(&first[..length])
                        .unwrap()
                        .is_none_or(|whole| whole == first.len())
                );
            }
            assert_eq!(first_length(&first).unwrap(), Some(first.len()));
            let negotiated = negotiate(&first, allow_bare).unwrap();
            assert_eq!(&negotiated.answer, answer, "{first:?}");
            assert_eq!((negotiated.next, negotiated.requested), (next, requested));
        }
    }
}

#[test]
fn what_is_no_rdp_client_is_refused_early() {
    for bytes in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        b"SSH-2.0-x\r\n",
        &[0x16, 3, 1, 2, 0, 1],
        &[3, 0, 0, 6],
        &[3, 0, 0xFF, 0xFF],
    ] {
        assert!(first_length(bytes).is_err(), "{bytes:?}");
    }
    let no_request = [3, 0, 0, 11, 6, 0xD0, 0, 0, 0, 0, 0];
    let short = [3, 0, 0, 12, 6, 0xE0, 0, 0, 0, 0, 0, 1];
    let unknown = request(&[9, 0, 8, 0, 1, 0, 0, 0]);
    for bytes in [&no_request[..], &short, &unknown, &[]] {
        assert!(negotiate(bytes, true).is_err(), "{bytes:?}");
    }
}

#[test]
fn a_whole_handshake_in_each_protection() {
    for transport in TRANSPORTS {
        let (client, accepted) = active(transport, Wishes::default());
        let security = client.security();
        if transport == Transport::Tls {
            assert!(security.encryption_method.is_empty() && security.encryption_level == EncryptionLevel::None);
        } else {
            assert_eq!(security.encryption_method, EncryptionMethod::BIT_128);
        }
        let demanded = client.demanded.unwrap();
        assert_eq!(demanded.source_descriptor, "RDP");
        for set in demanded.capability_sets {
            match set {
                CapabilitySet::General(general) => {
                    assert!(
                        general
                            .extra_flags
                            .contains(GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED)
                    );
                }
                CapabilitySet::Bitmap(bitmap) => {
                    assert_eq!((bitmap.desktop_width, bitmap.desktop_height), (1280, 720));
                    assert_eq!(bitmap.pref_bits_per_pix, 32);
                    assert!(bitmap.desktop_resize_flag);
                }
                CapabilitySet::Input(input) => {
                    assert!(input.input_flags.contains(
                        InputFlags::SCANCODES | InputFlags::UNICODE | InputFlags::MOUSEX | InputFlags::TS_MOUSE_HWHEEL
                    ));
                    assert_eq!(input.keyboard_layout, 0, "the layout is a fact of this host");
                }
                _ => {}
            }
        }
        let known = accepted.client;
        assert_eq!((&**known.ticket_id, &**known.alternate_shell), ("the ID", "*"));
        assert_eq!(known.user_name, "Jürgen");
        assert!(known.has_remdesk && known.has_encomsp && known.graphics && known.error_info);
        assert_eq!((known.multifragment_bytes, known.largest_pointer), (0x0010_0000, 96));
        assert!(!format!("{known:?}").contains("the ID"));
    }
}

#[test]
fn a_client_that_does_not_ask_gets_every_answer_all_the_same() {
    let mut client = client(Transport::LifelineTls);
    client.until_demand_active().unwrap();
    let early = client.font_list();
    assert!(
        client.step(early).unwrap().1.is_empty(),
        "a font list before Confirm Active means nothing"
    );
    let confirm = client.confirm_active();
    client.step(confirm).unwrap();
    let keys = client.raw_share_data(43, &[0; 24]);
    assert!(client.step(keys).unwrap().1.is_empty());
    let control = client.control(ControlAction::RequestControl);
    let fonts = client.font_list();
    let mut answers = client.step(control).unwrap().1;
    let (accepted, rest) = client.step(fonts).unwrap();
    assert!(accepted.is_some());
    answers.extend(rest);
    let names: Vec<_> = answers
        .iter()
        .map(|frame| match client.read_share(frame) {
            ShareControlPdu::Data(data) => match data.share_data_pdu {
                ShareDataPdu::Control(control) => format!("{:?}", control.action),
                other => other.as_short_name().to_owned(),
            },
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        names,
        ["GrantedControl", "Synchronize PDU", "Cooperate", "Font Map PDU"]
    );
}

#[test]
fn desktop_and_depth_are_the_clients_within_limits() {
    let none = ClientEarlyCapabilityFlags::empty();
    let wants = ClientEarlyCapabilityFlags::WANT_32_BPP_SESSION;
    for (asked, granted) in [
        ((1280, 720), (1280, 720)),
        ((0, 65535), (200, 8192)),
        ((65535, 1), (8192, 200)),
    ] {
        let wishes = Wishes {
            width: asked.0,
            height: asked.1,
            ..Wishes::default()
        };
        let (_, accepted) = active(Transport::Tls, wishes);
        assert_eq!((accepted.client.width, accepted.client.height), granted);
    }
    for (depth, flags, granted) in [
        (Some(HighColorDepth::Bpp24), wants, 32),
        (Some(HighColorDepth::Bpp24), none, 24),
        (Some(HighColorDepth::Rgb565Bpp16), none, 16),
        (Some(HighColorDepth::Rgb555Bpp16), none, 15),
        (Some(HighColorDepth::Bpp8), none, 16),
        (None, none, 16),
    ] {
        let wishes = Wishes {
            high_color_depth: depth,
            flags,
            ..Wishes::default()
        };
        let (_, accepted) = active(Transport::Tls, wishes);
        assert_eq!(accepted.client.bits_per_pixel, granted);
        assert!(!accepted.client.error_info);
    }
}

#[test]
fn weaker_encryption_is_refused() {
    for transport in [Transport::LifelineTls, Transport::Bare] {
        for methods in [
            EncryptionMethod::empty(),
            EncryptionMethod::BIT_40 | EncryptionMethod::BIT_56 | EncryptionMethod::FIPS,
        ] {
            let mut client = Client::new(
                transport,
                Wishes {
                    methods,
                    ..Wishes::default()
                },
            );
            assert!(
                matches!(
                    client.connect(),
                    Err(RdpError::Incompatible(Incompatible::OffersShortKeys))
                ),
                "{methods:?}"
            );
        }
    }
    let slow_only = Wishes {
        extra_flags: GeneralExtraFlags::empty(),
        ..Wishes::default()
    };
    assert!(matches!(
        Client::new(Transport::Tls, slow_only).activate(),
        Err(RdpError::Incompatible(Incompatible::NoFastPath))
    ));
}

#[test]
fn a_changed_message_and_a_wrong_random_end_at_the_mac() {
    for transport in [Transport::LifelineTls, Transport::Bare] {
        for change_random in [true, false] {
            let mut client = client(transport);
            client.connect().unwrap();
            client.attach().unwrap();
            client.join_all().unwrap();
            let mut exchange = client.security_exchange().unwrap();
            if change_random {
                let at = exchange.len() - 20;
                exchange[at] ^= 1;
            }
            client.step(exchange).unwrap();
            let mut info = client.client_info();
            if !change_random {
                *info.last_mut().unwrap() ^= 1;
            }
            assert_eq!(client.step(info).err(), Some(RdpError::BadMac));
            let again = client.client_info();
            assert!(client.step(again).is_err(), "the machine is of no further use");
        }
    }
}

#[test]
fn what_is_out_of_turn_or_out_of_bounds_is_refused() {
    // Client Info in clear where a random is due, and without encryption where it is agreed.
    let mut early = client(Transport::LifelineTls);
    early.connect().unwrap();
    let info = early.client_info();
    assert_eq!(
        early.step(info).err(),
        Some(Misbehaved::Expected(Structure::SecurityExchange).into())
    );
    let mut clear = client(Transport::LifelineTls);
    clear.connect().unwrap();
    clear.attach().unwrap();
    let info = clear.client_info();
    let exchange = clear.security_exchange().unwrap();
    clear.step(exchange).unwrap();
    assert_eq!(clear.step(info).err(), Some(Misbehaved::Unencrypted.into()));

    let mut stranger = client(Transport::Tls);
    stranger.connect().unwrap();
    stranger.attach().unwrap();
    assert_eq!(
        stranger.join(1099).err(),
        Some(
            Misbehaved::BadValue {
                structure: Structure::ChannelJoin,
                value: 1099
            }
            .into()
        )
    );

    let many = Wishes {
        channels: (0..31).map(|n| format!("c{n}")).collect(),
        ..Wishes::default()
    };
    assert!(Client::new(Transport::Tls, many).activate().is_ok());

    let mut input = client(Transport::Tls);
    input.connect().unwrap();
    assert!(input.step(vec![0x04, 4, 0, 0x1E]).is_err(), "input before activation");

    let mut endless = client(Transport::Tls);
    endless.connect().unwrap();
    assert!((0..1000).any(|_| endless.attach().is_err()), "no end of attaching");

    let mut left = client(Transport::Tls);
    left.connect().unwrap();
    assert!(left.step(disconnect()).is_err());
}

#[test]
fn a_channel_that_was_listed_but_not_joined_is_not_used() {
    let mut client = client(Transport::Tls);
    client.connect().unwrap();
    client.attach().unwrap();
    let encomsp = client.channels[3];
    client.join(encomsp).unwrap();
    let info = client.client_info();
    let (_, answers) = client.step(info).unwrap();
    client.read_share(&answers[1]);
    let confirm = client.confirm_active();
    client.step(confirm).unwrap();
    let fonts = client.font_list();
    let mut accepted = client.step(fonts).unwrap().0.unwrap();
    assert!(!accepted.client.has_remdesk && accepted.client.has_encomsp);
    let mut out = Vec::new();
    let announce = ToExpert::Remdesk(remdesk::Message::ServerAnnounce);
    assert_eq!(
        accepted.writer.write(&announce, &mut out),
        Err(Unsendable::ChannelNotJoined.into())
    );
    assert!(out.is_empty());
}
