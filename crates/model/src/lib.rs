//! The types of the record: what a report says, who says so, and the words that each cell
//! stands on.
//!
//! No algorithms, no input or output, no serialisation: other crates make these values
//! (`ascribe-mentions`, `ascribe-claims`) and show them (`ascribe-wire`). Every finding carries its
//! [`Evidence`]; a cell without any is a cell left empty.

mod attribution;
mod claim;
mod entity;
mod event;
mod evidence;
mod id;
mod names;
mod place;
mod record;
mod report;
mod said;
mod time;
mod told;
mod trace;

pub use attribution::{Attribution, AttributionKind, Likelihood, Stance};
pub use claim::{
    Assessment, Attribute, Cause, CausePart, ClaimHead, Direction, Mode, Occurrence,
    OccurrenceField, OccurrenceValue, Polarity, Responsibility, Toll, TollKind, Value, Who,
};
pub use entity::{Entity, EntityKind, Mention, Role};
pub use event::{Commitment, Event, Factuality, Participant, ParticipantRole, Status};
pub use evidence::{Evidence, RuleName};
pub use id::{
    AssessmentId, AttributionId, BlockId, CauseId, EntityId, EventId, OccurrenceId, PlaceId,
    ResponsibilityId, TimeId, TollId,
};
pub use names::Named;
pub use place::{Place, PlaceKind, PlaceSense};
pub use record::{Findings, Generator, ModelStamp, Note, Record, Unread};
pub use report::{Block, BlockKind, KnownFrom, Published, Report, SourceFile};
pub use said::Said;
pub use time::{Anchor, Precision, Time, TimeKind};
pub use told::{Told, ToldClaim, ToldEvent, ToldPart, ToldRole, ToldToll};
pub use trace::{Step, Trace};
