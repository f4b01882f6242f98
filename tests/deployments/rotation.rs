//! A key that was rotated no longer signs for anyone.

use async_nats::ConnectOptions;
use natsconf_core::deployment::{Inputs, Kept, Outcome, render};
use natsconf_core::source::Memory;
use natsconf_tests::servers;

use super::{fixture, running};

/// Renders as it would be rendered after what is kept, with other random bytes each time.
fn rendered(kept: &Kept, start: u8) -> Outcome {
    let mut number = start;
    let mut random = |bytes: &mut [u8; 32]| {
        number += 1;
        bytes[31] = number;
    };
    let sources = Memory::default();
    let mut inputs = Inputs { now: 1_750_000_000, kept, sources: &sources, random: &mut random, trial: None };
    render(&fixture("auth-callout-operator.yaml"), &mut inputs).expect("rendered")
}

fn creds(outcome: &Outcome, file: &str) -> ConnectOptions {
    let text = std::str::from_utf8(&outcome.rendered.files[file].bytes).expect("UTF-8");
    ConnectOptions::with_credentials(text).expect("creds")
}

#[tokio::test]
async fn what_rotated_keys_stood_for_is_refused() {
    const READER: &str = "creds/APP/reader.creds";
    const APP: &str = "creds/APP/app.creds";
    const SIGNING: &str = "account/APP/signing/readers";
    const USER: &str = "user/APP/app";
    let first = rendered(&Kept::default(), 0);
    let mut kept = first.made.clone();
    kept.seeds.remove(SIGNING).expect("the key");
    let old = kept.seeds.remove(USER).expect("the key");
    kept.retired.entry(USER.to_owned()).or_default().insert(old.public_key().to_string());
    let second = rendered(&kept, 100);
    assert_eq!(second.made.seeds.keys().collect::<Vec<_>>(), [SIGNING, USER], "nothing else was made");
    kept.extend(second.made.clone());

    let running = running::start_with(servers::NEWEST, &fixture("auth-callout-operator.yaml"), &kept);
    running.healthy();
    let urls = || running.plan.client_urls();
    creds(&second, READER).connect(urls()).await.expect("signed anew");
    creds(&first, READER).connect(urls()).await.expect_err("signed with the old key");
    creds(&second, APP).connect(urls()).await.expect("the new key");
    creds(&first, APP).connect(urls()).await.expect_err("the old key is revoked");
    // Those whom another key signed are not touched.
    creds(&first, "creds/SHOP/shop.creds").connect(urls()).await.expect("signed with the account's own key");
}
