//! Bytes that are no text: pictures, archives, PDF files.
//!
//! Recognised by many NULs among the first bytes (no encoding without a byte order mark has them, save
//! those that the web forbids), or by the mark of a PDF file. Nothing is read from them.

use ascribe_text::SourceMap;

use crate::encoding;
use crate::format::Format;
use crate::page::{Page, note};

pub(crate) const FORMAT: Format = Format {
    media_type: "application/octet-stream",
    recognises: is_binary,
    read,
};

/// How many bytes are looked at, as in git.
const HEAD: usize = 8_000;

fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    !encoding::has_mark(bytes) && (is_full_of_nul(head) || head.starts_with(b"%PDF-"))
}

/// A stray NUL in a text is a slip; in pictures and programs every hundredth byte or more is one.
fn is_full_of_nul(head: &[u8]) -> bool {
    let nul = head.iter().filter(|&&byte| byte == 0).count();
    nul > 0 && head.len() <= nul * 100
}

fn read(bytes: &[u8]) -> Page {
    let what = if bytes.starts_with(b"%PDF-") {
        "a PDF file"
    } else {
        "no text"
    };
    Page {
        text: String::new(),
        map: SourceMap::default(),
        encoding: "binary",
        notes: vec![note(
            "binary",
            format!("the input is {what}; nothing was read from it"),
        )],
        ..Page::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: bool) {
        assert_eq!(is_binary(bytes), expected, "{bytes:?}");
    }

    #[test]
    fn pictures_and_pdf_files() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0", true);
        check(b"%PDF-1.7\n", true);
    }

    #[test]
    fn texts() {
        check(b"", false);
        check(b"Blast in Zandar", false);
        check(b"\xff\xfeB\0l\0", false);
        let slip = format!("{}\0{}", "a bomb went off ".repeat(10), "in the market");
        check(slip.as_bytes(), false);
    }

    #[test]
    fn a_late_nul_is_a_slip_and_no_picture() {
        let mut bytes = vec![b'a'; HEAD];
        bytes.push(0);
        check(&bytes, false);
    }
}
