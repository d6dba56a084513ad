//! Whom "he", "she", "it" and "they" mean.
//!
//! "it" and "they" may mean things, which are no entities: where a thing stands between the pronoun
//! and the candidate, the pronoun is the candidate's only if it does what things do not: "it said".

use ascribe_knowledge::{Gender, Number, Pronoun};
use ascribe_model::{EntityKind, Stance};
use ascribe_nlp::Token;

use super::cast::Cast;
use super::referent::{Place, Referent};
use super::salience::{Candidate, leading, score};
use crate::entities::Seed;

/// A candidate below this is too far from the reader's mind.
const LEAST: i32 = 35;
/// Bodies are "they" less readily than fighters are.
const SEVERAL: i32 = 15;
/// "Mr" and "he".
const AGREES: i32 = 15;
/// Who was "they" a moment ago is not "it" now.
const OTHER_NUMBER: i32 = -25;
/// "The ministry blamed the Brigade, which it denied": the accused denies.
const DENIES: i32 = 40;
/// Words that are looked through for things.
const THINGS: usize = 60;

/// All whom the pronoun `seed` means: none where that is unsure, several for "A and B ... they".
pub(super) fn meant(cast: &Cast<'_>, seed: &Seed<'_>, pronoun: Pronoun) -> Vec<usize> {
    let is_it = pronoun.gender == Some(Gender::Thing);
    // "had nothing to do with it": what is acted on is seldom a body.
    let is_acted_on = matches!(seed.head.dep(), "dobj" | "pobj");
    if is_it && (is_acted_on && !pronoun.reflexive || is_empty(cast, seed.head)) {
        return Vec::new();
    }
    if pronoun.reflexive {
        return own_subject(cast, seed.head).into_iter().collect();
    }
    let reach = match pronoun.gender {
        Some(Gender::Thing) => 1,
        Some(_) => 3,
        None => 2,
    };
    let candidates = cast.recent().filter_map(|index| {
        let known = &cast.all[index];
        let fitting = fit(known, pronoun)?;
        let score = score(cast, seed, index, reach)? + fitting + denial(cast, seed, known);
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

/// Points for an accused who denies, and off for an accuser.
fn denial(cast: &Cast<'_>, seed: &Seed<'_>, known: &Referent) -> i32 {
    let stance = |verb: Token<'_>| cast.reading.knowledge.reporting.stance(verb.lemma());
    if seed.head.dep() != "nsubj" || stance(seed.head.head()) != Some(Stance::Denies) {
        return 0;
    }
    let there = seed.head.doc().token(known.last.head);
    let mut above = there.ancestors().take(4);
    let is_accusation = above.any(|verb| stance(verb) == Some(Stance::Accuses));
    match (is_accusation, known.last.place) {
        (false, _) => 0,
        (true, Place::Subject) => -DENIES,
        (true, _) => DENIES,
    }
}

/// How well number, gender and kind agree; `None` where they do not.
fn fit(known: &Referent, pronoun: Pronoun) -> Option<i32> {
    let is_several = known.number == Number::Several;
    let may_be_person = known.kind == EntityKind::Person
        || !known.is_sure && known.is_named && is_unknown(known.kind);
    match pronoun.gender {
        Some(Gender::Thing) => {
            let is_thing = known.kind != EntityKind::Person
                && known.kind != EntityKind::People
                && known.is_someone();
            let was_they = known.last_number == Some(Number::Several);
            (is_thing && !is_several).then_some(if was_they { OTHER_NUMBER } else { 0 })
        }
        Some(gender) => {
            let is_other = known.gender.is_some_and(|known| known != gender);
            let agrees = match known.gender {
                Some(_) => AGREES,
                None if known.kind == EntityKind::Person => 0,
                None => -AGREES,
            };
            (may_be_person && !is_several && !is_other).then_some(agrees)
        }
        None if known.kind == EntityKind::PlaceName => None,
        None if known.kind == EntityKind::Person && !is_several && !known.last.is_listed => None,
        None if is_several => Some(SEVERAL),
        None if known.last_number == Some(Number::One) => Some(OTHER_NUMBER),
        None => Some(0),
    }
}

/// What the pipeline makes of names that it does not know: a person's may be among them.
const fn is_unknown(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Other | EntityKind::Organisation)
}

/// Whether the pronoun may as well mean a thing that was spoken of since.
fn is_torn(cast: &Cast<'_>, seed: &Seed<'_>, pronoun: Pronoun, known: &Referent) -> bool {
    if matches!(pronoun.gender, Some(Gender::Female | Gender::Male)) || is_agent(cast, seed.head) {
        return false;
    }
    let is_person = |index: usize| {
        let other = &cast.all[index];
        let is_one = other.kind == EntityKind::Person && other.number == Number::One;
        is_one && known.last.sentence <= other.last.sentence
    };
    // "A woman and, police said, a boy were shot. They ..."
    if pronoun.number == Number::Several && 1 < cast.recent().filter(|&one| is_person(one)).count()
    {
        return true;
    }
    let begin = seed.head.doc().token(known.last.head).sentence().index();
    let before = std::iter::successors(seed.head.previous(), |token| token.previous());
    let is_since = |token: &Token<'_>| begin <= token.sentence().index();
    let mut since = before.take(THINGS).take_while(is_since);
    since.any(|token| is_thing(cast, token, pronoun.number))
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
        "nsubj" => is_deed(cast, above),
        "poss" => {
            let lemma = above.lemma().to_lowercase();
            let is = |list| cast.reading.knowledge.lexicons.contains(list, &lemma);
            is_someone(cast, above) || is("members") || is("leadership_nouns") || is("own_things")
        }
        _ => false,
    }
}

/// "took the town", "said that": what things do not do.
fn is_deed(cast: &Cast<'_>, verb: Token<'_>) -> bool {
    let is = |list| cast.reading.knowledge.lexicons.contains(list, verb.lemma());
    let has_object = || {
        let mut below = verb.children().take(THINGS);
        below.any(|child| matches!(child.dep(), "dobj" | "ccomp" | "xcomp" | "prt"))
    };
    !is("thing_verbs") && (is("speech") || is("agent_verbs") && has_object())
}

/// "itself": the subject of its verb.
fn own_subject(cast: &Cast<'_>, pronoun: Token<'_>) -> Option<usize> {
    let verb = pronoun
        .ancestors()
        .take(4)
        .find(|above| matches!(above.pos(), "VERB" | "AUX"))?;
    let subject = verb
        .children()
        .take(THINGS)
        .find(|child| child.dep() == "nsubj")?;
    cast.at(subject).filter(|_| subject.id() < pronoun.id())
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
