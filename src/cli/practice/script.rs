//! The practice on the terminal: the person, or `--yes`, answers as the novice; the helper's half acts by itself and
//! leaves a picture of what it saw.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::halves::{COMPARE_EVERY, ask_options, compare, open_options, practice_expert, settings};
use super::place::Place;
use crate::cli::ending::{interrupted, interrupted_and};
use crate::desk;
use crate::session::expert::{self, SharedCanvas};
use crate::session::novice::{self, Command, Commands, InvitationInForce, Protection, Question};
use crate::t;
use crate::terminal::{self, Called, Delivered, Exit, ExpertRun, NoviceRun, Purpose, Screen, Typed};

/// How long the helper's half waits for its picture to be that of the screen.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How much longer than a question's first second, in which no answer counts, an answer waits. That second begins when
/// the question is printed, which happens late on a busy computer.
const MARGIN: Duration = Duration::from_millis(800);

/// Events and lines on their way between the halves of this file.
const WAITING: usize = 64;

pub(super) fn run(runtime: &Runtime, place: &Arc<Place>, yes: bool) -> Exit {
    let exit = runtime.block_on(both(place, yes));
    place.end();
    exit
}

async fn both(place: &Arc<Place>, yes: bool) -> Exit {
    let session = novice::start(settings(place), Arc::new(|| {}));
    let commands = session.commands.clone();
    let stop = commands.stop();
    let (front_events, events) = mpsc::channel(WAITING);
    let (answers, answered) = mpsc::channel(WAITING);
    let (made, invitation) = oneshot::channel();
    tokio::spawn(watch_novice(session.events, front_events, made, yes.then_some(answers)));
    let run = NoviceRun {
        purpose: Purpose::Ask(ask_options()),
        commands: session.commands,
        events,
        typed: if yes {
            answered
        } else {
            terminal::from_stdin(Some(stop.clone()))
        },
        deliver: Box::new(|invitation| Ok(Delivered::as_kept(invitation))),
        text: false,
        // Whoever practises looks.
        called: Called::default(),
    };
    let mut screen = Screen::of_session();
    let novice_side = terminal::novice(run, &mut screen, interrupted_and(stop));
    let (novice_exit, helper_exit) = tokio::join!(novice_side, help(invitation, commands, place));
    match (novice_exit, helper_exit) {
        (exit @ (Exit::Interrupted | Exit::Terminated), _) => exit,
        (exit, Exit::Done) => exit,
        (_, exit) => exit,
    }
}

/// Passes the novice's events on; tells of the invitation, and with `answers` says yes to the practice's own helper.
async fn watch_novice(
    mut events: mpsc::Receiver<novice::Event>,
    front: mpsc::Sender<novice::Event>,
    made: oneshot::Sender<InvitationInForce>,
    answers: Option<mpsc::Sender<Typed>>,
) {
    let mut made = Some(made);
    while let Some(event) = events.recv().await {
        if let novice::Event::Invitation(invitation) = &event
            && let Some(made) = made.take()
        {
            // The receiver lives as long as the helper's half, which ends after this.
            let _ = made.send(invitation.clone());
        }
        if let (novice::Event::Question(question), Some(answers)) = (&event, &answers)
            && is_our_helper(question)
        {
            tokio::spawn(say_yes(
                answers.clone(),
                question.locked_seconds,
                question.caller_seconds,
            ));
        }
        if front.send(event).await.is_err() {
            return;
        }
    }
}

/// The question exists only since someone proved the ID and password of an invitation that never left this process.
fn is_our_helper(question: &Question) -> bool {
    question.address.ip().is_loopback()
        && question.protection == Protection::TlsAndRc4
        && question.name == t!("practice-name")
}

/// What a person types who says yes, and when: nothing counts in the first second, and a yes only some time after "I
/// called them".
async fn say_yes(answers: mpsc::Sender<Typed>, locked: u32, caller: Option<u32>) {
    let before = caller.map(|_| ("i-called", locked));
    let yes = ("y", caller.unwrap_or(locked));
    for (line, wait) in before.into_iter().chain([yes]) {
        tokio::time::sleep(Duration::from_secs(wait.into()) + MARGIN).await;
        if answers.send(Typed::now(line)).await.is_err() {
            tracing::debug!("the practice ended before the answer");
        }
    }
}

/// How far the helper has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScriptPhase {
    Waiting,
    Viewing,
    Controlling,
    NoControl,
    Ended,
}

/// The helper's half: opens the invitation, works through [`act`], and cancels the invitation in the end.
async fn help(invitation: oneshot::Receiver<InvitationInForce>, commands: Commands, place: &Arc<Place>) -> Exit {
    let Ok(invitation) = invitation.await else {
        return Exit::Failed;
    };
    let session = expert::start(open_options(&invitation), practice_expert(), Arc::new(|| {}));
    let (front_events, events) = mpsc::channel(WAITING);
    let (phase, phases) = watch::channel(ScriptPhase::Waiting);
    tokio::spawn(watch_expert(session.events, front_events, phase));
    let (typing, typed) = mpsc::channel(WAITING);
    let picture = desk::state_dir().map(|folder| folder.join("practice.png")).ok();
    let run = ExpertRun {
        commands: session.commands,
        events,
        canvas: Arc::clone(&session.canvas),
        typed,
        snapshot: picture.clone(),
    };
    let mut screen = Screen::of_session().with_prefix("helper ");
    let front = terminal::expert(run, &mut screen, interrupted());
    let (exit, matched) = tokio::join!(front, act(typing, phases, session.canvas, place));
    let mut screen = Screen::of_session();
    if exit == Exit::Done {
        if let Some(picture) = picture {
            screen.line(&format!("picture {}", picture.display()));
        }
        screen.note(&if matched {
            t!("practice-matched")
        } else {
            t!("practice-different")
        });
    }
    if commands.send(Command::Cancel(invitation.id)).await.is_err() {
        tracing::debug!("the practice session has ended already");
    }
    if exit == Exit::Done && !matched {
        Exit::Failed
    } else {
        exit
    }
}

async fn watch_expert(
    mut events: mpsc::Receiver<expert::Event>,
    front: mpsc::Sender<expert::Event>,
    phase: watch::Sender<ScriptPhase>,
) {
    while let Some(event) = events.recv().await {
        let reached = match &event {
            expert::Event::Viewing { .. } => Some(ScriptPhase::Viewing),
            expert::Event::Controlling => Some(ScriptPhase::Controlling),
            expert::Event::ControlRefused(_) | expert::Event::ControlEnded => Some(ScriptPhase::NoControl),
            expert::Event::Ended(_) => Some(ScriptPhase::Ended),
            _ => None,
        };
        if front.send(event).await.is_err() {
            return;
        }
        if let Some(reached) = reached {
            phase.send_replace(reached);
        }
    }
}

/// What the helper does, by the commands of the terminal. Returns whether it saw the practice screen as it is, before
/// and after typing on it.
async fn act(
    typing: mpsc::Sender<Typed>,
    mut phases: watch::Receiver<ScriptPhase>,
    canvas: SharedCanvas,
    place: &Arc<Place>,
) -> bool {
    let write = async |line: &str| {
        if typing.send(Typed::now(line)).await.is_err() {
            tracing::debug!("the practice's helper has left");
        }
    };
    let viewing = phases
        .wait_for(|phase| matches!(phase, ScriptPhase::Viewing | ScriptPhase::Ended))
        .await
        .map_or(ScriptPhase::Ended, |phase| *phase);
    let mut matched = viewing == ScriptPhase::Viewing && is_seen(&canvas, place).await;
    if matched {
        write("request-control").await;
        let answered = |phase: &ScriptPhase| {
            matches!(
                phase,
                ScriptPhase::Controlling | ScriptPhase::NoControl | ScriptPhase::Ended
            )
        };
        let control = phases
            .wait_for(answered)
            .await
            .map_or(ScriptPhase::Ended, |phase| *phase);
        if control == ScriptPhase::Controlling {
            let before = canvas_version(&canvas);
            write(&format!("type {}", t!("practice-greeting"))).await;
            matched = is_changed(&canvas, before).await && is_seen(&canvas, place).await;
            write("release-control").await;
        }
    }
    write("end").await;
    matched
}

/// Waits until the helper's picture is that of the screen.
async fn is_seen(canvas: &SharedCanvas, place: &Arc<Place>) -> bool {
    let until_seen = async {
        while !compare(canvas, place) {
            tokio::time::sleep(COMPARE_EVERY).await;
        }
    };
    tokio::time::timeout(TIMEOUT, until_seen).await.is_ok()
}

fn canvas_version(canvas: &SharedCanvas) -> u64 {
    canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner).version
}

/// Waits until anything has changed in the helper's picture.
async fn is_changed(canvas: &SharedCanvas, before: u64) -> bool {
    let until_changed = async {
        while canvas_version(canvas) == before {
            tokio::time::sleep(COMPARE_EVERY).await;
        }
    };
    tokio::time::timeout(TIMEOUT, until_changed).await.is_ok()
}
