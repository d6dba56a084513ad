//! What holds for any bytes whatsoever.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use ascribe_model::{BlockKind, Report};
use ascribe_read::{Input, ReadOptions, format_named, formats, read};
use proptest::prelude::*;

/// One small file of each format that has a grammar.
const TORN: &[&str] = &[
    "{\"text\": \"Blast \\u00e9 \\ud83d\\ude00\", \"title\": \"T\", \"published\": \"2031-05-14\"}\n{\"html\": \"<p>x</p>\"}",
    "[{\"text\": \"Blast\"}, {\"text\": [1, {\"a\": null}]}]",
    "<?xml version=\"1.0\"?><rss><channel><title>V</title><item><title>A &amp; b</title><description><![CDATA[<p>x &amp; y</p>]]></description></item></channel></rss>",
    "<feed xml:lang=\"en\"><entry><title>A</title><content type=\"xhtml\"><div>x <b>y</b></div></content></entry></feed>",
    "From: a@b.example\nSubject: =?utf-8?q?A_=C3=A9?=\nDate: Wed, 14 May 2031 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9 x=\ny =3D\n",
    "@kolm_watch · 14 Mar 2031 09:12\nA blast.\n\nMira @mira · 2h\nNo.\n",
];

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

/// Decoding the bytes that each stretch of the text maps to, as `decode` does, gives the stretch.
fn stretches_decode(report: &Report, bytes: &[u8], decode: impl Fn(&str) -> String) {
    for (text, source, verbatim) in report.map.runs() {
        let written = std::str::from_utf8(&bytes[source.range()]).unwrap();
        let words = text.slice(&report.text);
        let decoded = if verbatim { written.to_owned() } else { decode(written) };
        assert_eq!(decoded, words, "{written}");
    }
    for gap in report.map.gaps(report.text.len()) {
        assert!(gap.slice(&report.text).trim().is_empty());
    }
}

fn json_decoded(written: &str) -> String {
    serde_json::from_str(&format!("\"{written}\"")).unwrap()
}

/// The string in JSON, with every character outside ASCII escaped.
fn json_ascii(words: &str) -> String {
    let unit = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04X}"),
    };
    let json = serde_json::to_string(words).unwrap();
    json.encode_utf16().map(unit).collect()
}

fn xml_escaped(words: &str) -> String {
    let escape = |character: char| match character {
        '<' => "&lt;".to_owned(),
        '&' => "&amp;".to_owned(),
        '"' => "&#34;".to_owned(),
        other => other.to_string(),
    };
    words.chars().map(escape).collect()
}

proptest! {
    #[test]
    fn json_lines(texts in proptest::collection::vec("\\PC{0,40}(\n|\"|\\\\|é|😀)?\\PC{0,9}", 1..4)) {
        let rows = texts.iter().enumerate();
        let lines = rows.map(|(at, text)| {
            let text = if at == 0 { json_ascii(text) } else { serde_json::to_string(text).unwrap() };
            format!("{{\"text\": {text}, \"title\": {}}}", json_ascii("“A” & b"))
        });
        let file = lines.collect::<Vec<_>>().join("\n");
        let options = ReadOptions { format: format_named("jsonl"), ..ReadOptions::default() };
        let input = Input::open(file.as_bytes(), &options);
        let reports: Vec<Report> = input.reports(&options).collect();
        prop_assert_eq!(reports.len(), texts.len());
        for (report, text) in reports.iter().zip(&texts) {
            prop_assert_eq!(&*report.text, format!("“A” & b\n\n{text}"));
            stretches_decode(report, file.as_bytes(), json_decoded);
            blocks_cover_the_text(report);
        }
    }

    #[test]
    fn feeds(titles in proptest::collection::vec("[a-z<&\"é😀 ]{1,20}", 1..4)) {
        let items = titles.iter().map(|title| format!("<item><title>{}</title></item>", xml_escaped(title)));
        let file = format!("<rss><channel><title>T</title>{}</channel></rss>", items.collect::<String>());
        let options = ReadOptions::default();
        let input = Input::open(file.as_bytes(), &options);
        let reports: Vec<Report> = input.reports(&options).collect();
        prop_assert_eq!(reports.len(), titles.len());
        for report in &reports {
            let decode = |written: &str| match written {
                "&lt;" => "<".to_owned(),
                "&amp;" => "&".to_owned(),
                "&#34;" => "\"".to_owned(),
                other => other.to_owned(),
            };
            stretches_decode(report, file.as_bytes(), decode);
        }
    }

    #[test]
    fn every_format_takes_any_bytes(
        format in prop::sample::select(formats().iter().collect::<Vec<_>>()),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let input = Input::open(&bytes, &options);
        for report in input.reports(&options) {
            blocks_cover_the_text(&report);
        }
    }

    #[test]
    fn every_format_takes_torn_files(
        file in prop::sample::select(TORN),
        length in 0_usize..400,
        byte in any::<u8>(),
        at in 0_usize..400,
    ) {
        let mut bytes = file.as_bytes().to_vec();
        bytes.truncate(length);
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let options = ReadOptions::default();
        let input = Input::open(&bytes, &options);
        for report in input.reports(&options) {
            blocks_cover_the_text(&report);
        }
    }

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
