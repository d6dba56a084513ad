//! The forms by which names are compared: no case, no accents, no apostrophes.
//!
//! The same folding is applied when the gazetteer is made and when it is asked, so it travels in the
//! compiled file. Knows letters; which words stand for which others is in `places/folding.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names of up to so many letters, all of them capitals, are compared as they are.
const SHORT: usize = 4;

/// Names of capitals up to this length are never ordinary names in capitals.
const SHORTEST: usize = 3;

/// Words that stand for other words in names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folding {
    /// Words and what they stand for: `st` for `saint`.
    pub(super) words: BTreeMap<String, String>,
    /// Forms of one article, which a hyphen joins to the word behind it; the first is the one kept.
    pub(super) articles: Vec<String>,
    /// Words that are no part of a name where it begins with them.
    pub(super) dropped: Vec<String>,
}

impl Folding {
    /// The folded name; `None` where it has letters that are not Latin, or none.
    pub(super) fn fold(&self, name: &str) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        for part in name.split(|c: char| c.is_whitespace() || "/,()–—&".contains(c)) {
            self.add_words(part, &mut words)?;
        }
        if 1 < words.len() && self.dropped.contains(&words[0]) {
            words.remove(0);
        }
        if let (Some(article), Some(first)) = (self.articles.get(..2), words.first_mut())
            && *first == article[1]
        {
            first.clone_from(&article[0]);
        }
        Some(words.join(" "))
    }

    /// Adds the words of `part`, which hyphens join.
    fn add_words(&self, part: &str, words: &mut Vec<String>) -> Option<()> {
        let pieces = part.split(['-', '‐', '‑']);
        let pieces: Option<Vec<String>> = pieces.map(letters).collect();
        let pieces: Vec<String> = pieces?
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        for (at, word) in pieces.iter().enumerate() {
            let is_article = at + 1 < pieces.len() && self.articles.contains(word);
            let word = match self.articles.first().filter(|_| is_article) {
                Some(article) => article,
                None => self.words.get(word).unwrap_or(word),
            };
            words.push(word.clone());
        }
        Some(())
    }

    /// The keys under which a name in a text may stand, the likeliest first.
    pub(super) fn keys(&self, name: &str) -> Vec<String> {
        let name = name.trim();
        let letters: String = name.chars().filter(|c| *c != '.').collect();
        let length = letters.chars().count();
        let mut keys = Vec::new();
        if length <= SHORT && letters.chars().all(char::is_uppercase) {
            keys.push(capitals_key(&letters));
            if length <= SHORTEST {
                return keys;
            }
        }
        if name.contains('.') && !name.contains(' ') {
            keys.push(abbreviation_key(name));
        }
        let Some(folded) = self.fold(name).filter(|folded| !folded.is_empty()) else {
            return keys;
        };
        let article = self.articles.first().map_or("", String::as_str);
        let other = match folded.strip_prefix(article).map(str::trim_start) {
            Some(bare) if folded.len() > bare.len() + article.len() => bare.to_owned(),
            _ => format!("{article} {folded}"),
        };
        keys.extend([folded, other]);
        keys
    }

    /// The one key under which a name of a table is kept, if any. Short names of capitals and
    /// abbreviations are kept as such only for tables whose rows people chose.
    pub(super) fn key(&self, name: &str, is_chosen: bool) -> Option<String> {
        let letters: String = name.chars().filter(|c| *c != '.').collect();
        if letters.chars().count() <= SHORT && letters.chars().all(char::is_uppercase) {
            return is_chosen.then(|| capitals_key(&letters));
        }
        if is_chosen && name.ends_with('.') && !name.contains(' ') {
            return Some(abbreviation_key(name));
        }
        self.fold(name).filter(|folded| SHORTEST <= folded.len())
    }
}

/// The key of the word for the people of a place.
pub(super) fn demonym_key(folded: &str) -> String {
    format!("@{folded}")
}

fn capitals_key(letters: &str) -> String {
    format!("={letters}")
}

fn abbreviation_key(name: &str) -> String {
    let letters = name.chars().filter(|c| *c != '.');
    format!(".{}", letters.collect::<String>().to_lowercase())
}

/// The Latin letters and digits of a word without accents; `None` where there are others.
fn letters(word: &str) -> Option<String> {
    let mut folded = String::new();
    for letter in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        for letter in letter.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            match letter {
                'a'..='z' | '0'..='9' => folded.push(letter),
                _ if letter.is_alphabetic() && !is_apostrophe(letter) => {
                    folded.push_str(plain(letter)?);
                }
                _ => {}
            }
        }
    }
    Some(folded)
}

/// Letters of transliterations that stand for a stop in the throat.
const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\u{2b0}'..='\u{2ff}')
}

/// The plain letters for one that no accent can be taken from.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ə' => "e",
        'ɓ' => "b",
        'ƙ' => "k",
        'ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folding() -> Folding {
        let words = [("st", "saint"), ("mt", "mount")];
        Folding {
            words: words.map(|(from, to)| (from.into(), to.into())).into(),
            articles: ["al", "el", "ash"].map(String::from).into(),
            dropped: vec!["the".into()],
        }
    }

    fn check(name: &str, folded: &str) {
        assert_eq!(folding().fold(name).as_deref(), Some(folded), "{name}");
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        check("Düsseldorf", "dusseldorf");
        check("ŁÓDŹ", "lodz");
        check("Sana'a", "sanaa");
        check("Ta‘izz", "taizz");
        check("İzmir", "izmir");
        check("Port-au-Prince", "port au prince");
    }

    #[test]
    fn words_that_stand_for_others() {
        check("St. Louis", "saint louis");
        check("Mt. Vernon", "mount vernon");
        check("The Hague", "hague");
        check("Deir el-Zor", "deir al zor");
        check("Ash-Shaddadi", "al shaddadi");
        check("El Fasher", "al fasher");
    }

    #[test]
    fn other_scripts_have_no_folded_form() {
        assert_eq!(folding().fold("Москва"), None);
        assert_eq!(folding().key("北京", false), None);
    }

    #[test]
    fn short_capitals_and_abbreviations_stay_apart() {
        assert_eq!(folding().keys("US"), ["=US"]);
        assert_eq!(folding().keys("U.S."), ["=US"]);
        assert_eq!(folding().keys("us"), ["us", "al us"]);
        assert_eq!(folding().keys("Pa.")[0], ".pa");
        assert_eq!(folding().key("Pa.", true).as_deref(), Some(".pa"));
        assert_eq!(folding().key("ABQ", false), None);
        assert_eq!(folding().keys("IRAN"), ["=IRAN", "iran", "al iran"]);
    }

    #[test]
    fn the_article_may_be_left_out_or_put_in() {
        assert_eq!(folding().keys("Hawija")[1], "al hawija");
        assert_eq!(folding().keys("al-Hawija"), ["al hawija", "hawija"]);
        assert_eq!(folding().keys("Alma")[1], "al alma");
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(folding().keys("").len() <= 2);
        assert!(folding().fold("--").is_none_or(|folded| folded.is_empty()));
    }
}
