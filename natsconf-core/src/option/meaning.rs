//! What a typed value means, as data with places: for looking at any configuration without knowing its types. Aliases,
//! units and short forms are gone.

use super::types::{Host, Listen, Port, Secret};
use super::{BlockSpec, OptionSpec, OptionType, Reader, Shape, Spanned, Unit};
use crate::source::{Memory, Source};
use crate::syntax::Dialect;
use crate::value::{self, Limits, Value, Values, bare_integer};

/// What a value means. Two are equal when they mean the same, wherever they stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// One value, in its one form.
    One(Value),
    /// One that must never be shown.
    Secret(Secret),
    /// A list.
    List(Vec<Spanned<Meaning>>),
    /// A block whose keys the user chose, each with its place.
    Named(Vec<(Spanned<String>, Spanned<Meaning>)>),
    /// A block of options.
    Block(&'static BlockSpec, Vec<Setting>),
}

/// An option that is set.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The option.
    pub option: &'static OptionSpec,
    /// What it is set to.
    pub value: Spanned<Meaning>,
    default: fn(&OptionSpec) -> Option<Meaning>,
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        self.option.names == other.option.names && self.value == other.value
    }
}

impl Meaning {
    /// What a value means that has no parts.
    pub(super) fn of<T: OptionType>(value: &T) -> Self {
        match value.write() {
            Value::String(text) if T::SHAPE.is_secret() => Meaning::Secret(Secret::from(&*text)),
            value => Meaning::One(value),
        }
    }

    /// What the items of a list mean.
    pub(super) fn list<T: OptionType>(items: &[Spanned<T>]) -> Self {
        Meaning::List(items.iter().map(|item| Spanned::new(item.value.meaning(), item.span())).collect())
    }

    /// What a block means whose options are set like this.
    pub(crate) fn block(spec: &'static BlockSpec, settings: impl Iterator<Item = Setting>) -> Self {
        Meaning::Block(spec, settings.flat_map(|setting| without_listen(spec, setting)).collect())
    }

    /// The options of a block that are set; none for what is no block.
    pub fn settings(&self) -> &[Setting] {
        match self {
            Meaning::Block(_, settings) => settings,
            _ => &[],
        }
    }
}

impl Setting {
    /// An option and its field; `None` where it is not set.
    pub(crate) fn of<T: OptionType>(option: &'static OptionSpec, field: Option<&Spanned<T>>) -> Option<Self> {
        let field = field?;
        let value = Spanned::new(field.value.meaning(), field.span());
        Some(Setting { option, value, default: default::<T> })
    }

    /// What holds where the option is not set, as far as the registry says it.
    pub fn default(&self) -> Option<Meaning> {
        (self.default)(self.option)
    }
}

/// `listen` is another way to write `host` and `port`, `http: 8222` another way to write `http_port` (`parseListen`).
fn without_listen(spec: &'static BlockSpec, setting: Setting) -> Vec<Setting> {
    let (host, port) = match setting.option.name() {
        "listen" => ("host", "port"),
        "http" => ("", "http_port"),
        "https" => ("", "https_port"),
        _ => return vec![setting],
    };
    let listen = match &setting.value.value {
        Meaning::One(Value::Integer(port)) => Some(Listen::from(*port)),
        Meaning::One(Value::String(text)) => Listen::parse(text),
        _ => None,
    };
    let span = setting.value.span();
    let named = |name: &str, value: Value, default| {
        let option = spec.get(name)?;
        Some(Setting { option, value: Spanned::new(Meaning::One(value), span), default })
    };
    match listen {
        Some(Listen { host: given, port: number }) if given.is_empty() || !host.is_empty() => {
            let address = (!given.is_empty()).then(|| named(host, Value::String(given.to_string()), default::<Host>));
            address.flatten().into_iter().chain(named(port, Value::Integer(number), default::<Port>)).collect()
        }
        _ => vec![setting],
    }
}

/// The default of an option, read as its type.
fn default<T: OptionType>(option: &OptionSpec) -> Option<Meaning> {
    let text = option.default?;
    let values = match text {
        "true" | "false" => Values::from(&Value::Bool(text == "true")),
        _ if text.starts_with(['"', '[', '{']) => return read_text::<T>(text),
        // The server takes `2m` for two million where it is not in quotes.
        _ => match bare_integer(text).filter(|_| takes_numbers(&option.shape)) {
            Some(number) => Values::from(&Value::Integer(number)),
            None => Values::from(&Value::String(text.to_owned())),
        },
    };
    read::<T>(values.root_value())
}

fn takes_numbers(shape: &Shape) -> bool {
    matches!(shape.unit(), Some(Unit::Bytes | Unit::Count | Unit::Percent))
}

fn read_text<T: OptionType>(text: &str) -> Option<Meaning> {
    let source = Source::new("", format!("value: {text}").into_bytes());
    let (values, _) = value::resolve(source, &Memory::default(), Dialect::From2_15, Limits::default());
    read::<T>(values.root().get("value")?.value)
}

fn read<T: OptionType>(value: crate::value::ValueRef<'_>) -> Option<Meaning> {
    T::read(value, &mut Reader::default()).map(|read| read.meaning())
}
