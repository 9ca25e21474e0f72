//! What the expert's program says of itself: the client data of the MCS Connect Initial ([MS-RDPBCGR] 2.2.1.3) and
//! Client Info (2.2.1.11). The same for everybody, except for the size of the picture, the ticket's ID and the shell.

use ironrdp_pdu::gcc::{
    ChannelDef, ChannelName, ChannelOptions, ClientCoreData, ClientCoreOptionalData, ClientEarlyCapabilityFlags,
    ClientGccBlocks, ClientNetworkData, ClientSecurityData, ColorDepth, ConnectionType, EncryptionMethod,
    HighColorDepth, KeyboardType, RdpVersion, SecureAccessSequence, SupportedColorDepths,
};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::client_info::{
    AddressFamily, ClientInfo, ClientInfoFlags, CompressionType, Credentials, ExtendedClientInfo,
    ExtendedClientOptionalInfo, OptionalSystemTime, PerformanceFlags, TimezoneInfo,
};

use super::settings::{ConnectProtection, ConnectSettings};
use crate::rdp::error::{RdpError, Structure};
use crate::rdp::expert::activation::{FUNCTION_KEYS, KEYBOARD_LAYOUT};

/// What every expert calls its computer: the name of this one is nobody's business.
const CLIENT_NAME: &str = "Lifeline";
/// The last build whose number says nothing: RDP 5 clients of old send it.
const CLIENT_BUILD: u32 = 2600;
/// Desktop sizes that may be asked for ([MS-RDPBCGR] 2.2.1.3.2).
const ASKED_SIDES: std::ops::RangeInclusive<u16> = 200..=8192;
/// The longest ticket ID and shell that are sent; tickets have 64 characters.
const MAX_CLIENT_INFO_TEXT: usize = 512;

pub(super) fn gcc_blocks(settings: &ConnectSettings) -> ClientGccBlocks {
    let side = |side: u16| side.clamp(*ASKED_SIDES.start(), *ASKED_SIDES.end());
    let (methods, protocol) = match settings.protection {
        ConnectProtection::LifelineTls(_) => (EncryptionMethod::BIT_128, SecurityProtocol::SSL),
        ConnectProtection::Tls => (EncryptionMethod::empty(), SecurityProtocol::SSL),
        ConnectProtection::Bare(_) => (EncryptionMethod::BIT_128, SecurityProtocol::empty()),
    };
    // Other programs get what they always got: nothing of theirs is drawn by this pipeline's decoders.
    let graphics = settings.takes_graphics();
    let channel = |name| ChannelDef {
        name: ChannelName::from_static(name),
        options: ChannelOptions::INITIALIZED
            | ChannelOptions::ENCRYPT_RDP
            | ChannelOptions::COMPRESS_RDP
            | ChannelOptions::SHOW_PROTOCOL,
    };
    ClientGccBlocks {
        core: ClientCoreData {
            version: RdpVersion::V5_PLUS,
            desktop_width: side(settings.width),
            desktop_height: side(settings.height),
            color_depth: ColorDepth::Bpp8,
            sec_access_sequence: SecureAccessSequence::Del,
            keyboard_layout: KEYBOARD_LAYOUT,
            client_build: CLIENT_BUILD,
            client_name: CLIENT_NAME.to_owned(),
            keyboard_type: KeyboardType::IBM_ENHANCED,
            keyboard_subtype: 0,
            keyboard_functional_keys_count: FUNCTION_KEYS,
            ime_file_name: String::new(),
            optional_data: ClientCoreOptionalData {
                post_beta2_color_depth: Some(ColorDepth::Bpp8),
                client_product_id: Some(1),
                serial_number: Some(0),
                high_color_depth: Some(HighColorDepth::Bpp24),
                supported_color_depths: Some(SupportedColorDepths::all()),
                early_capability_flags: Some(
                    ClientEarlyCapabilityFlags::SUPPORT_ERR_INFO_PDU
                        | ClientEarlyCapabilityFlags::WANT_32_BPP_SESSION
                        | ClientEarlyCapabilityFlags::STRONG_ASYMMETRIC_KEYS
                        | ClientEarlyCapabilityFlags::VALID_CONNECTION_TYPE
                        | if graphics {
                            ClientEarlyCapabilityFlags::SUPPORT_DYN_VC_GFX_PROTOCOL
                        } else {
                            ClientEarlyCapabilityFlags::empty()
                        },
                ),
                dig_product_id: Some(String::new()),
                connection_type: Some(ConnectionType::Lan),
                server_selected_protocol: Some(protocol),
                desktop_physical_width: None,
                desktop_physical_height: None,
                desktop_orientation: None,
                desktop_scale_factor: None,
                device_scale_factor: None,
            },
        },
        security: ClientSecurityData {
            encryption_methods: methods,
            ext_encryption_methods: 0,
        },
        network: Some(ClientNetworkData {
            channels: [b"remdesk\0", b"encomsp\0"]
                .into_iter()
                .chain(graphics.then_some(b"drdynvc\0"))
                .map(channel)
                .collect(),
        }),
        cluster: None,
        monitor: None,
        message_channel: None,
        multi_transport_channel: None,
        monitor_extended: None,
    }
}

/// [MS-RA] 2.2.7.2: the password is `*`, and the ticket's ID stands in the working directory.
pub(super) fn client_info(settings: &ConnectSettings) -> Result<ClientInfo, RdpError> {
    let longest = settings.ticket_id.len().max(settings.alternate_shell.len());
    if longest > MAX_CLIENT_INFO_TEXT {
        return Err(Structure::ClientInfo.too_long(longest).into());
    }
    let never = || OptionalSystemTime(None);
    let no_zone = TimezoneInfo {
        bias: 0,
        standard_name: String::new(),
        standard_date: never(),
        standard_bias: 0,
        daylight_name: String::new(),
        daylight_date: never(),
        daylight_bias: 0,
    };
    Ok(ClientInfo {
        credentials: Credentials {
            username: String::new(),
            password: "*".to_owned(),
            domain: None,
        },
        password_cookie: None,
        code_page: 0,
        flags: ClientInfoFlags::MOUSE
            | ClientInfoFlags::DISABLE_CTRL_ALT_DEL
            | ClientInfoFlags::UNICODE
            | ClientInfoFlags::MAXIMIZE_SHELL
            | ClientInfoFlags::ENABLE_WINDOWS_KEY
            | ClientInfoFlags::FORCE_ENCRYPTED_CS_PDU
            | ClientInfoFlags::LOGON_ERRORS
            | ClientInfoFlags::MOUSE_HAS_WHEEL
            | ClientInfoFlags::NO_AUDIO_PLAYBACK,
        compression_type: CompressionType::K8,
        alternate_shell: settings.alternate_shell.clone(),
        work_dir: settings.ticket_id.clone(),
        extra_info: ExtendedClientInfo {
            address_family: AddressFamily::INET,
            address: String::new(),
            dir: String::new(),
            optional_data: ExtendedClientOptionalInfo::builder()
                .timezone(no_zone)
                .session_id(0)
                .performance_flags(PerformanceFlags::empty())
                .build(),
        },
    })
}
