//! Closed lists whose members have one written name each.

/// A closed list of values, each with the name it has in data files, in the record and on screen.
pub trait Named: Copy + 'static {
    /// Every value, in the order in which the documentation lists them.
    const ALL: &'static [Self];

    /// The value's name.
    fn name(self) -> &'static str;

    /// The value of that name.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.name() == name)
    }
}

/// Declares an enumeration together with its names, so that the two cannot part.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $type:ident { $( $(#[$about:meta])* $variant:ident = $name:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $( $(#[$about])* $variant, )+ }

        impl $crate::names::Named for $type {
            const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::names::Named::name(*self))
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use super::Named;
    use crate::{Mode, Status};

    fn check<T: Named + PartialEq + std::fmt::Debug>() {
        for &value in T::ALL {
            assert_eq!(T::from_name(value.name()), Some(value), "names are unique");
        }
    }

    #[test]
    fn a_name_leads_back_to_its_value() {
        check::<Mode>();
        check::<Status>();
        assert_eq!(Mode::from_name("boasted"), None);
    }
}
