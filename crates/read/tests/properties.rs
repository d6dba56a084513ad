//! What holds for any bytes whatsoever.

use ascribe_model::{BlockKind, Report};
use ascribe_read::{ReadOptions, read};
use proptest::prelude::*;

fn check(bytes: &[u8]) {
    let report = read(bytes, &ReadOptions::default());
    blocks_cover_the_text(&report);
    runs_are_ordered_and_true(&report, bytes);
    assert_eq!(report.source.bytes, bytes.len());
    for span in [report.title, report.byline].into_iter().flatten() {
        assert_eq!(span.trimmed(&report.text), span);
        assert!(!span.is_empty());
    }
}

fn blocks_cover_the_text(report: &Report) {
    let mut end = 0;
    for (index, block) in report.blocks.iter().enumerate() {
        assert_eq!((block.id.index(), block.span.start()), (index, end));
        assert!(!block.span.slice(&report.text).is_empty());
        assert_eq!(block.kind == BlockKind::Furniture, block.reason.is_some());
        end = block.span.end();
    }
    assert_eq!(end, report.text.len());
}

fn runs_are_ordered_and_true(report: &Report, bytes: &[u8]) {
    let (mut text_end, mut source_end) = (0, 0);
    for (text, source, verbatim) in report.map.runs() {
        assert_eq!(
            text.start(),
            text_end,
            "every character comes from somewhere"
        );
        assert!(source_end <= source.start() && source.end() <= bytes.len());
        let words = text.slice(&report.text);
        assert!(!verbatim || words.as_bytes() == &bytes[source.range()]);
        (text_end, source_end) = (text.end(), source.end());
    }
    assert_eq!(text_end, report.text.len());
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_bytes_after_a_mark(
        mark in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf"]),
        bytes in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        check(&[mark, &bytes].concat());
    }

    #[test]
    fn lines_of_news(lines in proptest::collection::vec(
        "(By |- |ZANDAR, |“|\t)?([A-Z][a-z]{1,9} ?){0,14}(4 March 2024|\\(VP\\) - |”|\\.|\\?|\r|)",
        0..20,
    )) {
        check(lines.join("\n").as_bytes());
    }
}
