//! The answers of an interview, and lines of a transcript ("Ada Koren: We left."): the page itself
//! says who speaks.

use std::collections::BTreeMap;

use ascribe_model::{
    Attribution, AttributionId, AttributionKind, Block, BlockKind, Entity, EntityId, EntityKind,
    Evidence, RuleName,
};
use ascribe_text::{Span, Text};

use super::insertions;
use crate::entities;
use crate::reading::Reading;

/// Words in the longest name that heads a line.
const LONGEST_NAME: usize = 4;

/// One attribution for each answer and each line.
pub(super) fn answers(reading: Reading<'_>, entities: &[Entity]) -> Vec<Attribution> {
    reading
        .blocks()
        .filter_map(|block| answer(block, entities, reading))
        .collect()
}

fn answer(block: &Block, entities: &[Entity], reading: Reading<'_>) -> Option<Attribution> {
    let is_answer = block.kind == BlockKind::Answer;
    let named = block
        .speaker
        .filter(|_| is_answer)
        .or_else(|| named_before_colon(block, reading));
    if !is_answer && named.is_none() {
        return None;
    }
    let words = Span::new(
        named.map_or(block.span.start(), Span::end),
        block.span.end(),
    )
    .slice(reading.text());
    let start = block.span.end()
        - words
            .trim_start_matches(|mark: char| mark == ':' || mark.is_whitespace())
            .len();
    let content = Span::new(start, block.span.end()).trimmed(reading.text());
    let (content, cue) = if is_answer {
        (content, None)
    } else {
        (without_stop(content, reading), colon(named, reading))
    };
    let by = RuleName::new("attribution/answer@1");
    let holder = named.and_then(|name| entities::called(name.slice(reading.text()), entities));
    let role = holder.and_then(|holder| entities[holder.index()].role);
    let cells = [
        ("source", true),
        ("holder", holder.is_some()),
        ("role", role.is_some()),
    ];
    let cells = cells.into_iter().filter(|(_, is_there)| *is_there);
    let of_cue = cue.map(|cue| Evidence::new("cue", cue, &by));
    let mut evidence: Vec<_> = cells
        .filter_map(|(cell, _)| Some(Evidence::new(cell, named?, &by)))
        .collect();
    let content = insertions::without(&[content], reading);
    let pieces: Vec<_> = content
        .iter()
        .flat_map(|piece| reading.by_sentence(*piece))
        .collect();
    evidence.extend(of_cue);
    evidence.push(Evidence::new("stance", *pieces.first()?, &by));
    evidence.push(Evidence {
        field: "content",
        spans: pieces,
        by,
        score: 1.0,
    });
    Some(Attribution {
        kind: if is_answer {
            AttributionKind::Interview
        } else {
            AttributionKind::Direct
        },
        source: named.into_iter().collect(),
        cue: cue.into_iter().collect(),
        content,
        holder,
        role,
        named: named.is_some(),
        parent: Some(AttributionId::NARRATION),
        evidence,
        ..Attribution::narration()
    })
}

/// The colon after the name at the head of a line, which stands for the words of saying.
fn colon(name: Option<Span<Text>>, reading: Reading<'_>) -> Option<Span<Text>> {
    let after = name?.end();
    let token = reading.token_at(after)?;
    (token.text() == ":").then(|| token.span())
}

/// A line as a clause, without the full stop that ends it.
fn without_stop(content: Span<Text>, reading: Reading<'_>) -> Span<Text> {
    let is_stopped = content.slice(reading.text()).ends_with('.');
    Span::new(content.start(), content.end() - usize::from(is_stopped))
}

/// Answers without a name are those of the one who gives the answers with one; else of the person
/// whom the lines above the first question introduce; else of whom the report quotes most.
pub(super) fn name_interviewee(
    found: &mut [Attribution],
    entities: &[Entity],
    reading: Reading<'_>,
) {
    let is_answer = |one: &&Attribution| one.kind == AttributionKind::Interview;
    let is_speech = |one: &&Attribution| one.kind != AttributionKind::Indirect;
    let interviewee = most_quoted(found.iter().filter(is_answer), entities)
        .or_else(|| introduced(entities, reading))
        .or_else(|| most_quoted(found.iter().filter(is_speech), entities));
    let Some((holder, source)) = interviewee else {
        return;
    };
    let by = RuleName::new("derived/interviewee@1");
    let nameless =
        |one: &&mut Attribution| one.kind == AttributionKind::Interview && one.holder.is_none();
    for answer in found.iter_mut().filter(nameless) {
        answer.holder = Some(holder);
        answer.role = entities[holder.index()].role;
        answer.named = true;
        answer.evidence.push(Evidence::new("holder", source, &by));
        answer
            .evidence
            .extend(answer.role.map(|_| Evidence::new("role", source, &by)));
    }
}

/// The person most often quoted, with the first words that name the source.
fn most_quoted<'a>(
    found: impl Iterator<Item = &'a Attribution>,
    entities: &[Entity],
) -> Option<(EntityId, Span<Text>)> {
    let mut counts: BTreeMap<EntityId, (usize, Span<Text>)> = BTreeMap::new();
    for one in found {
        if let (Some(holder), Some(&source)) = (
            one.holder.filter(|holder| is_person(*holder, entities)),
            one.source.first(),
        ) {
            counts.entry(holder).or_insert((0, source)).0 += 1;
        }
    }
    let most = counts
        .into_iter()
        .rev()
        .max_by_key(|(_, (count, _))| *count)?;
    Some((most.0, most.1.1))
}

/// The person of whom the lines above the first question speak most, with the first words that name
/// him there; nobody where two are spoken of alike.
fn introduced(entities: &[Entity], reading: Reading<'_>) -> Option<(EntityId, Span<Text>)> {
    let first = reading
        .blocks()
        .find(|block| block.kind == BlockKind::Question)?;
    let is_above = |span: Span<Text>| span.end() <= first.span.start() && reading.is_told(span);
    let persons = entities.iter().filter(|one| is_person(one.id, entities));
    let mut above: Vec<_> = persons
        .filter_map(|one| {
            let mentions = one.mentions.iter();
            let mut mentions = mentions.filter(|mention| is_above(mention.span));
            let count = mentions.clone().count();
            let named = mentions.find(|mention| mention.named)?;
            Some((count, one.id, named.span))
        })
        .collect();
    above.sort_by_key(|(count, id, _)| (std::cmp::Reverse(*count), *id));
    match above.as_slice() {
        [(most, ..), (next, ..), ..] if most == next => None,
        [(_, id, name), ..] => Some((*id, *name)),
        [] => None,
    }
}

fn is_person(id: EntityId, entities: &[Entity]) -> bool {
    entities[id.index()].kind == EntityKind::Person
}

/// The name at the head of a line of a transcript: a person or body, and a colon.
fn named_before_colon(block: &Block, reading: Reading<'_>) -> Option<Span<Text>> {
    let mut tokens = reading.doc.tokens_in(block.span.trimmed(reading.text()));
    let name: Vec<_> = tokens
        .by_ref()
        .take(LONGEST_NAME + 1)
        .take_while(|token| token.text() != ":")
        .collect();
    let (first, last) = (name.first()?, name.last()?);
    let is_named = name
        .iter()
        .all(|token| matches!(token.entity_kind(), "PERSON" | "ORG"));
    let colon = last.next().filter(|next| {
        next.text() == ":" && next.span().end() <= block.span.end() && name.len() <= LONGEST_NAME
    })?;
    let follows = reading.text()[colon.span().end()..block.span.end()].trim();
    (is_named && follows.contains(' ')).then(|| first.span().hull(last.span()))
}

#[cfg(test)]
mod tests {
    use ascribe_model::{AttributionKind, BlockKind};

    use crate::testing::read_page;

    /// Finds who gives the answers below `intro`.
    fn check(intro: &str, expected: Option<&str>) {
        let (_, found) = read_page(&[
            (BlockKind::Paragraph, intro),
            (BlockKind::Question, "How many were hurt?"),
            (BlockKind::Answer, "\"Twelve were brought to us.\""),
        ]);
        let mut answers = found.attributions.iter();
        let answer = answers.find(|one| one.kind == AttributionKind::Interview);
        let holder = answer.and_then(|one| one.holder);
        let name = holder.map(|holder| found.entities[holder.index()].name.as_str());
        assert_eq!(name, expected, "{intro}");
    }

    #[test]
    fn who_is_introduced_answers() {
        check(
            "We met Marek Dunn on Friday. He has run the clinic in Pell since Ada Koren left.",
            Some("Marek Dunn"),
        );
        check("The clinic in Pell is small.", None);
        check("Marek Dunn and Ada Koren met in Pell.", None);
    }
}
