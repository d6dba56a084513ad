//! What is fuzzed: each target takes bytes, makes an input of them, and checks what must hold.
//!
//! `fuzz_targets/` runs them under libFuzzer; a test of `ascribe-eval` replays what was found
//! (`regressions/`) with a stable compiler. A target knows no expected result: it knows that nothing
//! panics, that damage is an error, and the promises that the crates make for every input.

#![allow(dead_code, reason = "each fuzz target takes one of these functions")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use ascribe::knowledge::{DataFiles, Knowledge};
use ascribe::nlp::dependency::{LexiconSet, Pattern, PatternSet, Place};
use ascribe::nlp::{Doc, Package, Pipeline};
use ascribe::wire::{Record, WriteOptions, Wrong, check};
use ascribe::{ReadOptions, Reader, Where, view};

/// One target: its name and what it does with its input.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const ALL: &[Target] = &[
    ("package", package),
    ("archive", archive),
    ("compiled", compiled),
    ("config", config),
    ("annotate", annotate),
    ("pattern", pattern),
    ("read", read),
    ("claims", claims),
];

/// Text that reaches every component.
const TEXT: &str = "On Monday, gunmen attacked Sant Obel. Ilka Dvornu didn't say: \u{201c}Why?\u{201d}  \n\n12 \u{1f631}";

/// The small pipeline's files by name.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let near = [
        root.join("../testdata/pipelines/small"),
        root.join("../../testdata/pipelines/small"),
    ];
    let root = near
        .iter()
        .find(|path| path.is_dir())
        .expect("the checkout has a small pipeline");
    let mut files = BTreeMap::new();
    collect(root, "", &mut files);
    files
});

static SMALL: LazyLock<Pipeline> = LazyLock::new(|| {
    Pipeline::load(&Package::from_files(FILES.clone())).expect("the small pipeline loads")
});

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the checkout can be read") {
        let path = entry.expect("a folder of the checkout can be read").path();
        let name = format!(
            "{prefix}{}",
            path.file_name()
                .and_then(|name| name.to_str())
                .expect("our names are UTF-8")
        );
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(
                name,
                std::fs::read(&path).expect("a file of the checkout can be read"),
            );
        }
    }
}

/// A tokenizer with a few short patterns: the small pipeline's own takes longest of all its files to
/// load. As spaCy writes it, in msgpack.
const LIGHT_TOKENIZER: &[u8] = b"\x87\xadprefix_search\xa7^[\\(\\\"]\xadsuffix_search\xa9[\\)\\\".,]$\xaeinfix_finditer\
    \xb4(?<=[a-z])-(?=[a-z])\xabtoken_match\xc0\xa9url_match\xb2(?u)^https?://\\S+$\xaaexceptions\x81\xa5don't\
    \x92\x81A\xa2do\x82A\xa3n'tC\xa3not\xb1faster_heuristics\xc3";

/// The small pipeline's files with the light tokenizer.
fn light_files() -> BTreeMap<String, Vec<u8>> {
    let mut files = FILES.clone();
    files.insert("tokenizer".to_owned(), LIGHT_TOKENIZER.to_vec());
    files
}

/// One change to some bytes. Positions are taken modulo the length.
#[derive(Debug, Arbitrary)]
enum Edit {
    Overwrite(u32, Vec<u8>),
    Insert(u32, Vec<u8>),
    Delete(u32, u16),
    Truncate(u32),
    Replace(Vec<u8>),
    /// A number where a length may stand, big-endian as msgpack has it, or little-endian.
    Number(u32, Extreme, bool),
    /// A stretch of the same bytes in another place.
    Copy(u32, u32, u16),
}

#[derive(Debug, Arbitrary)]
enum Extreme {
    Zero,
    Most,
    Half,
    NaN,
    Own(u32),
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let within = |at: u32, length: usize| at as usize % (length + 1);
        match self {
            Self::Overwrite(at, new) => {
                let at = within(*at, bytes.len());
                let end = (at + new.len()).min(bytes.len());
                bytes.splice(at..end, new.iter().copied());
            }
            Self::Insert(at, new) => {
                let at = within(*at, bytes.len());
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Delete(at, length) => {
                let at = within(*at, bytes.len());
                let end = (at + usize::from(*length)).min(bytes.len());
                bytes.drain(at..end);
            }
            Self::Truncate(at) => bytes.truncate(within(*at, bytes.len())),
            Self::Replace(new) => bytes.clone_from(new),
            Self::Number(at, number, big) => {
                let number = match number {
                    Extreme::Zero => 0,
                    Extreme::Most => u32::MAX,
                    Extreme::Half => u32::MAX / 2,
                    Extreme::NaN => f32::NAN.to_bits(),
                    Extreme::Own(number) => *number,
                };
                let new = if *big {
                    number.to_be_bytes()
                } else {
                    number.to_le_bytes()
                };
                Self::Overwrite(*at, new.to_vec()).apply(bytes);
            }
            Self::Copy(from, to, length) => {
                let from = within(*from, bytes.len());
                let end = (from + usize::from(*length)).min(bytes.len());
                let new = bytes[from..end].to_vec();
                Self::Insert(*to, new).apply(bytes);
            }
        }
    }
}

/// Loads a package that may be damaged and, if it loads, runs it.
fn load_and_run(package: &Package) {
    if let Ok(pipeline) = Pipeline::load(package) {
        check_doc(&pipeline.annotate(TEXT), TEXT);
        check_doc(&pipeline.annotate(""), "");
    }
}

/// What holds for every document, whatever the pipeline.
fn check_doc(doc: &Doc, text: &str) {
    let mut end = 0;
    for token in doc.tokens() {
        assert_eq!(
            token.span().start(),
            end,
            "tokens and gaps rebuild the text"
        );
        assert!(!token.text().is_empty());
        end = token.span().end() + usize::from(token.has_space());
        assert_eq!(
            token.head().sentence().index(),
            token.sentence().index(),
            "heads stay in their sentence"
        );
        assert!(
            token.ancestors().take(doc.len() + 1).count() <= doc.len(),
            "trees have no circles"
        );
    }
    assert_eq!(end, text.len(), "tokens and gaps rebuild the text");
    let mut end = 0;
    for entity in doc.entities() {
        assert!(
            end <= entity.token_range().start.index(),
            "names do not overlap"
        );
        end = entity.token_range().end.index();
    }
    doc.noun_chunks();
}

/// The small pipeline with changes to some of its files, cut down to one component and what it needs.
pub(crate) fn package(data: &[u8]) {
    const COMPONENTS: [&str; 9] = [
        "tok2vec",
        "senter",
        "tagger",
        "parser",
        "ner",
        "textcat",
        "spancat",
        "textcat_multilabel",
        "lemmatizer",
    ];
    let mut input = Unstructured::new(data);
    let Ok(component) = input.choose(&COMPONENTS) else {
        return;
    };
    // An input that has ended draws the first.
    let mut files = if input.ratio(31, 32).unwrap_or(true) {
        light_files()
    } else {
        FILES.clone()
    };
    let config = String::from_utf8(files["config.cfg"].clone()).expect("config.cfg is text");
    let line = config
        .lines()
        .find(|line| line.starts_with("pipeline = "))
        .expect("config.cfg names components");
    let chosen = config.replacen(
        line,
        &format!("pipeline = [\"tok2vec\",\"{component}\"]"),
        1,
    );
    files.insert("config.cfg".to_owned(), chosen.into_bytes());
    let own = |name: &&String| {
        name.starts_with(&format!("{component}/"))
            || ["tokenizer", "vocab/lookups.bin", "meta.json"].contains(&name.as_str())
    };
    let names: Vec<String> = files.keys().filter(own).cloned().collect();
    for _ in 0..input.int_in_range(1..=4).unwrap_or(1) {
        let (Ok(name), Ok(edit)) = (input.choose(&names), Edit::arbitrary(&mut input)) else {
            break;
        };
        edit.apply(files.get_mut(name).expect("the name is of a file"));
    }
    load_and_run(&Package::from_files(files));
}

/// A zip archive, from a well-formed one or from nothing.
pub(crate) fn archive(data: &[u8]) {
    open_bytes(data, &STORED);
}

/// A compiled pipeline, from a well-formed one or from nothing.
pub(crate) fn compiled(data: &[u8]) {
    static COMPILED: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut out = Vec::new();
        let package = Package::from_files(light_files());
        package
            .compile(&mut out)
            .expect("the small pipeline compiles");
        out
    });
    open_bytes(data, &COMPILED);
}

/// The small pipeline's text files in a zip archive without compression, as a wheel has them.
static STORED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let small = FILES.iter().filter(|(_, bytes)| bytes.len() < 10_000);
    let files: Vec<_> = small
        .map(|(name, bytes)| (format!("en_small/en_small-1.0.0/{name}"), bytes))
        .collect();
    stored_archive(&files)
});

/// The format is simple enough where nothing is compressed: headers, bytes, a directory.
fn stored_archive(files: &[(String, &Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let two = |number: usize| {
        u16::try_from(number)
            .expect("names are short")
            .to_le_bytes()
    };
    let four = |number: usize| {
        u32::try_from(number)
            .expect("files are small")
            .to_le_bytes()
    };
    for (name, bytes) in files {
        let sizes = [
            checksum(bytes).to_le_bytes(),
            four(bytes.len()),
            four(bytes.len()),
        ]
        .concat();
        let shared = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
            &sizes,
            &two(name.len()),
            &[0, 0],
        ]
        .concat();
        directory.extend(
            [
                b"PK\x01\x02\x14\x00",
                &shared[..],
                &[0; 10],
                &four(out.len()),
                name.as_bytes(),
            ]
            .concat(),
        );
        out.extend([b"PK\x03\x04", &shared[..], name.as_bytes(), bytes].concat());
    }
    let (count, start) = (two(files.len()), out.len());
    out.extend(&directory);
    out.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            &count[..],
            &count,
            &four(directory.len()),
            &four(start),
            &[0, 0],
        ]
        .concat(),
    );
    out
}

/// CRC-32, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Opens a file: `data` as it is, or changes that `data` makes to `base`.
fn open_bytes(data: &[u8], base: &[u8]) {
    let mut input = Unstructured::new(data);
    let bytes = if input.ratio(1, 8).unwrap_or(true) {
        input.take_rest().to_vec()
    } else {
        let mut bytes = base.to_vec();
        for _ in 0..input.int_in_range(0..=6).unwrap_or(0) {
            let Ok(edit) = Edit::arbitrary(&mut input) else {
                break;
            };
            edit.apply(&mut bytes);
        }
        bytes
    };
    let file = tempfile::NamedTempFile::new().expect("the machine has room for a file");
    std::fs::write(file.path(), bytes).expect("the machine has room for a file");
    if let Ok(package) = Package::open(file.path()) {
        load_and_run(&package);
    }
}

/// The small pipeline with another config.cfg: as given, or the real one with changes.
pub(crate) fn config(data: &[u8]) {
    let mut input = Unstructured::new(data);
    let mut files = light_files();
    let config = files
        .get_mut("config.cfg")
        .expect("the small pipeline has a config.cfg");
    if input.ratio(1, 4).unwrap_or(true) {
        *config = input.take_rest().to_vec();
    } else {
        for _ in 0..input.int_in_range(1..=4).unwrap_or(1) {
            let Ok(edit) = Edit::arbitrary(&mut input) else {
                break;
            };
            edit.apply(config);
        }
    }
    load_and_run(&Package::from_files(files));
}

/// A text for the small pipeline, and the same text in two stretches.
pub(crate) fn annotate(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let doc = SMALL.annotate(&text);
    check_doc(&doc, &text);
    let batch = SMALL.annotate_batch(&["", &text, "x"]);
    assert!(same(&doc, &batch[1]), "a batch changes nothing");
    let middle = (0..=text.len() / 2)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    let stretches = [
        ascribe_text::Span::new(0, middle),
        ascribe_text::Span::new(middle, text.len()),
    ];
    let parts = SMALL.annotate_stretches(&text, &stretches);
    let lengths = SMALL.annotate(&text[..middle]).len() + SMALL.annotate(&text[middle..]).len();
    assert_eq!(
        parts.len(),
        lengths,
        "a stretch is cut as a text of its own"
    );
}

fn same(one: &Doc, other: &Doc) -> bool {
    let row = |token: ascribe::nlp::Token<'_>| {
        (
            token.span(),
            token.tag().to_owned(),
            token.dep().to_owned(),
            token.head().id(),
        )
    };
    one.tokens().map(row).eq(other.tokens().map(row))
}

/// A dependency pattern, compiled and, if it compiles, matched.
pub(crate) fn pattern(data: &[u8]) {
    static DOC: LazyLock<Doc> = LazyLock::new(|| SMALL.annotate(TEXT));
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut lexicons = LexiconSet::default();
    lexicons.insert("reporting", ["say", "tell"]);
    let place = Place {
        file: "fuzz.toml",
        line: 1,
    };
    if let Ok(pattern) = Pattern::compile("fuzz@1", text, place, &lexicons) {
        let patterns = PatternSet::new(vec![pattern]);
        for sentence in DOC.sentences() {
            let _ = (patterns.find(sentence), patterns.near_misses(sentence));
        }
    }
}

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let knowledge =
        Knowledge::load(&DataFiles::built_in()).expect("the built-in words and patterns load");
    Reader::new(SMALL.clone(), knowledge, Vec::new())
});

/// A report of any bytes: its record keeps every promise that the wire format makes.
pub(crate) fn read(data: &[u8]) {
    let (options, data) = match data.split_first() {
        Some((byte, rest)) if byte % 2 == 1 => (
            ReadOptions {
                published: "2031-05-14".parse().ok(),
                ..ReadOptions::default()
            },
            rest,
        ),
        _ => (ReadOptions::default(), data),
    };
    check_record(data, &options);
}

/// Words that rules turn on, so that a few bytes make a report that gives findings.
const WORDS: &str = "the army rebels group Ember Column police spokesman Tarn Dvornu she he they it who we I \
    said says told denied claimed blamed accused admitted announced believed suspected according to that not no \
    nobody has have been was were is may would if after before because when while and or but also for of by on in \
    at near from with against without between attack attacks bombing bomb blast car suicide killed wounded injured \
    shot dead died kidnapped arrested freed at least more than about 12 14 three dozens hundreds people civilians \
    soldiers children including rose fell up responsibility claim statement work behind it this Monday Tuesday \
    last week year spring 2031 May two years ago town Teppe village province government minister money funds leader \
    fighters weakened declining growing lost controls led donors stop carry out carried attacked bombed struck raised \
    planned foiled attempted threatened ceasefire protest rally strike sentenced trial fled \u{201c} \u{201d} \" ' \u{2019}s \
    , . : ; - \u{2013} ( ) ? ! \n\n \n Q: A: Also read Tags: By \u{0} \u{202e} \u{1f631} \u{e9}t\u{e9}";

/// A report of words that mean something to the rules, in any order.
pub(crate) fn claims(data: &[u8]) {
    static PIECES: LazyLock<Vec<&str>> =
        LazyLock::new(|| WORDS.split(' ').filter(|piece| !piece.is_empty()).collect());
    let pieces = data
        .iter()
        .map(|&byte| PIECES[usize::from(byte) % PIECES.len()]);
    let text: Vec<&str> = pieces.collect();
    let options = ReadOptions {
        published: "2031-05-14".parse().ok(),
        ..ReadOptions::default()
    };
    let text = text.join(" ");
    let record = check_record(text.as_bytes(), &options);
    assert!(view::html(&record).ends_with("</html>"));
    let _ = view::report(&record, view::Style::Plain);
    let place = Where::At { line: 1, column: 1 };
    let _ = READER.explain_at(text.as_bytes(), &options, &place);
}

fn check_record(data: &[u8], options: &ReadOptions) -> Record {
    let record = READER.read(data, options);
    let record = Record::new(&record, &WriteOptions { source_map: true });
    let mut wrong = check(&record);
    // How many sentences a span covers is judged by its punctuation, which garbage has anywhere.
    wrong.retain(|violation| violation.wrong != Wrong::Sentences);
    let all: Vec<_> = wrong.iter().map(ToString::to_string).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
    record
}
