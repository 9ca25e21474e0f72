//! What is known of Mutter, GNOME's compositor, and no portal tells. It is asked on the session's bus.

use std::collections::HashMap;

use zbus::blocking::Connection;
use zbus::zvariant::OwnedValue;

type Facts = HashMap<String, OwnedValue>;
/// Connector, vendor, product, serial.
type Monitor = (String, String, String, String);
/// Name, width, height, rate, preferred scale, scales, facts.
type Mode = (String, i32, i32, f64, f64, Vec<f64>, Facts);
/// Place, scale, transform, whether it is the primary one, its monitors, facts.
type LogicalMonitor = (i32, i32, f64, u32, bool, Vec<Monitor>, Facts);
/// Serial, monitors, logical monitors, facts.
type State = (u32, Vec<(Monitor, Vec<Mode>, Facts)>, Vec<LogicalMonitor>, Facts);

/// It takes places for pixels of the picture (GNOME 50), and divides by the monitor's scale itself, where the portal's
/// specification has units of the layout. It is known by the service that its portal is a front of.
pub(super) fn is_there(bus: &Connection) -> bool {
    super::is_on(bus, "org.gnome.Mutter.RemoteDesktop")
}

/// Whether it has more than one monitor.
pub(super) fn has_several_monitors(bus: &Connection) -> bool {
    const DISPLAYS: &str = "org.gnome.Mutter.DisplayConfig";
    let path = "/org/gnome/Mutter/DisplayConfig";
    let Ok(answer) = bus.call_method(Some(DISPLAYS), path, Some(DISPLAYS), "GetCurrentState", &()) else {
        return false;
    };
    let state = answer.body().deserialize::<State>();
    state
        .inspect_err(|error| tracing::info!(%error, "Mutter's monitors are not understood"))
        .is_ok_and(|(_, _, monitors, _)| monitors.len() > 1)
}
