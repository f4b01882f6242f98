//! What a server makes of a mapping's two subjects: `NewSubjectTransform` in `server/subject_transform.go`.

use crate::option::Version;
use crate::option::types::subject_problem;

/// What is wrong with a destination for messages on the subjects that match `source`; none where it is good, and where
/// it is empty. `Err` says it in words.
pub(in crate::check) fn destination(source: &str, destination: &str, version: Version) -> Result<(), String> {
    if destination.is_empty() {
        return Ok(());
    }
    subject(destination)?;
    check(source, destination, version, false)
}

/// As [`destination`], for the subject under which an import is known: all wildcards have to be in it, so that the way
/// back is known, too. `NewSubjectTransformStrict`. White space is for streams no matter.
pub(in crate::check) fn import(
    source: &str,
    destination: &str,
    is_service: bool,
    version: Version,
) -> Result<(), String> {
    if is_service {
        subject(destination)?;
    } else if destination.split('.').any(str::is_empty) {
        return Err("it has an empty token".to_owned());
    }
    check(source, destination, version, true)
}

/// `transformTokenize`: each `*` is the wildcard of that number.
pub(in crate::check) fn numbered(subject: &str) -> String {
    let mut number = 0;
    let tokens = subject.split('.').map(|token| match token {
        "*" => {
            number += 1;
            format!("${number}")
        }
        token => token.to_owned(),
    });
    tokens.collect::<Vec<_>>().join(".")
}

/// `transformUntokenize`: each numbered wildcard is a `*`.
pub(in crate::check) fn unnumbered(subject: &str) -> String {
    let token = |token| if let Token::Wildcard(_) = Token::read(token, Version::NEWEST) { "*" } else { token };
    subject.split('.').map(token).collect::<Vec<_>>().join(".")
}

fn subject(text: &str) -> Result<(), String> {
    // Functions may have spaces in them, and nothing else.
    let outside = text.split('.').map(|token| if is_function(token) { "x" } else { token });
    match subject_problem(&outside.collect::<Vec<_>>().join(".")) {
        Some(problem) => Err(format!("it has {problem}")),
        None => Ok(()),
    }
}

fn check(source: &str, destination: &str, version: Version, strict: bool) -> Result<(), String> {
    let ends_open = |subject: &str| subject.split('.').next_back() == Some(">");
    if ends_open(source) != ends_open(destination) {
        return Err("`>` has to stand in both subjects, or in none".to_owned());
    }
    if destination.split('.').any(|token| token == "*") {
        return Err("`*` cannot be sent to: write `$1` or `{{wildcard(1)}}` for the first of them".to_owned());
    }
    let wildcards = source.split('.').filter(|token| *token == "*").count();
    let literal = wildcards == 0 && !ends_open(source);
    let mut used = 0;
    for text in destination.split('.') {
        let indexes = match Token::read(text, version) {
            Token::Text => continue,
            Token::Bad(problem) => return Err(format!("in `{text}`, {problem}")),
            Token::Plain(_) if literal && version.reaches(PLAIN_FUNCTIONS) => continue,
            _ if literal => return Err(format!("`{text}` stands for a wildcard, and there is none")),
            Token::Plain(_) | Token::Function(_) if strict => {
                return Err(format!("`{text}` is for mappings alone: an import knows only wildcards"));
            }
            Token::Wildcard(indexes) | Token::Function(indexes) | Token::Plain(indexes) => indexes,
        };
        used += indexes.len();
        if let Some(index) = indexes.iter().find(|index| usize::try_from(**index).is_ok_and(|index| index > wildcards))
        {
            return Err(format!("`{text}` stands for the wildcard {index}, and there are {wildcards}"));
        }
    }
    if strict && used < wildcards {
        return Err("each wildcard has to be in it, so that the way back is known".to_owned());
    }
    Ok(())
}

/// Functions that need no wildcard: `random`, and `partition` of the whole subject.
const PLAIN_FUNCTIONS: Version = Version::of_family(2, 12);

/// A token of a destination, as `indexPlaceHolders` reads it.
enum Token {
    Text,
    /// A wildcard of the source.
    Wildcard(Vec<i64>),
    /// A function of wildcards of the source.
    Function(Vec<i64>),
    /// A function that needs no wildcards.
    Plain(Vec<i64>),
    Bad(&'static str),
}

/// Functions by name, and the first release family that knows them.
const FUNCTIONS: [(&str, u16); 10] = [
    ("wildcard", 10),
    ("partition", 10),
    ("splitfromleft", 10),
    ("splitfromright", 10),
    ("slicefromleft", 10),
    ("slicefromright", 10),
    ("split", 10),
    ("random", 12),
    ("left", 15),
    ("right", 15),
];

fn is_function(token: &str) -> bool {
    token.len() > 4 && token.starts_with("{{") && token.ends_with("}}")
}

impl Token {
    fn read(token: &str, version: Version) -> Token {
        if let Some(number) = token.strip_prefix('$') {
            // Other things begin with `$`, too.
            return number.parse().map_or(Token::Text, |index| Token::Wildcard(vec![index]));
        }
        if !is_function(token) {
            return Token::Text;
        }
        let call = token[2..token.len() - 2].trim();
        let Some((name, arguments)) = call.strip_suffix(')').and_then(|call| call.split_once('(')) else {
            return Token::Bad("there is no function with arguments");
        };
        let name = name.trim_end().to_ascii_lowercase();
        let since = FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, minor)| Version::of_family(2, *minor));
        match since {
            None => return Token::Bad("the function is not known"),
            Some(since) if !version.reaches(since) => {
                return Token::Bad("the function is not known to this server yet");
            }
            Some(_) => {}
        }
        Token::call(&name, &arguments.split(',').map(str::trim).collect::<Vec<_>>(), version)
    }

    fn call(name: &str, arguments: &[&str], version: Version) -> Token {
        let numbers = || arguments.iter().map(|argument| argument.parse().ok()).collect::<Option<Vec<i64>>>();
        let small = |number: i64| i32::try_from(number).is_ok() || !version.reaches(PLAIN_FUNCTIONS);
        match (name, arguments.len()) {
            ("wildcard", 1) => numbers().map_or(NO_NUMBER, Token::Wildcard),
            ("partition", 1) if !version.reaches(PLAIN_FUNCTIONS) => Token::Bad("the function takes two arguments"),
            ("partition", _) => match numbers() {
                Some(numbers) if small(numbers[0]) => Token::Plain(numbers[1..].to_vec()),
                _ => NO_NUMBER,
            },
            ("random", 1) => match numbers() {
                Some(numbers) if small(numbers[0]) => Token::Plain(Vec::new()),
                _ => NO_NUMBER,
            },
            ("split", 2) => match arguments[0].parse() {
                Ok(_) if arguments[1].contains(' ') => Token::Bad("the separator has a space"),
                Ok(index) => Token::Function(vec![index]),
                Err(_) => NO_NUMBER,
            },
            ("wildcard" | "random", _) => Token::Bad("the function takes one argument"),
            (_, 2) => numbers().map_or(NO_NUMBER, |numbers| Token::Function(vec![numbers[0]])),
            _ => Token::Bad("the function takes two arguments"),
        }
    }
}

const NO_NUMBER: Token = Token::Bad("a number is expected");

#[cfg(test)]
mod tests {
    use super::*;

    /// The verdicts of nats-server 2.15.1.
    #[test]
    fn destinations_are_judged_as_the_server_judges_them() {
        for (source, good) in [
            ("a.*", "b"),
            ("a.*", "b.$1"),
            ("a.*", "b.{{partition(3,1)}}"),
            ("a.b", "b.{{partition(3)}}"),
            ("a.b", "b.{{partition(3,1)}}"),
            ("a.b", "b.{{random(3)}}"),
            ("a.*", "b.{{ Wildcard( 1 ) }}"),
            ("a.*", "b.{{wildcard(0)}}"),
            ("a.*", "b.{{SplitFromLeft(1,3)}}"),
            ("a.*", "b.{{left(1,3)}}"),
            ("a.*", "b.{{split(1,-)}}"),
            ("a.*", "b.x{{wildcard(1)}}"),
            ("a.*", "b.$x"),
            ("a.>", "b.>"),
            ("a.*.>", "b.$1.>"),
            ("a", ""),
        ] {
            assert_eq!(destination(source, good, Version::NEWEST), Ok(()), "{source} {good}");
        }
        for (source, bad) in [
            ("a.*", "b.*.*"),
            ("a.*", "b.$2"),
            ("a.*", "b.{{wildcard()}}"),
            ("a.*", "b.{{wildcard(x)}}"),
            ("a.*", "b.{{wildcard(1,1)}}"),
            ("a.*", "b.{{partition(3,2)}}"),
            ("a.*", "b.{{partition()}}"),
            ("a.*", "b.{{partition(9999999999,1)}}"),
            ("a.*", "b.{{random(1,2)}}"),
            ("a.*", "b.{{slicefromright(1)}}"),
            ("a.*", "b.{{split(1, x y)}}"),
            ("a.*", "b.{{nope(3)}}"),
            ("a.*", "b.{{x}}"),
            ("a", "b.{{left(1,3)}}"),
            ("a", "b.{{wildcard(1)}}"),
            ("a.>", "b"),
            ("a.*", "b.>"),
            ("a", "b..c"),
            ("a", "b c"),
        ] {
            assert!(destination(source, bad, Version::NEWEST).is_err(), "{source} {bad}");
        }
    }

    #[test]
    fn older_servers_know_fewer_functions() {
        for (target, since) in [("b.{{random(3)}}", 12), ("b.{{partition(3)}}", 12), ("b.{{left(1,3)}}", 15)] {
            assert!(destination("a.*", target, Version::of_family(2, since)).is_ok());
            assert!(destination("a.*", target, Version::of_family(2, since - 1)).is_err());
        }
    }

    #[test]
    fn imports_use_each_wildcard_and_no_function() {
        assert_eq!(import("x.*", "y.$1", true, Version::NEWEST), Ok(()));
        assert_eq!(import("x.*.*", "y.$2.$1", true, Version::NEWEST), Ok(()));
        assert!(import("x.*", "y", true, Version::NEWEST).is_err());
        assert!(import("x.*", "y.{{left(1,2)}}", true, Version::NEWEST).is_err());
        assert_eq!((numbered("x.*.*"), unnumbered("x.$2.a")), ("x.$1.$2".to_owned(), "x.*.a".to_owned()));
    }
}
