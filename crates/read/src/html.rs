//! HTML pages: the article apart from the page, with every word's place in the source.
//!
//! Our own pass over the markup ([`walk`]) gives the visible text in blocks, each knowing its place.
//! A library says what the main text is ([`main_text`]); the blocks whose words it holds are the
//! article ([`judge`]), and what they are in it the markup tells ([`kinds`]). The title comes first,
//! then the page in its own order, furniture included.
//!
//! Nothing nests or recurses with the page: depth is bounded in [`walk`], time is linear in the
//! page's length. It does not run scripts, and it does not know what a page looks like.

mod align;
mod block;
mod charset;
mod elements;
mod entities;
mod head;
mod judge;
mod kinds;
mod landmarks;
mod layout;
mod linked_data;
mod main_text;
mod metadata;
mod simple;
mod sniff;
mod tables;
mod title;
mod tokens;
mod walk;

#[cfg(test)]
mod properties;

use ascribe_model::{BlockKind, Note};

use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, note};
use crate::plain;
use judge::Judgement;
use kinds::Sorted;
use layout::Layout;
use main_text::MainText;
use metadata::Metadata;
use title::Title;
use walk::Walked;

/// Longer pages are cut here: twenty times as much memory is needed to read one.
const MOST_BYTES: usize = 32 << 20;

pub(crate) const FORMAT: Format = Format {
    name: "html",
    about: "a web page",
    media_type: "text/html",
    recognises: sniff::is_page,
    split: format::whole,
    read,
};

fn read(bytes: &[u8], context: &Context) -> Page {
    let kept = start(bytes);
    let decoded = charset::decode(kept);
    let mut page = page(&decoded.text, context).wrapped_in(&decoded.map);
    page.encoding = decoded.encoding;
    page.notes.splice(0..0, decoded.notes);
    if kept.len() < bytes.len() {
        let message = format!("only the first {} bytes were read", kept.len());
        page.notes.push(note("too-long", message));
    }
    page
}

/// The first tags of a page, up to [`MOST_BYTES`].
fn start(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= MOST_BYTES {
        return bytes;
    }
    let end = bytes[..MOST_BYTES].iter().rposition(|&byte| byte == b'>');
    &bytes[..end.map_or(MOST_BYTES, |end| end + 1)]
}

/// Markup within another format: a whole page, or the report alone, which is then the main text.
pub(crate) fn embedded(markup: &str, context: &Context) -> Page {
    if sniff::is_document(markup) {
        return page(markup, context);
    }
    finished(markup, walk::walk(markup), &MainText::None, context)
}

/// The page whose markup is `markup`; its map leads to the markup's bytes.
fn page(markup: &str, context: &Context) -> Page {
    let walked = walk::walk(markup);
    let main_text = main_text::find(&document(markup, &walked.head, walked.simple.markup()));
    finished(markup, walked, &main_text, context)
}

fn finished(markup: &str, walked: Walked, main_text: &MainText, context: &Context) -> Page {
    let Walked {
        blocks,
        head,
        too_deep,
        ..
    } = walked;
    let Judgement { in_article, lost } = judge::judge(&blocks, main_text);
    let near = kinds::head_of(&in_article, None);
    let start = in_article.iter().position(|&is| is).unwrap_or(0);
    let distance = |block: usize| near.contains(&block).then(|| block.abs_diff(start));
    let metadata = metadata::read(markup, &head, distance);
    let (blocks, in_article, became) = tables::join(blocks, in_article);
    let lost = lost
        .into_iter()
        .map(|(before, block)| (became.get(before).map_or(blocks.len(), |at| *at), block));
    let judgement = Judgement {
        lost: lost.collect(),
        in_article,
    };
    let name = head.title.and_then(|span| title::name(markup, span));
    let title = title::find(&blocks, &judgement.in_article, &metadata, name);
    let sorted = sorted(blocks, judgement, &metadata, title);
    let mut page = marked(layout::lay_out(&sorted), metadata, context);
    page.notes.extend(notes(main_text, too_deep));
    page
}

/// The page that the library is given.
fn document(markup: &str, head: &head::Head, body: &str) -> String {
    let title = head.title.map_or("", |span| &markup[span.range()]);
    format!("<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>")
}

/// The parts of the page, the title first.
fn sorted(
    blocks: Vec<block::Block>,
    judgement: Judgement,
    metadata: &Metadata,
    title: Title,
) -> Vec<Sorted> {
    let (at, first) = match title {
        Title::Block(at) => (Some(at), Some(blocks[at].clone())),
        Title::Head(block) => (None, Some(block)),
        Title::None => (None, None),
    };
    let first = first.map(|block| Sorted::new(block, BlockKind::Title, None));
    let rest = kinds::sort(blocks, judgement, metadata, at);
    first.into_iter().chain(rest).collect()
}

fn marked(layout: Layout, metadata: Metadata, context: &Context) -> Page {
    let Layout {
        text,
        map,
        mut parts,
    } = layout;
    let translated_from = plain::mark(&text, &mut parts, &context.words);
    let (dateline, complaints) = plain::published(&text, &parts);
    Page {
        published: metadata.published.or(dateline),
        url: metadata.url,
        outlet: metadata.outlet,
        language: metadata.language,
        notes: [metadata.notes, complaints].concat(),
        translated_from,
        text,
        map,
        parts,
        ..Page::default()
    }
}

fn notes(main_text: &MainText, too_deep: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    if let MainText::Unknown(why) = main_text {
        let message = format!("{why}; the article is told from the rest by the page's elements");
        notes.push(note("main-text-unknown", message));
    }
    if too_deep {
        let message = format!(
            "elements nested deeper than {} were read as if they were not there",
            walk::DEEPEST
        );
        notes.push(note("too-deep", message));
    }
    notes
}
