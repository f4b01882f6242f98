//! The name of one option: `cluster.routes[0]`, `accounts."a.b".users[1].password`.

use std::fmt;
use std::str::FromStr;

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Into a block, by key.
    Key(String),
    /// Into a list, counted from 0.
    Index(usize),
}

impl fmt::Display for Segment {
    /// As [`Path`] reads it: a key in quotes where it needs them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Key(key) if key.contains('"') => write!(f, "'{key}'"),
            Segment::Key(key) if key.is_empty() || key.contains(SPECIAL) => write!(f, "\"{key}\""),
            Segment::Key(key) => f.write_str(key),
        }
    }
}

/// What a key without quotes cannot hold.
const SPECIAL: [char; 5] = ['.', '[', ']', '"', '\''];

/// The way to one value, from the top level of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(pub Vec<Segment>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            if at > 0 && matches!(segment, Segment::Key(_)) {
                f.write_str(".")?;
            }
            segment.fmt(f)?;
        }
        Ok(())
    }
}

/// Why a text is no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError {
    /// What was expected instead of what stands there.
    expected: &'static str,
    /// The rest of the text, from there on.
    rest: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found ", self.expected)?;
        if self.rest.is_empty() { f.write_str("the end of the path") } else { write!(f, "`{}`", self.rest) }
    }
}

impl std::error::Error for PathError {}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (first, mut rest) = key(text)?;
        let mut segments = vec![first];
        while !rest.is_empty() {
            let segment;
            (segment, rest) = match rest.strip_prefix('[') {
                Some(after) => index(after)?,
                None => key(rest.strip_prefix('.').ok_or_else(|| expected("`.` or `[`", rest))?)?,
            };
            segments.push(segment);
        }
        Ok(Path(segments))
    }
}

fn expected(expected: &'static str, rest: &str) -> PathError {
    PathError { expected, rest: rest.to_owned() }
}

/// A key in quotes or without, and what follows it.
fn key(text: &str) -> Result<(Segment, &str), PathError> {
    if let Some(quote @ ('"' | '\'')) = text.chars().next() {
        let (key, rest) = text[1..].split_once(quote).ok_or_else(|| expected("a closing quote", ""))?;
        return Ok((Segment::Key(key.to_owned()), rest));
    }
    let (key, rest) = text.split_at(text.find(SPECIAL).unwrap_or(text.len()));
    if key.is_empty() { Err(expected("a key", rest)) } else { Ok((Segment::Key(key.to_owned()), rest)) }
}

/// The number of an item and its closing bracket, and what follows.
fn index(text: &str) -> Result<(Segment, &str), PathError> {
    let (number, rest) = text.split_once(']').ok_or_else(|| expected("a closing `]`", ""))?;
    let index = number.parse().map_err(|_| expected("the number of an item, counted from 0", number))?;
    Ok((Segment::Index(index), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_they_are_written() {
        for text in
            ["port", "cluster.routes[0]", r#"accounts."a.b".users[1].password"#, r#"a.'"'[2][3]."""#, "$SYS.x y"]
        {
            assert_eq!(text.parse::<Path>().map(|path| path.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_path_says_what_is_missing() {
        let message = |text: &str| text.parse::<Path>().map_err(|error| error.to_string());
        assert_eq!(message(""), Err("expected a key, found the end of the path".to_owned()));
        assert_eq!(message("a."), Err("expected a key, found the end of the path".to_owned()));
        assert_eq!(message("a..b"), Err("expected a key, found `.b`".to_owned()));
        assert_eq!(message("a[x]"), Err("expected the number of an item, counted from 0, found `x`".to_owned()));
        assert_eq!(message("a[1"), Err("expected a closing `]`, found the end of the path".to_owned()));
        assert_eq!(message("a[1]b"), Err("expected `.` or `[`, found `b`".to_owned()));
        assert_eq!(message("\"a"), Err("expected a closing quote, found the end of the path".to_owned()));
    }
}
