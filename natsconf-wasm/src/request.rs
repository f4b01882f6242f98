//! The shape of a request.

use std::collections::BTreeMap;
use std::path::PathBuf;

use natsconf_core::Settings;
use natsconf_core::option::InvalidVersion;
use natsconf_core::source::{Memory, Source};
use serde::Deserialize;

use crate::places::Columns;
#[cfg(feature = "templates")]
use crate::world::{Answer, Question, World};

#[derive(Deserialize)]
#[serde(tag = "function", content = "arguments", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Request {
    Lint(Reading),
    Format(Reading),
    Quote(Quoting),
    Parse(Reading),
    #[cfg(feature = "convert")]
    Convert(Reading),
    #[cfg(feature = "reference")]
    Explain(Explaining),
    #[cfg(feature = "reference")]
    Options(Listing),
    #[cfg(feature = "templates")]
    RenderTemplate(Rendering),
    #[cfg(feature = "deployment")]
    Render(Describing),
    #[cfg(feature = "schema")]
    Schema(Listing),
    #[cfg(feature = "together")]
    Diff(Comparing),
    #[cfg(feature = "together")]
    LintCluster(Clustering),
}

/// A configuration. The functions that read one take the same arguments, each those that concern it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    pub(crate) text: String,
    name: Option<PathBuf>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[cfg(feature = "convert")]
    pub(crate) from: Option<natsconf_core::convert::Notation>,
    #[cfg(feature = "convert")]
    pub(crate) to: Option<natsconf_core::convert::Notation>,
    nats_version: Option<String>,
    #[serde(default)]
    pub(crate) columns: Columns,
}

impl Reading {
    pub(crate) fn settings(&self) -> Result<Settings, InvalidVersion> {
        settings(self.nats_version.as_deref())
    }

    pub(crate) fn into_sources(self) -> (Source, Memory) {
        let name = self.name.unwrap_or_else(|| natsconf_core::UNNAMED.into());
        (Source::new(name, self.text.into_bytes()), memory(self.files, self.env))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quoting {
    pub(crate) value: String,
}

/// A template and its variables, and what the configuration that it gives may include and see.
#[cfg(feature = "templates")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rendering {
    pub(crate) text: String,
    pub(crate) name: Option<PathBuf>,
    #[serde(default)]
    pub(crate) syntax: Syntax,
    pub(crate) variables: Option<String>,
    pub(crate) variables_name: Option<PathBuf>,
    #[serde(default, deserialize_with = "read_type")]
    pub(crate) variables_type: Option<natsconf_core::template::terraform::Type>,
    #[serde(default = "yes")]
    pub(crate) quotes_values: bool,
    answers: Option<Vec<(Question, Answer)>>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    nats_version: Option<String>,
    #[serde(default)]
    pub(crate) columns: Columns,
}

/// The language of a template.
#[cfg(feature = "templates")]
#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Syntax {
    #[default]
    Terraform,
    #[cfg(feature = "jinja")]
    Jinja,
}

#[cfg(feature = "templates")]
impl Rendering {
    pub(crate) fn settings(&self) -> Result<Settings, InvalidVersion> {
        settings(self.nats_version.as_deref())
    }

    pub(crate) fn into_world(self) -> World {
        World::new(memory(self.files, self.env), self.answers)
    }
}

#[cfg(feature = "templates")]
fn yes() -> bool {
    true
}

/// A type as Terraform writes it in JSON.
#[cfg(feature = "templates")]
fn read_type<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<natsconf_core::template::terraform::Type>, D::Error> {
    let described = serde_json::Value::deserialize(deserializer)?;
    let read = natsconf_core::template::terraform::Type::from_json(&described);
    read.map(Some).ok_or_else(|| serde::de::Error::custom("`variables_type` is no type of Terraform"))
}

/// Two configurations, and what both may include and see.
#[cfg(feature = "together")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comparing {
    old: String,
    new: String,
    old_name: Option<PathBuf>,
    new_name: Option<PathBuf>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    nats_version: Option<String>,
    #[serde(default)]
    pub(crate) columns: Columns,
}

#[cfg(feature = "together")]
impl Comparing {
    pub(crate) fn settings(&self) -> Result<Settings, InvalidVersion> {
        settings(self.nats_version.as_deref())
    }

    pub(crate) fn into_sources(self) -> (Source, Source, Memory) {
        let side = |name: Option<PathBuf>, default: &str, text: String| {
            Source::new(name.unwrap_or_else(|| default.into()), text.into_bytes())
        };
        let (old, new) = (side(self.old_name, "<old>", self.old), side(self.new_name, "<new>", self.new));
        (old, new, memory(self.files, self.env))
    }
}

/// The configurations of servers that work together, by name.
#[cfg(feature = "together")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clustering {
    servers: BTreeMap<PathBuf, String>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    nats_version: Option<String>,
    #[serde(default)]
    pub(crate) columns: Columns,
}

#[cfg(feature = "together")]
impl Clustering {
    pub(crate) fn settings(&self) -> Result<Settings, InvalidVersion> {
        settings(self.nats_version.as_deref())
    }

    pub(crate) fn into_sources(self) -> (Vec<Source>, Memory) {
        let servers = self.servers.into_iter().map(|(name, text)| Source::new(name, text.into_bytes()));
        (servers.collect(), memory(self.files, self.env))
    }
}

/// A description of a deployment, and what rendering it needs.
#[cfg(feature = "deployment")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Describing {
    text: String,
    name: Option<PathBuf>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    pub(crate) now: i64,
    pub(crate) entropy: String,
    #[serde(default)]
    pub(crate) kept: natsconf_core::deployment::Kept,
    #[serde(default)]
    pub(crate) kept_files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    pub(crate) columns: Columns,
}

#[cfg(feature = "deployment")]
impl Describing {
    pub(crate) fn into_sources(self) -> (Source, Memory) {
        let name = self.name.unwrap_or_else(|| "deployment.yaml".into());
        (Source::new(name, self.text.into_bytes()), memory(self.files, BTreeMap::new()))
    }
}

#[cfg(feature = "reference")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explaining {
    pub(crate) name: String,
}

#[cfg(feature = "reference")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listing {
    #[serde(default)]
    pub(crate) subject: Subject,
}

/// What can be described.
#[cfg(feature = "reference")]
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Subject {
    #[default]
    Config,
    #[cfg(feature = "deployment")]
    Deployment,
}

fn settings(nats_version: Option<&str>) -> Result<Settings, InvalidVersion> {
    nats_version.map_or_else(|| Ok(Settings::default()), Settings::for_server)
}

fn memory(files: BTreeMap<PathBuf, String>, env: BTreeMap<String, String>) -> Memory {
    Memory::new(files.into_iter().map(|(path, text)| (path, text.into_bytes())), env)
}
