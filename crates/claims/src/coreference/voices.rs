//! Whom "I", "we" and "you" mean, once it is known who says what.
//!
//! "I" is the person who speaks; "we" is the body that speaks, or for which the speaker speaks;
//! "you" in a question is the one who answers it. An expert's "we" may be anybody: it is nobody's.

use ascribe_knowledge::{Number, Person, Pronoun};
use ascribe_model::{
    Attribution, AttributionKind, BlockKind, Entity, EntityId, EntityKind, Evidence, Mention,
    RuleName,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::is_body;
use crate::entities;
use crate::reading::Reading;

/// Adds the mentions by "I", "we" and "you" to the `entities` that they mean.
pub(crate) fn voices(
    reading: Reading<'_>,
    mut entities: Vec<Entity>,
    attributions: &[Attribution],
) -> Vec<Entity> {
    let quoted = Spoken::new(attributions);
    let answers = Answers::new(reading, attributions);
    let mut found = Vec::new();
    for token in reading
        .sentences()
        .flat_map(|sentence| sentence.tokens().collect::<Vec<_>>())
    {
        let Some(pronoun) = pronoun(token, reading) else {
            continue;
        };
        let meant = match pronoun.person {
            Person::First => quoted
                .around(token.span())
                .and_then(|said| speaker(said, pronoun, &entities, reading)),
            Person::Second => answers.to(token.span(), reading),
            Person::Third => None,
        };
        found.extend(meant.map(|entity| (entity, token.span())));
    }
    let by = RuleName::new("coreference/voice@1");
    for (id, span) in found {
        let entity = &mut entities[id.index()];
        entity.mentions.push(Mention { span, named: false });
        entity.evidence.push(Evidence::new("mentions", span, &by));
    }
    for entity in &mut entities {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    entities
}

fn pronoun(token: Token<'_>, reading: Reading<'_>) -> Option<Pronoun> {
    let word = token.text().to_lowercase();
    let pronoun = reading.knowledge.pronouns.get(&word)?;
    // "US" is no pronoun.
    let is_shouted = 1 < word.len() && token.text().chars().all(char::is_uppercase);
    (token.pos() == "PRON" && !is_shouted).then_some(pronoun)
}

/// The person who says "I", the body that says "we".
fn speaker(
    said: &Attribution,
    pronoun: Pronoun,
    entities: &[Entity],
    reading: Reading<'_>,
) -> Option<EntityId> {
    let holder = said.holder.map(|id| &entities[id.index()]);
    if pronoun.number == Number::One {
        let is_person = |one: &&Entity| matches!(one.kind, EntityKind::Person | EntityKind::Other);
        return holder.filter(is_person).map(|one| one.id);
    }
    match holder {
        Some(one) if is_body(one.kind) && one.kind != EntityKind::Other => Some(one.id),
        Some(one) if !speaks_for_itself(one) => one.part_of,
        Some(_) => None,
        None => said
            .source
            .first()
            .and_then(|source| head(*source, reading))
            .and_then(|source| entities::spoken_for(source, entities, reading)),
    }
}

/// An expert or a witness does not speak for the body to which he belongs.
fn speaks_for_itself(one: &Entity) -> bool {
    use ascribe_model::Role;
    matches!(
        one.role,
        Some(Role::Expert | Role::Witness | Role::VictimSide | Role::OtherMedia)
    )
}

/// The noun of a source.
fn head(source: Span<Text>, reading: Reading<'_>) -> Option<Token<'_>> {
    let mut tokens = reading.doc.tokens_in(source);
    tokens.find(|token| token.is_root() || !source.contains(token.head().span()))
}

/// Attributions by their contents, the quotations of a report.
struct Spoken<'a> {
    pieces: Vec<(Span<Text>, &'a Attribution)>,
}

impl<'a> Spoken<'a> {
    fn new(attributions: &'a [Attribution]) -> Self {
        let is_speech = |one: &&Attribution| {
            matches!(
                one.kind,
                AttributionKind::Direct | AttributionKind::Mixed | AttributionKind::Interview
            )
        };
        let said = attributions.iter().filter(is_speech);
        let mut pieces: Vec<_> = said
            .flat_map(|one| one.content.iter().map(move |piece| (*piece, one)))
            .collect();
        pieces.sort_by_key(|(span, _)| *span);
        Self { pieces }
    }

    /// The attribution with the narrowest quotation around `span`.
    fn around(&self, span: Span<Text>) -> Option<&'a Attribution> {
        /// Quotations within quotations are never deeper.
        const DEEP: usize = 8;
        let after = self
            .pieces
            .partition_point(|(piece, _)| piece.start() <= span.start());
        let before = self.pieces[..after].iter().rev().take(DEEP);
        let around = before.filter(|(piece, _)| piece.contains(span));
        around
            .min_by_key(|(piece, _)| piece.len())
            .map(|(_, said)| *said)
    }
}

/// Who answers each question of an interview.
struct Answers {
    /// Where the answers begin, with who gives them.
    given: Vec<(usize, EntityId)>,
}

impl Answers {
    fn new(reading: Reading<'_>, attributions: &[Attribution]) -> Self {
        let interview = attributions
            .iter()
            .filter(|one| one.kind == AttributionKind::Interview);
        let given = interview.filter_map(|one| {
            let block = reading.block_index(*one.content.first()?)?;
            Some((block, one.holder?))
        });
        let mut given: Vec<_> = given.collect();
        given.sort_unstable();
        Self { given }
    }

    /// The one who answers the question in which `span` stands.
    fn to(&self, span: Span<Text>, reading: Reading<'_>) -> Option<EntityId> {
        let block = reading.block_index(span)?;
        let is_question = reading.report.blocks[block].kind == BlockKind::Question;
        let after = self.given.partition_point(|(answer, _)| *answer <= block);
        let next = self.given.get(after).filter(|_| is_question);
        next.map(|(_, one)| *one)
    }
}
