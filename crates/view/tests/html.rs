//! The page for a browser, of a record made by hand and of hostile ones.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use ascribe_view::html;
use ascribe_wire::{Block, Record, Span};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

const RECORD: &str = include_str!("../../wire/tests/base/v1.json");

fn record() -> Record {
    serde_json::from_str(RECORD).unwrap()
}

/// The text of a page as a reader sees it.
fn visible(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let body = body.split("<script>").next().unwrap();
    let mut words = String::new();
    for piece in body.split('<') {
        words.push_str(piece.split_once('>').map_or("", |(_, words)| words));
    }
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_report_stands_beside_its_record() {
    let page = visible(&html(&record()));
    for words in [
        "A bomb went off at the main market of Zandar",
        "Who did it, on whose word",
        "at least 14 people",
        "line 5",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn cards_and_words_know_each_other() {
    let record = record();
    let page = html(&record);
    for event in &record.events {
        let name = format!("data-i=\"{}\"", event.id);
        assert!(
            page.contains(&format!("role=\"group\" {name}")),
            "no card: {name}"
        );
    }
    let (article, _) = page.split_once("</article>").unwrap();
    for toll in &record.tolls {
        let is_marked = article.split("data-i=\"").skip(1).any(|rest| {
            let names = rest.split('"').next().unwrap();
            names.split(' ').any(|name| name == toll.head.id)
        });
        assert!(is_marked, "no words: {}", toll.head.id);
    }
}

/// The policy names the style and the script by what they are; with others the page stays still.
#[test]
fn the_policy_permits_its_own_style_and_script_alone() {
    let page = html(&record());
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let inside = page.split(&format!("<{element}>")).nth(1).unwrap();
        let inside = inside.split(&format!("</{element}>")).next().unwrap();
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(inside));
        let wanted = format!("{directive} 'sha256-{digest}'").replace('\'', "&#39;");
        let wanted_bare = wanted.replace("&#39;", "'");
        assert!(
            page.contains(&wanted) || page.contains(&wanted_bare),
            "put this into the policy: {wanted_bare}"
        );
    }
    assert!(!page.contains(" style=\"") && !page.contains("http://") && !page.contains("https://"));
}

/// Everything that a page could be made to run.
const PAYLOADS: [&str; 7] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<!-- --><style>*{display:none}</style>",
    "&lt;b&gt; &amp; \u{202e}txet\u{202c} \0 \u{1b}[2J",
];

/// A record that says `payload` wherever a report's words can stand.
fn hostile(payload: &str) -> Record {
    let text = serde_json::to_string(payload).unwrap();
    let mut record = record();
    let report = &mut record.report;
    report.text = payload.to_owned();
    let end = payload.chars().count();
    report.blocks = vec![Block {
        id: "b0".to_owned(),
        start: 0,
        end,
        kind: "paragraph".to_owned(),
        speaker: None,
        reason: None,
    }];
    let all = || Span {
        start: 0,
        end,
        text: payload.to_owned(),
    };
    report.title = Some(all());
    report.byline = Some(all());
    for texts in [
        &mut report.url,
        &mut report.outlet,
        &mut report.language,
        &mut report.translated_from,
    ] {
        *texts = Some(payload.to_owned());
    }
    for entity in &mut record.entities {
        entity.name.clone_from(&report.text);
    }
    for place in &mut record.places {
        place.name.clone_from(&report.text);
        (place.lat, place.lon) = (Some(12.5), Some(41.0));
    }
    for event in &mut record.events {
        event.trigger = all();
        event.kind.clone_from(&report.text);
        event.weapon = Some(all());
    }
    for unread in &mut record.unread {
        unread.span = all();
        unread.why.clone_from(&report.text);
    }
    assert!(!text.is_empty());
    record
}

#[test]
fn hostile_text_does_no_harm() {
    for payload in PAYLOADS {
        let page = html(&hostile(payload));
        assert_eq!(page.matches("<script").count(), 1, "{payload}");
        assert_eq!(page.matches("<style").count(), 1, "{payload}");
        assert_eq!(page.matches("<img").count(), 0, "{payload}");
        assert_eq!(page.matches("<svg").count(), 1, "only the map: {payload}");
        let is_hidden =
            |character: char| matches!(character, '\0' | '\u{1b}' | '\u{202e}' | '\u{202c}');
        assert!(!page.contains(is_hidden), "{payload:?}");
        // No attribute of ours but these begins with "on", and they are none.
        assert!(
            !page.contains(" onerror=") || page.contains("&lt;img src=x onerror="),
            "{payload}"
        );
    }
}

#[test]
fn spans_beyond_the_text_are_cut() {
    let mut record = record();
    record.events[0].trigger.end = 1_000_000;
    record.events[0].mentions = vec![Span {
        start: 900_000,
        end: 1_000_000,
        text: String::new(),
    }];
    record.report.blocks[0].end = 2_000_000;
    assert!(html(&record).ends_with("</html>"));
}

#[test]
fn characters_beyond_the_basic_plane_keep_the_offsets() {
    let mut record = record();
    let words = "😀😀 A bomb 💣 went off.";
    record.report.text = words.to_owned();
    record.report.blocks.truncate(1);
    record.report.blocks[0].start = 0;
    record.report.blocks[0].end = words.chars().count();
    let start = words
        .chars()
        .take_while(|&character| character != 'b')
        .count();
    let bomb = Span {
        start,
        end: start + 4,
        text: "bomb".to_owned(),
    };
    record.events[0].mentions = vec![bomb];
    let page = html(&record);
    let (article, _) = page.split_once("</article>").unwrap();
    assert!(article.contains(">bomb</span>"), "{article}");
}

/// In a browser an open element of a drawing swallows all that follows it.
#[test]
fn every_element_of_the_map_is_closed() {
    let mut record = record();
    (record.places[0].lat, record.places[0].lon) = (Some(12.5), Some(41.0));
    record.places[0].radius_km = Some(500.0);
    let page = html(&record);
    let map = page.split("<svg").nth(1).unwrap();
    let map = map.split("</svg>").next().unwrap();
    for element in ["line", "circle", "text", "g"] {
        let (opened, closed) = (format!("<{element} "), format!("</{element}>"));
        assert!(map.contains(&opened), "no {element}");
        assert_eq!(
            map.matches(&opened).count(),
            map.matches(&closed).count(),
            "{element}"
        );
    }
}

#[test]
fn a_place_that_acts_is_not_on_the_map() {
    let mut record = record();
    (record.places[0].lat, record.places[0].lon) = (Some(12.5), Some(41.0));
    record.places[0].sense = "associative".to_owned();
    assert!(!html(&record).contains("<svg"));
}
