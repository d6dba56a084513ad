//! What the learned reader of events says of a message beyond its record: how likely each word is for
//! an event, and how likely that is told as news. Empty where no such reader is in use.

use ascribe::Input;
use ascribe::model::{Named, ToldEvent, ToldPart};

use crate::documents::Document;
use crate::task::Reading;

/// All that the reader says of one message.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) words: Vec<Word>,
    /// Words that have a part in some event that is told as news.
    pub(super) parts: Vec<Part>,
}

/// A word for an event.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it begins, in code points of the report's text.
    pub(super) start: usize,
    pub(super) score: f32,
    pub(super) news: f32,
    pub(super) parts: Vec<Part>,
}

/// A word with a part in an event.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) role: String,
    pub(super) score: f32,
}

impl Told {
    pub(super) fn of(document: &Document, reading: &Reading<'_>) -> Self {
        Self::read(document, reading).unwrap_or_default()
    }

    fn read(document: &Document, reading: &Reading<'_>) -> Option<Self> {
        let options = document.options();
        let input = Input::open(&reading.source, &options);
        let piece = input.pieces().next()?;
        let doc = reading.reader.analyse_piece(&piece, &options);
        let told = reading.reader.told(&doc)?;
        let mut chars = vec![0; doc.text().len() + 1];
        for (at, (byte, _)) in doc.text().char_indices().enumerate() {
            chars[byte] = at;
        }
        let part = |part: &ToldPart| Part {
            start: chars[part.word.start()],
            role: part.role.name().to_owned(),
            score: part.score,
        };
        let word = |event: &ToldEvent| Word {
            start: chars[event.trigger.start()],
            score: event.score,
            news: event.news.unwrap_or_default(),
            parts: event.parts.iter().map(part).collect(),
        };
        Some(Self {
            words: told.events.iter().map(word).collect(),
            parts: told.parts.iter().map(part).collect(),
        })
    }

    /// What is said of the word that begins there.
    pub(super) fn word_at(&self, start: usize) -> Option<&Word> {
        let at = self.words.binary_search_by_key(&start, |word| word.start);
        self.words.get(at.ok()?)
    }
}
