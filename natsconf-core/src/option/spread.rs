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
    let mut values = Vec::with_capacity(items.len());
    for (part, found) in read_parts(&items, reader, &read) {
        values.extend(part);
        reader.diagnostics.extend(found);
    }
    values.into_boxed_slice()
}

fn read_parts<'i, I: Copy + Sync, T: Send>(
    items: &'i [I],
    reader: &Reader,
    read: &(impl Fn(I, &mut Reader) -> Option<T> + Sync),
) -> Vec<(Vec<T>, Vec<Diagnostic>)> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(WORKERS);
    let read_part = |part: &'i [I], mut reader: Reader| {
        // A list that grows leaves holes behind, which large pages of memory fill.
        let mut values = Vec::with_capacity(part.len());
        values.extend(part.iter().filter_map(|item| read(*item, &mut reader)));
        (values, reader.finish())
    };
    let mut parts = items.chunks(items.len().div_ceil(workers));
    thread::scope(|scope| {
        let first = parts.next().map(|part| (part, reader.part()));
        let begin = |part| {
            let reader = reader.part();
            scope.spawn(move || read_part(part, reader))
        };
        let running: Vec<_> = parts.map(begin).collect();
        let first = first.map(|(part, reader)| read_part(part, reader));
        let others = running.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        first.into_iter().chain(others).collect()
    })
}
