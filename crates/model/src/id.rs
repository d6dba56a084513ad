//! Identifiers that are local to one record.

/// Declares an identifier: a number behind a letter that says what it counts.
macro_rules! ids {
    ($( $(#[$about:meta])* $type:ident = $letter:literal; )+) => { $(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(u32);

        impl $type {
            /// The identifier of the value at `index` of the record's list.
            ///
            /// # Panics
            /// If a record holds more than four billion of them.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a record is smaller than its text"))
            }

            /// The value's place in the record's list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }
    )+ };
}

ids! {
    /// A block of the report's text.
    BlockId = "b";
    /// A person, group, organisation...
    EntityId = "e";
    /// A time expression.
    TimeId = "t";
    /// A place.
    PlaceId = "p";
    /// An attribution; `a0` is the report's own voice.
    AttributionId = "a";
    /// An event mention.
    EventId = "v";
    /// A statement that an event did or did not happen, or how.
    OccurrenceId = "o";
    /// A statement about who did it.
    ResponsibilityId = "r";
    /// A count of people harmed.
    TollId = "n";
    /// A judgement about a group.
    AssessmentId = "s";
    /// A statement that one thing leads to another.
    CauseId = "c";
}

impl AttributionId {
    /// The report's own voice.
    pub const NARRATION: Self = Self(0);
}
