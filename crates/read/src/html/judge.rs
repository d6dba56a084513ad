//! Which blocks are the article: those whose words the main text holds.
//!
//! Words of the main text that stand in no block, as where a page keeps its text in data for a
//! script, become blocks of their own.

use super::align::{self, Alignment};
use super::block::{Block, Part};
use super::main_text::MainText;
use crate::lines::ends_sentence;

/// Fewer words from nowhere are a slip, and not kept.
const FEWEST_LOST: usize = 8;

/// A block with more links than this, by length, is a list of links.
const MOST_LINKS: f32 = 0.5;

/// So much of a line is a link where all of it is, but for a word in front.
const ALL_LINK: f32 = 0.7;

/// Parts of a page that hold nothing of an article, if their names are to be believed: they are not
/// where that would cost a fourth of it or more, as a class can name what an article only mentions.
const NEVER_ARTICLE: &[&str] = &[
    "breadcrumbs",
    "comments",
    "consent",
    "footer",
    "share",
    "subscribe",
    "tags",
];

/// What was found out about a page's blocks.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    /// For each block whether it is of the article.
    pub(super) in_article: Vec<bool>,
    /// Text of the article that stands in no block, with the number of blocks before it.
    pub(super) lost: Vec<(usize, Block)>,
}

/// Judges `blocks` by the main text, or by their surroundings where there is none.
pub(super) fn judge(blocks: &[Block], main_text: &MainText) -> Judgement {
    match main_text {
        MainText::Found(text) => by_text(blocks, text),
        MainText::None | MainText::Unknown(_) => Judgement {
            in_article: blocks.iter().map(is_plain).collect(),
            lost: Vec::new(),
        },
    }
}

/// Whether nothing around a block says that it is furniture.
fn is_plain(block: &Block) -> bool {
    block.context.furniture.is_none() && !block.context.hidden && block.link_density() < MOST_LINKS
}

fn by_text(blocks: &[Block], text: &str) -> Judgement {
    let (mut page, mut ends) = (Vec::new(), Vec::with_capacity(blocks.len()));
    for block in blocks {
        page.extend(hashes(&block.words));
        ends.push(page.len());
    }
    let extract: Vec<u64> = hashes(text).collect();
    let alignment = align::align(&page, &extract);
    let mut in_article = in_article(&ends, &alignment);
    drop_furniture(blocks, &mut in_article);
    Judgement {
        in_article,
        lost: lost(text, &ends, &alignment),
    }
}

fn hashes(text: &str) -> impl Iterator<Item = u64> + '_ {
    align::words(text).map(|word| align::hash(&text[word]))
}

/// A block is the article's if at least half of its words are.
fn in_article(ends: &[usize], alignment: &Alignment) -> Vec<bool> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, &end)| {
            let taken = alignment.taken[start..end]
                .iter()
                .filter(|&&taken| taken)
                .count();
            start < end && end - start <= taken * 2
        })
        .collect()
}

/// Takes back what the library took for the article and is not: lines that are only a link to
/// somewhere else, and parts of the page whose name says so.
fn drop_furniture(blocks: &[Block], in_article: &mut [bool]) {
    let length = |wanted: &dyn Fn(&Block) -> bool, in_article: &[bool]| -> usize {
        let taken = blocks.iter().zip(in_article).filter(|(_, taken)| **taken);
        let wanted = taken.filter(|(block, _)| wanted(block));
        wanted.map(|(block, _)| block.words.len()).sum()
    };
    let whole = length(&|_| true, in_article);
    let is_never =
        |reason: &'static str| move |block: &Block| block.context.furniture == Some(reason);
    let doubted: Vec<_> = NEVER_ARTICLE
        .iter()
        .filter(|&&reason| length(&is_never(reason), in_article) * 4 < whole)
        .collect();
    for (block, taken) in blocks.iter().zip(in_article) {
        let is_named = doubted.iter().any(|&&reason| is_never(reason)(block));
        *taken &= !is_named && !is_teaser(block);
    }
}

/// A line that is a link and no sentence.
fn is_teaser(block: &Block) -> bool {
    let is_heading = matches!(block.context.part, Part::Heading(_));
    ALL_LINK <= block.link_density() && !is_heading && !ends_sentence(&block.words)
}

fn lost(text: &str, ends: &[usize], alignment: &Alignment) -> Vec<(usize, Block)> {
    let places: Vec<_> = align::words(text).collect();
    let long = alignment
        .missing
        .iter()
        .filter(|(words, _)| FEWEST_LOST <= words.len());
    let mut lost = Vec::new();
    for (words, before) in long {
        let stretch = &text[places[words.start].start..places[words.end - 1].end];
        let stretch = with_end(text, stretch, places[words.end - 1].end);
        let block = ends.partition_point(|end| *end <= *before);
        let lines = stretch
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        lost.extend(lines.map(|line| (block, Block::unmapped(line.to_owned()))));
    }
    lost
}

/// The stretch with the marks that end its sentence, up to the next white space.
fn with_end<'t>(text: &'t str, stretch: &'t str, end: usize) -> &'t str {
    let marks = text[end..]
        .find(char::is_whitespace)
        .unwrap_or(text.len() - end);
    &text[end - stretch.len()..end + marks]
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    const PAGE: &str = "<nav>Home News</nav><p>A bomb went off in the town of Zandar.</p>\
                        <p>Share</p><p>Nobody has said that they did it.</p>";

    #[test]
    fn by_the_main_text() {
        let text = "A bomb went off in the town of Zandar.\nNobody has said that they did it.";
        let found = judge(&walk(PAGE).blocks, &MainText::Found(text.to_owned()));
        assert_eq!(found.in_article, [false, true, false, true]);
        assert!(found.lost.is_empty());
    }

    #[test]
    fn what_the_library_takes_and_is_none() {
        let story = "A bomb went off in the town of Zandar.";
        let page = |class: &str| {
            format!(
                "<p>{story}</p><p>Read more: <a href=x>The road to Kolm is open again</a></p><p class={class}>Velt Press</p>"
            )
        };
        let check = |class: &str, expected: [bool; 3]| {
            let text = format!("{story}\nRead more: The road to Kolm is open again\nVelt Press");
            let found = judge(&walk(&page(class)).blocks, &MainText::Found(text));
            assert_eq!(found.in_article, expected, "{class}");
        };
        check("tags", [true, false, false]);
        check("note", [true, false, true]);
        let whole = walk(&format!(
            "<div class=subscribe><p>{story}</p></div><p>Nobody was hurt."
        ))
        .blocks;
        let found = judge(
            &whole,
            &MainText::Found(format!("{story} Nobody was hurt.")),
        );
        assert_eq!(found.in_article, [true, true]);
    }

    #[test]
    fn by_the_surroundings() {
        let found = judge(&walk(PAGE).blocks, &MainText::None);
        assert_eq!(found.in_article, [false, true, true, true]);
    }

    #[test]
    fn what_stands_nowhere_is_kept() {
        let text = "A bomb went off in the town of Zandar.\nThe army said on Monday that it was looking for two men.";
        let found = judge(&walk(PAGE).blocks, &MainText::Found(text.to_owned()));
        assert_eq!(found.lost.len(), 1);
        let (before, block) = &found.lost[0];
        assert_eq!(*before, 2);
        assert!(block.words.starts_with("The army") && block.words.ends_with("two men."));
    }
}
