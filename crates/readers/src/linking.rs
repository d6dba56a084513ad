//! From runs to attributions: one for every cue that has a content.

use std::collections::BTreeMap;

use ascribe_model::Said;
use ascribe_text::{Span, Text};

use crate::runs::{Role, Run};

/// The attributions that the runs of a whole text make, in the order of their cues. `span` is where
/// a run stands.
pub(crate) fn link(runs: &[Run], span: impl Fn(&Run) -> Span<Text>) -> Vec<Said> {
    let sources = by_first_word(runs, Role::Source);
    let mut contents: BTreeMap<usize, Vec<&Run>> = BTreeMap::new();
    for run in runs.iter().filter(|run| run.role == Role::Content) {
        if let Some(cue) = run.of {
            contents.entry(cue).or_default().push(run);
        }
    }
    let cues = by_first_word(runs, Role::Cue);
    let attribution = |(first, cue): (usize, &Run)| {
        let contents = contents.get(&first)?;
        let source = cue.of.and_then(|first| sources.get(&first)).copied();
        let all = source.iter().chain(contents).copied().chain([cue]);
        Some(Said {
            source: source.map(&span).into_iter().collect(),
            cue: vec![span(cue)],
            content: joined(contents.iter().map(|run| span(run))),
            score: all.map(|run| run.score).fold(1.0, f32::min),
        })
    };
    cues.into_iter().filter_map(attribution).collect()
}

fn by_first_word(runs: &[Run], role: Role) -> BTreeMap<usize, &Run> {
    let of_role = runs.iter().filter(|run| run.role == role);
    of_role.map(|run| (run.words.start, run)).collect()
}

/// The spans in order, those that overlap as one: words may be parts of one token.
fn joined(spans: impl Iterator<Item = Span<Text>>) -> Vec<Span<Text>> {
    let mut joined: Vec<Span<Text>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(role: Role, words: std::ops::Range<usize>, of: Option<usize>) -> Run {
        Run {
            role,
            words,
            score: 0.5,
            of,
        }
    }

    /// Cue, source and contents of each attribution, as word numbers.
    #[track_caller]
    fn check(runs: &[Run], expected: &[(usize, Option<usize>, &[usize])]) {
        let found = link(runs, |run| Span::new(run.words.start, run.words.end));
        let start = |span: &Span<Text>| span.start();
        let found: Vec<_> = found
            .iter()
            .map(|said| {
                let contents: Vec<_> = said.content.iter().map(start).collect();
                (
                    start(&said.cue[0]),
                    said.source.first().map(start),
                    contents,
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(cue, source, contents)| (cue, source, contents.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn contents_on_both_sides_are_one_attribution() {
        let runs = [
            run(Role::Content, 0..3, Some(5)),
            run(Role::Source, 3..5, None),
            run(Role::Cue, 5..6, Some(3)),
            run(Role::Content, 6..9, Some(5)),
        ];
        check(&runs, &[(5, Some(3), &[0, 6])]);
    }

    #[test]
    fn what_lacks_a_cue_or_a_content_is_left_out() {
        let runs = [
            run(Role::Cue, 0..1, None),
            run(Role::Content, 2..3, None),
            run(Role::Content, 4..5, Some(9)),
        ];
        check(&runs, &[]);
    }

    #[test]
    fn a_source_can_serve_two_cues() {
        let runs = [
            run(Role::Source, 0..1, None),
            run(Role::Cue, 1..2, Some(0)),
            run(Role::Content, 2..3, Some(1)),
            run(Role::Cue, 3..4, Some(0)),
            run(Role::Content, 4..5, Some(3)),
        ];
        check(&runs, &[(1, Some(0), &[2]), (3, Some(0), &[4])]);
    }
}
