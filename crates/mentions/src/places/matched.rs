//! A stretch of a sentence that the gazetteer has as a name, and what speaks for its being one here.

use ascribe_knowledge::{Candidate, Gazetteer, PlaceWords};
use ascribe_model::PlaceKind;
use ascribe_nlp::{Entity, Token};

use super::names::{is_article, is_capitalised};

/// A name of the gazetteer in a sentence.
pub(super) struct Match<'d, 'g> {
    pub(super) tokens: &'g [Token<'d>],
    /// What follows in the sentence.
    pub(super) next: &'g [Token<'d>],
    pub(super) candidates: Vec<Candidate>,
    pub(super) gazetteer: &'g Gazetteer,
}

impl<'d> Match<'d, '_> {
    /// Whether it is the first name of a country, province or region, or of a large town.
    pub(super) fn is_strong(&self, known_population: f64) -> bool {
        let mains = self.candidates.iter().filter(|one| one.is_main);
        let mut entries = mains.filter_map(|one| self.gazetteer.entry(one.id));
        entries.any(|entry| match entry.kind {
            PlaceKind::Town => entry.is_capital || known_population <= f64::from(entry.population),
            PlaceKind::District => false,
            _ => true,
        })
    }

    /// "Kenyan": a word for people and things of a place.
    pub(super) fn is_demonym(&self) -> bool {
        matches!(self.tokens, [one] if !self.gazetteer.of_demonym(one.text()).is_empty())
    }

    pub(super) fn is_main(&self) -> bool {
        self.candidates.iter().any(|one| one.is_main)
    }

    /// Whether all its words are names to the tagger.
    pub(super) fn is_name(&self) -> bool {
        let mut words = self.tokens.iter().filter(|token| is_capitalised(**token));
        words.all(|token| token.tag().starts_with("NNP"))
    }

    /// "OR", "IN": two capitals that mean a province only behind a place of it.
    pub(super) fn is_short(&self) -> bool {
        let [one] = self.tokens else { return false };
        let is_country = |one: &Candidate| {
            let entry = self.gazetteer.entry(one.id);
            entry.is_some_and(|entry| entry.kind == PlaceKind::Country)
        };
        let text = one.text();
        text.len() == 2
            && text.chars().all(char::is_uppercase)
            && !self.candidates.iter().any(is_country)
    }

    /// "Alexandria, La.", "Paris, Texas": a comma, and the name of a country or province around one
    /// of the candidates; or the other way round.
    pub(super) fn is_contained(&self) -> bool {
        let behind = matches!(self.next, [comma, ..] if comma.text() == ",")
            && self
                .areas_at(&self.next[1..])
                .iter()
                .any(|area| self.some_lie_in(area));
        behind || self.lies_behind()
    }

    /// "Alexandria, LA", seen from "LA".
    fn lies_behind(&self) -> bool {
        let comma = self.tokens.first().and_then(|first| first.previous());
        let before = comma
            .filter(|comma| comma.text() == ",")
            .and_then(Token::previous);
        let Some(before) = before.filter(|before| is_capitalised(*before)) else {
            return false;
        };
        let longer = before.previous().filter(|one| is_capitalised(*one));
        let spans = [
            Some(before.span()),
            longer.map(|one| one.span().hull(before.span())),
        ];
        let text = before.doc().text();
        let inside = spans.into_iter().flatten();
        let mut inside = inside.flat_map(|span| self.gazetteer.candidates(span.slice(text)));
        inside.any(|one| {
            self.candidates
                .iter()
                .any(|area| lies_in(one, *area, self.gazetteer))
        })
    }

    /// The countries and provinces that are named where `tokens` begin.
    fn areas_at(&self, tokens: &[Token<'_>]) -> Vec<Candidate> {
        let Some(first) = tokens.first().filter(|first| is_capitalised(**first)) else {
            return Vec::new();
        };
        let ends = (1..=tokens.len().min(3)).rev();
        let mut found = ends.map(|end| {
            let span = first.span().hull(tokens[end - 1].span());
            self.gazetteer.candidates(span.slice(first.doc().text()))
        });
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn some_lie_in(&self, area: &Candidate) -> bool {
        self.candidates
            .iter()
            .any(|one| lies_in(*one, *area, self.gazetteer))
    }

    /// "Velmar County": the name of a district that tells its kind.
    pub(super) fn ends_in_kind(&self, words: &PlaceWords) -> bool {
        matches!(self.tokens, [_, .., last] if words.kind(last.text()).is_some())
    }

    /// Whether it begins the name around it, or stands in it behind a preposition: "University of
    /// Ghana".
    pub(super) fn begins(&self, entity: Option<Entity<'_>>) -> bool {
        let (Some(entity), Some(first)) = (entity, self.tokens.first()) else {
            return false;
        };
        let begins = entity.tokens().find(|token| !is_article(*token));
        let is_first = begins.is_some_and(|token| token.id() == first.id());
        let before = first.previous().filter(|before| before.tag() == "IN");
        is_first || before.is_some()
    }
}

fn lies_in(one: Candidate, area: Candidate, gazetteer: &Gazetteer) -> bool {
    let (Some(entry), Some(around)) = (gazetteer.entry(one.id), gazetteer.entry(area.id)) else {
        return false;
    };
    one.id != area.id
        && match around.kind {
            PlaceKind::Country => entry.country == around.country,
            PlaceKind::Province => entry.admin1 == Some(area.id),
            _ => false,
        }
}
