//! Every pattern of `data/` matches the examples beside it, and not the counter-examples.

use ascribe_knowledge::Knowledge;
use ascribe_model::Named;
use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Package, Pipeline};

/// The pipeline that the examples are analysed with.
fn pipeline() -> Pipeline {
    let package = Package::open(&installed_pipeline()).expect("`make setup` installs it");
    Pipeline::load(&package).expect("the pipeline is supported")
}

#[test]
fn patterns_fit_their_examples() {
    let pipeline = pipeline();
    let knowledge = Knowledge::built_in().unwrap();
    let cases = knowledge.cases();
    let failures: Vec<_> = cases
        .iter()
        .flat_map(|case| case.failures(&pipeline))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_type_has_its_roles_and_examples() {
    let knowledge = Knowledge::built_in().unwrap();
    for kind in knowledge.events.types() {
        let id = &kind.id;
        assert!(!kind.label.is_empty() && !kind.meaning.is_empty(), "{id}");
        assert!(!kind.crosswalk.is_empty(), "{id} has no crosswalk");
        assert!(kind.roles.contains_key(kind.doer.name()), "{id}: the doer");
        assert!(
            kind.roles.contains_key(kind.done_to.name()),
            "{id}: done to"
        );
        let is_told = 2 <= kind.matches.len() && 2 <= kind.rejects.len();
        assert!(is_told, "{id} needs two examples for and two against");
    }
}
