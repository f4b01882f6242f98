//! `comment`, with which `ansible_managed` is written.

use minijinja::value::Kwargs;
use minijinja::{Error, State, Value};

use super::{Bill, string, wrong};

/// Name, what stands before, in front of each line, and behind.
const STYLES: [(&str, &str, &str, &str); 5] = [
    ("plain", "", "# ", ""),
    ("erlang", "", "% ", ""),
    ("c", "", "// ", ""),
    ("cblock", "/*", " * ", " */"),
    ("xml", "<!--", " - ", "-->"),
];

pub(super) fn comment(
    state: &State<'_, '_>,
    value: Value,
    style: Option<String>,
    kwargs: Kwargs,
) -> Result<String, Error> {
    let style = style.or(kwargs.get("style")?).unwrap_or_else(|| "plain".to_owned());
    let style = STYLES.into_iter().find(|(name, ..)| *name == style);
    let (_, beginning, decoration, end) = style.ok_or_else(|| wrong("there is no such style of comments"))?;
    let given = |name, default: &str| Ok::<_, Error>(kwargs.get::<Option<String>>(name)?.unwrap_or(default.to_owned()));
    let decoration = given("decoration", decoration)?;
    let bare = decoration.trim_end();
    let (prefix, postfix) = (given("prefix", bare)?, given("postfix", bare)?);
    let (beginning, end, newline) = (given("beginning", beginning)?, given("end", end)?, given("newline", "\n")?);
    let count = |name| Ok::<_, Error>(kwargs.get::<Option<usize>>(name)?.unwrap_or(1));
    let (prefixes, postfixes) = (count("prefix_count")?, count("postfix_count")?);
    kwargs.assert_all_used()?;
    if newline.is_empty() {
        return Err(wrong("a line needs an end"));
    }
    let text = value.as_str().map_or_else(|| string(&value).and(Err(wrong("a text is needed"))), Ok)?;

    let lines = text.matches(&newline).count() + 1;
    let mut bill = Bill::new(state);
    bill.pay(lines.saturating_mul(decoration.len() + newline.len()))?;
    bill.pay(prefixes.saturating_mul(prefix.len() + newline.len()))?;
    bill.pay(postfixes.saturating_mul(postfix.len() + newline.len()))?;

    let first = match prefix.as_str() {
        "" => String::new(),
        line if line == newline => newline.repeat(prefixes),
        line => format!("{line}{newline}").repeat(prefixes),
    };
    let body = decoration.clone() + &text.replace(&newline, &format!("{newline}{decoration}"));
    // Nothing but a decoration in a line ends without blanks.
    let body = body.replace(&format!("{decoration}{newline}"), &format!("{bare}{newline}"));
    let last = format!("{newline}{postfix}").repeat(postfixes);
    let beginning = if beginning.is_empty() { beginning } else { beginning + &newline };
    let end = if end.is_empty() { end } else { newline + &end };
    Ok([beginning, first, body, last, end].concat())
}
