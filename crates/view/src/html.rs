//! The record as one page for a browser: the report beside what was found in it.
//!
//! The page is complete in itself: no network, no font, no image, and its policy forbids them. Every
//! word of the report goes through the escaping of `maud`, and no word of it reaches the script. A
//! finding lights its words and words light their findings; without the script all is still there to
//! read. It sees the record only.

mod article;
mod cards;
mod map;
mod words;

use ascribe_wire::Record;
use base64::Engine as _;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use sha2::{Digest as _, Sha256};

use crate::item::Item;
use crate::sections::{self, SECTIONS};
use crate::words::Words;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// What the browser may do with the page: apply this style and run this script, by their digests.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    )
}

fn digest(inside: &str) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(inside));
    format!("sha256-{digest}")
}

/// One part of the record, as the page shows it.
struct Part {
    kind: &'static str,
    heading: &'static str,
    empty: &'static str,
    items: Vec<Item>,
}

/// The record as one self-contained page.
#[must_use]
pub fn html(record: &Record) -> String {
    let parts = parts(record);
    let title = sections::title(record);
    let language = words::bare(record.report.language.as_deref().unwrap_or("und"));
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (words::bare(&title)) " · Ascribe" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (bar(record, &parts))
                main {
                    article lang=(language) aria-label="The report" { (article::markup(record, &parts)) }
                    section class="record" aria-label="What was found" {
                        @for part in parts.iter().filter(|part| part.is_shown()) { (cards::part(part)) }
                        (map::section(record))
                        (made(record))
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn parts(record: &Record) -> Vec<Part> {
    let words = Words::new(record);
    let part = |section: &sections::Section| Part {
        kind: section.kind,
        heading: section.heading,
        empty: section.empty,
        items: (section.items)(&words),
    };
    SECTIONS.iter().map(part).collect()
}

impl Part {
    fn is_shown(&self) -> bool {
        !self.items.is_empty() || !self.empty.is_empty()
    }
}

/// Where the report comes from, and a switch for each kind of finding.
fn bar(record: &Record, parts: &[Part]) -> Markup {
    let switched = parts
        .iter()
        .filter(|part| !part.items.is_empty() && part.kind != "note");
    markup! {
        header class="bar" {
            p class="origin" { bdi { (words::visible(&sections::origin(record).join(" · "))) } }
            fieldset class="kinds" {
                legend { "Show" }
                @for part in switched {
                    label class={ "switch k-" (part.kind) } {
                        input type="checkbox" id={ "show-" (part.kind) } checked;
                        (part.heading) " " span class="count" { (part.items.len()) }
                    }
                }
            }
        }
    }
}

/// What made the record; the same record can be made again from it.
fn made(record: &Record) -> Markup {
    let made = &record.generator;
    let source = &record.report.source;
    markup! {
        footer {
            p {
                "Read by Ascribe " (words::visible(&made.version)) " from " (source.bytes) " bytes of "
                (words::visible(&source.media_type)) " (" (words::visible(&source.encoding)) ")."
            }
            p class="digest" { "Report " code { (words::visible(&record.report.id)) } }
            p class="digest" { "Rules " code { (words::visible(&made.rules_digest)) } }
            @for model in &made.models { p class="digest" { (words::visible(&model.name)) " " code { (words::visible(&model.sha256)) } } }
            @if made.gazetteer_digest.is_some() { p { "Contains data from GeoNames (geonames.org), CC BY 4.0." } }
        }
    }
}
