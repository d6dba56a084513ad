//! A record made by hand of a report on a country, people and groups that do not exist.

use ascribe_model::*;
use ascribe_read::{ReadOptions, read};
use ascribe_text::{Span, Text};

/// The report.
pub(crate) const REPORT: &str = "\
Blast at Zandar market kills at least 14

By Mira Tolen

ZANDAR, 4 March 2024 (Velt Press) - A bomb went off at the main market of Zandar on Sunday, \
killing at least 14 people, police said.

“The Kolm Liberation Front did this,” army spokesman Jas Okun told Velt Press on Monday. The Front \
denied responsibility. No group has claimed the bombing.

According to a doctor at the town’s hospital, nine children were among the dead.

The Front has grown weaker since it lost its camp near Kolm, said Ana Brel, a researcher. “It has \
perhaps 300 men left. If it stops its raids, the young will stop joining.”

Roughly a dozen shops burned down.

Blast at Zandar market kills at least 14
";

/// What a careful reader finds in it.
pub(crate) fn record() -> Record {
    let report = read(REPORT.as_bytes(), &ReadOptions::default());
    let words = Words(&report);
    let findings = Findings {
        entities: entities(&words),
        times: times(&words),
        places: places(&words),
        attributions: attributions(&words),
        events: events(&words),
        occurrences: occurrences(&words),
        responsibilities: responsibilities(&words),
        tolls: tolls(&words),
        assessments: assessments(&words),
        causes: causes(&words),
        unread: vec![Unread {
            span: words.at("Roughly a dozen shops burned down."),
            why: "a number without a finding".to_owned(),
        }],
        notes: vec![],
    };
    Record {
        generator: generator(),
        report,
        findings,
    }
}

fn generator() -> Generator {
    Generator {
        version: "0.1.0",
        rules_digest: "0".repeat(64),
        models: vec![ModelStamp {
            name: "none".to_owned(),
            sha256: "0".repeat(64),
        }],
        gazetteer_digest: None,
        reader: "rules",
        arguments: vec![],
    }
}

struct Words<'r>(&'r Report);

impl Words<'_> {
    fn at(&self, words: &str) -> Span<Text> {
        self.nth(words, 0)
    }

    fn nth(&self, words: &str, index: usize) -> Span<Text> {
        let (start, _) = self.0.text.match_indices(words).nth(index).expect(words);
        Span::new(start, start + words.len())
    }

    fn mention(&self, words: &str, index: usize, named: bool) -> Mention {
        Mention {
            span: self.nth(words, index),
            named,
        }
    }

    /// Evidence for each of `cells`, all on the same words.
    fn base(&self, words: &str, by: &str, cells: &[&'static str]) -> Vec<Evidence> {
        let rule = RuleName::new(by);
        cells
            .iter()
            .map(|cell| Evidence::new(cell, self.at(words), &rule).scored(0.9))
            .collect()
    }
}

fn entity(
    words: &Words<'_>,
    index: usize,
    kind: EntityKind,
    role: Option<Role>,
    mentions: Vec<Mention>,
) -> Entity {
    let first = mentions[0].span.slice(&words.0.text);
    let cells: &[_] = if role.is_some() {
        &["kind", "name", "role"]
    } else {
        &["kind", "name"]
    };
    Entity {
        id: EntityId::new(index),
        kind,
        name: first.to_owned(),
        aliases: vec![],
        role,
        part_of: None,
        evidence: words.base(first, "entity/name@1", cells),
        mentions,
    }
}

fn entities(words: &Words<'_>) -> Vec<Entity> {
    let police = vec![words.mention("police", 0, false)];
    let front = vec![
        words.mention("Kolm Liberation Front", 0, true),
        words.mention("The Front", 0, false),
        words.mention("The Front", 1, false),
    ];
    let okun = vec![words.mention("Jas Okun", 0, true)];
    let doctor = vec![words.mention("a doctor at the town’s hospital", 0, false)];
    let brel = vec![words.mention("Ana Brel", 0, true)];
    vec![
        entity(words, 0, EntityKind::Forces, Some(Role::Police), police),
        Entity {
            aliases: vec!["the Front".to_owned()],
            ..entity(words, 1, EntityKind::Group, None, front)
        },
        entity(words, 2, EntityKind::Person, Some(Role::Military), okun),
        entity(words, 3, EntityKind::Person, Some(Role::Medical), doctor),
        entity(words, 4, EntityKind::Person, Some(Role::Expert), brel),
    ]
}

fn times(words: &Words<'_>) -> Vec<Time> {
    let day = |index, expression: &str, date: &str| Time {
        id: TimeId::new(index),
        span: words.at(expression),
        kind: TimeKind::Date,
        value: Some(date.to_owned()),
        interval: Some((date.parse().unwrap(), date.parse().unwrap())),
        precision: Precision::Day,
        anchor: Some(Anchor::Published),
        evidence: words.base(expression, "time/weekday@1", &["value", "interval"]),
    };
    vec![
        day(0, "Sunday", "2024-03-03"),
        day(1, "Monday", "2024-03-04"),
    ]
}

fn places(words: &Words<'_>) -> Vec<Place> {
    let span = words.nth("Zandar", 1);
    vec![Place {
        id: PlaceId::new(0),
        span,
        sense: PlaceSense::Literal,
        geonameid: None,
        name: "Zandar".to_owned(),
        kind: None,
        country: None,
        admin1: None,
        latitude: None,
        longitude: None,
        radius_km: None,
        method: "text",
        evidence: words.base("Zandar", "place/text@1", &["name"]),
    }]
}

fn attributions(words: &Words<'_>) -> Vec<Attribution> {
    let said = |index, kind, holder, role, stance, source: &str, cue: &str, content: &[&str]| {
        let cells = ["source", "cue", "content", "holder", "role", "said_at"];
        Attribution {
            id: AttributionId::new(index),
            kind,
            source: vec![words.at(source)],
            cue: vec![words.at(cue)],
            content: content.iter().map(|content| words.at(content)).collect(),
            holder: Some(EntityId::new(holder)),
            role,
            named: holder != 3,
            parent: Some(AttributionId::NARRATION),
            stance,
            said_at: (index == 2).then(|| TimeId::new(1)),
            evidence: words.base(cue, "attribution/verb-clause@1", &cells),
            ..Attribution::narration()
        }
    };
    let lost = "The Front has grown weaker since it lost its camp near Kolm";
    let men = "It has perhaps 300 men left. If it stops its raids, the young will stop joining.";
    vec![
        Attribution::narration(),
        said(
            1,
            AttributionKind::Indirect,
            0,
            Some(Role::Police),
            Stance::Asserts,
            "police",
            "said",
            &["A bomb went off at the main market of Zandar on Sunday, killing at least 14 people"],
        ),
        said(
            2,
            AttributionKind::Direct,
            2,
            Some(Role::Military),
            Stance::Accuses,
            "army spokesman Jas Okun",
            "told",
            &["The Kolm Liberation Front did this,"],
        ),
        said(
            3,
            AttributionKind::Indirect,
            1,
            Some(Role::PerpetratorSide),
            Stance::Denies,
            "The Front",
            "denied",
            &["responsibility"],
        ),
        said(
            4,
            AttributionKind::Indirect,
            3,
            Some(Role::Medical),
            Stance::Asserts,
            "a doctor at the town’s hospital",
            "According to",
            &["nine children were among the dead"],
        ),
        said(
            5,
            AttributionKind::Mixed,
            4,
            Some(Role::Expert),
            Stance::Asserts,
            "Ana Brel, a researcher",
            "said Ana",
            &[lost, men],
        ),
    ]
}

fn events(words: &Words<'_>) -> Vec<Event> {
    let cells = [
        "type",
        "status",
        "factuality",
        "time",
        "place",
        "participants",
        "weapon",
    ];
    vec![Event {
        id: EventId::new(0),
        kind: "violence/explosion/bombing".to_owned(),
        trigger: words.at("went off"),
        mentions: vec![words.at("Blast"), words.at("went off"), words.at("bombing")],
        status: Status::Actual,
        factuality: Factuality::CERTAIN,
        time: Some(TimeId::new(0)),
        place: Some(PlaceId::new(0)),
        participants: vec![Participant {
            role: ParticipantRole::Victim,
            entity: None,
            span: words.at("at least 14 people"),
        }],
        weapon: Some(words.at("A bomb")),
        attributes: vec![],
        evidence: words.base(
            "A bomb went off at the main market of Zandar on Sunday",
            "event/bomb@1",
            &cells,
        ),
    }]
}

fn head(
    words: &Words<'_>,
    attribution: usize,
    stance: Stance,
    factuality: Factuality,
    anchor: &str,
    cells: &[&'static str],
) -> ClaimHead {
    ClaimHead {
        attribution: AttributionId::new(attribution),
        stance,
        factuality,
        likelihood: None,
        said_at: (attribution == 2).then(|| TimeId::new(1)),
        about_time: None,
        anchor: words.at(anchor),
        evidence: words.base(anchor, "claim/by-hand@1", &[cells, &["said_at"]].concat()),
    }
}

fn occurrences(words: &Words<'_>) -> Vec<Occurrence> {
    let cells = ["event", "value"];
    vec![Occurrence {
        id: OccurrenceId::new(0),
        head: head(
            words,
            1,
            Stance::Asserts,
            Factuality::CERTAIN,
            "went off",
            &cells,
        ),
        event: EventId::new(0),
        field: OccurrenceField::Happened,
        value: OccurrenceValue::Happened(true),
    }]
}

fn responsibilities(words: &Words<'_>) -> Vec<Responsibility> {
    let cells = ["event", "scope", "actor", "mode"];
    let by = |index, attribution, stance, factuality, actor, mode, anchor: &str| Responsibility {
        id: ResponsibilityId::new(index),
        head: head(words, attribution, stance, factuality, anchor, &cells),
        event: Some(EventId::new(0)),
        scope: Some(words.at(anchor)),
        actor,
        mode,
        part_of: None,
    };
    let front = Some(EntityId::new(1));
    vec![
        by(
            0,
            2,
            Stance::Accuses,
            Factuality::CERTAIN,
            front,
            Mode::Accused,
            "The Kolm Liberation Front did this",
        ),
        by(
            1,
            3,
            Stance::Denies,
            Factuality::DENIED,
            front,
            Mode::Denied,
            "The Front denied responsibility",
        ),
        by(
            2,
            0,
            Stance::Asserts,
            Factuality::CERTAIN,
            None,
            Mode::NoneClaimed,
            "No group has claimed the bombing",
        ),
    ]
}

fn tolls(words: &Words<'_>) -> Vec<Toll> {
    let cells = ["event", "kind", "who", "low", "best", "part_of"];
    let toll = |index, attribution, who, anchor: &str| Toll {
        id: TollId::new(index),
        head: head(
            words,
            attribution,
            Stance::Asserts,
            Factuality::CERTAIN,
            anchor,
            &cells,
        ),
        event: Some(EventId::new(0)),
        kind: TollKind::Killed,
        who,
        low: None,
        best: None,
        high: None,
        period: None,
        part_of: None,
        supersedes: None,
    };
    vec![
        Toll {
            low: Some(14),
            ..toll(0, 1, Who::Any, "killing at least 14 people")
        },
        Toll {
            best: Some(9),
            part_of: Some(TollId::new(0)),
            ..toll(1, 4, Who::Child, "nine children were among the dead")
        },
    ]
}

fn assessments(words: &Words<'_>) -> Vec<Assessment> {
    let cells = ["subject", "attribute", "value", "direction"];
    let said = |index, attribute, value, direction, anchor: &str| Assessment {
        id: AssessmentId::new(index),
        head: head(
            words,
            5,
            Stance::Asserts,
            Factuality::CERTAIN,
            anchor,
            &cells,
        ),
        subject: EntityId::new(1),
        attribute,
        value,
        object: None,
        direction,
    };
    let men = Value::Number {
        low: None,
        best: Some(300.0),
        high: None,
        unit: "people".to_owned(),
    };
    let weaker = Value::Words(words.at("weaker"));
    vec![
        said(
            0,
            Attribute::Trend,
            Some(weaker),
            Some(Direction::Declining),
            "The Front has grown weaker",
        ),
        said(
            1,
            Attribute::Strength,
            Some(men),
            None,
            "It has perhaps 300 men left",
        ),
    ]
}

fn causes(words: &Words<'_>) -> Vec<Cause> {
    let cells = ["cause", "effect", "polarity", "conditional"];
    let anchor = "If it stops its raids, the young will stop joining.";
    let part = |part: &str| CausePart {
        span: words.at(part),
        event: None,
    };
    vec![Cause {
        id: CauseId::new(0),
        head: head(
            words,
            5,
            Stance::Asserts,
            Factuality::UNKNOWN,
            anchor,
            &cells,
        ),
        cause: part("it stops its raids"),
        effect: part("the young will stop joining"),
        polarity: Polarity::Positive,
        conditional: true,
    }]
}
