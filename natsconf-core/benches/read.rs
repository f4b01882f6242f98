//! Reading a configuration: text into a tree, and into values.

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput};
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::{self, Dialect};
use natsconf_core::value::{self, Limits};
use natsconf_tests::tenants;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    parse(&mut criterion);
    resolve(&mut criterion);
    criterion.final_summary();
}

fn parse(criterion: &mut Criterion) {
    on_every_size(criterion, "parse", |text| syntax::parse(FileId::MAIN, text, Dialect::default()));
}

fn resolve(criterion: &mut Criterion) {
    let files = Memory::default();
    on_every_size(criterion, "resolve", |text| {
        value::resolve(Source::new("nats.conf", text), &files, Dialect::default(), Limits::default())
    });
}

/// Measures `read` on a small and a large file, without what it takes to drop the result.
fn on_every_size<T>(criterion: &mut Criterion, name: &str, read: impl Fn(Arc<[u8]>) -> T) {
    let mut group = criterion.benchmark_group(name);
    for users in [tenants::SMALL, tenants::LARGE] {
        let text: Arc<[u8]> = tenants::text(users).into();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(format!("{users} users")), &text, |bencher, text| {
            bencher.iter_with_large_drop(|| read(Arc::clone(text)));
        });
    }
}
