//! Cuts a text in windows that a network can read: whole blocks, packed, with some of what came
//! before.

use std::ops::Range;

/// Words that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first word that is read.
    pub(crate) context: usize,
    /// The first word that is this window's own; those before are the window's before.
    pub(crate) core: usize,
    /// Behind the last word.
    pub(crate) end: usize,
}

/// How much a window may hold, in what each word costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// In all. Invariant: more than `context`.
    pub(crate) budget: usize,
    /// Of what came before.
    pub(crate) context: usize,
}

impl Window {
    /// The words that are read.
    pub(crate) fn words(self) -> Range<usize> {
        self.context..self.end
    }

    /// The window's own words, counted from its first.
    pub(crate) fn own(self) -> Range<usize> {
        self.core - self.context..self.len()
    }

    /// How many words are read.
    pub(crate) fn len(self) -> usize {
        self.end - self.context
    }
}

/// Windows that have every word once as their own. `sizes` is what each word costs, at least 1;
/// `blocks` are the first words of the blocks.
pub(crate) fn cut(sizes: &[usize], blocks: &[usize], limits: Limits) -> Vec<Window> {
    let total = totals(sizes);
    let units = units(&total, blocks, limits.budget - limits.context);
    let (mut windows, mut next) = (Vec::new(), 0);
    while next < units.len() {
        let context = left_context(&total, &units, next, limits.context);
        let fits = |unit: &&Range<usize>| total[unit.end] - total[context] <= limits.budget;
        let more = units[next + 1..].iter().take_while(fits).count();
        windows.push(Window {
            context,
            core: units[next].start,
            end: units[next + more].end,
        });
        next += more + 1;
    }
    windows
}

/// What all words before each one cost, and at the end what all do.
fn totals(sizes: &[usize]) -> Vec<usize> {
    let mut sum = 0;
    let sums = sizes.iter().map(|size| {
        sum += size;
        sum
    });
    std::iter::once(0).chain(sums).collect()
}

/// The blocks, those that cost more than `most` in parts of at most that.
fn units(total: &[usize], blocks: &[usize], most: usize) -> Vec<Range<usize>> {
    let ends = blocks.iter().skip(1).copied().chain([total.len() - 1]);
    let mut units = Vec::new();
    for (&start, end) in blocks.iter().zip(ends) {
        let mut start = start;
        while most < total[end] - total[start] {
            let within = total.partition_point(|&sum| sum <= total[start] + most);
            let middle = (within - 1).max(start + 1);
            units.push(start..middle);
            start = middle;
        }
        units.push(start..end);
    }
    units
}

/// The first word of the context: whole units where one fits, else as many words as fit.
fn left_context(total: &[usize], units: &[Range<usize>], unit: usize, most: usize) -> usize {
    let core = units[unit].start;
    let fits = |unit: &&Range<usize>| total[core] - total[unit.start] <= most;
    let whole = units[..unit].iter().rev().take_while(fits).last();
    match whole {
        Some(first) => first.start,
        None if unit == 0 => core,
        None => total[..=core].partition_point(|&sum| sum + most < total[core]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        budget: 10,
        context: 3,
    };

    #[track_caller]
    fn check(sizes: &[usize], blocks: &[usize], expected: &[[usize; 3]]) {
        let found = cut(sizes, blocks, LIMITS);
        let found: Vec<_> = found
            .iter()
            .map(|window| [window.context, window.core, window.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn no_words_no_windows() {
        check(&[], &[], &[]);
    }

    #[test]
    fn blocks_are_packed_whole() {
        check(&[1; 12], &[0, 4, 8], &[[0, 0, 8], [5, 8, 12]]);
        check(&[1; 12], &[0, 8, 10], &[[0, 0, 10], [7, 10, 12]]);
    }

    #[test]
    fn context_is_whole_units_where_one_fits() {
        check(&[1; 12], &[0, 6, 8], &[[0, 0, 8], [6, 8, 12]]);
    }

    #[test]
    fn long_blocks_are_cut() {
        check(&[1; 20], &[0], &[[0, 0, 7], [4, 7, 14], [11, 14, 20]]);
        check(&[9; 2], &[0], &[[0, 0, 1], [1, 1, 2]]);
    }
}
