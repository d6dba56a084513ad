//! Names in a sentence: those of the actor table, those that the pipeline finds, and those that
//! only their capitals tell.
//!
//! Knows no other sentence: that two names are of one person is `coreference`'s business.

use ascribe_knowledge::{Gender, Number, StateWord};
use ascribe_model::{EntityKind, Role};
use ascribe_nlp::{Entity as Name, Sentence, Token};
use ascribe_text::{Span, Text};

use super::seed::{How, Seed, Told, first_joined, is_subject};
use super::speaker::role_of;
use crate::reading::Reading;

/// Names of up to so many bytes may be words in capitals: "IS".
const SHORT_NAME: usize = 3;

/// Capitalised words of one name at most.
const LONGEST_NAME: usize = 12;

/// Names of the actor table, the longest first where two begin at one word.
pub(super) fn known_actors<'r>(sentence: Sentence<'r>, reading: Reading<'r>) -> Vec<Seed<'r>> {
    let mut seeds: Vec<Seed<'r>> = Vec::new();
    for token in sentence
        .tokens()
        .filter(|token| token.text().starts_with(char::is_uppercase))
    {
        let is_inside = seeds
            .last()
            .is_some_and(|seed| seed.span.overlaps(token.span()));
        if !is_inside && let Some(seed) = known_actor(token, reading) {
            seeds.push(seed);
        }
    }
    seeds
}

fn known_actor<'r>(first: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let actors = &reading.knowledge.actors;
    let most = actors.longest() * 2;
    let following = std::iter::successors(Some(first), |token| token.next()).take(most);
    let ends = following.take_while(|token| token.sentence().index() == first.sentence().index());
    let spans = ends.flat_map(|last| {
        with_and_without_stop(last, first.span().hull(last.span()), reading.text())
    });
    let (last, span, actor) = spans
        .filter_map(|(last, span)| Some((last, span, actors.get(span.slice(reading.text()))?)))
        .last()?;
    let is_word = span.len() <= SHORT_NAME
        && !first.tag().starts_with("NNP")
        && !is_capitals_among_small(first);
    let head = reading
        .doc
        .tokens_in(span)
        .find(|token| !span.contains(token.head().span()))
        .unwrap_or(last);
    let seed = Seed {
        is_sure: true,
        rule: "entity/actor-table@1",
        ..name(span, head, actor.kind)
    };
    (!is_word).then_some(seed)
}

/// "IS" where its neighbours are not in capitals: no word, whatever the pipeline makes of it.
fn is_capitals_among_small(token: Token<'_>) -> bool {
    let has_small = |token: Token<'_>| token.text().chars().any(char::is_lowercase);
    let near = [token.previous(), token.next()];
    let is_capitals = token.text().chars().all(char::is_uppercase) && 1 < token.text().len();
    is_capitals && near.into_iter().flatten().any(has_small)
}

/// A name at the end of a sentence may have its full stop in its last token: "by IS-K."
fn with_and_without_stop<'r>(
    last: Token<'r>,
    span: Span<Text>,
    text: &str,
) -> impl Iterator<Item = (Token<'r>, Span<Text>)> + use<'r> {
    let has_stop = span.len() > 1 && span.slice(text).ends_with('.');
    let without = has_stop.then(|| (last, Span::new(span.start(), span.end() - 1)));
    std::iter::once((last, span)).chain(without)
}

fn name(span: Span<Text>, head: Token<'_>, kind: EntityKind) -> Seed<'_> {
    Seed {
        span,
        head,
        how: How::Named,
        kind,
        is_sure: false,
        number: Number::One,
        gender: None,
        role: None,
        list: first_joined(head).id(),
        rule: "entity/name@1",
    }
}

/// The names in a stretch that the pipeline finds: it may take "the X and the Y" for one.
pub(super) fn named<'r>(found: Name<'r>, reading: Reading<'r>, told: &Told<'_>) -> Vec<Seed<'r>> {
    let tokens: Vec<_> = found.tokens().collect();
    let mut begin = 0;
    let mut seeds = Vec::new();
    for at in 1..tokens.len() {
        let is_article = tokens[at].pos() == "DET" && tokens[at - 1].dep() == "cc";
        if is_article {
            seeds.extend(one_name(
                &tokens[begin..at - 1],
                found.kind(),
                reading,
                told,
            ));
            begin = at;
        }
    }
    seeds.extend(one_name(&tokens[begin..], found.kind(), reading, told));
    seeds
}

fn one_name<'r>(
    found: &[Token<'r>],
    label: &str,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> Option<Seed<'r>> {
    let found = &with_front(with_of(found, label, reading), reading);
    let whole = found.first()?.span().hull(found.last()?.span());
    let head = *found
        .iter()
        .find(|token| !whole.contains(token.head().span()) || token.is_root())?;
    let span = without_article(found, reading)?;
    let words = span.slice(reading.text());
    if is_origin(head, reading) {
        return None;
    }
    if let Some(state) = state(span, head, reading) {
        return Some(state);
    }
    let used = told.uses.kind(found.last()?.text());
    let kind_word = body_kind(words, reading);
    let kind_word = used_as(words, kind_word, used, reading)
        .filter(|kind| *kind != EntityKind::Person || !has_article(found, reading));
    let kind = match label {
        "PERSON" | "ORG" if is_no_name(span, reading) => return None,
        "PERSON" | "ORG" if told.places.holds(span, reading.text()) => {
            return acts(head, reading).then(|| name(span, head, EntityKind::PlaceName));
        }
        "PERSON" if is_in_place(head, reading) => return None,
        "PERSON" if kind_word.is_some() && !has_honorific(span, reading) => kind_word?,
        "PERSON" if has_article(found, reading) => EntityKind::Organisation,
        "PERSON" => EntityKind::Person,
        "ORG" if is_medium(head, reading) => EntityKind::Media,
        "ORG" if has_honorific(span, reading) => EntityKind::Person,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" | "NORP" if used.is_some() => {
            kind_word?
        }
        "ORG" => kind_word.unwrap_or(EntityKind::Organisation),
        "NORP" if told.places.holds(span, reading.text()) => return None,
        "NORP" if !matches!(head.dep(), "amod" | "compound") => EntityKind::People,
        "GPE" if acts(head, reading) => EntityKind::PlaceName,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" if speaks(head, span, reading) => {
            EntityKind::Person
        }
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" if is_subject(head) => {
            EntityKind::Other
        }
        _ => return None,
    };
    let is_person = kind == EntityKind::Person;
    Some(Seed {
        is_sure: kind_word.is_some() || has_honorific(span, reading),
        number: if kind == EntityKind::People {
            Number::Several
        } else {
            Number::One
        },
        gender: is_person.then(|| gender(span, reading)).flatten(),
        role: is_person.then(|| role_of(head, reading)).flatten(),
        ..name(span, head, kind)
    })
}

/// The kind that the words of a name tell, or what the report uses it as: "the Union" that loses
/// fighters is no trade union.
fn used_as(
    words: &str,
    told: Option<EntityKind>,
    used: Option<EntityKind>,
    reading: Reading<'_>,
) -> Option<EntityKind> {
    let last = words.rsplit(' ').next().unwrap_or(words).to_lowercase();
    let is_open = reading.knowledge.lexicons.contains("open_names", &last);
    let is_open = told.is_none() || told == Some(EntityKind::Organisation) && is_open;
    used.filter(|_| is_open).or(told)
}

/// "the High Court" with the "of Velmara" that the pipeline cuts off.
fn with_of<'r>(found: &[Token<'r>], label: &str, reading: Reading<'r>) -> Vec<Token<'r>> {
    let mut tokens = found.to_vec();
    let last = tokens.last().copied();
    let is_body = last.is_some_and(|last| {
        label == "ORG" && body_kind(last.text(), reading).is_some() && 1 < tokens.len()
    });
    let of = last
        .and_then(Token::next)
        .filter(|of| is_body && of.lemma() == "of" && of.dep() == "prep");
    let after = of.and_then(Token::next);
    let run = std::iter::successors(after, |token| token.next());
    let place: Vec<_> = run
        .take_while(|token| token.pos() == "PROPN")
        .take(LONGEST_NAME)
        .collect();
    if !place.is_empty() {
        tokens.extend(of);
        tokens.extend(place);
    }
    tokens
}

/// "the Sons of the Lantern" of which the pipeline sees the Lantern alone.
fn with_front<'r>(mut tokens: Vec<Token<'r>>, reading: Reading<'r>) -> Vec<Token<'r>> {
    let is_article = |token: &Token<'r>| token.lemma() == "the";
    let before = tokens.first().copied().filter(|first| !is_article(first));
    let before = before.and_then(Token::previous);
    let article = before.filter(is_article);
    let of = article.map_or(before, Token::previous);
    let of = of.filter(|of| matches!(of.text(), "of" | "for"));
    let front = of.and_then(Token::previous).filter(|front| {
        let word = front.text().to_lowercase();
        let kind = reading.knowledge.roles.name(&word);
        let kind = kind.or_else(|| body_kind(front.text(), reading));
        front.text().starts_with(char::is_uppercase) && kind == Some(EntityKind::Group)
    });
    let Some(front) = front else { return tokens };
    let is_part = |token: &Token<'r>| {
        token.text().starts_with(char::is_uppercase) && matches!(token.pos(), "PROPN" | "ADJ")
    };
    let more = std::iter::successors(front.previous().filter(is_part), |token| {
        token.previous().filter(is_part)
    });
    let mut whole: Vec<_> = more.take(LONGEST_NAME).collect();
    whole.reverse();
    whole.push(front);
    whole.extend(of);
    whole.extend(article);
    whole.append(&mut tokens);
    whole
}

/// A capitalised subject, or one accused, that the pipeline has no name for.
pub(super) fn unknown<'r>(
    token: Token<'r>,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> Option<Seed<'r>> {
    let used = told.uses.kind(token.text());
    let is_name = token.tag().starts_with("NNP")
        && token.entity_kind().is_empty()
        && (used.is_some()
            || acts(token, reading)
            || is_other_name(token, reading)
            || has_honorific(token.span(), reading));
    let span = with_capitals_before(token.span(), token, reading);
    if !is_name || is_no_name(span, reading) {
        return None;
    }
    let words = span.slice(reading.text());
    let kind_word = used_as(words, body_kind(words, reading), used, reading);
    if kind_word.is_none() && words == token.text() && !told.uses.is_name(words) {
        return None;
    }
    let is_person = kind_word.is_none()
        && (is_other_name(token, reading)
            || has_honorific(span, reading)
            || speaks(token, span, reading));
    let kind = if is_person {
        EntityKind::Person
    } else {
        EntityKind::Other
    };
    Some(Seed {
        is_sure: kind_word.is_some() || has_honorific(span, reading),
        gender: gender(span, reading),
        role: is_person.then(|| role_of(token, reading)).flatten(),
        rule: "entity/capitalised-subject@1",
        ..name(span, token, kind_word.unwrap_or(kind))
    })
}

/// "A councillor, Anders Moll": the name of the person beside whom it stands.
fn is_other_name(token: Token<'_>, reading: Reading<'_>) -> bool {
    let beside = token.head();
    let roles = &reading.knowledge.roles;
    token.dep() == "appos"
        && beside.pos() == "NOUN"
        && roles.title(&beside.lemma().to_lowercase()).is_some()
}

/// "Bado Terrvane said": two names or more without an article, of one who speaks.
fn speaks(token: Token<'_>, span: Span<Text>, reading: Reading<'_>) -> bool {
    let words = span.slice(reading.text()).split_whitespace().count();
    let has_article = token.children().any(|child| child.dep() == "det");
    let lexicons = &reading.knowledge.lexicons;
    1 < words
        && !has_article
        && is_subject(token)
        && lexicons.contains("speech", token.head().lemma())
}

/// A state that acts, by its name, its capital ("Ankara said") or its people ("the Turks warned").
fn state<'r>(span: Span<Text>, head: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let state = reading.knowledge.actors.state(span.slice(reading.text()))?;
    let verb = head.head();
    let lexicons = &reading.knowledge.lexicons;
    let is_agent = is_subject(head) && lexicons.contains("agent_verbs", verb.lemma());
    let is_active = head.dep() == "nsubj" && verb.pos() == "VERB" || is_accused(head, reading);
    let (acts, number) = match state.by {
        StateWord::Name => (is_agent || is_active, Number::One),
        StateWord::Capital => (is_agent && head.dep() == "nsubj", Number::One),
        StateWord::People => {
            let has_the = head.children().any(|child| child.dep() == "det");
            let is_noun = matches!(head.dep(), "nsubj") && has_the;
            (is_agent && is_noun, Number::Several)
        }
    };
    acts.then(|| Seed {
        is_sure: true,
        number,
        role: Some(Role::Government),
        rule: "entity/state@1",
        ..name(span, head, EntityKind::Government)
    })
}

/// "the Velmaran army": of where it is, not a name beside it.
fn is_origin(head: Token<'_>, reading: Reading<'_>) -> bool {
    let noun = head.head();
    let is_before = matches!(head.dep(), "amod" | "compound" | "nmod")
        && head.next().is_some_and(|next| next.id() == noun.id());
    let body = reading.knowledge.roles.body(&noun.lemma().to_lowercase());
    let is_state_body = body.is_some_and(|body| {
        matches!(
            body.kind,
            EntityKind::Forces | EntityKind::Government | EntityKind::Authority
        )
    });
    is_before && is_state_body
}

/// What the pipeline takes for a name and is none: an office or a body by its word alone, a creed,
/// small letters.
fn is_no_name(span: Span<Text>, reading: Reading<'_>) -> bool {
    let word = span.slice(reading.text());
    let lower = word.to_lowercase();
    let last = lower.split_whitespace().next_back().unwrap_or(&lower);
    let knowledge = reading.knowledge;
    !word.chars().any(char::is_uppercase)
        || knowledge.roles.title(last).is_some()
        || knowledge.roles.body(&lower).is_some()
        || knowledge.lexicons.contains("creeds", &lower)
}

/// "in Lenz": a name after "in" is no person.
fn is_in_place(head: Token<'_>, reading: Reading<'_>) -> bool {
    let before = head.head().text().to_lowercase();
    let lexicons = &reading.knowledge.lexicons;
    head.dep() == "pobj" && lexicons.contains("place_before_names", &before)
}

/// "the Ember Column": persons have no article.
fn has_article(found: &[Token<'_>], reading: Reading<'_>) -> bool {
    let first = found.first().copied();
    let near = [first, first.and_then(Token::previous)];
    let is_the = |token: Token<'_>| {
        // "said that Marek Dol" has none.
        let word = token.text().to_lowercase();
        token.pos() == "DET" && reading.knowledge.lexicons.contains("definite", &word)
    };
    near.into_iter().flatten().any(is_the)
}

/// The short name in "the Front for Highland Unity (FHU)".
pub(super) fn in_parentheses<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let before = token.previous().filter(|before| before.text() == "(")?;
    let closes = token.next().is_some_and(|after| after.text() == ")");
    let is_short = is_short_name(token.text());
    let after_name = before
        .previous()
        .is_some_and(|name| name.text().starts_with(char::is_uppercase));
    let kind = body_kind(token.text(), reading).unwrap_or(EntityKind::Organisation);
    (closes && is_short && after_name).then(|| Seed {
        rule: "entity/in-parentheses@1",
        ..name(token.span(), token, kind)
    })
}

/// Whether the word looks like an acronym: two capitals or more, and no small letter but a few.
pub(crate) fn is_short_name(word: &str) -> bool {
    let count = |is: fn(char) -> bool| word.chars().filter(|&letter| is(letter)).count();
    let capitals = count(char::is_uppercase);
    2 <= capitals && count(char::is_lowercase) < capitals && count(char::is_whitespace) == 0
}

/// With the capitalised words right before, which the tree may hang elsewhere: "Free Kesh Brigades".
fn with_capitals_before(span: Span<Text>, head: Token<'_>, reading: Reading<'_>) -> Span<Text> {
    let is_part = |token: &Token<'_>| {
        token.text().starts_with(char::is_uppercase)
            && matches!(token.pos(), "PROPN" | "ADJ" | "NOUN")
            && token.sentence().index() == head.sentence().index()
    };
    let before = head
        .doc()
        .tokens_in(span)
        .next()
        .and_then(Token::previous)
        .filter(is_part);
    let run = std::iter::successors(before, |token| token.previous().filter(is_part));
    run.take(LONGEST_NAME)
        .take_while(|token| !is_honorific(*token, reading))
        .fold(span, |span, token| span.hull(token.span()))
}

/// The kind that a word of the name stands for: "Northern Front" is a group, "Ministry of Defence"
/// an authority. What stands before "of" says more than what stands after it.
fn body_kind(name: &str, reading: Reading<'_>) -> Option<EntityKind> {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let roles = &reading.knowledge.roles;
    let body = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        roles
            .body(word)
            .or_else(|| roles.body(singular))
            .map(|body| body.kind)
    };
    let of = words.iter().position(|word| is_small(word, name));
    let (front, rest) = words.split_at(of.unwrap_or(words.len()));
    let last = || {
        front
            .last()
            .filter(|_| 1 < words.len())
            .and_then(|word| roles.name(word))
    };
    // "Salt Lake Front-East"
    let parts = |words: &[String]| -> Option<EntityKind> {
        words
            .iter()
            .rev()
            .find_map(|word| word.rsplit('-').find_map(body))
    };
    parts(front).or_else(last).or_else(|| parts(rest))
}

/// Whether the name writes a word in small letters: "of", "for".
fn is_small(word: &str, name: &str) -> bool {
    name.split_whitespace().any(|part| part == word)
}

/// What a title or a given name says: "Mrs Lund", "Maria Lund".
fn gender(span: Span<Text>, reading: Reading<'_>) -> Option<Gender> {
    let first = reading.doc.tokens_in(span).next()?;
    let near = [first.previous(), Some(first)];
    near.into_iter()
        .flatten()
        .find_map(|token| gender_of(token, reading))
}

/// Whether a word is said of women or of men only.
pub(super) fn gender_of(token: Token<'_>, reading: Reading<'_>) -> Option<Gender> {
    let word = token.text().to_lowercase();
    let is = |list| reading.knowledge.lexicons.contains(list, &word);
    match (is("female"), is("male")) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// "Mrs Lund": whom a title of women or of men stands before is a person.
fn has_honorific(span: Span<Text>, reading: Reading<'_>) -> bool {
    let before = reading.doc.tokens_in(span).next().and_then(Token::previous);
    before.is_some_and(|before| {
        before.tag().starts_with("NNP") && gender_of(before, reading).is_some()
    })
}

/// "Telegram": where things are said rather than who says them.
fn is_medium(head: Token<'_>, reading: Reading<'_>) -> bool {
    reading
        .knowledge
        .lexicons
        .contains("statement_nouns", &head.text().to_lowercase())
}

/// A country or town that is spoken of as one that acts or is accused.
fn acts(head: Token<'_>, reading: Reading<'_>) -> bool {
    is_subject(head) || is_accused(head, reading)
}

fn is_accused(head: Token<'_>, reading: Reading<'_>) -> bool {
    let accuses =
        |verb: &str| reading.knowledge.lexicons.contains("accuse_of", verb) || verb == "attribute";
    match head.dep() {
        "dobj" => accuses(head.head().lemma()),
        "pobj" => accuses(head.head().head().lemma()),
        _ => false,
    }
}

/// "Mr", "Dr": an address and no part of the name.
fn is_honorific(token: Token<'_>, reading: Reading<'_>) -> bool {
    let word = token.text().to_lowercase();
    reading.knowledge.lexicons.contains("honorifics", &word)
}

/// The words of a name without article, titles of address and what hangs on at its end.
fn without_article(name: &[Token<'_>], reading: Reading<'_>) -> Option<Span<Text>> {
    let is_article = |token: &Token<'_>| token.pos() == "DET" && token.dep() == "det";
    let is_outside = |token: &Token<'_>| is_article(token) || is_honorific(*token, reading);
    let mut tokens = name.to_vec();
    let begin = tokens.iter().position(|token| !is_outside(token))?;
    tokens.drain(..begin);
    let begins_small = |token: &Token<'_>| token.text().starts_with(char::is_lowercase);
    let is_loose = |token: &Token<'_>| {
        token.pos() == "PUNCT" || token.tag() == "POS" || token.is_space() || begins_small(token)
    };
    while tokens.last().is_some_and(is_loose) {
        tokens.pop();
    }
    let span = tokens.first()?.span().hull(tokens.last()?.span());
    let has_letters = span.slice(reading.text()).chars().any(char::is_alphabetic);
    has_letters.then_some(span)
}
