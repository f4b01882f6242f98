//! Configurations that say something, changed in what they say: natsconf finds an error where the real server refuses, and
//! nowhere else. The corpus and the pages show mistakes that somebody thought of; this asks about all others.

mod judge;
mod mutate;
mod seeds;

use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::Settings;
use natsconf_tests::random::Random;
use natsconf_tests::servers::NEWEST;
use rayon::prelude::*;

use judge::Judge;
use mutate::Stock;

/// Tries so many mutants; of some that all agree about, a server is started.
fn compare(stock: &Stock, version: &str, number: u64, count: usize) {
    // Tokens of the pages have expired, or never do.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    let settings = Settings::for_server(version).expect("a version");
    let settings = Settings { now: i64::try_from(now).ok(), ..settings };
    let judge = Judge { version, settings };
    let mut random = Random(number);
    let mutants: Vec<String> = std::iter::repeat_with(|| stock.mutant(&mut random)).flatten().take(count).collect();
    let wrong: Vec<String> = mutants
        .par_iter()
        .enumerate()
        .filter_map(|(at, mutant)| judge.disagreement(mutant, at % 4 == 0).map(|words| format!("{words}\n{mutant}")))
        .collect();
    assert!(wrong.is_empty(), "{} of {count} on {version}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_error_is_a_refusal_in_mutants_too() {
    compare(&Stock::new(seeds::own()), NEWEST, 0x6d75_7461, 1600);
}

#[test]
fn older_servers_agree_with_what_is_said_for_them() {
    let stock = Stock::new(seeds::own());
    compare(&stock, "2.12.8", 0x6f6c_6432, 300);
    compare(&stock, "2.10.26", 0x6f6c_6430, 300);
}

/// For a longer hunt: `NATSCONF_MUTANTS=20000 cargo test --workspace --test mutants -- --ignored`.
#[test]
#[ignore = "hunts as long as it is told to"]
fn more_mutants() {
    let count = std::env::var("NATSCONF_MUTANTS").map_or(10_000, |count| count.parse().expect("a number"));
    let number = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
    println!("the mutants of {number}");
    compare(&Stock::new(seeds::all()), NEWEST, number, count);
}
