//! The lists of a record: the letter of their ids, the cells that need evidence, and the cells that
//! name values of other lists. The one table that [`crate::check`] goes by.

/// One list of a record.
pub(crate) struct List {
    /// Its field in the record.
    pub(crate) name: &'static str,
    /// What its ids begin with.
    pub(crate) letter: &'static str,
    /// Cells that need an entry of evidence wherever they hold something: neither null, nor an
    /// empty list, nor the value that says nothing (`any`, `false`).
    pub(crate) cells: &'static [&'static str],
    /// Cells that hold an id, and the letter it must have.
    pub(crate) references: &'static [(&'static str, &'static str)],
}

/// Cells of the head that every claim has. Whose words it stands in (`attribution`, `stance`) is
/// read from the attribution, which has evidence of its own.
const HEAD_CELLS: &[&str] = &["likelihood", "said_at", "about_time"];

const HEAD_REFERENCES: &[(&str, &str)] =
    &[("attribution", "a"), ("said_at", "t"), ("about_time", "t")];

/// Every list whose values have ids, in the order of the record.
pub(crate) const LISTS: &[List] = &[
    List {
        name: "entities",
        letter: "e",
        cells: &["kind", "name", "role", "part_of"],
        references: &[("part_of", "e")],
    },
    List {
        name: "times",
        letter: "t",
        cells: &["value", "interval"],
        references: &[],
    },
    List {
        name: "places",
        letter: "p",
        cells: &[
            "name",
            "kind",
            "geonameid",
            "country",
            "admin1",
            "lat",
            "lon",
            "radius_km",
        ],
        references: &[],
    },
    List {
        name: "attributions",
        letter: "a",
        cells: &[
            "source",
            "cue",
            "content",
            "holder",
            "role",
            "likelihood",
            "channel",
            "said_at",
        ],
        references: &[("holder", "e"), ("parent", "a"), ("said_at", "t")],
    },
    List {
        name: "events",
        letter: "v",
        cells: &[
            "type",
            "status",
            "factuality",
            "time",
            "place",
            "participants",
            "weapon",
            "attributes",
        ],
        references: &[("time", "t"), ("place", "p")],
    },
    List {
        name: "occurrences",
        letter: "o",
        cells: &["event", "value"],
        references: &[("event", "v")],
    },
    List {
        name: "responsibilities",
        letter: "r",
        cells: &["event", "scope", "actor", "mode", "part_of"],
        references: &[("event", "v"), ("actor", "e"), ("part_of", "r")],
    },
    List {
        name: "tolls",
        letter: "n",
        cells: &[
            "event",
            "kind",
            "who",
            "low",
            "best",
            "high",
            "period",
            "part_of",
            "supersedes",
        ],
        references: &[
            ("event", "v"),
            ("period", "t"),
            ("part_of", "n"),
            ("supersedes", "n"),
        ],
    },
    List {
        name: "assessments",
        letter: "s",
        cells: &["subject", "attribute", "value", "object", "direction"],
        references: &[("subject", "e"), ("object", "e")],
    },
    List {
        name: "causes",
        letter: "c",
        cells: &["cause", "effect", "polarity", "conditional"],
        references: &[],
    },
];

impl List {
    /// Whether its values are claims.
    fn holds_claims(&self) -> bool {
        matches!(self.letter, "o" | "r" | "n" | "s" | "c")
    }

    /// Every cell that needs evidence, those of a claim's head included.
    pub(crate) fn all_cells(&self) -> impl Iterator<Item = &'static str> {
        let head = if self.holds_claims() { HEAD_CELLS } else { &[] };
        head.iter().chain(self.cells).copied()
    }

    /// Every cell that holds an id, those of a claim's head included.
    pub(crate) fn all_references(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let head = if self.holds_claims() {
            HEAD_REFERENCES
        } else {
            &[]
        };
        head.iter().chain(self.references).copied()
    }
}
