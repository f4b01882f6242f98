//! Read, check, edit, format and generate the configuration of NATS servers.
//!
//! The layers, each using those before it: [`source`] and [`diagnostic`] name places and findings, [`syntax`] turns
//! text into a tree that covers every byte, [`value`] turns trees into values with includes and variables replaced,
//! [`mod@convert`] turns values into JSON, YAML and TOML and back, [`option`] says how options are described and read,
//! [`model`] is the typed configuration, [`mod@check`] holds the rules. [`template`] renders Terraform and Jinja templates,
//! [`preview`] checks what they give; [`identity`] makes, reads and verifies keys, JWTs and creds; [`deployment`] renders
//! whole deployments; [`mod@diff`] tells what changes from one configuration to another; [`project`] is what a project has
//! decided about its checks.
//! The functions of this module put them together; command line, Python and WebAssembly call these alone.

pub mod check;
pub mod convert;
pub mod deployment;
pub mod diagnostic;
pub mod diff;
pub mod identity;
pub mod model;
pub mod option;
pub mod preview;
pub mod project;
pub mod source;
pub mod syntax;
pub mod template;
pub mod value;

use std::collections::{HashMap, HashSet};

pub use check::Unread;
use check::{Given, Server};
use convert::Notation;
use diagnostic::render::Findings;
use diagnostic::{Code, Diagnostic, Severity};
use diff::{Change, Side};
use model::Config;
use option::{Block, InvalidVersion, Version};
use source::{FileId, Source, SourceMap, Sources, Span};
pub use value::quote;
use value::{EditError, Editor, Limits, Values};

/// The JSON Schema of a configuration of nats-server.
pub fn config_schema() -> schemars::Schema {
    option::schema("NATS server configuration", Config::SPEC, |block| block.name.to_owned())
}

/// The JSON Schema of the description of a deployment.
pub fn deployment_schema() -> schemars::Schema {
    // Both have blocks such as `Cluster` and `Account`, and they are not the same.
    let name = |block: &option::BlockSpec| {
        let is_own = block.source == deployment::spec::Deployment::SPEC.source;
        if is_own { block.name.to_owned() } else { format!("Server{}", block.name) }
    };
    let mut schema = option::schema("NATS deployment", deployment::spec::Deployment::SPEC, name).to_value();
    option::with_sizes_as_text(&mut schema);
    // An object stays one.
    schema.try_into().unwrap_or_default()
}

/// What findings call a text that came without a name.
pub const UNNAMED: &str = "<text>";

/// What a check takes for granted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// The server that the configuration is for.
    pub version: Version,
    /// How much a configuration may ask of its reader.
    pub limits: Limits,
    /// The time, in Unix seconds. Without it, nothing is said about what has expired or will soon.
    pub now: Option<i64>,
    /// Also reads the tokens, credentials and certificates that the configuration names. Includes are read in any case.
    pub reads_named_files: bool,
}

impl Settings {
    /// Those of a server version such as `2.14` or `v2.14.6`; the default is those of the newest known version.
    ///
    /// # Errors
    /// If the text is no version.
    pub fn for_server(version: &str) -> Result<Self, InvalidVersion> {
        Ok(Settings { version: version.parse()?, ..Settings::default() })
    }
}

/// A configuration and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// What it says, as far as it can be read.
    pub values: Values,
    /// What it means to the server, as far as it can be read.
    pub config: Config,
    /// Everything that is wrong with it, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that it names and that were not looked into.
    pub unread: Vec<Unread>,
}

impl Checked {
    /// Whether the server would refuse to start with it.
    pub fn is_refused(&self) -> bool {
        is_refused(&self.diagnostics)
    }

    /// What was found, with the texts that it was found in, for the renderers.
    pub fn into_findings(self) -> Findings {
        Findings { sources: self.values.into_sources(), diagnostics: self.diagnostics }
    }
}

/// Reads a configuration with all it includes, and finds what is wrong with it.
pub fn check(source: Source, sources: &dyn Sources, settings: &Settings) -> Checked {
    let (values, mut diagnostics) = value::resolve(source, sources, settings.version.dialect(), settings.limits);
    let (config, mut found) = Config::read(&values, settings.version);
    drop_garbled(&mut found, &diagnostics);
    diagnostics.extend(found);
    let given = Given::new(&config, &values, sources, settings);
    let mut found = check::check(&given, &diagnostics);
    let unread = given.files.unread();
    drop_garbled(&mut found, &diagnostics);
    diagnostics.extend(found);
    check::allow::apply(values.sources(), settings.version.dialect(), codes(), &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Checked { values, config, diagnostics, unread }
}

/// Checks the configurations of servers that work together: each by itself, as [`check()`] does, and all of them against each
/// other. What was found in each stands first, in the order of the servers; the last findings are what does not fit
/// together, with the texts of all servers.
pub fn check_cluster(servers: Vec<Source>, sources: &dyn Sources, settings: &Settings) -> Vec<Findings> {
    let checked: Vec<_> = servers.into_iter().map(|server| check(server, sources, settings)).collect();
    let together = check_together(&checked, settings);
    checked.into_iter().map(Checked::into_findings).chain([together]).collect()
}

/// What does not fit together between servers that were checked, each by itself, before. Those that would be refused are
/// left out: what they mean is not known.
pub fn check_together(servers: &[Checked], settings: &Settings) -> Findings {
    let mut sources = SourceMap::default();
    let mut given = Vec::new();
    for server in servers.iter().filter(|server| !server.is_refused()) {
        let added: Vec<_> = server.values.sources().iter().map(|(_, source)| sources.add(source.clone())).collect();
        // More texts than can be counted: the servers before are all that can be looked at.
        let (Some(Some(first)), Some(Some(_))) = (added.first(), added.last()) else { break };
        given.push(Server::new(&server.config, *first));
    }
    let mut diagnostics = check::check_together(&given);
    check::allow::take_away(&sources, settings.version.dialect(), &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Findings { sources, diagnostics }
}

/// Takes away what was found behind a mistake of syntax in the same file, where what was read is not what was meant; at a
/// value that has no meaning anyway; and all, where values are missing.
fn drop_garbled(found: &mut Vec<Diagnostic>, diagnostics: &[Diagnostic]) {
    if diagnostics.iter().any(|diagnostic| value::INCOMPLETE.contains(&diagnostic.code)) {
        found.clear();
    }
    let mut broken: HashMap<FileId, u32> = HashMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| syntax::CODES.contains(&diagnostic.code)) {
        for Span { file, start, .. } in diagnostic.related.iter().chain([&diagnostic.primary]).map(|label| label.span) {
            broken.entry(file).and_modify(|first| *first = start.min(*first)).or_insert(start);
        }
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
    let errors: HashSet<Span> = errors.map(|diagnostic| diagnostic.primary.span).collect();
    found.retain(|finding| {
        let span = finding.primary.span;
        broken.get(&span.file).is_none_or(|first| span.start < *first) && !errors.contains(&span)
    });
}

/// What a configuration says, all it includes read and all variables replaced; what is wrong with it, where it cannot be
/// read.
///
/// # Errors
/// If the server would refuse the texts before it looks at options.
pub fn resolve(source: Source, sources: &dyn Sources, settings: &Settings) -> Result<Values, Findings> {
    let (values, diagnostics) = value::resolve(source, sources, settings.version.dialect(), settings.limits);
    if is_refused(&diagnostics) {
        return Err(Findings { sources: values.into_sources(), diagnostics });
    }
    Ok(values)
}

/// What changes in meaning from one configuration to another, and for each change whether `nats-server --signal reload`
/// applies it. Order, formatting, aliases, units and defaults that are written out are no change. Includes and variables are
/// resolved on both sides.
///
/// # Errors
/// What is wrong with the first of the two that cannot be read: what it means is not known then.
pub fn diff(old: Source, new: Source, sources: &dyn Sources, settings: &Settings) -> Result<Vec<Change>, Findings> {
    let old = read(old, sources, settings)?;
    let new = read(new, sources, settings)?;
    let side = |(values, config)| Side { config, sources: Values::sources(values) };
    Ok(diff::diff(side((&old.0, &old.1)), side((&new.0, &new.1)), settings.version))
}

/// A configuration as values and typed, where both can be had without an error.
fn read(source: Source, sources: &dyn Sources, settings: &Settings) -> Result<(Values, Config), Findings> {
    let values = resolve(source, sources, settings)?;
    let (config, diagnostics) = Config::read(&values, settings.version);
    if is_refused(&diagnostics) {
        return Err(Findings { sources: values.into_sources(), diagnostics });
    }
    Ok((values, config))
}

/// The text of one file in the one style, its includes not followed; what is wrong with it, where it cannot be read.
///
/// # Errors
/// If the server would refuse the text for its syntax.
pub fn format(source: Source, settings: &Settings) -> Result<Vec<u8>, Findings> {
    let (document, diagnostics) = syntax::parse(FileId::MAIN, source.text().clone(), settings.version.dialect());
    if is_refused(&diagnostics) {
        return Err(Findings::of(source, diagnostics));
    }
    Ok(syntax::format(&document))
}

/// The values of a text in another notation, those of a configuration with includes and variables resolved. The end of
/// the source's name tells what it is, unless `from` does.
///
/// # Errors
/// If the text cannot be read, or the other notation has no way to say what it says.
pub fn convert(
    source: Source,
    from: Option<Notation>,
    to: Notation,
    sources: &dyn Sources,
    settings: &Settings,
) -> Result<String, NotConverted> {
    let from = from.unwrap_or_else(|| Notation::of(source.name()));
    let configuration = match from.read(source.text()) {
        None => source,
        Some(Err(diagnostics)) => return Err(NotConverted::Refused(Findings::of(source, diagnostics))),
        Some(Ok(value)) => {
            let text = value::print(&value).map_err(|error| NotConverted::Unsayable(error.to_string()))?;
            Source::new(source.name(), text.into_bytes())
        }
    };
    let values = resolve(configuration, sources, settings).map_err(NotConverted::Refused)?;
    to.write(&values).map_err(NotConverted::Unsayable)
}

/// Why a text was not converted.
#[derive(Debug)]
pub enum NotConverted {
    /// It cannot be read.
    Refused(Findings),
    /// The other notation has no way to say what it says: where, and what.
    Unsayable(String),
}

/// Reads or changes single options of a text: `act` is what is done with an editor of it.
///
/// # Errors
/// If the text cannot be edited, or `act` fails.
pub fn edit<T>(
    source: Source,
    sources: &dyn Sources,
    settings: &Settings,
    act: impl FnOnce(&Editor<'_>) -> Result<T, EditError>,
) -> Result<T, NotEdited> {
    let dialect = settings.version.dialect();
    let (values, diagnostics) = value::resolve(source, sources, dialect, settings.limits);
    let done = Editor::new(&values, dialect, &value::ignore_case).and_then(|editor| act(&editor));
    match done {
        Err(EditError::Syntax | EditError::Unresolved { .. }) => {
            Err(NotEdited::Refused(Findings { sources: values.into_sources(), diagnostics }))
        }
        done => done.map_err(NotEdited::Impossible),
    }
}

/// Why an option was not read or changed.
#[derive(Debug)]
pub enum NotEdited {
    /// The text has syntax errors, or what was asked for cannot be resolved.
    Refused(Findings),
    /// The option is not there, or cannot be changed.
    Impossible(EditError),
}

fn is_refused(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// Every kind of mistake that natsconf knows, by name.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let mut codes: Vec<_> = [&syntax::CODES[..], &value::CODES[..], &convert::CODES[..], &template::CODES[..]].concat();
    codes.extend(option::codes().chain(check::codes()).chain(preview::CODES).chain(deployment::check::CODES));
    codes.sort_by_key(|code| code.name);
    codes.into_iter()
}

/// The page of a finding by its name, or of an option by its path such as `cluster.pool_size`.
pub fn explain(name: &str) -> Option<String> {
    let code = codes().find(|code| code.name == name);
    code.map(|code| code.page.to_owned()).or_else(|| option::explain(Config::SPEC, name))
}

/// The README's lines of Rust run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
