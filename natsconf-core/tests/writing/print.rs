//! Printed values read back as they were, and printed text is in the formatter's style.

use natsconf_core::source::FileId;
use natsconf_core::syntax::{Dialect, MAX_DEPTH, format, parse};
use natsconf_core::value::{Problem, Value, print};
use natsconf_tests::shared::{Conf, corpus};
use proptest::prelude::*;

use crate::same::{DIALECTS, read};

fn root_of(text: &str, dialect: Dialect) -> Value {
    let (values, codes) = read(text.as_bytes(), dialect);
    assert!(codes.is_empty(), "{codes:?}: {text}");
    Value::Map(values.root().iter().map(|entry| (entry.key.name.to_owned(), entry.value.to_owned())).collect())
}

fn check(value: &Value) {
    let text = print(value).expect("it can be printed");
    for dialect in DIALECTS {
        assert_eq!(&root_of(&text, dialect), value, "{text}");
    }
    let (document, _) = parse(FileId::MAIN, text.as_bytes().into(), Dialect::default());
    assert_eq!(String::from_utf8(format(&document)).as_deref(), Ok(text.as_str()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_printed_reads_back(root in crate::random::root()) {
        check(&root);
    }
}

#[test]
fn the_corpus_reads_back() {
    let Some(corpus) = corpus() else { return };
    let mut printed = 0;
    for case in corpus.iter().filter(|case| matches!(case.conf, Some(Conf::Accepted(_)))) {
        let (values, codes) = read(case.text.as_bytes(), Dialect::Until2_14);
        let root: Vec<_> = values.root().iter().map(|e| (e.key.name.to_owned(), e.value.to_owned())).collect();
        if codes.is_empty() && print(&Value::Map(root.clone())).is_ok() {
            check(&Value::Map(root));
            printed += 1;
        }
    }
    assert!(printed > 2_500, "{printed} cases were printed");
}

fn entry(key: &str, value: Value) -> Value {
    Value::Map(vec![(key.to_owned(), value)])
}

#[test]
fn what_has_no_text_is_named() {
    let message = |value: &Value| print(value).map_err(|error| error.to_string());
    assert_eq!(message(&Value::Nil), Err("the top level of a configuration is a block".to_owned()));
    let nil = entry("a", Value::Array(vec![Value::Bool(true), entry("b.c", Value::Nil)]));
    let expected = "`a[1].\"b.c\"`: a configuration cannot say that there is no value: leave the key out";
    assert_eq!(message(&nil), Err(expected.to_owned()));
    let infinite = entry("a", Value::Float(f64::INFINITY));
    assert_eq!(message(&infinite), Err("`a`: a configuration cannot say infinity or not-a-number".to_owned()));
    let key = entry("a", entry("\"'", Value::Bool(true)));
    assert_eq!(message(&key), Err("`a`: the key `\\\"\\'` cannot be written: keys have no escapes".to_owned()));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| (0..depth).fold(Value::Bool(true), |value, _| Value::Array(vec![value]));
    check(&entry("a", nested(MAX_DEPTH)));
    let too_deep = print(&entry("a", nested(MAX_DEPTH + 1))).map_err(|error| error.problem);
    assert_eq!(too_deep, Err(Problem::TooDeep));
}
