//! The quotations of a report, and whose they are.
//!
//! A quotation belongs to the attribution whose content it overlaps; else to a cue that stands
//! beside it; else, where it is long enough to be speech, to whoever was quoted last. Words between
//! marks that are only named so ("a so-called \"summit\"") belong to nobody.

use ascribe_knowledge::ContentPlace;
use ascribe_text::{Quotation, Span, Text, quotations};

use super::draft::Draft;
use crate::reading::Reading;

/// Fewer words than this are a name or a phrase, not speech.
const SPEECH_WORDS: usize = 5;

/// The outermost quotations of a report, in order.
pub(super) struct Quoted {
    found: Vec<Quoting>,
}

struct Quoting {
    span: Quotation,
    block: usize,
    /// The draft whose content it is part of.
    owner: Option<usize>,
}

impl Quoted {
    /// The quotations in the blocks that tell something.
    pub(super) fn of(reading: Reading<'_>) -> Self {
        let mut found = Vec::new();
        for block in reading.blocks() {
            let inside = quotations(reading.text(), block.span.trimmed(reading.text()));
            let outer = inside.into_iter().filter(|quotation| quotation.depth == 0);
            found.extend(outer.map(|span| Quoting {
                span,
                block: block.id.index(),
                owner: None,
            }));
        }
        Self { found }
    }

    /// The quotation in which `span` lies.
    pub(super) fn around(&self, span: Span<Text>) -> Option<Span<Text>> {
        self.found
            .iter()
            .map(|quoting| quoting.span.outer)
            .find(|outer| outer.contains(span))
    }

    /// Whether some quotation overlaps `span`.
    pub(super) fn touches(&self, span: Span<Text>) -> bool {
        self.found
            .iter()
            .any(|quoting| quoting.span.outer.overlaps(span))
    }

    /// Gives every quotation to its draft, and widens the draft's content by it.
    pub(super) fn give(&mut self, drafts: &mut [Draft<'_>], reading: Reading<'_>) {
        self.give_overlapping(drafts);
        self.give_beside(drafts, reading);
        self.give_following(drafts, reading);
    }

    /// All contents that a quotation overlaps reach to its ends; the narrowest owns it.
    fn give_overlapping(&mut self, drafts: &mut [Draft<'_>]) {
        for quoting in &mut self.found {
            let outer = quoting.span.outer;
            let overlapping = |draft: &Draft<'_>| {
                !outer.contains(draft.cue.span())
                    && draft.content.iter().any(|piece| piece.overlaps(outer))
            };
            let owners: Vec<_> = (0..drafts.len())
                .filter(|&index| overlapping(&drafts[index]))
                .collect();
            quoting.owner = owners
                .iter()
                .copied()
                .min_by_key(|&index| drafts[index].length());
            for index in owners {
                // A trained reader has settled where its contents end.
                if drafts[index].read.is_none() {
                    widen(&mut drafts[index], outer);
                }
            }
        }
    }

    /// Quotations in the sentence of a cue, or right beside it, that the tree hangs elsewhere.
    fn give_beside(&mut self, drafts: &mut [Draft<'_>], reading: Reading<'_>) {
        for (index, draft) in drafts.iter_mut().enumerate() {
            if self.around(draft.cue.span()).is_some() || !can_quote(draft, reading) {
                continue;
            }
            for at in self.beside(draft, index, reading) {
                self.found[at].owner = Some(index);
                widen(draft, self.found[at].span.outer);
            }
        }
    }

    fn beside(&self, draft: &Draft<'_>, index: usize, reading: Reading<'_>) -> Vec<usize> {
        let sentence = draft.cue.sentence().span();
        let is_free = |quoting: &Quoting| {
            quoting.owner.is_none() && is_speech(quoting.span.inner, reading.text())
        };
        let owns_one = self
            .found
            .iter()
            .any(|quoting| quoting.owner == Some(index));
        let within = (0..self.found.len()).filter(|&at| {
            let quoting = &self.found[at];
            is_free(quoting) && quoting.span.outer.overlaps(sentence)
        });
        let mut found: Vec<usize> = within.collect();
        if found.is_empty() && !owns_one && draft.content.is_empty() && draft.cue.is_root() {
            found.extend((0..self.found.len()).find(|&at| {
                is_free(&self.found[at]) && is_next_to(self.found[at].span.outer, sentence, reading)
            }));
        }
        found
    }

    /// Speech without a cue goes on where the last speaker stopped: in the same block, or at the
    /// start of the next.
    fn give_following(&mut self, drafts: &mut [Draft<'_>], reading: Reading<'_>) {
        for at in 1..self.found.len() {
            let (before, quoting) = (&self.found[at - 1], &self.found[at]);
            let goes_on = quoting.owner.is_none() && is_speech(quoting.span.inner, reading.text());
            let near = quoting.block == before.block
                || quoting.block == before.block + 1 && begins_block(quoting, reading);
            let Some(owner) = before
                .owner
                .filter(|_| goes_on && near && is_whole(quoting, reading))
            else {
                continue;
            };
            self.found[at].owner = Some(owner);
            let outer = self.found[at].span.outer;
            drafts[owner].content.push(outer);
        }
    }
}

/// Lets the content cover the quotation as a whole.
fn widen(draft: &mut Draft<'_>, outer: Span<Text>) {
    let (touched, mut kept): (Vec<_>, Vec<_>) = draft
        .content
        .iter()
        .partition(|piece| piece.overlaps(outer));
    kept.push(
        touched
            .into_iter()
            .fold(outer, |hull: Span<Text>, piece| hull.hull(piece)),
    );
    kept.sort_unstable();
    draft.content = kept;
}

fn can_quote(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    if draft.cue.dep() == "relcl" && draft.content.is_empty() {
        return false;
    }
    draft.gives.content == ContentPlace::Quotation
        || reading
            .knowledge
            .lexicons
            .contains("speech", draft.cue.lemma())
}

fn is_speech(inner: Span<Text>, text: &str) -> bool {
    inner.slice(text).split_whitespace().count() >= SPEECH_WORDS
}

/// A sentence of its own, rather than a part of one.
fn is_whole(quoting: &Quoting, reading: Reading<'_>) -> bool {
    let is_mark = |mark: char| mark.is_whitespace() || "'‘’\"“”".contains(mark);
    let inner = quoting
        .span
        .inner
        .slice(reading.text())
        .trim_matches(is_mark);
    inner.starts_with(|first: char| first.is_uppercase()) && inner.ends_with(['.', '!', '?', '…'])
        || !quoting.span.closed
}

fn begins_block(quoting: &Quoting, reading: Reading<'_>) -> bool {
    let block = reading.report.blocks[quoting.block]
        .span
        .trimmed(reading.text());
    block.start() == quoting.span.outer.start()
}

/// Whether nothing but white space stands between the quotation and the sentence.
fn is_next_to(outer: Span<Text>, sentence: Span<Text>, reading: Reading<'_>) -> bool {
    let (left, right) = if outer.end() <= sentence.start() {
        (outer, sentence)
    } else {
        (sentence, outer)
    };
    let apart = left.end() <= right.start();
    apart && reading.text()[left.end()..right.start()].trim().is_empty()
}
