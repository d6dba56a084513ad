use std::sync::{Arc, LazyLock};

use ascribe_model::{KnownFrom, Published, SourceFile};
use ascribe_nlp::testing::doc_from_table;
use ascribe_text::SourceMap;

use super::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::built_in().unwrap());

fn report(published: Option<&str>) -> Report {
    let source = SourceFile {
        sha256: String::new(),
        media_type: "text/plain",
        encoding: "utf-8",
        bytes: 0,
        start: 0,
    };
    let published = published.map(|day| Published {
        value: day.parse().unwrap(),
        known_from: KnownFrom::Argument,
        span: None,
    });
    Report {
        source,
        text: Arc::from(""),
        map: SourceMap::default(),
        blocks: Vec::new(),
        url: None,
        outlet: None,
        title: None,
        byline: None,
        published,
        language: None,
        translated_from: None,
        notes: Vec::new(),
    }
}

/// The words of `text`, set apart by spaces, each hanging on the first by `dep`.
fn words(text: &str) -> Doc {
    let rows = text.split(' ').enumerate().map(|(index, word)| {
        let (head, dep) = if index == 0 { (0, "ROOT") } else { (1, "dep") };
        let (pos, tag) = if word.starts_with(char::is_uppercase) {
            ("PROPN", "NNP")
        } else {
            ("NOUN", "NN")
        };
        format!("{word} {} {pos} {tag} {head} {dep}", word.to_lowercase())
    });
    doc_from_table(text, &rows.collect::<Vec<_>>().join("\n"))
}

fn shown(text: &str, doc: &Doc, published: Option<&str>) -> Vec<String> {
    let found = times(doc, &report(published), &KNOWLEDGE);
    let show = |time: &Time| {
        format!(
            "{} {} {}",
            time.span.slice(text),
            time.value.as_deref().unwrap_or("-"),
            time.precision
        )
    };
    found.iter().map(show).collect()
}

/// Read in a report of Friday, 22 March 2024.
fn check(text: &str, expected: &[&str]) {
    assert_eq!(
        shown(text, &words(text), Some("2024-03-22")),
        expected,
        "{text}"
    );
}

/// Read in a report of an unknown day.
fn check_undated(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, &words(text), None), expected, "{text}");
}

#[test]
fn dates_that_say_their_year() {
    check_undated("on 22 March 2024", &["22 March 2024 2024-03-22 day"]);
    check_undated("on March 22 , 2024", &["March 22 , 2024 2024-03-22 day"]);
    check_undated(
        "on Friday , March 22nd , 2024",
        &["Friday , March 22nd , 2024 2024-03-22 day"],
    );
    check_undated("on 2024-03-22", &["2024-03-22 2024-03-22 day"]);
    check_undated("in March 2024", &["March 2024 2024-03 month"]);
    check_undated("in early March 2024", &["early March 2024 2024-03 month"]);
    check_undated("in 2021", &["2021 2021 year"]);
    check_undated("in the spring of 2023", &["spring of 2023 2023-SP season"]);
    check_undated("the 1990s", &["the 1990s 199 vague"]);
}

#[test]
fn days_near_publication() {
    check("they met yesterday", &["yesterday 2024-03-21 day"]);
    check("they met this morning", &["this morning 2024-03-22TMO day"]);
    check("they met last night", &["last night 2024-03-21TNI day"]);
    check("they met on Friday", &["Friday 2024-03-22 day"]);
    check("they met on Monday", &["Monday 2024-03-18 day"]);
    check("they met last Friday", &["last Friday 2024-03-15 day"]);
    check("they met next Friday", &["next Friday 2024-03-29 day"]);
    check(
        "they met on Monday night",
        &["Monday night 2024-03-18TNI day"],
    );
    check("they met two days ago", &["two days ago 2024-03-20 day"]);
}

#[test]
fn longer_times_near_publication() {
    check("they met last week", &["last week 2024-W11 week"]);
    check("they met last month", &["last month 2024-02 month"]);
    check("they met late last year", &["late last year 2023 year"]);
    check("they met in January", &["January 2024-01 month"]);
    check("they met in May", &["May 2023-05 month"]);
    check("they met last March", &["last March 2023-03 month"]);
    check("they met three years ago", &["three years ago 2021 year"]);
    check("they met last spring", &["last spring 2023-SP season"]);
    check("they met in December", &["December 2023-12 month"]);
    check(
        "they met in the third quarter",
        &["the third quarter 2023-Q3 season"],
    );
}

#[test]
fn a_year_is_taken_from_publication() {
    check("they met on March 20", &["March 20 2024-03-20 day"]);
    check("they met on 24 December", &["24 December 2023-12-24 day"]);
    check("they met on 29 February", &["29 February 2024-02-29 day"]);
    check("they met on 24 April", &["24 April 2024-04-24 day"]);
    check("they met on 31 February", &["February 2024-02 month"]);
}

#[test]
fn what_is_to_come_lies_ahead() {
    let text = "They will meet on Monday";
    let doc = doc_from_table(
        text,
        "They they PRON PRP 3 nsubj
         will will AUX MD 3 aux
         meet meet VERB VB 0 ROOT
         on on ADP IN 3 prep
         Monday Monday PROPN NNP 4 pobj B-DATE",
    );
    assert_eq!(
        shown(text, &doc, Some("2024-03-22")),
        ["Monday 2024-03-25 day"]
    );
}

#[test]
fn what_was_tried_is_over() {
    let text = "They tried to meet on Monday";
    let doc = doc_from_table(
        text,
        "They they PRON PRP 2 nsubj
         tried try VERB VBD 0 ROOT
         to to PART TO 4 aux
         meet meet VERB VB 2 xcomp
         on on ADP IN 4 prep
         Monday Monday PROPN NNP 5 pobj B-DATE",
    );
    assert_eq!(
        shown(text, &doc, Some("2024-03-22")),
        ["Monday 2024-03-18 day"]
    );
}

#[test]
fn nothing_is_guessed_without_a_date() {
    check_undated("they met on Friday", &["Friday - unresolved"]);
    check_undated("they met on March 22", &["March 22 - unresolved"]);
    check_undated("they met last week", &["last week - unresolved"]);
    check_undated("they met the next day", &["the next day - unresolved"]);
}

#[test]
fn the_story_has_its_own_days() {
    check(
        "on 3 March 2024 and the next day",
        &["3 March 2024 2024-03-03 day", "the next day 2024-03-04 day"],
    );
    check(
        "on 3 March 2024 and two days later",
        &[
            "3 March 2024 2024-03-03 day",
            "two days later 2024-03-05 day",
        ],
    );
}

#[test]
fn lengths_and_recurrences() {
    check("for three weeks", &["three weeks P3W vague"]);
    check("over the past two years", &["the past two years P2Y vague"]);
    check("a child 3 years old", &[]);
    check("every Friday", &["every Friday XXXX-WXX-5 vague"]);
    check("each month", &["each month P1M vague"]);
}

#[test]
fn years_in_words_and_longer() {
    check_undated("in nineteen ninety six", &["nineteen ninety six 1996 year"]);
    check_undated(
        "in January nineteen eighty",
        &["January nineteen eighty 1980-01 month"],
    );
    check_undated("fiscal 2019", &["fiscal 2019 2019 year"]);
    check_undated("the mid-1990s", &["the mid-1990s 199 vague"]);
    check_undated("the 20th century", &["the 20th century 19 vague"]);
    check_undated(
        "the last half of 2019",
        &["the last half of 2019 2019-H2 season"],
    );
    check_undated(
        "the end of March 2019",
        &["the end of March 2019 2019-03 month"],
    );
    check("in June last year", &["June last year 2023-06 month"]);
}

#[test]
fn stretches_named_by_their_unit() {
    check("over the weekend", &["the weekend 2024-W11-WE week"]);
    check("by the end of the year", &["the end of the year 2024 year"]);
    check(
        "the current quarter",
        &["the current quarter 2024-Q1 season"],
    );
    check("the old quarter of the town", &[]);
    check(
        "in the third quarter from nine a year earlier",
        &[
            "the third quarter 2023-Q3 season",
            "a year earlier 2022-Q3 season",
        ],
    );
    check(
        "in the third quarter and the year-earlier quarter",
        &[
            "the third quarter 2023-Q3 season",
            "the year-earlier quarter 2022-Q3 season",
        ],
    );
}

#[test]
fn what_the_story_goes_on_from() {
    check(
        "on 3 March 2020 and 4",
        &["3 March 2020 2020-03-03 day", "4 2020-03-04 day"],
    );
    check(
        "on 3 March 2020 and the following year",
        &[
            "3 March 2020 2020-03-03 day",
            "the following year 2021 year",
        ],
    );
    check(
        "on 3 March 2020 and the next morning",
        &[
            "3 March 2020 2020-03-03 day",
            "the next morning 2020-03-04TMO day",
        ],
    );
    check(
        "in 2015 and two years later",
        &["2015 2015 year", "two years later 2017 year"],
    );
    check(
        "in 2015 and two days later",
        &["2015 2015 year", "two days later - unresolved"],
    );
    check("the day after the vote", &["the day after - unresolved"]);
    check(
        "the day before Christmas 2020",
        &["the day before Christmas 2020 2020-12-24 day"],
    );
}

#[test]
fn feasts() {
    check("during Ramadan", &["Ramadan 2024-03-11/2024-04-09 month"]);
    check("at Nowruz", &["Nowruz 2024-03-20 day"]);
    check("on Yom Kippur 2023", &["Yom Kippur 2023 2023-09-25 day"]);
    check("on Good Friday 2024", &["Good Friday 2024 2024-03-29 day"]);
    check("last Christmas", &["last Christmas 2023-12-25 day"]);
    check(
        "on Thanksgiving Day 2023",
        &["Thanksgiving Day 2023 2023-11-23 day"],
    );
    check("on Christmas Island", &[]);
}

#[test]
fn what_is_not_counted() {
    check("for several months", &["several months PXM vague"]);
    check("the past few weeks", &["the past few weeks PXW vague"]);
    check("a year and a half", &["a year and a half P1Y6M vague"]);
    check("half an hour", &["half an hour PT30M vague"]);
    check("for twenty more years", &["twenty more years P20Y vague"]);
    check("in recent years", &["recent years PAST_REF vague"]);
    check("in the near future", &["the near future FUTURE_REF vague"]);
    check("four flights a week", &[]);
    check("twice a week", &["twice a week P1W vague"]);
}

#[test]
fn hours() {
    check(
        "at 10:30 pm on Monday",
        &["10:30 pm on Monday 2024-03-18T22:30 day"],
    );
    check("at 9 a.m.", &["9 a.m. 2024-03-22T09:00 day"]);
    check(
        "until 5 p.m. GMT , March 24",
        &["5 p.m. GMT , March 24 2024-03-24T17:00 day"],
    );
    check(
        "at midnight Friday",
        &["midnight Friday 2024-03-22T24:00 day"],
    );
    check(
        "the night of 3 March",
        &["the night of 3 March 2024-03-03TNI day"],
    );
}

#[test]
fn what_is_no_time() {
    check("they may march in the fall of the city", &[]);
    let text = "a toll of 2021 men";
    let doc = doc_from_table(
        text,
        "a a DET DT 2 det
         toll toll NOUN NN 0 ROOT
         of of ADP IN 2 prep
         2021 2021 NUM CD 5 nummod
         men man NOUN NNS 3 pobj",
    );
    assert!(shown(text, &doc, None).is_empty());
}

#[test]
fn every_cell_has_evidence() {
    let doc = words("they met last Friday");
    let found = times(&doc, &report(Some("2024-03-22")), &KNOWLEDGE);
    let fields: Vec<_> = found[0].evidence.iter().map(|entry| entry.field).collect();
    assert_eq!(
        fields,
        ["type", "precision", "value", "interval", "anchor", "value"]
    );
    assert_eq!(
        found[0].evidence[5].by.as_str(),
        "derived/weekday-from-publication@1"
    );
}
