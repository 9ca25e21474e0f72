//! Everything that a person can do in the window by a button, a link, a card or a shortcut: its words, its sign, what
//! more there is to read of it, and whether it can be done now; the keys that do the same are in `keys.rs`. Screens decide
//! where it stands and how much it weighs.

mod keys;

use super::icons::Icon;
use crate::t;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Action<'a> {
    // The first screen, and between screens.
    HomeAsk,
    HomeHelp,
    HomeOffer,
    HomeInForce(usize),
    HomeHelpers,
    HomeSettings,
    HomeHistory,
    HomeGuide,
    HomePractise,
    HomeAbout,
    BackHome,
    CloseWindow,
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
    InvitationSpell,
    InvitationSpellHide,
    InvitationExamine,
    InvitationConnect,
    InvitationReplyUse,
    InvitationCancel,
    CancelKeep,
    CancelDo,
    InForceShow,
    EndedAskAgain,
    /// So many invitations in force.
    EndedCancel(usize),
    EndedInForce,
    EndedFraud,
    SummarySave,
    SummaryPrint,
    ClosingStay,
    ClosingKeep,
    ClosingCancel,
    // The questions.
    QuestionRefuse,
    QuestionViewAllow,
    QuestionControlAllow,
    CallerNovice,
    CallerHelper,
    CalledEnd,
    CalledBack,
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
    BarRefuse,
    BarShowQuestion,
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
    HelpAskAgain,
    HelpLostNow,
    HelpLostStop,
    // The viewer.
    ViewerRequest,
    ViewerWithdraw,
    ViewerGiveBack,
    ViewerFit,
    ViewerActualSize,
    ViewerLarger,
    ViewerSmaller,
    /// Opens the list of sizes, and says in percent what is shown.
    ViewerSize(u16),
    /// One of them, in percent.
    ViewerZoom(u16),
    /// Shows all of the novice's monitors, or one of them.
    ViewerAllScreens,
    ViewerScreen {
        number: usize,
        main: bool,
    },
    /// The next of them; by keys alone.
    ViewerNextScreen,
    ViewerKeys,
    ViewerSave,
    ViewerSaveHere,
    ViewerCopy,
    ViewerWindow,
    ViewerFullScreen,
    ViewerFigures,
    /// All keys go to the other computer, or those of this desktop stay here.
    ViewerAllKeys,
    ViewerOwnKeys,
    /// Opens the menu of what has no room on the tool bar.
    ViewerMore,
    /// Takes the keyboard from the picture to the tool bar; by keys alone.
    ViewerToolBar,
    /// The sheet of all these keys.
    ViewerShortcuts,
    ShortcutsClose,
    /// Helps somebody else beside this, in another window; by keys alone.
    ViewerAnother,
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
    /// Offers help to the computer of somebody who was helped before.
    RecentOffer(&'a str),
    /// Shows so many that are remembered.
    RecentAll(usize),
    RecentForgetAll,
    RecentForgetAllDo,
    RecentKeep,
    OfferKeyCopy,
    OfferCompareSame,
    OfferCompareDiffer,
    OffersAddDo,
    OffersRemove(&'a str),
    // Settings, and practice.
    SettingsEverybodyAllow,
    SettingsEverybodyForbid,
    /// The two halves of the practice.
    PracticeNovice,
    PracticeHelper,
    PracticeClose,
}

/// What decides whether something can be done now. A screen says what it knows of it; what nobody says does not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Now {
    /// What it takes is there: a form is filled in, the rules are read, a question takes answers.
    pub ready: bool,
    /// Nothing is being done that must be over first.
    pub idle: bool,
    /// The helper has mouse and keyboard of the other computer.
    pub controls: bool,
    /// The helper's view has the window to itself.
    pub alone: bool,
    /// The other computer has several monitors.
    pub screens: bool,
    /// This desktop can pass all keys on.
    pub all_keys: bool,
}

impl Action<'_> {
    /// What stands on its button: a table.
    pub(super) fn text(self) -> String {
        match self {
            Self::HomeAsk => t!("home-ask"),
            Self::HomeHelp => t!("home-help"),
            Self::HomeOffer => t!("home-offer"),
            Self::HomeInForce(count) => t!("home-in-force", count = count),
            Self::HomeHelpers => t!("home-helpers"),
            Self::HomeSettings => t!("home-settings"),
            Self::HomeHistory => t!("home-history"),
            Self::HomeGuide => t!("home-guide"),
            Self::HomePractise => t!("home-practise"),
            Self::HomeAbout => t!("home-about"),
            Self::BackHome => t!("back-home"),
            Self::CloseWindow => t!("close-window"),
            Self::AskMake => t!("ask-make"),
            Self::InvitationSave => t!("invitation-save"),
            Self::InvitationSaveHere => t!("invitation-save-here"),
            Self::InvitationSaveClose => t!("invitation-save-close"),
            Self::InvitationMail => t!("invitation-mail"),
            Self::InvitationCopy => t!("invitation-copy"),
            Self::InvitationWebmail => t!("invitation-webmail"),
            Self::WebmailShow => t!("webmail-show"),
            Self::WebmailDraft => t!("webmail-draft"),
            Self::InvitationSpell => t!("invitation-spell"),
            Self::InvitationSpellHide => t!("invitation-spell-hide"),
            Self::InvitationExamine => t!("invitation-examine"),
            Self::InvitationConnect => t!("invitation-connect"),
            Self::InvitationReplyUse => t!("invitation-reply-use"),
            Self::InvitationCancel => t!("invitation-cancel"),
            Self::CancelKeep => t!("cancel-keep"),
            Self::CancelDo => t!("cancel-do"),
            Self::InForceShow => t!("in-force-show"),
            Self::EndedAskAgain => t!("ended-ask-again"),
            Self::EndedCancel(count) => t!("ended-cancel", count = count),
            Self::EndedFraud => t!("ended-fraud"),
            Self::SummarySave => t!("summary-save"),
            Self::SummaryPrint => t!("summary-print"),
            Self::EndedInForce => t!("ended-in-force"),
            Self::ClosingStay => t!("closing-stay"),
            Self::ClosingKeep => t!("closing-keep"),
            Self::ClosingCancel => t!("closing-cancel"),
            Self::QuestionRefuse => t!("question-refuse"),
            Self::QuestionViewAllow => t!("question-view-allow"),
            Self::QuestionControlAllow => t!("question-control-allow"),
            Self::CallerNovice => t!("question-caller-novice"),
            Self::CallerHelper => t!("question-caller-helper"),
            Self::CalledEnd => t!("called-end"),
            Self::CalledBack => t!("called-back"),
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
            Self::BarRefuse => t!("question-refuse"),
            Self::BarShowQuestion => t!("bar-show-question"),
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
            Self::HelpAskAgain => t!("help-ask-again"),
            Self::HelpLostNow => t!("help-lost-now"),
            Self::HelpLostStop => t!("help-lost-stop"),
            Self::ViewerRequest => t!("viewer-request"),
            Self::ViewerWithdraw => t!("viewer-withdraw"),
            Self::ViewerGiveBack => t!("viewer-give-back"),
            Self::ViewerFit => t!("viewer-fit"),
            Self::ViewerActualSize => t!("viewer-actual-size"),
            Self::ViewerLarger => t!("viewer-larger"),
            Self::ViewerSmaller => t!("viewer-smaller"),
            Self::ViewerSize(percent) => t!("viewer-size", percent = percent.to_string()),
            Self::ViewerZoom(percent) => t!("viewer-percent", percent = percent.to_string()),
            Self::ViewerAllScreens => t!("viewer-screens"),
            Self::ViewerScreen { number, main: true } => t!("viewer-screen-main", number = number),
            Self::ViewerScreen { number, main: false } => t!("viewer-screen", number = number),
            Self::ViewerNextScreen => t!("viewer-screen-next"),
            Self::ViewerKeys => t!("viewer-keys"),
            Self::ViewerSave => t!("viewer-save"),
            Self::ViewerSaveHere => t!("viewer-save-here"),
            Self::ViewerCopy => t!("viewer-copy"),
            Self::ViewerWindow => t!("viewer-window"),
            Self::ViewerFullScreen => t!("viewer-full-screen"),
            Self::ViewerFigures => t!("viewer-figures"),
            Self::ViewerAllKeys => t!("viewer-all-keys"),
            Self::ViewerOwnKeys => t!("viewer-own-keys"),
            Self::ViewerMore => t!("viewer-more"),
            Self::ViewerToolBar => t!("keys-tool-bar"),
            Self::ViewerShortcuts => t!("viewer-shortcuts"),
            Self::ShortcutsClose => t!("shortcuts-close"),
            Self::ViewerAnother => t!("viewer-another"),
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
            Self::RecentOffer(computer) => t!("recent-offer", computer = computer),
            Self::RecentAll(count) => t!("recent-all", count = count),
            Self::RecentForgetAll => t!("recent-forget-all"),
            Self::RecentForgetAllDo => t!("recent-forget-all-do"),
            Self::RecentKeep => t!("recent-keep"),
            Self::OfferKeyCopy => t!("offer-key-copy"),
            Self::OfferCompareSame => t!("offer-compare-same"),
            Self::OfferCompareDiffer => t!("offer-compare-differ"),
            Self::OffersAddDo => t!("offers-add-do"),
            Self::OffersRemove(name) => t!("offers-remove", name = name),
            Self::SettingsEverybodyAllow => t!("settings-everybody-allow"),
            Self::SettingsEverybodyForbid => t!("settings-everybody-forbid"),
            Self::PracticeNovice => t!("practice-novice"),
            Self::PracticeHelper => t!("practice-expert"),
            Self::PracticeClose => t!("practice-close"),
        }
    }

    /// What its button is told by from one frame to the next: a number that is only said makes no other button of it, and
    /// what gives way to its opposite in the same place keeps the keyboard there.
    pub(super) fn identity(self) -> Self {
        match self {
            Self::HomeInForce(_) => Self::HomeInForce(0),
            Self::EndedCancel(_) => Self::EndedCancel(0),
            Self::RecentAll(_) => Self::RecentAll(0),
            Self::ViewerSize(_) => Self::ViewerSize(0),
            Self::InvitationSpellHide => Self::InvitationSpell,
            Self::QuestionDetailsHide => Self::QuestionDetails,
            Self::BarResume => Self::BarPause,
            Self::ViewerWithdraw | Self::ViewerGiveBack => Self::ViewerRequest,
            Self::ViewerActualSize => Self::ViewerFit,
            Self::ViewerWindow => Self::ViewerFullScreen,
            Self::SettingsEverybodyAllow => Self::SettingsEverybodyForbid,
            one => one,
        }
    }

    /// What it does, where the words alone may not say it.
    pub(super) fn explanation(self) -> Option<String> {
        match self {
            Self::HomeAsk => Some(t!("home-ask-explained")),
            Self::HomeHelp => Some(t!("home-help-explained")),
            Self::HomeOffer => Some(t!("home-offer-explained")),
            Self::ViewerSize(_) => Some(t!("viewer-size-explained")),
            Self::ViewerMore => Some(t!("viewer-more-explained")),
            _ => self.keys(),
        }
    }

    /// Whether it can be done now: buttons, links and shortcuts ask here, so that no key does what its greyed button would not.
    pub(super) fn is_enabled(self, now: Now) -> bool {
        match self {
            Self::AskMake
            | Self::HelpConnect
            | Self::OfferGo
            | Self::QuestionViewAllow
            | Self::QuestionControlAllow
            | Self::BarAllowControl
            | Self::ViewerRequest => now.ready,
            Self::HelpOpenPath
            | Self::HelpUseText
            | Self::InvitationSaveHere
            | Self::InvitationReplyUse
            | Self::OffersAddDo
            | Self::ViewerSaveHere => now.ready && now.idle,
            Self::InvitationMail
            | Self::WebmailShow
            | Self::WebmailDraft
            | Self::InvitationExamine
            | Self::OfferForget(_)
            | Self::RecentForgetAll
            | Self::RecentForgetAllDo
            | Self::OffersRemove(_)
            | Self::SettingsEverybodyAllow
            | Self::SettingsEverybodyForbid
            | Self::ViewerSave
            | Self::SummarySave
            | Self::SummaryPrint
            | Self::CallerNovice
            | Self::CallerHelper
            | Self::BarRefuse
            | Self::HomePractise => now.idle,
            Self::ViewerFullScreen | Self::ViewerWindow | Self::ViewerAnother => now.alone,
            Self::ViewerNextScreen => now.screens,
            Self::ViewerAllKeys | Self::ViewerOwnKeys => now.controls && now.all_keys,
            Self::KeysCtrlAltDel
            | Self::KeysEscape
            | Self::KeysWindows
            | Self::KeysAltTab
            | Self::KeysAltF4
            | Self::KeysCtrlEscape
            | Self::KeysPrint => now.controls,
            _ => true,
        }
    }

    /// Why it cannot be done now: whoever rests on its greyed button reads it, and a screen reader says it.
    pub(super) fn why_not(self, now: Now) -> Option<String> {
        if self.is_enabled(now) {
            return None;
        }
        Some(match self {
            Self::AskMake => t!("greyed-reading"),
            Self::HelpConnect => t!("help-incomplete"),
            Self::OfferGo => t!("offer-incomplete"),
            Self::QuestionViewAllow | Self::QuestionControlAllow => t!("greyed-allow"),
            Self::CallerNovice | Self::CallerHelper | Self::BarRefuse => t!("greyed-answer"),
            Self::ViewerRequest => t!("viewer-request-paused"),
            Self::BarAllowControl => t!("bar-control-impossible"),
            Self::HelpOpenPath
            | Self::HelpUseText
            | Self::InvitationSaveHere
            | Self::InvitationReplyUse
            | Self::OffersAddDo
            | Self::ViewerSaveHere
                if !now.ready =>
            {
                t!("greyed-empty")
            }
            Self::ViewerSave => t!("greyed-saving"),
            Self::HomePractise => t!("practice-open"),
            // Where these cannot be done, they have no button.
            Self::ViewerFullScreen | Self::ViewerWindow | Self::ViewerAnother | Self::ViewerNextScreen => return None,
            Self::KeysCtrlAltDel
            | Self::KeysEscape
            | Self::KeysWindows
            | Self::KeysAltTab
            | Self::KeysAltF4
            | Self::KeysCtrlEscape
            | Self::KeysPrint
            | Self::ViewerAllKeys
            | Self::ViewerOwnKeys => t!("keys-no-control"),
            _ => t!("greyed-busy"),
        })
    }

    pub(super) fn icon(self) -> Option<Icon> {
        match self {
            Self::BarPause => Some(Icon::Pause),
            Self::ViewerGiveBack | Self::ViewerWithdraw | Self::ViewerRequest => Some(Icon::Hand),
            Self::ViewerSave => Some(Icon::Picture),
            Self::ViewerCopy => Some(Icon::Copy),
            Self::ViewerSize(_) => Some(Icon::Magnifier),
            Self::ViewerFigures => Some(Icon::Figures),
            Self::ViewerEnd => Some(Icon::Cross),
            Self::ViewerKeys => Some(Icon::Keyboard),
            Self::ViewerAllScreens | Self::ViewerScreen { .. } => Some(Icon::Screens),
            Self::ViewerFit => Some(Icon::Fit),
            Self::ViewerActualSize => Some(Icon::ActualSize),
            Self::ViewerWindow | Self::ViewerFullScreen => Some(Icon::FullScreen),
            Self::HomeAsk | Self::PracticeNovice => Some(Icon::Ring),
            Self::HomeHelp | Self::PracticeHelper => Some(Icon::People),
            Self::HomeOffer => Some(Icon::Door),
            _ => None,
        }
    }
}
