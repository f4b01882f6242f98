//! Texts that are cut, filled up, escaped or hashed.

use minijinja::value::{Kwargs, Rest, ValueKind, from_args};
use minijinja::{Environment, Error, State, Value};
use sha1::Sha1;

use super::{Bill, defined, digits, items, string, wrong};
use crate::template::jinja::python::{JsonLayout, json};
use crate::template::{url, uuid};

pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("center", center);
    environment.add_filter("checksum", |value: Value| Ok::<_, Error>(digits::<Sha1>(&string(&value)?)));
    environment.add_filter("md5", |value: Value| Ok::<_, Error>(digits::<md5::Md5>(&string(&value)?)));
    environment.add_filter("sha1", |value: Value| Ok::<_, Error>(digits::<Sha1>(&string(&value)?)));
    for name in ["e", "escape", "forceescape"] {
        environment.add_filter(name, |value: Value| string(&value).map(|text| escaped(&text)));
    }
    environment.add_filter("to_uuid", to_uuid);
    environment.add_filter("tojson", to_json);
    environment.add_filter("truncate", truncate);
    environment.add_filter("type_debug", type_name);
    environment.add_filter("urldecode", |value: Value| url_decode(&string(&value)?));
    environment.add_filter("urlencode", url_encode);
    environment.add_filter("wordcount", |value: Value| {
        let is_between = |char: char| !char.is_alphanumeric() && char != '_';
        Ok::<_, Error>(string(&value)?.split(is_between).filter(|word| !word.is_empty()).count())
    });
}

/// As Python's `str.center`: the odd blank goes to the left where the width is odd.
fn center(state: &State<'_, '_>, value: Value, width: Option<usize>) -> Result<String, Error> {
    let (text, width) = (string(&value)?, width.unwrap_or(80));
    let missing = width.saturating_sub(text.chars().count());
    Bill::new(state).pay(missing)?;
    let left = missing / 2 + (missing & width & 1);
    Ok(" ".repeat(left) + &text + &" ".repeat(missing - left))
}

/// The ID of a name in Ansible's namespace, by RFC 9562, section 5.5.
fn to_uuid(value: Value, kwargs: Kwargs) -> Result<String, Error> {
    const ANSIBLE: &str = "361E6D51-FAEC-444A-9079-341386DA8E2E";
    let namespace = kwargs.get::<Option<String>>("namespace")?.unwrap_or_else(|| ANSIBLE.to_owned());
    kwargs.assert_all_used()?;
    let namespace = u128::from_str_radix(&namespace.replace('-', ""), 16);
    let namespace = namespace.map_err(|_| wrong("the namespace is no UUID"))?;
    Ok(uuid::v5(namespace, &string(&value)?))
}

/// As Python's `markupsafe.escape`.
fn escaped(text: &str) -> String {
    let escapes = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('\'', "&#39;"), ('"', "&#34;")];
    escapes.into_iter().fold(text.to_owned(), |text, (char, escape)| text.replace(char, escape))
}

/// JSON that can stand in HTML.
fn to_json(state: &State<'_, '_>, value: Value, kwargs: Kwargs) -> Result<String, Error> {
    let indent = kwargs.get::<Option<usize>>("indent")?;
    kwargs.assert_all_used()?;
    if indent.is_some_and(|indent| indent > 64) {
        return Err(wrong("the indentation is too large"));
    }
    let text = json(state, defined(&value)?, JsonLayout { indent, sorted: true })?;
    let escapes = [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\'', "\\u0027")];
    Ok(escapes.into_iter().fold(text, |text, (char, escape)| text.replace(char, escape)))
}

/// Shortens what is longer than `length` by more than `leeway`, at a word's end unless words may be cut.
fn truncate(value: Value, arguments: Rest<Value>, kwargs: Kwargs) -> Result<String, Error> {
    type Given = (Option<usize>, Option<bool>, Option<String>, Option<usize>);
    let (length, kill, end, leeway): Given = from_args(&arguments)?;
    let length = length.or(kwargs.get("length")?).unwrap_or(255);
    let kill = kill.or(kwargs.get("killwords")?).unwrap_or(false);
    let end = end.or(kwargs.get("end")?).unwrap_or_else(|| "...".to_owned());
    let leeway = leeway.or(kwargs.get("leeway")?).unwrap_or(5);
    kwargs.assert_all_used()?;
    let text = string(&value)?;
    let kept =
        length.checked_sub(end.chars().count()).ok_or_else(|| wrong("the end is longer than the text may be"))?;
    if text.chars().count() <= length.saturating_add(leeway) {
        return Ok(text);
    }
    let cut: String = text.chars().take(kept).collect();
    let cut = if kill { cut.as_str() } else { cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words) };
    Ok(cut.to_owned() + &end)
}

/// The name of its type in Python.
fn type_name(value: Value) -> Result<&'static str, Error> {
    Ok(match defined(&value)?.kind() {
        ValueKind::None => "NoneType",
        ValueKind::Bool => "bool",
        ValueKind::Number if value.is_integer() => "int",
        ValueKind::Number => "float",
        ValueKind::Map => "dict",
        ValueKind::Seq if value.is_tuple() => "tuple",
        ValueKind::Seq | ValueKind::Iterable => "list",
        _ => "str",
    })
}

/// A text, in which slashes stay, or the query of a mapping or of pairs.
fn url_encode(state: &State<'_, '_>, value: Value) -> Result<String, Error> {
    let pair = |key: &Value, value: &Value| {
        Ok::<_, Error>(url::encode(&string(key)?, true) + "=" + &url::encode(&string(value)?, true))
    };
    let pairs = match defined(&value)?.kind() {
        ValueKind::Map => {
            let keys = items(state, &value)?;
            keys.iter().map(|key| pair(key, &value.get_item(key)?)).collect::<Result<Vec<_>, Error>>()?
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let pairs = items(state, &value)?;
            let of = |item: &Value| match items(state, item)?.as_slice() {
                [key, value] => pair(key, value),
                _ => Err(wrong("pairs are needed")),
            };
            pairs.iter().map(of).collect::<Result<Vec<_>, Error>>()?
        }
        _ => return Ok(url::encode(&string(&value)?, false)),
    };
    Ok(pairs.join("&"))
}

fn url_decode(text: &str) -> Result<String, Error> {
    let text = text.replace('+', " ");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_err(|_| wrong("what was encoded is not UTF-8"))
}
