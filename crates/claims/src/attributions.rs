//! Who says what: sources, cues, contents, and whose words stand within whose.
//!
//! Rules over the tree find cues (`data/patterns/attribution/`); quotation marks tell how far a
//! content reaches. Answers of an interview are attributions of their own.
//!
//! Knows one report; that two names are one person is `entities`' business.

mod acts;
mod draft;
mod insertions;
mod interview;
mod learned;
mod pointers;
mod quoted;
mod speaker;
mod statements;
mod unsaid;

use std::collections::BTreeMap;

use ascribe_model::{
    Attribution, AttributionId, AttributionKind, Entity, Evidence, RuleName, Said, Step, Time,
    TimeId, Trace,
};
use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text};

use crate::entities;
use crate::limits::MOST_HOLDERS;
use crate::phrases;
use crate::reading::Reading;
use crate::speakers;
use draft::Draft;
use quoted::Quoted;

pub(crate) use unsaid::{is_nobody, is_withheld};

/// The report's own voice and every attribution, in the order of the text.
pub(crate) fn find(
    reading: Reading<'_>,
    said: Option<&[Said]>,
    entities: &[Entity],
    times: &[Time],
    trace: Option<&mut Trace>,
) -> Vec<Attribution> {
    let mut drafts = learned::joined(cues(reading), said, reading);
    let mut quoted = Quoted::of(reading);
    quoted.give(&mut drafts, reading);
    statements::give(&mut drafts, reading);
    learned::settle(&mut drafts, said, reading);
    pointers::resolve(&mut drafts, reading);
    for draft in &mut drafts {
        draft.content = insertions::without(&draft.content, reading);
    }
    let stands: Vec<_> = drafts
        .iter()
        .map(|draft| may_stand(draft, &quoted, &drafts, reading))
        .collect();
    let mut stands = stands.into_iter();
    drafts.retain(|_| stands.next().unwrap_or(false));
    if let Some(trace) = trace {
        trace.steps.extend(drafts.iter().map(step));
    }
    let mut found: Vec<_> = drafts
        .iter()
        .map(|draft| finish(draft, &quoted, entities, times, reading))
        .collect();
    found.extend(interview::answers(reading, entities));
    interview::name_interviewee(&mut found, entities, reading);
    found.sort_by_key(beginning);
    found.insert(0, Attribution::narration());
    number(&mut found, reading);
    found
}

/// One draft for each cue: of several rules that fit, the one that ranks highest.
fn cues(reading: Reading<'_>) -> Vec<Draft<'_>> {
    let mut best: BTreeMap<TokenId, Draft<'_>> = BTreeMap::new();
    for sentence in reading.sentences() {
        for found in reading.knowledge.attributions.find(sentence) {
            let draft = Draft::new(&found, reading);
            if draft.is_incomplete() {
                continue;
            }
            let known = best.get(&draft.cue.id());
            if known.is_none_or(|known| known.gives.rank < draft.gives.rank) {
                best.insert(draft.cue.id(), draft);
            }
        }
    }
    best.into_values().collect()
}

/// Whether a draft is an attribution at all, given where it stands.
fn may_stand(draft: &Draft<'_>, quoted: &Quoted, all: &[Draft<'_>], reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    // "the blast claimed two lives": what happens says nothing.
    let is_event = |source: Token<'_>| lexicons.contains("event_nouns", source.lemma());
    if draft.content.is_empty()
        || draft
            .source
            .is_some_and(|one| is_nobody(one, reading) || is_event(one))
        || unsaid::is_unsaid(draft.cue, reading)
        || acts::is_no_speech(draft, reading)
    {
        return false;
    }
    // A trained reader has weighed where the words stand.
    if draft.read.is_some() {
        return true;
    }
    let relays = lexicons.contains("relayed", draft.cue.lemma());
    let is_inside = |other: &Draft<'_>| {
        other
            .content
            .iter()
            .any(|piece| piece.contains(draft.cue.span()))
    };
    if quoted.around(draft.cue.span()).is_some() {
        return relays
            && draft
                .source
                .is_some_and(|source| matches!(source.pos(), "PROPN" | "NOUN"));
    }
    let modal = |token: Token<'_>| {
        token.dep() == "aux" && lexicons.contains("modal", &token.text().to_lowercase())
    };
    !draft.is_weak() || !draft.cue.children().any(modal) && (relays || !all.iter().any(is_inside))
}

fn finish(
    draft: &Draft<'_>,
    quoted: &Quoted,
    entities: &[Entity],
    times: &[Time],
    reading: Reading<'_>,
) -> Attribution {
    let source = draft.source_words().into_iter();
    let widened = |span| match draft.read {
        Some(_) => span,
        None => entities::widened(span, entities),
    };
    let speaker = draft.source.map(|source| who(source, entities, reading));
    let mut attribution = Attribution {
        kind: kind(&draft.content, quoted),
        source: source.map(widened).collect(),
        cue: draft.cue_spans.clone(),
        content: draft.content.clone(),
        holder: speaker.and_then(|speaker| speaker.entity),
        role: speaker.and_then(|speaker| speaker.role),
        named: speaker.is_some_and(|speaker| speaker.named),
        parent: Some(AttributionId::NARRATION),
        stance: draft.stance,
        channel: draft.channel.map(phrases::noun_phrase),
        said_at: said_at(draft.cue, times),
        ..Attribution::narration()
    };
    let evidence = evidence(&attribution, &draft.rule, times, reading);
    let evidence = evidence.into_iter();
    attribution.evidence = evidence
        .map(|cell| learned::credited(cell, draft))
        .collect();
    attribution
}

/// Who the source is; a group that gives itself a name is known by it.
fn who(source: Token<'_>, entities: &[Entity], reading: Reading<'_>) -> entities::Speaker {
    let speaker = entities::speaker(source, entities, reading);
    match speakers::self_named(source, entities) {
        Some(name) => entities::Speaker {
            entity: Some(name),
            named: true,
            ..speaker
        },
        None => speaker,
    }
}

fn kind(content: &[Span<Text>], quoted: &Quoted) -> AttributionKind {
    let within = content
        .iter()
        .filter(|piece| quoted.around(**piece).is_some())
        .count();
    let touching = content
        .iter()
        .filter(|piece| quoted.touches(**piece))
        .count();
    match (within, touching) {
        (_, 0) => AttributionKind::Indirect,
        (within, _) if within == content.len() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

/// The time that hangs on the cue: "said on Tuesday".
fn said_at(cue: Token<'_>, times: &[Time]) -> Option<TimeId> {
    let sentence = cue.sentence().span();
    let hangs = |time: &&Time| {
        let head = cue
            .doc()
            .tokens_in(time.span)
            .find(|token| !time.span.contains(token.head().span()));
        head.is_some_and(|head| head.head().id() == cue.id() || is_object_under(head, cue))
    };
    times
        .iter()
        .filter(|time| sentence.contains(time.span))
        .find(hangs)
        .map(|time| time.id)
}

/// "on Tuesday": the noun hangs under a preposition that hangs under the verb.
fn is_object_under(noun: Token<'_>, verb: Token<'_>) -> bool {
    noun.dep() == "pobj" && noun.head().head().id() == verb.id()
}

fn evidence(
    of: &Attribution,
    by: &RuleName,
    times: &[Time],
    reading: Reading<'_>,
) -> Vec<Evidence> {
    let cell = |field, spans: &[Span<Text>]| {
        let spans: Vec<_> = spans
            .iter()
            .flat_map(|&span| reading.by_sentence(span))
            .collect();
        (!spans.is_empty()).then(|| Evidence {
            field,
            spans,
            by: by.clone(),
            score: 1.0,
        })
    };
    let said: Vec<_> = of
        .said_at
        .iter()
        .map(|time| times[time.index()].span)
        .collect();
    let from_source = |is_there: bool| if is_there { of.source.as_slice() } else { &[] };
    let channel: Vec<_> = of.channel.into_iter().collect();
    let cells = [
        cell("source", &of.source),
        cell("cue", &of.cue),
        cell("content", &of.content),
        cell("holder", from_source(of.holder.is_some())),
        cell("role", from_source(of.role.is_some())),
        cell(
            "stance",
            if of.cue.is_empty() {
                &of.content
            } else {
                &of.cue
            },
        ),
        cell("channel", &channel),
        cell("said_at", &said),
    ];
    cells.into_iter().flatten().collect()
}

/// Gives ids in order, and to each attribution the one in whose content it stands.
fn number(found: &mut [Attribution], reading: Reading<'_>) {
    for (index, attribution) in found.iter_mut().enumerate() {
        attribution.id = AttributionId::new(index);
    }
    let parents: Vec<_> = found
        .iter()
        .map(|attribution| parent(attribution, found))
        .collect();
    same_speaker(found, &parents, reading);
    let parents: Vec<_> = (0..found.len())
        .map(|index| beyond_self(index, &parents, found))
        .collect();
    let cut: Vec<_> = (0..found.len())
        .map(|index| near_enough(index, &parents))
        .collect();
    for (attribution, parent) in found.iter_mut().zip(cut) {
        attribution.parent = parent;
    }
}

/// "The mayor, Lida Karsk, said she feared ...": a person's pronoun that nobody else is known for
/// means the one whose words it begins.
fn same_speaker(
    found: &mut [Attribution],
    parents: &[Option<AttributionId>],
    reading: Reading<'_>,
) {
    let lexicons = &reading.knowledge.lexicons;
    let is_pronoun = |source: &Span<Text>| {
        let word = source.slice(reading.text()).to_lowercase();
        lexicons.contains("person_pronouns", &word)
    };
    for index in 0..found.len() {
        let [source] = found[index].source[..] else {
            continue;
        };
        let begins = |outer: &&Attribution| {
            let mut pieces = outer.content.iter();
            let reach = |start: usize| start..=start + "that ".len();
            pieces.any(|piece| reach(piece.start()).contains(&source.start()))
        };
        let outer = parents[index].map(|parent| &found[parent.index()]);
        let outer = outer.filter(begins).and_then(|outer| outer.holder);
        let one = &mut found[index];
        if one.holder.is_none() && outer.is_some() && is_pronoun(&source) {
            one.holder = outer;
            let by = RuleName::new("attribution/same-speaker@1");
            one.evidence.push(Evidence::new("holder", source, &by));
        }
    }
}

/// The nearest parent whose holder is somebody else: "the army said it blamed them" is said once.
fn beyond_self(
    index: usize,
    parents: &[Option<AttributionId>],
    found: &[Attribution],
) -> Option<AttributionId> {
    let above = |id: &AttributionId| parents[id.index()];
    let is_other = |id: &AttributionId| {
        let holder = found[id.index()].holder;
        holder.is_none() || holder != found[index].holder
    };
    std::iter::successors(parents[index], above)
        .take(parents.len())
        .find(is_other)
}

/// The parent of an attribution, or one so far out that the chain keeps its length.
fn near_enough(index: usize, parents: &[Option<AttributionId>]) -> Option<AttributionId> {
    let above = |id: &AttributionId| parents[id.index()];
    let chain: Vec<_> = std::iter::successors(parents[index], above)
        .take(parents.len())
        .collect();
    let out = chain.len().saturating_sub(MOST_HOLDERS);
    chain.get(out).copied()
}

/// The attribution with the narrowest content around this one's cue.
fn parent(of: &Attribution, all: &[Attribution]) -> Option<AttributionId> {
    if of.kind == AttributionKind::Narration {
        return None;
    }
    let anchor = of.cue.first().or(of.content.first())?;
    let length = |other: &Attribution| other.content.iter().map(|piece| piece.len()).sum::<usize>();
    let around = all.iter().filter(|other| {
        other.id != of.id
            && other.content.iter().any(|piece| piece.contains(*anchor))
            && length(of) < length(other)
    });
    Some(
        around
            .min_by_key(|other| length(other))
            .map_or(AttributionId::NARRATION, |other| other.id),
    )
}

fn beginning(attribution: &Attribution) -> usize {
    let spans = attribution
        .source
        .iter()
        .chain(&attribution.cue)
        .chain(&attribution.content);
    spans.map(|span| span.start()).min().unwrap_or_default()
}

fn step(draft: &Draft<'_>) -> Step {
    let message = format!(
        "{:?} with {} pieces of content",
        draft.stance,
        draft.content.len()
    );
    Step {
        rule: draft.rule.clone(),
        span: draft.cue.span(),
        fired: true,
        message,
    }
}

#[cfg(test)]
mod tests {
    use ascribe_model::{AttributionKind, Findings, Stance};
    use ascribe_text::{Span, Text};

    use crate::testing::read;

    /// Finds "source | cue | content" for each attribution but the report's own voice.
    fn check(text: &str, expected: &[&str]) -> Findings {
        let (report, found) = read(text);
        let words = |spans: &[Span<Text>]| {
            spans
                .iter()
                .map(|span| span.slice(&report.text))
                .collect::<Vec<_>>()
                .join(" ... ")
        };
        let rows: Vec<_> = found.attributions[1..]
            .iter()
            .map(|one| [words(&one.source), words(&one.cue), words(&one.content)].join(" | "))
            .collect();
        assert_eq!(rows, expected, "{text}");
        found
    }

    #[test]
    fn direct() {
        check(
            "\"They burned the mill,\" said Ada Koren.",
            &["Ada Koren | said | \"They burned the mill,\""],
        );
        check(
            "Ada Koren said: \"They burned the mill.\"",
            &["Ada Koren | said: | \"They burned the mill.\""],
        );
        check(
            "\"They burned the mill,\" said Ada Koren. \"Then they left the town.\"",
            &["Ada Koren | said | \"They burned the mill,\" ... \"Then they left the town.\""],
        );
        let found = check(
            "The mayor said the raid was \"a cowardly act.\"",
            &["The mayor | said | the raid was \"a cowardly act.\""],
        );
        assert_eq!(found.attributions[1].kind, AttributionKind::Mixed);
    }

    #[test]
    fn indirect() {
        check(
            "Police said that the bridge had collapsed.",
            &["Police | said | that the bridge had collapsed"],
        );
        check(
            "The bridge had collapsed, police said.",
            &["police | said | The bridge had collapsed"],
        );
        check(
            "According to the army, two soldiers were missing.",
            &["the army | According to | two soldiers were missing"],
        );
        check(
            "The rebels vowed to retake the town.",
            &["The rebels | vowed | to retake the town"],
        );
    }

    #[test]
    fn denials_and_accusations() {
        let found = check(
            "The militia denied any part in the raid.",
            &["The militia | denied | any part in the raid"],
        );
        assert_eq!(found.attributions[1].stance, Stance::Denies);
        let found = check(
            "The army accused the rebels of shelling the market.",
            &["The army | accused | the rebels of shelling the market"],
        );
        assert_eq!(found.attributions[1].stance, Stance::Accuses);
    }

    #[test]
    fn one_within_another() {
        let found = check(
            "Police said that witnesses said the driver had fled.",
            &[
                "Police | said | that witnesses said the driver had fled",
                "witnesses | said | the driver had fled",
            ],
        );
        assert_eq!(found.attributions[2].parent, Some(found.attributions[1].id));
    }

    #[test]
    fn nobody_says_nothing() {
        check("No group has claimed responsibility for the blast.", &[]);
        check("The army crossed the river.", &[]);
        check("The so-called \"summit\" ended.", &[]);
        check("The explosion claimed 17 lives.", &[]);
        check("The mayor described it.", &[]);
    }

    #[test]
    fn what_is_not_said() {
        check("The group may claim the raid.", &[]);
        check("The army did not accuse the rebels of the raid.", &[]);
        check("The group has yet to claim the raid.", &[]);
        check("Neither the rebels nor the army claimed the raid.", &[]);
        check(
            "The army accused the rebels of the raid.",
            &["The army | accused | the rebels of the raid"],
        );
    }

    #[test]
    fn what_follows_from_it_is_said_too() {
        check(
            "Police said gunmen opened fire on a bus, killing four.",
            &["Police | said | gunmen opened fire on a bus, killing four"],
        );
    }

    #[test]
    fn said_twice_by_one_is_one_chain() {
        let found = check(
            "The army said it blamed the rebels for the raid.",
            &[
                "The army | said | it blamed the rebels for the raid",
                "it | blamed | the rebels for the raid",
            ],
        );
        assert_eq!(found.attributions[2].parent, found.attributions[1].parent);
    }

    #[test]
    fn words_after_a_colon() {
        check(
            "The minister said: This was a cruel and needless raid.",
            &["The minister | said: | This was a cruel and needless raid"],
        );
    }

    #[test]
    fn which_is_what_others_say() {
        check(
            "The government blamed the bombing on the Hill Brigade, which they denied.",
            &[
                "The government | blamed | the bombing on the Hill Brigade",
                "they | denied | the bombing on the Hill Brigade",
            ],
        );
    }

    #[test]
    fn tolls_are_put_at_a_figure() {
        check(
            "The mayor put the toll at 21 dead.",
            &["The mayor | put | the toll at 21 dead"],
        );
        check(
            "In Lenz the mayor announced an inquiry.",
            &["the mayor | announced | an inquiry"],
        );
        check(
            "The mayor gave a toll of nine dead.",
            &["The mayor | gave | a toll of nine dead"],
        );
        check("The mayor put the plate on the table.", &[]);
    }

    #[test]
    fn a_statement_is_a_channel() {
        let (report, found) = read("The Red Banner claimed the attack in a statement.");
        let channel = found.attributions[1]
            .channel
            .map(|span| span.slice(&report.text));
        assert_eq!(channel, Some("a statement"));
    }

    #[test]
    fn every_cell_has_evidence() {
        let (_, found) = read("Army spokesman Ada Koren said on Monday that rebels had left.");
        let one = &found.attributions[1];
        for cell in ["source", "cue", "content", "holder", "role", "stance"] {
            assert!(
                one.evidence.iter().any(|evidence| evidence.field == cell),
                "{cell}"
            );
        }
    }
}
