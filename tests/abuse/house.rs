//! A novice in a runtime of its own, whose tasks, threads, descriptors and memory can be counted; and the expert they
//! invited.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lifeline::invitation::{OpenedTicket, Password, Ticket};
use lifeline::policy::Sources;
use lifeline::session::expert::{self, End, OpenOptions};
use lifeline::session::novice::{
    self, Answer, AskOptions, Caller, Command, Event, InvitationInForce, Novice, Question,
};
use tokio::runtime::{Builder, Runtime};

use super::novice_side::{NO_DISPLAY, TIMEOUT, options, settings, until};

/// What a crowd may make the process grow by: 64 strangers at a few hundred KiB, the crowd's own ends, and what the
/// allocator keeps.
pub const GROWTH_MAX: usize = 128 * 1024 * 1024;

#[derive(Debug, PartialEq, Eq)]
struct Held {
    tasks: usize,
    threads: usize,
    descriptors: usize,
}

pub struct House {
    runtime: Option<Runtime>,
    pub novice: Novice,
    pub invitation: InvitationInForce,
    before: Held,
    memory: usize,
    pub state: tempfile::TempDir,
}

impl House {
    /// A novice with one invitation in force, and nobody at the door.
    pub fn new(crowd: &Runtime) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let state = tempfile::tempdir().unwrap();
        let settings = settings(state.path(), NO_DISPLAY);
        let entered = runtime.enter();
        #[cfg(debug_assertions)]
        lifeline::session::consent::hurry::wait_only(Duration::ZERO);
        let mut novice = novice::start(settings, Arc::new(|| ()));
        drop(entered);
        let invitation = crowd.block_on(ask(&mut novice));
        let mut house = Self {
            runtime: Some(runtime),
            novice,
            invitation,
            before: Held {
                tasks: 0,
                threads: 0,
                descriptors: 0,
            },
            memory: 0,
            state,
        };
        // The first helper's way, once: what it makes for good (the slow hash of the password, threads) is no leak.
        crowd.block_on(house.serves_an_expert());
        house.before = house.held();
        house.memory = resident();
        house
    }

    pub fn port(&self) -> u16 {
        self.invitation.port
    }

    /// What the invitation says to whoever has the password.
    pub fn opened(&self) -> OpenedTicket {
        let ticket = Ticket::read(self.invitation.ticket.as_bytes()).unwrap();
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        ticket
            .open(
                &Password::from_typed(&self.invitation.password),
                since.unwrap().as_secs(),
            )
            .unwrap()
    }

    /// A proper expert comes in, is asked about, and hears the answer.
    pub async fn serves_an_expert(&mut self) {
        let mut expert = self.let_in().await;
        let question = self.question().await;
        self.allow(&question).await;
        let end = until(&mut expert.events, |event| match event {
            expert::Event::Ended(end) => Some(end.clone()),
            _ => None,
        });
        assert_eq!(end.await, End::ScreenGone);
    }

    /// An expert as far as the question. Whoever connects among thousands can be pushed out before the first byte
    /// arrived, on a computer that is busy with the thousands too: then they try again, as a person does, twice at
    /// most.
    async fn let_in(&self) -> expert::Expert {
        let mut ends = Vec::new();
        while ends.len() < 3 {
            let mut expert = self.expert();
            let came = until(&mut expert.events, |event| match event {
                expert::Event::Waiting { .. } => Some(Ok(())),
                expert::Event::Ended(end) => Some(Err(end.clone())),
                _ => None,
            });
            match came.await {
                Ok(()) => return expert,
                Err(end) => ends.push(end),
            }
        }
        panic!("the expert never gets as far as the question: {ends:?}")
    }

    pub fn expert(&self) -> expert::Expert {
        self.expert_asking((800, 600))
    }

    /// With a desktop of another size.
    pub fn expert_asking(&self, size: (u16, u16)) -> expert::Expert {
        let options = OpenOptions {
            ticket: self.invitation.ticket.clone().into_bytes(),
            password: self.invitation.password.clone(),
            name: "Sam".to_owned(),
            address: Some((Ipv4Addr::LOCALHOST.to_string(), self.port())),
            size,
            wait: None,
        };
        expert::start(options, unruled(), Arc::new(|| ()))
    }

    pub async fn question(&mut self) -> Question {
        until(&mut self.novice.events, |event| match event {
            Event::Question(question) => Some(question.clone()),
            _ => None,
        })
        .await
    }

    /// Says yes: then the next one waits for nothing. There is no screen to be seen, so the session ends by itself.
    pub async fn allow(&mut self, question: &Question) {
        self.answer(question, Answer::Allow).await;
    }

    /// Says no: then the next one waits for a moment.
    pub async fn refuse(&mut self, question: &Question) {
        self.answer(question, Answer::Refuse).await;
    }

    async fn answer(&mut self, question: &Question, answer: Answer) {
        let called = answer == Answer::Allow && question.caller_seconds.is_some();
        loop {
            if called {
                // The first one that counts begins the wait.
                let called = Command::Called(question.id, Caller::Novice);
                self.novice.commands.send(called).await.unwrap();
            }
            let answer = Command::Answer(question.id, answer);
            self.novice.commands.send(answer).await.unwrap();
            let taken = until(&mut self.novice.events, |event| match event {
                Event::AnswerTooEarly(id) if *id == question.id => Some(false),
                Event::QuestionClosed(id) if *id == question.id => Some(true),
                Event::Ended(end) => panic!("the session ended: {end:?}"),
                _ => None,
            });
            if taken.await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Nobody was asked about, counted as a try, or let in.
    pub fn heard_of_nobody(&mut self) {
        while let Ok(event) = self.novice.events.try_recv() {
            assert!(
                !matches!(
                    event,
                    Event::Question(_) | Event::Connected { .. } | Event::TryFailed { .. } | Event::Closed(_)
                ),
                "{event:?}"
            );
        }
    }

    /// Everything that the crowd cost has been given back: on the novice's side every task and thread, and every
    /// descriptor.
    pub fn is_as_before(&self) {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let held = self.held();
            let before = &self.before;
            if held.tasks <= before.tasks && held.threads <= before.threads && held.descriptors <= before.descriptors {
                break;
            }
            assert!(Instant::now() < deadline, "{held:?} are more than {before:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
        self.has_not_grown();
    }

    /// Memory is within its bound.
    pub fn has_not_grown(&self) {
        let grown = resident().saturating_sub(self.memory);
        assert!(grown < GROWTH_MAX, "{grown} bytes more are in use");
    }

    fn held(&self) -> Held {
        let count = |what: &str| std::fs::read_dir(format!("/proc/self/{what}")).unwrap().count();
        Held {
            tasks: self.runtime.as_ref().unwrap().metrics().num_alive_tasks(),
            threads: count("task"),
            descriptors: count("fd"),
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub async fn ask(novice: &mut Novice) -> InvitationInForce {
    let options = AskOptions {
        older_windows: true,
        ..options()
    };
    novice.commands.send(Command::Ask(options)).await.unwrap();
    until(&mut novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        Event::Error(problem) => panic!("{problem}"),
        _ => None,
    })
    .await
}

/// Bytes of this process in memory.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

/// The crowd's runtime, apart from the novice's.
pub fn street() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// The helper's side without an administrator, leaving no record.
fn unruled() -> expert::ExpertSettings {
    expert::ExpertSettings {
        state_dir: None,
        rules: Sources::none(),
    }
}
