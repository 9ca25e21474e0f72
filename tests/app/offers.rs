//! Offering help and being offered it, in the window.

use egui_kittest::kittest::Queryable as _;
use lifeline::app::{OfferTo, Start};
use lifeline::desk::OffersAllowed;
use lifeline::policy::{Change, Setting};
use lifeline::session::expert;
use lifeline::session::novice::{self, CompareId, ProvedBy, QuestionKind};

use super::bench::{Bench, KEY, WORDS, compare, problem, question, recent};

#[test]
fn a_computer_is_named_and_help_offered_to_it() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Offer assistance");
    assert!(bench.shows(KEY), "the helper's own key is there to be told");
    type_into(&mut bench, "Name or address of their computer", "office-12 4");
    bench.press("Offer my help");
    assert!(bench.shows("no name or address"));
    type_into(&mut bench, "Name or address of their computer", "office-12:4000");
    bench.press("Offer my help");
    let to = OfferTo {
        host: "office-12".to_owned(),
        port: 4000,
        name: "Sam".to_owned(),
    };
    assert_eq!(*bench.offers.offered.borrow(), [to]);
    bench.tell_expert(expert::Event::Connecting {
        address: "office-12:4000".to_owned(),
    });
    bench.tell_expert(expert::Event::Compare {
        address: "203.0.113.7:4000".parse().unwrap(),
        words: WORDS,
    });
    assert!(bench.shows("abandon  zoo  letter") && bench.shows("ocean  puzzle  green"));
    bench.press("The words are the same");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::WordsMatch]));
    bench.tell_expert(expert::Event::Ended(expert::End::NotAllowed));
    assert!(bench.shows("you are not on its list of helpers"));
}

#[test]
fn computers_are_remembered_and_forgotten() {
    let mut bench = Bench::new(Start::Home);
    let known = vec![recent("", "office-12", 3389), recent("", "::1", 4000)];
    *bench.offers.recent.borrow_mut() = known.clone();
    bench.press("Offer assistance");
    assert!(bench.shows("[::1]:4000"));
    assert!(bench.shows("3 times in all. It is recognised by its key."));
    bench.press("Forget office-12");
    assert_eq!(*bench.offers.recent.borrow(), known[1..]);
    bench.press("[::1]:4000");
    bench.press("Offer my help");
    assert_eq!(bench.offers.offered.borrow()[0].host, "::1");
}

/// Five are shown, and all of them on request; they are lost together only after a question.
#[test]
fn a_long_list_is_short_and_forgotten_after_a_question_only() {
    let mut bench = Bench::new(Start::Home);
    let known: Vec<_> = (1..=7).map(|n| recent("", &format!("office-{n}"), 3389)).collect();
    *bench.offers.recent.borrow_mut() = known.clone();
    bench.press("Offer assistance");
    assert!(bench.shows("office-5") && !bench.shows("office-6"));
    bench.press("Show all 7");
    assert!(bench.shows("office-7") && !bench.shows("Show all"));
    bench.press("Forget all…");
    assert!(bench.shows("you compare the words with each of them again"));
    bench.press("Keep them");
    assert_eq!(*bench.offers.recent.borrow(), known);
    bench.press("Forget all…");
    bench.press("Forget all of them");
    assert_eq!(*bench.offers.recent.borrow(), []);
    assert!(!bench.shows("You offered help here before"));
}

/// Whoever is seen by an invitation is remembered, with what they call themselves beside everything else.
#[test]
fn people_who_were_helped_are_remembered_and_offered_help() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Viewing {
        width: 400,
        height: 200,
    });
    assert_eq!(bench.offers.people.borrow().len(), 1, "once a session");
    assert_eq!(bench.offers.people.borrow()[0].host, "192.0.2.9");
    // A connection that was lost and is taken up again is no other session.
    bench.tell_expert(expert::Event::Ended(expert::End::Lost));
    bench.pass(std::time::Duration::from_secs(3));
    bench.view();
    assert_eq!(bench.offers.people.borrow().len(), 1, "once a session");
    bench.offers.people.borrow_mut()[0].name = Some("Anna".to_owned());
    bench.tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
    bench.press("Back to the start");
    bench.press("Help someone");
    assert!(bench.shows("You helped these people before") && bench.shows("Anna"));
    assert!(!bench.shows("recognised by its key"));
    bench.press("Offer help to 192.0.2.9");
    assert_eq!(
        bench
            .harness
            .get_by_label("Name or address of their computer")
            .value()
            .as_deref(),
        Some("192.0.2.9")
    );
    bench.press("Offer my help");
    assert_eq!(bench.offers.offered.borrow()[0].host, "192.0.2.9");
    // Its key is the session's to remember.
    bench.view();
    assert_eq!(bench.offers.people.borrow().len(), 1);
}

#[test]
fn the_words_are_shown_and_can_be_declined() {
    let mut bench = waiting();
    bench.tell(novice::Event::Compare(compare()));
    assert!(
        bench.shows("Someone on your list of helpers offers to help you")
            && bench.shows("Anna")
            && bench.shows("abandon  zoo  letter")
    );
    bench.press("Do not let them in");
    assert!(matches!(bench.commands()[..], [novice::Command::Decline(CompareId(3))]));
    bench.tell(novice::Event::CompareClosed(CompareId(3)));
    assert!(!bench.shows("abandon"));
}

#[test]
fn the_question_says_that_help_was_offered() {
    let mut bench = waiting();
    let mut asks = question(QuestionKind::View);
    asks.name = "Anna".to_owned();
    asks.proved_by = ProvedBy::Key {
        claimed: Some("Sam".to_owned()),
    };
    bench.tell(novice::Event::Question(asks));
    assert!(bench.shows("you did not ask") && bench.shows("They call themselves:\nSam\n"));
    assert!(!bench.shows("it is not verified"));
}

/// Nobody was asked for help: there is nothing to ask again.
#[test]
fn after_an_offer_nobody_is_asked_again() {
    let mut bench = waiting();
    bench.tell(novice::Event::Ended(novice::SessionEnd::ExpertLeft));
    assert!(bench.shows("Your helper has left.") && bench.shows("Back to the start"));
    assert!(!bench.shows("Ask again"));
}

#[test]
fn what_changed_under_control_is_confirmed_and_never_while_it_lasts() {
    let mut bench = waiting();
    for (button, keeps) in [("Keep the change", true), ("Put it back as it was", false)] {
        let changes = vec![
            Change::Listed("Eve\u{202e}".to_owned()),
            Change::Wider(Setting::EncryptedOnly),
        ];
        bench.tell(novice::Event::OffersChanged(changes));
        assert!(bench.shows("What is allowed here has changed"));
        assert!(bench.shows("Someone was put on the list of helpers."));
        assert!(bench.shows("Invitations may show something to whoever lacks the password."));
        bench.press(button);
        match &bench.commands()[..] {
            [novice::Command::KeepOffers] => assert!(keeps),
            [novice::Command::PutBackOffers] => assert!(!keeps),
            _ => panic!("another command"),
        }
        assert!(!bench.shows("What is allowed here has changed"));
    }
}

#[test]
fn helpers_are_listed_allowed_and_taken_off() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Who may offer help");
    assert!(bench.shows("Nobody is on the list."));
    type_into(&mut bench, "Their helper key", KEY);
    type_into(&mut bench, "Their name, as you will read it", "Anna");
    bench.press("Put them on the list");
    assert_eq!(bench.offers.helpers.borrow().listed.len(), 1);
    bench.press("They may offer to look, and ask to control");
    assert_eq!(bench.offers.helpers.borrow().offers, OffersAllowed::Control);
    assert!(
        matches!(bench.commands()[..], [novice::Command::Wait(_)]),
        "offers are waited for as soon as they are allowed"
    );
    bench.tell(novice::Event::NotWaiting(problem("No port.")));
    assert!(bench.shows("Nobody can come in now"));
    bench.press("Start when I log in, and wait in the background");
    assert!(*bench.offers.by_itself.borrow());
    bench.press("Take “Anna” off the list");
    assert!(bench.offers.helpers.borrow().listed.is_empty());
}

#[test]
fn what_an_administrator_fixed_cannot_be_chosen() {
    let mut bench = Bench::new(Start::Home);
    {
        let mut helpers = bench.offers.helpers.borrow_mut();
        helpers.offers_fixed = true;
        helpers.list_fixed = true;
    }
    bench.press("Who may offer help");
    assert!(!bench.shows("Put them on the list"));
    bench.press("They may offer to look, and ask to control");
    assert_eq!(bench.offers.helpers.borrow().offers, OffersAllowed::Off);
}

fn type_into(bench: &mut Bench, name: &str, text: &str) {
    bench.harness.get_by_label(name).set_text_value_accesskit(text);
    bench.steps();
}

/// A window whose novice's side waits for offers.
fn waiting() -> Bench {
    let mut bench = Bench::new(Start::Wait(novice::WaitOptions::default()));
    assert!(matches!(bench.commands()[..], [novice::Command::Wait(_)]));
    bench.tell(novice::Event::Waiting { port: 3389 });
    bench
}
