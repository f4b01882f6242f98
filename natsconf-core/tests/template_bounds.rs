//! No template runs forever or fills the memory: what it asks for is counted before it is made. A step stands for some
//! twenty bytes, so that the default bound is far below a gigabyte.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use natsconf_core::source::FileId;
use natsconf_core::template::Limits;
use natsconf_core::template::{jinja, terraform};

/// A hundredth of the default bounds.
fn limits() -> Limits {
    let Limits { steps, output, depth } = Limits::default();
    Limits { steps: steps / 100, output: output / 100, depth }
}

/// With `long`, a text of a hundred thousand times `x,`, and `list`, ten thousand texts.
fn variables() -> String {
    serde_json::json!({ "long": "x,".repeat(70_000), "list": vec!["x"; 10_000] }).to_string()
}

fn terraform(template: &str, limits: &Limits) -> Vec<&'static str> {
    let all = Limits::default();
    let variables = terraform::Variables::from_json(variables().as_bytes(), FileId::MAIN, &all).unwrap();
    let rendered = terraform::render(template.as_bytes(), FileId::MAIN, &variables, &terraform::NoFiles, limits);
    rendered.err().unwrap_or_default().iter().map(|diagnostic| diagnostic.code.name).collect()
}

fn jinja(template: &str) -> Vec<&'static str> {
    let variables = jinja::Variables::from_json(variables().as_bytes(), FileId::MAIN).unwrap();
    let rendered = jinja::render(template.as_bytes(), FileId::MAIN, &variables, &limits());
    rendered.err().unwrap_or_default().iter().map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn terraform_templates_that_grow_end_at_the_bound() {
    let nested = |inner: &str, turns: usize| {
        let opened: Vec<String> = (0..turns).map(|turn| format!("[for a{turn} in range(1000) : ")).collect();
        let opened = opened.concat();
        format!("${{length({opened}{inner}{})}}|", "]".repeat(turns))
    };
    let templates = [
        "${length(split(\"\", long))}|".to_owned(),
        "${length(split(\",\", long))}|".into(),
        "${length(regexall(\".\", long))}|".into(),
        "${length(regexall(\"()()()()()()()()()\", long))}|".into(),
        "${length(csvdecode(replace(\"a\\n${long}\", \",\", \"\\n\")))}|".into(),
        "${length(jsondecode(\"[${replace(long, \"x\", \"{}\")}0]\"))}|".into(),
        "${length(jsondecode(\"[${replace(long, \"x\", \"[]\")}0]\"))}|".into(),
        "${length(yamldecode(\"[${replace(long, \"x\", \"{}\")}0]\"))}|".into(),
        "${length(yamldecode(replace(long, \"x,\", \"- a\\n\")))}|".into(),
        "${length(chunklist(list, 1))}${length(chunklist(list, 1))}|".into(),
        "${length(transpose({ for i in range(200) : i => range(1000) }))}|".into(),
        "${length(flatten([for i in range(1000) : list]))}|".into(),
        "${length(setproduct(range(1000), range(1000)))}|".into(),
        "${length(setproduct(list, list))}|".into(),
        "${length(setintersection(range(1000), range(1000), range(1000)))}|".into(),
        "${length(distinct(range(1000)))}${length(distinct([for i in range(1000) : tostring(i)]))}|".into(),
        "${length(concat([for i in range(1000) : list]...))}|".into(),
        "${length(merge([for i in range(1000) : { for j in range(1000) : j => i }]...))}|".into(),
        "${length(join(long, list))}|".into(),
        "${length(replace(long, \"/x*/\", long))}|".into(),
        "${length(replace(long, \"x\", long))}|".into(),
        "${length(format(\"%1000000000d\", 1))}|".into(),
        "${length(formatlist(\"%1000d\", range(1000)))}|".into(),
        "${length(indent(1000000000, \"a\\nb\"))}|".into(),
        "${length(jsonencode([for i in range(1000) : list]))}|".into(),
        "${length(yamlencode([for i in range(1000) : list]))}|".into(),
        "${length({ for i in range(1000) : i => { for j in range(1000) : j => j } })}|".into(),
        "${length({ for i in range(1000) : i => [for j in range(1000) : j]... })}|".into(),
        "${length(toset([for i in range(1000) : list]))}|".into(),
        "${length([for i in range(1000) : list[*]])}|".into(),
        "${[for i in range(1000) : list] == [for i in range(1000) : list]}|".into(),
        "${length([for i in range(1000) : \"${i}${long}\"])}|".into(),
        "%{ for i in range(1000) }%{ for j in range(1000) }%{ endfor }%{ endfor }|".into(),
        "%{ for i in range(1000) }${long}%{ endfor }|".into(),
        "${length(yamldecode(<<-E\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  \
         c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n  d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n  \
         e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n  f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n  E\n))}|"
            .into(),
        "${length([for i in range(1000) : parseint(join(\"\", [for j in range(1000) : \"9\"]), 10)])}|".into(),
        "${pow(10, 300) * pow(10, 300) * 1e20000000}|".into(),
        "${base64gzip(join(\"\", [for i in range(1000) : sha512(i)]))}|".into(),
        "${length([for i in range(1000) : base64gzip(i)])}|".into(),
        "${rsadecrypt(\"\", \"-----BEGIN RSA PRIVATE KEY-----\\n${long}\\n-----END RSA PRIVATE KEY-----\")}|".into(),
        nested("1", 2),
        nested("[1]", 2),
        nested("{ a = 1 }", 2),
        nested("\"${a1}\"", 2),
        nested("sha512(long)", 1),
        nested("trim(long, long)", 1),
        nested("regexall(\"a${a0}\", \"\")", 1),
    ];
    for template in templates {
        assert_eq!(terraform(&template, &limits()), ["template-limit"], "{template}");
    }
}

/// A value that is small in memory, since its parts are shared, and has a million of them for whom goes through it.
#[test]
fn terraform_templates_that_share_what_they_hold_end_at_the_bound() {
    const LAST: usize = 19;
    let doubled = |inner: &str| {
        let opened = (1..=LAST).map(|turn| format!("%{{ for a{turn} in [[a{0}, a{0}]] }}", turn - 1));
        let opened = opened.collect::<String>();
        format!("%{{ for a0 in [[1, 1]] }}{opened}${{{inner}}}{}|", "%{ endfor }".repeat(LAST + 1))
    };
    for inner in [
        "a19 == 1",
        "1 != a19",
        "a19 == [a18, a18]",
        "length(true ? a19 : [1]) == 1",
        "try(a19, 1) == 1",
        "can(a19)",
        "issensitive(a19)",
        "upper(a19)",
        "length([a18][*])",
        "contains([for i in range(1000) : [1]], a9)",
        "index([for i in range(1000) : [1]], a9)",
    ] {
        assert_eq!(terraform(&doubled(inner), &limits()), ["template-limit"], "{inner}");
    }
    for inner in ["a19", "a19.x", "a19[a19]", "!a19", "a19 + 1", "a19 ? 1 : 2", "{ (a19) = 1 }.x"] {
        assert_eq!(terraform(&doubled(inner), &limits()), ["template-type"], "{inner}");
    }
}

#[test]
fn terraform_templates_of_large_configurations_are_far_from_the_bound() {
    let users = "%{ for i in range(1000) }{ user: \"u${i}\", password: \"$2a$11$${i}\", permissions: { publish: { allow: \
        [${join(\", \", [for s in [\"a.>\", \"b.*\"] : \"\\\"${s}${i}\\\"\"])}] } } }\n\
        ${contains(list, \"u${i}\") ? \"# known\" : \"\"}%{ endfor }";
    assert_eq!(terraform(users, &Limits::default()), [""; 0]);
}

#[test]
fn jinja_templates_that_grow_end_at_the_bound() {
    for template in [
        "{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{{ long * 1000 }}",
        "{% for i in range(10000) %}{{ long }}{% endfor %}",
        "{% set ns = namespace(t = long) %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
        "{{ long | replace('x', long) | length }}",
        "{{ long | regex_replace('x*', long) | length }}",
        "{{ list | join(long) | length }}",
        "{{ long | indent(1000000000) }}{{ ('\\n' * 10000) | indent(100000) }}",
        "{% for i in range(10000) %}{{ 'a' | regex_search('a' ~ i) }}{% endfor %}",
        "{{ '%1000000000d' | format(1) }}",
        "{% for i in range(10000) %}{{ long | to_json | length }}{% endfor %}",
        "{% for i in range(10000) %}{{ list | unique | length }}{% endfor %}",
        "{% for i in range(10000) %}{{ long | list | length }}{% endfor %}",
        "{{ ([1] * 100000000) | union([1]) | length }}",
        "{{ ([1] * 100000000) | flatten | length }}",
        "{{ ([1] * 100000000) | to_json | length }}",
        "{{ ([1] * 100000000) | join('') | length }}",
        "{{ [1] * 100000000 }}",
        "{{ ([1] * 100000000) | string | length }}",
        "{{ ([1] * 100000000) | list | length }}",
        "{{ ([1] * 100000000) | unique | length }}",
        "{{ ([1] * 100000000) | sort | length }}",
        "{% for i in [1] * 100000000 %}{% endfor %}",
        // Lists that double.
        "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}",
        "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = ns.t * 2 %}{% endfor %}",
        "{% macro m(t, n) %}{% if n %}{{ m(t + t, n - 1) }}{% endif %}{% endmacro %}{{ m([1], 60) }}",
        // Lists of themselves.
        "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}",
        "{% macro m(t, n) %}{% if n %}{{ m([t, t], n - 1) }}{% endif %}{% endmacro %}{{ m([1], 60) }}",
        "{% macro m(t, n) %}{% if n %}{{ m({'a': t, 'b': t}, n - 1) }}{% endif %}{% endmacro %}{{ m([1], 60) }}",
        "{% set ns = namespace(t=1) %}{% for i in range(2000) %}{% set ns.t = [ns.t] %}{% endfor %}",
        "{% set ns = namespace() %}{% set ns.t = ns %}{{ ns }}",
        "{% set ns = namespace() %}{% set ns.t = ns %}{{ ns == ns.t.t or ns | string }}",
        "{% set ns = namespace(t={}) %}{% for i in range(2000) %}{% set ns.t = dict(a=ns.t) %}{% endfor %}",
        // What goes through lists of lists.
        "{{ [[1] * 10000] * 10000 == [[1] * 10000] * 10000 }}",
        "{{ [[[1] * 10000] * 10000] * 10000 == [[[1] * 10000] * 10000] * 10000 }}",
        "{% if false %}{{ [[1] * 10000] * 10000 == [[1] * 10000] * 10000 }}{% endif %}{{ [1] * 100000000 }}",
        "{{ 1 < ([[1] * 10000] * 10000) < ([[1] * 10000] * 10000) }}",
        "{{ [[1] * 10000] in [[[1] * 10000]] * 10000 }}",
        "{{ [[1] * 10000] * 10000 ~ '' }}",
        "{{ [[1] * 10000] * 10000 }}",
        "{{ [long] * 10000 }}",
        "{{ ([long] * 10000) | join | length }}",
        "{{ ([long] * 10000) | map('upper') | list | length }}",
        "{{ ([[1] * 10000] * 10000) | upper | length }}",
        "{{ ([[1] * 10000] * 10000) | sort | length }}",
        "{{ ([[1] * 10000] * 10000) | unique | list | length }}",
        "{{ ([[1] * 10000] * 10000) | max | length }}",
        "{{ ([[1] * 10000] * 10000) | groupby(0) | length }}",
        "{{ ([[1] * 10000] * 10000) | sum(start=[]) | length }}",
        "{{ ([[1] * 10000] * 10000) | to_nice_json(indent=64) | length }}",
        "{{ ([[1] * 10000] * 10000) is eq(([[1] * 10000] * 10000)) }}",
        "{{ ([[1] * 10000] * 10000) | select('eq', [[1] * 10000] * 10000) | list | length }}",
        "{{ ([[1] * 10000] * 10000).count([1] * 10000) }}",
        "{{ {([[1] * 10000] * 10000): 1} | length }}",
        "{{ {'a': 1}[[[1] * 10000] * 10000] }}",
        "{% for i in range(10) %}{{ range(100000) | difference(range(100000)) | length }}{% endfor %}",
        "{{ range(100000) | select('in', range(100000)) | list | length }}",
        "{{ range(100000) | map('replace', '1', long) | list | length }}",
        "{{ range(100000) | map('batch', 1024) | list | length }}",
        "{{ range(100000) | map('slice', 1000) | list | length }}",
        "{% for i in range(10000) %}{% set x = ('[' ~ long | replace('x', '[]') ~ '0]') | from_json %}{% endfor %}",
        "{% for i in range(10000) %}{% set x = list | to_nice_json(indent=64) %}{% endfor %}",
        "{{ ([list] * 10000) | map('union', list) | list | length }}",
        "{% for i in range(100) %}{{ ([{}] * 1000) | map('combine', {'a': 1, 'b': 2, 'c': 3}) | length }}{% endfor %}",
        "{{ ([1] * 1000) | batch(1) | map('batch', 1000000, long) | list | length }}",
        // What Python's methods make.
        "{{ long.replace('x', long) | length }}",
        "{{ long.join(list) | length }}",
        "{{ '{:1000000000d}'.format(1) | length }}",
        "{{ ('{0}' * 100000).format(long) | length }}",
        "{{ ('{0[0]}' * 100000).format([long]) | length }}",
        "{{ ('%(a)s' * 100000) | format(a=long) | length }}",
        "{{ '{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}'.format(long) * 10 }}",
        "{% for i in range(1000) %}{% set x = long.split(',') %}{% endfor %}",
        "{% for i in range(1000) %}{% set x = long.upper() %}{% endfor %}",
    ] {
        assert_eq!(jinja(template), ["template-limit"], "{template}");
    }
    for template in [
        "{% for i in range(1000000000) %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}{{ twice(60) }}",
        "{{ 2 ** 100000000 }}",
        "{{ 'x'.center(1000000000) }}",
    ] {
        assert_eq!(jinja(template).len(), 1, "{template}");
    }
}

#[test]
fn what_filters_make_of_several_lists_or_of_numbers_ends_at_the_bound() {
    for template in [
        "{{ list | product(list) | length }}",
        "{{ [1] | product(repeat=1000000000) | length }}",
        "{{ list | combinations(3) | length }}",
        "{{ range(30) | combinations(15) | length }}",
        "{{ list | permutations | length }}",
        "{{ range(12) | permutations | length }}",
        "{% for i in range(10000) %}{{ list | zip_longest(list) | length }}{% endfor %}",
        "{{ ([{'a': list}] * 10000) | subelements('a') | length }}",
        "{{ 'a' | comment(postfix_count=1000000000) | length }}",
        "{{ 'a' | comment(prefix_count=1000000000) | length }}",
        "{{ ('\\n' * 10000) | comment(decoration=long) | length }}",
        "{{ 'a' | center(1000000000) | length }}",
        "{{ list | map('center', 100000) | list | length }}",
        "{% for i in range(10000) %}{{ list is subset(list) }}{% endfor %}",
    ] {
        assert_eq!(jinja(template), ["template-limit"], "{template}");
    }
}

#[test]
fn jinja_templates_of_large_configurations_are_far_from_the_bound() {
    let users: Vec<_> = (0..2_000)
        .map(|number| {
            serde_json::json!({ "name": format!("user-{number}"), "account": format!("A{}", number % 50),
                "allow": ["orders.>", "bills.*.new"], "admin": number % 7 == 0 })
        })
        .collect();
    let variables = serde_json::json!({ "users": users, "routes": (0..500).collect::<Vec<_>>() }).to_string();
    let variables = jinja::Variables::from_json(variables.as_bytes(), FileId::MAIN).unwrap();
    let template = "{% set ns = namespace(routes=[], names=[]) %}
{% for number in routes %}{% set ns.routes = ns.routes + ['nats://n' ~ number ~ ':6222'] %}{% endfor %}
{% for user in users if user.admin %}{% set ns.names = ns.names + [user] %}{% endfor %}
cluster { name: c, port: 6222, routes: {{ ns.routes | to_json }} }
accounts {
{% for account, members in users | groupby('account') %}
  {{ account }}: { users: [
{% for user in members %}
    { user: {{ user.name | to_json }}, password: {{ user.password | default('x' * 20) }}, permissions: { publish: [
      {%- for subject in user.allow %}{{ subject | to_json }}{{ ', ' if not loop.last }}{% endfor -%}
    ] } }{% if user.name in ns.names | map(attribute='name') %} # admin{% endif %}

{% endfor %}
  ] }
{% endfor %}
}
";
    let Limits { steps, output, depth } = Limits::default();
    let half = Limits { steps: steps / 2, output: output / 2, depth };
    let rendered = jinja::render(template.as_bytes(), FileId::MAIN, &variables, &half).unwrap();
    assert_eq!(rendered.text().matches("{ user: ").count(), 2_000);
    assert_eq!(rendered.text().matches("# admin").count(), 286);
}

/// What descends into a template must not take the stack.
#[test]
fn jinja_templates_that_are_too_deep_are_refused() {
    for depth in [600, 100_000] {
        let after = |start: &str, each: &str| format!("{{{{ {start}{} }}}}", each.repeat(depth));
        for template in [
            after("1", " + 1"),
            after("{'a': {}}", " ~ 1"),
            after("'}}'", " ~ 1"),
            after("long", " | upper"),
            after("long", ".upper()"),
            after("[", "["),
            after("[1", ", [1"),
            after("{1", ": {1"),
            after("1", " if 1 else 1"),
            after("", "not "),
            format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(depth)),
            format!("{{% if 1 %}}{}", "{% elif 1 %}{% if 1 %}".repeat(depth)),
        ] {
            assert_eq!(jinja(&template), ["template-limit"], "{depth}: {}", &template[..40]);
        }
    }
}

/// With it, natsconf marks what a template writes.
#[test]
fn jinja_templates_do_not_render_what_is_no_character() {
    for template in [
        "a: \u{FDD0}",
        "a: {{ '\u{FDD0}0\u{FDD0}' }}",
        "a: {{ '\\ufdd00\\ufdd0' }}",
        "{% set a = ['\\ufdd0'] %}{{ a }}",
    ] {
        assert_eq!(jinja(template).len(), 1, "{template}");
    }
}

#[test]
fn jinja_templates_that_are_long_are_not_too_deep() {
    let users = "{ 'name': user.name ~ '-' ~ host, 'subjects': [a.b.c, a.b.d] }, ".repeat(2_000);
    let conditions = "{% if a == 1 %}a{% elif a == 2 %}b{% endif %}".repeat(2_000);
    let template = format!(
        "{{% set host, a = 'h', {{'b': {{'c': 1, 'd': 2}}}} %}}{{% set user = {{'name': 'u'}} %}}\
         {{{{ [{users}] | length }}}}{conditions}"
    );
    assert_eq!(jinja(&template), [""; 0]);
}
