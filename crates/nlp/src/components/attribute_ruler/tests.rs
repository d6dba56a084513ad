//! Rules on tokens written by hand. What is expected is what `spacy.pipeline.AttributeRuler` of
//! spaCy 3.8.18 sets.

use super::*;
use crate::testing::{draft_from_table, msgpack_from_json};

const TEXT: &str = "You all got  ta";
const TABLE: &str = "
    You you PRON PRP 3 nsubj
    all all DET DT 1 appos
    got got VERB VBD 0 ROOT
    ta ta X FW 3 dep";

fn read(rules: &str, labels: &mut Labels) -> Result<AttributeRuler, Error> {
    AttributeRuler::read(&msgpack_from_json(rules), "ruler/patterns", labels)
}

/// Lemma, part of speech, tag, relation and morphology of token `index` after the rules.
#[track_caller]
fn check(rules: &str, index: usize, expected: &str) {
    let mut labels = Labels::default();
    let mut draft = draft_from_table(TEXT, TABLE, &mut labels);
    read(rules, &mut labels).unwrap().apply(&mut draft, TEXT);
    let layers = [
        &draft.parts_of_speech,
        &draft.tags,
        &draft.relations,
        &draft.morphs,
    ];
    let names = layers.map(|layer| labels.name(layer[index])).join(" ");
    assert_eq!(
        format!("{} {names}", draft.lemmas.get(index)).trim_end(),
        expected
    );
}

#[test]
fn every_attribute() {
    let rules = r#"[{"patterns": [[{"LOWER": "you"}]], "index": 0, "attrs":
        {"LEMMA": "thou", "POS": "NOUN", "TAG": "NN", "DEP": "dep", "MORPH": "Person=2|Case=Nom"}}]"#;
    check(rules, 0, "thou NOUN NN dep Case=Nom|Person=2");
    check(rules, 1, "all DET DT appos");
}

#[test]
fn later_rules_overrule_earlier_ones() {
    let rules = r#"[
        {"patterns": [[{"TAG": "PRP"}]], "attrs": {"POS": "X", "MORPH": "PronType=Prs"}, "index": 0},
        {"patterns": [[{"POS": "PRON"}]], "attrs": {"POS": "NOUN", "MORPH": "_"}, "index": 0},
        {"patterns": [[{"POS": "NOUN"}]], "attrs": {"POS": "VERB"}, "index": 0}]"#;
    check(rules, 0, "you NOUN PRP nsubj");
}

#[test]
fn the_index_says_which_token() {
    let rules = |index| {
        format!(
            r#"[{{"patterns": [[{{"LOWER": "you"}}, {{}}]], "attrs": {{"LEMMA": "x"}}, "index": {index}}}]"#
        )
    };
    check(&rules(1), 1, "x DET DT appos");
    check(&rules(-1), 1, "x DET DT appos");
    check(&rules(-2), 0, "x PRON PRP nsubj");
    // DIFFERENCE: spaCy raises an error here.
    check(&rules(2), 2, "got VERB VBD ROOT");
    check(&rules(-3), 0, "you PRON PRP nsubj");
}

#[test]
fn what_is_no_rule_is_refused() {
    let check = |rules, part: &str| {
        let error = read(rules, &mut Labels::default()).unwrap_err().to_string();
        assert!(
            error.starts_with("ruler/patterns") && error.contains(part),
            "{error}"
        );
    };
    check("{}", "not a list");
    check(r#"[{"attrs": {}}]"#, "rule 0: the patterns");
    check(r#"[{"patterns": []}]"#, "attributes are not a map");
    check(r#"[{"patterns": [], "attrs": {"POS": 92}}]"#, "by number");
    check(
        r#"[{"patterns": [], "attrs": {"HEAD": "1"}}]"#,
        "setting HEAD",
    );
    check(
        r#"[{"patterns": [], "attrs": {}, "index": "first"}]"#,
        "whole number",
    );
}
