//! A grammar of expressions: every function that has one answer, with arguments of the right kinds and of wrong ones.

use natsconf_core::source::FileId;
use natsconf_core::template::Limits;
use natsconf_core::template::terraform::{NoFiles, Variables, evaluate};

use super::words;
use natsconf_tests::random::Random;

/// What an expression should give.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Any,
    Text,
    Number,
    /// A whole number near zero.
    Small,
    Truth,
    List,
    Texts,
    Numbers,
    Sets,
    Map,
    Maps,
    MapOfTexts,
    /// In a language of its own.
    Word(fn(&mut Random) -> String),
    /// One of these.
    OneOf(&'static [&'static str]),
}

use Kind::{Any, List, Map, MapOfTexts, Maps, Number, Numbers, OneOf, Sets, Small, Text, Texts, Truth, Word};

/// An HCL object of variables of all types.
pub const VARIABLES: &str = concat!(
    r#"{ text = "v", empty = "", number = 5, half = 0.5, yes = true, nothing = null, digits = "12", accent = "é", "#,
    r#"list = ["a", "b", "c"], numbers = [3, 1, 2], none = [], mixed = [1, "a", true, null], map = { b = 1, a = 2 }, "#,
    r#"nested = { p = { q = [1, { r = "s" }] } }, servers = [{ host = "a", port = 1 }, { host = "b", port = 2 }], "#,
    r#"set = toset(["b", "a", "10", "9"]), strings = tolist(["y", "x", ""]), typed = tomap({ k = "v", j = "w" }), "#,
    r#"amounts = tolist([10, 9, -1.5]), objects = toset([{ n = 2 }, { n = 1 }]), lists = tomap({ a = ["x", "y"], b = ["y"] }), "#,
    r#"no_text = tostring(null), no_list = tolist(null), big = 123456789012345678901234567890.5, holes = tolist(["a", null]) }"#,
);

/// The variables as natsconf evaluates them.
pub fn variables() -> Variables {
    let template = format!("${{{VARIABLES}}}");
    let given =
        evaluate(template.as_bytes(), FileId::MAIN, &Variables::default(), &NoFiles, &Limits::default()).unwrap().0;
    let mut variables = Variables::default();
    for (name, value) in given.entries().unwrap() {
        variables.insert(name, value.clone());
    }
    variables
}

const NAMES: [&str; 26] = [
    "text", "empty", "number", "half", "yes", "nothing", "digits", "accent", "list", "numbers", "none", "mixed", "map",
    "nested", "servers", "set", "strings", "typed", "amounts", "objects", "lists", "no_text", "no_list", "big",
    "holes", "text",
];

pub type Signature = (&'static str, &'static [Kind], Option<Kind>, Kind);

const BASES: Kind = OneOf(&["2", "8", "10", "16", "36", "62", "1", "63", "0", "-2", "2.5", "37"]);
/// Powers of other exponents have a last digit that depends on the processor, also in Terraform.
const WHOLE: Kind = OneOf(&["0", "1", "2", "-1", "10", "0.5", "-3", "1000", "\"2\"", "1/0", "64"]);
const WIDTHS: Kind = OneOf(&["0", "1", "4", "8", "2", "33", "-1", "1.5", "64", "16"]);

/// Name, parameters, further parameters, result.
const FUNCTIONS: &[Signature] = &[
    ("abs", &[Number], None, Number),
    ("alltrue", &[List], None, Truth),
    ("anytrue", &[List], None, Truth),
    ("base64decode", &[Word(words::base64)], None, Text),
    ("base64encode", &[Text], None, Text),
    ("base64gzip", &[Text], None, Text),
    ("base64sha256", &[Text], None, Text),
    ("base64sha512", &[Text], None, Text),
    ("basename", &[Text], None, Text),
    ("can", &[Any], None, Truth),
    ("ceil", &[Number], None, Number),
    ("chomp", &[Text], None, Text),
    ("chunklist", &[List, Small], None, List),
    ("cidrhost", &[Word(words::cidr), Small], None, Text),
    ("cidrnetmask", &[Word(words::cidr)], None, Text),
    ("cidrsubnet", &[Word(words::cidr), WIDTHS, Small], None, Text),
    ("cidrsubnets", &[Word(words::cidr)], Some(WIDTHS), Texts),
    ("coalesce", &[], Some(Any), Any),
    ("coalescelist", &[], Some(List), List),
    ("compact", &[Texts], None, Texts),
    ("concat", &[], Some(List), List),
    ("contains", &[List, Any], None, Truth),
    ("csvdecode", &[Word(words::csv)], None, Maps),
    ("dirname", &[Text], None, Text),
    ("distinct", &[List], None, List),
    ("element", &[List, Small], None, Any),
    ("endswith", &[Text, Text], None, Truth),
    ("flatten", &[List], None, List),
    ("floor", &[Number], None, Number),
    ("format", &[Word(words::format)], Some(Any), Text),
    ("format", &[Word(words::format)], Some(Number), Text),
    ("format", &[Word(words::format)], Some(Text), Text),
    ("formatdate", &[Word(words::date_format), Word(words::time)], None, Text),
    ("formatlist", &[Word(words::format)], Some(List), Texts),
    ("formatlist", &[Word(words::format)], Some(Any), Texts),
    ("indent", &[Small, Text], None, Text),
    ("index", &[List, Any], None, Number),
    ("join", &[Text], Some(Texts), Text),
    ("jsondecode", &[Word(words::json)], None, Any),
    ("jsonencode", &[Any], None, Text),
    ("keys", &[Map], None, Texts),
    ("length", &[Any], None, Number),
    ("log", &[Number, Number], None, Number),
    ("lookup", &[Map, Text], Some(Any), Any),
    ("lower", &[Text], None, Text),
    ("matchkeys", &[List, List, List], None, List),
    ("max", &[], Some(Number), Number),
    ("md5", &[Text], None, Text),
    ("merge", &[], Some(Map), Map),
    ("min", &[], Some(Number), Number),
    ("nonsensitive", &[Any], None, Any),
    ("one", &[List], None, Any),
    ("parseint", &[Text, BASES], None, Number),
    ("pow", &[Number, WHOLE], None, Number),
    ("range", &[], Some(Small), Numbers),
    ("regex", &[Word(words::regex), Text], None, Any),
    ("regexall", &[Word(words::regex), Text], None, List),
    ("replace", &[Text, Text, Text], None, Text),
    ("replace", &[Text, Word(slashed), Word(words::replacement)], None, Text),
    ("reverse", &[List], None, List),
    ("setintersection", &[Sets], Some(Sets), Sets),
    ("setproduct", &[], Some(Sets), List),
    ("setsubtract", &[Sets, Sets], None, Sets),
    ("setunion", &[Sets], Some(Sets), Sets),
    ("sha1", &[Text], None, Text),
    ("sha256", &[Text], None, Text),
    ("sha512", &[Text], None, Text),
    ("signum", &[Number], None, Number),
    ("slice", &[List, Small, Small], None, List),
    ("sort", &[Texts], None, Texts),
    ("split", &[Text, Text], None, Texts),
    ("startswith", &[Text, Text], None, Truth),
    ("strcontains", &[Text, Text], None, Truth),
    ("strrev", &[Text], None, Text),
    ("substr", &[Text, Small, Small], None, Text),
    ("sum", &[Numbers], None, Number),
    ("textdecodebase64", &[Word(words::base64), Word(words::encoding)], None, Text),
    ("textencodebase64", &[Text, Word(words::encoding)], None, Text),
    ("timeadd", &[Word(words::time), Word(words::duration)], None, Text),
    ("timecmp", &[Word(words::time), Word(words::time)], None, Number),
    ("title", &[Text], None, Text),
    ("tobool", &[Any], None, Truth),
    ("tolist", &[List], None, List),
    ("tomap", &[Map], None, Map),
    ("tonumber", &[Any], None, Number),
    ("toset", &[List], None, Sets),
    ("tostring", &[Any], None, Text),
    ("transpose", &[MapOfTexts], None, MapOfTexts),
    ("trim", &[Text, Text], None, Text),
    ("trimprefix", &[Text, Text], None, Text),
    ("trimspace", &[Text], None, Text),
    ("trimsuffix", &[Text, Text], None, Text),
    ("try", &[], Some(Any), Any),
    ("upper", &[Text], None, Text),
    ("urlencode", &[Text], None, Text),
    (
        "uuidv5",
        &[
            OneOf(&[
                "\"dns\"",
                "\"url\"",
                "\"oid\"",
                "\"x500\"",
                "\"nope\"",
                "\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"",
            ]),
            Text,
        ],
        None,
        Text,
    ),
    ("values", &[Map], None, List),
    ("yamldecode", &[Word(words::yaml)], None, Any),
    ("yamlencode", &[Any], None, Text),
    ("zipmap", &[Texts, List], None, Map),
];

fn slashed(random: &mut Random) -> String {
    format!("/{}/", words::regex(random))
}

/// A string of HCL.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            char if char.is_control() => quoted.extend(["\\u", &format!("{:04x}", u32::from(char))]),
            _ => quoted.push(char),
        }
    }
    quoted.replace("${", "$${").replace("%{", "%%{") + "\""
}

pub fn expression(random: &mut Random, depth: usize, kind: Kind) -> String {
    let kind = match kind {
        Any => any_kind(random),
        _ if random.one_in(16) => any_kind(random),
        kind => kind,
    };
    if let Word(word) = kind {
        return if random.one_in(20) {
            expression(random, depth.saturating_sub(1), Text)
        } else {
            quote(&word(random))
        };
    }
    if let OneOf(choices) = kind {
        return random.word(choices).into();
    }
    if depth == 0 || random.one_in(3) {
        return leaf(random, kind);
    }
    let depth = depth - 1;
    if random.one_in(2) {
        return call_for(random, depth, kind);
    }
    compound(random, depth, kind)
}

fn any_kind(random: &mut Random) -> Kind {
    [Text, Text, Number, Small, Truth, List, Texts, Numbers, Sets, Map, Maps, MapOfTexts][random.below(12)]
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind")]
fn leaf(random: &mut Random, kind: Kind) -> String {
    const NUMBERS: [&str; 40] = [
        "0",
        "-0",
        "1",
        "2",
        "7",
        "-1",
        "2.5",
        "-2.5",
        "0.5",
        "1e3",
        "1E+3",
        "1e21",
        "1e-7",
        "0.1",
        "(0.1 + 0.2)",
        "(1/3)",
        "(10/3)",
        "(1/0)",
        "(-1/0)",
        "1e400",
        "1e-400",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "123456789012345678901234567890.5",
        "2.50",
        "100",
        "1024",
        "0.30000000000000004",
        "5",
        "\"7\"",
        "\"1e2\"",
        "1.0",
        "99999999999999999999999999999999999999999999999999999999999999",
        "0.000001",
        "0.0000001",
        "4294967296",
        "number",
    ];
    match kind {
        _ if random.one_in(24) => random.word(&NAMES).into(),
        _ if random.one_in(200) => {
            random.word(&["missing", "each", "path.module", "var.x", "local.y", "data", "self"]).into()
        }
        Text => match random.below(4) {
            0 => random.word(&["text", "empty", "digits", "accent", "no_text"]).into(),
            _ => quote(&words::text(random)),
        },
        Number => random.word(&NUMBERS).into(),
        Small => random.word(&["0", "1", "2", "3", "-1", "5", "-2", "2.5", "10", "1e3", "\"2\"", "100"]).into(),
        Truth => random.word(&["true", "false", "yes", "\"true\"", "!yes", "nothing == null", "\"0\"", "1"]).into(),
        Texts => random
            .word(&[
                "strings",
                "list",
                "[\"b\", \"a\", \"b\"]",
                "[]",
                "tolist([\"x\"])",
                "set",
                "[\"\"]",
                "[\"a\", 1, true]",
                "holes",
                "[\"é\", \"e\u{301}\"]",
            ])
            .into(),
        Numbers => random
            .word(&[
                "numbers",
                "amounts",
                "[1, 2.5, \"3\"]",
                "[]",
                "[0.1, 0.2]",
                "range(5)",
                "[1/0, -1/0]",
                "[-0, 0]",
                "toset([2, 10, 1])",
            ])
            .into(),
        Sets => random
            .word(&[
                "set",
                "toset([1, 2])",
                "toset([])",
                "toset([\"a\"])",
                "[1, \"a\"]",
                "toset([true, false])",
                "objects",
                "toset([[1], [2]])",
                "list",
            ])
            .into(),
        Map => random
            .word(&[
                "map",
                "typed",
                "{}",
                "{ a = 1, \"b\" = \"x\" }",
                "nested",
                "lists",
                "tomap({ z = null })",
                "{ x = null }",
                "{ \"e\u{301}\" = 1 }",
                "tomap({})",
            ])
            .into(),
        Maps => random.word(&["servers", "[{ a = 1 }, { a = 2 }]", "[{ a = 1 }, { b = 2 }]", "objects"]).into(),
        MapOfTexts => random
            .word(&[
                "lists",
                "{ a = [\"x\"], b = [\"x\", \"y\"] }",
                "{}",
                "{ a = [] }",
                "tomap({ k = [1, 2] })",
                "{ a = [null] }",
            ])
            .into(),
        _ => random
            .word(&[
                "list",
                "mixed",
                "none",
                "strings",
                "[1, \"a\", null]",
                "[[1], [2, [3]]]",
                "no_list",
                "holes",
                "[]",
                "servers",
                "set",
                "[null]",
                "[{ a = 1 }, { a = \"x\" }]",
                "[true, \"a\"]",
            ])
            .into(),
    }
}

fn call_for(random: &mut Random, depth: usize, kind: Kind) -> String {
    // A few looks for a function that gives what is wanted.
    for _ in 0..12 {
        let signature = FUNCTIONS[random.below(FUNCTIONS.len())];
        if gives(signature.3, kind) {
            return call(random, depth, signature);
        }
    }
    leaf(random, kind)
}

fn gives(given: Kind, wanted: Kind) -> bool {
    let is_same = std::mem::discriminant(&given) == std::mem::discriminant(&wanted);
    is_same || matches!((given, wanted), (Any, _) | (List, Texts | Numbers | Maps))
}

/// A call of any function.
pub fn any_call(random: &mut Random, depth: usize) -> String {
    let signature = FUNCTIONS[random.below(FUNCTIONS.len())];
    call(random, depth, signature)
}

/// With an argument too few or too many now and then.
fn call(random: &mut Random, depth: usize, (name, parameters, rest, _): Signature) -> String {
    let mut arguments: Vec<String> = parameters.iter().map(|kind| expression(random, depth, *kind)).collect();
    if let Some(rest) = rest {
        let more = if name == "lookup" { random.below(3).min(1) } else { random.below(4) };
        arguments.extend((0..more).map(|_| expression(random, depth, rest)));
    }
    match random.below(40) {
        0 => drop(arguments.pop()),
        1 => arguments.push(expression(random, depth, Any)),
        _ => {}
    }
    let expand = if random.one_in(25) && !arguments.is_empty() { "..." } else { "" };
    let prefix = if random.one_in(100) { random.word(&["core::", "provider::", "core::x::"]) } else { "" };
    format!("{prefix}{name}({}{expand})", arguments.join(", "))
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind")]
fn compound(random: &mut Random, depth: usize, kind: Kind) -> String {
    let mut of = |kind| expression(random, depth, kind);
    match kind {
        Text => {
            let (a, b) = (of(Text), of(Any));
            match random.below(5) {
                0 => format!(
                    "\"{}${{{a}}}{}\"",
                    random.word(&["", "p ", "$${", "\\t", "%%{", "$", "é"]),
                    random.word(&["", " ", "\\n", "~"])
                ),
                1 => format!("\"%{{ if {} ~}} y %{{~ else }}${{{a}}}%{{ endif }}\"", expression(random, depth, Truth)),
                2 => format!("\"%{{ for v in {} ~}} ${{v}},%{{ endfor ~}} z\"", expression(random, depth, Texts)),
                3 => format!(
                    "<<{}E\n  ${{{a}}}\n    x{}\n  E\n",
                    random.word(&["", "-"]),
                    random.word(&["", " %{ if true ~}", "\\n", "$${", "\n"])
                ),
                _ => format!("({} ? {a} : {b})", expression(random, depth, Truth)),
            }
        }
        Number | Small => {
            let (a, b) = (of(kind), of(Number));
            if random.one_in(6) {
                format!("-{a}")
            } else {
                format!("({a} {} {b})", random.word(&["+", "-", "*", "/", "%"]))
            }
        }
        Truth => {
            let (a, b, c, d) = (of(Truth), of(Any), of(Any), of(Number));
            match random.below(5) {
                0 => format!("({a} {} {})", random.word(&["&&", "||"]), expression(random, depth, Truth)),
                1 => format!("!{a}"),
                2 => format!("({d} {} {})", random.word(&["<", "<=", ">", ">="]), expression(random, depth, Number)),
                _ => format!("({b} {} {c})", random.word(&["==", "!="])),
            }
        }
        Map | MapOfTexts => {
            let (a, b) = (of(List), of(Any));
            match random.below(5) {
                0 => format!(
                    "{{ for k, v in {a} : {} => {}{} }}",
                    random.word(&["k", "v", "\"x\"", "v.host", "k % 2"]),
                    random.word(&["v", "k", "[v]", "v[0]"]),
                    random.word(&["", "...", " if k != 1", "... if v != null"])
                ),
                1 => format!("{{ for v in {} : v => upper(v)... }}", expression(random, depth, Texts)),
                2 => format!("{{ x = {b}, \"y z\" : {a}, ({}) = 1 }}", expression(random, depth, Text)),
                3 => format!(
                    "({} ? {} : {})",
                    expression(random, depth, Truth),
                    expression(random, depth, Map),
                    expression(random, depth, Map)
                ),
                _ => format!("{{ a = {b}\n b = {a}\n}}"),
            }
        }
        _ => {
            let (a, b, c) = (of(List), of(Any), of(Any));
            match random.below(9) {
                0 => format!("[{a}, {b}]"),
                1 => format!(
                    "[for v in {a} : {}{}]",
                    random.word(&["v", "\"<${v}>\"", "v == null", "[v]", "v.host", "v + 1"]),
                    random.word(&["", " if v != null", " if true", " if v", " if can(v.host)"])
                ),
                2 => format!(
                    "[for i, v in {a} : {}]",
                    random.word(&["i", "{ i = i, v = v }", "\"${i}=${v}\"", "i => v"])
                ),
                3 => format!(
                    "{}{}",
                    expression(random, depth, List),
                    random.word(&[
                        "[*]",
                        "[*].host",
                        ".*.host",
                        "[0]",
                        "[-1]",
                        ".0",
                        "[\"0\"]",
                        "[*].host[0]",
                        "[1.0]",
                        "[*][*]",
                        "[0].host",
                        "[*].a.b"
                    ])
                ),
                4 => format!("({} ? {a} : {b})", expression(random, depth, Truth)),
                5 => format!(
                    "{}{}",
                    expression(random, depth, Map),
                    random.word(&[
                        ".a",
                        ".x",
                        "[\"a\"]",
                        "[\"k\"]",
                        "[*]",
                        "[*].a",
                        ".p.q[1].r",
                        "[1]",
                        "[null]",
                        ".0",
                        "[true]"
                    ])
                ),
                6 => format!("{{ for k, v in {} : k => v }}[*]", expression(random, depth, Map)),
                7 => format!("({b} == {c})"),
                _ => format!("[{b}, {c}, ]"),
            }
        }
    }
}
