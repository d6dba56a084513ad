//! Makes the gazetteer of its sources: the same sources give the same bytes.
//!
//! A place that only a table without points knows gets the middle of its towns; a district without a
//! town has no point and is left out.

use std::collections::{BTreeMap, BTreeSet};

use ascribe_model::PlaceKind;

use super::GazetteerSources;
use super::entry::{Candidate, Entry, EntryId};
use super::file::{Contents, value};
use super::folding::{Folding, demonym_key};
use super::sources::{self, Country, District, Province, Region, Town};
use crate::{DataFiles, Error};

/// A name has so many candidates at most; those with the fewest people are left out.
const MOST_CANDIDATES: usize = 120;

/// Names of more words than this are not looked for.
const MOST_WORDS: usize = 6;

/// Kilometres for the square root of a town's people: ten million live within 20 km.
const TOWN_RADIUS: f64 = 0.0062;

/// No place reaches less far.
const LEAST_RADIUS: f64 = 1.0;

/// A district's radius holds so many of its towns.
const SHARE_WITHIN: f64 = 0.95;

/// The bytes of a gazetteer of the tables in `files` and of `sources`, whose packages have the
/// digests `packages`.
///
/// # Errors
/// If a table or a package's file is not of the form it should be.
pub fn compile(
    files: &DataFiles,
    sources: &GazetteerSources<'_>,
    packages: &[&str],
) -> Result<Vec<u8>, Error> {
    let mut making = Making {
        folding: sources::folding(files)?,
        ..Making::default()
    };
    let towns = sources::towns(sources.towns)?;
    let districts = sources::districts(sources.districts)?;
    let district_of = sources::town_districts(sources.town_districts)?;
    let countries = sources::countries(files)?;
    for country in &countries {
        making.country(country);
    }
    for province in sources::provinces(files)? {
        making.province(&province);
    }
    for region in sources::regions(files)? {
        making.region(&region);
    }
    making.districts(&districts, &towns, &district_of);
    let capitals = capitals(&countries, &towns, &making.folding);
    for town in &towns {
        let district = district_of.get(&town.geonameid).copied();
        making.town(town, district, capitals.contains(&town.geonameid));
    }
    making
        .contents(sources::digest(files, packages))?
        .to_bytes()
}

/// The largest town of its country that has the name of its capital.
fn capitals(countries: &[Country<'_>], towns: &[Town], folding: &Folding) -> BTreeSet<u32> {
    let folded =
        |country: &Country<'_>| Some((country.code.to_owned(), folding.fold(country.capital)?));
    let named: BTreeSet<_> = countries.iter().filter_map(folded).collect();
    let mut largest: BTreeMap<&str, &Town> = BTreeMap::new();
    for town in towns {
        let name = folding.fold(&town.name).unwrap_or_default();
        if named.contains(&(town.countrycode.clone(), name)) {
            let known = largest.entry(&town.countrycode).or_insert(town);
            if known.population < town.population {
                *known = town;
            }
        }
    }
    largest.values().map(|town| town.geonameid).collect()
}

/// The gazetteer while it is made.
#[derive(Default)]
struct Making {
    folding: Folding,
    entries: Vec<Entry>,
    texts: Vec<String>,
    names: BTreeMap<String, Vec<Candidate>>,
    countries: BTreeMap<String, EntryId>,
    /// Provinces by the code of their country and their own.
    provinces: BTreeMap<String, EntryId>,
    /// Provinces by their identifier.
    by_geonameid: BTreeMap<u32, EntryId>,
    /// Districts by their line in their table.
    districts: BTreeMap<usize, EntryId>,
}

impl Making {
    fn add(&mut self, entry: Entry, name: &str) -> EntryId {
        let id = EntryId::new(u32::try_from(self.entries.len()).unwrap_or(u32::MAX >> 1));
        self.entries.push(entry);
        self.texts.push(shortened(name));
        id
    }

    /// Names of a table that people chose: each is the place's own.
    fn chosen<'a>(&mut self, id: EntryId, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            self.name(id, name, true, true);
        }
    }

    fn name(&mut self, id: EntryId, name: &str, is_main: bool, is_chosen: bool) {
        let key = self.folding.key(name, is_chosen);
        if let Some(key) = key.filter(|key| key.split(' ').count() <= MOST_WORDS) {
            self.key(key, Candidate { id, is_main });
        }
    }

    fn key(&mut self, key: String, candidate: Candidate) {
        let row = self.names.entry(key).or_default();
        match row.iter_mut().find(|known| known.id == candidate.id) {
            Some(known) => known.is_main |= candidate.is_main,
            None => row.push(candidate),
        }
    }

    fn demonyms(&mut self, id: EntryId, words: &str) {
        for word in list(words) {
            if let Some(folded) = self.folding.key(word, false) {
                self.key(demonym_key(&folded), Candidate { id, is_main: true });
            }
        }
    }

    fn country(&mut self, row: &Country<'_>) {
        let entry = Entry {
            geonameid: row.geonameid,
            point: row.point,
            country: code(row.code),
            ..blank(PlaceKind::Country)
        };
        let id = self.add(entry, row.name);
        self.countries.insert(row.code.to_owned(), id);
        self.chosen(id, std::iter::once(row.name).chain(list(row.aliases)));
        self.demonyms(id, row.demonyms);
    }

    fn province(&mut self, row: &Province<'_>) {
        let entry = Entry {
            geonameid: row.geonameid,
            point: row.point,
            country: code(row.country),
            radius_km: row.radius_km,
            ..blank(PlaceKind::Province)
        };
        let id = self.add(entry, row.name);
        self.entries[id.index()].admin1 = Some(id);
        self.provinces
            .insert(format!("{}.{}", row.country, row.code), id);
        self.by_geonameid
            .extend(row.geonameid.map(|known| (known, id)));
        self.chosen(id, std::iter::once(row.name).chain(list(row.aliases)));
        self.demonyms(id, row.demonyms);
    }

    /// A region of its own, or other names for a province.
    fn region(&mut self, row: &Region<'_>) {
        let known = row
            .geonameid
            .and_then(|known| self.by_geonameid.get(&known));
        let id = match known {
            Some(id) if row.is_province => *id,
            _ => self.add(region(row), row.name),
        };
        self.chosen(id, std::iter::once(row.name).chain(list(row.aliases)));
    }

    fn districts(
        &mut self,
        rows: &[Option<District>],
        towns: &[Town],
        district_of: &BTreeMap<u32, usize>,
    ) {
        let mut inside: BTreeMap<usize, Vec<&Town>> = BTreeMap::new();
        for town in towns {
            if let Some(line) = district_of.get(&town.geonameid) {
                inside.entry(*line).or_default().push(town);
            }
        }
        for (line, towns) in inside {
            if let Some(district) = rows.get(line).and_then(Option::as_ref) {
                self.district(line, district, &towns);
            }
        }
    }

    fn district(&mut self, line: usize, row: &District, towns: &[&Town]) {
        let middle = middle(towns);
        let entry = Entry {
            geonameid: Some(row.geonameid),
            point: Some(middle),
            population: towns
                .iter()
                .fold(0, |sum, town| sum.saturating_add(town.population)),
            country: row.province.split('.').next().and_then(code),
            admin1: self.provinces.get(&row.province).copied(),
            radius_km: Some(radius(middle, towns)),
            ..blank(PlaceKind::District)
        };
        let id = self.add(entry, &row.name);
        self.entries[id.index()].admin2 = Some(id);
        self.districts.insert(line, id);
        self.name(id, &row.name, true, false);
        for alias in &row.aliases {
            self.name(id, alias, false, false);
        }
    }

    fn town(&mut self, town: &Town, district: Option<usize>, is_capital: bool) {
        let province = format!("{}.{}", town.countrycode, town.admin1code);
        let province = self.provinces.get(&province).copied();
        let around = [self.countries.get(&town.countrycode).copied(), province];
        for area in around.into_iter().flatten() {
            let people = &mut self.entries[area.index()].population;
            *people = people.saturating_add(town.population);
        }
        let radius = TOWN_RADIUS * f64::from(town.population).sqrt();
        let entry = Entry {
            geonameid: Some(town.geonameid),
            point: Some((town.latitude, town.longitude)),
            population: town.population,
            country: code(&town.countrycode),
            admin1: province,
            admin2: district.and_then(|line| self.districts.get(&line)).copied(),
            radius_km: Some(radius.max(LEAST_RADIUS)),
            is_capital,
            ..blank(PlaceKind::Town)
        };
        let id = self.add(entry, &town.name);
        self.name(id, &town.name, true, false);
        for other in &town.alternatenames {
            self.name(id, other, false, false);
        }
    }

    fn contents(mut self, inputs: String) -> Result<Contents, Error> {
        let failed = |error: fst::Error| Error::gazetteer(format!("the names: {error}"));
        let mut names = fst::MapBuilder::memory();
        let mut candidates = Vec::new();
        let mut longest = 1;
        for (key, row) in &mut self.names {
            row.sort_by_key(|one| {
                let entry = &self.entries[one.id.index()];
                (
                    std::cmp::Reverse((order(entry.kind), entry.population)),
                    one.id,
                )
            });
            row.truncate(MOST_CANDIDATES);
            longest = longest.max(key.split(' ').count());
            names
                .insert(key, value(candidates.len() / 4, row.len()))
                .map_err(failed)?;
            candidates.extend(row.iter().flat_map(|one| one.packed().to_le_bytes()));
        }
        let (entries, texts) = self.records();
        Ok(Contents {
            inputs,
            longest,
            folding: self.folding,
            names: names.into_inner().map_err(failed)?,
            candidates,
            entries,
            texts,
        })
    }

    /// The records and the text of their names.
    fn records(&self) -> (Vec<u8>, Vec<u8>) {
        let (mut entries, mut texts) = (Vec::new(), Vec::new());
        for (entry, text) in self.entries.iter().zip(&self.texts) {
            let start = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
            entries.extend(entry.to_bytes(start, length));
            texts.extend(text.bytes());
        }
        (entries, texts)
    }
}

/// Areas come before towns, so that no crowd of small towns hides a country.
const fn order(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country => 3,
        PlaceKind::Region | PlaceKind::Water => 2,
        PlaceKind::Province => 1,
        PlaceKind::Town | PlaceKind::District | PlaceKind::Site => 0,
    }
}

fn region(row: &Region<'_>) -> Entry {
    let mut countries = list(row.countries);
    let country = countries.next().filter(|_| countries.next().is_none());
    let kind = match row.sort {
        "sea" | "ocean" | "river" | "lake" | "strait" | "canal" => PlaceKind::Water,
        "district" => PlaceKind::District,
        _ => PlaceKind::Region,
    };
    Entry {
        geonameid: row.geonameid,
        point: row.point,
        country: country.and_then(code),
        radius_km: row.radius_km,
        ..blank(kind)
    }
}

const fn blank(kind: PlaceKind) -> Entry {
    Entry {
        geonameid: None,
        kind,
        point: None,
        population: 0,
        country: None,
        admin1: None,
        admin2: None,
        radius_km: None,
        is_capital: false,
    }
}

/// The members of a cell that holds a list.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|part| !part.is_empty())
}

fn code(country: &str) -> Option<[u8; 2]> {
    country.as_bytes().try_into().ok()
}

/// The name, cut to the length that a record can tell.
fn shortened(name: &str) -> String {
    let cut = name
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let end = cut.take_while(|end| *end <= usize::from(u8::MAX)).last();
    name[..end.unwrap_or(0)].to_owned()
}

/// The median of the towns' latitudes and of their longitudes: one wrong town does not move it far.
fn middle(towns: &[&Town]) -> (f64, f64) {
    let median = |value: fn(&Town) -> f64| {
        let mut values: Vec<f64> = towns.iter().map(|town| value(town)).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    (median(|town| town.latitude), median(|town| town.longitude))
}

fn radius(middle: (f64, f64), towns: &[&Town]) -> f64 {
    let far = towns
        .iter()
        .map(|town| super::kilometres(middle, (town.latitude, town.longitude)));
    let mut far: Vec<f64> = far.collect();
    far.sort_by(f64::total_cmp);
    let within = (far.len() as f64 * SHARE_WITHIN) as usize;
    let least = 5.0 * LEAST_RADIUS;
    far.get(within)
        .or(far.last())
        .copied()
        .unwrap_or(least)
        .max(least)
}
