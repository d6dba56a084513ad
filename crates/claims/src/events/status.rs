//! Whether an event took place, and how certain the report is of it.
//!
//! Rules read it from the words around the trigger ("foiled", "will", "if"); what stands only in
//! denied or intended words is as certain as these are. Does not weigh one holder against another.

use std::collections::BTreeMap;

use ascribe_model::{
    Attribution, AttributionId, Commitment, Factuality, RuleName, Stance, Status, Time,
};
use ascribe_nlp::{Sentence, Token, TokenId};
use ascribe_text::{Span, Text};
use jiff::ToSpan;

use super::learned;
use super::trigger::Trigger;
use crate::holder::holder_of;
use crate::reading::Reading;

/// An event lies in the past of the report's matter if it ended so long before publication.
const LONG_AGO_DAYS: i32 = 366;

/// Whether it took place, and on what that stands.
#[derive(Clone)]
pub(super) struct Reality {
    pub(super) status: Status,
    pub(super) factuality: Factuality,
    pub(super) rule: RuleName,
    pub(super) span: Span<Text>,
}

/// What the rules say of each token of a sentence, with the rule's place in its file.
pub(super) struct Found(BTreeMap<TokenId, (usize, Reality)>);

pub(super) fn find<'r>(reading: Reading<'r>, sentence: Sentence<'r>) -> Found {
    let mut found: BTreeMap<TokenId, (usize, Reality)> = BTreeMap::new();
    for pattern in reading.knowledge.events.status.find(sentence) {
        let Some(token) = pattern.capture("trigger") else {
            continue;
        };
        let order = pattern.at.index();
        if found
            .get(&token.id())
            .is_none_or(|(known, _)| order < *known)
        {
            let words = pattern.at.tokens().into_iter().map(Token::span);
            let reality = Reality {
                status: pattern.rule.gives.status,
                factuality: pattern.rule.gives.factuality,
                rule: pattern.rule.name.clone(),
                span: words.fold(token.span(), Span::hull),
            };
            found.insert(token.id(), (order, reality));
        }
    }
    Found(found)
}

impl Found {
    /// Whether the event of `trigger` took place.
    pub(super) fn of(
        &self,
        trigger: &Trigger<'_>,
        reading: Reading<'_>,
        attributions: &[Attribution],
    ) -> Reality {
        let deeds: Vec<_> = trigger.deeds().collect();
        self.of_words(&deeds, reading, attributions)
    }

    /// Whether what `words` name took place; the first names it best.
    pub(super) fn of_words(
        &self,
        words: &[Token<'_>],
        reading: Reading<'_>,
        attributions: &[Attribution],
    ) -> Reality {
        let carriers = words.iter().flat_map(|token| carriers(*token, reading));
        let told = carriers
            .filter_map(|token| self.0.get(&token.id()))
            .min_by_key(|(order, _)| *order);
        let told = told.map(|(_, reality)| reality.clone());
        told.or_else(|| learned::reality(words, reading))
            .or_else(|| in_words(words[0], attributions))
            .unwrap_or_else(|| Reality {
                status: Status::Actual,
                factuality: Factuality::CERTAIN,
                rule: RuleName::new("event/plain-statement@1"),
                span: words[0].span(),
            })
    }
}

/// The token itself, the verb that only carries it ("*carried* out an attack"), and the verb to
/// which it is joined without words of its own ("they did not *attack* and burn").
fn carriers<'r>(token: Token<'r>, reading: Reading<'r>) -> Vec<Token<'r>> {
    let verb = token.head();
    let lexicons = &reading.knowledge.lexicons;
    let is_carried = matches!(token.dep(), "dobj" | "nsubjpass")
        && lexicons.contains("light_verbs", verb.lemma());
    let is_bare = !token
        .children()
        .any(|child| matches!(child.dep(), "nsubj" | "nsubjpass" | "aux" | "auxpass"));
    let is_joined = token.dep() == "conj" && token.tag() == "VB" && verb.tag() == "VB" && is_bare;
    if is_carried || is_joined {
        vec![token, verb]
    } else {
        vec![token]
    }
}

/// An event that stands only in somebody's denial, question or intention is no more certain.
fn in_words(word: Token<'_>, attributions: &[Attribution]) -> Option<Reality> {
    let span = word.span();
    let holder = holder_of(span, attributions);
    let stance = attributions
        .get(holder.index())
        .filter(|one| one.id != AttributionId::NARRATION)?
        .stance;
    let (status, factuality) = match stance {
        Stance::Denies | Stance::Asks | Stance::Doubts => (Status::Actual, Factuality::UNKNOWN),
        Stance::Suspects => (
            Status::Actual,
            Factuality {
                commitment: Commitment::Possible,
                positive: true,
            },
        ),
        Stance::Intends if is_untensed(word) => (Status::Planned, Factuality::UNKNOWN),
        _ => return None,
    };
    Some(Reality {
        status,
        factuality,
        rule: RuleName::new("derived/certainty-from-stance@1"),
        span,
    })
}

/// A bare infinitive or a noun: what is intended rather than what was done.
fn is_untensed(token: Token<'_>) -> bool {
    token.tag() == "VB"
}

impl Reality {
    /// The same, or historical where the event lies long before the report.
    pub(super) fn in_time(&self, time: Option<&Time>, reading: Reading<'_>) -> Status {
        let published = reading
            .report
            .published
            .as_ref()
            .map(|published| published.value);
        let ended = time.and_then(|time| time.interval).map(|(_, last)| last);
        let is_past = published.zip(ended).is_some_and(|(published, ended)| {
            ended
                .checked_add(LONG_AGO_DAYS.days())
                .is_ok_and(|later| later < published)
        });
        if is_past && self.status == Status::Actual {
            Status::Historical
        } else {
            self.status
        }
    }
}
