//! What the core is not to look up by itself: the time, and random bytes.

use std::time::{SystemTime, UNIX_EPOCH};

use zeroize::Zeroizing;

use crate::{Failure, Result};

/// The time in Unix seconds.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// 32 bytes that are fit for keys.
pub(crate) fn random_bytes() -> Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| Failure(format!("the system gives no random bytes: {error}")))?;
    Ok(bytes)
}

/// Fills in bytes that are fit for keys. Without them nothing can go on, and nothing may go on with others.
pub(crate) fn random() -> impl FnMut(&mut [u8; 32]) {
    |bytes| {
        if getrandom::fill(bytes).is_err() {
            crate::output::complain(&Failure("the system gives no random bytes".to_owned()));
            std::process::exit(crate::Outcome::Failed as i32);
        }
    }
}
