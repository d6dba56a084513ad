//! Where in the text events, judgements and words of saying stand, so that each can be looked up.

use std::collections::BTreeSet;

use ascribe_model::{Assessment, EventId};
use ascribe_text::{Span, Text};

use crate::assessments::Sources;

/// What was found before causes are looked for, by place.
pub(super) struct Places {
    /// Words for events, in the order of the text.
    events: Vec<(Span<Text>, EventId)>,
    /// Anchors of assessments, in the order of the text.
    anchors: Vec<Span<Text>>,
    /// Where cues of attributions begin.
    cues: BTreeSet<usize>,
}

impl Places {
    pub(super) fn of(sources: Sources<'_>, assessments: &[Assessment]) -> Self {
        let words = sources.events.iter().flat_map(|event| {
            let all = std::iter::once(event.trigger).chain(event.mentions.iter().copied());
            all.map(|span| (span, event.id))
        });
        let mut events: Vec<_> = words.collect();
        events.sort_unstable();
        let mut anchors: Vec<_> = assessments.iter().map(|one| one.head.anchor).collect();
        anchors.sort_unstable();
        let cues = sources.attributions.iter().flat_map(|said| &said.cue);
        Self {
            events,
            anchors,
            cues: cues.map(|cue| cue.start()).collect(),
        }
    }

    /// The events for which there are words within `span`, each once.
    pub(super) fn events_in(&self, span: Span<Text>) -> BTreeSet<EventId> {
        let first = self
            .events
            .partition_point(|(words, _)| words.start() < span.start());
        let inside = self.events[first..]
            .iter()
            .take_while(|(words, _)| words.start() < span.end());
        inside
            .filter(|(words, _)| span.contains(*words))
            .map(|(_, event)| *event)
            .collect()
    }

    /// Whether a judgement turns on words of `span`.
    pub(super) fn judges_in(&self, span: Span<Text>) -> bool {
        let first = self
            .anchors
            .partition_point(|anchor| anchor.start() < span.start());
        let around = self.anchors[first.saturating_sub(1)..].iter();
        let mut around = around.take_while(|anchor| anchor.start() < span.end());
        around.any(|anchor| span.overlaps(*anchor))
    }

    /// Whether a word of saying begins at `offset`.
    pub(super) fn is_cue(&self, offset: usize) -> bool {
        self.cues.contains(&offset)
    }
}
