//! Patterns against tokens written by hand. What is expected was checked against
//! `spacy.matcher.Matcher` of spaCy 3.8.18.

use super::*;
use crate::msgpack;
use crate::testing::{draft_from_table, msgpack_from_json};

const TEXT: &str = "The guards and the guards ' men ran ran away";
const TABLE: &str = "
    The the DET DT 2 det _ Definite=Def|PronType=Art
    guards guard NOUN NNS 7 nsubj _ Number=Plur
    and and CCONJ CC 2 cc
    the the DET DT 5 det _ Definite=Def|PronType=Art
    guards guard NOUN NNS 6 poss _ Number=Plur
    ' ' PART POS 5 case
    men man NOUN NNS 2 conj _ Number=Plur
    ran run VERB VBD 0 ROOT _ Tense=Past|VerbForm=Fin
    ran run VERB VBD 8 dep _ Tense=Past|VerbForm=Fin
    away away ADV RB 9 advmod";

fn matcher(pattern: &str, labels: &Labels) -> Result<Matcher, Error> {
    let bytes = msgpack_from_json(pattern);
    let mut matcher = Matcher::default();
    matcher.add(7, &msgpack::read(&bytes, "test")?, labels, "test")?;
    Ok(matcher)
}

/// The matches of `pattern` as `start-end`.
#[track_caller]
fn check(pattern: &str, expected: &str) {
    let mut labels = Labels::default();
    let draft = draft_from_table(TEXT, TABLE, &mut labels);
    let found = matcher(pattern, &labels).unwrap().find(&draft, TEXT);
    let found: Vec<_> = found
        .iter()
        .map(|found| format!("{}-{}", found.start, found.end))
        .collect();
    assert_eq!(found.join(" "), expected, "{pattern}");
}

#[track_caller]
fn check_error(pattern: &str, part: &str) {
    let error = matcher(pattern, &Labels::default()).unwrap_err();
    assert!(error.to_string().contains(part), "{error}");
}

#[test]
fn features() {
    check(r#"[{"LOWER": "the"}]"#, "0-1 3-4");
    check(r#"[{"TEXT": "the"}]"#, "3-4");
    check(r#"[{"orth": "the"}]"#, "3-4");
    check(r#"[{"TAG": "NNS", "DEP": "conj"}]"#, "6-7");
    check(r#"[{"LEMMA": "run"}]"#, "7-8 8-9");
    check(r#"[{"POS": "ADV"}]"#, "9-10");
    check(r#"[{"SUFFIX": "rds"}]"#, "1-2 4-5");
    check(r#"[{"MORPH": "Definite=Def|PronType=Art"}]"#, "0-1 3-4");
    check(r#"[{"MORPH": "PronType=Art|Definite=Def"}]"#, "");
    check(r#"[{"IS_SPACE": true}]"#, "");
    check(r#"[{"SPACY": false}]"#, "9-10");
    check(r#"[{"TAG": "UNKNOWN"}]"#, "");
}

#[test]
fn predicates() {
    check(r#"[{"LOWER": {"IN": ["and", "away"]}}]"#, "2-3 9-10");
    check(
        r#"[{"DEP": {"NOT_IN": ["det", "nsubj", "cc", "poss", "case"]}, "TAG": {"NOT_IN": ["VBD", ""]}}]"#,
        "6-7 9-10",
    );
    check(r#"[{"LOWER": {"REGEX": "^the?$"}}]"#, "0-1 3-4");
    check(
        r#"[{"MORPH": {"IN": ["PronType=Art|Definite=Def"]}}]"#,
        "0-1 3-4",
    );
    check(r#"[{"TAG": {"REGEX": "^V"}}]"#, "7-8 8-9");
    check(r#"[{"MORPH": {"IS_SUPERSET": ["Tense=Past"]}}]"#, "7-8 8-9");
    check(
        r#"[{"MORPH": {"IS_SUBSET": ["Number=Plur", "Case=Nom"]}, "POS": "NOUN"}]"#,
        "1-2 4-5 6-7",
    );
    check(
        r#"[{"MORPH": {"INTERSECTS": ["PronType=Art"]}}]"#,
        "0-1 3-4",
    );
}

#[test]
fn sequences_and_quantifiers() {
    check(r#"[{"TAG": "DT"}, {"TAG": "NNS"}]"#, "0-2 3-5");
    check(r#"[{"TAG": "DT"}, {}]"#, "0-2 3-5");
    check(
        r#"[{"TAG": "DT"}, {"TAG": "NNS"}, {"TAG": "POS", "OP": "?"}, {"TAG": "NNS", "OP": "?"}]"#,
        "0-2 3-5 3-6 3-7",
    );
    check(r#"[{"TAG": "VBD", "OP": "+"}]"#, "7-8 7-9 8-9");
    check(
        r#"[{"TAG": "VBD", "OP": "*"}, {"TAG": "RB"}]"#,
        "7-10 8-10 9-10",
    );
    check(r#"[{"TAG": "VBD", "OP": "*"}]"#, "7-8 7-9 8-9");
    check(r#"[{"TAG": "NNS"}, {"TAG": "CC", "OP": "!"}]"#, "4-6 6-8");
    check(r#"[{"TAG": "RB"}, {"TAG": "CC", "OP": "!"}]"#, "");
    check(r#"[{"TAG": "VBD", "OP": "{2}"}]"#, "7-9");
    check(
        r#"[{"TAG": "VBD", "OP": "{,2}"}, {"TAG": "RB", "OP": "{1,}"}]"#,
        "7-10 8-10 9-10",
    );
}

#[test]
fn what_is_not_supported_is_named() {
    check_error(r#"[{"LIKE_NUM": true}]"#, "LIKE_NUM");
    check_error(r#"[{"ENT_TYPE": "ORG"}]"#, "ENT_TYPE");
    check_error(r#"[{"_": {"mine": 1}}]"#, "_:");
    check_error(r#"[{"LOWER": {"FUZZY": "the"}}]"#, "FUZZY");
    check_error(r#"[{"LENGTH": {">=": 3}}]"#, ">=");
    check_error(r#"[{"LOWER": {"REGEX": "a(?=b)"}}]"#, "REGEX");
}

#[test]
fn what_is_no_pattern_is_refused() {
    check_error("[]", "one token or more");
    check_error("[[]]", "not a map");
    check_error(r#"[{"LOWER": 3}]"#, "neither a string");
    check_error(r#"[{"LOWER": "a", "OP": "{3,2}"}]"#, "{3,2}");
    check_error(r#"[{"LOWER": "a", "OP": "{99999999999}"}]"#, "no operator");
    check_error(r#"[{"IS_SPACE": "yes"}]"#, "neither true nor false");
}
