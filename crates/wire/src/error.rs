//! Failures as data, for programs that read the output line by line.

use serde::{Deserialize, Serialize};

/// Every kind of failure, with its stable code: `(variant, code, meaning)`.
macro_rules! codes {
    ($( $variant:ident = $code:literal, $meaning:literal; )+) => {
        /// What went wrong, as a stable name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ErrorCode { $(
            #[doc = $meaning]
            #[serde(rename = $code)]
            $variant,
        )+ }

        impl ErrorCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The code as written.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $( Self::$variant => $meaning, )+ }
            }
        }
    };
}

codes! {
    Unreadable = "unreadable", "A file or stream could not be read.";
    TooLarge = "too-large", "An input is larger than can be addressed.";
    Unwritable = "unwritable", "The output could not be written.";
    NoPipeline = "no-pipeline", "The language pipeline is not installed.";
    CorruptPipeline = "corrupt-pipeline", "A file of the language pipeline is damaged.";
    BadData = "bad-data", "A word or pattern file has an error.";
    Usage = "usage", "The arguments do not go together.";
    Internal = "internal", "A fault of the program itself.";
}

/// One failure: `{"error": {"code", "message", "path", "hint"}}` on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct ErrorReport {
    /// What went wrong, as a stable name.
    pub code: ErrorCode,
    /// What went wrong, in words.
    pub message: String,
    /// Which file, as the user wrote it.
    pub path: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl ErrorReport {
    /// The line that stands in the output in place of a record.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({ "error": self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_read_back() {
        for (index, &code) in ErrorCode::ALL.iter().enumerate() {
            let written = serde_json::to_value(code).unwrap();
            assert_eq!(written, code.name());
            assert_eq!(serde_json::from_value::<ErrorCode>(written).unwrap(), code);
            let same = |other: &&ErrorCode| other.name() == code.name();
            assert_eq!(
                ErrorCode::ALL.iter().position(|other| same(&other)),
                Some(index)
            );
            assert!(code.meaning().ends_with('.'));
        }
    }

    #[test]
    fn as_a_line() {
        let report = ErrorReport {
            code: ErrorCode::Unreadable,
            message: "no such file".to_owned(),
            path: Some("a.txt".to_owned()),
            hint: None,
        };
        assert_eq!(report.to_json()["error"]["code"], "unreadable");
    }
}
