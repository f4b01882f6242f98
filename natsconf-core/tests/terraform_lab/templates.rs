//! A grammar of templates.

use super::expressions::{Kind, any_call, expression};
use natsconf_tests::random::Random;

/// A template; one in twelve is spoilt.
pub fn template(random: &mut Random) -> String {
    let mut template = match random.below(10) {
        // The value itself, not text.
        0 => format!("${{{}}}", expression(random, 3, Kind::Any)),
        1..=5 => format!("${{jsonencode({})}}|", any_call(random, 2)),
        6 => format!("${{jsonencode({})}}", expression(random, 3, Kind::Any)),
        _ => parts(random, 3) + "|",
    };
    if random.one_in(12) {
        spoil(random, &mut template);
    }
    template
}

fn spoil(random: &mut Random, template: &mut String) {
    let places: Vec<usize> = template.char_indices().map(|(at, _)| at).collect();
    let Some(at) = places.get(random.below(places.len().max(1))).copied() else { return };
    if template[at..].starts_with(|char: char| char.is_ascii_punctuation()) && random.one_in(2) {
        template.remove(at);
    } else {
        template.insert_str(
            at,
            random.word(&[
                "}", "{", "\"", "${", "%{", "(", "]", ".", ",", "~", "'", " ", "\n", "\\", "#", "//", "/* */", "\r\n",
                "...", "\u{a0}", "?", "é",
            ]),
        );
    }
}

fn parts(random: &mut Random, depth: usize) -> String {
    random.some(4, |random| part(random, depth))
}

fn part(random: &mut Random, depth: usize) -> String {
    // Without a mark alone: a scanner counts columns by token, in which it would be a character of its own.
    const TEXTS: [&str; 33] = [
        "a", " ", "\n", "  \n", "\t", "$", "%", "$$", "%%", "é", "e\u{301}", "{ ", " }", "\"", "\\n", "\r\n", "# c\n",
        "port: ", "$${", "%%{", "\u{a0}", "\n\n", "$$${", "%%%{", "<<EOT\n", "\u{2028}", "\r", "// c", "\\\"", "$NAME",
        "\u{feff}", " \r\n ", "%d",
    ];
    let strip = |random: &mut Random| if random.one_in(3) { "~" } else { "" };
    let (open, close) = (strip(random), strip(random));
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0..=3 => random.word(&TEXTS).into(),
        4..=6 => {
            let kind = [Kind::Text, Kind::Text, Kind::Number, Kind::Truth, Kind::Any][random.below(5)];
            format!("${{{open}{}{close}}}", expression(random, depth.min(2), kind))
        }
        7 => {
            let condition = expression(random, 1, Kind::Truth);
            let body = parts(random, depth - 1);
            let (no_open, no_close) = (strip(random), strip(random));
            let no = if random.one_in(2) {
                format!("%{{{no_open} else {no_close}}}{}", parts(random, depth - 1))
            } else {
                String::new()
            };
            format!("%{{{open} if {condition} {close}}}{body}{no}%{{{close} endif {open}}}")
        }
        _ => {
            let names = random.word(&["v", "k, v", "text", "k,v", "v, v"]);
            let kind = [Kind::List, Kind::Map, Kind::Texts, Kind::Sets][random.below(4)];
            let collection = expression(random, 1, kind);
            let body = parts(random, depth - 1)
                + random.word(&["${v}", "${text}", "${try(k, \"-\")}", "x", "\n", "${~ jsonencode(v) ~}", "${v.host}"]);
            format!("%{{{open} for {names} in {collection} {close}}}{body}%{{{close} endfor {open}}}")
        }
    }
}
