//! Where a sentence names a place: the pipeline's names of places, and the gazetteer's where the
//! pipeline saw none.
//!
//! A word that is a place somewhere is not one here: "Jackson said", "Nice work". What only the
//! gazetteer knows has to stand where a place stands, or beside one, or be known from elsewhere in
//! the report. Does not know which place a name means.

use std::collections::BTreeSet;
use std::ops::Range;

use ascribe_knowledge::{Candidate, Gazetteer, Knowledge};
use ascribe_model::{BlockKind, PlaceKind, PlaceSense, Report};
use ascribe_nlp::{Doc, Entity, Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use super::beside::options;
use super::matched::Match;
use super::{dateline, heads, standing};

/// A name of a place.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) span: Span<Text>,
    pub(super) sense: PlaceSense,
    pub(super) rule: &'static str,
}

/// A stretch that could be the name of a place.
pub(super) struct Draft<'d> {
    pub(super) span: Span<Text>,
    /// Its kind as the pipeline sees it; empty where it sees no name.
    pub(super) kind: &'d str,
    /// The word on which the others hang.
    pub(super) top: Token<'d>,
}

/// Every name of a place in the text, in order, none within another.
pub(super) fn names(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Name> {
    let mut finder = Finder::new(doc, report, knowledge);
    let mut found = finder.headed();
    found.extend(finder.pipelined());
    // What is a place here is one elsewhere.
    let literal = found
        .iter()
        .filter(|name| name.sense == PlaceSense::Literal && is_read(name.span, report));
    let told: Vec<_> = literal.map(|name| finder.text(name.span)).collect();
    finder.known.extend(told);
    found.extend(finder.pipelined());
    if let Some(gazetteer) = &knowledge.gazetteer {
        let sentences = doc.sentences();
        found.extend(sentences.flat_map(|sentence| finder.known(sentence, gazetteer)));
        found.extend(finder.demonyms(gazetteer));
    }
    found.retain(|name| is_read(name.span, report) && finder.is_worth_telling(name));
    longest(found)
}

/// Of names that overlap, the longest; of those, the first found.
fn longest(mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by_key(|name| (name.span.start(), std::cmp::Reverse(name.span.end())));
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(name.span) => {
                if last.span.len() < name.span.len() {
                    *last = name;
                }
            }
            _ => kept.push(name),
        }
    }
    kept
}

fn is_read(span: Span<Text>, report: &Report) -> bool {
    report
        .block_at(span.start())
        .is_none_or(|block| !matches!(block.kind, BlockKind::Furniture | BlockKind::PullQuote))
}

fn names_places(kind: &str) -> bool {
    ["GPE", "LOC", "FAC"].contains(&kind)
}

/// Kinds of names in which the name of a place may be a part: "Karvel Police Department".
fn may_hold_places(kind: &str) -> bool {
    ["ORG", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"].contains(&kind)
}

/// What is asked while names are found.
struct Finder<'d> {
    doc: &'d Doc,
    report: &'d Report,
    knowledge: &'d Knowledge,
    /// The names that the pipeline sees, in order.
    entities: Vec<Entity<'d>>,
    /// The words of every name that the pipeline takes for a place somewhere in the text.
    known: BTreeSet<&'d str>,
    /// The last names of people who are named in full.
    people: BTreeSet<&'d str>,
    dateline: Option<Span<Text>>,
}

impl<'d> Finder<'d> {
    fn new(doc: &'d Doc, report: &'d Report, knowledge: &'d Knowledge) -> Self {
        let names = doc.entities().filter(|name| names_places(name.kind()));
        let people = doc
            .entities()
            .filter(|name| name.kind() == "PERSON" && 1 < name.tokens().len());
        Self {
            doc,
            report,
            knowledge,
            entities: doc.entities().collect(),
            known: names.map(|name| words(name).slice(doc.text())).collect(),
            people: people.filter_map(last_name).collect(),
            dateline: dateline(report),
        }
    }

    /// Places that head the paragraphs of a brief.
    fn headed(&self) -> Vec<Name> {
        let spans = heads::heads(self.doc, self.report, self.knowledge);
        let name = |span| Name {
            span,
            sense: PlaceSense::Literal,
            rule: "place/head@1",
        };
        let mut names: Vec<_> = spans.into_iter().map(name).collect();
        let word = |town: &Span<Text>| self.text(*town).to_lowercase();
        let is_rubric =
            |town: &Span<Text>| self.knowledge.lexicons.contains("rubrics", &word(town));
        let dateline = self.dateline.filter(|town| !is_rubric(town));
        names.extend(dateline.map(|town| Name {
            rule: "place/dateline@1",
            ..name(town)
        }));
        names
    }

    /// What the pipeline sees as a name, or tags as one.
    fn pipelined(&self) -> Vec<Name> {
        let names = self.entities.iter();
        let seen = names.filter_map(|name| self.seen(*name));
        seen.chain(self.unseen()).chain(self.landmarks()).collect()
    }

    /// "the Tessin dam", where the pipeline sees no name.
    fn landmarks(&self) -> impl Iterator<Item = Name> {
        let is_one = |token: &Token<'d>| {
            token.entity_kind().is_empty()
                && token.tag() == "NNP"
                && is_capitalised(*token)
                && !self.knowledge.places.is_more_often_a_word(token.text())
                && standing::is_before_landmark(*token, self.knowledge)
        };
        let whole = |token: Token<'d>| {
            let noun = standing::own_landmark(token, self.knowledge);
            noun.map_or(token.span(), |noun| token.span().hull(noun.span()))
        };
        self.doc.tokens().filter(is_one).map(move |token| Name {
            span: whole(token),
            sense: PlaceSense::Literal,
            rule: "place/landmark@1",
        })
    }

    /// A name that the pipeline sees, where it is one of a place.
    fn seen(&self, name: Entity<'d>) -> Option<Name> {
        let draft = Draft {
            span: words(name),
            kind: name.kind(),
            top: top(name.tokens(), name.token_range())?,
        };
        let is_place = names_places(draft.kind)
            || self.is_dateline(draft.span)
            || !self.is_people(&draft) && self.is_before_landmark(&draft)
            || self.stands(&draft)
                && (self.known.contains(self.text(draft.span))
                    || self.is_joined_to_place(&draft)
                    || standing::is_said_to_be(&draft, self.knowledge));
        is_place.then(|| self.name(&draft, "place/name@2"))
    }

    /// Capitalised words after a preposition that are part of no name.
    fn unseen(&self) -> impl Iterator<Item = Name> {
        let tokens = self.doc.tokens().filter(|token| {
            token.entity_kind().is_empty() && token.tag() == "NNP" && token.dep() == "pobj"
        });
        let is_part = |part: Token<'d>| {
            part.tag() == "NNP" && part.dep() == "compound" && part.entity_kind().is_empty()
        };
        let drafts = tokens
            .filter(move |token| token.children().all(is_part) && token.children().len() < 3)
            .map(|top| Draft {
                span: top
                    .children()
                    .fold(top.span(), |span, part| span.hull(part.span())),
                kind: "",
                top,
            });
        let is_word = |draft: &Draft<'_>| {
            let is_word = self
                .knowledge
                .places
                .is_more_often_a_word(self.text(draft.span));
            is_word && !standing::is_named_as_one(draft, self.knowledge)
        };
        drafts
            .filter(move |draft| !is_word(draft))
            .filter_map(|draft| {
                let is_place = self.stands(&draft)
                    && (self.known.contains(self.text(draft.span))
                        || self.is_dateline(draft.span)
                        || standing::is_said_to_be(&draft, self.knowledge));
                is_place.then(|| self.name(&draft, "place/name@2"))
            })
    }

    fn name(&self, draft: &Draft<'_>, rule: &'static str) -> Name {
        let in_dateline = self.report.block_at(draft.span.start());
        let in_dateline = in_dateline.is_some_and(|block| block.kind == BlockKind::Dateline);
        let is_literal = in_dateline || self.stands(draft) || self.is_before_landmark(draft);
        let last = self.doc.tokens_in(draft.span).next_back();
        let landmark = last.and_then(|last| standing::own_landmark(last, self.knowledge));
        Name {
            span: landmark.map_or(draft.span, |noun| draft.span.hull(noun.span())),
            sense: if is_literal {
                PlaceSense::Literal
            } else {
                PlaceSense::Associative
            },
            rule,
        }
    }

    /// Somebody who acts under a name that no gazetteer has, or under the last name of a person of
    /// the report, is not told as a place.
    fn is_worth_telling(&self, name: &Name) -> bool {
        if !self.has_name(name.span) {
            return false;
        }
        if name.sense == PlaceSense::Associative && self.people.contains(self.text(name.span)) {
            return false;
        }
        let known = |gazetteer: &Gazetteer| {
            !options(self.text(name.span), gazetteer, &self.knowledge.places).is_empty()
        };
        name.sense != PlaceSense::Associative
            || self.knowledge.gazetteer.as_ref().is_some_and(known)
    }

    /// Whether some word is a name: "four" and "the capital" are none.
    fn has_name(&self, span: Span<Text>) -> bool {
        let is_name = |token: Token<'_>| {
            // "the Gulf" is one.
            let kind = self.knowledge.places.kind(token.text());
            let is_kind =
                kind.is_some_and(|kind| !matches!(kind, PlaceKind::Region | PlaceKind::Water));
            is_capitalised(token) && token.tag() != "CD" && !is_kind
        };
        self.doc.tokens_in(span).any(is_name)
    }

    fn stands(&self, draft: &Draft<'_>) -> bool {
        standing::stands_as_place(draft.top, self.knowledge)
    }

    /// "between Okembe and Tulla"
    fn is_joined_to_place(&self, draft: &Draft<'_>) -> bool {
        let first = draft.top.head();
        draft.top.dep() == "conj" && draft.top.tag() == "NNP" && names_places(first.entity_kind())
    }

    /// A word for people that the tagger or the gazetteer knows for one.
    fn is_people(&self, draft: &Draft<'_>) -> bool {
        let of_demonym =
            |gazetteer: &Gazetteer| !gazetteer.of_demonym(self.text(draft.span)).is_empty();
        let is_known = self.knowledge.gazetteer.as_ref().is_some_and(of_demonym);
        draft.kind == "NORP" && (draft.top.tag() != "NNP" || is_known)
    }

    fn is_before_landmark(&self, draft: &Draft<'_>) -> bool {
        let last = self.doc.tokens_in(draft.span).next_back();
        last.is_some_and(|last| standing::is_before_landmark(last, self.knowledge))
    }

    fn is_dateline(&self, span: Span<Text>) -> bool {
        self.dateline
            .is_some_and(|town| self.text(town).to_uppercase() == self.text(span).to_uppercase())
    }

    fn text(&self, span: Span<Text>) -> &'d str {
        span.slice(self.doc.text())
    }

    /// Names that the gazetteer knows, the longest at each word.
    fn known(&self, sentence: Sentence<'d>, gazetteer: &Gazetteer) -> Vec<Name> {
        let tokens: Vec<Token<'d>> = sentence.tokens().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let matched = self.longest_at(&tokens[at..], gazetteer);
            let Some((length, candidates)) = matched else {
                at += 1;
                continue;
            };
            let matched = Match {
                tokens: &tokens[at..at + length],
                next: tokens.get(at + length..).unwrap_or_default(),
                candidates,
                gazetteer,
            };
            found.extend(self.accept(&matched));
            at += length;
        }
        found
    }

    /// The longest name of the gazetteer that begins with the first of the tokens.
    fn longest_at(
        &self,
        tokens: &[Token<'d>],
        gazetteer: &Gazetteer,
    ) -> Option<(usize, Vec<Candidate>)> {
        let first = tokens.first()?;
        if !is_capitalised(*first) {
            return None;
        }
        let most = tokens.len().min(2 * gazetteer.longest());
        let comma = tokens[..most].iter().position(|token| token.text() == ",");
        let ends = (1..=comma.unwrap_or(most))
            .rev()
            .filter(|end| is_capitalised(tokens[end - 1]));
        ends.into_iter().find_map(|end| {
            let span = first.span().hull(tokens[end - 1].span());
            let candidates = gazetteer.candidates(self.text(span));
            (!candidates.is_empty()).then_some((end, candidates))
        })
    }

    /// A name that the gazetteer knows, where the sentence uses it as one.
    fn accept(&self, matched: &Match<'d, '_>) -> Option<Name> {
        let draft = self.draft(matched)?;
        let entity = self.entity_around(matched.tokens);
        let is_whole = entity
            .as_ref()
            .is_none_or(|name| draft.span.contains(words(*name)));
        let words = &self.knowledge.places;
        let strong = matched.is_strong(words.weights.known_population);
        let is_known = self.known.contains(self.text(draft.span));
        let said = || standing::is_said_to_be(&draft, self.knowledge);
        let contained = || matched.is_contained();
        let stands = || matched.is_main() && self.stands(&draft);
        let is_place = match entity.map_or("", |name| name.kind()) {
            _ if words.is_more_often_a_word(self.text(draft.span)) => {
                contained() || standing::is_named_as_one(&draft, self.knowledge)
            }
            _ if matched.is_short() => contained(),
            _ if matched.is_demonym() && !strong => false,
            "GPE" | "LOC" => true,
            "" => matched.is_name() && (contained() || said() || is_known || strong || stands()),
            "PERSON" => is_whole && (contained() || said() || strong && (stands() || is_known)),
            "ORG" if is_whole => contained() || said() || is_known || strong || stands(),
            "NORP" => is_whole && strong,
            kind if may_hold_places(kind) => {
                let told = || strong || is_known || matched.ends_in_kind(words);
                matched.begins(entity) && told() && !self.is_actor(entity)
            }
            _ => false,
        };
        is_place.then(|| self.name(&draft, "place/gazetteer-name@1"))
    }

    fn draft(&self, matched: &Match<'d, '_>) -> Option<Draft<'d>> {
        let (first, last) = (matched.tokens.first()?, matched.tokens.last()?);
        let inside = first.id()..TokenId::new(last.id().index() + 1);
        Some(Draft {
            span: first.span().hull(last.span()),
            kind: last.entity_kind(),
            top: top(matched.tokens.iter().copied(), inside)?,
        })
    }

    /// The name of the pipeline that holds the first of the tokens.
    fn entity_around(&self, tokens: &[Token<'d>]) -> Option<Entity<'d>> {
        let first = tokens
            .iter()
            .find(|token| !token.entity_kind().is_empty())?;
        let behind = self
            .entities
            .partition_point(|name| name.token_range().start <= first.id());
        let entity = self.entities.get(behind.checked_sub(1)?).copied();
        entity.filter(|name| name.token_range().contains(&first.id()))
    }

    /// Whether the name is that of a group or body of the actor table.
    fn is_actor(&self, entity: Option<Entity<'_>>) -> bool {
        entity.is_some_and(|name| self.knowledge.actors.get(self.text(words(name))).is_some())
    }

    /// Words for people and things of a country.
    fn demonyms(&self, gazetteer: &Gazetteer) -> Vec<Name> {
        let is_area = |one: &Candidate| {
            let entry = gazetteer.entry(one.id).filter(|_| one.is_main);
            entry.is_some_and(|entry| entry.kind != PlaceKind::Town)
        };
        let is_demonym = |token: &Token<'_>| {
            is_capitalised(*token)
                && ["", "NORP", "ORG", "GPE"].contains(&token.entity_kind())
                && !gazetteer.of_demonym(token.text()).is_empty()
                && !gazetteer.candidates(token.text()).iter().any(is_area)
        };
        let tokens = self.doc.tokens().filter(is_demonym);
        tokens
            .map(|token| Name {
                span: token.span(),
                sense: PlaceSense::Demonym,
                rule: "place/demonym@1",
            })
            .collect()
    }
}

/// The last word of a name, without a possessive ending.
fn last_name<'d>(name: Entity<'d>) -> Option<&'d str> {
    let mut words = name.tokens().rev().filter(|token| token.tag() != "POS");
    words.next().map(Token::text)
}

pub(super) fn is_article(token: Token<'_>) -> bool {
    token.dep() == "det" || token.tag() == "DT"
}

pub(super) fn is_capitalised(token: Token<'_>) -> bool {
    token.text().starts_with(char::is_uppercase)
}

/// The token on which the others of a stretch hang.
fn top<'d>(
    mut tokens: impl Iterator<Item = Token<'d>>,
    inside: Range<TokenId>,
) -> Option<Token<'d>> {
    tokens.find(|token| token.is_root() || !inside.contains(&token.head().id()))
}

/// The name without its article and its possessive ending.
fn words(name: Entity<'_>) -> Span<Text> {
    let words = name
        .tokens()
        .filter(|token| token.dep() != "det" && token.tag() != "POS");
    words
        .map(Token::span)
        .reduce(|hull, span| hull.hull(span))
        .unwrap_or(name.span())
}
