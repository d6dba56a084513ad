//! What is known of one place, and its form in the compiled file.

use ascribe_model::Named;
use ascribe_model::PlaceKind;

/// The number of bytes of a record.
pub(super) const LENGTH: usize = 40;

/// No other entry.
const NONE: u32 = u32::MAX;

/// A place of the gazetteer, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// A place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub id: EntryId,
    /// Whether the name is its own, rather than one of its others.
    pub is_main: bool,
}

/// What is known of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its identifier in GeoNames, where known.
    pub geonameid: Option<u32>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Degrees north and east of its point, where known.
    pub point: Option<(f64, f64)>,
    /// How many live there, as far as known: for an area, the sum over its towns.
    pub population: u32,
    /// ISO 3166-1 alpha-2, for a place within one country.
    pub country: Option<[u8; 2]>,
    /// The first-level division around it.
    pub admin1: Option<EntryId>,
    /// The second-level division around it.
    pub admin2: Option<EntryId>,
    /// How far it reaches around its point, in kilometres; unknown for countries.
    pub radius_km: Option<f64>,
    /// Whether it is the capital of its country.
    pub is_capital: bool,
}

impl EntryId {
    pub(super) const fn new(index: u32) -> Self {
        Self(index)
    }

    /// Its position among the gazetteer's places.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl Candidate {
    pub(super) const fn packed(self) -> u32 {
        self.id.0 << 1 | self.is_main as u32
    }

    pub(super) const fn unpacked(packed: u32) -> Self {
        Self {
            id: EntryId(packed >> 1),
            is_main: packed & 1 == 1,
        }
    }
}

impl Entry {
    /// The country's code as text.
    #[must_use]
    pub fn country_code(&self) -> Option<&str> {
        let code = self.country.as_ref()?;
        std::str::from_utf8(code).ok()
    }

    /// The record, with the place of its name in the table of names.
    pub(super) fn to_bytes(&self, name_start: u32, name_length: u8) -> [u8; LENGTH] {
        let degrees = |value: f64| (value * 1e5).round() as i32;
        let (latitude, longitude) = self.point.unwrap_or_default();
        let words = [
            self.geonameid.unwrap_or(NONE),
            degrees(latitude).cast_unsigned(),
            degrees(longitude).cast_unsigned(),
            self.population,
            name_start,
            self.admin1.map_or(NONE, |id| id.0),
            self.admin2.map_or(NONE, |id| id.0),
            self.radius_km
                .map_or(NONE, |radius| (radius * 10.0).round() as u32),
        ];
        let mut bytes = [0; LENGTH];
        for (to, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        let kind = PlaceKind::ALL.iter().position(|kind| *kind == self.kind);
        let flags = u8::from(self.is_capital) | u8::from(self.point.is_some()) << 1;
        let [first, second] = self.country.unwrap_or_default();
        bytes[32..37].copy_from_slice(&[
            first,
            second,
            kind.map_or(0, |kind| kind as u8),
            flags,
            name_length,
        ]);
        bytes
    }

    /// The place of a record, and where its name stands.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<(Self, usize, usize)> {
        let (words, rest) = bytes.get(..LENGTH)?.as_chunks::<4>();
        debug_assert!(rest.is_empty(), "a record is a whole number of words");
        let word = |at: usize| u32::from_le_bytes(words[at]);
        let degrees = |at: usize| f64::from(word(at).cast_signed()) / 1e5;
        let id = |at: usize| Some(word(at)).filter(|id| *id != NONE);
        let &[first, second, kind, flags, name_length, ..] = &bytes[32..] else {
            return None;
        };
        let entry = Self {
            geonameid: id(0),
            kind: *PlaceKind::ALL.get(usize::from(kind))?,
            point: (flags & 2 != 0).then(|| (degrees(1), degrees(2))),
            population: word(3),
            country: (first != 0).then_some([first, second]),
            admin1: id(5).map(EntryId),
            admin2: id(6).map(EntryId),
            radius_km: id(7).map(|tenths| f64::from(tenths) / 10.0),
            is_capital: flags & 1 != 0,
        };
        Some((entry, word(4) as usize, usize::from(name_length)))
    }
}
