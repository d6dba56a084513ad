//! From the types of `ascribe-model` to those of the JSON.

use ascribe_model as model;
use ascribe_text::{CharMap, Text};

use crate::key::Keys;
use crate::{
    Assessment, AssessmentValue, Attribution, Block, Cause, CausePart, Entity, Event, Evidence,
    Generator, Head, Mention, Model, Note, Occurrence, OccurrenceValue, Participant, Place,
    Published, Record, Report, Responsibility, Source, Span, Time, Toll, Unread, VERSION,
    WriteOptions,
};

type TextSpan = ascribe_text::Span<Text>;

impl Record {
    /// The record as the JSON has it.
    ///
    /// # Panics
    /// If a span of the record was not made for its text.
    #[must_use]
    pub fn new(record: &model::Record, options: &WriteOptions) -> Self {
        let mut build = Build::new(&record.report);
        let findings = &record.findings;
        let notes = record.report.notes.iter().chain(&findings.notes);
        Self {
            schema: VERSION.to_owned(),
            generator: generator(&record.generator),
            report: build.report(options),
            entities: findings
                .entities
                .iter()
                .map(|entity| build.entity(entity))
                .collect(),
            times: findings.times.iter().map(|time| build.time(time)).collect(),
            places: findings
                .places
                .iter()
                .map(|place| build.place(place))
                .collect(),
            attributions: findings
                .attributions
                .iter()
                .map(|said| build.attribution(said))
                .collect(),
            events: findings
                .events
                .iter()
                .map(|event| build.event(event))
                .collect(),
            occurrences: findings
                .occurrences
                .iter()
                .map(|claim| build.occurrence(claim))
                .collect(),
            responsibilities: findings
                .responsibilities
                .iter()
                .map(|claim| build.responsibility(claim))
                .collect(),
            tolls: findings
                .tolls
                .iter()
                .map(|claim| build.toll(claim))
                .collect(),
            assessments: findings
                .assessments
                .iter()
                .map(|claim| build.assessment(claim))
                .collect(),
            causes: findings
                .causes
                .iter()
                .map(|claim| build.cause(claim))
                .collect(),
            unread: findings
                .unread
                .iter()
                .map(|unread| build.unread(unread))
                .collect(),
            notes: notes.map(|note| build.note(note)).collect(),
        }
    }
}

fn generator(generator: &model::Generator) -> Generator {
    let stamp = |model: &model::ModelStamp| Model {
        name: model.name.clone(),
        sha256: model.sha256.clone(),
    };
    Generator {
        version: generator.version.to_owned(),
        rules_digest: generator.rules_digest.clone(),
        models: generator.models.iter().map(stamp).collect(),
        gazetteer_digest: generator.gazetteer_digest.clone(),
        reader: generator.reader.to_owned(),
        arguments: generator.arguments.clone(),
    }
}

/// What the parts of one record share.
struct Build<'r> {
    report: &'r model::Report,
    chars: CharMap<'r>,
    keys: Keys<'r>,
}

impl<'r> Build<'r> {
    fn new(report: &'r model::Report) -> Self {
        Self {
            report,
            chars: CharMap::new(&report.text),
            keys: Keys::new(report),
        }
    }

    fn span(&self, span: TextSpan) -> Span {
        let chars = self.chars.to_chars(span);
        let text = span.slice(&self.report.text).to_owned();
        Span {
            start: chars.start(),
            end: chars.end(),
            text,
        }
    }

    fn spans(&self, spans: &[TextSpan]) -> Vec<Span> {
        spans.iter().map(|&span| self.span(span)).collect()
    }

    fn evidence(&self, evidence: &[model::Evidence]) -> Vec<Evidence> {
        let one = |evidence: &model::Evidence| Evidence {
            field: evidence.field.to_owned(),
            spans: self.spans(&evidence.spans),
            by: evidence.by.to_string(),
            score: evidence.score,
        };
        evidence.iter().map(one).collect()
    }

    fn report(&self, options: &WriteOptions) -> Report {
        let report = self.report;
        let published = |published: &model::Published| Published {
            value: published.value.to_string(),
            known_from: published.known_from.to_string(),
            span: published.span.map(|span| self.span(span)),
        };
        Report {
            id: report.source.sha256.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            title: report.title.map(|span| self.span(span)),
            byline: report.byline.map(|span| self.span(span)),
            published: report.published.as_ref().map(published),
            language: report.language.clone(),
            translated_from: report.translated_from.clone(),
            source: Source {
                media_type: report.source.media_type.to_owned(),
                encoding: report.source.encoding.to_owned(),
                bytes: report.source.bytes,
                start: report.source.start,
            },
            text: report.text.to_string(),
            blocks: report
                .blocks
                .iter()
                .map(|block| self.block(block))
                .collect(),
            source_map: options.source_map.then(|| self.source_map()),
        }
    }

    fn block(&self, block: &model::Block) -> Block {
        let chars = self.chars.to_chars(block.span);
        Block {
            id: block.id.to_string(),
            start: chars.start(),
            end: chars.end(),
            kind: block.kind.to_string(),
            speaker: block.speaker.map(|span| self.span(span)),
            reason: block.reason.map(str::to_owned),
        }
    }

    fn source_map(&self) -> Vec<[usize; 4]> {
        let run = |(text, source): (TextSpan, ascribe_text::Span<ascribe_text::Source>)| {
            let chars = self.chars.to_chars(text);
            [chars.start(), chars.end(), source.start(), source.end()]
        };
        self.report
            .map
            .runs()
            .map(|(text, source, _)| run((text, source)))
            .collect()
    }

    fn entity(&mut self, entity: &model::Entity) -> Entity {
        let anchor = entity.mentions.first().map(|mention| mention.span);
        let mention = |mention: &model::Mention| Mention {
            span: self.span(mention.span),
            named: mention.named,
        };
        Entity {
            mentions: entity.mentions.iter().map(mention).collect(),
            id: entity.id.to_string(),
            key: self.keys.key("entity", anchor, ""),
            kind: entity.kind.to_string(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            role: written(entity.role),
            part_of: written(entity.part_of),
            evidence: self.evidence(&entity.evidence),
        }
    }

    fn time(&self, time: &model::Time) -> Time {
        Time {
            id: time.id.to_string(),
            span: self.span(time.span),
            kind: time.kind.to_string(),
            value: time.value.clone(),
            interval: time
                .interval
                .map(|(first, last)| [first.to_string(), last.to_string()]),
            precision: time.precision.to_string(),
            anchor: written(time.anchor),
            evidence: self.evidence(&time.evidence),
        }
    }

    fn place(&self, place: &model::Place) -> Place {
        Place {
            id: place.id.to_string(),
            span: self.span(place.span),
            geonameid: place.geonameid,
            name: place.name.clone(),
            kind: written(place.kind),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            lat: place.latitude,
            lon: place.longitude,
            radius_km: place.radius_km,
            method: place.method.to_owned(),
            evidence: self.evidence(&place.evidence),
        }
    }

    fn attribution(&mut self, said: &model::Attribution) -> Attribution {
        let anchor = said
            .cue
            .first()
            .or(said.content.first())
            .or(said.source.first());
        Attribution {
            id: said.id.to_string(),
            key: self.keys.key("attribution", anchor.copied(), ""),
            kind: said.kind.to_string(),
            source: self.spans(&said.source),
            cue: self.spans(&said.cue),
            content: self.spans(&said.content),
            holder: written(said.holder),
            role: written(said.role),
            named: said.named,
            parent: written(said.parent),
            stance: said.stance.to_string(),
            likelihood: written(said.likelihood),
            channel: said.channel.map(|span| self.span(span)),
            said_at: written(said.said_at),
            evidence: self.evidence(&said.evidence),
        }
    }

    fn event(&mut self, event: &model::Event) -> Event {
        let participant = |participant: &model::Participant| Participant {
            role: participant.role.to_string(),
            entity: written(participant.entity),
            span: self.span(participant.span),
        };
        Event {
            participants: event.participants.iter().map(participant).collect(),
            id: event.id.to_string(),
            key: self.keys.key("event", Some(event.trigger), ""),
            kind: event.kind.clone(),
            trigger: self.span(event.trigger),
            mentions: self.spans(&event.mentions),
            status: event.status.to_string(),
            factuality: event.factuality.to_string(),
            time: written(event.time),
            place: written(event.place),
            weapon: event.weapon.map(|span| self.span(span)),
            attributes: event
                .attributes
                .iter()
                .map(|&mark| mark.to_owned())
                .collect(),
            evidence: self.evidence(&event.evidence),
        }
    }

    /// The head of the claim `id`, which is of `kind` and plays `role` on its anchor.
    fn head(&mut self, id: String, head: &model::ClaimHead, kind: &str, role: &str) -> Head {
        Head {
            id,
            key: self.keys.key(kind, Some(head.anchor), role),
            attribution: head.attribution.to_string(),
            stance: head.stance.to_string(),
            factuality: head.factuality.to_string(),
            likelihood: written(head.likelihood),
            said_at: written(head.said_at),
            about_time: written(head.about_time),
            evidence: self.evidence(&head.evidence),
        }
    }

    fn occurrence(&mut self, claim: &model::Occurrence) -> Occurrence {
        let field = claim.field.to_string();
        Occurrence {
            head: self.head(claim.id.to_string(), &claim.head, "occurrence", &field),
            event: claim.event.to_string(),
            field,
            value: match &claim.value {
                model::OccurrenceValue::Happened(happened) => OccurrenceValue::Happened(*happened),
                model::OccurrenceValue::Type(kind) => OccurrenceValue::Name(kind.clone()),
                model::OccurrenceValue::Time(time) => OccurrenceValue::Name(time.to_string()),
                model::OccurrenceValue::Place(place) => OccurrenceValue::Name(place.to_string()),
                model::OccurrenceValue::Words(span) => OccurrenceValue::Words(self.span(*span)),
            },
        }
    }

    fn responsibility(&mut self, claim: &model::Responsibility) -> Responsibility {
        let mode = claim.mode.to_string();
        Responsibility {
            head: self.head(claim.id.to_string(), &claim.head, "responsibility", &mode),
            event: written(claim.event),
            scope: claim.scope.map(|span| self.span(span)),
            actor: written(claim.actor),
            mode,
            part_of: written(claim.part_of),
        }
    }

    fn toll(&mut self, claim: &model::Toll) -> Toll {
        let role = format!("{}/{}", claim.kind, claim.who);
        Toll {
            head: self.head(claim.id.to_string(), &claim.head, "toll", &role),
            event: written(claim.event),
            kind: claim.kind.to_string(),
            who: claim.who.to_string(),
            low: claim.low,
            best: claim.best,
            high: claim.high,
            period: written(claim.period),
            part_of: written(claim.part_of),
            supersedes: written(claim.supersedes),
        }
    }

    fn assessment(&mut self, claim: &model::Assessment) -> Assessment {
        let attribute = claim.attribute.to_string();
        Assessment {
            head: self.head(claim.id.to_string(), &claim.head, "assessment", &attribute),
            subject: claim.subject.to_string(),
            attribute,
            value: claim
                .value
                .as_ref()
                .map(|value| self.assessment_value(value)),
            object: written(claim.object),
            direction: written(claim.direction),
        }
    }

    fn assessment_value(&self, value: &model::Value) -> AssessmentValue {
        match value {
            model::Value::Number {
                low,
                best,
                high,
                unit,
            } => AssessmentValue::Number {
                low: *low,
                best: *best,
                high: *high,
                unit: unit.clone(),
            },
            model::Value::Entity(entity) => AssessmentValue::Entity {
                entity: entity.to_string(),
            },
            model::Value::Words(span) => AssessmentValue::Words(self.span(*span)),
        }
    }

    fn cause(&mut self, claim: &model::Cause) -> Cause {
        let part = |part: &model::CausePart| CausePart {
            span: self.span(part.span),
            event: written(part.event),
        };
        Cause {
            cause: part(&claim.cause),
            effect: part(&claim.effect),
            head: self.head(claim.id.to_string(), &claim.head, "cause", ""),
            polarity: claim.polarity.to_string(),
            conditional: claim.conditional,
        }
    }

    fn unread(&self, unread: &model::Unread) -> Unread {
        Unread {
            span: self.span(unread.span),
            why: unread.why.clone(),
        }
    }

    fn note(&self, note: &model::Note) -> Note {
        Note {
            code: note.code.to_owned(),
            message: note.message.clone(),
            span: note.span.map(|span| self.span(span)),
        }
    }
}

/// An identifier or name as the JSON writes it.
fn written<T: std::fmt::Display>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}
