//! From tokens to blocks: which elements are open, and so where text breaks and what is around it.
//!
//! A stack of open elements, in the spirit of the standard's tree construction and far simpler: end
//! tags that fit nothing are passed over, and an element that may not hold what comes is ended.
//! Nesting deeper than [`DEEPEST`] is flattened, so that neither time nor memory can run away.

use ascribe_text::Span;

use super::block::{Block, Context};
use super::elements::{self, Element, Kind};
use super::entities::reference;
use super::head::Head;
use super::landmarks;
use super::simple::Simple;
use super::tokens::{Markup, Tag, Token, Tokens, is_space};

/// Elements nested deeper than this are read as if they were not there. Pages of news stay below 60.
pub(super) const DEEPEST: usize = 200;

/// What a page's markup holds.
pub(super) struct Walked {
    /// Its visible blocks in order.
    pub(super) blocks: Vec<Block>,
    /// What it says of itself.
    pub(super) head: Head,
    /// The markup again, plain and well-formed.
    pub(super) simple: Simple,
    /// Whether it was nested too deep.
    pub(super) too_deep: bool,
}

/// Reads `markup` from end to end.
pub(super) fn walk(markup: &str) -> Walked {
    let mut walker = Walker::new(markup);
    for token in Tokens::new(markup) {
        match token {
            Token::Text(span) => walker.text(span),
            Token::Raw(span) => walker.head.raw(span),
            Token::Start(tag) => walker.start(tag),
            Token::End(name) => walker.end(name),
        }
    }
    walker.close(0);
    walker.flush();
    Walked {
        blocks: walker.blocks,
        head: walker.head,
        simple: walker.simple,
        too_deep: walker.too_deep,
    }
}

/// An open element.
struct Open<'m> {
    element: &'static Element,
    name: &'m str,
    context: Context,
}

/// Marks for where a word may break, and for nothing. They split words that are one, so that they
/// are left out, as control characters are.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

struct Walker<'m> {
    markup: &'m str,
    /// Invariant: no more than [`DEEPEST`].
    open: Vec<Open<'m>>,
    /// Start tags that found the stack full and wait for their end.
    flattened: usize,
    too_deep: bool,
    /// How many open elements are not shown.
    unseen: usize,
    /// How many open elements are links.
    links: usize,
    blocks: Vec<Block>,
    /// The block that is being read, once it has a character.
    block: Option<Block>,
    /// White space that was read and belongs before the next character, if one comes.
    space: Option<Span<Markup>>,
    /// Whether the line ends before the next character.
    line_break: bool,
    tables: u32,
    rows: u32,
    head: Head,
    simple: Simple,
}

impl<'m> Walker<'m> {
    fn new(markup: &'m str) -> Self {
        Self {
            markup,
            open: Vec::new(),
            flattened: 0,
            too_deep: false,
            unseen: 0,
            links: 0,
            blocks: Vec::new(),
            block: None,
            space: None,
            line_break: false,
            tables: 0,
            rows: 0,
            head: Head::default(),
            simple: Simple::default(),
        }
    }

    fn context(&self) -> Context {
        self.open
            .last()
            .map_or(Context::default(), |open| open.context)
    }

    fn start(&mut self, tag: Tag<'m>) {
        let element = elements::named(tag.name);
        self.head.tag(self.markup, element, tag, self.blocks.len());
        match element.kind {
            Kind::Void => return,
            Kind::Break => return self.line_break(),
            Kind::Rule => return self.flush(),
            _ => {}
        }
        self.leave_head(element);
        self.end_before(element.kind);
        if element.kind.is_block() {
            self.flush();
        }
        if self.open.len() < DEEPEST {
            self.push(element, tag);
        } else {
            self.too_deep = true;
            self.flattened += 1;
        }
    }

    /// A start tag that no head can hold ends it.
    fn leave_head(&mut self, element: &Element) {
        let in_head = |open: &Open<'_>| open.element.kind == Kind::Head;
        if !matches!(element.kind, Kind::Unseen | Kind::Head)
            && let Some(head) = self.open.iter().rposition(in_head)
        {
            self.close(head);
        }
    }

    /// Ends the open elements that an element of `kind` ends by beginning.
    fn end_before(&mut self, kind: Kind) {
        let mut end = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.element.kind.ends_before(kind) {
                end = Some(at);
            }
            if open.element.kind.shelters_from(kind) {
                break;
            }
        }
        if let Some(end) = end {
            self.close(end);
        }
    }

    fn push(&mut self, element: &'static Element, tag: Tag<'m>) {
        let mut context = landmarks::context(self.context(), self.markup, element, tag);
        match element.kind {
            Kind::Table => {
                self.tables += 1;
                (context.table, context.row) = (self.tables, 0);
            }
            Kind::Row => {
                self.rows += 1;
                context.row = self.rows;
            }
            Kind::Unseen | Kind::Head => self.unseen += 1,
            Kind::Anchor => self.links += 1,
            _ => {}
        }
        if self.unseen == 0 {
            self.simple.open(element, tag, self.markup);
        }
        self.open.push(Open {
            element,
            name: tag.name,
            context,
        });
    }

    fn end(&mut self, name: &str) {
        let element = elements::named(name);
        if element.kind == Kind::Break {
            return self.line_break();
        }
        if 0 < self.flattened {
            self.flattened -= 1;
            return;
        }
        let is_it = |open: &Open<'_>| {
            std::ptr::eq(open.element, element)
                && (!element.name.is_empty() || open.name.eq_ignore_ascii_case(name))
        };
        if let Some(at) = self.open.iter().rposition(is_it)
            && !self.is_sheltered(at, element.kind)
        {
            self.close(at);
        }
    }

    /// Whether a cell or table lies between the open element at `at` and the top, and the end tag
    /// is not of a table's part: a stray `</div>` in a cell ends nothing outside the cell.
    fn is_sheltered(&self, at: usize, kind: Kind) -> bool {
        let of_table = matches!(kind, Kind::Table | Kind::RowGroup | Kind::Row | Kind::Cell);
        let mut above = self.open[at + 1..].iter();
        !of_table && above.any(|open| open.element.kind == Kind::Cell)
    }

    /// Ends the open elements from `at` on.
    fn close(&mut self, at: usize) {
        while at < self.open.len() {
            let Some(open) = self.open.pop() else { return };
            match open.element.kind {
                Kind::Unseen | Kind::Head => self.unseen -= 1,
                Kind::Anchor => self.links -= 1,
                _ => {}
            }
            if self.unseen == 0 {
                self.simple.close(open.element, open.name);
            }
            if open.element.kind.is_block() {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.space = None;
        self.line_break = false;
        if let Some(mut block) = self.block.take() {
            block.trim_end();
            if !block.words.is_empty() {
                self.blocks.push(block);
            }
        }
    }

    /// One break ends a line; two in a row are how old pages part paragraphs.
    fn line_break(&mut self) {
        if 0 < self.unseen {
            return;
        }
        self.simple.line_break();
        if self.line_break {
            self.flush();
        } else {
            self.line_break = self.block.is_some();
        }
    }

    fn text(&mut self, span: Span<Markup>) {
        if 0 < self.unseen {
            return self.head.unseen_text(span);
        }
        self.simple.text(&self.markup[span.range()]);
        let mut at = span.start();
        while at < span.end() {
            at = self.stretch(at, span.end());
        }
    }

    /// Reads one word, reference or stretch of white space at `at`; gives where it ends.
    fn stretch(&mut self, at: usize, end: usize) -> usize {
        let bytes = &self.markup.as_bytes()[at..end];
        let length = |wanted: fn(u8) -> bool| {
            let past = bytes.iter().position(|&byte| !wanted(byte));
            at + past.unwrap_or(bytes.len())
        };
        if is_space(bytes[0]) {
            let past = length(is_space);
            self.white_space(at, past);
            return past;
        }
        if bytes[0] == b'&'
            && let Some(found) = reference(&self.markup[at..end], false)
        {
            let place = Span::new(at, at + found.length);
            for character in [Some(found.character), found.second].into_iter().flatten() {
                self.character(character, place);
            }
            return place.end();
        }
        let past = length(|byte| !is_space(byte) && byte != b'&').max(at + 1);
        self.word(Span::new(at, past));
        past
    }

    fn white_space(&mut self, start: usize, end: usize) {
        if self.context().preformatted {
            for at in start..end {
                let character = char::from(self.markup.as_bytes()[at]);
                if self.block.is_some() {
                    self.character(character, Span::new(at, at + 1));
                }
            }
            return;
        }
        // Of several the first plain space stands for all.
        let blank = self.markup[start..end].find(' ').unwrap_or(0);
        let place = Span::new(start + blank, start + blank + 1);
        self.space.get_or_insert(place);
    }

    fn word(&mut self, span: Span<Markup>) {
        let mut from = span.start();
        for (at, unseen) in self.markup[span.range()].match_indices(is_unseen) {
            self.solid(Span::new(from, span.start() + at));
            from = span.start() + at + unseen.len();
        }
        self.solid(Span::new(from, span.end()));
    }

    /// Characters that stand in the line as they are, white space not among them.
    fn solid(&mut self, span: Span<Markup>) {
        if span.is_empty() {
            return;
        }
        let words = &self.markup[span.range()];
        let linked = 0 < self.links;
        let block = self.block();
        block.verbatim(words, span);
        if linked {
            block.linked += words.len();
        }
    }

    fn character(&mut self, character: char, span: Span<Markup>) {
        let unwanted = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
        let leads = self.block.is_none() && character.is_whitespace();
        if !unwanted && !leads && !is_unseen(character) {
            self.block().decoded(character, span);
        }
    }

    /// The block at hand, with the white space that belongs before its next character.
    fn block(&mut self) -> &mut Block {
        let context = self.context();
        let (space, line_break) = (self.space.take(), std::mem::take(&mut self.line_break));
        let is_begun = self.block.is_some();
        let markup = self.markup;
        let block = self.block.get_or_insert_with(|| Block {
            context,
            ..Block::default()
        });
        if is_begun && line_break {
            block.added("\n");
        } else if let Some(space) = space
            && is_begun
        {
            match &markup[space.range()] {
                " " => block.verbatim(" ", space),
                _ => block.decoded(' ', space),
            }
        }
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markup: &str, expected: &[&str]) {
        let walked = walk(markup);
        let words: Vec<_> = walked.blocks.iter().map(|block| &block.words).collect();
        assert_eq!(words, expected, "{markup}");
        for block in &walked.blocks {
            let length: usize = block.pieces.iter().map(|piece| piece.len()).sum();
            assert_eq!(length, block.words.len(), "{}", block.words);
        }
    }

    #[test]
    fn blocks_and_lines() {
        check(
            "<div>One <b>bold</b>\n word<p>Two<p>Three</div>Four",
            &["One bold word", "Two", "Three", "Four"],
        );
        check("a<br>b<br><br>c<br />", &["a\nb", "c"]);
        check(
            "<ul><li>one<li>two<ul><li>three</ul></ul>",
            &["one", "two", "three"],
        );
        check("<p> &nbsp; </p><p>&nbsp;a&nbsp;</p>", &["a"]);
    }

    #[test]
    fn what_is_not_shown() {
        check(
            "<head><title>T</title><style>p{}</style></head><script>x</script><p>a<noscript>b</noscript>",
            &["a"],
        );
        check("<head><meta charset=utf-8><p>a", &["a"]);
        check("<svg><title>x</title><text>y</text></svg>z", &["z"]);
    }

    #[test]
    fn entities_and_stray_ampersands() {
        check("<p>A &amp; B&C &#8212; &notin;&", &["A & B&C — ∉&"]);
        check("<p>a&#7;b", &["ab"]);
        check("<p>ex\u{ad}am&shy;ple \u{200b} b", &["example b"]);
    }

    #[test]
    fn crossed_and_stray_tags() {
        check("<p><b>a<i>b</b>c</i></div>d</p>e", &["abcd", "e"]);
        check(
            "<table><tr><td>a</div>b<td>c<tr><td>d</table>e",
            &["ab", "c", "d", "e"],
        );
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        check("<pre>\n a\n  b </pre>", &["a\n  b"]);
    }

    #[test]
    fn a_hundred_thousand_deep() {
        let markup = format!(
            "{}deep{}<p>after",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let walked = walk(&markup);
        assert!(walked.too_deep);
        assert_eq!(walked.blocks.len(), 2);
        assert_eq!(walked.blocks[1].words, "after");
    }

    #[test]
    fn links_are_measured() {
        let walked = walk("<p><a href=x>ab</a>cd<a>ef<a>gh</p>ij");
        assert_eq!(walked.blocks[0].linked, 6);
        assert_eq!(walked.blocks[1].linked, 0);
    }
}
