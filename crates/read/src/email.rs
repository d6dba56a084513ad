//! E-mail: one message as it travels (RFC 5322, MIME).
//!
//! The subject is the title, the sender the byline, and the day in the header the day of publication.
//! Of a message in several forms the plain text is read. Where the text was packed as base64, its
//! characters have no place in the source. Attachments are counted and not read; what a reply quotes
//! is part of the text.

use ascribe_model::{KnownFrom, Note, Published};
use ascribe_text::Span;
use encoding_rs::Encoding;
use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::encoding::{self, Decoded, Sink};
use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, note};
use crate::plain::Head;
use crate::{dates, markup, plain};

pub(crate) const FORMAT: Format = Format {
    name: "email",
    about: "one e-mail with its header (.eml)",
    media_type: "message/rfc822",
    recognises,
    split: format::whole,
    read,
};

/// Fields that every message has one of, besides its sender.
const TELLING: &[&str] = &["date", "subject", "received", "message-id", "mime-version", "return-path"];

/// Whether the bytes begin with a header that names a sender and two more of a message's fields.
fn recognises(bytes: &[u8]) -> bool {
    const HEAD: usize = 16_000;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let mut names = Vec::new();
    for line in head.trim_start_matches('\u{feff}').lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if is_field_name(name) => names.push(name.to_ascii_lowercase()),
            _ => return false,
        }
    }
    let telling = TELLING.iter().filter(|name| names.iter().any(|own| own == *name));
    names.iter().any(|name| name == "from") && 2 <= telling.count()
}

fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn read(bytes: &[u8], context: &Context) -> Page {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Page::empty("utf-8", note("bad-email", "the message could not be read"));
    };
    let head = Head {
        title: message.subject().map(|words| in_header(words, bytes)),
        byline: sender(&message).map(|words| in_header(&words, bytes)),
    };
    let mut page = match body(&message) {
        Some((part, true)) => markup::page(head, content(part, bytes), context),
        Some((part, false)) => plain::page(head, content(part, bytes), context),
        None => plain::page(head, Sink::default().finish("utf-8"), context),
    };
    match message.date().map(day) {
        Some(Ok(published)) => page.published = Some(published),
        Some(Err(complaint)) => page.notes.push(complaint),
        None => {}
    }
    page.notes.extend(attachments(&message));
    page
}

/// The part to read, and whether it is markup.
fn body<'m>(message: &'m Message<'_>) -> Option<(&'m MessagePart<'m>, bool)> {
    let part = |id: &u32| message.parts.get(usize::try_from(*id).ok()?);
    let text = message.text_body.iter().find_map(part)?;
    Some((text, matches!(text.body, PartType::Html(_))))
}

fn sender(message: &Message<'_>) -> Option<String> {
    let sender = message.from()?.first()?;
    let words = sender.name().or_else(|| sender.address())?;
    Some(words.to_owned())
}

fn day(date: &mail_parser::DateTime) -> Result<Published, Note> {
    let written = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    let civil = || {
        Date::new(
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        )
        .ok()
    };
    civil()
        .map(|value| Published {
            value,
            known_from: KnownFrom::Metadata,
            span: None,
        })
        .ok_or_else(|| dates::no_such_day(&written))
}

fn attachments(message: &Message<'_>) -> Option<Note> {
    let count = message.attachments.len();
    let message = format!("{count} attachments were not read");
    (0 < count).then(|| note("attachments", message))
}

/// Words of the header, with their place where they stand there as they are.
fn in_header(words: &str, bytes: &[u8]) -> Decoded {
    const HEAD: usize = 64_000;
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut sink = Sink::default();
    let found = (!words.is_empty())
        .then(|| {
            head.windows(words.len())
                .position(|window| window == words.as_bytes())
        })
        .flatten();
    match found {
        Some(at) => sink.verbatim(words, at),
        None => sink.added(words),
    }
    sink.finish("utf-8")
}

/// The words of a part.
fn content(part: &MessagePart<'_>, bytes: &[u8]) -> Decoded {
    let (start, end) = (place(part.offset_body), place(part.offset_end));
    let raw = bytes.get(start..end).unwrap_or_default();
    let charset = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"))
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    match part.encoding {
        mail_parser::Encoding::None => {
            let decoded = encoding::decode_as(raw, charset);
            Decoded {
                map: decoded.map.shifted(start),
                ..decoded
            }
        }
        mail_parser::Encoding::QuotedPrintable => unquoted(raw, start, charset),
        mail_parser::Encoding::Base64 => {
            let mut sink = Sink::default();
            sink.added(part.text_contents().unwrap_or_default());
            sink.finish("utf-8")
        }
    }
}

fn place(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Quoted-printable text (RFC 2045, 6.7), each character with the bytes that it was written with.
fn unquoted(raw: &[u8], start: usize, charset: Option<&'static Encoding>) -> Decoded {
    let (bytes, places) = unquoted_bytes(raw);
    let decoded = encoding::decode_as(&bytes, charset);
    let mut sink = Sink::default();
    for (text, source, verbatim) in decoded.map.runs() {
        let words = text.slice(&decoded.text);
        if !verbatim {
            let hull = hull(&places, source.start(), source.end());
            sink.decoded(words, start + hull.start(), start + hull.end());
            continue;
        }
        for (at, character) in words.char_indices() {
            let from = source.start() + at;
            let hull = hull(&places, from, from + character.len_utf8());
            let piece = character.encode_utf8(&mut [0; 4]).to_owned();
            if raw[hull.range()] == *piece.as_bytes() {
                sink.verbatim(&piece, start + hull.start());
            } else {
                sink.decoded(&piece, start + hull.start(), start + hull.end());
            }
        }
    }
    let unquoted = sink.finish(decoded.encoding);
    Decoded {
        notes: decoded.notes,
        ..unquoted
    }
}

fn hull(places: &[(usize, usize)], from: usize, to: usize) -> Span<ascribe_text::Source> {
    Span::new(places[from].0, places[to - 1].1)
}

/// The bytes that quoted-printable `raw` stands for, and where each was written.
fn unquoted_bytes(raw: &[u8]) -> (Vec<u8>, Vec<(usize, usize)>) {
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let width = match rest {
            [b'=', b'\r', b'\n', ..] => 3,
            [b'=', b'\n', ..] => 2,
            [b'=', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) << 4 | digit(*low));
                3
            }
            _ => {
                bytes.push(rest[0]);
                1
            }
        };
        if places.len() < bytes.len() {
            places.push((at, at + width));
        }
        at += width;
    }
    (bytes, places)
}

fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte.to_ascii_lowercase() - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_model::BlockKind;

    const HEADER: &str = "From: Mira Tolen <mira@velt.example>\r\nTo: desk@velt.example\r\n\
        Subject: Blast in Kolm\r\nDate: Wed, 14 May 2031 10:00:00 +0200\r\nMIME-Version: 1.0\r\n";

    fn check(fields: &str, body: &str, text: &str, codes: &[&str]) -> Page {
        let message = format!("{HEADER}{fields}\r\n{body}");
        assert!(recognises(message.as_bytes()));
        let page = read(message.as_bytes(), &Context::default());
        let lines: Vec<_> = page.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["Blast in Kolm", "Mira Tolen", text]);
        let kinds: Vec<_> = page.parts.iter().take(2).map(|part| part.kind).collect();
        assert_eq!(kinds, [BlockKind::Title, BlockKind::Byline]);
        let found: Vec<_> = page.notes.iter().map(|note| note.code).collect();
        assert_eq!(found, codes);
        let published = page.published.as_ref().unwrap();
        assert_eq!(published.value.to_string(), "2031-05-14");
        page
    }

    #[test]
    fn a_plain_message() {
        check("", "Five were hurt.\r\n", "Five were hurt.", &[]);
    }

    #[test]
    fn quoted_printable_maps_to_its_bytes() {
        let fields = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n";
        let page = check(fields, "Caf=C3=A9 bom=\r\nbed =3D hurt.", "Café bombed = hurt.", &[]);
        let at = page.text.find('é').unwrap();
        let source = page.map.to_source(Span::new(at, at + 2)).unwrap();
        let message = format!("{HEADER}{fields}\r\nCaf=C3=A9");
        assert_eq!(&message[source.range()], "=C3=A9");
        let at = page.text.find("bombed").unwrap();
        let source = page.map.to_source(Span::new(at, at + 6)).unwrap();
        assert_eq!(source.len(), "bom=\r\nbed".len());
    }

    #[test]
    fn another_alphabet_and_base64() {
        let fields = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n";
        check(fields, "Rml2ZSB3ZXJlIGh1cnQu\r\n", "Five were hurt.", &[]);
    }

    #[test]
    fn the_plain_form_of_several_and_no_attachments() {
        let fields = "Content-Type: multipart/mixed; boundary=b\r\n";
        let body = "--b\r\nContent-Type: text/plain\r\n\r\nFive were hurt.\r\n\
            --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nxx\r\n--b--\r\n";
        check(fields, body, "Five were hurt.", &["attachments"]);
    }

    #[test]
    fn markup_alone() {
        check("Content-Type: text/html\r\n", "<p>Five were hurt.</p>", "Five were hurt.", &[]);
    }

    #[test]
    fn what_is_no_message() {
        for text in [
            "",
            "From the hills: nothing.",
            "Blast: five hurt\nKolm: quiet\n\nA bomb went off.",
            "From: the hills\n\nNothing.",
        ] {
            assert!(!recognises(text.as_bytes()), "{text}");
        }
    }
}
