//! Markup as tokens with their places: text, start tags, end tags.
//!
//! Follows the states of the WHATWG standard (HTML, section 13.2.5) as far as they decide what is
//! text. It is our own since the parsers at hand build trees and forget where a word stood. Time is
//! linear: each byte is looked at a fixed number of times. Knows no elements besides those whose
//! content is not markup, and no nesting.
//!
//! DIFFERENCE: a script ends at its first `</script`, also behind `<!--<script`; CDATA sections are
//! comments everywhere.

use ascribe_text::{Space, Span};

/// The characters of a page's markup, as UTF-8 bytes: entities are not resolved.
pub(super) enum Markup {}

impl Space for Markup {
    const NAME: &'static str = "markup";
}

/// One token of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'m> {
    /// Characters, in which entities stand for others.
    Text(Span<Markup>),
    /// What an element holds whose content is no markup: a script, a style sheet.
    Raw(Span<Markup>),
    /// `<name ...>`.
    Start(Tag<'m>),
    /// `</name>`.
    End(&'m str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'m> {
    /// Its name as written.
    pub(super) name: &'m str,
    /// What stands between the name and the closing bracket.
    pub(super) attributes: Span<Markup>,
}

/// One attribute of a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribute<'m> {
    /// Its name as written.
    pub(super) name: &'m str,
    /// Its value without quotation marks; entities stand for characters.
    pub(super) value: Span<Markup>,
}

/// Elements whose content ends only at their own end tag, and whether entities count in it.
const RAW: &[(&str, bool)] = &[
    ("script", false),
    ("style", false),
    ("iframe", false),
    ("noembed", false),
    ("noframes", false),
    ("xmp", false),
    ("title", true),
    ("textarea", true),
];

/// The tokens of `markup`.
pub(super) struct Tokens<'m> {
    markup: &'m str,
    at: usize,
    /// The element that was just opened, if it is one of [`RAW`].
    raw: Option<&'static (&'static str, bool)>,
}

/// The attributes of a tag in order, repeats included.
pub(super) struct Attributes<'m> {
    markup: &'m str,
    at: usize,
}

impl<'m> Tokens<'m> {
    pub(super) fn new(markup: &'m str) -> Self {
        Self {
            markup,
            at: 0,
            raw: None,
        }
    }

    fn rest(&self) -> &'m str {
        &self.markup[self.at..]
    }

    /// The content of a raw element, up to its end tag or the end of the page.
    fn content(&mut self, element: &str, entities: bool) -> Option<Token<'m>> {
        let start = self.at;
        self.at = end_of_raw(self.markup, start, element);
        let span = Span::new(start, self.at);
        match (span.is_empty(), entities) {
            (true, _) => None,
            (false, true) => Some(Token::Text(span)),
            (false, false) => Some(Token::Raw(span)),
        }
    }

    fn text(&mut self) -> Option<Token<'m>> {
        let start = self.at;
        let bytes = self.markup.as_bytes();
        while self.at < bytes.len() && !(bytes[self.at] == b'<' && begins_markup(bytes, self.at)) {
            self.at += 1;
        }
        (start < self.at).then(|| Token::Text(Span::new(start, self.at)))
    }

    /// The tag, comment or declaration at the cursor, which stands on its `<`.
    fn markup(&mut self) -> Option<Token<'m>> {
        let rest = self.rest();
        let end_tag = rest.starts_with("</");
        let name_start = self.at + if end_tag { 2 } else { 1 };
        if !self.markup[name_start..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.at += comment(rest);
            return None;
        }
        let name = name(&self.markup[name_start..]);
        let attributes_start = name_start + name.len();
        let mut attributes = Attributes::new(self.markup, attributes_start);
        attributes.by_ref().for_each(drop);
        let end = attributes.at;
        self.at = (end + 1).min(self.markup.len());
        if end == self.markup.len() {
            return None; // A tag that the page's end cuts off is no tag.
        }
        if end_tag {
            return Some(Token::End(name));
        }
        self.raw = RAW
            .iter()
            .find(|(element, _)| name.eq_ignore_ascii_case(element));
        Some(Token::Start(Tag {
            name,
            attributes: Span::new(attributes_start, end),
        }))
    }
}

impl<'m> Iterator for Tokens<'m> {
    type Item = Token<'m>;

    fn next(&mut self) -> Option<Token<'m>> {
        while self.at < self.markup.len() {
            let token = match self.raw.take() {
                Some((element, entities)) => self.content(element, *entities),
                None if begins_markup(self.markup.as_bytes(), self.at) => self.markup(),
                None => self.text(),
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

impl<'m> Tag<'m> {
    /// Its attributes in `markup`, from which it was read.
    pub(super) fn attributes(&self, markup: &'m str) -> Attributes<'m> {
        Attributes::new(&markup[..self.attributes.end()], self.attributes.start())
    }
}

impl<'m> Attributes<'m> {
    fn new(markup: &'m str, at: usize) -> Self {
        Self { markup, at }
    }

    fn byte(&self) -> Option<u8> {
        self.markup.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, unwanted: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&unwanted) {
            self.at += 1;
        }
    }

    /// The value behind the `=` at the cursor.
    fn value(&mut self) -> Span<Markup> {
        self.at += 1;
        self.skip(is_space);
        if let Some(quote @ (b'"' | b'\'')) = self.byte() {
            let start = self.at + 1;
            self.at = start;
            self.skip(|byte| byte != quote);
            let value = Span::new(start, self.at);
            self.at = (self.at + 1).min(self.markup.len());
            return value;
        }
        let start = self.at;
        self.skip(|byte| !is_space(byte) && byte != b'>');
        Span::new(start, self.at)
    }
}

impl<'m> Iterator for Attributes<'m> {
    type Item = Attribute<'m>;

    fn next(&mut self) -> Option<Attribute<'m>> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        let start = self.at;
        if self.byte()? == b'>' {
            return None;
        }
        self.at += self.markup[start..].chars().next()?.len_utf8();
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = &self.markup[start..self.at];
        let behind = self.at;
        self.skip(is_space);
        let value = if self.byte() == Some(b'=') {
            self.value()
        } else {
            Span::new(behind, behind)
        };
        Some(Attribute { name, value })
    }
}

/// The spaces of the standard.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn begins_markup(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'<'
        && bytes
            .get(at + 1)
            .is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
}

fn name(rest: &str) -> &str {
    let end = rest
        .bytes()
        .position(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    &rest[..end.unwrap_or(rest.len())]
}

/// The length of the comment, declaration or nonsense that `rest` begins with.
fn comment(rest: &str) -> usize {
    let Some(body) = rest.strip_prefix("<!--") else {
        return rest.find('>').map_or(rest.len(), |end| end + 1);
    };
    for empty in [">", "->"] {
        if body.starts_with(empty) {
            return 4 + empty.len();
        }
    }
    let end = body
        .match_indices('>')
        .map(|(at, _)| at)
        .find(|&at| body[..at].ends_with("--") || body[..at].ends_with("--!"))
        .map(|at| at + 1);
    4 + end.unwrap_or(body.len())
}

/// Where the end tag of `element` begins, from `start` on.
fn end_of_raw(markup: &str, start: usize, element: &str) -> usize {
    let bytes = markup.as_bytes();
    let is_end = |at: &usize| {
        let name = at + 2;
        let after = name + element.len();
        bytes[*at..].starts_with(b"</")
            && bytes
                .get(name..after)
                .is_some_and(|found| found.eq_ignore_ascii_case(element.as_bytes()))
            && bytes
                .get(after)
                .is_some_and(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    };
    (start..bytes.len()).find(is_end).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of `markup` in one line: words as they are, raw text in `{}`, tags in `[]`.
    fn check(markup: &str, expected: &str) {
        let shown: String = Tokens::new(markup)
            .map(|token| match token {
                Token::Text(span) => markup[span.range()].to_owned(),
                Token::Raw(span) => format!("{{{}}}", &markup[span.range()]),
                Token::Start(tag) => format!("[{}{}]", tag.name, shown(tag, markup)),
                Token::End(name) => format!("[/{name}]"),
            })
            .collect();
        assert_eq!(shown, expected, "{markup}");
    }

    fn shown(tag: Tag<'_>, markup: &str) -> String {
        tag.attributes(markup)
            .map(|attribute| {
                let value = &markup[attribute.value.range()];
                format!(" {}={value}", attribute.name)
            })
            .collect()
    }

    #[test]
    fn tags_and_text() {
        check("<p>A &amp; B</P>", "[p]A &amp; B[/P]");
        check("1 < 2 <3 <- x", "1 < 2 <3 <- x");
        check("<br/><br />", "[br][br]");
        check("a</>b</ c>d", "abd");
    }

    #[test]
    fn attributes() {
        check(
            "<a href=x title='>' B=\"c d\">y",
            "[a href=x title=> B=c d]y",
        );
        check("<a a a=1 =x / b = 2>y", "[a a= a=1 =x= b=2]y");
        check("<a b=>y", "[a b=]y");
        check("<a ÿ=é>y", "[a ÿ=é]y");
    }

    #[test]
    fn comments_and_declarations() {
        check("<!doctype html>a<!-- <b> -->c", "ac");
        check("a<!-->b<!--->c<!--x--!>d<?php e ?>f", "abcdf");
        check("a<![CDATA[x]]>b", "ab");
    }

    #[test]
    fn what_the_end_cuts_off() {
        check("a<!-- b", "a");
        check("a<b c='d", "a");
        check("a<", "a<");
        check("a</", "a");
        check("<script>x", "[script]{x}");
    }

    #[test]
    fn content_that_is_no_markup() {
        check("<script>a<b></script >c", "[script]{a<b>}[/script]c");
        check("<title><script>a</title>b", "[title]<script>a[/title]b");
        check("<STYLE></styles></Style>c", "[STYLE]{</styles>}[/Style]c");
    }
}
