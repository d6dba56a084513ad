//! How words are written, and texts in capitals written so: "THE ARMY LEFT KOLM" as "The army left
//! Kolm".
//!
//! A word that the table `lang/en/case.tsv` has in small letters stays small, one that it has as a
//! name becomes one, and one that it does not have at all is taken for a name: in a text of news the
//! words that no dictionary has are those of people and places. What can be either ("mark", "may")
//! is a name only beside one. Groups and bodies are written as the table of actors has them. The
//! restored text has the same letters at the same bytes. Knows words, not sentences: it can't tell
//! Brown from brown where he stands alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use ascribe_text::{Span, Text};
use serde::Deserialize;

use crate::{Actors, DataFiles, Error, table};

const PATH: &str = "lang/en/case.tsv";
const NAMES: &str = "lang/en/names.toml";

/// Names of actors have no more words than this.
const LONGEST_NAME: usize = 8;

/// Fewer letters say too little about how a text is written.
const FEWEST_LETTERS: usize = 20;

/// Endings of English, with what stands in their place in the dictionary.
const ENDINGS: &[(&str, &[&str])] = &[
    ("'s", &[""]),
    ("s'", &["", "s"]),
    ("s", &["", "s'"]),
    ("es", &["", "e"]),
    ("ies", &["y"]),
    ("ed", &["", "e"]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("ings", &["", "e"]),
    ("ly", &[""]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("or", &["", "e"]),
    ("ors", &["", "e"]),
    ("est", &["", "e"]),
    ("ier", &["y"]),
    ("iest", &["y"]),
    ("ily", &["y"]),
    ("ion", &["", "e"]),
    ("ions", &["", "e"]),
    ("ation", &["", "e"]),
    ("ness", &[""]),
    ("able", &["", "e"]),
    ("ment", &[""]),
    ("ments", &[""]),
];

/// How English words are written.
#[derive(Debug, Clone, Default)]
pub struct Casing {
    /// The table, a word a line, in the order of the words in small letters.
    words: String,
    /// Where the lines are; found when they are first asked for.
    lines: OnceLock<Vec<Range<u32>>>,
    /// Names of actors by their words in small letters.
    names: BTreeMap<Vec<String>, String>,
    acronyms: BTreeSet<String>,
}

/// Names of several words, each of which is no name or not always.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    names: Vec<String>,
}

/// One word of a text.
struct Word {
    span: Range<usize>,
    /// In small letters.
    small: String,
    /// Whether a sentence begins with it.
    begins: bool,
}

/// How a word is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Small,
    /// In small letters, unless beside a name.
    Either,
    /// As it stands there, or with a capital.
    Name(Option<String>),
    Acronym,
}

impl Casing {
    pub(crate) fn load(files: &DataFiles, actors: &Actors) -> Result<Self, Error> {
        let known: NameFile = table::read(files.get(NAMES)?)?;
        let names = actors.names().chain(known.names.iter().map(String::as_str));
        let names = names.filter(|name| 1 < parts(name).count());
        let names = names.map(|name| (parts(name).map(str::to_lowercase).collect(), name.to_owned()));
        let acronyms = actors.names().filter(|name| is_acronym(name));
        Ok(Self {
            words: files.get(PATH)?.text.clone(),
            lines: OnceLock::new(),
            names: names.collect(),
            acronyms: acronyms.map(str::to_lowercase).collect(),
        })
    }

    /// `text` with those of its `stretches` that are in capitals written as English is, or `None`
    /// where none is. Letters keep their bytes: every offset stays what it was.
    ///
    /// ```
    /// use ascribe_knowledge::Knowledge;
    /// use ascribe_text::Span;
    /// let casing = Knowledge::built_in().unwrap().casing;
    /// let text = "THE ARMY LEFT THE TOWN ON MONDAY.";
    /// let restored = casing.restored(text, &[Span::new(0, text.len())]);
    /// assert_eq!(restored.as_deref(), Some("The army left the town on Monday."));
    /// ```
    #[must_use]
    pub fn restored(&self, text: &str, stretches: &[Span<Text>]) -> Option<String> {
        let mut restored = text.to_owned();
        let mut any = false;
        for stretch in stretches {
            if is_capitals(stretch.slice(text)) {
                any = true;
                self.restore(text, *stretch, &mut restored);
            }
        }
        any.then_some(restored)
    }

    fn restore(&self, text: &str, stretch: Span<Text>, restored: &mut String) {
        let words = self.words(text, stretch);
        let forms: Vec<_> = words.iter().map(|word| self.form(&word.small, text, word)).collect();
        let mut index = 0;
        while index < words.len() {
            if let Some((name, count)) = self.name_at(&words[index..]) {
                for (word, written) in words[index..index + count].iter().zip(parts(&name)) {
                    write(restored, word, written);
                }
                index += count;
                continue;
            }
            let near = self.is_near_name(&words, &forms, index, text);
            let written = written(&words[index], &forms[index], near, text);
            write(restored, &words[index], &written);
            index += 1;
        }
    }

    fn words(&self, text: &str, stretch: Span<Text>) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let inside = stretch.slice(text);
        for part in parts(inside) {
            let start = stretch.start() + (part.as_ptr() as usize - inside.as_ptr() as usize);
            let begins = words.last().is_none_or(|before| {
                let gap = &text[before.span.end..start];
                self.ends_sentence(gap, &before.small)
            });
            words.push(Word {
                span: start..start + part.len(),
                small: part.to_lowercase().replace('’', "'"),
                begins,
            });
        }
        words
    }

    /// Whether a sentence ends in the gap behind a word: a mark and white space, and no "GEN. LIMA".
    fn ends_sentence(&self, gap: &str, before: &str) -> bool {
        const LONGEST_ABBREVIATION: usize = 3;
        let Some(at) = gap.find(['.', '!', '?']) else {
            return gap.matches('\n').count() > 1;
        };
        let is_short = gap == ". " && before.chars().count() <= LONGEST_ABBREVIATION;
        let is_abbreviation = is_short && !matches!(self.known(before), Some(Form::Small));
        gap[at..].contains(char::is_whitespace) && !is_abbreviation
    }

    /// The longest name of an actor that the words begin with, and how many it takes.
    fn name_at(&self, words: &[Word]) -> Option<(String, usize)> {
        let most = words.len().min(LONGEST_NAME);
        (2..=most).rev().find_map(|count| {
            let key: Vec<String> = words[..count].iter().map(|word| word.small.clone()).collect();
            self.names.get(&key).map(|name| (name.clone(), count))
        })
    }

    /// Whether a word that can be a name stands beside one that can be nothing else.
    fn is_near_name(&self, words: &[Word], forms: &[Form], index: usize, text: &str) -> bool {
        let joined = |left: usize, right: usize| {
            text[words[left].span.end..words[right].span.start].trim_matches('.') == " "
        };
        let is_name = |at: usize| matches!(forms[at], Form::Name(_));
        let before = 0 < index && is_name(index - 1) && joined(index - 1, index);
        let after = index + 1 < words.len() && is_name(index + 1) && joined(index, index + 1);
        before || after
    }

    fn form(&self, small: &str, text: &str, word: &Word) -> Form {
        if small.chars().count() == 1 {
            let is_initial = text[word.span.end..].starts_with('.');
            let is_word = !is_initial && small == "a";
            return if is_word { Form::Small } else { Form::Acronym };
        }
        let derived = || self.known_by_parts(small);
        match self.known(small) {
            // "Numbers" is a book, but more often several of them.
            Some(Form::Name(_)) if derived() == Some(Form::Small) => Form::Small,
            Some(known) => known,
            None if self.acronyms.contains(small) => Form::Acronym,
            None => derived().unwrap_or_else(|| unknown(small)),
        }
    }

    /// The form that the table has.
    fn known(&self, small: &str) -> Option<Form> {
        let lines = self.lines();
        let compare = |line: &Range<u32>| compare(self.line(line), small);
        let from = lines.partition_point(|line| compare(line) == Ordering::Less);
        let same = lines[from..].iter().take_while(|line| compare(line) == Ordering::Equal);
        let forms: Vec<&str> = same.map(|line| self.line(line)).collect();
        let is_small = |form: &&&str| !form.starts_with(char::is_uppercase);
        match (forms.iter().find(is_small), forms.iter().find(|form| !is_small(form))) {
            (Some(_), Some(name)) if is_acronym(name) => Some(Form::Small),
            (Some(_), Some(_)) => Some(Form::Either),
            (Some(_), None) => Some(Form::Small),
            (None, Some(name)) if is_acronym(name) => Some(Form::Acronym),
            (None, Some(name)) => Some(Form::Name(Some((*name).to_owned()))),
            (None, None) => None,
        }
    }

    /// The form of the word that this one is made of; small letters before a name.
    fn known_by_parts(&self, small: &str) -> Option<Form> {
        let forms = || stems(small).filter_map(|stem| self.known(&stem));
        let found = forms().find(|form| *form == Form::Small).or_else(|| forms().next())?;
        Some(match found {
            Form::Name(_) => Form::Name(None),
            other => other,
        })
    }

    fn lines(&self) -> &[Range<u32>] {
        self.lines.get_or_init(|| {
            let mut lines = Vec::new();
            let mut start = 0;
            for line in self.words.split_inclusive('\n') {
                let word = u32::try_from(line.trim_end().len()).unwrap_or(0);
                if 0 < word && !line.starts_with('#') {
                    lines.push(start..start + word);
                }
                start += u32::try_from(line.len()).unwrap_or(0);
            }
            lines
        })
    }

    fn line(&self, line: &Range<u32>) -> &str {
        &self.words[line.start as usize..line.end as usize]
    }
}

/// What words can be that end as English ones do: "stopping" is of "stopp", "stoppe" and "stop".
fn stems(small: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().flat_map(move |(ending, instead)| {
        let stem = small.strip_suffix(ending).unwrap_or_default();
        let is_contraction = ending.starts_with('\'');
        let doubled = stem.char_indices().next_back().filter(|(at, last)| stem[..*at].ends_with(*last));
        let undoubled = doubled.map(|(at, _)| stem[..at].to_owned());
        let stems = instead.iter().map(move |instead| format!("{stem}{instead}"));
        let wanted = !stem.is_empty();
        stems
            .chain(undoubled)
            .filter(move |stem| wanted && (is_contraction || 2 < stem.len()))
    })
}

/// The form of a word that the table does not have.
fn unknown(small: &str) -> Form {
    if is_pronounceable(small) {
        Form::Name(None)
    } else {
        Form::Acronym
    }
}

/// Compares a line with a word in small letters, as the table is sorted.
fn compare(line: &str, small: &str) -> Ordering {
    line.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(small.bytes())
}

/// Whether nine in ten of its letters are capitals.
fn is_capitals(words: &str) -> bool {
    let (mut capital, mut small) = (0, 0);
    for letter in words.chars() {
        capital += usize::from(letter.is_uppercase());
        small += usize::from(letter.is_lowercase());
    }
    FEWEST_LETTERS <= capital && small * 9 <= capital
}

fn is_acronym(name: &str) -> bool {
    1 < name.len() && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether it has a vowel, and not only consonants at its start: "fmln" and "erp" are acronyms.
fn is_pronounceable(small: &str) -> bool {
    let is_vowel = |letter: char| !letter.is_ascii() || "aeiouy".contains(letter);
    let vowels = small.chars().filter(|&letter| is_vowel(letter)).count();
    let consonants = small.chars().take_while(|&letter| !is_vowel(letter)).count();
    0 < vowels && consonants < 4 && (3 < small.chars().count() || small.ends_with(is_vowel))
}

/// The words of a name or text: letters, and the apostrophes between them.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’'))
        .map(|part| part.trim_matches(['\'', '’']))
        .filter(|part| !part.is_empty())
}

fn written(word: &Word, form: &Form, near_name: bool, text: &str) -> String {
    let as_is = || text[word.span.clone()].to_owned();
    match form {
        Form::Acronym => as_is(),
        Form::Name(Some(name)) => name.clone(),
        Form::Name(None) => capitalised(&word.small),
        Form::Either if near_name || word.begins => capitalised(&word.small),
        Form::Small if word.begins => capitalised(&word.small),
        Form::Small | Form::Either => word.small.clone(),
    }
}

fn capitalised(small: &str) -> String {
    let mut letters = small.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Writes `word` as `written` has it, letter by letter, where a letter keeps its bytes.
fn write(restored: &mut String, word: &Word, written: &str) {
    let old: Vec<char> = restored[word.span.clone()].chars().collect();
    let mut new = String::with_capacity(word.span.len());
    let mut letters = written.chars();
    for old in old {
        let letter = letters.next().unwrap_or(old);
        let same = letter.to_lowercase().eq(old.to_lowercase());
        new.push(if same && letter.len_utf8() == old.len_utf8() { letter } else { old });
    }
    restored.replace_range(word.span.clone(), &new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    fn check(expected: &str) {
        let casing = Knowledge::built_in().unwrap().casing;
        let text = expected.to_uppercase();
        let restored = casing.restored(&text, &[Span::new(0, text.len())]);
        assert_eq!(restored.as_deref(), Some(expected));
    }

    #[test]
    fn words_and_names() {
        check("Five people were killed and eleven wounded in Zandarik on Monday. The police said nothing.");
        check("A bomb exploded outside the offices of the mayor of Kolmia, Gen. Mira Tolenko said.");
        check("The government's troops, he added, are rebuilding unarmed villages.");
        check("President Tolenko's brother was not among those injured. I saw him.");
    }

    #[test]
    fn actors_and_acronyms() {
        check("The Islamic State and the UN have not commented on the attack.");
        check("It's not who they are. He's said numbers matter in the United States.");
    }

    #[test]
    fn words_that_can_be_names() {
        check("They may march on the brown hills. Police arrested Mark Tolenko there.");
    }

    #[test]
    fn mixed_text_stays() {
        let casing = Knowledge::built_in().unwrap().casing;
        for text in ["The UN left Kolm.", "NATO", "", "ΣΣ"] {
            assert_eq!(casing.restored(text, &[Span::new(0, text.len())]), None);
        }
    }

    #[test]
    fn letters_keep_their_bytes() {
        let casing = Knowledge::built_in().unwrap().casing;
        let text = "İSTANBUL'DAKİ ÉCOLE ẞTRASSE WAS BOMBED AND SHELLED FOR AN HOUR";
        let restored = casing.restored(text, &[Span::new(0, text.len())]).unwrap();
        assert_eq!(restored.len(), text.len());
        for ((left, one), (right, other)) in text.char_indices().zip(restored.char_indices()) {
            assert_eq!((left, one.len_utf8()), (right, other.len_utf8()));
        }
    }

    #[test]
    fn the_table_is_sorted() {
        let casing = Knowledge::built_in().unwrap().casing;
        let lines: Vec<_> = casing.lines().iter().map(|line| casing.line(line).to_lowercase()).collect();
        assert!(40_000 < lines.len());
        assert!(lines.is_sorted());
    }
}
