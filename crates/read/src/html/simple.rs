//! A page's markup again, without what a reader does not see and with every element closed.
//!
//! This is what the library that finds the main text is given. Its own parser takes time with the
//! square of the nesting, and markup that opens and closes crosswise costs it more still; what is
//! written here is neither deep nor crosswise, and no longer than the page.

use super::elements::{Element, Kind};
use super::tokens::Tag;

/// Elements nested deeper are left out; their text stays.
const DEEPEST: usize = 100;

/// Further attributes of an element are left out: libraries compare each with each.
const MOST_ATTRIBUTES: usize = 24;

/// The markup, and which of the open elements stand in it.
#[derive(Debug, Default)]
pub(super) struct Simple {
    markup: String,
    open: Vec<bool>,
    depth: usize,
}

impl Simple {
    /// The markup so far.
    pub(super) fn markup(&self) -> &str {
        &self.markup
    }

    pub(super) fn open(&mut self, element: &Element, tag: Tag<'_>, markup: &str) {
        let is_kept = !is_left_out(element) && self.depth < DEEPEST;
        self.open.push(is_kept);
        if is_kept {
            self.depth += 1;
            self.markup.push('<');
            self.markup.push_str(tag.name);
            self.attributes(tag, markup);
            self.markup.push('>');
        }
    }

    fn attributes(&mut self, tag: Tag<'_>, markup: &str) {
        for attribute in tag.attributes(markup).take(MOST_ATTRIBUTES) {
            let value = markup[attribute.value.range()].replace('"', "&quot;");
            let written = [" ", attribute.name, "=\"", &value, "\""];
            written.iter().for_each(|part| self.markup.push_str(part));
        }
    }

    pub(super) fn close(&mut self, element: &Element, name: &str) {
        if matches!(element.kind, Kind::Unseen | Kind::Head) {
            return;
        }
        if self.open.pop() == Some(true) {
            self.depth -= 1;
            self.markup.push_str("</");
            self.markup.push_str(name);
            self.markup.push('>');
        }
    }

    /// Text as it stands in the page's markup.
    pub(super) fn text(&mut self, markup: &str) {
        self.markup.push_str(markup);
    }

    pub(super) fn line_break(&mut self) {
        self.markup.push_str("<br>");
    }
}

fn is_left_out(element: &Element) -> bool {
    element.kind == Kind::Formatting || matches!(element.name, "html" | "body")
}
