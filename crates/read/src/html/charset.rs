//! The encoding of a page: what it declares, or what its bytes look like.
//!
//! Pages that are valid UTF-8 are read as such whatever they declare: no other encoding's text is
//! valid UTF-8 by accident. Of the rest the declaration is believed; without one the bytes decide.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::head::value;
use super::tokens::{Token, Tokens};
use crate::encoding::{self, Decoded};
use crate::page::note;

/// The declaration stands within the first bytes; the standard asks for 1024.
const HEAD: usize = 8192;

/// How much of a page is looked at where nothing is declared.
const SAMPLE: usize = 1 << 20;

/// Decodes a page.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if std::str::from_utf8(bytes).is_ok() || encoding::has_mark(bytes) {
        return encoding::decode(bytes);
    }
    let declared = declared(bytes);
    let mut decoded = encoding::decode_as(bytes, Some(declared.unwrap_or_else(|| guess(bytes))));
    decoded.notes.retain(|note| note.code != "encoding-guessed");
    if declared.is_none() {
        let message = format!("the page names no encoding; read as {}", decoded.encoding);
        decoded.notes.push(note("encoding-guessed", message));
    }
    decoded
}

/// The encoding that the page declares, unless it is UTF-8 and too little of it is.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let encoding = in_prolog(&head).or_else(|| in_meta(&head))?;
    // A page that could be read so far is in no encoding of two bytes, the standard says.
    let encoding = if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    };
    (encoding != UTF_8 || encoding::guess(bytes) == UTF_8).then_some(encoding)
}

/// `<?xml version="1.0" encoding="...">`
fn in_prolog(head: &str) -> Option<&'static Encoding> {
    let prolog = head.trim_start().strip_prefix("<?xml")?;
    let prolog = &prolog[..prolog.find('>')?];
    let (_, named) = prolog.split_once("encoding")?;
    label(named.trim_start_matches(|character: char| character.is_whitespace() || character == '='))
}

/// `<meta charset="...">` or `<meta content="text/html; charset=...">`
fn in_meta(head: &str) -> Option<&'static Encoding> {
    let metas = Tokens::new(head).filter_map(|token| match token {
        Token::Start(tag) if tag.name.eq_ignore_ascii_case("meta") => Some(tag),
        _ => None,
    });
    metas.into_iter().find_map(|tag| {
        let words = |name| value(head, tag, name).map(|span| &head[span.range()]);
        let in_content = || {
            let content = words("content")?.to_ascii_lowercase();
            let (_, named) = content.split_once("charset=")?;
            label(named)
        };
        words("charset").and_then(label).or_else(in_content)
    })
}

/// The encoding that `named` begins with the label of.
fn label(named: &str) -> Option<&'static Encoding> {
    let named = named.trim_start().trim_start_matches(['"', '\'']);
    let end = named.find(|character: char| {
        !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':' | '.'))
    });
    Encoding::for_label(&named.as_bytes()[..end.unwrap_or(named.len())])
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if encoding::guess(bytes) == UTF_8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str, codes: &[&str]) {
        let decoded = decode(bytes);
        let notes: Vec<_> = decoded.notes.iter().map(|note| note.code).collect();
        assert_eq!((decoded.encoding, &notes[..]), (encoding, codes));
        assert!(decoded.text.contains(text), "{}", decoded.text);
    }

    #[test]
    fn declared_in_the_page() {
        check(
            b"<meta charset='iso-8859-2'><p>Zand\xb1r",
            "ISO-8859-2",
            "Zandąr",
            &[],
        );
        check(
            b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcf\xf0\xe8",
            "windows-1251",
            "При",
            &[],
        );
        check(
            b"<?xml version='1.0' encoding='koi8-r'?><html>\xf0",
            "KOI8-R",
            "П",
            &[],
        );
    }

    #[test]
    fn utf8_is_utf8() {
        check(
            "<meta charset=windows-1252><p>Zandār".as_bytes(),
            "utf-8",
            "Zandār",
            &[],
        );
        check(
            b"<meta charset=utf-8>\xc3\xa9\xc3\xa9 \xc3 x",
            "utf-8",
            "éé",
            &["invalid-bytes"],
        );
        check(
            b"<meta charset=utf-16>\xc3\xa9\xc3\xa9 \xc3 x",
            "utf-8",
            "éé",
            &["invalid-bytes"],
        );
    }

    #[test]
    fn nothing_declared() {
        check(
            b"<p>the \x93caf\xe9\x94 ",
            "windows-1252",
            "“café”",
            &["encoding-guessed"],
        );
        check(
            b"<meta charset=utf-8><p>the \x93caf\xe9\x94 ",
            "windows-1252",
            "“café”",
            &["encoding-guessed"],
        );
        let greek = b"<p>\xc7 \xd0\xfc\xeb\xe7 \xde\xf4\xe1\xed \xdc\xe4\xe5\xe9\xe1 \xea\xe1\xe9 \xf3\xea\xef\xf4\xe5\xe9\xed\xde";
        check(greek, "windows-1253", "Πόλη", &["encoding-guessed"]);
    }
}
