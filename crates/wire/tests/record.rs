//! The JSON of a record made by hand: its schema, its invariants, its stability.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod sample;

use ascribe_model::{self as model, Named};
use ascribe_wire::{Record, SCHEMA, VERSION, WriteOptions, Wrong, check};
use serde_json::Value;

/// The first record of version 1; every later version of this crate must read it.
const BASE: &str = include_str!("base/v1.json");

fn record() -> Record {
    Record::new(&sample::record(), &WriteOptions::default())
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// What the schema finds wrong with `value`.
fn faults(value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn it_fits_the_schema() {
    assert_eq!(faults(&serde_json::to_value(record()).unwrap()), [""; 0]);
    let with_map = Record::new(&sample::record(), &WriteOptions { source_map: true });
    let with_map = serde_json::to_value(with_map).unwrap();
    assert_eq!(faults(&with_map), [""; 0]);
    assert_eq!(with_map["report"]["source_map"][0][0], 0);
}

#[test]
fn the_schema_is_strict() {
    let mut value = serde_json::to_value(record()).unwrap();
    value["tolls"][0]["deaths"] = 14.into();
    assert_eq!(faults(&value).len(), 1, "an unknown field in a claim");
    let mut value = serde_json::to_value(record()).unwrap();
    value["report"].as_object_mut().unwrap().remove("url");
    assert_eq!(faults(&value).len(), 1, "a field that is missing");
}

#[test]
fn it_is_sound() {
    assert_eq!(check(&record()), []);
}

#[test]
fn it_reads_back() {
    let written = serde_json::to_string(&record()).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&written).unwrap(), record());
    let unknown = written.replacen('{', "{\"later\": 1,", 1);
    assert_eq!(serde_json::from_str::<Record>(&unknown).unwrap(), record());
}

#[test]
fn the_first_record_of_this_version_is_still_read() {
    let base: Record = serde_json::from_str(BASE).unwrap();
    assert_eq!(base.schema, VERSION);
    assert_eq!(faults(&serde_json::from_str(BASE).unwrap()), [""; 0]);
    assert_eq!(check(&base), []);
    assert_eq!(base, record(), "the writer has changed: add, never change");
}

/// Writes the base file anew; only before a version is released.
#[test]
#[ignore = "writes a file of the project"]
fn write_the_base() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/base/v1.json");
    std::fs::write(
        path,
        serde_json::to_string_pretty(&record()).unwrap() + "\n",
    )
    .unwrap();
}

#[test]
fn offsets_count_code_points() {
    let record = record();
    let chars: Vec<char> = record.report.text.chars().collect();
    let span = &record.responsibilities[1].scope.as_ref().unwrap();
    assert_eq!(
        chars[span.start..span.end].iter().collect::<String>(),
        "The Front denied responsibility"
    );
}

#[test]
fn keys_do_not_hang_on_the_order_of_findings() {
    let mut other = sample::record();
    other.findings.tolls.reverse();
    let other = Record::new(&other, &WriteOptions::default());
    assert_eq!(other.tolls[0].head.key, record().tolls[1].head.key);
}

#[test]
fn equal_findings_have_keys_of_their_own() {
    let mut twice = sample::record();
    let again = model::Toll {
        id: model::TollId::new(2),
        ..twice.findings.tolls[0].clone()
    };
    twice.findings.tolls.push(again);
    let twice = Record::new(&twice, &WriteOptions::default());
    assert_ne!(twice.tolls[0].head.key, twice.tolls[2].head.key);
    assert_eq!(twice.tolls[0].head.key, record().tolls[0].head.key);
}

/// Breaks the record with `harm` and asks which rule says so.
fn check_harm(wrong: Wrong, harm: impl Fn(&mut Record)) {
    let mut harmed = record();
    harm(&mut harmed);
    let found: Vec<_> = check(&harmed)
        .into_iter()
        .map(|violation| violation.wrong)
        .collect();
    assert_eq!(found, [wrong]);
}

#[test]
fn every_harm_is_told() {
    check_harm(Wrong::Span, |record| {
        record.unread[0].span.text = "else".to_owned();
    });
    check_harm(Wrong::Span, |record| record.unread[0].span.end = 1_000_000);
    check_harm(Wrong::Blocks, |record| record.report.blocks[1].start += 1);
    check_harm(Wrong::Id, |record| {
        record.causes[0].head.id = "c7".to_owned();
    });
    check_harm(Wrong::Id, |record| {
        record.tolls[0].head.key = record.tolls[1].head.key.clone();
    });
    check_harm(Wrong::Reference, |record| {
        record.tolls[0].event = Some("v9".to_owned());
    });
    check_harm(Wrong::Reference, |record| {
        record.events[0].participants[0].entity = Some("e9".to_owned());
    });
    check_harm(Wrong::Chain, |record| {
        record.attributions[2].parent = Some("a2".to_owned());
    });
    check_harm(Wrong::Evidence, |record| record.tolls[0].high = Some(20));
    check_harm(Wrong::Furniture, |record| {
        let block = record.report.blocks.last().unwrap();
        let words = "Blast at Zandar market kills at least 14";
        record.unread[0].span.start = block.start;
        record.unread[0].span.end = block.start + words.chars().count();
        record.unread[0].span.text = words.to_owned();
    });
}

/// The names that the schema has for `T`, at `pointer`, are all of them.
fn check_names<T: Named>(pointer: &str) {
    let schema = schema();
    let listed = schema
        .pointer(pointer)
        .and_then(Value::as_array)
        .expect(pointer);
    let listed: Vec<_> = listed.iter().filter_map(Value::as_str).collect();
    let names: Vec<_> = T::ALL.iter().map(|value| value.name()).collect();
    assert_eq!(listed, names, "{pointer}");
}

#[test]
fn the_schema_knows_every_name() {
    check_names::<model::BlockKind>("/$defs/block/properties/kind/enum");
    check_names::<model::KnownFrom>(
        "/$defs/report/properties/published/anyOf/0/properties/known_from/enum",
    );
    check_names::<model::EntityKind>("/$defs/entity/properties/kind/enum");
    check_names::<model::Role>("/$defs/role/enum");
    check_names::<model::TimeKind>("/$defs/time/properties/type/enum");
    check_names::<model::Precision>("/$defs/time/properties/precision/enum");
    check_names::<model::Anchor>("/$defs/time/properties/anchor/enum");
    check_names::<model::PlaceKind>("/$defs/place/properties/kind/enum");
    check_names::<model::PlaceSense>("/$defs/place/properties/sense/enum");
    check_names::<model::AttributionKind>("/$defs/attribution/properties/kind/enum");
    check_names::<model::Stance>("/$defs/stance/enum");
    check_names::<model::Likelihood>("/$defs/likelihood/enum");
    check_names::<model::Status>("/$defs/event/properties/status/enum");
    let participants = "/$defs/event/properties/participants/items/properties/role/enum";
    check_names::<model::ParticipantRole>(participants);
    check_names::<model::OccurrenceField>("/$defs/occurrence/properties/field/enum");
    check_names::<model::Mode>("/$defs/responsibility/properties/mode/enum");
    check_names::<model::TollKind>("/$defs/toll/properties/kind/enum");
    check_names::<model::Who>("/$defs/toll/properties/who/enum");
    check_names::<model::Attribute>("/$defs/assessment/properties/attribute/enum");
    check_names::<model::Direction>("/$defs/assessment/properties/direction/enum");
    check_names::<model::Polarity>("/$defs/cause/properties/polarity/enum");
}

#[test]
fn the_schema_knows_every_factuality() {
    let schema = schema();
    let listed = schema
        .pointer("/$defs/factuality/enum")
        .and_then(Value::as_array)
        .unwrap();
    for &commitment in model::Commitment::ALL {
        for positive in [true, false] {
            let name = model::Factuality {
                commitment,
                positive,
            }
            .to_string();
            assert!(listed.contains(&Value::from(name.as_str())), "{name}");
        }
    }
}
