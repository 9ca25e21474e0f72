//! The end of a session: everything is withdrawn, recorded and told, and the helper hears why.

use std::time::Duration;

use super::Helped;
use crate::journal::{ENDED_BY_THE_OTHER, Kind};
use crate::rdp::channels::remdesk;
use crate::rdp::{ToExpert, Transport};
use crate::session::ends::Farewell;
use crate::session::novice::ends::{ControlEnd, SessionEnd};
use crate::session::novice::event::Event;

/// How long the farewell may take before the connection is cut: a helper's program leaves within a round trip or two.
const FAREWELL: Duration = Duration::from_secs(2);

impl Helped {
    /// Withdraws everything, says why as far as the connection allows, and closes.
    pub(super) async fn finish(mut self, end: SessionEnd) {
        let controlling = self.consent.controlling();
        let question = self.consent.drop_question();
        self.consent.end();
        if controlling {
            self.control_ended(ControlEnd::SessionEnded);
        }
        self.pictures = None;
        self.opening = None;
        if let Some((id, _)) = question {
            self.around.events.send(Event::QuestionClosed(id));
        }
        match &end {
            SessionEnd::ViewRefused => self.note(Kind::ViewRefused, self.who_called()),
            SessionEnd::ViewUnanswered => self.note(Kind::ViewUnanswered, self.who_called()),
            SessionEnd::TimeUp => self.note(Kind::TimeUp, None),
            SessionEnd::Forbidden => self.note(Kind::SessionForbidden, None),
            _ => {}
        }
        let mut entry = self.helper.entry(Kind::Ended).detail(end.journal_word());
        if matches!(end, SessionEnd::ExpertLeft | SessionEnd::Lost | SessionEnd::Protocol(_)) {
            entry = entry.event(ENDED_BY_THE_OTHER);
        }
        self.record(entry);
        self.write_log();
        if self.log.has(Kind::ViewAllowed)
            && let Some(past) = self.log.past()
        {
            self.around.events.send(Event::Summary(Box::new(past)));
        }
        // The front end learns of it before the farewell: a stalled network must not keep the bar on the screen.
        self.around.events.send(Event::Ended(end.clone()));
        // To other programs it is a no like another.
        if end == SessionEnd::DesktopRefused
            && self.helper.connection.transport == Transport::LifelineTls
            && let Err(error) = self.send(ToExpert::Remdesk(remdesk::Message::DesktopRefused))
        {
            tracing::debug!(?error, "not said");
        }
        self.helper.connection.say(Farewell::of(&end));
        if tokio::time::timeout(FAREWELL, &mut self.helper.connection.writer)
            .await
            .is_err()
        {
            // The socket may hold unsent bytes for a peer that no longer reads: cut it.
            if let Err(error) = self.helper.connection.socket.shutdown(std::net::Shutdown::Both) {
                tracing::debug!(%error, "the connection was already down");
            }
        }
    }
}
