//! Mouse and keyboard by EIS (libei), for desktops whose portal takes no input itself: a connection to the compositor
//! that the portal hands on. What is held on it is let go by the desktop when the connection ends, however it ends.

mod channel;
mod told;

use std::fmt;
use std::io::{self, PipeReader, PipeWriter};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reis::PendingRequestResult;
use reis::ei;
use reis::ei::button::ButtonState;
use reis::ei::handshake::ContextType;
use reis::ei::keyboard::KeyState;
use reis::handshake::EiHandshaker;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::time::{ClockId, clock_gettime};

use super::error::PortalError;
use channel::{ANSWERS_WITHIN, EisChannel};
pub use told::{EisDevice, EisKeymap};
use told::{Over, Told};

/// Its devices are there by then.
const LENDS_WITHIN: Duration = Duration::from_secs(5);

/// So much is under way at most: what was sent before control is withdrawn may still be carried out.
const MOST_UNDER_WAY: u64 = 8;

/// A handshake has fewer messages.
const LONGEST_HANDSHAKE: usize = 64;

/// What the desktop calls whoever uses its devices.
const NAME: &str = "Lifeline";

/// What a device does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EisInput {
    /// A key by its evdev code.
    Key(u32, bool),
    /// In the units of the device's regions.
    MoveTo(f32, f32),
    /// From where the pointer is.
    MoveBy(f32, f32),
    /// A button by its evdev code.
    Button(u32, bool),
    /// 120 are a notch; positive is right, and down.
    Scroll(i32, i32),
    /// By so many of the desktop's own units, to the right and down.
    ScrollBy(f32, f32),
}

impl EisInput {
    /// What is let go waits for nothing.
    fn lets_go(self) -> bool {
        matches!(self, Self::Key(_, false) | Self::Button(_, false))
    }
}

/// A connection that stands, with mouse and keyboard on it. It lives as long as the newest of its clones.
#[derive(Clone)]
pub struct PortalEis(Arc<EisConnection>);

impl fmt::Debug for PortalEis {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PortalEis").finish_non_exhaustive()
    }
}

struct EisConnection {
    shared: Arc<EisShared>,
    /// Closing it ends the thread that reads.
    _stop: PipeWriter,
}

struct EisShared {
    channel: EisChannel,
    told: Mutex<Told>,
    changed: Condvar,
    on_end: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl EisShared {
    fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long until it is so; an error if it is not, and the connection is over then.
    fn wait(&self, within: Duration, is_so: impl Fn(&Told) -> bool) -> Result<MutexGuard<'_, Told>, PortalError> {
        let (mut told, _) = self
            .changed
            .wait_timeout_while(self.lock(), within, |told| !told.is_gone && !is_so(told))
            .unwrap_or_else(PoisonError::into_inner);
        if told.is_gone || !is_so(&told) {
            self.end(&mut told);
            return Err(PortalError::HandsGone);
        }
        Ok(told)
    }

    fn lock_on_end(&self) -> MutexGuard<'_, Option<Box<dyn FnOnce() + Send>>> {
        self.on_end.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell_end(&self) {
        let over = self.lock_on_end().take();
        if let Some(over) = over {
            over();
        }
    }

    /// The desktop lets go of what is held.
    fn end(&self, told: &mut Told) {
        told.is_gone = true;
        self.channel.close();
    }

    fn send(&self) -> Result<(), PortalError> {
        self.channel.send().map_err(|error| {
            tracing::info!(%error, "the desktop takes nothing on the EIS connection any more");
            self.end(&mut self.lock());
            PortalError::HandsGone
        })
    }
}

impl PortalEis {
    /// On a connection that the portal has handed on. Returns when the desktop lends mouse and keyboard.
    pub(super) fn begin(socket: OwnedFd) -> Result<Self, PortalError> {
        let failed = |error: io::Error| PortalError::Call(error.into());
        let shared = Arc::new(EisShared {
            channel: EisChannel::new(UnixStream::from(socket)).map_err(failed)?,
            told: Mutex::default(),
            changed: Condvar::new(),
            on_end: Mutex::default(),
        });
        let (stopped, stop) = io::pipe().map_err(failed)?;
        std::thread::Builder::new()
            .name("eis".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || {
                    // Whatever ends the thread.
                    let _obituary = Obituary(Arc::clone(&shared));
                    if let Err(error) = listen(&shared, &stopped) {
                        tracing::info!(%error, "the desktop tells nothing on the EIS connection any more");
                    }
                }
            })
            .map_err(PortalError::Thread)?;
        let eis = Self(Arc::new(EisConnection { shared, _stop: stop }));
        let lends = |told: &Told, is_it: fn(&EisDevice) -> bool| told.usable(is_it).is_some();
        let all = eis.0.shared.wait(LENDS_WITHIN, |told| {
            lends(told, EisDevice::has_keys)
                && lends(told, EisDevice::has_places)
                && lends(told, EisDevice::has_buttons)
        });
        let all = all.map(drop);
        all.map_err(|_| PortalError::NoDevices)?;
        Ok(eis)
    }

    /// Calls back, on a thread of its own, when the connection is over, in place of whoever was to be called before. Must
    /// not block.
    pub fn on_end(&self, over: impl FnOnce() + Send + 'static) {
        self.0.shared.lock_on_end().replace(Box::new(over));
        if self.is_gone() {
            self.0.shared.tell_end();
        }
    }

    /// Nothing is taken any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.0.shared.lock().is_gone
    }

    /// A device of these that may be used at the moment, the newest first.
    #[must_use]
    pub fn device(&self, is_it: impl Fn(&EisDevice) -> bool) -> Option<EisDevice> {
        self.0.shared.lock().usable(is_it).cloned()
    }

    /// Has a device do something; false if the desktop has taken it back since it was looked for. Waits for a limited time
    /// until the desktop has done what came before, unless something is let go.
    ///
    /// # Errors
    /// The desktop has ended the connection, or answers no more.
    pub fn inject(&self, device: &EisDevice, input: EisInput) -> Result<bool, PortalError> {
        let shared = &self.0.shared;
        let most = if input.lets_go() { u64::MAX } else { MOST_UNDER_WAY };
        let mut guard = shared.wait(ANSWERS_WITHIN, |told| told.asked - told.answered < most)?;
        let told = &mut *guard;
        let is_it = |other: &&mut EisDevice| (other.number, other.lent) == (device.number, device.lent);
        let Some(device) = told.devices.iter_mut().find(is_it).filter(|device| device.is_usable()) else {
            return Ok(false);
        };
        if !device.is_emulating {
            device.is_emulating = true;
            told.sequence = told.sequence.wrapping_add(1);
            device.device.start_emulating(told.serial, told.sequence);
        }
        carry_out(device, input);
        device.device.frame(told.serial, now());
        told.ask();
        drop(guard);
        self.send()?;
        Ok(true)
    }

    /// Everything was let go: returns when the desktop has done what was sent.
    ///
    /// # Errors
    /// As of [`PortalEis::inject`].
    pub fn settle(&self) -> Result<(), PortalError> {
        let number = {
            let mut told = self.0.shared.lock();
            let told = &mut *told;
            if told.is_gone {
                return Err(PortalError::HandsGone);
            }
            for device in told.devices.iter_mut().filter(|device| device.is_emulating) {
                device.is_emulating = false;
                device.device.stop_emulating(told.serial);
            }
            told.ask();
            told.asked
        };
        self.send()?;
        let settled = |told: &Told| told.answered >= number;
        self.0.shared.wait(ANSWERS_WITHIN, settled).map(drop)
    }

    fn send(&self) -> Result<(), PortalError> {
        self.0.shared.send()
    }
}

fn carry_out(device: &EisDevice, input: EisInput) {
    match input {
        EisInput::Key(code, down) => {
            let state = if down { KeyState::Press } else { KeyState::Released };
            device.keyboard.iter().for_each(|keyboard| keyboard.key(code, state));
        }
        EisInput::MoveTo(x, y) => device.absolute.iter().for_each(|pointer| pointer.motion_absolute(x, y)),
        EisInput::MoveBy(x, y) => device.pointer.iter().for_each(|pointer| pointer.motion_relative(x, y)),
        EisInput::Button(code, down) => {
            let state = if down {
                ButtonState::Press
            } else {
                ButtonState::Released
            };
            device.button.iter().for_each(|button| button.button(code, state));
        }
        EisInput::Scroll(right, down) => device
            .scroll
            .iter()
            .for_each(|scroll| scroll.scroll_discrete(right, down)),
        EisInput::ScrollBy(right, down) => device.scroll.iter().for_each(|scroll| scroll.scroll(right, down)),
    }
}

/// In microseconds, on the clock that the protocol names.
fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    let microseconds = time
        .tv_sec
        .saturating_mul(1_000_000)
        .saturating_add(time.tv_nsec / 1000);
    u64::try_from(microseconds).unwrap_or_default()
}

struct Obituary(Arc<EisShared>);

impl Drop for Obituary {
    fn drop(&mut self) {
        self.0.end(&mut self.0.lock());
        self.0.changed.notify_all();
        self.0.tell_end();
    }
}

/// Until the desktop ends the connection, or nobody has it any more.
fn listen(shared: &EisShared, stopped: &PipeReader) -> io::Result<()> {
    let mut handshake = Some((EiHandshaker::new(NAME, ContextType::Sender), 0));
    loop {
        let both = [shared.channel.fd(), stopped.as_fd()];
        let mut waits = both.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
        match poll(&mut waits, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [told, stop] = waits.map(|wait| !wait.revents().is_empty());
        if stop {
            return Ok(());
        }
        if !told {
            continue;
        }
        match shared.channel.take() {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
            taken => taken?,
        }
        while let Some(event) = shared.channel.context.pending_event() {
            let event = match event {
                PendingRequestResult::Request(event) => event,
                // What was sent crossed with the end of what it was for.
                PendingRequestResult::InvalidObject(_) => continue,
                PendingRequestResult::ParseError(error) => return Err(io::Error::other(error)),
            };
            hear(shared, &mut handshake, event)?;
        }
        shared.channel.send()?;
        shared.changed.notify_all();
    }
}

/// What the desktop says first, and how many messages of it have come.
type Handshake = Option<(EiHandshaker<'static>, usize)>;

fn hear(shared: &EisShared, handshake: &mut Handshake, event: ei::Event) -> io::Result<()> {
    let Some((handshaker, count)) = handshake else {
        let heard = shared.lock().hear(event, || shared.channel.file_used());
        return heard.map_err(|Over| io::ErrorKind::ConnectionAborted.into());
    };
    *count += 1;
    if *count > LONGEST_HANDSHAKE {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let Some(done) = handshaker.handle_event(event).map_err(io::Error::other)? else {
        return Ok(());
    };
    *handshake = None;
    let mut told = shared.lock();
    told.serial = done.serial;
    told.connection = Some(done.connection);
    Ok(())
}
