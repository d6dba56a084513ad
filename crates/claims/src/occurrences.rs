//! That an event did or did not happen, on whose word.
//!
//! Every holder who speaks of an event as a fact says that it happened. One who denies it says that
//! it did not; one who only denies a part in it says neither.

use std::collections::BTreeMap;

use ascribe_knowledge::Person;
use ascribe_model::{
    Attribution, AttributionId, ClaimHead, Event, Evidence, Factuality, Occurrence,
    OccurrenceField, OccurrenceId, OccurrenceValue, RuleName, Stance, Status,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::attributions::is_nobody;
use crate::clauses;
use crate::holder::holder_of;
use crate::reading::Reading;

/// Places that tell of an event, of which so many are looked at for another's voice.
const MOST_TOLD: usize = 32;

/// One occurrence for each event and each holder who speaks of it.
pub(crate) fn find(
    reading: Reading<'_>,
    attributions: &[Attribution],
    events: &[Event],
    statuses: &BTreeMap<Span<Text>, Status>,
) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for event in events {
        for (attribution, (span, value)) in holders(event, attributions, statuses, reading) {
            found.push(occurrence(
                found.len(),
                event,
                &attributions[attribution.index()],
                span,
                value,
            ));
        }
    }
    found
}

/// For each holder, the first words that say whether the event happened.
fn holders(
    event: &Event,
    attributions: &[Attribution],
    statuses: &BTreeMap<Span<Text>, Status>,
    reading: Reading<'_>,
) -> BTreeMap<AttributionId, (Span<Text>, bool)> {
    let mut holders = BTreeMap::new();
    let told = Told::of(event, attributions, statuses);
    for &span in std::iter::once(&event.trigger).chain(&event.mentions) {
        let holder = holder_of(span, attributions);
        let attribution = &attributions[holder.index()];
        let status = statuses.get(&span).copied().unwrap_or(event.status);
        let Some(value) = happened(status, span, attribution, reading) else {
            continue;
        };
        let is_open = || {
            told.by_another(span, holder) && is_of_author(span, reading)
                || !is_by_office(event) && is_of_speaker(span, attribution, reading)
        };
        if value || !is_open() {
            holders.entry(holder).or_insert((span, value));
        }
    }
    holders
}

/// Where an event is told as a fact, and by whom.
struct Told {
    places: Vec<(Span<Text>, AttributionId)>,
}

impl Told {
    fn of(
        event: &Event,
        attributions: &[Attribution],
        statuses: &BTreeMap<Span<Text>, Status>,
    ) -> Self {
        let all = std::iter::once(&event.trigger).chain(&event.mentions);
        let places = all.filter_map(|&span| {
            let status = statuses.get(&span).copied().unwrap_or(event.status);
            let holder = holder_of(span, attributions);
            let stance = attributions[holder.index()].stance;
            let is_fact = matches!(status, Status::Actual | Status::Historical)
                && !matches!(stance, Stance::Denies | Stance::Intends | Stance::Asks);
            is_fact.then_some((span, holder))
        });
        Self {
            places: places.collect(),
        }
    }

    /// Whether other words, of somebody else, tell of the event as a fact.
    fn by_another(&self, span: Span<Text>, holder: AttributionId) -> bool {
        let mut places = self.places.iter().take(MOST_TOLD);
        places.any(|(other, teller)| *other != span && *teller != holder)
    }
}

/// An arrest that the police did not make did not happen; others may have shelled the town.
fn is_by_office(event: &Event) -> bool {
    event.kind.starts_with("strategic/")
}

/// "denied shelling the town", "denied that it had shelled the town": that they did it themselves.
fn is_of_speaker(span: Span<Text>, attribution: &Attribution, reading: Reading<'_>) -> bool {
    let Some(verb) = reading.token_at(span.start()).map(doing) else {
        return false;
    };
    let is_self = |subject: Token<'_>| {
        let pronoun = reading
            .knowledge
            .pronouns
            .get(&subject.text().to_lowercase());
        pronoun.is_some_and(|pronoun| pronoun.person != Person::Second)
    };
    let mut subjects = verb.children().filter(|child| child.dep() == "nsubj");
    attribution.stance == Stance::Denies
        && attribution.id != AttributionId::NARRATION
        && (is_own(verb) || subjects.any(is_self))
}

/// The verb by which an event is done: "carried out" of "carried out a strike".
fn doing(word: Token<'_>) -> Token<'_> {
    let above = word.head();
    if word.dep() == "dobj" && clauses::is_verb(above) && !clauses::is_verb(word) {
        above
    } else {
        word
    }
}

/// "denied shelling": the doer is the one who denies.
fn is_own(verb: Token<'_>) -> bool {
    verb.tag() == "VBG" && matches!(verb.dep(), "xcomp" | "pcomp" | "advcl")
}

/// "denied that the rebels had carried out the attack", "the rebels did not attack": what is not so
/// is that these did it.
fn is_of_author(span: Span<Text>, reading: Reading<'_>) -> bool {
    let Some(word) = reading.token_at(span.start()) else {
        return false;
    };
    let lexicons = &reading.knowledge.lexicons;
    let is_carried = word.dep() == "dobj" && lexicons.contains("light_verbs", word.head().lemma());
    let verb = if is_carried { word.head() } else { word };
    let mut subjects = verb.children().filter(|child| child.dep() == "nsubj");
    is_own(verb) || clauses::is_verb(verb) && subjects.any(|subject| !is_nobody(subject, reading))
}

/// Whether these words, of that status by themselves, say that the event happened.
fn happened(
    status: Status,
    span: Span<Text>,
    attribution: &Attribution,
    reading: Reading<'_>,
) -> Option<bool> {
    let word = reading.token_at(span.start())?;
    match (status, attribution.stance) {
        (Status::Negated, _) => Some(false),
        (Status::Actual | Status::Historical, Stance::Denies) => {
            is_denied_outright(word, attribution, reading).then_some(false)
        }
        (Status::Actual | Status::Historical, Stance::Intends | Stance::Asks) => None,
        (Status::Actual | Status::Historical, _) => Some(true),
        _ => None,
    }
}

/// "denied the attack", "denied that a strike hit", "denied carrying out a strike": the event
/// itself hangs on the denial.
fn is_denied_outright(word: Token<'_>, attribution: &Attribution, reading: Reading<'_>) -> bool {
    let is_cue = |token: Token<'_>| {
        let mut cues = attribution.cue.iter();
        cues.any(|span| span.contains(token.span()))
    };
    let word = told_of(word, reading);
    let hangs = |token: Token<'_>| {
        matches!(token.dep(), "ccomp" | "dobj" | "xcomp") && is_cue(token.head())
    };
    let lexicons = &reading.knowledge.lexicons;
    let is_carried = word.dep() == "dobj" && lexicons.contains("light_verbs", word.head().lemma());
    // "denied that the raid was the work of rebels"
    let is_told_of =
        word.dep() == "nsubj" && !(word.head().pos() == "AUX" && has_attribute(word.head()));
    hangs(word) || (is_told_of || is_carried) && hangs(word.head())
}

/// "dismissed reports of a raid", "that a raid took place": the noun for what is told of the event.
fn told_of<'r>(word: Token<'r>, reading: Reading<'r>) -> Token<'r> {
    let is_tiding = |noun: Token<'_>| reading.knowledge.lexicons.contains("tidings", noun.lemma());
    let above = match word.dep() {
        "pobj" => word.head().head(),
        "acl" | "ccomp" | "relcl" => word.head(),
        _ => return word,
    };
    if is_tiding(above) { above } else { word }
}

/// "was the work of rebels": says what the subject is.
fn has_attribute(copula: Token<'_>) -> bool {
    let mut children = copula.children();
    children.any(|child| child.dep() == "attr")
}

fn occurrence(
    index: usize,
    event: &Event,
    holder: &Attribution,
    span: Span<Text>,
    value: bool,
) -> Occurrence {
    let by = RuleName::new(if value {
        "occurrence/told@1"
    } else {
        "occurrence/denied@1"
    });
    let head = ClaimHead {
        attribution: holder.id,
        stance: if value { holder.stance } else { Stance::Denies },
        factuality: if value {
            event.factuality
        } else {
            Factuality::DENIED
        },
        likelihood: None,
        said_at: holder.said_at,
        about_time: None,
        anchor: span,
        evidence: evidence(holder, span, &by),
    };
    Occurrence {
        id: OccurrenceId::new(index),
        head,
        event: event.id,
        field: OccurrenceField::Happened,
        value: OccurrenceValue::Happened(value),
    }
}

fn evidence(holder: &Attribution, span: Span<Text>, by: &RuleName) -> Vec<Evidence> {
    let said = holder
        .evidence
        .iter()
        .find(|cell| cell.field == "said_at" && holder.said_at.is_some());
    let mut evidence = vec![
        Evidence::new("value", span, by),
        Evidence::new("event", span, by),
    ];
    evidence.extend(said.cloned());
    evidence
}

#[cfg(test)]
mod tests {
    use ascribe_model::OccurrenceValue;

    use crate::testing::read;

    /// Finds, in order, whether somebody says that an event happened.
    fn check(text: &str, expected: &[bool]) {
        let (_, found) = read(text);
        let values: Vec<_> = found
            .occurrences
            .iter()
            .map(|one| one.value.clone())
            .collect();
        assert_eq!(
            values,
            expected
                .iter()
                .map(|&value| OccurrenceValue::Happened(value))
                .collect::<Vec<_>>(),
            "{text}"
        );
    }

    #[test]
    fn told_and_denied() {
        check("Gunmen attacked a convoy near Lasko.", &[true]);
        check(
            "The army denied that rebels had attacked a convoy.",
            &[false],
        );
        check("Police said that gunmen had attacked a convoy.", &[true]);
    }

    #[test]
    fn to_deny_the_author_is_not_to_deny_the_event() {
        check(
            "A bomb killed nine people in Lasko on Monday. The governor denied that the Reed Brigade \
             had carried out the bombing.",
            &[true],
        );
        check(
            "Nine people were killed in an attack on a market in Lasko. The governor denied that the \
             Reed Brigade attacked the market.",
            &[true],
        );
        check(
            "The governor denied that the bombing was the work of the Reed Brigade.",
            &[],
        );
        check(
            "The governor denied that the bombing had taken place.",
            &[false],
        );
        check(
            "The army denied that the village of Lasko was shelled on Monday.",
            &[false],
        );
        check(
            "Residents said the army shelled Lasko on Monday. The army denied the shelling.",
            &[true, false],
        );
    }

    #[test]
    fn to_deny_that_one_did_it_oneself_is_neither() {
        check("The army denied shelling the village of Lasko.", &[]);
        check("The army denied that it had shelled Lasko.", &[]);
        check(
            "The army denied that it had carried out the strike on Lasko.",
            &[],
        );
        check("Police denied having arrested the editor.", &[false]);
    }

    #[test]
    fn tidings_are_denied() {
        check(
            "The ministry dismissed reports of a massacre in Lasko.",
            &[false],
        );
        check(
            "The report of a massacre in Lasko is a lie, the army said.",
            &[false],
        );
        check("The shelling did not take place, the army said.", &[false]);
        check(
            "The ministry studied reports of a massacre in Lasko.",
            &[true],
        );
    }

    #[test]
    fn a_threat_is_no_occurrence() {
        check("The rebels threatened to attack the convoy.", &[]);
    }
}
