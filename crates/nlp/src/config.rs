//! Reads `config.cfg`: INI sections with dotted names and JSON values, with `${section:key}` in
//! place of other values.
//!
//! This module does not know which settings there are; a [`Section`] hands them out with errors
//! that name their full path.

use serde_json::{Map, Value};

use crate::error::Error;

/// References in values are followed this many times at most.
const MAX_INTERPOLATIONS: usize = 16;

/// A value of more bytes than this takes up no further reference.
const MAX_VALUE: usize = 1 << 16;

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
    /// If a line is neither section, setting nor continuation, or a reference leads nowhere.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
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
    section: Vec<String>,
    /// Empty for the section itself, which may hold nothing else.
    key: String,
    value: String,
}

impl Setting {
    /// Whether a reference's path, `a.b:c` or `a.b.c`, means this setting.
    fn is_at(&self, path: &str) -> bool {
        path.replacen(':', ".", 1) == format!("{}.{}", self.section.join("."), self.key)
    }

    fn store(self, root: &mut Value) -> Result<(), Error> {
        let mut table = root;
        for part in &self.section {
            let Value::Object(values) = table else {
                return Err(self.clash());
            };
            table = values
                .entry(part.clone())
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

    fn clash(&self) -> Error {
        Error::corrupt(
            place(&self.section.join(".")),
            "is a value and a section at once",
        )
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
    let mut section = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with(char::is_whitespace)
            && settings.last().is_some_and(|last| !last.key.is_empty())
        {
            let last = settings.last_mut().expect("the condition saw it");
            last.value.push('\n');
            last.value.push_str(trimmed);
        } else if let Some(name) = trimmed
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = name.split('.').map(str::to_owned).collect();
            settings.push(Setting {
                section: section.clone(),
                key: String::new(),
                value: String::new(),
            });
        } else if let Some((key, value)) = trimmed.split_once('=') {
            let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
            settings.push(Setting {
                section: section.clone(),
                key,
                value,
            });
        } else {
            let what = format!("line {} is neither a [section] nor a setting", number + 1);
            return Err(Error::corrupt("config.cfg", what));
        }
    }
    Ok(settings)
}

/// Puts the values in place of all references to them.
fn interpolate(settings: &mut [Setting]) -> Result<(), Error> {
    for _ in 0..MAX_INTERPOLATIONS {
        let before = settings.to_vec();
        let mut changed = false;
        for setting in settings.iter_mut() {
            let Some(value) = interpolated(&setting.value, &before)? else {
                continue;
            };
            setting.value = value;
            changed = true;
        }
        if !changed {
            return Ok(());
        }
    }
    Err(Error::corrupt(
        "config.cfg",
        "references refer to each other in a circle",
    ))
}

/// The value with its first-level references replaced, if it has any.
///
/// A reference to a whole section (`${a.b}`) is kept as text: such sections concern training.
fn interpolated(value: &str, settings: &[Setting]) -> Result<Option<String>, Error> {
    let mut result = String::new();
    let mut rest = value;
    let mut changed = false;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((path, after)) = after.split_once('}') else {
            break;
        };
        let found = settings.iter().find(|setting| setting.is_at(path));
        let is_section = settings
            .iter()
            .any(|setting| setting.section.join(".") == path);
        result.push_str(before);
        match found {
            Some(_) if result.len() > MAX_VALUE => {
                return Err(Error::corrupt(
                    "config.cfg",
                    "a value grows without end by its references",
                ));
            }
            Some(setting) => {
                let whole = before.is_empty() && after.is_empty() && rest.len() == value.len();
                result.push_str(if whole {
                    &setting.value
                } else {
                    setting.value.trim_matches('"')
                });
                changed = true;
            }
            None if is_section => result.push_str(&format!("${{{path}}}")),
            None => {
                return Err(Error::corrupt(
                    "config.cfg",
                    format_args!("${{{path}}} leads nowhere"),
                ));
            }
        }
        rest = after;
    }
    result.push_str(rest);
    Ok(changed.then_some(result))
}

fn missing(path: &str) -> Error {
    Error::corrupt(place(path), "is missing")
}

fn place(path: &str) -> String {
    format!("config.cfg: {path}")
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
        check_refused("[a]\nb = ${a.b}${a.b}\n", "grows without end");
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_configuration_or_an_error(text in "(?s).{0,200}") {
            let _ = Config::parse(&text);
        }
    }
}
