//! Whether bytes are a page of HTML: whether they begin as one.
//!
//! The beginnings are those of the WHATWG standard (MIME Sniffing, section 7.1), and an XML prolog
//! with such a page behind it. A text that merely holds a tag is none.

use crate::encoding;

/// How far comments and prologs are skipped.
const HEAD: usize = 8192;

const BEGINNINGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "meta",
    "link",
    "main",
    "article",
    "section",
    "header",
    "nav",
    "span",
    "center",
];

/// Whether `bytes` begin as pages do.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = if encoding::has_mark(bytes) {
        encoding::decode(head).text
    } else {
        String::from_utf8_lossy(head).into_owned()
    };
    let mut rest = head.trim_start();
    let mut is_xml = false;
    while let Some(end) = skipped(rest) {
        is_xml |= rest.starts_with("<?");
        rest = rest[end..].trim_start();
    }
    let is_name = |name: &&&str| !is_xml || name.ends_with("html");
    BEGINNINGS
        .iter()
        .filter(is_name)
        .any(|name| begins(rest, name))
}

/// Whether `markup` begins as a whole page does, and not as a part of one.
pub(super) fn is_document(markup: &str) -> bool {
    let rest = markup.trim_start();
    ["!doctype html", "html"]
        .iter()
        .any(|name| begins(rest, name))
}

/// The length of the comment or prolog that `rest` begins with.
fn skipped(rest: &str) -> Option<usize> {
    let close = match rest.get(..2)? {
        "<?" => ">",
        "<!" if rest.starts_with("<!--") => "-->",
        _ => return None,
    };
    rest.find(close).map(|at| at + close.len())
}

fn begins(rest: &str, name: &str) -> bool {
    let Some(tag) = rest.strip_prefix('<') else {
        return false;
    };
    let is_name = tag
        .get(..name.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(name));
    is_name && tag[name.len()..].starts_with([' ', '\t', '\r', '\n', '>', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for page in [
            "<!DOCTYPE html><p>",
            "\u{feff}\n<html lang=en>",
            "<!-- saved --><!doctype HTML public \"x\">",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html>",
            "<div class=a>",
            "<p>A",
        ] {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        assert!(is_page(b"\xff\xfe<\0p\0>\0"));
    }

    #[test]
    fn other_bytes() {
        for other in [
            "",
            "<",
            "A <b>bomb</b>",
            "<Zandar> they came",
            "<abc>",
            "<?xml version=\"1.0\"?><rss>",
            "<!-- never closed",
            "<é",
        ] {
            assert!(!is_page(other.as_bytes()), "{other}");
        }
    }
}
