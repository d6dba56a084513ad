//! What a trained reader marked as said, put together with what the rules found.
//!
//! A trained reader knows more ways of saying something and where the words of a speaker end; the
//! rules know what a cue does (claims, denies, asks). Where both mark one cue, the attribution has
//! the reader's stretches and the rule's sense.

use ascribe_knowledge::{AttributionRule, ContentPlace};
use ascribe_model::{BlockKind, Evidence, RuleName, Said, Stance};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::draft::Draft;
use crate::reading::Reading;

/// The name of the trained reader among the rules.
const READER: &str = "attribution/reader@1";

/// Cues that only the reader marked rank as plain words of saying do.
const RANK: i32 = 4;

/// What only the reader found is kept from this score on: so more of it is right, and as much is
/// found (chosen on PolNeAR's dev part).
const SURE: f32 = 0.5;

/// The drafts of the rules and of the reader, one for each cue, in the order of the text; those of
/// the rules alone where no reader read. The rules' come in the order of their cues.
pub(super) fn joined<'r>(
    mut drafts: Vec<Draft<'r>>,
    said: Option<&[Said]>,
    reading: Reading<'r>,
) -> Vec<Draft<'r>> {
    let Some(said) = said else {
        return drafts;
    };
    let mut added = Vec::new();
    for one in said {
        match of_same_cue(&drafts, one) {
            Some(at) => take(&mut drafts[at], one, reading),
            None if is_sure(one) && is_speech(one, reading) => added.extend(alone(one, reading)),
            None => {}
        }
    }
    drafts.extend(added);
    drafts.sort_by_key(|draft| draft.cue.id());
    drafts.dedup_by_key(|draft| draft.cue.id());
    drafts
}

/// Leaves out what a reader did not mark, but for what it is not asked about; nothing where none read.
/// Wants the contents as they are in the end.
pub(super) fn settle(drafts: &mut Vec<Draft<'_>>, said: Option<&[Said]>, reading: Reading<'_>) {
    if said.is_some() {
        drafts.retain(|draft| draft.read.is_some() || stands_alone(draft, reading));
    }
}

/// Whether what only the reader found is kept: with somebody who says it.
fn is_sure(said: &Said) -> bool {
    SURE <= said.score && !said.source.is_empty()
}

/// Whether what only the reader found is speech: neither a deed nor an interview's answer.
fn is_speech(said: &Said, reading: Reading<'_>) -> bool {
    !is_answer(said, reading) && !is_deed(said, reading)
}

/// "attacked the market", "threatened the villagers": a verb of violence, or one whose content is
/// no more than a place or people.
fn is_deed(said: &Said, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is_verb = |token: Token<'_>| lexicons.contains("violent_verbs", token.lemma());
    let content = head(&said.content, reading);
    let is_struck = |token: Token<'_>| {
        let is_object = matches!(token.dep(), "dobj" | "nsubjpass");
        is_object && lexicons.contains("unjudged", &token.lemma().to_lowercase())
    };
    head(&said.cue, reading).is_some_and(is_verb) || content.is_some_and(is_struck)
}

/// Whether it is the name before an answer of an interview, which is an attribution of its own.
fn is_answer(said: &Said, reading: Reading<'_>) -> bool {
    let text = reading.text();
    let is_mark = |cue: &Span<Text>| !cue.slice(text).contains(char::is_alphanumeric);
    let block = said
        .cue
        .first()
        .and_then(|cue| reading.report.block_at(cue.start()));
    said.cue.iter().all(is_mark) && block.is_some_and(|block| block.kind == BlockKind::Answer)
}

/// The rule's draft whose cue is the reader's.
fn of_same_cue(drafts: &[Draft<'_>], said: &Said) -> Option<usize> {
    let (first, last) = (said.cue.first()?, said.cue.last()?);
    let from = drafts.partition_point(|draft| draft.cue.span().end() <= first.start());
    let near = (from..drafts.len()).take_while(|&at| drafts[at].cue.span().start() < last.end());
    let is_cue = |draft: &Draft<'_>| said.cue.iter().any(|cue| cue.overlaps(draft.cue.span()));
    near.into_iter()
        .find(|&at| drafts[at].read.is_none() && is_cue(&drafts[at]))
}

/// Whether what only a rule found is kept: what tells who did something, what tells of violence or
/// counts people, of which the texts that the reader learnt from hold little, and statements that
/// stand in a paragraph of their own, beyond its cue.
fn stands_alone(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    let charges = matches!(
        draft.stance,
        Stance::Claims | Stance::Denies | Stance::Accuses | Stance::Suspects | Stance::Confirms
    );
    let content = draft.content.iter();
    let mut words = content.flat_map(|piece| reading.doc.tokens_in(*piece));
    charges
        || draft.content.is_empty()
        || words.any(|word| word.pos() == "NUM" || is_violence(word, reading))
}

/// Whether the word is one of violence.
fn is_violence(token: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let lemma = token.lemma().to_lowercase();
    let lists = ["attack_nouns", "event_nouns", "harm_verbs", "violent_verbs"];
    lists.iter().any(|list| lexicons.contains(list, &lemma))
}

/// Puts the reader's stretches in the place of the rule's. How far "according to somebody" reaches
/// the tree tells better.
fn take<'r>(draft: &mut Draft<'r>, said: &Said, reading: Reading<'r>) {
    if draft.gives.content != ContentPlace::Around {
        draft.content.clone_from(&said.content);
    }
    draft.cue_spans.clone_from(&said.cue);
    if let Some(source) = head(&said.source, reading) {
        draft.source = Some(source);
        draft.source_spans.clone_from(&said.source);
    }
    draft.read = Some(said.score);
}

/// What no rule found.
fn alone<'r>(said: &Said, reading: Reading<'r>) -> Option<Draft<'r>> {
    let cue = head(&said.cue, reading)?;
    let gives = AttributionRule {
        content: ContentPlace::Phrase,
        needs_source: false,
        rank: RANK,
        stance: None,
    };
    Some(Draft {
        rule: RuleName::new(READER),
        gives,
        cue,
        cue_spans: said.cue.clone(),
        source: head(&said.source, reading),
        source_spans: said.source.clone(),
        content: said.content.clone(),
        channel: None,
        stance: stance(cue, said, reading),
        read: Some(said.score),
    })
}

/// The evidence of a cell of this draft: the reader's words bear its name and how sure it is.
pub(super) fn credited(cell: Evidence, draft: &Draft<'_>) -> Evidence {
    let Some(score) = draft.read else {
        return cell;
    };
    let is_readers = match cell.field {
        "cue" => true,
        "source" => !draft.source_spans.is_empty(),
        "content" => draft.gives.content != ContentPlace::Around,
        _ => false,
    };
    if is_readers {
        let by = RuleName::new(READER);
        Evidence { by, ..cell }.scored(score)
    } else {
        cell
    }
}

/// What the cue does with the content; "vowed to return" intends it.
fn stance(cue: Token<'_>, said: &Said, reading: Reading<'_>) -> Stance {
    let of_word = reading
        .knowledge
        .reporting
        .stance(&cue.lemma().to_lowercase());
    let is_infinitive = || {
        let mut tokens = said
            .content
            .iter()
            .flat_map(|piece| reading.doc.tokens_in(*piece));
        tokens.next().is_some_and(|token| token.tag() == "TO")
    };
    match of_word {
        Some(stance) => stance,
        None if is_infinitive() => Stance::Intends,
        None => Stance::Asserts,
    }
}

/// The token under which the others of the stretches hang; of several, the first.
fn head<'r>(spans: &[Span<Text>], reading: Reading<'r>) -> Option<Token<'r>> {
    let is_within = |token: Token<'_>| spans.iter().any(|span| span.contains(token.span()));
    let mut tokens = spans.iter().flat_map(|span| reading.doc.tokens_in(*span));
    let is_head = |token: &Token<'r>| token.is_root() || !is_within(token.head());
    let plain = |token: &Token<'r>| !matches!(token.pos(), "PUNCT" | "SPACE" | "DET");
    let all: Vec<_> = tokens.by_ref().collect();
    let heads = || all.iter().copied().filter(is_head);
    heads().find(plain).or_else(|| heads().next())
}

#[cfg(test)]
mod tests {
    use ascribe_model::Said;
    use ascribe_text::{Span, Text};

    use super::READER;
    use crate::testing::read_with;

    /// What a reader marks: the first place of each of these words.
    fn said(text: &str, [source, cue, content]: [&str; 3]) -> Said {
        let place = |words: &str| -> Vec<Span<Text>> {
            let start = text.find(words).filter(|_| !words.is_empty());
            let span = start.map(|start| Span::new(start, start + words.len()));
            span.into_iter().collect()
        };
        Said {
            source: place(source),
            cue: place(cue),
            content: place(content),
            score: 0.75,
        }
    }

    /// Source, cue and content of each attribution, and the name of what marked the cue.
    #[track_caller]
    fn check(text: &str, marked: &[[&str; 3]], expected: &[([&str; 3], &str)]) {
        let marked: Vec<_> = marked.iter().map(|words| said(text, *words)).collect();
        let (report, found) = read_with(text, &marked);
        let words = |spans: &[Span<Text>]| {
            let words: Vec<_> = spans.iter().map(|span| span.slice(&report.text)).collect();
            words.join(" ... ")
        };
        let rows: Vec<_> = found.attributions[1..]
            .iter()
            .map(|one| {
                let cue = one.evidence.iter().find(|cell| cell.field == "cue");
                let by = cue.map_or("", |cell| cell.by.as_str());
                (
                    [words(&one.source), words(&one.cue), words(&one.content)],
                    by.to_owned(),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, by)| (words.map(str::to_owned), (*by).to_owned()))
            .collect();
        assert_eq!(rows, expected, "{text}");
    }

    #[test]
    fn the_readers_words_take_the_place_of_the_rules() {
        check(
            "Ada Koren said the mill was old and the road was bad.",
            &[["Ada Koren", "said", "the mill was old"]],
            &[(["Ada Koren", "said", "the mill was old"], READER)],
        );
    }

    #[test]
    fn what_only_the_reader_knows_is_added() {
        check(
            "The mood in the valley, in Ada Koren's telling, is bleak.",
            &[["Ada Koren's", "telling", "The mood in the valley"]],
            &[(["Ada Koren's", "telling", "The mood in the valley"], READER)],
        );
        // Not without somebody who says it.
        check(
            "The mood in the valley, in the telling, is bleak.",
            &[["", "telling", "The mood in the valley"]],
            &[],
        );
    }

    #[test]
    fn deeds_are_no_speech() {
        check(
            "Gunmen attacked the market of Lasko.",
            &[["Gunmen", "attacked", "the market of Lasko"]],
            &[],
        );
    }

    #[test]
    fn an_answer_knows_what_it_answers() {
        let blamed = [
            "The government",
            "blamed",
            "the bombing on the Hill Brigade",
        ];
        check(
            "The government blamed the bombing on the Hill Brigade, which they denied.",
            &[blamed, ["they", "denied", "which"]],
            &[
                (blamed, READER),
                (
                    ["they", "denied", "the bombing on the Hill Brigade"],
                    READER,
                ),
            ],
        );
    }

    #[test]
    fn rules_keep_what_tells_of_violence() {
        check(
            "The army said the rebels had attacked a village. Ada Koren said the mill was old.",
            &[],
            &[(
                ["The army", "said", "the rebels had attacked a village"],
                "attribution/clause@1",
            )],
        );
    }

    #[test]
    fn what_stands_below_a_colon_stays() {
        let text = "The defence ministry said in a statement:\n\nOn Tuesday night a patrol came under fire near the ferry.";
        check(
            text,
            &[],
            &[(
                [
                    "The defence ministry",
                    "said",
                    "On Tuesday night a patrol came under fire near the ferry.",
                ],
                "attribution/clause@1",
            )],
        );
    }
}
