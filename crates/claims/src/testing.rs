//! Reads a text with the real pipeline, for tests.

use std::sync::{Arc, LazyLock};

use ascribe_knowledge::Knowledge;
use ascribe_model::{Block, BlockId, BlockKind, Findings, Report, Said, SourceFile, Told};
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
    read_page(&[(BlockKind::Paragraph, text)])
}

/// The same for paragraphs with a blank line between them, where a trained reader marked `said`.
pub(crate) fn read_with(text: &str, said: &[Said]) -> (Report, Findings) {
    let paragraphs = text
        .split("\n\n")
        .map(|words| (BlockKind::Paragraph, words));
    page(&paragraphs.collect::<Vec<_>>(), Some(said))
}

/// The same for one paragraph in which a reader of events found `told`.
pub(crate) fn read_told(text: &str, told: &Told) -> (Report, Findings) {
    let learned = crate::Learned {
        said: None,
        told: Some(told),
    };
    read_blocks(&[(BlockKind::Paragraph, text)], learned)
}

/// A report of these blocks, with a blank line between them, and what is found in it.
pub(crate) fn read_page(blocks: &[(BlockKind, &str)]) -> (Report, Findings) {
    page(blocks, None)
}

fn page(blocks: &[(BlockKind, &str)], said: Option<&[Said]>) -> (Report, Findings) {
    read_blocks(blocks, crate::Learned { said, told: None })
}

fn read_blocks(page: &[(BlockKind, &str)], learned: crate::Learned<'_>) -> (Report, Findings) {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for (index, (kind, words)) in page.iter().enumerate() {
        let start = text.len();
        text.push_str(words);
        if index + 1 < page.len() {
            text.push_str("\n\n");
        }
        blocks.push(Block {
            id: BlockId::new(index),
            span: Span::new(start, text.len()),
            kind: *kind,
            speaker: None,
            reason: None,
        });
    }
    let report = report(&text, blocks);
    let findings = crate::find(
        &report,
        &PIPELINE.annotate(&text),
        learned,
        knowledge(),
        None,
    );
    (report, findings)
}

fn report(text: &str, blocks: Vec<Block>) -> Report {
    let source = SourceFile {
        sha256: String::new(),
        media_type: "text/plain",
        encoding: "utf-8",
        bytes: text.len(),
        start: 0,
    };
    Report {
        source,
        text: Arc::from(text),
        map: SourceMap::default(),
        blocks,
        url: None,
        outlet: None,
        title: None,
        byline: None,
        published: None,
        language: None,
        translated_from: None,
        notes: Vec::new(),
    }
}
