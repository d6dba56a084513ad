//! How many tokens in a row one map of a pattern stands for: its `OP`.

use crate::error::Error;
use crate::msgpack::Value;

/// How often a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    One,
    /// One token that does *not* fit. (spaCy's `!`, which it documents as "exactly 0 times".)
    NotOne,
    ZeroOrOne,
    ZeroOrMore,
}

/// `{n}` beyond this would make a pattern of absurd size.
const MOST_REPEATS: usize = 1000;

/// The steps that a token's `OP` asks for; one where it has none.
///
/// | `OP` | |
/// |---|---|
/// | `!` | one token that does not fit |
/// | `?` `*` `+` | none or one; none or more; one or more |
/// | `{2}` `{2,4}` `{2,}` `{,4}` | as in regular expressions |
pub(super) fn read(
    token: &[(Value<'_>, Value<'_>)],
    place: &str,
) -> Result<Vec<Quantifier>, Error> {
    let is_operator = |key: &Value<'_>| {
        key.as_str()
            .is_some_and(|key| key.eq_ignore_ascii_case("OP"))
    };
    let Some((_, operator)) = token.iter().rev().find(|(key, _)| is_operator(key)) else {
        return Ok(vec![Quantifier::One]);
    };
    let operator = operator.as_str().unwrap_or_default();
    let counts = operator
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let steps = match operator {
        "1" => Some(vec![Quantifier::One]),
        "!" => Some(vec![Quantifier::NotOne]),
        "?" => Some(vec![Quantifier::ZeroOrOne]),
        "*" => Some(vec![Quantifier::ZeroOrMore]),
        "+" => Some(vec![Quantifier::One, Quantifier::ZeroOrMore]),
        _ => counts.and_then(repeats),
    };
    steps.ok_or_else(|| Error::corrupt(place, format_args!("there is no operator {operator:?}")))
}

/// `n`, `n,m`, `n,` or `,m`.
fn repeats(counts: &str) -> Option<Vec<Quantifier>> {
    let (low, high) = counts.split_once(',').unwrap_or((counts, counts));
    if low.is_empty() && high.is_empty() {
        return None;
    }
    let low = if low.is_empty() { 0 } else { low.parse().ok()? };
    let mut steps = vec![Quantifier::One; Some(low).filter(|&low| low <= MOST_REPEATS)?];
    if high.is_empty() {
        steps.push(Quantifier::ZeroOrMore);
    } else {
        let high: usize = high.parse().ok()?;
        let more = high.checked_sub(low).filter(|_| high <= MOST_REPEATS)?;
        steps.extend(std::iter::repeat_n(Quantifier::ZeroOrOne, more));
    }
    Some(steps)
}
