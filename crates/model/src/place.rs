//! Where.

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{Evidence, PlaceId};

/// One place as one stretch of text names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its place in the list of places.
    pub id: PlaceId,
    /// The words.
    pub span: Span<Text>,
    /// The identifier in GeoNames, where it was found there.
    pub geonameid: Option<u32>,
    /// In what sense the words name it.
    pub sense: PlaceSense,
    /// The gazetteer's name, or the text's where it was not found.
    pub name: String,
    /// What sort of place it is, where known.
    pub kind: Option<PlaceKind>,
    /// The ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
    /// The first-level district's name.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// How far the place reaches around that point, in kilometres.
    pub radius_km: Option<f64>,
    /// How the point was found: `gazetteer`, or `text` where only the words are known.
    pub method: &'static str,
    /// What the cells above stand on.
    pub evidence: Vec<Evidence>,
}

named! {
    /// What sort of place.
    pub enum PlaceKind {
        /// A city, town or village.
        Town = "town",
        /// A second-level division.
        District = "district",
        /// A first-level division.
        Province = "province",
        /// A state.
        Country = "country",
        /// A part of the world or of a country without borders of its own.
        Region = "region",
        /// A sea, lake or river.
        Water = "water",
        /// A building, camp, road, square.
        Site = "site",
    }
}

named! {
    /// In what sense words name a place.
    pub enum PlaceSense {
        /// As where something is or happens: "in Karvel".
        Literal = "literal",
        /// As who acts, or as part of another name: "Karvel said", "Karvel Police".
        Associative = "associative",
        /// As where people or things are of: "Orlandian soldiers".
        Demonym = "demonym",
    }
}
