//! English base noun phrases, as spaCy's `lang/en/syntax_iterators.py` finds them.
//!
//! It knows relations by their names in the English pipelines (ClearNLP's); in a tree with other
//! names it finds fewer phrases, or none.

use std::ops::Range;

use crate::{Doc, Token, TokenId};

/// The parts of speech that head a noun phrase.
const NOMINAL: [&str; 3] = ["NOUN", "PROPN", "PRON"];

/// The relations by which a noun phrase hangs in a sentence.
const RELATIONS: [&str; 10] = [
    "oprd",
    "nsubj",
    "dobj",
    "nsubjpass",
    "pcomp",
    "pobj",
    "dative",
    "appos",
    "attr",
    "ROOT",
];

/// Each noun phrase up to its head, in the order of the text, none within another.
pub(crate) fn noun_chunks(doc: &Doc) -> Vec<Range<TokenId>> {
    let left_edges = left_edges(doc);
    let mut chunks: Vec<Range<TokenId>> = Vec::new();
    for token in doc.tokens().filter(|token| NOMINAL.contains(&token.pos())) {
        let start = left_edges[token.id().index()];
        let apart = chunks.last().is_none_or(|last| last.end <= start);
        if apart && heads_a_phrase(token) {
            chunks.push(start..TokenId::new(token.id().index() + 1));
        }
    }
    chunks
}

/// The first token of each token's subtree.
fn left_edges(doc: &Doc) -> Vec<TokenId> {
    let mut edges: Vec<TokenId> = doc.tokens().map(Token::id).collect();
    for token in doc.tokens() {
        // A head that lies further left has already told its own heads.
        let later = token
            .ancestors()
            .take_while(|above| token.id() < above.id());
        for above in later {
            let edge = &mut edges[above.id().index()];
            *edge = token.id().min(*edge);
        }
    }
    edges
}

fn heads_a_phrase(token: Token<'_>) -> bool {
    let is_conjunct = |token: Token<'_>| token.dep() == "conj";
    if !is_conjunct(token) {
        return RELATIONS.contains(&token.dep());
    }
    let mut head = token.head();
    while is_conjunct(head) && head.head().id() < head.id() {
        head = head.head();
    }
    RELATIONS.contains(&head.dep())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::doc_from_table;

    fn check(text: &str, table: &str, expected: &[&str]) {
        let doc = doc_from_table(text, table);
        let chunks: Vec<_> = noun_chunks(&doc)
            .into_iter()
            .map(|range| doc.span_of(range).slice(text))
            .collect();
        assert_eq!(chunks, expected, "{text}");
    }

    #[test]
    fn subjects_objects_and_conjuncts() {
        check(
            "The old guards and two drivers saw it in the yard of Lower Marn",
            "The the DET DT 3 det
             old old ADJ JJ 3 amod
             guards guard NOUN NNS 7 nsubj
             and and CCONJ CC 3 cc
             two two NUM CD 6 nummod
             drivers driver NOUN NNS 3 conj
             saw see VERB VBD 0 ROOT
             it it PRON PRP 7 dobj
             in in ADP IN 7 prep
             the the DET DT 11 det
             yard yard NOUN NN 9 pobj
             of of ADP IN 11 prep
             Lower Lower PROPN NNP 14 compound
             Marn Marn PROPN NNP 12 pobj",
            &[
                "The old guards",
                "two drivers",
                "it",
                "the yard",
                "Lower Marn",
            ],
        );
    }

    #[test]
    fn a_compound_is_no_phrase_of_its_own() {
        check(
            "Marn police left",
            "Marn Marn PROPN NNP 2 compound
             police police NOUN NNS 3 nsubj
             left leave VERB VBD 0 ROOT",
            &["Marn police"],
        );
    }

    #[test]
    fn adverbial_nouns_are_left_out() {
        check(
            "They left last week",
            "They they PRON PRP 2 nsubj
             left leave VERB VBD 0 ROOT
             last last ADJ JJ 4 amod
             week week NOUN NN 2 npadvmod",
            &["They"],
        );
    }
}
