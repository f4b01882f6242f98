//! What is done to a configuration: changes of its meaning, in the tree of its values.

use std::collections::HashMap;

use natsconf_core::model::Config;
use natsconf_core::option::{Block, PathEntry, paths};
use natsconf_core::value::{Value, print};
use natsconf_tests::random::Random;

/// Values of every type, and such as are close to the edge of what some option takes.
const ODD: [&str; 84] = [
    "-1",
    "0",
    "1",
    "2",
    "100",
    "4222",
    "65536",
    "99999999999",
    "9223372036854775807",
    "0.5",
    "-0.5",
    "1.0",
    "5s",
    "\"5s\"",
    "\"-5s\"",
    "\"1x\"",
    "\"5\"",
    "\"0\"",
    "\"1.5\"",
    "\"1d\"",
    "\"10%\"",
    "\"\"",
    "\" \"",
    "true",
    "false",
    "yes",
    "\"true\"",
    "\"auto\"",
    "[]",
    "[[]]",
    "[{}]",
    "{}",
    "[x]",
    "[x, x]",
    "[1]",
    "{ x: 1 }",
    "{ x: {} }",
    "1K",
    "\"1K\"",
    "\"1KB\"",
    "1TB",
    "\"1GB\"",
    "2030-01-02T03:04:05Z",
    "x",
    "\"a b\"",
    "\"a.b\"",
    "\"a.*\"",
    "\"*.a\"",
    "\"a.>\"",
    "\">\"",
    "\"a..b\"",
    "\"a.>.b\"",
    "\".a\"",
    "\"a.\"",
    "\"a.$1\"",
    "\"a.{{wildcard(1)}}\"",
    "\"a.{{partition(3,1)}}\"",
    "\"$SYS\"",
    "\"$SYS.>\"",
    "\"$JS.API.>\"",
    "\"$G\"",
    "\"nats://127.0.0.1:-1\"",
    "\"nats://127.0.0.1\"",
    "\"nats://a:b@127.0.0.1:4229\"",
    "\"nats://\"",
    "\"nats://127.0.0.1:99999\"",
    "\"ws://127.0.0.1:4229\"",
    "\"wss://127.0.0.1:4229\"",
    "\"tls://127.0.0.1:4229\"",
    "\"http://127.0.0.1:4229\"",
    "\"127.0.0.1:-1\"",
    "\"127.0.0.1\"",
    "\":-1\"",
    "\"127.0.0.1:99999\"",
    "\"%zz\"",
    "\"$2a$11$W2zko751KUvVy59mUTWmpOdWjpEm5qhcCZRd05GjI/sSOT.xtiHyG\"",
    "MEMORY",
    "UCNGL4W5QX66CFX6A6DCBVDH5VOHMI7B2UZZU7TXAUQQSI2JPHULCKBR",
    "ADRJJFPV4XZKO77MTMBLGVEL42SAMQDM6JHB4NY7WXZDSAUPIHPJFNLS",
    "OBCVGKVUD4CNBDMFIPGVDSDLJVNKALOJZDWIBTHAHU7XN7XGRVFNQJL7",
    "SUANNPZ3TBJFMZP6ABVWABZJAUH4JQXHYTH4UC3H6QFKUK3JPLFTQTTFSU",
    "disabled",
    "enabled",
    "\"url(http://127.0.0.1:4229/)\"",
];

/// A text that stands for one of [`ODD`] until the tree is printed.
fn odd(number: usize) -> Value {
    Value::String(format!("odd value {number} "))
}

/// Configurations, and what of one may be put into another.
pub struct Stock {
    seeds: Vec<Value>,
    /// Every entry of every block of a seed, and every option with the value of its example.
    entries: Vec<(String, Value)>,
    /// Values by their keys.
    values: HashMap<String, Vec<Value>>,
}

impl Stock {
    pub fn new(seeds: Vec<Value>) -> Self {
        let mut entries = Vec::new();
        for seed in &seeds {
            collect(seed, &mut entries);
        }
        let options = paths(Config::SPEC).into_iter().filter_map(|path| match path.entry {
            PathEntry::Option(option) => Some(option),
            PathEntry::Word(_) => None,
        });
        entries.extend(options.filter_map(|option| {
            let Value::Map(mut entries) = super::seeds::read(&format!("{}: {}\n", option.name(), option.example()))?
            else {
                return None;
            };
            entries.pop()
        }));
        let mut values: HashMap<String, Vec<Value>> = HashMap::new();
        for (key, value) in &entries {
            values.entry(key.to_lowercase()).or_default().push(value.clone());
        }
        Stock { seeds, entries, values }
    }

    /// A configuration, changed once or twice.
    pub fn mutant(&self, random: &mut Random) -> Option<String> {
        let mut value = random.pick(&self.seeds).clone();
        for _ in 0..=random.below(2) {
            self.change(&mut value, random);
        }
        let mut text = print(&value).ok()?;
        for (number, odd) in ODD.iter().enumerate() {
            text = text.replace(&format!("\"odd value {number} \""), odd);
        }
        Some(text)
    }

    fn change(&self, config: &mut Value, random: &mut Random) {
        match random.below(10) {
            0 | 1 => self.put_in(config, random),
            2 => self.join(config, random),
            3 => change_an_entry(config, random),
            4 => swap(config, random),
            5 | 6 => self.replace(config, random),
            _ => {
                let number = random.below(ODD.len());
                if let Some(value) = some(config, random, &|_| true) {
                    *value = odd(number);
                }
            }
        }
    }

    /// Adds an entry of another block to some block.
    fn put_in(&self, config: &mut Value, random: &mut Random) {
        if let Some(Value::Map(entries)) = some(config, random, &|value| matches!(value, Value::Map(_))) {
            entries.push(random.pick(&self.entries).clone());
        }
    }

    /// Adds all of another configuration: keys that both have are there twice.
    fn join(&self, config: &mut Value, random: &mut Random) {
        let (Value::Map(entries), Value::Map(others)) = (config, random.pick(&self.seeds)) else { return };
        entries.extend(others.iter().cloned());
    }

    /// Gives an entry the value that the same key has elsewhere.
    fn replace(&self, config: &mut Value, random: &mut Random) {
        let Some(Value::Map(entries)) = some(config, random, &has_entries) else { return };
        let number = random.below(entries.len());
        let (key, value) = &mut entries[number];
        if let Some(values) = self.values.get(&key.to_lowercase()) {
            *value = random.pick(values).clone();
        }
    }
}

/// Every entry of every block in a value.
fn collect(value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Map(entries) => {
            found.extend(entries.iter().cloned());
            for (_, value) in entries {
                collect(value, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, found);
            }
        }
        _ => {}
    }
}

/// Drops an entry, repeats it, or writes its key otherwise.
fn change_an_entry(config: &mut Value, random: &mut Random) {
    let Some(Value::Map(entries)) = some(config, random, &has_entries) else { return };
    let number = random.below(entries.len());
    match random.below(4) {
        0 | 1 => drop(entries.remove(number)),
        2 => {
            let key = entries[number].0.clone();
            let value = random.pick(entries).1.clone();
            entries.push((key, value));
        }
        _ => entries[number].0 = entries[number].0.to_uppercase(),
    }
}

/// Puts a copy of some value in the place of another, or a value into a list, or takes it out of one.
fn swap(config: &mut Value, random: &mut Random) {
    let Some(from) = some(config, random, &|_| true).cloned() else { return };
    let Some(to) = some(config, random, &|_| true) else { return };
    *to = match (random.below(4), to.clone()) {
        (0, old) => Value::Array(vec![old]),
        (1, Value::Array(mut items)) if !items.is_empty() => items.remove(0),
        _ => from,
    };
}

fn has_entries(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if !entries.is_empty())
}

/// Some value of a kind.
fn some<'v>(value: &'v mut Value, random: &mut Random, wanted: &dyn Fn(&Value) -> bool) -> Option<&'v mut Value> {
    let ways = ways(value, wanted);
    (!ways.is_empty()).then(|| at(value, random.pick::<Vec<usize>>(&ways)))
}

/// The ways to values of a kind: which child, level by level.
fn ways(value: &Value, wanted: &dyn Fn(&Value) -> bool) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    walk(value, &mut Vec::new(), &mut |way, value| {
        if wanted(value) {
            found.push(way.to_vec());
        }
    });
    found
}

fn walk(value: &Value, way: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize], &Value)) {
    visit(way, value);
    let children: Vec<&Value> = match value {
        Value::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for (number, child) in children.into_iter().enumerate() {
        way.push(number);
        walk(child, way, visit);
        way.pop();
    }
}

fn at<'v>(value: &'v mut Value, way: &[usize]) -> &'v mut Value {
    way.iter().fold(value, |value, child| match value {
        Value::Map(entries) => &mut entries[*child].1,
        Value::Array(items) => &mut items[*child],
        _ => unreachable!("a way leads through lists and blocks"),
    })
}
