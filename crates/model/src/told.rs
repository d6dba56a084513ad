//! What a learned reader of events finds: words that name events, claims and tolls, and what
//! belongs to each.
//!
//! Words are head tokens; the phrases around them are for `ascribe-claims` to cut, and which scores
//! suffice is for it to settle. What a reader holds for less likely than one in five is left out.

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{Mode, Status};

/// Everything found in one text. Lists are in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// Words that name events.
    pub events: Vec<ToldEvent>,
    /// Words that make somebody responsible.
    pub claims: Vec<ToldClaim>,
    /// Figures of people.
    pub tolls: Vec<ToldToll>,
    /// Words that have a part in some event that is told as news, whichever it is.
    pub parts: Vec<ToldPart>,
}

/// A word that names an event.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldEvent {
    /// The word.
    pub trigger: Span<Text>,
    /// The likeliest type, by its id: `violence/attack`.
    pub kind: String,
    /// How likely it names an event of any type, from 0 to 1.
    pub score: f32,
    /// How likely the event, if it is one, is of this type.
    pub kind_score: f32,
    /// The likeliest status.
    pub status: Status,
    /// How likely that is.
    pub status_score: f32,
    /// How likely it is told as news, in place of background or warfare; `None` where the reader
    /// does not tell.
    pub news: Option<f32>,
    /// Who and what has a part in it, in the order of the text.
    pub parts: Vec<ToldPart>,
    /// The earlier event that is likeliest the same, as an index of [`Told::events`], and how likely
    /// it is.
    pub same: Option<(usize, f32)>,
}

/// A word that has a part in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldPart {
    /// Which part.
    pub role: ToldRole,
    /// The head of the phrase.
    pub word: Span<Text>,
    /// How likely it has that part, from 0 to 1.
    pub score: f32,
}

named! {
    /// The part that words have in an event.
    pub enum ToldRole {
        /// Did it.
        Perpetrator = "perpetrator",
        /// Was aimed at.
        Target = "target",
        /// Was harmed.
        Victim = "victim",
        /// Acted on it in office.
        Authority = "authority",
        /// Was used.
        Weapon = "weapon",
        /// Is where it was.
        Place = "place",
        /// Is when it was.
        Time = "time",
    }
}

/// A word that makes somebody responsible.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldClaim {
    /// The word.
    pub cue: Span<Text>,
    /// The likeliest mode.
    pub mode: Mode,
    /// How likely it makes somebody responsible, in any mode, from 0 to 1.
    pub score: f32,
    /// How likely, if it does, it is in this mode.
    pub mode_score: f32,
    /// The head of the likeliest phrase for who is said to have done it.
    pub actor: Option<(Span<Text>, f32)>,
    /// The head of the likeliest phrase for who says so.
    pub holder: Option<(Span<Text>, f32)>,
    /// The likeliest event, as an index of [`Told::events`].
    pub event: Option<(usize, f32)>,
}

/// A figure of people.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldToll {
    /// The head of the words that count.
    pub number: Span<Text>,
    /// What happened to them: `killed`.
    pub kind: String,
    /// How likely it is a toll, of any kind, from 0 to 1.
    pub score: f32,
    /// How likely the toll, if it is one, is of this kind.
    pub kind_score: f32,
    /// The likeliest event, as an index of [`Told::events`].
    pub event: Option<(usize, f32)>,
}
