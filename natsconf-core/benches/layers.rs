//! How fast each layer turns one thing into the next, on a small and a large configuration.

use std::sync::Arc;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::{self, Dialect, Document};
use natsconf_core::value::{self, Limits, Values};
use natsconf_tests::tenants;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    on_every_size(&mut criterion, "parse", Arc::clone, parse);
    on_every_size(&mut criterion, "resolve", Arc::clone, resolve);
    on_every_size(&mut criterion, "format", parse, syntax::format);
    on_every_size(&mut criterion, "print", |text| resolve(text).root().to_owned(), value::print);
    criterion.final_summary();
}

fn parse(text: &Arc<[u8]>) -> Document {
    syntax::parse(FileId::MAIN, Arc::clone(text), Dialect::default()).0
}

fn resolve(text: &Arc<[u8]>) -> Values {
    let source = Source::new("nats.conf", Arc::clone(text));
    value::resolve(source, &Memory::default(), Dialect::default(), Limits::default()).0
}

/// Measures `work` on what `prepare` makes of a text; neither that nor dropping anything counts.
fn on_every_size<I, O>(
    criterion: &mut Criterion,
    name: &str,
    prepare: impl Fn(&Arc<[u8]>) -> I,
    work: impl Fn(&I) -> O,
) {
    let mut group = criterion.benchmark_group(name);
    for users in [tenants::SMALL, tenants::LARGE] {
        let text: Arc<[u8]> = tenants::text(users).into();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(format!("{users} users")), &text, |bencher, text| {
            bencher.iter_batched_ref(|| prepare(text), |input| work(input), BatchSize::LargeInput);
        });
    }
}
