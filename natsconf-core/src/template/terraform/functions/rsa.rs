//! `rsadecrypt`, by PKCS #1 v1.5. The library for it would answer a text with the wrong padding with another text, so that
//! nobody can ask it many times and learn the key; Terraform says that the text is wrong.

use nom::multi::length_data;
use nom::number::complete::be_u32;
use nom::{IResult, Parser as _};
use num_bigint::BigUint;
use x509_parser::asn1_rs::{Any, FromDer, Oid, Tag, oid};
use x509_parser::pem::Pem;

use super::encoding::decode;
use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::Value;

const RSA: Oid<'static> = oid!(1.2.840.113549.1.1.1);

/// Zero, the kind of padding, eight bytes of it, and the zero behind it.
const SHORTEST: usize = 11;

pub(super) fn decrypt(arguments: &Arguments<'_>) -> Outcome {
    let wrong = |index, message: &str| Failure::Argument(index, message.into());
    let encrypted = decode(arguments.text(0)).ok_or_else(|| wrong(0, "this is no base64"))?;
    let key = arguments.text(1);
    // The time grows with the cube of the key's length.
    arguments.add_work(key.len(), key.len().saturating_pow(2) as u64 / 16_384)?;
    let key = Key::parse(key).ok_or_else(|| wrong(1, "this is no RSA key in PEM form, or a passphrase protects it"))?;
    let text = key.decrypt(&encrypted).ok_or("this was not encrypted for the key")?;
    let text = String::from_utf8(text);
    Ok(Value::string(&text.map_err(|_| Failure::Refused("what was encrypted is not UTF-8".into()))?))
}

/// A private key.
struct Key {
    modulus: BigUint,
    public_exponent: BigUint,
    private_exponent: BigUint,
    primes: Vec<BigUint>,
}

impl Key {
    /// The first block of a text in PEM form.
    fn parse(text: &str) -> Option<Key> {
        let block = Pem::iter_from_buffer(text.as_bytes()).next()?.ok()?;
        let key = match block.label.as_str() {
            "RSA PRIVATE KEY" => Key::pkcs1(&block.contents),
            "PRIVATE KEY" => Key::pkcs8(&block.contents),
            "OPENSSH PRIVATE KEY" => Key::openssh(&block.contents),
            _ => None,
        };
        key.filter(Key::is_sound)
    }

    /// `SEQUENCE { version, n, e, d, p, q, d mod p-1, d mod q-1, 1/q mod p, further }`, of which the last is a list of
    /// `SEQUENCE { prime, d mod prime-1, … }`.
    fn pkcs1(der: &[u8]) -> Option<Key> {
        let items = items(der)?;
        let [version, modulus, public_exponent, private_exponent, one_prime, other_prime, _, _, _, further @ ..] =
            items.as_slice()
        else {
            return None;
        };
        let mut primes = vec![number(one_prime)?, number(other_prime)?];
        match (version.data, further) {
            ([0], []) => {}
            ([1], [further]) => {
                for item in items_of(further)? {
                    primes.push(number(items_of(&item)?.first()?)?);
                }
            }
            _ => return None,
        }
        Some(Key {
            modulus: number(modulus)?,
            public_exponent: number(public_exponent)?,
            private_exponent: number(private_exponent)?,
            primes,
        })
    }

    /// `SEQUENCE { version, SEQUENCE { algorithm, … }, OCTET STRING, … }`
    fn pkcs8(der: &[u8]) -> Option<Key> {
        let items = items(der)?;
        let algorithm = items_of(items.get(1)?)?.first()?.clone().oid().ok()?;
        (algorithm == RSA).then(|| Key::pkcs1(items.get(2)?.data)).flatten()
    }

    /// By OpenSSH's `PROTOCOL.key`, without a passphrase.
    fn openssh(bytes: &[u8]) -> Option<Key> {
        let bytes = bytes.strip_prefix(b"openssh-key-v1\0")?;
        let (rest, [b"none", b"none", _]) = strings(bytes).ok()? else { return None };
        let (_, [_, secret]) = strings(rest.strip_prefix(&1u32.to_be_bytes())?).ok()?;
        // The same number twice, by which a wrong passphrase would show.
        let (rest, (one, other)) = (be_u32::<_, nom::error::Error<_>>, be_u32).parse(secret).ok()?;
        let (rest, kind) = string(rest).ok()?;
        let (padding, [modulus, public_exponent, private_exponent, _, one_prime, other_prime, _]) =
            strings(rest).ok()?;
        let is_padded = padding.iter().zip(1..).all(|(byte, wanted)| *byte == wanted);
        let number = BigUint::from_bytes_be;
        (one == other && kind == b"ssh-rsa" && is_padded).then(|| Key {
            modulus: number(modulus),
            public_exponent: number(public_exponent),
            private_exponent: number(private_exponent),
            primes: vec![number(one_prime), number(other_prime)],
        })
    }

    /// Whether the numbers belong together, as Go's `PrivateKey.Validate` asks.
    fn is_sound(&self) -> bool {
        let one = BigUint::from(1u8);
        let both = &self.public_exponent * &self.private_exponent;
        (2u32.into()..(1u32 << 31).into()).contains(&self.public_exponent)
            && self.primes.iter().all(|prime| *prime > one && &both % (prime - &one) == one)
            && self.primes.iter().product::<BigUint>() == self.modulus
    }

    fn decrypt(&self, encrypted: &[u8]) -> Option<Vec<u8>> {
        let length = usize::try_from(self.modulus.bits().div_ceil(8)).ok()?;
        let number = BigUint::from_bytes_be(encrypted);
        // As many zeros as fill a word may come first.
        if length < SHORTEST || encrypted.len() > length.next_multiple_of(8) || number >= self.modulus {
            return None;
        }
        let padded = number.modpow(&self.private_exponent, &self.modulus).to_bytes_be();
        // Of the zero that comes first, a number has no byte.
        let [2, rest @ ..] = padded.as_slice() else { return None };
        let zero = rest.iter().position(|byte| *byte == 0)?;
        (padded.len() + 1 == length && zero + 3 >= SHORTEST).then(|| rest[zero + 1..].to_vec())
    }
}

/// What stands in the sequence that is all of these bytes.
fn items(der: &[u8]) -> Option<Vec<Any<'_>>> {
    let (rest, sequence) = Any::from_der(der).ok()?;
    if rest.is_empty() { items_of(&sequence) } else { None }
}

fn items_of<'a>(sequence: &Any<'a>) -> Option<Vec<Any<'a>>> {
    let (mut items, mut rest) = (Vec::new(), sequence.data);
    if sequence.tag() != Tag::Sequence {
        return None;
    }
    while !rest.is_empty() {
        let (after, item) = Any::from_der(rest).ok()?;
        items.push(item);
        rest = after;
    }
    Some(items)
}

/// A number that is not negative.
fn number(item: &Any<'_>) -> Option<BigUint> {
    let is_number = item.tag() == Tag::Integer && item.data.first().is_some_and(|first| *first < 0x80);
    is_number.then(|| BigUint::from_bytes_be(item.data))
}

fn string(bytes: &[u8]) -> IResult<&[u8], &[u8]> {
    length_data(be_u32).parse(bytes)
}

fn strings<const COUNT: usize>(mut bytes: &[u8]) -> IResult<&[u8], [&[u8]; COUNT]> {
    let mut found = [&bytes[..0]; COUNT];
    for place in &mut found {
        (bytes, *place) = string(bytes)?;
    }
    Ok((bytes, found))
}
