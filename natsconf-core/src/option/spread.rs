//! Long lists and maps are read on several cores: a file with a hundred thousand users is little else.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::Reader;
use crate::diagnostic::Diagnostic;

/// Fewer items than these are read before a thread has begun.
const WORTH_IT: usize = 256;

/// More workers wait for memory, not for a core.
const WORKERS: usize = 8;

/// What `read` makes of the items, in their order, those left out of which it makes nothing. The findings stand in the
/// same order, however many cores there are.
pub(crate) fn read_each<I, T>(
    items: impl Iterator<Item = I>,
    count: usize,
    reader: &mut Reader,
    read: impl Fn(I, &mut Reader) -> Option<T> + Sync,
) -> Box<[T]>
where
    I: Copy + Sync,
    T: Send,
{
    // WebAssembly has no threads, and a part of a long list is not divided again.
    if count < WORTH_IT || reader.is_part || cfg!(target_family = "wasm") {
        let mut values = Vec::with_capacity(count);
        values.extend(items.filter_map(|item| read(item, reader)));
        return values.into_boxed_slice();
    }
    let items: Vec<I> = items.collect();
    // All of them in one piece: parts that are put together are in memory twice.
    let mut values: Vec<Option<T>> = items.iter().map(|_| None).collect();
    reader.diagnostics.extend(read_parts(&items, &mut values, reader, &read));
    values.into_iter().flatten().collect()
}

/// Fills in what `read` makes of each item, and gives the findings.
fn read_parts<I: Copy + Sync, T: Send>(
    items: &[I],
    values: &mut [Option<T>],
    reader: &Reader,
    read: &(impl Fn(I, &mut Reader) -> Option<T> + Sync),
) -> Vec<Diagnostic> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(WORKERS);
    let len = items.len().div_ceil(workers);
    let read_part = |items: &[I], values: &mut [Option<T>], mut reader: Reader| {
        for (item, value) in items.iter().zip(values) {
            *value = read(*item, &mut reader);
        }
        reader.finish()
    };
    let mut parts = items.chunks(len).zip(values.chunks_mut(len));
    let first = parts.next();
    thread::scope(|scope| {
        let begin = |(items, values)| {
            let (reader, read_part) = (reader.part(), &read_part);
            scope.spawn(move || read_part(items, values, reader))
        };
        let running: Vec<_> = parts.map(begin).collect();
        let first = first.map(|(items, values)| read_part(items, values, reader.part()));
        let others = running.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        first.into_iter().chain(others).flatten().collect()
    })
}
