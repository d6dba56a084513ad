//! From the named words of all windows to one list of events, claims and tolls.

use ascribe_model::{Told, ToldClaim, ToldEvent, ToldPart, ToldRole, ToldToll};
use ascribe_text::{Span, Text};

use super::heads::Named;
use super::labels::{Labels, Relation};
use super::pairs::Link;

/// A named word and what belongs to it. Words are counted from the text's first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) named: Named,
    /// In the order of their words.
    pub(crate) links: Vec<Link>,
}

/// A word that has a part in some event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    pub(crate) role: ToldRole,
    pub(crate) word: usize,
    pub(crate) score: f32,
}

/// What `found` and `parts`, both in the order of their words, say; `spans` is where words stand.
pub(crate) fn join(found: &[Found], parts: &[Part], labels: &Labels, spans: &[Span<Text>]) -> Told {
    let joining = Joining {
        events: event_words(found),
        labels,
        spans,
    };
    Told {
        events: found.iter().filter_map(|one| joining.event(one)).collect(),
        claims: found.iter().filter_map(|one| joining.claim(one)).collect(),
        tolls: found.iter().filter_map(|one| joining.toll(one)).collect(),
        parts: parts.iter().map(|part| joining.part(part)).collect(),
    }
}

/// The words of events, in order: the places of the list of events.
fn event_words(found: &[Found]) -> Vec<usize> {
    let events = found.iter().filter(|found| found.named.event.is_some());
    events.map(|found| found.named.word).collect()
}

struct Joining<'a> {
    events: Vec<usize>,
    labels: &'a Labels,
    spans: &'a [Span<Text>],
}

impl Joining<'_> {
    fn event(&self, found: &Found) -> Option<ToldEvent> {
        let named = &found.named;
        let (event, status) = (named.event?, named.status?);
        let earlier = |link: &Link| link.word < named.word;
        Some(ToldEvent {
            trigger: self.spans[named.word],
            kind: self.labels.events[event.place].1.clone(),
            score: event.any,
            kind_score: event.share,
            status: self.labels.statuses[status.0],
            status_score: status.1,
            news: named.news,
            parts: self.parts_of(found),
            same: self.best_event(found, Relation::Same, earlier),
        })
    }

    fn claim(&self, found: &Found) -> Option<ToldClaim> {
        let named = &found.named;
        let claim = named.claim?;
        Some(ToldClaim {
            cue: self.spans[named.word],
            mode: self.labels.claims[claim.place].1,
            score: claim.any,
            mode_score: claim.share,
            actor: self.best_word(found, Relation::Actor),
            holder: self.best_word(found, Relation::Holder),
            event: self.best_event(found, Relation::Event, |link| link.word != named.word),
        })
    }

    fn toll(&self, found: &Found) -> Option<ToldToll> {
        let named = &found.named;
        let toll = named.toll?;
        Some(ToldToll {
            number: self.spans[named.word],
            kind: self.labels.tolls[toll.place].1.clone(),
            score: toll.any,
            kind_score: toll.share,
            event: self.best_event(found, Relation::Event, |link| link.word != named.word),
        })
    }

    fn part(&self, part: &Part) -> ToldPart {
        ToldPart {
            role: part.role,
            word: self.spans[part.word],
            score: part.score,
        }
    }

    fn parts_of(&self, found: &Found) -> Vec<ToldPart> {
        let parts = found.links.iter().filter_map(|link| match link.relation {
            Relation::Part(role) => Some(ToldPart {
                role,
                word: self.spans[link.word],
                score: link.score,
            }),
            _ => None,
        });
        parts.collect()
    }

    fn best_word(&self, found: &Found, relation: Relation) -> Option<(Span<Text>, f32)> {
        let links = found.links.iter().filter(|link| link.relation == relation);
        let best = links.reduce(likelier)?;
        Some((self.spans[best.word], best.score))
    }

    /// The likeliest word that names an event and `fits`, as a place in the list of events.
    fn best_event(
        &self,
        found: &Found,
        relation: Relation,
        fits: impl Fn(&Link) -> bool,
    ) -> Option<(usize, f32)> {
        let links = found.links.iter().filter(|link| link.relation == relation);
        let is_event = |link: &&Link| self.events.binary_search(&link.word).is_ok();
        let best = links
            .filter(|link| fits(link))
            .filter(is_event)
            .reduce(likelier)?;
        let place = self.events.binary_search(&best.word).ok()?;
        Some((place, best.score))
    }
}

/// The likelier of two; of equals the earlier word.
fn likelier<'l>(one: &'l Link, other: &'l Link) -> &'l Link {
    if one.score < other.score { other } else { one }
}

#[cfg(test)]
mod tests {
    use ascribe_model::{Mode, Status};

    use super::super::heads::Choice;
    use super::*;

    fn labels() -> Labels {
        Labels {
            events: vec![(1, "violence/attack".to_owned())],
            claims: vec![(2, Mode::Claimed)],
            tolls: vec![(3, "killed".to_owned())],
            count: 4,
            statuses: vec![Status::Actual],
            parts: vec![ToldRole::Victim],
        }
    }

    fn found(word: usize, event: bool, links: &[(Relation, usize, f32)]) -> Found {
        let choice = |there: bool| {
            there.then_some(Choice {
                place: 0,
                any: 0.9,
                share: 1.0,
            })
        };
        let link = |&(relation, word, score): &(Relation, usize, f32)| Link {
            relation,
            word,
            score,
        };
        Found {
            named: Named {
                word,
                event: choice(event),
                claim: choice(!event),
                toll: None,
                status: event.then_some((0, 0.5)),
                news: None,
            },
            links: links.iter().map(link).collect(),
        }
    }

    fn joined(found: &[Found]) -> Told {
        let spans: Vec<_> = (0..10).map(|word| Span::new(word, word + 1)).collect();
        join(found, &[], &labels(), &spans)
    }

    #[test]
    fn an_event_is_the_same_as_an_earlier_one() {
        let links = [(Relation::Same, 1, 0.3), (Relation::Same, 7, 0.9)];
        let told = joined(&[
            found(1, true, &[]),
            found(4, true, &links),
            found(7, true, &[]),
        ]);
        assert_eq!(told.events[1].same, Some((0, 0.3)));
    }

    #[test]
    fn only_words_that_name_events_are_events() {
        let links = [(Relation::Event, 2, 0.9), (Relation::Event, 7, 0.4)];
        let told = joined(&[found(4, false, &links), found(7, true, &[])]);
        assert_eq!(told.claims[0].event, Some((0, 0.4)));
        assert!(told.claims[0].actor.is_none());
    }

    #[test]
    fn parts_stand_in_the_order_of_the_text() {
        let links = [
            (Relation::Part(ToldRole::Perpetrator), 0, 0.8),
            (Relation::Actor, 1, 0.8),
            (Relation::Part(ToldRole::Victim), 5, 0.3),
        ];
        let told = joined(&[found(4, true, &links)]);
        let parts: Vec<_> = told.events[0].parts.iter().map(|part| part.role).collect();
        assert_eq!(parts, [ToldRole::Perpetrator, ToldRole::Victim]);
    }
}
