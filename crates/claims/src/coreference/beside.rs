//! What stands beside a name says whose it is: "X, known as Y", "a group calling itself X",
//! "X (Y)", "Its spokesman, X", "X, a researcher at Y", "the leadership of X".

use std::collections::BTreeMap;

use ascribe_knowledge::{Number, Person};
use ascribe_model::{Entity, EntityId, EntityKind, Evidence, Role, RuleName};
use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text};

use super::cast::Cast;
use super::is_body;
use super::referent::Referent;
use crate::entities::{How, Seed, is_short_name, modifiers};
use crate::reading::Reading;

/// Words between a name and what it is known as, at most.
const GAP: usize = 5;

/// Words between one who speaks and the name that he goes by, at most.
const NAME_GAP: usize = 12;

/// The one whom words beside a name tell.
pub(super) fn named<'r>(
    cast: &Cast<'r>,
    seed: &Seed<'r>,
    before: &[Seed<'r>],
) -> Option<(usize, &'static str)> {
    known_as(cast, seed, before)
        .map(|index| (index, "coreference/known-as@1"))
        .or_else(|| calls_itself(cast, seed).map(|index| (index, "coreference/calls-itself@1")))
        .or_else(|| goes_by(cast, seed).map(|index| (index, "coreference/goes-by@1")))
        .or_else(|| {
            in_parentheses(cast, seed, before).map(|index| (index, "coreference/in-parentheses@1"))
        })
        .or_else(|| renamed(cast, seed).map(|index| (index, "coreference/apposition@1")))
}

/// The one beside whom a description stands.
pub(super) fn described<'r>(cast: &Cast<'r>, seed: &Seed<'r>) -> Option<(usize, &'static str)> {
    apposition(cast, seed)
        .map(|index| (index, "coreference/apposition@1"))
        .or_else(|| is_a(cast, seed).map(|index| (index, "coreference/is-a@1")))
        .or_else(|| own_body(cast, seed).map(|index| (index, "coreference/own-body@1")))
        .or_else(|| own_people(cast, seed).map(|index| (index, "coreference/own-people@1")))
}

/// The body that "the leadership of X" speaks for.
pub(super) fn led(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let mut near = modifiers(seed.head).filter_map(|token| cast.at(token));
    near.find(|&index| cast.all[index].is_named && is_body(cast.all[index].kind))
}

/// The words before `seed`, the nearest first, without its article.
fn words_before<'r>(seed: &Seed<'r>) -> impl Iterator<Item = Token<'r>> {
    let first = seed.head.doc().tokens_in(seed.span).next();
    let before = first.and_then(Token::previous);
    std::iter::successors(before, |token| token.previous()).skip_while(|token| token.pos() == "DET")
}

/// "X, better known as the Y".
fn known_as(cast: &Cast<'_>, seed: &Seed<'_>, before: &[Seed<'_>]) -> Option<usize> {
    let lexicons = &cast.reading.knowledge.lexicons;
    let is = |token: Token<'_>, list| lexicons.contains(list, &token.text().to_lowercase());
    let mut words = words_before(seed);
    words.next().filter(|word| word.tag() == "IN")?;
    words.next().filter(|word| is(*word, "known_as"))?;
    let is_between = |word: &Token<'_>| is(*word, "also_words") || word.pos() == "PUNCT";
    let name = words.take(GAP).find(|word| !is_between(word))?;
    let named = before
        .iter()
        .rev()
        .find(|one| one.span.overlaps(name.span()))?;
    cast.at(named.head)
}

/// "a group calling itself X", "a group called X".
fn calls_itself(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let pronouns = &cast.reading.knowledge.pronouns;
    let is_itself = |word: &Token<'_>| {
        let pronoun = pronouns.get(&word.text().to_lowercase());
        pronoun.is_some_and(|pronoun| pronoun.person == Person::Third)
    };
    let mut words = words_before(seed).peekable();
    let named_self = words.next_if(is_itself).is_some();
    let verb = words.next()?;
    let names = cast
        .reading
        .knowledge
        .lexicons
        .contains("naming_verbs", verb.lemma());
    let is_form = if named_self {
        verb.pos() == "VERB"
    } else {
        verb.tag() == "VBN"
    };
    let is_other = |word: &Token<'_>| {
        word.pos() == "ADV"
            || word.pos() == "PUNCT"
            || word.pos() == "AUX"
            || matches!(word.tag(), "WDT" | "WP")
    };
    let noun = words.take(GAP).find(|word| !is_other(word))?;
    let index = cast.at(noun)?;
    let known = &cast.all[index];
    let agrees = is_body(known.kind) || !named_self && is_one_person(known);
    (names && is_form && !known.is_named && agrees).then_some(index)
}

/// "a spokesman who uses the name of X", "a doctor, identified only as X".
fn goes_by(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let lexicons = &cast.reading.knowledge.lexicons;
    let is = |token: Token<'_>, list| lexicons.contains(list, &token.text().to_lowercase());
    let is_link = |word: &Token<'_>| is(*word, "name_words") || is(*word, "name_links");
    let is_title =
        |word: &Token<'_>| word.dep() == "compound" && word.head().id() == seed.head.id();
    let links: Vec<_> = words_before(seed)
        .skip_while(is_title)
        .take(NAME_GAP)
        .take_while(is_link)
        .collect();
    links.iter().find(|word| is(**word, "name_words"))?;
    let clause = links
        .iter()
        .find(|word| matches!(word.dep(), "relcl" | "acl"));
    let noun = clause.map_or_else(|| links.last()?.previous(), |verb| Some(verb.head()))?;
    let index = cast.at(noun)?;
    let known = &cast.all[index];
    let is_name = seed.kind == EntityKind::Person || !seed.is_sure;
    (!known.is_named && is_one_person(known) && is_name).then_some(index)
}

/// "the People's Union of Kardel (PUK-K)".
fn in_parentheses(cast: &Cast<'_>, seed: &Seed<'_>, before: &[Seed<'_>]) -> Option<usize> {
    let text = cast.reading.text();
    let words = seed.span.slice(text);
    let last = before.last().filter(|last| last.how == How::Named)?;
    let between = text.get(last.span.end()..seed.span.start())?;
    let first_letter = |words: &str| words.chars().next();
    let is_same = first_letter(words) == first_letter(last.span.slice(text));
    let closes = text[seed.span.end()..].starts_with(')');
    let is_beside = between.trim_start() == "(" && closes;
    (is_beside && is_same && is_short_name(words) && is_body(last.kind))
        .then(|| cast.at(last.head))?
}

/// "Its spokesman, X": the description that the name stands beside.
fn renamed(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let noun = (seed.head.dep() == "appos").then(|| seed.head.head())?;
    let index = cast.at(noun).or_else(|| cast.at(office_of(noun)?))?;
    let known = &cast.all[index];
    let is_person = known.kind == EntityKind::Person && known.number == Number::One;
    let agrees = if is_person {
        seed.kind == EntityKind::Person || !seed.is_sure
    } else {
        is_body(known.kind) && is_body(seed.kind)
    };
    (!known.is_named && agrees && !is_list(seed.head)).then_some(index)
}

/// "the mayor of Teppe, X": the tree hangs the name under the town.
fn office_of(town: Token<'_>) -> Option<Token<'_>> {
    let of = (town.dep() == "pobj").then(|| town.head())?;
    (of.dep() == "prep").then(|| of.head())
}

/// "X, a militant group": the name that the description stands beside.
fn apposition(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let above = (seed.head.dep() == "appos").then(|| seed.head.head())?;
    let index = body_before(cast, seed).or_else(|| cast.at(above))?;
    let has_article = seed
        .head
        .children()
        .any(|child| matches!(child.dep(), "det" | "poss"));
    let known = &cast.all[index];
    let agrees = match seed.how {
        How::Unnamed => is_one_person(known) && seed.number == Number::One,
        _ => has_article && is_body(known.kind),
    };
    (known.is_named && agrees && !is_list(seed.head)).then_some(index)
}

/// "wrote of the X (Y), the armed wing of Z": the tree may hang the wing under the writer.
fn body_before(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let near = words_before(seed).find(|word| word.pos() != "PUNCT" && word.dep() != "poss")?;
    let known = cast.at(near).filter(|_| seed.how == How::Described)?;
    (cast.all[known].is_named && is_body(cast.all[known].kind)).then_some(known)
}

/// "X is an analyst".
fn is_a(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let verb = (seed.head.dep() == "attr").then(|| seed.head.head())?;
    let is_plain = verb
        .children()
        .all(|child| !matches!(child.dep(), "neg" | "aux"));
    let subject = verb.children().find(|child| child.dep() == "nsubj")?;
    let index = cast.at(subject)?;
    let is_one = seed.how == How::Unnamed && seed.number == Number::One;
    (is_one && is_plain && is_one_person(&cast.all[index])).then_some(index)
}

/// "the X movement", "the central X organization": a body with its own name before it.
fn own_body(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let lexicons = &cast.reading.knowledge.lexicons;
    let is_general = lexicons.contains("general_bodies", &seed.head.lemma().to_lowercase());
    let before = seed
        .head
        .previous()
        .filter(|before| before.pos() != "PRON")?;
    let index = cast.at(before)?;
    let known = &cast.all[index];
    let is_its_name = known.is_named && is_body(known.kind) && known.last.head == before.id();
    (is_general && seed.number == Number::One && is_its_name).then_some(index)
}

/// "X members", "its fighters": people whose deeds are those of the body that is named before them.
fn own_people(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<usize> {
    let lexicons = &cast.reading.knowledge.lexicons;
    let lemma = seed.head.lemma().to_lowercase();
    let is_member =
        lexicons.contains("members", &lemma) || lexicons.contains("member_plurals", &lemma);
    let is_counted = seed
        .head
        .children()
        .take(GAP)
        .any(|child| child.dep() == "nummod");
    let is_whole = is_member && !is_counted && seed.number == Number::Several;
    let owner = |token: Token<'_>| {
        let is_owner = matches!(token.dep(), "compound" | "nmod" | "poss");
        let index = cast
            .at(token)
            .filter(|_| is_owner && token.id() < seed.head.id())?;
        let known = &cast.all[index];
        (known.is_named && known.kind == EntityKind::Group).then_some(index)
    };
    seed.head
        .children()
        .take(GAP)
        .filter(|_| is_whole)
        .find_map(owner)
}

/// One person; or a name of whom the pipeline does not know what it is.
fn is_one_person(known: &Referent) -> bool {
    let is_unsure =
        !known.is_sure && matches!(known.kind, EntityKind::Other | EntityKind::Organisation);
    known.kind == EntityKind::Person && known.number == Number::One || is_unsure && known.is_named
}

/// "the army, the police and the mayor": the tree may take lists for appositions.
fn is_list(noun: Token<'_>) -> bool {
    noun.children()
        .any(|child| matches!(child.dep(), "cc" | "conj"))
}

/// Whether those who belong to such a body speak in its capacity.
const fn speaks_by_office(role: Role) -> bool {
    matches!(
        role,
        Role::Military
            | Role::Police
            | Role::Government
            | Role::Court
            | Role::Medical
            | Role::Ngo
            | Role::InternationalBody
            | Role::OtherMedia
    )
}

/// Who is said to be a part of whom: found with the mentions, resolved when all names are known.
#[derive(Debug, Default)]
pub(super) struct Belongs {
    said: Vec<(usize, Vec<TokenId>, Span<Text>)>,
}

/// "envoy to the coalition against X", "head of the Counter-X Task Force": nobody is of those whom he
/// is against.
fn is_countered(token: Token<'_>, of: Token<'_>, reading: Reading<'_>) -> bool {
    let is = |word: Token<'_>| {
        let word = word.lemma().to_lowercase();
        reading.knowledge.lexicons.contains("counter_words", &word)
    };
    let before = std::iter::successors(token.previous(), |word| word.previous());
    let mut near = before.skip_while(|word| word.pos() == "DET" || word.text() == "-");
    let between = token.ancestors().take_while(|word| word.id() != of.id());
    near.next().is_some_and(is) || between.take(GAP).any(is)
}

/// The body to which somebody belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    index: usize,
    span: Span<Text>,
}

impl Belongs {
    /// Notes what the words around a mention say: "a researcher at X", "the armed wing of X".
    pub(super) fn note(&mut self, index: usize, seed: &Seed<'_>, reading: Reading<'_>) {
        let lemma = seed.head.lemma().to_lowercase();
        let is_branch = reading.knowledge.lexicons.contains("branch_nouns", &lemma);
        let may_say = match seed.how {
            How::Unnamed => seed.number == Number::One,
            How::Named => seed.kind == EntityKind::Person,
            How::Described => is_branch,
            How::Pointed(_) | How::Both | How::Leading => false,
        };
        if may_say {
            let around: Vec<_> = modifiers(seed.head)
                .filter(|token| !is_countered(*token, seed.head, reading))
                .map(Token::id)
                .collect();
            let nothing = around.is_empty();
            let phrase =
                modifiers(seed.head).fold(seed.span, |hull, token| hull.hull(token.span()));
            if !nothing {
                self.said.push((index, around, phrase));
            }
        }
    }

    /// The first body said of each, by its place in `all`.
    pub(super) fn resolve(
        &self,
        meant: impl Fn(TokenId) -> Option<usize>,
        all: &[Referent],
    ) -> BTreeMap<usize, Owner> {
        let mut found: BTreeMap<usize, Owner> = BTreeMap::new();
        for (part, around, span) in &self.said {
            let is_whole = |whole: &usize| {
                let is_back = found.get(whole).is_some_and(|owner| owner.index == *part);
                whole != part && is_body(all[*whole].kind) && all[*whole].is_told() && !is_back
            };
            let whole = around.iter().filter_map(|&head| meant(head)).find(is_whole);
            if let Some(index) = whole {
                found.entry(*part).or_insert(Owner { index, span: *span });
            }
        }
        found
    }
}

impl Owner {
    /// Writes it to the entity of whom it was said.
    pub(super) fn write(
        self,
        entity: &mut Entity,
        ids: &[Option<EntityId>],
        roles: &[Option<Role>],
    ) {
        entity.part_of = ids[self.index];
        if entity.part_of.is_some() {
            let by = RuleName::new("entity/part-of@1");
            entity
                .evidence
                .push(Evidence::new("part_of", self.span, &by));
        }
        // "Its spokesman", of a ministry, speaks for a government.
        let role = roles[self.index].filter(|role| speaks_by_office(*role));
        if entity.kind == EntityKind::Person && entity.role.is_none() && role.is_some() {
            entity.role = role;
            let by = RuleName::new("entity/role-of-body@1");
            entity.evidence.push(Evidence::new("role", self.span, &by));
        }
    }
}
