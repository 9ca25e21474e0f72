//! XSETTINGS, by which desktops on X11 tell programs their theme: the window that owns `_XSETTINGS_S0` bears all
//! settings as one property. Read by hand: three kinds of fields, two of them wanted.

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{ChangeWindowAttributesAux, ConnectionExt as _, EventMask, Window};
use x11rb::rust_connection::RustConnection;

use super::source::AppearanceSource;

/// More than any desktop has; a larger property is passed over.
const MAX_WORDS: u32 = 64 * 1024;

/// Tells what the display's settings say, until the display is gone.
pub(super) fn serve(tell: &dyn Fn(AppearanceSource)) {
    if let Err(error) = listen(tell) {
        tracing::debug!(%error, "no display tells how programs shall look");
    }
}

fn listen(tell: &dyn Fn(AppearanceSource)) -> Result<(), Box<dyn std::error::Error>> {
    let (display, screen) = x11rb::connect(None)?;
    let root = display.setup().roots.get(screen).ok_or("there is no screen")?.root;
    let selection = atom(&display, &format!("_XSETTINGS_S{screen}"))?;
    let property = atom(&display, "_XSETTINGS_SETTINGS")?;
    // A new owner says so to the root window.
    watch(&display, root, EventMask::STRUCTURE_NOTIFY)?;
    loop {
        let owner = display.get_selection_owner(selection)?.reply()?.owner;
        if owner != x11rb::NONE {
            watch(
                &display,
                owner,
                EventMask::PROPERTY_CHANGE | EventMask::STRUCTURE_NOTIFY,
            )?;
            let value = display.get_property(false, owner, property, property, 0, MAX_WORDS)?;
            // An owner that has gone meanwhile has none.
            let value = value.reply().map(|reply| reply.value).unwrap_or_default();
            tell(said(&value).unwrap_or_default());
        }
        loop {
            match display.wait_for_event()? {
                Event::PropertyNotify(event) if event.atom == property => break,
                Event::ClientMessage(_) | Event::DestroyNotify(_) => break,
                _ => {}
            }
        }
    }
}

fn atom(display: &RustConnection, name: &str) -> Result<u32, Box<dyn std::error::Error>> {
    Ok(display.intern_atom(false, name.as_bytes())?.reply()?.atom)
}

fn watch(display: &RustConnection, window: Window, events: EventMask) -> Result<(), Box<dyn std::error::Error>> {
    let wish = ChangeWindowAttributesAux::new().event_mask(events);
    // A window that has gone meanwhile is found missing at the next look.
    display.change_window_attributes(window, &wish)?.ignore_error();
    Ok(())
}

/// What the property says; `None` where it is not in the format of XSETTINGS.
fn said(property: &[u8]) -> Option<AppearanceSource> {
    let mut bytes = Bytes {
        little: *property.first()? == 0,
        rest: property.get(8..)?,
    };
    let mut source = AppearanceSource::default();
    for _ in 0..bytes.number()? {
        let kind = bytes.take(2)?[0];
        let length = bytes.short()?.into();
        let name = bytes.padded(length)?;
        // When it was last changed.
        bytes.number()?;
        match kind {
            0 => {
                let value = bytes.number()?;
                if name == b"Gtk/EnableAnimations" {
                    source.still = Some(value == 0);
                }
            }
            1 => {
                let length = usize::try_from(bytes.number()?).ok()?;
                let value = bytes.padded(length)?;
                if name == b"Net/ThemeName" {
                    let theme = String::from_utf8_lossy(value).to_lowercase();
                    source.dark = Some(theme.contains("dark"));
                }
            }
            2 => {
                bytes.take(8)?;
            }
            _ => return None,
        }
    }
    Some(source)
}

struct Bytes<'a> {
    little: bool,
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// Fields end at whole words.
    fn padded(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.take(length)?;
        self.take(length.next_multiple_of(4) - length)?;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        let bytes = self.take(2)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.try_into().ok()?;
        Some(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AppearanceSource, said};

    /// A property with these settings, in this order of bytes.
    fn property(little: bool, settings: &[(&str, Result<u32, &str>)]) -> Vec<u8> {
        let number = |number: usize| {
            let number = u32::try_from(number).unwrap();
            if little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            }
        };
        let padded = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            bytes.resize(text.len().next_multiple_of(4), 0);
            bytes
        };
        let mut bytes = vec![u8::from(!little), 0, 0, 0];
        bytes.extend(number(7));
        bytes.extend(number(settings.len()));
        for (name, value) in settings {
            let length = u16::try_from(name.len()).unwrap();
            bytes.extend([u8::from(value.is_err()), 0]);
            bytes.extend(if little {
                length.to_le_bytes()
            } else {
                length.to_be_bytes()
            });
            bytes.extend(padded(name));
            bytes.extend(number(3));
            match value {
                Ok(value) => bytes.extend(number(*value as usize)),
                Err(text) => {
                    bytes.extend(number(text.len()));
                    bytes.extend(padded(text));
                }
            }
        }
        bytes
    }

    #[test]
    fn theme_and_motion_are_found_in_either_order_of_bytes() {
        for little in [true, false] {
            let dark = property(
                little,
                &[
                    ("Net/DoubleClickTime", Ok(400)),
                    ("Net/ThemeName", Err("Adwaita-dark")),
                    ("Gtk/EnableAnimations", Ok(0)),
                ],
            );
            let expected = AppearanceSource {
                dark: Some(true),
                still: Some(true),
            };
            assert_eq!(said(&dark), Some(expected));
            let light = property(
                little,
                &[("Net/ThemeName", Err("Greybird")), ("Gtk/EnableAnimations", Ok(1))],
            );
            let expected = AppearanceSource {
                dark: Some(false),
                still: Some(false),
            };
            assert_eq!(said(&light), Some(expected));
        }
    }

    #[test]
    fn what_is_cut_off_says_nothing() {
        let whole = property(true, &[("Net/ThemeName", Err("Adwaita-dark"))]);
        for length in 0..whole.len() {
            assert_eq!(said(&whole[..length]), None, "{length}");
        }
    }
}
