//! The session with the one helper: from the right proof to the end. Every right is asked for here, and given and taken
//! in [`granted`].

mod asked;
mod connected;
mod ended;
mod granted;
mod heard;
mod interrupted;
mod obeyed;
mod record;
mod ruled;

use std::convert::Infallible;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::around::Around;
use super::clock::instant;
use super::control::{self, Control, Loss, NoControl, Refusals};
use super::ends::{ControlEnd, SessionEnd};
use super::event::Event;
use super::helper::Helper;
use super::interruptions::Interruptions;
use super::may_offer::Admitted;
use super::pictures::{PictureControl, PictureNews};
use super::question::QuestionKind;
use super::slot::ToHelped;
use crate::awake::{Awake, StayAwake};
use crate::input::ControlWay;
use crate::journal::{KEY_KNOWN, Kind, OFFERED};
use crate::net::error::LinkError;
use crate::net::link::Running;
use crate::net::socket;
use crate::policy::Rules;
use crate::rdp::Transport;
use crate::screen::{CaptureError, PortalSeat};
use crate::session::consent::{Acquaintance, Consent};
use crate::session::log::SessionLog;
use crate::vocabulary::{KeptBack, Shared};

/// A sign of life goes to the helper this often: two may be lost before the other end counts as gone, and no router
/// forgets a connection so soon.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// A helper is told this often at most that what they do does not arrive.
const REFUSAL_AGAIN: Duration = Duration::from_secs(1);

struct Probe {
    answer: oneshot::Sender<bool>,
    until: Instant,
}

/// What carries a granted control out.
enum ControlRun {
    None,
    /// The display is being asked; until then, or never, nothing is injected.
    Starting {
        ready: oneshot::Receiver<Result<Control, NoControl>>,
        until: Instant,
    },
    On(Control),
}

/// What the lists say of the helper's key now; `None` where it is not known any more.
type Judged = (Option<Admitted>, Option<String>);

struct Helped {
    helper: Helper,
    around: Around,
    shared: Shared,
    consent: Consent,
    control: ControlRun,
    /// The display is being asked whether, and how, its mouse and keyboard can be used.
    asked_display: Option<Running<Option<Option<ControlWay>>>>,
    /// How they are used, once that is known.
    way: Option<ControlWay>,
    /// Where the picture is shown, and control asked for, on a desktop with a portal.
    seat: PortalSeat,
    /// They cannot: control is given to nobody.
    uncontrollable: bool,
    /// The lists are being read, because the rules changed.
    judging: Option<Running<Option<Judged>>>,
    losses: mpsc::Receiver<ControlEnd>,
    loss: Loss,
    refusals: (Refusals, mpsc::Receiver<()>),
    /// When the helper was last told that something of theirs did not arrive.
    refusal_told: Option<Instant>,
    pictures: Option<PictureControl>,
    /// What is on the screen and not in the pictures, as the helper was told.
    kept_back: KeptBack,
    /// What is told once there is a picture.
    opening: Option<Event>,
    interruptions: Interruptions,
    picture_errors: (mpsc::Sender<CaptureError>, mpsc::Receiver<CaptureError>),
    heard: Instant,
    /// A sign of life waits for its answer.
    asked_for_life: bool,
    probe: Option<Probe>,
    /// When the helper's last request for control was taken up.
    control_asked: Option<Instant>,
    /// The open question about control is the novice's own wish: nobody asked for it.
    control_offered: bool,
    /// Requests for control since the last yes to one.
    control_refused: u32,
    rules: Rules,
    /// What was recorded of this session.
    log: SessionLog,
    /// When the view was allowed first, and when last.
    allowed: Option<(Instant, Instant)>,
    _awake: StayAwake,
}

/// Runs the session to its end.
pub(super) async fn run(helper: Helper, around: Around, inbox: mpsc::Receiver<ToHelped>) {
    let mut helped = Helped::new(helper, around);
    let end = helped.help(inbox).await;
    helped.finish(end).await;
}

impl Helped {
    fn new(helper: Helper, around: Around) -> Self {
        let (loss, losses) = Loss::channel();
        let acquaintance = match helper.key() {
            Some(_) => Acquaintance::Known,
            None => Acquaintance::New,
        };
        Self {
            consent: Consent::new(around.reach.stop.gates.clone(), acquaintance),
            control: ControlRun::None,
            asked_display: None,
            way: None,
            seat: PortalSeat::default(),
            uncontrollable: false,
            judging: None,
            losses,
            loss,
            refusals: Refusals::channel(),
            refusal_told: None,
            pictures: None,
            kept_back: KeptBack::default(),
            opening: None,
            interruptions: Interruptions::default(),
            picture_errors: mpsc::channel(1),
            heard: instant(),
            asked_for_life: false,
            probe: None,
            control_asked: None,
            control_offered: false,
            control_refused: 0,
            rules: around.rules(),
            log: SessionLog::default(),
            allowed: None,
            _awake: StayAwake::begin(Awake::Seen),
            helper,
            shared: around.shared(),
            around,
        }
    }

    async fn help(&mut self, inbox: mpsc::Receiver<ToHelped>) -> SessionEnd {
        match self.until_the_end(inbox).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    /// A table: all that can happen to a session, the most urgent first.
    async fn until_the_end(&mut self, mut inbox: mpsc::Receiver<ToHelped>) -> Result<Infallible, SessionEnd> {
        let how = match self.helper.key() {
            Some(_) if self.helper.offered() => Some(OFFERED),
            Some(_) => Some(KEY_KNOWN),
            None => None,
        };
        let mut withdrawals = self.around.reach.stop.withdrawn.subscribe();
        let mut withdrawn = *withdrawals.borrow_and_update();
        self.note(Kind::Connected, how);
        self.obey_rules()?;
        self.ask_display();
        self.ask(QuestionKind::View);
        let mut keep_alive = tokio::time::interval(KEEP_ALIVE);
        let mut ruled = self.around.rules.clone();
        loop {
            let deadline = self.deadline();
            let started = async {
                match &mut self.control {
                    ControlRun::Starting { ready, .. } => ready.await.ok(),
                    ControlRun::None | ControlRun::On(_) => std::future::pending().await,
                }
            };
            let known = async {
                match &mut self.asked_display {
                    Some(asked) => asked.await.ok().flatten(),
                    None => std::future::pending().await,
                }
            };
            let judged = async {
                match &mut self.judging {
                    // A thread that broke down knows nobody.
                    Some(judging) => judging.await.ok().flatten(),
                    None => std::future::pending().await,
                }
            };
            let wait = async {
                match deadline {
                    Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
                    None => std::future::pending().await,
                }
            };
            let shown = async {
                match &mut self.pictures {
                    Some(pictures) => pictures.news().await,
                    None => std::future::pending().await,
                }
            };
            let step = tokio::select! {
                biased;
                Ok(()) = withdrawals.changed() => {
                    let before = std::mem::replace(&mut withdrawn, *withdrawals.borrow_and_update());
                    self.withdrawn(before, withdrawn)
                }
                Some(why) = self.losses.recv() => self.end_control(why),
                Some(()) = self.refusals.1.recv() => self.input_refused(),
                Ok(()) = ruled.changed() => {
                    self.rules = ruled.borrow_and_update().clone();
                    self.obey_rules()
                }
                order = inbox.recv() => match order {
                    Some(ToHelped::Command(command, given)) => self.obey(command, given),
                    Some(ToHelped::Probe(answer)) => self.start_probe(answer),
                    Some(ToHelped::Replace) => Err(SessionEnd::Replaced),
                    Some(ToHelped::Quit) | None => Err(SessionEnd::Closed),
                },
                Some(error) = self.picture_errors.1.recv() => self.without_picture(error),
                control = started => self.control_started(control),
                known = known => self.display_asked(known),
                judged = judged => {
                    self.judging = None;
                    self.judged(judged)
                }
                written = &mut self.helper.connection.writer => Err(ended_with(written.map(Result::err))),
                news = shown => match news {
                    PictureNews::Placed(place) => {
                        self.placed(place);
                        Ok(())
                    }
                    PictureNews::KeptBack(kept_back) => self.keep_back(kept_back),
                },
                () = wait => self.time_passed(),
                _ = keep_alive.tick() => self.give_sign_of_life(),
                // Last: a helper that never stops sending must not keep a question from timing out.
                message = self.helper.connection.messages.recv() => match message {
                    Some(message) => self.hear(message),
                    None => Err(self.link_end().await),
                },
            };
            step?;
        }
    }

    fn deadline(&self) -> Option<Instant> {
        let question = self.consent.question().map(|(_, _, deadline)| deadline);
        let probe = self.probe.as_ref().map(|probe| probe.until);
        let starting = match &self.control {
            ControlRun::Starting { until, .. } => Some(*until),
            ControlRun::None | ControlRun::On(_) => None,
        };
        [question, probe, starting, self.time_up(), self.ask_again_at()]
            .into_iter()
            .flatten()
            .min()
    }

    fn time_passed(&mut self) -> Result<(), SessionEnd> {
        let now = instant();
        if let Some(probe) = self.probe.take_if(|probe| probe.until <= now) {
            // A Lifeline would have answered; of another program the system says whether its computer acknowledged.
            let lives = self.helper.connection.transport != Transport::LifelineTls
                && !self.helper.connection.reader.is_finished();
            let _ = probe.answer.send(lives);
            socket::give_up_after(&(&self.helper.connection.socket).into(), socket::DEAD_AFTER);
        }
        if matches!(self.control, ControlRun::Starting { until, .. } if until <= now) {
            return self.control_started(Some(Err(control::silent())));
        }
        if self.time_up().is_some_and(|end| end <= now) {
            return Err(SessionEnd::TimeUp);
        }
        if self.ask_again_at().is_some_and(|at| at <= now) {
            return self.ask_again();
        }
        self.silence(now)
    }
}

/// Why the session ends when a half of its connection did.
fn ended_with(ended: Result<Option<LinkError>, tokio::task::JoinError>) -> SessionEnd {
    match ended {
        Ok(Some(LinkError::Protocol(error))) => SessionEnd::Protocol(error),
        Ok(Some(error)) => {
            tracing::info!(%error, "the connection to the helper ended");
            SessionEnd::Lost
        }
        Ok(None) => SessionEnd::Lost,
        Err(error) if error.is_panic() => SessionEnd::Fault,
        Err(_) => SessionEnd::Lost,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::net::link::Order;
    use crate::policy::Sources;
    use crate::rdp::channels::remdesk;
    use crate::rdp::novice::accept::Client;
    use crate::rdp::{FromExpert, ToExpert};
    use crate::session::EventSink;
    use crate::session::novice::commands::DirectReach;
    use crate::session::novice::connection::Connection;
    use crate::session::novice::graphics::GraphicsChannel;
    use crate::session::novice::helper::By;
    use crate::session::novice::may_offer::{Controlling, MayOffer};
    use crate::session::novice::pictures::ClientDesktop;
    use crate::vocabulary::{DisplayName, Economy, Size};

    const WAITING: usize = 1000;

    /// What a session speaks to.
    struct OtherEnds {
        taken: mpsc::Receiver<Order<ToExpert>>,
        heard: mpsc::Receiver<Event>,
        _rest: Box<dyn std::any::Any>,
    }

    /// A session in which many of the helper's messages wait to be handled, and in which nobody answers the novice's
    /// questions.
    fn helped(state: &std::path::Path) -> (Helped, OtherEnds) {
        let client = Client {
            ticket_id: String::new().into(),
            alternate_shell: String::new().into(),
            user_name: String::new(),
            width: 640,
            height: 480,
            bits_per_pixel: 32,
            has_remdesk: true,
            has_encomsp: true,
            graphics: false,
            error_info: true,
            multifragment_bytes: 0,
            largest_pointer: 32,
            skip_alpha: false,
            surface_commands: false,
        };
        let (orders, taken) = mpsc::channel(64);
        let (said, messages) = mpsc::channel(WAITING);
        for _ in 0..WAITING {
            said.try_send(FromExpert::Ignored("nothing")).unwrap();
        }
        let (width, height) = (640, 480);
        let helper = Helper {
            connection: Connection {
                address: ([127, 0, 0, 1], 1).into(),
                transport: Transport::LifelineTls,
                client,
                desktop: ClientDesktop::new(Size { width, height }),
                graphics: GraphicsChannel::new(false),
                orders,
                messages,
                reader: Running::spawn(std::future::pending()),
                writer: Running::spawn(std::future::pending()),
                socket: socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap(),
            },
            by: By::Invitation {
                ticket: "ABCDEF".to_owned(),
                key: None,
            },
            name: "Sam".to_owned(),
            claimed: None,
            session: "1".to_owned(),
            view_only: false,
            economy: Economy::default(),
            visit: None,
        };
        let rules = tokio::sync::watch::Sender::new(Sources::none().rules());
        let (events, heard) = EventSink::new(Arc::new(|| ()));
        let around = Around {
            rules: rules.subscribe(),
            practice: false,
            state_dir: state.to_owned(),
            may_offer: Arc::new(MayOffer::new(Sources::none(), state, Controlling::default())),
            display: DisplayName(None),
            reach: DirectReach::default(),
            events,
            journal: None,
            changed: Arc::default(),
        };
        let ends = OtherEnds {
            taken,
            heard,
            _rest: Box::new((said, rules)),
        };
        (Helped::new(helper, around), ends)
    }

    #[tokio::test]
    async fn much_that_waits_to_be_heard_keeps_no_time_from_being_up() {
        let state = tempfile::tempdir().unwrap();
        let (mut helped, _ends) = helped(state.path());
        let (_inbox, commands) = mpsc::channel(1);
        let now = Instant::now();
        helped.allowed = Some((now, now));
        helped.rules.longest_session = Some(Duration::ZERO);
        assert_eq!(helped.help(commands).await, SessionEnd::TimeUp);
        assert!(
            helped.helper.connection.messages.len() > WAITING / 2,
            "it was all heard before"
        );
    }

    /// Nothing ends, and control lasts: what the system asks takes no right away.
    #[tokio::test]
    async fn what_the_system_keeps_back_is_told_to_both() {
        let state = tempfile::tempdir().unwrap();
        let (mut helped, mut ends) = helped(state.path());
        let mut told = |helped: &mut Helped, everything, protected| {
            let kept_back = KeptBack { everything, protected };
            helped.keep_back(kept_back).unwrap();
            assert!(matches!(ends.heard.try_recv(), Ok(Event::KeptBack(told)) if told == kept_back));
            match ends.taken.try_recv() {
                Ok(Order::Send(ToExpert::Remdesk(message))) => Some(message),
                Err(_) => None,
                Ok(_) => panic!("something else was sent"),
            }
        };
        assert_eq!(told(&mut helped, false, true), None);
        assert_eq!(told(&mut helped, true, true), Some(remdesk::Message::SystemAsks));
        assert_eq!(told(&mut helped, false, true), Some(remdesk::Message::SystemAsked));
        // Another program has no such word.
        helped.helper.connection.transport = Transport::Tls;
        assert_eq!(told(&mut helped, true, true), None);
    }

    #[tokio::test]
    async fn much_that_waits_to_be_heard_keeps_no_command_waiting() {
        let state = tempfile::tempdir().unwrap();
        let (mut helped, _ends) = helped(state.path());
        let (inbox, commands) = mpsc::channel(1);
        inbox.try_send(ToHelped::Quit).ok().unwrap();
        assert_eq!(helped.help(commands).await, SessionEnd::Closed);
        assert!(
            helped.helper.connection.messages.len() > WAITING / 2,
            "it was all heard before"
        );
    }
}
