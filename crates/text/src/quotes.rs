//! Quotation marks, and the stretches they enclose.

use crate::{Span, Text};

/// One quoted stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing mark, both included.
    pub outer: Span<Text>,
    /// What stands between the marks.
    pub inner: Span<Text>,
    /// Whether the closing mark was found. An open quotation runs to the end of its stretch, as
    /// when each paragraph of a long quotation opens anew.
    pub closed: bool,
    /// How many other quotations enclose it.
    pub depth: u8,
}

/// The quotations of `text` within `stretch` (a paragraph, as a rule), in the order in which they
/// open.
///
/// Straight double marks, and two straight single ones in a row, open and close by turns; curly, low
/// and angled ones by their shape. A
/// single mark counts only where it cannot be an apostrophe.
///
/// ```
/// use ascribe_text::{Span, quotations};
/// let text = "“They left,” he said. \"All of them.\"";
/// let found = quotations(text, Span::new(0, text.len()));
/// let words: Vec<_> = found.iter().map(|quotation| quotation.inner.slice(text)).collect();
/// assert_eq!(words, ["They left,", "All of them."]);
/// ```
#[must_use]
pub fn quotations(text: &str, stretch: Span<Text>) -> Vec<Quotation> {
    let mut scan = Scan {
        found: Vec::new(),
        open: Vec::new(),
    };
    let part = stretch.slice(text);
    let mut before = None;
    let mut chars = part.char_indices().peekable();
    while let Some((at, mut mark)) = chars.next() {
        let mut span = Span::new(stretch.start() + at, stretch.start() + at + mark.len_utf8());
        if mark == '\'' && chars.next_if(|&(_, next)| next == '\'').is_some() {
            (mark, span) = ('"', Span::new(span.start(), span.end() + 1));
        }
        let after = chars.peek().map(|&(_, next)| next);
        scan.step(mark, span, before, after);
        before = Some(mark);
    }
    scan.finish(stretch.end())
}

struct Scan {
    found: Vec<Quotation>,
    /// Open quotations: the index in `found` and the kind of mark.
    open: Vec<(usize, Kind)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Straight,
    Double,
    Single,
    Angled,
}

impl Scan {
    fn step(&mut self, mark: char, span: Span<Text>, before: Option<char>, after: Option<char>) {
        match mark {
            '"' if self.is_open(Kind::Straight) => self.close(Kind::Straight, span),
            '"' if self.is_open(Kind::Double) && ends_word(before) && !begins_word(after) => {
                self.close(Kind::Double, span);
            }
            '"' => self.open(Kind::Straight, span),
            '„' => self.open(Kind::Double, span),
            '“' if self.is_open(Kind::Double) && ends_word(before) && !begins_word(after) => {
                self.close(Kind::Double, span);
            }
            '“' => self.open(Kind::Double, span),
            '”' if !self.is_open(Kind::Double) => self.close(Kind::Straight, span),
            '”' => self.close(Kind::Double, span),
            '«' => self.open(Kind::Angled, span),
            '»' => self.close(Kind::Angled, span),
            '‘' => self.open(Kind::Single, span),
            '’' if self.is_open(Kind::Single) && !begins_word(after) => {
                self.close(Kind::Single, span);
            }
            '\'' if self.is_open(Kind::Single) && ends_word(before) && !begins_word(after) => {
                self.close(Kind::Single, span);
            }
            '\'' if !ends_word(before) && begins_word(after) => self.open(Kind::Single, span),
            _ => {}
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|&(_, open)| open == kind)
    }

    fn open(&mut self, kind: Kind, mark: Span<Text>) {
        let depth = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        self.open.push((self.found.len(), kind));
        let inner = Span::new(mark.end(), mark.end());
        self.found.push(Quotation {
            outer: mark,
            inner,
            closed: false,
            depth,
        });
    }

    /// Closes the innermost open quotation of this kind; ones opened inside it that were never
    /// closed (an apostrophe taken for a mark) are dropped.
    fn close(&mut self, kind: Kind, mark: Span<Text>) {
        let Some(level) = self.open.iter().rposition(|&(_, open)| open == kind) else {
            return;
        };
        let (index, _) = self.open[level];
        let dropped: Vec<usize> = self
            .open
            .drain(level..)
            .skip(1)
            .map(|(index, _)| index)
            .collect();
        for index in dropped.into_iter().rev() {
            self.found.remove(index);
        }
        let quotation = &mut self.found[index];
        quotation.inner = Span::new(quotation.inner.start(), mark.start());
        quotation.outer = Span::new(quotation.outer.start(), mark.end());
        quotation.closed = true;
    }

    fn finish(mut self, end: usize) -> Vec<Quotation> {
        let open = std::mem::take(&mut self.open);
        for (index, kind) in open.into_iter().rev() {
            if kind == Kind::Single {
                self.found.remove(index);
                continue;
            }
            let quotation = &mut self.found[index];
            quotation.inner = Span::new(quotation.inner.start(), end);
            quotation.outer = Span::new(quotation.outer.start(), end);
        }
        self.found
    }
}

fn ends_word(before: Option<char>) -> bool {
    before.is_some_and(|before| before.is_alphanumeric() || ".,!?…;:)".contains(before))
}

fn begins_word(after: Option<char>) -> bool {
    after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = quotations(text, Span::new(0, text.len()));
        let inner: Vec<_> = found
            .iter()
            .map(|quotation| quotation.inner.slice(text))
            .collect();
        assert_eq!(inner, expected, "{text}");
    }

    #[test]
    fn plain_and_curly() {
        check("He said \"we left\" and \"no\".", &["we left", "no"]);
        check("“We left,” he said.", &["We left,"]);
        check("He said ''we left'' again.", &["we left"]);
        check("«We left», he said.", &["We left"]);
        check("„We left“, he said.", &["We left"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check(
            "The army's men don't say ‘never’ to the soldiers’ wives.",
            &["never"],
        );
        check("Fighters' families left.", &[]);
        check("“The army’s men left,” he said.", &["The army’s men left,"]);
    }

    #[test]
    fn mixed_marks() {
        check(
            "“We left,\" he said. \"All of them.”",
            &["We left,", "All of them."],
        );
    }

    #[test]
    fn nested() {
        check("“He said ‘go’ to us.”", &["He said ‘go’ to us.", "go"]);
    }

    #[test]
    fn open_to_the_end() {
        let text = "“We left.";
        let found = quotations(text, Span::new(0, text.len()));
        assert!(!found[0].closed);
        assert_eq!(found[0].inner.slice(text), "We left.");
    }
}
