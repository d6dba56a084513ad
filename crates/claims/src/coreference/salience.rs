//! Which of those spoken of before a word is nearest to the reader's mind.
//!
//! After Lappin and Leass (1994): the nearer, and the higher its part in the sentence, the more
//! salient. Where two come close the word is ambiguous, and nobody's.

use ascribe_model::EntityKind;
use ascribe_nlp::{Token, TokenId};

use super::cast::Cast;
use super::referent::{Place, Seen};
use crate::entities::Seed;
use crate::entities::first_joined;

/// The points of a candidate in the same sentence, the one before, and so on.
const BY_DISTANCE: [i32; 5] = [60, 50, 20, 8, 0];
const SUBJECT: i32 = 25;
const OBJECT: i32 = 10;
/// Subject again: "The army ... It ...".
const PARALLEL: i32 = 10;
/// Spoken of in sentence after sentence.
const TOPIC: i32 = 10;
/// "The army said it ...".
const SPEAKER: i32 = 30;
/// "The army lost its guns".
const OWNER: i32 = 25;
/// "The army took the guns with it"
const BESIDE: i32 = -20;
/// A pronoun within a quotation seldom means the one who is quoted.
const QUOTED: i32 = -40;
const OTHER_BLOCK: i32 = -10;
/// What stands in parentheses is said by the way.
const BY_THE_WAY: i32 = -40;
/// In a clause below another.
const SUBORDINATE: i32 = -15;

/// By so much the best must lead.
const MARGIN: i32 = 20;
/// And by so much the subject, where "he" may be the object of the same verb.
const MARGIN_OF_PERSONS: i32 = 30;

/// Steps up the tree at most.
const CLIMB: usize = 8;

/// One whom a word may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) index: usize,
    pub(super) score: i32,
}

/// The points of the referent `index` for the words of `seed`; `None` where it is out of reach or
/// the grammar forbids it. `reach` is in sentences.
pub(super) fn score(cast: &Cast<'_>, seed: &Seed<'_>, index: usize, reach: usize) -> Option<i32> {
    let known = &cast.all[index];
    let (here, there) = (cast.seen(seed), known.last);
    let distance = here.sentence.checked_sub(there.sentence)?;
    if reach < distance
        || is_headline_only(cast, here, there)
        || is_in_apposition(cast, seed.head, index)
    {
        return None;
    }
    let antecedent = seed.head.doc().token(there.head);
    let mut score = *BY_DISTANCE.get(distance)?;
    score += match there.place {
        Place::Subject => SUBJECT,
        Place::Object => OBJECT,
        Place::Other => 0,
    };
    if there.place == Place::Subject && there.is_below {
        score += SUBORDINATE;
    }
    if here.place == Place::Subject && there.place == Place::Subject {
        score += PARALLEL;
    }
    if 1 < known.run {
        score += TOPIC;
    }
    if here.block != there.block {
        score += OTHER_BLOCK;
    } else if here.quotation.is_some() && here.quotation != there.quotation {
        score += QUOTED;
    }
    if there.is_aside && !here.is_aside {
        score += BY_THE_WAY;
    }
    if distance == 0 {
        score += within_sentence(seed.head, antecedent)?;
    }
    Some(score)
}

/// Of candidates in any order: the best, or those of one list ("A and B") that lead together; none
/// where others come close.
pub(super) fn leading(mut candidates: Vec<Candidate>, cast: &Cast<'_>) -> Vec<usize> {
    let list = |index: usize| cast.all[index].last.list;
    let best_of = |list_of: TokenId| {
        let same = candidates.iter().filter(|one| list(one.index) == list_of);
        same.map(|one| one.score).max()
    };
    let scores: Vec<_> = candidates
        .iter()
        .map(|one| best_of(list(one.index)))
        .collect();
    for (candidate, score) in candidates.iter_mut().zip(scores) {
        candidate.score = score.unwrap_or(candidate.score);
    }
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    let Some(&best) = candidates.first() else {
        return Vec::new();
    };
    let sentence = |one: Candidate| cast.all[one.index].last.sentence;
    let is_person = |one: Candidate| cast.all[one.index].kind == EntityKind::Person;
    let margin = |other: Candidate| {
        if is_person(other) && is_person(best) && sentence(other) == sentence(best) {
            MARGIN_OF_PERSONS
        } else {
            MARGIN
        }
    };
    let close = candidates
        .iter()
        .filter(|other| best.score - other.score < margin(**other));
    let close: Vec<usize> = close.map(|candidate| candidate.index).collect();
    let is_one_list = close.iter().all(|&index| list(index) == list(best.index));
    if is_one_list { close } else { Vec::new() }
}

/// "X, its branch": the branch of another.
fn is_in_apposition(cast: &Cast<'_>, pronoun: Token<'_>, index: usize) -> bool {
    let noun = pronoun.head();
    noun.dep() == "appos" && cast.at(noun.head()) == Some(index)
}

/// What stands in the headline alone is too far for a word of the text.
fn is_headline_only(cast: &Cast<'_>, here: Seen, there: Seen) -> bool {
    let span = |seen: Seen| cast.reading.doc.token(seen.head).span();
    here.block != there.block
        && cast.reading.is_headline(span(there)) != cast.reading.is_headline(span(here))
}

/// Points for the grammar of one sentence; `None` where one clause cannot speak of one body twice.
fn within_sentence(pronoun: Token<'_>, antecedent: Token<'_>) -> Option<i32> {
    let (clause, other) = (clause(pronoun), clause(antecedent));
    if clause.is_some() && clause == other {
        return match pronoun.dep() {
            "poss" => Some(OWNER),
            "pobj" if takes_along(pronoun) => Some(BESIDE),
            _ => None,
        };
    }
    if is_relative_of(pronoun, antecedent) {
        return None;
    }
    let own = clause.map(|verb| pronoun.doc().token(verb));
    let speaks = own
        .is_some_and(|verb| verb.dep() == "ccomp" && Some(of_subject(verb.head()).id()) == other);
    let is_first = matches!(first_joined(antecedent).dep(), "nsubj" | "nsubjpass");
    Some(if speaks && is_first { SPEAKER } else { 0 })
}

/// "X, who told him": him is another.
fn is_relative_of(pronoun: Token<'_>, antecedent: Token<'_>) -> bool {
    let mut above = pronoun.ancestors().take(CLIMB);
    let verb = above.find(|above| matches!(above.pos(), "VERB" | "AUX"));
    let is_subject = |child: Token<'_>| {
        matches!(child.dep(), "nsubj" | "nsubjpass") && matches!(child.tag(), "WP" | "WDT")
    };
    pronoun.dep() != "poss"
        && verb.is_some_and(|verb| {
            verb.dep() == "relcl"
                && verb.head().id() == antecedent.id()
                && verb.children().take(CLIMB).any(is_subject)
        })
}

/// The verb in whose clause the token stands; that of its subject for "started cracking down".
fn clause(token: Token<'_>) -> Option<TokenId> {
    let mut above = token.ancestors().take(CLIMB);
    let verb = above.find(|above| matches!(above.pos(), "VERB" | "AUX"))?;
    Some(of_subject(verb).id())
}

/// The verb that has the subject of `verb`: "condemned" in "condemned the raid and said".
fn of_subject(verb: Token<'_>) -> Token<'_> {
    let has_subject = |verb: &Token<'_>| {
        let mut below = verb.children().take(CLIMB);
        below.any(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
    };
    let passes_on = |verb: &Token<'_>| matches!(verb.dep(), "xcomp" | "conj") && !has_subject(verb);
    let up = std::iter::successors(Some(verb), |verb| passes_on(verb).then(|| verb.head()));
    up.take(CLIMB).last().unwrap_or(verb)
}

/// "brought a letter with her": beside an object, the subject may come again.
fn takes_along(pronoun: Token<'_>) -> bool {
    let mut below = pronoun.head().head().children().take(CLIMB);
    below.any(|child| child.dep() == "dobj")
}

/// Whether the token is the subject of a clause that hangs under another.
pub(super) fn is_below(token: Token<'_>) -> bool {
    let verb = first_joined(token).head();
    matches!(verb.dep(), "ccomp" | "advcl" | "relcl" | "acl" | "pcomp")
}
