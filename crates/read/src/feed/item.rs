//! One item of a feed.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{lenient, position};
use crate::encoding::{self, Decoded, Sink};
use crate::input::Context;
use crate::page::Page;
use crate::plain::Head;
use crate::{dates, markup, plain};

/// The elements that are read, in the order in which one is taken before another.
const BODY: &[&str] = &["content:encoded", "content", "description", "summary"];
const TITLE: &[&str] = &["title"];
const DAY: &[&str] = &["pubDate", "published", "dc:date", "updated"];
const URL: &[&str] = &["link", "guid"];

/// One element of an item.
struct Field {
    name: String,
    content: Decoded,
    is_markup: bool,
}

/// The report that the item in `bytes` is.
pub(crate) fn read(bytes: &[u8], context: &Context) -> Page {
    let xml = encoding::decode(bytes);
    let fields = fields(&xml);
    let head = Head {
        title: take(&fields, TITLE).map(|field| field.content.clone()),
        byline: None,
    };
    let mut page = match take(&fields, BODY) {
        Some(body) if body.is_markup => markup::page(head, body.content.clone(), context),
        Some(body) => plain::page(head, body.content.clone(), context),
        None => plain::page(head, Sink::default().finish(xml.encoding), context),
    };
    let words = |names| take(&fields, names).map(|field| field.content.text.trim().to_owned());
    page.url = words(URL).filter(|url| url.contains("://"));
    match words(DAY).map(|day| dates::published(&day)) {
        Some(Ok(published)) => page.published = Some(published),
        Some(Err(note)) => page.notes.push(note),
        None => {}
    }
    let mut page = page.wrapped_in(&xml.map);
    page.notes.splice(0..0, xml.notes);
    page
}

/// The first field of the first name that has words.
fn take<'f>(fields: &'f [Field], names: &[&str]) -> Option<&'f Field> {
    let written = |field: &&Field| !field.content.text.trim().is_empty();
    names.iter().find_map(|name| {
        fields
            .iter()
            .filter(written)
            .find(|field| field.name == **name)
    })
}

/// The elements right below the item's own.
fn fields(xml: &Decoded) -> Vec<Field> {
    let mut reader = lenient(Reader::from_str(&xml.text));
    let mut fields = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if inside => {
                fields.push(field(&element, &mut reader, xml));
            }
            Ok(Event::Start(_)) => inside = true,
            Ok(Event::Empty(element)) => fields.extend(link(&element, xml)),
            Ok(Event::Eof) | Err(_) => return fields,
            Ok(_) => {}
        }
    }
}

/// The element that was opened by `element`, to its end.
fn field(element: &BytesStart<'_>, reader: &mut Reader<&[u8]>, xml: &Decoded) -> Field {
    let name = element.name().as_ref().to_owned();
    let kind = attribute(element, "type").unwrap_or_default();
    let is_xhtml = kind == "xhtml";
    let is_atom_text = matches!(name.as_str(), "content" | "summary") && !kind.contains("html");
    let content = if is_xhtml {
        inner_markup(element, reader, xml)
    } else {
        inner_words(reader, xml)
    };
    Field {
        is_markup: !is_atom_text,
        name,
        content,
    }
}

/// What stands inside an element as it is written.
fn inner_markup(element: &BytesStart<'_>, reader: &mut Reader<&[u8]>, xml: &Decoded) -> Decoded {
    let start = position(reader);
    let mut sink = Sink::default();
    if let Ok(span) = reader.read_to_end(element.name()) {
        let end = usize::try_from(span.end).unwrap_or(start);
        let inner = xml.text.get(start..end).unwrap_or_default();
        sink.verbatim(inner, start);
    }
    sink.finish(xml.encoding)
}

/// The words inside an element, whatever elements they stand in.
fn inner_words(reader: &mut Reader<&[u8]>, xml: &Decoded) -> Decoded {
    const CDATA: usize = "<![CDATA[".len();
    let mut sink = Sink::default();
    let mut depth = 1;
    while 0 < depth {
        let start = position(reader);
        let event = reader.read_event();
        let end = position(reader);
        match event {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Text(words)) => verbatim(&words, start, xml, &mut sink),
            Ok(Event::CData(words)) => verbatim(&words, start + CDATA, xml, &mut sink),
            Ok(Event::GeneralRef(_)) => reference(start, end, xml, &mut sink),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    sink.finish(xml.encoding)
}

/// Words that are to stand at byte `start`; what does not stand there is kept without a place.
fn verbatim(words: &str, start: usize, xml: &Decoded, sink: &mut Sink) {
    if xml.text.get(start..start + words.len()) == Some(words) {
        sink.verbatim(words, start);
    } else {
        sink.added(words);
    }
}

/// The reference at `start..end`: `&amp;`, `&#8217;`. One that XML does not know is kept as it is,
/// for the reader of the markup inside.
fn reference(start: usize, end: usize, xml: &Decoded, sink: &mut Sink) {
    let written = xml.text.get(start..end).unwrap_or_default();
    match quick_xml::escape::unescape(written) {
        Ok(decoded) => sink.decoded(&decoded, start, end),
        Err(_) => sink.verbatim(written, start),
    }
}

/// An Atom feed's link to the page itself.
fn link(element: &BytesStart<'_>, xml: &Decoded) -> Option<Field> {
    let relation = attribute(element, "rel").unwrap_or_else(|| "alternate".to_owned());
    if element.name().as_ref() != "link" || relation != "alternate" {
        return None;
    }
    let mut sink = Sink::default();
    sink.added(&attribute(element, "href")?);
    Some(Field {
        name: "link".to_owned(),
        content: sink.finish(xml.encoding),
        is_markup: false,
    })
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}
