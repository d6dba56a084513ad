//! What a page says of itself, in order of trust: title, author, outlet, address, language, date.
//!
//! Linked data come first, since they are written for machines; then what is meant for sharing, then
//! the other names of `<meta>`. A date that does not exist is noted and passed over.

use ascribe_model::{Note, Published};
use ascribe_text::Span;

use super::entities::resolved;
use super::head::Head;
use super::linked_data::{self, LinkedData};
use super::tokens::Markup;
use crate::dates;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// What it calls itself, the most trusted first.
    pub(super) titles: Vec<String>,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) notes: Vec<Note>,
}

const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "title",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
];

/// Names of the day of publication; never of a change.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "article:published_time", "og:article:published_time", "og:published_time", "published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "publish-date", "publish_date", "publishdate", "pubdate", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "date",
];

/// Reads what `head` found in `markup`. `distance` tells how far a block is from the beginning of
/// the article, if it is near enough to say when that was written.
pub(super) fn read(
    markup: &str,
    head: &Head,
    distance: impl Fn(usize) -> Option<usize>,
) -> Metadata {
    let scripts = head.linked_data.iter().map(|span| &markup[span.range()]);
    let data = linked_data::article(scripts);
    let meta = |name: &&str| head.meta_of(name).map(|span| attribute(markup, span));
    let first = |names: &[&str]| names.iter().find_map(meta);
    let mut metadata = Metadata {
        titles: data
            .headline
            .iter()
            .map(|title| plain(title))
            .chain(TITLES.iter().filter_map(meta))
            .collect(),
        url: url(markup, head, &data),
        outlet: first(&["og:site_name"]).or_else(|| data.publisher.as_deref().map(plain)),
        language: language(markup, head, &data),
        ..Metadata::default()
    };
    let authors = data
        .authors
        .iter()
        .map(|author| plain(author))
        .chain(AUTHORS.iter().filter_map(meta));
    metadata.authors = authors.filter(|author| is_name(author)).collect();
    metadata.authors.dedup();
    let near = |&(block, span): &(usize, Span<Markup>)| Some((distance(block)?, span));
    let mut times: Vec<_> = head.times.iter().filter_map(near).collect();
    times.sort_by_key(|(distance, _)| *distance);
    let said = head.published.map(|span| attribute(markup, span));
    let dates = data
        .published
        .into_iter()
        .chain(DATES.iter().filter_map(meta))
        .chain(said)
        .chain(times.iter().map(|(_, span)| attribute(markup, *span)));
    metadata.published = published(dates, &mut metadata.notes);
    metadata
}

/// The value of an attribute, entities resolved, white space collapsed.
fn attribute(markup: &str, span: Span<Markup>) -> String {
    collapsed(&resolved(&markup[span.range()], true))
}

/// Linked data often hold entities, though they stand for themselves there.
fn plain(words: &str) -> String {
    collapsed(&resolved(words, false))
}

pub(super) fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn url(markup: &str, head: &Head, data: &LinkedData) -> Option<String> {
    let canonical = head.canonical.map(|span| attribute(markup, span));
    let shared = head.meta_of("og:url").map(|span| attribute(markup, span));
    let is_whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    [canonical, shared, data.url.clone()]
        .into_iter()
        .flatten()
        .find(is_whole)
}

/// A BCP 47 tag: `en_GB` is written with a hyphen.
fn language(markup: &str, head: &Head, data: &LinkedData) -> Option<String> {
    let declared = head.language.map(|span| attribute(markup, span));
    let named = ["content-language", "og:locale", "dc.language"].into_iter();
    let named = named.filter_map(|name| head.meta_of(name).map(|span| attribute(markup, span)));
    declared
        .into_iter()
        .chain(named)
        .chain(data.language.clone())
        .map(|tag| tag.replace('_', "-"))
        .find(|tag| is_tag(tag))
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = |part: &str| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(is_language) && parts.all(is_part)
}

/// Addresses and handles stand where names should.
fn is_name(author: &str) -> bool {
    !author.is_empty()
        && author.chars().count() <= 100
        && !author.contains("://")
        && !author.starts_with('@')
}

/// The first of `dates` that is a day. Words that hold none are passed over, days that do not exist
/// are noted.
fn published(dates: impl Iterator<Item = String>, notes: &mut Vec<Note>) -> Option<Published> {
    for words in dates {
        match dates::published(&hyphened(&words)) {
            Ok(published) => return Some(published),
            Err(note) if note.code == dates::NO_SUCH_DAY => notes.push(note),
            Err(_) => {}
        }
    }
    None
}

/// `2031/05/14` as the standard writes it.
fn hyphened(words: &str) -> String {
    let mut marks = words
        .char_indices()
        .filter(|(_, mark)| !mark.is_ascii_digit());
    let is_day = marks.next() == Some((4, '/')) && marks.next() == Some((7, '/'));
    if is_day {
        words.replacen('/', "-", 2)
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    fn metadata(markup: &str) -> Metadata {
        read(markup, &walk(markup).head, Some)
    }

    fn check_date(markup: &str, expected: Option<&str>, codes: &[&str]) {
        let found = metadata(markup);
        let day = found.published.map(|published| published.value.to_string());
        let notes: Vec<_> = found.notes.iter().map(|note| note.code).collect();
        assert_eq!((day.as_deref(), &notes[..]), (expected, codes), "{markup}");
    }

    #[test]
    fn dates() {
        let meta = |name: &str, value: &str| format!("<meta property='{name}' content='{value}'>");
        check_date(
            &meta("article:published_time", "2031-05-14T23:30:00-05:00"),
            Some("2031-05-14"),
            &[],
        );
        check_date(&meta("date", "14 May 2031"), Some("2031-05-14"), &[]);
        check_date(
            &meta("date", "May 14, 2031 8:00 am"),
            Some("2031-05-14"),
            &[],
        );
        check_date(&meta("pubdate", "20310514"), Some("2031-05-14"), &[]);
        check_date(&meta("date", "2031/05/14"), Some("2031-05-14"), &[]);
        check_date(&meta("date", "yesterday"), None, &[]);
        check_date(&meta("article:modified_time", "2031-05-14"), None, &[]);
        check_date(
            "<p><time datetime='2031-05-14 08:00'>today</time>",
            Some("2031-05-14"),
            &[],
        );
    }

    #[test]
    fn the_time_that_is_nearest_to_the_article() {
        let time = |day: u8| format!("<p>A <time datetime=2031-05-{day}>t</time></p>");
        let markup = [time(14), time(15), time(16)].concat();
        let distance = |block: usize| (block != 2).then(|| block.abs_diff(1));
        let found = read(&markup, &walk(&markup).head, distance);
        assert_eq!(found.published.unwrap().value.to_string(), "2031-05-15");
    }

    #[test]
    fn a_date_that_does_not_exist() {
        check_date(
            "<meta name=date content=2031-02-30>",
            None,
            &["no-such-day"],
        );
        check_date(
            "<meta name=date content='31 February 2031'>",
            None,
            &["no-such-day"],
        );
        check_date(
            "<meta name=pubdate content=2031-13-01><meta name=date content=2031-03-01>",
            Some("2031-03-01"),
            &["no-such-day"],
        );
    }

    #[test]
    fn linked_data_outrank_meta() {
        let found = metadata(
            r#"<meta name=date content=2031-05-15><meta property=og:site_name content="Velt &amp; Co">
            <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-14",
            "author": {"name": "Mira Tolen"}, "publisher": {"name": "Velt"}}</script>"#,
        );
        assert_eq!(found.published.unwrap().value.to_string(), "2031-05-14");
        assert_eq!(found.outlet.as_deref(), Some("Velt & Co"));
        assert_eq!(found.authors, ["Mira Tolen"]);
    }

    #[test]
    fn languages_and_addresses() {
        let language = |markup| metadata(markup).language;
        assert_eq!(language("<html lang=de>").as_deref(), Some("de"));
        assert_eq!(
            language("<html lang=''><meta property=og:locale content=en_GB>").as_deref(),
            Some("en-GB")
        );
        assert_eq!(language("<html lang='{{lang}}'>"), None);
        let url = |markup| metadata(markup).url;
        assert_eq!(
            url(
                "<link rel=canonical href=/x><meta property=og:url content=https://velt.example/x>"
            )
            .as_deref(),
            Some("https://velt.example/x")
        );
    }
}
