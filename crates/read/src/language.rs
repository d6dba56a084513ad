//! Which language a report is in.
//!
//! What the caller says outranks the words of the text, which outrank what the page declares: pages
//! are built with templates whose language nobody sets. Where the words are too few to be sure, the
//! declaration stands; without one the language stays unknown. Tells languages apart and knows none.

use ascribe_model::{BlockKind, Note};
use whatlang::Script;

use crate::ReadOptions;
use crate::page::{Page, note};

/// So much of a text is looked at, in bytes.
const MOST: usize = 8_000;

/// How sure the library must be that a text of so many letters is in another language of the Latin
/// alphabet than English. Of the 5,467 beginnings of English news that have 150 letters or more, one
/// was wrongly taken for another language at this; of the 354 with 100 to 149 letters, none.
const SURE: &[(usize, f64)] = &[(150, 0.35), (100, 0.9)];

/// Codes of two letters for the library's of three (ISO 639-1 and 639-3).
const TAGS: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"),
    ("ben", "bn"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"),
    ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"),
    ("fin", "fi"), ("fra", "fr"), ("guj", "gu"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"),
    ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"), ("jav", "jv"), ("jpn", "ja"),
    ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"), ("lav", "lv"),
    ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"),
    ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"),
    ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"),
    ("sna", "sn"), ("spa", "es"), ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"),
    ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"), ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"),
    ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
];

/// The page's language as a BCP 47 tag, and a note where its words contradict its declaration.
pub(crate) fn of(page: &Page, options: &ReadOptions) -> (Option<String>, Option<Note>) {
    if options.language.is_some() {
        return (options.language.clone(), None);
    }
    let declared = page.language.clone();
    let Some(told) = told(&article(page)) else {
        return (declared, None);
    };
    match declared {
        Some(declared) if primary(&declared) == told => (Some(declared), None),
        Some(declared) => {
            let message = format!("the page declares the language {declared}; its words are {told}");
            (Some(told.to_owned()), Some(note("language-declared", message)))
        }
        None => (Some(told.to_owned()), None),
    }
}

/// The language of a tag without its script and region: `en` of `en-GB`.
fn primary(tag: &str) -> String {
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    tag[..end].to_lowercase()
}

fn article(page: &Page) -> String {
    let mut article = String::new();
    for part in page.parts.iter().filter(|part| part.kind != BlockKind::Furniture) {
        if MOST <= article.len() {
            break;
        }
        let words = part.span.slice(&page.text);
        article.push_str(&words[..words.floor_char_boundary(MOST)]);
        article.push(' ');
    }
    article
}

fn told(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let sure = SURE
        .iter()
        .any(|&(fewest, sure)| fewest <= letters && sure <= info.confidence());
    // Other scripts say at once that a text is not in the Latin alphabet.
    (info.script() != Script::Latin || sure).then(|| tag(info.lang().code()))
}

fn tag(code: &'static str) -> &'static str {
    TAGS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn check(text: &str, expected: Option<&str>) {
        let report = read(text.as_bytes(), &ReadOptions::default());
        assert_eq!(report.language.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_few_sentences_tell() {
        check(
            "Five people were killed and eleven were hurt on Monday when a bomb went off at the \
             market of the old town, the governor said. Nobody has said who did it.",
            Some("en"),
        );
        check(
            "Vijf mensen kwamen maandag om het leven en elf raakten gewond toen er een bom afging op \
             de markt in de oude stad, zei de gouverneur. Niemand heeft gezegd wie het heeft gedaan. \
             De weg naar de bergen is nog altijd gesloten.",
            Some("nl"),
        );
        check("Пять человек погибли в понедельник на рынке.", Some("ru"));
    }

    #[test]
    fn a_few_words_do_not() {
        check("Blast in Zandar", None);
        check("", None);
    }

    #[test]
    fn the_caller_knows_best() {
        let options = ReadOptions {
            language: Some("nl".to_owned()),
            ..ReadOptions::default()
        };
        let report = read("Five people were killed. ".repeat(20).as_bytes(), &options);
        assert_eq!(report.language.as_deref(), Some("nl"));
    }

    #[test]
    fn words_outrank_a_declaration() {
        let json = format!(
            r#"{{"text": "{}", "language": "fr"}}"#,
            "Five people were killed and eleven were hurt on Monday when a bomb went off at the \
             market of the old town, the governor said. Nobody has said who did it."
        );
        let report = read(json.as_bytes(), &ReadOptions::default());
        assert_eq!(report.language.as_deref(), Some("en"));
        assert_eq!(report.notes[0].code, "language-declared");
    }
}
