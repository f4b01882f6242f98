//! Forms that one option alone has, since the server reads it in its own way.

use super::{List, OneOrMany, Text};
use crate::option::{OptionType, Reader, Shape, through_value};
use crate::value::{Kind, Value, ValueRef};

/// `tls.ca_certs_match`: a text or a list. The server passes over anything else without a word (`parseTLS`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertMatches(pub OneOrMany<Text>);

impl OptionType for CertMatches {
    const SHAPE: Shape = <OneOrMany<Text> as OptionType>::SHAPE;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Kind::String(_) | Kind::Array(_) = value.kind() {
            return OneOrMany::read(value, reader).map(CertMatches);
        }
        reader.ignored(value, &Self::SHAPE);
        None
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

/// `ocsp.urls`: a list that no server can read. It asks for a Go type that its parser never gives
/// (`processConfigFileLine`), and refuses whatever stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcspUrls(pub List<Text>);

impl OptionType for OcspUrls {
    const SHAPE: Shape = <List<Text> as OptionType>::SHAPE;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        reader.bad_value_with(value, "the server refuses `urls`, whatever its value", "use `url` for one URL");
        List::read(value, &mut Reader::default()).map(OcspUrls)
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

/// `mqtt.consumer_replicas`: the server does not look at the value (`parseMQTT`).
#[derive(Debug, Clone, PartialEq)]
pub struct Unread(pub Value);

impl OptionType for Unread {
    const SHAPE: Shape = <i64 as OptionType>::SHAPE;

    fn read(value: ValueRef<'_>, _: &mut Reader) -> Option<Self> {
        Some(Unread(value.to_owned()))
    }

    fn write(&self) -> Value {
        self.0.clone()
    }
}

through_value!(CertMatches, OcspUrls, Unread);
