//! Group Policy's values in the registry. What may write there is an administrator's.

use windows_registry::{LOCAL_MACHINE, Type};

use crate::policy::file::{Policy, Wrong};
use crate::policy::registry::{self, RegistryReader, Value};
use crate::policy::table::Key;
use crate::t;

/// "The system cannot find the file specified", for keys and values.
const NOT_FOUND: i32 = 0x8007_0002_u32.cast_signed();

struct LocalMachine;

impl RegistryReader for LocalMachine {
    fn value(&self, key: &str, name: &str) -> Result<Option<Value>, String> {
        let Some(key) = there(LOCAL_MACHINE.open(key))? else {
            return Ok(None);
        };
        Ok(there(key.get_value(name))?.map(|value| typed(&value)))
    }

    fn values(&self, key: &str) -> Result<Vec<(String, Value)>, String> {
        let Some(key) = there(LOCAL_MACHINE.open(key))? else {
            return Ok(Vec::new());
        };
        let values = key.values().map_err(|error| error.to_string())?;
        Ok(values.map(|(name, value)| (name, typed(&value))).collect())
    }
}

fn there<T>(read: windows_registry::Result<T>) -> Result<Option<T>, String> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code().0 == NOT_FOUND => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

fn typed(value: &windows_registry::Value) -> Value {
    match value.ty() {
        Type::U32 => u32::try_from(value.clone()).map_or(Value::Other, Value::Dword),
        Type::String | Type::ExpandString => String::try_from(value.clone()).map_or(Value::Other, Value::Text),
        _ => Value::Other,
    }
}

pub(super) fn system_policy() -> Result<Policy, Wrong> {
    Ok(Policy {
        settings: registry::read(&LocalMachine)?,
        ..Policy::default()
    })
}

pub(super) fn system_place() -> String {
    format!(
        r"HKEY_LOCAL_MACHINE\{} and HKEY_LOCAL_MACHINE\{}",
        Key::Windows.path(),
        Key::Own.path()
    )
}

pub(super) fn system_set_asking(allowed: bool) -> Result<(), String> {
    let key = LOCAL_MACHINE
        .create(Key::Windows.path())
        .map_err(|error| refused(error.code().0))?;
    if !allowed {
        return key
            .set_u32("fAllowToGetHelp", 0)
            .map_err(|error| refused(error.code().0));
    }
    match key.remove_value("fAllowToGetHelp") {
        Err(error) if error.code().0 != NOT_FOUND => Err(refused(error.code().0)),
        _ => Ok(()),
    }
}

fn refused(code: i32) -> String {
    t!("file-why", error = t!("system-number", number = format!("{code:#x}")))
}
