//! Those who act, suffer and speak.

use ascribe_text::{Span, Text};

use crate::names::named;
use crate::{EntityId, Evidence};

/// A person, group or body that one report names, with every place where it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its place in the list of entities.
    pub id: EntityId,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// The fullest name the report or the actor tables give.
    pub name: String,
    /// The other names by which the report calls it.
    pub aliases: Vec<String>,
    /// In what capacity it speaks or acts in this report, where the report says so.
    pub role: Option<Role>,
    /// What it is a branch or a member of.
    pub part_of: Option<EntityId>,
    /// The places where the text speaks of it, in order. Invariant: at least one.
    pub mentions: Vec<Mention>,
    /// What the cells above stand on.
    pub evidence: Vec<Evidence>,
}

/// One place where the text speaks of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words.
    pub span: Span<Text>,
    /// Whether they name it, rather than describe it or point to it ("he", "the group").
    pub named: bool,
}

named! {
    /// What sort of thing an entity is.
    pub enum EntityKind {
        /// One human being.
        Person = "person",
        /// An armed or political group that is not a state's.
        Group = "group",
        /// Any other body: a company, a charity, a party.
        Organisation = "organisation",
        /// A state's government, or the state as an actor.
        Government = "government",
        /// A state's army, police or other forces.
        Forces = "forces",
        /// A court, ministry, mayor's office or other public body.
        Authority = "authority",
        /// A newspaper, broadcaster, agency.
        Media = "media",
        /// A place spoken of as one that acts.
        PlaceName = "place_name",
        /// People without an organisation: villagers, protesters, a community.
        People = "people",
        /// None of these.
        Other = "other",
    }
}

named! {
    /// In what capacity somebody speaks.
    pub enum Role {
        /// For those who did it, or their side.
        PerpetratorSide = "perpetrator_side",
        /// For those whom it hit, or their side.
        VictimSide = "victim_side",
        /// An army.
        Military = "military",
        /// Police and other law enforcement.
        Police = "police",
        /// A government or its officials.
        Government = "government",
        /// A court or prosecutor.
        Court = "court",
        /// Doctors, hospitals, rescue services.
        Medical = "medical",
        /// Somebody who saw or lived it.
        Witness = "witness",
        /// A rights group, monitor or charity.
        Ngo = "ngo",
        /// The United Nations and their like.
        InternationalBody = "international_body",
        /// Another newspaper, agency or broadcaster.
        OtherMedia = "other_media",
        /// A researcher or analyst.
        Expert = "expert",
        /// An official whom the report does not name.
        UnnamedOfficial = "unnamed_official",
    }
}
