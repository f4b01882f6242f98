//! The export of the npm package, whose JavaScript makes the requests.

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request, see [`crate::call`].
#[wasm_bindgen]
pub fn call(request: &str) -> String {
    // A response is JSON, which is UTF-8.
    String::from_utf8_lossy(&crate::call(request.as_bytes())).into_owned()
}
