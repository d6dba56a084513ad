//! The top of a story: its title and the line that names its author.

use ascribe_text::{Span, Text};

use crate::dateline;
use crate::lines::{has_words, is_item};

/// Titles are no longer than this, in characters.
const LONGEST_TITLE: usize = 160;

/// Bylines have no more words than this.
const MOST_BYLINE_WORDS: usize = 14;

/// Words that stand uncapitalised between the names of a byline.
const BYLINE_LINKS: &[&str] = &[
    "and", "in", "for", "of", "at", "with", "the", "&", "|", "-", "–", "—",
];

/// Whether the first of `paragraphs` is a title: short, without a full stop, and set off from what
/// follows by a blank line, by a byline or date, or by being the shorter.
pub(crate) fn has_title(text: &str, paragraphs: &[Span<Text>]) -> bool {
    let [first, second, ..] = paragraphs else {
        return false;
    };
    let (words, next) = (first.slice(text), second.slice(text));
    let gap = &text[first.end()..second.start()];
    let set_off = is_blank_line(gap)
        || is_byline(next)
        || dateline::is_alone(next)
        || words.len() < next.len();
    looks_like_title(words) && set_off
}

/// Whether a line names an author: "By Mira Tolen in Zandar".
pub(crate) fn is_byline(words: &str) -> bool {
    let Some(names) = words
        .strip_prefix("By ")
        .or_else(|| words.strip_prefix("BY "))
    else {
        return false;
    };
    let name = |word: &str| {
        BYLINE_LINKS.contains(&word) || word.starts_with(|first: char| first.is_uppercase())
    };
    !words.ends_with(['.', ':', '!', '?'])
        && !words.contains(|character: char| character.is_ascii_digit())
        && names.split_whitespace().count() <= MOST_BYLINE_WORDS
        && names.split_whitespace().all(name)
}

fn looks_like_title(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '\'', '”', '’', '»']);
    has_words(words)
        && words.chars().count() <= LONGEST_TITLE
        && (bare.ends_with("...") || !bare.ends_with(['.', ',', ';', ':']))
        && !is_item(words)
        && !is_byline(words)
        && !dateline::is_alone(words)
        && dateline::at_start(words).is_none()
}

fn is_blank_line(gap: &str) -> bool {
    2 <= gap.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for line in [
            "By Mira Tolen",
            "By Mira Tolen and Jas Okun in Zandar",
            "BY MIRA TOLEN",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By Monday the town had fallen.",
            "By the river",
            "By 4 March",
            "Mira Tolen",
            "By",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn titles() {
        for title in [
            "Blast in Zandar",
            "‘They will not leave’",
            "Who holds Kolm?",
            "And then...",
        ] {
            assert!(looks_like_title(title), "{title}");
        }
        for other in [
            "A bomb went off.",
            "He said “no.”",
            "- an item",
            "ZANDAR (Velt) - A bomb",
            "--",
        ] {
            assert!(!looks_like_title(other), "{other}");
        }
    }
}
