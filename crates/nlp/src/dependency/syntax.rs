//! Reads the text of a pattern.

use super::condition::{Condition, Field, Value, Values};
use super::relation::Relation;
use super::{LexiconSet, Node, Place, Presence};
use crate::Error;

/// A pattern with more nodes describes one sentence, not a way of saying things.
const MOST_NODES: usize = 64;

/// The nodes of the pattern, each after the one it hangs under.
pub(super) fn parse(
    text: &str,
    place: Place<'_>,
    lexicons: &LexiconSet,
) -> Result<Vec<Node>, Error> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut open = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = Place {
            line: place.line + number,
            ..place
        };
        let words = words(line, place)?;
        if words.is_empty() {
            continue;
        }
        if nodes.len() == MOST_NODES {
            return Err(wrong(
                place,
                format_args!("the pattern has more than {MOST_NODES} lines; split it"),
            ));
        }
        let above = hang(line, nodes.len(), &mut open, place)?;
        let node = LineReader { place, lexicons }.node(&words, above)?;
        check_name(&node, &nodes, place)?;
        nodes.push(node);
    }
    if nodes.is_empty() {
        return Err(wrong(
            place,
            "the pattern is empty; write at least one line such as `cue lemma:say`",
        ));
    }
    Ok(nodes)
}

/// Splits a line at white space outside quotation marks, and drops its comment.
fn words<'l>(line: &'l str, place: Place<'_>) -> Result<Vec<&'l str>, Error> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, mark) in line.char_indices() {
        if quoted || !(mark.is_whitespace() || mark == '#') {
            quoted ^= mark == '"';
            start.get_or_insert(at);
        } else if mark == '#' {
            if start.is_none() {
                return Ok(words);
            }
        } else if let Some(start) = start.take() {
            words.push(&line[start..at]);
        }
    }
    if quoted {
        return Err(wrong(
            place,
            "a quotation mark is not closed; write `\"...\"` on one line",
        ));
    }
    words.extend(start.map(|start| &line[start..]));
    Ok(words)
}

/// The node under which the line hangs, by its indentation; `open` holds (indentation, node).
fn hang(
    line: &str,
    node: usize,
    open: &mut Vec<(usize, usize)>,
    place: Place<'_>,
) -> Result<Option<usize>, Error> {
    let indentation = line.len() - line.trim_start_matches(' ').len();
    if line[indentation..].starts_with(char::is_whitespace) {
        return Err(wrong(
            place,
            "the line is indented with something other than spaces; use spaces",
        ));
    }
    let closed = open
        .iter()
        .rposition(|&(above, _)| above < indentation)
        .map_or(0, |last| last + 1);
    let returns_to = open.get(closed).map(|&(above, _)| above);
    if returns_to.is_some_and(|above| above != indentation) {
        return Err(wrong(
            place,
            "the indentation fits no line above; align the line with its siblings",
        ));
    }
    open.truncate(closed);
    if open.is_empty() && node > 0 {
        return Err(wrong(
            place,
            "a pattern has one root; indent this line under the node it is related to",
        ));
    }
    let above = open.last().map(|&(_, above)| above);
    open.push((indentation, node));
    Ok(above)
}

fn check_name(node: &Node, above: &[Node], place: Place<'_>) -> Result<(), Error> {
    let Some(name) = &node.capture else {
        return Ok(());
    };
    if above
        .iter()
        .any(|other| other.capture.as_ref() == Some(name))
    {
        return Err(wrong(
            place,
            format_args!("`{name}` names two nodes; rename one, or write `_`"),
        ));
    }
    let mut next = node.link.as_ref();
    while let Some((index, _)) = next {
        if above[*index].presence == Presence::Absent {
            return Err(wrong(
                place,
                format_args!("nothing under `!` can be captured; write `_` for `{name}`"),
            ));
        }
        next = above[*index].link.as_ref();
    }
    Ok(())
}

fn wrong(place: Place<'_>, what: impl std::fmt::Display) -> Error {
    Error::corrupt(format_args!("{}:{}", place.file, place.line), what)
}

/// Reads the words of one line.
struct LineReader<'a> {
    place: Place<'a>,
    lexicons: &'a LexiconSet,
}

impl LineReader<'_> {
    fn node(&self, words: &[&str], above: Option<usize>) -> Result<Node, Error> {
        let (presence, capture) = self.name(words[0])?;
        let mut rest = &words[1..];
        let link = match above {
            Some(above) => {
                let (sign, conditions) = rest.split_first().unwrap_or((&"", &[]));
                rest = conditions;
                Some((above, self.relation(sign)?))
            }
            None if presence == Presence::Required => None,
            None => {
                return Err(self.wrong("the first line must match; write it without `?` or `!`"));
            }
        };
        let conditions = rest
            .iter()
            .map(|word| self.condition(word))
            .collect::<Result<_, _>>()?;
        Ok(Node {
            capture,
            presence,
            link,
            conditions,
            line: self.place.line,
            text: words.join(" "),
        })
    }

    fn name(&self, word: &str) -> Result<(Presence, Option<String>), Error> {
        if word == "!" {
            return Ok((Presence::Absent, None));
        }
        let (presence, name) = word
            .strip_prefix('?')
            .map_or((Presence::Required, word), |name| {
                (Presence::Optional, name)
            });
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_alphabetic())
                && name
                    .chars()
                    .all(|char| char.is_alphanumeric() || char == '_' || char == '-')
        };
        match name {
            "_" => Ok((presence, None)),
            _ if is_name(name) => Ok((presence, Some(name.to_owned()))),
            _ => Err(self.wrong(format_args!(
                "a line begins with a name such as `source`, `?source`, `_` or `!`, not with `{word}`"
            ))),
        }
    }

    fn relation(&self, word: &str) -> Result<Relation, Error> {
        type Make = fn(Values) -> Relation;
        const SIGNS: [(&str, Make); 4] = [
            ("<<", Relation::Descendant),
            (">>", Relation::Ancestor),
            ("<", Relation::Dependent),
            (">", Relation::Head),
        ];
        for (sign, relation) in SIGNS {
            match word.strip_prefix(sign) {
                Some("") => return Ok(relation(Values::default())),
                Some(values) => return Ok(relation(self.values(values, word)?)),
                None => {}
            }
        }
        let distance = word.parse::<isize>().ok().filter(|&distance| distance != 0);
        match (word, distance) {
            ("+", _) => Ok(Relation::Later),
            ("-", _) => Ok(Relation::Earlier),
            (_, Some(distance)) if word.starts_with(['+', '-']) => Ok(Relation::Offset(distance)),
            _ => Err(self.wrong(format_args!(
                "after its name, an indented line says how the node is related to the one above: \
                 `<nsubj`, `<<`, `>ccomp`, `>>`, `+1`, `-1`, `+` or `-`, not `{word}`"
            ))),
        }
    }

    fn condition(&self, word: &str) -> Result<Condition, Error> {
        let (name, values) = word.split_once(':').ok_or_else(|| {
            self.wrong(format_args!(
                "`{word}` is not a condition; write `field:value`, such as `lemma:say`"
            ))
        })?;
        let field = Field::TABLE.iter().find(|(known, _)| *known == name);
        let Some(&(_, field)) = field else {
            let known: Vec<_> = Field::TABLE.iter().map(|(known, _)| *known).collect();
            return Err(self.wrong(format_args!(
                "there is no field `{name}`; use one of {}",
                known.join(", ")
            )));
        };
        Ok(Condition {
            field,
            values: self.values(values, word)?,
            text: word.to_owned(),
        })
    }

    /// Reads `a|b` or `!a|b`; `word` is what it is part of.
    fn values(&self, text: &str, word: &str) -> Result<Values, Error> {
        let (negated, text) = text
            .strip_prefix('!')
            .map_or((false, text), |rest| (true, rest));
        let alternatives = split_values(text)
            .map(|value| self.value(value, word))
            .collect::<Result<_, _>>()?;
        Ok(Values {
            negated,
            alternatives,
        })
    }

    fn value(&self, value: &str, word: &str) -> Result<Value, Error> {
        if let Some(name) = value.strip_prefix('@') {
            return self.lexicon(name);
        }
        if let Some(quoted) = value.strip_prefix('"') {
            let inside = quoted
                .strip_suffix('"')
                .filter(|inside| !inside.contains('"') && !inside.is_empty());
            return inside
                .map(|inside| Value::Exactly(inside.into()))
                .ok_or_else(|| {
                    self.wrong(format_args!(
                        "in `{word}`, put the whole value between quotation marks, as `\"a b\"`"
                    ))
                });
        }
        let value = match (value.strip_prefix('*'), value.strip_suffix('*')) {
            (Some(""), _) => Value::Something,
            (Some(end), None) => Value::EndsWith(end.into()),
            (None, Some(start)) => Value::BeginsWith(start.into()),
            _ => Value::Exactly(value.into()),
        };
        match &value {
            Value::Exactly(part) | Value::EndsWith(part) | Value::BeginsWith(part)
                if part.is_empty() || part.contains(['*', '"', '!']) =>
            {
                Err(self.wrong(format_args!(
                    "`{word}` has an empty value, or `*`, `\"` or `!` inside one; write `a|b`, `a*`, `*a`, \
                     `!a|b` or `\"a*b\"`"
                )))
            }
            _ => Ok(value),
        }
    }

    fn lexicon(&self, name: &str) -> Result<Value, Error> {
        self.lexicons
            .get(name)
            .map(|lexicon| Value::In(lexicon.clone()))
            .ok_or_else(|| {
                let known: Vec<_> = self.lexicons.names().collect();
                self.wrong(format_args!(
                    "there is no lexicon `@{name}`; known are: {}",
                    known.join(", ")
                ))
            })
    }

    fn wrong(&self, what: impl std::fmt::Display) -> Error {
        wrong(self.place, what)
    }
}

/// Splits at `|` outside quotation marks.
fn split_values(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |mark| {
        quoted ^= mark == '"';
        mark == '|' && !quoted
    })
}
