//! Windows: the category of the networks that this computer is connected to, as a person or an administrator chose it.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use windows::Win32::Networking::NetworkListManager::{
    INetworkListManager, NLM_ENUM_NETWORK_CONNECTED, NLM_NETWORK_CATEGORY_PUBLIC, NetworkListManager,
};
use windows::Win32::System::Com::{CLSCTX_ALL, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize};
use windows::core::Error;

/// Whether any of them is public. Waits for the system; to be called on a thread of its own.
pub(super) fn is_any_public() -> Result<bool, Error> {
    // SAFETY: what is begun on this thread is ended on it, after the last object is gone.
    unsafe {
        CoInitializeEx(None, COINIT_MULTITHREADED).ok()?;
        let public = look();
        CoUninitialize();
        public
    }
}

/// # Safety
/// COM is initialised on this thread.
unsafe fn look() -> Result<bool, Error> {
    // SAFETY: COM is initialised; each object lives until it is dropped here.
    unsafe {
        let manager: INetworkListManager = CoCreateInstance(&NetworkListManager, None, CLSCTX_ALL)?;
        let networks = manager.GetNetworks(NLM_ENUM_NETWORK_CONNECTED)?;
        loop {
            let mut next = [None];
            networks.Next(&mut next, None)?;
            let [Some(network)] = next else { return Ok(false) };
            if network.GetCategory()? == NLM_NETWORK_CATEGORY_PUBLIC {
                return Ok(true);
            }
        }
    }
}
