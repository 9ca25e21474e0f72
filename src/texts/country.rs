//! The country that the person lives in, as the system's settings say: advice differs by it.

use std::sync::OnceLock;

static COUNTRY: OnceLock<String> = OnceLock::new();

/// Asks the system; to be called once, when the program starts. Without it (in a test) no country is known.
pub fn ask_the_system() {
    // The first one counts.
    let _ = COUNTRY.set(of_locale(&sys_locale::get_locale().unwrap_or_default()));
}

/// Two capital letters (ISO 3166-1), or nothing.
#[must_use]
pub fn country() -> &'static str {
    COUNTRY.get().map_or("", String::as_str)
}

/// The region of a locale: `en-GB`, `de_AT.UTF-8`, `sr-Latn-RS`.
fn of_locale(locale: &str) -> String {
    let tag = locale.split(['.', '@']).next().unwrap_or_default();
    let parts = tag.split(['-', '_']).skip(1);
    let mut regions = parts.filter(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic()));
    regions.next().unwrap_or_default().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_country() {
        for (locale, country) in [
            ("en-GB", "GB"),
            ("de_AT.UTF-8", "AT"),
            ("sr-Latn-RS", "RS"),
            ("en", ""),
            ("C", ""),
            ("", ""),
        ] {
            assert_eq!(of_locale(locale), country, "{locale}");
        }
    }
}
