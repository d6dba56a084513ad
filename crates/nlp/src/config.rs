//! Reads `config.cfg`: INI sections with dotted names and JSON values, with `${section:key}` in
//! place of other values.
//!
//! This module does not know which settings there are; a [`Section`] hands them out with errors
//! that name their full path.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::error::Error;

/// What errors call the file.
const FILE: &str = "config.cfg";

/// References in values are followed this many times at most.
const MAX_INTERPOLATIONS: usize = 16;

/// A configuration of more bytes than this is refused. A large one has 20 kB.
const MAX_TEXT: usize = 1 << 20;

/// No section's name may have more bytes.
const MAX_NAME: usize = 256;

/// No section may lie deeper.
const MAX_PARTS: usize = 32;

/// No value may grow to more bytes by its references.
const MAX_VALUE: usize = 1 << 16;

/// All values that have references may not grow to more bytes together.
const MAX_GROWN: usize = 1 << 22;

/// A whole configuration, every reference resolved.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    root: Value,
}

/// One section of a configuration, with the path that leads to it.
#[derive(Debug, Clone)]
pub(crate) struct Section<'c> {
    path: String,
    values: &'c Map<String, Value>,
}

impl Config {
    /// Reads the text of a `config.cfg`.
    ///
    /// # Errors
    /// If a line is neither section, setting nor continuation, a reference leads nowhere, or the whole
    /// is out of all proportion.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if MAX_TEXT < text.len() {
            return Err(Error::corrupt(FILE, "is out of all proportion"));
        }
        let mut settings = lines(text)?;
        interpolate(&mut settings)?;
        let mut root = Value::Object(Map::new());
        for setting in settings {
            setting.store(&mut root)?;
        }
        Ok(Self { root })
    }

    /// The section at a dotted path.
    pub(crate) fn section(&self, path: &str) -> Result<Section<'_>, Error> {
        let Value::Object(values) = &self.root else {
            return Err(missing(path));
        };
        let whole = Section {
            path: String::new(),
            values,
        };
        path.split('.')
            .try_fold(whole, |section, key| section.section(key))
    }

    /// The section of the component `name`. A component's name may hold dots.
    pub(crate) fn component(&self, name: &str) -> Result<Section<'_>, Error> {
        self.section("components")?.section(name)
    }
}

impl<'c> Section<'c> {
    /// The dotted path of the section.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The value of a setting; `None` where it is absent or null.
    pub(crate) fn get(&self, key: &str) -> Option<&'c Value> {
        self.values.get(key).filter(|value| !value.is_null())
    }

    /// The section `key` below this one.
    pub(crate) fn section(&self, key: &str) -> Result<Section<'c>, Error> {
        let path = self.path_of(key);
        let values = self
            .get(key)
            .and_then(Value::as_object)
            .ok_or_else(|| missing(&path))?;
        Ok(Section { path, values })
    }

    /// A setting that must be a string.
    pub(crate) fn str(&self, key: &str) -> Result<&'c str, Error> {
        self.typed(key, "a string", Value::as_str)
    }

    /// A string, or `default` where there is none.
    pub(crate) fn str_or(&self, key: &str, default: &'c str) -> Result<&'c str, Error> {
        if self.get(key).is_some() {
            self.str(key)
        } else {
            Ok(default)
        }
    }

    /// A setting that must be a whole number, not negative.
    pub(crate) fn usize(&self, key: &str) -> Result<usize, Error> {
        self.typed(key, "a whole number", |value| {
            usize::try_from(value.as_u64()?).ok()
        })
    }

    /// A setting that must be a number.
    pub(crate) fn f64(&self, key: &str) -> Result<f64, Error> {
        self.typed(key, "a number", Value::as_f64)
    }

    /// A setting that must be `true` or `false`; `default` where there is none.
    pub(crate) fn bool_or(&self, key: &str, default: bool) -> Result<bool, Error> {
        if self.get(key).is_none() {
            Ok(default)
        } else {
            self.typed(key, "true or false", Value::as_bool)
        }
    }

    /// A setting that must be a list of strings.
    pub(crate) fn strings(&self, key: &str) -> Result<Vec<&'c str>, Error> {
        self.typed(key, "a list of strings", |value| {
            value.as_array()?.iter().map(Value::as_str).collect()
        })
    }

    /// A setting that must be a list of whole numbers.
    pub(crate) fn numbers(&self, key: &str) -> Result<Vec<usize>, Error> {
        let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
        self.typed(key, "a list of whole numbers", |value| {
            value.as_array()?.iter().map(number).collect()
        })
    }

    fn typed<T>(
        &self,
        key: &str,
        wanted: &str,
        convert: impl FnOnce(&'c Value) -> Option<T>,
    ) -> Result<T, Error> {
        let path = self.path_of(key);
        let value = self.get(key).ok_or_else(|| missing(&path))?;
        convert(value)
            .ok_or_else(|| Error::corrupt(place(&path), format_args!("is not {wanted}: {value}")))
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// One `key = value` line with the section it stands in.
#[derive(Debug, Clone)]
struct Setting {
    /// The section's dotted name.
    section: Rc<str>,
    /// Empty for the section itself, which may hold nothing else.
    key: String,
    value: String,
}

impl Setting {
    fn store(self, root: &mut Value) -> Result<(), Error> {
        let mut table = root;
        for part in self.parts() {
            let Value::Object(values) = table else {
                return Err(self.clash());
            };
            table = values
                .entry(part)
                .or_insert_with(|| Value::Object(Map::new()));
        }
        let Value::Object(values) = table else {
            return Err(self.clash());
        };
        if !self.key.is_empty() {
            values.insert(self.key, parse_value(&self.value));
        }
        Ok(())
    }

    /// The parts of the section's name; none before the first section.
    fn parts(&self) -> impl Iterator<Item = String> {
        let parts = self.section.split('.').map(str::to_owned);
        parts.filter(|_| !self.section.is_empty())
    }

    fn clash(&self) -> Error {
        Error::corrupt(place(&self.section), "is a value and a section at once")
    }
}

/// A JSON value, or the text itself where it is none, as spaCy reads values.
fn parse_value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| match text {
        "True" | "yes" | "on" => Value::Bool(true),
        "False" | "no" | "off" => Value::Bool(false),
        "None" => Value::Null,
        _ => Value::String(text.to_owned()),
    })
}

/// Cuts the text into settings. A line that begins with white space continues the value before.
fn lines(text: &str) -> Result<Vec<Setting>, Error> {
    let mut settings: Vec<Setting> = Vec::new();
    let mut section: Rc<str> = "".into();
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        let continued = settings.last_mut().filter(|last| !last.key.is_empty());
        if let Some(last) = continued.filter(|_| line.starts_with(char::is_whitespace)) {
            last.value.push('\n');
            last.value.push_str(trimmed);
            continue;
        }
        let (key, value) = match header(trimmed) {
            Some(name) => {
                section = section_name(name, number)?;
                ("", "")
            }
            None => trimmed.split_once('=').ok_or_else(|| {
                at_line(number, format_args!("is neither a [section] nor a setting"))
            })?,
        };
        settings.push(Setting {
            section: Rc::clone(&section),
            key: key.trim().to_owned(),
            value: value.trim().to_owned(),
        });
    }
    Ok(settings)
}

/// The name in the line `[name]`.
fn header(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn section_name(name: &str, line: usize) -> Result<Rc<str>, Error> {
    if MAX_PARTS < name.split('.').count() {
        let what = format_args!("names a section with more than {MAX_PARTS} parts");
        return Err(at_line(line, what));
    }
    if MAX_NAME < name.len() {
        let what = format_args!("names a section with more than {MAX_NAME} bytes");
        return Err(at_line(line, what));
    }
    Ok(name.into())
}

fn at_line(line: usize, what: std::fmt::Arguments<'_>) -> Error {
    Error::corrupt(FILE, format_args!("line {} {what}", line + 1))
}

/// Puts the values in place of all references to them.
fn interpolate(settings: &mut [Setting]) -> Result<(), Error> {
    let places = Places::of(settings);
    for _ in 0..MAX_INTERPOLATIONS {
        let grown = grown(settings, &places)?;
        if grown.is_empty() {
            return Ok(());
        }
        for (index, value) in grown {
            settings[index].value = value;
        }
    }
    Err(Error::corrupt(
        FILE,
        "references refer to each other in a circle",
    ))
}

/// The values with references, by the indices of their settings, with their first-level references
/// replaced.
fn grown(settings: &[Setting], places: &Places) -> Result<Vec<(usize, String)>, Error> {
    let mut grown = Vec::new();
    let mut size = 0;
    for (index, setting) in settings.iter().enumerate() {
        if let Some(value) = interpolated(&setting.value, settings, places)? {
            size += value.len();
            grown.push((index, value));
        }
        if MAX_GROWN < size {
            let what = format_args!("the values grow beyond {MAX_GROWN} bytes by their references");
            return Err(Error::corrupt(FILE, what));
        }
    }
    Ok(grown)
}

/// What references can lead to.
struct Places {
    /// By its path, `a.b.c`, the index of a setting; of several, the first.
    settings: BTreeMap<String, usize>,
    sections: BTreeSet<Rc<str>>,
}

impl Places {
    fn of(settings: &[Setting]) -> Self {
        let mut places = BTreeMap::new();
        for (index, setting) in settings.iter().enumerate() {
            if !setting.key.is_empty() {
                let path = format!("{}.{}", setting.section, setting.key);
                places.entry(path).or_insert(index);
            }
        }
        let sections = settings.iter().map(|setting| Rc::clone(&setting.section));
        Self {
            settings: places,
            sections: sections.collect(),
        }
    }

    /// The setting that a reference's path, `a.b:c` or `a.b.c`, means.
    fn setting(&self, path: &str) -> Option<usize> {
        self.settings.get(&path.replacen(':', ".", 1)).copied()
    }
}

/// The value with its first-level references replaced, if it has any.
///
/// A reference to a whole section (`${a.b}`) is kept as text: such sections concern training.
fn interpolated(
    value: &str,
    settings: &[Setting],
    places: &Places,
) -> Result<Option<String>, Error> {
    let mut result = String::new();
    let mut rest = value;
    let mut changed = false;
    while let Some((before, path, after)) = next_reference(rest) {
        result.push_str(before);
        if let Some(index) = places.setting(path) {
            let whole = before.is_empty() && after.is_empty() && rest.len() == value.len();
            let found = settings[index].value.as_str();
            result.push_str(if whole {
                found
            } else {
                found.trim_matches('"')
            });
            changed = true;
        } else if places.sections.contains(path) {
            result.push_str(&format!("${{{path}}}"));
        } else {
            let what = format_args!("${{{path}}} leads nowhere");
            return Err(Error::corrupt(FILE, what));
        }
        if changed && MAX_VALUE < result.len() {
            let what = format_args!("a value grows beyond {MAX_VALUE} bytes by its references");
            return Err(Error::corrupt(FILE, what));
        }
        rest = after;
    }
    result.push_str(rest);
    Ok(changed.then_some(result))
}

/// What is before the first `${path}`, the path, and what is after it.
fn next_reference(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once("${")?;
    let (path, after) = after.split_once('}')?;
    Some((before, path, after))
}

fn missing(path: &str) -> Error {
    Error::corrupt(place(path), "is missing")
}

fn place(path: &str) -> String {
    format!("{FILE}: {path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[paths]
train = null

[nlp]
lang = "xx"
pipeline = ["tok2vec",
    "tagger"]

[components.tagger]
factory = "tagger"

[components.tagger.model]
width = ${components.tok2vec:width}
name = "${nlp.lang}_tagger"
# a comment

[components.tok2vec]
width = 96
"#;

    #[test]
    fn values_are_json_and_references_are_resolved() {
        let config = Config::parse(TEXT).unwrap();
        let nlp = config.section("nlp").unwrap();
        assert_eq!(nlp.strings("pipeline").unwrap(), ["tok2vec", "tagger"]);
        let model = config
            .component("tagger")
            .unwrap()
            .section("model")
            .unwrap();
        assert_eq!(model.usize("width").unwrap(), 96);
        assert_eq!(model.str("name").unwrap(), "xx_tagger");
        assert!(config.section("paths").unwrap().get("train").is_none());
    }

    #[test]
    fn errors_name_the_path() {
        let config = Config::parse(TEXT).unwrap();
        let error = config.component("ner").unwrap_err();
        assert_eq!(error.to_string(), "config.cfg: components.ner: is missing");
        let error = config.section("nlp").unwrap().usize("lang").unwrap_err();
        assert_eq!(
            error.to_string(),
            "config.cfg: nlp.lang: is not a whole number: \"xx\""
        );
    }

    #[track_caller]
    fn check_refused(text: &str, reason: &str) {
        let error = Config::parse(text).unwrap_err();
        assert!(
            error.is_corrupt() && error.to_string().contains(reason),
            "{error}"
        );
    }

    #[test]
    fn damage_is_refused() {
        check_refused("[a]\nb\n", "line 2");
        check_refused("[a]\nb = ${c.d}\n", "leads nowhere");
        check_refused("[a]\nb = ${a.b}\n", "circle");
        check_refused("[a]\nb = 1\n[a.b]\nc = 2\n", "at once");
        check_refused("[a]\nb = ${a.b}${a.b}\n", "by its references");
    }

    #[test]
    fn what_is_out_of_proportion_is_refused() {
        let deep = format!("[a]\n[{}a]\n", "a.".repeat(300_000));
        check_refused(&deep, "line 2 names a section with more than 32 parts");
        check_refused(&format!("[{}]\n", "a".repeat(1000)), "256 bytes");
        check_refused(&"a = 1\n".repeat(1 << 20), "out of all proportion");
        let large = format!("[a]\nb = {}\n", "x".repeat(500_000));
        check_refused(&format!("{large}c = ${{a.b}}\n"), "by its references");
        let middle = format!("[a]\nb = {}\n", "x".repeat(60_000));
        let many = format!("{middle}{}", "c = ${a.b}\n".repeat(20_000));
        check_refused(&many, "the values grow beyond");
    }

    /// Deep JSON is no value but a text, as text in brackets is.
    #[test]
    fn deep_values_are_texts() {
        let text = "[".repeat(100_000);
        let config = Config::parse(&format!("[a]\nb = {text}\n")).unwrap();
        assert_eq!(config.section("a").unwrap().str("b").unwrap(), text);
    }

    #[test]
    fn many_references_take_little_time() {
        let many: String = (1..30_000)
            .map(|index| format!("k{index} = ${{a.k{}}}\n", index / 16))
            .collect();
        let config = Config::parse(&format!("[a]\nk0 = 5\n{many}")).unwrap();
        assert_eq!(config.section("a").unwrap().usize("k29999").unwrap(), 5);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_configuration_or_an_error(text in "(?s).{0,200}") {
            let _ = Config::parse(&text);
        }
    }
}
