//! What a learned reader of events found, by where it stands.
//!
//! A score says how likely the reader holds something to be so; what is less likely than one in five
//! it leaves out. From which score on something counts is for each use to say.

use ascribe_model::{ToldClaim, ToldEvent, ToldToll};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::reading::Reading;

impl<'r> Reading<'r> {
    /// The words within `span` that name events.
    pub(crate) fn told_events(self, span: Span<Text>) -> &'r [ToldEvent] {
        let events = self.told.map_or(&[][..], |told| &told.events);
        within(events, span, |one| one.trigger)
    }

    /// What the reader holds `token` for, where it takes it for an event's name.
    pub(crate) fn told_event(self, token: Token<'_>) -> Option<&'r ToldEvent> {
        self.told_events(token.span()).first()
    }

    /// The words within `span` that make somebody responsible.
    pub(crate) fn told_claims(self, span: Span<Text>) -> &'r [ToldClaim] {
        let claims = self.told.map_or(&[][..], |told| &told.claims);
        within(claims, span, |one| one.cue)
    }

    /// The figures of people within `span`.
    pub(crate) fn told_tolls(self, span: Span<Text>) -> &'r [ToldToll] {
        let tolls = self.told.map_or(&[][..], |told| &told.tolls);
        within(tolls, span, |one| one.number)
    }

    /// The event word of that number.
    pub(crate) fn told_trigger(self, index: usize) -> Option<Span<Text>> {
        Some(self.told?.events.get(index)?.trigger)
    }
}

/// Those of `all`, which stand in the order of the text, that begin in `span`.
fn within<T>(all: &[T], span: Span<Text>, place: impl Fn(&T) -> Span<Text>) -> &[T] {
    let first = all.partition_point(|one| place(one).start() < span.start());
    let end = all.partition_point(|one| place(one).start() < span.end());
    &all[first..end]
}
