//! Who is called by a name: the same name, a surname, a short name, an acronym.
//!
//! Knows letters only. A short name that two could bear is nobody's.

use std::collections::BTreeMap;

use ascribe_model::EntityKind;

use super::referent::Referent;

/// Names by the forms in which they may come back.
#[derive(Debug, Default)]
pub(super) struct Names {
    whole: BTreeMap<String, usize>,
    /// By the word before "of": "the Assembly" of the Assembly of Lake Tribes.
    front: BTreeMap<String, Vec<usize>>,
    /// By last word: "Koren" of "Ada Koren".
    last: BTreeMap<String, Vec<usize>>,
    /// By the capitals at the beginning of words.
    initials: BTreeMap<String, usize>,
    /// Acronyms, by their letters.
    acronyms: BTreeMap<String, usize>,
}

impl Names {
    /// Notes that `index` is called `words`.
    pub(super) fn add(&mut self, words: &str, kind: EntityKind, index: usize) {
        let words = &plain(words);
        self.whole.entry(spelling(words)).or_insert(index);
        if let Some(front) = own_front(words, kind) {
            let known = self.front.entry(front.to_lowercase()).or_default();
            if !known.contains(&index) {
                known.push(index);
            }
        }
        if let Some(last) = own_last(words, kind) {
            let known = self.last.entry(last.to_lowercase()).or_default();
            if !known.contains(&index) {
                known.push(index);
            }
        }
        if let Some(letters) = letters(words) {
            self.acronyms.entry(letters).or_insert(index);
        }
        if words.contains([' ', '-']) {
            let initials = initials(words);
            if initials.len() > 1 {
                self.initials.entry(initials).or_insert(index);
            }
        }
    }

    /// The one of `all` that is called `words`, of those that `fits` allows.
    pub(super) fn find(
        &self,
        words: &str,
        kind: EntityKind,
        all: &[Referent],
        fits: impl Fn(&Referent) -> bool,
    ) -> Option<usize> {
        let words = &plain(words);
        let allowed = |index: &usize| fits(&all[*index]);
        let whole = self.whole.get(&spelling(words)).copied().filter(allowed);
        whole
            .or_else(|| self.by_last_word(words, kind, all, &fits))
            .or_else(|| self.by_front(words, kind, all, &fits))
            .or_else(|| self.by_letters(words).filter(allowed))
    }

    /// "Koren" after "Ada Koren", "Ada Koren" after "Koren"; "the Column" after "Ember Column".
    fn by_last_word(
        &self,
        words: &str,
        kind: EntityKind,
        all: &[Referent],
        fits: &impl Fn(&Referent) -> bool,
    ) -> Option<usize> {
        let is_short = !words.contains(' ');
        let last = words.split_whitespace().next_back()?;
        let can_be = |index: &&usize| {
            let known = &all[**index];
            let is_shorter = known.name == last || known.aliases.iter().any(|alias| alias == last);
            let is_end = ends_in(&known.name, words) || ends_in(words, &known.name);
            let may_extend = is_short || is_end || is_shorter && !has_other_whole(known, last);
            fits(known) && can_shorten(known, kind) && may_extend
        };
        let mut found = self.last.get(&last.to_lowercase())?.iter().filter(can_be);
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }

    /// "the Assembly" after "the Assembly of Lake Tribes".
    fn by_front(
        &self,
        words: &str,
        kind: EntityKind,
        all: &[Referent],
        fits: &impl Fn(&Referent) -> bool,
    ) -> Option<usize> {
        let can_be = |index: &&usize| {
            let known = &all[**index];
            fits(known) && can_shorten(known, kind)
        };
        let mut found = self.front.get(&words.to_lowercase())?.iter().filter(can_be);
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }

    fn by_letters(&self, words: &str) -> Option<usize> {
        let short = letters(words).and_then(|letters| self.initials.get(&letters));
        let long = || {
            words
                .contains([' ', '-'])
                .then(|| self.acronyms.get(&initials(words)))
                .flatten()
        };
        short.or_else(long).copied()
    }
}

/// With one sort of apostrophe.
fn plain(words: &str) -> String {
    words.replace('\u{2019}', "'")
}

/// "Jesus Ortua" for "Jesús Ortúa", "al Hosn" for "Al-Hosn": as one spells a name and another too.
fn spelling(words: &str) -> String {
    ascribe_knowledge::spelling(words).to_lowercase()
}

/// "Bill de Blasio" ends in "De Blasio".
fn ends_in(name: &str, end: &str) -> bool {
    let at = name.len().checked_sub(end.len());
    let tail = at.and_then(|at| Some((name.get(..at)?, name.get(at..)?)));
    end.contains(' ')
        && tail.is_some_and(|(front, tail)| front.ends_with(' ') && tail.eq_ignore_ascii_case(end))
}

/// Whether somebody known by the surname `last` has a whole name already.
fn has_other_whole(known: &Referent, last: &str) -> bool {
    let mut names = std::iter::once(&known.name).chain(&known.aliases);
    names.any(|name| name != last && name.ends_with(last))
}

/// The last word, where it is the name's own: not "Defence" of "Ministry of Defence", but "Lantern"
/// of the group "Sons of the Lantern".
fn own_last(words: &str, kind: EntityKind) -> Option<&str> {
    let mut back = words.split_whitespace().rev().peekable();
    // "Ada Koren IV"
    while kind == EntityKind::Person && back.next_if(|word| is_suffix(word)).is_some() {}
    let last = back.next();
    let is_after_small = |word: &str| word.starts_with(char::is_lowercase) && word.len() < 4;
    let is_towards = |word: &str| matches!(word, "to" | "against");
    let is_own = match kind {
        EntityKind::Person => true,
        EntityKind::Group => back
            .next()
            .is_none_or(|word| word == "the" || !is_after_small(word)),
        // "Coalition to Counter X" is no X.
        _ => !back.next().is_some_and(is_after_small) && !back.any(is_towards),
    };
    last.filter(|_| is_own)
}

/// "Jr.", "IV": behind a name, and no part of it.
fn is_suffix(word: &str) -> bool {
    let is_number = word.len() <= 3 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_number || word.ends_with('.')
}

/// The word before "of" in the name of a body: by it the body is called later.
fn own_front(words: &str, kind: EntityKind) -> Option<&str> {
    let mut parts = words.split_whitespace();
    let front = parts.next()?;
    let is_front = matches!(parts.next(), Some("of" | "for")) && parts.next().is_some();
    (is_front && super::is_body(kind)).then_some(front)
}

/// The letters of an acronym: at least two, all of them capitals.
fn letters(words: &str) -> Option<String> {
    let letters: String = words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let is_acronym = letters.chars().count() >= 2
        && letters.chars().all(char::is_uppercase)
        && !words.contains(' ');
    is_acronym.then_some(letters)
}

fn initials(words: &str) -> String {
    words
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_uppercase())
        .collect()
}

/// Whether one may be called by a word of the other's name: two persons, or two bodies. The pipeline
/// does not know every surname for one.
fn can_shorten(known: &Referent, kind: EntityKind) -> bool {
    match (known.kind, kind) {
        (EntityKind::Person, EntityKind::Person | EntityKind::Other) => true,
        (EntityKind::Person, EntityKind::Organisation) => true,
        (EntityKind::Person, _) => false,
        (_, EntityKind::Person) => known.is_bare_name(),
        (known, kind) => super::is_body(known) && super::is_body(kind),
    }
}

/// Whether one of the names is the last word of the other: a surname, "the Column".
pub(crate) fn is_surname(known: &str, words: &str) -> bool {
    let last = |name: &str, part: &str| {
        !part.contains(' ') && name.split_whitespace().next_back() == Some(part)
    };
    last(known, words) || last(words, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_initials() {
        assert_eq!(letters("IS-K").as_deref(), Some("ISK"));
        assert_eq!(letters("Koren"), None);
        assert_eq!(initials("Front for Northern Unity"), "FNU");
        assert!(is_surname("Ada Koren", "Koren"));
        assert!(!is_surname("Ada Koren", "Ada"));
        assert!(ends_in("Ada de Koren", "De Koren"));
        assert!(!ends_in("Ada Koren", "Koren"));
    }
}
