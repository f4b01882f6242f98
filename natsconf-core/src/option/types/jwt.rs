//! JWTs where they stand in a configuration. Here it is seen whether a text is a JWT of the right type at all;
//! signatures and claims are for those who decode it.

use data_encoding::BASE64URL_NOPAD;

use crate::option::types::Text;
use crate::option::{OptionType, Reader, Shape, TextShape, through_value};
use crate::value::{Value, ValueRef};

/// The `type` claim of a NATS JWT: `account`. `None` where the text is none.
fn claim_type(token: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Claims {
        nats: Option<Nats>,
        #[serde(rename = "type")]
        kind: Option<String>,
    }
    #[derive(serde::Deserialize)]
    struct Nats {
        #[serde(rename = "type")]
        kind: Option<String>,
    }
    let [header, claims, signature] = token.split('.').collect::<Vec<_>>().try_into().ok()?;
    // Go passes over line ends in base 64. Before the signature, they are signed, and make the JSON none.
    BASE64URL_NOPAD.decode(signature.trim_end_matches(['\r', '\n']).as_bytes()).ok()?;
    serde_json::from_slice::<serde_json::Value>(&BASE64URL_NOPAD.decode(header.as_bytes()).ok()?).ok()?;
    let claims: Claims = serde_json::from_slice(&BASE64URL_NOPAD.decode(claims.as_bytes()).ok()?).ok()?;
    // The first version of the library has the type beside the claims.
    claims.nats.and_then(|nats| nats.kind).or(claims.kind)
}

/// Defines the types of JWTs: `Name("type claim", example)`.
macro_rules! jwt {
    ($($(#[doc = $doc:literal])* $Jwt:ident($kind:literal, $shape:expr);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $Jwt(Text);

        impl $Jwt {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl OptionType for $Jwt {
            const SHAPE: Shape = Shape::Text($shape);

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                let text = reader.text(value, &Self::SHAPE)?;
                match claim_type(&text) {
                    Some(kind) if kind == $kind => return Some($Jwt(Text::from(&*text))),
                    Some(kind) => reader.bad_value(value, format!(
                        "this is the JWT of {}, the JWT of {} is needed here",
                        super::article(&kind),
                        super::article($kind)
                    )),
                    // What tools print to be pasted, in quotes as a whole.
                    None if text.strip_suffix(',').and_then(claim_type).is_some() => {
                        reader.bad_value(value, "a comma stands behind the JWT, inside the quotes");
                    }
                    None => reader.bad_value_with(
                        value,
                        "this is no JWT: three parts in base 64 with dots between",
                        "put the whole token here, which begins with `eyJ`, and neither a file name nor a key",
                    ),
                }
                None
            }

            fn write(&self) -> Value {
                self.0.write()
            }
        }

        impl From<&str> for $Jwt {
            fn from(text: &str) -> Self {
                $Jwt(Text::from(text))
            }
        }

        through_value!($Jwt);
    )*};
}

jwt! {
    /// The JWT of an account.
    AccountJwt("account", TextShape::new("account JWT", ACCOUNT));
    /// The JWT of a user, as one without a secret of its own may show it.
    UserJwt("user", TextShape::new("user JWT", USER));
}

const ACCOUNT: &str = "eyJ";
const USER: &str = "eyJ";

/// The JWT of an operator: the path of its file, or the JWT itself (`readOperatorJWT`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OperatorJwt(Text);

impl OperatorJwt {
    /// The text: a path, or a JWT.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the JWT itself, not a path. The server looks for a file of this name first.
    pub fn is_inline(&self) -> bool {
        self.0.starts_with("eyJ")
    }
}

impl OptionType for OperatorJwt {
    const SHAPE: Shape = Shape::Text(TextShape::new("path or JWT", "./operator.jwt"));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        Text::read(value, reader).map(OperatorJwt)
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

impl From<&str> for OperatorJwt {
    fn from(text: &str) -> Self {
        OperatorJwt(Text::from(text))
    }
}

through_value!(OperatorJwt);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{messages, read};

    /// An account's JWT, as far as it is looked at here.
    fn token() -> String {
        let parts = [r#"{"typ":"JWT"}"#, r#"{"nats":{"type":"account"}}"#, "signature"];
        parts.map(|part| BASE64URL_NOPAD.encode(part.as_bytes())).join(".")
    }

    #[test]
    fn a_line_end_behind_a_token_is_harmless() {
        assert!(read::<AccountJwt>(&format!("\"{}\n\"", token())).is_some());
        assert_eq!(messages::<AccountJwt>(&format!("\" {}\"", token())).len(), 1);
    }

    #[test]
    fn a_comma_that_was_pasted_along_is_found() {
        let pasted = messages::<AccountJwt>(&format!("\"{},\"", token()));
        assert_eq!(pasted, ["a comma stands behind the JWT, inside the quotes"]);
    }
}
