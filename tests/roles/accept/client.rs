//! A scripted client on `ironrdp-pdu`, an encoder and decoder that the machine does not share.

use std::borrow::Cow;

use ironrdp_core::{Encode, decode, encode_vec};
use ironrdp_pdu::gcc::{
    ChannelDef, ChannelName, ChannelOptions, ClientCoreData, ClientCoreOptionalData, ClientEarlyCapabilityFlags,
    ClientGccBlocks, ClientNetworkData, ClientSecurityData, ColorDepth, EncryptionMethod, HighColorDepth, KeyboardType,
    RdpVersion, SecureAccessSequence, ServerSecurityData, SupportedColorDepths,
};
use ironrdp_pdu::mcs::{
    AttachUserRequest, ChannelJoinRequest, ConnectInitial, ConnectResponse, DisconnectProviderUltimatum,
    DisconnectReason, ErectDomainPdu, McsMessage, SendDataRequest,
};
use ironrdp_pdu::rdp::capability_sets::{
    CapabilitySet, ClientConfirmActive, DemandActive, General, GeneralExtraFlags, LargePointer,
    LargePointerSupportFlags, MultifragmentUpdate, Pointer, ServerDemandActive,
};
use ironrdp_pdu::rdp::client_info::{
    AddressFamily, ClientInfo, ClientInfoFlags, CompressionType, Credentials, ExtendedClientInfo,
    ExtendedClientOptionalInfo,
};
use ironrdp_pdu::rdp::finalization_messages::{ControlAction, ControlPdu, FontPdu, SynchronizePdu};
use ironrdp_pdu::rdp::headers::{
    CompressionFlags, ShareControlHeader, ShareControlPdu, ShareDataHeader, ShareDataPdu, StreamPriority,
};
use ironrdp_pdu::rdp::server_license::LicensePdu;
use ironrdp_pdu::x224::{X224, X224Data};
use lifeline::rdp::keys::ServerPublicKey;
use lifeline::rdp::novice::accept::{Accept, Accepted};
use lifeline::rdp::pdu::frame;
use lifeline::rdp::security::{Direction, Opener, SEC_EXCHANGE_PKT, SEC_INFO_PKT, Sealer, SecurityHeader, SessionKeys};
use lifeline::rdp::{Random32, RdpError, Transport};
use rsa::rand_core::OsRng;

use crate::accept::recording::{settings, split};

/// What a client asks for.
#[derive(Clone)]
pub(crate) struct Wishes {
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) high_color_depth: Option<HighColorDepth>,
    pub(crate) flags: ClientEarlyCapabilityFlags,
    pub(crate) methods: EncryptionMethod,
    pub(crate) channels: Vec<String>,
    pub(crate) multifragment: Option<u32>,
    pub(crate) largest_pointer: Option<LargePointerSupportFlags>,
    pub(crate) extra_flags: GeneralExtraFlags,
    pub(crate) new_pointers: u16,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 720,
            high_color_depth: Some(HighColorDepth::Bpp24),
            flags: ClientEarlyCapabilityFlags::SUPPORT_ERR_INFO_PDU
                | ClientEarlyCapabilityFlags::WANT_32_BPP_SESSION
                | ClientEarlyCapabilityFlags::SUPPORT_DYN_VC_GFX_PROTOCOL,
            methods: EncryptionMethod::BIT_128 | EncryptionMethod::BIT_40,
            channels: ["cliprdr", "remdesk", "rdpsnd", "encomsp", "drdynvc"]
                .map(str::to_owned)
                .to_vec(),
            multifragment: Some(0x0010_0000),
            largest_pointer: Some(LargePointerSupportFlags::UP_TO_96X96_PIXELS),
            extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED | GeneralExtraFlags::NO_BITMAP_COMPRESSION_HDR,
            new_pointers: 20,
        }
    }
}

pub(crate) struct Client {
    machine: Accept,
    pub(crate) wishes: Wishes,
    user: u16,
    pub(crate) io: u16,
    /// In the order of the wishes.
    pub(crate) channels: Vec<u16>,
    pub(crate) sealer: Sealer,
    pub(crate) opener: Opener,
    security: Option<ServerSecurityData>,
    share_id: u32,
    /// What the last Demand Active said.
    pub(crate) demanded: Option<DemandActive>,
}

impl Client {
    pub(crate) fn new(transport: Transport, wishes: Wishes) -> Self {
        Self {
            machine: Accept::new(settings(transport)),
            wishes,
            user: 0,
            io: 0,
            channels: Vec::new(),
            sealer: Sealer::plain(),
            opener: Opener::plain(),
            security: None,
            share_id: 0,
            demanded: None,
        }
    }

    /// Gives one frame to the machine.
    pub(crate) fn step(&mut self, mut frame: Vec<u8>) -> Result<(Option<Accepted>, Vec<Vec<u8>>), RdpError> {
        let mut out = Vec::new();
        let accepted = self.machine.step(&mut frame, &mut OsRng, &mut out)?;
        Ok((accepted, split(&out)))
    }

    pub(crate) fn connect_initial(&self) -> Vec<u8> {
        let wishes = &self.wishes;
        let channels = wishes.channels.iter().map(|name| ChannelDef {
            name: ChannelName::from_utf8(name).unwrap(),
            options: ChannelOptions::INITIALIZED,
        });
        let blocks = ClientGccBlocks {
            core: ClientCoreData {
                version: RdpVersion::V10_7,
                desktop_width: wishes.width,
                desktop_height: wishes.height,
                color_depth: ColorDepth::Bpp8,
                sec_access_sequence: SecureAccessSequence::Del,
                keyboard_layout: 0x407,
                client_build: 2600,
                client_name: "EXPERT".into(),
                keyboard_type: KeyboardType::IBM_ENHANCED,
                keyboard_subtype: 0,
                keyboard_functional_keys_count: 12,
                ime_file_name: String::new(),
                optional_data: wishes
                    .high_color_depth
                    .map_or_else(ClientCoreOptionalData::default, |depth| ClientCoreOptionalData {
                        post_beta2_color_depth: Some(ColorDepth::Bpp8),
                        client_product_id: Some(1),
                        serial_number: Some(0),
                        high_color_depth: Some(depth),
                        supported_color_depths: Some(SupportedColorDepths::all()),
                        early_capability_flags: Some(wishes.flags),
                        ..ClientCoreOptionalData::default()
                    }),
            },
            security: ClientSecurityData {
                encryption_methods: wishes.methods,
                ext_encryption_methods: 0,
            },
            network: Some(ClientNetworkData {
                channels: channels.collect(),
            }),
            cluster: None,
            monitor: None,
            message_channel: None,
            multi_transport_channel: None,
            monitor_extended: None,
        };
        let initial = encode_vec(&ConnectInitial::with_gcc_blocks(blocks).unwrap()).unwrap();
        encode_vec(&X224(X224Data {
            data: Cow::Owned(initial),
        }))
        .unwrap()
    }

    /// Connect Initial and its answer.
    pub(crate) fn connect(&mut self) -> Result<(), RdpError> {
        let (_, answers) = self.step(self.connect_initial())?;
        let [answer] = &answers[..] else {
            panic!("{} answers", answers.len())
        };
        let data: X224<X224Data<'_>> = decode(answer).unwrap();
        let response: ConnectResponse = decode(&data.0.data).unwrap();
        let blocks = response.conference_create_response.gcc_blocks();
        self.io = blocks.network.io_channel;
        self.channels.clone_from(&blocks.network.channel_ids);
        assert_eq!(
            self.channels.len(),
            self.wishes.channels.len(),
            "every channel gets an id"
        );
        self.security = Some(blocks.security.clone());
        Ok(())
    }

    pub(crate) fn security(&self) -> &ServerSecurityData {
        self.security.as_ref().unwrap()
    }

    fn mcs(&mut self, message: McsMessage<'_>) -> Result<Vec<Vec<u8>>, RdpError> {
        Ok(self.step(encode_vec(&X224(message)).unwrap())?.1)
    }

    pub(crate) fn attach(&mut self) -> Result<(), RdpError> {
        let erect = ErectDomainPdu {
            sub_height: 0,
            sub_interval: 0,
        };
        assert!(self.mcs(McsMessage::ErectDomainRequest(erect))?.is_empty());
        let answers = self.mcs(McsMessage::AttachUserRequest(AttachUserRequest))?;
        let McsMessage::AttachUserConfirm(confirm) = decode::<X224<McsMessage<'_>>>(&answers[0]).unwrap().0 else {
            panic!("no confirmation")
        };
        assert_eq!(confirm.result, 0);
        self.user = confirm.initiator_id;
        Ok(())
    }

    pub(crate) fn join(&mut self, channel: u16) -> Result<(), RdpError> {
        let request = ChannelJoinRequest {
            initiator_id: self.user,
            channel_id: channel,
        };
        let answers = self.mcs(McsMessage::ChannelJoinRequest(request))?;
        let McsMessage::ChannelJoinConfirm(confirm) = decode::<X224<McsMessage<'_>>>(&answers[0]).unwrap().0 else {
            panic!("no confirmation")
        };
        assert_eq!(
            (confirm.result, confirm.requested_channel_id, confirm.channel_id),
            (0, channel, channel)
        );
        Ok(())
    }

    pub(crate) fn join_all(&mut self) -> Result<(), RdpError> {
        for channel in [vec![self.user, self.io], self.channels.clone()].concat() {
            self.join(channel)?;
        }
        Ok(())
    }

    /// A frame with this user data on this channel.
    pub(crate) fn send_data(&self, channel: u16, user_data: Vec<u8>) -> Vec<u8> {
        let request = SendDataRequest {
            initiator_id: self.user.max(1001),
            channel_id: channel,
            user_data: Cow::Owned(user_data),
        };
        encode_vec(&X224(McsMessage::SendDataRequest(request))).unwrap()
    }

    fn sealed(&mut self, flags: u16, header: SecurityHeader, channel: u16, payload: &[u8]) -> Vec<u8> {
        let mut user_data = Vec::new();
        self.sealer.seal_slow(flags, header, payload, &mut user_data).unwrap();
        self.send_data(channel, user_data)
    }

    /// The Security Exchange, under the certificate that the machine sent, or `None` without encryption.
    pub(crate) fn security_exchange(&mut self) -> Option<Vec<u8>> {
        let security = self.security().clone();
        if security.encryption_method.is_empty() {
            return None;
        }
        assert_eq!(security.encryption_method, EncryptionMethod::BIT_128);
        let client = Random32([0x33; 32]);
        let server = Random32(security.server_random.unwrap());
        let encrypted = ServerPublicKey::parse(&security.server_cert)
            .unwrap()
            .encrypt_client_random(&client);
        let mut payload = u32::try_from(encrypted.len()).unwrap().to_le_bytes().to_vec();
        payload.extend_from_slice(&encrypted);
        let frame = self.sealed(SEC_EXCHANGE_PKT, SecurityHeader::Clear, self.io, &payload);
        let keys = SessionKeys::derive(&client, &server);
        self.sealer = Sealer::rc4(&keys, Direction::ToServer);
        self.opener = Opener::rc4(&keys, Direction::ToClient);
        Some(frame)
    }

    pub(crate) fn client_info(&mut self) -> Vec<u8> {
        let info = ClientInfo {
            credentials: Credentials {
                username: "Jürgen".into(),
                password: "*".into(),
                domain: None,
            },
            password_cookie: None,
            code_page: 0,
            flags: ClientInfoFlags::UNICODE | ClientInfoFlags::MOUSE,
            compression_type: CompressionType::K8,
            alternate_shell: "*".into(),
            work_dir: "the ID".into(),
            extra_info: ExtendedClientInfo {
                address_family: AddressFamily::INET,
                address: "192.0.2.1".into(),
                dir: "C:\\".into(),
                optional_data: ExtendedClientOptionalInfo::builder().build(),
            },
        };
        let info = encode_vec(&info).unwrap();
        self.sealed(SEC_INFO_PKT, SecurityHeader::Always, self.io, &info)
    }

    /// Everything up to Demand Active, which is read.
    pub(crate) fn until_demand_active(&mut self) -> Result<(), RdpError> {
        self.connect()?;
        self.attach()?;
        self.join_all()?;
        if let Some(exchange) = self.security_exchange() {
            assert!(self.step(exchange)?.1.is_empty());
        }
        let info = self.client_info();
        let (_, answers) = self.step(info)?;
        let [licence, demand] = &answers[..] else {
            panic!("{} answers", answers.len())
        };
        let mut licence = licence.clone();
        let data = frame::send_data(&mut licence, frame::SendDataKind::Indication)
            .unwrap()
            .unwrap();
        let LicensePdu::LicensingErrorMessage(_) = decode(data.user_data).unwrap() else {
            panic!("a licence is asked")
        };
        let ShareControlPdu::ServerDemandActive(ServerDemandActive { pdu }) = self.read_share(demand) else {
            panic!("no Demand Active")
        };
        self.demanded = Some(pdu);
        Ok(())
    }

    /// Reads a share PDU of the machine's.
    pub(crate) fn read_share(&mut self, frame: &[u8]) -> ShareControlPdu {
        let mut frame = frame.to_vec();
        let data = frame::send_data(&mut frame, frame::SendDataKind::Indication)
            .unwrap()
            .unwrap();
        assert_eq!(data.channel, self.io);
        let (_, payload) = self.opener.open_slow(data.user_data, false).unwrap();
        let header: ShareControlHeader = decode(payload).unwrap();
        assert!(self.share_id == 0 || self.share_id == header.share_id);
        assert_eq!(header.share_id >> 16, 1);
        self.share_id = header.share_id;
        header.share_control_pdu
    }

    pub(crate) fn share(&mut self, pdu: ShareControlPdu) -> Vec<u8> {
        let header = ShareControlHeader {
            share_control_pdu: pdu,
            pdu_source: self.user,
            share_id: self.share_id,
        };
        let payload = encode_vec(&header).unwrap();
        self.sealed(0, SecurityHeader::IfEncrypted, self.io, &payload)
    }

    pub(crate) fn share_data(&mut self, pdu: ShareDataPdu) -> Vec<u8> {
        self.share(ShareControlPdu::Data(ShareDataHeader {
            share_data_pdu: pdu,
            stream_priority: StreamPriority::Medium,
            compression_flags: CompressionFlags::empty(),
            compression_type: CompressionType::K8,
        }))
    }

    /// A share data PDU of any type and content.
    pub(crate) fn raw_share_data(&mut self, kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 18).unwrap();
        let mut payload = length.to_le_bytes().to_vec();
        payload.extend_from_slice(&[0x17, 0, 0xEA, 3]);
        payload.extend_from_slice(&self.share_id.to_le_bytes());
        payload.extend_from_slice(&[0, 1, 0, 0, kind, 0, 0, 0]);
        payload.extend_from_slice(body);
        self.sealed(0, SecurityHeader::IfEncrypted, self.io, &payload)
    }

    /// A channel PDU.
    pub(crate) fn on_channel(&mut self, channel: u16, pdu: &[u8]) -> Vec<u8> {
        self.sealed(0, SecurityHeader::IfEncrypted, channel, pdu)
    }

    pub(crate) fn confirm_active(&mut self) -> Vec<u8> {
        let wishes = &self.wishes;
        let mut capability_sets = vec![
            CapabilitySet::General(General {
                extra_flags: wishes.extra_flags,
                ..General::default()
            }),
            CapabilitySet::Pointer(Pointer {
                color_pointer_cache_size: 20,
                pointer_cache_size: wishes.new_pointers,
            }),
        ];
        if let Some(max_request_size) = wishes.multifragment {
            capability_sets.push(CapabilitySet::MultiFragmentUpdate(MultifragmentUpdate {
                max_request_size,
            }));
        }
        if let Some(flags) = wishes.largest_pointer {
            capability_sets.push(CapabilitySet::LargePointer(LargePointer { flags }));
        }
        let pdu = DemandActive {
            source_descriptor: "TEST".into(),
            capability_sets,
        };
        self.share(ShareControlPdu::ClientConfirmActive(ClientConfirmActive {
            originator_id: 1002,
            pdu,
        }))
    }

    pub(crate) fn synchronize(&mut self) -> Vec<u8> {
        self.share_data(ShareDataPdu::Synchronize(SynchronizePdu { target_user_id: 1002 }))
    }

    pub(crate) fn control(&mut self, action: ControlAction) -> Vec<u8> {
        self.share_data(ShareDataPdu::Control(ControlPdu {
            action,
            grant_id: 0,
            control_id: 0,
        }))
    }

    pub(crate) fn font_list(&mut self) -> Vec<u8> {
        self.share_data(ShareDataPdu::FontList(FontPdu::default()))
    }

    /// The whole handshake.
    pub(crate) fn activate(mut self) -> Result<(Self, Accepted), RdpError> {
        self.until_demand_active()?;
        let confirm = self.confirm_active();
        assert!(self.step(confirm)?.1.is_empty());
        for frame in [
            self.synchronize(),
            self.control(ControlAction::Cooperate),
            self.control(ControlAction::RequestControl),
        ] {
            let (_, answers) = self.step(frame)?;
            assert_eq!(answers.len(), 1);
            self.read_share(&answers[0]);
        }
        let fonts = self.font_list();
        let (accepted, answers) = self.step(fonts)?;
        assert_eq!(answers.len(), 1);
        self.read_share(&answers[0]);
        Ok((self, accepted.expect("the session is active")))
    }
}

/// Encodes a PDU of `ironrdp-pdu` as one whole frame.
pub(crate) fn encoded(pdu: &impl Encode) -> Vec<u8> {
    encode_vec(pdu).unwrap()
}

/// A client and the session that it has.
pub(crate) fn active(transport: Transport, wishes: Wishes) -> (Client, Accepted) {
    Client::new(transport, wishes).activate().unwrap()
}

/// MCS Disconnect Provider Ultimatum, which both ends may send.
pub(crate) fn disconnect() -> Vec<u8> {
    let reason = DisconnectReason::UserRequested;
    encoded(&X224(McsMessage::DisconnectProviderUltimatum(
        DisconnectProviderUltimatum { reason },
    )))
}
