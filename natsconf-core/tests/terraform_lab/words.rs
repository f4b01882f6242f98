//! Texts that functions read in a language of their own: patterns, formats, dates, YAML, CSV, addresses.

use natsconf_tests::random::Random;

pub fn regex(random: &mut Random) -> String {
    random.some(4, |random| {
        let mut piece = atom(random, 2);
        if random.one_in(3) {
            piece += random.word(&[
                "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,}", "{,2}", "{1,2}?", "{", "}", "{2,1}", "**",
                "+*",
            ]);
        }
        if random.one_in(8) {
            piece += "|";
        }
        piece
    })
}

fn atom(random: &mut Random, depth: usize) -> String {
    const PLAIN: [&str; 46] = [
        "a",
        "b",
        "c",
        "é",
        ".",
        "^",
        "$",
        "\\b",
        "\\B",
        "\\A",
        "\\z",
        "\\Z",
        "\\d",
        "\\D",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\.",
        "\\-",
        "\\/",
        "\\_",
        "\\é",
        "\\n",
        "\\t",
        "\\x41",
        "\\x{e9}",
        "\\101",
        "\\0",
        "\\1",
        "\\08",
        "\\pL",
        "\\p{Lu}",
        "\\PN",
        "\\p{Greek}",
        "\\p{^Lu}",
        "\\p{Any}",
        "\\Qa.b\\E",
        "\\C",
        "\\h",
        "\\G",
        "1",
        " ",
        "-",
        "\\v",
        "#",
    ];
    const CLASSES: [&str; 28] = [
        "[a-c]",
        "[^a]",
        "[]a]",
        "[^]a]",
        "[a-]",
        "[-a]",
        "[\\d.]",
        "[\\w-]",
        "[^\\s]",
        "[[:alpha:]]",
        "[[:^digit:]_]",
        "[[:word:]]",
        "[a&&b]",
        "[a~~b]",
        "[a--b]",
        "[[a]]",
        "[b-a]",
        "[a",
        "[]",
        "[^]",
        "[\\]]",
        "[\\p{L}1]",
        "[\\D]",
        "[^\\D\\n]",
        "[é-ü]",
        "[\\x41-\\x43]",
        "[[:nope:]]",
        "[a-\\d]",
    ];
    match random.below(if depth == 0 { 4 } else { 7 }) {
        0..=2 => random.word(&PLAIN).into(),
        3 => random.word(&CLASSES).into(),
        _ => {
            let open = random.word(&[
                "(", "(", "(?:", "(?i)", "(?i:", "(?s:", "(?m)", "(?U)", "(?-s:", "(?P<n>", "(?<m>", "(?P<n-1>", "(?=",
                "(?!", "(?x)", "(?<=", "(?P=n)", "(?is-m:", "(?P<é>", "(?#c)", "(?", "(?)", "(?:", "(",
            ]);
            let inner = random.some(3, |random| atom(random, depth - 1) + random.word(&["", "", "|", "+"]));
            let close = if open.ends_with(')') { "" } else { random.word(&[")", ")", ")", ")", ")", ")", ")", ""]) };
            format!("{open}{inner}{close}")
        }
    }
}

/// A format of `format`.
pub fn format(random: &mut Random) -> String {
    const VERBS: [&str; 26] = [
        "d", "s", "v", "q", "f", "t", "x", "X", "b", "o", "e", "E", "g", "G", "d", "s", "v", "c", "u", "U", "p", "T",
        "%", "", "é", "i",
    ];
    let verb = |random: &mut Random| {
        let flags = random.some(2, |random| random.word(&["0", "#", "-", "+", " "]).into());
        let width = random.word(&["", "", "", "5", "12", "0", "1"]);
        let precision = random.word(&["", "", "", ".2", ".0", ".", ".10", ".1"]);
        let index = random.word(&["", "", "", "", "", "[1]", "[2]", "[0]", "[3]", "[", "[x]", "[]"]);
        let star = if random.one_in(30) { "*" } else { "" };
        format!("%{flags}{width}{star}{precision}{index}{}", random.word(&VERBS))
    };
    random.some(3, |random| {
        if random.one_in(4) { random.word(&["a", "é", "%%", " ", "\n", "e\u{301}"]).into() } else { verb(random) }
    })
}

pub fn date_format(random: &mut Random) -> String {
    random.some(4, |random| {
        let letter = random.word(&[
            "Y", "M", "D", "E", "h", "H", "A", "a", "m", "s", "Z", "'", "x", "-", " ", "'at'", "''", "'it''s'", "é",
            ":",
        ]);
        if letter.chars().next().is_some_and(|char| char.is_ascii_alphabetic()) {
            letter.repeat(1 + random.below(5))
        } else {
            letter.into()
        }
    })
}

pub fn time(random: &mut Random) -> String {
    let date = random.word(&[
        "2024-02-29",
        "2023-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024-12-31",
        "2024-1-1",
        "1969-07-20",
        "0000-01-01",
        "2024-13-01",
    ]);
    let clock = random.word(&[
        "00:00:00",
        "23:59:59",
        "24:00:00",
        "12:34:56",
        "12:34:60",
        "1:02:03",
        "00:30:00",
        "12:00",
        "12:00:00.5",
        "12:00:00.123456789",
        "12:00:00,5",
        "12:00:00.",
    ]);
    let zone = random
        .word(&["Z", "Z", "+00:00", "-00:00", "+05:30", "-08:00", "z", "", "+0530", "+24:00", "+5:30", "+23:59", " Z"]);
    format!("{date}{}{clock}{zone}", random.word(&["T", "T", "T", "T", " ", "t", ""]))
}

pub fn duration(random: &mut Random) -> String {
    random.word(&["", "", "-", "+"]).to_owned()
        + &random.some(3, |random| {
            let number = random.word(&[
                "1",
                "0",
                "1.5",
                "24",
                "0.000000001",
                "876000",
                ".5",
                "1.",
                ".",
                "99999999999999999999",
                "3600",
                "2562047",
                "1e3",
            ]);
            number.to_owned() + random.word(&["h", "m", "s", "ms", "us", "µs", "μs", "ns", "d", "", "H", " "])
        })
}

/// A document, in block or flow style.
pub fn yaml(random: &mut Random) -> String {
    let mut text = random.word(&["", "", "", "", "---\n", "--- ", "# c\n", "%YAML 1.2\n---\n", "\u{feff}"]).to_owned();
    text += &node(random, 3, 0);
    text + random.word(&["", "", "", "\n", "\n...\n", "\n---\n", " # c", "\r\n", "\n\n"])
}

fn node(random: &mut Random, depth: usize, indent: usize) -> String {
    let space = " ".repeat(indent);
    match random.below(if depth == 0 { 2 } else { 8 }) {
        0 | 1 => scalar(random, &space),
        2 => {
            let items = random.some(3, |random| flow(random, 2) + random.word(&[",", ", ", ",", " , "]));
            format!("[{items}]")
        }
        3 => flow(random, 2),
        4 | 5 => {
            let items = random.some(3, |random| format!("\n{space}- {}", node(random, depth - 1, indent + 2)));
            items.trim_start_matches(['\n', ' ']).to_owned()
        }
        _ => {
            let entries = random.some(3, |random| {
                let name = key(random);
                let line = match random.below(12) {
                    0..4 => &format!("\n{space}  "),
                    4 => "\t",
                    _ => " ",
                };
                format!("\n{space}{name}:{line}{}", node(random, depth - 1, indent + 2))
            });
            if random.one_in(2) { entries.trim_start_matches(['\n', ' ']).to_owned() } else { entries }
        }
    }
}

fn flow(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 2 } else { 4 }) {
        0 | 1 => plain(random),
        2 => format!("[{}, {}]", flow(random, depth - 1), flow(random, depth - 1)),
        _ => format!("{{{}: {}, {}: {}}}", key(random), flow(random, depth - 1), key(random), flow(random, depth - 1)),
    }
}

fn key(random: &mut Random) -> String {
    random
        .word(&[
            "a",
            "b",
            "c",
            "\"q\"",
            "'s'",
            "1",
            "1.0",
            "true",
            "null",
            "~",
            "<<",
            "? a\n",
            "é",
            "a b",
            "&x k",
            "*x",
            "2024-01-01",
            "0x10",
            "",
            "!!str 1",
        ])
        .into()
}

fn plain(random: &mut Random) -> String {
    const SCALARS: [&str; 96] = [
        "a",
        "1",
        "-1",
        "+1",
        "0",
        "-0",
        "1.5",
        ".5",
        "5.",
        "1e3",
        "1E-7",
        "1e",
        "1_000",
        "0x1F",
        "0o17",
        "017",
        "0b11",
        "08",
        "-0x1",
        "true",
        "True",
        "TRUE",
        "tRue",
        "yes",
        "Yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "Y",
        "N",
        "null",
        "Null",
        "~",
        "",
        ".inf",
        "-.Inf",
        "+.INF",
        ".nan",
        "2024-01-01",
        "2024-1-1",
        "2024-01-01T12:00:00Z",
        "2024-01-01 12:00:00",
        "2024-01-01t12:00:00+01:00",
        "12:30",
        "1:2:3",
        "<<",
        "=",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "- a",
        "-a",
        "?a",
        ":a",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "&a b",
        "*b",
        "!!str 1",
        "!!int \"1\"",
        "!!float 1",
        "!!bool yes",
        "!!null ''",
        "!!binary aGk=",
        "!!seq []",
        "!x a",
        "! 1",
        "\"q\"",
        "\"a\\n\\t\\x41\\u00e9\\\"\"",
        "\"\\q\"",
        "'it''s'",
        "'a",
        "\"a",
        "é",
        "e\u{301}",
        "a  b",
        "[",
        "]",
        "{",
        "}",
        "1.0",
        "1.10",
        "12345678901234567890123",
        "1e400",
        "0.1e1",
        "9223372036854775808",
        "18446744073709551616",
        "0xFFFFFFFFFFFFFFFFF",
        "+.5",
    ];
    random.word(&SCALARS).into()
}

fn scalar(random: &mut Random, space: &str) -> String {
    let below = format!("{space}  ");
    match random.below(12) {
        0 => {
            let header = random.word(&["|", ">", "|-", "|+", ">-", ">+", "|2", "|1", "| # c", "|2-", "|-2", ">2+"]);
            let lines = random.some(4, |random| {
                let line = random.word(&[
                    "a",
                    "b c",
                    "",
                    " d",
                    "\te",
                    "# f",
                    "é",
                    "g ",
                    "- h",
                    "1",
                    "yes",
                    "~",
                    "1e3",
                    "2001-01-01",
                    "0x1F",
                    "<<",
                ]);
                if line.is_empty() { "\n".into() } else { format!("{below}{line}\n") }
            });
            let ended = format!("{header}\n{lines}");
            if random.one_in(3) { ended.trim_end_matches('\n').to_owned() } else { ended }
        }
        1 => format!("a\n{below}b\n\n{below}c"),
        2 => format!("\"a\n{below}b\\\n{below}c\n\n{below} d \""),
        3 => format!("'a\n{below}b\n\n{below}c'"),
        _ => plain(random),
    }
}

pub fn csv(random: &mut Random) -> String {
    let cell = |random: &mut Random| {
        random
            .word(&[
                "a",
                "b",
                "c",
                "1",
                "",
                " d",
                "\"q\"",
                "\"a,b\"",
                "\"a\nb\"",
                "\"a\"\"b\"",
                "a\"b",
                "\"a",
                "\"a\"b",
                "é",
                "\r",
            ])
            .to_owned()
    };
    let mut text = random
        .word(&[
            "a,b,c\n",
            "a,b\n",
            "a\n",
            "a,a\n",
            "\n",
            "",
            "\"a\",\"b\"\r\n",
            "a,b\r\n",
            ",\n",
            "\u{feff}a,b\n",
            "é,b\n",
        ])
        .to_owned();
    text += &random.some(3, |random| {
        let count = 1 + random.below(3);
        let cells: Vec<String> = (0..count).map(|_| cell(random)).collect();
        cells.join(",") + random.word(&["\n", "\n", "\r\n", "\n\n", "", "\r"])
    });
    text
}

pub fn json(random: &mut Random) -> String {
    json_value(random, 2) + random.word(&["", "", "", " ", "\n", ",", "x"])
}

fn json_value(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 3 } else { 6 }) {
        0..=2 => random
            .word(&[
                "1",
                "-0",
                "1.50",
                "1e3",
                "01",
                "+1",
                ".5",
                "1.",
                "true",
                "null",
                "nul",
                "\"a\"",
                "\"\\u00e9\"",
                "\"\\ud83d\\ude00\"",
                "\"\\ud800\"",
                "\"\\x\"",
                "'a'",
                "\"a\nb\"",
                "NaN",
                "1e400",
                "123456789012345678901234567890.12345",
                "\"e\u{301}\"",
                "",
                "\"\\/\"",
                "1E+2",
                "-",
                "\"\\u0000\"",
            ])
            .into(),
        3 | 4 => format!("[{}, {}]", json_value(random, depth - 1), json_value(random, depth - 1)),
        _ => format!(
            "{{{}: {}, {}: {}}}",
            random.word(&["\"a\"", "\"b\"", "a", "1", "\"e\u{301}\""]),
            json_value(random, depth - 1),
            random.word(&["\"a\"", "\"c\"", "\"\""]),
            json_value(random, depth - 1)
        ),
    }
}

pub fn cidr(random: &mut Random) -> String {
    const ADDRESSES: [&str; 22] = [
        "10.0.0.0",
        "192.168.1.17",
        "0.0.0.0",
        "255.255.255.255",
        "fd00::",
        "2001:db8::1",
        "::",
        "::ffff:1.2.3.4",
        "010.0.0.1",
        "10.0.0",
        "10.0.0.256",
        "fe80::1%eth0",
        "1:2:3:4:5:6:7:8",
        "",
        "a",
        "10.1.2.3",
        "172.16.0.0",
        "::1",
        "ffff::",
        "1::2::3",
        "10.0.0.0.0",
        "2001:DB8:0:0:1::",
    ];
    const LENGTHS: [&str; 18] = [
        "/8",
        "/16",
        "/24",
        "/32",
        "/0",
        "/64",
        "/56",
        "/128",
        "/33",
        "/-1",
        "",
        "/",
        "/08",
        "/ 8",
        "/31",
        "/30",
        "/255.0.0.0",
        "/120",
    ];
    random.word(&ADDRESSES).to_owned() + random.word(&LENGTHS)
}

pub fn encoding(random: &mut Random) -> String {
    random
        .word(&[
            "UTF-8",
            "utf8",
            "UTF-16",
            "UTF-16LE",
            "utf-16be",
            "ISO-8859-1",
            "latin1",
            "US-ASCII",
            "ascii",
            "",
            "nope",
            "UTF-32",
            "UTF-16LE ",
        ])
        .into()
}

pub fn base64(random: &mut Random) -> String {
    random
        .word(&[
            "YQ==",
            "YQ",
            "YQ=",
            "YWI=",
            "YWJj",
            "w6k=",
            "ZcyB",
            "/w==",
            "YR==",
            "Y Q==",
            "YQ=\n=",
            "Y\nQ==",
            "-_8=",
            "",
            "=",
            "aGVsbG8gd29ybGQ=",
            "//5hAA==",
            "AGE=",
            "/v8AYQ==",
        ])
        .into()
}

/// Any text, of the kinds that are made of something else when printed, compared or converted.
pub fn text(random: &mut Random) -> String {
    const TEXTS: [&str; 64] = [
        "",
        "a",
        "b",
        "ab",
        "é",
        "e\u{301}",
        "日本",
        "😀",
        "👨‍👩‍👧",
        "🇩🇪x",
        " a ",
        "\u{a0}a\u{2003}",
        "a\nb",
        "a\n\nb\n",
        "\r\n",
        "a\r\nb\r\n",
        "\t",
        "true",
        "false",
        "TRUE",
        "1",
        "01",
        " 1",
        "+1",
        "-1",
        "1_000",
        "1.",
        ".5",
        "0x10",
        "1e5",
        "1e-5",
        "-0",
        "Infinity",
        "inf",
        "NaN",
        "null",
        "<a&b>",
        "\u{2028}",
        "\"q\"",
        "\\n",
        "$${x}",
        "$x",
        "%{",
        "a,b,,c",
        "a/b/../c",
        "ßÅǆ",
        "İi",
        "ﬁ",
        "ΑΣ",
        "hello world",
        "HELLO-world_x",
        "x.>",
        "\u{feff}a",
        "a\u{0}b",
        "\u{1}",
        "\u{7f}",
        "\u{85}",
        "%d",
        "~",
        "1/2",
        "aaa",
        "the quick brown fox jumps over the lazy dog, and once more over the lazy dog, until the line is over",
        "0.1",
        "\u{1100}\u{1161}",
    ];
    if random.one_in(6) { random.word(&TEXTS).to_owned() + random.word(&TEXTS) } else { random.word(&TEXTS).into() }
}

/// A text of up to 200,000 characters, in which parts stand again near and far from where they stood.
pub fn long(random: &mut Random) -> String {
    let mut long = String::new();
    let end = random.below(100_000);
    while long.len() < end {
        let most = 1 << random.below(15);
        let length = 1 + random.below(most);
        match random.below(4) {
            0 => long.extend((0..length).map(|_| char::from(b'a' + u8::try_from(random.below(26)).unwrap()))),
            1 => long.extend((0..length / 8).map(|_| text(random) + " ")),
            2 => long += &random.word(&["a", "ab", "é", "=> "]).repeat(length),
            _ => {
                let from = random.below(long.len() + 1);
                let again: String = long.chars().skip(from).take(length).collect();
                long += &again;
            }
        }
    }
    long
}

/// What `replace` puts in the place of a match.
pub fn replacement(random: &mut Random) -> String {
    random.some(3, |random| {
        random
            .word(&["$1", "${1}", "$n", "${n}", "$$", "$", "\\1", "x", "$1x", "${1}x", "$0", "${", "$2", "$é", "é", ""])
            .into()
    })
}
