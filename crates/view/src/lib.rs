//! The record as a person reads it: in a terminal, and as a page in a browser.
//!
//! [`report`] prints what happened, who did it on whose word, how many it hit, how groups fare, who
//! speaks, and what was left unread: each line with the words it stands on and the line of the
//! report where they are. [`html`] sets the same findings beside the report itself. This crate reads the types of `ascribe-wire` only, so that it can say nothing
//! that the JSON does not. It finds nothing, and it knows no terminal: the caller says how wide the
//! page is and whether it may have colours.

mod explanation;
mod html;
mod ink;
mod item;
mod layout;
mod sections;
mod words;

use ascribe_wire::Record;

pub use explanation::explanation;
pub use html::html;
pub use ink::Style;

use layout::Page;

/// The width of [`report`]'s page, in columns.
pub const WIDTH: usize = 92;

/// The record as a page of [`WIDTH`] columns.
#[must_use]
pub fn report(record: &Record, style: Style) -> String {
    report_of_width(record, style, WIDTH)
}

/// The record as a page of `width` columns; narrower ones than 40 are as wide as that.
#[must_use]
pub fn report_of_width(record: &Record, style: Style, width: usize) -> String {
    let mut page = Page::new(style, width);
    sections::head(record, &mut page);
    for section in sections::SECTIONS {
        section.print(record, &mut page);
    }
    page.finish()
}
