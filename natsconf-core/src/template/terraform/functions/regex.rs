//! Regular expressions in Go's RE2 syntax, translated to that of the `regex` crate: `\d`, `\w`, `\s` and `\b` mean
//! ASCII, `[`, `&` and `~` are plain inside brackets, and a lone `{` is plain too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

// Those of texts do not take `\B` between bytes of one character.
use regex::bytes::{Captures, Match, Regex, RegexBuilder};

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Type, Value};

/// The steps that compiling one costs.
const COMPILE_STEPS: u64 = 20_000;
/// The bytes that a compiled one may take.
const MAX_SIZE: usize = 1 << 20;

/// Regular expressions of one rendering, each compiled once.
#[derive(Default)]
pub(in crate::template::terraform) struct RegexCache(RefCell<HashMap<String, Regex>>);

impl RegexCache {
    /// Compiles a pattern.
    pub(super) fn get(&self, pattern: &str, arguments: &Arguments<'_>) -> Outcome<Regex> {
        if let Some(regex) = self.0.borrow().get(pattern) {
            return Ok(regex.clone());
        }
        arguments.add_work(1, COMPILE_STEPS + pattern.len() as u64)?;
        let regex = compile(pattern)?;
        self.0.borrow_mut().insert(pattern.to_owned(), regex.clone());
        Ok(regex)
    }
}

fn compile(pattern: &str) -> Outcome<Regex> {
    let translated = Translator { rest: pattern, out: String::new(), groups: 0 }.translate()?;
    RegexBuilder::new(&translated).size_limit(MAX_SIZE).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Failure::Limit("a regular expression is too large"),
        _ if !cfg!(feature = "unicode-classes") && (pattern.contains(r"\p") || pattern.contains(r"\P")) => {
            r"classes such as `\p{Greek}` are not known in this build of natsconf".into()
        }
        _ => "the regular expression is not valid".into(),
    })
}

/// The string, tuple or object of the first match.
pub(super) fn regex(arguments: &Arguments<'_>) -> Outcome {
    let regex = pattern(arguments)?;
    let captures = matches(&regex, arguments.text(1)).next().ok_or("the pattern does not match")?;
    Ok(matched(&regex, &captures))
}

/// The same for every match.
pub(super) fn regex_all(arguments: &Arguments<'_>) -> Outcome {
    let regex = pattern(arguments)?;
    let mut values = Vec::new();
    for found in matches(&regex, arguments.text(1)) {
        let value = matched(&regex, &found);
        arguments.add_work(1, value.weight())?;
        values.push(value);
    }
    Ok(Value::list(matched_type(&regex), values))
}

fn pattern(arguments: &Arguments<'_>) -> Outcome<Regex> {
    let at_pattern = |failure| match failure {
        Failure::Call(message) => Failure::Argument(0, message),
        other => other,
    };
    let regex = arguments.regexes.get(arguments.text(0), arguments).map_err(at_pattern)?;
    let named = regex.capture_names().skip(1).flatten().count();
    if named > 0 && named + 1 < regex.captures_len() {
        return Err(Failure::Argument(0, "either all groups have names, or none".into()));
    }
    Ok(regex)
}

/// All matches, but for the empty ones of `\B` between bytes of one character, where Go does not look.
fn matches<'t>(regex: &Regex, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
    let is_between_characters = |found: Match<'_>| text.is_char_boundary(found.start());
    regex.captures_iter(text.as_bytes()).filter(move |found| found.get(0).is_some_and(is_between_characters))
}

/// What a group matched: whole characters.
fn text(found: Match<'_>) -> &str {
    std::str::from_utf8(found.as_bytes()).unwrap_or_default()
}

/// The names of groups. In Go one may start with a digit and may come twice, so here a number goes before it.
fn names(regex: &Regex) -> impl Iterator<Item = &str> {
    regex.capture_names().flatten().filter_map(|unique| unique.split_once('_')).map(|(_, name)| name)
}

/// The groups with a name: for each, what it matched.
fn named<'r, 't>(regex: &'r Regex, captures: &Captures<'t>) -> impl Iterator<Item = (&'r str, Option<Match<'t>>)> {
    let groups = regex.capture_names().flatten();
    groups.filter_map(|unique| Some((unique.split_once('_')?.1, captures.name(unique))))
}

/// Puts `with` in the place of every match; `$1`, `$name` and `${name}` in it stand for groups.
pub(super) fn replace_all(pattern: &str, subject: &str, with: &str, arguments: &Arguments<'_>) -> Outcome<String> {
    let regex = arguments.regexes.get(pattern, arguments)?;
    let mut out = String::new();
    let mut at = 0;
    for captures in matches(&regex, subject) {
        let Some(found) = captures.get(0) else { continue };
        out.push_str(&subject[at..found.start()]);
        expand(with, &regex, &captures, &mut out);
        arguments.check_len(out.len())?;
        at = found.end();
    }
    out.push_str(&subject[at..]);
    Ok(out)
}

/// As Go's `Regexp.Expand`: a name is as long as it can be, and what there is no group for is nothing.
fn expand(with: &str, regex: &Regex, captures: &Captures<'_>, out: &mut String) {
    let mut rest = with;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let end = inner.find(|char: char| !is_name_character(char)).unwrap_or(inner.len());
        let (name, after) = inner.split_at(end);
        let after = if inner.len() < rest.len() { after.strip_prefix('}') } else { Some(after) };
        let Some(after) = after.filter(|_| !name.is_empty()) else {
            out.push('$');
            continue;
        };
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
        let found = match name.parse() {
            Ok(index) if is_number => captures.get(index),
            _ => named(regex, captures).filter(|(group, _)| *group == name).find_map(|(_, found)| found),
        };
        out.push_str(found.map_or("", text));
        rest = after;
    }
    out.push_str(rest);
}

fn is_name_character(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}

/// An object of named groups, a tuple of groups, or the match as a whole.
fn matched(regex: &Regex, captures: &Captures<'_>) -> Value {
    let group = |found: Option<Match<'_>>| found.map_or(Value::Null(Type::String), |found| Value::string(text(found)));
    let names: Vec<&str> = names(regex).collect();
    if regex.captures_len() == 1 {
        group(captures.get(0))
    } else if names.is_empty() {
        Value::tuple(captures.iter().skip(1).map(group).collect())
    } else {
        let entries = named(regex, captures).map(|(name, found)| (Arc::from(name), group(found)));
        Value::object(entries.collect())
    }
}

fn matched_type(regex: &Regex) -> Type {
    let names: Vec<&str> = names(regex).collect();
    match regex.captures_len() - 1 {
        0 => Type::String,
        groups if names.is_empty() => Type::Tuple(vec![Type::String; groups].into()),
        _ => {
            let attributes: BTreeMap<Arc<str>, Type> =
                names.into_iter().map(|name| (Arc::from(name), Type::String)).collect();
            Type::Object(Arc::new(attributes))
        }
    }
}

struct Translator<'p> {
    rest: &'p str,
    out: String,
    /// How many groups with a name there were.
    groups: usize,
}

impl Translator<'_> {
    fn translate(mut self) -> Outcome<String> {
        let mut after_repetition = false;
        while let Some(char) = self.next() {
            let is_repetition = match char {
                '*' | '+' | '?' => {
                    self.out.push(char);
                    true
                }
                '{' => self.brace()?,
                _ => {
                    self.plain(char)?;
                    false
                }
            };
            if is_repetition && after_repetition {
                return Err("the regular expression repeats a repetition".into());
            }
            if is_repetition && self.rest.starts_with('?') {
                self.next();
                self.out.push('?');
            }
            after_repetition = is_repetition;
        }
        Ok(self.out)
    }

    fn plain(&mut self, char: char) -> Outcome<()> {
        match char {
            '\\' => self.escape(false)?,
            '[' => self.class()?,
            '(' if self.rest.starts_with('?') => self.group()?,
            _ => self.out.push(char),
        }
        Ok(())
    }

    fn next(&mut self) -> Option<char> {
        let char = self.rest.chars().next()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    fn literal(&mut self, char: char) {
        self.out.push_str(&regex::escape(char.encode_utf8(&mut [0; 4])));
    }

    fn escape(&mut self, in_class: bool) -> Outcome<()> {
        const INVALID: &str = "the regular expression has an escape that there is not";
        let char = self.next().ok_or("the regular expression ends with a backslash")?;
        let ascii = |inner: &str, outer: &str| if in_class { inner.to_owned() } else { outer.to_owned() };
        match char {
            'd' => self.out.push_str(&ascii("0-9", "[0-9]")),
            'D' => self.out.push_str("[^0-9]"),
            'w' => self.out.push_str(&ascii("0-9A-Za-z_", "[0-9A-Za-z_]")),
            'W' => self.out.push_str("[^0-9A-Za-z_]"),
            's' => self.out.push_str(&ascii("\\t\\n\\x0C\\r ", "[\\t\\n\\x0C\\r ]")),
            'S' => self.out.push_str("[^\\t\\n\\x0C\\r ]"),
            'b' | 'B' if !in_class => self.out.extend(["(?-u:\\", char.encode_utf8(&mut [0; 4]), ")"]),
            'A' | 'z' if !in_class => self.out.extend(['\\', char]),
            'a' | 'f' | 't' | 'n' | 'r' | 'v' => self.out.extend(['\\', char]),
            'x' => self.hexadecimal()?,
            'p' | 'P' => self.property(char)?,
            'Q' if !in_class => self.quoted(),
            '0'..='7' => self.octal(char)?,
            char if char.is_ascii() && !char.is_ascii_alphanumeric() => self.literal(char),
            _ => return Err(INVALID.into()),
        }
        Ok(())
    }

    /// `\x7F` or `\x{10FFFF}`
    fn hexadecimal(&mut self) -> Outcome<()> {
        const INVALID: &str = "the regular expression has an escape that there is not";
        let braced = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (digits, rest) = match braced {
            Some(found) => found,
            None => self.rest.split_at_checked(2).ok_or(INVALID)?,
        };
        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).ok_or(INVALID)?;
        self.rest = rest;
        self.literal(code);
        Ok(())
    }

    /// Up to three octal digits; one digit but 0 would be a back reference.
    fn octal(&mut self, first: char) -> Outcome<()> {
        let more = self.rest.bytes().take(2).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        if first != '0' && more == 0 {
            return Err("the regular expression has a back reference".into());
        }
        let digits = format!("{first}{}", &self.rest[..more]);
        self.rest = &self.rest[more..];
        let code = u32::from_str_radix(&digits, 8).ok().and_then(char::from_u32);
        self.literal(code.unwrap_or_default());
        Ok(())
    }

    /// `\pL` or `\p{Greek}`, which may start with `^`
    fn property(&mut self, letter: char) -> Outcome<()> {
        let name = match self.rest.strip_prefix('{') {
            Some(rest) => {
                let (name, rest) = rest.split_once('}').ok_or("the regular expression has an open brace")?;
                self.rest = rest;
                name.to_owned()
            }
            None => self.next().map(String::from).unwrap_or_default(),
        };
        let (negated, name) = match name.strip_prefix('^') {
            Some(name) => (letter == 'p', name),
            None => (letter == 'P', name.as_str()),
        };
        let letter = if negated { "P" } else { "p" };
        // A category or a script, as Unicode writes it.
        let mut bytes = name.bytes();
        if !bytes.next().is_some_and(|byte| byte.is_ascii_uppercase()) || name.contains(['=', ':', ' ']) {
            return Err("the regular expression has a class that there is not".into());
        }
        let name = match name {
            "Any" => "any",
            _ if name.len() > 2 => &format!("sc={name}"),
            _ => name,
        };
        self.out.extend(["\\", letter, "{", name, "}"]);
        Ok(())
    }

    /// `\Q…\E`
    fn quoted(&mut self) {
        let (quoted, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
        self.out.push_str(&regex::escape(quoted));
        self.rest = rest;
    }

    /// A repetition, or a plain brace when it is none.
    fn brace(&mut self) -> Outcome<bool> {
        let Some((inner, rest)) = self.rest.split_once('}').filter(|(inner, _)| is_repetition(inner)) else {
            self.out.push_str("\\{");
            return Ok(false);
        };
        let too_many = |bound: &str| bound.parse::<u32>().map_or(!bound.is_empty(), |bound| bound > 1000);
        if inner.split(',').any(too_many) {
            return Err("the regular expression repeats more than 1000 times".into());
        }
        self.out.extend(["{", inner, "}"]);
        self.rest = rest;
        Ok(true)
    }

    /// `(?i)`, `(?i:…)`, `(?:…)`, `(?P<name>…)` and `(?<name>…)`
    fn group(&mut self) -> Outcome<()> {
        const INVALID: &str = "the regular expression has a group that there is not";
        if let Some(rest) = self.rest.strip_prefix("?P<").or_else(|| self.rest.strip_prefix("?<")) {
            let (name, rest) = rest.split_once('>').ok_or(INVALID)?;
            let valid = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            self.rest = rest;
            self.groups += 1;
            self.out.extend(["(?P<n", &self.groups.to_string(), "_", name, ">"]);
            return if valid { Ok(()) } else { Err(INVALID.into()) };
        }
        let end = self.rest.find([')', ':']).ok_or(INVALID)?;
        let (flags, rest) = self.rest.split_at(end);
        let (set, clear) = flags[1..].split_once('-').map_or((&flags[1..], None), |(set, clear)| (set, Some(clear)));
        let is_flags = |flags: &str| flags.chars().all(|flag| "imsU".contains(flag));
        if !is_flags(set) || !clear.is_none_or(|clear| is_flags(clear) && !clear.is_empty()) {
            return Err(INVALID.into());
        }
        // One that is written twice is fine in Go, and so are none.
        let clear = clear.unwrap_or_default();
        let set: String = "imsU".chars().filter(|flag| set.contains(*flag) && !clear.contains(*flag)).collect();
        let clear: String = "imsU".chars().filter(|flag| clear.contains(*flag)).collect();
        let minus = if clear.is_empty() { "" } else { "-" };
        self.rest = &rest[1..];
        match (rest.starts_with(':'), set.is_empty() && clear.is_empty()) {
            (true, _) => self.out.extend(["(?", &set, minus, &clear, ":"]),
            (false, true) => {}
            (false, false) => self.out.extend(["(?", &set, minus, &clear, ")"]),
        }
        Ok(())
    }

    /// `[…]`, in which a `]` may come first
    fn class(&mut self) -> Outcome<()> {
        const OPEN: &str = "the regular expression has an open bracket";
        const CLASSES: [&str; 14] = [
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit",
        ];
        self.out.push('[');
        if self.rest.starts_with('^') {
            self.next();
            self.out.push('^');
        }
        let mut is_first = true;
        while is_first || !self.rest.starts_with(']') {
            is_first = false;
            if let Some(rest) = self.rest.strip_prefix("[:") {
                let end = rest.find(":]").ok_or(OPEN)?;
                let name = rest[..end].strip_prefix('^').unwrap_or(&rest[..end]);
                if !CLASSES.contains(&name) {
                    return Err("the regular expression has a class that there is not".into());
                }
                self.out.extend(["[:", &rest[..end], ":]"]);
                self.rest = &rest[end + 2..];
                continue;
            }
            self.class_character()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                self.out.push('-');
                self.class_character()?;
            }
        }
        self.next();
        self.out.push(']');
        Ok(())
    }

    fn class_character(&mut self) -> Outcome<()> {
        match self.next().ok_or("the regular expression has an open bracket")? {
            '\\' => self.escape(true)?,
            char => self.literal(char),
        }
        Ok(())
    }
}

/// `2`, `2,` or `2,3`
fn is_repetition(inner: &str) -> bool {
    let (least, most) = inner.split_once(',').unwrap_or((inner, "0"));
    let is_number = |text: &str| {
        let has_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        has_digits && (text == "0" || !text.starts_with('0'))
    };
    is_number(least) && (most.is_empty() || is_number(most))
}
