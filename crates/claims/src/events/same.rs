//! Which mentions are of one event.
//!
//! A definite noun ("the attack") joins the nearest earlier event that it can mean; the headline's
//! event is the one that the opening tells; a later verb about the same people tells of what was
//! done to them before. Mentions with different times, places or numbers are different events.
//! Works within one report; in doubt, two events stay two.

use std::collections::BTreeSet;

use ascribe_model::{ParticipantRole, Place, PlaceId, Status, TimeId};
use ascribe_nlp::Token;

use super::near::can_be_one;
use super::trigger::is_word;
use super::{Known, Mention, covers, learned};
use crate::reading::Reading;

mod elaborates;
mod people;

pub(super) const RULE: &str = "event/points-back@1";

/// How many sentences after a headline may open its story.
const OPENING: usize = 3;

/// A mention is compared with so many of the events told last, and as many of those told first,
/// and with so many mentions of each, so that long reports take no longer by the word.
const REACH: usize = 12;

/// The mentions grouped by event, in the order of their first mentions.
pub(super) fn group<'r>(
    reading: Reading<'r>,
    known: Known<'_>,
    mentions: Vec<Mention<'r>>,
) -> Vec<Vec<Mention<'r>>> {
    let grouping = Grouping {
        reading,
        known,
        neighbours: neighbours(known.places),
    };
    let mut groups: Vec<Vec<Mention<'r>>> = Vec::new();
    for mention in mentions {
        if grouping.sums_up(&groups, &mention) {
            continue;
        }
        match grouping.event_of(&groups, &mention) {
            Some(at) => groups[at].push(mention),
            None if mention.trigger.only_points => {}
            None => groups.push(vec![mention]),
        }
    }
    groups
}

/// What mentions are compared by.
struct Grouping<'r, 'k> {
    reading: Reading<'r>,
    known: Known<'k>,
    /// Names of places that stand side by side somewhere in the report.
    neighbours: BTreeSet<(&'k str, &'k str)>,
}

fn neighbours(places: &[Place]) -> BTreeSet<(&str, &str)> {
    let close = |pair: &&[Place]| pair[1].span.start().saturating_sub(pair[0].span.end()) <= 8;
    let pairs = places.windows(2).filter(close);
    pairs
        .map(|pair| (pair[0].name.as_str(), pair[1].name.as_str()))
        .collect()
}

/// The indices of the events that a mention is compared with, the last first.
fn in_reach(length: usize) -> impl Iterator<Item = usize> {
    let last = length.saturating_sub(REACH);
    let first = last.min(REACH);
    (last..length).rev().chain((0..first).rev())
}

/// The mentions of an event that another is compared with.
fn told<'a, 'r>(group: &'a [Mention<'r>]) -> impl Iterator<Item = &'a Mention<'r>> + Clone {
    let last = group.len().saturating_sub(REACH);
    let first = last.min(REACH);
    group[..first].iter().chain(&group[last..])
}

impl<'k> Grouping<'_, 'k> {
    /// The event of which the mention tells again: of those that it can mean, rather the one told in
    /// the same word, then one of the same kind, then the last.
    fn event_of(&self, groups: &[Vec<Mention<'_>>], mention: &Mention<'_>) -> Option<usize> {
        let fitting: Vec<usize> = in_reach(groups.len())
            .filter(|&at| self.is_same(&groups[at], mention))
            .collect();
        let first = |fits: &dyn Fn(&[Mention<'_>]) -> bool| {
            let mut at = fitting.iter().copied();
            at.find(|&at| fits(&groups[at]))
        };
        first(&|group| shares_word(group, mention))
            .or_else(|| first(&|group| shares_kind(group, mention)))
            .or_else(|| fitting.first().copied())
    }

    fn is_same(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        // What happens again and again is no one event.
        let recurs = mention.recurs() || told(group).any(Mention::recurs);
        if recurs || !self.can_be_kind(group, mention) {
            return false;
        }
        // A headline's place is often the country: only its time can contradict.
        let opens = self.opens_story_of(group, mention)
            && told(group).all(|other| self.same_time(other, mention));
        let tells_again = told(group)
            .any(|other| learned::is_same(&other.trigger, &mention.trigger, self.reading))
            || self.points_back(mention)
            || self.denies(group, mention)
            || self.says_again(group, mention)
            || self.repeats(group, mention)
            || self.coincides(group, mention);
        let is_of_them = people::are_the_same(group, mention, self.reading);
        let elaborates = shares_kind(group, mention)
            && elaborates::is_told_on(group, mention, self.reading)
            && self.is_in_one_setting(group, mention);
        opens
            || elaborates
            || tells_again && self.agrees(group, mention)
            || self.has_known_weapon(mention) && self.is_in_one_setting(group, mention)
            || is_of_them && self.is_in_one_setting(group, mention)
    }

    /// "the attacks": not one event but several that were told.
    fn sums_up(&self, groups: &[Vec<Mention<'_>>], mention: &Mention<'_>) -> bool {
        let token = mention.trigger.token();
        let is_definite = token
            .children()
            .any(|child| is_word(child, "det", "definite_determiners", self.reading));
        token.tag() == "NNS"
            && is_definite
            && in_reach(groups.len()).any(|at| self.can_be_kind(&groups[at], mention))
    }

    /// A mention on the day and at the place of the group, where nothing else differs.
    fn coincides(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let is_set = |one: &Mention<'_>| one.setting.time.is_some() && one.setting.place.is_some();
        let mut set = told(group).filter(|one| is_set(one));
        shares_kind(group, mention)
            && is_set(mention)
            && set.any(|one| self.same_time(one, mention) && self.same_place(one, mention))
    }

    /// "There was no strike on the camp", "the attack never took place": of what others tell.
    fn denies(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let denied = |other: &Mention<'_>| {
            is_denial_of(mention, other)
                || mention.status.status == Status::Negated
                    && other.status.status == Status::Actual
                    && self.points_back(mention)
        };
        told(group).any(denied)
    }

    /// "A curfew was imposed. ... The town was under curfew."
    fn says_again(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let token = mention.trigger.token();
        let is_bare = token.tag() == "NN" && token.children().next().is_none();
        is_bare && shares_word(group, mention)
    }

    /// "Gunmen attacked a village. ... denied that they had attacked the village."
    fn repeats(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let is_definite = |token: Token<'_>| {
            let mut children = token.children();
            children.any(|child| is_word(child, "det", "definite_determiners", self.reading))
        };
        let is_timed = |one: &Mention<'_>| one.setting.time.is_some();
        let when_known = || {
            is_timed(mention)
                && told(group).any(|one| is_timed(one) && self.same_time(one, mention))
        };
        let is_known = |token: Token<'_>| {
            told(group).any(|other| other.targets.contains(&token.lemma().to_lowercase()))
        };
        let known: Vec<_> = mention
            .parts_as(ParticipantRole::Target)
            .filter(|token| is_known(*token))
            .collect();
        let is_named = known.iter().any(|token| token.pos() == "PROPN");
        let in_same_words = shares_word(group, mention) || when_known();
        mention.trigger.token().pos() == "VERB"
            && (in_same_words && known.iter().any(|token| is_definite(*token))
                || is_named && shares_kind(group, mention))
    }

    /// "the attack", "this bombing", "Friday's blast".
    fn points_back(&self, mention: &Mention<'_>) -> bool {
        let token = mention.trigger.token();
        let is_definite = |child: Token<'_>| match child.dep() {
            "det" => is_word(child, "det", "definite_determiners", self.reading),
            "poss" => child.entity_kind() == "DATE",
            _ => false,
        };
        let is_noun = token.pos() != "VERB"
            && token.tag() != "NNS"
            && token.children().any(is_definite)
            && !self.tells_new(mention);
        is_noun || self.has_known_weapon(mention)
    }

    /// "when the device went off": the one of which was told.
    fn has_known_weapon(&self, mention: &Mention<'_>) -> bool {
        let weapon = mention.weapon.as_ref().map(|(token, _)| *token);
        weapon.is_some_and(|weapon| {
            let is_definite =
                |child: Token<'_>| is_word(child, "det", "definite_determiners", self.reading);
            mention.trigger.token().pos() == "VERB" && weapon.children().any(is_definite)
        })
    }

    /// "the bombing of a church" is definite for what follows, not for what was told before.
    fn tells_new(&self, mention: &Mention<'_>) -> bool {
        let token = mention.trigger.token();
        let is_new = |child: Token<'_>| {
            child.dep() == "nummod" || is_word(child, "det", "new_determiners", self.reading)
        };
        let after = token.children().filter(|child| child.dep() == "prep");
        let after = after.flat_map(Token::children);
        let targets = mention.parts_as(ParticipantRole::Target);
        targets
            .chain(after)
            .any(|target| target.id() > token.id() && target.children().any(is_new))
    }

    /// A headline and the first sentences below it tell of the same.
    fn opens_story_of(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let is_title = |mention: &Mention<'_>| self.reading.is_headline(mention.span());
        told(group).all(is_title)
            && !is_title(mention)
            && sentence(mention) <= sentence(&group[0]) + OPENING
    }

    /// Whether the mention's type can be that of the group.
    fn can_be_kind(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let kindred = &self.reading.knowledge.events.kindred;
        let is_general = |one: &Mention<'_>| kindred.is_general_for(&one.word, &one.trigger.kind);
        told(group).any(|other| {
            let (one, two) = (other.trigger.kind.as_str(), mention.trigger.kind.as_str());
            let is_any = (is_general(mention) || is_general(other)) && kindred.are_kin(one, two);
            covers(one, two) || covers(two, one) || is_any
        })
    }

    /// Whether nothing told of the mention contradicts what is told of the group.
    fn agrees(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        self.is_in_one_setting(group, mention)
            && told(group).all(|other| same_targets(other, mention))
    }

    /// The same, whoever was aimed at.
    fn is_in_one_setting(&self, group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
        let denies = self.denies(group, mention);
        told(group).all(|other| {
            let same_status = denies || other.status.status == mention.status.status;
            same_status && self.same_time(other, mention) && self.same_place(other, mention)
        })
    }

    fn same_time(&self, one: &Mention<'_>, two: &Mention<'_>) -> bool {
        match (&one.setting.time, &two.setting.time) {
            (Some((one, _)), Some((two, _))) => self.overlap(*one, *two),
            _ => true,
        }
    }

    fn same_place(&self, one: &Mention<'_>, two: &Mention<'_>) -> bool {
        match (&one.setting.place, &two.setting.place) {
            (Some((one, _)), Some((two, _))) => self.near(*one, *two),
            _ => true,
        }
    }

    fn overlap(&self, one: TimeId, two: TimeId) -> bool {
        let times = self.known.times;
        match (times[one.index()].interval, times[two.index()].interval) {
            (Some(one), Some(two)) => one.0 <= two.1 && two.0 <= one.1,
            _ => true,
        }
    }

    /// Two names of places that stand side by side ("Karvel, Orland") are near; so is one name, and
    /// a place within the other.
    fn near(&self, one: PlaceId, two: PlaceId) -> bool {
        let place = |id: PlaceId| &self.known.places[id.index()];
        let (one, two) = (place(one), place(two));
        let beside = |one: &'k str, two: &'k str| self.neighbours.contains(&(one, two));
        one.name == two.name
            || can_be_one(one, two)
            || beside(&one.name, &two.name)
            || beside(&two.name, &one.name)
    }
}

fn sentence(mention: &Mention<'_>) -> usize {
    mention.trigger.token().sentence().index()
}

/// "The blast" is rather the blast of before than the attack between.
fn shares_word(group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
    told(group).any(|other| other.word == mention.word)
}

/// "The bombing" is rather a suicide bombing of before than the attack between.
fn shares_kind(group: &[Mention<'_>], mention: &Mention<'_>) -> bool {
    let kind = mention.trigger.kind.as_str();
    told(group).any(|other| {
        let other = other.trigger.kind.as_str();
        covers(other, kind) || covers(kind, other)
    })
}

/// "there was no strike on the camp" speaks of the strike on the camp that others tell of.
fn is_denial_of(mention: &Mention<'_>, other: &Mention<'_>) -> bool {
    let denies = mention.status.status == Status::Negated && other.status.status == Status::Actual;
    denies && !mention.targets.is_disjoint(&other.targets)
}

/// Two different targets are of two events.
fn same_targets(one: &Mention<'_>, two: &Mention<'_>) -> bool {
    let (one, two) = (&one.targets, &two.targets);
    one.is_empty() || two.is_empty() || !one.is_disjoint(two)
}
