//! Whether two places can be one: the same, or one within the other.
//!
//! "in Kandahar" and "in Afghanistan" do not contradict each other; "in Kandahar" and "in Herat" do.
//! Of places that no gazetteer knows it can say nothing.

use ascribe_knowledge::kilometres;
use ascribe_model::{Place, PlaceKind};

/// Whether what happened at the one can have happened at the other.
pub(super) fn can_be_one(one: &Place, two: &Place) -> bool {
    let is_same = one.geonameid.is_some() && one.geonameid == two.geonameid;
    is_same || holds(one, two) || holds(two, one)
}

/// Whether `inner` lies in `outer`.
pub(super) fn holds(outer: &Place, inner: &Place) -> bool {
    let in_country = outer.country.is_some() && outer.country == inner.country;
    match outer.kind {
        Some(PlaceKind::Country) => in_country,
        Some(PlaceKind::Province) => in_country && outer.admin1 == inner.admin1,
        _ => is_within(outer, inner),
    }
}

/// Whether the point of `inner` lies within the radius of `outer`.
fn is_within(outer: &Place, inner: &Place) -> bool {
    let point = |place: &Place| place.latitude.zip(place.longitude);
    let (Some(middle), Some(other), Some(radius)) = (point(outer), point(inner), outer.radius_km)
    else {
        return false;
    };
    kilometres(middle, other) <= radius
}

#[cfg(test)]
mod tests {
    use ascribe_model::{PlaceId, PlaceSense};
    use ascribe_text::Span;

    use super::*;

    fn place(
        kind: PlaceKind,
        country: &str,
        admin1: &str,
        point: (f64, f64),
        radius: f64,
    ) -> Place {
        Place {
            id: PlaceId::new(0),
            span: Span::new(0, 1),
            sense: PlaceSense::Literal,
            geonameid: None,
            name: String::new(),
            kind: Some(kind),
            country: Some(country.to_owned()),
            admin1: Some(admin1.to_owned()).filter(|name| !name.is_empty()),
            latitude: Some(point.0),
            longitude: Some(point.1),
            radius_km: Some(radius),
            method: "gazetteer",
            evidence: Vec::new(),
        }
    }

    #[test]
    fn a_place_can_be_told_by_what_lies_around_it() {
        let town = place(PlaceKind::Town, "QQ", "Norda", (10.0, 20.0), 3.0);
        let part = place(PlaceKind::Town, "QQ", "Norda", (10.01, 20.0), 1.0);
        let far = place(PlaceKind::Town, "QQ", "Suda", (14.0, 20.0), 3.0);
        let province = place(PlaceKind::Province, "QQ", "Norda", (11.0, 20.0), 90.0);
        let country = place(PlaceKind::Country, "QQ", "", (12.0, 20.0), 0.0);
        assert!(can_be_one(&town, &part) && can_be_one(&province, &town));
        assert!(can_be_one(&town, &country) && can_be_one(&far, &country));
        assert!(!can_be_one(&town, &far) && !can_be_one(&province, &far));
    }

    #[test]
    fn nothing_is_known_of_words_alone() {
        let mut town = place(PlaceKind::Town, "QQ", "", (10.0, 20.0), 3.0);
        (town.kind, town.country, town.latitude) = (None, None, None);
        assert!(!can_be_one(&town, &town.clone()));
    }
}
