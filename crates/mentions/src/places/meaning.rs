//! Which place a name means, among those of the gazetteer that are called so.
//!
//! Every use of a name within a report means one place, unless the words beside it say which. What
//! speaks for a place: how many live there, the kind that the words tell, the area that they name
//! around it, and the other places of the report. Where nothing speaks for one enough, none is
//! given. Weights stand in `places/weights.toml`.

use std::collections::{BTreeMap, BTreeSet};

use ascribe_knowledge::{Candidate, Entry, EntryId, Gazetteer, PlaceWords, Weights, kilometres};
use ascribe_model::{PlaceKind, PlaceSense};
use ascribe_text::{Span, Text};

use super::beside::{container, options, said_kind, whole};
use super::names::Name;

/// So often is every name weighed in the light of the others.
const ROUNDS: usize = 3;

/// So many other places are asked whether they are near.
const MOST_NEIGHBOURS: usize = 60;

/// So many groups of one name are compared.
const MOST_NAMESAKES: usize = 4;

/// Two points this near are one answer.
const SAME_KM: f64 = 40.0;

/// A place that a name was found to mean.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub(super) id: EntryId,
    pub(super) entry: Entry,
    /// Whether the words name a part of it only: "Northern Syria".
    pub(super) is_part: bool,
    /// The words that name the area around it, where they helped to tell.
    pub(super) container: Option<Span<Text>>,
    is_contained: bool,
    pub(super) rule: &'static str,
    pub(super) score: f32,
}

/// For each name, the place that it means, where one can be told.
pub(super) fn meanings(
    names: &[Name],
    text: &str,
    gazetteer: &Gazetteer,
    words: &PlaceWords,
) -> Vec<Option<Meaning>> {
    let mut table = Groups::new(names, text, gazetteer, words);
    for _ in 0..ROUNDS {
        table.choose();
    }
    let meant: Vec<Option<Meaning>> = table
        .groups
        .iter()
        .map(|group| table.meaning(group))
        .collect();
    let of_name = |at: usize| {
        let mut meaning = meant[table.of_name[at]].clone()?;
        let container = table.container_of[at].map(|other| names[other].span);
        meaning.container = container.filter(|_| meaning.is_contained);
        Some(meaning)
    };
    (0..names.len()).map(of_name).collect()
}

/// The names of a report, those that must mean the same together.
struct Groups<'k> {
    groups: Vec<Group>,
    of_name: Vec<usize>,
    /// For each name, that of the area around it.
    container_of: Vec<Option<usize>>,
    gazetteer: &'k Gazetteer,
    weights: Weights,
}

/// Names that mean the same place.
struct Group {
    options: Vec<Meant>,
    chosen: Option<usize>,
    /// The group that names the area around this one.
    container: Option<usize>,
    /// Groups of which this one is the area around.
    contents: Vec<usize>,
    /// Groups of the same name with more said beside it.
    namesakes: Vec<usize>,
    sense: PlaceSense,
    is_part: bool,
}

/// A place that a group may mean.
struct Meant {
    id: EntryId,
    entry: Entry,
    /// What speaks for it whatever else the report names.
    own: f64,
    total: f64,
}

/// What makes two names mean the same: their folded form, the kind that is said, the area around.
type Key = (String, Option<PlaceKind>, Option<String>, PlaceSense);

impl<'k> Groups<'k> {
    fn new(names: &[Name], text: &str, gazetteer: &'k Gazetteer, words: &PlaceWords) -> Self {
        let container_of: Vec<_> = (0..names.len())
            .map(|at| container(names, at, text, words))
            .collect();
        let folded = |at: usize| gazetteer.folded(names[at].span.slice(text));
        let mut table = Self {
            groups: Vec::new(),
            of_name: Vec::new(),
            container_of,
            gazetteer,
            weights: words.weights,
        };
        let mut known: BTreeMap<Key, usize> = BTreeMap::new();
        let mut namesakes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            let said = said_kind(name.span, text, words);
            let sense = if name.sense == PlaceSense::Demonym {
                name.sense
            } else {
                PlaceSense::Literal
            };
            let key = (folded(at), said, table.container_of[at].map(folded), sense);
            let is_told = key.1.is_some() || key.2.is_some();
            let next = table.groups.len();
            let group = *known.entry(key).or_insert(next);
            if group == next {
                table.groups.push(table.group(name, said, text, words));
                if is_told {
                    namesakes.entry(folded(at)).or_default().push(group);
                }
            }
            table.of_name.push(group);
        }
        for (at, group) in table.of_name.iter().enumerate() {
            let others = namesakes.get(&folded(at)).into_iter().flatten();
            let others = others.filter(|other| *other != group).take(MOST_NAMESAKES);
            table.groups[*group].namesakes = others.copied().collect();
        }
        table.link();
        table
    }

    /// Tells each group which group names the area around it.
    fn link(&mut self) {
        for at in 0..self.of_name.len() {
            let group = self.of_name[at];
            let Some(container) = self.container_of[at].map(|other| self.of_name[other]) else {
                continue;
            };
            if self.groups[group].container.is_none() && container != group {
                self.groups[group].container = Some(container);
                self.groups[container].contents.push(group);
            }
        }
    }

    fn group(&self, name: &Name, said: Option<PlaceKind>, text: &str, words: &PlaceWords) -> Group {
        let (surface, gazetteer) = (name.span.slice(text), self.gazetteer);
        let (candidates, is_part) = match name.sense {
            PlaceSense::Demonym => (gazetteer.of_demonym(surface), false),
            _ => candidates(surface, gazetteer, words),
        };
        let ids: BTreeSet<EntryId> = candidates.iter().map(|one| one.id).collect();
        let option = |one: Candidate| {
            let entry = gazetteer.entry(one.id)?;
            let mut own = own(&entry, one.is_main, said, &self.weights);
            let is_seat =
                entry.kind == PlaceKind::Town && entry.admin1.is_some_and(|id| ids.contains(&id));
            if is_seat && one.is_main {
                own += self.weights.seat;
            }
            Some(Meant {
                id: one.id,
                entry,
                own,
                total: own,
            })
        };
        Group {
            options: candidates.into_iter().filter_map(option).collect(),
            chosen: None,
            container: None,
            contents: Vec::new(),
            namesakes: Vec::new(),
            sense: name.sense,
            is_part,
        }
    }

    /// Chooses for every group in the light of what was chosen before.
    fn choose(&mut self) {
        let around = Around::of(&self.groups);
        let totals: Vec<Vec<f64>> = (0..self.groups.len())
            .map(|at| {
                let options = self.groups[at].options.iter();
                options
                    .map(|option| self.total(at, option, &around))
                    .collect()
            })
            .collect();
        for (group, totals) in self.groups.iter_mut().zip(totals) {
            for (option, total) in group.options.iter_mut().zip(totals) {
                option.total = total;
            }
            group.chosen = best(&group.options, |_| true);
        }
    }

    /// All that speaks for one option of a group.
    fn total(&self, at: usize, option: &Meant, around: &Around) -> f64 {
        let (group, weights) = (&self.groups[at], &self.weights);
        let own = group.chosen.map(|chosen| &group.options[chosen].entry);
        let is_own =
            |of: fn(&Entry) -> Option<EntryId>| own.is_some_and(|own| of(own) == of(&option.entry));
        let share = group.weight();
        let mut total = option.own;
        if let Some(country) = option.entry.country {
            let mine = if own.is_some_and(|own| own.country == Some(country)) {
                share
            } else {
                0.0
            };
            let others = around.countries.get(&country).copied().unwrap_or_default() - mine;
            total += weights.same_country * doublings(others);
        }
        if let Some(province) = option.entry.admin1 {
            let mine = if is_own(|entry| entry.admin1) {
                share
            } else {
                0.0
            };
            let others = around.provinces.get(&province).copied().unwrap_or_default() - mine;
            total += weights.same_province * doublings(others);
        }
        total += weights.near * doublings(around.near(at, option, weights.reach_km));
        let is_meant = |other: &usize| {
            let other = &self.groups[*other];
            other
                .chosen
                .is_some_and(|chosen| other.options[chosen].id == option.id)
        };
        if group.namesakes.iter().any(is_meant) {
            total += weights.same_name;
        }
        total + self.told(group, option)
    }

    /// What the words beside a name say of the area around it, or of what lies in it.
    fn told(&self, group: &Group, option: &Meant) -> f64 {
        let within = group.container.is_some_and(|container| {
            let areas = self.groups[container].considered();
            areas.into_iter().any(|area| lies_in(option, area))
        });
        let around = group.contents.iter().any(|inner| {
            let inner = self.groups[*inner].considered();
            inner.into_iter().any(|inner| lies_in(inner, option))
        });
        self.weights.container * (f64::from(u8::from(within)) + f64::from(u8::from(around)))
    }

    fn meaning(&self, group: &Group) -> Option<Meaning> {
        let weights = &self.weights;
        let option = &group.options[group.chosen?];
        let is_other = |other: &Meant| !is_same(&option.entry, &other.entry);
        let second = best(&group.options, is_other).map_or(0.0, |at| group.options[at].total);
        let margin = option.total - second;
        if option.total < weights.least || margin < weights.margin {
            return None;
        }
        let contained = group.container.is_some_and(|container| {
            let area = self.groups[container]
                .chosen
                .map(|at| &self.groups[container].options[at]);
            area.is_some_and(|area| lies_in(option, area))
        });
        let rule = match () {
            () if group.sense == PlaceSense::Demonym => "place/country-of-demonym@1",
            () if group.is_part => "place/part-of@1",
            () if contained => "place/area-said@1",
            () if group.options.len() == 1 => "place/only-one@1",
            () if option.total - option.own < weights.margin => "place/best-known@1",
            () => "place/by-the-others@1",
        };
        Some(Meaning {
            id: option.id,
            entry: option.entry.clone(),
            is_part: group.is_part,
            container: None,
            is_contained: contained,
            rule,
            score: sureness(option.total - weights.least, margin),
        })
    }
}

impl Group {
    /// How much it tells of where the report is set.
    fn weight(&self) -> f64 {
        if self.sense == PlaceSense::Demonym {
            0.5
        } else {
            1.0
        }
    }

    /// What was chosen, or everything before the first choice.
    fn considered(&self) -> Vec<&Meant> {
        match self.chosen {
            Some(chosen) => vec![&self.options[chosen]],
            None => self.options.iter().collect(),
        }
    }
}

/// What the report's places are, as far as they have been chosen.
struct Around {
    countries: BTreeMap<[u8; 2], f64>,
    provinces: BTreeMap<EntryId, f64>,
    /// The first towns and districts.
    points: Vec<Neighbour>,
}

/// A town or district that a group was found to mean.
struct Neighbour {
    group: usize,
    country: Option<[u8; 2]>,
    point: (f64, f64),
}

impl Around {
    fn of(groups: &[Group]) -> Self {
        let mut around = Self {
            countries: BTreeMap::new(),
            provinces: BTreeMap::new(),
            points: Vec::new(),
        };
        for (at, group) in groups.iter().enumerate() {
            let Some(entry) = group.chosen.map(|chosen| &group.options[chosen].entry) else {
                continue;
            };
            if let Some(country) = entry.country {
                *around.countries.entry(country).or_default() += group.weight();
            }
            if let Some(province) = entry.admin1 {
                *around.provinces.entry(province).or_default() += group.weight();
            }
            let is_small = matches!(entry.kind, PlaceKind::Town | PlaceKind::District);
            if is_small && around.points.len() < MOST_NEIGHBOURS {
                around.points.extend(entry.point.map(|point| Neighbour {
                    group: at,
                    country: entry.country,
                    point,
                }));
            }
        }
        around
    }

    /// How many places of other groups lie within `reach` kilometres.
    fn near(&self, group: usize, option: &Meant, reach: f64) -> f64 {
        let is_small = matches!(option.entry.kind, PlaceKind::Town | PlaceKind::District);
        let Some(point) = option.entry.point.filter(|_| is_small) else {
            return 0.0;
        };
        let others = self
            .points
            .iter()
            .filter(|other| other.group != group && other.country == option.entry.country);
        let near = others.filter(|other| kilometres(point, other.point) <= reach);
        near.count() as f64
    }
}

/// What a name may mean, and whether it tells only a part of that.
fn candidates(name: &str, gazetteer: &Gazetteer, words: &PlaceWords) -> (Vec<Candidate>, bool) {
    let found = options(name, gazetteer, words);
    match whole(name, words).filter(|_| found.is_empty()) {
        Some(whole) => (options(whole, gazetteer, words), true),
        None => (found, false),
    }
}

/// What speaks for a place whatever else the report names.
fn own(entry: &Entry, is_main: bool, said: Option<PlaceKind>, weights: &Weights) -> f64 {
    let people = weights.population * f64::from(entry.population).max(1.0).log10();
    let known = match entry.kind {
        PlaceKind::Country => weights.country,
        PlaceKind::Region | PlaceKind::Water => weights.region,
        PlaceKind::Province => people + weights.province,
        PlaceKind::District => people + weights.district,
        PlaceKind::Town | PlaceKind::Site => people,
    };
    let capital = if entry.is_capital {
        weights.capital
    } else {
        0.0
    };
    let name = if is_main { 0.0 } else { weights.other_name };
    let kind = match said {
        None => 0.0,
        Some(said) if fits(said, entry.kind) => weights.kind_said,
        Some(_) => -weights.kind_said,
    };
    known + capital + name + kind
}

/// Whether a word for one kind may be said of a place of the other.
const fn fits(said: PlaceKind, kind: PlaceKind) -> bool {
    use PlaceKind::{Country, District, Province, Region, Site, Town, Water};
    match said {
        Town => matches!(kind, Town),
        District => matches!(kind, District),
        Province => matches!(kind, Province),
        Country => matches!(kind, Country),
        Region | Site => matches!(kind, Region | Province | Country | Site),
        Water => matches!(kind, Water),
    }
}

/// The best of the options that `counts`; of equals, the first.
fn best(options: &[Meant], counts: impl Fn(&Meant) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, option) in options
        .iter()
        .enumerate()
        .filter(|(_, option)| counts(option))
    {
        if best.is_none_or(|best| options[best].total < option.total) {
            best = Some(at);
        }
    }
    best
}

fn lies_in(inner: &Meant, area: &Meant) -> bool {
    let points = inner.entry.point.zip(area.entry.point);
    inner.id != area.id
        && match area.entry.kind {
            PlaceKind::Country => {
                inner.entry.country.is_some() && inner.entry.country == area.entry.country
            }
            PlaceKind::Province => inner.entry.admin1 == Some(area.id),
            PlaceKind::District => inner.entry.admin2 == Some(area.id),
            PlaceKind::Region => points.is_some_and(|(one, other)| {
                area.entry
                    .radius_km
                    .is_some_and(|radius| kilometres(one, other) <= radius)
            }),
            PlaceKind::Town | PlaceKind::Water | PlaceKind::Site => false,
        }
}

/// Two entries that say the same of where a name lies: a town and the district around it.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let points = one.point.zip(other.point);
    points.is_some_and(|(one, other)| kilometres(one, other) <= SAME_KM)
}

/// How sure a choice is, from what speaks for it and how much less speaks for the next.
fn sureness(points: f64, margin: f64) -> f32 {
    let odds = (0.4 * points.min(3.0) + margin.min(3.0)).exp();
    (odds / (1.0 + odds)) as f32
}

fn doublings(count: f64) -> f64 {
    (1.0 + count.max(0.0)).log2()
}
