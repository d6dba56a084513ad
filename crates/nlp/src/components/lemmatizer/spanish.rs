//! Spanish lemmas by rules that the morphology chooses.
//!
//! Ports `spacy/lang/es/lemmatizer.py`. Where it gives several lemmas, the first is the token's.

use rustc_hash::{FxHashMap, FxHashSet};

use super::required;
use crate::error::Error;
use crate::lookups::{Lookups, Table};
use crate::msgpack::Value;
use crate::strings;

/// An ending, and what comes in its place.
type Rule = (Box<str>, Box<str>);

/// A rule's name, and the features that ask for it.
type Group = (Box<str>, Vec<Box<str>>);

/// The rules, by the ids of their names.
#[derive(Debug)]
pub(super) struct Spanish {
    rules: FxHashMap<u64, Vec<Rule>>,
    /// By part of speech: a rule's name, and the features that ask for it.
    groups: FxHashMap<u64, Vec<Group>>,
    /// By part of speech, the ids of known lemmas.
    known: FxHashMap<u64, FxHashSet<u64>>,
    /// By part of speech, the first lemma of the form of an id.
    exceptions: FxHashMap<u64, FxHashMap<u64, Box<str>>>,
}

/// Parts of speech whose forms are their own lemmas.
const UNCHANGED: [&str; 9] = [
    "ADP", "CCONJ", "INTJ", "PART", "PROPN", "PUNCT", "SCONJ", "SYM", "X",
];

/// The pronouns that a verb can end in: those of the pattern `[mts]e|l[aeo]s?|n?os`.
const PRONOUNS: [&str; 11] = [
    "me", "te", "se", "la", "le", "lo", "las", "les", "los", "nos", "os",
];

/// A verb has at most so many pronouns taken off.
const MOST_PRONOUNS: usize = 4;

impl Spanish {
    pub(super) fn read(lookups: &Lookups<'_>, file: &str) -> Result<Self, Error> {
        let table = |name| required(lookups, name, file);
        let damaged = |name| Error::corrupt(file, format_args!("{name} is not as it should be"));
        Ok(Self {
            rules: by_id(table("lemma_rules")?, pairs).ok_or_else(|| damaged("lemma_rules"))?,
            groups: by_id(table("lemma_rules_groups")?, groups)
                .ok_or_else(|| damaged("lemma_rules_groups"))?,
            known: by_id(table("lemma_index")?, ids).ok_or_else(|| damaged("lemma_index"))?,
            exceptions: by_id(table("lemma_exc")?, exceptions)
                .ok_or_else(|| damaged("lemma_exc"))?,
        })
    }

    /// The lemma of a form, given its part of speech, its features (`Number=Sing|Person=3`), and
    /// whether it begins a sentence.
    pub(super) fn lemma(&self, form: &str, pos: &str, morph: &str, is_first: bool) -> String {
        if UNCHANGED.contains(&pos) && (!is_first || pos == "PROPN") {
            return form.to_owned();
        }
        let word = form.to_lowercase();
        if UNCHANGED.contains(&pos) || ["", "EOL", "SPACE"].contains(&pos) {
            return word;
        }
        let pos = pos.to_lowercase();
        if let Some(lemma) = self.exception(&pos, &word) {
            return lemma.to_owned();
        }
        let features: Vec<&str> = morph.split('|').collect();
        match pos.as_str() {
            "verb" | "aux" => self.verb_or_with_pronouns(&word, &features),
            "noun" | "adj" => self.nominal(&pos, &word, &features),
            "adv" => self.fixed(&["adverbs"], &word).unwrap_or(word),
            "num" => self.fixed(&["num"], &word).unwrap_or_else(|| number(&word)),
            "det" | "pron" => self.determiner(&pos, &word),
            _ => word,
        }
    }

    fn exception(&self, pos: &str, word: &str) -> Option<&str> {
        let of_pos = self.exceptions.get(&strings::id(pos))?;
        of_pos.get(&strings::id(word)).map(AsRef::as_ref)
    }

    fn is_known(&self, pos: &str, lemma: &str) -> bool {
        let known = self.known.get(&strings::id(pos));
        known.is_some_and(|known| known.contains(&strings::id(lemma)))
    }

    fn rules(&self, name: &str) -> &[Rule] {
        self.rules
            .get(&strings::id(name))
            .map_or(&[], Vec::as_slice)
    }

    /// The name of the first rule whose features are all there.
    fn rule_for(&self, pos: &str, features: &[&str]) -> &str {
        let groups = self.groups.get(&strings::id(pos)).into_iter().flatten();
        let mut asked = groups
            .filter(|(_, wanted)| wanted.iter().all(|feature| features.contains(&&**feature)));
        asked.next().map_or("", |(rule, _)| rule)
    }

    /// What the rule makes of the word by its endings, other than the word itself.
    fn made(&self, rule: &str, word: &str) -> Vec<String> {
        let rules = self.rules(rule).iter();
        let made = rules.filter_map(|(old, new)| Some([word.strip_suffix(&**old)?, new].concat()));
        made.filter(|lemma| lemma != word).collect()
    }

    /// The lemma of a form that stands in a list of fixed ones.
    fn fixed(&self, lists: &[&str], word: &str) -> Option<String> {
        let mut rules = lists.iter().flat_map(|list| self.rules(list));
        let (_, lemma) = rules.find(|(form, _)| **form == *word)?;
        Some(lemma.to_string())
    }

    fn nominal(&self, pos: &str, word: &str, features: &[&str]) -> String {
        let mut possible = self.made(self.rule_for(pos, features), word);
        if features.contains(&"Number=Plur") {
            let graves: Vec<_> = possible
                .iter()
                .filter(|lemma| lemma.ends_with(['n', 's']))
                .flat_map(|lemma| self.without_one_accent(lemma))
                .collect();
            possible.extend(graves);
        }
        self.best(pos, possible, word)
    }

    /// The first known lemma, else the first one, else the word.
    fn best(&self, pos: &str, mut possible: Vec<String>, word: &str) -> String {
        let known = possible.iter().position(|lemma| self.is_known(pos, lemma));
        if possible.is_empty() {
            return word.to_owned();
        }
        possible.swap_remove(known.unwrap_or(0))
    }

    /// The lemma with each kind of accent taken off alone, one result a kind.
    fn without_one_accent(&self, lemma: &str) -> Vec<String> {
        let accents = self.rules("accents").iter();
        accents
            .map(|(old, new)| lemma.replace(&**old, new))
            .collect()
    }

    fn determiner(&self, pos: &str, word: &str) -> String {
        if let Some(lemma) = self.fixed(&[pos, "det_and_pron_fixed"], word) {
            return lemma;
        }
        let general = self.rules("det_and_pron_general").iter();
        let mut possible: Vec<_> = general
            .filter_map(|(old, new)| match word.strip_suffix(&**old) {
                Some(stem) => Some([stem, new].concat()),
                // What a rule leaves as it is stands among a determiner's lemmas.
                None => (pos == "det").then(|| word.to_owned()),
            })
            .collect();
        possible.push(word.to_owned());
        self.best(pos, possible, word)
    }

    fn verb_or_with_pronouns(&self, word: &str, features: &[&str]) -> String {
        const PERSONAL: &str = "PronType=Prs";
        let rule = self.rule_for("verb", features);
        if !features.contains(&PERSONAL) {
            return self.verb(rule, word);
        }
        let (verb, pronouns) = without_pronouns(word);
        let mut verb = verb.to_owned();
        for (old, new) in self.rules("accents") {
            verb = verb.replace(&**old, new);
        }
        let lemma = match self.exception("verb", &verb) {
            Some(lemma) => lemma.to_owned(),
            None => self.verb(rule, &verb),
        };
        let lemmas: Vec<_> = pronouns
            .into_iter()
            .map(|pronoun| match self.exception("pron", pronoun) {
                Some(lemma) => lemma.to_owned(),
                None => self.pronoun_of_verb(pronoun),
            })
            .collect();
        format!("{lemma} {}", lemmas.join(" "))
    }

    /// As a pronoun, but with the known lemmas of verbs, as there.
    fn pronoun_of_verb(&self, pronoun: &str) -> String {
        if let Some(lemma) = self.fixed(&["pron", "det_and_pron_fixed"], pronoun) {
            return lemma;
        }
        let mut possible = self.made("det_and_pron_general", pronoun);
        possible.push(pronoun.to_owned());
        self.best("verb", possible, pronoun)
    }

    fn verb(&self, rule: &str, word: &str) -> String {
        let mut possible = self.made(rule, word);
        if possible.is_empty() {
            return word.to_owned();
        }
        let is_known = |lemma: &String| self.is_known("verb", lemma);
        if let Some(at) = possible.iter().position(is_known) {
            return possible.swap_remove(at);
        }
        let mut altered = possible.iter().flat_map(|lemma| self.other_vowels(lemma));
        let known = altered.find(is_known);
        known.unwrap_or_else(|| possible.swap_remove(0))
    }

    /// The lemma with one vowel or diphthong changed.
    fn other_vowels(&self, lemma: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (old, new) in self.rules("voc_alt_1") {
            for (at, vowel) in lemma.match_indices(&**old) {
                found.push([&lemma[..at], new, &lemma[at + vowel.len()..]].concat());
            }
        }
        for (old, new) in self.rules("voc_alt_2") {
            if lemma.contains(&**old) {
                found.push(lemma.replacen(&**old, new, 1));
            }
        }
        found
    }
}

/// A verb without the pronouns at its end, and these in their order.
fn without_pronouns(word: &str) -> (&str, Vec<&str>) {
    let (mut verb, mut pronouns) = (word, Vec::new());
    while pronouns.len() < MOST_PRONOUNS {
        // The pattern takes the longest ending.
        let endings = PRONOUNS.iter().filter(|pronoun| verb.ends_with(**pronoun));
        let Some(longest) = endings.max_by_key(|pronoun| pronoun.len()) else {
            break;
        };
        let (rest, pronoun) = verb.split_at(verb.len() - longest.len());
        verb = rest;
        pronouns.insert(0, pronoun);
    }
    (verb, pronouns)
}

/// A number with a point for its comma, and without those between thousands.
fn number(word: &str) -> String {
    let whole = word.split(',').next().unwrap_or(word);
    let thousands = whole.rsplit_once('.').is_some_and(|(_, digits)| {
        digits.len() == 3 && digits.bytes().all(|digit| digit.is_ascii_digit())
    });
    let word = if thousands {
        word.replace('.', "")
    } else {
        word.to_owned()
    };
    word.replace(',', ".")
}

fn by_id<T>(
    table: &Table<'_>,
    read: impl Fn(&Value<'_>) -> Option<T>,
) -> Option<FxHashMap<u64, T>> {
    table
        .entries()
        .map(|(id, value)| Some((id, read(value)?)))
        .collect()
}

fn pairs(value: &Value<'_>) -> Option<Vec<Rule>> {
    let pair = |pair: &Value<'_>| match pair.as_array()? {
        [old, new] => Some((old.as_str()?.into(), new.as_str()?.into())),
        _ => None,
    };
    value.as_array()?.iter().map(pair).collect()
}

fn groups(value: &Value<'_>) -> Option<Vec<Group>> {
    let group = |group: &Value<'_>| match group.as_array()? {
        [rule, features] => Some((rule.as_str()?.into(), words(features)?)),
        _ => None,
    };
    value.as_array()?.iter().map(group).collect()
}

fn words(value: &Value<'_>) -> Option<Vec<Box<str>>> {
    let words = value.as_array()?.iter();
    words.map(|word| Some(word.as_str()?.into())).collect()
}

fn ids(value: &Value<'_>) -> Option<FxHashSet<u64>> {
    let words = value.as_array()?.iter();
    words
        .map(|word| Some(strings::id(word.as_str()?)))
        .collect()
}

fn exceptions(value: &Value<'_>) -> Option<FxHashMap<u64, Box<str>>> {
    let exception = |(form, lemmas): &(Value<'_>, Value<'_>)| {
        let first = lemmas.as_array()?.first()?.as_str()?;
        Some((strings::id(form.as_str()?), first.into()))
    };
    value.as_map()?.iter().map(exception).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number("1.200"), "1200");
        assert_eq!(number("3,5"), "3.5");
        assert_eq!(number("1.5"), "1.5");
        assert_eq!(number("1.200,5"), "1200.5");
    }

    #[test]
    fn pronouns_at_the_end_of_a_verb() {
        assert_eq!(without_pronouns("dárselo"), ("dár", vec!["se", "lo"]));
        assert_eq!(without_pronouns("irnos"), ("ir", vec!["nos"]));
        assert_eq!(without_pronouns("ver"), ("ver", vec![]));
    }
}
