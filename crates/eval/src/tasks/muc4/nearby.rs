//! The sentences around an incident's words. A record holds no sentences: they end here where a full
//! stop stands behind a word of some length.

use ascribe::wire::{Record, Span};

use super::incident::Incident;

/// The sentences that name the incident, in capitals, in their order.
pub(super) fn sentences(record: &Record, incident: &Incident<'_>) -> Vec<String> {
    let text: Vec<char> = record.report.text.chars().collect();
    let mut bounds: Vec<(usize, usize)> = incident.starts().map(|at| around(&text, at)).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let words = |(start, end): (usize, usize)| text[start..end].iter().collect::<String>();
    bounds
        .into_iter()
        .map(|bounds| one_line(&words(bounds)))
        .collect()
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
