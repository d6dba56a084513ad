//! What a page says twice: its title, and pull quotes.
//!
//! A repeat is no second finding. The title's repeats are furniture, with or without the outlet's name; a short line without a
//! full stop whose words almost all stand in a paragraph of another shape is a pull quote of it.

use std::collections::BTreeSet;

use ascribe_model::BlockKind;

use crate::lines::ends_sentence;
use crate::page::Part;

/// Pull quotes are of so many words.
const PULL_QUOTE_WORDS: std::ops::RangeInclusive<usize> = 6..=60;

/// A page with more lines of that shape is a list, a poem or a table.
const MOST_PULL_QUOTES: usize = 40;

/// Marks the repeats among `parts`.
pub(crate) fn mark(text: &str, parts: &mut [Part]) {
    mark_titles(text, parts);
    mark_pull_quotes(text, parts);
}

fn mark_titles(text: &str, parts: &mut [Part]) {
    let Some((first, rest)) = parts.split_first_mut() else {
        return;
    };
    if first.kind != BlockKind::Title {
        return;
    }
    let title = first.span.slice(text);
    for part in rest {
        if is_title_again(part.span.slice(text), title) {
            *part = Part::furniture(part.span, "repeats-title");
        }
    }
}

/// The same words, alone or with the outlet's name behind them: "Blast in Kolm | Velt Press".
fn is_title_again(line: &str, title: &str) -> bool {
    const MOST_OUTLET_WORDS: usize = 5;
    let Some(rest) = line.strip_prefix(title) else {
        return false;
    };
    let outlet = rest.trim_start().strip_prefix(['|', '-', '–', '—', '·']);
    let is_outlet = outlet.is_some_and(|outlet| {
        (1..=MOST_OUTLET_WORDS).contains(&outlet.split_whitespace().count())
            && !ends_sentence(outlet)
    });
    rest.is_empty() || is_outlet
}

fn mark_pull_quotes(text: &str, parts: &mut [Part]) {
    let words: Vec<_> = parts
        .iter()
        .map(|part| words(part.span.slice(text)))
        .collect();
    let is_paragraph = |index: &usize| parts[*index].kind == BlockKind::Paragraph;
    let quotes: Vec<_> = (0..parts.len())
        .filter(is_paragraph)
        .filter(|&index| PULL_QUOTE_WORDS.contains(&words[index].len()))
        .filter(|&index| !ends_sentence(parts[index].span.slice(text)))
        .collect();
    if MOST_PULL_QUOTES < quotes.len() {
        return;
    }
    let repeats = |quote: usize| {
        let mut others = (0..parts.len())
            .filter(is_paragraph)
            .filter(|other| !quotes.contains(other));
        others.any(|other| holds(&words[other], &words[quote]))
    };
    let quotes: Vec<_> = quotes
        .iter()
        .copied()
        .filter(|&quote| repeats(quote))
        .collect();
    for quote in quotes {
        parts[quote].kind = BlockKind::PullQuote;
    }
}

/// Whether words of the quote stand close together in the paragraph, nine for every ten that it
/// has, in any order: editors and translators move them about.
pub(crate) fn holds(paragraph: &[String], quote: &[String]) -> bool {
    let own: BTreeSet<_> = quote.iter().collect();
    let shared: Vec<_> = paragraph.iter().map(|word| own.contains(word)).collect();
    let width = (quote.len() + quote.len() / 4).min(shared.len());
    let mut found = shared[..width].iter().filter(|&&shared| shared).count();
    let enough = |found: usize| quote.len() * 9 <= found * 10;
    for end in width..shared.len() {
        if enough(found) {
            return true;
        }
        found += usize::from(shared[end]);
        found -= usize::from(shared[end - width]);
    }
    enough(found)
}

/// The words of a text in small letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, expected: bool) {
        let paragraph = "The Front, he says, has been in decline since its camp at Kolm was lost. \
                         Nobody joins it now.";
        assert_eq!(holds(&words(paragraph), &words(quote)), expected, "{quote}");
    }

    #[test]
    fn the_same_words() {
        check("has been in decline since its camp at Kolm was lost", true);
        check("has been in decline since its camp was lost at Kolm", true);
    }

    #[test]
    fn other_words() {
        check(
            "has been in decline since its leader was killed last year",
            false,
        );
        check("Nobody joins the camp at Kolm in decline", false);
    }
}
