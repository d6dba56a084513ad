//! The closed set of strings that a pipeline can assign: tags, relations, kinds of names.

use rustc_hash::FxHashMap;

/// One string of a pipeline's [`Labels`]. The default is the empty string: not assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Label(u32);

/// Every tag, relation, morphology and entity kind of a pipeline. Grows while the pipeline is
/// loaded; frozen after that, so that labels can be compared as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    strings: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, Label>,
}

impl Label {
    /// Its place among the labels, in the order in which they were added.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Default for Labels {
    fn default() -> Self {
        let mut labels = Self {
            strings: Vec::new(),
            ids: FxHashMap::default(),
        };
        labels.add("");
        labels
    }
}

impl Labels {
    /// The label of `string`, added where it is new.
    pub(crate) fn add(&mut self, string: &str) -> Label {
        if let Some(&label) = self.ids.get(string) {
            return label;
        }
        let label = Label(u32::try_from(self.strings.len()).expect("a pipeline has few labels"));
        self.strings.push(string.into());
        self.ids.insert(string.into(), label);
        label
    }

    /// All labels with their strings, in the order in which they were added.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Label, &str)> {
        (0..).map(Label).zip(self.strings.iter().map(AsRef::as_ref))
    }

    /// The string of `label`.
    pub(crate) fn name(&self, label: Label) -> &str {
        &self.strings[label.0 as usize]
    }
}
