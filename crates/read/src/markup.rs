//! Markup that stands inside another format: the items of a feed, the HTML part of an e-mail.
//!
//! SEAM: the reader of HTML pages is to take this over; [`page`] is all that the other formats know
//! of it. Until then tags are dropped, blocks part paragraphs, and the common entities are decoded.
//! Knows no nesting and no main text.

use crate::encoding::{Decoded, Sink};
use crate::input::Context;
use crate::page::Page;
use crate::plain::{self, Head};

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "tr",
    "figure",
    "figcaption",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "hr",
    "pre",
];

/// Elements whose content is no text.
const HIDDEN: &[&str] = &["script", "style", "head", "template"];

const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("raquo", "»"),
];

/// The page that `markup` is, below a head where the format gives one.
pub(crate) fn page(head: Head, markup: Decoded, context: &Context) -> Page {
    plain::page(head, stripped(&markup), context)
}

fn stripped(markup: &Decoded) -> Decoded {
    let text = &markup.text;
    let mut sink = Sink::default();
    let mut at = 0;
    while let Some(length) = text[at..].find(['<', '&']) {
        words(&text[at..at + length], at, &mut sink);
        at += length;
        at += if text[at..].starts_with('<') {
            tag(&text[at..], &mut sink)
        } else {
            entity(&text[at..], at, &mut sink)
        };
    }
    words(&text[at..], at, &mut sink);
    let mut stripped = sink.finish(markup.encoding);
    stripped.map = stripped.map.through(&markup.map);
    stripped.notes.splice(0..0, markup.notes.iter().cloned());
    stripped
}

/// Running text, in which a line break is no more than a space.
fn words(words: &str, at: usize, sink: &mut Sink) {
    let mut from = 0;
    for (line_break, _) in words.match_indices(['\n', '\r']) {
        sink.verbatim(&words[from..line_break], at + from);
        sink.decoded(" ", at + line_break, at + line_break + 1);
        from = line_break + 1;
    }
    sink.verbatim(&words[from..], at + from);
}

/// The width of the tag at the start of `rest`, its content included where that is no text.
fn tag(rest: &str, sink: &mut Sink) -> usize {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(rest.len(), |end| 4 + end + 3);
    }
    let body = rest[1..].trim_start_matches('/');
    if !body.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!') {
        sink.added("<");
        return 1;
    }
    let name: String = body
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let width = rest.find('>').map_or(rest.len(), |end| end + 1);
    if HIDDEN.contains(&name.as_str()) && !rest.starts_with("</") {
        let close = format!("</{name}");
        let end = rest[width..].to_ascii_lowercase().find(&close);
        return end.map_or(rest.len(), |end| width + end);
    }
    if BLOCKS.contains(&name.as_str()) {
        sink.added(if name == "br" { "\n" } else { "\n\n" });
    }
    width
}

/// The width of the entity at the start of `rest`, or of the ampersand alone.
fn entity(rest: &str, at: usize, sink: &mut Sink) -> usize {
    const LONGEST: usize = 12;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
    let decoded = end.and_then(|end| decoded(&rest[1..end]));
    match (end, decoded) {
        (Some(end), Some(piece)) => {
            sink.decoded(&piece, at, at + end + 1);
            end + 1
        }
        _ => {
            sink.verbatim("&", at);
            1
        }
    }
}

fn decoded(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let found = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some(found.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding;

    fn check(markup: &str, expected: &str) {
        let page = page(
            Head::default(),
            encoding::decode(markup.as_bytes()),
            &Context::default(),
        );
        assert_eq!(page.text.trim(), expected, "{markup}");
    }

    #[test]
    fn tags_are_dropped() {
        check("<p>A bomb\nwent <b>off</b>.</p>", "A bomb went off.");
        check("<p>One</p><p>Two", "One\n\n\n\nTwo");
        check("a<br/>b", "a\nb");
        check("<script>if (a < b) {}</script>Words<!-- not -->.", "Words.");
        check("5 < 6, <unclosed", "5 < 6,");
    }

    #[test]
    fn entities_are_decoded() {
        check(
            "Kolm &amp; Veran &#8212; &#x2019;31 &unknown; & &#xD800;",
            "Kolm & Veran — ’31 &unknown; & &#xD800;",
        );
    }
}
