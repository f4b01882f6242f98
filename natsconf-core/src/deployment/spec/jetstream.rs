//! `jetstream`: where streams are kept, and how much of them.

use crate::option::block;
use crate::option::types::{Domain, EncryptionCipher, FilePath, Size, SyncInterval, Text};

block! {
    /// Keeps streams.
    JetStream = "natsconf", keys EXACT {
        /// Folder for streams; without it, the data folder. The server puts a folder `jetstream` into it.
        store_dir: FilePath = "store_dir", such_as "\"/data\"";
        /// Most memory for streams on each server.
        max_memory: Size = "max_memory", at_least 0, such_as "\"1GB\"";
        /// Most disk space for streams on each server.
        max_file: Size = "max_file", at_least 0, such_as "\"10GB\"";
        /// How large the volume with the data folder is. Without `max_file`, nine tenths of it are for streams.
        volume: Size = "volume", at_least 1, such_as "\"100GB\"";
        /// Names the JetStream of these servers, so that others reach it through a leaf node.
        domain: Domain = "domain", such_as "hub";
        /// Environment variable with the key that encrypts streams on disk.
        key_variable: super::SpecName = "key_variable", such_as "JETSTREAM_KEY";
        /// How streams are encrypted.
        cipher: EncryptionCipher = "cipher", default "chacha";
        /// How often files are flushed to disk; `always` for every write.
        sync_interval: SyncInterval = "sync_interval", default "2m";
        /// Places the copies of a stream on servers that differ in the tag that starts with this.
        unique_tag: Text = "unique_tag", such_as "\"az:\"";
    }
}
