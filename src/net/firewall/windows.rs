//! Windows' own firewall, asked by `INetFwPolicy2`. Has not run there.
#![allow(unsafe_code, reason = "the calls of COM")]

use std::time::Duration;

use windows::Win32::Foundation::S_OK;
use windows::Win32::NetworkManagement::WindowsFirewall::{
    INetFwPolicy2, INetFwRule3, NET_FW_ACTION_ALLOW, NET_FW_MODIFY_STATE_GP_OVERRIDE, NET_FW_PROFILE_TYPE2,
    NET_FW_RULE_DIR_IN, NetFwPolicy2,
};
use windows::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize,
};
use windows::Win32::System::Ole::IEnumVARIANT;
use windows::Win32::System::Variant::VARIANT;
use windows::core::{Error, IUnknown, Interface as _};

use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};
use super::windows_rules::{self, Profile, ProfileState, WindowsFirewall, WindowsRule};

/// Some hundreds of rules, each of which is asked a dozen things.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A rule for this program decides, whatever the port: Windows asks for one when a program first listens.
pub(super) async fn verdicts(callers: &[FirewallCaller]) -> Vec<FirewallVerdict> {
    let Ok(program) = std::env::current_exe() else {
        return vec![FirewallVerdict::Open; callers.len()];
    };
    let program = program.display().to_string();
    let asked = tokio::task::spawn_blocking(look);
    match tokio::time::timeout(TIMEOUT, asked).await {
        Ok(Ok(Ok(firewall))) => {
            let verdict = |caller| windows_rules::verdict(&firewall, &program, caller);
            callers.iter().map(verdict).collect()
        }
        answer => {
            tracing::debug!(?answer, "Windows does not say what its firewall does");
            let unknown = FirewallVerdict::Unknown {
                by: Firewall::Windows,
                remedy: Some(windows_rules::opening(&program)),
            };
            vec![unknown; callers.len()]
        }
    }
}

/// Waits for the system; to be called on a thread of its own.
fn look() -> Result<WindowsFirewall, Error> {
    // SAFETY: what is begun on this thread is ended on it, after the last object is gone.
    unsafe {
        CoInitializeEx(None, COINIT_MULTITHREADED).ok()?;
        let firewall = read();
        CoUninitialize();
        firewall
    }
}

/// # Safety
/// COM is initialised on this thread.
unsafe fn read() -> Result<WindowsFirewall, Error> {
    // SAFETY: COM is initialised; each object lives until it is dropped here.
    unsafe {
        let policy: INetFwPolicy2 = CoCreateInstance(&NetFwPolicy2, None, CLSCTX_INPROC_SERVER)?;
        let current = policy.CurrentProfileTypes()?;
        let mut profiles = Vec::new();
        for profile in Profile::ALL.into_iter().filter(|profile| current & profile.bit() != 0) {
            let kind = NET_FW_PROFILE_TYPE2(profile.bit());
            profiles.push(ProfileState {
                profile,
                enabled: policy.get_FirewallEnabled(kind)?.as_bool(),
                blocks_all: policy.get_BlockAllInboundTraffic(kind)?.as_bool(),
                lets_in: policy.get_DefaultInboundAction(kind)? == NET_FW_ACTION_ALLOW,
            });
        }
        Ok(WindowsFirewall {
            profiles,
            rules: rules(&policy)?,
            overridden: policy.LocalPolicyModifyState()? == NET_FW_MODIFY_STATE_GP_OVERRIDE,
            networks: networks(),
        })
    }
}

/// # Safety
/// COM is initialised on this thread.
unsafe fn rules(policy: &INetFwPolicy2) -> Result<Vec<WindowsRule>, Error> {
    let mut found = Vec::new();
    // SAFETY: COM is initialised; each object lives until it is dropped here.
    unsafe {
        let all: IEnumVARIANT = policy.Rules()?._NewEnum()?.cast()?;
        loop {
            let mut next = [VARIANT::default()];
            let mut count = 0;
            let result = all.Next(&mut next, &raw mut count);
            result.ok()?;
            if result != S_OK || count == 0 {
                return Ok(found);
            }
            let rule: INetFwRule3 = IUnknown::try_from(&next[0])?.cast()?;
            if rule.Enabled()?.as_bool() && rule.Direction()? == NET_FW_RULE_DIR_IN {
                found.push(described(&rule)?);
            }
        }
    }
}

/// # Safety
/// COM is initialised on this thread.
unsafe fn described(rule: &INetFwRule3) -> Result<WindowsRule, Error> {
    // What is not set is an empty text, and where a kind of rule has no ports, say, asking for them fails.
    let text = |value: Result<windows::core::BSTR, Error>| value.map(|text| text.to_string()).unwrap_or_default();
    // SAFETY: COM is initialised; the rule lives.
    unsafe {
        let service = text(rule.ServiceName());
        let package = text(rule.LocalAppPackageId());
        let anywhere = |addresses: String| addresses.is_empty() || addresses == "*";
        let interfaces = text(rule.InterfaceTypes());
        let users = [
            rule.LocalUserAuthorizedList(),
            rule.RemoteUserAuthorizedList(),
            rule.RemoteMachineAuthorizedList(),
        ];
        Ok(WindowsRule {
            name: text(rule.Name()),
            allows: rule.Action()? == NET_FW_ACTION_ALLOW,
            profiles: rule.Profiles()?,
            program: windows_rules::expanded(&text(rule.ApplicationName()), |name| std::env::var(name).ok()),
            // A package's programs are not this one either.
            service: if service.is_empty() { package } else { service },
            protocol: rule.Protocol()?,
            ports: text(rule.LocalPorts()),
            from: text(rule.RemoteAddresses()),
            more: !(interfaces.is_empty() || interfaces == "All")
                || !rule.Interfaces()?.is_empty()
                || rule.SecureFlags()? != 0
                || !anywhere(text(rule.LocalAddresses()))
                || users.into_iter().any(|list| !text(list).is_empty()),
        })
    }
}

/// Those that this computer's addresses are of.
fn networks() -> Vec<String> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let network = |interface: if_addrs::Interface| match interface.addr {
        if_addrs::IfAddr::V4(address) => format!("{}/{}", address.ip, address.prefixlen),
        if_addrs::IfAddr::V6(address) => format!("{}/{}", address.ip, address.prefixlen),
    };
    interfaces.into_iter().map(network).collect()
}
