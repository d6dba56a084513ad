use proptest::prelude::*;

use super::*;
use crate::strings;

const PREFIX: &str = r#"^\(|^"|^'|^\$|^\+(?![0-9])"#;
const SUFFIX: &str = r#"\)$|"$|,$|\.\.+$|'s$|(?<=[0-9])(?:km|m)$|(?<=[a-z0-9\)])\.$"#;
const INFIX: &str = r"\.\.+|(?<=[A-Za-z])-(?=[A-Za-z])|(?<=[A-Za-z]),(?=[A-Za-z])";
const URL: &str = r"(?u)^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,3}(?:/\S*)?$";

/// Each exception with its tokens, and the norm of the last where it has one.
const EXCEPTIONS: &[(&str, &[&str], &str)] = &[
    ("don't", &["do", "n't"], "not"),
    ("Cause", &["Cause"], "because"),
    ("a.m.", &["a.m."], ""),
    ("5a.m.", &["5", "a.m."], ""),
    ("co-op", &["co-op"], ""),
    ("co-op-a-b", &["co", "-op-a-b"], ""),
    ("'s", &["'s"], ""),
    ("(o)", &["(o)"], ""),
    ("et al.", &["et al."], ""),
    (" ", &[" "], ""),
];

/// MessagePack, as far as a tokenizer's file needs it.
mod pack {
    pub(super) fn string(text: &str) -> Vec<u8> {
        let mut bytes = vec![0xda];
        bytes.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
        bytes.extend(text.as_bytes());
        bytes
    }

    pub(super) fn list(items: &[Vec<u8>]) -> Vec<u8> {
        [
            vec![0x90 | u8::try_from(items.len()).unwrap()],
            items.concat(),
        ]
        .concat()
    }

    pub(super) fn map(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = vec![0x80 | u8::try_from(entries.len()).unwrap()];
        bytes.extend(
            entries
                .iter()
                .flat_map(|(key, value)| [key.as_slice(), value].concat()),
        );
        bytes
    }
}

fn exception(tokens: &[&str], norm: &str) -> Vec<u8> {
    let orth = |token: &str| (vec![65], pack::string(token));
    let (last, others) = tokens.split_last().unwrap();
    let mut items: Vec<_> = others
        .iter()
        .map(|token| pack::map(&[orth(token)]))
        .collect();
    let norm = (!norm.is_empty()).then(|| (vec![67], pack::string(norm)));
    items.push(pack::map(
        &[vec![orth(last)], Vec::from_iter(norm)].concat(),
    ));
    pack::list(&items)
}

fn file(patterns: &[(&str, &str)], exceptions: &[(&str, &[&str], &str)], faster: bool) -> Vec<u8> {
    let exceptions = exceptions.iter();
    let exceptions =
        exceptions.map(|(chunk, tokens, norm)| (pack::string(chunk), exception(tokens, norm)));
    let patterns = patterns
        .iter()
        .map(|(name, pattern)| (pack::string(name), pack::string(pattern)));
    let mut entries: Vec<_> = patterns.collect();
    entries.push((
        pack::string("exceptions"),
        pack::map(&exceptions.collect::<Vec<_>>()),
    ));
    entries.push((
        pack::string("faster_heuristics"),
        vec![if faster { 0xc3 } else { 0xc2 }],
    ));
    entries.push((pack::string("token_match"), vec![0xc0]));
    pack::map(&entries)
}

fn read(bytes: &[u8]) -> Result<Tokenizer, Error> {
    Tokenizer::read(bytes, Vocabulary::new(&Lookups::read(b"\x80", "test")?)?)
}

fn tokenizer() -> Tokenizer {
    let patterns = [
        ("prefix_search", PREFIX),
        ("suffix_search", SUFFIX),
        ("infix_finditer", INFIX),
        ("url_match", URL),
    ];
    read(&file(&patterns, EXCEPTIONS, true)).unwrap()
}

fn whole(text: &str) -> Span<Text> {
    Span::new(0, text.len())
}

/// Checks the tokens of `text`, joined by bars.
#[track_caller]
fn check(text: &str, expected: &str) {
    let tokens = tokenizer().tokenize(text, whole(text));
    let found: Vec<_> = tokens.iter().map(|token| token.span.slice(text)).collect();
    assert_eq!(found.join("|"), expected);
}

// Expectations as the `Tokenizer` of spaCy 3.8.18 with the same patterns and exceptions gives them.

#[test]
fn white_space() {
    check("", "");
    check("we left", "we|left");
    check(" we  left ", " |we| |left");
    check("we \n left\n", "we|\n |left|\n");
    check("we\u{a0}left\u{1c}", "we|\u{a0}|left|\u{1c}");
}

#[test]
fn affixes() {
    check("(we) \"left\",", "(|we|)|\"|left|\"|,");
    check("the army's men left...", "the|army|'s|men|left|...");
    check("10km, 10 km. A.", "10|km|,|10|km|.|A.");
    check("+a +1 $5 (+", "+|a|+1|$|5|(|+");
    check("((()))", "(|(|(|)|)|)");
}

#[test]
fn infixes() {
    check("well-known yes,no x..y", "well|-|known|yes|,|no|x|..|y");
    check("-a a- 1-2", "-a|a-|1-2");
    check("...a", "...a");
}

#[test]
fn urls_stay_whole() {
    check("(see ex-am.org/a-b,c)", "(|see|ex-am.org/a-b,c|)");
    check("http://ex.org, a-b.c", "http://ex.org|,|a|-|b.c");
}

#[test]
fn exceptions_in_chunks() {
    check("(don't)", "(|do|n't|)");
    check("at 5a.m., no", "at|5|a.m.|,|no");
    check("5a.m.s 'don't 'don't'", "5a.m.s|'|do|n't|'|don't'");
    check("it's 's", "it|'s|'s");
    check("(o) ((o)", "(o)|(|(o)");
}

#[test]
fn exceptions_in_runs_of_tokens() {
    check("a non-co-op member", "a|non|-|co-op|member");
    check("co-op-a-b co - op", "co|-op-a-b|co|-|op");
    check("Ozan et al. left", "Ozan|et al.|left");
    check("et  al.", "et| |al|.");
}

#[test]
fn norms_of_exceptions() {
    let text = "Cause I don't";
    let norms: Vec<_> = tokenizer()
        .tokenize(text, whole(text))
        .iter()
        .map(|token| token.lexeme.norm)
        .collect();
    assert_eq!(norms, ["because", "i", "do", "not"].map(strings::id));
}

#[test]
fn patterns_that_are_not_there() {
    let tokenizer = read(&file(&[], &[("don't", &["do", "n't"], "")], true)).unwrap();
    let text = "(we) don't (don't)";
    let tokens = tokenizer.tokenize(text, whole(text));
    let found: Vec<_> = tokens.iter().map(|token| token.span.slice(text)).collect();
    assert_eq!(found, ["(we)", "do", "n't", "(don't)"]);
}

#[test]
fn without_faster_heuristics_all_exceptions_are_found_in_runs() {
    let exceptions: [(&str, &[&str], &str); 1] = [("dont", &["do", "nt"], "")];
    let patterns = [("infix_finditer", "-")];
    for (faster, expected) in [(true, "a|-|dont"), (false, "a|-|do|nt")] {
        let tokenizer = read(&file(&patterns, &exceptions, faster)).unwrap();
        let tokens = tokenizer.tokenize("a-dont", whole("a-dont"));
        let found: Vec<_> = tokens
            .iter()
            .map(|token| token.span.slice("a-dont"))
            .collect();
        assert_eq!(found.join("|"), expected);
    }
}

#[test]
fn a_stretch_is_a_text_of_its_own() {
    let text = "He said: (we left) today";
    let stretch = Span::new(9, 18);
    let tokens = tokenizer().tokenize(text, stretch);
    let found: Vec<_> = tokens.iter().map(|token| token.span.slice(text)).collect();
    assert_eq!(found, ["(", "we", "left", ")"]);
    assert!(!tokens[3].space);
}

#[test]
fn a_long_chunk_takes_time_in_proportion() {
    for unit in ["(", ")", "$", "'", "a-", "a.b@", ":@", "9."] {
        let text = unit.repeat(20_000);
        assert!(!tokenizer().tokenize(&text, whole(&text)).is_empty());
    }
}

#[test]
fn damage_is_an_error() {
    let good = file(&[("prefix_search", PREFIX)], EXCEPTIONS, true);
    for end in 0..good.len() {
        assert!(read(&good[..end]).is_err());
    }
    assert!(
        read(&file(&[], &[("ab", &["a"], "")], true))
            .unwrap_err()
            .is_corrupt()
    );
    assert!(
        read(&file(&[], &[("", &[""], "")], true))
            .unwrap_err()
            .is_corrupt()
    );
    let error = read(&file(&[("infix_finditer", "(?x)a")], &[], true)).unwrap_err();
    assert!(error.is_unsupported() && error.to_string().contains("infix_finditer"));
}

/// Text of what the patterns and exceptions are about, and any other.
fn texts() -> impl Strategy<Value = String> {
    let known = EXCEPTIONS.iter().map(|(chunk, ..)| *chunk);
    let signs = [
        "(", ")", "\"", "'", ",", ".", "..", "-", "$", "+", "km", "1", "a", "Ü",
    ];
    let others = ["http://a.de", " ", "\n", "\u{a0}"];
    let known: Vec<_> = known.chain(signs).chain(others).collect();
    let known = proptest::sample::select(known).prop_map(str::to_owned);
    proptest::collection::vec(prop_oneof![known, ".{0,4}"], 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn tokens_and_gaps_rebuild_the_text(text in texts()) {
        let mut rebuilt = String::new();
        for token in tokenizer().tokenize(&text, whole(&text)) {
            prop_assert!(!token.span.is_empty());
            prop_assert_eq!(token.span.start(), rebuilt.len());
            rebuilt.push_str(token.span.slice(&text));
            rebuilt.push_str(if token.space { " " } else { "" });
        }
        prop_assert_eq!(rebuilt, text);
    }

    #[test]
    fn what_is_remembered_changes_nothing(texts in proptest::collection::vec(texts(), 1..4)) {
        let used = tokenizer();
        for text in texts {
            let fresh = tokenizer().tokenize(&text, whole(&text));
            used.tokenize(&text, whole(&text));
            prop_assert_eq!(format!("{:?}", used.tokenize(&text, whole(&text))), format!("{fresh:?}"));
        }
    }
}
