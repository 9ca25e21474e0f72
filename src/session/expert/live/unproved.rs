//! The expert's session before its password is proved.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::{LiveSession, View, Wire};
use crate::net::key_proof;
use crate::rdp::channels::remdesk;
use crate::rdp::{FromNovice, ToNovice};
use crate::session::expert::canvas::SharedCanvas;
use crate::session::expert::ends::End;
use crate::session::expert::figures::Traffic;
use crate::session::{ends, files, helper_key};

/// From activation to RESULT: a round trip, and on the novice's old computer seconds for the slow hash of the password.
const PROOF_TIMEOUT: Duration = Duration::from_secs(20);

/// What goes with EXPERT_ON_VISTA and VERIFY_PASSWORD.
pub(in super::super) struct ProofToSend {
    pub stub: Vec<u8>,
    pub blob: String,
    /// Between two Lifelines, for an invitation: what is needed to show this helper's own key, if the novice's end asks for it.
    pub key: Option<OwnProof>,
}

pub(in super::super) struct OwnProof {
    pub exporter: Zeroizing<[u8; 32]>,
    /// Where the key is, if there is one.
    pub state_dir: Option<PathBuf>,
}

impl OwnProof {
    /// The answer; empty if there is no usable key. No key is made for this purpose, since no computer could know it.
    fn answer(&self) -> Vec<u8> {
        let find = || {
            let Some(own) = self.state_dir.as_deref().map(helper_key::find).transpose()?.flatten() else {
                return Ok::<_, Box<dyn std::error::Error>>(Vec::new());
            };
            let certificates = own.certificates()?;
            Ok(key_proof::prove(&self.exporter, &certificates, own.private_key())?)
        };
        find().unwrap_or_else(|error| {
            tracing::warn!(%error, "this helper's key cannot be shown");
            Vec::new()
        })
    }
}

/// A connection that stands, on which nothing is proved yet.
pub(in super::super) struct Unproved {
    session: LiveSession,
    /// Messages that came during the activation.
    early: VecDeque<FromNovice>,
}

impl Unproved {
    /// `early`: messages that came during the activation.
    pub fn over(
        wire: Wire,
        canvas: SharedCanvas,
        traffic: Arc<Mutex<Traffic>>,
        early: impl Into<VecDeque<FromNovice>>,
    ) -> Self {
        Self {
            session: LiveSession::new(wire, canvas, traffic),
            early: early.into(),
        }
    }

    /// Proves what there is to prove; after a refusal the connection is closed.
    pub async fn prove(mut self, proof: ProofToSend) -> Result<LiveSession, End> {
        let proved = tokio::time::timeout(PROOF_TIMEOUT, self.proved(proof)).await;
        match proved.unwrap_or(Err(End::Lost)) {
            Ok(()) => Ok(self.session),
            Err(end) => {
                self.session.hang_up().await;
                Err(end)
            }
        }
    }

    /// [MS-RA] 3.5.5, version 2, up to RESULT.
    async fn proved(&mut self, mut proof: ProofToSend) -> Result<(), End> {
        let mut sent = false;
        let mut asked_for_key = false;
        loop {
            let message = match self.early.pop_front() {
                Some(message) => Some(message),
                None => self.session.wire.messages.recv().await,
            };
            let Some(message) = message else {
                return Err(self.session.link_end().await);
            };
            self.session.heard = Instant::now();
            match message {
                // freerdp-shadow sends VERSIONINFO only, others SERVER_ANNOUNCE before it: whichever comes, once.
                FromNovice::Remdesk(remdesk::Message::VersionInfo { .. } | remdesk::Message::ServerAnnounce) => {
                    if !std::mem::replace(&mut sent, true) {
                        let stub = proof.stub.clone();
                        self.session
                            .send(ToNovice::Remdesk(remdesk::Message::ExpertOnVista(stub)))?;
                        let expert_blob = proof.blob.clone();
                        self.session
                            .send(ToNovice::Remdesk(remdesk::Message::VerifyPassword { expert_blob }))?;
                    }
                }
                FromNovice::Remdesk(remdesk::Message::Result(ends::result::NO_ERROR)) if sent => return Ok(()),
                // Once, and only by who has shown that they are the novice: their certificate and key were compared before.
                FromNovice::Remdesk(remdesk::Message::AskForKey) if sent => {
                    if let Some(key) = proof.key.take() {
                        asked_for_key = true;
                        let answer = files::on_a_thread(move || key.answer()).await.unwrap_or_default();
                        self.session
                            .send(ToNovice::Remdesk(remdesk::Message::KeyProof(answer)))?;
                    }
                }
                FromNovice::Remdesk(remdesk::Message::Result(ends::result::ACCESS_DENIED)) if asked_for_key => {
                    self.session.told.get_or_insert(End::KeyNotKnown);
                }
                FromNovice::Changed(_) => self.session.view = View::Waiting { shown: true },
                other => self.session.common(other)?,
            }
        }
    }
}
