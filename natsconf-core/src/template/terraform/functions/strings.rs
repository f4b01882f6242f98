//! Functions of strings.

use unicode_segmentation::UnicodeSegmentation;

use super::regex::replace_all;
use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Value, encode_json};

fn text(text: &str) -> Outcome {
    Ok(Value::string(text))
}

pub(super) fn chomp(arguments: &Arguments<'_>) -> Outcome {
    text(arguments.text(0).trim_end_matches(['\r', '\n']))
}

pub(super) fn ends_with(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.text(0).ends_with(arguments.text(1)).into())
}

pub(super) fn starts_with(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.text(0).starts_with(arguments.text(1)).into())
}

pub(super) fn contains(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.text(0).contains(arguments.text(1)).into())
}

pub(super) fn indent(arguments: &Arguments<'_>) -> Outcome {
    let spaces = usize::try_from(arguments.integer(0)?).map_err(|_| "the number of spaces is negative")?;
    let lines = arguments.text(1).matches('\n').count();
    arguments.check_len(spaces.saturating_mul(lines).saturating_add(arguments.text(1).len()))?;
    let pad = if lines == 0 { String::new() } else { " ".repeat(spaces) };
    text(&arguments.text(1).replace('\n', &format!("\n{pad}")))
}

pub(super) fn join(arguments: &Arguments<'_>) -> Outcome {
    let separator = arguments.text(0);
    let lists = arguments.rest(1);
    if lists.is_empty() {
        return Err("at least one list is needed".into());
    }
    let mut parts = Vec::new();
    for (index, list) in lists.iter().enumerate() {
        for item in list.items().unwrap_or_default() {
            let part = item.as_str().ok_or_else(|| Failure::Argument(index + 1, "an element is null".into()))?;
            parts.push(part);
        }
    }
    let len = parts.iter().map(|part| part.len() + separator.len()).sum();
    arguments.check_len(len)?;
    text(&parts.join(separator))
}

pub(super) fn lower(arguments: &Arguments<'_>) -> Outcome {
    text(&arguments.text(0).chars().map(to_lower).collect::<String>())
}

pub(super) fn upper(arguments: &Arguments<'_>) -> Outcome {
    text(&arguments.text(0).chars().map(to_upper).collect::<String>())
}

/// Go maps each character to one: `İ` to `i`.
fn to_lower(char: char) -> char {
    let mut lower = char.to_lowercase();
    lower.next().unwrap_or(char)
}

/// Go maps each character to one, so `ß` stays, and `ᾳ` becomes the one `ᾼ`.
fn to_upper(char: char) -> char {
    let mut upper = char.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => match char {
            '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => shifted(char, 8),
            '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => shifted(char, 9),
            _ => char,
        },
    }
}

fn shifted(char: char, by: u32) -> char {
    char::from_u32(u32::from(char) + by).unwrap_or(char)
}

/// The form of a letter at the start of a word.
fn to_title(char: char) -> char {
    match char {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        // Georgian letters have capitals for headlines only.
        '\u{10d0}'..='\u{10ff}' => char,
        _ => to_upper(char),
    }
}

pub(super) fn title(arguments: &Arguments<'_>) -> Outcome {
    let mut after_separator = true;
    let titled = arguments.text(0).chars().map(|char| {
        let titled = if after_separator { to_title(char) } else { char };
        after_separator =
            if char.is_ascii() { !char.is_ascii_alphanumeric() && char != '_' } else { char.is_whitespace() };
        titled
    });
    text(&titled.collect::<String>())
}

pub(super) fn replace(arguments: &Arguments<'_>) -> Outcome {
    let (subject, search, with) = (arguments.text(0), arguments.text(1), arguments.text(2));
    let pattern = search.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        return text(&replace_all(pattern, subject, with, arguments)?);
    }
    let found = if search.is_empty() { subject.chars().count() + 1 } else { subject.matches(search).count() };
    arguments.check_len(subject.len().saturating_add(found.saturating_mul(with.len())))?;
    text(&subject.replace(search, with))
}

pub(super) fn split(arguments: &Arguments<'_>) -> Outcome {
    let (separator, subject) = (arguments.text(0), arguments.text(1));
    if separator.is_empty() {
        arguments.make(subject.chars().count())?;
        return Ok(Value::strings(subject.chars().map(String::from)));
    }
    arguments.make(subject.matches(separator).count())?;
    Ok(Value::strings(subject.split(separator)))
}

pub(super) fn reverse(arguments: &Arguments<'_>) -> Outcome {
    text(&arguments.text(0).graphemes(true).rev().collect::<String>())
}

/// Counted in characters as people see them. A negative offset counts from the end, a negative length takes all; a
/// length of 0 takes all too when the offset is negative, as Terraform does.
pub(super) fn substr(arguments: &Arguments<'_>) -> Outcome {
    let subject = arguments.text(0);
    let (mut offset, length) = (arguments.integer(1)?, arguments.integer(2)?);
    if offset < 0 {
        offset = offset.saturating_add(i64::try_from(subject.graphemes(true).count()).unwrap_or(i64::MAX));
    } else if length == 0 {
        return text("");
    }
    let skip = usize::try_from(offset).unwrap_or(0);
    let rest = subject.graphemes(true).skip(skip);
    let taken = match usize::try_from(length) {
        Ok(length) if length > 0 => rest.take(length).collect::<String>(),
        _ => rest.collect(),
    };
    text(&taken)
}

pub(super) fn trim(arguments: &Arguments<'_>) -> Outcome {
    let set: Vec<char> = arguments.text(1).chars().collect();
    arguments.add_work(set.len(), arguments.value(0).weight() / 4)?;
    text(arguments.text(0).trim_matches(|char| set.contains(&char)))
}

pub(super) fn trim_prefix(arguments: &Arguments<'_>) -> Outcome {
    text(arguments.text(0).strip_prefix(arguments.text(1)).unwrap_or(arguments.text(0)))
}

pub(super) fn trim_suffix(arguments: &Arguments<'_>) -> Outcome {
    text(arguments.text(0).strip_suffix(arguments.text(1)).unwrap_or(arguments.text(0)))
}

pub(super) fn trim_space(arguments: &Arguments<'_>) -> Outcome {
    text(arguments.text(0).trim())
}

/// How many characters, elements or attributes there are.
pub(super) fn length(arguments: &Arguments<'_>) -> Outcome {
    let value = arguments.value(0);
    match (value.as_str(), value.items(), value.entries()) {
        (Some(text), ..) => Ok(text.graphemes(true).count().into()),
        (_, Some(items), _) => Ok(items.len().into()),
        (.., Some(entries)) => Ok(entries.len().into()),
        _ => Err("a string or a collection is needed".into()),
    }
}

pub(super) fn json_encode(arguments: &Arguments<'_>) -> Outcome {
    let mut json = String::new();
    encode_json(arguments.value(0), &mut json)?;
    arguments.check_len(json.len())?;
    text(&json)
}
