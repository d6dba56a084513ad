//! The word lists, tables and patterns of `data/`, read and checked.
//!
//! [`Knowledge::load`] turns [`DataFiles`] into tables that can be asked; a bad table fails there,
//! with its file and line. This crate knows the form of each table and no report.

mod actors;
mod calendar;
mod case;
mod error;
mod event_types;
mod examples;
mod files;
mod gazetteer;
mod judgements;
mod kindred;
mod lexicons;
mod likelihood;
mod numbers;
mod places;
mod pronouns;
mod reporting;
mod roles;
mod rules;
mod speech;
mod spelling;
mod table;
mod toll_rules;
mod weapons;

pub use actors::{Actor, Actors, State, StateWord};
pub use calendar::{Calendar, CalendarWords, Feast, FeastCalendar, Season, Unit};
pub use case::Casing;
pub use error::Error;
pub use event_types::{
    ATTRIBUTES, AttributeRule, EventType, EventTypes, Nothing, PartRule, Settles, StatusRule,
};
pub use examples::{Example, Mark, PatternCase};
pub use files::{DataFile, DataFiles};
pub use gazetteer::{
    Candidate, Entry, EntryId, Gazetteer, GazetteerSources, compile as compile_gazetteer,
    kilometres,
};
pub use judgements::{AssessmentRule, CauseRule};
pub use kindred::Kindred;
pub use likelihood::Probabilities;
pub use numbers::{AfterFigure, BeforeFigure, Numbers, Ranges};
pub use places::{PlaceWords, Weights};
pub use pronouns::{Gender, Number, Person, Pronoun, Pronouns};
pub use reporting::Reporting;
pub use roles::{Body, Roles};
pub use rules::{Found, Rule, Rules};
pub use speech::{AttributionRule, ContentPlace, ResponsibilityRule};
pub use spelling::spelling;
pub use toll_rules::{NoToll, TollRule, TollRules};
pub use weapons::Weapons;

use ascribe_nlp::dependency::LexiconSet;

/// All that is known before a report is read.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// Word lists by name.
    pub lexicons: LexiconSet,
    /// Groups, forces and bodies by name.
    pub actors: Actors,
    /// Words for dates and lengths of time.
    pub calendar: Calendar,
    /// How words are written, for texts in capitals.
    pub casing: Casing,
    /// Words for numbers.
    pub numbers: Numbers,
    /// Words for weapons.
    pub weapons: Weapons,
    /// What reporting words say of their speaker.
    pub reporting: Reporting,
    /// Words of probability.
    pub probabilities: Probabilities,
    /// Words for those who speak and act.
    pub roles: Roles,
    /// Words that stand for somebody named elsewhere.
    pub pronouns: Pronouns,
    /// Rules for who says what.
    pub attributions: Rules<AttributionRule>,
    /// Rules for who did it, on whose word.
    pub responsibilities: Rules<ResponsibilityRule>,
    /// Rules for how groups fare.
    pub assessments: Rules<AssessmentRule>,
    /// Rules for what leads to what.
    pub causes: Rules<CauseRule>,
    /// Event types and the rules that find events.
    pub events: EventTypes,
    /// Rules that find tolls.
    pub tolls: TollRules,
    /// Words that tell what sort of place a name names, and weights for telling places apart.
    pub places: PlaceWords,
    /// The places of the world, where they were set up.
    pub gazetteer: Option<Gazetteer>,
    digest: String,
}

impl Knowledge {
    /// Reads and checks every table.
    ///
    /// # Errors
    /// Where a table is missing or wrong: with its file and line, and what to write instead.
    pub fn load(files: &DataFiles) -> Result<Self, Error> {
        let weapons = Weapons::load(files)?;
        let mut lists = weapons.word_lists();
        lists.extend(event_types::word_lists(files)?);
        lists.extend(toll_rules::word_lists(files)?);
        let lexicons = lexicons::load(files, lists)?;
        let actors = Actors::load(files)?;
        Ok(Self {
            casing: Casing::load(files, &actors)?,
            actors,
            calendar: Calendar::load(files)?,
            numbers: Numbers::load(files)?,
            weapons,
            reporting: Reporting::load(files)?,
            probabilities: Probabilities::load(files)?,
            roles: Roles::load(files)?,
            pronouns: Pronouns::load(files)?,
            attributions: Rules::load(files, "patterns/attribution/", &lexicons)?,
            responsibilities: Rules::load(files, "patterns/responsibility/", &lexicons)?,
            assessments: Rules::load(files, "patterns/assessment/", &lexicons)?,
            causes: Rules::load(files, "patterns/cause/", &lexicons)?,
            events: EventTypes::load(files, &lexicons)?,
            tolls: TollRules::load(files, &lexicons)?,
            places: PlaceWords::load(files)?,
            gazetteer: None,
            lexicons,
            digest: files.digest(),
        })
    }

    /// What the program was built with.
    ///
    /// # Errors
    /// As [`Knowledge::load`]; a test makes sure that there is none.
    pub fn built_in() -> Result<Self, Error> {
        Self::load(&DataFiles::built_in())
    }

    /// The same with the places of the world.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: Gazetteer) -> Self {
        Self {
            gazetteer: Some(gazetteer),
            ..self
        }
    }

    /// SHA-256 of the gazetteer, where there is one.
    #[must_use]
    pub fn gazetteer_digest(&self) -> Option<String> {
        let gazetteer = self.gazetteer.as_ref()?;
        Some(gazetteer.digest().to_owned())
    }

    /// SHA-256 over every table's path and contents.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Every pattern with its examples.
    #[must_use]
    pub fn cases(&self) -> Vec<PatternCase<'_>> {
        let speech = self
            .attributions
            .cases()
            .chain(self.responsibilities.cases());
        let tolls = self
            .tolls
            .rules
            .cases()
            .chain(self.tolls.parts.cases())
            .chain(self.tolls.lookalikes.cases());
        let judgements = self.assessments.cases().chain(self.causes.cases());
        speech
            .chain(self.events.cases())
            .chain(tolls)
            .chain(judgements)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_well_formed() {
        if let Err(error) = Knowledge::built_in() {
            panic!("{error}");
        }
    }
}
