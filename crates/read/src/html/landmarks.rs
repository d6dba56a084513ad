//! What an element's name and attributes say of the text in it: a heading, an item, a byline, or a
//! part of the page that is not the article.
//!
//! Names of classes are anyone's choice, so that what they say is a hint: it gives furniture its
//! reason and decides only where nothing better does.

use super::block::{Context, Part};
use super::elements::{Element, Kind};
use super::tokens::Tag;

/// Words in names of classes, and why text in such an element is seldom the article's.
#[rustfmt::skip]
const FURNITURE: &[(&str, &[&str])] = &[
    ("share", &["share", "sharing", "sharedaddy", "social", "socials", "addtoany", "addthis"]),
    ("related", &["related", "recommended", "recommendations", "recirc", "teaser", "teasers", "readmore", "yarpp"]),
    ("consent", &["cookie", "cookies", "consent", "gdpr"]),
    ("subscribe", &["newsletter", "subscribe", "subscription", "signup"]),
    ("comments", &["comment", "comments", "commentlist", "disqus", "respond"]),
    ("breadcrumbs", &["breadcrumb", "breadcrumbs"]),
    ("advertisement", &["ad", "ads", "advert", "advertisement", "adsense", "sponsored", "promo"]),
    ("navigation", &["menu", "nav", "navbar", "navigation", "pagination", "pager", "toc", "skip"]),
    ("sidebar", &["sidebar"]),
    ("tags", &["tags", "taglist", "tagcloud", "keywords"]),
    ("footer", &["footer", "copyright", "impressum"]),
    ("form", &["login", "search", "searchform"]),
];

/// The standard's roles of that kind.
const ROLES: &[(&str, &str)] = &[
    ("navigation", "navigation"),
    ("menu", "navigation"),
    ("menubar", "navigation"),
    ("banner", "header"),
    ("contentinfo", "footer"),
    ("complementary", "aside"),
    ("search", "form"),
    ("form", "form"),
    ("dialog", "dialog"),
    ("alertdialog", "dialog"),
];

/// Words in names of classes that tell what a short line is.
const PARTS: &[(&str, Part)] = &[
    ("byline", Part::Byline),
    ("author", Part::Byline),
    ("dateline", Part::Date),
    ("timestamp", Part::Date),
    ("date", Part::Date),
    ("caption", Part::Caption),
];

/// What `tag` makes of the text in it, which stands in `outer` otherwise.
pub(super) fn context(outer: Context, markup: &str, element: &Element, tag: Tag<'_>) -> Context {
    let mut context = by_name(outer, element);
    let is_whole = matches!(element.name, "html" | "body") || element.kind == Kind::Article;
    for attribute in tag.attributes(markup) {
        let value = &markup[attribute.value.range()];
        match attribute.name.to_ascii_lowercase().as_str() {
            "class" | "id" if !is_whole => by_class(&mut context, value),
            "itemprop" | "rel" if value.eq_ignore_ascii_case("author") => {
                context.part = Part::Byline;
            }
            "role" => by_role(&mut context, value),
            "hidden" => context.hidden = true,
            "style" => context.hidden |= is_unseen(value),
            _ => {}
        }
    }
    context
}

fn by_name(outer: Context, element: &Element) -> Context {
    let mut context = outer;
    if element.kind.is_block() && outer.part != Part::Caption {
        context.part = match element.kind {
            Kind::Heading(rank) => Part::Heading(rank),
            Kind::Item => Part::Item,
            Kind::Cell => Part::Cell,
            Kind::Caption => Part::Caption,
            Kind::Paragraph | Kind::Block => outer.part,
            _ => Part::Text,
        };
    }
    match element.kind {
        Kind::Quote => context.quoted = true,
        Kind::Preformatted => context.preformatted = true,
        Kind::Article => (context.in_article, context.furniture) = (true, None),
        Kind::Landmark => context.furniture = Some(reason(element.name)),
        _ => {}
    }
    context
}

/// The reason for furniture that the name of a landmark gives.
fn reason(name: &'static str) -> &'static str {
    match name {
        "nav" => "navigation",
        "select" | "textarea" | "search" => "form",
        name => name,
    }
}

fn by_class(context: &mut Context, value: &str) {
    for word in value
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let is_word = |known: &&str| known.eq_ignore_ascii_case(word);
        if let Some((reason, _)) = FURNITURE
            .iter()
            .find(|(_, words)| words.iter().any(is_word))
        {
            context.furniture = Some(reason);
        } else if let Some((_, part)) = PARTS.iter().find(|(known, _)| is_word(known)) {
            context.part = *part;
        }
    }
}

fn by_role(context: &mut Context, value: &str) {
    let role = ROLES
        .iter()
        .find(|(role, _)| role.eq_ignore_ascii_case(value.trim()));
    if let Some((_, reason)) = role {
        context.furniture = Some(reason);
    }
}

fn is_unseen(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::walk::walk;

    fn check(markup: &str, expected: impl Fn(Context) -> bool) {
        let walked = walk(markup);
        assert!(expected(walked.blocks[0].context), "{markup}");
    }

    #[test]
    fn reasons() {
        let reason = |reason| move |context: Context| context.furniture == reason;
        check("<nav><ul><li>Home", reason(Some("navigation")));
        check("<div class='post-share big'>Send", reason(Some("share")));
        check("<div role=contentinfo>Imprint", reason(Some("footer")));
        check("<body class='sidebar'><p>A", reason(None));
        check("<div class='sharepoint'>A", reason(None));
        check("<form><article>A", reason(None));
    }

    #[test]
    fn parts() {
        let part = |part| move |context: Context| context.part == part;
        check("<h2><span>A", part(Part::Heading(2)));
        check("<li><p>A", part(Part::Item));
        check("<figure><figcaption><p>A", part(Part::Caption));
        check("<p class=byline>A", part(Part::Byline));
    }

    #[test]
    fn hidden() {
        check("<p style='color:red; display: none'>A", |context| {
            context.hidden
        });
        check("<p hidden>A", |context| context.hidden);
        check("<p style='color:red'>A", |context| !context.hidden);
    }
}
