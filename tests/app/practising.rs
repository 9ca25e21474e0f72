//! The practice window without a desktop, with the other ends of both its sessions in a test's hands.

use std::sync::{Arc, Mutex};

use egui::Vec2;
use egui_kittest::Harness;
use lifeline::app::{ExpertLink, NoviceLink, OpenPractice, Practice, Threads};
use lifeline::session::expert::{self, Protection, SharedCanvas};
use lifeline::session::novice;
use tokio::sync::mpsc;

use super::bench::{invitation, letters, services};

pub struct Practising {
    pub harness: Harness<'static, Practice>,
    pub novice: (mpsc::Receiver<novice::Command>, mpsc::Sender<novice::Event>),
    pub expert: (mpsc::Receiver<expert::Command>, mpsc::Sender<expert::Event>),
}

impl Practising {
    /// Both sessions run; the helper waits.
    pub fn start(size: Vec2, pixels: f32) -> Self {
        let mut practising = Self::begin(size, pixels);
        practising.tell(novice::Event::Invitation(invitation()));
        let address = "127.0.0.1:3389".parse().unwrap();
        let protection = Protection::TlsAndRc4;
        practising.tell_expert(expert::Event::Waiting { address, protection });
        practising
    }

    /// The first frame, before anything has happened.
    pub fn begin(size: Vec2, pixels: f32) -> Self {
        let (commands, novice_commands) = mpsc::channel(8);
        let (novice_events, events) = mpsc::channel(8);
        let (expert_end, expert_commands) = mpsc::channel(8);
        let (expert_events, expert_event_end) = mpsc::channel(8);
        let link = Mutex::new(Some(ExpertLink {
            commands: expert_end,
            events: expert_event_end,
            canvas: SharedCanvas::default(),
        }));
        let open: OpenPractice = Arc::new(move |_, _| Ok(link.lock().unwrap().take().expect("opened once")));
        let services = services();
        let threads: Threads = Arc::new(move |_, work| work(&services));
        let ctx = egui::Context::default();
        let novice = NoviceLink {
            commands: commands.into(),
            events,
        };
        let practice = Practice::new(novice, open, threads, &ctx);
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_pixels_per_point(pixels)
            .with_context_setup(|ctx| {
                lifeline::app::tokens::apply(ctx);
                letters(ctx);
            })
            .build_ui_state(|ui, practice: &mut Practice| practice.show(ui), practice);
        Self {
            harness,
            novice: (novice_commands, novice_events),
            expert: (expert_commands, expert_events),
        }
    }

    pub fn tell(&mut self, event: novice::Event) {
        self.novice.1.try_send(event).unwrap();
        self.harness.run_steps(4);
    }

    pub fn tell_expert(&mut self, event: expert::Event) {
        self.expert.1.try_send(event).unwrap();
        self.harness.run_steps(4);
    }
}
