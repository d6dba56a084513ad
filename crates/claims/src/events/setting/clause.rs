//! The words that tell of an event itself: its own clause, and the one that only carries it.
//!
//! "The group claimed the attack on Monday" says when it was claimed. Knows one sentence.

use ascribe_nlp::Token;

use super::super::trigger::{Trigger, is_course};
use super::Known;
use crate::reading::Reading;

/// Protests that are about something.
const PROTESTS: [&str; 2] = ["protest", "protest/peaceful"];

/// The words of the event's own clause.
pub(super) fn own<'r>(
    trigger: &Trigger<'r>,
    reading: Reading<'r>,
    known: Known<'_>,
) -> Vec<Token<'r>> {
    let below = |token: &Token<'r>| below(*token, trigger, reading, known, leads_off);
    trigger.tokens.iter().flat_map(below).collect()
}

/// The same with the clauses that tell what those who were hit were doing.
pub(super) fn wide<'r>(
    trigger: &Trigger<'r>,
    reading: Reading<'r>,
    known: Known<'_>,
) -> Vec<Token<'r>> {
    let below = |token: &Token<'r>| below(*token, trigger, reading, known, leads_far_off);
    trigger.tokens.iter().flat_map(below).collect()
}

/// The tokens that tell of the event itself: under the trigger, and under the verb whose subject
/// it is or that only carries it.
fn below<'r>(
    token: Token<'r>,
    trigger: &Trigger<'r>,
    reading: Reading<'r>,
    known: Known<'_>,
    leads_off: fn(Token<'_>, &Trigger<'_>, Reading<'_>) -> bool,
) -> Vec<Token<'r>> {
    let top = begun(carrier(token, reading, known).unwrap_or(token), reading);
    let mut found: Vec<_> = told_time(top).into_iter().collect();
    let mut open = vec![top];
    open.extend(harmed_when(top, reading));
    while let Some(next) = open.pop() {
        found.push(next);
        let is_trigger = |child: Token<'r>| trigger.tokens.iter().any(|one| one.id() == child.id());
        let is_own = |child: &Token<'r>| {
            is_trigger(*child)
                || !(leads_off(*child, trigger, reading) || names_another(*child, reading))
        };
        open.extend(next.children().filter(is_own));
    }
    found
}

/// "last week they *continued* to attack": the verb that only says that it began or went on.
fn begun<'r>(verb: Token<'r>, reading: Reading<'r>) -> Token<'r> {
    let lexicons = &reading.knowledge.lexicons;
    let above = verb.head();
    let is_begun = verb.dep() == "xcomp" && lexicons.contains("aspect_verbs", above.lemma());
    if is_begun { above } else { verb }
}

/// "Two men were *killed* in Karvel on Friday when a shell hit their car": the harm is told of
/// first.
fn harmed_when<'r>(top: Token<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    let above = top.head();
    let is_when = top
        .children()
        .any(|child| child.dep() == "advmod" && child.tag() == "WRB");
    let is_harm = reading
        .knowledge
        .lexicons
        .contains("harm_verbs", above.lemma());
    (top.dep() == "advcl" && is_when && is_harm && above.pos() == "VERB").then_some(above)
}

/// "August 2019, when 40 people died": the time before the clause is the clause's.
fn told_time(top: Token<'_>) -> Option<Token<'_>> {
    let is_when = top
        .children()
        .any(|child| child.dep() == "advmod" && child.tag() == "WRB");
    let time = top.head();
    (is_when && matches!(top.dep(), "relcl" | "advcl") && time.entity_kind() == "DATE")
        .then_some(time)
}

/// What tells of other things than the clause it hangs in: another clause ("while police raided a
/// house in ..."), what is protested against, and where people come from ("fighters from ...").
fn leads_off(token: Token<'_>, trigger: &Trigger<'_>, reading: Reading<'_>) -> bool {
    let has = |dep: &str| token.children().any(|child| child.dep() == dep);
    let lexicons = &reading.knowledge.lexicons;
    match token.dep() {
        "ccomp" | "relcl" | "parataxis" | "csubj" | "pcomp" => true,
        "conj" => token.pos() == "VERB" && !is_harm(token, reading),
        "advcl" => {
            has("mark")
                || has("advmod") && has("nsubj")
                || lexicons.contains("speech", token.lemma())
        }
        "acl" => !lexicons.contains("light_verbs", token.lemma()),
        "prep" if token.head().pos() == "VERB" => {
            PROTESTS.contains(&trigger.kind.as_str()) && is_foe(token, reading)
        }
        "prep" => lexicons.contains("origin_prepositions", &token.text().to_lowercase()),
        _ => false,
    }
}

/// The same, but for what else is told of those who were hit or of when it was: "a crowd marching in
/// Karvel", "as he left his home in Karvel".
fn leads_far_off(token: Token<'_>, trigger: &Trigger<'_>, reading: Reading<'_>) -> bool {
    let meanwhile = |child: Token<'_>| {
        let word = child.text().to_lowercase();
        let lexicons = &reading.knowledge.lexicons;
        matches!(child.dep(), "mark" | "advmod") && lexicons.contains("meanwhile", &word)
    };
    let is_near = match token.dep() {
        "acl" => token.tag() == "VBG",
        "advcl" => token.children().any(meanwhile),
        _ => false,
    };
    !is_near && leads_off(token, trigger, reading)
}

/// "against the visit": what a protest is about is not where it is.
fn is_foe(token: Token<'_>, reading: Reading<'_>) -> bool {
    let word = token.text().to_lowercase();
    reading
        .knowledge
        .lexicons
        .contains("about_prepositions", &word)
}

/// "was shot and wounded in ...": one deed told by two verbs.
fn is_harm(verb: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let has_own = verb
        .children()
        .any(|child| matches!(child.dep(), "nsubj" | "nsubjpass"));
    lexicons.contains("harm_verbs", verb.lemma()) && !has_own
}

/// "arrested over the *killing* of a judge last month": what hangs on another event is its own.
fn names_another(token: Token<'_>, reading: Reading<'_>) -> bool {
    let lemma = token.lemma().to_lowercase();
    let events = &reading.knowledge.events;
    let is_event =
        events.of_noun(&lemma).is_some() || events.kindred.general_kind(&lemma).is_some();
    token.pos() == "NOUN" && is_event
}

/// The verb that tells what the event named by a noun did, or that it took place.
fn carrier<'r>(token: Token<'r>, reading: Reading<'r>, known: Known<'_>) -> Option<Token<'r>> {
    let (verb, lexicons) = (token.head(), &reading.knowledge.lexicons);
    let is_cue = || {
        known
            .attributions
            .iter()
            .any(|one| one.cue.iter().any(|cue| cue.contains(verb.span())))
    };
    let is_light = || lexicons.contains("light_verbs", verb.lemma());
    match token.dep() {
        "nsubj" if verb.pos() == "VERB" && !is_cue() => Some(verb),
        "dobj" | "nsubjpass" if is_light() => Some(verb),
        "pobj" if is_course(verb, reading) => Some(verb.head())
            .filter(|harm| lexicons.contains("harm_verbs", harm.lemma()) && harm.pos() == "VERB"),
        _ => None,
    }
}
