//! Strings as people write them into a template, and how many a phrase speaks of.

/// Words that begin a phrase and tell nothing of what it names.
const BEFORE: [&str; 22] = [
    "THE",
    "A",
    "AN",
    "THIS",
    "THAT",
    "THESE",
    "THOSE",
    "HIS",
    "HER",
    "THEIR",
    "ITS",
    "OUR",
    "SEVERAL",
    "SOME",
    "MANY",
    "OTHER",
    "ANOTHER",
    "AT",
    "LEAST",
    "ABOUT",
    "APPROXIMATELY",
    "BOTH",
];

/// Words that begin what a string leaves out.
const BEHIND: [&str; 10] = [
    "WHO", "WHOM", "WHOSE", "THAT", "WHICH", "WHERE", "WHEN", "WHILE", "AFTER", "BECAUSE",
];

const NUMBERS: [&str; 12] = [
    "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN",
    "TWELVE",
];

/// Plurals that do not end so.
const PLURALS: [&str; 6] = ["PEOPLE", "CHILDREN", "POLICE", "PERSONNEL", "OTHERS", "MEN"];

/// Words that point without naming.
const POINTERS: [&str; 26] = [
    "HE",
    "SHE",
    "IT",
    "THEY",
    "WE",
    "I",
    "HIM",
    "HER",
    "THEM",
    "US",
    "WHO",
    "WHOM",
    "WHICH",
    "THAT",
    "THIS",
    "THESE",
    "THOSE",
    "HIS",
    "THEIR",
    "ITS",
    "ONE",
    "YOU",
    "ME",
    "HIMSELF",
    "THEMSELVES",
    "WHOSE",
];

/// The words of a span in capitals on one line, without determiner, insertions and clauses.
pub(super) fn cut(words: &str) -> String {
    let words = without_brackets(&words.to_uppercase()).replace('"', "");
    let words: Vec<&str> = words.split_whitespace().collect();
    let end = words
        .iter()
        .position(|word| BEHIND.contains(word))
        .filter(|end| *end > 0);
    let words = &words[..end.unwrap_or(words.len())];
    let is_empty = |word: &&&str| {
        BEFORE.contains(*word)
            || NUMBERS.contains(*word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let start = words.iter().take_while(is_empty).count();
    let words = if start < words.len() {
        &words[start..]
    } else {
        words
    };
    let phrase = words.join(" ");
    phrase
        .trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')')
        .to_owned()
}

/// "the EPL [Popular Liberation Army]" is the EPL.
fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let kept = words.chars().filter(|letter| {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

/// Whether the words only point to somebody: "they", "who".
pub(super) fn only_points(words: &str) -> bool {
    let words = words.trim().to_uppercase();
    POINTERS.contains(&words.as_str())
}

/// In quotation marks.
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', ""))
}

/// How many the phrase speaks of: `5`, `5-`, `~100`, `PLURAL`.
pub(super) fn number(words: &str) -> String {
    let words = words.to_uppercase();
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let told = tokens
        .iter()
        .take(5)
        .enumerate()
        .find_map(|(at, word)| Some((at, figure(word)?)));
    if let Some((at, number)) = told {
        let before = tokens[..at].join(" ");
        return match () {
            () if before.contains("LEAST") || before.contains("MORE THAN") => format!("{number}-"),
            () if before.contains("ABOUT")
                || before.contains("APPROXIMATELY")
                || before.contains("SOME") =>
            {
                format!("~{number}")
            }
            () => number.to_string(),
        };
    }
    if is_plural(&words) { "PLURAL" } else { "1" }.to_owned()
}

fn figure(word: &str) -> Option<u64> {
    let named = NUMBERS.iter().position(|number| *number == word);
    let named = named.and_then(|at| u64::try_from(at + 1).ok());
    named.or_else(|| word.replace(',', "").parse().ok())
}

fn is_plural(words: &str) -> bool {
    let head = super::words::head_of(words);
    let head = head.split_whitespace().last().unwrap_or_default();
    let head = head.trim_matches(|letter: char| !letter.is_alphanumeric());
    let ends = |ending: &str| head.ends_with(ending);
    PLURALS.contains(&head) || ends("MEN") || ends("S") && !ends("SS") && !ends("US") && !ends("'S")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        let check = |words: &str, expected: &str| assert_eq!(cut(words), expected);
        check("the offices of\nthe Kolm Bank", "OFFICES OF THE KOLM BANK");
        check("two farmers who lived there", "FARMERS");
        check("the KLA [Kolm Liberation Army]", "KLA");
        check("at least five guards,", "GUARDS");
        check("the two", "THE TWO");
    }

    #[test]
    fn numbers() {
        let check = |words: &str, expected: &str| assert_eq!(number(words), expected, "{words}");
        check("at least five guards", "5-");
        check("about 100 people", "~100");
        check("three wagons", "3");
        check("the wagons of the train", "PLURAL");
        check("a wagon", "1");
        check("policemen", "PLURAL");
    }
}
