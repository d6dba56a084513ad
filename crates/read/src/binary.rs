//! Bytes that are no text: pictures, archives.
//!
//! Recognised by many NULs among the first bytes (no encoding without a byte order mark has them, save
//! those that the web forbids). Nothing is read from them.

use crate::encoding;
use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, note};

/// Not one of the table's: no one can ask for it.
pub(crate) static FORMAT: Format = Format {
    name: "binary",
    about: "what is no text",
    media_type: "application/octet-stream",
    recognises: is_binary,
    split: format::whole,
    read,
};

/// How many bytes are looked at, as in git.
const HEAD: usize = 8_000;

/// Whether the bytes are no text.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    !encoding::has_mark(bytes) && is_full_of_nul(head)
}

/// A stray NUL in a text is a slip; in pictures and programs every hundredth byte or more is one.
fn is_full_of_nul(head: &[u8]) -> bool {
    let nul = head.iter().filter(|&&byte| byte == 0).count();
    nul > 0 && head.len() <= nul * 100
}

fn read(_: &[u8], _: &Context) -> Page {
    let what = "the input is no text; nothing was read from it";
    Page::empty("binary", note("binary", what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: bool) {
        assert_eq!(is_binary(bytes), expected, "{bytes:?}");
    }

    #[test]
    fn pictures() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0", true);
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
