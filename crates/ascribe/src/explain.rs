//! Why a record says what it says at one place, and why it does not say more.
//!
//! The rules are asked once more about the sentences at that place, all kinds together: which of
//! them fit, and which came close. What the record made of it stands beside that.

use std::collections::{BTreeMap, BTreeSet};

use ascribe_knowledge::Knowledge;
use ascribe_nlp::dependency::{Match, NearMiss, PatternSet, Reason};
use ascribe_nlp::{Doc, Sentence, Token};
use ascribe_read::ReadOptions;
use ascribe_text::{CharMap, Chars, Span, Text};
use ascribe_wire as wire;
use serde_json::Value;

use crate::Reader;

/// The place of a report that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// A line of the report's text and a code point of the line, both from 1.
    At {
        /// The line.
        line: usize,
        /// The code point within the line.
        column: usize,
    },
    /// A finding of the record, by its id.
    Finding(String),
}

impl Reader {
    /// What is known of `place` in the report in `bytes`; `None` where the report has no such place
    /// or the record no such finding.
    #[must_use]
    pub fn explain_at(
        &self,
        bytes: &[u8],
        options: &ReadOptions,
        place: &Where,
    ) -> Option<wire::Explanation> {
        let mut record = self.read(bytes, options);
        let doc = self.analyse(&mut record.report);
        let record = wire::Record::new(&record, &wire::WriteOptions::default());
        let findings = findings(&record);
        let (stretch, asked) = match place {
            Where::At { line, column } => (point(&record.report.text, *line, *column)?, None),
            Where::Finding(id) => (
                anchor(findings.iter().find(|one| one.id == *id)?)?,
                Some(id),
            ),
        };
        let map = CharMap::new(&record.report.text);
        let around = map.to_text(Span::new(stretch.0, stretch.1))?;
        let sentences: Vec<Sentence<'_>> = doc
            .sentences()
            .filter(|sentence| touches(sentence.span(), around))
            .collect();
        let reach = sentences
            .iter()
            .map(|sentence| map.to_chars(sentence.span()));
        let reach: Vec<(usize, usize)> = reach.map(|span| (span.start(), span.end())).collect();
        let is_asked = |basis: &wire::Basis| match asked {
            Some(id) => basis.id == *id,
            None => stands_on(basis, &reach),
        };
        let rules = Rules::new(self.knowledge(), &findings);
        let explain = |sentence| rules.sentence(sentence, &doc, &map);
        Some(wire::Explanation {
            schema: wire::VERSION.to_owned(),
            sentences: sentences.into_iter().map(explain).collect(),
            findings: findings.into_iter().filter(is_asked).collect(),
        })
    }
}

/// The code point at a line and column, and the one behind it.
fn point(text: &str, line: usize, column: usize) -> Option<(usize, usize)> {
    let mut lines = text.split('\n');
    let before: usize = lines
        .by_ref()
        .take(line.checked_sub(1)?)
        .map(|line| line.chars().count() + 1)
        .sum();
    let length = lines.next()?.chars().count();
    let column = column.checked_sub(1)?.min(length.saturating_sub(1));
    Some((before + column, before + column + usize::from(0 < length)))
}

/// The first words that a finding stands on.
fn anchor(basis: &wire::Basis) -> Option<(usize, usize)> {
    let span = basis.evidence.iter().flat_map(|one| &one.spans).next()?;
    Some((span.start, span.end))
}

fn touches(sentence: Span<Text>, around: Span<Text>) -> bool {
    sentence.start() < around.end().max(around.start() + 1) && around.start() < sentence.end()
}

fn stands_on(basis: &wire::Basis, reach: &[(usize, usize)]) -> bool {
    let mut spans = basis.evidence.iter().flat_map(|one| &one.spans);
    spans.any(|span| {
        reach
            .iter()
            .any(|(start, end)| *start <= span.start && span.end <= *end)
    })
}

/// Every finding with its evidence, whatever its kind.
fn findings(record: &wire::Record) -> Vec<wire::Basis> {
    let Ok(Value::Object(lists)) = serde_json::to_value(record) else {
        return Vec::new();
    };
    let lists = lists.into_iter().filter_map(|(list, all)| match all {
        Value::Array(all) => Some((list, all)),
        _ => None,
    });
    lists
        .flat_map(|(list, all)| all.into_iter().filter_map(move |one| basis(&list, &one)))
        .collect()
}

fn basis(list: &str, finding: &Value) -> Option<wire::Basis> {
    let evidence: Vec<wire::Evidence> =
        serde_json::from_value(finding.get("evidence")?.clone()).ok()?;
    let own = ["name", "span", "trigger"]
        .iter()
        .find_map(|field| match &finding[field] {
            Value::Object(span) => span.get("text")?.as_str(),
            value => value.as_str(),
        });
    let first = evidence.first().and_then(|one| one.spans.first());
    let words = own
        .map(str::to_owned)
        .or_else(|| first.map(|span| span.text.clone()));
    Some(wire::Basis {
        id: finding.get("id")?.as_str()?.to_owned(),
        list: list.to_owned(),
        words: words.unwrap_or_default(),
        evidence,
    })
}

/// All patterns together, what they mean, and which of them made findings.
struct Rules<'k> {
    patterns: PatternSet,
    meanings: BTreeMap<&'k str, &'k str>,
    /// Each rule that a finding names, with the code points that it read there.
    used: BTreeSet<(String, usize, usize)>,
}

impl<'k> Rules<'k> {
    fn new(knowledge: &'k Knowledge, findings: &[wire::Basis]) -> Self {
        let cases = knowledge.cases();
        let evidence = findings.iter().flat_map(|basis| &basis.evidence);
        Self {
            patterns: PatternSet::new(cases.iter().map(|case| case.pattern.clone()).collect()),
            meanings: cases
                .iter()
                .map(|case| (case.pattern.name(), case.meaning))
                .collect(),
            used: evidence.flat_map(uses).collect(),
        }
    }

    fn sentence(
        &self,
        sentence: Sentence<'_>,
        doc: &Doc,
        map: &CharMap<'_>,
    ) -> wire::SentenceExplained {
        let span = sentence.span();
        let chars = map.to_chars(span);
        let fits = self.patterns.find(sentence);
        let mut misses = self.patterns.near_misses(sentence);
        misses.sort_by_key(|miss| std::cmp::Reverse(miss.line - miss.pattern.line()));
        wire::SentenceExplained {
            span: wire::Span {
                start: chars.start(),
                end: chars.end(),
                text: span.slice(doc.text()).to_owned(),
            },
            line: doc.text()[..span.start()].matches('\n').count() + 1,
            words: words(sentence),
            fits: fits.iter().map(|fit| self.fit(fit, chars)).collect(),
            misses: misses.iter().map(|miss| self.miss(miss)).collect(),
        }
    }

    fn fit(&self, fit: &Match<'_>, sentence: Span<Chars>) -> wire::Fit {
        let pattern = fit.pattern();
        let capture = |(name, token): (&str, Token<'_>)| [name.to_owned(), token.text().to_owned()];
        wire::Fit {
            rule: pattern.name().to_owned(),
            meaning: self.meaning(pattern.name()),
            file: pattern.file().to_owned(),
            line: pattern.line(),
            captures: fit.captures().map(capture).collect(),
            made_a_finding: self.is_used(pattern.name(), sentence),
        }
    }

    fn is_used(&self, rule: &str, sentence: Span<Chars>) -> bool {
        let (first, last) = (sentence.start(), sentence.end());
        let mut uses = self
            .used
            .range((rule.to_owned(), first, 0)..=(rule.to_owned(), last, last));
        uses.any(|(_, _, end)| *end <= last)
    }

    fn miss(&self, miss: &NearMiss<'_>) -> wire::Miss {
        wire::Miss {
            rule: miss.pattern.name().to_owned(),
            meaning: self.meaning(miss.pattern.name()),
            file: miss.pattern.file().to_owned(),
            line: miss.line,
            text: miss.text.trim().to_owned(),
            at: miss.root.text().to_owned(),
            reason: reason(&miss.reason),
        }
    }

    fn meaning(&self, rule: &str) -> String {
        self.meanings
            .get(rule)
            .copied()
            .unwrap_or_default()
            .to_owned()
    }
}

fn uses(one: &wire::Evidence) -> impl Iterator<Item = (String, usize, usize)> {
    one.spans
        .iter()
        .map(|span| (one.by.clone(), span.start, span.end))
}

fn reason(reason: &Reason<'_>) -> String {
    match reason {
        Reason::NotThere => "no word stands there".to_owned(),
        Reason::Forbidden(token) => format!("“{}” must not stand there", token.text()),
        Reason::Unlike(tokens) => {
            let each = tokens
                .iter()
                .map(|(token, condition)| format!("“{}” is not {condition}", token.text()));
            each.collect::<Vec<_>>().join("; ")
        }
    }
}

fn words(sentence: Sentence<'_>) -> Vec<wire::Word> {
    let tokens: Vec<Token<'_>> = sentence
        .tokens()
        .filter(|token| !token.is_space())
        .collect();
    let place = |wanted: Token<'_>| {
        tokens
            .iter()
            .position(|token| token.id() == wanted.id())
            .map_or(0, |at| at + 1)
    };
    let word = |token: &Token<'_>| wire::Word {
        text: token.text().to_owned(),
        lemma: token.lemma().to_owned(),
        pos: token.pos().to_owned(),
        tag: token.tag().to_owned(),
        dep: token.dep().to_owned(),
        head: if token.is_root() {
            0
        } else {
            place(token.head())
        },
        entity: token.entity_kind().to_owned(),
    };
    tokens.iter().map(word).collect()
}
