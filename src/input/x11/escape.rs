//! Watches for the novice's Esc, and for their own mouse, with raw events of the root window: no grab, so every program
//! still gets its input.
//!
//! Injected keys come from the XTEST keyboard, and so do those of automation tools that the novice may use as a
//! keyboard. A press from there that the record knows is the expert's; every other is the novice's. Of the XTEST pointer
//! everything is taken for the expert's: an automation tool does not reach for Stop.

use std::io::PipeWriter;
use std::thread::JoinHandle;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, poll};
use x11rb::protocol::Event;
use x11rb::protocol::xinput::{ConnectionExt as _, Device, EventMask, XIEventMask};

use super::connection::{TestDevices, XConnection, sent};
use super::keymap::Keymap;
use super::spare::watch_keymap;
use crate::input::error::InputError;
use crate::input::record::InputRecord;

pub(in crate::input) struct EscapeThread {
    /// Closing it wakes the thread.
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

struct RawInputWatch {
    connected: XConnection,
    keymap: Keymap,
    /// What was Esc at the beginning.
    first: Vec<u8>,
    device: u16,
    test_devices: TestDevices,
    record: InputRecord,
    on_escape: Box<dyn Fn() + Send>,
}

impl EscapeThread {
    pub(in crate::input) fn start(
        display: Option<&str>,
        record: InputRecord,
        on_escape: Box<dyn Fn() + Send>,
    ) -> Result<Option<Self>, InputError> {
        let connected = XConnection::open(display)?;
        match connected.check_support() {
            Err(InputError::Uncontrollable(_)) => return Ok(None),
            checked => checked?,
        }
        let test_devices = connected.test_devices()?;
        let device = watch_keymap(&connected)?;
        sent(connected.x.xinput_xi_select_events(
            connected.root,
            &[EventMask {
                deviceid: u16::from(Device::ALL_MASTER),
                mask: vec![XIEventMask::RAW_KEY_PRESS | XIEventMask::RAW_BUTTON_PRESS | XIEventMask::RAW_MOTION],
            }],
        ))?;
        let keymap = Keymap::read(&connected, device)?;
        let mut watch = RawInputWatch {
            first: keymap.escapes(),
            keymap,
            connected,
            device,
            test_devices,
            record,
            on_escape,
        };
        let (stopped, stop) = std::io::pipe().map_err(InputError::Thread)?;
        let record = watch.record.clone();
        record.set_watched(true);
        let thread = std::thread::Builder::new()
            .name("escape".to_owned())
            .spawn(move || {
                let ended = watch.run(&stopped);
                watch.record.set_watched(false);
                if ended.is_err() {
                    tracing::warn!("the display went away; the novice's Esc is no longer seen");
                    (watch.on_escape)();
                }
            })
            .map_err(|error| {
                record.set_watched(false);
                InputError::Thread(error)
            })?;
        Ok(Some(Self {
            stop: Some(stop),
            thread: Some(thread),
        }))
    }
}

impl Drop for EscapeThread {
    fn drop(&mut self) {
        self.stop.take();
        let Some(thread) = self.thread.take() else { return };
        // The last owner may be the callback itself.
        if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
            tracing::error!("the escape thread panicked");
        }
    }
}

impl RawInputWatch {
    fn is_escape(&self, keycode: u8) -> bool {
        self.first.contains(&keycode) || self.keymap.is_escape(keycode)
    }

    fn run(&mut self, stopped: &std::io::PipeReader) -> Result<(), InputError> {
        loop {
            while let Some(event) = self.connected.next_event()? {
                match event {
                    Event::XinputRawKeyPress(press) => {
                        let escape = u8::try_from(press.detail).is_ok_and(|keycode| self.is_escape(keycode));
                        let injected = Some(press.sourceid) == self.test_devices.keyboard;
                        if escape && !(injected && self.record.consume()) {
                            (self.on_escape)();
                        }
                    }
                    Event::XinputRawMotion(moved) if Some(moved.sourceid) != self.test_devices.pointer => {
                        self.record.mouse_moved(Instant::now());
                    }
                    Event::XinputRawButtonPress(press) if Some(press.sourceid) != self.test_devices.pointer => {
                        self.record.mouse_pressed(Instant::now());
                    }
                    Event::MappingNotify(_) | Event::XkbMapNotify(_) | Event::XkbNewKeyboardNotify(_) => {
                        self.keymap = Keymap::read(&self.connected, self.device)?;
                    }
                    _ => {}
                }
            }
            let mut waited = [
                PollFd::new(self.connected.x.stream(), PollFlags::IN),
                PollFd::new(stopped, PollFlags::IN),
            ];
            match poll(&mut waited, None) {
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => return Err(InputError::DisplayGone),
            }
            let [_, stop] = &waited;
            if !stop.revents().is_empty() {
                return Ok(());
            }
        }
    }
}
