//! What goes wrong between a template and its configuration, though neither is wrong by itself.

use std::ops::Range;

use super::Language;
use super::uses::{Use, UsedPart};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::option::TextShape;
use crate::source::{FileId, Span, offset};
use crate::syntax::LeafKind;
use crate::template::outline::Hole;

static CODE_IN_COMMENT: Code = code!("template-code-in-comment", Warning, "template_code_in_comment.md");
static ESCAPED_VARIABLE: Code = code!("template-escaped-variable", Warning, "template_escaped_variable.md");
static JSON_STRING: Code = code!("template-json-string", Warning, "template_json_string.md");
static JWT_FOR_NAME: Code = code!("template-jwt-for-name", Warning, "template_jwt_for_name.md");
static LOOP_SEPARATOR: Code = code!("template-loop-separator", Error, "template_loop_separator.md");
static TRAILING_NEWLINE: Code = code!("template-trailing-newline", Warning, "template_trailing_newline.md");
static UNQUOTED_VALUE: Code = code!("template-unquoted-value", Warning, "template_unquoted_value.md");
static URL_VALUE: Code = code!("template-url-value", Warning, "template_url_value.md");

/// The codes of this layer, by name.
pub(crate) static CODES: [&Code; 8] = [
    &CODE_IN_COMMENT,
    &ESCAPED_VARIABLE,
    &JSON_STRING,
    &JWT_FOR_NAME,
    &LOOP_SEPARATOR,
    &TRAILING_NEWLINE,
    &UNQUOTED_VALUE,
    &URL_VALUE,
];

/// The traps that the parts of a template are in.
pub(super) fn find(uses: &[Use<'_>], language: Language) -> Vec<Diagnostic> {
    let mut found: Vec<_> = uses.iter().flat_map(of).collect();
    if language != Language::Terraform {
        // The other languages have no such escapes, and other words for the way out.
        found.retain(|diagnostic| ![&CODE_IN_COMMENT, &ESCAPED_VARIABLE].contains(&diagnostic.code));
        for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.code == &UNQUOTED_VALUE) {
            diagnostic.help = Some("put it in double quotes".into());
        }
        for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.code == &URL_VALUE) {
            diagnostic.help = Some("write it percent-encoded".into());
        }
    }
    found
}

/// The rounds of the loop that begins here run into each other.
pub(super) fn unseparated(open: &Range<usize>) -> Diagnostic {
    let span = Span::new(FileId::MAIN, offset(open.start), offset(open.end));
    LOOP_SEPARATOR
        .at(span, "the rounds of this loop run into each other")
        .help("end its body with a line break, which a `~` before the end would take away, or with a comma")
}

fn of(used: &Use<'_>) -> Vec<Diagnostic> {
    match used.part {
        _ if used.kind == LeafKind::Comment => in_comment(used).into_iter().collect(),
        UsedPart::Hole(hole) if hole.constant.is_none() => {
            let traps = [
                jwt_for_name(used, hole),
                json_string(used, hole),
                trailing_newline(used, hole),
                url_value(used, hole),
                unquoted_value(used, hole),
            ];
            traps.into_iter().flatten().collect()
        }
        UsedPart::Hole(hole) if hole.constant.as_ref().is_some_and(|text| text.contains("\\u00")) => {
            json_string(used, hole).into_iter().collect()
        }
        UsedPart::Escape => vec![escaped_variable(used)],
        _ => Vec::new(),
    }
}

fn in_comment(used: &Use<'_>) -> Option<Diagnostic> {
    let what = match used.part {
        UsedPart::Hole(_) => "this is evaluated though it stands in a comment",
        UsedPart::Directive => "this directive counts though it stands in a comment",
        UsedPart::Escape => return None,
    };
    Some(CODE_IN_COMMENT.at(used.span, what).help("take it out, or escape it: `$${` and `%%{` are text"))
}

fn escaped_variable(used: &Use<'_>) -> Diagnostic {
    ESCAPED_VARIABLE.at(used.span, "the server reads `${` as it stands: it has no such variables").help(
        "write `$NAME`, without braces and quotes, for a variable of the server, or `${name}` for one of the template",
    )
}

/// The name of a variable tells what it holds.
fn jwt_for_name(used: &Use<'_>, hole: &Hole) -> Option<Diagnostic> {
    let shape = used.text_shape().filter(|shape| used_as_name(shape))?;
    let name = hole.variable.as_deref()?;
    let says_jwt = name.split(['.', '_', '-']).any(|word| word.eq_ignore_ascii_case("jwt"));
    let whole = if used.is_quoted() { 1..used.text.len().saturating_sub(1) } else { 0..used.text.len() };
    if !says_jwt || used.within != whole || hole.functions.iter().any(|function| !keeps_text(function)) {
        return None;
    }
    let message = format!("`{name}` is a JWT by its name; what belongs here is {}", article(shape.name));
    Some(JWT_FOR_NAME.at(used.span, message).help("give the public key that the JWT is about, its `sub`"))
}

fn used_as_name(shape: &TextShape) -> bool {
    !shape.name.contains("JWT") && !shape.secret && !matches!(shape.name, "text" | "path")
}

fn keeps_text(function: &str) -> bool {
    matches!(function, "trimspace" | "chomp" | "tostring" | "sensitive" | "nonsensitive")
}

fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

fn json_string(used: &Use<'_>, hole: &Hole) -> Option<Diagnostic> {
    // With such an escape in it, a text is no value.
    let is_value = used.kind.is_scalar() || used.kind == LeafKind::Skipped;
    (last_function(hole) == Some("jsonencode") && is_value).then(|| {
        JSON_STRING
            .at(used.span, "`jsonencode` writes `<`, `>` and `&` as `\\u003c` and the like, which the server refuses")
            .help("write the value in double quotes, or with `provider::natsconf::quote`")
    })
}

fn trailing_newline(used: &Use<'_>, hole: &Hole) -> Option<Diagnostic> {
    (last_function(hole) == Some("file") && used.is_quoted()).then(|| {
        TRAILING_NEWLINE
            .at(used.span, "the line break at the end of the file becomes part of the value")
            .help("write `trimspace(file(…))`")
    })
}

/// What stands between `://` and `@` is user and password.
fn url_value(used: &Use<'_>, hole: &Hole) -> Option<Diagnostic> {
    let (before, after) = (&used.text[..used.within.start], &used.text[used.within.end..]);
    let host_begins = after.find('@').filter(|at| !after[..*at].contains('/'));
    let authority = before.rsplit_once("://").map(|(_, authority)| authority);
    let is_user_or_password =
        host_begins.is_some() && authority.is_some_and(|authority| !authority.contains(['/', '@']));
    if !is_user_or_password || last_function(hole).is_some_and(|function| matches!(function, "urlencode" | "urlquery"))
    {
        return None;
    }
    Some(
        URL_VALUE
            .at(used.span, "`@`, `:`, `/` or `#` in this value would change what the URL means")
            .help("write `${urlencode(…)}`"),
    )
}

fn unquoted_value(used: &Use<'_>, hole: &Hole) -> Option<Diagnostic> {
    let shape = used.text_shape().filter(|shape| shape.secret || can_hold_spaces(shape))?;
    let quotes = matches!(
        last_function(hole),
        Some(
            "jsonencode"
                | "provider::natsconf::quote"
                | "format"
                | "join"
                | "quote"
                | "squote"
                | "to_json"
                | "tojson"
                | "toJson"
        )
    );
    if used.kind != LeafKind::Bare || !used.is_whole() || quotes {
        return None;
    }
    let message = format!(
        "{} without quotes: digits, `1k` or `true` are no text, and a space or comma ends it",
        article(shape.name)
    );
    let help = match &hole.variable {
        Some(name) => format!(
            "write `\"${{{name}}}\"`; when it may hold quotes or backslashes, `${{provider::natsconf::quote({name})}}`"
        ),
        None => "put it in double quotes".into(),
    };
    Some(UNQUOTED_VALUE.at(used.span, message).help(help))
}

fn can_hold_spaces(shape: &TextShape) -> bool {
    matches!(shape.name, "text" | "path" | "user" | "tag")
}

fn last_function(hole: &Hole) -> Option<&str> {
    hole.functions.first().map(String::as_str)
}
