//! Brings the pictures of the screen to the wire: the one place that turns a frame into messages, and only under a
//! [`ViewGrant`].

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, mpsc, watch};

use super::graphics::{self, GraphicsChannel, Stage};
use crate::net::link::{NextPicture, Pictures};
use crate::policy::Bandwidth;
use crate::rdp::novice::accept::Client;
use crate::rdp::novice::updates::waiting_picture;
use crate::rdp::{BitmapPart, ToExpert};
use crate::screen::{self, Budget, CaptureError, EncodedArea, Encoding, Frame, PortalSeat, ScreenPipeline};
use crate::session::consent::ViewGrant;
use crate::vocabulary::{DisplayName, Economy, KeptBack, Permit, PicturePlace, Rect, Shared, Size, ToView};

/// Bytes of bitmap data that go into one message: about one PDU, so that a withdrawn view lets at most one more out.
const MESSAGE_BYTES: usize = 15_000;

/// What a client without the graphics pipeline asked for, in the encodings that we have.
fn encoding(client: &Client) -> Encoding {
    match client.bits_per_pixel {
        bits_per_pixel @ (15 | 16 | 24) => Encoding::Interleaved { bits_per_pixel },
        _ => Encoding::Planar,
    }
}

/// The plain picture that is shown before the yes, and during a pause: it depends on nothing but its size. The writer
/// asks for it one message at a time. So the size that a stranger asks for costs no memory, and orders can go out
/// between two messages.
pub(super) struct PlainPicture {
    bits_per_pixel: u8,
    skip_alpha: bool,
    desktop: ClientDesktop,
    graphics: GraphicsChannel,
    /// What is left of it, once it was begun.
    rest: Option<Box<dyn Iterator<Item = ToExpert> + Send>>,
}

impl PlainPicture {
    pub fn new(client: &Client, desktop: &ClientDesktop, graphics: &GraphicsChannel) -> Self {
        Self {
            bits_per_pixel: client.bits_per_pixel,
            skip_alpha: client.skip_alpha,
            desktop: desktop.clone(),
            graphics: graphics.clone(),
            rest: None,
        }
    }

    /// Begun when the writer asks for it, which knows the size and the stage by then.
    fn begin(&self) -> Box<dyn Iterator<Item = ToExpert> + Send> {
        let size = self.desktop.size();
        match self.graphics.stage() {
            Stage::Open => Box::new(self.graphics.plain(size).into_iter()),
            Stage::Closed | Stage::Opening | Stage::Absent => {
                let parts = waiting_picture(size.width, size.height, self.bits_per_pixel, self.skip_alpha);
                Box::new(batches(parts).map(ToExpert::Bitmaps))
            }
        }
    }
}

impl Pictures<ToExpert> for PlainPicture {
    fn next(&mut self) -> NextPicture<'_, ToExpert> {
        Box::pin(async move {
            let mut rest = self.rest.take().unwrap_or_else(|| self.begin());
            let message = rest.next()?;
            self.rest = Some(rest);
            Some(vec![message])
        })
    }

    /// Nothing of this computer is in it.
    fn allowed(&self) -> bool {
        true
    }
}

/// What the session wants of the pictures and has not been done yet. The newest wish counts, areas are gathered:
/// however much a helper asks for, no more waits than this.
#[derive(Default)]
struct PictureWishes {
    share: Option<Shared>,
    refresh: Vec<Rect>,
    refresh_all: bool,
    /// False while nobody looks: the client's window is hidden.
    shown: Option<bool>,
    spare: Option<Economy>,
}

#[derive(Default)]
struct WantedPictures {
    wishes: Mutex<PictureWishes>,
    told: Notify,
}

impl WantedPictures {
    fn tell(&self, wish: impl FnOnce(&mut PictureWishes)) {
        wish(&mut self.wishes.lock().unwrap_or_else(PoisonError::into_inner));
        self.told.notify_one();
    }

    fn take(&self) -> PictureWishes {
        std::mem::take(&mut self.wishes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What the screen gives up for each step of sparing a slow network.
pub(super) fn economy(bandwidth: Bandwidth) -> Economy {
    match bandwidth {
        Bandwidth::None => Economy::Full,
        Bandwidth::NoWindowDrag => Economy::NoDrag,
        Bandwidth::NoBackground => Economy::NoBackground,
        Bandwidth::Full => Economy::Lowest,
    }
}

/// The size of the client's desktop, as the writer has told the client last.
#[derive(Debug, Clone)]
pub(super) struct ClientDesktop(Arc<AtomicU32>);

impl ClientDesktop {
    pub fn new(size: Size) -> Self {
        let desktop = Self(Arc::default());
        desktop.set(size);
        desktop
    }

    pub fn set(&self, size: Size) {
        self.0
            .store(u32::from(size.width) << 16 | u32::from(size.height), Ordering::Release);
    }

    pub fn size(&self) -> Size {
        let [high, low, below, lowest] = self.0.load(Ordering::Acquire).to_be_bytes();
        Size {
            width: u16::from_be_bytes([high, low]),
            height: u16::from_be_bytes([below, lowest]),
        }
    }
}

/// What the session keeps of its pictures while the writer pulls them.
pub(super) struct PictureControl {
    wanted: Arc<WantedPictures>,
    place: watch::Receiver<Option<PicturePlace>>,
    kept_back: watch::Receiver<KeptBack>,
}

/// What the pictures tell the session.
pub(super) enum PictureNews {
    /// The shared picture lies there.
    Placed(PicturePlace),
    /// This is on the screen and not in it.
    KeptBack(KeptBack),
}

impl PictureControl {
    pub fn share(&self, shared: Shared) {
        self.wanted.tell(|wishes| wishes.share = Some(shared));
    }

    pub fn refresh(&self, areas: Vec<Rect>) {
        self.wanted.tell(|wishes| screen::gather(&mut wishes.refresh, areas));
    }

    /// Spares a slow network from now on.
    pub fn spare(&self, economy: Economy) {
        self.wanted.tell(|wishes| wishes.spare = Some(economy));
    }

    pub fn show(&self, shown: bool) {
        self.wanted.tell(|wishes| {
            // Clients may forget what they do not show, and expect it again.
            wishes.refresh_all |= shown && wishes.shown == Some(false);
            wishes.shown = Some(shown);
        });
    }

    /// Where the shared picture lies; not known before the first frame.
    pub fn place(&self) -> Option<PicturePlace> {
        self.place.borrow().clone()
    }

    /// Waits until the place is found, or another one, or something else is kept back.
    pub async fn news(&mut self) -> PictureNews {
        loop {
            tokio::select! {
                Ok(()) = self.place.changed() => {
                    if let Some(place) = self.place() {
                        return PictureNews::Placed(place);
                    }
                }
                Ok(()) = self.kept_back.changed() => return PictureNews::KeptBack(*self.kept_back.borrow_and_update()),
                // The pictures have ended.
                else => std::future::pending().await,
            }
        }
    }
}

/// What is shown.
pub(super) struct PictureSource {
    pub display: DisplayName,
    pub shared: Shared,
    /// Where control can be asked for, on a desktop with a portal.
    pub seat: PortalSeat,
}

/// The pictures of the screen, pulled by the writer while the grant holds.
pub(super) struct ScreenPictures {
    pipeline: ScreenPipeline,
    grant: Arc<ViewGrant>,
    wanted: Arc<WantedPictures>,
    /// Not known before the first frame.
    place: watch::Sender<Option<PicturePlace>>,
    kept_back: watch::Sender<KeptBack>,
    desktop: ClientDesktop,
    graphics: GraphicsChannel,
    /// Frames are drawn through the graphics pipeline; otherwise they are bitmaps in `bitmaps`.
    drawing: bool,
    bitmaps: Encoding,
    shown: bool,
    economy: Economy,
    errors: mpsc::Sender<CaptureError>,
}

impl ScreenPictures {
    /// Where the screen has another size than the client's desktop, the first message gives it that size. Nothing is
    /// handed out before the graphics channel is open or known to be absent. Meanwhile the first picture is made.
    pub fn start(
        source: PictureSource,
        client: &Client,
        grant: ViewGrant,
        desktop: ClientDesktop,
        graphics: GraphicsChannel,
        errors: mpsc::Sender<CaptureError>,
    ) -> (Self, PictureControl) {
        let grant = Arc::new(grant);
        let permit: Arc<dyn Permit<ToView>> = Arc::<ViewGrant>::clone(&grant);
        let bitmaps = encoding(client);
        let drawing = graphics.stage() != Stage::Absent;
        let encoding = if drawing { Encoding::Graphics } else { bitmaps };
        let pipeline = ScreenPipeline::start(source.display, source.shared, source.seat, encoding, permit);
        let wanted = Arc::<WantedPictures>::default();
        let (place, found) = watch::channel(None);
        let (kept_back, is_kept_back) = watch::channel(KeptBack::default());
        (
            Self {
                pipeline,
                grant,
                wanted: Arc::clone(&wanted),
                place,
                kept_back,
                desktop,
                graphics,
                drawing,
                bitmaps,
                shown: true,
                economy: Economy::Full,
                errors,
            },
            PictureControl {
                wanted,
                place: found,
                kept_back: is_kept_back,
            },
        )
    }

    async fn frame(&mut self) -> Result<Option<Frame>, CaptureError> {
        loop {
            let wishes = self.wanted.take();
            self.obey(wishes);
            let stage = self.graphics.stage();
            if self.drawing && stage == Stage::Absent {
                self.drawing = false;
                self.pipeline.set_encoding(self.bitmaps);
            }
            let Self {
                pipeline,
                graphics,
                wanted,
                drawing,
                shown,
                ..
            } = self;
            let next = async {
                if *drawing {
                    graphics.ready().await;
                    let allowance = graphics.allowance();
                    pipeline.set_budget(Budget {
                        bytes: allowance.bytes,
                        gap: allowance.gap,
                    });
                }
                pipeline.next().await
            };
            tokio::select! {
                biased;
                // First in order, so that endless wishes cannot keep pictures from going out.
                frame = next, if *shown && (!*drawing || stage == Stage::Open) => return frame,
                () = wanted.told.notified() => {}
                () = graphics.left(stage), if *drawing => {}
                () = graphics.opening_timeout(), if stage == Stage::Opening => graphics.give_up(),
            }
        }
    }

    fn obey(&mut self, wishes: PictureWishes) {
        let PictureWishes {
            share,
            refresh,
            mut refresh_all,
            shown,
            spare,
        } = wishes;
        if let Some(shared) = share {
            self.pipeline.share(shared);
        }
        if let Some(economy) = spare.filter(|economy| *economy != self.economy) {
            self.economy = economy;
            self.pipeline.set_economy(economy);
        }
        if let Some(shown) = shown {
            refresh_all |= shown && !self.shown;
            self.shown = shown;
        }
        if refresh_all {
            self.pipeline.refresh_all();
        } else if !refresh.is_empty() {
            self.pipeline.refresh(refresh);
        }
    }

    fn messages(&mut self, frame: Frame) -> Vec<ToExpert> {
        let mut messages = if self.drawing {
            self.graphics.made(frame.seen, frame.took);
            self.graphics
                .draw(frame.size, frame.monitors, graphics::steps(frame.paints))
        } else if self.desktop.size() != frame.size {
            vec![ToExpert::Resize {
                width: frame.size.width,
                height: frame.size.height,
            }]
        } else {
            Vec::new()
        };
        let place = PicturePlace {
            size: frame.size,
            origin: frame.origin,
            parts: frame.parts,
        };
        self.place.send_if_modified(|known| {
            let is_new = known.as_ref() != Some(&place);
            *known = Some(place);
            is_new
        });
        self.kept_back
            .send_if_modified(|known| std::mem::replace(known, frame.kept_back) != frame.kept_back);
        messages.extend(batches(frame.areas.into_iter().map(part)).map(ToExpert::Bitmaps));
        messages.extend(frame.pointer.into_iter().map(ToExpert::Pointer));
        messages
    }
}

impl Pictures<ToExpert> for ScreenPictures {
    fn next(&mut self) -> NextPicture<'_, ToExpert> {
        Box::pin(async move {
            match self.frame().await {
                Ok(frame) => frame.map(|frame| self.messages(frame)),
                Err(error) => {
                    // The session ends at the first: a second has nothing to add.
                    let _ = self.errors.try_send(error);
                    None
                }
            }
        })
    }

    fn allowed(&self) -> bool {
        self.grant.holds()
    }
}

fn part(encoded: EncodedArea) -> BitmapPart {
    let EncodedArea {
        area,
        bits_per_pixel,
        compressed,
        data,
    } = encoded;
    BitmapPart {
        area,
        bits_per_pixel,
        compressed,
        data,
    }
}

/// Gathers parts into messages of about [`MESSAGE_BYTES`].
fn batches(parts: impl IntoIterator<Item = BitmapPart>) -> impl Iterator<Item = Vec<BitmapPart>> {
    let mut parts = parts.into_iter().peekable();
    std::iter::from_fn(move || {
        let first = parts.next()?;
        let mut bytes = first.data.len();
        let mut batch = vec![first];
        while let Some(part) = parts.next_if(|part| bytes + part.data.len() <= MESSAGE_BYTES) {
            bytes += part.data.len();
            batch.push(part);
        }
        Some(batch)
    })
}
