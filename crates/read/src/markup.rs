//! Markup that stands inside another format: the items of a feed, the HTML part of an e-mail.
//!
//! It is read as pages are, below the title and the byline that the format itself gives.

use ascribe_model::{BlockKind, Note, Published};
use ascribe_text::SourceMap;

use crate::encoding::Decoded;
use crate::html;
use crate::input::Context;
use crate::page::{Page, Part};
use crate::plain::{self, Head};
use crate::repeats;

/// The page that `markup` is, below a head where the format gives one.
pub(crate) fn page(head: Head, markup: Decoded, context: &Context) -> Page {
    let mut body = html::embedded(&markup.text, context).wrapped_in(&markup.map);
    body.encoding = markup.encoding;
    body.notes.splice(0..0, markup.notes);
    match plain::joined(head) {
        (Some(head), heading) => below(head, heading, body),
        (None, _) => body,
    }
}

/// The page with a head above it, whose parts are `heading`.
fn below(head: Decoded, heading: Vec<Part>, body: Page) -> Page {
    let start = head.text.len() + "\n\n".len();
    let mut map = SourceMap::builder();
    map.append(&head.map, 0);
    map.append(&body.map, start);
    let text = format!("{}\n\n{}", head.text, body.text);
    let is_titled = heading.iter().any(|part| part.kind == BlockKind::Title);
    let mut parts = heading;
    let shifted = body.parts.into_iter().map(|part| Part {
        span: part.span.shifted(start),
        speaker: part.speaker.map(|speaker| speaker.shifted(start)),
        ..part
    });
    parts.extend(shifted.map(|part| if is_titled { untitled(part) } else { part }));
    repeats::mark(&text, &mut parts);
    Page {
        map: map.build(),
        published: body.published.map(|published| Published {
            span: published.span.map(|span| span.shifted(start)),
            ..published
        }),
        notes: moved(body.notes, start),
        text,
        parts,
        ..body
    }
}

/// A heading of the page below the title that the format gives.
fn untitled(part: Part) -> Part {
    match part.kind {
        BlockKind::Title => Part::new(BlockKind::Paragraph, part.span),
        _ => part,
    }
}

fn moved(notes: Vec<Note>, by: usize) -> Vec<Note> {
    let moved = |note: Note| Note {
        span: note.span.map(|span| span.shifted(by)),
        ..note
    };
    notes.into_iter().map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding;

    fn read(title: Option<&str>, markup: &str) -> Page {
        let head = Head {
            title: title.map(|title| encoding::decode(title.as_bytes())),
            byline: None,
        };
        page(
            head,
            encoding::decode(markup.as_bytes()),
            &Context::default(),
        )
    }

    fn check(markup: &str, expected: &str) {
        assert_eq!(read(None, markup).text.trim(), expected, "{markup}");
    }

    #[test]
    fn blocks_and_entities() {
        check("<p>A &amp; B</p><p>C&#8217;s<br>D</p>", "A & B\n\nC’s\nD");
        check("words alone", "words alone");
        check("1 < 2 & 3", "1 < 2 & 3");
    }

    #[test]
    fn what_is_no_text() {
        check("<style>p {}</style><script>x</script>A<!-- b -->C", "AC");
    }

    #[test]
    fn below_a_title() {
        let markup = "<h1>Blast in Zandar</h1><p>A bomb went off on 14 May 2031.</p>";
        let page = read(Some("Blast in Zandar"), markup);
        let kinds: Vec<_> = page
            .parts
            .iter()
            .map(|part| part.kind.to_string())
            .collect();
        assert_eq!(kinds, ["title", "furniture", "paragraph"]);
        assert_eq!(
            page.parts[2].span.slice(&page.text),
            "A bomb went off on 14 May 2031."
        );
        let source = page.map.to_source(page.parts[2].span).unwrap();
        assert_eq!(&markup[source.range()], "A bomb went off on 14 May 2031.");
    }
}
