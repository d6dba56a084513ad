//! Patterns against trees written by hand.

use proptest::prelude::*;

use super::*;
use crate::testing::doc_from_table;

const WARNED: &str =
    "Officials in Marn warned Ilo Bren on Monday that rebels had not left and might return .";
const WARNED_TREE: &str = "
    Officials official NOUN NNS 4 nsubj
    in in ADP IN 1 prep
    Marn Marn PROPN NNP 2 pobj B-GPE Number=Sing
    warned warn VERB VBD 0 ROOT _ Tense=Past|VerbForm=Fin
    Ilo Ilo PROPN NNP 6 compound B-PERSON
    Bren Bren PROPN NNP 4 dobj I-PERSON
    on on ADP IN 4 prep
    Monday Monday PROPN NNP 7 pobj B-DATE
    that that SCONJ IN 13 mark
    rebels rebel NOUN NNS 13 nsubj
    had have AUX VBD 13 aux
    not not PART RB 13 neg
    left leave VERB VBN 4 ccomp
    and and CCONJ CC 13 cc
    might might AUX MD 16 aux
    return return VERB VB 13 conj
    . . PUNCT . 4 punct";

fn lexicons() -> LexiconSet {
    let mut lexicons = LexiconSet::default();
    lexicons.insert("reporting", ["say", "warn", "call for"]);
    lexicons.insert("fighters", ["rebel"]);
    lexicons
}

fn compile(text: &str) -> Result<Pattern, Error> {
    Pattern::compile(
        "test",
        text,
        Place {
            file: "test.toml",
            line: 10,
        },
        &lexicons(),
    )
}

fn patterns(text: &str) -> PatternSet {
    PatternSet::new(vec![compile(text).unwrap()])
}

/// Each match of `pattern` in the sentence above as `name=token name=token`.
fn check(pattern: &str, expected: &[&str]) {
    let doc = doc_from_table(WARNED, WARNED_TREE);
    let set = patterns(pattern);
    let found: Vec<_> = set
        .find(doc.sentences().next().unwrap())
        .iter()
        .map(written)
        .collect();
    assert_eq!(found, expected, "{pattern}");
}

fn written(found: &Match<'_>) -> String {
    let captures = found
        .captures()
        .map(|(name, token)| format!("{name}={}", token.text()));
    captures.collect::<Vec<_>>().join(" ")
}

fn check_error(pattern: &str, line: usize, part: &str) {
    let message = compile(pattern).unwrap_err().to_string();
    assert!(
        message.starts_with(&format!("test.toml:{line}: ")),
        "{message}"
    );
    assert!(message.contains(part), "{message}");
}

#[test]
fn a_tree_with_optional_and_absent_nodes() {
    check(
        "cue pos:VERB lemma:@reporting
           source   <nsubj|nsubjpass
           ?hearer  <dobj ent:PERSON
           content  <ccomp
             ?not   <neg
           !        <dative",
        &["cue=warned source=Officials hearer=Bren content=left not=not"],
    );
    check("cue lemma:warn\n  ?hearer <dobj ent:ORG", &["cue=warned"]);
    check("cue lemma:warn\n  ! <dobj", &[]);
    check("cue lemma:warn\n  ! <dobj\n    _ <neg", &["cue=warned"]);
}

#[test]
fn relations() {
    check(
        "a lemma:warn\n  b <prep\n    c <pobj",
        &["a=warned b=on c=Monday"],
    );
    check(
        "a lemma:warn\n  b <<pobj",
        &["a=warned b=Marn", "a=warned b=Monday"],
    );
    check("a lemma:leave\n  b >ccomp", &["a=left b=warned"]);
    check("a lemma:leave\n  b >conj", &[]);
    check(
        "a lemma:return\n  b >> pos:VERB",
        &["a=return b=left", "a=return b=warned"],
    );
    check("a lemma:return\n  b >>ccomp", &["a=return b=warned"]);
    check("a lemma:not\n  b +1", &["a=not b=left"]);
    check("a lemma:not\n  b -2", &["a=not b=rebels"]);
    check("a lemma:official\n  b -1", &[]);
    check("a lemma:leave\n  b + pos:AUX", &["a=left b=might"]);
    check(
        "a lemma:leave\n  b - pos:ADP",
        &["a=left b=in", "a=left b=on"],
    );
    check("a lemma:return\n  b <!aux", &[]);
}

#[test]
fn conditions() {
    check("a ent:*", &["a=Marn", "a=Ilo", "a=Bren", "a=Monday"]);
    check("a ent:!* pos:NOUN|PROPN", &["a=Officials", "a=rebels"]);
    check("a lower:officials", &["a=Officials"]);
    check("a text:officials", &[]);
    check("a tag:VB* lemma:!have|leave", &["a=warned", "a=return"]);
    check("a lower:*icials", &["a=Officials"]);
    check("a morph:VerbForm=Fin", &["a=warned"]);
    check("a pos:PROPN morph:!Number=Sing dep:pobj", &["a=Monday"]);
    check("a lemma:@fighters|official", &["a=Officials", "a=rebels"]);
    check("a text:\".\"|\"|\" # the full stop", &["a=."]);
}

#[test]
fn nodes_are_never_the_same_token() {
    check("a lemma:warn\n  b <prep\n  c <prep", &[]);
    check(
        "a lemma:leave\n  ?b <nsubj|neg\n  c <nsubj",
        &["a=left b=not c=rebels"],
    );
    check(
        "a lemma:leave\n  b <nsubj\n  ! <nsubj",
        &["a=left b=rebels"],
    );
}

#[test]
fn every_way_is_given() {
    check(
        "a lemma:leave\n  b <aux|neg\n  c <cc|conj",
        &[
            "a=left b=had c=and",
            "a=left b=had c=return",
            "a=left b=not c=and",
            "a=left b=not c=return",
        ],
    );
}

#[test]
fn ways_are_bounded() {
    let line = "x x NOUN NN 1 dep\n".repeat(40);
    let doc = doc_from_table(
        &format!("r{}", " x".repeat(40)),
        &format!("r r VERB VB 0 ROOT\n{line}"),
    );
    let set = patterns("a lemma:r\n  b <\n  c <\n  d <");
    assert_eq!(set.find(doc.sentences().next().unwrap()).len(), 256);
}

#[test]
fn a_set_gives_the_order_of_the_text() {
    let doc = doc_from_table(WARNED, WARNED_TREE);
    let texts = [
        "a lemma:leave",
        "b pos:VERB",
        "c lower:officials",
        "d dep:!punct lemma:warn|leave",
    ];
    let set = PatternSet::new(texts.iter().map(|text| compile(text).unwrap()).collect());
    let found: Vec<_> = set
        .find(doc.sentences().next().unwrap())
        .iter()
        .map(written)
        .collect();
    assert_eq!(
        found,
        [
            "c=Officials",
            "b=warned",
            "d=warned",
            "a=left",
            "b=left",
            "d=left",
            "b=return"
        ]
    );
}

#[test]
fn matches_stay_in_their_sentence() {
    let table = "He he PRON PRP 2 nsubj\nsaid say VERB VBD 0 ROOT\n\nThey they PRON PRP 2 nsubj\nleft leave VERB VBD 0 ROOT";
    let doc = doc_from_table("He said They left", table);
    let set = patterns("a pos:VERB\n  b + ");
    assert!(
        doc.sentences()
            .all(|sentence| set.find(sentence).is_empty())
    );
    assert!(
        doc.sentences()
            .all(|sentence| patterns("a pos:VERB\n  b +1").find(sentence).is_empty())
    );
}

#[test]
fn near_misses_say_which_line_failed() {
    let doc = doc_from_table(WARNED, WARNED_TREE);
    let sentence = doc.sentences().next().unwrap();
    let miss = |text: &str| {
        let set = patterns(text);
        let miss = set.near_misses(sentence).remove(0);
        let reason = match miss.reason {
            Reason::NotThere => "not there".to_owned(),
            Reason::Unlike(tokens) => format!("{tokens:?}"),
            Reason::Forbidden(token) => format!("forbidden {token:?}"),
        };
        format!("{} `{}`: {reason}", miss.line, miss.text)
    };
    assert_eq!(
        miss("a lemma:warn\n\n  b   <xcomp # none"),
        "12 `b <xcomp`: not there"
    );
    assert_eq!(
        miss("a lemma:warn\n  b <nsubj\n  c <dobj pos:PROPN ent:ORG"),
        "12 `c <dobj pos:PROPN ent:ORG`: [(5:\"Bren\", \"ent:ORG\")]"
    );
    assert_eq!(
        miss("a lemma:warn\n  ! <dobj ent:PERSON"),
        "11 `! <dobj ent:PERSON`: forbidden 5:\"Bren\""
    );
    assert!(patterns("a lemma:warn").near_misses(sentence).is_empty());
}

#[test]
fn matches_show_their_lines() {
    let doc = doc_from_table(WARNED, WARNED_TREE);
    let set = patterns("a lemma:warn\n  _ <nsubj\n  ?c <iobj");
    let found = set.find(doc.sentences().next().unwrap());
    let lines: Vec<_> = found[0]
        .lines()
        .map(|(line, text, token)| (line, text, token.map(Token::text)))
        .collect();
    assert_eq!(
        lines,
        [
            (10, "a lemma:warn", Some("warned")),
            (11, "_ <nsubj", Some("Officials")),
            (12, "?c <iobj", None)
        ]
    );
    let tokens: Vec<_> = found[0].tokens().into_iter().map(Token::text).collect();
    assert_eq!(tokens, ["Officials", "warned"]);
    assert_eq!(found[0].root().text(), "warned");
}

#[test]
fn errors_say_where_and_what_to_write() {
    check_error("", 10, "is empty");
    check_error("# only a comment", 10, "is empty");
    check_error("lemma:say", 10, "begins with a name");
    check_error("a lemma:say\nb <nsubj", 11, "one root");
    check_error("a\n    b <\n  c <", 12, "fits no line above");
    check_error("a\n\tb <", 11, "use spaces");
    check_error("a\n  b", 11, "`<nsubj`");
    check_error("a\n  b nsubj", 11, "not `nsubj`");
    check_error("a\n  b +0", 11, "not `+0`");
    check_error("a\n  a <", 11, "two nodes");
    check_error("a\n  ! <\n    b <", 12, "write `_`");
    check_error("?a lemma:say", 10, "first line must match");
    check_error("a say", 10, "not a condition");
    check_error(
        "a word:say",
        10,
        "there is no field `word`; use one of lemma,",
    );
    check_error("a lemma:@unknown", 10, "known are: fighters, reporting");
    check_error("a lemma:", 10, "empty value");
    check_error("a lemma:say|", 10, "empty value");
    check_error("a lemma:s*y", 10, "inside one");
    check_error("a text:\"x", 10, "not closed");
    check_error("a text:\"x\"y", 10, "between quotation marks");
    check_error(&format!("a{}", "\n ?_ <".repeat(64)), 74, "split it");
}

proptest! {
    #[test]
    fn no_text_makes_the_compiler_panic(text in "([ ]{0,3}[a-c!?_]{0,2} ?[<>+.@-]{0,2}[a-z:\"|*!@#é1]{0,8}\n){0,6}") {
        if let Ok(pattern) = compile(&text) {
            let doc = doc_from_table(WARNED, WARNED_TREE);
            let set = PatternSet::new(vec![pattern]);
            let sentence = doc.sentences().next().unwrap();
            let roots = set.find(sentence).iter().map(|found| found.root().id()).collect::<Vec<_>>();
            prop_assert!(set.near_misses(sentence).iter().all(|miss| !roots.contains(&miss.root.id())));
        }
    }
}
