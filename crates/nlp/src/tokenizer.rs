//! From text to tokens: spaCy's `Tokenizer.v1`.
//!
//! White space cuts a text into *chunks*. A chunk that is an *exception* ("don't") becomes the
//! tokens that the exception lists. From any other, prefixes and suffixes are stripped one by one
//! until an exception or nothing to strip is left; that core stays whole if it is a URL, and is
//! cut at its infixes otherwise. At last, runs of tokens that together are an exception
//! which the patterns had cut up become that exception's tokens.
//!
//! Tokens and the single spaces between them rebuild the text exactly. What a chunk becomes
//! depends on the chunk alone, so chunks seen before are remembered; that changes no result.
//!
//! DIFFERENCE: spaCy leaves the parts of its last exception with a space in its cache, cut up
//! without regard for exceptions. Here nothing is remembered while exceptions are loaded.

mod cache;
mod exceptions;
mod pattern;
mod python_syntax;

use std::ops::Range;

use ascribe_text::{Span, Text};

use crate::draft::RawToken;
use crate::error::Error;
use crate::lexeme::{Lexeme, Vocabulary, is_space};
use crate::lookups::Lookups;
use crate::msgpack::{self, Value};
use crate::package::Package;
use cache::Caches;
use exceptions::Exceptions;
use pattern::Pattern;

/// The file with a pipeline's patterns and exceptions.
const FILE: &str = "tokenizer";

/// The file with a vocabulary's tables; a pipeline may do without.
const LOOKUPS_FILE: &str = "vocab/lookups.bin";

/// Cuts texts into tokens.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    rules: Rules,
    exceptions: Exceptions,
    caches: Caches,
}

/// How chunks are cut that are no exceptions. A pattern that a pipeline does not have matches
/// nowhere.
#[derive(Debug)]
struct Rules {
    vocabulary: Vocabulary,
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    /// Matches what keeps its affixes.
    token: Option<Pattern>,
    /// Matches what is not cut at infixes.
    url: Option<Pattern>,
}

/// One token of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Its length in bytes of UTF-8.
    length: u32,
    lexeme: Lexeme,
}

/// A chunk's affixes and what is left without them, as ranges of bytes of the chunk.
#[derive(Debug)]
struct Stripped {
    /// From left to right.
    prefixes: Vec<Range<usize>>,
    core: Range<usize>,
    /// From right to left.
    suffixes: Vec<Range<usize>>,
}

impl Tokenizer {
    /// Loads the tokenizer and the vocabulary of a pipeline.
    ///
    /// # Errors
    /// If a file is damaged, or a pattern uses something that is not supported.
    pub(crate) fn load(package: &Package) -> Result<Self, Error> {
        const NO_TABLES: &[u8] = b"\x80";
        let lookups = package.file_opt(LOOKUPS_FILE).unwrap_or(NO_TABLES);
        let vocabulary = Vocabulary::new(&Lookups::read(lookups, LOOKUPS_FILE)?)?;
        Self::read(package.file(FILE)?, vocabulary)
    }

    fn read(bytes: &[u8], vocabulary: Vocabulary) -> Result<Self, Error> {
        let file = msgpack::read(bytes, FILE)?;
        let rules = Rules {
            vocabulary,
            prefix: pattern(&file, "prefix_search")?,
            suffix: pattern(&file, "suffix_search")?,
            infix: pattern(&file, "infix_finditer")?,
            token: pattern(&file, "token_match")?,
            url: pattern(&file, "url_match")?,
        };
        let only_cut_up = file
            .get("faster_heuristics")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        let exceptions = Exceptions::read(file.get("exceptions"), only_cut_up, &rules)?;
        Ok(Self {
            rules,
            exceptions,
            caches: Caches::default(),
        })
    }

    /// The tokens of `stretch`, as if it were a text of its own; their spans are in `text`.
    pub(crate) fn tokenize(&self, text: &str, stretch: Span<Text>) -> Vec<RawToken> {
        let mut cache = self.caches.take();
        let mut writer = Writer {
            tokens: Vec::with_capacity(stretch.len() / 5),
            at: stretch.start(),
        };
        for (chunk, space) in chunks(stretch.slice(text)) {
            let pieces = cache.pieces(chunk, |out| {
                self.rules.tokenize(chunk, &self.exceptions, out);
            });
            writer.write(pieces, space);
        }
        self.caches.put_back(cache);
        self.exceptions.restore(text, writer.tokens)
    }
}

/// The chunks of `text`, each with whether a single space follows that belongs to no chunk.
fn chunks(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let white = is_space(rest.chars().next()?);
        let end = rest
            .find(|character| is_space(character) != white)
            .unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        let without_space = if white { None } else { after.strip_prefix(' ') };
        rest = without_space.unwrap_or(after);
        Some((chunk, without_space.is_some()))
    })
}

/// Gives pieces their places in the text.
struct Writer {
    tokens: Vec<RawToken>,
    /// Where the next token begins.
    at: usize,
}

impl Writer {
    /// Appends the pieces of one chunk; `space` says whether a space follows the last.
    fn write(&mut self, pieces: &[Piece], space: bool) {
        for piece in pieces {
            let span = Span::new(self.at, self.at + piece.length as usize);
            self.tokens.push(RawToken {
                span,
                space: false,
                lexeme: piece.lexeme,
            });
            self.at = span.end();
        }
        if let Some(last) = self.tokens.last_mut() {
            last.space = space;
            self.at += usize::from(space);
        }
    }
}

impl Rules {
    /// Appends the tokens of `chunk`.
    fn tokenize(&self, chunk: &str, exceptions: &Exceptions, out: &mut Vec<Piece>) {
        let Stripped {
            prefixes,
            core,
            suffixes,
        } = self.strip(chunk, exceptions);
        out.extend(
            prefixes
                .into_iter()
                .map(|prefix| self.piece(&chunk[prefix])),
        );
        if !core.is_empty() {
            self.tokenize_core(&chunk[core], exceptions, out);
        }
        out.extend(
            suffixes
                .into_iter()
                .rev()
                .map(|suffix| self.piece(&chunk[suffix])),
        );
    }

    fn tokenize_core(&self, core: &str, exceptions: &Exceptions, out: &mut Vec<Piece>) {
        if let Some(pieces) = exceptions.get(core) {
            out.extend_from_slice(pieces);
        } else if matches_start(&self.token, core) || matches_start(&self.url, core) {
            out.push(self.piece(core));
        } else {
            self.cut_at_infixes(core, out);
        }
    }

    fn cut_at_infixes(&self, core: &str, out: &mut Vec<Piece>) {
        let mut done = 0;
        let infixes = self.infix.iter().flat_map(|infix| infix.find_all(core));
        // What stands at the very start stays with what follows.
        for infix in infixes.filter(|infix| infix.start > 0) {
            let parts = [&core[done..infix.start], &core[infix.clone()]];
            out.extend(
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .map(|part| self.piece(part)),
            );
            done = infix.end;
        }
        if done < core.len() {
            out.push(self.piece(&core[done..]));
        }
    }

    fn strip(&self, chunk: &str, exceptions: &Exceptions) -> Stripped {
        let mut stripped = Stripped {
            prefixes: Vec::new(),
            core: 0..chunk.len(),
            suffixes: Vec::new(),
        };
        while self.strip_once(chunk, &mut stripped, exceptions) {}
        stripped
    }

    /// Strips at most one prefix and one suffix; says whether there may be more.
    fn strip_once(&self, chunk: &str, stripped: &mut Stripped, exceptions: &Exceptions) -> bool {
        let core = stripped.core.clone();
        let string = &chunk[core.clone()];
        if string.is_empty() || matches_start(&self.token, string) || exceptions.contains(string) {
            return false;
        }
        let prefix = core.start..core.start + self.prefix_length(string);
        if !prefix.is_empty() && exceptions.contains(&chunk[prefix.end..core.end]) {
            stripped.core.start = prefix.end;
            stripped.prefixes.push(prefix);
            return false;
        }
        let suffix = core.end - self.suffix_length(&chunk[prefix.end..core.end])..core.end;
        if !suffix.is_empty() && exceptions.contains(&chunk[core.start..suffix.start]) {
            stripped.core.end = suffix.start;
            stripped.suffixes.push(suffix);
            return false;
        }
        stripped.core = prefix.end..suffix.start;
        stripped
            .prefixes
            .extend((!prefix.is_empty()).then_some(prefix));
        stripped
            .suffixes
            .extend((!suffix.is_empty()).then_some(suffix));
        stripped.core != core
    }

    /// Whether an affix or infix pattern matches in `string`.
    fn cuts(&self, string: &str) -> bool {
        let infix = self.infix.as_ref().and_then(|infix| infix.find(string));
        self.prefix_length(string) > 0 || self.suffix_length(string) > 0 || infix.is_some()
    }

    /// The length of the prefix of `string`: as many characters as the pattern matches, wherever.
    fn prefix_length(&self, string: &str) -> usize {
        let Some(found) = self.prefix.as_ref().and_then(|prefix| prefix.find(string)) else {
            return 0;
        };
        let characters = string[found].chars().count();
        string.chars().take(characters).map(char::len_utf8).sum()
    }

    /// The length of the suffix of `string`: as many characters as the pattern matches, wherever.
    fn suffix_length(&self, string: &str) -> usize {
        let Some(found) = self.suffix.as_ref().and_then(|suffix| suffix.find(string)) else {
            return 0;
        };
        let characters = string[found].chars().count();
        string
            .chars()
            .rev()
            .take(characters)
            .map(char::len_utf8)
            .sum()
    }

    fn piece(&self, form: &str) -> Piece {
        let length = u32::try_from(form.len()).expect("texts over 4 GiB are refused on reading");
        Piece {
            length,
            lexeme: self.vocabulary.lexeme(form),
        }
    }
}

/// Compiles the pattern `name` of the file, if there is one.
fn pattern(file: &Value<'_>, name: &str) -> Result<Option<Pattern>, Error> {
    let source = file.get(name).and_then(Value::as_str);
    source
        .map(|source| Pattern::new(source, &format!("{FILE}: {name}")))
        .transpose()
}

fn matches_start(pattern: &Option<Pattern>, text: &str) -> bool {
    pattern
        .as_ref()
        .is_some_and(|pattern| pattern.matches_start(text))
}

#[cfg(test)]
mod tests;
