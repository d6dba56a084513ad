//! PDF files with a text layer.
//!
//! The text has no place in the source: a PDF file draws glyphs and has no characters. Pictures of
//! text are not read, and a file that asks for a password is not opened. What runs along the head and
//! foot of pages is furniture where it repeats.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ascribe_model::Note;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use crate::encoding::{Decoded, Sink};
use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, Part, note};
use crate::plain::{self, Head};
use crate::words;

pub(crate) const FORMAT: Format = Format {
    name: "pdf",
    about: "a PDF file with a text layer",
    media_type: "application/pdf",
    recognises: |bytes| bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-"),
    split: format::whole,
    read,
};

const ENCODING: &str = "pdf";

/// Larger files are not opened: reading one takes several times its size in memory.
const MOST_BYTES: usize = 1 << 28;

/// So many pages are read.
const MOST_PAGES: u32 = 2_000;

/// Reading ends with the page on which the text passes this many bytes.
const MOST_TEXT: usize = 8 << 20;

/// A line at the head or foot of a page repeats if it stands on so many.
const FEWEST_REPEATS: usize = 3;

fn read(bytes: &[u8], context: &Context) -> Page {
    let document = match open(bytes) {
        Ok(document) => document,
        Err(why) => return Page::empty(ENCODING, why),
    };
    let (pages, lost) = pages(&document);
    let repeats = repeats(&pages);
    let mut page = plain::page(Head::default(), text(&pages), context);
    page.notes.extend(lost);
    if !page.text.chars().any(char::is_alphanumeric) {
        let what = "the PDF file has no text layer; nothing was read from it";
        page.notes.push(note("no-text-layer", what));
    }
    for part in &mut page.parts {
        if repeats.contains_key(&words::key(part.span.slice(&page.text))) {
            *part = Part::furniture(part.span, "repeats-on-pages");
        }
    }
    page
}

fn open(bytes: &[u8]) -> Result<Document, Note> {
    if MOST_BYTES < bytes.len() {
        let message = format!("PDF files over {MOST_BYTES} bytes are not read");
        return Err(note("too-long", message));
    }
    let damaged = |why: String| {
        note(
            "damaged-pdf",
            format!("the PDF file could not be opened: {why}"),
        )
    };
    let mut document = caught(|| Document::load_mem(bytes))
        .ok_or_else(|| damaged("it is malformed".to_owned()))?
        .map_err(|error| damaged(error.to_string()))?;
    // Many files are encrypted with an empty password, which readers try without a word.
    if document.is_encrypted() && caught(|| document.decrypt("")).is_none_or(|opened| opened.is_err()) {
        let what = "the PDF file is encrypted; remove its password and read it again";
        return Err(note("encrypted", what));
    }
    Ok(document)
}

/// The text of each page, and a note of those that could not be read.
fn pages(document: &Document) -> (Vec<String>, Option<Note>) {
    let count = u32::try_from(document.get_pages().len()).unwrap_or(u32::MAX);
    let (mut pages, mut length, mut lost) = (Vec::new(), 0, 0);
    for number in 1..=count.min(MOST_PAGES) {
        let mut page = String::new();
        let read = caught(|| {
            output_doc_page(document, &mut PlainTextOutput::new(&mut page), number).is_ok()
        });
        lost += usize::from(read != Some(true));
        length += page.len();
        pages.push(page);
        if MOST_TEXT < length {
            break;
        }
    }
    let missing = lost + usize::try_from(count).unwrap_or(usize::MAX) - pages.len();
    let message = format!("{missing} of {count} pages could not be read");
    (pages, (0 < missing).then(|| note("pages-missing", message)))
}

/// What `work` gives, or `None` where it panics. The library that reads PDF files expects them to be
/// well-formed in many places, and a file must never end the program.
fn caught<Output>(work: impl FnOnce() -> Output) -> Option<Output> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn text(pages: &[String]) -> Decoded {
    let mut sink = Sink::default();
    for page in pages {
        let kept: String = page
            .chars()
            .filter(|&letter| !letter.is_control() || letter == '\n')
            .collect();
        sink.added(kept.trim());
        sink.added("\n\n");
    }
    sink.finish(ENCODING)
}

/// The first and last lines of pages that stand on several, numbers aside.
fn repeats(pages: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for page in pages {
        let mut lines = page.lines().map(words::key).filter(|line| !line.is_empty());
        for line in [lines.next(), lines.next_back()].into_iter().flatten() {
            *counts.entry(line).or_insert(0) += 1;
        }
    }
    counts.retain(|_, count| FEWEST_REPEATS <= *count);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF file of one page that draws each of `lines`.
    fn pdf(lines: &[&str]) -> Vec<u8> {
        let drawn: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
        let content = format!("BT /F1 12 Tf 14 TL 72 720 Td {drawn}ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
        }
        let table = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        for place in &places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let end = format!(
            "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            places.len() + 1
        );
        file.extend(end.bytes());
        file
    }

    fn check(bytes: &[u8], text: &str, codes: &[&str]) {
        assert!((FORMAT.recognises)(bytes));
        let page = read(bytes, &Context::default());
        let found: Vec<_> = page.text.split_whitespace().collect();
        let codes_found: Vec<_> = page.notes.iter().map(|note| note.code).collect();
        assert_eq!((found.join(" ").as_str(), codes_found.as_slice()), (text, codes));
    }

    #[test]
    fn the_text_layer() {
        check(&pdf(&["Blast in Kolm", "Five were hurt."]), "Blast in Kolm Five were hurt.", &[]);
    }

    #[test]
    fn without_a_text_layer() {
        check(&pdf(&[]), "", &["no-text-layer"]);
    }

    #[test]
    fn what_is_damaged() {
        check(b"%PDF-1.7\n%%EOF", "", &["damaged-pdf"]);
        let whole = pdf(&["Blast in Kolm"]);
        for length in (9..whole.len()).step_by(7) {
            let _ = read(&whole[..length], &Context::default());
        }
    }
}
