//! Every pattern of `data/` matches the examples beside it, and not the counter-examples.

use ascribe_knowledge::Knowledge;
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
