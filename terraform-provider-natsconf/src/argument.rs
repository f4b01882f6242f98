//! An argument of whose type Terraform tells less than the function has to know.

use serde::{Deserialize, Deserializer};

/// An argument; `None` when it is not of this type. The function itself says so: `tf_provider` would quote the value,
/// which may be a secret, and add a backtrace when the environment asks for one.
pub(crate) struct Argument<T>(pub(crate) Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Argument<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Argument(T::deserialize(deserializer).ok()))
    }
}
