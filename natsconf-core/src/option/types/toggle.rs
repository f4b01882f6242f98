//! Blocks that can also be turned on or off as a whole.

use crate::option::{Block, Meaning, OptionType, Reader, Shape};
use crate::value::{Kind, Value, ValueRef};

/// `true`, `false`, or a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Toggle<B> {
    /// `false`.
    Off,
    /// `true`: everything as it is by default.
    On,
    /// On, with options.
    With(Box<B>),
}

/// As [`Toggle`], and the words `enabled`, `enable`, `disabled` and `disable`.
#[derive(Debug, Clone, PartialEq)]
pub enum Switch<B> {
    /// `false`, `disabled` or `disable`.
    Off,
    /// `true`, `enabled` or `enable`.
    On,
    /// A block of options.
    With(Box<B>),
}

const WORDS: Shape = Shape::Choice(&[&["enabled", "enable"], &["disabled", "disable"]]);

impl<B: Block> OptionType for Toggle<B> {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Bool, B::SHAPE]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::Bool(on) => Some(if on { Toggle::On } else { Toggle::Off }),
            Kind::String(_) | Kind::Map(_) => B::read(value, reader).map(|block| Toggle::With(Box::new(block))),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            Toggle::Off => Value::Bool(false),
            Toggle::On => Value::Bool(true),
            Toggle::With(block) => block.write(),
        }
    }

    fn meaning(&self) -> Meaning {
        match self {
            Toggle::Off => Meaning::One(Value::Bool(false)),
            Toggle::On => Meaning::Block(B::SPEC, Vec::new()),
            Toggle::With(block) => block.meaning(),
        }
    }
}

impl<B: Block> OptionType for Switch<B> {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Bool, WORDS, B::SHAPE]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::Bool(true) => Some(Switch::On),
            Kind::Bool(false) => Some(Switch::Off),
            Kind::String(word) => match word.to_lowercase().as_str() {
                "enabled" | "enable" => Some(Switch::On),
                "disabled" | "disable" => Some(Switch::Off),
                _ => {
                    reader.bad_word(value, &word, &Self::SHAPE);
                    None
                }
            },
            Kind::Map(_) => B::read(value, reader).map(|block| Switch::With(Box::new(block))),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            Switch::Off => Value::Bool(false),
            Switch::On => Value::Bool(true),
            Switch::With(block) => block.write(),
        }
    }

    fn meaning(&self) -> Meaning {
        match self {
            Switch::Off => Meaning::One(Value::Bool(false)),
            Switch::On => Meaning::Block(B::SPEC, Vec::new()),
            Switch::With(block) => block.meaning(),
        }
    }
}

macro_rules! built {
    ($($Toggle:ident),*) => {$(
        impl<B> $Toggle<B> {
            /// The block, where there is one.
            pub fn block(&self) -> Option<&B> {
                match self {
                    $Toggle::With(block) => Some(block),
                    $Toggle::Off | $Toggle::On => None,
                }
            }
        }

        impl<B> From<bool> for $Toggle<B> {
            fn from(on: bool) -> Self {
                if on { $Toggle::On } else { $Toggle::Off }
            }
        }

        impl<B: Block> From<B> for $Toggle<B> {
            fn from(block: B) -> Self {
                $Toggle::With(Box::new(block))
            }
        }
    )*};
}
built!(Toggle, Switch);
