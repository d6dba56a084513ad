//! The one error of this crate.

/// Why weights could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("the weights are not a safetensors file: {0}")]
    Format(#[from] safetensors::SafeTensorError),
    #[error("the weights are damaged or of another version: {0}")]
    Corrupt(String),
}

impl Error {
    /// The file is one, but it does not hold what it should.
    #[must_use]
    pub fn corrupt(what: impl Into<String>) -> Self {
        Kind::Corrupt(what.into()).into()
    }
}

impl From<safetensors::SafeTensorError> for Error {
    fn from(error: safetensors::SafeTensorError) -> Self {
        Kind::Format(error).into()
    }
}
