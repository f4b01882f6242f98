//! The plain WebAssembly module in a host of Rust: wasmi, which interprets it.

#![allow(dead_code, reason = "each test that includes this module uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use natsconf_tests::workspace;
use wasmi::{Engine, Instance, Linker, Memory, Module, Store, TypedFunc};

/// A running module.
pub struct PlainModule {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    free: TypedFunc<(u32, u32), ()>,
    call: TypedFunc<(u32, u32), u64>,
}

impl PlainModule {
    /// Starts the module, and gives it nothing to import.
    pub fn start() -> Self {
        let path = workspace::plain_module();
        let bytes = std::fs::read(&path).unwrap_or_else(|error| {
            panic!("{}: {error}; make it by `cargo xtask wasm`", path.display());
        });
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).unwrap();
        PlainModule {
            memory: instance.get_memory(&store, "memory").unwrap(),
            alloc: instance.get_typed_func(&store, "natsconf_alloc").unwrap(),
            free: instance.get_typed_func(&store, "natsconf_free").unwrap(),
            call: instance.get_typed_func(&store, "natsconf_call").unwrap(),
            store,
            instance,
        }
    }

    /// The version of its table of exports.
    pub fn abi_version(&mut self) -> u32 {
        let version = self.instance.get_typed_func::<(), u32>(&self.store, "natsconf_abi_version").unwrap();
        version.call(&mut self.store, ()).unwrap()
    }

    /// The response to a request.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let len = u32::try_from(request.len()).unwrap();
        let address = self.alloc(len);
        if len > 0 {
            self.memory.write(&mut self.store, address as usize, request).unwrap();
        }
        let response = self.call(address, len);
        self.free(address, len);
        response
    }

    /// The address of a new buffer.
    pub fn alloc(&mut self, len: u32) -> u32 {
        self.alloc.call(&mut self.store, len).unwrap()
    }

    /// Gives a buffer back.
    pub fn free(&mut self, address: u32, len: u32) {
        self.free.call(&mut self.store, (address, len)).unwrap();
    }

    /// The response to the request at an address.
    pub fn call(&mut self, address: u32, len: u32) -> String {
        let packed = self.call.call(&mut self.store, (address, len)).unwrap();
        let [address, len] = [packed >> 32, packed & 0xffff_ffff].map(|half| u32::try_from(half).unwrap());
        let mut response = vec![0; len as usize];
        self.memory.read(&self.store, address as usize, &mut response).unwrap();
        self.free(address, len);
        String::from_utf8(response).unwrap()
    }

    /// How many bytes it has taken from its host.
    pub fn size(&self) -> usize {
        self.memory.data_size(&self.store)
    }
}
