//! The elements of HTML that decide where text breaks and what part of a page it belongs to.
//!
//! One table, looked up by name. Elements that are not in it stand within a line and change
//! nothing.

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Goes on in the line.
    Inline,
    /// Marks words up in the line; markup that opens and closes such elements crosswise is common.
    Formatting,
    /// A link.
    Anchor,
    /// Has no content.
    Void,
    /// Ends the line.
    Break,
    /// Parts the page where it stands, without content.
    Rule,
    /// Stands apart from what is before and behind.
    Block,
    /// A block that can hold only lines: any other block ends it.
    Paragraph,
    /// A heading of this rank.
    Heading(u8),
    /// Holds items.
    List,
    /// A list's item.
    Item,
    /// The term or the description of a description list.
    Description,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// Holds rows.
    RowGroup,
    /// Words about a picture or a table.
    Caption,
    /// Quoted matter.
    Quote,
    /// Its white space counts.
    Preformatted,
    /// The article, or what holds it.
    Article,
    /// A part of the page that is seldom the article's: its name is the reason.
    Landmark,
    /// Is not shown.
    Unseen,
    /// Metadata; nothing in it is shown.
    Head,
}

/// An element of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name in small letters; empty for those that are not in the table.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// All others.
static OTHER: Element = Element {
    name: "",
    kind: Kind::Inline,
};

/// By name, so that it can be searched.
#[rustfmt::skip]
static ELEMENTS: &[Element] = &[
    of_kind("a", Kind::Anchor),
    of_kind("address", Kind::Block),
    of_kind("area", Kind::Void),
    of_kind("article", Kind::Article),
    of_kind("aside", Kind::Landmark),
    of_kind("audio", Kind::Unseen),
    of_kind("b", Kind::Formatting),
    of_kind("base", Kind::Void),
    of_kind("big", Kind::Formatting),
    of_kind("blockquote", Kind::Quote),
    of_kind("body", Kind::Block),
    of_kind("br", Kind::Break),
    of_kind("button", Kind::Landmark),
    of_kind("canvas", Kind::Unseen),
    of_kind("caption", Kind::Caption),
    of_kind("center", Kind::Block),
    of_kind("code", Kind::Formatting),
    of_kind("col", Kind::Void),
    of_kind("datalist", Kind::Unseen),
    of_kind("dd", Kind::Description),
    of_kind("details", Kind::Block),
    of_kind("dialog", Kind::Landmark),
    of_kind("dir", Kind::List),
    of_kind("div", Kind::Block),
    of_kind("dl", Kind::List),
    of_kind("dt", Kind::Description),
    of_kind("em", Kind::Formatting),
    of_kind("embed", Kind::Void),
    of_kind("fieldset", Kind::Block),
    of_kind("figcaption", Kind::Caption),
    of_kind("figure", Kind::Block),
    of_kind("font", Kind::Formatting),
    of_kind("footer", Kind::Landmark),
    of_kind("form", Kind::Landmark),
    of_kind("frame", Kind::Void),
    of_kind("h1", Kind::Heading(1)),
    of_kind("h2", Kind::Heading(2)),
    of_kind("h3", Kind::Heading(3)),
    of_kind("h4", Kind::Heading(4)),
    of_kind("h5", Kind::Heading(5)),
    of_kind("h6", Kind::Heading(6)),
    of_kind("head", Kind::Head),
    of_kind("header", Kind::Landmark),
    of_kind("hgroup", Kind::Block),
    of_kind("hr", Kind::Rule),
    of_kind("html", Kind::Block),
    of_kind("i", Kind::Formatting),
    of_kind("iframe", Kind::Unseen),
    of_kind("img", Kind::Void),
    of_kind("input", Kind::Void),
    of_kind("li", Kind::Item),
    of_kind("link", Kind::Void),
    of_kind("main", Kind::Article),
    of_kind("math", Kind::Inline),
    of_kind("menu", Kind::List),
    of_kind("meta", Kind::Void),
    of_kind("nav", Kind::Landmark),
    of_kind("nobr", Kind::Formatting),
    of_kind("noframes", Kind::Unseen),
    of_kind("noscript", Kind::Unseen),
    of_kind("object", Kind::Unseen),
    of_kind("ol", Kind::List),
    of_kind("optgroup", Kind::Block),
    of_kind("option", Kind::Block),
    of_kind("p", Kind::Paragraph),
    of_kind("param", Kind::Void),
    of_kind("pre", Kind::Preformatted),
    of_kind("s", Kind::Formatting),
    of_kind("script", Kind::Unseen),
    of_kind("search", Kind::Landmark),
    of_kind("section", Kind::Block),
    of_kind("select", Kind::Landmark),
    of_kind("small", Kind::Formatting),
    of_kind("source", Kind::Void),
    of_kind("strike", Kind::Formatting),
    of_kind("strong", Kind::Formatting),
    of_kind("style", Kind::Unseen),
    of_kind("summary", Kind::Block),
    of_kind("svg", Kind::Unseen),
    of_kind("table", Kind::Table),
    of_kind("tbody", Kind::RowGroup),
    of_kind("td", Kind::Cell),
    of_kind("template", Kind::Unseen),
    of_kind("textarea", Kind::Landmark),
    of_kind("tfoot", Kind::RowGroup),
    of_kind("th", Kind::Cell),
    of_kind("thead", Kind::RowGroup),
    of_kind("title", Kind::Unseen),
    of_kind("tr", Kind::Row),
    of_kind("track", Kind::Void),
    of_kind("tt", Kind::Formatting),
    of_kind("u", Kind::Formatting),
    of_kind("ul", Kind::List),
    of_kind("video", Kind::Unseen),
    of_kind("wbr", Kind::Void),
    of_kind("xmp", Kind::Unseen),
];

const fn of_kind(name: &'static str, kind: Kind) -> Element {
    Element { name, kind }
}

/// The element of that name, in whatever case.
pub(super) fn named(name: &str) -> &'static Element {
    let mut small = [0_u8; 16];
    let Some(small) = small.get_mut(..name.len()) else {
        return &OTHER;
    };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    ELEMENTS
        .binary_search_by(|element| element.name.as_bytes().cmp(small))
        .map_or(&OTHER, |at| &ELEMENTS[at])
}

impl Kind {
    /// Whether text before it and text in it are of different lines.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Formatting
                | Self::Anchor
                | Self::Void
                | Self::Break
                | Self::Unseen
                | Self::Head
        )
    }

    /// Whether an element of kind `next` ends an open element of this kind.
    pub(super) fn ends_before(self, next: Self) -> bool {
        match self {
            Self::Paragraph => next.is_block(),
            Self::Heading(_) => matches!(next, Self::Heading(_)),
            Self::Anchor => next == Self::Anchor,
            Self::Item => next == Self::Item,
            Self::Description => next == Self::Description,
            Self::Cell => matches!(next, Self::Cell | Self::Row | Self::RowGroup),
            Self::Row => matches!(next, Self::Row | Self::RowGroup),
            Self::RowGroup => next == Self::RowGroup,
            _ => false,
        }
    }

    /// Whether an element of kind `next` can end none that is open outside this one.
    pub(super) fn shelters_from(self, next: Self) -> bool {
        match next {
            Self::Item | Self::Description => matches!(self, Self::List | Self::Cell),
            Self::Cell | Self::Row | Self::RowGroup => self == Self::Table,
            Self::Anchor => matches!(self, Self::Cell | Self::Item),
            _ => !matches!(
                self,
                Self::Inline | Self::Formatting | Self::Anchor | Self::Paragraph | Self::Heading(_)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(ELEMENTS.is_sorted_by(|one, other| one.name < other.name));
    }

    #[test]
    fn names_in_any_case() {
        assert_eq!(named("H2").kind, Kind::Heading(2));
        assert_eq!(named("custom-element-of-some-length").kind, Kind::Inline);
        assert_eq!(named("").name, "");
    }
}
