//! The program that a template is run as.
//!
//! minijinja takes fuel for each instruction, and for what an operator or a filter gives. It takes none for what they go
//! through inside a value, and adds, repeats and cuts lists lazily, so that a few instructions make lists of more items
//! than there is memory. So the operands of whatever goes through values are handed through filters of ours in the
//! syntax tree, which take the fuel first, and lists are made where they are asked for.
//!
//! A mark before each output tells which part of the template made it. (`Template::render_with_spans` tells the same of
//! programs that minijinja makes itself.)

use minijinja::Error;
use minijinja::machinery::ast::{
    AutoEscape, BinOp, BinOpKind, Call, CallArg, CallBlock, CallType, Compare, CompareOp, Const, Do, EmitExpr, EmitRaw,
    Expr, Filter, FilterBlock, ForLoop, GetAttr, GetItem, IfCond, IfExpr, List, Macro, Map, Set, SetBlock, Slice,
    Spanned, Stmt, Template, Test, Tuple, UnaryOp, UnaryOpKind, Var, WithBlock,
};
use minijinja::machinery::{CodeGenerator, Instructions, Span, parse};

use super::filters::bare;
use super::fuel::{KEPT, LIST, WHOLE};
use super::marks::Marks;
use super::source::Source;

/// Filters that look at no more than a value and its items.
const SHALLOW_FILTERS: [&str; 16] = [
    "attr",
    "batch",
    "count",
    "d",
    "default",
    "dict2items",
    "first",
    "items",
    "last",
    "length",
    "list",
    "mandatory",
    "reverse",
    "slice",
    "ternary",
    "zip",
];

/// Tests that look at no more than a value.
const SHALLOW_TESTS: [&str; 18] = [
    "boolean",
    "defined",
    "even",
    "false",
    "float",
    "int",
    "integer",
    "iterable",
    "mapping",
    "none",
    "number",
    "odd",
    "safe",
    "sameas",
    "sequence",
    "string",
    "true",
    "undefined",
];

/// Methods that look at no more than what they are called on.
const SHALLOW_METHODS: [&str; 6] = ["changed", "cycle", "get", "items", "keys", "values"];

/// The instructions of a template, and what its marks stand for.
///
/// # Errors
/// The first mistake of syntax.
pub(super) fn compile(source: &Source) -> Result<(Instructions<'_>, Marks), Error> {
    const NAME: &str = "template";
    let mut tree = Tree::default();
    let template = tree.statement(&parse(&source.text, NAME, source.syntax()?)?, true);
    let mut code = CodeGenerator::new(NAME, &source.text);
    code.compile_stmt(&template);
    Ok((code.finish().0, tree.marks))
}

#[derive(Default)]
struct Tree {
    marks: Marks,
}

impl Tree {
    /// Statements, with a mark before each output. Output is not marked where it is caught and becomes a value.
    fn body<'t>(&mut self, body: &[Stmt<'t>], marked: bool) -> Vec<Stmt<'t>> {
        let mut statements = Vec::new();
        for statement in body {
            if let Some(span) = output(statement).filter(|_| marked) {
                let range = span.start_offset as usize..span.end_offset as usize;
                let value = self.marks.add(range, matches!(statement, Stmt::EmitRaw(_)));
                let mark = Expr::Const(Spanned::new(Const { value }, span));
                statements.push(Stmt::EmitExpr(Spanned::new(EmitExpr { expr: mark }, span)));
            }
            statements.push(self.statement(statement, marked));
        }
        statements
    }

    fn statement<'t>(&mut self, statement: &Stmt<'t>, marked: bool) -> Stmt<'t> {
        match statement {
            Stmt::Template(it) => {
                Stmt::Template(Spanned::new(Template { children: self.body(&it.children, marked) }, it.span()))
            }
            Stmt::EmitExpr(it) => {
                // A call is left bare: minijinja runs `{{ loop(…) }}` in its own way.
                let expr = if let Expr::Call(it) = &it.expr { Expr::Call(call(it)) } else { expression(&it.expr) };
                Stmt::EmitExpr(Spanned::new(EmitExpr { expr }, it.span()))
            }
            Stmt::EmitRaw(it) => Stmt::EmitRaw(Spanned::new(EmitRaw { raw: it.raw }, it.span())),
            Stmt::ForLoop(it) => {
                let marked = marked && !it.recursive;
                let node = ForLoop {
                    target: target(&it.target),
                    iter: expression(&it.iter),
                    filter_expr: it.filter_expr.as_ref().map(expression),
                    recursive: it.recursive,
                    body: self.body(&it.body, marked),
                    else_body: self.body(&it.else_body, marked),
                };
                Stmt::ForLoop(Spanned::new(node, it.span()))
            }
            Stmt::IfCond(it) => {
                let node = IfCond {
                    expr: expression(&it.expr),
                    true_body: self.body(&it.true_body, marked),
                    false_body: self.body(&it.false_body, marked),
                };
                Stmt::IfCond(Spanned::new(node, it.span()))
            }
            Stmt::WithBlock(it) => {
                let assignments = it.assignments.iter().map(|(to, value)| (target(to), through(KEPT, value)));
                let node = WithBlock { assignments: assignments.collect(), body: self.body(&it.body, marked) };
                Stmt::WithBlock(Spanned::new(node, it.span()))
            }
            Stmt::Set(it) => {
                Stmt::Set(Spanned::new(Set { target: target(&it.target), expr: through(KEPT, &it.expr) }, it.span()))
            }
            Stmt::SetBlock(it) => {
                let node = SetBlock {
                    target: target(&it.target),
                    filter: it.filter.as_ref().map(expression),
                    body: self.body(&it.body, false),
                };
                Stmt::SetBlock(Spanned::new(node, it.span()))
            }
            Stmt::AutoEscape(it) => {
                let node = AutoEscape { enabled: expression(&it.enabled), body: self.body(&it.body, marked) };
                Stmt::AutoEscape(Spanned::new(node, it.span()))
            }
            Stmt::FilterBlock(it) => {
                let node = FilterBlock {
                    filter: expression(&it.filter),
                    filter_span: it.filter_span,
                    body: self.body(&it.body, false),
                };
                Stmt::FilterBlock(Spanned::new(node, it.span()))
            }
            Stmt::Macro(it) => Stmt::Macro(self.macro_declaration(it)),
            Stmt::CallBlock(it) => {
                let node = CallBlock {
                    call: call(&it.call),
                    call_expr_span: it.call_expr_span,
                    macro_decl: self.macro_declaration(&it.macro_decl),
                };
                Stmt::CallBlock(Spanned::new(node, it.span()))
            }
            Stmt::Do(it) => Stmt::Do(Spanned::new(Do { call: call(&it.call) }, it.span())),
        }
    }

    fn macro_declaration<'t>(&mut self, it: &Spanned<Macro<'t>>) -> Spanned<Macro<'t>> {
        let node = Macro {
            name: it.name,
            args: it.args.iter().map(target).collect(),
            defaults: it.defaults.iter().map(expression).collect(),
            body: self.body(&it.body, false),
        };
        Spanned::new(node, it.span())
    }
}

/// The part of the template that what a statement writes comes from.
fn output(statement: &Stmt<'_>) -> Option<Span> {
    match statement {
        Stmt::EmitExpr(it) => Some(it.span()),
        Stmt::EmitRaw(it) => Some(it.span()),
        Stmt::ForLoop(it) if it.recursive => Some(it.span()),
        Stmt::FilterBlock(it) => Some(it.filter_span),
        Stmt::CallBlock(it) => Some(it.call_expr_span),
        _ => None,
    }
}

/// What a value is assigned to.
fn target<'t>(expr: &Expr<'t>) -> Expr<'t> {
    match expr {
        Expr::List(it) => Expr::List(Spanned::new(List { items: it.items.iter().map(target).collect() }, it.span())),
        Expr::Tuple(it) => Expr::Tuple(Spanned::new(Tuple { items: it.items.iter().map(target).collect() }, it.span())),
        _ => expression(expr),
    }
}

/// An expression, handed through a filter of ours. A constant is as short as the template.
fn through<'t>(filter: &'static str, expr: &Expr<'t>) -> Expr<'t> {
    if matches!(expr, Expr::Const(_)) { expression(expr) } else { filtered(filter, expression(expr)) }
}

fn filtered<'t>(name: &'static str, value: Expr<'t>) -> Expr<'t> {
    let span = value.span();
    Expr::Filter(Spanned::new(Filter { name, expr: Some(value), args: Vec::new() }, span))
}

fn whole<'t>(expr: &Expr<'t>) -> Expr<'t> {
    through(WHOLE, expr)
}

fn expression<'t>(expr: &Expr<'t>) -> Expr<'t> {
    let span = expr.span();
    match expr {
        Expr::Var(it) => Expr::Var(Spanned::new(Var { id: it.id }, span)),
        Expr::Const(it) => Expr::Const(Spanned::new(Const { value: it.value.clone() }, span)),
        Expr::Slice(it) => {
            let node = Slice {
                expr: expression(&it.expr),
                start: it.start.as_ref().map(expression),
                stop: it.stop.as_ref().map(expression),
                step: it.step.as_ref().map(expression),
            };
            filtered(LIST, Expr::Slice(Spanned::new(node, span)))
        }
        Expr::UnaryOp(it) => {
            let op = if matches!(it.op, UnaryOpKind::Not) { UnaryOpKind::Not } else { UnaryOpKind::Neg };
            Expr::UnaryOp(Spanned::new(UnaryOp { op, expr: expression(&it.expr) }, span))
        }
        Expr::BinOp(it) => binary(it),
        Expr::Compare(it) => {
            let ops = it.ops.iter().map(|it| CompareOp { op: it.op, expr: whole(&it.expr) }).collect();
            Expr::Compare(Spanned::new(Compare { expr: whole(&it.expr), ops }, span))
        }
        Expr::IfExpr(it) => {
            let node = IfExpr {
                test_expr: expression(&it.test_expr),
                true_expr: expression(&it.true_expr),
                false_expr: it.false_expr.as_ref().map(expression),
            };
            Expr::IfExpr(Spanned::new(node, span))
        }
        Expr::Filter(it) => {
            let operand = if SHALLOW_FILTERS.contains(&bare(it.name)) { expression } else { whole };
            let node =
                Filter { name: bare(it.name), expr: it.expr.as_ref().map(operand), args: arguments(&it.args, operand) };
            filtered(LIST, Expr::Filter(Spanned::new(node, span)))
        }
        Expr::Test(it) => {
            let operand = if SHALLOW_TESTS.contains(&bare(it.name)) { expression } else { whole };
            let node = Test { name: bare(it.name), expr: operand(&it.expr), args: arguments(&it.args, operand) };
            Expr::Test(Spanned::new(node, span))
        }
        Expr::GetAttr(it) => Expr::GetAttr(Spanned::new(GetAttr { expr: expression(&it.expr), name: it.name }, span)),
        Expr::GetItem(it) => {
            let node = GetItem { expr: expression(&it.expr), subscript_expr: whole(&it.subscript_expr) };
            Expr::GetItem(Spanned::new(node, span))
        }
        Expr::Call(it) => filtered(LIST, Expr::Call(call(it))),
        Expr::List(it) => Expr::List(Spanned::new(List { items: it.items.iter().map(expression).collect() }, span)),
        Expr::Tuple(it) => Expr::Tuple(Spanned::new(Tuple { items: it.items.iter().map(expression).collect() }, span)),
        Expr::Map(it) => {
            let keys = it.keys.iter().map(whole).collect();
            Expr::Map(Spanned::new(Map { keys, values: it.values.iter().map(expression).collect() }, span))
        }
    }
}

fn binary<'t>(it: &Spanned<BinOp<'t>>) -> Expr<'t> {
    use BinOpKind::{Add, Concat, Div, Eq, FloorDiv, Gt, Gte, In, Lt, Lte, Mul, Ne, Pow, Rem, ScAnd, ScOr, Sub};
    let node = |operand: fn(&Expr<'t>) -> Expr<'t>| {
        let node = BinOp { op: it.op, left: operand(&it.left), right: operand(&it.right) };
        Expr::BinOp(Spanned::new(node, it.span()))
    };
    // As tests, which compare as Python does.
    let test = |name| {
        let args = vec![CallArg::Pos(whole(&it.right))];
        Expr::Test(Spanned::new(Test { name, expr: whole(&it.left), args }, it.span()))
    };
    match it.op {
        Lt => test("lt"),
        Lte => test("le"),
        Gt => test("gt"),
        Gte => test("ge"),
        Eq | Ne | In | Concat => node(whole),
        Add | Mul => filtered(LIST, node(expression)),
        Sub | Div | FloorDiv | Rem | Pow | ScAnd | ScOr => node(expression),
    }
}

fn call<'t>(it: &Spanned<Call<'t>>) -> Spanned<Call<'t>> {
    let (expr, args) = match it.identify_call() {
        CallType::Method(object, name) => {
            let operand = if SHALLOW_METHODS.contains(&name) { expression } else { whole };
            let method = GetAttr { expr: operand(object), name };
            (Expr::GetAttr(Spanned::new(method, it.expr.span())), arguments(&it.args, whole))
        }
        CallType::Function(_) | CallType::Object(_) => {
            (expression(&it.expr), arguments(&it.args, |argument| through(KEPT, argument)))
        }
    };
    Spanned::new(Call { expr, args }, it.span())
}

fn arguments<'t>(arguments: &[CallArg<'t>], operand: fn(&Expr<'t>) -> Expr<'t>) -> Vec<CallArg<'t>> {
    let argument = |argument: &CallArg<'t>| match argument {
        CallArg::Pos(expr) => CallArg::Pos(operand(expr)),
        CallArg::Kwarg(name, expr) => CallArg::Kwarg(name, operand(expr)),
        CallArg::PosSplat(expr) => CallArg::PosSplat(operand(expr)),
        CallArg::KwargSplat(expr) => CallArg::KwargSplat(operand(expr)),
    };
    arguments.iter().map(argument).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use minijinja::{AutoEscape, OutputSpanKind, Value};

    use crate::source::FileId;
    use crate::template::Limits;
    use crate::template::jinja::{Rendering, Source, Variables, environment, values};

    /// Each kind of statement and of expression.
    const TEMPLATES: &[&str] = &[
        "port: {{ port }}\nname: {{ name }}\n",
        "{% if port == 4222 and name != '' or not tls %}a{% elif port >= 1 %}b{% else %}c{% endif %}|\n",
        "{% for s in servers if s.port > 1 %}{{ loop.index }}/{{ loop.length }}: {{ s.name }}\n{% else %}none{% endfor %}",
        "{% for k, v in tls.items() %}{{ k }}={{ v }} {{ loop.cycle('a', 'b') }}\n{% endfor %}",
        "{% set a, b = [1, 2] %}{% set c = (a, b, a + b) %}{{ c }}{{ c[1] }}{{ c[-1:] }}",
        "{% set text %}\n  {{ name }} {{ port }}\n{% endset %}[{{ text }}]{{ text | trim }}",
        "{% set text | upper | trim %} {{ name }} {% endset %}{{ text }}",
        "{% filter indent(4) | upper %}{{ name }}\n{{ port }}\n{% endfilter %}|",
        "{% with a = port, b = name ~ '!' %}{{ a }}{{ b }}{% endwith %}",
        "{% macro user(name, password='secret') %}{user: {{ name }}, password: {{ password }}}{% endmacro %}\
         [{{ user('a') }}, {{ user(name, password=port) }}]",
        "{% macro list(items) %}[{% for i in items %}{{ caller(i) }}{% endfor %}]{% endmacro %}\
         {% call(i) list(ports) %}<{{ i }}>{% endcall %}|",
        "{% set ns = namespace(all=[]) %}{% for s in servers %}{% set ns.all = ns.all + [s.name] %}{% endfor %}\
         {{ ns.all | join(', ') }}{{ ns.all[0] }}{{ ns.all is iterable }}",
        "{{ [1, 2] + [3] }}{{ [1] * 3 }}{{ 'a' + 'b' }}{{ 'a' * 3 }}{{ 1 + 2 * 3 - 4 / 2 }}{{ 7 // 2 }}{{ 7 % 2 }}{{ 2 ** 5 }}",
        "{{ -port }}{{ not tls }}{{ 1 < port <= 5000 }}{{ 1 < 0 < 2 }}{{ 4222 in ports }}{{ 1 not in ports }}{{ 'a' in 'bar' }}",
        "{{ 'a' if port is divisibleby 2 else 'b' }}{{ 'x' if false }}{{ name is defined }}{{ nothing is defined }}",
        "{{ nothing | default('d') }}{{ tls.nothing.deep | default('d') }}{{ '' | default('e', true) }}",
        "{{ ports[1:] }}{{ ports[::-1] }}{{ name[0:2] }}{{ ports[0] }}{{ servers[0]['name'] }}{{ servers[0].name.upper() }}",
        "{{ {'a': 1, 'b': [2, {'c': none}]} }}{{ dict(a=1) }}{{ range(3) }}{{ range(1, 10, 3) | list }}",
        "{{ servers | map(attribute='name') | list }}{{ servers | selectattr('port', 'gt', 1) | map(attribute='port') | sum }}",
        "{{ ports | sort(reverse=true) }}{{ ports | max }}{{ ports | min }}{{ [[2], [1]] | sort }}{{ [1, 1, 2] | unique | list }}",
        "{{ servers | groupby('port') | length }}{{ ports | batch(2) | list }}{{ ports | reverse | list }}{{ ports | first }}",
        "{{ [[1], [2, 3]] | sum(start=[]) }}{{ [1, 2.5] | sum }}{{ [[1, [2]], 3] | flatten }}{{ ports | zip([1, 2]) | list }}",
        "{{ '%s:%05d' | format(name, port) }}{{ '{}-{a}'.format(name, a=port) }}{{ name.replace('n', 'm') }}{{ ', '.join(['a', 'b']) }}",
        "{{ tls | to_json }}{{ servers | to_nice_json }}{{ tls | dict2items }}{{ tls | combine({'x': 1}) }}{{ name | hash('md5') }}",
        "{{ ['a', 'b'] | union(['c']) }}{{ ['a', 'b'] | intersect(['b']) }}{{ ['a', 'b'] | difference(['b']) }}{{ tls.get('no', 1) }}",
        "{% raw %}{{ no }}{% endraw %}{# comment #}é{{- ' ü ' -}} \n\r\nend\r\n",
        "#jinja2: trim_blocks: False, lstrip_blocks: True\n  {% if true %}\n  x\r\n  {% endif %}\n{{ name }}",
        "{{ user(*[1], **{'a': 2}) if false else range(*[1, 3]) | list }}{% do range(2) %}|",
        "{{ ports | length }}{{ ports.count(4222) }}{{ ports is eq([1, 2]) }}{{ ports is contains(4222) }}{{ name is match('n.*') }}",
    ];

    const VARIABLES: &str = r#"{
        "port": 4222, "name": "n1", "ports": [4222, 6222], "tls": {"cert": "c.pem", "key": "k.pem"},
        "servers": [{"name": "a", "port": 1}, {"name": "b", "port": 2}],
        "tree": [{"n": 1, "children": [{"n": 2, "children": []}]}, {"n": 3, "children": []}]
    }"#;

    /// Text and places, byte by byte, as minijinja itself gives them.
    fn plain(template: &str, variables: &Variables) -> Vec<(u8, std::ops::Range<usize>)> {
        let source = Source::new(template);
        let mut environment = environment(&Limits::default());
        environment.set_syntax(source.syntax().unwrap());
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        let globals = environment.globals().map(|(name, _)| name.to_owned()).collect();
        let root = Value::from_object(values::Root::new(variables, globals, &values::Misuses::default()));
        let program = environment.template_from_named_str("template", &source.text).unwrap();
        let (text, spans) = program.render_with_spans(root).unwrap();
        let mut bytes = Vec::new();
        for span in spans {
            let (range, source_range) = (span.output_range(), span.source_range());
            let is_copied = span.kind() == OutputSpanKind::Raw && range.len() == source_range.len();
            for (index, byte) in text[range].bytes().enumerate() {
                let start = if is_copied { source_range.start + index } else { source_range.start };
                let start = source.in_file(start);
                let end = if is_copied { start + 1 } else { source.in_file(source_range.end) };
                bytes.push((byte, start..end));
            }
        }
        bytes
    }

    #[test]
    fn a_program_gives_what_minijinja_gives_and_tells_where_it_is_from() {
        let variables = Variables::from_json(VARIABLES.as_bytes(), FileId::MAIN).unwrap();
        for template in TEMPLATES {
            let rendering = Rendering { source: Source::new(template), file: FileId::MAIN };
            let rendered =
                rendering.run(&variables, &Limits::default()).unwrap_or_else(|errors| panic!("{template}: {errors:?}"));
            let place =
                |index: usize| rendered.origin(index..index + 1).map(|span| span.start as usize..span.end as usize);
            let given = rendered.text().bytes().enumerate().map(|(index, byte)| (byte, place(index).unwrap()));
            let given: Vec<_> = given.collect();
            let plain = plain(template, &variables);
            assert_eq!(given[..plain.len().min(given.len())], plain, "{template}");
        }
    }

    #[test]
    fn a_recursive_loop_is_one_part() {
        let template = "{% for i in tree recursive %}<{{ i.n }}{{ loop(i.children) }}>{% endfor %}|{{ port }}";
        let variables = Variables::from_json(VARIABLES.as_bytes(), FileId::MAIN).unwrap();
        let rendering = Rendering { source: Source::new(template), file: FileId::MAIN };
        let rendered = rendering.run(&variables, &Limits::default()).unwrap();
        assert_eq!(rendered.text(), "<1<2>><3>|4222");
        assert_eq!(rendered.origin(3..4).map(|span| (span.start, span.end)), Some((3, 71)));
        assert_eq!(rendered.origin(10..14).map(|span| (span.start, span.end)), Some((78, 82)));
    }
}
