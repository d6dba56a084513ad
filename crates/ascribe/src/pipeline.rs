//! The whole flow on one page: bytes, report, analysis, findings, record.

use ascribe_claims as claims;
use ascribe_knowledge::Knowledge;
use ascribe_model::{
    Block, BlockKind, Factuality, Generator, ModelStamp, Named, Note, Record, Report, Said, Told,
    Trace,
};
use ascribe_nlp::{Doc, Pipeline};
use ascribe_read::{Input, PageWords, Piece, ReadOptions};
use ascribe_readers as readers;
use ascribe_text::{CharMap, Chars, Span, Text};

use crate::ReaderKind;

/// Everything needed to read: the language pipeline, and the words and patterns of `data/`.
///
/// Reading is a pure function of the bytes, the options and these: no clock, no randomness, no
/// network. One `Reader` serves any number of threads.
pub struct Reader {
    pipeline: Pipeline,
    knowledge: Knowledge,
    page_words: PageWords,
    kind: ReaderKind,
    /// What finds attributions beside the rules.
    learned: Option<readers::Reader>,
    /// What finds events beside the rules.
    events: Option<readers::EventReader>,
    models: Vec<ModelStamp>,
    /// What every record says of how it was read.
    notes: Vec<Note>,
}

/// The language of the words and patterns in `data/`.
const LANGUAGE: &str = "en";

impl Reader {
    /// A reader that analyses with `pipeline` and finds with `knowledge`; `models` is how the
    /// record names the pipeline.
    #[must_use]
    pub fn new(pipeline: Pipeline, knowledge: Knowledge, models: Vec<ModelStamp>) -> Self {
        Self {
            pipeline,
            knowledge,
            page_words: PageWords::default(),
            kind: ReaderKind::Rules,
            learned: None,
            events: None,
            models,
            notes: Vec::new(),
        }
    }

    /// The same reader, each of whose records carries these notes.
    #[must_use]
    pub fn with_notes(self, notes: Vec<Note>) -> Self {
        Self { notes, ..self }
    }

    /// The same reader with other words for what pages carry around a report.
    #[must_use]
    pub fn with_page_words(self, page_words: PageWords) -> Self {
        Self { page_words, ..self }
    }

    /// The same reader with a learned reader of attributions, which is of `kind`; `stamp` is how the
    /// record names it.
    #[must_use]
    pub fn with_learned(
        mut self,
        kind: ReaderKind,
        learned: readers::Reader,
        stamp: ModelStamp,
    ) -> Self {
        if learned.wants_vectors() {
            self.pipeline = self.pipeline.keeping_vectors();
        }
        (self.kind, self.learned) = (kind, Some(learned));
        self.models.push(stamp);
        self
    }

    /// The same reader with a learned reader of events; `stamp` is how the record names it.
    #[must_use]
    pub fn with_events(mut self, events: readers::EventReader, stamp: ModelStamp) -> Self {
        self.pipeline = self.pipeline.keeping_vectors();
        self.events = Some(events);
        self.models.push(stamp);
        self
    }

    /// The record of the report in `bytes`; of an input that holds many, the first. Text is never
    /// an error: what could not be understood is said in the record's notes.
    #[must_use]
    pub fn read(&self, bytes: &[u8], options: &ReadOptions) -> Record {
        let report = ascribe_read::read(bytes, &self.read_options(options));
        self.record(report, options, None)
    }

    /// The same, with what every rule did on the way.
    #[must_use]
    pub fn explain(&self, bytes: &[u8], options: &ReadOptions) -> (Record, Trace) {
        let mut trace = Trace::default();
        let report = ascribe_read::read(bytes, &self.read_options(options));
        let record = self.record(report, options, Some(&mut trace));
        (record, trace)
    }

    /// The record of one report of an input; pieces may be read on any threads.
    #[must_use]
    pub fn read_piece(&self, piece: &Piece<'_>, options: &ReadOptions) -> Record {
        let report = piece.read(&self.read_options(options));
        self.record(report, options, None)
    }

    /// The records of all reports of an input, each read when it is asked for.
    pub fn read_all(
        &self,
        input: &Input<'_>,
        options: &ReadOptions,
    ) -> impl Iterator<Item = Record> {
        input.pieces().map(|piece| self.read_piece(&piece, options))
    }

    /// How certain the report is of what each of its words names that can name an event, by the
    /// words' place in its text.
    #[must_use]
    pub fn factualities(
        &self,
        bytes: &[u8],
        options: &ReadOptions,
    ) -> Vec<(Span<Chars>, Factuality)> {
        let mut report = ascribe_read::read(bytes, &self.read_options(options));
        let doc = self.analyse(&mut report);
        let chars = CharMap::new(&report.text);
        let found =
            claims::factualities(&report, &doc, self.marked(&doc).learned(), &self.knowledge);
        let found = found.into_iter();
        found
            .map(|(span, factuality)| (chars.to_chars(span), factuality))
            .collect()
    }

    /// The analysis of one report of an input, on which its record stands.
    #[must_use]
    pub fn analyse_piece(&self, piece: &Piece<'_>, options: &ReadOptions) -> Doc {
        let mut report = piece.read(&self.read_options(options));
        self.analyse_what_it_reads(&mut report)
    }

    /// What the learned reader of attributions finds in an analysed text; `None` without one.
    #[must_use]
    pub fn said(&self, doc: &Doc) -> Option<Vec<Said>> {
        self.learned.as_ref().map(|learned| learned.read(doc))
    }

    /// What the learned reader of events finds in an analysed text; `None` without one.
    #[must_use]
    pub fn told(&self, doc: &Doc) -> Option<Told> {
        self.events.as_ref().map(|events| events.read(doc))
    }

    /// The analysis of a text as it stands, without looking for blocks.
    #[must_use]
    pub fn annotate(&self, text: &str) -> Doc {
        self.pipeline.annotate(text)
    }

    /// The language pipeline.
    #[must_use]
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// The words and patterns.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    fn read_options(&self, options: &ReadOptions) -> ReadOptions {
        ReadOptions {
            words: self.page_words.clone(),
            ..options.clone()
        }
    }

    fn record(
        &self,
        mut report: Report,
        options: &ReadOptions,
        trace: Option<&mut Trace>,
    ) -> Record {
        report.notes.extend(self.notes.iter().cloned());
        let doc = self.analyse_what_it_reads(&mut report);
        let findings = claims::find(
            &report,
            &doc,
            self.marked(&doc).learned(),
            &self.knowledge,
            trace,
        );
        Record {
            generator: self.generator(options),
            report,
            findings,
        }
    }

    fn analyse_what_it_reads(&self, report: &mut Report) -> Doc {
        if self.reads(report) {
            return self.analyse(report);
        }
        report.notes.push(no_pipeline(report));
        self.pipeline.annotate_stretches(&report.text, &[])
    }

    /// Whether pipeline, words and patterns are for the report's language, or nobody knows which
    /// that is.
    fn reads(&self, report: &Report) -> bool {
        if self.pipeline.lang() != LANGUAGE {
            return false;
        }
        report.language.as_ref().is_none_or(|tag| {
            let primary = tag.split(['-', '_']).next().unwrap_or(tag);
            primary.eq_ignore_ascii_case(self.pipeline.lang())
        })
    }

    /// Each block is analysed apart: no sentence runs from one into the next. Furniture is left
    /// out, so that no finding can start in it. Blocks in capitals are analysed as English is
    /// written; the report's text stays as it is, and every offset is good for both.
    pub(crate) fn analyse(&self, report: &mut Report) -> Doc {
        let readable = || {
            let blocks = report.blocks.iter();
            blocks.filter(|block| block.kind != BlockKind::Furniture)
        };
        let words = |block: &Block| block.span.trimmed(&report.text);
        let stretches: Vec<Span<Text>> = readable().map(words).collect();
        let running = readable().filter(|block| block.kind != BlockKind::Dateline);
        let running: Vec<Span<Text>> = running.map(words).collect();
        let casing = &self.knowledge.casing;
        let Some(restored) = casing.restored(&report.text, &running) else {
            return self.pipeline.annotate_stretches(&report.text, &stretches);
        };
        report.notes.push(restored_case());
        self.pipeline.annotate_stretches(&restored, &stretches)
    }

    /// What the learned readers find, where there are any.
    fn marked(&self, doc: &Doc) -> Marked {
        Marked {
            said: self.said(doc),
            told: self.told(doc),
        }
    }

    fn generator(&self, options: &ReadOptions) -> Generator {
        Generator {
            version: env!("CARGO_PKG_VERSION"),
            rules_digest: self.knowledge.digest().to_owned(),
            models: self.models.clone(),
            gazetteer_digest: self.knowledge.gazetteer_digest(),
            reader: self.kind.name(),
            arguments: options.arguments(),
        }
    }
}

/// What learned readers marked in a text.
struct Marked {
    said: Option<Vec<Said>>,
    told: Option<Told>,
}

impl Marked {
    fn learned(&self) -> claims::Learned<'_> {
        claims::Learned {
            said: self.said.as_deref(),
            told: self.told.as_ref(),
        }
    }
}

/// That the report was read and not analysed.
fn no_pipeline(report: &Report) -> Note {
    let language = report.language.as_deref().unwrap_or("that nobody told");
    Note {
        code: "no-pipeline-for-language",
        message: format!(
            "the language {language} is not analysed; nothing was looked for in the text"
        ),
        span: None,
    }
}

/// That the text in capitals was analysed as English is written.
fn restored_case() -> Note {
    Note {
        code: "restored-case",
        message: "text in capitals was analysed with small letters put back".to_owned(),
        span: None,
    }
}
