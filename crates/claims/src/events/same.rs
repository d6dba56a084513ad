//! Which mentions are of one event.
//!
//! A definite noun ("the attack") joins the nearest earlier event that it can mean; the headline's
//! event is the one that the opening tells. Mentions with different times, places or numbers are
//! different events. Works within one report; in doubt, two events stay two.

use std::collections::BTreeSet;

use ascribe_model::{ParticipantRole, PlaceId, Status, TimeId};
use ascribe_nlp::Token;

use super::near::can_be_one;
use super::{Known, Mention, covers, family};
use crate::reading::Reading;

pub(super) const RULE: &str = "event/points-back@1";

/// How many sentences after a headline may open its story.
const OPENING: usize = 3;

/// The mentions grouped by event, in the order of their first mentions.
pub(super) fn group<'r>(
    reading: Reading<'r>,
    known: Known<'_>,
    mentions: Vec<Mention<'r>>,
) -> Vec<Vec<Mention<'r>>> {
    let mut groups: Vec<Vec<Mention<'r>>> = Vec::new();
    for mention in mentions {
        if points_to_several(&mention)
            && groups
                .iter()
                .any(|group| can_be_kind(group, &mention, reading))
        {
            continue;
        }
        let may_be = |group: &Vec<Mention<'_>>| is_same(group, &mention, reading, known);
        let by_word = |group: &Vec<Mention<'_>>| shares_word(group, &mention) && may_be(group);
        let by_kind = |group: &Vec<Mention<'_>>| shares_kind(group, &mention) && may_be(group);
        let found = groups
            .iter()
            .rposition(by_word)
            .or_else(|| groups.iter().rposition(by_kind))
            .or_else(|| groups.iter().rposition(may_be));
        match found {
            Some(at) => groups[at].push(mention),
            None if mention.trigger.only_points => {}
            None => groups.push(vec![mention]),
        }
    }
    groups
}

fn is_same(
    group: &[Mention<'_>],
    mention: &Mention<'_>,
    reading: Reading<'_>,
    known: Known<'_>,
) -> bool {
    if !can_be_kind(group, mention, reading) {
        return false;
    }
    // A headline's place is often the country: only its time can contradict.
    let opens = opens_story_of(group, mention, reading)
        && group.iter().all(|other| same_time(other, mention, known));
    let denies = group.iter().any(|other| is_denial_of(mention, other));
    opens
        || (points_back(mention)
            || denies
            || repeats(group, mention, known)
            || coincides(group, mention, known))
            && agrees(group, mention, known)
}

/// "The blast" is rather the blast of before than the attack between.
fn shares_word(group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
    let word = mention.trigger.token().lemma().to_lowercase();
    group
        .iter()
        .any(|other| other.trigger.token().lemma().to_lowercase() == word)
}

/// "The bombing" is rather a suicide bombing of before than the attack between.
fn shares_kind(group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
    let kind = mention.trigger.kind.as_str();
    group.iter().any(|other| {
        let other = other.trigger.kind.as_str();
        covers(other, kind) || covers(kind, other)
    })
}

/// A mention on the day and at the place of the group, where nothing else differs.
fn coincides(group: &[Mention<'_>], mention: &Mention<'_>, known: Known<'_>) -> bool {
    let is_set = |one: &Mention<'_>| one.setting.time.is_some() && one.setting.place.is_some();
    let mut set = group.iter().filter(|one| is_set(one));
    shares_kind(group, mention)
        && is_set(mention)
        && set.any(|one| same_time(one, mention, known) && same_place(one, mention, known))
}

/// "Gunmen attacked a village. ... denied that they had attacked the village."
fn repeats(group: &[Mention<'_>], mention: &Mention<'_>, known: Known<'_>) -> bool {
    let is_definite = |token: Token<'_>| {
        token
            .children()
            .any(|child| child.dep() == "det" && child.lemma() == "the")
    };
    let is_timed = |one: &Mention<'_>| one.setting.time.is_some();
    let when_known = || {
        is_timed(mention)
            && group
                .iter()
                .any(|one| is_timed(one) && same_time(one, mention, known))
    };
    let mut targets = mention
        .parts
        .iter()
        .filter(|part| part.role == Some(ParticipantRole::Target));
    let is_known = |token: Token<'_>| {
        group
            .iter()
            .any(|other| targets_of(other).contains(&token.lemma().to_lowercase()))
    };
    mention.trigger.token().pos() == "VERB"
        && (shares_word(group, mention) || when_known())
        && targets.any(|part| is_definite(part.token) && is_known(part.token))
}

/// "the attack", "this bombing", "Friday's blast".
fn points_back(mention: &Mention<'_>) -> bool {
    let token = mention.trigger.token();
    let is_definite = |child: Token<'_>| match child.dep() {
        "det" => ["the", "this", "that"].contains(&child.lemma()),
        "poss" => child.entity_kind() == "DATE",
        _ => false,
    };
    // "the bombing of a church" is definite for what follows, not for what was told before.
    let is_new =
        |child: Token<'_>| child.dep() == "det" && ["a", "an", "another"].contains(&child.lemma());
    let targets = mention
        .parts
        .iter()
        .filter(|part| part.role == Some(ParticipantRole::Target));
    let of = token.children().filter(|child| child.lemma() == "of");
    let of = of.flat_map(Token::children);
    let tells_new = targets
        .map(|part| part.token)
        .chain(of)
        .any(|target| target.id() > token.id() && target.children().any(is_new));
    token.pos() != "VERB" && token.tag() != "NNS" && token.children().any(is_definite) && !tells_new
}

/// "the attacks": not one event but several.
fn points_to_several(mention: &Mention<'_>) -> bool {
    let token = mention.trigger.token();
    let is_definite = |child: Token<'_>| {
        child.dep() == "det"
            && ["the", "these", "those"].contains(&child.text().to_lowercase().as_str())
    };
    token.tag() == "NNS" && token.children().any(is_definite)
}

/// A headline and the first sentences below it tell of the same.
fn opens_story_of(group: &[Mention<'_>], mention: &Mention<'_>, reading: Reading<'_>) -> bool {
    let is_title = |mention: &Mention<'_>| reading.is_headline(mention.span());
    let sentence = |mention: &Mention<'_>| mention.trigger.token().sentence().index();
    group.iter().all(is_title)
        && !is_title(mention)
        && sentence(mention) <= sentence(&group[0]) + OPENING
}

/// Whether the mention's type can be that of the group.
fn can_be_kind(group: &[Mention<'_>], mention: &Mention<'_>, reading: Reading<'_>) -> bool {
    let points_at_any = |one: &Mention<'_>| {
        reading.knowledge.lexicons.contains(
            "event_anaphors",
            &one.trigger.token().lemma().to_lowercase(),
        )
    };
    group.iter().any(|other| {
        let (one, two) = (other.trigger.kind.as_str(), mention.trigger.kind.as_str());
        let is_violent = |kind: &str| ["violence", "explosion", "battle"].contains(&family(kind));
        let is_any =
            (points_at_any(mention) || points_at_any(other)) && is_violent(one) && is_violent(two);
        covers(one, two) || covers(two, one) || is_any
    })
}

/// Whether nothing told of the mention contradicts what is told of the group.
fn agrees(group: &[Mention<'_>], mention: &Mention<'_>, known: Known<'_>) -> bool {
    group.iter().all(|other| {
        let same_status =
            other.status.status == mention.status.status || is_denial_of(mention, other);
        same_status
            && same_time(other, mention, known)
            && same_place(other, mention, known)
            && same_targets(other, mention)
    })
}

/// "there was no strike on the camp" speaks of the strike on the camp that others tell of.
fn is_denial_of(mention: &Mention<'_>, other: &Mention<'_>) -> bool {
    let denies = mention.status.status == Status::Negated && other.status.status == Status::Actual;
    denies && !targets_of(mention).is_disjoint(&targets_of(other))
}

fn same_time(one: &Mention<'_>, two: &Mention<'_>, known: Known<'_>) -> bool {
    match (&one.setting.time, &two.setting.time) {
        (Some((one, _)), Some((two, _))) => overlap(*one, *two, known),
        _ => true,
    }
}

fn same_place(one: &Mention<'_>, two: &Mention<'_>, known: Known<'_>) -> bool {
    match (&one.setting.place, &two.setting.place) {
        (Some((one, _)), Some((two, _))) => near(*one, *two, known),
        _ => true,
    }
}

fn overlap(one: TimeId, two: TimeId, known: Known<'_>) -> bool {
    let (one, two) = (&known.times[one.index()], &known.times[two.index()]);
    match (one.interval, two.interval) {
        (Some(one), Some(two)) => one.0 <= two.1 && two.0 <= one.1,
        _ => true,
    }
}

/// Two names of places that stand side by side ("Karvel, Orland") are near; so is one name, and a
/// place within the other.
fn near(one: PlaceId, two: PlaceId, known: Known<'_>) -> bool {
    let (one, two) = (&known.places[one.index()], &known.places[two.index()]);
    let beside = |name: &str, other: &str| {
        let neighbours = known
            .places
            .windows(2)
            .filter(|pair| pair[1].span.start().saturating_sub(pair[0].span.end()) <= 8);
        let names: BTreeSet<_> = neighbours
            .map(|pair| (pair[0].name.as_str(), pair[1].name.as_str()))
            .collect();
        names.contains(&(name, other)) || names.contains(&(other, name))
    };
    one.name == two.name || can_be_one(one, two) || beside(&one.name, &two.name)
}

/// Two different targets are of two events.
fn same_targets(one: &Mention<'_>, two: &Mention<'_>) -> bool {
    let (one, two) = (targets_of(one), targets_of(two));
    one.is_empty() || two.is_empty() || !one.is_disjoint(&two)
}

fn targets_of(mention: &Mention<'_>) -> BTreeSet<String> {
    let parts = mention
        .parts
        .iter()
        .filter(|part| part.role == Some(ParticipantRole::Target));
    parts
        .map(|part| part.token.lemma().to_lowercase())
        .collect()
}
