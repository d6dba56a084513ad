//! Small tables. What is expected is the first form that `rule_lemmatize` of spaCy 3.8.18 gives.

use super::*;
use crate::testing::msgpack_from_json;

const TABLES: &str = r#"{
    "lemma_rules": {
        "noun": [["s", ""], ["ses", "s"], ["men", "man"], ["ies", "y"]],
        "verb": [["s", ""], ["ed", "e"], ["ed", ""], ["ing", ""]],
        "punct": [["“", "\""]]
    },
    "lemma_exc": {"noun": {"gases": ["gas"], "axes": ["axis", "axe"], "guards": ["guard"]}, "verb": {"ran": ["run"]}},
    "lemma_index": {"noun": ["gas", "gase", "axe", "lady"], "verb": ["raid"], "propn": []}
}"#;

/// The lemma of a form by the rules of `language`.
#[track_caller]
fn check(language: &str, (form, part_of_speech, morph): (&str, &str, &str), expected: &str) {
    let bytes = msgpack_from_json(TABLES);
    let lookups = Lookups::read(&bytes, "test").unwrap();
    let mut labels = Labels::default();
    let [part_of_speech, morph] = [part_of_speech, morph].map(|name| labels.add(name));
    let rules = Rules::read(&lookups, language, &mut labels, "test").unwrap();
    assert_eq!(rules.lemma(form, part_of_speech, morph), expected, "{form}");
}

#[test]
fn known_words_come_before_unknown_ones() {
    check("en", ("raided", "VERB", ""), "raid");
    check("en", ("shelled", "VERB", ""), "shelle");
    check("en", ("Ladies", "NOUN", "Number=Plur"), "lady");
}

#[test]
fn exceptions_come_first_but_not_if_a_rule_makes_them_too() {
    check("en", ("gases", "NOUN", "Number=Plur"), "gas");
    check("en", ("Axes", "NOUN", "Number=Plur"), "axis");
    check("en", ("guards", "NOUN", "Number=Plur"), "guard");
    check("en", ("RAN", "VERB", ""), "run");
}

#[test]
fn forms_that_are_not_all_letters_pass_for_known() {
    check("en", ("F-16s", "NOUN", "Number=Plur"), "f-16");
    check("en", ("“", "PUNCT", ""), "\"");
}

#[test]
fn no_rule_leaves_the_form_as_it_is() {
    check("en", ("Staff", "NOUN", "Number=Plur"), "Staff");
    check("en", ("S", "VERB", ""), "S");
}

#[test]
fn parts_of_speech_without_rules() {
    check("en", ("Marn", "PROPN", "Number=Sing"), "Marn");
    check("en", ("The", "DET", ""), "the");
    check("en", ("\n", "SPACE", ""), "\n");
    check("en", ("Guards", "", ""), "guards");
}

#[test]
fn english_base_forms_are_left_alone() {
    check("en", ("Gas", "NOUN", "Number=Sing"), "gas");
    check("en", ("Pass", "VERB", "VerbForm=Inf"), "pass");
    check("en", ("miss", "VERB", "Tense=Pres|VerbForm=Fin"), "miss");
    check(
        "en",
        ("misses", "VERB", "Number=Sing|Tense=Pres|VerbForm=Fin"),
        "misse",
    );
    check("da", ("Gas", "NOUN", "Number=Sing"), "ga");
}
