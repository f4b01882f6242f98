//! Two names for one import.

use super::{accounts, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("prefix-and-to", Warning, "prefix_and_to.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseImportStreamOrService` refuses the second that it meets, and walks through a Go map.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let imports = accounts(given.config).iter().flat_map(|account| imports(&account.value));
    for import in imports.filter(|import| import.stream.is_some()) {
        let (Some(prefix), Some(to)) = (&import.prefix, &import.to) else { continue };
        let message = "an import has a `prefix` or a `to`: with both, chance decides whether the server starts";
        report.add(CODE.at(prefix.span(), message).related(to.span(), "`to`").help("remove one of the two"));
    }
}
