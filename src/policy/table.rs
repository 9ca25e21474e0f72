//! The one table of every setting: its name, what it may hold, its default, its explanation, and its values in Windows'
//! registry. The schema, the templates of Group Policy, the macOS profile and the tables of docs/policy.md are made
//! from it (`publish.rs`); its texts are for administrators and stand in those files, not on a screen.

use super::rules::Setting;

/// One setting.
#[derive(Debug)]
pub struct SettingRow {
    pub setting: Setting,
    /// Its name in policy files, in the user's settings, and in macOS's managed preferences.
    pub name: &'static str,
    pub shape: Shape,
    /// The value where nobody decided, as a policy file would write it.
    pub default: &'static str,
    /// Whether users may choose it for themselves.
    pub user: bool,
    pub title: &'static str,
    pub explained: &'static str,
    pub registry: RegistryPlace,
}

/// What a setting may hold.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Switch,
    /// A whole number, both bounds included.
    Number {
        least: u32,
        most: u32,
    },
    /// One of these words; Windows' number for each.
    Word(&'static [(&'static str, u32)]),
    /// A plain text of at most so many characters.
    Text {
        most: usize,
    },
    /// A number from 1 to 99 and a unit.
    Life,
    /// Names and keys.
    Helpers,
    /// A certificate, a revocation list, names.
    Authority,
}

/// Where Windows keeps it.
#[derive(Debug, Clone, Copy)]
pub struct RegistryPlace {
    pub key: Key,
    pub value: &'static str,
    /// A second value: a DWORD that must be 1 for the first to count, or the unit, or the answer to "control too?".
    pub beside: Option<&'static str>,
}

/// Where System Properties, Remote, keeps what holds for the whole computer, below `HKEY_LOCAL_MACHINE`.
pub const LOCAL_SETTINGS: &str = r"SYSTEM\CurrentControlSet\Control\Remote Assistance";

/// A key below `HKEY_LOCAL_MACHINE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The one of Windows' own Remote Assistance policies.
    Windows,
    /// For what those lack.
    Own,
}

impl Key {
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Windows => r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services",
            Self::Own => r"SOFTWARE\Policies\Lifeline",
        }
    }
}

const fn windows(value: &'static str, beside: Option<&'static str>) -> RegistryPlace {
    RegistryPlace {
        key: Key::Windows,
        value,
        beside,
    }
}

const fn own(value: &'static str) -> RegistryPlace {
    RegistryPlace {
        key: Key::Own,
        value,
        beside: None,
    }
}

/// Every setting, in the order in which it is explained.
pub const TABLE: &[SettingRow] = &[
    SettingRow {
        setting: Setting::EverythingOff,
        name: "everything_off",
        shape: Shape::Switch,
        default: "false",
        user: false,
        title: "Turn Lifeline off",
        explained: "If it is on, nobody subject to it may ask for help, give help, or be offered help. It goes before every other setting.",
        registry: own("EverythingOff"),
    },
    SettingRow {
        setting: Setting::Ask,
        name: "ask",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "Asking for help",
        explained: "If it is off, no invitation can be made, those in force end, and a running session ends. Offers of help are a switch of their own. Not set: the user decides.",
        registry: windows("fAllowToGetHelp", None),
    },
    SettingRow {
        setting: Setting::OfficialHelpersOnly,
        name: "official_helpers_only",
        shape: Shape::Switch,
        default: "false",
        user: true,
        title: "Official helpers only",
        explained: "If it is on, only helpers whose key is on the list, or whose certificate the authority signed, are let in: no friends (\"buddy support\"), and nobody with FreeRDP or Windows, which prove no key. All others are turned away before the user is asked.",
        registry: own("OfficialHelpersOnly"),
    },
    SettingRow {
        setting: Setting::Control,
        name: "control",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "Helpers may control this computer",
        explained: "If it is off, helpers may only look: requests for control are refused unasked, and the user cannot give it. If it is on, the user is still asked each time. It is for helpers who were invited; for those who offer their help, see \"Offers of help\".",
        registry: windows("fAllowFullControl", None),
    },
    SettingRow {
        setting: Setting::LongestLife,
        name: "longest_life",
        shape: Shape::Life,
        default: r#"{"number": 30, "unit": "days"}"#,
        user: false,
        title: "The longest life of an invitation",
        explained: "A number from 1 to 99 and a unit: minutes, hours or days. Invitations that were made for longer end when this much time has passed since they were made. The user chooses within it, up to 30 days; the usual choice is 6 hours.",
        registry: windows("MaxTicketExpiry", Some("MaxTicketExpiryUnits")),
    },
    SettingRow {
        setting: Setting::MailMethod,
        name: "mail_method",
        shape: Shape::Word(&[("attachment", 0), ("mailto", 1)]),
        default: "attachment",
        user: false,
        title: "How invitations are mailed",
        explained: "Accepted for the sake of existing policies and without effect: the invitation is always attached, since a mailto link cannot carry it.",
        registry: windows("fUseMailto", None),
    },
    SettingRow {
        setting: Setting::Offers,
        name: "offers",
        shape: Shape::Word(&[("off", 0), ("view", 1), ("control", 2)]),
        default: "off",
        user: true,
        title: "Offers of help",
        explained: "Whether helpers on the list may offer help without having been asked: not at all, to look only, or to control as well, whatever \"Helpers may control this computer\" says of those who were invited. The user is asked both questions in any case. Local administrators may not offer unless they are listed.",
        registry: windows("fAllowUnsolicited", Some("fAllowUnsolicitedFullControl")),
    },
    SettingRow {
        setting: Setting::Helpers,
        name: "helpers",
        shape: Shape::Helpers,
        default: "[]",
        user: true,
        title: "The list of helpers",
        explained: "Helpers by name and by the key that `lifeline helper show-key` shows at theirs. If the machine has a list, users cannot add to it.",
        registry: own("Helpers"),
    },
    SettingRow {
        setting: Setting::Authority,
        name: "authority",
        shape: Shape::Authority,
        default: "none",
        user: false,
        title: "The authority for helpers",
        explained: "A certificate authority (a PEM file) that signs helpers' certificates, the list of those that it took back (a PEM file), and the names that may help; without names, all that it signed.",
        registry: own("Authority"),
    },
    SettingRow {
        setting: Setting::ViewMessage,
        name: "view_message",
        shape: Shape::Text { most: 400 },
        default: "none",
        user: false,
        title: "Your warning before the view",
        explained: "Shown in addition to the question whether a helper may see the screen. It never replaces who asks, what they will see, or the warning of fraud. Plain text.",
        registry: windows("ViewMessage", Some("UseCustomMessages")),
    },
    SettingRow {
        setting: Setting::ControlMessage,
        name: "control_message",
        shape: Shape::Text { most: 400 },
        default: "none",
        user: false,
        title: "Your warning before control",
        explained: "Shown in addition to the question whether a helper may use mouse and keyboard. Plain text.",
        registry: windows("ShareControlMessage", Some("UseCustomMessages")),
    },
    SettingRow {
        setting: Setting::SessionLog,
        name: "session_log",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "The readable session log",
        explained: "A text file that a person can read: when, who, from where, what was allowed, by whom it ended. The journal, from which the history is shown, is always written.",
        registry: windows("LoggingEnabled", None),
    },
    SettingRow {
        setting: Setting::KeepDays,
        name: "keep_days",
        shape: Shape::Number { least: 0, most: 3650 },
        default: "365",
        user: true,
        title: "How many days records are kept",
        explained: "Older lines of the journal and of the session log are removed. 0: only when the files are full.",
        registry: own("KeepDays"),
    },
    SettingRow {
        setting: Setting::Bandwidth,
        name: "bandwidth",
        shape: Shape::Word(&[("none", 14), ("no_window_drag", 12), ("no_background", 8), ("full", 0)]),
        default: "none",
        user: true,
        title: "Sparing a slow network",
        explained: "Four steps with Windows' names, each with those before it: what is dragged or scrolled is shown a few times a second and where it rests; the background is one colour, where the system tells what that is (X11); colours have 16 bits. Only the helper sees it so.",
        registry: windows("OptimizeBandwidth", Some("UseBandwidthOptimization")),
    },
    SettingRow {
        setting: Setting::EncryptedOnly,
        name: "encrypted_only",
        shape: Shape::Switch,
        default: "false",
        user: true,
        title: "Encrypted invitations only",
        explained: "If it is on, invitations show nothing without the password, not even this computer's addresses. Windows XP and Server 2003 cannot open them.",
        registry: windows("CreateEncryptedOnlyTickets", None),
    },
    SettingRow {
        setting: Setting::Chat,
        name: "chat",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "Chat",
        explained: "Whether the two may write to each other. Accepted for the sake of existing policies and without effect: there is no chat yet.",
        registry: own("fEnableChatControl"),
    },
    SettingRow {
        setting: Setting::OlderEncryption,
        name: "older_encryption",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "Older, weak encryption",
        explained: "Whether a user may let in helpers whose program knows RC4 without TLS (older Windows). If it is on, it still has to be chosen for each invitation, and the question says that the connection is weakly protected.",
        registry: own("OlderEncryption"),
    },
    SettingRow {
        setting: Setting::PortMapping,
        name: "port_mapping",
        shape: Shape::Switch,
        default: "true",
        user: true,
        title: "A way in through the router",
        explained: "Whether the router is asked (UPnP, PCP, NAT-PMP) to let helpers in from outside while an invitation is in force.",
        registry: own("PortMapping"),
    },
    SettingRow {
        setting: Setting::InternalOnly,
        name: "internal_only",
        shape: Shape::Switch,
        default: "false",
        user: true,
        title: "Internal addresses only",
        explained: "If it is on, invitations name only private addresses, the router is not asked, and whoever connects from a public address is turned away unheard.",
        registry: own("InternalOnly"),
    },
    SettingRow {
        setting: Setting::HelpOthers,
        name: "help_others",
        shape: Shape::Switch,
        default: "true",
        user: false,
        title: "Helping others",
        explained: "If it is off, no invitation can be opened on this computer, and no help offered from it; a session that is being given ends.",
        registry: own("HelpOthers"),
    },
    SettingRow {
        setting: Setting::Port,
        name: "port",
        shape: Shape::Number { least: 0, most: 65535 },
        default: "0",
        user: true,
        title: "The port",
        explained: "The TCP port on which helpers are waited for. 0: 3389, or a free one if that is taken (for offers: the first free one of 3389 to 3393, all of which helpers try). Set by an administrator, it is this port and no other.",
        registry: own("Port"),
    },
    SettingRow {
        setting: Setting::LongestSession,
        name: "longest_session_minutes",
        shape: Shape::Number { least: 0, most: 10080 },
        default: "0",
        user: true,
        title: "The longest session",
        explained: "After so many minutes a session ends by itself; 0: it does not.",
        registry: own("LongestSessionMinutes"),
    },
    SettingRow {
        setting: Setting::AskAgain,
        name: "ask_again_minutes",
        shape: Shape::Number { least: 0, most: 10080 },
        default: "0",
        user: true,
        title: "Asking again",
        explained: "After so many minutes of viewing, the view and control are withdrawn and the user is asked again; silence ends the session. 0: the user is asked once.",
        registry: own("AskAgainMinutes"),
    },
];

/// The row of a setting.
#[must_use]
pub fn row(setting: Setting) -> Option<&'static SettingRow> {
    TABLE.iter().find(|row| row.setting == setting)
}
