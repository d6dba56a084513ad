//! Which place of the world a name means: own texts, read with the installed pipeline and gazetteer.
//!
//! Real places appear in them with weather, travel and sport only.

use std::path::Path;
use std::sync::LazyLock;

use ascribe::{Home, OpenOptions, ReadOptions, Reader, assets};
use ascribe_model::Place;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let options = OpenOptions {
        home: Some(&home()),
        ..OpenOptions::default()
    };
    ascribe::open(&options).expect("`make setup` installs it")
});

/// What is installed for this checkout.
fn home() -> Home {
    let checkout = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/ascribe");
    Home::at(std::env::var_os(ascribe::HOME_VARIABLE).map_or_else(checkout, Into::into))
}

fn places(text: &str) -> Vec<Place> {
    let record = READER.read(text.as_bytes(), &ReadOptions::default());
    record.findings.places
}

/// The places of a text as `words sense kind country province`, `-` for what is not known.
fn check(text: &str, expected: &[&str]) {
    let shown = |place: &Place| {
        let or_dash = |cell: &Option<String>| cell.clone().unwrap_or("-".to_owned());
        let kind = place.kind.map(|kind| kind.to_string());
        let words = place.span.slice(text);
        let (country, province) = (or_dash(&place.country), or_dash(&place.admin1));
        format!(
            "{words}: {} {} {country} {province}",
            place.sense,
            or_dash(&kind)
        )
    };
    let found: Vec<String> = places(text).iter().map(shown).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_name_alone_means_the_best_known_place() {
    check(
        "The train from Ghent to Bruges was late on Tuesday.",
        &[
            "Ghent: literal town BE Flanders",
            "Bruges: literal town BE Flanders",
        ],
    );
    check(
        "Rain fell in Paris on Monday.",
        &["Paris: literal town FR Île-de-France"],
    );
}

#[test]
fn the_area_said_beside_it_decides() {
    check(
        "Rain fell in Paris, Texas, on Monday.",
        &[
            "Paris: literal town US Texas",
            "Texas: literal province US Texas",
        ],
    );
    check(
        "The museum in Cambridge, Mass., opens at nine.",
        &[
            "Cambridge: literal town US Massachusetts",
            "Mass.: literal province US Massachusetts",
        ],
    );
    check(
        "Snow fell in Cordoba, in central Argentina, for an hour.",
        &[
            "Cordoba: literal town AR Cordoba",
            "Argentina: literal country AR -",
        ],
    );
}

#[test]
fn the_other_places_of_the_report_decide() {
    check(
        "Snow is expected in Georgia. It will reach Tbilisi and Batumi at night.",
        &[
            "Georgia: literal country GE -",
            "Tbilisi: literal town GE Tbilisi",
            "Batumi: literal town GE Adjara",
        ],
    );
    check(
        "Snow is expected in Georgia. It will reach Atlanta and Savannah at night.",
        &[
            "Georgia: literal province US Georgia",
            "Atlanta: literal town US Georgia",
            "Savannah: literal town US Georgia",
        ],
    );
}

#[test]
fn words_tell_kinds() {
    check(
        "Farmers in Helmand province grow melons.",
        &["Helmand province: literal province AF Helmand"],
    );
    check(
        "Ships wait in the Black Sea.",
        &["Black Sea: literal water - -"],
    );
    check(
        "The county fair in Licking County opens today.",
        &["Licking County: literal district US Ohio"],
    );
}

#[test]
fn what_is_named_for_a_town_is_not_the_town() {
    check(
        "The Ghent bridge is closed for repairs.",
        &["Ghent bridge: literal - - -"],
    );
    check(
        "The Ghent airport is closed for repairs.",
        &["Ghent: literal town BE Flanders"],
    );
}

#[test]
fn where_things_are_in_many_words() {
    check(
        "A Ghent restaurant won a prize.",
        &["Ghent: literal town BE Flanders"],
    );
    check(
        "Snow lay ten miles north of Ghent.",
        &["Ghent: literal town BE Flanders"],
    );
    check(
        "A band played in the port of Ghent Friday.",
        &["Ghent: literal town BE Flanders"],
    );
}

#[test]
fn numbers_are_no_places() {
    check("In four towns the shops were shut.", &[]);
    check("It rained in the capital for two days.", &[]);
}

#[test]
fn names_of_people_are_no_places() {
    check("Jackson said the concert was good.", &[]);
    check("Ms. Paris Lindqvist sang two songs.", &[]);
    check("She read a nice book in March and sold it in May.", &[]);
}

#[test]
fn who_acts_is_not_where() {
    check(
        "Norway said the talks went well.",
        &["Norway: associative country NO -"],
    );
    check(
        "Kenyan runners won both races.",
        &["Kenyan: demonym country KE -"],
    );
}

#[test]
fn what_nobody_knows_has_no_point() {
    let found = places("The ferry landed near Vorrelmark at noon.");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].method, found[0].latitude), ("text", None));
}

#[test]
fn a_country_has_a_point_and_no_radius() {
    let found = places("It rained in Nigeria.");
    assert!(found[0].latitude.is_some() && found[0].radius_km.is_none());
    let found = places("It rained in Kaduna State.");
    assert!(found[0].radius_km.is_some_and(|radius| 50.0 < radius));
}

#[test]
fn long_lists_of_names_are_read_in_time() {
    let text = format!("Rain fell in Paris{}.", ", Ghent and Lyon".repeat(2000));
    let start = std::time::Instant::now();
    assert!(places(&text).len() < 10_000);
    assert!(start.elapsed().as_secs() < 120);
}

#[test]
fn without_a_gazetteer_it_says_what_to_run() {
    let folder = tempfile::tempdir().unwrap();
    let (installed, bare) = (home(), Home::at(folder.path()));
    let pipeline = assets::default_pipeline();
    std::fs::create_dir_all(bare.pipeline(pipeline).parent().unwrap()).unwrap();
    std::fs::copy(installed.pipeline(pipeline), bare.pipeline(pipeline)).unwrap();
    let options = OpenOptions {
        home: Some(&bare),
        ..OpenOptions::default()
    };
    let error = ascribe::open(&options).err().unwrap();
    assert!(error.needs_setup(), "{error}");
    assert!(error.to_string().contains("gazetteer"), "{error}");
}
