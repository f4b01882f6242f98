//! `natsconf.wasm`, which answers every call: wasmi interprets it, and it is given nothing but memory. Each call has memory
//! of its own, so that nothing of it is left behind.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasmi::{CompilationMode, Config, Engine, Linker, Module, Store, StoreLimits, StoreLimitsBuilder};

use crate::problem::Problem;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/natsconf.wasm"));

/// The most memory that a call may take, in bytes.
const MEMORY: usize = 1 << 30;

/// What the module answers.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Response<T> {
    Result(T),
    Error(Failure),
}

/// Why there is no result.
#[derive(Deserialize)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// What was found in a text that cannot be read.
    pub(crate) diagnostics: Option<Vec<Problem>>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), diagnostics: None }
    }
}

/// Calls a function of the module.
pub(crate) fn call<T: DeserializeOwned>(function: &str, arguments: &impl Serialize) -> Result<T, Failure> {
    #[derive(Serialize)]
    struct Request<'a, A> {
        function: &'a str,
        arguments: &'a A,
    }
    let unlikely = |error: &dyn std::fmt::Display| Failure::new(format!("natsconf stopped: {error}"));
    let request = serde_json::to_vec(&Request { function, arguments }).map_err(|error| unlikely(&error))?;
    let response = answer(compiled()?, &request).map_err(|error| unlikely(&error))?;
    // What the error would quote may be a secret.
    match serde_json::from_slice(&response).map_err(|_| unlikely(&"its answer cannot be read"))? {
        Response::Result(result) => Ok(result),
        Response::Error(failure) => Err(failure),
    }
}

/// The module, compiled at the first call; each of its functions is translated when it is first used.
fn compiled() -> Result<&'static Module, Failure> {
    static COMPILED: OnceLock<Result<Module, String>> = OnceLock::new();
    let compile = || {
        if BYTES.is_empty() {
            return Err("this provider was built without `natsconf.wasm`: run `cargo xtask wasm`, and build it again"
                .to_owned());
        }
        let engine = Engine::new(Config::default().compilation_mode(CompilationMode::Lazy));
        Module::new(&engine, BYTES).map_err(|error| format!("`natsconf.wasm` cannot be used: {error}"))
    };
    COMPILED.get_or_init(compile).as_ref().map_err(Failure::new)
}

fn answer(module: &Module, request: &[u8]) -> Result<Vec<u8>, wasmi::Error> {
    let limits = StoreLimitsBuilder::new().memory_size(MEMORY).trap_on_grow_failure(true).build();
    let mut store = Store::new(module.engine(), limits);
    store.limiter(|limits: &mut StoreLimits| limits);
    // There is nothing that it could import.
    let instance = Linker::new(module.engine()).instantiate_and_start(&mut store, module)?;
    let missing = || wasmi::Error::new("it has no memory");
    let memory = instance.get_memory(&store, "memory").ok_or_else(missing)?;
    let alloc = instance.get_typed_func::<u32, u32>(&store, "natsconf_alloc")?;
    let call = instance.get_typed_func::<(u32, u32), u64>(&store, "natsconf_call")?;
    let len = u32::try_from(request.len()).map_err(|_| wasmi::Error::new("the text is too long"))?;
    let address = alloc.call(&mut store, len)?;
    memory.write(&mut store, address as usize, request)?;
    let response = call.call(&mut store, (address, len))?;
    // The address and the length, 32 bits each.
    let [address, len] = [response >> 32, response & u64::from(u32::MAX)].map(usize::try_from);
    let (Ok(address), Ok(len)) = (address, len) else { return Err(missing()) };
    let response = memory.data(&store).get(address..).and_then(|response| response.get(..len));
    response.map(<[u8]>::to_vec).ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_failure_says_what_was_found() {
        let failure = call::<String>("format", &json!({ "text": "a {" })).map(|_| ()).unwrap_err();
        assert_eq!(failure.diagnostics.unwrap().len(), 1);
        assert!(call::<Value>("guess", &json!({})).err().unwrap().message.contains("guess"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_module_is_compiled_once() {
        const CALLS: usize = 20;
        let text = include_str!("../../fixtures/projects/first-look/nats.conf");
        let lint = || drop(call::<Value>("lint", &json!({ "text": text })).map_err(|failure| failure.message).unwrap());
        let took = || {
            let begin = processor_time();
            lint();
            processor_time().abs_diff(begin)
        };
        let first = took();
        // The least: others that run beside it slow some of them down.
        let further = std::iter::repeat_with(took).take(CALLS).min().unwrap();
        println!("the first call takes {first:?}, a further one {further:?}");
        assert!(further * 2 < first, "{further:?} of {first:?}");
    }

    /// Of this thread.
    #[cfg(target_os = "linux")]
    fn processor_time() -> Duration {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
    }
}
