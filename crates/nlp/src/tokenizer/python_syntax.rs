//! Regular expressions in Python's syntax, rewritten in that of `fancy-regex`, so that they match
//! what Python's `re` matches.
//!
//! DIFFERENCE: `$` is the end of the text, and not also the place before a last line break. Tokens
//! with line breaks are all white space, which no affix pattern is made for.

use std::str::Chars;

/// Python's `\w`: characters for which `str.isalnum` holds, and the underscore.
const WORD: &str = r"\p{L}\p{N}_";

/// Python's `\s`: characters for which `str.isspace` holds.
const SPACE: &str = r"\s\x1c-\x1f";

/// Groups nested deeper than this are refused.
const MAX_DEPTH: usize = 50;

/// Rewrites `pattern`.
///
/// # Errors
/// If the pattern is malformed, or uses something that is not supported; the text says what.
pub(super) fn rewrite(pattern: &str) -> Result<String, String> {
    let (flags, rest) = global_flags(pattern)?;
    let mut rewriter = Rewriter {
        rest: rest.chars(),
        out: flags,
    };
    rewriter.parts(0)?;
    if rewriter.rest.as_str().is_empty() {
        Ok(rewriter.out)
    } else {
        Err("a parenthesis is closed that was not opened".to_owned())
    }
}

/// The flags for the whole pattern at its beginning, and the rest. `(?u)` is the default.
fn global_flags(pattern: &str) -> Result<(String, &str), String> {
    let Some((flags, rest)) = pattern
        .strip_prefix("(?")
        .and_then(|rest| rest.split_once(')'))
    else {
        return Ok((String::new(), pattern));
    };
    if flags.is_empty() || !flags.chars().all(|flag| flag.is_ascii_alphabetic()) {
        return Ok((String::new(), pattern));
    }
    let flags = flags.replace('u', "");
    check_flags(&flags)?;
    Ok((
        if flags.is_empty() {
            flags
        } else {
            format!("(?{flags})")
        },
        rest,
    ))
}

fn check_flags(flags: &str) -> Result<(), String> {
    let unknown = flags.chars().find(|&flag| !"ims-".contains(flag));
    unknown.map_or(Ok(()), |flag| {
        Err(format!("the flag {flag:?} is not supported"))
    })
}

struct Rewriter<'p> {
    rest: Chars<'p>,
    out: String,
}

/// What one escape or one character of a class means.
enum Member {
    One(char),
    /// Several characters, as they are written inside brackets.
    Many(String),
}

impl Rewriter<'_> {
    /// Everything up to the end of the group, or of the pattern.
    fn parts(&mut self, depth: usize) -> Result<(), String> {
        if MAX_DEPTH < depth {
            return Err(format!("groups are nested more than {MAX_DEPTH} deep"));
        }
        while !self.rest.as_str().is_empty() && !self.rest.as_str().starts_with(')') {
            match self.character()? {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group(depth)?,
                '{' => self.brace(),
                sign @ ('.' | '^' | '$' | '|' | '*' | '+' | '?') => self.out.push(sign),
                character => self.literal(character),
            }
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.character()? {
            'A' => self.out.push_str(r"\A"),
            'Z' => self.out.push_str(r"\z"),
            'b' => self.boundary(["!", "="]),
            'B' => self.boundary(["=", "!"]),
            digit @ '1'..='9' => self.out.push_str(&format!(r"(?:\{digit})")),
            kind => match self.member(kind)? {
                Member::One(character) => self.literal(character),
                Member::Many(members) => self.out.push_str(&format!("[{members}]")),
            },
        }
        Ok(())
    }

    /// The place between two characters; `after` says whether a word must not (`!`) or must (`=`)
    /// go on after it, first where there is a word before it, then where there is none.
    fn boundary(&mut self, after: [&str; 2]) {
        let [word, none] = after;
        self.out.push_str(&format!(
            "(?:(?<=[{WORD}])(?{word}[{WORD}])|(?<![{WORD}])(?{none}[{WORD}]))"
        ));
    }

    /// The meaning of a backslash and `kind`, where it can also stand in a class.
    fn member(&mut self, kind: char) -> Result<Member, String> {
        Ok(match kind {
            'd' => Member::Many(r"\d".to_owned()),
            'D' => Member::Many(r"\D".to_owned()),
            'w' => Member::Many(WORD.to_owned()),
            'W' => Member::Many(format!("[^{WORD}]")),
            's' => Member::Many(SPACE.to_owned()),
            'S' => Member::Many(format!("[^{SPACE}]")),
            'a' => Member::One('\x07'),
            'f' => Member::One('\x0c'),
            'n' => Member::One('\n'),
            'r' => Member::One('\r'),
            't' => Member::One('\t'),
            'v' => Member::One('\x0b'),
            'x' => Member::One(self.code_point(2)?),
            'u' => Member::One(self.code_point(4)?),
            'U' => Member::One(self.code_point(8)?),
            '0' => Member::One('\0'),
            other if other.is_ascii_alphanumeric() => {
                return Err(format!(r"\{other} is not supported"));
            }
            other => Member::One(other),
        })
    }

    fn code_point(&mut self, digits: usize) -> Result<char, String> {
        let code = self.rest.as_str().get(..digits).unwrap_or_default();
        let number = u32::from_str_radix(code, 16)
            .ok()
            .filter(|_| !code.starts_with('+'));
        let character = number.and_then(char::from_u32);
        let character =
            character.ok_or_else(|| format!("{code:?} is not the number of a character"))?;
        self.rest = self.rest.as_str()[digits..].chars();
        Ok(character)
    }

    fn class(&mut self) -> Result<(), String> {
        let opening = if self.take("^") { "[^" } else { "[" };
        self.out.push_str(opening);
        let mut first = true;
        loop {
            let character = self.character()?;
            if character == ']' && !first {
                self.out.push(']');
                return Ok(());
            }
            first = false;
            self.class_part(character)?;
        }
    }

    /// One character, one range, or one named set of a class.
    fn class_part(&mut self, character: char) -> Result<(), String> {
        match self.class_member(character)? {
            Member::One(low) => self.literal(low),
            Member::Many(members) => {
                self.out.push_str(&members);
                return Ok(());
            }
        }
        if self.rest.as_str().starts_with("-]") || !self.take("-") {
            return Ok(());
        }
        let end = self.character()?;
        let Member::One(high) = self.class_member(end)? else {
            return Err("a range of characters ends in a set".to_owned());
        };
        self.out.push('-');
        self.literal(high);
        Ok(())
    }

    fn class_member(&mut self, character: char) -> Result<Member, String> {
        if character != '\\' {
            return Ok(Member::One(character));
        }
        match self.character()? {
            'b' => Ok(Member::One('\x08')),
            kind => self.member(kind),
        }
    }

    /// A group, its opening parenthesis read.
    fn group(&mut self, depth: usize) -> Result<(), String> {
        if self.take("?#") {
            let (_, rest) = self
                .rest
                .as_str()
                .split_once(')')
                .ok_or("a comment is not closed")?;
            self.rest = rest.chars();
            return Ok(());
        }
        let opening = self.opening()?;
        self.out.push_str(&opening);
        if !opening.starts_with("(?P=") {
            self.parts(depth + 1)?;
        }
        self.out.push(')');
        if self.take(")") {
            Ok(())
        } else {
            Err("a parenthesis is not closed".to_owned())
        }
    }

    /// What a group begins with, up to its content.
    fn opening(&mut self) -> Result<String, String> {
        const KINDS: [&str; 7] = ["?:", "?=", "?!", "?<=", "?<!", "?>", "?P="];
        if !self.rest.as_str().starts_with('?') {
            return Ok("(".to_owned());
        }
        if let Some(kind) = KINDS.into_iter().find(|kind| self.take(kind)) {
            let name = if kind == "?P=" { self.name() } else { "" };
            return Ok(format!("({kind}{name}"));
        }
        if self.take("?P<") {
            let opening = format!("(?P<{}>", self.name());
            return self
                .take(">")
                .then_some(opening)
                .ok_or_else(|| "a name is not closed".to_owned());
        }
        let rest = self.rest.as_str();
        let (flags, rest) = rest[1..]
            .split_once(':')
            .ok_or("a group of a kind that is not supported")?;
        check_flags(flags)?;
        self.rest = rest.chars();
        Ok(format!("(?{flags}:"))
    }

    /// The letters, digits and underscores that follow.
    fn name(&mut self) -> &str {
        let rest = self.rest.as_str();
        let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = rest.chars();
        name
    }

    /// A number of repetitions, or a brace that stands for itself.
    fn brace(&mut self) {
        let Some((counts, rest)) = self.rest.as_str().split_once('}') else {
            return self.literal('{');
        };
        let (low, high) = counts.split_once(',').unwrap_or((counts, counts));
        let is_count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if counts.is_empty() || counts == "," || !is_count(low) || !is_count(high) {
            return self.literal('{');
        }
        let low = if low.is_empty() { "0" } else { low };
        let counts = if counts.contains(',') {
            format!("{low},{high}")
        } else {
            low.to_owned()
        };
        self.out.push_str(&format!("{{{counts}}}"));
        self.rest = rest.chars();
    }

    /// Writes one character so that it has no meaning of its own, inside a class or outside.
    fn literal(&mut self, character: char) {
        if character.is_alphanumeric() {
            self.out.push(character);
        } else {
            self.out
                .push_str(&format!(r"\x{{{:X}}}", u32::from(character)));
        }
    }

    fn character(&mut self) -> Result<char, String> {
        self.rest
            .next()
            .ok_or_else(|| "the pattern ends too early".to_owned())
    }

    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.as_str().strip_prefix(text);
        if let Some(rest) = rest {
            self.rest = rest.chars();
        }
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &str) {
        assert_eq!(rewrite(pattern).as_deref(), Ok(expected), "{pattern}");
    }

    #[track_caller]
    fn check_refused(pattern: &str, reason: &str) {
        let message = rewrite(pattern).unwrap_err();
        assert!(message.contains(reason), "{pattern}: {message}");
    }

    #[test]
    fn characters_and_classes() {
        check(r"\'s$", r"\x{27}s$");
        check(r"[^\]\w-]", r"[^\x{5D}\p{L}\p{N}_\x{2D}]");
        check("[]a-c[]", r"[\x{5D}a-c\x{5B}]");
        check(r"[\u00A6\-\U0001F000]", r"[\x{A6}\x{2D}\x{1F000}]");
        check(r"\S\d.\Z", r"[[^\s\x1c-\x1f]][\d].\z");
        check("a{,3}b{2}{x}", r"a{0,3}b{2}\x{7B}x\x{7D}");
    }

    #[test]
    fn groups_and_flags() {
        check("(?u)^(?:a|b)(c)", "^(?:a|b)(c)");
        check("(?iu)(?P<n>a)(?#no)b(?P=n)", "(?i)(?P<n>a)b(?P=n)");
        check("(?<=a)b(?!c)(?i-s:d)", "(?<=a)b(?!c)(?i-s:d)");
        check(r"(a)\12", r"(a)(?:\1)2");
        check(r"(?>a+?)\.++", r"(?>a+?)\x{2E}++");
    }

    #[test]
    fn what_is_not_supported() {
        check_refused("(?x) a", "flag");
        check_refused("(?(1)a|b)", "not supported");
        check_refused("(?(1)a:b)", "flag");
        check_refused("(a", "not closed");
        check_refused("a)", "not opened");
        check_refused("[a", "too early");
        check_refused(r"\ud800", "number of a character");
        check_refused(r"[a-\d]", "range");
        check_refused(r"\N{DIGIT ONE}", "not supported");
        check_refused(&"(".repeat(1000), "nested");
    }
}
