//! A password as it is said on the telephone: letter by letter, each with a word of the language that begins with it.

use crate::t;

/// A line for each group of signs, and one for what holds for all letters.
#[must_use]
pub fn spelled(password: &str) -> Vec<String> {
    let letters = || password.chars().filter(|sign| sign.is_alphabetic());
    let (small, capital) = (letters().any(char::is_lowercase), letters().any(char::is_uppercase));
    let group = |group: &str| {
        let signs: Vec<_> = group.chars().map(|sign| said(sign, small && capital)).collect();
        signs.join(" · ")
    };
    let all = match (small, capital) {
        (false, true) => Some(t!("spell-all-capitals")),
        (true, false) => Some(t!("spell-all-small")),
        (true, true) | (false, false) => None,
    };
    groups(password).into_iter().map(group).chain(all).collect()
}

/// For a screen reader, which would take a group for a word.
#[must_use]
pub fn letter_by_letter(password: &str) -> String {
    let group = |group: &str| {
        let signs: Vec<_> = group.chars().map(String::from).collect();
        signs.join(" ")
    };
    let groups: Vec<_> = groups(password).into_iter().map(group).collect();
    groups.join(", ")
}

/// Three times four signs are a password of this program, which has no blanks in it; in others a blank is a sign.
fn groups(password: &str) -> Vec<&str> {
    let groups: Vec<_> = password.split(' ').collect();
    if groups.len() == 3 && groups.iter().all(|group| group.chars().count() == 4) {
        groups
    } else {
        vec![password]
    }
}

/// One sign. `mixed`: capital and small letters stand side by side, so that it is said which this is.
fn said(sign: char, mixed: bool) -> String {
    if let Some(digit) = sign.to_digit(10) {
        return t!("spell-digit", digit = digit);
    }
    if !sign.is_alphabetic() {
        return t!(
            "spell-sign",
            sign = sign_name(sign).map_or_else(|| sign.to_string(), str::to_owned)
        );
    }
    let letter: String = match sign.is_ascii() {
        true => sign.to_ascii_uppercase().to_string(),
        false => sign.to_string(),
    };
    let spelled = t!("spell-letter", letter = letter);
    match (mixed, sign.is_uppercase(), sign.is_lowercase()) {
        (true, true, _) => t!("spell-capital", spelled = spelled),
        (true, _, true) => t!("spell-small", spelled = spelled),
        _ => spelled,
    }
}

/// As the languages' files know it.
fn sign_name(sign: char) -> Option<&'static str> {
    Some(match sign {
        '-' => "dash",
        '_' => "underscore",
        '.' => "dot",
        ',' => "comma",
        '!' => "exclamation",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '*' => "star",
        '/' => "slash",
        '+' => "plus",
        ' ' => "blank",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_of_ours_is_spelled_in_its_groups() {
        assert_eq!(
            spelled("ABCD EF2H JKLM"),
            [
                "A as in Alpha · B as in Bravo · C as in Charlie · D as in Delta",
                "E as in Echo · F as in Foxtrot · two · H as in Hotel",
                "J as in Juliett · K as in Kilo · L as in Lima · M as in Mike",
                "All letters are capitals.",
            ]
        );
        assert_eq!(letter_by_letter("ABCD EF2H JKLM"), "A B C D, E F 2 H, J K L M");
    }

    #[test]
    fn a_password_that_somebody_chose_is_spelled_to_its_last_sign() {
        assert_eq!(
            spelled("a-B 0ß§"),
            ["small A as in Alpha · dash · capital B as in Bravo · space · zero · small ß · §"]
        );
        assert_eq!(spelled("abc").last().unwrap(), "All letters are small.");
        assert_eq!(spelled("12"), ["one · two"]);
    }
}
