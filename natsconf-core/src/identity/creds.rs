//! Files that hold a JWT or a seed between lines of dashes: `.creds`, decorated JWTs, and nkey seed files.
//!
//! The official library looks for a line of dashes, *one* line of text, and a line of dashes; the first such text is
//! the JWT, the second the seed. It passes over anything else, so a blank line in the wrong place makes the seed look
//! like the JWT. Here the same text is read, and what keeps it from being read is said with its line.

use std::fmt;

use thiserror::Error;

use super::claims::{Kind, User};
use super::jwt::{self, Jwt, JwtError};
use super::keys::{KeyError, KeyPair, Role, Seed};
use super::secret::Secret;

/// A user JWT and the seed that goes with it: all it takes to connect.
#[derive(Debug, Clone)]
pub struct Creds {
    jwt: Jwt<User>,
    key: KeyPair,
}

impl Creds {
    /// Puts the two together.
    ///
    /// # Errors
    /// When the key is not that of the user.
    pub fn new(jwt: Jwt<User>, key: KeyPair) -> Result<Self, CredsError> {
        if key.role() != Role::User {
            return Err(CredsError::Seed { line: None, error: wrong_role(key.role()) });
        }
        if key.public_key().as_str() != jwt.claims().data.subject {
            let subject = jwt.claims().data.subject.clone();
            return Err(CredsError::Mismatch { subject, key: key.public_key().to_string() });
        }
        Ok(Creds { jwt, key })
    }

    /// Reads a `.creds` file.
    ///
    /// # Errors
    /// The first thing that keeps clients or leaf nodes from using it.
    pub fn parse(text: &str) -> Result<Self, CredsError> {
        let lines: Vec<&str> = text.lines().collect();
        let blocks = blocks(&lines);
        let [first, second, ..] = blocks.as_slice() else { return Err(misplaced(&lines)) };
        if first.looks_like_seed() {
            return Err(CredsError::Order { line: first.line });
        }
        let jwt = jwt::decode(first.text).map_err(|error| CredsError::Jwt { line: Some(first.line), error })?;
        let seed = Seed::parse_as(Role::User, second.text);
        let key = seed.and_then(KeyPair::from_seed);
        Creds::new(jwt, key.map_err(|error| CredsError::Seed { line: Some(second.line), error })?)
    }

    /// The JWT.
    pub fn jwt(&self) -> &Jwt<User> {
        &self.jwt
    }

    /// The key pair, which signs the server's nonce.
    pub fn key(&self) -> &KeyPair {
        &self.key
    }

    /// The text of the file, byte for byte as the official library writes it.
    pub fn to_text(&self) -> Secret {
        let (jwt, seed) = (decorate(Kind::User, self.jwt.token()), self.key.seed().expose());
        Secret::new(format!(
            "{jwt}************************* IMPORTANT *************************
NKEY Seed printed below can be used to sign and prove identity.
NKEYs are sensitive and should be treated as secrets.

-----BEGIN USER NKEY SEED-----
{seed}
------END USER NKEY SEED------

*************************************************************
"
        ))
    }
}

fn wrong_role(found: Role) -> KeyError {
    KeyError::Role { found, needed: Role::User }
}

/// What is wrong with a file. Lines count from 1; the error never holds what stands in them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CredsError {
    /// No line that begins a block.
    #[error("there is no line `{}`", begin(*.0))]
    NoBegin(Block),
    /// A line that should begin a block, and does not quite.
    #[error("line {line} must be `{}`, with nothing behind it", begin(*.block))]
    Begin {
        /// The line.
        line: usize,
        /// What it should begin.
        block: Block,
    },
    /// A blank line below the line that begins a block.
    #[error("line {line} is blank: the {block} must stand directly below `{}`", begin(*.block))]
    Blank {
        /// The blank line.
        line: usize,
        /// What belongs there.
        block: Block,
    },
    /// Nothing between begin and end.
    #[error("the {block} is missing below line {line}")]
    Missing {
        /// The line that begins the block.
        line: usize,
        /// What is missing.
        block: Block,
    },
    /// Something else than one word.
    #[error("line {line} must hold the {block} and nothing else, blanks and quotes included")]
    Characters {
        /// The line.
        line: usize,
        /// What belongs there.
        block: Block,
    },
    /// No line of dashes directly below.
    #[error("line {line} must be the line `------END …------`: the {block} ends above it")]
    NoEnd {
        /// The line that should be.
        line: usize,
        /// What ends there.
        block: Block,
    },
    /// The seed comes first.
    #[error("the seed in line {line} stands where the JWT belongs")]
    Order {
        /// The line of the seed.
        line: usize,
    },
    /// The JWT is wrong.
    #[error("the user JWT{}: {error}", at(*line))]
    Jwt {
        /// Its line.
        line: Option<usize>,
        /// What is wrong with it.
        error: JwtError,
    },
    /// The seed is wrong.
    #[error("the user seed{}: {error}", at(*line))]
    Seed {
        /// Its line.
        line: Option<usize>,
        /// What is wrong with it.
        error: KeyError,
    },
    /// JWT and seed are of two users.
    #[error("the JWT is about {subject}, but the seed is that of {key}")]
    Mismatch {
        /// Public key in the JWT.
        subject: String,
        /// Public key of the seed.
        key: String,
    },
}

impl CredsError {
    /// The line, from 1, where it stands.
    pub fn line(&self) -> Option<usize> {
        match self {
            CredsError::Begin { line, .. }
            | CredsError::Blank { line, .. }
            | CredsError::Missing { line, .. }
            | CredsError::Characters { line, .. }
            | CredsError::NoEnd { line, .. }
            | CredsError::Order { line } => Some(*line),
            CredsError::Jwt { line, .. } | CredsError::Seed { line, .. } => *line,
            CredsError::NoBegin(_) | CredsError::Mismatch { .. } => None,
        }
    }
}

/// One of the two blocks of a `.creds` file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// The user JWT.
    Jwt,
    /// The seed.
    Seed,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Block::Jwt => "JWT",
            Block::Seed => "seed",
        })
    }
}

const fn begin(block: Block) -> &'static str {
    match block {
        Block::Jwt => "-----BEGIN NATS USER JWT-----",
        Block::Seed => "-----BEGIN USER NKEY SEED-----",
    }
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(" in line {line}")).unwrap_or_default()
}

/// A JWT between lines of dashes, as tools write it into files of its own.
pub fn decorate(kind: Kind, token: &str) -> String {
    let kind = kind.name().to_uppercase();
    format!("-----BEGIN NATS {kind} JWT-----\n{token}\n------END NATS {kind} JWT------\n\n")
}

/// The JWT of a file: decorated or bare (`ParseDecoratedJWT`).
pub fn undecorate(text: &str) -> &str {
    let lines: Vec<&str> = text.lines().collect();
    let jwt = blocks(&lines).into_iter().find(|block| !block.looks_like_seed());
    jwt.map_or(text.trim(), |block| block.text)
}

/// The seed of an nkey file, decorated or bare, or of a `.creds` file (`ParseDecoratedNKey`).
///
/// # Errors
/// When there is none, or it is wrong.
pub fn seed(text: &str) -> Result<Seed, KeyError> {
    let lines: Vec<&str> = text.lines().collect();
    let seeds = blocks(&lines).into_iter().filter(Found::looks_like_seed).map(|block| block.text);
    let bare = lines.iter().map(|line| line.trim()).filter(|line| line.starts_with('S'));
    Seed::parse(seeds.chain(bare).next().unwrap_or(text.trim()))
}

/// The text of an nkey seed file.
pub fn seed_file(seed: &Seed) -> Secret {
    Secret::new(format!("{}\n", seed.expose()))
}

/// A text between lines of dashes, and its line.
struct Found<'t> {
    text: &'t str,
    line: usize,
}

impl Found<'_> {
    fn looks_like_seed(&self) -> bool {
        self.text.starts_with('S') && !self.text.contains('.')
    }
}

fn blocks<'t>(lines: &[&'t str]) -> Vec<Found<'t>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some([begin, text, end]) = lines.get(at..at + 3) {
        let found = is_begin(begin) && is_word(text) && is_end(end);
        if found {
            blocks.push(Found { text, line: at + 2 });
        }
        at += if found { 3 } else { 1 };
    }
    blocks
}

/// The first thing wrong with a file that does not hold two blocks.
fn misplaced(lines: &[&str]) -> CredsError {
    for (block, label) in [(Block::Jwt, "JWT-"), (Block::Seed, "SEED-")] {
        let begins = |line: &&str| line.contains("-BEGIN") && line.contains(label);
        let Some(index) = lines.iter().position(begins) else { return CredsError::NoBegin(block) };
        // Lines count from 1.
        let line = index + 1;
        if !is_begin(lines[index]) {
            return CredsError::Begin { line, block };
        }
        match lines.get(index + 1).copied().unwrap_or_default() {
            blank if blank.trim().is_empty() => return CredsError::Blank { line: line + 1, block },
            end if is_end(end) => return CredsError::Missing { line, block },
            text if !is_word(text) => return CredsError::Characters { line: line + 1, block },
            _ => {}
        }
        if !lines.get(index + 2).is_some_and(|end| is_end(end)) {
            return CredsError::NoEnd { line: line + 2, block };
        }
    }
    // Both are sound but share a line, which then counts for the first only.
    CredsError::NoBegin(Block::Seed)
}

/// Three dashes or more somewhere, and at the end of the line.
fn is_begin(line: &str) -> bool {
    line.strip_suffix("---").is_some_and(|rest| rest.contains("---"))
}

/// Three dashes or more at both ends of the line.
fn is_end(line: &str) -> bool {
    line.strip_suffix("---").is_some_and(|rest| rest.starts_with("---"))
}

fn is_word(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.=".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::claims::UserClaims;
    use super::*;

    fn creds() -> Creds {
        let account = KeyPair::new(Role::Account, &[1; 32]).unwrap();
        let user = KeyPair::new(Role::User, &[2; 32]).unwrap();
        let jwt = UserClaims::new(user.public_key(), "one").sign(&account, 1_700_000_000).unwrap();
        Creds::new(jwt, user).unwrap()
    }

    fn error(text: &str) -> String {
        let error = Creds::parse(text).unwrap_err();
        let seed = creds().key.seed().expose().to_owned();
        assert!(!format!("{error} {error:?}").contains(&seed));
        error.to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        let (creds, text) = (creds(), creds().to_text());
        let read = Creds::parse(text.expose()).unwrap();
        assert_eq!(read.jwt(), creds.jwt());
        assert_eq!(read.key().seed(), creds.key().seed());
        assert!(Creds::parse(&text.expose().replace('\n', "\r\n")).is_ok());
        assert!(Creds::parse(text.expose().split("\n\n***").next().unwrap()).is_err());
        assert_eq!(undecorate(text.expose()), creds.jwt().token());
        assert_eq!(&seed(text.expose()).unwrap(), creds.key().seed());
        assert_eq!(&seed(seed_file(creds.key().seed()).expose()).unwrap(), creds.key().seed());
    }

    #[test]
    fn a_file_may_end_with_the_last_dashes() {
        let text = creds().to_text();
        let (short, _) = text.expose().split_once("\n\n****").unwrap().1.split_once("\n\n****").unwrap();
        let jwt = decorate(Kind::User, creds().jwt().token());
        assert!(Creds::parse(&format!("{jwt}{short}")).is_ok());
    }

    #[test]
    fn errors_say_what_is_wrong_and_where() {
        let (creds, text) = (creds(), creds().to_text());
        let (text, token, seed) = (text.expose(), creds.jwt().token(), creds.key().seed().expose());
        let begin_seed = "-----BEGIN USER NKEY SEED-----";
        for (broken, message) in [
            (
                text.replace(token, &format!("\n{token}")),
                "line 2 is blank: the JWT must stand directly below `-----BEGIN NATS USER JWT-----`",
            ),
            (text.replace(&format!("{token}\n"), ""), "the JWT is missing below line 1"),
            (
                text.replace(token, &format!("{token} ")),
                "line 2 must hold the JWT and nothing else, blanks and quotes included",
            ),
            (
                text.replace(token, &format!("{token}\n")),
                "line 3 must be the line `------END …------`: the JWT ends above it",
            ),
            (text.replace(&format!("{seed}\n"), ""), "the seed is missing below line 9"),
            (text.replace(begin_seed, ""), "there is no line `-----BEGIN USER NKEY SEED-----`"),
            (
                text.replace(begin_seed, &format!("{begin_seed} ")),
                "line 9 must be `-----BEGIN USER NKEY SEED-----`, with nothing behind it",
            ),
            (
                text.replace(seed, &seed.replace("SU", "SA")),
                "the user seed in line 10: the checksum does not fit: there is a typing error in this key",
            ),
            (
                text.replace(token, &token.replace("eyJ0", "eyJ1")),
                "the user JWT in line 2: the type in the header is ``, not `JWT`",
            ),
            (String::new(), "there is no line `-----BEGIN NATS USER JWT-----`"),
            (token.to_owned(), "there is no line `-----BEGIN NATS USER JWT-----`"),
        ] {
            let error = error(&broken);
            assert!(error.starts_with(message), "expected {message}\nfound {error}");
        }
    }

    #[test]
    fn jwt_and_seed_must_belong_together() {
        let (creds, text) = (creds(), creds().to_text());
        let seed = creds.key().seed().expose();
        let other = KeyPair::new(Role::User, &[3; 32]).unwrap();
        let account = KeyPair::new(Role::Account, &[3; 32]).unwrap();
        let mismatch = error(&text.expose().replace(seed, other.seed().expose()));
        assert!(mismatch.starts_with("the JWT is about U"), "{mismatch}");
        let role = error(&text.expose().replace(seed, account.seed().expose()));
        assert_eq!(role, "the user seed in line 10: this is an account key, a user key is needed here");
    }
}
