//! Random templates, rendered by the real `terraform` and by natsconf: the same text, or the mistake at the same place.
//!
//! `NATSCONF_SEED` chooses another set of templates, `NATSCONF_CASES` another number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod terraform_lab;

use natsconf_tests::random::Random;
use terraform_lab::expressions::{VARIABLES, quote, variables};
use terraform_lab::templates::template;
use terraform_lab::{Outcome, fixtures, number, render, run};

#[test]
fn random_templates_render_as_terraform_renders_them() {
    let seed = number("NATSCONF_SEED", 20_240_229);
    let count = number("NATSCONF_CASES", 1000);
    let given = variables();
    let mut random = Random(seed);
    // With text at the end, since infinity is nothing that an output can be.
    let templates: Vec<String> = (0..count).map(|_| template(&mut random) + "|").collect();
    let expected = run(&templates, VARIABLES);
    let mut differences = Vec::new();
    let (mut rendered, mut refused) = (0, 0);
    for (template, expected) in templates.iter().zip(&expected) {
        match expected {
            Outcome::Text(_) => rendered += 1,
            _ => refused += 1,
        }
        let found = render(template, &given);
        // What Terraform does not know until it applies is null in the end; natsconf says so.
        let unknown = *expected == Outcome::Unknown && matches!(found, Outcome::Mistake { .. });
        if !expected.agrees_with(&found) && !unknown {
            differences.push(format!("{template:?}\n  terraform {expected:?}\n  natsconf  {found:?}"));
        }
    }
    assert!(rendered > count / 10 && refused > count / 10, "{rendered} rendered, {refused} refused");
    let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count} differ (seed {seed})\n{shown}", differences.len());
}

/// With `NATSCONF_RECORD` set, writes down what Terraform does now.
#[test]
fn fixtures_say_what_terraform_does() {
    for fixture in fixtures() {
        let templates: Vec<String> = fixture.cases.iter().map(|(template, _)| template.clone()).collect();
        let outcomes = run(&templates, &format!("jsondecode({})", quote(&fixture.variables)));
        if std::env::var_os("NATSCONF_RECORD").is_some() {
            fixture.record(outcomes);
            continue;
        }
        for ((template, recorded), outcome) in fixture.cases.iter().zip(&outcomes) {
            assert_eq!(recorded, outcome, "{template:?} in {}", fixture.path.display());
        }
    }
}
