//! Which text of a page is the article, as a library sees it.
//!
//! The library (a port of trafilatura) is given the page's [`simple`](super::simple) markup and
//! answers with text; where that text stood is found by [`align`](super::align). Nothing of it
//! reaches a report by another way.

use trafilatura::Options;

/// Longer markup is not given to the library: it takes some hundred times its size in memory.
pub(super) const MOST_BYTES: usize = 8 << 20;

/// What the library says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum MainText {
    /// The article's text.
    Found(String),
    /// The page has none.
    None,
    /// The library was not asked, or broke.
    Unknown(&'static str),
}

/// The main text of the page with that markup.
pub(super) fn find(markup: &str) -> MainText {
    if MOST_BYTES < markup.len() {
        return MainText::Unknown("the page is too long for the search of its main text");
    }
    // The library slices strings at offsets that it computes; a slip there must not stop a run over
    // many pages. It holds no state that could be left half-changed.
    let found = std::panic::catch_unwind(|| {
        let options = Options::default()
            .with_exclude_comments(true)
            .with_fallback(true);
        trafilatura::extract(markup, &options).map(|result| result.content_text)
    });
    match found {
        Ok(Ok(text)) if !text.trim().is_empty() => MainText::Found(text),
        Ok(_) => MainText::None,
        Err(_) => MainText::Unknown("the search of the main text broke off"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_among_menus() {
        let words = "The market of the old town was closed on Monday. ".repeat(8);
        let found = find(&format!(
            "<nav><a href=/>Home</a></nav><article><p>{words}</p></article><footer>Imprint</footer>"
        ));
        let MainText::Found(text) = found else {
            panic!("{found:?}")
        };
        assert!(text.starts_with("The market") && !text.contains("Imprint"));
    }

    #[test]
    fn nothing_to_find() {
        assert_eq!(find(""), MainText::None);
        let long = "x".repeat(MOST_BYTES + 1);
        assert!(matches!(find(&long), MainText::Unknown(_)));
    }
}
