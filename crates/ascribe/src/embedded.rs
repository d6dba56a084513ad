//! The compiled default pipeline within the program itself.

/// Bytes at an address that arrays of numbers can be read from in place.
#[repr(C, align(64))]
struct Aligned<Bytes: ?Sized>(Bytes);

static ALIGNED: &Aligned<[u8]> = &Aligned(*include_bytes!(env!(
    "ASCRIBE_EMBED",
    "set ASCRIBE_EMBED to the path of a compiled pipeline, or run `make standalone`"
)));

/// The compiled default pipeline.
pub(crate) static PIPELINE: &[u8] = &ALIGNED.0;
