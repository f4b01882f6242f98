//! What a text holds: a JWT, creds, a seed, or a configuration with JWTs in it.

use super::super::creds::{self, Creds, CredsError};

/// One thing found in a text.
pub(super) struct Found<'t> {
    /// Its line, from 1, where the text has others.
    pub(super) line: Option<usize>,
    pub(super) what: What<'t>,
}

/// A thing to import.
pub(super) enum What<'t> {
    /// A JWT, and the account key that stands before it in a preload.
    Token { key: Option<&'t str>, token: &'t str },
    /// The text of a seed.
    Seed(&'t str),
    /// A `.creds` file.
    Creds(Result<Box<Creds>, CredsError>),
}

/// Everything in a text that can be imported.
pub(super) fn find(text: &str) -> Vec<Found<'_>> {
    let alone = |what| vec![Found { line: None, what }];
    let trimmed = text.trim();
    if trimmed.contains("-BEGIN ") && trimmed.contains("SEED-") && trimmed.contains(" JWT-") {
        let creds = Creds::parse(text).map(Box::new);
        return vec![Found { line: creds.as_ref().err().and_then(CredsError::line), what: What::Creds(creds) }];
    }
    if trimmed.contains(" JWT-") {
        return alone(What::Token { key: None, token: creds::undecorate(text) });
    }
    if trimmed.contains("SEED-") {
        return alone(What::Seed(trimmed.lines().find(|line| line.starts_with('S')).unwrap_or(trimmed)));
    }
    if trimmed.starts_with('S') && (40..64).contains(&trimmed.len()) && !trimmed.contains(char::is_whitespace) {
        return alone(What::Seed(trimmed));
    }
    if trimmed.starts_with("eyJ") && !trimmed.contains(char::is_whitespace) {
        return alone(What::Token { key: None, token: trimmed });
    }
    in_configuration(text)
}

/// The JWTs of a `nats.conf`, such as a `resolver-preload.conf`, each with the account key before it.
fn in_configuration(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut before = "";
    for (index, line) in text.lines().enumerate() {
        for word in words(line) {
            if is_token(word) {
                let key = Some(before).filter(|word| word.len() == 56 && word.starts_with('A'));
                found.push(Found { line: Some(index + 1), what: What::Token { key, token: word } });
            }
            before = word;
        }
    }
    found
}

/// The words of a line up to its comment. Quotes, brackets and separators stand between words.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let code = [" #", " //", "\t#", "\t//"].into_iter().filter_map(|comment| line.find(comment)).min();
    let code = &line[..code.unwrap_or(line.len())];
    let comment = code.starts_with('#') || code.starts_with("//");
    let part = |c: char| !c.is_ascii_alphanumeric() && !"_-.".contains(c);
    code.split(part).filter(move |word| !comment && !word.is_empty())
}

fn is_token(word: &str) -> bool {
    word.starts_with("eyJ") && word.matches('.').count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_comments_and_separators() {
        let all = |line| words(line).collect::<Vec<_>>();
        assert_eq!(all("  A1: \"eyJ.a.b\", x = [y] # eyJ.c.d"), ["A1", "eyJ.a.b", "x", "y"]);
        assert_eq!(all("// eyJ.a.b"), [""; 0]);
        assert_eq!(all("url: nats://host:4222 // no"), ["url", "nats", "host", "4222"]);
    }
}
