//! `lifeline doctor`: finds out who reaches this computer.

use tokio::runtime::Runtime;

use super::args::Doctor;
use super::exits::{failed, forbidden_by};
use crate::desk::{self, OffersAllowed, doctor};
use crate::t;
use crate::terminal::{self, Exit, Screen};

pub(super) fn run(runtime: &Runtime, job: &Doctor) -> Exit {
    let mut screen = Screen::standard();
    let state_dir = match desk::state_dir() {
        Ok(state_dir) => state_dir,
        Err(problem) => return failed(&mut screen, &problem.to_string(), Exit::Failed),
    };
    let report = runtime.block_on(doctor::examine(doctor::Options {
        invitation: doctor::AssumedInvitation::Next(job.port),
        router: job.router.choice(),
        rules: desk::rules(),
        state_dir,
    }));
    let works = desk::what_works();
    let found = if job.json {
        terminal::findings_as_json(&report, &works, &mut screen)
    } else {
        terminal::findings(&report, &works, &mut screen)
    };
    // If the rules let nobody in, no helper gets through, whatever the network allows.
    let rules = desk::rules();
    if let Some(wrong) = &rules.wrong {
        screen.note(&t!("rules-wrong-why", wrong = wrong.for_people()));
    }
    if terminal::ended(Exit::Done) == Exit::OutputLost {
        Exit::OutputLost
    } else if !rules.ask && rules.offers == OffersAllowed::Off {
        forbidden_by(&rules)
    } else {
        found
    }
}
