//! Reads TOML tables and TSV rows, with the line on which something is wrong.

use serde::de::DeserializeOwned;

use crate::{DataFile, Error};

/// The file as a value of type `T`.
pub(crate) fn read<T: DeserializeOwned>(file: &DataFile) -> Result<T, Error> {
    toml::from_str(&file.text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| line_of(&file.text, span.start));
        Error::table(&file.path, line, error.message())
    })
}

/// The line (counted from 1) on which byte `at` of `text` stands.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|&&byte| byte == b'\n').count()
}

/// The line (counted from 1) on which `word` begins; the first one where none does.
pub(crate) fn line_with(text: &str, word: &str) -> usize {
    text.lines()
        .position(|line| line.trim_start().starts_with(word))
        .map_or(1, |index| index + 1)
}

/// The rows of a tab-separated file below its header, which must be `header`, each with its line.
pub(crate) fn rows<'f, const N: usize>(
    file: &'f DataFile,
    header: [&str; N],
) -> Result<Vec<(usize, [&'f str; N])>, Error> {
    let mut rows = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let cells: [&str; N] = cells.try_into().map_err(|cells: Vec<_>| {
            let what = format_args!("{} cells where the header names {N}", cells.len());
            Error::table(&file.path, index + 1, what)
        })?;
        if index == 0 && cells != header {
            let what = format_args!("the header must be: {}", header.join(" "));
            return Err(Error::table(&file.path, 1, what));
        }
        if index > 0 {
            rows.push((index + 1, cells));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        #[expect(dead_code, reason = "only read")]
        name: String,
    }

    fn file(text: &str) -> DataFile {
        DataFile {
            path: "lang/en/x.toml".into(),
            text: text.into(),
        }
    }

    #[test]
    fn errors_name_file_and_line() {
        let error = read::<Table>(&file("# a comment\nname = \"x\"\nmeaning = 3\n")).unwrap_err();
        assert!(
            error.to_string().starts_with("lang/en/x.toml:3: "),
            "{error}"
        );
        let error = rows(&file("a\tb\n1\t2\n3\n"), ["a", "b"]).unwrap_err();
        assert!(
            error.to_string().starts_with("lang/en/x.toml:3: "),
            "{error}"
        );
        assert!(rows(&file("b\ta\n"), ["a", "b"]).is_err());
    }
}
