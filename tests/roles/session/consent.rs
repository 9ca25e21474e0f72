//! The two consents, with a clock of our own.

use std::time::{Duration, Instant};

use lifeline::session::consent::{
    Acquaintance, Answered, CONTROL_TIMEOUT, CallerNoted, Consent, ControlGrant, Gates, LOCKED, VIEW_TIMEOUT,
    caller_wait,
};
use lifeline::session::door::Rights;
use lifeline::session::novice::{Answer, Caller, QuestionId, QuestionKind};

fn viewing(now: Instant) -> (Consent, lifeline::session::consent::ViewGrant) {
    let mut consent = Consent::new(Gates::default(), Acquaintance::Known);
    let id = consent.ask(QuestionKind::View, now).expect("the first question");
    match consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()) {
        Answered::View(grant) => (consent, grant),
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_the_answer_to_the_open_question_makes_a_grant() {
    let now = Instant::now();
    let gates = Gates::default();
    let mut earlier = Consent::new(gates.clone(), Acquaintance::Known);
    assert_eq!(earlier.ask(QuestionKind::View, now), Some(QuestionId(1)));
    drop(earlier);
    let mut consent = Consent::new(gates, Acquaintance::Known);
    assert!(matches!(
        consent.answer(QuestionId(2), Answer::Allow, now + LOCKED, consent.stamp()),
        Answered::NotAsked
    ));
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    assert_eq!(id, QuestionId(2));
    assert!(consent.ask(QuestionKind::View, now).is_none(), "one question at a time");
    assert!(
        consent.ask(QuestionKind::Control, now).is_none(),
        "no control without a view"
    );
    assert!(matches!(
        consent.answer(QuestionId(1), Answer::Allow, now + LOCKED, consent.stamp()),
        Answered::NotAsked
    ));
    assert!(!consent.viewing());
    assert!(matches!(
        consent.answer(id, Answer::Refuse, now + LOCKED, consent.stamp()),
        Answered::Refused(QuestionKind::View)
    ));
    assert!(
        matches!(
            consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()),
            Answered::NotAsked
        ),
        "answered once"
    );
    assert!(!consent.viewing());
}

/// A yes to the question about control: there is no other way to it.
fn control(consent: &mut Consent, now: Instant) -> ControlGrant {
    let id = consent.ask(QuestionKind::Control, now).expect("a question");
    match consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()) {
        Answered::Control(grant) => grant,
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_answer_counts_in_the_first_second() {
    let now = Instant::now();
    for answer in [Answer::Allow, Answer::Refuse] {
        let mut consent = Consent::new(Gates::default(), Acquaintance::Known);
        let id = consent.ask(QuestionKind::View, now).expect("a question");
        let early = now + LOCKED - Duration::from_millis(1);
        assert!(matches!(
            consent.answer(id, answer, early, consent.stamp()),
            Answered::TooEarly
        ));
        assert!(consent.question().is_some(), "the question stands");
    }
}

#[test]
fn silence_is_no() {
    let now = Instant::now();
    let mut consent = Consent::new(Gates::default(), Acquaintance::Known);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    assert!(consent.silence(now + VIEW_TIMEOUT - Duration::from_millis(1)).is_none());
    let late = consent.answer(id, Answer::Allow, now + VIEW_TIMEOUT, consent.stamp());
    assert!(
        matches!(late, Answered::Refused(QuestionKind::View)),
        "a yes after the timeout is a no: {late:?}"
    );

    let (mut consent, _view) = viewing(now);
    let id = consent.ask(QuestionKind::Control, now).expect("a question");
    assert_eq!(
        consent.silence(now + CONTROL_TIMEOUT),
        Some((id, QuestionKind::Control))
    );
    assert!(matches!(
        consent.answer(id, Answer::Allow, now + CONTROL_TIMEOUT, consent.stamp()),
        Answered::NotAsked
    ));
    assert!(!consent.controlling());
    assert!(consent.viewing(), "the view is another consent");
}

#[test]
fn what_is_withdrawn_never_holds_again() {
    let now = Instant::now();
    let (mut consent, view) = viewing(now);
    let control = control(&mut consent, now);
    assert!(view.holds() && control.holds());

    consent.pause();
    assert!(!view.holds() && !control.holds());
    assert_eq!(consent.rights(), Rights::Paused);
    assert!(
        consent.ask(QuestionKind::Control, now).is_none(),
        "no control of what cannot be seen"
    );

    let resumed = consent.resume(consent.stamp()).expect("the novice resumes");
    assert!(resumed.holds());
    assert!(!view.holds(), "the old grant stays withdrawn");
    assert!(!control.holds() && !consent.controlling(), "control is not resumed");

    let again = self::control(&mut consent, now);
    assert!(again.holds() && !control.holds());
    assert!(consent.end_control());
    assert!(!again.holds() && resumed.holds(), "control ends alone");

    drop(consent);
    assert!(!resumed.holds(), "nothing outlives its connection");
}

#[test]
fn esc_ends_control_from_any_thread_and_nothing_else() {
    let now = Instant::now();
    let (mut consent, view) = viewing(now);
    let control = control(&mut consent, now);
    let stop = consent.control_stop();
    std::thread::spawn(move || stop.withdraw())
        .join()
        .expect("the listener's thread");
    assert!(!control.holds());
    assert!(view.holds());
    assert!(consent.end_control(), "the session still has to say so");
}

#[test]
fn a_refused_control_may_be_asked_for_again_and_a_refused_view_not_resumed() {
    let now = Instant::now();
    let (mut consent, _view) = viewing(now);
    let id = consent.ask(QuestionKind::Control, now).expect("a question");
    assert!(matches!(
        consent.answer(id, Answer::Refuse, now + LOCKED, consent.stamp()),
        Answered::Refused(QuestionKind::Control)
    ));
    assert!(consent.ask(QuestionKind::Control, now).is_some());

    let mut refused = Consent::new(Gates::default(), Acquaintance::Known);
    let id = refused.ask(QuestionKind::View, now).expect("a question");
    assert!(matches!(
        refused.answer(id, Answer::Refuse, now + LOCKED, refused.stamp()),
        Answered::Refused(_)
    ));
    assert!(refused.resume(refused.stamp()).is_none());
    assert!(refused.ask(QuestionKind::Control, now).is_none());
}

#[test]
fn what_was_pressed_before_something_was_withdrawn_gives_nothing_afterwards() {
    let now = Instant::now();
    let gates = Gates::default();
    let mut consent = Consent::new(gates.clone(), Acquaintance::Known);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    let pressed = gates.stamp();
    gates.withdraw_all();
    let late = consent.answer(id, Answer::Allow, now + LOCKED, pressed);
    assert!(matches!(late, Answered::Refused(QuestionKind::View)), "{late:?}");
    assert!(!consent.viewing() && consent.resume(gates.stamp()).is_none());

    let (mut consent, view) = viewing(now);
    let id = consent.ask(QuestionKind::Control, now).expect("a question");
    let pressed = consent.stamp();
    consent.control_stop().withdraw();
    let late = consent.answer(id, Answer::Allow, now + LOCKED, pressed);
    assert!(matches!(late, Answered::Refused(QuestionKind::Control)), "{late:?}");
    assert!(view.holds(), "the view is another consent");

    let pressed = consent.stamp();
    consent.pause();
    assert!(consent.resume(pressed).is_none(), "resumed before it was paused");
    assert!(consent.resume(consent.stamp()).is_some());
}

/// What goes on by itself goes on as it was allowed, and not against the novice, whenever they press something.
#[test]
fn an_interrupted_view_goes_on_unless_the_novice_took_it_back() {
    let now = Instant::now();
    let (mut consent, view) = viewing(now);
    let control = control(&mut consent, now);
    let given = consent.interrupt().expect("nobody took it back");
    assert!(!view.holds() && !control.holds());
    assert_eq!(consent.rights(), Rights::Paused);
    let again = consent.resume(given).expect("it goes on");
    assert!(again.holds() && !view.holds() && !consent.controlling());

    let gates = Gates::default();
    let view_of = |consent: &mut Consent| {
        let id = consent.ask(QuestionKind::View, now).expect("a question");
        let answered = consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp());
        assert!(matches!(answered, Answered::View(_)), "{answered:?}");
    };
    let mut consent = Consent::new(gates.clone(), Acquaintance::Known);
    view_of(&mut consent);
    gates.withdraw_all();
    assert!(consent.interrupt().is_none(), "they took it back before");
    assert_eq!(consent.rights(), Rights::Paused);

    let mut consent = Consent::new(gates.clone(), Acquaintance::Known);
    view_of(&mut consent);
    let given = consent.interrupt().expect("nobody took it back");
    gates.withdraw_all();
    assert!(consent.resume(given).is_none(), "they took it back meanwhile");
    assert!(consent.interrupt().is_none(), "nothing is seen");
}

/// Whoever holds the gates withdraws by itself, whatever the session does.
#[test]
fn the_gates_withdraw_from_any_thread() {
    let now = Instant::now();
    let gates = Gates::default();
    let mut consent = Consent::new(gates.clone(), Acquaintance::Known);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    let Answered::View(view) = consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()) else {
        panic!("not allowed")
    };
    let control = control(&mut consent, now);
    let thread = gates.clone();
    std::thread::spawn(move || thread.withdraw_control()).join().unwrap();
    assert!(!control.holds() && view.holds());
    std::thread::spawn(move || gates.withdraw_all()).join().unwrap();
    assert!(!view.holds());
    assert!(consent.viewing(), "the session still has to say so");
}

/// Somebody new: first who called whom, then the wait, then the yes; and no other way.
#[test]
fn a_yes_about_somebody_new_counts_only_after_who_called_whom_and_its_wait() {
    super::pair::hurry();
    let now = Instant::now();
    let at = |seconds: u64| now + Duration::from_secs(seconds);
    let yes = |consent: &mut Consent, id, at| consent.answer(id, Answer::Allow, at, consent.stamp());
    let mut consent = Consent::new(Gates::default(), Acquaintance::New);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    assert_eq!(
        consent.called(id, Caller::Novice, at(0)),
        CallerNoted::TooEarly,
        "in the first second"
    );
    assert!(
        matches!(yes(&mut consent, id, at(60)), Answered::TooEarly),
        "not said yet"
    );

    assert_eq!(consent.called(id, Caller::Novice, at(60)), CallerNoted::Noted);
    let early = at(60) + caller_wait() - Duration::from_millis(1);
    assert!(matches!(yes(&mut consent, id, early), Answered::TooEarly));
    // Saying it once more makes it neither shorter nor longer; the other answer takes it back.
    assert_eq!(consent.called(id, Caller::Novice, early), CallerNoted::Noted);
    assert_eq!(consent.called(id, Caller::Helper, early), CallerNoted::Noted);
    assert!(
        matches!(yes(&mut consent, id, at(80)), Answered::TooEarly),
        "they called"
    );
    assert_eq!(consent.called(id, Caller::Novice, at(80)), CallerNoted::Noted);
    let early = at(80) + caller_wait() - Duration::from_millis(1);
    assert!(matches!(yes(&mut consent, id, early), Answered::TooEarly), "begun anew");
    let Answered::View(view) = yes(&mut consent, id, at(80) + caller_wait()) else {
        panic!("not allowed")
    };
    assert!(view.holds());

    let id = consent.ask(QuestionKind::Control, now).expect("a question");
    assert_eq!(
        consent.called(id, Caller::Novice, at(2)),
        CallerNoted::NotAsked,
        "only the view"
    );
    assert!(matches!(yes(&mut consent, id, at(2)), Answered::Control(_)));
}

#[test]
fn a_no_about_somebody_new_needs_no_word_on_who_called() {
    let now = Instant::now();
    let mut consent = Consent::new(Gates::default(), Acquaintance::New);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    assert!(matches!(
        consent.answer(id, Answer::Refuse, now + LOCKED, consent.stamp()),
        Answered::Refused(QuestionKind::View)
    ));
}

/// The word holds for the one control that it was said with, and is nothing about the view.
#[test]
fn prompts_are_answered_only_by_a_control_that_was_given_for_them() {
    let now = Instant::now();
    let mut consent = Consent::new(Gates::default(), Acquaintance::Known);
    let view = consent.ask(QuestionKind::View, now).expect("a question");
    let allowed = consent.answer(view, Answer::AllowWithPrompts, now + LOCKED, consent.stamp());
    assert!(matches!(allowed, Answered::View(_)), "{allowed:?}");
    for (answer, prompts) in [
        (Answer::Allow, false),
        (Answer::AllowWithPrompts, true),
        (Answer::Allow, false),
    ] {
        let id = consent.ask(QuestionKind::Control, now).expect("a question");
        let early = consent.answer(id, answer, now, consent.stamp());
        assert!(matches!(early, Answered::TooEarly), "{early:?}");
        match consent.answer(id, answer, now + LOCKED, consent.stamp()) {
            Answered::Control(grant) => assert_eq!((grant.answers_prompts(), grant.holds()), (prompts, true)),
            other => panic!("{other:?}"),
        }
        consent.end_control();
    }
    // Somebody new is asked about no less.
    let mut consent = Consent::new(Gates::default(), Acquaintance::New);
    let id = consent.ask(QuestionKind::View, now).expect("a question");
    let early = consent.answer(id, Answer::AllowWithPrompts, now + LOCKED, consent.stamp());
    assert!(matches!(early, Answered::TooEarly), "{early:?}");
}
