//! Words on the page: a control or direction character is shown by its number, so that none can
//! disguise the text.

use maud::{Markup, html as markup};

/// Words with the characters that cannot be seen put as their numbers.
pub(super) fn visible(words: &str) -> Markup {
    let words: Vec<char> = words.chars().collect();
    let runs = words.chunk_by(|one, next| !is_hidden(*one) && !is_hidden(*next));
    markup! {
        @for run in runs {
            @if is_hidden(run[0]) {
                span class="hidden" { (format!("U+{:04X}", u32::from(run[0]))) }
            } @else {
                (run.iter().collect::<String>())
            }
        }
    }
}

/// Words without the characters that cannot be seen, for where no markup can stand.
pub(super) fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|character| !is_hidden(*character))
        .collect()
}

/// Controls, and the marks that turn the direction of the text around.
fn is_hidden(character: char) -> bool {
    let is_control = character.is_control() && !['\n', '\t', '\r'].contains(&character);
    is_control || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
