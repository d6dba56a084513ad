//! The whole flow on one page: bytes, report, analysis, findings, record.

use ascribe_claims as claims;
use ascribe_knowledge::Knowledge;
use ascribe_model::{BlockKind, Factuality, Generator, ModelStamp, Record, Report, Trace};
use ascribe_nlp::{Doc, Pipeline};
use ascribe_read::ReadOptions;
use ascribe_text::{CharMap, Chars, Span, Text};

/// Everything needed to read: the language pipeline, and the words and patterns of `data/`.
///
/// Reading is a pure function of the bytes, the options and these: no clock, no randomness, no
/// network. One `Reader` serves any number of threads.
pub struct Reader {
    pipeline: Pipeline,
    knowledge: Knowledge,
    models: Vec<ModelStamp>,
}

impl Reader {
    /// A reader that analyses with `pipeline` and finds with `knowledge`; `models` is how the
    /// record names the pipeline.
    #[must_use]
    pub fn new(pipeline: Pipeline, knowledge: Knowledge, models: Vec<ModelStamp>) -> Self {
        Self {
            pipeline,
            knowledge,
            models,
        }
    }

    /// The record of the report in `bytes`. Text is never an error: what could not be understood
    /// is said in the record's notes.
    #[must_use]
    pub fn read(&self, bytes: &[u8], options: &ReadOptions) -> Record {
        self.record(bytes, options, None)
    }

    /// The same, with what every rule did on the way.
    #[must_use]
    pub fn explain(&self, bytes: &[u8], options: &ReadOptions) -> (Record, Trace) {
        let mut trace = Trace::default();
        let record = self.record(bytes, options, Some(&mut trace));
        (record, trace)
    }

    /// How certain the report is of what each of its words names that can name an event, by the
    /// words' place in its text.
    #[must_use]
    pub fn factualities(
        &self,
        bytes: &[u8],
        options: &ReadOptions,
    ) -> Vec<(Span<Chars>, Factuality)> {
        let report = ascribe_read::read(bytes, options);
        let doc = self.analyse(&report);
        let chars = CharMap::new(&report.text);
        let found = claims::factualities(&report, &doc, &self.knowledge);
        let found = found.into_iter();
        found
            .map(|(span, factuality)| (chars.to_chars(span), factuality))
            .collect()
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

    fn record(&self, bytes: &[u8], options: &ReadOptions, trace: Option<&mut Trace>) -> Record {
        let report = ascribe_read::read(bytes, options);
        let doc = self.analyse(&report);
        let findings = claims::find(&report, &doc, &self.knowledge, trace);
        Record {
            generator: self.generator(options),
            report,
            findings,
        }
    }

    /// Each block is analysed apart: no sentence runs from one into the next. Furniture is left
    /// out, so that no finding can start in it.
    fn analyse(&self, report: &Report) -> Doc {
        let readable = report
            .blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Furniture);
        let stretches: Vec<Span<Text>> = readable
            .map(|block| block.span.trimmed(&report.text))
            .collect();
        self.pipeline.annotate_stretches(&report.text, &stretches)
    }

    fn generator(&self, options: &ReadOptions) -> Generator {
        Generator {
            version: env!("CARGO_PKG_VERSION"),
            rules_digest: self.knowledge.digest().to_owned(),
            models: self.models.clone(),
            gazetteer_digest: None,
            reader: "rules",
            arguments: options.arguments(),
        }
    }
}
