use ascribe_model::PlaceKind;

use super::*;

const TOWNS: &str = r#"{
 "3": {"geonameid": 3, "name": "Velmar", "latitude": 10.5, "longitude": 20.5, "countrycode": "QQ",
       "population": 90000, "admin1code": "01", "alternatenames": ["Välmar", "Велмар", "VLM"], "timezone": ""},
 "4": {"geonameid": 4, "name": "Velmar", "latitude": 11.5, "longitude": 20.5, "countrycode": "QQ",
       "population": 400, "admin1code": "01", "alternatenames": [], "timezone": ""},
 "5": {"geonameid": 5, "name": "Al-Tarsin", "latitude": 10.7, "longitude": 20.7, "countrycode": "QQ",
       "population": 1000000, "admin1code": "01", "alternatenames": [], "timezone": ""}
}"#;

const DISTRICTS: &str = "Norda\tQQ-01\tQQ.01\t2\tProvince\t\t1\t\t0\n\
                         Kesh District\t\tQQ.01.1\t7\t\tKesh\t2\t1\t0\n";

const TOWN_DISTRICTS: &str =
    "Velmar\t3\t1|2\t0\t90000\t10.5\t20.5\nAl-Tarsin\t5\t1|2\t0\t1\t10.7\t20.7\n";

fn files() -> DataFiles {
    let built_in = DataFiles::built_in();
    let row = |path: &str, row: &str| {
        let header = built_in.get(path).unwrap().text.lines().next().unwrap();
        (path.to_owned(), format!("{header}\n{row}\n"))
    };
    let folding = built_in.get("places/folding.toml").unwrap().text.clone();
    DataFiles::new([
        row(
            "places/countries.tsv",
            "QQ\tQQQ\t1\tQuenda\t12\t22\town\tAl-Tarsin\tAF\t\tQuendan\tQND|the Quenda",
        ),
        row(
            "places/admin1.tsv",
            "2\tQQ\t01\tQQ-01\tNorda\tProvince\t11\t21\t80\t\t2\town\t\tNrd.",
        ),
        row(
            "places/regions.tsv",
            "r1\tSea of Salt\tsea\t5\t5\t300\tQQ\t\town\tSalt Sea",
        ),
        ("places/folding.toml".to_owned(), folding),
    ])
}

fn bytes() -> Vec<u8> {
    let sources = GazetteerSources {
        towns: TOWNS.as_bytes(),
        town_districts: TOWN_DISTRICTS.as_bytes(),
        districts: DISTRICTS.as_bytes(),
    };
    compile(&files(), &sources, &["a", "b"]).unwrap()
}

fn gazetteer() -> Gazetteer {
    Gazetteer::from_bytes(bytes()).unwrap()
}

/// The identifiers of the candidates of `name`, in order.
fn check(name: &str, expected: &[u32]) {
    let gazetteer = gazetteer();
    let found = gazetteer.candidates(name);
    let ids = found
        .iter()
        .filter_map(|one| gazetteer.entry(one.id)?.geonameid);
    assert_eq!(ids.collect::<Vec<_>>(), expected, "{name}");
}

#[test]
fn names_lead_to_places() {
    check("Velmar", &[3, 4]);
    check("VELMAR", &[3, 4]);
    check("välmar", &[3]);
    check("Tarsin", &[5]);
    check("el-Tarsin", &[5]);
    check("Kesh", &[7]);
    check("Norda", &[2]);
}

#[test]
fn short_capitals_are_their_own_names() {
    check("QND", &[1]);
    check("qnd", &[]);
    check("VLM", &[]);
    check("Nrd.", &[2]);
    check("nrd", &[]);
    check("Велмар", &[]);
}

#[test]
fn demonyms_lead_to_countries() {
    let gazetteer = gazetteer();
    let found = gazetteer.of_demonym("Quendan");
    assert_eq!(gazetteer.name(found[0].id).as_deref(), Some("Quenda"));
    assert!(gazetteer.candidates("Quendan").is_empty());
}

#[test]
fn places_lie_in_places() {
    let gazetteer = gazetteer();
    let entry = |name: &str| gazetteer.entry(gazetteer.candidates(name)[0].id).unwrap();
    let name = |id: Option<EntryId>| gazetteer.name(id.unwrap()).unwrap();
    let town = entry("Tarsin");
    assert_eq!(
        (name(town.admin1), name(town.admin2)),
        ("Norda".into(), "Kesh District".into())
    );
    assert!(town.is_capital && town.country_code() == Some("QQ"));
    assert_eq!(town.point, Some((10.7, 20.7)));
    let country = entry("Quenda");
    assert_eq!((country.population, country.radius_km), (1_090_400, None));
    assert_eq!(entry("Salt Sea").kind, PlaceKind::Water);
    assert_eq!(entry("Kesh").kind, PlaceKind::District);
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    assert_eq!(bytes(), bytes());
    assert!(gazetteer().is_made_from(&files(), &["a", "b"]));
    assert!(!gazetteer().is_made_from(&files(), &["a", "c"]));
}

#[test]
fn damage_is_an_error() {
    let bytes = bytes();
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        // The last bytes of the magic number's name are no part of the check; all else is.
        assert!(Gazetteer::from_bytes(damaged).is_err(), "byte {at}");
    }
    for length in [0, 10, 31, 40, bytes.len() - 1] {
        assert!(Gazetteer::from_bytes(bytes[..length].to_vec()).is_err());
    }
}

#[test]
fn the_built_in_tables_are_well_formed() {
    let sources = GazetteerSources {
        towns: b"{}",
        town_districts: b"",
        districts: b"",
    };
    let bytes = compile(&DataFiles::built_in(), &sources, &[]).unwrap();
    let gazetteer = Gazetteer::from_bytes(bytes).unwrap();
    for name in ["Nigeria", "US", "Helmand", "Black Sea", "Calif."] {
        assert!(!gazetteer.candidates(name).is_empty(), "{name}");
    }
    assert!(!gazetteer.of_demonym("Nigerian").is_empty());
}

#[test]
fn kilometres_on_the_globe() {
    assert!((kilometres((0.0, 0.0), (0.0, 1.0)) - 111.19).abs() < 0.1);
    assert!((kilometres((0.0, 179.5), (0.0, -179.5)) - 111.19).abs() < 0.1);
}
