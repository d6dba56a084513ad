//! What stands close around a noun in its own phrase.
//!
//! Looks at a few words to each side, so that a list of ten thousand names costs no more than ten
//! thousand times one.

use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

/// Words to each side that are looked at.
const REACH: usize = 12;

/// Links of the tree between a noun and what says more of it.
const LINKS: usize = 6;

/// The words near `head`, other than it, that say more of it by modifiers, owners, and "of", "for"
/// or the like, in the order of the text.
pub(crate) fn modifiers<'r>(head: Token<'r>) -> impl Iterator<Item = Token<'r>> {
    near(head).filter(move |token| modifies(*token, head))
}

/// The words near `head`, other than it, in its sentence.
pub(super) fn near<'r>(head: Token<'r>) -> impl Iterator<Item = Token<'r>> {
    let sentence = head.sentence().index();
    let is_here = move |token: &Token<'r>| token.sentence().index() == sentence;
    let mut before: Vec<_> = std::iter::successors(head.previous(), |token| token.previous())
        .take_while(is_here)
        .take(REACH)
        .collect();
    before.reverse();
    let after = std::iter::successors(head.next(), |token| token.next());
    before
        .into_iter()
        .chain(after.take_while(is_here).take(REACH))
}

/// Whether `token` says more of `head` by modifiers, owners, and "of", "for" or "from" alone.
fn modifies(token: Token<'_>, head: Token<'_>) -> bool {
    let mut link = token;
    for _ in 0..LINKS {
        let goes_on = match link.dep() {
            "compound" | "amod" | "nmod" | "poss" | "appos" | "pobj" => true,
            "prep" => matches!(
                link.text(),
                "of" | "for" | "from" | "in" | "within" | "by" | "at" | "with"
            ),
            _ => false,
        };
        if !goes_on || link.is_root() {
            return false;
        }
        link = link.head();
        if link.id() == head.id() {
            return true;
        }
    }
    false
}

/// The noun with the modifiers right before it, and no article.
pub(super) fn compound(noun: Token<'_>) -> Span<Text> {
    let before = noun.children().take(REACH).filter(|child| {
        child.id() < noun.id()
            && matches!(child.dep(), "compound" | "amod" | "nmod")
            && !matches!(child.pos(), "DET" | "CCONJ" | "PUNCT")
            && !matches!(child.tag(), "JJR" | "RBR")
            && noun.id().index() - child.id().index() <= REACH
    });
    before.fold(noun.span(), |hull, child| hull.hull(child.span()))
}
