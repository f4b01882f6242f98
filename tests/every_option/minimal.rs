//! The smallest configuration that holds one option.

use natsconf_core::model::Config;
use natsconf_core::option::{Block, BlockSpec, OptionPath, PathEntry, Shape};

/// What the server asks for beside an option: the name of the block's type, its options, and the text of the rest. At the
/// top level, the option may be anywhere below.
const COMPANIONS: [(&str, &[&str], &str); 19] = [
    ("Config", &["allowed_accounts"], "accounts: { ORDERS: {} }"),
    // Only where they are in use are they held against the server's rules.
    ("Config", &["resolver_pinned_accounts"], "operator: \"./operator.jwt\", resolver: MEMORY"),
    ("Websocket", &["allowed_origins"], "port: -1, no_tls: true"),
    ("User", &["user"], "password: secret"),
    ("User", &["password"], "user: alice"),
    ("User", &["permissions", "allowed_connection_types", "proxy_required"], "user: alice, password: secret"),
    ("LeafNodeUser", &["password", "account", "proxy_required"], "user: alice"),
    ("Tls", &["cert_file"], "key_file: \"./server-key.pem\""),
    ("Tls", &["key_file"], "cert_file: \"./server.pem\""),
    ("Export", &["response", "threshold", "latency"], "service: \"orders.new\""),
    ("Export", &["accounts", "account_token_position", "allow_trace"], "service: \"orders.*\""),
    ("Import", &["prefix", "to", "share", "allow_trace"], "stream: { account: ORDERS, subject: \"orders.>\" }"),
    ("MessageTrace", &["sampling"], "dest: traces"),
    ("LeafNodeProxy", &["username"], "url: \"http://127.0.0.1:3128\", password: secret"),
    ("LeafNodeProxy", &["password"], "url: \"http://127.0.0.1:3128\", username: alice"),
    ("LeafNodeProxy", &["timeout"], "url: \"http://127.0.0.1:3128\""),
    ("ResolverFolder", &["type", "allow_delete", "interval", "limit", "timeout"], "dir: \"./jwt\""),
    ("ResolverFolder", &["hard_delete"], "dir: \"./jwt\", allow_delete: true"),
    ("ResolverFolder", &["ttl"], "dir: \"./jwt\", type: cache"),
];

/// The accounts beside the one that holds an import, and what is imported from them.
const EXPORTER: &str = "ORDERS: { exports: [{ stream: \"orders.>\" }, { service: \"orders.>\" }] }";

/// The option of `path` under one of its spellings, with a value, in as little else as the server takes. A word stands
/// for its whole block.
pub fn configuration(path: &OptionPath, name: &str, value: &str) -> String {
    let steps: Vec<&str> = path.path.split('.').collect();
    let steps = if is_word(path) { &steps[..steps.len() - 1] } else { &steps[..] };
    Writer { name, value, word: is_word(path), left_out: false }.block(Config::SPEC, "", steps)
}

/// What is around the option of `path` in [`configuration`], without the option itself.
pub fn around(path: &OptionPath) -> String {
    let steps: Vec<&str> = path.path.split('.').collect();
    Writer { name: "", value: "", word: false, left_out: true }.block(Config::SPEC, "", &steps)
}

/// The option under one of its spellings, with the value of its example.
pub fn example(path: &OptionPath, name: &str) -> String {
    match path.entry {
        PathEntry::Option(option) => configuration(path, name, &option.example()),
        PathEntry::Word(_) => configuration(path, name, name),
    }
}

/// Whether the path is that of a word in the place of a block.
pub fn is_word(path: &OptionPath) -> bool {
    matches!(path.entry, PathEntry::Word(_))
}

struct Writer<'w> {
    name: &'w str,
    value: &'w str,
    word: bool,
    /// The option itself is not written.
    left_out: bool,
}

impl Writer<'_> {
    /// The inside of a block, with what leads to the option.
    fn block(&self, spec: &'static BlockSpec, place: &str, steps: &[&str]) -> String {
        let step = steps[0].trim_end_matches("[]");
        let option = spec.get(step).expect("a step is an option");
        let line = match &steps[1..] {
            [] if self.left_out => String::new(),
            [] if self.word => format!("{step}: {}\n", self.value),
            [] => format!("{}: {}\n", self.name, self.value),
            below => {
                let lists = (steps[0].len() - step.len()) / 2;
                let place = format!("{place}{}.", steps[0]);
                format!("{step}: {}\n", in_lists(lists, &self.inside(&option.shape, &place, below)))
            }
        };
        let others = spec.options.iter().filter(|other| other.required && other.name() != step);
        let others = others.map(|other| format!("{}: {}\n", other.name(), other.example()));
        let asking = if place.is_empty() { steps[steps.len() - 1] } else { step };
        let companions = COMPANIONS.iter().filter(|(block, of, _)| *block == spec.name && of.contains(&asking));
        others.chain(companions.map(|(_, _, text)| format!("{text}\n"))).chain([line]).collect()
    }

    /// A block, or a map of blocks, with what leads to the option.
    fn inside(&self, shape: &Shape, place: &str, steps: &[&str]) -> String {
        let parts = shape.parts();
        if let Some(lists) = steps[0].strip_prefix('*') {
            let keys = parts.iter().find_map(|part| match part {
                Shape::Map { example, value, .. } => Some((example, value)),
                _ => None,
            });
            let (key, value) = keys.expect("a star is a key that the user chooses");
            let place = format!("{place}{}.", steps[0]);
            let value = in_lists(lists.len() / 2, &self.inside(value, &place, &steps[1..]));
            let importing = steps[1].starts_with("imports");
            return if importing {
                format!("{{ {EXPORTER}, SHOP: {value} }}")
            } else {
                format!("{{ {key}: {value} }}")
            };
        }
        let block = parts.iter().find_map(|part| match part {
            Shape::Block(block) => Some(block),
            _ => None,
        });
        format!("{{\n{}}}", self.block(block.expect("a path goes on in a block"), place, steps))
    }
}

fn in_lists(depth: usize, text: &str) -> String {
    format!("{}{text}{}", "[".repeat(depth), "]".repeat(depth))
}
