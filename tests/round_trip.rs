//! A typed configuration written as text and read again is the same, and the server takes what is written.

use natsconf_core::diagnostic::Severity;
use natsconf_core::model::Config;
use natsconf_core::option::{Block, BlockSpec, Bounds, OptionSpec, Shape, Unit};
use natsconf_core::source::{Memory, Source};
use natsconf_core::value::{Value, print};
use natsconf_core::{Checked, Settings, check};
use natsconf_tests::servers::{self, NEWEST, Verdict};
use natsconf_tests::shared::{self, Case, Conf};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn read(text: &str) -> Checked {
    check(Source::new("t.conf", text.as_bytes()), &Memory::default(), &Settings::default())
}

fn written(config: &Config) -> String {
    print(&config.write()).expect("what was read can be written")
}

/// How deep the blocks of a generated configuration lie in each other.
const DEPTH: u32 = 6;

/// Any block, with a few of its options.
fn any_block(block: &'static BlockSpec, depth: u32) -> BoxedStrategy<Value> {
    let reaches = |option: &&OptionSpec| depth > 0 || !holds_block(&option.shape);
    let (needed, free): (Vec<&OptionSpec>, Vec<_>) = block.options.iter().partition(|option| option.required);
    let free: Vec<_> = free.into_iter().filter(reaches).collect();
    let most = free.len().min(4);
    subsequence(free, 0..=most)
        .prop_flat_map(move |chosen| {
            let options = needed.iter().copied().chain(chosen);
            options.map(|option| any_entry(option, depth)).collect::<Vec<_>>()
        })
        .prop_map(Value::Map)
        .boxed()
}

fn any_entry(option: &'static OptionSpec, depth: u32) -> impl Strategy<Value = (String, Value)> {
    (select(option.names), any_value(&option.shape, (option.at_least, option.at_most), depth))
        .prop_map(|(name, value)| (name.to_owned(), value))
}

fn holds_block(shape: &Shape) -> bool {
    shape.parts().iter().any(|part| matches!(part, Shape::Block(_)))
}

/// Any value of a shape.
fn any_value(shape: &'static Shape, bounds: Bounds, depth: u32) -> BoxedStrategy<Value> {
    let low = bounds.0.unwrap_or(0);
    let number = low..=bounds.1.unwrap_or(low + 100_000).min(low + 100_000);
    match shape {
        Shape::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Integer(Unit::Nanoseconds) | Shape::Duration => any_duration(bounds),
        Shape::Integer(_) => number.prop_map(Value::Integer).boxed(),
        Shape::Number(_) => prop_oneof![number.prop_map(Value::Integer), (1..4000_i32).prop_map(quarters)].boxed(),
        Shape::Text(text) if text.pattern.is_none() && ["text", "account", "user", "path"].contains(&text.name) => {
            "[a-z \"'$#{}\\\\/€.-]{1,12}".prop_map(Value::String).boxed()
        }
        Shape::Text(text) => Just(Value::String(text.example.to_owned())).boxed(),
        Shape::Choice(words) => {
            select(*words).prop_flat_map(select).prop_map(|word| Value::String(word.to_owned())).boxed()
        }
        Shape::AnyOf(shapes) => {
            let flat: Vec<&'static Shape> = shapes.iter().filter(|shape| depth > 0 || !holds_block(shape)).collect();
            select(flat).prop_flat_map(move |shape| any_value(shape, bounds, depth)).boxed()
        }
        Shape::List(of) => vec(any_value(of, bounds, depth), 1..3).prop_map(Value::Array).boxed(),
        Shape::Map { example, value, .. } => {
            let keys = btree_set(0..20_u8, 1..3);
            let entry = move |key| (Just(format!("{example}{key}")), any_value(value, bounds, depth));
            keys.prop_flat_map(move |keys| keys.into_iter().map(entry).collect::<Vec<_>>()).prop_map(Value::Map).boxed()
        }
        Shape::Block(block) => any_block(block, depth.saturating_sub(1)),
    }
}

/// In whole seconds where there is a bound, which is in nanoseconds.
fn any_duration((low, high): Bounds) -> BoxedStrategy<Value> {
    let text = |(number, unit)| Value::String(format!("{number}{unit}"));
    let seconds = |bound: i64| bound / 1_000_000_000;
    if (low, high) == (None, None) {
        return (1..5000_i64, select(&["ms", "s", "m", "h"][..])).prop_map(text).boxed();
    }
    let low = low.map_or(1, seconds);
    (low..=high.map_or(low + 5000, seconds), Just("s")).prop_map(text).boxed()
}

fn quarters(number: i32) -> Value {
    Value::Float(f64::from(number) / 4.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(value in any_block(Config::SPEC, DEPTH)) {
        let text = print(&value).expect("a generated value has a text");
        let first = read(&text);
        let misread = ["wrong-type", "unknown-option", "invalid-nkey", "invalid-subject", "out-of-range"];
        let misread = first.diagnostics.iter().find(|found| misread.contains(&found.code.name));
        prop_assert!(misread.is_none(), "{misread:?}\n{text}");
        let again = written(&first.config);
        prop_assert_eq!(&read(&again).config, &first.config, "{}\n--- written as\n{}", text, again);
    }
}

/// Whether the server takes the text as it stands.
fn is_accepted(case: &Case) -> bool {
    case.server.as_ref().is_some_and(|server| server.ok) && !case.env_dependent
}

#[test]
fn what_the_corpus_says_is_written_and_read_again() {
    let Some(cases) = shared::corpus() else { return };
    let mut texts = Vec::new();
    let mut rewritten = Vec::new();
    for case in cases.into_iter().filter(|case| matches!(case.conf, Some(Conf::Accepted(_)))) {
        let first = read(&case.text);
        if first.is_refused() {
            continue;
        }
        let again = written(&first.config);
        assert_eq!(read(&again).config, first.config, "{}\n--- written as\n{again}", case.text);
        if is_accepted(&case) {
            texts.push(case.text);
            rewritten.push(again);
        }
    }
    let configs: Vec<_> = rewritten.iter().map(|text| servers::Config::from(text.as_str())).collect();
    let verdicts = servers::check_all(NEWEST, &configs);
    // The server that made the corpus had a home, and the files of its own tests beside it.
    let refusal = |verdict: &Verdict| {
        let elsewhere = ["no such file or directory", "failed to get home dir"];
        !verdict.accepted && !elsewhere.iter().any(|words| verdict.output.contains(words))
    };
    let refused = texts.iter().zip(&rewritten).zip(&verdicts).filter(|(_, verdict)| refusal(verdict));
    let refused: Vec<_> =
        refused.map(|((text, again), verdict)| format!("{}\n{text}\n---\n{again}", verdict.output)).collect();
    assert!(refused.is_empty(), "{} of {}:\n{}", refused.len(), texts.len(), refused.join("\n=====\n"));
}

#[test]
fn an_error_free_reading_loses_nothing() {
    // Written by hand, so that the tests above cannot pass by reading nothing.
    let text = "port: 4222\nserver_name: n1\ncluster { name: east, port: 6222, routes: [\"nats://h:1\"] }\njetstream { max_mem: 1GB }\n";
    let checked = read(text);
    assert!(checked.diagnostics.iter().all(|found| found.severity() != Severity::Error));
    let again = written(&checked.config);
    for word in ["4222", "east", "6222", "nats://h:1", "max_memory_store", "1073741824"] {
        assert!(again.contains(word), "{word} is not in\n{again}");
    }
}
