//! What holds for every page, however broken.

use encoding_rs::Encoding;
use proptest::prelude::*;

use super::entities::resolved;
use super::*;
use crate::ReadOptions;

/// Reads `bytes` as a page and checks all that must hold of it.
fn check(bytes: &[u8]) {
    let page = read(bytes, &Context::default());
    let mut end = 0;
    for part in &page.parts {
        assert!(end <= part.span.start() && !part.span.is_empty());
        assert_eq!(part.span.trimmed(&page.text), part.span);
        end = part.span.end();
    }
    check_map(&page, bytes);
    let options = ReadOptions {
        format: Some(&FORMAT),
        ..ReadOptions::default()
    };
    let report = crate::read(bytes, &options);
    let covered: usize = report.blocks.iter().map(|block| block.span.len()).sum();
    assert_eq!(covered, report.text.len());
}

/// Every character that has a place in the source is what its bytes there say.
fn check_map(page: &Page, bytes: &[u8]) {
    let encoding = Encoding::for_label(page.encoding.as_bytes()).expect("its label is known");
    for (text, source, verbatim) in page.map.runs() {
        let words = text.slice(&page.text);
        let raw = &bytes[source.range()];
        if verbatim {
            assert_eq!(words.as_bytes(), raw);
            continue;
        }
        let (decoded, _) = encoding.decode_without_bom_handling(raw);
        let whole = words.trim_matches(char::REPLACEMENT_CHARACTER);
        let is_same = resolved(&decoded, false).contains(whole);
        // What is broken and what follows it can be told apart no further.
        let is_space = words == " " && decoded.contains(char::is_whitespace);
        assert!(is_same || is_space, "{words:?} was read from {decoded:?}");
    }
}

/// Pieces that pages are made of, whole and broken.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='share'>",
    "</div>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<ul><li>",
    "<li>",
    "</ul>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<h1>",
    "</h1>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<svg>",
    "</svg>",
    "<pre>",
    "</pre>",
    "<article>",
    "</article>",
    "<nav>",
    "</nav>",
    "<head>",
    "<body>",
    "<p hidden>",
    "<figcaption>",
    "<blockquote>",
    "<time datetime='2031-05-14'>",
    "<p title=\"",
    "\">",
    "<",
    ">",
    "&",
    "&amp;",
    "&nbsp;",
    "&#8212;",
    "&#x0;",
    "&NotEqualTilde;",
    "&notit;",
    "\n  ",
    "\t",
    " ",
    "A bomb went off in Zandar. ",
    "By Mira Tolen",
    "14 May 2031",
    "ZANDAR, 14 May (Velt) - Five",
    "“No,” he said.",
    "Wéłmara",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "<meta charset=iso-8859-2>",
    "<template>",
    "<textarea>",
    "x",
    "。",
    "</",
    "<!",
    "<?",
    "]]>",
];

proptest! {
    #[test]
    fn any_pieces(chosen in proptest::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(chosen.concat().as_bytes());
    }

    #[test]
    fn any_bytes_in_any_encoding(
        encoding in prop::sample::select(vec!["utf-8", "windows-1252", "gbk", "shift_jis", "iso-8859-5"]),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let declared = format!("<!doctype html><meta charset={encoding}><p>");
        check(&[declared.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_bytes_after_a_mark(
        mark in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf"]),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        check(&[mark, &bytes].concat());
    }
}

#[test]
fn the_same_page_twice() {
    let page = PIECES.concat().repeat(20);
    let (one, other) = (
        read(page.as_bytes(), &Context::default()),
        read(page.as_bytes(), &Context::default()),
    );
    assert_eq!((&one.text, &one.parts), (&other.text, &other.parts));
    assert_eq!(one.map, other.map);
}

/// Pages that some reader somewhere takes forever for.
#[test]
fn hostile_pages_end() {
    let n = 50_000;
    let story = "<p>A bomb went off in Zandar on Monday, and five people were hurt by it.</p>";
    let attributes: String = (0..n).map(|at| format!(" a{at}=b")).collect();
    let distinct: String = (0..n).map(|at| format!("<b id=x{at}><p>")).collect();
    for hostile in [
        "<div>".repeat(n),
        "<b><i><a href=x>".repeat(n),
        "</div>".repeat(n),
        "<table><tr><td>".repeat(n),
        "<ul><li>".repeat(n),
        "<!--".repeat(n),
        "<!-- -- >".repeat(n),
        "<p title='".repeat(n),
        "&".repeat(n),
        "&amp".repeat(n),
        format!("&#{};", "9".repeat(n)),
        "<script>".repeat(n),
        "<title><svg>".repeat(n),
        format!("<p{attributes}>"),
        distinct,
        "the the the the the ".repeat(n / 5),
        "\n".repeat(n),
        "<br>".repeat(n),
        "<h1>Blast in Zandar</h1>".repeat(n / 10),
        "\0".repeat(n),
    ] {
        for page in [
            format!("<!doctype html>{story}{hostile}"),
            format!("<!doctype html>{hostile}{story}"),
        ] {
            let start = std::time::Instant::now();
            check(page.as_bytes());
            let took = start.elapsed();
            assert!(
                took.as_secs() < 20,
                "{took:?}: {}",
                &page[..200.min(page.len())]
            );
        }
    }
}

#[test]
fn what_makes_a_page_odd_is_noted() {
    let deep = format!("{}<p>A", "<div>".repeat(100_000));
    let codes: Vec<_> = read(deep.as_bytes(), &Context::default())
        .notes
        .iter()
        .map(|note| note.code)
        .collect();
    assert_eq!(codes, ["too-deep"]);
    let long = format!(
        "<p>{}",
        "A bomb went off. ".repeat(main_text::MOST_BYTES / 16)
    );
    let page = read(long.as_bytes(), &Context::default());
    assert_eq!(page.notes[0].code, "main-text-unknown");
    assert_eq!(page.parts[0].kind, BlockKind::Paragraph);
}
