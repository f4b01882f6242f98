//! Versions of nats-server: which options there are hangs on the release family, such as 2.11.

use std::fmt;
use std::str::FromStr;

use crate::syntax::Dialect;

/// A version of nats-server, `2.10` or `2.10.26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version {
    /// The 2 of 2.10.26.
    pub major: u16,
    /// The 10 of 2.10.26.
    pub minor: u16,
    /// The 26 of 2.10.26; `None` where only the family is named, which stands for its newest release.
    pub patch: Option<u16>,
}

impl Version {
    /// The newest that natsconf knows.
    pub const NEWEST: Version = Version::of_family(2, 15);
    /// The oldest that natsconf tells apart: an option that it has may be older.
    pub const OLDEST: Version = Version::of_family(2, 9);

    /// A release family.
    pub const fn of_family(major: u16, minor: u16) -> Self {
        Version { major, minor, patch: None }
    }

    /// The release family, such as 2.10.
    pub const fn family(self) -> (u16, u16) {
        (self.major, self.minor)
    }

    /// Whether this version is as new as a release of the same family.
    pub(crate) fn patch_reaches(self, release: Version) -> bool {
        self.patch.is_none_or(|patch| Some(patch) >= release.patch)
    }

    /// Whether this version belongs to the family of `other` or a later one.
    pub const fn reaches(self, other: Version) -> bool {
        self.major > other.major || self.major == other.major && self.minor >= other.minor
    }

    /// How a server of this version reads text.
    pub const fn dialect(self) -> Dialect {
        if self.reaches(Version::of_family(2, 15)) { Dialect::From2_15 } else { Dialect::Until2_14 }
    }

    /// `2.11`, read while compiling; anything else does not compile.
    pub(crate) const fn literal(text: &str) -> Self {
        let bytes = text.as_bytes();
        assert!(bytes.len() >= 3 && bytes[0] == b'2' && bytes[1] == b'.', "a release family such as 2.11");
        let (mut minor, mut at) = (0, 2);
        while at < bytes.len() {
            assert!(bytes[at].is_ascii_digit(), "a release family such as 2.11");
            minor = minor * 10 + (bytes[at] - b'0') as u16;
            at += 1;
        }
        Version::of_family(2, minor)
    }
}

impl Default for Version {
    fn default() -> Self {
        Version::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.patch {
            None => write!(f, "{}.{}", self.major, self.minor),
            Some(patch) => write!(f, "{}.{}.{patch}", self.major, self.minor),
        }
    }
}

/// What is wrong with the text of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidVersion;

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a version of nats-server such as {} or 2.10.26", Version::NEWEST)
    }
}

impl std::error::Error for InvalidVersion {}

impl FromStr for Version {
    type Err = InvalidVersion;

    /// Reads `2.10`, `2.10.26`, `v2.10.26`, and `2.12.0-RC.4` as `2.12.0`.
    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        let numbers = text.strip_prefix('v').unwrap_or(text);
        let numbers = numbers.split_once(['-', '+']).map_or(numbers, |(numbers, _)| numbers);
        let parts: Result<Vec<u16>, _> = numbers.split('.').map(str::parse).collect();
        match parts.as_deref() {
            Ok([major, minor]) => Ok(Version::of_family(*major, *minor)),
            Ok([major, minor, patch]) => Ok(Version { major: *major, minor: *minor, patch: Some(*patch) }),
            _ => Err(InvalidVersion),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spellings_are_read() {
        for (text, shown) in [
            ("2.10", "2.10"),
            ("2.10.26", "2.10.26"),
            ("v2.15.1", "2.15.1"),
            ("2.12.0-RC.4", "2.12.0"),
            ("2.15", "2.15"),
        ] {
            assert_eq!(text.parse::<Version>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn others_are_refused() {
        for text in ["", "2", "2.x", "2.10.26.1", "latest", "2.-1"] {
            assert_eq!(text.parse::<Version>(), Err(InvalidVersion), "{text}");
        }
    }

    #[test]
    fn a_patch_release_reaches_its_family_only() {
        let version: Version = "2.10.26".parse().unwrap();
        assert!(version.reaches(Version::literal("2.10")) && version.reaches(Version::OLDEST));
        assert!(!version.reaches(Version::literal("2.11")));
    }
}
