//! Blocks of options: `block!` defines one, and every use of the definition is derived from it.

use super::nearest::nearest;
use super::paths;
use super::reader::{Reader, quote_key, replace};
use super::spec::{BlockSpec, OptionSpec, Unknown};
use super::{OptionType, Spanned};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::source::Span;
use crate::value::{Entry, MapRef, Value, ValueRef};

static UNKNOWN_OPTION: Code = code!("unknown-option", Error, "unknown_option.md");
static IGNORED_OPTION: Code = code!("ignored-option", Warning, "ignored_option.md");
static DUPLICATE_OPTION: Code = code!("duplicate-option", Warning, "duplicate_option.md");
static DEPRECATED_OPTION: Code = code!("deprecated-option", Warning, "deprecated_option.md");
static MISSING_OPTION: Code = code!("missing-option", Error, "missing_option.md");
static OPTION_SET_TWICE: Code = code!("option-set-twice", Error, "option_set_twice.md");
static OPTION_TOO_NEW: Code = code!("option-too-new", Error, "option_too_new.md");

/// The codes of this file.
pub(super) static CODES: [&Code; 7] = [
    &DEPRECATED_OPTION,
    &DUPLICATE_OPTION,
    &IGNORED_OPTION,
    &MISSING_OPTION,
    &OPTION_SET_TWICE,
    &OPTION_TOO_NEW,
    &UNKNOWN_OPTION,
];

/// A block of options. `block!` implements it.
pub trait Block: OptionType + Default {
    /// The block as data.
    const SPEC: &'static BlockSpec;

    /// Reads one option by any of its spellings, in lower case. `false` when the block does not have it.
    fn read_option(&mut self, name: &str, entry: Entry<'_>, reader: &mut Reader) -> bool;

    /// Reads a value that is no block, where the block has a short form.
    fn read_short(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        reader.wrong_type(value, &Self::SHAPE);
        None
    }

    /// The options that are set, under their canonical names.
    fn write_options(&self) -> Vec<(String, Value)>;
}

/// Defines blocks: the struct with its documentation, reading, writing, serde, and [`Block::SPEC`].
///
/// ```text
/// block! {
///     /// What the block is for.
///     Name = "server function", keys KIND, short field {
///         /// What the option does.
///         field: Type = "name" | "alias", attribute value, …;
///     }
/// }
/// ```
/// The attributes are the functions of [`OptionSpec`]; `keys` (default: any case) and `short` may be left out.
macro_rules! block {
    ($(
        $(#[doc = $doc:literal])*
        $Block:ident = $source:literal $(, keys $keys:ident)? $(, short $short:ident)? {$(
            $(#[doc = $about:literal])*
            $field:ident: $type:ty = $name:literal $(| $alias:literal)* $(, $attribute:ident $($value:expr)?)*;
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $Block {$(
            $(#[doc = $about])*
            pub $field: Option<$crate::option::Spanned<$type>>,
        )*}

        impl $Block {$(
            $(#[doc = $about])*
            #[must_use]
            pub fn $field(mut self, value: impl Into<$type>) -> Self {
                self.$field = Some($crate::option::Spanned::from(value.into()));
                self
            }
        )*}

        impl $crate::option::Block for $Block {
            const SPEC: &'static $crate::option::BlockSpec = &$crate::option::BlockSpec {
                name: stringify!($Block),
                doc: if cfg!(feature = "reference") { concat!($($doc, "\n"),*) } else { "" },
                source: $source,
                keys: $crate::option::block::keys!($($keys)?),
                options: &[$(
                    $crate::option::OptionSpec::new(
                        &[$name $(, $alias)*],
                        if cfg!(feature = "reference") { concat!($($about, "\n"),*) } else { "" },
                        <$type as $crate::option::OptionType>::SHAPE,
                        <$type as $crate::option::OptionType>::BOUNDS,
                    )$(.$attribute($($value)?))*
                ),*],
            };

            fn read_option(
                &mut self,
                name: &str,
                entry: $crate::value::Entry<'_>,
                reader: &mut $crate::option::Reader,
            ) -> bool {
                #[allow(non_camel_case_types, reason = "the fields by number")]
                enum Field { $($field),* }
                match name {
                    $($name $(| $alias)* => {
                        let option = &Self::SPEC.options[Field::$field as usize];
                        $crate::option::block::read_option(&mut self.$field, option, entry, reader);
                    })*
                    _ => return false,
                }
                true
            }

            $(fn read_short(
                value: $crate::value::ValueRef<'_>,
                reader: &mut $crate::option::Reader,
            ) -> Option<Self> {
                let read = $crate::option::OptionType::read(value, reader)?;
                Some($Block { $short: Some($crate::option::Spanned::new(read, value.span())), ..Self::default() })
            })?

            fn write_options(&self) -> Vec<(String, $crate::value::Value)> {
                let written = [$(
                    ($name, self.$field.as_ref().map(|field| $crate::option::OptionType::write(&field.value))),
                )*];
                written.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
            }
        }

        impl $crate::option::OptionType for $Block {
            const SHAPE: $crate::option::Shape = $crate::option::block::shape!($Block $($short)?);

            fn read(value: $crate::value::ValueRef<'_>, reader: &mut $crate::option::Reader) -> Option<Self> {
                $crate::option::block::read(value, reader)
            }

            fn write(&self) -> $crate::value::Value {
                $crate::value::Value::Map($crate::option::Block::write_options(self))
            }

            fn meaning(&self) -> $crate::option::Meaning {
                let settings = [$(
                    $crate::option::Setting::of(
                        const { <$Block as $crate::option::Block>::SPEC.option($name) },
                        self.$field.as_ref(),
                    ),
                )*];
                $crate::option::Meaning::block(<$Block as $crate::option::Block>::SPEC, settings.into_iter().flatten())
            }
        }

        $crate::option::through_value!($Block);
    )*};
}
pub(crate) use block;

/// What the server does with the keys of a block.
macro_rules! keys {
    () => {
        $crate::option::Keys::ANY_CASE
    };
    ($keys:ident) => {
        $crate::option::Keys::$keys
    };
}
pub(crate) use keys;

/// The shape of a block: with a short form, the type of the option that the short form sets, or the block.
macro_rules! shape {
    ($Block:ident) => {
        $crate::option::Shape::Block(<$Block as $crate::option::Block>::SPEC)
    };
    ($Block:ident $short:ident) => {
        $crate::option::Shape::AnyOf(&[
            <$Block as $crate::option::Block>::SPEC.option(stringify!($short)).shape,
            $crate::option::Shape::Block(<$Block as $crate::option::Block>::SPEC),
        ])
    };
}
pub(crate) use shape;

/// Reads a block or its short form.
pub(crate) fn read<B: Block>(value: ValueRef<'_>, reader: &mut Reader) -> Option<B> {
    match value.as_map() {
        Some(map) => Some(read_map(map, reader)),
        None => B::read_short(value, reader),
    }
}

/// Reads a block. Nothing stops it: what cannot be read is reported and left out.
pub(crate) fn read_map<B: Block>(map: MapRef<'_>, reader: &mut Reader) -> B {
    let mut block = B::default();
    reader.repeated_keys(map, "option");
    for entry in map.iter() {
        let name = entry.key.name;
        let known = block.read_option(name, entry, reader)
            || !B::SPEC.keys.exact
                && name.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_uppercase())
                && block.read_option(&name.to_lowercase(), entry, reader);
        if !known {
            reader.unknown_option(B::SPEC, entry);
        }
    }
    for option in B::SPEC.options.iter().filter(|option| option.required) {
        reader.require(B::SPEC, option, map);
    }
    block
}

/// Reads one option into its field.
pub(crate) fn read_option<T: OptionType>(
    field: &mut Option<Spanned<T>>,
    option: &'static OptionSpec,
    entry: Entry<'_>,
    reader: &mut Reader,
) {
    if let Some(earlier) = field {
        reader.set_twice(option, entry, earlier.span());
    }
    if !option.exists_in(reader.version) {
        reader.too_new(option, entry);
    }
    if let Some(replacement) = option.deprecated {
        let message = format!("`{}` is deprecated", entry.key.name);
        reader.add(entry.value, DEPRECATED_OPTION.at(entry.key.span, message).help(replacement));
    }
    if option.exact && !option.names.contains(&entry.key.name) {
        let message = format!("the server reads `{}` in lower case only", option.name());
        reader.add(entry.value, IGNORED_OPTION.at(entry.key.span, message));
        return;
    }
    if option.or_empty && entry.value.bytes().is_some_and(<[u8]>::is_empty) {
        reader.ignored(entry.value, &T::SHAPE);
        return;
    }
    let outer = reader.option.replace(option);
    if let Some(value) = T::read(entry.value, reader) {
        if let Some(amount) = value.amount() {
            reader.check_bounds(entry.value, amount, option);
        }
        *field = Some(Spanned::new(value, entry.value.span()));
    }
    reader.option = outer;
}

impl Reader {
    /// Keys that are set again further down: the server's parser keeps the last.
    pub(crate) fn repeated_keys(&mut self, map: MapRef<'_>, what: &str) {
        for entry in map.shadowed().filter(|entry| !entry.is_used_as_variable()) {
            let name = entry.key.name;
            let mut diagnostic = DUPLICATE_OPTION.at(
                entry.key.span,
                format!("the {what} {} is set again, and this value does not count", quote_key(name)),
            );
            if let Some(last) = map.get(name) {
                diagnostic = diagnostic.related(last.key.span, "the value that counts");
            }
            if entry.value.as_map().is_some() {
                let help = "the server does not put blocks of one name together: write all of it in one block";
                diagnostic = diagnostic.help(help);
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// One option under two spellings: the server takes them in the random order of its map, or neither.
    fn set_twice(&mut self, option: &OptionSpec, entry: Entry<'_>, earlier: crate::source::Span) {
        let (code, then) = if option.once {
            (&OPTION_SET_TWICE, "the server takes it once")
        } else {
            (&DUPLICATE_OPTION, "which one counts is chance")
        };
        let message = format!("`{}` sets `{}` a second time: {then}", entry.key.name, option.name());
        self.diagnostics
            .push(code.at(entry.key.span, message).related(earlier, "set here").help("keep one of the two"));
    }

    /// Reports an option that the block must have. One that is there and cannot be read has been reported.
    fn require(&mut self, block: &BlockSpec, option: &OptionSpec, map: MapRef<'_>) {
        let same = if block.keys.exact { str::eq } else { str::eq_ignore_ascii_case };
        let names = |entry: Entry<'_>| option.names.iter().any(|name| same(entry.key.name, name));
        if !map.iter().any(names) {
            let message = format!("`{}` is missing", option.name());
            let help = format!("set it, as in `{}: {}`", option.name(), option.example());
            self.diagnostics.push(MISSING_OPTION.at(map.span(), message).help(help));
        }
    }

    fn too_new(&mut self, option: &OptionSpec, entry: Entry<'_>) {
        let Reader { version, .. } = self;
        let message =
            format!("`{}` exists from {} on, this configuration is for {version}", entry.key.name, option.since);
        let mut diagnostic = OPTION_TOO_NEW.at(entry.key.span, message);
        if !option.backports.is_empty() {
            diagnostic = diagnostic.help(format!("of older releases, these have it: {}", option.backports.join(", ")));
        }
        self.diagnostics.push(diagnostic);
    }

    fn unknown_option(&mut self, block: &BlockSpec, entry: Entry<'_>) {
        if block.keys.unknown == Unknown::Refused && entry.is_used_as_variable() {
            return;
        }
        let holder = self.option.map(|option| format!(" in `{}`", option.name())).unwrap_or_default();
        let name = entry.key.name;
        let code = match block.keys.unknown {
            Unknown::Ignored => &IGNORED_OPTION,
            Unknown::Refused | Unknown::RefusedWithVariables => &UNKNOWN_OPTION,
        };
        let message = match block.keys.unknown {
            Unknown::Ignored => format!("the server does not read the option {}{holder}", quote_key(name)),
            Unknown::Refused | Unknown::RefusedWithVariables => format!("unknown option {}{holder}", quote_key(name)),
        };
        if let Some(rest) = name.strip_prefix(BYTE_ORDER_MARK) {
            self.diagnostics.push(byte_order_mark(code, entry.key.span, rest));
            return;
        }
        let mut diagnostic = code.at(entry.key.span, message);
        let known = block.options.iter().filter(|option| option.exists_in(self.version));
        if let Some(near) = nearest(name, known.flat_map(|option| option.names.iter().copied())) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?")).fix(replace(
                entry.key.span,
                format!("rename to {near}"),
                near.to_owned(),
            ));
        } else if let Some(holders) =
            self.root.and_then(|root| paths::holders(root, &name.to_lowercase(), self.suggests))
        {
            diagnostic = diagnostic.help(format!("`{name}` belongs in {holders}"));
        } else if entry.is_used_as_variable() {
            diagnostic = diagnostic.help("a variable cannot be defined here: move it out of this block");
        }
        self.diagnostics.push(diagnostic);
    }
}

/// What some editors put before the first character of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The mark is invisible, so the finding says what it does.
fn byte_order_mark(code: &'static Code, key: Span, rest: &str) -> Diagnostic {
    let mark = Span { end: key.start + u32::try_from(BYTE_ORDER_MARK.len_utf8()).unwrap_or(0), ..key };
    let message = format!("the byte order mark before {} is read as part of the name", quote_key(rest));
    let diagnostic = code.at(mark, message).help("save the file as UTF-8 without a byte order mark");
    diagnostic.fix(replace(mark, "remove the byte order mark", String::new()))
}
