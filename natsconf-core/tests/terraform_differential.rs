//! Random templates, rendered by the real `terraform` and by natsconf: the same text, or the mistake at the same place.
//!
//! `NATSCONF_SEED` chooses another set of templates, `NATSCONF_CASES` another number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod terraform_lab;

use terraform_lab::{Outcome, fixtures, render, run};

const VARIABLES: &str = r#"{
    "text": "v", "empty": "", "number": 5, "half": 0.5, "yes": true, "nothing": null, "digits": "12",
    "list": ["a", "b", "c"], "numbers": [3, 1, 2], "none": [], "mixed": [1, "a", true, null],
    "map": {"b": 1, "a": 2}, "nested": {"p": {"q": [1, {"r": "s"}]}}, "accent": "é",
    "servers": [{"host": "a", "port": 1}, {"host": "b", "port": 2}]
}"#;

#[test]
fn random_templates_render_as_terraform_renders_them() {
    let seed = number("NATSCONF_SEED", 20_240_229);
    let count = number("NATSCONF_CASES", 1000);
    let mut random = Random(seed);
    let templates: Vec<String> = (0..count).map(|_| template(&mut random)).collect();
    let expected = run(&templates, VARIABLES);
    let mut differences = Vec::new();
    let (mut rendered, mut refused) = (0, 0);
    for (template, expected) in templates.iter().zip(&expected) {
        match expected {
            Outcome::Text(_) => rendered += 1,
            _ => refused += 1,
        }
        let found = render(template, VARIABLES);
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
        let outcomes = run(&templates, &fixture.variables);
        if std::env::var_os("NATSCONF_RECORD").is_some() {
            fixture.record(outcomes);
            continue;
        }
        for ((template, recorded), outcome) in fixture.cases.iter().zip(&outcomes) {
            assert_eq!(recorded, outcome, "{template:?} in {}", fixture.path.display());
        }
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// A xorshift generator: the same seed, the same templates.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A template that ends with text, so that its value is text; one in eight is spoilt.
fn template(random: &mut Random) -> String {
    let mut template = parts(random, 3);
    if random.one_in(8) {
        spoil(random, &mut template);
    }
    template + "|"
}

fn spoil(random: &mut Random, template: &mut String) {
    let places: Vec<usize> = template.char_indices().map(|(at, _)| at).collect();
    let Some(at) = places.get(random.below(places.len().max(1))).copied() else { return };
    if template[at..].starts_with(|char: char| char.is_ascii_punctuation()) && random.one_in(2) {
        template.remove(at);
    } else {
        template
            .insert_str(at, random.pick(&["}", "{", "\"", "${", "%{", "(", "]", ".", ",", "~", "'", " ", "\n", "\\"]));
    }
}

fn parts(random: &mut Random, depth: usize) -> String {
    (0..random.below(4)).map(|_| part(random, depth)).collect()
}

fn part(random: &mut Random, depth: usize) -> String {
    const TEXTS: [&str; 22] = [
        "a", " ", "\n", "  \n", "\t", "$", "%", "$$", "%%", "é", "e\u{301}", "{ ", " }", "\"", "\\n", "\r\n", "# c\n",
        "port: ", "$${", "%%{", "\u{a0}", "\n\n",
    ];
    let strip = |random: &mut Random| if random.one_in(3) { "~" } else { "" };
    let (open, close) = (strip(random), strip(random));
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0..=3 => random.pick(&TEXTS).into(),
        4..=6 => format!("${{{open}{}{close}}}", expression(random, depth.min(2) + 1)),
        7 => {
            let (condition, body) = (condition(random), parts(random, depth - 1));
            let no = if random.one_in(2) {
                format!("%{{{close} else {open}}}{}", parts(random, depth - 1))
            } else {
                String::new()
            };
            format!("%{{{open} if {condition} {close}}}{body}{no}%{{{close} endif {open}}}")
        }
        _ => {
            let names = random.pick(&["v", "k, v", "text"]);
            let collection =
                random.pick(&["list", "map", "none", "numbers", "servers", "toset(list)", "mixed", "text"]);
            let body = parts(random, depth - 1) + random.pick(&["${v}", "${text}", "${try(k, \"-\")}", "x", "\n"]);
            format!("%{{{open} for {names} in {collection} {close}}}{body}%{{{close} endfor {open}}}")
        }
    }
}

fn condition(random: &mut Random) -> String {
    match random.below(4) {
        0 => "yes".into(),
        1 => "text == \"v\"".into(),
        2 => "nothing != null".into(),
        _ => expression(random, 1),
    }
}

fn expression(random: &mut Random, depth: usize) -> String {
    const ATOMS: [&str; 30] = [
        "text", "number", "half", "yes", "nothing", "list", "numbers", "none", "mixed", "map", "nested", "servers",
        "empty", "digits", "accent", "1", "0", "2.50", "1e3", "\"s\"", "\"\"", "true", "null", "[]", "{}", "-1",
        "\"a\"", "0.1", "\"7\"", "missing",
    ];
    if depth == 0 || random.one_in(4) {
        let count = if random.one_in(40) { ATOMS.len() } else { ATOMS.len() - 1 };
        return random.pick(&ATOMS[..count]).into();
    }
    let depth = depth - 1;
    let mut inner = || expression(random, depth);
    let (a, b, c) = (inner(), inner(), inner());
    match random.below(17) {
        0..=4 => call(random, depth),
        5 => format!("{a} {} {b}", random.pick(&["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"])),
        6 => format!("({a})"),
        7 => format!("{a} ? {b} : {c}"),
        8 => format!("[{a}, {b}]"),
        9 => format!("{{ x = {a}, \"y\" = {b} }}"),
        10 => format!("[for v in {a} : v{}]", random.pick(&["", " if v != null", " if true", " if v"])),
        11 => format!("{{ for k, v in {a} : k => v{} }}", random.pick(&["", "...", " if k != \"a\""])),
        12 => format!("{}[{b}]", random.pick(&["list", "map", "mixed", "nested", "servers"])),
        13 => format!("{}{}", random.pick(&["nested", "servers", "map", "text"]), steps(random)),
        14 => format!("\"{}{}\"", random.pick(&["", "p ", "$${", "\\t"]), format_args!("${{{a}}}")),
        15 => format!("{}{a}", random.pick(&["!", "-"])),
        _ => format!("\"%{{ if {a} }}y%{{ else }}${{{b}}}%{{ endif }}\""),
    }
}

fn steps(random: &mut Random) -> &'static str {
    random.pick(&[
        ".p.q[1].r",
        ".p.q.0",
        "[0].host",
        "[*].port",
        ".*.host",
        ".a",
        ".nope",
        "[\"a\"]",
        "[5]",
        ".0",
        "[*]",
    ])
}

/// A call with one argument too few or too many now and then.
fn call(random: &mut Random, depth: usize) -> String {
    const FUNCTIONS: [(&str, usize); 62] = [
        ("abs", 1),
        ("ceil", 1),
        ("chomp", 1),
        ("chunklist", 2),
        ("coalesce", 2),
        ("coalescelist", 2),
        ("compact", 1),
        ("concat", 2),
        ("contains", 2),
        ("distinct", 1),
        ("element", 2),
        ("endswith", 2),
        ("flatten", 1),
        ("floor", 1),
        ("formatlist", 2),
        ("indent", 2),
        ("index", 2),
        ("join", 2),
        ("jsonencode", 1),
        ("keys", 1),
        ("length", 1),
        ("lookup", 3),
        ("lower", 1),
        ("max", 2),
        ("merge", 2),
        ("min", 2),
        ("one", 1),
        ("parseint", 2),
        ("range", 1),
        ("regexall", 2),
        ("replace", 3),
        ("reverse", 1),
        ("setunion", 2),
        ("setintersection", 2),
        ("setproduct", 2),
        ("setsubtract", 2),
        ("signum", 1),
        ("slice", 3),
        ("sort", 1),
        ("split", 2),
        ("startswith", 2),
        ("strrev", 1),
        ("substr", 3),
        ("sum", 1),
        ("title", 1),
        ("tobool", 1),
        ("tolist", 1),
        ("tomap", 1),
        ("tonumber", 1),
        ("toset", 1),
        ("tostring", 1),
        ("transpose", 1),
        ("trim", 2),
        ("trimprefix", 2),
        ("trimspace", 1),
        ("try", 2),
        ("can", 1),
        ("upper", 1),
        ("urlencode", 1),
        ("values", 1),
        ("yamlencode", 1),
        ("zipmap", 2),
    ];
    let (name, wanted) = FUNCTIONS[random.below(FUNCTIONS.len())];
    let count = match random.below(20) {
        0 => wanted - 1,
        1 => wanted + 1,
        _ => wanted,
    };
    let arguments: Vec<String> = (0..count).map(|_| expression(random, depth)).collect();
    let expand = if random.one_in(25) && count > 0 { "..." } else { "" };
    let call = format!("{name}({}{expand})", arguments.join(", "));
    // Text is what most holes need.
    if random.one_in(2) { format!("jsonencode({call})") } else { call }
}
