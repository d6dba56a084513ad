use std::sync::{Arc, LazyLock};

use ascribe_knowledge::{DataFiles, GazetteerSources, compile_gazetteer};
use ascribe_model::{PlaceSense, SourceFile};
use ascribe_nlp::testing::doc_from_table;
use ascribe_text::SourceMap;

use super::*;

/// Invented towns in real provinces: one name in two countries, and a common word.
const TOWNS: &str = r#"{
 "1": {"geonameid": 1, "name": "Velmar", "latitude": 31.0, "longitude": -99.0, "countrycode": "US",
       "population": 9000, "admin1code": "TX", "alternatenames": []},
 "2": {"geonameid": 2, "name": "Velmar", "latitude": 48.0, "longitude": 2.0, "countrycode": "FR",
       "population": 900000, "admin1code": "11", "alternatenames": []},
 "3": {"geonameid": 3, "name": "March", "latitude": 52.0, "longitude": 0.1, "countrycode": "GB",
       "population": 500000, "admin1code": "ENG", "alternatenames": []},
 "4": {"geonameid": 4, "name": "Tarn Velmar", "latitude": 31.2, "longitude": -99.1, "countrycode": "US",
       "population": 300, "admin1code": "TX", "alternatenames": []}
}"#;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let sources = GazetteerSources {
        towns: TOWNS.as_bytes(),
        town_districts: b"",
        districts: b"",
    };
    let bytes = compile_gazetteer(&DataFiles::built_in(), &sources, &[]).unwrap();
    let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
    Knowledge::built_in().unwrap().with_gazetteer(gazetteer)
});

fn report() -> Report {
    let source = SourceFile {
        sha256: String::new(),
        media_type: "text/plain",
        encoding: "utf-8",
        bytes: 0,
        start: 0,
    };
    Report {
        source,
        text: Arc::from(""),
        map: SourceMap::default(),
        blocks: Vec::new(),
        url: None,
        outlet: None,
        title: None,
        byline: None,
        published: None,
        language: None,
        translated_from: None,
        notes: Vec::new(),
    }
}

fn read(text: &str, table: &str) -> Vec<Place> {
    places(&doc_from_table(text, table), &report(), &KNOWLEDGE)
}

/// The words, the sense and the identifier of every place of a text.
fn check(text: &str, table: &str, expected: &[(&str, PlaceSense, Option<u32>)]) {
    let places = read(text, table);
    let found = places
        .iter()
        .map(|place| (place.span.slice(text), place.sense, place.geonameid));
    assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
}

const RAIN_IN_VELMAR: &str = "Rain rain NOUN NN 2 nsubj
    fell fall VERB VBD 0 ROOT
    in in ADP IN 2 prep
    Velmar Velmar PROPN NNP 3 pobj";

#[test]
fn the_largest_unless_something_is_said() {
    use PlaceSense::Literal;
    check(
        "Rain fell in Velmar",
        RAIN_IN_VELMAR,
        &[("Velmar", Literal, Some(2))],
    );
    let table = format!("{RAIN_IN_VELMAR}\n, , PUNCT , 4 punct\nTexas Texas PROPN NNP 4 appos");
    let expected = [
        ("Velmar", Literal, Some(1)),
        ("Texas", Literal, Some(4_736_286)),
    ];
    check("Rain fell in Velmar, Texas", &table, &expected);
}

#[test]
fn the_longest_name_is_the_name() {
    let table = "Rain rain NOUN NN 2 nsubj
        fell fall VERB VBD 0 ROOT
        in in ADP IN 2 prep
        Tarn Tarn PROPN NNP 5 compound
        Velmar Velmar PROPN NNP 3 pobj
        , , PUNCT , 5 punct
        Texas Texas PROPN NNP 5 appos";
    let places = read("Rain fell in Tarn Velmar, Texas", table);
    assert_eq!(places[0].geonameid, Some(4));
}

#[test]
fn who_speaks_is_not_where() {
    let table = "Velmar Velmar PROPN NNP 2 nsubj B-GPE\nspoke speak VERB VBD 0 ROOT";
    check(
        "Velmar spoke",
        table,
        &[("Velmar", PlaceSense::Associative, Some(2))],
    );
    let table = "Velmar Velmar PROPN NNP 2 nsubj B-PERSON\nspoke speak VERB VBD 0 ROOT";
    check("Velmar spoke", table, &[]);
}

#[test]
fn words_that_are_towns_somewhere_are_words() {
    let table = "Rain rain NOUN NN 2 nsubj
        fell fall VERB VBD 0 ROOT
        in in ADP IN 2 prep
        March March PROPN NNP 3 pobj";
    check("Rain fell in March", table, &[]);
}

#[test]
fn demonyms_name_their_country() {
    let table = "Kenyan kenyan ADJ JJ 2 amod B-NORP\nrunners runner NOUN NNS 3 nsubj\nwon win VERB VBD 0 ROOT";
    check(
        "Kenyan runners won",
        table,
        &[("Kenyan", PlaceSense::Demonym, Some(192_950))],
    );
}

#[test]
fn every_cell_stands_on_words() {
    for place in read("Rain fell in Velmar", RAIN_IN_VELMAR) {
        let has = |cell: &str| place.evidence.iter().any(|one| one.field == cell);
        for cell in [
            "name",
            "kind",
            "geonameid",
            "country",
            "admin1",
            "lat",
            "lon",
            "radius_km",
        ] {
            assert!(has(cell), "{cell}");
        }
    }
}
