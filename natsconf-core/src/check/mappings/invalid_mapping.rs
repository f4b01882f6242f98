//! Destinations that cannot be made of the subject.

use super::transform;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::MappingTarget;

static CODE: Code = code!("invalid-mapping", Error, "invalid_mapping.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `ValidateMapping` and `NewSubjectTransform`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for mapping in super::all(given.config).flat_map(|mappings| mappings.iter()) {
        let spread = super::destinations(&mapping.value).iter().filter_map(|one| one.destination.as_ref());
        let single = match &mapping.value.value {
            MappingTarget::Subject(subject) => Some((&**subject, mapping.value.span())),
            MappingTarget::Destinations(_) => None,
        };
        for (destination, place) in single.into_iter().chain(spread.map(|it| (&***it, it.span()))) {
            if let Err(problem) = transform::destination(&mapping.name, destination, given.version) {
                let message = format!("`{}` cannot be mapped to `{destination}`: {problem}", &**mapping.name);
                let found = CODE.at(place, message).related(mapping.name.span(), "the subject that is mapped");
                report.add(
                    found.help("tokens stand as they are, wildcards as `$1` or `{{wildcard(1)}}`, `>` at the end"),
                );
            }
        }
    }
}
