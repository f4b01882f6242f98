//! What a host may pass to the plain WebAssembly module: anything, without a trap and without leaving memory behind.
//! The tests beside the module do the like in Node; this is wasmi, in which the Terraform provider runs it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod plain_module;
mod programs;

use std::cell::RefCell;

use natsconf_tests::{shared, texts, workspace};
use plain_module::PlainModule;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// Asks the module, and the same code outside of it.
fn same(module: &mut PlainModule, request: &[u8]) -> Result<(), TestCaseError> {
    let expected = String::from_utf8(natsconf_wasm::call(request)).expect("responses are JSON");
    prop_assert_eq!(module.answer(request), expected);
    Ok(())
}

fn requests(text: &[u8]) -> [Value; 2] {
    let text = String::from_utf8_lossy(text);
    let arguments = json!({ "text": text, "files": { "a": text }, "env": { "a": text } });
    ["lint", "format"].map(|function| json!({ "function": function, "arguments": arguments }))
}

/// Runs a property on this many texts, in one module.
fn hold(
    cases: u32,
    texts: impl Strategy<Value = Vec<u8>>,
    property: fn(&mut PlainModule, &[u8]) -> Result<(), TestCaseError>,
) {
    let module = RefCell::new(PlainModule::start());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases) });
    let outcome = runner.run(&texts, |text| property(&mut module.borrow_mut(), &text));
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn the_table_of_exports_is_version_1() {
    assert_eq!(PlainModule::start().abi_version(), 1);
}

#[test]
fn bytes_that_are_no_request_are_answered() {
    hold(1_000, texts::soup(), same);
}

#[test]
fn any_configuration_is_answered() {
    hold(1_000, texts::soup(), |module, text| {
        requests(text).iter().try_for_each(|request| same(module, request.to_string().as_bytes()))
    });
}

#[test]
fn buffers_that_do_not_exist_are_answered() {
    let mut module = PlainModule::start();
    let address = module.alloc(16);
    let numbers = [0, 1, 17, address, address + 1, u32::MAX / 2, u32::MAX - 15, u32::MAX];
    for at in numbers {
        for len in numbers {
            assert!(module.call(at, len).starts_with(r#"{"error":"#), "{at} {len}");
        }
    }
    for at in numbers {
        module.free(at, 16);
        module.free(at, u32::MAX);
    }
    assert!(module.call(address, 16).starts_with(r#"{"error":"#));
    assert_eq!((module.alloc(0), module.alloc(u32::MAX)), (0, 0));
}

#[test]
fn nesting_to_the_bound_and_beyond_is_answered() {
    let mut module = PlainModule::start();
    for (open, close) in [("[", "]"), ("{a:", "}"), ("{", "}"), ("(", ")")] {
        for depth in [999, 1_000, 1_001, 20_000] {
            let text = format!("a: {}{}", open.repeat(depth), close.repeat(depth));
            for request in requests(text.as_bytes()) {
                same(&mut module, request.to_string().as_bytes()).unwrap();
            }
        }
    }
}

/// Jinja templates go through a parser and a compiler that descend, and the module's stack is small.
#[test]
fn jinja_templates_as_deep_as_they_may_be_are_answered() {
    let mut module = PlainModule::start();
    let around = |depth: usize, (open, inner, close): (&str, &str, &str)| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    for depth in [10, 45, 140, 195, 300, 20_000] {
        for template in [
            format!("{{{{ 1{} }}}}", " + 1".repeat(depth)),
            format!("{{{{ 1{} }}}}", " == 1".repeat(depth)),
            format!("{{{{ a{} }}}}", " ~ a".repeat(depth)),
            format!("{{{{ a{} }}}}", " | upper".repeat(depth)),
            format!("{{{{ a{} }}}}", "[0:]".repeat(depth)),
            format!("{{{{ a{} }}}}", ".upper()".repeat(depth)),
            format!("{{{{ [a]{} }}}}", " | batch(1)".repeat(depth)),
            format!("{{{{ a{} }}}}", " if a else a".repeat(depth)),
            format!("{{{{ {} }}}}", around(depth, ("[", "a", "]"))),
            format!("{{{{ {} }}}}", around(depth, ("(", "a", ")"))),
            format!("{{{{ {} }}}}", around(depth, ("{1: ", "a", "}"))),
            format!("{{{{ {} }}}}", around(depth, ("range(", "1", ")"))),
            format!("{{{{ {}a }}}}", "not ".repeat(depth)),
            around(depth, ("{% if a %}", "x", "{% endif %}")),
            around(depth, ("{% for b in a %}", "x", "{% endfor %}")),
            around(depth, ("{% filter upper %}", "x", "{% endfilter %}")),
            format!("{{% if b %}}{}{{% endif %}}", "{% elif b %}".repeat(depth)),
            format!("{{% macro m(n) %}}{{{{ m([n]) if n < {depth} }}}}{{% endmacro %}}{{{{ m(0) }}}}"),
        ] {
            let arguments = json!({ "text": template, "syntax": "jinja", "variables": "{\"a\": \"x\", \"b\": 0}" });
            let request = json!({ "function": "render_template", "arguments": arguments }).to_string();
            let answered = same(&mut module, request.as_bytes());
            answered.unwrap_or_else(|error| panic!("{depth} {}: {error}", &template[..template.len().min(60)]));
        }
    }
}

#[test]
fn thousands_of_calls_leave_no_memory_behind() {
    let mut module = PlainModule::start();
    let mut round = || {
        for number in 0..1_000 {
            let text = format!("a: {number}, b: $c, d: [{}", "x, ".repeat(number % 100));
            for request in requests(text.as_bytes()) {
                module.answer(request.to_string().as_bytes());
            }
        }
        module.size()
    };
    let size = round();
    assert_eq!(round(), size);
    assert_eq!(round(), size);
}

/// Every case of the corpus, and those that were generated once more, cut off in their middle.
fn corpus() -> Option<Vec<String>> {
    let texts = shared::corpus()?.into_iter().flat_map(|case| {
        let half = case.text.chars().take(case.text.chars().count() / 2).collect();
        let cut = case.category.starts_with("generated").then_some(half);
        [Some(case.text), cut]
    });
    Some(texts.flatten().collect())
}

/// Has every function that takes a text read it as whatever it takes.
fn everything(text: &str, to: &str) -> [Value; 6] {
    let beside = json!({ "a": text });
    let request = |function: &str, arguments: Value| json!({ "function": function, "arguments": arguments });
    let variables = json!({ "text": "a: ${a}", "variables": text, "variables_name": "a.tfvars" });
    let description = json!({ "text": text, "now": 0, "entropy": "00".repeat(32) });
    [
        request("lint", json!({ "text": text, "files": beside, "env": beside })),
        request("format", json!({ "text": text })),
        request("convert", json!({ "text": text, "to": to, "columns": "utf16" })),
        request("render_template", json!({ "text": text, "variables": "{\"a\": 1}" })),
        request("render_template", variables),
        request("render", description),
    ]
}

#[test]
fn no_case_of_the_corpus_traps_or_leaves_memory_behind() {
    let Some(texts) = corpus() else { return };
    assert!(texts.len() > 12_000, "{} texts", texts.len());
    let to = ["json", "yaml", "toml", "conf"].into_iter().cycle();
    let requests: Vec<String> =
        texts.iter().zip(to).flat_map(|(text, to)| everything(text, to)).map(|request| request.to_string()).collect();
    let responses = programs::node(&workspace::plain_module(), &requests.join("\n"));
    assert_eq!(responses.len(), requests.len());
    for (request, response) in requests.iter().zip(&responses) {
        assert!(response.starts_with(r#"{"result":"#) || response.starts_with(r#"{"error":"#), "{request}: {response}");
    }
}
