//! What leads to what, on whose word.
//!
//! Rules find the link and the heads of its two ends (`data/patterns/cause/`). Only what concerns
//! violence is kept: one of the ends tells of an event, names a violent act or a group that fights,
//! or is an assessment. The rest of the world's causes are no business of these reports.
//!
//! Knows one report. Does not join causes into longer chains, and does not weigh them.

mod opinion;
mod part;
mod places;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ascribe_knowledge::{CauseRule, Found};
use ascribe_model::{
    Assessment, Attribution, Cause, CauseId, CausePart, EventId, Evidence, Factuality, Step, Trace,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::assessments::subject::Armed;
use crate::assessments::{Sources, head};
use crate::firmness::{self, Own};
use crate::holder::holder_of;
use crate::{clauses, entities};
use places::Places;

/// A longer stretch without a full stop is no sentence whose ends could be told.
const MOST_TOKENS: usize = 400;

/// Every cause, in the order of the text.
pub(crate) fn find(
    sources: Sources<'_>,
    armed: &Armed,
    assessments: &[Assessment],
    trace: Option<&mut Trace>,
) -> Vec<Cause> {
    let mut found: Vec<Cause> = Vec::new();
    let before = Before {
        sources,
        armed,
        places: Places::of(sources, assessments),
    };
    let sentences = sources.reading.sentences();
    for sentence in sentences.filter(|sentence| sentence.tokens().len() <= MOST_TOKENS) {
        let mut taken = BTreeSet::new();
        for fit in sources.reading.knowledge.causes.find(sentence) {
            let effect = fit.capture("effect").map(Token::id);
            if !taken.contains(&effect)
                && let Some(one) = before.told(&fit)
            {
                taken.insert(effect);
                found.push(one);
            }
        }
    }
    found.sort_by_key(|one| one.head.anchor);
    for (index, one) in found.iter_mut().enumerate() {
        one.id = CauseId::new(index);
    }
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// What was found before causes are looked for.
struct Before<'r> {
    sources: Sources<'r>,
    armed: &'r Armed,
    places: Places,
}

impl Before<'_> {
    /// What a rule found, where it concerns violence.
    fn told(&self, fit: &Found<'_, CauseRule>) -> Option<Cause> {
        let rule = fit.rule.gives;
        let link = fit.capture("link").unwrap_or(fit.at.root());
        let effect_word = fit.capture("effect")?;
        let is_opinion = opinion::is_reason_for_thinking(effect_word, self.sources.reading);
        if rule.before && self.is_saying(effect_word) || is_opinion {
            return None;
        }
        let (cause, effect) = part::ends(fit, self.sources.reading, &self.places)?;
        let mut cause = self.part(cause, fit.capture("cause"));
        cause.event = cause.event.or_else(|| self.event_before(cause.span, fit));
        let effect = self.part(effect, Some(effect_word));
        let concerns = [&cause, &effect]
            .into_iter()
            .any(|part| self.concerns(part));
        if !concerns && !self.is_about_a_group(effect_word) {
            return None;
        }
        let attribution = holder_of(link.span(), self.sources.attributions);
        let holder = &self.sources.attributions[attribution.index()];
        let factuality = self.factuality(link, effect_word, rule, holder)?;
        let anchor = part::anchor(link, cause.span, effect.span);
        let evidence = evidence(fit, anchor, cause.span, effect.span);
        Some(Cause {
            id: CauseId::new(0),
            head: head(holder, anchor, factuality, evidence),
            cause,
            effect,
            polarity: rule.polarity,
            conditional: rule.conditional,
        })
    }

    /// "That is why they said": what was said is the effect, and the tree may hang it elsewhere.
    fn is_saying(&self, word: Token<'_>) -> bool {
        let words = &self.sources.reading.knowledge.lexicons;
        words.contains("speech", word.lemma()) || words.contains("mind", word.lemma())
    }

    /// How firmly the link is stated; `None` where it is asked or only supposed.
    fn factuality(
        &self,
        link: Token<'_>,
        effect: Token<'_>,
        rule: CauseRule,
        holder: &Attribution,
    ) -> Option<Factuality> {
        if rule.conditional {
            return (!firmness::asks(effect.sentence())).then_some(Factuality::CERTAIN);
        }
        // "did not flee because of the raid" and "cannot attack because they lack arms" are both
        // said of a link that holds; what the link's own verb negates is not.
        let own = Own {
            negation: !clauses::is_verb(link),
            modal: !clauses::is_verb(link),
        };
        let cue = if clauses::is_verb(link) { link } else { effect };
        firmness::of(cue, holder, own, self.sources.reading)
    }

    /// The words with the event that their head names, or the only one that they name.
    fn part(&self, span: Span<Text>, head: Option<Token<'_>>) -> CausePart {
        let only = |span| {
            let events = self.places.events_in(span);
            events.first().copied().filter(|_| events.len() == 1)
        };
        let event = head
            .and_then(|head| only(head.span()))
            .or_else(|| only(span));
        CausePart { span, event }
    }

    /// "That won them friends": the one event of the sentence before.
    fn event_before(&self, cause: Span<Text>, fit: &Found<'_, CauseRule>) -> Option<EventId> {
        let subject = clauses::subject(fit.capture("cause")?)?;
        let reading = self.sources.reading;
        if !cause.contains(subject.span()) || !part::points_back(subject, reading) {
            return None;
        }
        let before = part::sentence_before(subject, reading)?;
        let events = self.places.events_in(before);
        let only = events.first().copied().filter(|_| events.len() == 1);
        only.or_else(|| self.main_event(before))
    }

    /// The event that the main clause of a sentence is about: its only one outside relative clauses
    /// and parentheses.
    fn main_event(&self, sentence: Span<Text>) -> Option<EventId> {
        let reading = self.sources.reading;
        let is_aside = |token: Token<'_>| {
            let before = Span::<Text>::new(sentence.start(), token.span().start());
            let marks = |mark| before.slice(reading.text()).matches(mark).count();
            marks('(') != marks(')')
        };
        let tokens = reading.doc.tokens_in(sentence).take(MOST_TOKENS);
        let main = tokens.filter(|token| !is_in_passing(*token, sentence) && !is_aside(*token));
        let events: BTreeSet<_> = main
            .flat_map(|token| self.places.events_in(token.span()))
            .collect();
        events.first().copied().filter(|_| events.len() == 1)
    }

    /// Whether the words tell of violence, of a group that fights, or of how one fares: not in passing,
    /// in a clause within.
    fn concerns(&self, part: &CausePart) -> bool {
        let span = part.span;
        let mut tokens = self.sources.reading.doc.tokens_in(span);
        part.event
            .is_some_and(|_| self.places.events_in(span).is_empty())
            || tokens.any(|token| !is_in_passing(token, span) && self.is_violent(token))
            || self.places.judges_in(span)
    }

    /// Whether the sentence names a group that fights, or says how one fares.
    fn is_about_a_group(&self, word: Token<'_>) -> bool {
        let sentence = word.sentence();
        let mut tokens = sentence.tokens();
        self.places.judges_in(sentence.span()) || tokens.any(|token| self.is_group(token))
    }

    fn is_group(&self, token: Token<'_>) -> bool {
        let entity = entities::mentioned_at(token.span(), self.sources.entities);
        entity.is_some_and(|id| self.armed.fights(&self.sources.entities[id.index()]))
    }

    fn is_violent(&self, token: Token<'_>) -> bool {
        let words = &self.sources.reading.knowledge.lexicons;
        let lemma = token.lemma().to_lowercase();
        let is_trigger = || !self.places.events_in(token.span()).is_empty();
        let is_word = token.pos() == "NOUN"
            && (words.contains("event_nouns", &lemma) || words.contains("armed_words", &lemma));
        is_word || is_trigger() || self.is_group(token)
    }
}

fn evidence(
    fit: &Found<'_, CauseRule>,
    anchor: Span<Text>,
    cause: Span<Text>,
    effect: Span<Text>,
) -> Vec<Evidence> {
    let cells = [("cause", cause), ("effect", effect), ("polarity", anchor)];
    let conditional = fit
        .rule
        .gives
        .conditional
        .then_some(("conditional", anchor));
    let cells = cells.into_iter().chain(conditional);
    let by = &fit.rule.name;
    cells
        .map(|(field, span)| Evidence::new(field, span, by))
        .collect()
}

/// Whether the token stands in a relative clause or the like within `span`.
fn is_in_passing(token: Token<'_>, span: Span<Text>) -> bool {
    let up = std::iter::once(token).chain(token.ancestors());
    let mut within = up.take_while(|above| !above.is_root() && span.contains(above.head().span()));
    within.any(|above| matches!(above.dep(), "relcl" | "ccomp" | "acl"))
}

fn step(one: &Cause) -> Step {
    Step {
        rule: one.head.evidence[0].by.clone(),
        span: one.head.anchor,
        fired: true,
        message: format!("{:?} leads to {:?}", one.cause.event, one.effect.event),
    }
}
