//! What the desktop says of how programs shall look: dark or light, and whether things may move.

#[cfg(target_os = "linux")]
mod portal;
mod source;
#[cfg(target_os = "linux")]
mod xsettings;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::source::AppearanceSource;
use super::services::Waker;

/// What was heard so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Appearance {
    /// `None`: the desktop does not say, or says it to the graphics library.
    pub dark: Option<bool>,
    /// Nothing shall move by itself.
    pub still: bool,
}

/// What the desktop's sources said, each by itself: the portal goes before the older one.
#[derive(Debug, Default)]
struct AppearanceSays {
    portal: AppearanceSource,
    xsettings: AppearanceSource,
    /// Since it was last looked at.
    changed: bool,
}

/// The desktop, as it is heard on threads of their own: neither a bus nor a display that does not answer keeps the
/// window waiting. The default hears nothing.
#[derive(Clone, Default)]
pub struct DesktopAppearance(Arc<Mutex<AppearanceSays>>);

impl DesktopAppearance {
    /// Begins to listen. `waker` is called after each change.
    #[must_use]
    pub fn listen(waker: Waker) -> Self {
        let desktop = Self::default();
        #[cfg(target_os = "linux")]
        for (name, serve) in [
            ("portal", portal::serve as fn(&dyn Fn(AppearanceSource))),
            ("xsettings", xsettings::serve),
        ] {
            let (heard, waker) = (desktop.clone(), Arc::clone(&waker));
            let thread = std::thread::Builder::new().name(name.to_owned());
            let tell = move || {
                serve(&|source| {
                    heard.hear(name == "portal", source);
                    waker();
                });
            };
            if let Err(error) = thread.spawn(tell) {
                tracing::warn!(%error, name, "the desktop's looks are not followed");
            }
        }
        #[cfg(not(target_os = "linux"))]
        drop(waker);
        desktop
    }

    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "the graphics library says it there")
    )]
    fn hear(&self, from_portal: bool, source: AppearanceSource) {
        let mut heard = self.lock();
        let place = if from_portal {
            &mut heard.portal
        } else {
            &mut heard.xsettings
        };
        let changed = std::mem::replace(place, source) != source;
        heard.changed |= changed;
    }

    pub(super) fn appearance(&self) -> Appearance {
        let heard = self.lock();
        Appearance {
            dark: heard.portal.dark.or(heard.xsettings.dark),
            still: heard.portal.still.or(heard.xsettings.still).unwrap_or_default(),
        }
    }

    /// Whether anything changed since this was last asked.
    pub(super) fn has_changed(&self) -> bool {
        std::mem::take(&mut self.lock().changed)
    }

    fn lock(&self) -> MutexGuard<'_, AppearanceSays> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Appearance, AppearanceSource, DesktopAppearance};

    #[test]
    fn the_portal_goes_before_the_older_settings_and_only_changes_are_told() {
        let desktop = DesktopAppearance::default();
        assert_eq!(desktop.appearance(), Appearance::default());
        let says = |dark, still| AppearanceSource { dark, still };
        desktop.hear(false, says(Some(true), Some(true)));
        assert!(desktop.has_changed() && !desktop.has_changed());
        assert_eq!(
            desktop.appearance(),
            Appearance {
                dark: Some(true),
                still: true
            }
        );
        desktop.hear(true, says(Some(false), None));
        assert_eq!(
            desktop.appearance(),
            Appearance {
                dark: Some(false),
                still: true
            }
        );
        assert!(desktop.has_changed());
        desktop.hear(true, says(Some(false), None));
        assert!(!desktop.has_changed());
    }
}
