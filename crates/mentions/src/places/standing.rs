//! Whether a name stands where a place stands: "in Karvel" does; "Karvel said" names somebody.

use ascribe_knowledge::Knowledge;
use ascribe_nlp::Token;

use super::names::Draft;

/// Names beside names are followed so far.
const LONGEST_LIST: usize = 64;

/// "exploded in Karvel", "the capital, Karvel": what no list knows as a place, told as one.
pub(super) fn is_said_to_be(draft: &Draft<'_>, knowledge: &Knowledge) -> bool {
    is_named_as_one(draft, knowledge) || is_where_things_happen(draft, knowledge)
}

/// "the capital, Karvel", "the town of Karvel".
pub(super) fn is_named_as_one(draft: &Draft<'_>, knowledge: &Knowledge) -> bool {
    let head = draft.top.head();
    let is_settlement = |token: Token<'_>| {
        knowledge.lexicons.contains("settlements", token.lemma()) && token.pos() == "NOUN"
    };
    match draft.top.dep() {
        _ if is_behind_settlement(draft, knowledge) => true,
        "appos" => is_settlement(head),
        "pobj" => head.lemma() == "of" && is_settlement(head.head()),
        _ => false,
    }
}

/// "the capital Karvel", which the tree may hang anywhere.
fn is_behind_settlement(draft: &Draft<'_>, knowledge: &Knowledge) -> bool {
    let first = draft.top.doc().tokens_in(draft.span).next();
    first.is_some_and(|first| is_right_behind(first, knowledge))
}

fn is_right_behind(first: Token<'_>, knowledge: &Knowledge) -> bool {
    // "out of town Wednesday"
    let is_time = matches!(first.entity_kind(), "DATE" | "TIME");
    first.previous().filter(|_| !is_time).is_some_and(|noun| {
        noun.tag() == "NN" && knowledge.lexicons.contains("settlements", noun.lemma())
    })
}

/// "the Orrin bridge": the landmark right behind a name that is a place of its own.
pub(super) fn own_landmark<'d>(last: Token<'d>, knowledge: &Knowledge) -> Option<Token<'d>> {
    let is_own = |noun: &Token<'d>| knowledge.lexicons.contains("own_landmarks", noun.lemma());
    let noun = last.next().filter(is_own);
    noun.filter(|_| is_before_landmark(last, knowledge))
}

/// "Karvel province", "the Orrin bridge": the noun right after the name, in small letters.
pub(super) fn is_before_landmark(last: Token<'_>, knowledge: &Knowledge) -> bool {
    last.next().is_some_and(|noun| {
        matches!(noun.tag(), "NN" | "NNS")
            && noun.text().starts_with(char::is_lowercase)
            && knowledge.lexicons.contains("landmarks", noun.lemma())
    })
}

/// "exploded in Karvel", "a market in Karvel", "a bus near Karvel".
fn is_where_things_happen(draft: &Draft<'_>, knowledge: &Knowledge) -> bool {
    let (preposition, top) = (draft.top.head(), draft.top);
    let lexicons = &knowledge.lexicons;
    let told = preposition.head();
    let lemma = told.lemma().to_lowercase();
    let happens = [
        "event_verbs",
        "event_nouns",
        "harm_verbs",
        "place_verbs",
        "sites",
        "happening_verbs",
    ]
    .iter()
    .any(|list| lexicons.contains(list, &lemma));
    // "a post at Karvel", but not "fired at Karvel"
    let is_at_site = || {
        preposition.lemma() == "at" && told.pos() == "NOUN" && lexicons.contains("sites", &lemma)
    };
    let is_bare = top.tag() == "NNP" && !top.children().any(|child| child.dep() == "det");
    let is_in = preposition.lemma() == "in" && !lexicons.contains("held_in", &lemma);
    let is_anywhere = is_in || ["near", "outside"].contains(&preposition.lemma());
    top.dep() == "pobj"
        && (is_anywhere && (happens || may_be_anywhere(draft, told, knowledge)) || is_at_site())
        && is_bare
        && ["", "ORG", "PERSON"].contains(&draft.kind)
}

/// "an office in Karvel", "lived in Karvel": one word that is no acronym.
fn may_be_anywhere(draft: &Draft<'_>, told: Token<'_>, knowledge: &Knowledge) -> bool {
    let name = draft.top.text();
    let is_acronym = name.chars().skip(1).any(char::is_uppercase);
    let is_body = knowledge.roles.body(&name.to_lowercase()).is_some();
    // "Sant Obel" is not "Obel".
    let before = draft
        .top
        .previous()
        .filter(|before| before.pos() == "PROPN");
    let is_one = draft.span == draft.top.span() && before.is_none() && !is_acronym && !is_body;
    is_one && matches!(told.pos(), "NOUN" | "VERB" | "PROPN")
}

/// Whether the word stands where places stand. A name beside a place is a place: "Karvel, Orland";
/// so is one joined to it by "and".
pub(super) fn stands_as_place(token: Token<'_>, knowledge: &Knowledge) -> bool {
    let is_beside = |token: &Token<'_>| {
        matches!(token.dep(), "appos" | "conj" | "npadvmod") && token.head().pos() == "PROPN"
    };
    let chain = std::iter::successors(Some(token), |token| is_beside(token).then(|| token.head()));
    let first = chain.take(LONGEST_LIST).find(|token| !is_beside(token));
    is_right_behind(token, knowledge) || first.is_some_and(|first| is_place(first, knowledge))
}

fn is_place(token: Token<'_>, knowledge: &Knowledge) -> bool {
    let head = token.head();
    let is = |list, token: Token<'_>| {
        let lemma = token.lemma().to_lowercase();
        knowledge.lexicons.contains(list, &lemma)
    };
    match token.dep() {
        // "the fall of Karvel", "north of Karvel"
        "pobj" if is("taking_prepositions", head) && is("taking_nouns", head.head()) => true,
        "pobj" if head.lemma() == "of" && knowledge.places.is_part(head.head().lemma()) => true,
        "pobj" if ["of", "between"].contains(&head.lemma()) => is_site(head.head(), knowledge),
        // "in Karvel Friday"
        "compound" if head.entity_kind() == "DATE" && head.dep() == "pobj" => {
            is_place(head, knowledge)
        }
        "pobj" => {
            head.dep() != "agent"
                && knowledge
                    .lexicons
                    .contains("place_prepositions", &head.text().to_lowercase())
        }
        "compound"
            if knowledge
                .lexicons
                .contains("event_nouns", &head.lemma().to_lowercase()) =>
        {
            token.entity_kind() == "GPE"
        }
        // "Dol's house"
        "poss" if token.entity_kind() == "PERSON" => false,
        "appos" | "compound" | "poss" => is_site(head, knowledge),
        "nsubjpass" | "dobj" => knowledge.lexicons.contains("place_verbs", head.lemma()),
        _ => false,
    }
}

/// "the city of Karvel", "Karvel airport"
fn is_site(token: Token<'_>, knowledge: &Knowledge) -> bool {
    knowledge.lexicons.contains("sites", token.lemma())
}
