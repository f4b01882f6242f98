//! What a readable configuration does wrong: one rule for each mistake, in two neighbouring files, the check and its page.
//! Rules look at the typed configuration; the places are in its values.

mod access;
pub(crate) mod allow;
mod certificates;
mod cluster;
mod containers;
mod creds;
mod exchange;
mod files;
mod folders;
mod given;
mod jetstream;
mod leafnodes;
mod limits;
mod listeners;
mod mappings;
mod report;
mod templates;
mod text;
mod tls;
mod together;
mod tokens;

pub use files::{Files, Reason, Unread};
pub use given::Given;
pub use report::Report;
pub use together::{Server, TogetherRule, check_together, together_rules};

use std::panic::resume_unwind;
use std::thread;

use crate::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Memory;

/// One mistake, and how it is found.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The mistake.
    pub code: &'static Code,
    /// Reports where it was made.
    pub check: fn(&Given<'_>, &mut Report<'_>),
}

/// Whether hints, and rules about tokens, about the files that a configuration names and what surrounds it, and about several
/// servers are applied: a module that has to be small leaves out what its host does not ask for.
const HINTS: bool = cfg!(feature = "hint-rules");
const TOKENS: bool = cfg!(feature = "token-rules");
const FILES: bool = cfg!(feature = "file-rules");
const TOGETHER: bool = cfg!(feature = "together-rules");

impl Rule {
    /// The rules as they are; where they are not applied, only what they are called, and what they do takes no room.
    const fn applied<const N: usize>(are_applied: bool, mut rules: [Rule; N]) -> [Rule; N] {
        let mut at = 0;
        while !are_applied && at < N {
            rules[at].check = nothing;
            at += 1;
        }
        rules
    }

    /// A rule that only hints.
    const fn hint(code: &'static Code, check: fn(&Given<'_>, &mut Report<'_>)) -> Rule {
        Rule { code, check: if HINTS { check } else { nothing } }
    }

    /// A rule about what the host knows beside the configuration.
    const fn of_surroundings(code: &'static Code, check: fn(&Given<'_>, &mut Report<'_>)) -> Rule {
        Rule { code, check: if FILES { check } else { nothing } }
    }
}

const fn nothing(_: &Given<'_>, _: &mut Report<'_>) {}

/// The rules by subject. A list is sorted by the names of its codes.
static RULES: [&[Rule]; 14] = [
    access::RULES,
    certificates::RULES,
    cluster::RULES,
    containers::RULES,
    creds::RULES,
    exchange::RULES,
    folders::RULES,
    jetstream::RULES,
    leafnodes::RULES,
    limits::RULES,
    listeners::RULES,
    mappings::RULES,
    tls::RULES,
    tokens::RULES,
];

/// Those that look through all of the text, and at no other file.
static OF_TEXTS: [&[Rule]; 2] = [templates::RULES, text::RULES];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.into_iter().chain(OF_TEXTS).flatten()
}

/// The codes of this layer.
pub(crate) fn codes() -> impl Iterator<Item = &'static Code> {
    rules().map(|rule| rule.code).chain(together_rules().map(|rule| rule.code)).chain(allow::CODES)
}

/// Whether a finding hangs on other files or on the time, and may come and go while the text stays.
fn is_fleeting(code: &Code) -> bool {
    let of_files = [certificates::RULES, creds::RULES, folders::RULES].into_iter().flatten().map(|rule| rule.code);
    of_files.chain(tokens::TIMED).any(|fleeting| fleeting == code)
}

/// A shorter text is looked through before a thread has begun.
const WORTH_A_THREAD: usize = 1 << 20;

/// Everything that the rules find, in no order. `known` is what was found before: what may be missing only because it
/// could not be read is not said to be missing.
pub fn check(given: &Given<'_>, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_long = given.values.sources().iter().any(|(_, source)| source.text().len() > WORTH_A_THREAD);
    // WebAssembly has no threads.
    if !is_long || cfg!(target_family = "wasm") {
        return apply(rules(), given, known);
    }
    let Given { config, values, version, now, .. } = *given;
    thread::scope(|scope| {
        let aside = scope.spawn(move || {
            let settings = Settings { version, now, ..Settings::default() };
            apply(OF_TEXTS.into_iter().flatten(), &Given::new(config, values, &Memory::default(), &settings), known)
        });
        let mut found = apply(RULES.into_iter().flatten(), given, known);
        found.extend(aside.join().unwrap_or_else(|panic| resume_unwind(panic)));
        found
    })
}

fn apply<'r>(rules: impl IntoIterator<Item = &'r Rule>, given: &Given<'_>, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut report = Report::new(given, known);
    for rule in rules {
        (rule.check)(given, &mut report);
    }
    report.finish()
}
