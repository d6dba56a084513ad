//! Labels, and the runs of words that they make.

use std::ops::Range;

/// How many labels there are: none, and a first and a further one of each role.
pub(crate) const LABELS: usize = 7;

/// What words are to an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
}

/// Words of one role that stand together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) role: Role,
    pub(crate) words: Range<usize>,
    /// How sure the reader is of them, from 0 to 1.
    pub(crate) score: f32,
    /// The first word of the run that it belongs to: a cue's source, a content's cue.
    pub(crate) of: Option<usize>,
}

/// The role whose first word `label` marks.
fn begins(label: usize) -> Option<Role> {
    match label {
        1 => Some(Role::Source),
        3 => Some(Role::Cue),
        5 => Some(Role::Content),
        _ => None,
    }
}

/// The runs that `labels` make, each with the mean of its words' `scores`. The words are counted
/// from 0.
pub(crate) fn of_labels(labels: &[usize], scores: &[f32]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (start, &label) in labels.iter().enumerate() {
        let Some(role) = begins(label) else {
            continue;
        };
        let rest = labels[start + 1..].iter();
        let end = start + 1 + rest.take_while(|&&next| next == label + 1).count();
        let sum: f32 = scores[start..end].iter().sum();
        runs.push(Run {
            role,
            words: start..end,
            score: sum / (end - start) as f32,
            of: None,
        });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_a_first_label_and_those_that_go_on() {
        let runs = of_labels(&[0, 1, 2, 3, 5, 5, 6, 0], &[0.5; 8]);
        let found: Vec<_> = runs.into_iter().map(|run| (run.role, run.words)).collect();
        let expected = [
            (Role::Source, 1..3),
            (Role::Cue, 3..4),
            (Role::Content, 4..5),
            (Role::Content, 5..7),
        ];
        assert_eq!(found, expected);
    }
}
