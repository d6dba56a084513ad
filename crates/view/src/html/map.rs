//! Where it happened: a small map of the places whose coordinates are known.
//!
//! Drawn from the coordinates alone, on an equirectangular grid whose true scale lies at the map's
//! middle. No tiles, no outlines.

use std::collections::BTreeMap;

use ascribe_wire::{Place, Record};
use maud::{Markup, html as markup};

use super::words::visible;
use crate::words::clean;

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 300.0;

/// White space at the edges, in the map's units.
const MARGIN: f64 = 46.0;

/// The map never shows less than this, in degrees of latitude.
const SMALLEST: f64 = 1.5;

/// The length of a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;

/// Places that act, or give others their name, are not where anything happened.
const LITERAL: &str = "literal";

/// One place with all its mentions.
struct Site<'r> {
    place: &'r Place,
    ids: Vec<&'r str>,
    latitude: f64,
    longitude: f64,
}

/// The map under its heading; nothing where no place has coordinates.
pub(super) fn section(record: &Record) -> Markup {
    let sites = sites(record);
    if sites.is_empty() {
        return markup! {};
    }
    let frame = Frame::around(&sites);
    markup! {
        section class="part k-place" {
            h2 { "Where" }
            svg class="map" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="A map of the places named" {
                (grid(&frame))
                @for site in &sites { (self::site(site, &frame)) }
                (scale(&frame))
            }
            ul class="places" {
                @for site in &sites {
                    li data-i=(site.ids.join(" ")) tabindex="0" { bdi { (visible(&clean(&site.place.name))) } " " span class="at" { (visible(&described(site.place))) } }
                }
            }
        }
    }
}

fn described(place: &Place) -> String {
    let parts = [
        place.kind.clone(),
        place.admin1.as_deref().map(clean),
        place.country.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Every place with a point, once, in the order of its first mention.
fn sites(record: &Record) -> Vec<Site<'_>> {
    let mut known: BTreeMap<(Option<u32>, &str), usize> = BTreeMap::new();
    let mut sites: Vec<Site<'_>> = Vec::new();
    let literal = record.places.iter().filter(|place| place.sense == LITERAL);
    for place in literal {
        let (Some(latitude), Some(longitude)) = (place.lat, place.lon) else {
            continue;
        };
        if !(latitude.is_finite() && longitude.is_finite()) {
            continue;
        }
        let at = *known
            .entry((place.geonameid, &place.name))
            .or_insert(sites.len());
        match sites.get_mut(at) {
            Some(site) => site.ids.push(&place.id),
            None => sites.push(Site {
                place,
                ids: vec![&place.id],
                latitude,
                longitude,
            }),
        }
    }
    unwrap_the_date_line(&mut sites);
    sites
}

/// Moves the western hemisphere to the east of the eastern one where that makes the map smaller.
fn unwrap_the_date_line(sites: &mut [Site<'_>]) {
    let width = |turn: f64| {
        let all = sites.iter().map(|site| turned(site.longitude, turn));
        let (low, high) = bounds(all);
        high - low
    };
    if width(360.0) < width(0.0) {
        for site in sites {
            site.longitude = turned(site.longitude, 360.0);
        }
    }
}

fn turned(longitude: f64, turn: f64) -> f64 {
    if longitude < 0.0 {
        longitude + turn
    } else {
        longitude
    }
}

fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The stretch of the earth that the map shows.
struct Frame {
    west: f64,
    north: f64,
    /// The map's units to a degree of latitude.
    per_degree: f64,
    /// How much shorter a degree of longitude is.
    squeeze: f64,
}

impl Frame {
    fn around(sites: &[Site<'_>]) -> Self {
        let (south, north) = bounds(sites.iter().map(|site| site.latitude));
        let (west, east) = bounds(sites.iter().map(|site| site.longitude));
        let (middle_north, middle_east) = (f64::midpoint(south, north), f64::midpoint(west, east));
        let squeeze = middle_north.to_radians().cos().max(0.1);
        let tall = (north - south).max(SMALLEST) / (HEIGHT - 2.0 * MARGIN);
        let wide = (east - west) * squeeze / (WIDTH - 2.0 * MARGIN);
        let per_degree = 1.0 / tall.max(wide);
        Self {
            west: middle_east - WIDTH / 2.0 / per_degree / squeeze,
            north: middle_north + HEIGHT / 2.0 / per_degree,
            per_degree,
            squeeze,
        }
    }

    fn x(&self, longitude: f64) -> f64 {
        (longitude - self.west) * self.squeeze * self.per_degree
    }

    fn y(&self, latitude: f64) -> f64 {
        (self.north - latitude) * self.per_degree
    }

    /// The round distance between grid lines that gives about four of them.
    fn step(&self) -> f64 {
        let wanted = HEIGHT / self.per_degree / 4.0;
        let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0];
        steps
            .into_iter()
            .find(|step| wanted <= *step)
            .unwrap_or(60.0)
    }
}

fn grid(frame: &Frame) -> Markup {
    let step = frame.step();
    let lines = |from: f64, length: f64| {
        let first = (from / step).ceil();
        (0..200)
            .map(move |index| (first + f64::from(index)) * step)
            .take_while(move |at| *at <= from + length)
    };
    let meridians = lines(frame.west, WIDTH / frame.per_degree / frame.squeeze);
    let parallels = lines(
        frame.north - HEIGHT / frame.per_degree,
        HEIGHT / frame.per_degree,
    );
    markup! {
        @for at in meridians {
            line class="grid" x1=(unit(frame.x(at))) x2=(unit(frame.x(at))) y1="0" y2=(HEIGHT) {}
            text class="degree" x=(unit(frame.x(at) + 3.0)) y=(HEIGHT - 5.0) { (degrees(at, 'E', 'W')) }
        }
        @for at in parallels.filter(|at| at.abs() <= 90.0) {
            line class="grid" x1="0" x2=(WIDTH) y1=(unit(frame.y(at))) y2=(unit(frame.y(at))) {}
            text class="degree" x="4" y=(unit(frame.y(at) - 3.0)) { (degrees(at, 'N', 'S')) }
        }
    }
}

fn degrees(at: f64, positive: char, negative: char) -> String {
    let at = if 180.0 < at { at - 360.0 } else { at };
    let sign = if at < 0.0 { negative } else { positive };
    format!("{}°{sign}", (at.abs() * 10.0).round() / 10.0)
}

fn site(site: &Site<'_>, frame: &Frame) -> Markup {
    let (x, y) = (frame.x(site.longitude), frame.y(site.latitude));
    let reach = site.place.radius_km.unwrap_or(0.0) / KM_PER_DEGREE * frame.per_degree;
    let is_left = x < WIDTH * 0.7;
    let (beside, anchor) = if is_left {
        (x + 8.0, "start")
    } else {
        (x - 8.0, "end")
    };
    markup! {
        g class="site" data-i=(site.ids.join(" ")) {
            @if 5.0 < reach { circle class="reach" cx=(unit(x)) cy=(unit(y)) r=(unit(reach)) {} }
            circle class="point" cx=(unit(x)) cy=(unit(y)) r="4.5" {}
            text x=(unit(beside)) y=(unit(y + 4.0)) text-anchor=(anchor) { (visible(&clean(&site.place.name))) }
        }
    }
}

/// A bar of a round number of kilometres.
fn scale(frame: &Frame) -> Markup {
    let fits = |km: f64| km / KM_PER_DEGREE * frame.per_degree;
    let lengths = [
        5000.0, 2000.0, 1000.0, 500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0,
    ];
    let km = lengths
        .into_iter()
        .find(|km| fits(*km) <= WIDTH / 4.0)
        .unwrap_or(5.0);
    let left = WIDTH - 12.0 - fits(km);
    markup! {
        line class="scale" x1=(unit(left)) x2=(WIDTH - 12.0) y1="14" y2="14" {}
        text class="degree" x=(WIDTH - 12.0) y="27" text-anchor="end" { (km) " km" }
    }
}

/// A length to a tenth of the map's unit.
fn unit(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
