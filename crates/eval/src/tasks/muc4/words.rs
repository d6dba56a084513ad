//! The words for kinds of weapons, targets and people, and for what was done to them: the tables of
//! `eval/muc4/`.

use std::sync::LazyLock;

use serde::Deserialize;

/// One table of kinds, in its order.
#[derive(Debug, Deserialize)]
pub(super) struct Kinds {
    #[serde(rename = "type")]
    kinds: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    /// The type in the Global Terrorism Database; for readers of the table.
    #[serde(rename = "gtd")]
    _gtd: String,
    muc4: String,
    /// Whether any other word of the phrase says more: the office of a bank is a bank's.
    #[serde(default)]
    weak: bool,
    words: Vec<String>,
}

/// The beginnings of words that tell what was done.
#[derive(Debug, Deserialize)]
pub(super) struct Effects {
    pub(super) death: Vec<String>,
    pub(super) injury: Vec<String>,
    pub(super) destroyed: Vec<String>,
    pub(super) damaged: Vec<String>,
    pub(super) undamaged: Vec<String>,
}

pub(super) static WEAPONS: LazyLock<Kinds> =
    LazyLock::new(|| read(include_str!("../../../../../eval/muc4/weapons.toml")));
pub(super) static TARGETS: LazyLock<Kinds> =
    LazyLock::new(|| read(include_str!("../../../../../eval/muc4/targets.toml")));
pub(super) static PEOPLE: LazyLock<Kinds> =
    LazyLock::new(|| read(include_str!("../../../../../eval/muc4/people.toml")));
pub(super) static EFFECTS: LazyLock<Effects> =
    LazyLock::new(|| read(include_str!("../../../../../eval/muc4/effects.toml")));

fn read<T: for<'t> Deserialize<'t>>(table: &str) -> T {
    toml::from_str(table).expect("the tables are built in, and tests read them")
}

impl Kinds {
    /// The kind of what a phrase names: of the first entry whose words it holds, the words at its head
    /// before others, weak ones last.
    pub(super) fn of(&self, phrase: &str) -> Option<&str> {
        self.among(phrase, false)
            .or_else(|| self.among(phrase, true))
    }

    fn among(&self, phrase: &str, weak: bool) -> Option<&str> {
        let words = stems(phrase);
        let head = head_of(phrase);
        let core = stems(head);
        let find = |fits: &dyn Fn(&[String]) -> bool| {
            let kind = |kind: &&Kind| kind.words.iter().any(|entry| fits(&stems(entry)));
            let mut kinds = self.kinds.iter().filter(|kind| kind.weak == weak);
            kinds.find(kind).map(|kind| kind.muc4.as_str())
        };
        let holds = |words: &[String], entry: &[String]| {
            words.windows(entry.len()).any(|window| window == entry)
        };
        find(&|entry| entry.len() > 1 && holds(&words, entry))
            .or_else(|| find(&|entry| core.ends_with(entry)))
            .or_else(|| find(&|entry| holds(&core, entry)))
            .or_else(|| find(&|entry| holds(&words, entry)))
    }

    /// Whether the phrase's head is in the table.
    pub(super) fn has_head(&self, phrase: &str) -> bool {
        let core = stems(head_of(phrase));
        let mut entries = self.kinds.iter().flat_map(|kind| &kind.words);
        entries.any(|entry| core.ends_with(&stems(entry)))
    }

    /// The longest words of the table that the text holds, as they stand there.
    pub(super) fn mentioned(&self, text: &str) -> Option<String> {
        let written: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = written.iter().map(|word| stem(word)).collect();
        let entries = self.kinds.iter().flat_map(|kind| &kind.words);
        let places = entries.filter_map(|entry| {
            let entry = stems(entry);
            let at = words
                .windows(entry.len())
                .position(|window| window == entry)?;
            Some((entry.len(), at))
        });
        let (length, at) = places.max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)))?;
        Some(written[at..at + length].join(" "))
    }
}

/// Whether a text holds a word that begins so, or a phrase.
pub(super) fn tells(text: &str, beginnings: &[String]) -> bool {
    let text = format!(" {}", text.to_lowercase());
    beginnings
        .iter()
        .any(|beginning| text.contains(&format!(" {beginning}")))
}

/// The part of a phrase that ends with its head.
pub(super) fn head_of(phrase: &str) -> &str {
    const AFTER: [&str; 16] = [
        " of ",
        " in ",
        " on ",
        " at ",
        " for ",
        " from ",
        " with ",
        " who ",
        " that ",
        " where ",
        " near ",
        " belonging ",
        " to ",
        " and ",
        ", ",
        " by ",
    ];
    let lower = phrase.to_ascii_lowercase();
    let ends = AFTER.iter().filter_map(|word| lower.find(word));
    let end = ends.filter(|end| *end > 0).min().unwrap_or(phrase.len());
    &phrase[..end]
}

fn stems(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(stem).collect()
}

/// A word in small letters without its punctuation and the ending of a plural.
pub(super) fn stem(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let word = word.to_lowercase();
    let ends = |ending: &str| word.len() > ending.len() + 2 && word.ends_with(ending);
    let cut = |ending: &str| word[..word.len() - ending.len()].to_owned();
    match () {
        () if ends("ies") => cut("ies") + "y",
        () if ends("men") => cut("en") + "an",
        () if ends("ches") || ends("shes") || ends("sses") || ends("xes") => cut("es"),
        () if ends("s") && !ends("ss") && !ends("us") => cut("s"),
        () => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_head() {
        let check = |kinds: &Kinds, phrase: &str, expected: Option<&str>| {
            assert_eq!(kinds.of(phrase), expected, "{phrase}");
        };
        check(&TARGETS, "A CITY BUS", Some("TRANSPORT VEHICLE"));
        check(&TARGETS, "BRANCHES OF THE ORLAND BANK", Some("FINANCIAL"));
        check(&PEOPLE, "THREE POLICEMEN", Some("LAW ENFORCEMENT"));
        check(&PEOPLE, "FARMERS", None);
        check(&WEAPONS, "TWO CAR BOMBS", Some("VEHICLE BOMB"));
        check(&WEAPONS, "HAND GRENADES", Some("GRENADE"));
        assert!(EFFECTS.death.iter().any(|word| word == "kill"));
    }

    #[test]
    fn words_of_a_text() {
        let found = WEAPONS.mentioned("A POWERFUL CAR BOMB WENT OFF BESIDE A BOMB");
        assert_eq!(found.as_deref(), Some("CAR BOMB"));
    }
}
