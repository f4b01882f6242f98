//! Options read, set and removed by path, every other byte left alone.

use natsconf_core::diagnostic::{Edit, apply};
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_tests::shared::{Conf, corpus};
use natsconf_tests::texts::configuration;
use proptest::prelude::*;

use crate::{random, same};
use natsconf_core::value::{
    EditError, Editor, Kind, Limits, New, Path, SameName, Segment, Value, ValueRef, Values, get, ignore_case, resolve,
};

fn read(text: &str) -> Values {
    let mut memory = Memory::default();
    memory.files.insert("users.conf".into(), b"users: [{ user: a }]\nport: 1\n".to_vec());
    memory.variables.insert("LIST".into(), "[1, 2 ]".to_owned());
    resolve(Source::new("nats.conf", text.as_bytes()), &memory, Dialect::default(), Limits::default()).0
}

fn path(text: &str) -> Path {
    text.parse().expect("a path")
}

fn edited(text: &str, edit: impl Fn(&Editor<'_>) -> Result<Vec<Edit>, EditError>) -> Result<String, String> {
    let values = read(text);
    let edits = Editor::new(&values, Dialect::default(), &ignore_case).and_then(|editor| edit(&editor));
    let edits = edits.map_err(|error| error.to_string())?;
    Ok(String::from_utf8(apply(text.as_bytes(), &edits)).expect("text"))
}

#[track_caller]
fn sets(text: &str, at: &str, to: &str, expected: &str) {
    assert_eq!(edited(text, |editor| editor.set(&path(at), New::Text(to))).as_deref(), Ok(expected));
}

#[track_caller]
fn unsets(text: &str, at: &str, expected: &str) {
    assert_eq!(edited(text, |editor| editor.unset(&path(at))).as_deref(), Ok(expected));
}

#[track_caller]
fn refuses(text: &str, at: &str, expected: &str) {
    let refusal = Err(expected.to_owned());
    assert_eq!(edited(text, |editor| editor.set(&path(at), New::Text("x"))), refusal);
}

/// What stands at every path, values that came through a variable or from another file left out.
fn all(values: &Values) -> Vec<(Path, Value)> {
    let mut found = Vec::new();
    for entry in values.root().iter() {
        collect(entry.value, Path(vec![Segment::Key(entry.key.name.to_owned())]), &mut found);
    }
    found
}

fn collect(value: ValueRef<'_>, at: Path, found: &mut Vec<(Path, Value)>) {
    if value.is_variable() || value.span().file != FileId::MAIN {
        return;
    }
    let inner = |segment| Path(at.0.iter().cloned().chain([segment]).collect());
    match value.kind() {
        Kind::Map(map) => {
            map.iter().for_each(|e| collect(e.value, inner(Segment::Key(e.key.name.to_owned())), found));
        }
        Kind::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| collect(value, inner(Segment::Index(index)), found));
        }
        _ => {}
    }
    found.push((at, value.to_owned()));
}

/// Keys as they are spelled, so that nothing else shows where an entry was removed.
const EXACT: SameName<'_> = &|_, asked, written| asked == written;

/// Sets the option at a path and reads it back; all others stay. Whether it could be set.
fn check_set(text: &[u8], path: &Path, new: &Value) -> bool {
    let (before, _) = same::read(text, Dialect::default());
    let Ok(editor) = Editor::new(&before, Dialect::default(), EXACT) else { return false };
    let edits = match editor.set(path, New::Value(new)) {
        Ok(edits) => edits,
        Err(error) => {
            assert!(
                matches!(
                    error,
                    EditError::Neighbours
                        | EditError::NoBlock { .. }
                        | EditError::Included { .. }
                        | EditError::Print(_)
                ),
                "{error}"
            );
            return false;
        }
    };
    let edited = apply(text, &edits);
    let what = || format!("{path}: {}\n--- becomes\n{}", text.escape_ascii(), edited.escape_ascii());
    let (after, _) = same::read(&edited, Dialect::default());
    assert_eq!(get(&after, path, EXACT).map(ValueRef::to_owned).as_ref(), Ok(new), "{}", what());
    for (other, value) in all(&before) {
        if !other.0.starts_with(&path.0) && !path.0.starts_with(&other.0) {
            assert_eq!(get(&after, &other, EXACT).map(ValueRef::to_owned), Ok(value), "{other}: {}", what());
        }
    }
    true
}

/// Removes the option at a path; all others stay, those behind it in a list one item earlier. Whether it could be.
fn check_unset(text: &[u8], path: &Path) -> bool {
    let (before, _) = same::read(text, Dialect::default());
    let Ok(editor) = Editor::new(&before, Dialect::default(), EXACT) else { return false };
    let edits = match editor.unset(path) {
        Ok(edits) => edits,
        Err(error) => {
            assert!(matches!(error, EditError::Neighbours | EditError::Included { .. }), "{error}");
            return false;
        }
    };
    let edited = apply(text, &edits);
    let what = || format!("{path}: {}\n--- becomes\n{}", text.escape_ascii(), edited.escape_ascii());
    let (after, _) = same::read(&edited, Dialect::default());
    let Some((step, list)) = path.0.split_last() else { return false };
    if let Segment::Key(_) = step {
        assert_eq!(get(&after, path, EXACT).err(), Some(EditError::Missing { path: path.clone() }), "{}", what());
    }
    for (other, value) in all(&before) {
        let other = match (step, other.0.get(list.len())) {
            _ if path.0.starts_with(&other.0) || other.0.starts_with(&path.0) => continue,
            (Segment::Index(gone), Some(Segment::Index(index))) if other.0.starts_with(list) && index > gone => {
                let shifted = Segment::Index(index - 1);
                Path([list, &[shifted], &other.0[path.0.len()..]].concat())
            }
            _ => other,
        };
        assert_eq!(get(&after, &other, EXACT).map(ValueRef::to_owned), Ok(value), "{other}: {}", what());
    }
    true
}

/// A configuration without variables, whose values may be what an edit changes.
fn without_variables() -> impl Strategy<Value = Vec<u8>> {
    configuration().prop_map(|text| text.into_iter().map(|byte| if byte == b'$' { b'S' } else { byte }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_set_is_there(
        text in without_variables(),
        index in any::<prop::sample::Index>(),
        new in random::value(),
        missing in prop::collection::vec(random::key(), 0..3),
    ) {
        let (values, _) = same::read(&text, Dialect::default());
        let mut paths: Vec<_> = all(&values).into_iter().filter(|(_, value)| missing.is_empty() || matches!(value, Value::Map(_))).collect();
        paths.push((Path::default(), Value::Map(Vec::new())));
        let mut path = index.get(&paths).0.clone();
        path.0.extend(missing.into_iter().map(Segment::Key));
        if !path.0.is_empty() {
            check_set(&text, &path, &new);
        }
    }

    #[test]
    fn what_is_unset_is_gone(
        text in without_variables(),
        index in any::<prop::sample::Index>(),
    ) {
        let (values, _) = same::read(&text, Dialect::default());
        let paths = all(&values);
        if !paths.is_empty() {
            check_unset(&text, &index.get(&paths).0);
        }
    }
}

#[test]
fn the_corpus_is_edited() {
    let Some(corpus) = corpus() else { return };
    let mut done = [0, 0, 0];
    let accepted = corpus.iter().filter(|case| matches!(case.conf, Some(Conf::Accepted(_))));
    for case in accepted.filter(|case| !case.text.contains('$')) {
        let text = case.text.as_bytes();
        let paths = all(&same::read(text, Dialect::default()).0);
        for (path, _) in paths.iter().step_by(1 + paths.len() / 5) {
            done[0] += usize::from(check_set(text, path, &Value::String("a b".to_owned())));
            done[1] += usize::from(check_unset(text, path));
            let is_map = paths.iter().any(|(other, value)| other == path && matches!(value, Value::Map(_)));
            let new = Path([&path.0[..], &[Segment::Key("new".to_owned())]].concat());
            done[2] += usize::from(is_map && check_set(text, &new, &Value::Integer(1)));
        }
    }
    assert!(done.iter().all(|count| *count > 1_500), "{done:?}");
}

#[test]
fn a_path_finds_its_value() {
    let values = read(
        "port: 4222\nCluster { routes: [a, b] }\naccounts { \"a.b\" { x: 1 }, A: 1, a: 2 }\ninclude users.conf\nl: $LIST",
    );
    let show = |at: &str| get(&values, &path(at), &ignore_case).map(ValueRef::to_owned).map_err(|e| e.to_string());
    assert_eq!(show("PORT"), Ok(Value::Integer(1)));
    assert_eq!(show("cluster.routes[1]"), Ok(Value::String("b".to_owned())));
    assert_eq!(show("accounts.\"a.b\".x"), Ok(Value::Integer(1)));
    assert_eq!(show("accounts.A"), Ok(Value::Integer(1)));
    assert_eq!(show("accounts.a"), Ok(Value::Integer(2)));
    assert_eq!(show("users[0].user"), Ok(Value::String("a".to_owned())));
    assert_eq!(show("l[1]"), Ok(Value::Integer(2)));
    assert_eq!(show("cluster.name"), Err("there is no `cluster.name`".to_owned()));
    assert_eq!(show("cluster.routes[2]"), Err("there is no `cluster.routes[2]`".to_owned()));
    assert_eq!(show("port.x"), Err("`port` is not a block".to_owned()));
    assert_eq!(show("cluster[0]"), Err("`cluster` is not a list".to_owned()));
}

#[test]
fn a_value_is_replaced() {
    sets("# a\nport = 4222 # b\n", "port", "4333", "# a\nport = 4333 # b\n");
    sets("PORT:4222", "port", "4333", "PORT:4333");
    sets("a: 'x'\n", "a", "y z", "a: \"y z\"\n");
    sets("a: 'x'\n", "a", "y", "a: y\n");
    sets("tags: [a, b]", "tags[1]", "5", "tags: [a, 5 ]");
    sets("a: 1, a: 2", "a", "3", "a: 1, a: 3");
    sets("a: $NONE", "a", "3", "a: 3");
    sets("a { b: ; }", "a.b", "3", "a { b: 3; }");
    sets("{\"a\": 1}", "a", "8MB", "{\"a\": 8388608}");
    sets("{\"a\": 1}", "a", "x", "{\"a\": \"x\"}");
    sets("a {\n\tb {\n\t\tc: 1\n\t}\n}\n", "a.b", "{ x: 1 }", "a {\n\tb { x: 1 }\n}\n");
}

#[test]
fn a_value_is_quoted_where_the_server_needs_it() {
    for (to, expected) in [
        ("8MB", "8MB"),
        ("$TOKEN", "$TOKEN"),
        ("'1'", "'1'"),
        ("two words", "\"two words\""),
        ("$2b$11$x", "\"$2b$11$x\""),
        ("", "\"\""),
        ("#x", "\"#x\""),
        ("a, b: 1", "\"a, b: 1\""),
    ] {
        sets("a: x\n", "a", to, &format!("a: {expected}\n"));
    }
}

#[test]
fn a_new_entry_joins_the_style_of_its_block() {
    sets("", "port", "4222", "port: 4222\n");
    sets("# only this\n", "port", "4222", "# only this\nport: 4222\n");
    sets("a = 1\n", "b", "2", "a = 1\nb = 2\n");
    sets("a: 1", "b", "2", "a: 1\nb: 2");
    sets("a   1\r\n", "b", "2", "a   1\r\nb 2\r\n");
    sets("a: 1 # one\n\n# end\n", "b", "2", "a: 1 # one\nb: 2\n\n# end\n");
    sets("c {\n\ta: 1;\n}\n", "c.b", "2", "c {\n\ta: 1;\n\tb: 2;\n}\n");
    sets("c {\n    a: 1,\n    d: 2\n}\n", "c.b", "2", "c {\n    a: 1,\n    d: 2,\n    b: 2\n}\n");
    sets("c { a: 1 }", "c.b", "2", "c { a: 1, b: 2 }");
    sets("c {a: 1; d: 2;}", "c.b", "2", "c {a: 1; d: 2; b: 2}");
    sets("c {}", "c.b", "2", "c { b: 2 }");
    sets("c {\n}\n", "c.b", "2", "c {\n  b: 2\n}\n");
    sets("c {\n  # none\n}\n", "c.b", "2", "c {\n  # none\n  b: 2\n}\n");
    sets("{\n    \"a\": 1\n}\n", "b", "2", "{\n    \"a\": 1,\n    \"b\": 2\n}\n");
    sets("{\"a\": 1}", "b.c", "x", "{\"a\": 1, \"b\": { \"c\": \"x\" }}");
    sets("c { include x.conf }", "c.b", "2", "c { include x.conf; b: 2 }");
}

#[test]
fn blocks_and_lists_are_made_where_they_are_missing() {
    sets("a: 1\n", "cluster.tls.timeout", "2", "a: 1\ncluster {\n  tls {\n    timeout: 2\n  }\n}\n");
    sets("a = 1\nb = {\n\tc = 1\n}\n", "d.e", "2", "a = 1\nb = {\n\tc = 1\n}\nd = {\n\te = 2\n}\n");
    sets("a: 1\n", "c.routes[0]", "nats://a:1", "a: 1\nc {\n  routes: [nats://a:1]\n}\n");
    sets("c { a: 1 }\n", "c.users[0].user", "x", "c { a: 1, users: [ { user: x } ] }\n");
    sets("a: 1\n", "\"x.y\".z", "1", "a: 1\nx.y {\n  z: 1\n}\n");
}

#[test]
fn an_item_is_added_behind_the_last() {
    sets("t: [a, b]", "t[2]", "c", "t: [a, b, c]");
    sets("t: [a, b]", "t[2]", "1", "t: [a, b, 1 ]");
    sets("t: []", "t[0]", "1", "t: [ 1 ]");
    sets("t: []", "t[0]", "a", "t: [a]");
    sets("t: [\n  a\n  b # b\n]\n", "t[2]", "c", "t: [\n  a\n  b # b\n  c\n]\n");
    sets("t: [\n  a,\n  b\n]\n", "t[2]", "c", "t: [\n  a,\n  b,\n  c\n]\n");
    sets("u: [\n  {user: a}\n]\n", "u[1].user", "b", "u: [\n  {user: a}\n  {\n    user: b\n  }\n]\n");
    refuses("t: [a]", "t[2]", "the list `t` has 1 items, so the next to be added is `t[1]`");
    refuses("t: [a]", "u[1]", "the list `u` has 0 items, so the next to be added is `u[0]`");
}

#[test]
fn an_entry_is_removed_with_its_line() {
    unsets("a: 1\nb: 2 # two\n# three\nc: 3\n", "b", "a: 1\n# three\nc: 3\n");
    unsets("a: 1\nb: 2", "b", "a: 1\n");
    unsets("a: 1; b: 2\n", "b", "a: 1\n");
    unsets("a: 1; b: 2\n", "a", "b: 2\n");
    unsets("c { a: 1, b: 2 }", "c.b", "c { a: 1 }");
    unsets("c { a: 1, b: 2 }", "c.a", "c { b: 2 }");
    unsets("c { a: 1 }", "c.a", "c {}");
    unsets("c {\n  a: 1\n}\n", "c.a", "c {\n}\n");
    unsets("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n");
    unsets("c {\n  x { y: 1 }\n\n  # about z\n  z [\n    1\n  ]\n}\n", "c.z", "c {\n  x { y: 1 }\n\n  # about z\n}\n");
    unsets("a: 1\nb: 2\na: 3\nA: 4\n", "a", "b: 2\nA: 4\n");
    unsets("a: 1, a: 2, b: 3, a: 4", "a", "b: 3");
}

#[test]
fn an_item_is_removed() {
    unsets("t: [1, 2 ]", "t[1]", "t: [1 ]");
    unsets("t: [1, \"a\"]", "t[1]", "t: [1 ]");
    unsets("t: [1, \"a\"]", "t[0]", "t: [\"a\"]");
    unsets("t: [\n  a\n  b\n]\n", "t[0]", "t: [\n  b\n]\n");
    unsets("t: [\n  {a: 1},\n  {b: 2}\n]\n", "t[1]", "t: [\n  {a: 1}\n]\n");
}

#[test]
fn what_stands_elsewhere_is_named() {
    refuses("include users.conf\n", "port", "`port` is set in `users.conf`: change it there");
    refuses("include users.conf\n", "users[0].user", "`users` is set in `users.conf`: change it there");
    refuses("x: 1\np { a: 1 }\nb: $p\n", "b.a", "`b` is the variable `$p`, whose value stands in `nats.conf`, line 2");
    refuses("b: $LIST\n", "b[0]", "`b` is the variable `$LIST`, whose value stands in `$LIST`, line 1");
    refuses("b: 1\n", "b.a", "`b` is not a block");
    let unset = |text, at: &'static str| edited(text, move |editor| editor.unset(&path(at)));
    assert_eq!(unset("a: 1", "b"), Err("there is no `b`".to_owned()));
    assert_eq!(
        unset("port: 2\ninclude users.conf", "port"),
        Err("`port` is set in `users.conf`: change it there".to_owned())
    );
}

#[test]
fn a_text_with_mistakes_is_not_edited() {
    refuses("a: [", "b", "the file has a syntax error, which has to be mended first");
    refuses("a { b }", "b", "a key of the file has no value, which has to be mended first");
    refuses("a: 1kbb", "b", "a key of the file has no value, which has to be mended first");
    refuses("a: 1\n}\0 b", "b", "the server does not read this file to its end, which has to be mended first");
    refuses(
        "a: (\nx\n)",
        "b",
        "this change would alter how the server reads what stands beside it: format the file first",
    );
}
