//! What happened, according to the report as a whole.

use std::fmt;

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{EntityId, EventId, Evidence, PlaceId, TimeId};

/// One event as one report tells it.
///
/// The cells are the report's version, derived from its claims by a named rule; what differs by
/// holder stands in the claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place in the list of events.
    pub id: EventId,
    /// The type's identifier: `violence/attack`.
    pub kind: String,
    /// The word that names it: "bombing", "attacked".
    pub trigger: Span<Text>,
    /// Every word that names it, the trigger included.
    pub mentions: Vec<Span<Text>>,
    /// Whether it took place.
    pub status: Status,
    /// How certain the report is.
    pub factuality: Factuality,
    /// When.
    pub time: Option<TimeId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// Who did what to whom.
    pub participants: Vec<Participant>,
    /// With what.
    pub weapon: Option<Span<Text>>,
    /// Further marks, such as `civilian_targeting`.
    pub attributes: Vec<&'static str>,
    /// What the cells above stand on.
    pub evidence: Vec<Evidence>,
}

/// Somebody or something with a part in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Which part.
    pub role: ParticipantRole,
    /// Who, where it is an entity of the record.
    pub entity: Option<EntityId>,
    /// The words.
    pub span: Span<Text>,
}

named! {
    /// The part that somebody or something has in an event.
    pub enum ParticipantRole {
        /// Did it.
        Perpetrator = "perpetrator",
        /// Was aimed at.
        Target = "target",
        /// Was harmed.
        Victim = "victim",
        /// Acted on it in office.
        Authority = "authority",
        /// Something else.
        Other = "other",
    }
}

named! {
    /// Whether an event took place.
    pub enum Status {
        /// It did.
        Actual = "actual",
        /// It was tried and failed.
        Attempted = "attempted",
        /// It was stopped before it began.
        Foiled = "foiled",
        /// It is meant to.
        Planned = "planned",
        /// Somebody threatens it.
        Threatened = "threatened",
        /// It is spoken of as a possibility.
        Hypothetical = "hypothetical",
        /// It is said not to have.
        Negated = "negated",
        /// It did, long before what the report is about.
        Historical = "historical",
    }
}

named! {
    /// How firmly something is held to be so or not so (FactBank).
    pub enum Commitment {
        /// Beyond doubt.
        Certain = "certain",
        /// Probably.
        Probable = "probable",
        /// Possibly.
        Possible = "possible",
        /// Not said.
        Unknown = "unknown",
    }
}

/// FactBank's scale: how firmly, and whether so (`+`) or not so (`-`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factuality {
    /// How firmly.
    pub commitment: Commitment,
    /// So, rather than not so. Of no meaning where the commitment is unknown.
    pub positive: bool,
}

impl Factuality {
    /// It is so, beyond doubt.
    pub const CERTAIN: Self = Self {
        commitment: Commitment::Certain,
        positive: true,
    };
    /// It is not so, beyond doubt.
    pub const DENIED: Self = Self {
        commitment: Commitment::Certain,
        positive: false,
    };
    /// The text does not say.
    pub const UNKNOWN: Self = Self {
        commitment: Commitment::Unknown,
        positive: true,
    };
}

impl fmt::Display for Factuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match (self.commitment, self.positive) {
            (Commitment::Unknown, _) => "",
            (_, true) => "+",
            (_, false) => "-",
        };
        f.pad(&format!("{}{sign}", self.commitment))
    }
}
