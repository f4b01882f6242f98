//! Tree → values: what `conf/parse.go` of nats-server makes of the lexer's items. Includes are merged in place,
//! variables looked up in the open blocks from the inside out and then in the environment, sizes multiplied.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hashbrown::HashMap;

use super::keys::{Keys, Symbol};
use super::scalar::{self, Bare, NumberError};
use super::scope::{Entry, Scope};
use super::{FROM_VARIABLE, KEY_QUOTED, Node, NodeKind, SHADOWED, USED_AS_VARIABLE, Values, halves};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity, code, sort};
use crate::source::{FileId, ReadError, Source, SourceMap, Sources, Span, join, offset};
use crate::syntax::{Dialect, Leaf, LeafKind, LeafStream, parse_aside};

static NUMBER_OUT_OF_RANGE: Code = code!("number-out-of-range", Error, "number_out_of_range.md");
static IMPOSSIBLE_DATE: Code = code!("impossible-date", Error, "impossible_date.md");
static UNKNOWN_VARIABLE: Code = code!("unknown-variable", Error, "unknown_variable.md");
static INVALID_ENVIRONMENT: Code = code!("invalid-environment-value", Error, "invalid_environment_value.md");
static VARIABLE_CYCLE: Code = code!("variable-cycle", Error, "variable_cycle.md");
static INCLUDE_NOT_FOUND: Code = code!("include-not-found", Error, "include_not_found.md");
static INCLUDE_CYCLE: Code = code!("include-cycle", Error, "include_cycle.md");
static TOO_MANY_INCLUDES: Code = code!("too-many-includes", Error, "too_many_includes.md");
static TOO_MANY_VALUES: Code = code!("too-many-values", Error, "too_many_values.md");
static UNKNOWN_SIZE_SUFFIX: Code = code!("unknown-size-suffix", Warning, "unknown_size_suffix.md");
static KEY_WITHOUT_VALUE: Code = code!("key-without-value", Warning, "key_without_value.md");

/// The codes of this layer, by name.
pub(crate) static CODES: [&Code; 11] = [
    &IMPOSSIBLE_DATE,
    &INCLUDE_CYCLE,
    &INCLUDE_NOT_FOUND,
    &INVALID_ENVIRONMENT,
    &KEY_WITHOUT_VALUE,
    &NUMBER_OUT_OF_RANGE,
    &TOO_MANY_INCLUDES,
    &TOO_MANY_VALUES,
    &UNKNOWN_SIZE_SUFFIX,
    &UNKNOWN_VARIABLE,
    &VARIABLE_CYCLE,
];

/// Those behind which the values are not all there.
pub(crate) static INCOMPLETE: [&Code; 2] = [&TOO_MANY_INCLUDES, &TOO_MANY_VALUES];

/// The bounds that keep a configuration from hurting its reader. The server has none of them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deeply files may include each other.
    pub include_depth: usize,
    /// How many texts one configuration may consist of, environment variables included.
    pub sources: usize,
    /// How many values the variables may stand for, all together: ten lines of lists of variables could make billions.
    pub expanded: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { include_depth: 32, sources: 4096, expanded: 5_000_000 }
    }
}

/// Reads and resolves a text and what it includes; `source`'s name is the path that includes are relative to.
/// There are always values; where they are not the server's, a diagnostic of severity error says so.
pub fn resolve(source: Source, sources: &dyn Sources, dialect: Dialect, limits: Limits) -> (Values, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(sources, dialect, limits);
    resolver.main(source);
    let Resolver { values, mut diagnostics, .. } = resolver;
    sort(&mut diagnostics);
    (values, diagnostics)
}

/// The names of the environment variables under lookup, and the files under inclusion, outermost first.
#[derive(Default)]
struct Chain {
    variables: Vec<Vec<u8>>,
    files: Vec<(PathBuf, Span)>,
}

struct Resolver<'s> {
    values: Values,
    diagnostics: Vec<Diagnostic>,
    chain: Chain,
    /// How many values a variable's target stands for, where that was asked before.
    weights: HashMap<u32, u64, foldhash::fast::RandomState>,
    expanded: u64,
    sources: &'s dyn Sources,
    dialect: Dialect,
    limits: Limits,
}

impl<'s> Resolver<'s> {
    fn new(sources: &'s dyn Sources, dialect: Dialect, limits: Limits) -> Self {
        let values = Values {
            nodes: Vec::new(),
            keys: Keys::new(),
            decoded: Vec::new(),
            definitions: HashMap::default(),
            sources: SourceMap::default(),
        };
        Resolver {
            values,
            diagnostics: Vec::new(),
            chain: Chain::default(),
            weights: HashMap::default(),
            expanded: 0,
            sources,
            dialect,
            limits,
        }
    }

    fn main(&mut self, source: Source) {
        let (path, end) = (source.name().to_path_buf(), offset(source.text().len()));
        self.values.nodes.push(Node {
            key: Symbol::EMPTY,
            key_start: 0,
            start: 0,
            end,
            data: [0, 0],
            kind: NodeKind::Map,
            flags: 0,
            file: 0,
        });
        let children = match self.values.sources.add(source) {
            Some(file) => {
                self.chain.files.push((path, Span::at(file, 0)));
                self.file(file).len()
            }
            None => 0,
        };
        self.values.nodes[0].data = [offset(self.values.nodes.len()), offset(children)];
    }

    /// Parses and resolves a text that is in the source map already; its top-level entries become the last nodes.
    fn file(&mut self, file: FileId) -> Vec<Entry> {
        let text = self.values.sources.get(file).text().clone();
        // There are seldom more than one in twelve bytes; what is not used costs no memory.
        self.values.nodes.reserve(text.len() / 12);
        let found_before = self.diagnostics.len();
        let (entries, diagnostics) = parse_aside(file, &text, self.dialect, |leaves| {
            File { resolver: self, text: &text, id: file, scope: Scope::default(), keys: Vec::new() }.run(leaves)
        });
        self.diagnostics.splice(found_before..found_before, diagnostics);
        entries
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes back the nodes from `first` on, and what is known of them: their places are given to others.
    fn truncate(&mut self, first: u32) {
        self.values.nodes.truncate(first as usize);
        self.values.definitions.retain(|index, _| *index < first);
        self.weights.retain(|index, _| *index < first);
    }
}

/// A key whose value is still to come.
#[derive(Clone, Copy)]
struct PendingKey {
    symbol: Symbol,
    start: u32,
    quoted: bool,
}

/// One text on its way into values: variables see the blocks of their own file only.
struct File<'r, 's, 't> {
    resolver: &'r mut Resolver<'s>,
    text: &'t [u8],
    id: FileId,
    scope: Scope,
    /// The server keeps one stack of keys for the whole file: a key that gets no value stays on it, and the block
    /// around it is then set under the wrong name. So do we.
    keys: Vec<PendingKey>,
}

impl<'t> File<'_, '_, 't> {
    fn run(mut self, leaves: LeafStream) -> Vec<Entry> {
        self.scope.open_map(None);
        let mut awaits_value = false;
        for leaf in leaves {
            match leaf.kind {
                LeafKind::Key => self.push_key(leaf, false),
                LeafKind::QuotedKey => self.push_key(leaf, true),
                LeafKind::MapOpen => self.open(leaf, NodeKind::Map),
                LeafKind::ArrayOpen => self.open(leaf, NodeKind::Array),
                LeafKind::MapClose => {
                    if awaits_value {
                        self.key_without_value();
                    }
                    self.close(leaf);
                }
                LeafKind::ArrayClose => self.close(leaf),
                LeafKind::IncludePath => self.include(leaf),
                LeafKind::Skipped if awaits_value => drop(self.keys.pop()),
                kind if kind.is_scalar() => self.scalar(leaf),
                _ => continue,
            }
            awaits_value = matches!(leaf.kind, LeafKind::Key | LeafKind::QuotedKey);
        }
        self.drop_unclosed();
        self.scope.close()
    }

    fn text(&self, leaf: Leaf) -> &'t [u8] {
        &self.text[leaf.range()]
    }

    fn span(&self, leaf: Leaf) -> Span {
        leaf.span(self.id)
    }

    fn push_key(&mut self, leaf: Leaf, quoted: bool) {
        let text = self.text(leaf);
        let name = if quoted { &text[1..text.len() - 1] } else { text };
        let symbol = self.resolver.values.keys.intern(name);
        self.keys.push(PendingKey { symbol, start: leaf.start, quoted });
    }

    /// Adds a node; its key comes with [`File::set`].
    fn node(&mut self, leaf: Leaf, kind: NodeKind, data: [u32; 2]) -> u32 {
        let index = offset(self.resolver.values.nodes.len());
        self.resolver.values.nodes.push(Node {
            key: Symbol::EMPTY,
            key_start: leaf.start,
            start: leaf.start,
            end: leaf.end,
            data,
            kind,
            flags: 0,
            file: self.id.0,
        });
        index
    }

    /// Makes a finished node an item of the open list, or the value of the last key in the open block.
    fn set(&mut self, index: u32) {
        if !self.scope.is_map() {
            self.scope.count_item();
            return;
        }
        // Every value in a block has a key before it.
        let Some(key) = self.keys.pop() else { return };
        let node = &mut self.resolver.values.nodes[index as usize];
        (node.key, node.key_start) = (key.symbol, key.start);
        if key.quoted {
            node.flags |= KEY_QUOTED;
        }
        self.enter(Entry { key: key.symbol, node: index });
    }

    /// Enters a node with its key into the open block; of two with the same key, the last counts.
    fn enter(&mut self, entry: Entry) {
        if let Some(earlier) = self.scope.enter(entry) {
            self.resolver.values.nodes[earlier as usize].flags |= SHADOWED;
        }
    }

    fn open(&mut self, leaf: Leaf, kind: NodeKind) {
        let index = self.node(leaf, kind, [0, 0]);
        if kind == NodeKind::Map {
            self.scope.open_map(Some(index));
        } else {
            self.scope.open_array(index);
        }
    }

    fn close(&mut self, leaf: Leaf) {
        let end = offset(self.resolver.values.nodes.len());
        let Some((index, children)) = self.scope.close_value() else {
            return;
        };
        let node = &mut self.resolver.values.nodes[index as usize];
        node.end = leaf.end;
        node.data = [end, children];
        self.set(index);
    }

    fn key_without_value(&mut self) {
        let Some(key) = self.keys.last() else { return };
        let keys = &self.resolver.values.keys;
        let end = key.start + offset(keys.bytes(key.symbol).len()) + if key.quoted { 2 } else { 0 };
        let name = keys.name(key.symbol);
        let message = format!("`{name}` has no value: the server makes the block around it the value of this key");
        let diagnostic = KEY_WITHOUT_VALUE.at(Span::new(self.id, key.start, end), message);
        self.resolver.report(diagnostic.help("give it a value, or remove it"));
    }

    /// Blocks that the file's end leaves open without a mistake are never set.
    fn drop_unclosed(&mut self) {
        let unclosed = std::iter::from_fn(|| self.scope.close_value()).last();
        if let Some((outermost, _)) = unclosed {
            self.resolver.truncate(outermost);
        }
    }

    #[inline]
    fn scalar(&mut self, leaf: Leaf) {
        let Leaf { kind, start, end } = leaf;
        let index = match kind {
            LeafKind::SingleQuoted => self.node(leaf, NodeKind::Text, [start + 1, end - 1]),
            LeafKind::DoubleQuoted => self.quoted(leaf),
            LeafKind::BareTick => self.tick(leaf),
            LeafKind::Block => {
                // Behind a `)` that ends the file, the lexer has no character to step back over: it is in the value.
                let at_end = end as usize == self.text.len();
                self.node(leaf, NodeKind::Text, [start + 1, if at_end { end } else { end - 1 }])
            }
            LeafKind::Integer => return self.integer(leaf),
            LeafKind::Float => return self.float(leaf),
            LeafKind::DateTime => return self.datetime(leaf),
            _ => return self.bare(leaf),
        };
        self.set(index);
    }

    fn decoded(&mut self, leaf: Leaf, text: Box<[u8]>) -> u32 {
        let data = [offset(self.resolver.values.decoded.len()), 0];
        self.resolver.values.decoded.push(text);
        self.node(leaf, NodeKind::Decoded, data)
    }

    fn quoted(&mut self, leaf: Leaf) -> u32 {
        let text = self.text(leaf);
        match scalar::decode_escapes(&text[1..text.len() - 1]) {
            Cow::Borrowed(_) => self.node(leaf, NodeKind::Text, [leaf.start + 1, leaf.end - 1]),
            Cow::Owned(text) => self.decoded(leaf, text.into()),
        }
    }

    /// A bare string that a `'` ends is neither boolean nor variable.
    fn tick(&mut self, leaf: Leaf) -> u32 {
        let text = self.text(leaf);
        match scalar::bare(&text[..text.len() - 1]) {
            Bare::Decoded(text) => self.decoded(leaf, text),
            _ => self.node(leaf, NodeKind::Text, [leaf.start, leaf.end - 1]),
        }
    }

    fn bare(&mut self, leaf: Leaf) {
        let index = match scalar::bare(self.text(leaf)) {
            Bare::Bool(value) => self.node(leaf, NodeKind::Bool, [u32::from(value), 0]),
            Bare::Text => self.node(leaf, NodeKind::Text, [leaf.start, leaf.end]),
            Bare::Decoded(text) => self.decoded(leaf, text),
            // A bcrypt hash needs no quotes.
            Bare::Variable(name) if name.starts_with(b"2a$") => self.node(leaf, NodeKind::Text, [leaf.start, leaf.end]),
            Bare::Variable(name) => return self.variable(leaf, name),
        };
        self.set(index);
    }

    fn integer(&mut self, leaf: Leaf) {
        match scalar::integer(self.text(leaf)) {
            Ok(Some(value)) => {
                let index = self.node(leaf, NodeKind::Integer, halves(value.cast_unsigned()));
                self.set(index);
            }
            Ok(None) => {
                let message = "the server knows no such size suffix, and drops the value without a word";
                let help =
                    "write K, M, G, T, P or E for powers of 1000, with `B`, `i` or `iB` behind for powers of 1024";
                self.resolver.report(UNKNOWN_SIZE_SUFFIX.at(leaf.span(self.id), message).help(help));
            }
            Err(error) => self.bad_number(leaf, error),
        }
    }

    fn float(&mut self, leaf: Leaf) {
        match scalar::float(self.text(leaf)) {
            Ok(value) => {
                let index = self.node(leaf, NodeKind::Float, halves(value.to_bits()));
                self.set(index);
            }
            Err(error) => self.bad_number(leaf, error),
        }
    }

    fn bad_number(&mut self, leaf: Leaf, error: NumberError) {
        let message = match error {
            NumberError::OutOfRange => "this number does not fit in 64 bits",
            NumberError::NotAscii => "this number has digits that are not ASCII",
        };
        let help = "quote it if it is meant as a string";
        self.resolver.report(NUMBER_OUT_OF_RANGE.at(self.span(leaf), message).help(help));
        let index = self.node(leaf, NodeKind::Nil, [0, 0]);
        self.set(index);
    }

    fn datetime(&mut self, leaf: Leaf) {
        let index = if let Some(moment) = scalar::datetime(self.text(leaf)) {
            self.node(leaf, NodeKind::DateTime, halves(moment.unix().cast_unsigned()))
        } else {
            let help = "quote it if it is meant as a string";
            self.resolver.report(IMPOSSIBLE_DATE.at(self.span(leaf), "there is no such date or time").help(help));
            self.node(leaf, NodeKind::Nil, [0, 0])
        };
        self.set(index);
    }

    /// A `$name`: an earlier entry of an open block of this file, else the environment (`lookupVariable`).
    fn variable(&mut self, leaf: Leaf, name: &[u8]) {
        let shown = String::from_utf8_lossy(name);
        let symbol = self.resolver.values.keys.find(name);
        if let Some(target) = symbol.and_then(|symbol| self.scope.find(symbol)) {
            return self.alias(leaf, target);
        }
        if self.resolver.chain.variables.iter().any(|outer| outer == name) {
            let message = format!("`${shown}` is defined by itself");
            self.resolver.report(VARIABLE_CYCLE.at(leaf.span(self.id), message));
        } else if let Some(value) = self.resolver.sources.variable(&shown) {
            return self.environment(leaf, name, &value);
        } else {
            self.resolver.report(unknown_variable(&shown, leaf.span(self.id)));
        }
        self.unresolved(leaf);
    }

    fn unresolved(&mut self, leaf: Leaf) {
        let index = self.node(leaf, NodeKind::Nil, [0, 0]);
        self.resolver.values.nodes[index as usize].flags |= FROM_VARIABLE;
        self.set(index);
    }

    fn alias(&mut self, leaf: Leaf, target: u32) {
        let weight = self.resolver.weight(target);
        self.resolver.expanded = self.resolver.expanded.saturating_add(weight);
        if self.resolver.expanded > self.resolver.limits.expanded {
            // Once is enough: every further use would say the same.
            if self.resolver.expanded - weight <= self.resolver.limits.expanded {
                let message = format!("variables stand for more than {} values", self.resolver.limits.expanded);
                self.resolver.report(TOO_MANY_VALUES.at(leaf.span(self.id), message));
            }
            return self.unresolved(leaf);
        }
        let nodes = &mut self.resolver.values.nodes;
        nodes[target as usize].flags |= USED_AS_VARIABLE;
        let node = nodes[target as usize];
        let index = self.node(leaf, NodeKind::Alias, [target, offset(self.resolver.values.nodes.len() + 1)]);
        self.resolver.values.nodes[index as usize].flags |= FROM_VARIABLE;
        let definition = Span::new(FileId(node.file), node.start, node.end);
        self.resolver.values.definitions.insert(index, definition);
        self.resolver.weights.insert(index, weight);
        self.set(index);
    }

    /// The value of an environment variable is configuration text: the server parses `pk=` and the value. Its nodes
    /// lie hidden within that of the variable, which is an alias of the one that counts.
    fn environment(&mut self, leaf: Leaf, name: &[u8], value: &str) {
        let shown = String::from_utf8_lossy(name).into_owned();
        let source = Source::new(format!("${shown}"), format!("pk={value}").into_bytes());
        let Some(file) = self.resolver.add(source) else { return self.too_many(leaf) };
        let index = self.node(leaf, NodeKind::Alias, [0, 0]);
        let found_before = std::mem::take(&mut self.resolver.diagnostics);
        self.resolver.chain.variables.push(name.to_vec());
        let entries = self.resolver.file(file);
        self.resolver.chain.variables.pop();
        let found = std::mem::replace(&mut self.resolver.diagnostics, found_before);

        let pk = self.resolver.values.keys.intern(b"pk");
        let entry = entries.iter().rev().find(|entry| entry.key == pk);
        let failed = found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
        let Some(entry) = entry.filter(|_| !failed) else {
            self.resolver.truncate(index);
            return self.bad_environment(leaf, &shown, &found);
        };
        let Values { nodes, definitions, .. } = &mut self.resolver.values;
        let value = nodes[entry.node as usize];
        definitions.insert(index, Span::new(FileId(value.file), value.start, value.end));
        let end = offset(nodes.len());
        let node = &mut nodes[index as usize];
        (node.data, node.flags) = ([entry.node, end], FROM_VARIABLE);
        self.set(index);
    }

    fn bad_environment(&mut self, leaf: Leaf, name: &str, found: &[Diagnostic]) {
        // The environment's text may be a secret: say what is wrong with it, and show none of it.
        let reason = match found.first() {
            Some(first) if first.code == &VARIABLE_CYCLE => {
                let diagnostic = VARIABLE_CYCLE.at(leaf.span(self.id), format!("`${name}` is defined by itself"));
                self.resolver.report(diagnostic);
                return self.unresolved(leaf);
            }
            Some(first) => first.code.name,
            None => "no value",
        };
        let message = format!("the environment's `{name}` is not one value of the configuration ({reason})");
        let help = format!("the server reads it as configuration text: put quotes into it, as in {name}='\"…\"'");
        self.resolver.report(INVALID_ENVIRONMENT.at(leaf.span(self.id), message).help(help));
        self.unresolved(leaf);
    }

    fn too_many(&mut self, leaf: Leaf) {
        let message = format!("more than {} files and environment variables", self.resolver.limits.sources);
        self.resolver.report(TOO_MANY_INCLUDES.at(leaf.span(self.id), message));
        if leaf.kind != LeafKind::IncludePath {
            self.unresolved(leaf);
        }
    }

    fn include(&mut self, leaf: Leaf) {
        let text = self.text(leaf);
        let path = match text {
            [b'"' | b'\'', .., b'"' | b'\''] => &text[1..text.len() - 1],
            path => path.strip_suffix(b"'").unwrap_or(path),
        };
        let shown = String::from_utf8_lossy(path).into_owned();
        let folder = self.resolver.values.sources.get(self.id).name().parent().unwrap_or(Path::new(""));
        let path = join(folder, Path::new(&shown));
        if let Some(diagnostic) = self.resolver.chain_problem(&path, self.span(leaf)) {
            return self.resolver.report(diagnostic);
        }
        match self.resolver.sources.read(&path) {
            Ok(text) => self.merge(leaf, path, text),
            Err(error) => self.not_included(leaf, &shown, &path, &error),
        }
    }

    fn merge(&mut self, leaf: Leaf, path: PathBuf, text: Arc<[u8]>) {
        let Some(file) = self.resolver.add(Source::new(path.clone(), text)) else {
            return self.too_many(leaf);
        };
        self.resolver.chain.files.push((path, self.span(leaf)));
        let entries = self.resolver.file(file);
        self.resolver.chain.files.pop();
        for entry in entries {
            self.enter(entry);
        }
    }

    fn not_included(&mut self, leaf: Leaf, shown: &str, path: &Path, error: &ReadError) {
        let message = format!("cannot include `{shown}`: {error}");
        let mut diagnostic = INCLUDE_NOT_FOUND.at(self.span(leaf), message);
        // Not `is_absolute`, which is never so where there is no file system: in WebAssembly.
        if Path::new(shown).has_root() {
            diagnostic = diagnostic.help(format!(
                "an include is relative to the folder of its file even with a leading `/`: the server opens `{}`",
                path.display()
            ));
        }
        self.resolver.report_chained(diagnostic);
    }
}

/// A variable that is nowhere; or what is none, and only looks like one to the server.
fn unknown_variable(name: &str, span: Span) -> Diagnostic {
    if matches!(name.as_bytes(), [b'2', b'b' | b'x' | b'y', b'$', ..]) {
        let found = UNKNOWN_VARIABLE.at(span, "the server takes this bcrypt hash for a variable");
        let edit = |at| Edit { span: Span::at(span.file, at), text: "\"".to_owned() };
        let edits = vec![edit(span.start), edit(span.end)];
        let fix = Fix { title: "put it in quotes".into(), safe: true, edits };
        return found.help("put it in quotes: only hashes that begin with `$2a$` need none").fix(fix);
    }
    let found = UNKNOWN_VARIABLE.at(span, format!("`${name}` is not defined"));
    if name.starts_with('{') {
        return found.help("this looks like a template that was not rendered; a variable is written `$NAME`");
    }
    found.help(format!(
        "define `{name}` earlier in this block or in a block around it, set it in the environment, or quote the value \
         if it is text"
    ))
}

impl Resolver<'_> {
    fn add(&mut self, source: Source) -> Option<FileId> {
        if self.values.sources.iter().count() >= self.limits.sources {
            return None;
        }
        self.values.sources.add(source)
    }

    /// Why a file may not be included here: it is being included already, or too deeply.
    fn chain_problem(&self, path: &Path, span: Span) -> Option<Diagnostic> {
        let open = self.chain.files.iter().position(|(open, _)| crate::source::normalize(open) == path);
        let diagnostic = match open {
            Some(_) => INCLUDE_CYCLE.at(span, format!("`{}` includes itself", path.display())),
            None if self.chain.files.len() > self.limits.include_depth => {
                let message = format!("files include each other more than {} deep", self.limits.include_depth);
                TOO_MANY_INCLUDES.at(span, message)
            }
            None => return None,
        };
        Some(self.chained(diagnostic))
    }

    fn report_chained(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.chained(diagnostic);
        self.report(diagnostic);
    }

    /// Adds by which includes the server came here.
    fn chained(&self, diagnostic: Diagnostic) -> Diagnostic {
        let includes = self.chain.files.iter().skip(1).rev();
        includes.fold(diagnostic, |diagnostic, (path, span)| {
            diagnostic.related(*span, format!("`{}` is included here", path.display()))
        })
    }

    /// How many values a node stands for, those of its variables included.
    fn weight(&mut self, index: u32) -> u64 {
        let node = *self.values.node(index);
        let inside = match node.kind {
            NodeKind::Alias => return self.weights.get(&index).copied().unwrap_or(1),
            NodeKind::Array | NodeKind::Map => index + 1..node.data[0],
            _ => return 1,
        };
        if let Some(weight) = self.weights.get(&index) {
            return *weight;
        }
        let weight = inside.fold(1u64, |sum, at| {
            let alias = self.values.node(at).kind == NodeKind::Alias;
            sum.saturating_add(if alias { self.weights.get(&at).copied().unwrap_or(1) } else { 1 })
        });
        self.weights.insert(index, weight);
        weight
    }
}
