//! Words of saying that tell of no speech: "did not report", "the ability to defend", "moved south to
//! claim the valley", "would not say who".
//!
//! What is put into somebody's mouth and was not said is worse than what is missed. Knows one cue and
//! the words around it.

use ascribe_knowledge::Person;
use ascribe_model::BlockKind;
use ascribe_nlp::Token;

use super::draft::Draft;
use super::unsaid::is_withheld;
use crate::reading::Reading;

/// Words before an infinitive in which a medium is looked for: "took to the radio to denounce".
const MEDIUM_WITHIN: usize = 12;

/// Whether the draft, whose words are those of saying, tells of something else.
pub(super) fn is_no_speech(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    is_denied(draft.cue, reading)
        || is_only_meant(draft, reading)
        || is_asked(draft, reading)
        || is_moment(draft, reading)
        || names_itself(draft, reading)
}

/// "did not report", "could not say": nothing was said. "does not believe" is an opinion.
fn is_denied(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let is = |list| reading.knowledge.lexicons.contains(list, cue.lemma());
    let is_negated = cue.children().any(|child| child.dep() == "neg");
    is_negated && (is("speech") || is("judge") || is("judge_or_act")) && !is("mind")
}

/// "refused to say", "the power to order", "came to claim": what is wanted, refused or possible.
fn is_only_meant(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let cue = draft.cue;
    if !cue.children().any(|child| child.tag() == "TO") {
        return false;
    }
    is_withheld(cue, reading)
        || match cue.dep() {
            "acl" => cue.head().pos() == "NOUN",
            "advcl" | "xcomp" => {
                let goes_on = lexicons.contains("going_on", cue.head().lemma());
                draft.is_weak() && !goes_on && !is_in_medium(cue, reading)
            }
            _ => false,
        }
}

/// "took to the radio to", "used the meeting to".
fn is_in_medium(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let before = std::iter::successors(cue.previous(), |token| token.previous());
    let mut near = before
        .take(MEDIUM_WITHIN)
        .take_while(|token| token.id() != cue.head().id());
    near.any(|token| lexicons.contains("statement_nouns", &token.lemma().to_lowercase()))
}

/// "You have called them a shell": what an interviewer puts to somebody.
fn is_asked(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    let is_you = |source: Token<'_>| {
        let pronoun = reading
            .knowledge
            .pronouns
            .get(&source.text().to_lowercase());
        pronoun.is_some_and(|pronoun| pronoun.person == Person::Second)
    };
    let block = reading.block_index(draft.cue.span());
    let kind = block.map(|index| reading.report.blocks[index].kind);
    kind == Some(BlockKind::Question) && draft.source.is_some_and(is_you)
}

/// "reported on Monday": when, not what.
fn is_moment(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    let mut words = draft
        .content
        .iter()
        .flat_map(|piece| reading.doc.tokens_in(*piece))
        .take(MEDIUM_WITHIN);
    let is_time = |token: Token<'_>| matches!(token.entity_kind(), "DATE" | "TIME");
    draft.is_weak() && words.all(|token| is_time(token) || token.pos() == "DET")
}

/// "who called themselves the Sons of the Valley".
fn names_itself(draft: &Draft<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let first = draft
        .content
        .first()
        .and_then(|piece| reading.token_at(piece.start()));
    first.is_some_and(|word| {
        lexicons.contains("reflexives", &word.text().to_lowercase())
            && lexicons.contains("naming_verbs", draft.cue.lemma())
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    /// Finds so many attributions.
    fn check(text: &str, expected: usize) {
        let (_, found) = read(text);
        assert_eq!(found.attributions.len() - 1, expected, "{text}");
    }

    #[test]
    fn what_was_not_said() {
        check("The ministry does not report deaths among its troops.", 0);
        check("The ministry did not say who had burned the mill.", 0);
        check("The mayor could not say how many had fled.", 0);
        check("The group failed to reveal where the money went.", 0);
        check("The ministry reports deaths among its troops.", 1);
        check("The mayor said how many had fled.", 1);
        check("The mayor does not believe that the rebels fled.", 1);
    }

    #[test]
    fn what_is_only_meant() {
        check(
            "The brigade moved south to claim the valley before winter.",
            0,
        );
        check("The militia has lost the ability to defend its camps.", 0);
        check("The ministry has a duty to report such deaths.", 0);
        check("The governor went on to condemn the raid.", 1);
        check("The mayor used a speech to condemn the raid.", 1);
    }

    #[test]
    fn deeds_by_words_of_saying() {
        check(
            "The rebels are offering rewards for the heads of officials.",
            0,
        );
        check("The army issued rifles to villagers.", 0);
        check("The sergeant called his wife.", 0);
        check("The army called up 2,000 reservists.", 0);
        check("Fighters defended the bridge for two days.", 0);
        check("The front named a new commander on Friday.", 0);
        check("Police questioned two men over the blast.", 0);
        check("The soldier reported for duty on Monday.", 0);
        check("Planes blasted the village for two days.", 0);
        check("The ministry issued a warning about the raid.", 1);
        check("The mayor called the raid a mistake.", 1);
        check("The minister defended the decision.", 1);
        check("The senator slammed the decision.", 1);
        check("Deputies questioned the need for a curfew.", 1);
    }

    #[test]
    fn who_name_themselves() {
        check("The men called themselves the Sons of the Valley.", 0);
        check("The general called himself a friend of the people.", 0);
    }
}
