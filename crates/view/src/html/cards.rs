//! The findings as cards: what, on whose word, in which words.

use maud::{Markup, html as markup};

use super::Part;
use super::words::visible;
use crate::item::{Item, Voice};

/// One part of the record under its heading.
pub(super) fn part(part: &Part) -> Markup {
    markup! {
        section class={ "part k-" (part.kind) } {
            h2 { (part.heading) }
            @if part.items.is_empty() { p class="empty" { (part.empty) } }
            @for item in &part.items { (card(part.kind, item)) }
        }
    }
}

fn card(kind: &str, item: &Item) -> Markup {
    let id = (!item.id.is_empty()).then_some(item.id.as_str());
    let target = super::article::name(kind, item);
    markup! {
        div class="card" tabindex="0" role="group" data-i=(target) {
            p class="fact" {
                @if !item.label.is_empty() { span class="label" { (visible(&item.label)) } " " }
                bdi { (visible(&item.fact)) }
                @if let Some(id) = id { " " span class="id" { (id) } }
            }
            @if let Some(voice) = &item.voice { (chain(voice)) }
            @for line in &item.lines { p class="line" { bdi { (visible(line)) } } }
            @for (quote, line) in &item.quotes {
                blockquote { bdi { (visible(quote)) } " " span class="at" { "line " (line) } }
            }
        }
    }
}

/// The holders from the outermost in, drawn as a chain.
fn chain(voice: &Voice) -> Markup {
    markup! {
        ol class="chain" aria-label="on whose word" {
            @for holder in &voice.chain { li { bdi { (visible(holder)) } } }
            @if !voice.manner.is_empty() { li class="manner" { (visible(&voice.manner)) } }
        }
    }
}
