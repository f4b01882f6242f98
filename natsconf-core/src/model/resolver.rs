//! `resolver`: where an operator's server finds account JWTs.

use crate::option::types::{FilePath, Interval, ResolverType, Text};
use crate::option::{Meaning, OptionType, Reader, Shape, TextShape, block, through_value};
use crate::value::{Kind, Value, ValueRef};

/// Where an operator's server finds account JWTs.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolver {
    /// `MEMORY`: only those of `resolver_preload`.
    Memory,
    /// `URL(…)`: asked for by HTTP.
    Url(Text),
    /// A folder, or memory, with options.
    Folder(Box<ResolverFolder>),
}

impl OptionType for Resolver {
    const SHAPE: Shape = Shape::AnyOf(&[
        <ResolverFolder as OptionType>::SHAPE,
        Shape::Choice(&[&["MEMORY", "MEM"]]),
        Shape::Text(TextShape::new("URL(…)", "URL(http://localhost:9090/jwt/v1/accounts/)")),
    ]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(text) => {
                let resolver = parse(&text);
                match &resolver {
                    None => reader.bad_value(value, "expected `MEMORY`, `URL(…)` or a block"),
                    // `NewServer` asks it for an account at once.
                    Some(Resolver::Url(url)) if !is_http(url) => {
                        let message = "the URL of a resolver begins with `http://` or `https://`";
                        reader.bad_value_with(value, message, "as in `URL(http://localhost:9090/jwt/v1/accounts/)`");
                    }
                    _ => {}
                }
                resolver
            }
            Kind::Map(_) => ResolverFolder::read(value, reader).map(|folder| Resolver::Folder(Box::new(folder))),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            Resolver::Memory => Value::String("MEMORY".to_owned()),
            Resolver::Url(url) => Value::String(format!("URL({url})")),
            Resolver::Folder(folder) => folder.write(),
        }
    }

    fn meaning(&self) -> Meaning {
        match self {
            Resolver::Folder(folder) => folder.meaning(),
            Resolver::Memory | Resolver::Url(_) => Meaning::One(self.write()),
        }
    }
}

/// As the server, which looks for `mem` anywhere in the text, in any case, and only then for `url`.
fn parse(text: &str) -> Option<Resolver> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("mem") {
        return Some(Resolver::Memory);
    }
    let after = &text[lower.find("url")? + "url".len()..];
    let inside = after.strip_prefix('(').and_then(|inside| inside.split_once(')')).map_or("", |(inside, _)| inside);
    Some(Resolver::Url(inside.trim().trim_matches('"').into()))
}

fn is_http(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

impl From<ResolverFolder> for Resolver {
    fn from(folder: ResolverFolder) -> Self {
        Resolver::Folder(Box::new(folder))
    }
}

impl Resolver {
    /// Whether it keeps account JWTs in a folder, where the system account brings them.
    pub fn keeps_a_folder(&self) -> bool {
        self.folder_type().is_some_and(|kind| matches!(kind, ResolverType::Full | ResolverType::Cache))
    }

    /// Whether it knows those of `resolver_preload` alone.
    pub fn is_memory(&self) -> bool {
        matches!(self, Resolver::Memory) || self.folder_type() == Some(&ResolverType::Memory)
    }

    fn folder_type(&self) -> Option<&ResolverType> {
        match self {
            Resolver::Folder(folder) => folder.resolver_type.as_deref(),
            _ => None,
        }
    }
}

through_value!(Resolver);

block! {
    /// A folder with account JWTs. The server looks these options up by their exact names, and reads no others.
    ResolverFolder = "processConfigFileLine", keys LOOKED_UP {
        /// All accounts, those in use, or those in memory.
        resolver_type: ResolverType = "type", required, such_as "full";
        /// The folder.
        dir: FilePath = "dir", such_as "\"./jwt\"";
        /// Lets JWTs be deleted by message. Only for `full`.
        allow_delete: bool = "allow_delete", default "false";
        /// Removes the file of a deleted JWT; without it, the file is renamed. Only for `full`, with `allow_delete`.
        hard_delete: bool = "hard_delete", default "false";
        /// Most JWTs; 0 for any number.
        limit: i64 = "limit", default "0";
        /// How long a JWT is kept. Only for `cache`.
        ttl: Interval = "ttl", at_least 0;
        /// How often the folders of the servers are brought in step. Only for `full`.
        interval: Interval = "interval", default "1m";
        /// How long to wait for the answer of another server.
        timeout: Interval = "timeout", default "1.9s", at_least 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_generous_with_words() {
        assert_eq!(parse("MEMORY"), Some(Resolver::Memory));
        assert_eq!(parse("mem"), Some(Resolver::Memory));
        assert_eq!(parse("URL(http://localhost:9090/)"), Some(Resolver::Url("http://localhost:9090/".into())));
        assert_eq!(parse("url( \"http://localhost\" )"), Some(Resolver::Url("http://localhost".into())));
        assert_eq!(parse("full"), None);
    }

    #[test]
    fn a_member_is_memory() {
        assert_eq!(parse("URL(http://members.example.com)"), Some(Resolver::Memory));
    }
}
