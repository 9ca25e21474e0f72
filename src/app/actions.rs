//! Everything that a person can do in the window by a button, a link, a card or a shortcut: its words, its sign, what more there is to
//! read of it, and the keys that do the same. Screens decide where it stands, how much it weighs, and whether it can be done now.

use egui::{Key, Modifiers};

use super::icons::Icon;
use crate::t;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action<'a> {
    // The first screen, and between screens.
    HomeAsk,
    HomeHelp,
    HomeOffer,
    HomeInForce(usize),
    HomeHelpers,
    HomeSettings,
    HomeHistory,
    HomeAbout,
    BackHome,
    // Asking for help.
    AskMake,
    InvitationSave,
    InvitationSaveHere,
    InvitationSaveClose,
    InvitationMail,
    InvitationCopy,
    InvitationWebmail,
    WebmailShow,
    WebmailDraft,
    InvitationExamine,
    InvitationConnect,
    InvitationReplyUse,
    InvitationCancel,
    CancelKeep,
    CancelDo,
    InForceShow,
    EndedAskAgain,
    EndedCancel,
    EndedInForce,
    ClosingStay,
    ClosingKeep,
    ClosingCancel,
    // The questions.
    QuestionRefuse,
    QuestionViewAllow,
    QuestionControlAllow,
    QuestionWrong,
    QuestionDetails,
    QuestionDetailsHide,
    CompareDecline,
    OffersChangedKeep,
    OffersChangedPutBack,
    // The bar.
    BarPause,
    BarResume,
    BarTakeBack,
    BarAllowControl,
    BarStop,
    // Helping.
    HelpOpen,
    HelpOpenPath,
    HelpUseText,
    HelpOtherTicket,
    HelpConnect,
    HelpCancel,
    HelpListen,
    HelpListenCopy,
    HelpAgain,
    // The viewer.
    ViewerRequest,
    ViewerWithdraw,
    ViewerGiveBack,
    ViewerFit,
    ViewerActualSize,
    ViewerKeys,
    ViewerSave,
    ViewerSaveHere,
    ViewerWindow,
    ViewerFullScreen,
    ViewerFigures,
    /// Takes the keyboard from the picture to the tool bar; by keys alone.
    ViewerToolBar,
    ViewerEnd,
    KeysCtrlAltDel,
    KeysEscape,
    KeysWindows,
    KeysAltTab,
    KeysAltF4,
    KeysCtrlEscape,
    KeysPrint,
    // Offers of help.
    OfferGo,
    /// A computer that help was offered to before.
    OfferComputerAgain(&'a str),
    OfferForget(&'a str),
    OfferKeyCopy,
    OfferCompareSame,
    OfferCompareDiffer,
    OffersAddDo,
    OffersRemove(&'a str),
    // Settings, and practice.
    SettingsEverybodyAllow,
    SettingsEverybodyForbid,
    PracticeClose,
}

const CTRL_ALT: Modifiers = Modifiers {
    alt: true,
    ctrl: true,
    ..Modifiers::NONE
};

impl Action<'_> {
    pub(super) fn text(self) -> String {
        match self {
            Self::HomeAsk => t!("home-ask"),
            Self::HomeHelp => t!("home-help"),
            Self::HomeOffer => t!("home-offer"),
            Self::HomeInForce(count) => t!("home-in-force", count = count),
            Self::HomeHelpers => t!("home-helpers"),
            Self::HomeSettings => t!("home-settings"),
            Self::HomeHistory => t!("home-history"),
            Self::HomeAbout => t!("home-about"),
            Self::BackHome => t!("back-home"),
            Self::AskMake => t!("ask-make"),
            Self::InvitationSave => t!("invitation-save"),
            Self::InvitationSaveHere => t!("invitation-save-here"),
            Self::InvitationSaveClose => t!("invitation-save-close"),
            Self::InvitationMail => t!("invitation-mail"),
            Self::InvitationCopy => t!("invitation-copy"),
            Self::InvitationWebmail => t!("invitation-webmail"),
            Self::WebmailShow => t!("webmail-show"),
            Self::WebmailDraft => t!("webmail-draft"),
            Self::InvitationExamine => t!("invitation-examine"),
            Self::InvitationConnect => t!("invitation-connect"),
            Self::InvitationReplyUse => t!("invitation-reply-use"),
            Self::InvitationCancel => t!("invitation-cancel"),
            Self::CancelKeep => t!("cancel-keep"),
            Self::CancelDo => t!("cancel-do"),
            Self::InForceShow => t!("in-force-show"),
            Self::EndedAskAgain => t!("ended-ask-again"),
            Self::EndedCancel => t!("ended-cancel"),
            Self::EndedInForce => t!("ended-in-force"),
            Self::ClosingStay => t!("closing-stay"),
            Self::ClosingKeep => t!("closing-keep"),
            Self::ClosingCancel => t!("closing-cancel"),
            Self::QuestionRefuse => t!("question-refuse"),
            Self::QuestionViewAllow => t!("question-view-allow"),
            Self::QuestionControlAllow => t!("question-control-allow"),
            Self::QuestionWrong => t!("question-wrong"),
            Self::QuestionDetails => t!("question-details"),
            Self::QuestionDetailsHide => t!("question-details-hide"),
            Self::CompareDecline => t!("compare-decline"),
            Self::OffersChangedKeep => t!("offers-changed-keep"),
            Self::OffersChangedPutBack => t!("offers-changed-put-back"),
            Self::BarPause => t!("bar-pause"),
            Self::BarResume => t!("bar-resume"),
            Self::BarTakeBack => t!("bar-take-back"),
            Self::BarAllowControl => t!("bar-allow-control"),
            Self::BarStop => t!("bar-stop"),
            Self::HelpOpen => t!("help-open"),
            Self::HelpOpenPath => t!("help-open-path"),
            Self::HelpUseText => t!("help-use-text"),
            Self::HelpOtherTicket => t!("help-other-ticket"),
            Self::HelpConnect => t!("help-connect"),
            Self::HelpCancel => t!("help-cancel"),
            Self::HelpListen => t!("help-listen"),
            Self::HelpListenCopy => t!("help-listen-copy"),
            Self::HelpAgain => t!("help-again"),
            Self::ViewerRequest => t!("viewer-request"),
            Self::ViewerWithdraw => t!("viewer-withdraw"),
            Self::ViewerGiveBack => t!("viewer-give-back"),
            Self::ViewerFit => t!("viewer-fit"),
            Self::ViewerActualSize => t!("viewer-actual-size"),
            Self::ViewerKeys => t!("viewer-keys"),
            Self::ViewerSave => t!("viewer-save"),
            Self::ViewerSaveHere => t!("viewer-save-here"),
            Self::ViewerWindow => t!("viewer-window"),
            Self::ViewerFullScreen => t!("viewer-full-screen"),
            Self::ViewerFigures => t!("viewer-figures"),
            Self::ViewerToolBar => t!("keys-tool-bar"),
            Self::ViewerEnd => t!("viewer-end"),
            Self::KeysCtrlAltDel => t!("keys-ctrl-alt-del"),
            Self::KeysEscape => t!("keys-escape"),
            Self::KeysWindows => t!("keys-windows"),
            Self::KeysAltTab => t!("keys-alt-tab"),
            Self::KeysAltF4 => t!("keys-alt-f4"),
            Self::KeysCtrlEscape => t!("keys-ctrl-escape"),
            Self::KeysPrint => t!("keys-print"),
            Self::OfferGo => t!("offer-go"),
            Self::OfferComputerAgain(computer) => computer.to_owned(),
            Self::OfferForget(computer) => t!("offer-forget", computer = computer),
            Self::OfferKeyCopy => t!("offer-key-copy"),
            Self::OfferCompareSame => t!("offer-compare-same"),
            Self::OfferCompareDiffer => t!("offer-compare-differ"),
            Self::OffersAddDo => t!("offers-add-do"),
            Self::OffersRemove(name) => t!("offers-remove", name = name),
            Self::SettingsEverybodyAllow => t!("settings-everybody-allow"),
            Self::SettingsEverybodyForbid => t!("settings-everybody-forbid"),
            Self::PracticeClose => t!("practice-close"),
        }
    }

    /// What it does, where the words alone may not say it.
    pub(super) fn explanation(self) -> Option<String> {
        match self {
            Self::HomeAsk => Some(t!("home-ask-explained")),
            Self::HomeHelp => Some(t!("home-help-explained")),
            Self::HomeOffer => Some(t!("home-offer-explained")),
            Self::ViewerFigures => Some(t!("keys-figures")),
            _ => None,
        }
    }

    pub(super) fn icon(self) -> Option<Icon> {
        match self {
            Self::BarPause => Some(Icon::Pause),
            Self::ViewerGiveBack | Self::ViewerWithdraw | Self::ViewerRequest => Some(Icon::Hand),
            Self::ViewerSave => Some(Icon::Picture),
            Self::ViewerFigures => Some(Icon::Figures),
            Self::ViewerEnd => Some(Icon::Cross),
            Self::ViewerKeys => Some(Icon::Keyboard),
            Self::ViewerFit => Some(Icon::Fit),
            Self::ViewerActualSize => Some(Icon::ActualSize),
            Self::ViewerWindow | Self::ViewerFullScreen => Some(Icon::FullScreen),
            Self::HomeAsk => Some(Icon::Ring),
            Self::HomeHelp => Some(Icon::People),
            Self::HomeOffer => Some(Icon::Door),
            _ => None,
        }
    }

    /// The keys that do the same, on the screen where it stands.
    pub(super) fn shortcut(self) -> Option<(Modifiers, Key)> {
        match self {
            Self::ViewerToolBar => Some((CTRL_ALT, Key::Home)),
            Self::ViewerFigures => Some((CTRL_ALT, Key::I)),
            _ => None,
        }
    }

    /// Its keys were pressed in this frame.
    pub(super) fn is_pressed(self, ui: &egui::Ui) -> bool {
        self.shortcut().is_some_and(|(modifiers, key)| {
            ui.input(|input| input.modifiers.matches_exact(modifiers) && input.key_pressed(key))
        })
    }
}
