//! Lines on a page: headings, and items with a label at the left and text beside it.
//!
//! Text is wrapped first and painted afterwards, so that colours take no room.

use textwrap::core::display_width;

use crate::ink::{Ink, Style};
use crate::item::{Item, Voice};

/// No page is narrower than this.
const NARROWEST: usize = 40;

/// White space left of every item, and between a label and its text.
const MARGIN: usize = 2;

/// Labels take no more than this; longer ones stand on a line of their own.
const WIDEST_LABEL: usize = 16;

/// A page that is filled from top to bottom.
pub(crate) struct Page {
    style: Style,
    width: usize,
    text: String,
}

impl Page {
    pub(crate) fn new(style: Style, width: usize) -> Self {
        Self {
            style,
            width: width.max(NARROWEST),
            text: String::new(),
        }
    }

    /// A line of its own, with a blank one above if the page has begun.
    pub(crate) fn heading(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.wrapped(Ink::Heading, words);
    }

    /// Text from margin to margin.
    pub(crate) fn wrapped(&mut self, ink: Ink, words: &str) {
        for line in textwrap::wrap(words, self.width) {
            self.line(&self.style.paint(ink, &line));
        }
    }

    /// Lines that are laid out already.
    pub(crate) fn lines(&mut self, ink: Ink, lines: &[String]) {
        for line in lines {
            self.line(&self.style.paint(ink, line));
        }
    }

    /// Items with their labels aligned, and a blank line between those of several lines.
    pub(crate) fn items(&mut self, items: &[Item]) {
        let widths = items.iter().map(|item| display_width(&item.label));
        let column = widths
            .filter(|&width| width <= WIDEST_LABEL)
            .max()
            .unwrap_or_default();
        for (index, item) in items.iter().enumerate() {
            if 0 < index && !item.is_short() {
                self.text.push('\n');
            }
            self.item(item, column);
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn item(&mut self, item: &Item, column: usize) {
        let indent = if column == 0 {
            MARGIN
        } else {
            MARGIN + column + MARGIN
        };
        let mut lines = self.body(item, indent).into_iter();
        let label = &item.label;
        let fits = display_width(label) <= column;
        let padding = " ".repeat(column.saturating_sub(display_width(label)) + MARGIN);
        let label = format!(
            "{}{}",
            " ".repeat(MARGIN),
            self.style.paint(Ink::Label, label)
        );
        if column == 0 {
            self.line(&format!(
                "{}{}",
                " ".repeat(MARGIN),
                lines.next().unwrap_or_default()
            ));
        } else if fits {
            self.line(&format!(
                "{label}{padding}{}",
                lines.next().unwrap_or_default()
            ));
        } else {
            self.line(&label);
        }
        for line in lines {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// The painted lines of an item, without their indent.
    fn body(&self, item: &Item, indent: usize) -> Vec<String> {
        let width = self.width - indent;
        let wrap = |ink: Ink, words: &str| -> Vec<String> {
            let lines = textwrap::wrap(words, width);
            lines
                .iter()
                .map(|line| self.style.paint(ink, line))
                .collect()
        };
        let mut lines = Vec::new();
        if !item.fact.is_empty() {
            lines.extend(wrap(Ink::Fact, &item.fact));
        }
        for line in item.voice.iter().map(Voice::line) {
            lines.extend(wrap(Ink::Chain, &line));
        }
        for line in &item.lines {
            lines.extend(wrap(Ink::Chain, line));
        }
        for (quote, at) in &item.quotes {
            lines.extend(self.quote(quote, *at, width));
        }
        lines
    }

    /// A quotation with its line number at the right margin.
    fn quote(&self, words: &str, at: usize, width: usize) -> Vec<String> {
        let place = format!("line {at}");
        let beside = width.saturating_sub(place.len() + MARGIN);
        let wide = if NARROWEST / 2 <= beside {
            beside
        } else {
            width
        };
        let options = textwrap::Options::new(wide).subsequent_indent(" ");
        let lines = textwrap::wrap(words, options);
        let last = lines.last().map_or(0, |line| display_width(line));
        let mut lines: Vec<String> = lines
            .iter()
            .map(|line| self.style.paint(Ink::Quote, line))
            .collect();
        let painted = self.style.paint(Ink::Place, &place);
        if last + MARGIN + place.len() <= width
            && let Some(line) = lines.last_mut()
        {
            let gap = " ".repeat(width - last - place.len());
            *line = format!("{line}{gap}{painted}");
        } else {
            lines.push(format!(
                "{}{painted}",
                " ".repeat(width.saturating_sub(place.len()))
            ));
        }
        lines
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(label: &str, fact: &str, quote: &str) -> Item {
        Item {
            label: label.to_owned(),
            fact: fact.to_owned(),
            quotes: vec![(quote.to_owned(), 7)],
            ..Item::default()
        }
    }

    #[test]
    fn labels_and_line_numbers_are_aligned() {
        let mut page = Page::new(Style::Plain, 40);
        page.heading("How many");
        page.items(&[
            item("killed", "14", "“14 died”"),
            item("hurt", "3", "“3 were hurt”"),
        ]);
        assert_eq!(
            page.finish(),
            "How many\n  killed  14\n          “14 died”               line 7\n\
             \n  hurt    3\n          “3 were hurt”           line 7\n"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let long = "“The governor of the town said that nobody had been near the market.”";
        for width in [40, 60, 92] {
            let mut page = Page::new(Style::Plain, width);
            page.items(&[item("accused", long, long)]);
            assert!(
                page.finish()
                    .lines()
                    .all(|line| display_width(line) <= width)
            );
        }
    }

    #[test]
    fn colours_take_no_room() {
        let print = |style| {
            let mut page = Page::new(style, 60);
            page.items(&[item("killed", "14 people", "“killing 14 people”")]);
            page.finish()
        };
        let coloured = print(Style::Colour);
        assert_ne!(coloured, print(Style::Plain));
        let bare: String = coloured
            .split('\u{1b}')
            .enumerate()
            .map(|(index, piece)| {
                if index == 0 {
                    piece
                } else {
                    piece.split_once('m').unwrap().1
                }
            })
            .collect();
        assert_eq!(bare, print(Style::Plain));
    }
}
