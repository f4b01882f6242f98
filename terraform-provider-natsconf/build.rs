//! Lays the WebAssembly module where the program embeds it from.

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=NATSCONF_WASM");
    let made_by_xtask = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/natsconf.wasm");
    let module = std::env::var_os("NATSCONF_WASM").map_or(made_by_xtask, PathBuf::from);
    println!("cargo::rerun-if-changed={}", module.display());
    let bytes = std::fs::read(&module).unwrap_or_else(|error| {
        let missing = format!("{}: {error}: make it by `cargo xtask wasm`", module.display());
        // Lints and documentation need no module; what is handed out does.
        let level =
            if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") { "error" } else { "warning" };
        println!("cargo::{level}={missing}");
        Vec::new()
    });
    let folder = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    if let Err(error) = std::fs::write(folder.join("natsconf.wasm"), bytes) {
        println!("cargo::error=the module cannot be embedded: {error}");
    }
}
