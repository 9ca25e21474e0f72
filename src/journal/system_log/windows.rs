//! The event log "Application", with the source "Lifeline" and the numbers of Windows' own Remote Assistance.
#![expect(unsafe_code, reason = "the event log has a C interface only")]

use std::io;
use std::path::{Path, PathBuf};

use windows::Win32::System::EventLog::{
    DeregisterEventSource, EVENTLOG_INFORMATION_TYPE, EVENTLOG_WARNING_TYPE, RegisterEventSourceW, ReportEventW,
};
use windows::core::{HSTRING, PCWSTR};

use super::line::{is_warning, line};
use crate::journal::entry::Entry;

/// Events that Windows' own program does not know.
const OTHER: u32 = 100;

/// The name of the source stands for the place.
pub(in crate::journal) fn default_place() -> Option<PathBuf> {
    Some(PathBuf::from("Lifeline"))
}

pub(in crate::journal) fn send(source: &Path, entry: &Entry) -> io::Result<()> {
    let source = HSTRING::from(source.as_os_str());
    let text = HSTRING::from(line(entry));
    let kind = if is_warning(entry) {
        EVENTLOG_WARNING_TYPE
    } else {
        EVENTLOG_INFORMATION_TYPE
    };
    let number = entry.event.map_or(OTHER, u32::from);
    // SAFETY: the handle is used between its registration and its end only, and the strings outlive the calls.
    unsafe {
        let log = RegisterEventSourceW(PCWSTR::null(), &source)?;
        let strings = [PCWSTR(text.as_ptr())];
        let reported = ReportEventW(log, kind, 0, number, None, 0, Some(&strings), None);
        DeregisterEventSource(log)?;
        reported?;
    }
    Ok(())
}
