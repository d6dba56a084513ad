//! The compiled default pipeline, the gazetteer and the accurate reader's weights within the program itself.

/// Bytes at an address that arrays of numbers can be read from in place.
#[repr(C, align(64))]
struct Aligned<Bytes: ?Sized>(Bytes);

static ALIGNED: &Aligned<[u8]> = &Aligned(*include_bytes!(env!(
    "ASCRIBE_EMBED",
    "set ASCRIBE_EMBED to the path of a compiled pipeline, or run `make standalone`"
)));

/// The compiled default pipeline.
pub(crate) static PIPELINE: &[u8] = &ALIGNED.0;

static ALIGNED_PLACES: &Aligned<[u8]> = &Aligned(*include_bytes!(env!(
    "ASCRIBE_EMBED_PLACES",
    "set ASCRIBE_EMBED_PLACES to the path of a gazetteer, or run `make standalone`"
)));

/// The gazetteer.
pub(crate) static GAZETTEER: &[u8] = &ALIGNED_PLACES.0;

/// The weights of the accurate reader of attributions.
pub(crate) static ACCURATE: &[u8] =
    include_bytes!("../../../models/attribution/accurate.safetensors");
