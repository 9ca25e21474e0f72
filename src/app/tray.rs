//! The sign in the desktop's tray while Lifeline waits in the background: that it waits is never hidden.
//!
//! On Linux a StatusNotifierItem on the session bus, where a desktop shows such items. Elsewhere there is none, and
//! whoever asks for it shows a window instead.

/// A desktop that has not taken the sign by then shows none.
const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

/// The sign; it goes with this.
pub struct Tray(
    #[cfg(target_os = "linux")]
    #[expect(dead_code, reason = "held so that the sign stays")]
    zbus::blocking::Connection,
    #[cfg(not(target_os = "linux"))] std::convert::Infallible,
);

impl Tray {
    /// Shows it; `activated` is called when the person clicks on it, from another thread. A session bus that does not
    /// answer keeps nobody waiting: it counts as a desktop without a tray.
    ///
    /// # Errors
    /// This desktop shows none.
    pub fn show(activated: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        let (shown, shows) = std::sync::mpsc::sync_channel(1);
        let thread = std::thread::Builder::new().name("tray".to_owned());
        // A sign that comes too late goes again with the channel.
        thread
            .spawn(move || drop(shown.send(system::show(activated))))
            .map_err(|error| error.to_string())?;
        shows.recv_timeout(TIMEOUT).map_err(|error| error.to_string())?
    }
}

#[cfg(target_os = "linux")]
mod system {
    use zbus::blocking::connection::Builder;
    use zbus::interface;

    use super::super::run::icon;
    use super::Tray;
    use crate::t;

    const PATH: &str = "/StatusNotifierItem";
    const WATCHER: &str = "org.kde.StatusNotifierWatcher";

    struct TrayItem {
        activated: Box<dyn Fn() + Send + Sync>,
    }

    /// An icon: width, height, ARGB with the highest byte first.
    type Pixmap = (i32, i32, Vec<u8>);

    #[interface(name = "org.kde.StatusNotifierItem")]
    impl TrayItem {
        fn activate(&self, _x: i32, _y: i32) {
            (self.activated)();
        }

        fn secondary_activate(&self, _x: i32, _y: i32) {
            (self.activated)();
        }

        fn context_menu(&self, _x: i32, _y: i32) {
            (self.activated)();
        }

        #[zbus(property)]
        fn category(&self) -> &str {
            "Communications"
        }

        #[zbus(property)]
        fn id(&self) -> &str {
            "lifeline"
        }

        #[zbus(property)]
        fn title(&self) -> String {
            t!("tray-title")
        }

        #[zbus(property)]
        fn status(&self) -> &str {
            "Active"
        }

        #[zbus(property)]
        fn item_is_menu(&self) -> bool {
            false
        }

        #[zbus(property)]
        fn icon_name(&self) -> &str {
            ""
        }

        #[zbus(property)]
        fn icon_pixmap(&self) -> Vec<Pixmap> {
            let icon = icon();
            let argb = icon
                .rgba
                .chunks_exact(4)
                .flat_map(|pixel| match pixel {
                    [red, green, blue, alpha] => [*alpha, *red, *green, *blue],
                    _ => [0; 4],
                })
                .collect();
            let side = |pixels| i32::try_from(pixels).unwrap_or_default();
            vec![(side(icon.width), side(icon.height), argb)]
        }

        #[zbus(property)]
        fn tool_tip(&self) -> (String, Vec<Pixmap>, String, String) {
            (String::new(), Vec::new(), t!("tray-title"), t!("tray-explained"))
        }
    }

    pub(super) fn show(activated: impl Fn() + Send + Sync + 'static) -> Result<Tray, String> {
        let name = format!("org.kde.StatusNotifierItem-{}-1", std::process::id());
        let item = TrayItem {
            activated: Box::new(activated),
        };
        let connection = Builder::session()
            .and_then(|builder| builder.serve_at(PATH, item))
            .and_then(|builder| builder.name(name.as_str()))
            .and_then(Builder::build)
            .map_err(|error| error.to_string())?;
        connection
            .call_method(
                Some(WATCHER),
                "/StatusNotifierWatcher",
                Some(WATCHER),
                "RegisterStatusNotifierItem",
                &name,
            )
            .map_err(|error| error.to_string())?;
        Ok(Tray(connection))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Tray;

    pub(super) fn show(_activated: impl Fn() + Send + Sync + 'static) -> Result<Tray, String> {
        Err("this system shows no such sign".to_owned())
    }
}
