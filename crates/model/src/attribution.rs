//! Who says what: source, cue and content.

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{AttributionId, EntityId, Evidence, Role, TimeId};

/// One act of saying or thinking, as PARC 3.0 and PolNeAR define it.
///
/// The first of a record, `a0`, is the report's own voice: its kind is
/// [`AttributionKind::Narration`], and it has neither words nor a parent.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Its place in the list of attributions.
    pub id: AttributionId,
    /// How the words are given.
    pub kind: AttributionKind,
    /// Who says so: "an army spokesman".
    pub source: Vec<Span<Text>>,
    /// The words that make it an attribution: "said", "according to".
    pub cue: Vec<Span<Text>>,
    /// What is said. Several pieces where other words stand between them.
    pub content: Vec<Span<Text>>,
    /// Who the source is, where the report names it.
    pub holder: Option<EntityId>,
    /// In what capacity the source speaks.
    pub role: Option<Role>,
    /// Whether the source is named ("sources within the group" are not).
    pub named: bool,
    /// Within whose words this stands; `None` only for `a0`.
    pub parent: Option<AttributionId>,
    /// What the holder does with the content.
    pub stance: Stance,
    /// How likely the holder says it is, in ICD 203's words.
    pub likelihood: Option<Likelihood>,
    /// Through what it was said: "in a statement", "on Telegram".
    pub channel: Option<Span<Text>>,
    /// When it was said.
    pub said_at: Option<TimeId>,
    /// What the cells above stand on.
    pub evidence: Vec<Evidence>,
}

named! {
    /// How somebody's words are given.
    pub enum AttributionKind {
        /// The report's own voice.
        Narration = "narration",
        /// Word for word, between quotation marks.
        Direct = "direct",
        /// In the report's words.
        Indirect = "indirect",
        /// Partly quoted.
        Mixed = "mixed",
        /// As an answer in an interview.
        Interview = "interview",
    }
}

named! {
    /// What a holder does with the content.
    pub enum Stance {
        /// States it as true.
        Asserts = "asserts",
        /// States it as untrue.
        Denies = "denies",
        /// Says that its own side did it.
        Claims = "claims",
        /// Lays it at another's door.
        Accuses = "accuses",
        /// Says that it may be so.
        Suspects = "suspects",
        /// Confirms what others said.
        Confirms = "confirms",
        /// Asks.
        Asks = "asks",
        /// Says that it will or should come about.
        Intends = "intends",
        /// Says that it does not know.
        Doubts = "doubts",
    }
}

named! {
    /// ICD 203's words of probability.
    pub enum Likelihood {
        /// 1 to 5 per cent.
        AlmostNoChance = "almost_no_chance",
        /// 5 to 20 per cent.
        VeryUnlikely = "very_unlikely",
        /// 20 to 45 per cent.
        Unlikely = "unlikely",
        /// 45 to 55 per cent.
        RoughlyEven = "roughly_even",
        /// 55 to 80 per cent.
        Likely = "likely",
        /// 80 to 95 per cent.
        VeryLikely = "very_likely",
        /// 95 to 99 per cent.
        AlmostCertain = "almost_certain",
    }
}

impl Attribution {
    /// The report's own voice.
    #[must_use]
    pub fn narration() -> Self {
        Self {
            id: AttributionId::NARRATION,
            kind: AttributionKind::Narration,
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
            holder: None,
            role: None,
            named: true,
            parent: None,
            stance: Stance::Asserts,
            likelihood: None,
            channel: None,
            said_at: None,
            evidence: Vec::new(),
        }
    }
}
