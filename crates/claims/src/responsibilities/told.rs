//! What the words of a rule tell: who answers for what, on whose word.
//!
//! Knows one sentence's rules and what was told before; which event is meant, and whose word counts,
//! is found here too.

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{
    Attribution, AttributionId, EntityId, EventId, Evidence, Mode, Responsibility,
    ResponsibilityId, RuleName, Stance, ToldClaim,
};
use ascribe_nlp::{Sentence, Token, TokenId};

use super::actor::{self, Doer};
use super::done::said_as;
use super::event::Words;
use super::head::head;
use super::mode::{self, Saying};
use super::{Sources, answer, learned, unreal};
use crate::holder::holder_of;
use crate::{likelihood, phrases};

/// Adds what the words of a sentence tell. Of two rules that read one word in one way or of one
/// actor, the first counts; what says more than "did it" goes first ("was staged by the army").
pub(super) fn tell(sentence: Sentence<'_>, found: &mut Vec<Responsibility>, sources: Sources<'_>) {
    let mut fits = sources.reading.knowledge.responsibilities.find(sentence);
    fits.sort_by_key(|fit| (fit.at.root().id(), fit.rule.gives.mode == Mode::Reported));
    let mut read: Vec<(TokenId, Mode, Option<EntityId>)> = Vec::new();
    for fit in fits {
        let (cue, given) = (fit.at.root().id(), fit.rule.gives.mode);
        let is_new = |actor: Option<EntityId>, read: &[(TokenId, Mode, Option<EntityId>)]| {
            let same_cue = read.iter().rev().take_while(|(other, ..)| *other == cue);
            !same_cue
                .into_iter()
                .any(|(_, mode, other)| *mode == given || *other == actor)
        };
        let told: Vec<_> = told(&fit, found, sources)
            .into_iter()
            .filter(|one| is_new(one.actor, &read))
            .collect();
        read.extend(told.iter().map(|one| (cue, given, one.actor)));
        found.extend(told);
    }
    for claim in learned::claims(sentence, sources.reading) {
        let is_read = |(cue, ..): &(TokenId, Mode, Option<EntityId>)| {
            let cue = sources.reading.doc.token(*cue);
            let is_denied = claim.mode == Mode::Denied && cue.dep() == "ccomp";
            claim.cue.overlaps(phrases::verb_group(cue))
                || is_denied && claim.cue.overlaps(cue.head().span())
        };
        if !read.iter().any(is_read) {
            found.extend(by_reader(claim, found, sources));
        }
    }
}

/// What a learned reader found, for each actor that is an entity, or for nobody.
fn by_reader(
    claim: &ToldClaim,
    before: &[Responsibility],
    sources: Sources<'_>,
) -> Vec<Responsibility> {
    let reading = sources.reading;
    let words = learned::words(claim, reading);
    let made = words.and_then(|words| Some((words, unreal::made(words.cue, claim.mode, reading)?)));
    let Some((words, given)) =
        made.filter(|(words, given)| learned::is_of_a_deed(words.cue, *given, sources))
    else {
        return Vec::new();
    };
    let attribution = whose(words.cue, given, sources);
    let rule = said_as(given);
    let said = &sources.attributions[attribution.index()];
    let doers = learned::doers(claim, said, sources);
    let Some(event) = answer::event(words, rule, &doers, before, sources) else {
        return Vec::new();
    };
    let told = Told {
        words,
        rule,
        attribution,
        event: Some(event),
        by: &RuleName::new(learned::READER),
        is_settled: true,
    };
    let each = doers.into_iter();
    each.filter_map(|doer| one(&told, doer, sources)).collect()
}

/// What a rule found, for each actor that is an entity, or for nobody.
fn told(
    fit: &Found<'_, ResponsibilityRule>,
    before: &[Responsibility],
    sources: Sources<'_>,
) -> Vec<Responsibility> {
    let cue = fit.at.root();
    let Some(given) = unreal::made(cue, fit.rule.gives.mode, sources.reading) else {
        return Vec::new();
    };
    let attribution = whose(cue, given, sources);
    let words = Words {
        cue,
        deed: fit.capture("deed"),
        scope: fit.capture("scope"),
    };
    let rule = ResponsibilityRule {
        mode: given,
        ..fit.rule.gives
    };
    let said = &sources.attributions[attribution.index()];
    let doers = actor::all(fit, given, said, sources);
    let event = answer::event(words, rule, &doers, before, sources);
    if event.is_none() && (rule.needs_event || rule.answers) {
        return Vec::new();
    }
    let told = Told {
        words,
        rule,
        attribution,
        event,
        by: &fit.rule.name,
        is_settled: false,
    };
    doers
        .into_iter()
        .filter_map(|doer| one(&told, doer, sources))
        .collect()
}

/// What the words of a rule tell of all its actors.
struct Told<'r> {
    words: Words<'r>,
    rule: ResponsibilityRule,
    attribution: AttributionId,
    event: Option<EventId>,
    by: &'r RuleName,
    /// Whether the mode is known, whoever says so.
    is_settled: bool,
}

fn one(told: &Told<'_>, doer: Doer<'_>, sources: Sources<'_>) -> Option<Responsibility> {
    let Words { cue, deed, scope } = told.words;
    let attribution = beside_its_own_words(told, doer, sources);
    let saying = Saying {
        rule: told.rule,
        actor: doer.entity,
        word: doer.word,
        cue,
    };
    let holder = &sources.attributions[attribution.index()];
    let (mode, likelihood) = match told.is_settled {
        true => (told.rule.mode, likelihood::of(cue, sources.reading)),
        false => mode::of(saying, holder, sources)?,
    };
    let scope = scope.or(deed).map(phrases::noun_phrase);
    let anchor = phrases::verb_group(cue);
    let by = told.by;
    let actor_words = doer.entity.and(doer.word).map(phrases::noun_phrase);
    let deed_words = told.event.map(|_| deed.map_or(anchor, Token::span));
    let cells = [
        ("mode", Some(anchor)),
        ("actor", actor_words),
        ("event", deed_words),
        ("scope", scope),
    ];
    let cells = cells
        .into_iter()
        .filter_map(|(cell, span)| Some((cell, span?)));
    let evidence = cells
        .map(|(cell, span)| Evidence::new(cell, span, by))
        .collect();
    Some(Responsibility {
        id: ResponsibilityId::new(0),
        head: head(attribution, mode, likelihood, anchor, evidence, sources),
        event: told.event,
        scope,
        actor: doer.entity,
        mode,
        part_of: None,
    })
}

/// "The group refused to claim it" is not said by the group, but of it.
fn beside_its_own_words(told: &Told<'_>, doer: Doer<'_>, sources: Sources<'_>) -> AttributionId {
    let said = &sources.attributions[told.attribution.index()];
    let is_own = doer.entity.is_some() && doer.entity == said.holder;
    let refuses = told.rule.mode == Mode::NoneClaimed && said.stance == Stance::Intends;
    said.parent
        .filter(|_| is_own && refuses)
        .unwrap_or(told.attribution)
}

/// The attribution whose cue this is, else the one in whose content it stands. That nobody has
/// claimed something is said by whoever tells so.
fn whose(cue: Token<'_>, given: Mode, sources: Sources<'_>) -> AttributionId {
    let is_own =
        |attribution: &&Attribution| attribution.cue.iter().any(|span| span.contains(cue.span()));
    let own = sources
        .attributions
        .iter()
        .find(is_own)
        .filter(|_| given != Mode::NoneClaimed);
    let said = own.map_or_else(
        || holder_of(cue.span(), sources.attributions),
        |attribution| attribution.id,
    );
    let is_own_voice = actor::is_own_voice(&sources.attributions[said.index()], sources);
    match sources.author {
        Some(_) if is_own_voice => AttributionId::NARRATION,
        _ => said,
    }
}
