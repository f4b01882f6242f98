//! `format` and `formatlist`: verbs as in Go's `fmt`, of which Terraform knows a part.

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Layout, Number, Type, Value, convert, encode_json};
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn format(arguments: &Arguments<'_>) -> Outcome {
    let text = Formatter::new(arguments).format(arguments.text(0), arguments.rest(1))?;
    Ok(Value::string(&text))
}

/// Formats once for each element of the lists among the arguments, which must be of one length.
pub(super) fn format_list(arguments: &Arguments<'_>) -> Outcome {
    let values = arguments.rest(1);
    let mut len: Option<usize> = None;
    for (index, value) in values.iter().enumerate() {
        let Some(items) = value.items() else { continue };
        if len.is_some_and(|len| len != items.len()) {
            return Err(Failure::Argument(index + 1, "the lists have different lengths".into()));
        }
        len = Some(items.len());
    }
    arguments.make(len.unwrap_or(1))?;
    let mut formatted = Vec::new();
    let mut total = 0;
    for turn in 0..len.unwrap_or(1) {
        let chosen = |value: &Value| value.items().map_or_else(|| value.clone(), |items| items[turn].clone());
        let turn_values: Vec<Value> = values.iter().map(chosen).collect();
        let text = Formatter::new(arguments).format(arguments.text(0), &turn_values).map_err(|failure| {
            // Which argument is at fault is not said for one turn of many.
            match failure {
                Failure::Argument(_, message) if !values.is_empty() => Failure::Call(message),
                other => other,
            }
        })?;
        total += text.len();
        arguments.check_len(total)?;
        formatted.push(text);
    }
    Ok(Value::strings(formatted))
}

/// `% flags width . precision [ index ] letter`
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the verb")]
#[derive(Default)]
struct Verb {
    zero: bool,
    sharp: bool,
    minus: bool,
    plus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

struct Formatter<'a> {
    arguments: &'a Arguments<'a>,
    out: String,
}

impl<'a> Formatter<'a> {
    fn new(arguments: &'a Arguments<'a>) -> Formatter<'a> {
        Formatter { arguments, out: String::new() }
    }

    fn format(mut self, format: &str, values: &[Value]) -> Outcome<String> {
        let (mut next, mut highest) = (0, 0);
        let mut rest = format;
        while let Some(at) = rest.find('%') {
            self.out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                self.out.push('%');
                rest = after;
                continue;
            }
            let (verb, index, after) = parse_verb(rest)?;
            let index = index.unwrap_or(next);
            rest = after;
            let value = values.get(index).ok_or("the format needs more arguments")?;
            self.verb(&verb, value)?;
            self.arguments.check_len(self.out.len())?;
            next = index + 1;
            highest = highest.max(next);
        }
        self.out.push_str(rest);
        if highest < values.len() {
            // The first argument of the call is the format; Terraform points one too far, and so at the call when
            // the argument too many is the last.
            return Err(Failure::Argument(highest + 1, "the format uses fewer arguments".into()));
        }
        Ok(self.out)
    }

    fn verb(&mut self, verb: &Verb, value: &Value) -> Outcome<()> {
        self.arguments.check_len(verb.width.unwrap_or(0).max(verb.precision.unwrap_or(0)))?;
        if value.is_null() && verb.letter != 'v' {
            return Err("null has no format but `%v`".into());
        }
        let text = match verb.letter {
            'v' => pad(verb, &as_is(verb, value)?),
            't' => converted(value, &Type::Bool)?.as_str().unwrap_or_default().to_owned(),
            'b' | 'd' | 'o' | 'x' | 'X' => integer(verb, &number(value)?)?,
            'e' | 'E' | 'f' | 'g' | 'G' => float(verb, &number(value)?),
            's' | 'q' => string(verb, value)?,
            _ => return Err("there is no such verb".into()),
        };
        self.out.push_str(&text);
        Ok(())
    }
}

fn parse_verb(text: &str) -> Outcome<(Verb, Option<usize>, &str)> {
    let mut verb = Verb::default();
    let mut rest = text;
    while let Some(flag) = rest.bytes().next().filter(|byte| b"0#-+ ".contains(byte)) {
        match flag {
            b'0' => verb.zero = true,
            b'#' => verb.sharp = true,
            b'-' => verb.minus = true,
            b'+' => verb.plus = true,
            _ => verb.space = true,
        }
        rest = &rest[1..];
    }
    (verb.width, rest) = digits(rest)?;
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = digits(after)?;
        verb.precision = Some(precision.unwrap_or(0));
        rest = after;
    }
    let mut index = None;
    if let Some(after) = rest.strip_prefix('[') {
        let (number, after) = digits(after)?;
        index = Some(number.and_then(|number| number.checked_sub(1)).ok_or("the index of a verb is missing")?);
        rest = after.strip_prefix(']').ok_or("the index of a verb must end with `]`")?;
    }
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic);
    verb.letter = letter.ok_or("the format has a `%` without a verb")?;
    Ok((verb, index, &rest[1..]))
}

fn digits(text: &str) -> Outcome<(Option<usize>, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 {
        return Ok((None, text));
    }
    let number = text[..len].parse().map_err(|_| "a number in the format is too large")?;
    Ok((Some(number), &text[len..]))
}

fn converted(value: &Value, wanted: &Type) -> Outcome {
    let value = convert(value, wanted).map_err(Failure::Call)?;
    Ok(match value {
        Value::Bool(value) => Value::string(if value { "true" } else { "false" }),
        other => other,
    })
}

fn number(value: &Value) -> Outcome<Number> {
    match convert(value, &Type::Number) {
        Ok(Value::Number(number)) => Ok(number),
        _ => Err("a number is needed".into()),
    }
}

fn string(verb: &Verb, value: &Value) -> Outcome<String> {
    let text = converted(value, &Type::String)?;
    let text = text.as_str().unwrap_or_default();
    let cut: String = match verb.precision {
        Some(most) if most > 0 => text.graphemes(true).take(most).collect(),
        _ => text.to_owned(),
    };
    if verb.letter == 's' {
        return Ok(pad(verb, &cut));
    }
    let mut quoted = String::new();
    encode_json(&Value::string(&cut), &mut quoted)?;
    Ok(pad(verb, &quoted))
}

/// Strings and numbers as they are, anything else as JSON.
fn as_is(verb: &Verb, value: &Value) -> Outcome<String> {
    match value {
        Value::String(text) if !verb.sharp => Ok(text.to_string()),
        Value::Number(number) if !verb.sharp => {
            Ok(format!("{}{}", sign(number), number.digits_text(Layout::General { upper: false })))
        }
        _ => {
            let mut json = String::new();
            encode_json(value, &mut json)?;
            Ok(json)
        }
    }
}

fn sign(number: &Number) -> &'static str {
    match (number.has_minus(), number.is_infinite()) {
        (true, _) => "-",
        (false, true) => "+",
        _ => "",
    }
}

/// Widths count characters as people see them.
fn pad(verb: &Verb, text: &str) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(text.graphemes(true).count());
    let padding = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus { format!("{text}{padding}") } else { format!("{padding}{text}") }
}

fn sign_of(verb: &Verb, minus: bool) -> &'static str {
    match (minus, verb.plus, verb.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    }
}

/// As Go prints a `big.Int`.
fn integer(verb: &Verb, number: &Number) -> Outcome<String> {
    let integer = number.to_integer().ok_or("a whole number is needed")?;
    let (base, prefix) = match verb.letter {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = integer.magnitude().to_str_radix(base);
    if verb.letter == 'X' {
        digits.make_ascii_uppercase();
    }
    if verb.precision == Some(0) && digits == "0" {
        return Ok(String::new());
    }
    let sign = sign_of(verb, integer.sign() == num_bigint::Sign::Minus);
    let prefix = if verb.sharp { prefix } else { "" };
    let mut zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    let len = sign.len() + prefix.len() + zeros + digits.len();
    let spaces = verb.width.unwrap_or(0).saturating_sub(len);
    let (mut left, mut right) = (0, 0);
    match (verb.minus, verb.zero && verb.precision.is_none()) {
        (true, _) => right = spaces,
        (_, true) => zeros = spaces,
        _ => left = spaces,
    }
    Ok(format!("{}{sign}{prefix}{}{digits}{}", " ".repeat(left), "0".repeat(zeros), " ".repeat(right)))
}

/// As Go prints a `big.Float`.
fn float(verb: &Verb, number: &Number) -> String {
    let places = verb.precision.unwrap_or(6);
    let upper = verb.letter.is_ascii_uppercase();
    let layout = match (verb.letter, verb.precision) {
        ('f', _) => Layout::Fixed { places },
        ('e' | 'E', _) => Layout::Exponent { places, upper },
        (_, None) => Layout::General { upper },
        (_, Some(digits)) => Layout::Significant { digits, upper },
    };
    let digits = number.digits_text(layout);
    let sign = match sign_of(verb, number.has_minus()) {
        "" | "+" if number.is_infinite() => {
            if verb.space {
                " "
            } else {
                "+"
            }
        }
        sign => sign,
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + digits.len());
    match (verb.zero && !number.is_infinite(), verb.minus) {
        (true, _) => format!("{sign}{}{digits}", "0".repeat(missing)),
        (_, true) => format!("{sign}{digits}{}", " ".repeat(missing)),
        _ => format!("{}{sign}{digits}", " ".repeat(missing)),
    }
}
