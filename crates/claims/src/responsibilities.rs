//! Who did it, on whose word.
//!
//! Rules find the words (`data/patterns/responsibility/`). Whose word it is decides between
//! `claimed`, `accused` and `reported`: "the rebels were behind the attack" is an accusation in the
//! army's mouth, a claim in their own, and a report in nobody's. An event's perpetrator, told
//! without such words ("rebels attacked the town, the army said"), is a `reported` responsibility.
//! What one voice says twice is one responsibility.
//!
//! Knows one report. What cannot be tied to an entity is left to `unread`.

mod actor;
mod answer;
mod event;
mod mode;
mod retold;
mod unreal;

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{
    Attribution, AttributionId, ClaimHead, Entity, EntityId, Event, EventId, Evidence, Mode,
    Participant, ParticipantRole, Responsibility, ResponsibilityId, RuleName, Stance, Status, Step,
    Trace,
};
use ascribe_nlp::{Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use crate::entities;
use crate::holder::{holder_of, is_same_voice};
use crate::likelihood;
use crate::phrases;
use crate::reading::Reading;
use actor::Doer;
use event::Words;
use mode::Saying;

/// What responsibilities are made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'r> {
    pub(crate) reading: Reading<'r>,
    pub(crate) entities: &'r [Entity],
    pub(crate) attributions: &'r [Attribution],
    pub(crate) events: &'r [Event],
}

/// Every responsibility: first those told in so many words, then perpetrators of events.
pub(crate) fn find(sources: Sources<'_>, trace: Option<&mut Trace>) -> Vec<Responsibility> {
    let mut found = Vec::new();
    for sentence in sources.reading.sentences() {
        tell(sentence, &mut found, sources);
    }
    for event in sources.events.iter().filter(|event| is_settled(event)) {
        let acts: Vec<_> = perpetrators(event)
            .filter_map(|one| done(event, event.trigger, one, &found, sources))
            .collect();
        found.extend(acts);
        let again: Vec<_> = retold::all(event, sources)
            .into_iter()
            .filter_map(|(word, one)| done(event, word, &one, &found, sources))
            .collect();
        found.extend(again);
    }
    found.sort_by_key(|one| one.head.anchor);
    let mut found = merged(found, sources);
    for (index, one) in found.iter_mut().enumerate() {
        one.id = ResponsibilityId::new(index);
    }
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// Adds what the words of a sentence tell. Of two rules that read one word in one way or of one
/// actor, the first counts; what says more than "did it" goes first ("was staged by the army").
fn tell(sentence: Sentence<'_>, found: &mut Vec<Responsibility>, sources: Sources<'_>) {
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
    let (mode, likelihood) = mode::of(saying, holder, sources)?;
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

/// Whether the event took place, or is said not to have.
fn is_settled(event: &Event) -> bool {
    matches!(
        event.status,
        Status::Actual | Status::Attempted | Status::Historical | Status::Negated
    )
}

/// Those who did it. Where two fight each other and nobody is their target, no one is the doer.
fn perpetrators(event: &Event) -> impl Iterator<Item = &Participant> {
    let count = |roles: &[ParticipantRole]| {
        let with = event.participants.iter();
        with.filter(|one| roles.contains(&one.role)).count()
    };
    let is_mutual = count(&[ParticipantRole::Perpetrator]) > 1
        && count(&[ParticipantRole::Target, ParticipantRole::Victim]) == 0
        && event.kind.starts_with("battle");
    let all = event.participants.iter();
    all.filter(move |one| one.role == ParticipantRole::Perpetrator && !is_mutual)
}

/// An event's perpetrator, as the words `told_by` tell it, where the same voice has not told of the
/// two already.
fn done(
    event: &Event,
    told_by: Span<Text>,
    one: &Participant,
    told: &[Responsibility],
    sources: Sources<'_>,
) -> Option<Responsibility> {
    let word = head_of(one.span, sources)?;
    let attribution = holder_of(one.span, sources.attributions);
    let holder = &sources.attributions[attribution.index()];
    let first = || {
        let is_ours = word
            .children()
            .any(|child| actor::is_first_person(child, sources));
        actor::speaking_body(holder, sources).filter(|_| is_ours)
    };
    let actor = first()
        .or_else(|| entities::body_of(word, sources.entities, sources.reading))
        .or_else(|| actor::owner(word, sources))
        .or(one.entity)
        .or_else(|| actor::speaker_as_pronoun(word, holder, sources))?;
    let is_told = |other: &Responsibility| {
        other.event == Some(event.id)
            && other.actor == Some(actor)
            && is_same_voice(other.head.attribution, attribution, sources.attributions)
    };
    if told.iter().any(is_told) {
        return None;
    }
    let cue = predicate(told_by, sources).unwrap_or(word);
    unreal::made(cue, Mode::Reported, sources.reading)?;
    let by = RuleName::new("responsibility/perpetrator@1");
    let is_negated = event.status == Status::Negated;
    if is_negated
        && (attribution == AttributionId::NARRATION
            || !cue.children().any(|child| child.dep() == "neg"))
    {
        return None;
    }
    let rule = ResponsibilityRule {
        mode: if is_negated {
            Mode::Denied
        } else {
            Mode::Reported
        },
        needs_event: true,
        names_doer: false,
        of_speaker: false,
        of_body: false,
        answers: false,
    };
    let saying = Saying {
        rule,
        actor: Some(actor),
        word: Some(word),
        cue,
    };
    let (mode, likelihood) = mode::of(saying, holder, sources)?;
    let evidence = vec![
        Evidence::new("mode", told_by, &by),
        Evidence::new("actor", one.span, &by),
        Evidence::new("event", told_by, &by),
    ];
    Some(Responsibility {
        id: ResponsibilityId::new(0),
        head: head(attribution, mode, likelihood, one.span, evidence, sources),
        event: Some(event.id),
        scope: None,
        actor: Some(actor),
        mode,
        part_of: None,
    })
}

/// The verb by which an event is told: itself, or the one whose object it is ("carried out the raid").
fn predicate<'r>(trigger: Span<Text>, sources: Sources<'r>) -> Option<Token<'r>> {
    let word = sources.reading.token_at(trigger.start())?;
    let is_object = matches!(word.dep(), "dobj" | "nsubjpass") && word.head().pos() == "VERB";
    Some(if is_object { word.head() } else { word })
}

/// The word of `span` on which the others hang.
fn head_of<'r>(span: Span<Text>, sources: Sources<'r>) -> Option<Token<'r>> {
    let mut tokens = sources.reading.doc.tokens_in(span);
    tokens.find(|token| token.is_root() || !span.contains(token.head().span()))
}

/// What one voice says of one event and actor in one way, as one, with the evidence of all.
fn merged(found: Vec<Responsibility>, sources: Sources<'_>) -> Vec<Responsibility> {
    let mut kept: Vec<Responsibility> = Vec::new();
    for one in found {
        let is_same = |other: &&mut Responsibility| {
            one.event.is_some()
                && (other.event, other.actor, other.mode) == (one.event, one.actor, one.mode)
                && is_same_voice(
                    other.head.attribution,
                    one.head.attribution,
                    sources.attributions,
                )
        };
        match kept.iter_mut().find(is_same) {
            Some(known) => known.head.evidence.extend(one.head.evidence),
            None => kept.push(one),
        }
    }
    kept
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
    own.map_or_else(
        || holder_of(cue.span(), sources.attributions),
        |attribution| attribution.id,
    )
}

fn head(
    attribution: AttributionId,
    mode: Mode,
    likelihood: Option<likelihood::Said>,
    anchor: Span<Text>,
    mut evidence: Vec<Evidence>,
    sources: Sources<'_>,
) -> ClaimHead {
    let holder = &sources.attributions[attribution.index()];
    let said = holder
        .evidence
        .iter()
        .find(|cell| cell.field == "said_at" && holder.said_at.is_some());
    evidence.extend(said.cloned());
    let probable = RuleName::new("likelihood/words@1");
    evidence.extend(likelihood.map(|(_, span)| Evidence::new("likelihood", span, &probable)));
    ClaimHead {
        attribution,
        stance: mode::stance(mode),
        factuality: mode::factuality(mode),
        likelihood: likelihood.map(|(level, _)| level),
        said_at: holder.said_at,
        about_time: None,
        anchor,
        evidence,
    }
}

fn step(one: &Responsibility) -> Step {
    let rule = one
        .head
        .evidence
        .first()
        .map_or_else(|| RuleName::new("responsibility"), |cell| cell.by.clone());
    Step {
        rule,
        span: one.head.anchor,
        fired: true,
        message: format!("{} by {:?} of {:?}", one.mode, one.actor, one.event),
    }
}

#[cfg(test)]
mod tests {
    use ascribe_model::{Likelihood, Mode};

    use crate::testing::read;

    /// Finds "mode actor < holder" for each responsibility; `-` where there is none.
    fn check(text: &str, expected: &[&str]) {
        let (_, found) = read(text);
        let name = |id: Option<ascribe_model::EntityId>| {
            id.map_or("-", |id| found.entities[id.index()].name.as_str())
        };
        let row = |one: &ascribe_model::Responsibility| {
            let holder = found.attributions[one.head.attribution.index()].holder;
            format!("{} {} < {}", one.mode, name(one.actor), name(holder))
        };
        assert_eq!(
            found.responsibilities.iter().map(row).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn claimed() {
        check(
            "The Northern Front claimed responsibility for the bombing in Lasko.",
            &["claimed Northern Front < Northern Front"],
        );
        check(
            "The Northern Front said it was behind the attack in Lasko.",
            &["claimed Northern Front < Northern Front"],
        );
        check("The Northern Front claimed victory in the vote.", &[]);
    }

    #[test]
    fn who_has_no_name() {
        check(
            "A lone man stabbed three commuters in Lasko.",
            &["reported lone man < -"],
        );
        check("Two men opened a shop in Lasko.", &[]);
    }

    #[test]
    fn a_state_is_not_us() {
        check(
            "General Adan Morle, who was liquidated by the US, had led the group.",
            &["reported US < -"],
        );
    }

    #[test]
    fn told_again_by_another() {
        check(
            "Soldiers shot dead nine herders near Lasko on Monday. A witness, Ada Koren, said soldiers \
             had shot the men in their sleep.",
            &["reported Soldiers < -", "reported Soldiers < Ada Koren"],
        );
    }

    #[test]
    fn denied() {
        check(
            "The Northern Front denied any involvement in the attack.",
            &["denied Northern Front < Northern Front"],
        );
        check("The embassy denied a visa to the reporter.", &[]);
    }

    #[test]
    fn accused_and_suspected() {
        check(
            "The army blamed the Northern Front for the attack.",
            &["accused Northern Front < army"],
        );
        check(
            "Police said the Northern Front was behind the attack.",
            &["accused Northern Front < Police"],
        );
        check(
            "The attack bore the hallmarks of the Northern Front.",
            &["suspected Northern Front < -"],
        );
        check("The mayor accused the Northern Front of lying.", &[]);
        check(
            "Two villages burned. The governor said he suspected the Northern Front of the attack.",
            &["suspected Northern Front < governor"],
        );
    }

    #[test]
    fn reported_in_anothers_words() {
        check(
            "Gunmen attacked the town of Lasko, officials said.",
            &["reported Gunmen < officials"],
        );
        check(
            "Rebels attacked the town of Lasko.",
            &["reported Rebels < -"],
        );
    }

    #[test]
    fn spokesmen_speak_for_their_side() {
        check(
            "A spokesman for the Northern Front denied any involvement in the attack.",
            &["denied Northern Front < -"],
        );
        check(
            "A bomb exploded in Lasko. A spokesman for the Northern Front said it had carried out the attack.",
            &["claimed Northern Front < -"],
        );
    }

    #[test]
    fn deeds_of_members_are_the_groups() {
        check(
            "Fighters of the Northern Front attacked a village.",
            &["reported Northern Front < -"],
        );
        check(
            "The Northern Front said its fighters had attacked a village.",
            &["claimed Northern Front < Northern Front"],
        );
    }

    #[test]
    fn denied_in_passing() {
        check(
            "The government blamed the bombing on the Hill Brigade, which they denied.",
            &[
                "accused Hill Brigade < government",
                "denied Hill Brigade < Hill Brigade",
            ],
        );
    }

    #[test]
    fn said_twice_by_one_voice() {
        check(
            "The army blamed the Northern Front for the attack in Lasko. The army said the Front was behind the attack.",
            &["accused Northern Front < army"],
        );
    }

    #[test]
    fn none_claimed() {
        check(
            "No group has claimed responsibility for the attack.",
            &["none_claimed - < -"],
        );
        check(
            "The Northern Front has not claimed responsibility for the attack.",
            &["none_claimed Northern Front < -"],
        );
    }

    #[test]
    fn we_and_ours() {
        check(
            "The ambush in Lasko killed nine. \"We carried out the ambush,\" the Northern Front said.",
            &["claimed Northern Front < Northern Front"],
        );
        check(
            "The Northern Front said: \"Our fighters carried out the ambush in Lasko.\"",
            &["claimed Northern Front < Northern Front"],
        );
    }

    #[test]
    fn answers_to_a_charge() {
        check(
            "The army blamed the Northern Front for the ambush in Lasko. The group denied the charge.",
            &[
                "accused Northern Front < army",
                "denied Northern Front < Northern Front",
            ],
        );
        check(
            "The army said the Red Banner carried out the attack in Lasko, a charge the group denied.",
            &[
                "reported Red Banner < army",
                "denied Red Banner < Red Banner",
            ],
        );
        check(
            "Witnesses said soldiers shot three men in Lasko, but the army denied it.",
            &["reported soldiers < Witnesses", "denied army < army"],
        );
    }

    #[test]
    fn pretences() {
        check(
            "The bombing in Lasko was staged by the army, the Northern Front said.",
            &["false_flag army < Northern Front"],
        );
        check(
            "The bombing in Lasko was staged by rebels, the army said.",
            &["reported rebels < army"],
        );
        check(
            "The army bombed the market in Lasko to frame the rebels, the Northern Front said.",
            &["false_flag army < Northern Front"],
        );
    }

    #[test]
    fn disavowed() {
        check(
            "A bomb exploded in Lasko. The Northern Front said the men had not acted on its orders.",
            &["disavowed Northern Front < Northern Front"],
        );
        check(
            "The Northern Front distanced itself from the attack in Lasko.",
            &["disavowed Northern Front < -"],
        );
        check("The Northern Front distanced itself from the party.", &[]);
    }

    #[test]
    fn cleared() {
        check(
            "The governor said the Northern Front was not behind the attack in Lasko.",
            &["cleared Northern Front < -"],
        );
        check(
            "Ada Koren was found not guilty of the bombing in Lasko.",
            &["cleared Ada Koren < -"],
        );
        check(
            "The Northern Front is unlikely to have carried out the attack in Lasko, the army said.",
            &["cleared Northern Front < army"],
        );
    }

    #[test]
    fn not_one_but_another() {
        check(
            "The bombing in Lasko was not the work of the rebels but of the army, the mayor said.",
            &["cleared rebels < -", "accused army < -"],
        );
    }

    #[test]
    fn deeds_beside_their_doers() {
        check(
            "The Northern Front's attack in Lasko killed six people.",
            &["reported Northern Front < -"],
        );
        check(
            "The bombing in Lasko, carried out by the Northern Front, killed six people.",
            &["reported Northern Front < -"],
        );
        check("The embassy attack in Lasko killed six people.", &[]);
        check(
            "After hard blows from the army, the Northern Front left Lasko.",
            &[],
        );
    }

    #[test]
    fn several_at_once() {
        check(
            "The Northern Front and the Hill Brigade claimed responsibility for the attack in Lasko.",
            &[
                "claimed Northern Front < Northern Front",
                "claimed Hill Brigade < Northern Front",
            ],
        );
        check("The Northern Front and the army clashed near Lasko.", &[]);
    }

    #[test]
    fn likelihood_is_read() {
        let (_, found) = read("The Northern Front was very likely behind the attack in Lasko.");
        let one = &found.responsibilities[0];
        assert_eq!(one.head.likelihood, Some(Likelihood::VeryLikely));
        assert_eq!(one.mode, Mode::Suspected);
    }

    #[test]
    fn no_event_rather_than_a_wrong_one() {
        let (_, found) = read(
            "A bomb exploded in Lasko. The Northern Front has claimed attacks on banks and bridges.",
        );
        let one = &found.responsibilities[0];
        assert_eq!((one.event, one.scope.is_some()), (None, true));
    }

    #[test]
    fn every_cell_has_evidence() {
        let (_, found) = read("The army blamed the Northern Front for the attack in Lasko.");
        for cell in ["mode", "actor", "event"] {
            assert!(
                found.responsibilities[0]
                    .head
                    .evidence
                    .iter()
                    .any(|evidence| evidence.field == cell),
                "{cell}"
            );
        }
    }
}
