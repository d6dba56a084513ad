//! What holders assert: that something happened, who did it, how many it hit, how a group fares,
//! what leads to what.

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{
    AssessmentId, AttributionId, CauseId, EntityId, EventId, Evidence, Factuality, Likelihood,
    OccurrenceId, PlaceId, ResponsibilityId, Stance, TimeId, TollId,
};

/// What every claim begins with: whose it is, and how firmly it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimHead {
    /// In whose words it stands.
    pub attribution: AttributionId,
    /// What the holder does with it.
    pub stance: Stance,
    /// How firmly the holder takes it to be so.
    pub factuality: Factuality,
    /// How likely the holder says it is.
    pub likelihood: Option<Likelihood>,
    /// When it was said.
    pub said_at: Option<TimeId>,
    /// The time it is about.
    pub about_time: Option<TimeId>,
    /// The words on which the claim as a whole turns; its stable key is made from it.
    pub anchor: Span<Text>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// That an event did or did not happen, or how.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// Its place in the list of occurrences.
    pub id: OccurrenceId,
    /// Whose claim it is.
    pub head: ClaimHead,
    /// Which event.
    pub event: EventId,
    /// Which of its cells.
    pub field: OccurrenceField,
    /// What the holder says of it.
    pub value: OccurrenceValue,
}

named! {
    /// The cell of an event that an occurrence is about.
    pub enum OccurrenceField {
        /// Whether it happened.
        Happened = "happened",
        /// What sort of event it was.
        Type = "type",
        /// When.
        Time = "time",
        /// Where.
        Place = "place",
        /// With what.
        Weapon = "weapon",
        /// Against whom.
        Target = "target",
    }
}

/// What an occurrence says of its cell.
#[derive(Debug, Clone, PartialEq)]
pub enum OccurrenceValue {
    /// It happened, or it did not.
    Happened(bool),
    /// The event type's identifier.
    Type(String),
    /// When.
    Time(TimeId),
    /// Where.
    Place(PlaceId),
    /// The words for a weapon or a target.
    Words(Span<Text>),
}

/// Who did it, on whose word.
#[derive(Debug, Clone, PartialEq)]
pub struct Responsibility {
    /// Its place in the list of responsibilities.
    pub id: ResponsibilityId,
    /// Whose claim it is.
    pub head: ClaimHead,
    /// For which event; `None` for a general denial, with the scope giving the words.
    pub event: Option<EventId>,
    /// The words for what is claimed or denied.
    pub scope: Option<Span<Text>>,
    /// Who; `None` where nobody has claimed it.
    pub actor: Option<EntityId>,
    /// In what way.
    pub mode: Mode,
    /// The claim that this one is a part of.
    pub part_of: Option<ResponsibilityId>,
}

named! {
    /// The ways in which responsibility is spoken of.
    pub enum Mode {
        /// The holder states as a fact that the actor did it.
        Reported = "reported",
        /// The holder speaks for the actor's own side and says that it did it.
        Claimed = "claimed",
        /// The actor's own side says that it did not.
        Denied = "denied",
        /// The holder names another as the doer.
        Accused = "accused",
        /// The same, hedged.
        Suspected = "suspected",
        /// A leadership rejects an act of its own people.
        Disavowed = "disavowed",
        /// The holder says that the doer posed as another.
        FalseFlag = "false_flag",
        /// A court or holder says that the actor did not do it.
        Cleared = "cleared",
        /// The text says that the actor, or nobody, has claimed it.
        NoneClaimed = "none_claimed",
    }
}

/// A count of people harmed.
///
/// `best` is a figure as stated; "at least 140" is `low` 140 and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// Its place in the list of tolls.
    pub id: TollId,
    /// Whose claim it is.
    pub head: ClaimHead,
    /// In which event.
    pub event: Option<EventId>,
    /// What happened to them.
    pub kind: TollKind,
    /// Who they were.
    pub who: Who,
    /// No fewer than this many.
    pub low: Option<u64>,
    /// This many.
    pub best: Option<u64>,
    /// No more than this many.
    pub high: Option<u64>,
    /// Over what time, where it is not one event's.
    pub period: Option<TimeId>,
    /// The toll that this one is counted in ("including four children").
    pub part_of: Option<TollId>,
    /// The toll that this one corrects ("rose to 14 from nine").
    pub supersedes: Option<TollId>,
}

named! {
    /// What happened to those who are counted.
    pub enum TollKind {
        /// Died.
        Killed = "killed",
        /// Were hurt.
        Injured = "injured",
        /// Are not accounted for.
        Missing = "missing",
        /// Were taken.
        Abducted = "abducted",
        /// Were arrested.
        Detained = "detained",
        /// Had to leave.
        Displaced = "displaced",
    }
}

named! {
    /// Who they were.
    pub enum Who {
        /// Not fighters.
        Civilian = "civilian",
        /// Members of an armed group.
        Fighter = "fighter",
        /// Soldiers, police.
        Forces = "forces",
        /// Children.
        Child = "child",
        /// Those who did it.
        Perpetrator = "perpetrator",
        /// Not said.
        Any = "any",
    }
}

/// A judgement about a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Its place in the list of assessments.
    pub id: AssessmentId,
    /// Whose claim it is.
    pub head: ClaimHead,
    /// About whom.
    pub subject: EntityId,
    /// In what respect.
    pub attribute: Attribute,
    /// How it stands.
    pub value: Option<Value>,
    /// The second party of a relation or of a flow of money.
    pub object: Option<EntityId>,
    /// Where it is heading.
    pub direction: Option<Direction>,
}

named! {
    /// The respect in which a group is judged.
    pub enum Attribute {
        /// How many they are.
        Strength = "strength",
        /// Who leads.
        Leadership = "leadership",
        /// Money.
        Finance = "finance",
        /// Land held.
        Territory = "territory",
        /// What it is able to do.
        Capability = "capability",
        /// How much it does.
        Activity = "activity",
        /// Whether it holds together.
        Cohesion = "cohesion",
        /// Whether people join.
        Recruitment = "recruitment",
        /// Who sympathises.
        Support = "support",
        /// How it stands to another.
        Relation = "relation",
        /// How it fares as a whole.
        Trend = "trend",
    }
}

named! {
    /// Where something is heading.
    pub enum Direction {
        /// Up.
        Growing = "growing",
        /// Neither up nor down.
        Stable = "stable",
        /// Down.
        Declining = "declining",
        /// Up again.
        Recovering = "recovering",
    }
}

/// What an assessment says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number of some unit, with bounds.
    Number {
        /// No less than this.
        low: Option<f64>,
        /// This much.
        best: Option<f64>,
        /// No more than this.
        high: Option<f64>,
        /// Of what: `people`, `USD`...
        unit: String,
    },
    /// A leader, an ally.
    Entity(EntityId),
    /// The holder's words.
    Words(Span<Text>),
}

/// That one thing leads to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// Its place in the list of causes.
    pub id: CauseId,
    /// Whose claim it is.
    pub head: ClaimHead,
    /// What leads.
    pub cause: CausePart,
    /// To what.
    pub effect: CausePart,
    /// Whether it brings the effect about or keeps it away.
    pub polarity: Polarity,
    /// Whether it is said of what would happen rather than of what did.
    pub conditional: bool,
}

/// One end of a causal statement.
#[derive(Debug, Clone, PartialEq)]
pub struct CausePart {
    /// The words.
    pub span: Span<Text>,
    /// The event they name.
    pub event: Option<EventId>,
}

named! {
    /// Whether a cause brings its effect about or keeps it away.
    pub enum Polarity {
        /// Brings about.
        Positive = "+",
        /// Keeps away.
        Negative = "-",
    }
}
