//! Whom "he", "she", "it" and "they" mean.
//!
//! "it" and "they" may mean things, which are no entities: where a thing stands between the pronoun
//! and the candidate, the pronoun is the candidate's only if it does what things do not: "it said".

use ascribe_knowledge::{Gender, Number, Pronoun};
use ascribe_model::EntityKind;
use ascribe_nlp::Token;

use super::cast::Cast;
use super::referent::Referent;
use super::salience::{Candidate, leading, score};
use crate::entities::Seed;

/// A candidate below this is too far from the reader's mind.
const LEAST: i32 = 35;
/// Bodies are "they" less readily than fighters are.
const SEVERAL: i32 = 15;
/// Words that are looked through for things.
const THINGS: usize = 60;

/// All whom the pronoun `seed` means: none where that is unsure, several for "A and B ... they".
pub(super) fn meant(cast: &Cast<'_>, seed: &Seed<'_>, pronoun: Pronoun) -> Vec<usize> {
    if pronoun.gender == Some(Gender::Thing) && is_empty(cast, seed.head) {
        return Vec::new();
    }
    let reach = match pronoun.gender {
        Some(Gender::Thing) => 1,
        Some(_) => 3,
        None => 2,
    };
    let candidates = cast.recent().filter_map(|index| {
        let known = &cast.all[index];
        let fitting = fit(known, pronoun)?;
        let score = score(cast, seed, index, reach)? + fitting;
        (LEAST <= score).then_some(Candidate { index, score })
    });
    let leading = leading(candidates.collect(), cast);
    let is_one_person = |index: usize| {
        let known = &cast.all[index];
        known.kind == EntityKind::Person && known.number == Number::One
    };
    match (leading.as_slice(), pronoun.number) {
        ([_, _, ..], Number::One) => Vec::new(),
        ([one], Number::Several) if is_one_person(*one) => Vec::new(),
        ([first, ..], _) if is_torn(cast, seed, pronoun, &cast.all[*first]) => Vec::new(),
        _ => leading,
    }
}

/// How well number, gender and kind agree; `None` where they do not.
fn fit(known: &Referent, pronoun: Pronoun) -> Option<i32> {
    let is_several = known.number == Number::Several;
    let may_be_person = known.kind == EntityKind::Person
        || !known.is_sure && known.is_named && known.kind == EntityKind::Other;
    match pronoun.gender {
        Some(Gender::Thing) => {
            let is_thing = known.kind != EntityKind::Person && known.kind != EntityKind::People;
            (is_thing && !is_several).then_some(0)
        }
        Some(gender) => {
            let is_other = known.gender.is_some_and(|known| known != gender);
            (may_be_person && !is_several && !is_other).then_some(0)
        }
        None if known.kind == EntityKind::PlaceName => None,
        None => Some(if is_several { SEVERAL } else { 0 }),
    }
}

/// Whether the pronoun may as well mean a thing that was spoken of since.
fn is_torn(cast: &Cast<'_>, seed: &Seed<'_>, pronoun: Pronoun, known: &Referent) -> bool {
    if matches!(pronoun.gender, Some(Gender::Female | Gender::Male)) || is_agent(cast, seed.head) {
        return false;
    }
    let sentence = cast.sentence;
    let before = std::iter::successors(seed.head.previous(), |token| token.previous());
    let is_since = |token: &Token<'_>| {
        known.last.head < token.id()
            || known.last.sentence == sentence && begins_with(*token, known)
    };
    let mut since = before.take(THINGS).take_while(is_since);
    since.any(|token| is_thing(cast, token, pronoun.number))
}

/// Whether the token stands in the sentence where the candidate was last spoken of.
fn begins_with(token: Token<'_>, known: &Referent) -> bool {
    let last = token.doc().token(known.last.head);
    token.sentence().index() == last.sentence().index()
}

/// A noun for no person and no body, with a part of its own in the sentence.
fn is_thing(cast: &Cast<'_>, token: Token<'_>, number: Number) -> bool {
    let is_several = token.tag().ends_with('S');
    let agrees = is_several == (number == Number::Several);
    let has_part = matches!(
        token.dep(),
        "nsubj" | "nsubjpass" | "dobj" | "attr" | "conj"
    );
    token.pos() == "NOUN"
        && agrees
        && has_part
        && token.entity_kind().is_empty()
        && !is_someone(cast, token)
}

/// Whether a noun is for people or a body of people.
fn is_someone(cast: &Cast<'_>, token: Token<'_>) -> bool {
    let lemma = token.lemma().to_lowercase();
    let knowledge = cast.reading.knowledge;
    let is = |list| knowledge.lexicons.contains(list, &lemma);
    knowledge.roles.body(&lemma).is_some()
        || knowledge.roles.title(&lemma).is_some()
        || is("people")
        || is("men_and_women")
}

/// Whether the pronoun does, or owns, what only somebody does or owns: "it denied", "its fighters".
fn is_agent(cast: &Cast<'_>, pronoun: Token<'_>) -> bool {
    let above = pronoun.head();
    match pronoun.dep() {
        "nsubj" => cast
            .reading
            .knowledge
            .lexicons
            .contains("agent_verbs", above.lemma()),
        "poss" => {
            let lemma = above.lemma().to_lowercase();
            let is = |list| cast.reading.knowledge.lexicons.contains(list, &lemma);
            is_someone(cast, above) || is("members") || is("leadership_nouns") || is("own_things")
        }
        _ => false,
    }
}

/// "it rained", "it is clear that": a word that means nothing.
fn is_empty(cast: &Cast<'_>, pronoun: Token<'_>) -> bool {
    let verb = pronoun.head();
    let is_weather = |token: Token<'_>| {
        cast.reading
            .knowledge
            .lexicons
            .contains("weather", &token.lemma().to_lowercase())
    };
    let complement = |child: &Token<'_>| matches!(child.dep(), "acomp" | "attr" | "advmod");
    let is_copula = verb.pos() == "AUX" || verb.children().any(|child| child.dep() == "acomp");
    matches!(pronoun.dep(), "nsubj" | "nsubjpass")
        && (is_weather(verb)
            || is_copula
                && verb
                    .children()
                    .take(THINGS)
                    .filter(complement)
                    .any(is_weather))
}
