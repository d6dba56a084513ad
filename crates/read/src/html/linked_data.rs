//! Linked data of schema.org: who published an article, when, and what it is called.
//!
//! Knows the few fields that a report's metadata have, of the first object that is an
//! article or, failing that, a page.

use serde_json::Value;

/// What linked data say of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// How many objects are looked at.
const MOST_OBJECTS: usize = 1000;

/// What the first article or, where there is none, the first page says that `scripts` describe;
/// nothing where they are broken.
pub(super) fn article<'m>(scripts: impl Iterator<Item = &'m str>) -> LinkedData {
    let values: Vec<Value> = scripts.filter_map(parsed).collect();
    let objects = objects(&values);
    let first = |is: fn(&str) -> bool| objects.iter().find(|object| is_of_kind(object, is));
    first(is_article)
        .or_else(|| first(is_page))
        .map_or(LinkedData::default(), |object| read(object))
}

/// Many pages have raw line breaks within strings, which JSON forbids.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&script.replace(['\n', '\r', '\t'], " ")))
        .ok()
}

/// Every object at the top, in a list there or in a `@graph`, in order.
fn objects(values: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut left: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = left.pop()
        && found.len() < MOST_OBJECTS
    {
        match value {
            Value::Array(values) => left.extend(values.iter().rev()),
            Value::Object(fields) => {
                found.push(value);
                left.extend(fields.get("@graph"));
                left.extend(fields.get("mainEntity"));
            }
            _ => {}
        }
    }
    found
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
}

fn is_page(kind: &str) -> bool {
    kind.ends_with("Page")
}

fn is_of_kind(object: &Value, is: fn(&str) -> bool) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(is);
    match &object["@type"] {
        Value::Array(kinds) => kinds.iter().any(is),
        kind => is(kind),
    }
}

fn read(object: &Value) -> LinkedData {
    LinkedData {
        headline: words(&object["headline"]),
        published: words(&object["datePublished"]).or_else(|| words(&object["dateCreated"])),
        authors: names(&object["author"]),
        publisher: names(&object["publisher"]).into_iter().next(),
        language: words(&object["inLanguage"]),
        url: words(&object["url"]),
    }
}

/// The name or names of one or many people or organisations.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(names).take(20).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        value => words(value).into_iter().collect(),
    }
}

fn words(value: &Value) -> Option<String> {
    let words = value.as_str()?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph() {
        let script = r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
            "headline": "Blast in Zandar", "datePublished": "2031-05-14T08:00:00Z",
            "author": [{"name": "Mira Tolen"}, "Jas Okun"], "publisher": {"name": "Velt Press"}}]};"#;
        let found = article([script].into_iter());
        assert_eq!(found.headline.as_deref(), Some("Blast in Zandar"));
        assert_eq!(found.authors, ["Mira Tolen", "Jas Okun"]);
        assert_eq!(found.publisher.as_deref(), Some("Velt Press"));
        assert_eq!(found.published.as_deref(), Some("2031-05-14T08:00:00Z"));
    }

    #[test]
    fn broken_and_hostile_data() {
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let line_break = "{\"@type\": \"Report\", \"headline\": \"a\nb\"}";
        let found = article(["{", &deep, "null", line_break].into_iter());
        assert_eq!(found.headline.as_deref(), Some("a b"));
    }
}
