//! The types of the Terraform language, as cty has them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A type. Lists, sets and maps have one type of element; tuples and objects have one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Any type: that of a bare `null`, and of a value not known.
    Dynamic,
    /// `true` and `false`.
    Bool,
    /// Numbers.
    Number,
    /// Text.
    String,
    /// A sequence whose elements have one type.
    List(Arc<Type>),
    /// Distinct elements of one type.
    Set(Arc<Type>),
    /// Values of one type by name.
    Map(Arc<Type>),
    /// A sequence whose elements each have a type of their own.
    Tuple(Arc<[Type]>),
    /// Values by name, each with a type of its own.
    Object(Arc<BTreeMap<Arc<str>, Type>>),
}

impl Type {
    /// `list(element)`.
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// `set(element)`.
    pub fn set(element: Type) -> Type {
        Type::Set(Arc::new(element))
    }

    /// `map(element)`.
    pub fn map(element: Type) -> Type {
        Type::Map(Arc::new(element))
    }

    /// Reads a type as Terraform writes it in JSON: `"string"`, `["list", "number"]`, `["object", {"a": "bool"}]`.
    pub fn from_json(json: &serde_json::Value) -> Option<Type> {
        if let Some(name) = json.as_str() {
            return match name {
                "string" => Some(Type::String),
                "number" => Some(Type::Number),
                "bool" => Some(Type::Bool),
                "dynamic" => Some(Type::Dynamic),
                _ => None,
            };
        }
        let [kind, inner, ..] = json.as_array()?.as_slice() else { return None };
        match kind.as_str()? {
            "list" => Type::from_json(inner).map(Type::list),
            "set" => Type::from_json(inner).map(Type::set),
            "map" => Type::from_json(inner).map(Type::map),
            "tuple" => inner.as_array()?.iter().map(Type::from_json).collect::<Option<_>>().map(Type::Tuple),
            "object" => {
                let attributes = inner.as_object()?.iter();
                let attributes = attributes.map(|(name, of)| Some((Arc::from(name.as_str()), Type::from_json(of)?)));
                Some(Type::Object(Arc::new(attributes.collect::<Option<_>>()?)))
            }
            _ => None,
        }
    }

    /// Whether it is a string, a number or a bool.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Type::Bool | Type::Number | Type::String)
    }

    /// The type of the elements of a list, set or map.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Type::List(element) | Type::Set(element) | Type::Map(element) => Some(element),
            _ => None,
        }
    }

    /// Whether a part of it is [`Type::Dynamic`].
    pub fn has_dynamic(&self) -> bool {
        match self {
            Type::Dynamic => true,
            Type::Bool | Type::Number | Type::String => false,
            Type::List(element) | Type::Set(element) | Type::Map(element) => element.has_dynamic(),
            Type::Tuple(elements) => elements.iter().any(Type::has_dynamic),
            Type::Object(attributes) => attributes.values().any(Type::has_dynamic),
        }
    }
}

impl fmt::Display for Type {
    /// As a message names it: tuples and objects without what is in them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Dynamic => f.write_str("any type"),
            Type::Bool => f.write_str("bool"),
            Type::Number => f.write_str("number"),
            Type::String => f.write_str("string"),
            Type::List(element) => write!(f, "list of {element}"),
            Type::Set(element) => write!(f, "set of {element}"),
            Type::Map(element) => write!(f, "map of {element}"),
            Type::Tuple(_) => f.write_str("tuple"),
            Type::Object(_) => f.write_str("object"),
        }
    }
}
