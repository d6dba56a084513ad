//! Packed inputs: what lies in a gzip file is read as if it had come unpacked.
//!
//! A report is the same packed and unpacked, so its id and all offsets are those of the unpacked
//! bytes. Archives of several files (zip, tar) are not opened.

use std::io::Read;

use ascribe_model::Note;
use flate2::read::MultiGzDecoder;

use crate::page::note;

/// No more than this is unpacked, whatever the file holds.
const MOST_BYTES: u64 = 1 << 30;

/// Small files may always unpack to this much...
const ALWAYS: u64 = 1 << 26;

/// ...and large ones to so many times their size: text packs 3 to 20 times smaller.
const MOST_TIMES: u64 = 100;

/// The unpacked bytes, if `bytes` are a gzip file.
pub(crate) fn unpack(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Note>)> {
    if !bytes.starts_with(b"\x1f\x8b\x08") {
        return None;
    }
    let most = (bytes.len() as u64 * MOST_TIMES).clamp(ALWAYS, MOST_BYTES);
    Some(unpack_at_most(bytes, most))
}

fn unpack_at_most(bytes: &[u8], most: u64) -> (Vec<u8>, Vec<Note>) {
    let mut notes = vec![note(
        "gzip",
        "the input was packed; offsets of the source count in the unpacked bytes",
    )];
    let mut unpacked = Vec::new();
    let mut decoder = MultiGzDecoder::new(bytes).take(most + 1);
    if let Err(error) = decoder.read_to_end(&mut unpacked) {
        let message = format!(
            "the gzip file is damaged ({error}); what was unpacked before that was read"
        );
        notes.push(note("gzip-damaged", message));
    }
    if most < unpacked.len() as u64 {
        unpacked.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let message = format!("only the first {most} unpacked bytes were read");
        notes.push(note("too-long", message));
    }
    (unpacked, notes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn codes(notes: &[Note]) -> Vec<&str> {
        notes.iter().map(|note| note.code).collect()
    }

    #[test]
    fn what_was_packed_comes_out() {
        let (bytes, notes) = unpack(&packed(b"Blast in Zandar")).unwrap();
        assert_eq!(bytes, b"Blast in Zandar");
        assert_eq!(codes(&notes), ["gzip"]);
        assert!(unpack(b"Blast in Zandar").is_none());
    }

    #[test]
    fn a_bomb_is_cut() {
        let (bytes, notes) = unpack_at_most(&packed(&vec![b'a'; 1 << 20]), 1000);
        assert_eq!(bytes.len(), 1000);
        assert_eq!(codes(&notes), ["gzip", "too-long"]);
    }

    #[test]
    fn a_torn_file_gives_what_there_is() {
        let whole = packed("Blast in Zandar, and more. ".repeat(1000).as_bytes());
        let (bytes, notes) = unpack(&whole[..whole.len() - 20]).unwrap();
        assert!(bytes.starts_with(b"Blast"));
        assert_eq!(codes(&notes), ["gzip", "gzip-damaged"]);
    }
}
