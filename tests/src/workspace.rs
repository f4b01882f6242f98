//! Where the folders of this workspace are.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package lies in the workspace")
}

/// The git-ignored folder into which `cargo xtask setup` installs.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The plain WebAssembly module, which `cargo xtask wasm` makes.
pub fn plain_module() -> PathBuf {
    root().join("target/natsconf.wasm")
}

/// The folder of the npm package, which `cargo xtask wasm` makes.
pub fn npm_package() -> PathBuf {
    root().join("target/npm")
}

/// The Python of `.tools`, in which the wheel is installed.
pub fn python() -> PathBuf {
    tools().join("python/bin/python")
}
