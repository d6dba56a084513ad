//! Reads a text with the real pipeline, for tests.

use std::sync::{Arc, LazyLock};

use ascribe_knowledge::Knowledge;
use ascribe_model::{Block, BlockId, BlockKind, Findings, Report, SourceFile};
use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Package, Pipeline};
use ascribe_text::{SourceMap, Span};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let package = Package::open(&installed_pipeline()).expect("`make setup` installs it");
    Pipeline::load(&package).unwrap()
});

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::built_in().unwrap());

pub(crate) fn knowledge() -> &'static Knowledge {
    &KNOWLEDGE
}

/// A report whose text is one paragraph, and what is found in it.
pub(crate) fn read(text: &str) -> (Report, Findings) {
    let source = SourceFile {
        sha256: String::new(),
        media_type: "text/plain",
        encoding: "utf-8",
        bytes: text.len(),
        start: 0,
    };
    let span = Span::new(0, text.len());
    let paragraph = Block {
        id: BlockId::new(0),
        span,
        kind: BlockKind::Paragraph,
        speaker: None,
        reason: None,
    };
    let report = Report {
        source,
        text: Arc::from(text),
        map: SourceMap::default(),
        blocks: vec![paragraph],
        url: None,
        outlet: None,
        title: None,
        byline: None,
        published: None,
        language: None,
        translated_from: None,
        notes: Vec::new(),
    };
    let findings = crate::find(&report, &PIPELINE.annotate(text), &[], knowledge(), None);
    (report, findings)
}
