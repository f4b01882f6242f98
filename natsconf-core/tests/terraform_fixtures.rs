//! Templates with what Terraform makes of them, recorded: see `fixtures_say_what_terraform_does` for how.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod terraform_lab;

use terraform_lab::{Outcome, fixtures, render};

#[test]
fn fixtures_render_as_recorded() {
    let mut differences = Vec::new();
    for fixture in fixtures() {
        assert!(!fixture.cases.is_empty(), "{}", fixture.path.display());
        for (template, expected) in &fixture.cases {
            let found = render(template, &fixture.given());
            let unknown = *expected == Outcome::Unknown && matches!(found, Outcome::Mistake { .. });
            if !expected.agrees_with(&found) && !unknown {
                differences.push(format!("{template:?}\n  recorded {expected:?}\n  natsconf {found:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}\n{}", differences.len(), differences.join("\n"));
}
