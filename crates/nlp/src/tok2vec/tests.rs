use ascribe_text::Span;

use super::*;
use crate::config::Config;
use crate::draft::RawToken;
use crate::lexeme::Lexeme;
use crate::package::Package;
use crate::thinc::testing::{NodeSketch, network_files};

/// A small network, as flat as can be: two tables, and three maxout layers with their norms.
pub(crate) const NODES: &[NodeSketch<'static>] = &[
    (
        "hashembed|hashembed|maxout|layernorm|maxout|layernorm|maxout|layernorm",
        &[],
        &[],
    ),
    ("hashembed", &[], &[("E", &[7, 4])]),
    ("hashembed", &[], &[("E", &[5, 4])]),
    ("maxout", &[], &[("W", &[4, 3, 8]), ("b", &[4, 3])]),
    ("layernorm", &[], &[("G", &[4]), ("b", &[4])]),
    ("maxout", &[], &[("W", &[4, 2, 12]), ("b", &[4, 2])]),
    ("layernorm", &[], &[("G", &[4]), ("b", &[4])]),
    ("maxout", &[], &[("W", &[4, 2, 12]), ("b", &[4, 2])]),
    ("layernorm", &[], &[("G", &[4]), ("b", &[4])]),
];

/// Its configuration, as the section `components.tok2vec.model`.
pub(crate) const CONFIG: &str = r#"
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"
[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 4
attrs = ["NORM","SHAPE"]
rows = [7,5]
include_static_vectors = false
[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 4
depth = 2
window_size = 1
maxout_pieces = 2
"#;

fn load(config: &str) -> Result<Tok2Vec, Error> {
    let package = Package::from_files(network_files("tok2vec/model", NODES));
    let network = Network::load(&package, "tok2vec/model").unwrap();
    let config = Config::parse(config).unwrap();
    let section = config.section("components.tok2vec.model").unwrap();
    Tok2Vec::load(&section, &network, 0)
}

/// A draft of tokens with these norms and shapes.
fn draft(features: &[(u64, u64)]) -> Draft {
    let lexeme = |&(norm, shape): &(u64, u64)| Lexeme {
        norm,
        shape,
        orth: 0,
        lower: 0,
        prefix: 0,
        suffix: 0,
        is_space: false,
    };
    let token = |features| RawToken {
        span: Span::new(0, 0),
        space: true,
        lexeme: lexeme(features),
    };
    Draft::new(features.iter().map(token).collect())
}

#[track_caller]
fn check_close(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    assert!(
        found
            .iter()
            .zip(expected)
            .all(|(one, other)| (one - other).abs() < 1e-4),
        "{found:?}, not {expected:?}"
    );
}

/// From spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder` with the same parameters.
#[test]
fn vectors_are_those_of_spacy() {
    let tok2vec = load(CONFIG).unwrap();
    let batch = [
        draft(&[(11, 3), (12, 4), (13, 3)]),
        draft(&[]),
        draft(&[(7, 1)]),
    ];
    let vectors = tok2vec.vectors(&batch);
    check_close(
        vectors.of_draft(0),
        &[
            1.410_074, -0.871_721, -1.841_083, 0.734_678, 0.036_375, -1.049_43, -2.032_844,
            1.508_656, 0.430_592, -0.886_422, -3.354_655, 0.675_03,
        ],
    );
    assert!(vectors.of_draft(1).is_empty());
    check_close(
        vectors.of_draft(2),
        &[0.916_117, -0.786_562, -2.558_002, 1.482_067],
    );
}

#[test]
fn a_draft_does_not_see_the_others() {
    let tok2vec = load(CONFIG).unwrap();
    let batch = [
        draft(&[(1, 2), (3, 4)]),
        draft(&[(5, 6)]),
        draft(&[(7, 8), (9, 10), (11, 12)]),
    ];
    let together = tok2vec.vectors(&batch);
    for (index, draft) in batch.iter().enumerate() {
        assert_eq!(
            tok2vec.vectors(std::slice::from_ref(draft)).of_draft(0),
            together.of_draft(index)
        );
    }
}

#[track_caller]
fn check_refused(from: &str, to: &str, reason: &str) {
    let error = load(&CONFIG.replace(from, to)).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn what_is_not_supported_is_named() {
    check_refused(
        "MultiHashEmbed.v2",
        "CharacterEmbed.v2",
        "components.tok2vec.model.embed: architecture spacy.CharacterEmbed.v2",
    );
    check_refused(
        "MaxoutWindowEncoder.v2",
        "MishWindowEncoder.v2",
        "spacy.MishWindowEncoder.v2 is not supported",
    );
    check_refused(
        "spacy.Tok2Vec.v2",
        "spacy-transformers.TransformerListener.v1",
        "TransformerListener",
    );
    check_refused("vectors = false", "vectors = true", "static word vectors");
    check_refused("\"SHAPE\"", "\"ENT_TYPE\"", "ENT_TYPE cannot be embedded");
}

#[test]
fn sizes_that_do_not_go_together_are_refused() {
    check_refused("depth = 2", "depth = 3", "4 maxout layers");
    check_refused(
        "rows = [7,5]",
        "rows = [7,6]",
        "parameter E has the shape [5, 4], not [6, 4]",
    );
    check_refused("rows = [7,5]", "rows = [7]", "do not go together");
    check_refused(
        "window_size = 1",
        "window_size = 2",
        "parameter W has the shape",
    );
    check_refused(
        "window_size = 1",
        "window_size = 9223372036854775807",
        "out of range",
    );
}
