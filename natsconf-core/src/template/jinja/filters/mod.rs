//! Filters that Ansible has beside Jinja's own, and those of Jinja's that print values.

#![allow(clippy::needless_pass_by_value, reason = "filters take their arguments by value")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use indexmap::{IndexMap, IndexSet};
use minijinja::value::{Kwargs, Rest, ValueKind, ValueOrKwargs, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value, filters};
use regex::{Regex, RegexBuilder};
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha512};

use super::fuel::{self, Bill};
use super::methods::formatted;
use super::python::{JsonLayout, json, text as printed};
use super::values::{is_defined, missing_name};
use crate::template::utf16;

mod comment;
mod lists;
mod numbers;
mod paths;
mod text;

/// What Ansible's own filters and tests are called with their collection.
const BUILTIN: &str = "ansible.builtin.";

/// The name of a filter or a test without its collection, which is Ansible's own.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix(BUILTIN).unwrap_or(name)
}

/// The fuel that compiling a regular expression costs.
const COMPILE_FUEL: u64 = 2_000;

type Items = IndexSet<Value>;
type SetFilter = fn(&Items, &Items) -> Vec<Value>;

/// Filters that take two lists as sets.
const SET_FILTERS: [(&str, SetFilter); 4] = [
    ("difference", |a, b| a.difference(b).cloned().collect()),
    ("intersect", |a, b| a.intersection(b).cloned().collect()),
    ("symmetric_difference", |a, b| a.symmetric_difference(b).cloned().collect()),
    ("union", |a, b| a.union(b).cloned().collect()),
];

/// Filters whose result depends on chance, on the clock, on secrets of Ansible, or on files.
const OF_SURROUNDINGS: [&str; 11] = [
    "expanduser",
    "expandvars",
    "fileglob",
    "password_hash",
    "random",
    "realpath",
    "shuffle",
    "strftime",
    "to_datetime",
    "unvault",
    "vault",
];

/// Filters that Ansible or Jinja has, and natsconf does not.
const UNSUPPORTED: [&str; 8] =
    ["from_yaml", "from_yaml_all", "striptags", "to_nice_yaml", "to_yaml", "urlsplit", "wordwrap", "xmlattr"];

pub(super) fn add(environment: &mut Environment<'_>) {
    for name in ["default", "d"] {
        environment.add_filter(name, default);
    }
    environment.add_filter("b64decode", b64decode);
    environment.add_filter("b64encode", b64encode);
    environment.add_filter("batch", batch);
    environment.add_filter("bool", to_bool);
    environment.add_filter("combinations", lists::combinations);
    environment.add_filter("combine", combine);
    environment.add_filter("comment", comment::comment);
    environment.add_filter("dict2items", dict2items);
    environment.add_filter("extract", lists::extract);
    environment.add_filter("flatten", flatten);
    environment.add_filter("format", format);
    environment.add_filter("from_json", from_json);
    environment.add_filter("hash", hash);
    environment.add_filter("indent", indent);
    environment.add_filter("int", int);
    environment.add_filter("items2dict", items2dict);
    environment.add_filter("join", join);
    environment.add_filter("mandatory", mandatory);
    environment.add_filter("map", map);
    environment.add_filter("permutations", lists::permutations);
    environment.add_filter("product", lists::product);
    environment.add_filter("quote", |value: Value| Ok::<_, Error>(shell_quote(&string(&value)?)));
    environment.add_filter("regex_escape", |value: Value| string(&value).map(|text| python_escape(&text)));
    environment.add_filter("regex_findall", regex_findall);
    environment.add_filter("regex_replace", regex_replace);
    environment.add_filter("regex_search", regex_search);
    environment.add_filter("rekey_on_member", lists::rekey_on_member);
    environment.add_filter("slice", |state: &State<'_, '_>, value: Value, count: usize, filler: Option<Value>| {
        Bill::new(state).pay(count.saturating_mul(size_of::<Vec<Value>>()))?;
        filters::slice(state, value, count, filler)
    });
    environment.add_filter("string", |value: Value| string(&value));
    environment.add_filter("subelements", lists::subelements);
    environment.add_filter("sum", sum);
    environment.add_filter("ternary", ternary);
    environment.add_filter("to_json", |state: &State<'_, '_>, value: Value, kwargs: Kwargs| {
        to_json(state, &value, &kwargs, None, false)
    });
    environment.add_filter("to_nice_json", |state: &State<'_, '_>, value: Value, kwargs: Kwargs| {
        to_json(state, &value, &kwargs, Some(4), true)
    });
    environment.add_filter("zip_longest", lists::zip_longest);
    numbers::add(environment);
    paths::add(environment);
    text::add(environment);
    for (name, join) in SET_FILTERS {
        environment.add_filter(name, move |state: &State<'_, '_>, a: Value, b: Value| {
            Ok::<_, Error>(join(&distinct(state, &a)?, &distinct(state, &b)?))
        });
    }
    add_selecting(environment);
    // minijinja's own: one chains mappings without end, two print values as Rust does.
    environment.remove_filter("chain");
    environment.remove_filter("pprint");
    environment.remove_global("debug");
    environment.add_function("cycler", |items: Rest<Value>| minijinja_contrib::globals::cycler(items.0));
    environment.add_function("joiner", minijinja_contrib::globals::joiner);
    for name in ["lipsum", "lookup", "now", "q", "query"] {
        environment.add_function(name, move |_: Rest<ValueOrKwargs>| refuse(name));
    }
    for name in OF_SURROUNDINGS {
        environment.add_filter(name, move |_: Value, _: Rest<ValueOrKwargs>| refuse(name));
    }
    for name in UNSUPPORTED {
        environment.add_filter(name, move |_: Value, _: Rest<ValueOrKwargs>| {
            let message = format!("natsconf does not have Ansible's `{name}`: pass the value as a variable");
            Err::<Value, _>(Error::new(ErrorKind::UnknownFilter, message))
        });
    }
}

/// minijinja takes no fuel for what a test goes through for each item.
fn add_selecting(environment: &mut Environment<'_>) {
    environment.add_filter("select!", filters::select);
    environment.add_filter("selectattr!", filters::selectattr);
    environment.add_filter("reject!", filters::reject);
    environment.add_filter("rejectattr!", filters::rejectattr);
    for name in ["select", "selectattr", "reject", "rejectattr"] {
        environment.add_filter(name, move |state: &mut State<'_, '_>, list: Value, arguments: Rest<ValueOrKwargs>| {
            let mut arguments = arguments.into_values();
            fuel::each(state, &list, &arguments)?;
            arguments.insert(0, list);
            state.apply_filter(&format!("{name}!"), &arguments)
        });
    }
}

/// The same template and variables give the same text.
pub(super) fn refuse(name: &str) -> Result<Value, Error> {
    let message = format!("`{name}` is not called: its result depends on more than the variables");
    Err(Error::new(ErrorKind::UnknownFunction, message))
}

pub(super) fn wrong(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn undefined(value: &Value) -> Error {
    let name = missing_name(value).map_or_else(|| "the value".to_owned(), |name| format!("`{name}`"));
    Error::new(ErrorKind::UndefinedError, format!("{name} is not defined"))
}

/// The value, if there is one.
pub(super) fn defined(value: &Value) -> Result<&Value, Error> {
    if is_defined(value) { Ok(value) } else { Err(undefined(value)) }
}

/// The text of a value, as Python's `str`.
pub(super) fn string(value: &Value) -> Result<String, Error> {
    defined(value).map(printed)
}

/// The items of a list, paid for.
pub(super) fn items(state: &State<'_, '_>, list: &Value) -> Result<Vec<Value>, Error> {
    fuel::items(state, defined(list)?)
}

/// The second argument, when true, also replaces what is empty or false.
fn default(value: &Value, arguments: Rest<Value>, kwargs: Kwargs) -> Result<Value, Error> {
    let (other, boolean): (Option<Value>, Option<bool>) = from_args(&arguments)?;
    let other = other.or(kwargs.get("default_value")?).unwrap_or_else(|| Value::from(""));
    let replaces_false = boolean.or(kwargs.get("boolean")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let keep = is_defined(value) && (!replaces_false || value.is_true());
    Ok(if keep { value.clone() } else { other })
}

/// What Ansible takes for true; anything else is false.
fn to_bool(value: Value) -> Result<bool, Error> {
    Ok(says(&value)?.unwrap_or(false))
}

/// What a bool says, or a word or a number that stands for one.
pub(super) fn says(value: &Value) -> Result<Option<bool>, Error> {
    Ok(match string(value)?.to_lowercase().as_str() {
        "yes" | "on" | "1" | "true" | "y" | "t" => Some(true),
        "no" | "off" | "0" | "false" | "n" | "f" => Some(false),
        _ => None,
    })
}

/// What is no number is the default.
fn int(value: Value, default: Option<i128>, base: Option<u32>, kwargs: Kwargs) -> Result<i128, Error> {
    let default = default.or(kwargs.get("default")?).unwrap_or(0);
    let base = base.or(kwargs.get("base")?).unwrap_or(10);
    kwargs.assert_all_used()?;
    let value = defined(&value)?;
    if !(2..=36).contains(&base) {
        return Err(wrong("the base must be between 2 and 36"));
    }
    let Some(text) = value.as_str() else {
        let float = f64::try_from(value.clone()).ok();
        #[expect(clippy::cast_possible_truncation, reason = "Python cuts off the fraction too")]
        let cut = float.filter(|float| float.is_finite()).map(|float| float as i128);
        return Ok(i128::try_from(value.clone()).ok().or(cut).unwrap_or(default));
    };
    let text = text.trim().replace('_', "");
    let digits = match base {
        16 => text.strip_prefix("0x").unwrap_or(&text),
        8 => text.strip_prefix("0o").unwrap_or(&text),
        2 => text.strip_prefix("0b").unwrap_or(&text),
        _ => &text,
    };
    #[expect(clippy::cast_possible_truncation, reason = "Python cuts off the fraction too")]
    let cut = || text.parse::<f64>().ok().filter(|float| float.is_finite()).map(|float| float as i128);
    Ok(i128::from_str_radix(digits, base).ok().or_else(cut).unwrap_or(default))
}

fn join(state: &State<'_, '_>, value: Value, separator: Option<String>, kwargs: Kwargs) -> Result<String, Error> {
    let separator = separator.or(kwargs.get("d")?).unwrap_or_default();
    let attribute = kwargs.get::<Option<String>>("attribute")?;
    kwargs.assert_all_used()?;
    let (mut joined, mut bill) = (String::new(), Bill::new(state));
    for (index, item) in defined(&value)?.try_iter()?.enumerate() {
        let item = match &attribute {
            Some(attribute) => item.get_item(&Value::from(attribute.as_str()))?,
            None => item,
        };
        if index > 0 {
            joined.push_str(&separator);
        }
        joined.push_str(&string(&item)?);
        bill.pay(separator.len())?;
    }
    Ok(joined)
}

/// Lists of so many items; the last one is filled up.
fn batch(state: &State<'_, '_>, value: Value, count: usize, filler: Option<Value>) -> Result<Value, Error> {
    if count == 0 {
        return Err(wrong("a batch has at least one item"));
    }
    let mut items = items(state, &value)?;
    let missing = items.len().next_multiple_of(count) - items.len();
    if let Some(filler) = filler {
        Bill::new(state).pay(missing.saturating_mul(size_of::<Value>()))?;
        items.extend(std::iter::repeat_n(filler, missing));
    }
    Ok(items.chunks(count).map(|batch| Value::from(batch.to_vec())).collect())
}

/// All lines but the first and empty ones, unless asked for.
fn indent(state: &State<'_, '_>, value: Value, arguments: Rest<Value>, kwargs: Kwargs) -> Result<String, Error> {
    let (width, first, blank): (Option<Value>, Option<bool>, Option<bool>) = from_args(&arguments)?;
    let width = width.or(kwargs.get("width")?).unwrap_or_else(|| Value::from(4));
    let first = first.or(kwargs.get("first")?).unwrap_or(false);
    let blank = blank.or(kwargs.get("blank")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let text = string(&value)?;
    let mut bill = Bill::new(state);
    let lines = text.matches('\n').count() + 1;
    let pad = if let Some(pad) = width.as_str() {
        pad.to_owned()
    } else {
        let width = usize::try_from(width)?;
        bill.pay(width)?;
        " ".repeat(width)
    };
    bill.pay(pad.len().saturating_mul(lines))?;
    let mut indented = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            indented.push('\n');
        }
        let is_padded = if index == 0 { first } else { blank || !line.is_empty() };
        indented.push_str(if is_padded { &pad } else { "" });
        indented.push_str(line);
    }
    Ok(indented)
}

/// What the items become. minijinja takes no fuel for what the filter makes of each.
fn map(state: &mut State<'_, '_>, value: Value, arguments: Rest<ValueOrKwargs>) -> Result<Vec<Value>, Error> {
    let mut arguments = arguments.into_values();
    let name = arguments.first().and_then(Value::to_str);
    let Some(name) = name.map(|name| bare(&name).to_owned()) else {
        return filters::map(state, value, Rest(arguments.into_iter().map(ValueOrKwargs::from).collect()));
    };
    fuel::each(state, &value, &arguments)?;
    let mut mapped = items(state, &value)?;
    for item in &mut mapped {
        arguments[0] = std::mem::take(item);
        *item = state.apply_filter(&name, &arguments)?;
        let parts = item.as_str().map_or_else(|| item.len().unwrap_or(0) * size_of::<Value>(), str::len);
        Bill::new(state).pay(parts)?;
    }
    Ok(mapped)
}

fn mandatory(value: Value, message: Option<String>) -> Result<Value, Error> {
    match (is_defined(&value), message) {
        (true, _) => Ok(value),
        (false, Some(message)) => Err(Error::new(ErrorKind::UndefinedError, message)),
        (false, None) => Err(undefined(&value)),
    }
}

fn ternary(value: Value, yes: Value, no: Value, none: Option<Value>) -> Result<Value, Error> {
    let value = defined(&value)?;
    Ok(match none {
        Some(none) if value.is_none() => none,
        _ if value.is_true() => yes,
        _ => no,
    })
}

fn to_json(
    state: &State<'_, '_>,
    value: &Value,
    kwargs: &Kwargs,
    indent: Option<usize>,
    sorted: bool,
) -> Result<String, Error> {
    let indent = kwargs.get::<Option<usize>>("indent")?.or(indent);
    if indent.is_some_and(|indent| indent > 64) {
        return Err(wrong("the indentation is too large"));
    }
    let sorted = kwargs.get::<Option<bool>>("sort_keys")?.unwrap_or(sorted);
    kwargs.assert_all_used()?;
    json(state, defined(value)?, JsonLayout { indent, sorted })
}

fn format(state: &mut State<'_, '_>, text: Value, arguments: Rest<ValueOrKwargs>) -> Result<Value, Error> {
    let arguments = arguments.into_values();
    Bill::new(state).pay(formatted(text.as_str().unwrap_or_default(), &arguments))?;
    let arguments = arguments.into_iter().map(ValueOrKwargs::from).collect();
    filters::format(state, &text, Rest(arguments))
}

/// A list of two bytes takes the place of some thirty.
fn from_json(state: &State<'_, '_>, value: String) -> Result<Value, Error> {
    Bill::new(state).pay(value.len().saturating_mul(32))?;
    serde_json::from_str(&value).map_err(|_| wrong("this is no JSON"))
}

/// What a text is encoded in before it is encoded in base64.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16 { big: bool },
}

fn encoding(encoding: Option<String>, kwargs: &Kwargs) -> Result<Encoding, Error> {
    let encoding = encoding.or(kwargs.get("encoding")?).unwrap_or_else(|| "utf-8".to_owned());
    kwargs.assert_all_used()?;
    match encoding.to_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" => Ok(Encoding::Utf8),
        "utf-16-le" | "utf-16le" => Ok(Encoding::Utf16 { big: false }),
        "utf-16-be" | "utf-16be" => Ok(Encoding::Utf16 { big: true }),
        _ => Err(wrong("the encoding must be utf-8, utf-16-le or utf-16-be")),
    }
}

fn b64encode(value: Value, given: Option<String>, kwargs: Kwargs) -> Result<String, Error> {
    let text = string(&value)?;
    Ok(match encoding(given, &kwargs)? {
        Encoding::Utf8 => STANDARD.encode(text),
        Encoding::Utf16 { big } => STANDARD.encode(utf16::encode(&text, big)),
    })
}

fn b64decode(value: String, given: Option<String>, kwargs: Kwargs) -> Result<String, Error> {
    let bytes = STANDARD.decode(value).map_err(|_| wrong("this is no base64"))?;
    let text = match encoding(given, &kwargs)? {
        Encoding::Utf8 => String::from_utf8(bytes).ok(),
        Encoding::Utf16 { big } => utf16::decode(&bytes, big),
    };
    text.ok_or_else(|| wrong("what was encoded is no text in this encoding"))
}

fn hash(value: String, algorithm: Option<String>) -> Result<String, Error> {
    match algorithm.as_deref().unwrap_or("sha1") {
        "md5" => Ok(digits::<md5::Md5>(&value)),
        "sha1" => Ok(digits::<Sha1>(&value)),
        "sha256" => Ok(digits::<Sha256>(&value)),
        "sha512" => Ok(digits::<Sha512>(&value)),
        _ => Err(wrong("the hash must be md5, sha1, sha256 or sha512")),
    }
}

/// A hash in hexadecimal digits.
fn digits<D: Digest>(text: &str) -> String {
    HEXLOWER.encode(&D::digest(text))
}

/// As Python's `shlex.quote`.
fn shell_quote(text: &str) -> String {
    let is_safe = |char: char| char.is_ascii_alphanumeric() || "@%+=:,./-_".contains(char);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\"'\"'"))
}

/// Later mappings win; with `recursive`, mappings in them are combined too.
fn combine(state: &State<'_, '_>, value: Value, others: Rest<Value>, kwargs: Kwargs) -> Result<Value, Error> {
    let recursive = kwargs.get::<Option<bool>>("recursive")?.unwrap_or(false);
    kwargs.assert_all_used()?;
    let mut combined = mapping(state, &value)?;
    for other in others.iter() {
        merge(state, &mut combined, mapping(state, other)?, recursive)?;
    }
    Ok(Value::from_pairs(combined))
}

type Mapping = IndexMap<Value, Value>;

/// The entries of a mapping, paid for.
fn mapping(state: &State<'_, '_>, value: &Value) -> Result<Mapping, Error> {
    let value = defined(value)?;
    if value.kind() != ValueKind::Map {
        return Err(wrong("a mapping is needed"));
    }
    items(state, value)?.into_iter().map(|key| Ok((key.clone(), value.get_item(&key)?))).collect()
}

fn merge(state: &State<'_, '_>, into: &mut Mapping, from: Mapping, recursive: bool) -> Result<(), Error> {
    for (key, value) in from {
        match into.get_mut(&key) {
            Some(known) if recursive && known.kind() == ValueKind::Map && value.kind() == ValueKind::Map => {
                let mut inner = mapping(state, known)?;
                merge(state, &mut inner, mapping(state, &value)?, true)?;
                *known = Value::from_pairs(inner);
            }
            _ => {
                into.insert(key, value);
            }
        }
    }
    Ok(())
}

fn dict2items(state: &State<'_, '_>, value: Value, kwargs: Kwargs) -> Result<Vec<Value>, Error> {
    let (key_name, value_name) = item_names(&kwargs)?;
    let item = |(key, value)| Value::from_pairs([(key_name.clone(), key), (value_name.clone(), value)]);
    Ok(mapping(state, &value)?.into_iter().map(item).collect())
}

fn items2dict(state: &State<'_, '_>, list: Value, kwargs: Kwargs) -> Result<Value, Error> {
    let (key_name, value_name) = item_names(&kwargs)?;
    let entry = |item: &Value| Ok((item.get_item(&key_name)?, item.get_item(&value_name)?));
    Ok(Value::from_pairs(items(state, &list)?.iter().map(entry).collect::<Result<Vec<_>, Error>>()?))
}

fn item_names(kwargs: &Kwargs) -> Result<(Value, Value), Error> {
    let key = kwargs.get::<Option<Value>>("key_name")?.unwrap_or_else(|| Value::from("key"));
    let value = kwargs.get::<Option<Value>>("value_name")?.unwrap_or_else(|| Value::from("value"));
    kwargs.assert_all_used()?;
    Ok((key, value))
}

fn flatten(
    state: &State<'_, '_>,
    value: Value,
    levels: Option<usize>,
    skip_nulls: Option<bool>,
    kwargs: Kwargs,
) -> Result<Vec<Value>, Error> {
    let levels = levels.or(kwargs.get("levels")?);
    let skip_nulls = skip_nulls.or(kwargs.get("skip_nulls")?).unwrap_or(true);
    kwargs.assert_all_used()?;
    flat(state, &value, levels, skip_nulls)
}

fn flat(state: &State<'_, '_>, value: &Value, levels: Option<usize>, skip_nulls: bool) -> Result<Vec<Value>, Error> {
    let mut parts = Vec::new();
    for item in items(state, value)? {
        match item.kind() {
            ValueKind::Seq if levels != Some(0) => {
                parts.extend(flat(state, &item, levels.map(|levels| levels - 1), skip_nulls)?);
            }
            ValueKind::None if skip_nulls => {}
            _ => parts.push(item),
        }
    }
    Ok(parts)
}

/// The items of a list, each once, in order.
pub(super) fn distinct(state: &State<'_, '_>, list: &Value) -> Result<Items, Error> {
    Ok(items(state, list)?.into_iter().collect())
}

/// Numbers are added, lists are joined.
fn sum(
    state: &State<'_, '_>,
    value: Value,
    attribute: Option<String>,
    start: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let attribute = attribute.or(kwargs.get("attribute")?);
    let start = start.or(kwargs.get("start")?).unwrap_or_else(|| Value::from(0));
    kwargs.assert_all_used()?;
    if start.is_number() {
        return filters::sum(state, value, attribute.as_deref(), Some(start), kwargs);
    }
    let mut joined = items(state, &start)?;
    for item in items(state, &value)? {
        let item = match &attribute {
            Some(attribute) => item.get_attr(attribute)?,
            None => item,
        };
        joined.extend(items(state, &item)?);
    }
    Ok(joined.into())
}

/// A regular expression with the flags that are given by name, which are all that may be.
pub(super) fn compile(state: &State<'_, '_>, pattern: &str, kwargs: &Kwargs) -> Result<Regex, Error> {
    let flag = |name| Ok::<_, Error>(kwargs.get::<Option<bool>>(name)?.unwrap_or(false));
    let (ignore_case, multiline) = (flag("ignorecase")?, flag("multiline")?);
    kwargs.assert_all_used()?;
    state.consume_fuel(COMPILE_FUEL)?;
    RegexBuilder::new(pattern)
        .case_insensitive(ignore_case)
        .multi_line(multiline)
        .size_limit(1 << 20)
        .build()
        .map_err(|_| wrong("the regular expression is not valid here"))
}

fn regex_replace(
    state: &State<'_, '_>,
    value: Value,
    pattern: String,
    replacement: Option<String>,
    kwargs: Kwargs,
) -> Result<String, Error> {
    let subject = string(&value)?;
    let regex = compile(state, &pattern, &kwargs)?;
    let replacement = python_replacement(&replacement.unwrap_or_default());
    let matches = regex.find_iter(&subject).count();
    // The result must be paid for before it is made.
    Bill::new(state).pay(matches.saturating_mul(replacement.len() + subject.len()))?;
    Ok(regex.replace_all(&subject, replacement).into_owned())
}

/// As Python's `re.escape`.
fn python_escape(text: &str) -> String {
    let mut escaped = String::new();
    for char in text.chars() {
        if r"()[]{}?*+-|^$\.&~#".contains(char) || " \t\n\r\u{b}\u{c}".contains(char) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// `\1` and `\g<name>` as `${1}` and `${name}`.
fn python_replacement(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '$']) {
        out.push_str(&rest[..at]);
        let (sign, after) = rest[at..].split_at(1);
        rest = after;
        if sign == "$" {
            out.push_str("$$");
            continue;
        }
        let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        if let Some((name, after)) = rest.strip_prefix("g<").and_then(|rest| rest.split_once('>')) {
            out.extend(["${", name, "}"]);
            rest = after;
        } else if digits > 0 {
            out.extend(["${", &rest[..digits], "}"]);
            rest = &rest[digits..];
        } else {
            let escaped = rest.chars().next();
            rest = &rest[escaped.map_or(0, char::len_utf8)..];
            match escaped {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('\\') | None => out.push('\\'),
                Some(char) => out.extend(['\\', char]),
            }
        }
    }
    out + rest
}

/// The match, or the groups that are asked for as `\\1` or `\\g<name>`; or nothing.
fn regex_search(
    state: &State<'_, '_>,
    value: Value,
    pattern: String,
    groups: Rest<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let subject = string(&value)?;
    let regex = compile(state, &pattern, &kwargs)?;
    let Some(captures) = regex.captures(&subject) else { return Ok(Value::from(())) };
    let group = |asked: &Value| {
        let name = asked.as_str().and_then(|asked| asked.strip_prefix('\\'));
        let name = name.ok_or_else(|| wrong("a group is asked for as `\\1` or `\\g<name>`"))?;
        let named = name.strip_prefix("g<").and_then(|name| name.strip_suffix('>'));
        let index = named.unwrap_or(name).parse::<usize>().ok();
        let known = regex.capture_names().position(|known| known.is_some() && known == named);
        let index = index.or(known).filter(|index| *index < captures.len());
        let found = captures.get(index.ok_or_else(|| wrong("the regular expression has no such group"))?);
        Ok(found.map_or(Value::from(()), |found| found.as_str().into()))
    };
    if groups.is_empty() {
        return Ok(captures.get(0).map_or(Value::from(()), |found| found.as_str().into()));
    }
    groups.iter().map(group).collect::<Result<Vec<_>, Error>>().map(Value::from)
}

/// All matches, or their groups.
fn regex_findall(state: &State<'_, '_>, value: Value, pattern: String, kwargs: Kwargs) -> Result<Vec<Value>, Error> {
    let subject = string(&value)?;
    let regex = compile(state, &pattern, &kwargs)?;
    let found = |captures: regex::Captures<'_>| {
        let group = |index: usize| Value::from(captures.get(index).map_or("", |group| group.as_str()));
        match captures.len() {
            1 => group(0),
            2 => group(1),
            groups => Value::from((1..groups).map(group).collect::<Vec<_>>()),
        }
    };
    Ok(regex.captures_iter(&subject).map(found).collect())
}
