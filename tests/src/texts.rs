//! Texts for property tests: pieces in any order, most of them broken, and configurations in every style that the
//! format knows, most of them valid.

use proptest::prelude::*;

/// Pieces that the format gives a meaning, so that most texts get beyond the first line.
pub fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    "\n)\n",
    ")",
    ":",
    "=",
    ",",
    ";",
    "\n",
    "\r\n",
    " ",
    "\t",
    "#",
    "//",
    "/",
    "\"",
    "'",
    "\\",
    "\\n",
    "\\x41",
    "\\x",
    "$",
    "$a",
    "$2a$",
    "a",
    "b: 1",
    "a: ",
    "include ",
    "include a",
    "-",
    "1",
    "1k",
    "1kbb",
    "1.5",
    "1.2.3.4:5",
    "2016-05-04T18:53:41Z",
    "2016-",
    "true",
    "off",
    "é",
    "\u{a0}",
    "٣",
    "\u{feff}",
    "\0",
];

/// A configuration that its author wrote in any style, one style after the other. Most are valid.
pub fn configuration() -> impl Strategy<Value = Vec<u8>> {
    let entries = joined(entry(value(), END), 0..8);
    let braces = ("[ \n]{0,2}", entries.clone(), "}?[\n ]?[};]?")
        .prop_map(|(start, body, end)| [start, "{".to_owned(), body, end].concat());
    let text = prop_oneof![
        8 => entries.clone(),
        1 => braces.clone(),
        1 => (entries, braces).prop_map(|(entries, braces)| [entries, braces].concat()),
    ];
    let bytes = text.prop_map(String::into_bytes);
    prop_oneof![
        9 => bytes.clone(),
        // Bytes that are no UTF-8 in the place of letters.
        1 => bytes.prop_map(|text| text.into_iter().map(|byte| if byte == b'b' { 0xff } else { byte }).collect()),
    ]
}

/// What may stand somewhere: what most authors write, and what hardly one does.
#[derive(Clone, Copy)]
struct Choice(&'static [&'static str], &'static [&'static str]);

impl Choice {
    fn any(self) -> impl Strategy<Value = String> + Clone {
        let any = |choices: &'static [&'static str]| prop::sample::select(choices).prop_map(str::to_owned);
        prop_oneof![20 => any(self.0), 1 => any(self.1)]
    }
}

/// What ends an entry of the file or of a block.
const END: Choice = Choice(
    &["\n", "\n\n", "\n\n\n", "\r\n", ",\n", ", ", "; ", " # end\n", ", // end\n"],
    &["", ",", "# end \n", "\n/", " / ", "}\n", "\0\n"],
);

/// What ends an entry of a block on one line.
const END_ON_LINE: Choice = Choice(&[", ", "; "], &[" / ", ","]);

/// What ends an item of a list.
const END_OF_ITEM: Choice = Choice(&[", ", ",\n", "\n", "\n\n", " # end\n", ", // end\n", "\r\n"], &["", ",", " / "]);

/// What stands before an entry or an item.
const GAP: Choice = Choice(&["", " ", "\t"], &["\n", "\n\n\n", "\r\n", "# above\n", " // above \n\n", "#\n", "\u{a0}"]);

const KEYS: Choice = Choice(
    &["a", "b", "c", "port", "users", "$SYS", "\"q k\"", "'s'", "a.b"],
    &["\"\"", "'\"'", "é", "include:", "}", ",", ";x", "a{", "[", "/\"b\"", "/ b", "/#", "-", "1", "\u{feff}a"],
);

const SEPARATORS: Choice = Choice(&[": ", ":", "=", " = ", " ", "\t"], &["\n", " :\n", "\r\n", " =  ", "\u{a0}"]);

const SCALARS: Choice = Choice(
    &[
        "1",
        "-3",
        "1k",
        "10Gi",
        "1.5",
        "127.0.0.1:4222",
        "5s",
        "true",
        "off",
        "foo",
        "foo.>",
        "nats://a:4222",
        "_INBOX.>",
        "\"a b\"",
        "'a b'",
        "\"a\\\"b\"",
        "'a\"b'",
        "2016-05-04T18:53:41Z",
        "$2a$11$abc",
        "nats-route://a-rather-long-user-name:with-a-password@and-a-host.in.some.domain.example.com:6222",
    ],
    &[
        "1kbb",
        "-0.25",
        "1.2.3.4",
        "0.0.0.0:-1",
        "1m5",
        "5]",
        "5'x",
        "5\\n",
        "YES",
        "*",
        "a#b",
        "a\\n",
        "\\x41",
        "b'",
        "1k'",
        "$a",
        "$b",
        "$2b$x",
        "\"\"",
        "''",
        "'a\\b'",
        "\"#\"",
        "\"a\nb\"",
        "(\n x\n)\n",
        "(a\n)\n",
        "",
        "#x",
        "é",
        "٣",
        "{",
        "a{",
        "1\u{e9}",
        "5}",
    ],
);

fn value() -> impl Strategy<Value = String> + Clone {
    SCALARS.any().prop_recursive(4, 48, 6, |value| {
        prop_oneof![
            (joined(item(value.clone()), 0..6), "( |\n|1k){0,2}").prop_map(|(items, last)| format!("[{items}{last}]")),
            joined(item(SCALARS.any()), 0..6).prop_map(|items| format!("[{items}]")),
            // A block, sometimes with a last key that has no value.
            (joined(entry(value.clone(), END), 0..5), "[ \n]?(stale )?")
                .prop_map(|(body, end)| format!("{{{body}{end}}}")),
            joined(entry(value, END_ON_LINE), 0..4).prop_map(|entries| format!("{{ {entries} }}")),
        ]
    })
}

fn item(value: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = String> + Clone {
    (GAP.any(), value, END_OF_ITEM.any()).prop_map(|(gap, value, end)| [gap, value, end].concat())
}

fn entry(value: impl Strategy<Value = String> + Clone + 'static, end: Choice) -> impl Strategy<Value = String> + Clone {
    let keyed =
        (KEYS.any(), SEPARATORS.any(), value).prop_map(|(key, separator, value)| [key, separator, value].concat());
    let include = Choice(&["include a.conf", "INCLUDE 'b.conf'"], &["include \"c d.conf\"", "include ;", "include a'"]);
    let statement = prop_oneof![20 => keyed, 1 => include.any()];
    (GAP.any(), statement, end.any()).prop_map(|(gap, statement, end)| [gap, statement, end].concat())
}

fn joined(
    piece: impl Strategy<Value = String> + Clone + 'static,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = String> + Clone {
    prop::collection::vec(piece, count).prop_map(|pieces| pieces.concat())
}
