//! The sentences around an incident's words. A record holds no sentences: they end here where a full
//! stop stands behind a word of some length.

use ascribe::wire::{Record, Span};

use super::incident::Incident;

/// The sentences that name the incident, in capitals, in their order.
pub(super) fn sentences(record: &Record, incident: &Incident<'_>) -> Vec<String> {
    let text: Vec<char> = record.report.text.chars().collect();
    let words = |(start, end): (usize, usize)| text[start..end].iter().collect::<String>();
    bounds(&text, incident)
        .into_iter()
        .map(|bounds| one_line(&words(bounds)))
        .collect()
}

/// Of the spans in the incident's sentences the one nearest to its words, with what it stands for.
pub(super) fn nearest<'s, T>(
    record: &Record,
    incident: &Incident<'_>,
    spans: impl Iterator<Item = (&'s Span, T)>,
) -> Option<T> {
    let text: Vec<char> = record.report.text.chars().collect();
    let bounds = bounds(&text, incident);
    let is_within = |span: &Span| {
        let mut bounds = bounds.iter();
        bounds.any(|(start, end)| *start <= span.start && span.end <= *end)
    };
    let distance = |span: &Span| incident.starts().map(|at| at.abs_diff(span.start)).min();
    let within = spans.filter(|(span, _)| is_within(span));
    within
        .min_by_key(|(span, _)| distance(span))
        .map(|(_, found)| found)
}

fn bounds(text: &[char], incident: &Incident<'_>) -> Vec<(usize, usize)> {
    let mut bounds: Vec<(usize, usize)> = incident.starts().map(|at| around(text, at)).collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// The sentence in which a span stands.
pub(super) fn sentence_of(record: &Record, span: &Span) -> String {
    let text: Vec<char> = record.report.text.chars().collect();
    let (start, end) = around(&text, span.start);
    one_line(&text[start..end].iter().collect::<String>())
}

fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").to_uppercase()
}

fn around(text: &[char], at: usize) -> (usize, usize) {
    let at = at.min(text.len());
    let start = (0..at).rev().find(|&index| ends_at(text, index));
    let end = (at..text.len()).find(|&index| ends_at(text, index));
    (
        start.map_or(0, |index| index + 1),
        end.map_or(text.len(), |index| index + 1),
    )
}

fn ends_at(text: &[char], index: usize) -> bool {
    let is_stop = matches!(text[index], '.' | '!' | '?');
    let is_break = text[index] == '\n' && text.get(index + 1) == Some(&'\n');
    let before = text[..index].iter().rev();
    let word = before.take_while(|letter| letter.is_alphanumeric()).count();
    let next = text.get(index + 1);
    is_break || is_stop && word > 3 && next.is_none_or(|next| next.is_whitespace() || *next == '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_behind_a_word() {
        let text: Vec<char> = "GEN. KARV LEFT. HE CAME BACK.".chars().collect();
        assert_eq!(around(&text, 7), (0, 15));
        assert_eq!(around(&text, 20), (15, 29));
    }
}
