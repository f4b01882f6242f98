//! What holds of every formatted text: formatting it again changes nothing, and it means what it meant.

use natsconf_core::source::FileId;
use natsconf_core::syntax::{Dialect, LeafKind, format, parse};
use natsconf_tests::servers::{self, NEWEST};
use natsconf_tests::shared::{Conf, corpus};
use natsconf_tests::texts::{configuration, soup};
use proptest::prelude::*;

use crate::same::{DIALECTS, assert_same, is_broken, read};

fn formatted(text: &[u8], dialect: Dialect) -> Vec<u8> {
    format(&parse(FileId::MAIN, text.into(), dialect).0)
}

/// Whether the text could be formatted: whether its syntax is right.
fn check(text: &[u8], dialect: Dialect) -> bool {
    let once = formatted(text, dialect);
    if is_broken(text, dialect) {
        return false;
    }
    let what = || format!("{}\n--- becomes\n{}", text.escape_ascii(), once.escape_ascii());
    assert!(!is_broken(&once, dialect), "{}", what());
    let twice = formatted(&once, dialect);
    assert_eq!(once.escape_ascii().to_string(), twice.escape_ascii().to_string(), "{}", what());
    let (before, after) = (read(text, dialect), read(&once, dialect));
    assert_same(before.0.root(), after.0.root(), &what());
    assert_eq!(comments(text, dialect), comments(&once, dialect), "{}", what());
    assert!(before.1 == after.1, "{:?} {:?}: {}", before.1, after.1, what());
    true
}

fn comments(text: &[u8], dialect: Dialect) -> Vec<Vec<u8>> {
    let document = parse(FileId::MAIN, text.into(), dialect).0;
    let comments = document.leaves().filter(|leaf| leaf.kind == LeafKind::Comment);
    comments.map(|leaf| document.leaf_text(leaf).trim_ascii_end().to_vec()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn configurations_keep_their_meaning(text in configuration()) {
        for dialect in DIALECTS {
            check(&text, dialect);
        }
    }

    #[test]
    fn almost_valid_texts_keep_their_meaning(text in soup()) {
        for dialect in DIALECTS {
            check(&text, dialect);
        }
    }
}

/// JSON whose strings need no escape that the server does not know.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let scalar = prop_oneof![
        any::<i64>().prop_map(Into::into),
        any::<bool>().prop_map(Into::into),
        (-1_000_000i32..1_000_000).prop_map(|n| (f64::from(n) / 64.0).into()),
        "[a-z>.* \\n\"]{0,30}".prop_map(Into::into),
        Just(serde_json::Value::Null),
    ];
    let key = "[a-z ]{0,8}";
    let value = scalar.prop_recursive(4, 32, 5, move |value| {
        let map = prop::collection::hash_map(key, value.clone(), 0..5);
        prop_oneof![prop::collection::vec(value, 0..5).prop_map(Into::into), map.prop_map(object)]
    });
    prop::collection::hash_map(key, value, 0..6).prop_map(object)
}

fn object(entries: std::collections::HashMap<String, serde_json::Value>) -> serde_json::Value {
    serde_json::Value::Object(entries.into_iter().collect())
}

proptest! {
    #[test]
    fn json_stays_json(json in json()) {
        // On one line, the server would read `[1]` as an open list with the string `1]`.
        let text = serde_json::to_string_pretty(&json).expect("JSON can be written");
        prop_assert!(check(text.as_bytes(), Dialect::default()));
        let formatted = formatted(text.as_bytes(), Dialect::default());
        prop_assert_eq!(serde_json::from_slice::<serde_json::Value>(&formatted).ok(), Some(json));
    }
}

#[test]
fn most_random_configurations_are_formatted() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let texts = (0..500).map(|_| configuration().new_tree(&mut runner).expect("a tree").current());
    let valid = texts.filter(|text| check(text, Dialect::default())).count();
    assert!(valid > 150, "{valid} of 500");
}

#[test]
fn the_corpus_keeps_its_meaning() {
    let Some(corpus) = corpus() else { return };
    let mut formatted = 0;
    for case in &corpus {
        for dialect in DIALECTS {
            let accepted = matches!(case.conf, Some(Conf::Accepted(_)));
            let differs = case.differs_in_2_15 && dialect == Dialect::From2_15;
            let valid = check(case.text.as_bytes(), dialect);
            assert!(valid || !accepted || differs, "{} cannot be formatted", case.id);
            formatted += usize::from(valid);
        }
    }
    assert!(formatted > 6_000, "{formatted} texts were formatted");
}

#[test]
fn the_server_takes_what_it_took_before() {
    let Some(corpus) = corpus() else { return };
    let accepted = corpus.iter().filter(|case| case.server.as_ref().is_some_and(|server| server.ok));
    let cases: Vec<_> = accepted.filter(|case| !case.env_dependent).collect();
    let texts: Vec<_> = cases.iter().map(|case| formatted(case.text.as_bytes(), Dialect::From2_15)).collect();
    let before: Vec<servers::Config<'_>> = cases.iter().map(|case| case.text.as_str().into()).collect();
    let after: Vec<servers::Config<'_>> = texts.iter().map(|text| text.as_slice().into()).collect();
    let verdicts = servers::check_all(NEWEST, &before).into_iter().zip(servers::check_all(NEWEST, &after));
    let mut accepted = 0;
    for (case, (before, after)) in cases.iter().zip(verdicts) {
        assert_eq!(before.accepted, after.accepted, "{}: {}", case.id, after.output);
        accepted += usize::from(after.accepted);
    }
    assert!(accepted > 200, "{accepted} texts were accepted");
}
