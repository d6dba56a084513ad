//! Words for what somebody is, and pronouns: "the army", "rebels", "a doctor", "they".

use ascribe_knowledge::{Body, Gender, Number, Person};
use ascribe_model::{EntityKind, Role};
use ascribe_nlp::Token;

use super::around;
use super::doer::does_violence;
use super::named::gender_of;
use super::seed::{How, Seed, first_joined};
use super::speaker::{governing_body, role_of};
use crate::reading::Reading;

/// Words between "fighter" and "aircraft" at most.
const CRAFT: usize = 8;

/// A pronoun of the third person.
pub(super) fn pointed<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let pronoun = reading
        .knowledge
        .pronouns
        .get(&token.text().to_lowercase())?;
    let kind = match (pronoun.number, pronoun.gender) {
        (Number::One, Some(Gender::Thing)) => EntityKind::Other,
        (Number::One, _) => EntityKind::Person,
        _ => EntityKind::Group,
    };
    // "a group calling itself X"
    let names_itself = token.dep() == "dobj"
        && reading
            .knowledge
            .lexicons
            .contains("naming_verbs", token.head().lemma());
    (token.pos() == "PRON" && pronoun.person == Person::Third && !names_itself).then(|| Seed {
        span: token.span(),
        head: token,
        how: How::Pointed(pronoun),
        kind,
        is_sure: false,
        number: pronoun.number,
        gender: pronoun.gender,
        role: None,
        list: first_joined(token).id(),
        rule: "coreference/pronoun@1",
    })
}

/// "the army", "rebels": a word for a body that is not itself part of a name or of a compound.
pub(super) fn described<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    if !matches!(token.pos(), "NOUN" | "PROPN")
        || is_modifier(token) && !names_side(token, reading)
        || is_nobody(token, reading)
        || is_craft(token, reading)
    {
        return None;
    }
    let lemma = token.lemma().to_lowercase();
    if let Some(how) = special(token, &lemma, reading) {
        let kind = EntityKind::Group;
        return Some(Seed {
            how,
            kind,
            ..noun(token)
        });
    }
    let body = body(token, &lemma, reading).or_else(|| branch(token, &lemma, reading))?;
    let is_several = token.tag().ends_with('S');
    let is_one_person = reading.knowledge.roles.title(&lemma).is_some() && !is_several;
    // "army officers" are the army's; "the defence ministry" is a ministry.
    let above = reading
        .knowledge
        .roles
        .title(&lemma)
        .and_then(|_| governing_body(token, reading));
    (!is_one_person).then(|| Seed {
        how: How::Described,
        kind: above.unwrap_or(body).kind,
        role: if body.role == Some(Role::Ngo) {
            body.role
        } else {
            role_of(token, reading)
        },
        rule: "entity/description@1",
        ..noun(token)
    })
}

/// What sort of body the noun is for, with the word before it.
pub(super) fn body(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> Option<Body> {
    civil(token, lemma, reading)
        .or_else(|| armed(token, lemma, reading))
        .or_else(|| reading.knowledge.roles.body(lemma))
}

/// "the terrorist organisation".
fn armed(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> Option<Body> {
    let lexicons = &reading.knowledge.lexicons;
    let before = token.previous().filter(|word| {
        lexicons.contains("kind_words", lemma)
            && lexicons.contains("armed_modifiers", &word.lemma().to_lowercase())
    });
    before.map(|_| Body {
        kind: EntityKind::Group,
        role: Some(Role::PerpetratorSide),
    })
}

/// "fighter and bomber aircraft": no fighters.
fn is_craft(token: Token<'_>, reading: Reading<'_>) -> bool {
    let is = |list, token: Token<'_>| {
        let lemma = token.lemma().to_lowercase();
        reading.knowledge.lexicons.contains(list, &lemma)
    };
    let goes_on = |next: &Token<'_>| {
        let is_word = matches!(next.pos(), "NOUN" | "ADJ" | "ADV" | "CCONJ" | "VERB");
        is_word || matches!(next.text(), "," | "-")
    };
    let after = std::iter::successors(token.next(), |next| next.next());
    is("people_or_craft", token)
        && after
            .take(CRAFT)
            .take_while(goes_on)
            .any(|next| is("craft", next))
}

/// "a relief group": a group without arms.
fn civil(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> Option<Body> {
    let lexicons = &reading.knowledge.lexicons;
    let before = token.previous().filter(|word| {
        lexicons.contains("kind_words", lemma)
            && lexicons.contains("civil_modifiers", &word.lemma().to_lowercase())
    });
    before.map(|_| Body {
        kind: EntityKind::Organisation,
        role: Some(Role::Ngo),
    })
}

/// "the coastal branch of X", "its branch": a body, where it stands beside its name.
fn branch(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> Option<Body> {
    let is_branch = reading.knowledge.lexicons.contains("branch_nouns", lemma);
    let mut below = token.children().take(8);
    let has_owner = below.any(|child| child.dep() == "poss" || child.lemma() == "of");
    (is_branch && has_owner && token.dep() == "appos").then_some(Body {
        kind: EntityKind::Group,
        role: None,
    })
}

/// "both groups", "the leadership of X".
fn special(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> Option<How> {
    let lexicons = &reading.knowledge.lexicons;
    let is_both = |child: Token<'_>| lexicons.contains("both", &child.text().to_lowercase());
    let has_owner = || around::modifiers(token).any(|near| near.pos() == "PROPN");
    if lexicons.contains("sides", lemma) && token.children().take(4).any(is_both) {
        return Some(How::Both);
    }
    (lexicons.contains("leadership_nouns", lemma) && has_owner()).then_some(How::Leading)
}

/// "a doctor", "two men": people whom the report does not name.
pub(super) fn person<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let lemma = token.lemma().to_lowercase();
    let knowledge = reading.knowledge;
    let is_human = knowledge.roles.title(&lemma).is_some()
        || knowledge.lexicons.contains("men_and_women", &lemma)
        || knowledge.lexicons.contains("people", &lemma)
        || token.tag() == "NNS" && ends_for_people(&token.text().to_lowercase(), reading)
        || speaks(token, &lemma, reading)
        || knowledge.lexicons.contains("collective_actors", &lemma)
            && does_violence(token, reading);
    let is_noun = matches!(token.pos(), "NOUN" | "PROPN") && !is_modifier(token);
    let role = || role_of(token, reading);
    (is_noun && is_human && !is_nobody(token, reading)).then(|| Seed {
        how: How::Unnamed,
        gender: gender_of(token, reading),
        role: role(),
        rule: "coreference/description@1",
        ..noun(token)
    })
}

/// "The classmate said": who speaks and is no body and no writing is a person.
fn speaks(token: Token<'_>, lemma: &str, reading: Reading<'_>) -> bool {
    let is = |list, word: &str| reading.knowledge.lexicons.contains(list, word);
    let verb = token.head().lemma();
    token.dep() == "nsubj"
        && is("speech", verb)
        && !is("thing_verbs", verb)
        && !is("statement_nouns", lemma)
        && reading.knowledge.roles.body(lemma).is_none()
}

/// "donors": a plural with an end that is mostly for people.
fn ends_for_people(word: &str, reading: Reading<'_>) -> bool {
    let ends = word.char_indices().map(|(at, _)| &word[at..]);
    let mut ends = ends.skip(2).filter(|end| (3..=5).contains(&end.len()));
    ends.any(|end| reading.knowledge.lexicons.contains("person_endings", end))
}

fn noun(token: Token<'_>) -> Seed<'_> {
    let number = if token.tag().ends_with('S') {
        Number::Several
    } else {
        Number::One
    };
    Seed {
        span: around::compound(token),
        head: token,
        how: How::Unnamed,
        kind: EntityKind::Person,
        is_sure: true,
        number,
        gender: None,
        role: None,
        list: first_joined(token).id(),
        rule: "entity/description@1",
    }
}

fn is_modifier(token: Token<'_>) -> bool {
    matches!(token.dep(), "compound" | "amod" | "nmod")
}

/// "an army spokesman" speaks of the army too.
fn names_side(token: Token<'_>, reading: Reading<'_>) -> bool {
    let title = token.head().lemma().to_lowercase();
    token.pos() == "NOUN" && reading.knowledge.roles.title(&title).is_some()
}

/// "no group": then nobody is spoken of.
fn is_nobody(token: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is_no =
        |child: Token<'_>| lexicons.contains("nobody_in_particular", &child.text().to_lowercase());
    token.children().take(4).any(is_no)
}
