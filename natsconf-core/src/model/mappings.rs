//! `mappings`: subjects under which messages arrive that were published to others.

use crate::option::types::{Named, OneOrMany, Subject, Text, Weight};
use crate::option::{Meaning, OptionType, Reader, Shape, block, through_value};
use crate::value::{Kind, Value, ValueRef};

/// Destinations by the subject that is published to.
pub type Mappings = Named<Subject, MappingTarget>;

/// Where messages go that are published to a subject.
#[derive(Debug, Clone, PartialEq)]
pub enum MappingTarget {
    /// All to one subject, in which `{{wildcard(1)}}` and the like stand for tokens.
    Subject(Text),
    /// Spread over several.
    Destinations(OneOrMany<MappingDestination>),
}

impl OptionType for MappingTarget {
    const SHAPE: Shape =
        Shape::AnyOf(&[<Text as OptionType>::SHAPE, <OneOrMany<MappingDestination> as OptionType>::SHAPE]);

    /// As `parseAccountMappings`.
    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(_) => Text::read(value, reader).map(MappingTarget::Subject),
            Kind::Array(_) | Kind::Map(_) => OneOrMany::read(value, reader).map(MappingTarget::Destinations),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            MappingTarget::Subject(subject) => subject.write(),
            MappingTarget::Destinations(destinations) => destinations.write(),
        }
    }

    fn meaning(&self) -> Meaning {
        match self {
            MappingTarget::Subject(subject) => subject.meaning(),
            MappingTarget::Destinations(destinations) => destinations.meaning(),
        }
    }
}

impl From<&str> for MappingTarget {
    fn from(subject: &str) -> Self {
        MappingTarget::Subject(subject.into())
    }
}

through_value!(MappingTarget);

block! {
    /// A share of the messages, and where it goes.
    MappingDestination = "parseAccountMapDest", keys NO_VARIABLES {
        /// The subject. `{{wildcard(1)}}` and the like stand for tokens of the subject that was published to.
        destination: Text = "destination" | "dest", reloadable, such_as "\"orders.v2\"", identity;
        /// The share in percent. Without it the server refuses to start. What is left to 100 keeps its subject.
        weight: Weight = "weight", required, reloadable, such_as "50";
        /// Only in this cluster.
        cluster: Text = "cluster", reloadable, identity;
    }
}
