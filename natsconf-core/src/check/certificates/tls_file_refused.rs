//! A file without which a `tls` block is nothing.

use super::read::Named;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("tls-file-refused", Error, "tls_file_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig`, which `processConfigFileLine` calls for every `tls` block.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in given.certificates() {
        for pair in &tls.pairs {
            judge(&pair.certificates, report);
            judge(&pair.key, report);
        }
        if let Some(authorities) = &tls.authorities {
            judge(authorities, report);
        }
    }
}

fn judge<T>(file: &Named<T>, report: &mut Report<'_>) {
    if let Some(Err(reason)) = &file.content {
        let found = CODE.at(file.span, format!("`{}`: {reason}", file.path));
        report.add(found.help("put the file there, or write its path as the server sees it"));
    }
}
