//! Where a page says what it is: `<title>`, `<meta>`, the canonical link, linked data, `<time>`.
//!
//! Collects places in the markup, the first of each kind; what they mean is told by
//! [`metadata`](super::metadata).

use ascribe_text::Span;

use super::elements::Element;
use super::entities::resolved;
use super::tokens::{Attribute, Markup, Tag};

/// More linked data and more times than this are not looked at.
const MOST: usize = 16;

/// Where a page says what it is.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The text of the first `<title>`.
    pub(super) title: Option<Span<Markup>>,
    /// `<html lang>`.
    pub(super) language: Option<Span<Markup>>,
    /// `<link rel=canonical href>`.
    pub(super) canonical: Option<Span<Markup>>,
    /// The values of `<meta>` by name or property in small letters, the first of each.
    metas: Vec<(&'static str, Span<Markup>)>,
    /// Scripts of linked data.
    pub(super) linked_data: Vec<Span<Markup>>,
    /// `<time datetime>`, with the number of the block in which it stands.
    pub(super) times: Vec<(usize, Span<Markup>)>,
    /// Those that say that they are the time of publication.
    pub(super) published: Option<Span<Markup>>,
    /// What the next text or raw content belongs to.
    expected: Expected,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Expected {
    #[default]
    Nothing,
    Title,
    LinkedData,
}

/// The names of `<meta>` that are kept.
#[rustfmt::skip]
const METAS: &[&str] = &[
    "article:author", "article:published_time", "author", "byl", "citation_publication_date",
    "content-language", "cxenseparse:recs:publishtime", "date", "datepublished", "dc.creator",
    "dc.date", "dc.date.issued", "dc.language", "dc.title", "dcterms.created", "dcterms.date",
    "dcterms.issued", "og:article:published_time", "og:locale", "og:published_time",
    "og:site_name", "og:title", "og:url", "parsely-author", "parsely-pub-date", "parsely-title",
    "pubdate", "publish-date", "publish_date", "publishdate", "published_time", "sailthru.author",
    "sailthru.date", "sailthru.title", "title", "twitter:title",
];

impl Head {
    /// Looks at a start tag; `block` is the number of the block that comes next.
    pub(super) fn tag(&mut self, markup: &str, element: &Element, tag: Tag<'_>, block: usize) {
        self.expected = Expected::Nothing;
        match (element.name, tag.name.len()) {
            ("html", _) => keep(&mut self.language, value(markup, tag, "lang")),
            ("meta", _) => self.meta(markup, tag),
            ("link", _) => self.link(markup, tag),
            ("title", _) => self.expected = Expected::Title,
            ("script", _) if is_linked_data(markup, tag) => self.expected = Expected::LinkedData,
            ("", 4) if tag.name.eq_ignore_ascii_case("time") => self.time(markup, tag, block),
            _ => {}
        }
    }

    /// Raw content, as of a script.
    pub(super) fn raw(&mut self, span: Span<Markup>) {
        if self.expected == Expected::LinkedData && self.linked_data.len() < MOST {
            self.linked_data.push(span);
        }
        self.expected = Expected::Nothing;
    }

    /// Text that is not shown in the page, as that of a title.
    pub(super) fn unseen_text(&mut self, span: Span<Markup>) {
        if self.expected == Expected::Title {
            keep(&mut self.title, Some(span));
        }
        self.expected = Expected::Nothing;
    }

    /// The value of the `<meta>` called `name`.
    pub(super) fn meta_of(&self, name: &str) -> Option<Span<Markup>> {
        let found = self.metas.iter().find(|(known, _)| *known == name);
        found.map(|(_, span)| *span)
    }

    fn meta(&mut self, markup: &str, tag: Tag<'_>) {
        let Some(content) = value(markup, tag, "content") else {
            return;
        };
        for attribute in ["name", "property", "itemprop", "http-equiv"] {
            let name = value(markup, tag, attribute);
            let name = name.map(|span| resolved(&markup[span.range()], true));
            let known = name.and_then(|name| {
                METAS
                    .iter()
                    .find(|known| known.eq_ignore_ascii_case(name.trim()))
            });
            if let Some(known) = known
                && self.meta_of(known).is_none()
            {
                self.metas.push((known, content));
            }
        }
    }

    fn time(&mut self, markup: &str, tag: Tag<'_>, block: usize) {
        let time = value(markup, tag, "datetime");
        let property = value(markup, tag, "itemprop").map(|span| &markup[span.range()]);
        if property.is_some_and(|property| property.eq_ignore_ascii_case("datepublished")) {
            keep(&mut self.published, time);
        }
        if self.times.len() < MOST {
            self.times.extend(time.map(|span| (block, span)));
        }
    }

    fn link(&mut self, markup: &str, tag: Tag<'_>) {
        let relation = value(markup, tag, "rel").map(|span| &markup[span.range()]);
        if relation.is_some_and(|relation| relation.eq_ignore_ascii_case("canonical")) {
            keep(&mut self.canonical, value(markup, tag, "href"));
        }
    }
}

/// The first wins.
fn keep<T>(place: &mut Option<T>, found: Option<T>) {
    if place.is_none() {
        *place = found;
    }
}

/// The value of the first attribute called `name`, unless it is blank.
pub(super) fn value(markup: &str, tag: Tag<'_>, name: &str) -> Option<Span<Markup>> {
    let of_name = |attribute: &Attribute<'_>| attribute.name.eq_ignore_ascii_case(name);
    let found = tag.attributes(markup).find(of_name)?.value;
    (!markup[found.range()].trim().is_empty()).then_some(found)
}

fn is_linked_data(markup: &str, tag: Tag<'_>) -> bool {
    value(markup, tag, "type").is_some_and(|span| {
        markup[span.range()]
            .to_ascii_lowercase()
            .contains("ld+json")
    })
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    #[test]
    fn what_a_page_says_of_itself() {
        let markup = "<html lang=en><head><title>A &amp; B</title><META Name=Auth&#x6f;r CONTENT='M. Tolen'>\
                      <meta property='og:title' content=C><meta property='og:title' content=D>\
                      <link rel=canonical href='/x'><script type='application/ld+json'>{}</script>\
                      </head><p>a <time datetime=2031-05-14>b</time>";
        let head = walk(markup).head;
        let words = |span: Option<Span<Markup>>| span.map(|span| &markup[span.range()]);
        assert_eq!(words(head.title), Some("A &amp; B"));
        assert_eq!(words(head.language), Some("en"));
        assert_eq!(words(head.canonical), Some("/x"));
        assert_eq!(words(head.meta_of("author")), Some("M. Tolen"));
        assert_eq!(words(head.meta_of("og:title")), Some("C"));
        assert_eq!(words(Some(head.linked_data[0])), Some("{}"));
        assert_eq!(words(Some(head.times[0].1)), Some("2031-05-14"));
    }

    #[test]
    fn the_title_of_a_drawing_is_none() {
        let head = walk("<title></title><svg><title>x</title></svg>").head;
        assert!(head.title.is_some());
        let head = walk("<title>A</title><svg><title>x</title></svg>").head;
        assert_eq!(head.title.unwrap().len(), 1);
    }

    #[test]
    fn kept_names_are_in_order_and_small() {
        assert!(METAS.is_sorted());
        assert!(METAS.iter().all(|name| *name == name.to_ascii_lowercase()));
    }
}
