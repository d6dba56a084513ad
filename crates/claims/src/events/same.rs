//! Which mentions are of one event.
//!
//! A definite noun ("the attack") joins the nearest earlier event that it can mean; the headline's
//! event is the one that the opening tells. Mentions with different times, places or numbers are
//! different events. Works within one report; in doubt, two events stay two.

use std::collections::BTreeSet;

use ascribe_model::{BlockKind, ParticipantRole};
use ascribe_nlp::Token;

use super::{Known, Mention, covers, family};
use crate::reading::Reading;

pub(super) const RULE: &str = "event/points-back@1";

/// How many sentences after a headline may open its story.
const OPENING: usize = 3;

/// The mentions grouped by event, in the order of their first mentions.
pub(super) fn group<'r>(reading: Reading<'r>, known: Known<'_>, mentions: Vec<Mention<'r>>) -> Vec<Vec<Mention<'r>>> {
    let mut groups: Vec<Vec<Mention<'r>>> = Vec::new();
    for mention in mentions {
        if points_to_several(&mention) && groups.iter().any(|group| can_be_kind(group, &mention, reading)) {
            continue;
        }
        let found = groups.iter().rposition(|group| is_same(group, &mention, reading, known));
        match found {
            Some(at) => groups[at].push(mention),
            None => groups.push(vec![mention]),
        }
    }
    groups
}

fn is_same(group: &[Mention<'_>], mention: &Mention<'_>, reading: Reading<'_>, known: Known<'_>) -> bool {
    let points = points_back(mention) || opens_story_of(group, mention, reading);
    points && can_be_kind(group, mention, reading) && agrees(group, mention, known)
}

/// "the attack", "this bombing", "Friday's blast".
fn points_back(mention: &Mention<'_>) -> bool {
    let token = mention.trigger.token();
    let is_definite = |child: Token<'_>| match child.dep() {
        "det" => ["the", "this", "that"].contains(&child.lemma()),
        "poss" => child.entity_kind() == "DATE",
        _ => false,
    };
    token.pos() != "VERB" && token.tag() != "NNS" && token.children().any(is_definite)
}

/// "the attacks": not one event but several.
fn points_to_several(mention: &Mention<'_>) -> bool {
    let token = mention.trigger.token();
    let is_definite = |child: Token<'_>| child.dep() == "det" && ["the", "these", "those"].contains(&child.text().to_lowercase().as_str());
    token.tag() == "NNS" && token.children().any(is_definite)
}

/// A headline and the first sentences below it tell of the same.
fn opens_story_of(group: &[Mention<'_>], mention: &Mention<'_>, reading: Reading<'_>) -> bool {
    let block_kind = |mention: &Mention<'_>| {
        reading.block_index(mention.span()).map(|index| reading.report.blocks[index].kind)
    };
    let first = &group[0];
    let sentences = |mention: &Mention<'_>| mention.trigger.token().sentence().index();
    block_kind(first) == Some(BlockKind::Title)
        && block_kind(mention) != Some(BlockKind::Title)
        && sentences(mention) <= sentences(first) + OPENING
        && group.iter().all(|one| block_kind(one) == Some(BlockKind::Title))
}

/// Whether the mention's type can be that of the group.
fn can_be_kind(group: &[Mention<'_>], mention: &Mention<'_>, reading: Reading<'_>) -> bool {
    let points_at_any = |one: &Mention<'_>| {
        reading.knowledge.lexicons.contains("event_anaphors", &one.trigger.token().lemma().to_lowercase())
    };
    group.iter().any(|other| {
        let (one, two) = (other.trigger.kind.as_str(), mention.trigger.kind.as_str());
        let is_violent = |kind: &str| ["violence", "explosion", "battle"].contains(&family(kind));
        let is_any = (points_at_any(mention) || points_at_any(other)) && is_violent(one) && is_violent(two);
        covers(one, two) || covers(two, one) || is_any
    })
}

/// Whether nothing told of the mention contradicts what is told of the group.
fn agrees(group: &[Mention<'_>], mention: &Mention<'_>, known: Known<'_>) -> bool {
    group.iter().all(|other| {
        let same_time = match (&other.setting.time, &mention.setting.time) {
            (Some((one, _)), Some((two, _))) => overlap(*one, *two, known),
            _ => true,
        };
        let same_place = match (&other.setting.place, &mention.setting.place) {
            (Some((one, _)), Some((two, _))) => near(*one, *two, known),
            _ => true,
        };
        let same_status = other.status.status == mention.status.status;
        same_time && same_place && same_status && same_targets(other, mention)
    })
}

fn overlap(one: ascribe_model::TimeId, two: ascribe_model::TimeId, known: Known<'_>) -> bool {
    let (one, two) = (&known.times[one.index()], &known.times[two.index()]);
    match (one.interval, two.interval) {
        (Some(one), Some(two)) => one.0 <= two.1 && two.0 <= one.1,
        _ => true,
    }
}

/// Two names of places that stand side by side ("Karvel, Orland") are near; so is one name.
fn near(one: ascribe_model::PlaceId, two: ascribe_model::PlaceId, known: Known<'_>) -> bool {
    let (one, two) = (&known.places[one.index()], &known.places[two.index()]);
    let beside = |name: &str, other: &str| {
        let neighbours = known.places.windows(2).filter(|pair| pair[1].span.start().saturating_sub(pair[0].span.end()) <= 8);
        let names: BTreeSet<_> = neighbours.map(|pair| (pair[0].name.as_str(), pair[1].name.as_str())).collect();
        names.contains(&(name, other)) || names.contains(&(other, name))
    };
    one.name == two.name || beside(&one.name, &two.name)
}

/// Two different targets are of two events.
fn same_targets(one: &Mention<'_>, two: &Mention<'_>) -> bool {
    let targets = |mention: &Mention<'_>| -> BTreeSet<String> {
        let parts = mention.parts.iter().filter(|part| part.role == Some(ParticipantRole::Target));
        parts.map(|part| part.token.lemma().to_lowercase()).collect()
    };
    let (one, two) = (targets(one), targets(two));
    one.is_empty() || two.is_empty() || !one.is_disjoint(&two)
}
