//! Simple MAPI: asks the mail program that Windows knows to open a mail for sending. Run under Wine, with a mail program of the tests' own.
#![expect(unsafe_code, reason = "MAPISendMailW is a C function found at run time")]

use std::ptr;

use windows_sys::Win32::System::LibraryLoader::{GetProcAddress, LOAD_LIBRARY_SEARCH_SYSTEM32, LoadLibraryExW};
use windows_sys::Win32::System::Mapi::{
    LPMAPISENDMAILW, MAPI_DIALOG, MAPI_E_USER_ABORT, MAPI_LOGON_UI, MAPI_TO, MapiFileDescW, MapiMessageW,
    MapiRecipDescW, SUCCESS_SUCCESS,
};
use windows_sys::w;

use super::Mail;

pub(super) enum Outcome {
    /// The user has sent the mail, or closed it; only they know.
    Opened,
    /// No mail program offers Simple MAPI.
    NotThere,
    /// A MAPI error code.
    Failed(u32),
}

/// Shows the mail, with a dialogue for the user to send it, and returns when that has closed.
pub(super) fn open(mail: &Mail<'_>) -> Outcome {
    let mut subject = wide(mail.subject);
    let mut body = wide(&mail.body.replace("\r\n", "\n").replace('\n', "\r\n"));
    let mut path = wide(&mail.attachment.to_string_lossy());
    let mut address = wide(&format!("SMTP:{}", mail.to.unwrap_or_default()));
    let mut name = wide(mail.to.unwrap_or_default());

    let mut recipient = MapiRecipDescW {
        ulRecipClass: MAPI_TO,
        lpszName: name.as_mut_ptr(),
        lpszAddress: address.as_mut_ptr(),
        ..Default::default()
    };
    let mut file = MapiFileDescW {
        nPosition: u32::MAX,
        lpszPathName: path.as_mut_ptr(),
        ..Default::default()
    };
    let mut message = MapiMessageW {
        lpszSubject: subject.as_mut_ptr(),
        lpszNoteText: body.as_mut_ptr(),
        nFileCount: 1,
        lpFiles: &raw mut file,
        ..Default::default()
    };
    if mail.to.is_some() {
        message.nRecipCount = 1;
        message.lpRecips = &raw mut recipient;
    }

    // SAFETY: the name is a constant that ends with NUL; only the system's own directory is searched. The library stays
    // loaded, since mail programs leave threads in it.
    let library = unsafe { LoadLibraryExW(w!("mapi32.dll"), ptr::null_mut(), LOAD_LIBRARY_SEARCH_SYSTEM32) };
    if library.is_null() {
        return Outcome::NotThere;
    }
    // SAFETY: the library is loaded, and the name ends with NUL.
    let Some(function) = (unsafe { GetProcAddress(library, c"MAPISendMailW".as_ptr().cast()) }) else {
        return Outcome::NotThere;
    };
    // SAFETY: MAPISendMailW has this signature (mapi.h); an Option of a function has the size of a pointer.
    let send: LPMAPISENDMAILW = unsafe { std::mem::transmute(Some(function)) };
    let Some(send) = send else { return Outcome::NotThere };
    // SAFETY: every pointer in the message is null or points to something above that lives until the call returns;
    // session 0 and window 0 mean none.
    let code = unsafe { send(0, 0, &raw const message, MAPI_DIALOG | MAPI_LOGON_UI, 0) };
    match code {
        SUCCESS_SUCCESS | MAPI_E_USER_ABORT => Outcome::Opened,
        // Windows' own stub gives these where no program is registered.
        windows_sys::Win32::System::Mapi::MAPI_E_FAILURE
        | windows_sys::Win32::System::Mapi::MAPI_E_NOT_SUPPORTED
        | windows_sys::Win32::System::Mapi::MAPI_E_LOGON_FAILURE => Outcome::NotThere,
        code => Outcome::Failed(code),
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.chars()
        .filter(|c| *c != '\0')
        .collect::<String>()
        .encode_utf16()
        .chain([0])
        .collect()
}
