//! Which of a page's words are its title.
//!
//! A heading that says what the page calls itself; else the page's own name for itself, without the
//! outlet's that stands behind it. Knows no styles of writing titles.

use ascribe_text::Span;

use super::block::{Block, Part};
use super::entities::reference;
use super::metadata::Metadata;
use super::tokens::Markup;
use crate::repeats::words;

/// What parts a title from the outlet's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " » ", " :: ", " / ", " • ",
];

/// Outlets' names have no more words than this.
const MOST_OUTLET_WORDS: usize = 6;

/// Titles have no more words than this.
const MOST_WORDS: usize = 60;

/// Where the title is.
#[derive(Debug)]
pub(super) enum Title {
    /// It is the block with that number.
    Block(usize),
    /// It stands in the page's head only.
    Head(Block),
    None,
}

/// Finds the title among `blocks`, of which `in_article` tells whether they are the article's, or
/// in `name`, the page's title element.
pub(super) fn find(
    blocks: &[Block],
    in_article: &[bool],
    metadata: &Metadata,
    name: Option<Block>,
) -> Title {
    let told: Vec<_> = metadata
        .titles
        .iter()
        .map(|title| first_words(title))
        .collect();
    let name_words = name
        .as_ref()
        .map(|name| first_words(&name.words))
        .unwrap_or_default();
    let headings = |most: u8| {
        let is_heading =
            move |block: &Block| matches!(block.context.part, Part::Heading(rank) if rank <= most);
        blocks
            .iter()
            .enumerate()
            .filter(move |(_, block)| is_heading(block))
    };
    let says_so = |(_, block): &(usize, &Block)| {
        let own = words(&block.words);
        (2..=MOST_WORDS).contains(&own.len())
            && (told.iter().any(|told| alike(told, &own)) || contains(&name_words, &own))
    };
    let first_of_article = in_article.iter().position(|&is| is).unwrap_or(blocks.len());
    let near = |(at, _): &(usize, &Block)| *at <= first_of_article || in_article[*at];
    let found = headings(1)
        .find(says_so)
        .or_else(|| headings(6).find(says_so))
        .or_else(|| {
            headings(1)
                .rfind(near)
                .filter(|_| told.is_empty() && name.is_none())
        });
    match (found, name) {
        (Some((at, _)), _) => Title::Block(at),
        (None, Some(name)) => Title::Head(without_outlet(name, metadata)),
        (None, None) => Title::None,
    }
}

/// The words of the title element at `span` as a block, if it has any.
pub(super) fn name(markup: &str, span: Span<Markup>) -> Option<Block> {
    let mut block = Block::default();
    let mut at = span.start();
    while at < span.end() {
        let rest = &markup[at..span.end()];
        let found = reference(rest, false);
        let first = rest.chars().next()?;
        let length = found.map_or(first.len_utf8(), |found| found.length);
        let place = Span::new(at, at + length);
        match found {
            Some(found) => {
                block.decoded(found.character, place);
                found
                    .second
                    .into_iter()
                    .for_each(|second| block.decoded(second, place));
            }
            None if !first.is_whitespace() => block.verbatim(&rest[..length], place),
            None if block.words.is_empty() || block.words.ends_with(' ') => {}
            None if first == ' ' => block.verbatim(" ", place),
            None => block.decoded(' ', place),
        }
        at += length;
    }
    block.trim_end();
    (!block.words.trim().is_empty()).then_some(block)
}

fn first_words(title: &str) -> Vec<String> {
    let mut words = words(title);
    words.truncate(MOST_WORDS);
    words
}

/// Whether two titles are the same but for a word or two at an end.
fn alike(one: &[String], other: &[String]) -> bool {
    contains(one, other) && one.len() <= other.len() * 2
        || contains(other, one) && other.len() <= one.len() * 2
}

/// Whether `inner` stands in `outer` in a row.
fn contains(outer: &[String], inner: &[String]) -> bool {
    !inner.is_empty() && outer.windows(inner.len()).any(|run| run == inner)
}

/// Cuts off the outlet's name behind the last separator.
fn without_outlet(mut name: Block, metadata: &Metadata) -> Block {
    let cuts = SEPARATORS
        .iter()
        .filter_map(|separator| name.words.rfind(separator));
    let Some(cut) = cuts.max() else { return name };
    let (title, rest) = name.words.split_at(cut);
    let outlet = words(rest);
    let is_outlet = metadata
        .outlet
        .as_ref()
        .is_some_and(|outlet_name| words(outlet_name) == outlet)
        || outlet.len() <= MOST_OUTLET_WORDS && outlet.len() < words(title).len();
    if is_outlet {
        name.truncate(cut);
        name.trim_end();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::super::{metadata, walk::walk};
    use super::*;

    fn check(markup: &str, expected: &str) {
        let walked = walk(markup);
        let metadata = metadata::read(markup, &walked.head, Some);
        let article = vec![true; walked.blocks.len()];
        let name = walked.head.title.and_then(|span| name(markup, span));
        let found = match find(&walked.blocks, &article, &metadata, name) {
            Title::Block(at) => walked.blocks[at].words.clone(),
            Title::Head(block) => block.words,
            Title::None => String::new(),
        };
        assert_eq!(found, expected, "{markup}");
    }

    #[test]
    fn a_heading_that_says_so() {
        check(
            "<title>Blast in Zandar - Velt</title><h1>Velt Press</h1><h1>Blast in Zandar</h1>",
            "Blast in Zandar",
        );
        check(
            "<title>Blast in Zandar - Velt</title><h1>Velt Press</h1><h2>Blast in Zandar</h2>",
            "Blast in Zandar",
        );
        check(
            "<meta property=og:title content='Blast in Zandar: five hurt'><h1>Blast in Zandar</h1>",
            "Blast in Zandar",
        );
        check("<p>A</p><h1>Blast in Zandar</h1>", "Blast in Zandar");
    }

    #[test]
    fn the_name_of_the_page() {
        check(
            "<title>Blast in  Zandar &amp; Kolm | Velt\nPress</title><p>A",
            "Blast in Zandar & Kolm",
        );
        check(
            "<title>Velt Press</title><h1>Latest news</h1>",
            "Velt Press",
        );
        check(
            "<title>North - South talks are held in Zandar now</title>",
            "North - South talks are held in Zandar now",
        );
        check("<title> </title><p>A", "");
    }
}
