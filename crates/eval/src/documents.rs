//! The inputs of a task: one JSON object a line, plain or gzip'd, or a file of MUC messages.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use ascribe::ReadOptions;
use serde_json::Value;

/// One document of a task.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// Its name in the kit.
    pub(crate) name: String,
    /// All that the task gives.
    pub(crate) fields: Value,
    /// The folder of the inputs, below which a field may name a file.
    pub(crate) folder: PathBuf,
}

impl Document {
    /// A field that holds words; empty where it is missing.
    pub(crate) fn words(&self, field: &str) -> &str {
        self.fields[field].as_str().unwrap_or_default()
    }

    /// A field that holds a list.
    pub(crate) fn list(&self, field: &str) -> &[Value] {
        self.fields[field].as_array().map_or(&[], Vec::as_slice)
    }

    /// What is known of the document beside its text.
    pub(crate) fn options(&self) -> ReadOptions {
        let day = self.words("published").get(..10);
        ReadOptions {
            published: day.and_then(|day| day.parse().ok()),
            ..ReadOptions::default()
        }
    }
}

/// Reads a file, gzip'd where its name ends in `.gz`.
pub(crate) fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let reading = || format!("reading {}", path.display());
    let mut file = File::open(path).with_context(reading)?;
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file)
            .read_to_end(&mut bytes)
            .with_context(reading)?;
    } else {
        file.read_to_end(&mut bytes).with_context(reading)?;
    }
    Ok(bytes)
}

/// The documents of a file with one JSON object a line.
pub(crate) fn from_json_lines(path: &Path) -> anyhow::Result<Vec<Document>> {
    let content = String::from_utf8(bytes_of(path)?)
        .with_context(|| format!("{}: not UTF-8", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let lines = content
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let fields: Value = serde_json::from_str(line)
                .with_context(|| format!("{}, line {}", path.display(), at + 1))?;
            let name = fields["doc"].as_str().unwrap_or_default().to_owned();
            Ok(Document {
                name,
                fields,
                folder: folder.clone(),
            })
        })
        .collect()
}

/// The messages of a MUC text file: each begins with a line that starts with its name.
pub(crate) fn from_messages(path: &Path) -> anyhow::Result<Vec<Document>> {
    let content: String = bytes_of(path)?.into_iter().map(char::from).collect();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in content.lines() {
        if let Some(name) = message_name(line) {
            found.push((name.to_owned(), String::new()));
        } else if let Some((_, text)) = found.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let document = |(name, text): (String, String)| {
        let fields = serde_json::json!({ "doc": name, "text": text.trim() });
        Document {
            name,
            fields,
            folder: PathBuf::new(),
        }
    };
    Ok(found.into_iter().map(document).collect())
}

/// `DEV-MUC3-0001 (NOSC)` is the head of a message; a mention within a line is not.
fn message_name(line: &str) -> Option<&str> {
    let name = line.split_whitespace().next()?;
    let (part, number) = name.rsplit_once('-')?;
    let known = part.starts_with("DEV-MUC") || (part.starts_with("TST") && part.contains("-MUC"));
    (line.starts_with(name)
        && known
        && number.len() == 4
        && number.bytes().all(|byte| byte.is_ascii_digit()))
    .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_messages() {
        assert_eq!(message_name("DEV-MUC3-0001 (NOSC)"), Some("DEV-MUC3-0001"));
        assert_eq!(message_name("TST3-MUC4-0100"), Some("TST3-MUC4-0100"));
        assert_eq!(message_name("   TST3-MUC4-0100"), None);
        assert_eq!(message_name("TST3 WAS A TEST"), None);
    }

    #[test]
    fn messages_keep_their_text() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(
            file.path(),
            "TST9-MUC4-0001\n\n   ONE LINE.\nTWO.\nTST9-MUC4-0002\nTHREE.\n",
        )
        .unwrap();
        let found = from_messages(file.path()).unwrap();
        let texts: Vec<_> = found
            .iter()
            .map(|document| document.words("text"))
            .collect();
        assert_eq!(texts, ["ONE LINE.\nTWO.", "THREE."]);
    }
}
