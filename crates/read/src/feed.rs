//! Feeds: RSS (0.9 to 2.0, and 1.0 as RDF) and Atom.
//!
//! Items are found by reading the XML from the front; where it breaks off, the items before are read
//! all the same. An item's body is its full content where the feed has it, else its description. The
//! feed's title is the outlet's name. Extensions (media, podcasts) are not looked at.

mod item;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::format::Format;
use crate::input::{Context, Portion, Portions};
use crate::page::note;

pub(crate) const FORMAT: Format = Format {
    name: "feed",
    about: "an RSS or Atom feed",
    media_type: "application/feed+xml",
    recognises,
    split,
    read: item::read,
};

/// How far into a file a feed's first element may stand.
const HEAD: usize = 4_000;

fn recognises(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let is_xml = head.starts_with("<?xml") || head.starts_with("<!--");
    let roots = ["<rss", "<feed", "<rdf:RDF"];
    let begins = |root: &&str| head.starts_with(*root) || is_xml && head.contains(*root);
    !head.contains("<html") && roots.iter().any(begins)
}

fn split(bytes: &[u8]) -> Portions<'_> {
    if std::str::from_utf8(bytes).is_ok() {
        return Box::new(Items::new(bytes));
    }
    // Tags are ASCII in every encoding that feeds are written in, and all places stay as they are.
    let plain: Vec<u8> = bytes
        .iter()
        .map(|&byte| if byte.is_ascii() { byte } else { b'?' })
        .collect();
    let items: Vec<_> = Items::new(&plain).collect();
    Box::new(items.into_iter())
}

/// The items of a feed, in order.
struct Items<'b> {
    reader: Reader<&'b [u8]>,
    context: Context,
    /// The feed's own element that is open, as far as it matters.
    open: Option<Known>,
    done: bool,
}

/// What a feed says of all its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Title,
    Language,
}

impl<'b> Items<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            reader: lenient(Reader::from_reader(bytes)),
            context: Context::default(),
            open: None,
            done: false,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        self.open = match element.name().as_ref() {
            "title" => Some(Known::Title),
            "language" | "dc:language" => Some(Known::Language),
            _ => None,
        };
        let tag = element.try_get_attribute("xml:lang").ok().flatten();
        if let Some(tag) = tag
            && self.context.language.is_none()
        {
            self.context.language = Some(tag.value.into_owned());
        }
    }

    fn words(&mut self, words: &str) {
        let words = words.trim().to_owned();
        let place = match self.open {
            Some(Known::Title) => &mut self.context.outlet,
            Some(Known::Language) => &mut self.context.language,
            None => return,
        };
        if !words.is_empty() && place.is_none() {
            *place = Some(words);
        }
    }

    fn broken(&mut self, at: usize, why: &str) -> Portion {
        self.done = true;
        let message = format!("from byte {at} on, this is no feed ({why})");
        Portion {
            broken: Some(note("bad-xml", message)),
            ..Portion::new(at..at)
        }
    }

    /// The item that begins at byte `start`, and whose first tag was read.
    fn item(&mut self, start: usize, element: &BytesStart<'_>) -> Portion {
        match self.reader.read_to_end(element.name()) {
            Ok(_) => Portion {
                context: self.context.clone(),
                ..Portion::new(start..position(&self.reader))
            },
            Err(error) => self.broken(start, &error.to_string()),
        }
    }
}

impl Iterator for Items<'_> {
    type Item = Portion;

    fn next(&mut self) -> Option<Portion> {
        while !self.done {
            let at = position(&self.reader);
            match self.reader.read_event() {
                Ok(Event::Start(element)) if is_item(&element) => {
                    return Some(self.item(at, &element));
                }
                Ok(Event::Start(element)) => self.start(&element),
                Ok(Event::End(_)) => self.open = None,
                Ok(Event::Text(text)) => self.words(&text),
                Ok(Event::CData(text)) => self.words(&text),
                Ok(Event::Eof) => self.done = true,
                Ok(_) => {}
                Err(error) => return Some(self.broken(at, &error.to_string())),
            }
        }
        None
    }
}

fn is_item(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "item" | "entry" | "atom:entry")
}

/// A reader that takes tags as they come.
fn lenient<R>(mut reader: Reader<R>) -> Reader<R> {
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

fn position<R>(reader: &Reader<R>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use crate::ReadOptions;
    use crate::input::Input;
    use ascribe_model::Report;

    fn reports(xml: &str) -> Vec<Report> {
        let options = ReadOptions::default();
        Input::open(xml.as_bytes(), &options)
            .reports(&options)
            .collect()
    }

    /// Text, outlet, url and day of each report.
    fn check(xml: &str, expected: &[(&str, &str, &str, &str)]) {
        let reports = reports(xml);
        assert_eq!(reports.len(), expected.len(), "{reports:#?}");
        for (report, (text, outlet, url, day)) in reports.iter().zip(expected) {
            assert_eq!(report.text.trim(), *text);
            assert_eq!(report.outlet.as_deref().unwrap_or_default(), *outlet);
            assert_eq!(report.url.as_deref().unwrap_or_default(), *url);
            let published = report.published.as_ref();
            let published = published.map(|published| published.value.to_string());
            assert_eq!(published.unwrap_or_default(), *day);
        }
    }

    const RSS: &str = r#"<?xml version="1.0"?>
        <rss version="2.0" xmlns:content="c"><channel><title>Velt Press</title><language>en</language>
        <item><title>Blast in Kolm &amp; Veran</title><link>https://velt.example/1</link>
          <description>short</description><pubDate>Wed, 14 May 2031 10:00:00 GMT</pubDate>
          <content:encoded><![CDATA[<p>A bomb &amp; a fire.</p>]]></content:encoded></item>
        <item><title>Clash</title><description>&lt;p&gt;Five were hurt.&lt;/p&gt;</description></item>
        </channel></rss>"#;

    #[test]
    fn rss() {
        check(
            RSS,
            &[
                (
                    "Blast in Kolm & Veran\n\nA bomb & a fire.",
                    "Velt Press",
                    "https://velt.example/1",
                    "2031-05-14",
                ),
                ("Clash\n\nFive were hurt.", "Velt Press", "", ""),
            ],
        );
    }

    #[test]
    fn characters_map_through_all_wrappings() {
        let reports = reports(RSS);
        let written = |report: &Report, words: &str| {
            let at = report.text.find(words).unwrap();
            let span = ascribe_text::Span::new(at, at + words.len());
            RSS[report.map.to_source(span).unwrap().range()].to_owned()
        };
        assert_eq!(
            written(&reports[0], "Blast in Kolm &"),
            "Blast in Kolm &amp;"
        );
        assert_eq!(written(&reports[0], "A bomb & a"), "A bomb &amp; a");
        assert_eq!(written(&reports[1], "Five were hurt"), "Five were hurt");
        assert!(RSS[reports[1].source.start..].starts_with("<item><title>Clash"));
    }

    #[test]
    fn atom() {
        check(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Velt</title>
            <entry><title>Blast</title><link rel="self" href="x"/><link href="https://velt.example/2"/>
            <updated>2031-05-15T00:00:00Z</updated><published>2031-05-14T10:00:00Z</published>
            <content type="xhtml"><div>A <b>bomb</b> went off.</div></content></entry></feed>"#,
            &[(
                "Blast\n\nA bomb went off.",
                "Velt",
                "https://velt.example/2",
                "2031-05-14",
            )],
        );
    }

    #[test]
    fn a_torn_feed_gives_what_there_is() {
        let torn = &RSS[..RSS.find("Five").unwrap()];
        let reports = reports(torn);
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[1].notes[0].code, "bad-xml");
    }

    #[test]
    fn an_empty_feed_is_one_report() {
        let reports = reports("<rss><channel><title>Velt</title></channel></rss>");
        assert_eq!(reports[0].notes[0].code, "no-reports");
    }
}
