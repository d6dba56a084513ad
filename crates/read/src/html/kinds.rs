//! From blocks to the parts of a report: what each block is.
//!
//! What is in the article is a paragraph until its markup says what else; what is not is furniture,
//! but for the title, the byline and the date, which libraries take for furniture, and for captions
//! in the midst of the article.

use ascribe_model::BlockKind;

use super::block::{Block, Part};
use super::judge::Judgement;
use super::metadata::Metadata;
use crate::lines::{ends_sentence, has_words};
use crate::{dateline, head, repeats};

/// One part of the report to be.
#[derive(Debug)]
pub(super) struct Sorted {
    pub(super) block: Block,
    pub(super) kind: BlockKind,
    /// Why it is furniture.
    pub(super) reason: Option<&'static str>,
    /// The length of the dateline that a paragraph begins with, or 0.
    pub(super) dateline: usize,
}

/// How many blocks before the article's first its head may begin, and how many behind it end.
const HEAD: (usize, usize) = (12, 3);

/// Bylines have no more words than this.
const MOST_BYLINE_WORDS: usize = 25;

/// Summaries have at least so many words, and few links.
const FEWEST_SUMMARY_WORDS: usize = 10;
const MOST_SUMMARY_LINKS: f32 = 0.2;

/// Pull quotes are of so many words, and a page has no more of them.
const PULL_QUOTE_WORDS: std::ops::RangeInclusive<usize> = 6..=60;
const MOST_PULL_QUOTES: usize = 40;

/// Sorts `blocks`, all but the title. Blocks that were lost and found again come where they belong.
pub(super) fn sort(
    blocks: Vec<Block>,
    judgement: Judgement,
    metadata: &Metadata,
    title: Option<usize>,
) -> Vec<Sorted> {
    let sorter = Sorter::new(&blocks, &judgement.in_article, metadata, title);
    let kinds: Vec<_> = (0..blocks.len()).map(|at| sorter.kind(at)).collect();
    let mut lost = judgement.lost.into_iter().peekable();
    let mut sorted = Vec::with_capacity(blocks.len());
    for (at, (block, (kind, reason))) in blocks.into_iter().zip(kinds).enumerate() {
        while let Some((_, block)) = lost.next_if(|(before, _)| *before <= at) {
            sorted.push(Sorted::new(block, BlockKind::Paragraph, None));
        }
        if Some(at) != title {
            sorted.push(Sorted::new(block, kind, reason));
        }
    }
    sorted.extend(lost.map(|(_, block)| Sorted::new(block, BlockKind::Paragraph, None)));
    mark_dateline(&mut sorted);
    sorted
}

impl Sorted {
    pub(super) fn new(block: Block, kind: BlockKind, reason: Option<&'static str>) -> Self {
        Self {
            block,
            kind,
            reason,
            dateline: 0,
        }
    }
}

/// A dateline stands at the start of the article's first paragraph, or of the second behind a summary.
fn mark_dateline(sorted: &mut [Sorted]) {
    let paragraphs = sorted
        .iter_mut()
        .filter(|part| part.kind == BlockKind::Paragraph);
    for part in paragraphs.take(3) {
        part.dateline = dateline::at_start(&part.block.words).map_or(0, |found| found.length);
    }
}

/// The blocks around the beginning of the article, and around its title.
pub(super) fn head_of(in_article: &[bool], title: Option<usize>) -> std::ops::Range<usize> {
    let start = in_article.iter().position(|&is| is).unwrap_or(0);
    let first = title.map_or(start, |title| title.min(start));
    first.saturating_sub(HEAD.0)..start + HEAD.1
}

struct Sorter<'a> {
    blocks: &'a [Block],
    in_article: &'a [bool],
    metadata: &'a Metadata,
    title: Option<usize>,
    /// Where its title, byline and date stand.
    head: std::ops::Range<usize>,
    /// Where the article begins and ends, as blocks.
    article: std::ops::Range<usize>,
    byline: Option<usize>,
    pull_quotes: Vec<usize>,
}

impl<'a> Sorter<'a> {
    fn new(
        blocks: &'a [Block],
        in_article: &'a [bool],
        metadata: &'a Metadata,
        title: Option<usize>,
    ) -> Self {
        let start = in_article.iter().position(|&is| is).unwrap_or(0);
        let end = in_article
            .iter()
            .rposition(|&is| is)
            .map_or(0, |last| last + 1);
        let mut sorter = Self {
            blocks,
            in_article,
            metadata,
            title,
            head: head_of(in_article, title),
            article: start..end,
            byline: None,
            pull_quotes: Vec::new(),
        };
        sorter.byline = (0..blocks.len())
            .find(|&at| Some(at) != title && sorter.head.contains(&at) && sorter.is_byline(at));
        sorter.pull_quotes = sorter.pull_quotes();
        sorter
    }

    fn kind(&self, at: usize) -> (BlockKind, Option<&'static str>) {
        let block = &self.blocks[at];
        let furniture = |reason| (BlockKind::Furniture, Some(reason));
        if !has_words(&block.words) {
            furniture("separator")
        } else if self.byline == Some(at) {
            (BlockKind::Byline, None)
        } else if self.head.contains(&at) && self.is_date(at) {
            (BlockKind::Dateline, None)
        } else if self.pull_quotes.contains(&at) {
            (BlockKind::PullQuote, None)
        } else if self.is_caption(at) {
            (BlockKind::Caption, None)
        } else if self.in_article[at] || self.is_summary(at) {
            (text_kind(block), None)
        } else {
            furniture(reason(block))
        }
    }

    /// Whether a block is the sentence or two that sum the story up between its title and its text.
    fn is_summary(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let words = block.words.as_str();
        let is_between = self.title.is_some_and(|title| title < at) && at < self.article.start;
        let is_running =
            FEWEST_SUMMARY_WORDS <= words.split_whitespace().count() && ends_sentence(words);
        let is_free = block.context.furniture.is_none() && !block.context.hidden;
        is_between && is_free && is_running && block.link_density() < MOST_SUMMARY_LINKS
    }

    fn is_byline(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let words = block.words.as_str();
        let count = words.split_whitespace().count();
        let names_author = || {
            self.metadata
                .authors
                .iter()
                .any(|author| words.contains(author.as_str()))
        };
        let is_hinted = block.context.part == Part::Byline && words.starts_with(char::is_uppercase);
        (2..=MOST_BYLINE_WORDS).contains(&count)
            && (head::is_byline(words)
                || names_author()
                || is_hinted && count <= MOST_BYLINE_WORDS / 3)
    }

    fn is_date(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let words = block.words.as_str();
        let is_hinted = block.context.part == Part::Date && words.split_whitespace().count() <= 12;
        dateline::is_alone(words) || is_hinted && dateline::full_day(words).is_some()
    }

    /// Whether a block is words under a picture within the article.
    fn is_caption(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let is_far = !self.article.contains(&at) || block.context.hidden;
        block.context.part == Part::Caption && !is_far && block.link_density() < 0.5
    }

    /// Quotations and asides that repeat what the article says.
    fn pull_quotes(&self) -> Vec<usize> {
        let is_aside =
            |block: &Block| block.context.quoted || block.context.furniture == Some("aside");
        let candidates = self
            .article
            .clone()
            .filter(|&at| is_aside(&self.blocks[at]));
        let candidates = candidates.map(|at| (at, repeats::words(&self.blocks[at].words)));
        let quotes: Vec<_> = candidates
            .filter(|(_, words)| PULL_QUOTE_WORDS.contains(&words.len()))
            .take(MOST_PULL_QUOTES + 1)
            .collect();
        if MOST_PULL_QUOTES < quotes.len() || quotes.is_empty() {
            return Vec::new();
        }
        let text = self
            .article
            .clone()
            .filter(|&at| self.in_article[at] && !is_aside(&self.blocks[at]));
        let text: Vec<_> = text
            .map(|at| repeats::words(&self.blocks[at].words))
            .collect();
        let is_repeat = |words: &[String]| {
            text.iter()
                .any(|paragraph| repeats::holds(paragraph, words))
        };
        quotes
            .into_iter()
            .filter(|(_, words)| is_repeat(words))
            .map(|(at, _)| at)
            .collect()
    }
}

fn text_kind(block: &Block) -> BlockKind {
    match block.context.part {
        Part::Item => BlockKind::ListItem,
        Part::Cell if 0 < block.context.row => BlockKind::Table,
        _ => BlockKind::Paragraph,
    }
}

/// Why a block outside the article is there.
fn reason(block: &Block) -> &'static str {
    if block.context.hidden {
        return "hidden";
    }
    let links = || (0.5 <= block.link_density()).then_some("links");
    block
        .context
        .furniture
        .or_else(links)
        .unwrap_or("not-main-text")
}
