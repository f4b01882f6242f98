//! Accounts that import from each other what they export.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Account, Import};
use crate::option::types::{collide, is_part};
use crate::source::Span;

static CODE: Code = code!("import-cycle", Error, "import_cycle.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// How many imports are looked at in all. More than that, and the server would be slow to start, too.
const STEPS: usize = 1_000_000;

/// `serviceImportFormsCycle` and `streamImportFormsCycle`. The server looks when it adds an import; that which closes the
/// circle is reported there, and the first that is part of it here.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let accounts = given.config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let accounts: Vec<(&str, &Account)> = accounts.map(|account| (&**account.name, &account.value.value)).collect();
    for kind in [Kind::Service, Kind::Stream] {
        let mut graph = Graph::new(kind, &accounts);
        if let Some(place) = graph.cycle(&accounts) {
            let found = CODE.at(place, "this import leads back to the account that it is in");
            report.add(found.help("remove one import of the circle, or let it have a subject of its own with `to`"));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Service,
    Stream,
}

/// An import: from which account, its subject there, and here.
struct Edge<'c> {
    account: &'c str,
    there: &'c str,
    here: Cow<'c, str>,
    place: Span,
}

struct Graph<'c> {
    kind: Kind,
    imports: HashMap<&'c str, Vec<Edge<'c>>>,
    exports: HashMap<&'c str, Vec<&'c str>>,
    steps_left: Cell<usize>,
}

impl<'c> Graph<'c> {
    fn new(kind: Kind, accounts: &[(&'c str, &'c Account)]) -> Self {
        let imports = accounts.iter().map(|(name, account)| {
            let imports = account.imports.iter().flat_map(|imports| imports.iter());
            (*name, imports.filter_map(|import| edge(kind, import)).collect::<Vec<_>>())
        });
        let exports = accounts.iter().map(|(name, account)| {
            let exports = account.exports.iter().flat_map(|exports| exports.iter());
            (*name, exports.filter_map(|export| export.stream.as_ref()).map(|subject| &***subject).collect())
        });
        Graph {
            kind,
            imports: imports.filter(|(_, imports)| !imports.is_empty()).collect(),
            exports: exports.collect(),
            steps_left: Cell::new(STEPS),
        }
    }

    /// The first import that is part of a circle, in the order of the file.
    fn cycle(&mut self, accounts: &[(&'c str, &Account)]) -> Option<Span> {
        for (name, _) in accounts {
            let Some(edges) = self.imports.remove(name) else { continue };
            let found = edges.iter().find(|edge| {
                let subjects: &[&str] =
                    if self.kind == Kind::Stream { &[&edge.here, edge.there] } else { &[&edge.here] };
                subjects.iter().any(|subject| {
                    self.imports.contains_key(edge.account)
                        && self.leads_back(edge.account, subject, &mut HashSet::from([*name]))
                })
            });
            let found = found.map(|edge| edge.place);
            self.imports.insert(name, edges);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// `checkServiceImportsForCycles` and `checkStreamImportsForCycles`.
    fn leads_back(&self, account: &'c str, subject: &str, visited: &mut HashSet<&'c str>) -> bool {
        let Some(left) = self.steps_left.get().checked_sub(1) else { return false };
        self.steps_left.set(left);
        let exported = || self.exports.get(account).is_some_and(|all| all.iter().any(|other| is_part(subject, other)));
        if self.kind == Kind::Stream && !exported() {
            return false;
        }
        for edge in self.imports.get(account).into_iter().flatten() {
            let met = if self.kind == Kind::Service { edge.there } else { &edge.here };
            if !collide(subject, met) {
                continue;
            }
            if visited.contains(edge.account) {
                return true;
            }
            visited.insert(account);
            let next = if is_part(&edge.here, subject) { &edge.here } else { subject };
            if self.leads_back(edge.account, next, visited) {
                return true;
            }
        }
        false
    }
}

fn edge(kind: Kind, import: &Import) -> Option<Edge<'_>> {
    let source = if kind == Kind::Service { import.service.as_ref()? } else { import.stream.as_ref()? };
    let (account, there) = (source.account.as_deref()?, source.subject.as_deref()?);
    let here = match (&import.to, &import.prefix) {
        (Some(to), _) if !to.is_empty() => wildcards(to),
        (_, Some(prefix)) if kind == Kind::Stream && !prefix.is_empty() => {
            Cow::Owned(format!("{}.{}", prefix.trim_end_matches('.'), &**there))
        }
        _ => Cow::Borrowed(&**there),
    };
    Some(Edge { account, there, here, place: source.span() })
}

/// `$1` stands for what a wildcard matched (`transformUntokenize`).
fn wildcards(subject: &str) -> Cow<'_, str> {
    if !subject.contains('$') {
        return Cow::Borrowed(subject);
    }
    let number = |token: &str| token.strip_prefix('$').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let tokens = subject.split('.').map(|token| if number(token) { "*" } else { token });
    Cow::Owned(tokens.collect::<Vec<_>>().join("."))
}
