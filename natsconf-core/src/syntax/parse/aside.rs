//! A large text is parsed on one core while another reads its leaves.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::{Dialect, Parser};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::tree::LeafStream;

/// A shorter text is parsed before a thread has begun.
const WORTH_IT: usize = 1 << 20;

/// How many leaves are handed over at a time.
const ROOM: usize = 1 << 13;

/// How often the parser hands over before it waits: what the reader has not taken yet is held in memory.
const AHEAD: usize = 8;

/// Parses as [`super::parse`] does. No tree is kept: `read` takes the leaves as they come.
pub(crate) fn parse_aside<T>(
    file: FileId,
    text: &[u8],
    dialect: Dialect,
    read: impl FnOnce(LeafStream) -> T,
) -> (T, Vec<Diagnostic>) {
    // WebAssembly has no threads.
    if text.len() < WORTH_IT || cfg!(target_family = "wasm") {
        let (leaves, diagnostics) = Parser::new(file, text, dialect, text.len() / 4 + 16).run();
        return (read(LeafStream::whole(leaves)), diagnostics);
    }
    let (sender, receiver) = sync_channel(AHEAD);
    thread::scope(|scope| {
        let parser = scope.spawn(move || {
            let mut parser = Parser::new(file, text, dialect, ROOM);
            parser.reader = Some(sender.clone());
            let (last, diagnostics) = parser.run();
            let _ = sender.send(last);
            diagnostics
        });
        let done = read(LeafStream::parts(receiver));
        (done, parser.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn leaves_are_the_same_beside_and_before() {
        let text = "a { b: [1, 'x', \"y\"] } # c\n".repeat(WORTH_IT / 20) + "}";
        let (document, diagnostics) = parse(FileId::MAIN, text.as_bytes().into(), Dialect::default());
        let read = |leaves: LeafStream| leaves.eq(document.leaves());
        assert_eq!(parse_aside(FileId::MAIN, text.as_bytes(), Dialect::default(), read), (true, diagnostics));
    }

    #[test]
    fn a_reader_may_stop_early() {
        let text = "a: 1\n".repeat(WORTH_IT);
        let (first, diagnostics) =
            parse_aside(FileId::MAIN, text.as_bytes(), Dialect::default(), |mut leaves| leaves.next());
        assert_eq!((first.map(|leaf| leaf.end), diagnostics.len()), (Some(1), 0));
    }
}
