//! Subjects: tokens between dots, with `*` for one token and `>` for all the rest.

use crate::option::reader::{quote_key, shorten};
use crate::option::types::named::KeyType;
use crate::option::{OptionType, Reader, Shape, TextShape, Version, through_value};
use crate::value::{Entry, Value, ValueRef};

use std::fmt;
use std::ops::Deref;

use compact_str::CompactString;

/// What is wrong with a subject, in words (`IsValidSubject` in `server/sublist.go`). One pass, since there are many.
pub(crate) fn problem(subject: &str) -> Option<&'static str> {
    let bytes = subject.as_bytes();
    let mut start = 0;
    let mut full = false;
    for (at, byte) in bytes.iter().chain(b".").enumerate() {
        match byte {
            b'.' => {
                if at == start {
                    return Some("an empty token");
                }
                if full {
                    return Some("tokens after `>`");
                }
                full = bytes[start..at] == *b">";
                start = at + 1;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => return Some("white space"),
            _ => {}
        }
    }
    None
}

/// Whether some token is a wildcard.
pub fn has_wildcard(subject: &str) -> bool {
    subject.split('.').any(|token| token == "*" || token == ">")
}

/// Whether some subject is matched by both (`SubjectsCollide`).
pub(crate) fn collide(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.split('.'), other.split('.'));
    loop {
        match (one.next(), other.next()) {
            (None, None) | (Some(">"), Some(_)) | (Some(_), Some(">")) => return true,
            (Some(a), Some(b)) if a == b || a == "*" || b == "*" => {}
            _ => return false,
        }
    }
}

/// Whether all that `part` matches is matched by `whole` (`subjectIsSubsetMatch`).
pub(crate) fn is_part(part: &str, whole: &str) -> bool {
    let (mut part, mut whole) = (part.split('.'), whole.split('.'));
    loop {
        match (part.next(), whole.next()) {
            (None, None) | (Some(_), Some(">")) => return true,
            (Some(">"), _) => return false,
            (Some("*"), Some(b)) if b != "*" => return false,
            (Some(a), Some(b)) if a == b || b == "*" => {}
            _ => return false,
        }
    }
}

/// Defines types of subjects: `Name(shape, problem)`.
macro_rules! subject {
    ($($(#[doc = $doc:literal])* $Subject:ident($shape:expr, $problem:expr);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Subject(CompactString);

        impl OptionType for $Subject {
            const SHAPE: Shape = Shape::Text($shape);

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                let text = reader.text(value, &Self::SHAPE)?;
                let problem: fn(&str, Version) -> Option<&'static str> = $problem;
                if let Some(problem) = problem(&text, reader.version) {
                    reader.invalid_subject(value, format!("the subject `{}` has {problem}", shorten(&text)));
                }
                Some($Subject(CompactString::new(text)))
            }

            fn write(&self) -> Value {
                Value::String(self.to_string())
            }
        }

        impl Deref for $Subject {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Subject {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $Subject {
            fn from(text: &str) -> Self {
                $Subject(text.into())
            }
        }

        through_value!($Subject);
    )*};
}

const SUBJECT: TextShape = TextShape::new("subject", "orders.>").pattern(r"^[^.\s]+(\.[^.\s]+)*$");

subject! {
    /// A subject, wildcards allowed.
    Subject(SUBJECT, |text, _| problem(text));
    /// A subject that someone may use or not. Servers before 2.14 let a queue group stand behind each.
    PermissionSubject(SUBJECT, permission_problem);
    /// A subject without wildcards, as one publishes to.
    LiteralSubject(TextShape { example: "orders.trace", ..SUBJECT }, |text, _| literal_problem(text));
    /// A subject, or a subject and a queue group with a space between: `orders.> workers`.
    QueueSubject(TextShape { name: "subject", example: "orders.>", pattern: None, secret: false }, |text, _| queue_problem(text));
}

fn literal_problem(subject: &str) -> Option<&'static str> {
    problem(subject).or_else(|| has_wildcard(subject).then_some("a wildcard, and needs to be one subject"))
}

fn permission_problem(subject: &str, version: Version) -> Option<&'static str> {
    if version.reaches(Version::of_family(2, 14)) { problem(subject) } else { queue_problem(subject) }
}

/// `checkPermSubjectArray` with queues allowed: two fields, each as a subject is.
fn queue_problem(subject: &str) -> Option<&'static str> {
    let whole = problem(subject)?;
    let mut fields = subject.split_whitespace();
    match (fields.next(), fields.next(), fields.next()) {
        (Some(subject), Some(queue), None) => problem(subject).or_else(|| problem(queue)),
        _ => Some(whole),
    }
}

impl QueueSubject {
    /// The subject and, where there is one, the queue group.
    pub fn parts(&self) -> (&str, Option<&str>) {
        let mut fields = self.0.split_whitespace();
        match (fields.next(), fields.next()) {
            (Some(subject), Some(queue)) if problem(&self.0).is_some() => (subject, Some(queue)),
            _ => (&self.0, None),
        }
    }
}

/// The subject of a mapping.
impl KeyType for Subject {
    const WHAT: &'static str = "subject";
    const EXAMPLE: &'static str = "orders.new";

    fn read_key(entry: Entry<'_>, reader: &mut Reader) -> Option<Self> {
        let name = entry.key.name;
        if let Some(problem) = problem(name) {
            reader.invalid_subject_key(entry.key.span, format!("the subject {} has {problem}", quote_key(name)));
        }
        Some(name.into())
    }

    fn key(&self) -> &str {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, messages, read};

    #[test]
    fn tokens_are_not_empty_and_nothing_follows_the_full_wildcard() {
        for good in ["a", "a.b", "*", ">", "a.*.b", "a.>", "a*", "a.b>c", "$SYS.>", "a>b.c"] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in ["", ".", "a.", ".a", "a..b", "a.>.b", ">.a", "a b", "a.\t"] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn only_a_whole_token_is_a_wildcard() {
        assert!(has_wildcard("a.*") && has_wildcard(">"));
        assert!(!has_wildcard("a*.b>"));
        assert_eq!(codes::<LiteralSubject>("\"a.*\""), ["invalid-subject"]);
    }

    #[test]
    fn a_queue_group_may_follow() {
        assert_eq!(codes::<QueueSubject>("\"a.> workers\""), <[&str; 0]>::default());
        assert_eq!(codes::<QueueSubject>("\"a workers other\""), ["invalid-subject"]);
        assert_eq!(codes::<QueueSubject>("\"a. workers\""), ["invalid-subject"]);
        assert_eq!(codes::<Subject>("\"a.> workers\""), ["invalid-subject"]);
        assert_eq!(read::<QueueSubject>("\"a q\"").unwrap().parts(), ("a", Some("q")));
        assert_eq!(read::<QueueSubject>("a").unwrap().parts(), ("a", None));
    }

    #[test]
    fn messages_say_what_is_wrong() {
        assert_eq!(messages::<Subject>("\"a..b\""), ["the subject `a..b` has an empty token"]);
        assert_eq!(messages::<Subject>("\"a.>.b\""), ["the subject `a.>.b` has tokens after `>`"]);
    }
}
