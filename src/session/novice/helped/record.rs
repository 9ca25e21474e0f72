//! What is written down of a session.

use super::Helped;
use crate::journal::{Entry, I_CALLED, Kind, Share, THEY_CALLED};
use crate::session::novice::question::Caller;

impl Helped {
    /// Writes the readable log of this session, if the rules leave it on and the novice allowed the view: visits
    /// without a yes must not fill the disk with logs.
    pub(super) fn write_log(&self) {
        if self.rules.session_log
            && self.log.has(Kind::ViewAllowed)
            && let Some(journal) = &self.around.journal
        {
            journal.write_session_log(&self.helper.session, self.log.text());
        }
    }

    /// The journal's word for what the person said about it.
    pub(super) fn who_called(&self) -> Option<&'static str> {
        self.consent.caller().map(|caller| match caller {
            Caller::Novice => I_CALLED,
            Caller::Helper => THEY_CALLED,
        })
    }

    pub(super) fn note(&mut self, what: Kind, detail: Option<&str>) {
        let mut entry = self.helper.entry(what);
        entry.detail = detail.map(str::to_owned);
        self.record(entry);
    }

    pub(super) fn record(&mut self, entry: Entry) {
        let share = self.share(entry.kind);
        self.log.add(entry.clone());
        self.around.record(share, entry);
    }

    /// What the helper can bring about without a yes, and as often as they like, must not displace what was allowed.
    fn share(&self, kind: Kind) -> Share {
        let request = matches!(
            kind,
            Kind::ControlAsked | Kind::ControlRefused | Kind::ControlUnanswered | Kind::ControlForbidden
        );
        let visit = kind != Kind::ViewAllowed && !self.log.has(Kind::ViewAllowed);
        if visit || request && self.log.has(kind) {
            Share::Visits
        } else {
            Share::Kept
        }
    }
}
