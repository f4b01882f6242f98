//! Every message with which the server refuses a configuration or warns of it has a finding, or a line in
//! `docs/not-checked.md` that says why not.

use std::collections::BTreeSet;

use natsconf_core::codes;
use natsconf_tests::shared::{self, Message};
use natsconf_tests::workspace;

/// How messages of the server begin, and the finding that says it first.
const FOUND: [(&str, &str); 0] = [];

/// A line of the document: how messages begin, or all those of a function.
#[derive(Debug)]
enum Line<'d> {
    Message(&'d str),
    Function { name: &'d str, file: &'d str },
}

impl<'d> Line<'d> {
    /// Reads ``- `message`: why`` and ``- `function` in `file.go`: why``.
    fn read(line: &'d str) -> Option<Self> {
        let (first, rest) = line.strip_prefix("- `")?.split_once('`')?;
        let (file, why) = match rest.strip_prefix(" in `") {
            Some(rest) => rest.split_once('`').map(|(file, why)| (Some(file), why))?,
            None => (None, rest),
        };
        assert!(why.starts_with(": ") && why.len() > 10, "no reason: {line}");
        Some(match file {
            Some(file) => Line::Function { name: first, file },
            None => Line::Message(first),
        })
    }

    fn is_about(&self, message: &Message) -> bool {
        match self {
            Line::Message(start) => message.text.trim_start().starts_with(start),
            Line::Function { name, file } => message.function == *name && message.file == *file,
        }
    }
}

#[test]
fn every_message_of_the_server_is_found_or_said_not_to_be() {
    let Some(messages) = shared::messages() else { return };
    let document = std::fs::read_to_string(workspace::root().join("docs/not-checked.md")).expect("it is there");
    let lines: Vec<Line<'_>> = document.lines().filter_map(Line::read).collect();
    let is_found = |message: &Message| FOUND.iter().any(|(start, _)| message.text.starts_with(start));
    let is_said = |message: &Message| lines.iter().any(|line| line.is_about(message));
    let missing: Vec<_> = messages.iter().filter(|message| !is_found(message) && !is_said(message)).collect();
    assert!(missing.is_empty(), "{} of {} messages: {missing:#?}", missing.len(), messages.len());
    let idle = FOUND.iter().filter(|(start, _)| !messages.iter().any(|message| message.text.starts_with(start)));
    assert_eq!(idle.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "no message begins so");
    let idle = lines.iter().filter(|line| !messages.iter().any(|message| line.is_about(message) && !is_found(message)));
    assert!(idle.clone().next().is_none(), "no message that is not found: {:#?}", idle.collect::<Vec<_>>());
}

#[test]
fn what_says_it_first_is_there() {
    let known: BTreeSet<&str> = codes().map(|code| code.name).collect();
    let unknown: Vec<_> = FOUND.iter().filter(|(_, code)| !known.contains(code)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
