//! Names that other people chose, made fit to be shown: no name can pass for a sentence of ours, hide a part of itself,
//! or take more room than a name needs.

use unicode_width::UnicodeWidthChar;

/// As much of a name as a question to the novice shows, in characters and in columns of a terminal: wide letters take
/// two.
const MAX_NAME_CHARS: usize = 64;
const MAX_NAME_COLUMNS: usize = 64;
/// Letters of real names carry at most two marks or so; more are there to paint over other lines.
const MAX_MARKS: usize = 3;

/// A name as it may be shown: without control, direction and invisible characters, without quotation marks of any
/// script (a name is shown apart from our sentences, and must not be able to end one where it is not), blanks of every
/// kind made one blank, trimmed, at most 64 characters and 64 columns wide. Empty if nothing is left; the caller then
/// chooses a word.
pub fn clean_name(name: &str) -> String {
    let mut cleaned = String::new();
    let (mut count, mut columns, mut marks) = (0usize, 0usize, 0usize);
    let mut blank = false;
    for c in name.chars() {
        if c.is_whitespace() || looks_blank(c) {
            blank = count > 0;
            continue;
        }
        if is_hidden(c) || is_quotation_mark(c) {
            continue;
        }
        let width = columns_of(c);
        // What is left out does not part the marks around it.
        marks = if width == 0 { marks.saturating_add(1) } else { 0 };
        // A mark without a letter under it is drawn over what stands there instead.
        if marks > MAX_MARKS || width == 0 && (blank || count == 0) {
            continue;
        }
        let with_blank = usize::from(blank);
        let (new_count, new_columns) = (
            count.saturating_add(with_blank).saturating_add(1),
            columns.saturating_add(with_blank).saturating_add(width),
        );
        if new_count > MAX_NAME_CHARS || new_columns > MAX_NAME_COLUMNS {
            break;
        }
        if std::mem::take(&mut blank) {
            cleaned.push(' ');
        }
        cleaned.push(c);
        (count, columns) = (new_count, new_columns);
    }
    cleaned
}

/// How wide a character is drawn, in columns; 0 for marks that are drawn over the letter before them.
fn columns_of(c: char) -> usize {
    match c {
        // One character each, and as wide as a line of others.
        '\u{fdfa}'..='\u{fdfb}' | '\u{fdfd}' => 16,
        '\u{2e3a}'..='\u{2e3b}' | '\u{12000}'..='\u{1254f}' => 4,
        c => c.width().unwrap_or(0),
    }
}

/// Characters that show nothing and are no white space by their properties.
fn looks_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{1d159}')
}

/// Quotation marks of all scripts, and what looks like one: primes, backtick and accents that stand alone, modifier
/// letters, the brackets by which East Asian scripts quote.
fn is_quotation_mark(c: char) -> bool {
    matches!(c,
        '"' | '\'' | '`' | '\u{a8}' | '\u{ab}' | '\u{b4}' | '\u{b8}' | '\u{bb}' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}'
        | '\u{2ca}'..='\u{2cb}' | '\u{2ce}'..='\u{2cf}' | '\u{2d8}'..='\u{2dd}' | '\u{2ee}' | '\u{2f4}'..='\u{2f6}'
        | '\u{374}'..='\u{375}' | '\u{384}'..='\u{385}' | '\u{559}'..='\u{55b}' | '\u{55d}' | '\u{5f3}'..='\u{5f4}'
        | '\u{7f4}'..='\u{7f5}' | '\u{1cd3}' | '\u{1fbd}' | '\u{1fbf}'..='\u{1fc1}' | '\u{1fcd}'..='\u{1fcf}'
        | '\u{1fdd}'..='\u{1fdf}' | '\u{1fed}'..='\u{1fef}' | '\u{1ffd}'..='\u{1ffe}' | '\u{2018}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}' | '\u{2039}'..='\u{203a}' | '\u{2057}' | '\u{2329}'..='\u{232a}'
        | '\u{275b}'..='\u{2760}' | '\u{276e}'..='\u{276f}' | '\u{27e8}'..='\u{27eb}' | '\u{2e00}'..='\u{2e0d}'
        | '\u{2e1c}'..='\u{2e1d}' | '\u{2e20}'..='\u{2e21}' | '\u{2e42}' | '\u{3003}' | '\u{3008}'..='\u{300f}'
        | '\u{301d}'..='\u{301f}' | '\u{309b}'..='\u{309c}' | '\u{a78b}'..='\u{a78c}' | '\u{fe3d}'..='\u{fe44}'
        | '\u{ff02}' | '\u{ff07}' | '\u{ff40}' | '\u{ff62}'..='\u{ff63}' | '\u{ff9e}'..='\u{ff9f}'
        | '\u{1f676}'..='\u{1f678}')
}

/// Characters that show nothing, or change how others are shown (Unicode's Cc, Cf and Default_Ignorable_Code_Point,
/// private use and non-characters).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}
