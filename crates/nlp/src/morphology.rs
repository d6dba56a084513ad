//! Morphological features in one normal form: `Number=Sing|Person=3`.

use std::collections::BTreeMap;

/// What spaCy writes for no features.
const NONE: &str = "_";

/// `features` in the form of spaCy's `Morphology.normalize_features`: sorted, the values of one
/// feature too, the last of equal features kept; none at all is the empty string.
///
/// What is not of the form `Feature=Value` stays as it is.
pub(crate) fn normalised(features: &str) -> String {
    let features = if features == NONE { "" } else { features };
    let mut fields = BTreeMap::new();
    for feature in features.split('|').filter(|feature| !feature.is_empty()) {
        let (field, values) = feature.split_once('=').unwrap_or((feature, ""));
        let mut values: Vec<&str> = values.split(',').collect();
        values.sort_unstable();
        let sign = if feature.contains('=') { "=" } else { "" };
        fields.insert(field, format!("{field}{sign}{}", values.join(",")));
    }
    let mut features: Vec<String> = fields.into_values().collect();
    features.sort_unstable();
    features.join("|")
}

/// The value of `field` among `features`.
pub(crate) fn value<'f>(features: &'f str, field: &str) -> Option<&'f str> {
    let mut pairs = features
        .split('|')
        .filter_map(|feature| feature.split_once('='));
    pairs
        .find(|(known, _)| *known == field)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_sorted() {
        let check = |features, expected| assert_eq!(normalised(features), expected, "{features}");
        check("Person=3|Number=Sing", "Number=Sing|Person=3");
        check("PronType=Rel,Int|Case=Nom", "Case=Nom|PronType=Int,Rel");
        check("Number=Sing|Number=Plur", "Number=Plur");
        check("_", "");
        check("", "");
    }

    #[test]
    fn values_are_found_by_their_feature() {
        assert_eq!(value("Number=Sing|Person=3", "Person"), Some("3"));
        assert_eq!(value("Number=Sing|Person=3", "Case"), None);
        assert_eq!(value("", "Person"), None);
    }
}
