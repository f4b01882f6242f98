//! `jetstream`: streams, kept in memory and on disk.

use crate::option::block;
use crate::option::types::{Domain, EncryptionCipher, FilePath, Interval, Secret, StorageSize, SyncInterval, Text};

block! {
    /// Keeps streams. `jetstream: enabled` takes everything as it is by default.
    JetStream = "parseJetStream" {
        /// `false` turns JetStream off and keeps the other options.
        enabled: bool = "enabled" | "enable", default "true", reloadable;
        /// Refuses requests to the JetStream API with fields that the server does not know.
        strict: bool = "strict", since "2.11", default "true";
        /// Folder for streams. Without it, a temporary one, which does not outlive the machine.
        store_dir: FilePath = "store_dir" | "store" | "storedir", such_as "\"./jetstream\"";
        /// How often files are flushed to disk; `always` for every write.
        sync_interval: SyncInterval = "sync_interval" | "sync", since "2.10", default "2m";
        /// Most memory for streams. Without it, three quarters of what the machine has.
        max_memory_store: StorageSize = "max_memory_store" | "max_mem_store" | "max_mem", reloadable, such_as "64MB";
        /// Most disk space for streams. Without it, three quarters of what is free.
        max_file_store: StorageSize = "max_file_store" | "max_file", reloadable, such_as "1GB";
        /// Names the JetStream of these servers, so that others reach it through a leaf node. A single token.
        domain: Domain = "domain";
        /// Encrypts streams on disk with this key.
        key: Secret = "key" | "ek" | "encryption_key";
        /// The key before, while streams are encrypted anew.
        prev_key: Secret = "prev_key" | "prev_ek" | "prev_encryption_key", since "2.10";
        /// How streams are encrypted.
        cipher: EncryptionCipher = "cipher", default "chacha";
        /// Whether a leaf node extends the JetStream of its hub: `will_extend` or `no_extend`.
        extension_hint: Text = "extension_hint", such_as "no_extend";
        /// Limits for all streams of the server.
        limits: JetStreamLimits = "limits", reloadable, such_as "{ max_ha_assets: 2 }";
        /// Takes the encryption key from the TPM of the machine. Windows only.
        tpm: JetStreamTpm = "tpm", since "2.11", such_as "{ keys_file: \"./tpm.keys\", encryption_password: secret }";
        /// Places the copies of a stream on servers that differ in the tag that starts with this.
        unique_tag: Text = "unique_tag", such_as "\"az:\"";
        /// Most data on the way to a copy that catches up.
        max_outstanding_catchup: StorageSize = "max_outstanding_catchup", default "64MB";
        /// Most data of a stream that waits to be stored.
        max_buffered_size: StorageSize = "max_buffered_size", since "2.11", default "128MB";
        /// Most messages of a stream that wait to be stored.
        max_buffered_msgs: i64 = "max_buffered_msgs", since "2.11", default "10000";
        /// Most requests to the JetStream API that wait.
        request_queue_limit: i64 = "request_queue_limit", since "2.11", backported &["2.10.21"], default "10000";
        /// Most requests for information that wait; without it, as `request_queue_limit`.
        info_queue_limit: i64 = "info_queue_limit", since "2.14";
        /// Compacts the log of the cluster when it has so many entries.
        meta_compact: i64 = "meta_compact", since "2.14", backported &["2.11.11", "2.12.2"], at_least 0, reloadable;
        /// Compacts the log of the cluster when it has this size.
        meta_compact_size: StorageSize = "meta_compact_size", since "2.14", backported &["2.11.11", "2.12.2"], at_least 0, reloadable;
        /// Compacts the log of the cluster while others wait.
        meta_compact_sync: bool = "meta_compact_sync", since "2.14", backported &["2.12.5"], default "false", reloadable;
        /// Most reads and writes of files at the same time.
        max_concurrent_io: i64 = "max_concurrent_io", since "2.15", backported &["2.12.14", "2.14.4"], at_least 4, at_most 8192, such_as "64";
    }

    /// Limits for all streams of the server.
    JetStreamLimits = "parseJetStreamLimits" {
        /// Most messages of a consumer that wait for an acknowledgement.
        max_ack_pending: i64 = "max_ack_pending", reloadable;
        /// Most streams and consumers with more than one copy.
        max_ha_assets: i64 = "max_ha_assets", reloadable;
        /// Most messages that one request of a pull consumer may ask for.
        max_request_batch: i64 = "max_request_batch", reloadable;
        /// Longest window in which a stream may look for duplicates.
        duplicate_window: Interval = "duplicate_window", reloadable, such_as "\"2m\"";
        /// Limits for publishing in batches.
        batch: JetStreamBatchLimits = "batch", since "2.12", reloadable, such_as "{ max_msgs: 1000 }";
    }

    /// Limits for publishing in batches.
    JetStreamBatchLimits = "parseJetStreamLimitsBatch" {
        /// Most batches under way in one stream.
        max_inflight_per_stream: i64 = "max_inflight_per_stream", since "2.12", default "50", reloadable;
        /// Most batches under way in all streams.
        max_inflight_total: i64 = "max_inflight_total", since "2.12", default "1000", reloadable;
        /// Most messages of one batch.
        max_msgs: i64 = "max_msgs", since "2.12", default "1000", reloadable;
        /// How long a batch may take.
        timeout: Interval = "timeout", since "2.12", default "10s", reloadable;
    }

    /// The TPM of the machine, which keeps the encryption key.
    JetStreamTpm = "parseJetStreamTPM" {
        /// File with the sealed key.
        keys_file: FilePath = "keys_file", since "2.11", such_as "\"./tpm.keys\"";
        /// Password of the sealed key.
        encryption_password: Secret = "encryption_password", since "2.11";
        /// Password of the storage root key.
        srk_password: Secret = "srk_password", since "2.11";
        /// Platform configuration register that the key is bound to.
        pcr: i64 = "pcr", since "2.11", default "22";
        /// How streams are encrypted.
        cipher: EncryptionCipher = "cipher", since "2.11", default "chacha";
    }
}
